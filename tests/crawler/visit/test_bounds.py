"""Bounds, traps, early ends, history: what must never become a failure."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.portals.model import Limits
from crawler.portals.roles import Role
from crawler.records.dossier import ReadState, Sighting, shown_as
from crawler.records.model import Cause, Reply
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


@pytest.mark.parametrize("rows", [1, 5, 12, 20, 30])
def test_the_rows_of_a_visit_are_bounded_and_what_that_costs_is_told(rows: int) -> None:
    run = visit(county(), limits=Limits(rows_per_portal=rows))
    assert run.visit.done
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


def test_a_collapse_that_stays_becomes_the_history_after_seven_nights() -> None:
    role = Role.NORMATIVE_DOCUMENTS
    prior, seen = Prior({role: 40}), visit(county(), prior=Prior({role: 40})).dossier
    count = seen.section(role).entries
    for night in range(1, 8):
        assert prior.counts[role] == 40, night
        assert prior.collapsed(role, count)
        tonight = replace(seen, as_of=AS_OF + timedelta(days=night))
        prior = prior_after(prior, tonight)
        assert prior_after(prior, tonight).fallen == prior.fallen, "one read counts once"
        assert Prior.from_json(prior.to_json()) == prior
    assert (prior.counts[role], prior.fallen) == (count, {})
    assert visit(county(), prior=prior).dossier.section(role).state is ReadState.WHOLE


def test_a_section_that_falls_further_or_recovers_starts_anew() -> None:
    role = Role.NORMATIVE_DOCUMENTS
    seen = visit(county(), prior=Prior({role: 40})).dossier
    prior = Prior({role: 40})

    def night(prior: Prior, number: int, entries: int, **changes: object) -> Prior:
        section = replace(seen.section(role), entries=entries, **changes)  # type: ignore[arg-type]
        read = {**seen.sections, role: section}
        return prior_after(
            prior, replace(seen, sections=read, as_of=AS_OF + timedelta(days=number))
        )

    for number, entries in enumerate([9, 9, 9, 9, 9, 5, 6, 7, 5, 5, 5], 1):
        prior = night(prior, number, entries)
        assert prior.counts[role] == 40
    assert prior.fallen[role].reads == 6
    unseen = night(prior, 12, 0, state=ReadState.UNOBSERVABLE, cause=Cause.UNREACHABLE)
    assert unseen.fallen == prior.fallen
    whole = night(prior, 12, 38, state=ReadState.WHOLE, cause=None)
    assert (whole.counts[role], whole.fallen) == (38, {})


def test_sightings_of_letters_and_pages() -> None:
    dossier = visit(county()).dossier
    seen = {(s.subject.rpartition("/")[2], s.fact) for s in sightings(dossier)}
    assert ("m1.html", "unanswered") in seen
    assert ("m0.html", "answered") in seen
    assert ("d0.html", "present") in seen


def test_the_ledger_keeps_the_first_and_the_last_time_of_each_state() -> None:
    nights = [AS_OF - timedelta(days=n) for n in range(6, 0, -1)]
    facts = ["unanswered"] * 3 + ["answered"] * 3
    ledger = tuple(Sighting("http://h/1", f, at) for f, at in zip(facts, nights, strict=True))
    dossier = visit(county()).dossier
    kept = [
        s for s in prior_after(Prior({}, ledger), dossier).sightings if s.subject == "http://h/1"
    ]
    assert [(s.fact, s.at) for s in kept] == [
        ("unanswered", nights[0]),
        ("unanswered", nights[2]),
        ("answered", nights[3]),
        ("answered", nights[5]),
    ]


def test_the_ledger_tells_replies_apart() -> None:
    url, day = "http://h/1", timedelta(days=1)
    shown = [
        (),
        ("已收悉",),
        ("已收悉",),
        ("已收悉",),
        ("已收悉", "sha256:ab"),
        ("已收悉", "sha256:ab"),
    ]
    ledger = tuple(
        Sighting(url, "answered" if words else "unanswered", AS_OF - day * (9 - n), words)
        for n, words in enumerate(shown)
    )
    after = prior_after(Prior({}, ledger), visit(county()).dossier)
    kept = [s for s in after.sightings if s.subject == url]
    assert [s.at for s in kept] == [AS_OF - day * (9 - n) for n in (0, 1, 3, 4, 5)]
    assert Prior.from_json(after.to_json()) == after


def test_a_letter_that_changes_every_night_does_not_swell_the_ledger() -> None:
    ledger = tuple(
        Sighting("http://h/1", "answered", AS_OF - timedelta(days=n), (f"第{n}次浏览",))
        for n in range(1, 200)
    )
    after = prior_after(Prior({}, ledger), visit(county()).dossier)
    days = [(AS_OF - s.at).days for s in after.sightings if s.subject == "http://h/1"]
    assert days == [*range(199, 179, -1), 2, 1]


def test_a_sighting_of_letters_holds_their_replies() -> None:
    dossier = visit(county()).dossier
    letter = next(m for m in dossier.messages if m.replies)
    seen = next(s for s in sightings(dossier) if s.subject == letter.url)
    assert seen.shown == tuple(shown_as(reply) for reply in letter.replies)
    long = shown_as(Reply("字" * 300))
    assert long != shown_as(Reply("字" * 301))
    assert len(long) < 80


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
