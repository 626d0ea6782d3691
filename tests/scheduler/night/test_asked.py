"""What rulebooks ask of a visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from checks.engine.requirement import Measure, Requirement, Rulebook
from checks.rulebooks import load_rulebook
from crawler.portals import PortalKind, Role
from crawler.records import Asked, IssuesAsked, Reach, Wanted
from crawler.visit.rules import WANTED
from scheduler.night.asked import BEGINNING, asked_by
from tests.checks.engine.builders import portal, requirement, rulebook

SPEC = {"title": "六稳六保", "synonyms": ["六保"]}


def asked(*rows: Requirement, books: tuple[Rulebook, ...] = ()) -> Asked:
    return asked_by([rulebook(*rows), *books], portal())


def row(columns: Any, **more: Any) -> Requirement:
    return requirement(terms={"columns": columns}, **more)


def test_the_standing_rulebook_asks_for_sections_alone() -> None:
    for kind in PortalKind:
        found = asked_by([load_rulebook("standing")], portal(kind=kind))
        assert found == Asked(found.roles, opening_days=7)


def test_columns_are_asked_for_by_title_and_sections_by_role() -> None:
    found = asked(row([SPEC, {"role": "budgets"}, {"role": "news"}]))
    assert found == Asked((Role.BUDGETS,), (Wanted("六稳六保", ("六保",)),))


def test_what_two_rows_ask_for_is_one_column_of_all_its_names() -> None:
    found = asked(row([SPEC]), row([{"title": "六稳六保", "synonyms": ["六稳", "六保"]}]))
    assert found.columns == (Wanted("六稳六保", ("六保", "六稳")),)


def test_a_column_below_another_is_another() -> None:
    below = {"title": "六稳六保", "parent": "专题"}
    assert [one.name for one in asked(row([SPEC, below])).columns] == ["六稳六保", "专题>六稳六保"]


def test_further_measures_and_the_columns_of_items_count() -> None:
    items = {"items": [{"name": "审批", "columns": ["行政许可", {"title": "行政审批"}]}]}
    further = Measure("another", items)
    found = asked(requirement(check=None, more=(further,)))
    assert [one.title for one in found.columns] == ["行政许可", "行政审批"]


def test_rows_that_do_not_bind_ask_for_nothing() -> None:
    others = frozenset({PortalKind.TOWNSHIP})
    assert asked(row([SPEC], binds=others)) == Asked()
    assert asked(row([SPEC], named=("教育局",))) == Asked()
    assert asked(row([SPEC], waits_for="另行通知")) == Asked()


def test_the_notice_of_the_sample_county() -> None:
    notice = load_rulebook("yunzhou-columns-2026", Path(__file__).parents[2] / "rulebooks")
    found = asked_by([notice], replace(portal(), kind=PortalKind.CITY))
    assert [one.title for one in found.columns] == [
        "优化营商环境", "六稳六保", "疫情防控", "健康科普",
    ]  # fmt: skip
    assert asked_by([notice], portal(kind=PortalKind.DEPARTMENT)) == Asked()


def test_issues_and_lists_that_the_gazette_and_the_library_ask_for() -> None:
    book = load_rulebook("sixian-2020")
    found = asked_by([book], portal(kind=PortalKind.COUNTY))
    assert found.issues == IssuesAsked(365, 10, True)
    assert Reach(Role.GAZETTE, BEGINNING) in found.reaches
    since = asked_by([load_rulebook("yanzhou-2021")], portal(kind=PortalKind.COUNTY))
    assert Reach(Role.POLICY_DOCUMENTS, date(2016, 1, 1)) in since.reaches
    home = asked_by([load_rulebook("suzhou-2024")], portal(kind=PortalKind.COUNTY))
    assert Role.HOME in home.entrances
    assert not asked_by([load_rulebook("standing")], portal(kind=PortalKind.COUNTY)).issues


def test_rules_among_notices_are_read_where_a_gazette_has_to_carry_them() -> None:
    book = load_rulebook("sixian-2020")
    gazette = next(r for r in book.requirements if r.check == "gazette_registers_documents")
    plain = gazette.terms["plain_titles"]
    for must, titles in ((["规范性文件"], plain), ([], ())):
        changed = replace(gazette, terms={**gazette.terms, "must_register": must})
        found = asked_by([replace(book, requirements=(changed,))], portal(kind=PortalKind.COUNTY))
        assert tuple(titles) == found.titles
        assert Role.NOTICES in found.roles or Role.NOTICES in WANTED


def test_a_row_on_a_governments_bodies_asks_for_their_column() -> None:
    terms = {"scope": "government", "catalogue_words": ["机构职能目录", "政府部门"]}
    found = asked(requirement(check="function_catalogue_ready", terms=terms))
    assert found.columns == (Wanted("机构职能目录", ("政府部门",)),)
    unit = asked(requirement(check="function_catalogue_ready", terms={**terms, "scope": "unit"}))
    assert unit.columns == ()


def test_a_row_on_the_leaders_interpretations_asks_for_the_pages_of_conferences() -> None:
    patterns = ["发布会|访谈"]
    found = asked(requirement(check="interpretation_by_leader", terms={"title_patterns": patterns}))
    assert found.titles == ("发布会|访谈",)
    assert Role.PRESS_CONFERENCES in found.roles
