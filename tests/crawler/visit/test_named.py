"""Columns asked for by title: found in the menus, read as lists, absent only where all was seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.pages.task import Purpose
from crawler.portals.model import Limits
from crawler.portals.roles import Role
from crawler.records import Cause, Match, Place, ReadState, Wanted
from crawler.visit.prior import Prior, prior_after
from tests.crawler.visit.county import MENU, Row, ago, at, county, link, numbered, visit

BUSINESS = Wanted("优化营商环境", ("营商环境",))
SIX = Wanted("六稳六保", ("六保六稳",))
EPIDEMIC = Wanted("疫情防控")


def site(path="/zwgk/yshj/", label="优化营商环境", rows=None, on="/zwgk/"):
    """A county that links a column from one of its pages besides what it links anyway."""
    made = county()
    before = made.pages[at(on)]

    def page(task, shot):
        reading = before(task, shot)
        return replace(reading, targets=(*reading.targets, link(path, label)))

    made.pages[at(on)] = page
    made.rows(path, numbered(path + "n", 3) if rows is None else rows)
    return made


def two_of_a_name(rows):
    """A county with one column of the name on the home page, and another below a hub."""
    made = site(on="/", path="/zt/yshj/", rows=rows)
    before = made.pages[at("/zwgk/")]

    def page(task, shot):
        reading = before(task, shot)
        return replace(reading, targets=(*reading.targets, link("/zwgk/yshj/", "优化营商环境")))

    made.pages[at("/zwgk/")] = page
    return made


def test_a_column_of_the_home_page_is_read_as_a_list():
    found = visit(site(on="/"), named=[BUSINESS]).dossier.named["优化营商环境"]
    assert (found.state, found.match, found.entries) == (ReadState.WHOLE, Match.EXACT, 3)
    assert found.newest_on == ago(0)
    assert found.column is not None
    assert found.column.place is Place.HOME
    assert found.evidence[0].url == at("/zwgk/yshj/")


def test_its_rows_are_entries_of_the_named_role_that_say_which_column_lists_them():
    dossier = visit(site(), named=[BUSINESS]).dossier
    rows = dossier.rows_of(dossier.named_column("优化营商环境"))
    assert [row.role for row in rows] == [Role.NAMED] * 3
    assert {row.column for row in rows} == {at("/zwgk/yshj/")}


@pytest.mark.parametrize(
    ("label", "match"),
    [
        ("营商环境", Match.SYNONYM),
        ("优化营商环境专栏", Match.EXACT),
        ("《优化营商环境》", Match.EXACT),
        ("優化營商環境", Match.EXACT),
        ("持续优化营商环境", Match.CONTAINED),
    ],
)
def test_other_names_of_a_column_are_it(label, match):
    found = visit(site(label=label), named=[BUSINESS]).dossier.named["优化营商环境"]
    assert (found.state, found.match) == (ReadState.WHOLE, match)


def test_a_name_that_only_holds_the_title_is_doubtful():
    found = visit(site(label="优化营商环境典型案例"), named=[BUSINESS]).dossier.named[
        "优化营商环境"
    ]
    assert (found.state, found.cause) == (ReadState.UNOBSERVABLE, Cause.AMBIGUOUS)
    assert found.match is Match.WEAK
    assert found.column is not None
    assert found.column.title == "优化营商环境典型案例"


def test_a_column_that_no_menu_has_is_absent_and_the_coverage_proves_it():
    dossier = visit(county(), named=[BUSINESS]).dossier
    found = dossier.named["优化营商环境"]
    assert found.state is ReadState.ABSENT
    assert dossier.column_tree_complete
    assert dossier.column_tree_cause is None
    assert found.evidence[-1] == dossier.coverage


def test_a_menu_that_was_not_seen_keeps_a_column_from_being_absent():
    made = county()
    made.down[at("/zwgk/")] = Cause.CHALLENGED
    dossier = visit(made, named=[BUSINESS]).dossier
    found = dossier.named["优化营商环境"]
    assert (found.state, found.cause) == (ReadState.UNOBSERVABLE, Cause.CHALLENGED)
    assert not dossier.column_tree_complete


def test_a_menu_that_only_the_search_for_columns_looks_at_counts_too():
    made = county()
    made.down[at("/lyfg/")] = 503
    found = visit(made, named=[BUSINESS]).dossier.named["优化营商环境"]
    assert (found.state, found.cause) == (ReadState.UNOBSERVABLE, Cause.UNREACHABLE)


def test_a_column_of_the_platform_stands_below_it():
    found = visit(site(on="/xxgk/"), named=[BUSINESS]).dossier.named["优化营商环境"]
    assert found.state is ReadState.WHOLE
    assert found.column is not None
    assert (found.column.place, found.column.path) == (Place.PLATFORM, ("政府信息公开平台",))


def test_a_column_below_another_is_found_where_that_one_leads():
    made = site("/zt/", "专题专栏", rows=[])
    made.menu("/zt/", *MENU, link("/zt/yq/", "疫情防控"))
    made.rows("/zt/yq/", numbered("/zt/yq/n", 2))
    found = visit(made, named=[EPIDEMIC]).dossier.named["疫情防控"]
    assert found.state is ReadState.WHOLE
    assert found.column is not None
    assert found.column.path[-1] == "专题专栏"


def test_a_parent_has_to_stand_above():
    below = Wanted("疫情防控", parent="专题专栏")
    made = site("/yq/", "疫情防控")
    found = visit(made, named=[below]).dossier.named["专题专栏>疫情防控"]
    assert (found.state, found.cause) == (ReadState.UNOBSERVABLE, Cause.AMBIGUOUS)


def test_two_wanted_columns_at_one_address_are_read_once():
    run = visit(site(), named=[BUSINESS, Wanted("营商环境")])
    asked = [t for t in run.asked if t.url == at("/zwgk/yshj/") and t.purpose is Purpose.SECTION]
    assert len(asked) == 1
    assert {one.state for one in run.dossier.named.values()} == {ReadState.WHOLE}


def test_a_column_that_is_a_section_of_a_known_role_is_read_once():
    run = visit(county(), named=[Wanted("通知公告")])
    found = run.dossier.named["通知公告"]
    assert (found.state, found.role) == (ReadState.WHOLE, Role.NOTICES)
    assert len(run.dossier.rows_of(found)) == 5
    assert not [t for t in run.asked if t.role is Role.NAMED]


def test_an_empty_column_is_empty():
    found = visit(site(rows=[]), named=[BUSINESS]).dossier.named["优化营商环境"]
    assert (found.state, found.entries) == (ReadState.EMPTY, 0)


def test_a_column_whose_page_is_gone_is_absent():
    made = site()
    made.down[at("/zwgk/yshj/")] = 404
    found = visit(made, named=[BUSINESS]).dossier.named["优化营商环境"]
    assert found.state is ReadState.ABSENT
    assert "失效" in found.reason


@pytest.mark.parametrize("cause", [Cause.CHALLENGED, Cause.ROBOTS, Cause.SOFT_404])
def test_a_column_whose_page_was_not_seen_is_unobservable(cause):
    made = site()
    made.down[at("/zwgk/yshj/")] = cause
    found = visit(made, named=[BUSINESS]).dossier.named["优化营商环境"]
    assert (found.state, found.cause) == (ReadState.UNOBSERVABLE, cause)


def test_of_two_columns_of_one_title_the_one_with_rows_is_it():
    made = two_of_a_name([])
    made.rows("/zwgk/yshj/", numbered("/zwgk/yshj/n", 2))
    found = visit(made, named=[BUSINESS]).dossier.named["优化营商环境"]
    assert (found.state, found.entries) == (ReadState.WHOLE, 2)
    assert [one.url for one in found.others] == [at("/zt/yshj/")]


def test_an_empty_column_beside_one_of_the_name_that_was_not_seen_proves_nothing():
    made = two_of_a_name([])
    made.down[at("/zwgk/yshj/")] = Cause.CHALLENGED
    found = visit(made, named=[BUSINESS]).dossier.named["优化营商环境"]
    assert found.cause is Cause.CHALLENGED


def test_columns_beyond_the_bound_are_not_read_and_say_so():
    made = site()
    run = visit(made, named=[Wanted("旅游风光"), BUSINESS], limits=Limits(named_columns=1))
    found = run.dossier.named["优化营商环境"]
    assert (found.state, found.cause) == (ReadState.UNOBSERVABLE, Cause.LIMIT)
    assert run.dossier.named["旅游风光"].seen


def test_a_list_longer_than_the_bound_is_read_in_part():
    made = site()
    turns = tuple((f"/zwgk/yshj/index_{n}.html", n) for n in range(2, 5))
    made.rows("/zwgk/yshj/", numbered("/zwgk/yshj/n", 3), turns=turns)
    for n in range(2, 5):
        made.rows(f"/zwgk/yshj/index_{n}.html", numbered(f"/zwgk/yshj/p{n}n", 3, n * 10))
    run = visit(made, named=[BUSINESS], limits=Limits(named_list_pages=2))
    found = run.dossier.named["优化营商环境"]
    assert (found.state, found.cause) == (ReadState.PART, Cause.LIMIT)
    assert (found.entries, found.list_pages) == (6, 2)


def test_a_list_is_read_back_for_a_year():
    made = site()
    made.rows(
        "/zwgk/yshj/", numbered("/zwgk/yshj/n", 2), turns=(("/2", 2), ("/3", 3)), ordered=True
    )
    made.rows("/2", [Row("/2/a.html", "旧闻", ago(400))], ordered=True)
    made.rows("/3", [Row("/3/a.html", "更旧", ago(500))], ordered=True)
    run = visit(made, named=[BUSINESS])
    assert run.dossier.named["优化营商环境"].state is ReadState.WHOLE
    assert at("/3") not in run.asked_urls()


def test_a_column_without_dates_is_dated_by_its_newest_pages():
    made = site(rows=[Row(f"/zwgk/yshj/n{n}.html", f"工作动态{n}", None) for n in range(6)])
    run = visit(made, named=[BUSINESS])
    assert len([t for t in run.asked if t.purpose is Purpose.DETAIL and t.role is Role.NAMED]) == 3


def test_a_column_that_lost_most_of_its_rows_has_collapsed():
    named = [BUSINESS]
    rows = numbered("/zwgk/yshj/n", 12)
    before = prior_after(Prior(), visit(site(rows=rows), named=named).dossier)
    assert before.columns == {"优化营商环境": 12}
    assert Prior.from_json(before.to_json()) == before
    found = visit(site(rows=[]), named=named, prior=before).dossier.named["优化营商环境"]
    assert (found.state, found.cause) == (ReadState.UNOBSERVABLE, Cause.COLLAPSED)


def test_a_visit_that_is_stopped_while_seeking_proves_nothing():
    whole = visit(county(), named=[BUSINESS]).visit.log
    first = next(n for n, fetch in enumerate(whole) if fetch.task.role is Role.NAMED)
    found = visit(county(), named=[BUSINESS], stop_after=first).dossier.named["优化营商环境"]
    assert (found.state, found.cause) == (ReadState.UNOBSERVABLE, Cause.LIMIT)


@pytest.mark.parametrize("seed", range(1, 6))
def test_the_order_of_the_answers_changes_nothing(seed):
    named = [BUSINESS, SIX, EPIDEMIC, Wanted("通知公告")]
    plain, mixed = (visit(site(), named=named, seed=s).dossier for s in (0, seed))
    assert plain.named == mixed.named
    assert plain.columns == mixed.columns
    assert plain.records == mixed.records


def test_what_is_sought_changes_nothing_in_the_sections():
    plain, sought = visit(site()).dossier, visit(site(), named=[BUSINESS, SIX]).dossier
    assert dict(plain.sections.items()) == {
        r: s if s.state is not ReadState.ABSENT else plain.sections[r]
        for r, s in sought.sections.items()
    }


def test_nothing_is_sought_where_nothing_is_wanted():
    dossier = visit(site()).dossier
    assert dossier.columns == ()
    assert dossier.named == {}
    assert dossier.named_column("六稳六保").cause is Cause.SCANNER


def test_an_older_column_beside_one_of_the_name_that_was_not_seen_is_read_in_part():
    made = two_of_a_name(numbered("/zt/yshj/n", 3))
    made.down[at("/zwgk/yshj/")] = Cause.CHALLENGED
    found = visit(made, named=[BUSINESS]).dossier.named["优化营商环境"]
    assert (found.state, found.cause, found.entries) == (ReadState.PART, Cause.CHALLENGED, 3)


def test_sub_columns_beyond_the_bound_are_told():
    made = site(rows=[])
    made.menu("/zwgk/yshj/", *(link(f"/zwgk/yshj/c{n}/", f"分栏{n}") for n in range(10)), text=0)
    for n in range(10):
        made.rows(f"/zwgk/yshj/c{n}/", numbered(f"/zwgk/yshj/c{n}/r", 2))
    dossier = visit(made, named=[BUSINESS]).dossier
    found = dossier.named["优化营商环境"]
    assert (found.state, found.cause, found.entries) == (ReadState.PART, Cause.LIMIT, 16)
    left_out = [miss for miss in dossier.misses if miss.linked_from == at("/zwgk/yshj/")]
    assert len(left_out) == 2
    assert all(miss.column for miss in left_out)
