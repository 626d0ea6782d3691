"""Special topics (专题专栏): named as a section may be, and news all the same."""

from __future__ import annotations

import pytest

from crawler.portals.roles import Role
from crawler.records.dossier import ReadState, Section
from crawler.records.model import Cause
from tests.crawler.visit.county import county, link, numbered, visit

TASKS = Role.KEY_TASKS


def found(hub: str, label: str, *trail: str) -> Section:
    """The section of key tasks where a page of that name leads to one of such a name."""
    site = county()
    site.menu("/", link("/zwgk/", "政务公开"), link("/xxgk/", "政府信息公开"), link("/zt/", hub))
    site.menu("/zt/", link("/zt/2.html", label, *trail))
    site.rows("/zt/2.html", numbered("/xw/b", 4))
    return visit(site, roles=[TASKS]).dossier.section(TASKS)


@pytest.mark.parametrize(
    ("hub", "trail"), [("专题专栏", ()), ("热点专题", ()), ("站群", ("专题",))]
)
def test_a_topic_of_a_vague_name_is_not_taken_and_nothing_is_said_absent(
    hub: str, trail: tuple[str, ...]
) -> None:
    section = found(hub, "民生实事", *trail)
    assert section.urls == ()
    assert (section.state, section.cause) == (ReadState.UNOBSERVABLE, Cause.AMBIGUOUS)


@pytest.mark.parametrize(
    ("hub", "label"),
    [("政府工作", "民生实事"), ("专题专栏", "政府重点工作"), ("专题公开", "民生实事")],
)
def test_other_columns_and_clear_names_are_taken(hub: str, label: str) -> None:
    assert found(hub, label).entries == 4
