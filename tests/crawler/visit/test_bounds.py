"""Bounds, traps, early ends, history: what must never become a failure."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.portals.model import Limits
from crawler.portals.roles import Role
from crawler.records.dossier import ReadState, Sighting
from crawler.records.model import Cause
from crawler.visit.coverage import coverage_manifest
from crawler.visit.prior import Prior, prior_after, sightings
from crawler.visit.traps import TrapGuard
from tests.crawler.visit.county import AS_OF, HOST, ago, county, link, numbered, portal, visit


@pytest.mark.parametrize("stop_after", [0, 1, 2, 3, 5, 8, 12, 16, 20, 25, 30])
def test_nothing_is_absent_or_whole_by_mistake_when_a_visit_is_cut(stop_after: int) -> None:
    whole = visit(county()).dossier
    cut = visit(county(), stop_after=stop_after)
    for role, section in cut.dossier.sections.items():
        assert section.state is not ReadState.ABSENT, role
        if section.state is ReadState.WHOLE:
            assert section.entries == whole.section(role).entries, role
        elif section.state is not ReadState.EMPTY:
            assert section.cause is not None, role
    assert cut.dossier.misses
    read = {m.url for m in cut.dossier.messages if m.read}
    assert {m.url for m in cut.dossier.messages} - read <= {m.url for m in cut.dossier.misses}


@pytest.mark.parametrize("pages", [1, 2, 4, 7, 12, 18, 24, 30])
def test_the_page_budget_is_kept_and_what_it_costs_is_told(pages: int) -> None:
    run = visit(county(), limits=Limits(pages_per_portal=pages))
    asked = [t for t in run.asked if t.purpose != "robots"]
    assert len(asked) <= pages
    for section in run.dossier.sections.values():
        assert section.state is not ReadState.ABSENT
    assert any(m.cause is Cause.LIMIT for m in run.dossier.misses)


def test_a_stopped_visit_gives_nothing_more() -> None:
    run = visit(county(), stop_after=3)
    task = run.asked[-1]
    assert run.visit.took(*county().answer(task)) == []
    assert run.visit.done


def test_a_repeated_answer_changes_nothing() -> None:
    run = visit(county())
    before = len(run.visit.visited)
    assert run.visit.took(*county().answer(run.asked[1])) == []
    assert len(run.visit.visited) == before


def test_trap_addresses_are_skipped_with_a_miss() -> None:
    site = county()
    deep = "/lyfg/" + "a/b/" * 4
    site.menu(
        "/lyfg/", link(deep, "深处"), link("/x?" + "q" * 1_200, "长"), link("/gb/", "政府公报")
    )
    site.menu("/zwgk/", link("/gfxwj/", "规范性文件"), link("/zcwj/", "政策文件"))
    run = visit(site)
    assert not any(deep in url or len(url) > 1_000 for url in run.asked_urls())
    assert {m.cause for m in run.dossier.misses} == {Cause.LIMIT}
    assert len(run.dossier.misses) == 2


def test_endless_menus_end_at_the_bound_on_navigation() -> None:
    site = county()
    site.menu("/zwgk/", link("/gfxwj/", "规范性文件"))
    site.menu("/lyfg/", *(link(f"/t{n}/", f"景点{n}") for n in range(500)))
    for n in range(500):
        site.menu(f"/t{n}/", *(link(f"/t{n}/{m}/", f"景{m}") for m in range(50)))
    run = visit(site, limits=Limits(navigation_pages=40))
    assert len([u for u in run.asked_urls() if "/t" in u and u.endswith("/")]) <= 42
    section = run.dossier.section(Role.GAZETTE)
    assert (section.state, section.cause) == (ReadState.UNOBSERVABLE, Cause.LIMIT)


def test_a_calendar_with_endless_queries_is_a_trap_and_turns_are_not() -> None:
    guard = TrapGuard(1_000)
    days = [f"http://h/cal?d={ago(n)}" for n in range(60)]
    assert [bool(guard.refuse_menu(day)) for day in days] == [False] * 50 + [True] * 10
    assert not guard.refuse_menu(days[3]), "one let pass stays passable"
    assert not guard.refuse("http://h/list?p=99")
    assert guard.refuse("http://h/a/a/a/a/")
    assert not guard.refuse("http://h/a/b/a/b/a/")


def test_a_tree_whose_columns_share_a_path_is_no_trap() -> None:
    guard = TrapGuard(1_000)
    tree = [f"http://h/public/column/6596211?type=4&catId={n}" for n in range(7_000, 7_200)]
    assert not any(guard.refuse_menu(url) for url in tree)
    endless = [bool(guard.refuse_menu(f"http://h/x?n={n}")) for n in range(320)]
    assert endless == [False] * 300 + [True] * 20


def test_a_collapsed_section_is_not_read_as_it_stands() -> None:
    before = Prior({Role.NORMATIVE_DOCUMENTS: 11, Role.GAZETTE: 10, Role.NEWS: 9})
    dossier = visit(county(), prior=before).dossier
    section = dossier.section(Role.NORMATIVE_DOCUMENTS)
    assert (section.state, section.cause) == (ReadState.PART, Cause.COLLAPSED)
    assert dossier.section(Role.GAZETTE).state is ReadState.WHOLE, "half is not less than half"
    assert dossier.section(Role.NEWS).state is ReadState.WHOLE, "too few to compare"


def test_a_section_that_lost_everything_is_not_absent() -> None:
    site = county()
    site.menu("/zwgk/", link("/gfxwj/", "规范性文件"), link("/ldzc/", "领导之窗"))
    section = visit(site, prior=Prior({Role.GAZETTE: 40})).dossier.section(Role.GAZETTE)
    assert (section.state, section.cause) == (ReadState.UNOBSERVABLE, Cause.COLLAPSED)


def test_history_survives_a_collapse_and_travels_as_json() -> None:
    before = Prior({Role.NORMATIVE_DOCUMENTS: 40})
    dossier = visit(county(), prior=before).dossier
    after = prior_after(before, dossier)
    assert after.counts[Role.NORMATIVE_DOCUMENTS] == 40
    assert after.counts[Role.INTERPRETATIONS] == 3
    assert Prior.from_json(after.to_json()) == after
    assert prior_after(after, dossier) == after, "the same read again adds nothing"


def test_sightings_of_letters_and_pages() -> None:
    dossier = visit(county()).dossier
    seen = {(s.subject.rpartition("/")[2], s.fact) for s in sightings(dossier)}
    assert ("m1.html", "unanswered") in seen
    assert ("m0.html", "answered") in seen
    assert ("d0.html", "present") in seen


def test_the_ledger_keeps_the_last_time_without_and_the_first_with_an_answer() -> None:
    nights = [AS_OF - timedelta(days=n) for n in (4, 3, 2, 1)]
    facts = ["unanswered", "unanswered", "answered", "answered"]
    ledger = tuple(Sighting("http://h/1", f, at) for f, at in zip(facts, nights, strict=True))
    dossier = visit(county()).dossier
    kept = [
        s for s in prior_after(Prior({}, ledger), dossier).sightings if s.subject == "http://h/1"
    ]
    assert [(s.fact, s.at) for s in kept] == [("unanswered", nights[1]), ("answered", nights[2])]


def test_only_earlier_sightings_are_handed_in() -> None:
    ledger = (Sighting("a", "present", AS_OF), Sighting("b", "present", AS_OF - timedelta(days=1)))
    dossier = visit(county(), prior=Prior({}, ledger)).dossier
    assert [s.subject for s in dossier.sightings] == ["b"]


def test_the_manifest_is_the_same_for_the_same_visit_and_tells_everything() -> None:
    site = county()
    site.down[HOST + "/gfxwj/d1.html"] = Cause.UNREACHABLE
    manifests = []
    for seed in (0, 7):
        run = visit(site, seed=seed)
        manifests.append(
            coverage_manifest(
                portal(), AS_OF, run.visit.visited, run.visit.skipped, run.dossier.sections
            )
        )
    assert manifests[0] == manifests[1]
    data = json.loads(manifests[0])
    assert data["counts"]["planned"] == data["counts"]["read"] + data["counts"]["failed"]
    assert [page["url"] for page in data["failed"]] == [HOST + "/gfxwj/d1.html"]
    assert all(page["sha256"] and page["captured_at"] for page in data["read"])
    named = {row["role"]: row for row in data["sections"]}
    assert named["normative_documents"]["state"] == "part"


def test_the_manifest_names_unchanged_pages() -> None:
    run = visit(county())
    shot = run.visit.log[3].snapshot
    assert shot is not None
    data = json.loads(
        coverage_manifest(portal(), AS_OF, run.visit.visited, (), {}, frozenset({shot.sha256}))
    )
    assert data["counts"]["unchanged"] == 1


def test_hostile_addresses_in_menus_do_no_harm() -> None:
    site = county()
    bad = ("javascript:alert(1)", "http://", "http://[::1", "ftp://h/x", "http://u:p@h/", "\ud800")
    site.menu("/lyfg/", *(replace(link("/q/", "景点"), url=url) for url in bad))
    site.menu("/zwgk/", link("/gfxwj/", "规范性文件"), link("/ldzc/", "领导之窗"))
    assert visit(site).dossier.section(Role.GAZETTE).state is ReadState.ABSENT


def test_rows_with_hostile_addresses_do_no_harm() -> None:
    site = county()
    site.rows("/gfxwj/", numbered("/gfxwj/d", 2) + numbered("http://[::1", 1))
    dossier = visit(site).dossier
    assert len(dossier.documents) == 2
