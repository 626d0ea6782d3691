"""Columns that a row names by title, as section_present and section_freshness judge them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from crawler.portals import PortalKind, Role
from crawler.records import (
    Cause,
    Column,
    Dossier,
    Entry,
    Match,
    NamedColumn,
    Place,
    ReadState,
    Wanted,
)
from tests.builders import (
    AS_OF,
    calendar,
    dossier,
    entry,
    moment,
    portal,
    requirement,
    section,
    shot,
)

PRESENT, FRESH = "section_present", "section_freshness"
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
TITLE, URL = "优化营商环境", "http://www.yunxi.test/zt/yshj/"
TODAY = moment(AS_OF).date() if isinstance(AS_OF, str) else AS_OF.date()
WHOLE, PART, EMPTY = ReadState.WHOLE, ReadState.PART, ReadState.EMPTY
ABSENT, UNSEEN = ReadState.ABSENT, ReadState.UNOBSERVABLE


def node(title: str, *path: str, place: Place = Place.HOME, url: str = URL) -> Column:
    return Column(title, url, path, place, shot("http://www.yunxi.test/"))


def column(state: ReadState = WHOLE, cause: Cause | None = None, **more: Any) -> NamedColumn:
    given = {"column": None if state is ABSENT else node(TITLE), "match": Match.EXACT} | more
    wanted = Wanted(TITLE, parent=given.pop("parent", ""))
    return NamedColumn(wanted, state, cause, **given)


def ago(days: int) -> Any:
    return TODAY - timedelta(days=days)


def seen(
    one: NamedColumn, *records: Entry, tree: tuple[Column, ...] = (), complete: bool = True
) -> Dossier:
    return dossier(
        *records, named={one.wanted.name: one}, columns=tree, column_tree_complete=complete,
        column_tree_cause=None if complete else Cause.CHALLENGED,
    )  # fmt: skip


def judge(
    check: str, of: Dossier, spec: dict[str, Any], beside: tuple[str, ...] = (), **more: Any
) -> Finding:
    row = requirement(check)
    terms = {**row.terms, "roles": {}, "columns": [{"title": TITLE} | spec]}
    given = replace(row, terms=terms, beside=beside, **more)
    (finding,) = checks()[check].judge(of, given, calendar())
    return finding


Row = tuple[NamedColumn, dict[str, Any], Outcome, Cause | None]
PRESENCE: dict[str, Row] = {
    "one entry": (column(entries=1), {}, PASSED, None),
    "absent": (column(ABSENT), {}, FAILED, None),
    "absent below its parent": (column(ABSENT, parent="专题"), {"parent": "专题"}, FAILED, None),
    "empty": (column(EMPTY), {}, FAILED, None),
    "empty with a statement of none": (
        column(EMPTY, statement_on=ago(30)), {}, INAPPLICABLE, None),
    "empty with a statement of long ago": (
        column(EMPTY, statement_on=ago(366)), {}, FAILED, None),
    "three entries of three": (column(entries=3), {"min_items": 3}, PASSED, None),
    "two entries of three": (column(entries=2), {"min_items": 3}, FAILED, None),
    "two entries of three, read in part": (
        column(PART, Cause.LIMIT, entries=2), {"min_items": 3}, CANT_TELL, Cause.LIMIT),
    "two entries of three, older ones unread": (
        column(entries=2, unread_before=ago(200)), {"min_items": 3}, CANT_TELL, Cause.LIMIT),
    "enough entries, read in part": (
        column(PART, Cause.LIMIT, entries=3), {"min_items": 3}, PASSED, None),
    "a page of text": (column(PART, Cause.UNREADABLE, text_chars=50), {}, PASSED, None),
    "a page of little text": (column(EMPTY, text_chars=49), {}, FAILED, None),
    "a page of text where entries are counted": (
        column(PART, Cause.UNREADABLE, text_chars=500), {"min_items": 2}, CANT_TELL,
        Cause.UNREADABLE),
    "only a similar name": (
        column(UNSEEN, Cause.AMBIGUOUS, match=Match.WEAK), {}, CANT_TELL, Cause.AMBIGUOUS),
    "behind a challenge": (column(UNSEEN, Cause.CHALLENGED), {}, CANT_TELL, Cause.CHALLENGED),
    "on a host that is not listed": (
        column(UNSEEN, Cause.BLOCKED), {}, CANT_TELL, Cause.BLOCKED),
    "beyond the bound of the visit": (
        column(UNSEEN, Cause.LIMIT, column=None), {}, CANT_TELL, Cause.LIMIT),
}  # fmt: skip


@pytest.mark.parametrize(("one", "spec", "outcome", "cause"), PRESENCE.values(), ids=PRESENCE)
def test_presence(
    one: NamedColumn, spec: dict[str, Any], outcome: Outcome, cause: Cause | None
) -> None:
    finding = judge(PRESENT, seen(one), spec)
    assert (finding.outcome, finding.cause) == (outcome, cause), finding.statement
    assert finding.aspect == TITLE
    assert finding.identity == one.wanted.name
    assert TITLE in finding.statement
    if outcome is FAILED:
        assert finding.basis is Basis.ABSENCE
        assert finding.evidence[-1].url.startswith("urn:")


FRESHNESS: dict[str, tuple[NamedColumn, Outcome, Cause | None]] = {
    "on the last day": (column(entries=2, newest_on=ago(30)), PASSED, None),
    "a day too old": (column(entries=2, newest_on=ago(31)), FAILED, None),
    "today": (column(entries=2, newest_on=ago(0)), PASSED, None),
    "new enough although read in part": (
        column(PART, Cause.LIMIT, entries=2, newest_on=ago(3)), PASSED, None),
    "old, read in part": (
        column(PART, Cause.UNREACHABLE, entries=2, newest_on=ago(90)), CANT_TELL,
        Cause.UNREACHABLE),
    "collapsed": (column(PART, Cause.COLLAPSED, entries=2, newest_on=ago(90)), CANT_TELL,
                  Cause.COLLAPSED),
    "without dates": (column(entries=2), CANT_TELL, Cause.AMBIGUOUS),
    "a page of text": (column(PART, Cause.UNREADABLE, text_chars=300), CANT_TELL,
                       Cause.UNREADABLE),
    "empty": (column(EMPTY), FAILED, None),
    "absent": (column(ABSENT), FAILED, None),
    "a statement of none": (column(EMPTY, statement_on=ago(30)), INAPPLICABLE, None),
    "only a similar name": (
        column(UNSEEN, Cause.AMBIGUOUS, match=Match.WEAK), CANT_TELL, Cause.AMBIGUOUS),
    "out of reach": (column(UNSEEN, Cause.ROBOTS), CANT_TELL, Cause.ROBOTS),
}  # fmt: skip


@pytest.mark.parametrize(("one", "outcome", "cause"), FRESHNESS.values(), ids=FRESHNESS)
def test_freshness(one: NamedColumn, outcome: Outcome, cause: Cause | None) -> None:
    finding = judge(FRESH, seen(one), {"max_age_days": 30})
    assert (finding.outcome, finding.cause) == (outcome, cause), finding.statement
    assert finding.aspect == TITLE
    if one.newest_on is not None and outcome in (PASSED, FAILED):
        assert finding.measured == (TODAY - one.newest_on).days
        assert finding.unit == "days"


@pytest.mark.parametrize(
    ("one", "outcome"),
    [(column(ABSENT), INAPPLICABLE), (column(newest_on=ago(31), entries=1), FAILED)],
)
def test_a_column_that_nobody_need_have_is_kept_up_where_it_stands(
    one: NamedColumn, outcome: Outcome
) -> None:
    assert judge(FRESH, seen(one), {"max_age_days": 30, "optional": True}).outcome is outcome


def test_an_absent_column_fails_once_where_presence_is_measured_too() -> None:
    finding = judge(FRESH, seen(column(ABSENT)), {"max_age_days": 30}, (PRESENT,))
    assert finding.outcome is INAPPLICABLE


@pytest.mark.parametrize("check", [PRESENT, FRESH])
@pytest.mark.parametrize(
    ("name", "outcome"), [("云溪县教育局", FAILED), ("云溪县统计局", INAPPLICABLE)]
)
def test_a_column_is_asked_of_the_bodies_that_it_names(
    check: str, name: str, outcome: Outcome
) -> None:
    of, row = seen(column(ABSENT)), requirement(check)
    spec = {"title": TITLE, "max_age_days": 30, "named": ["教育局"]}
    given = replace(row, terms={**row.terms, "roles": {}, "columns": [spec]})
    of = replace(of, portal=replace(of.portal, name=name))
    # A body bound by the clause and by none of its columns gets a finding all the same.
    (finding,) = checks()[check].judge(of, given, calendar())
    assert finding.outcome is outcome


def rows(*days: int, ordered: bool = True) -> list[Entry]:
    shown = days if ordered else tuple(reversed(days))
    made = [entry(Role.NAMED, f"{URL}{n}.html", f"信息{n}", ago(n).isoformat()) for n in shown]
    return [replace(one, column=URL, list_url=URL) for one in made]


@pytest.mark.parametrize(("ordered", "outcome"), [(True, FAILED), (False, CANT_TELL)])
def test_a_list_that_is_cut_shows_its_newest_rows_if_it_is_ordered(
    ordered: bool, outcome: Outcome
) -> None:
    one = column(PART, Cause.LIMIT, entries=2, newest_on=ago(60), list_pages=1)
    finding = judge(FRESH, seen(one, *rows(60, 90, ordered=ordered)), {"max_age_days": 30})
    assert finding.outcome is outcome


PLATFORM = node(TITLE, "政府信息公开平台", "重点领域", place=Place.PLATFORM)
PLACES: dict[str, tuple[Column, str, bool, Outcome, Cause | None]] = {
    "below it": (node(TITLE, "专题专栏"), "专题专栏", True, PASSED, None),
    "further below it": (node(TITLE, "专题专栏", "经济"), "专题专栏", True, PASSED, None),
    "elsewhere": (node(TITLE, "新闻中心"), "专题专栏", True, FAILED, None),
    "elsewhere, not all menus seen": (
        node(TITLE, "新闻中心"), "专题专栏", False, CANT_TELL, Cause.CHALLENGED),
    "below the platform": (PLATFORM, "platform", True, PASSED, None),
    "not below the platform": (node(TITLE), "platform", True, FAILED, None),
}  # fmt: skip


@pytest.mark.parametrize(
    ("at", "below", "complete", "outcome", "cause"), PLACES.values(), ids=PLACES
)
def test_place(
    at: Column, below: str, complete: bool, outcome: Outcome, cause: Cause | None
) -> None:
    of = seen(column(entries=1, column=at), complete=complete)
    finding = judge(PRESENT, of, {"below": below})
    assert (finding.outcome, finding.cause) == (outcome, cause), finding.statement


CHILDREN: dict[str, tuple[tuple[str, ...], bool, Outcome, Cause | None]] = {
    "all of them": (("政策文件", "工作进展"), True, PASSED, None),
    "under longer names": (("营商环境政策文件", "最新工作进展"), True, PASSED, None),
    "one is missing": (("政策文件",), True, FAILED, None),
    "one is missing, not all menus seen": (("政策文件",), False, CANT_TELL, Cause.CHALLENGED),
    "one only under a similar name": (
        ("政策文件", "工作进展评估"), True, CANT_TELL, Cause.AMBIGUOUS),
}  # fmt: skip


@pytest.mark.parametrize(
    ("titles", "complete", "outcome", "cause"), CHILDREN.values(), ids=CHILDREN
)
def test_children(
    titles: tuple[str, ...], complete: bool, outcome: Outcome, cause: Cause | None
) -> None:
    tree = tuple(node(title, TITLE, url=f"{URL}{n}/") for n, title in enumerate(titles))
    of = seen(column(entries=1), tree=tree, complete=complete)
    finding = judge(PRESENT, of, {"children": ["政策文件", "工作进展"]})
    assert (finding.outcome, finding.cause) == (outcome, cause), finding.statement


def test_children_elsewhere_do_not_count() -> None:
    tree = (node("政策文件", "政务公开"), node("工作进展", "政务公开"))
    of = seen(column(entries=1), tree=tree)
    assert judge(PRESENT, of, {"children": ["政策文件", "工作进展"]}).outcome is FAILED


def test_a_column_of_a_known_role_is_judged_as_its_section() -> None:
    row = requirement(PRESENT)
    spec = {"role": "budgets", "min_items": 2}
    given = replace(row, terms={**row.terms, "roles": {}, "columns": [spec]})
    for entries, outcome in ((1, FAILED), (2, PASSED)):
        of = dossier(sections=[section(Role.BUDGETS, entries=entries)])
        (finding,) = checks()[PRESENT].judge(of, given, calendar())
        assert (finding.aspect, finding.outcome) == ("budgets", outcome)


def test_freshness_of_a_role_takes_the_limit_of_the_column() -> None:
    row = requirement(FRESH)
    columns = [{"role": "responses", "max_age_days": 90}]
    given = replace(row, terms={**row.terms, "roles": {}, "columns": columns})
    for days, outcome in ((90, PASSED), (91, FAILED)):
        of = dossier(sections=[section(Role.RESPONSES, entries=3, newest_on=ago(days))])
        (finding,) = checks()[FRESH].judge(of, given, calendar())
        assert (finding.aspect, finding.outcome) == ("responses", outcome)


def test_a_column_that_the_city_itself_names_says_so() -> None:
    finding = judge(PRESENT, seen(column(ABSENT)), {}, assumed=("columns",))
    assert "本市设定" in finding.statement


def test_a_column_that_was_never_sought_cannot_be_told() -> None:
    for check, spec in ((PRESENT, {}), (FRESH, {"max_age_days": 30})):
        finding = judge(check, dossier(), spec)
        assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.SCANNER)


def test_one_finding_per_column_and_section() -> None:
    row = requirement(PRESENT)
    columns = [
        {"title": "甲栏目名称"},
        {"title": "乙栏目名称", "parent": "甲"},
        {"role": "gazette"},
    ]
    given = replace(row, terms={**row.terms, "columns": columns})
    found = list(
        checks()[PRESENT].judge(dossier(of=portal(kind=PortalKind.TOWNSHIP)), given, calendar())
    )
    assert len(found) == len({one.case_id for one in found}) == 6
