"""The rulebook of a day: editions, triggers, periods that are over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checks.engine.case import CaseState
from checks.engine.outcome import Outcome
from checks.errors import RulebookError
from crawler.errors import GongkaiError, WatchlistError
from reports.findings import finding_rows
from reports.page.render import render
from scheduler.evidence.pinned import workplace_from
from scheduler.night.judging import books_in_force, books_judged, judge
from scheduler.reporting.gathering import gather
from scheduler.store.cases import cases_as_of
from scheduler.store.runs import stored_run
from scheduler.workplace import open_workplace
from tests.builders import dossier
from tests.scheduler.casework.builders import finding
from tests.scheduler.versions.town import Place, book, row

LATER = "local@2026-10-01.toml"
WAITS = row("local-2", "细则", 'waits_for = "国家文件印发"')


def test_the_edition_of_the_judged_day_is_taken(tmp_path: Path) -> None:
    town = Place(tmp_path, files={LATER: book(row("local-3"), version="2", starts_on="2026-10-01")})
    place = town.workplace
    assert set(place.rulebook_texts) == {"local", "local@2026-10-01"}
    assert place.on(date(2026, 9, 30)).rulebooks["local"].version == "1"
    assert place.on(date(2026, 10, 1)).rulebooks["local"].version == "2"
    assert place.on(date(2026, 9, 30)).on(date(2026, 10, 1)).rulebooks["local"].version == "2"


def test_two_editions_of_one_day_are_one_clear_error(tmp_path: Path) -> None:
    town = Place(tmp_path, files={"local@2026-01-01.toml": book(row("local-3"), version="2")})
    with pytest.raises(GongkaiError, match=r"local\.toml: starts_on: two editions begin"):
        _ = town.workplace


def test_a_trigger_binds_from_its_day_on(tmp_path: Path) -> None:
    town = Place(tmp_path, '[monitor.triggers]\n"local-2" = 2026-07-01\n')
    town.write("local.toml", book(row("local-1"), WAITS))
    place, portal = town.workplace, town.workplace.watchlist.portals[0]
    assert not place.rulebooks["local"].requirement("local-2").binds_body(portal)
    for day, binds in ((date(2026, 6, 30), False), (date(2026, 7, 1), True)):
        assert place.on(day).rulebooks["local"].requirement("local-2").binds_body(portal) is binds


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('"local-9" = 2026-07-01', "'local-9': no rulebook here has such a row"),
        ('"local-1" = 2026-07-01', "'local-1': the row waits for no event"),
        ('"local-2" = "2026-07-01"', "local-2: must be a date"),
        ('"local-2" = true', "local-2: must be a date"),
        ('"local-2" = 2026-07-01T02:00:00', "local-2: must be a date"),
    ],
)
def test_a_wrong_trigger_is_one_clear_error(tmp_path: Path, line: str, words: str) -> None:
    town = Place(tmp_path, f"[monitor.triggers]\n{line}\n")
    town.write("local.toml", book(row("local-1"), WAITS))
    with pytest.raises(GongkaiError, match="triggers") as told:
        _ = town.workplace
    assert words in str(told.value)
    assert "gongkai.toml" in str(told.value)


def test_a_trigger_may_name_a_row_that_no_portal_goes_by(tmp_path: Path) -> None:
    town = Place(tmp_path, '[monitor.triggers]\n"other-2" = 2026-07-01\n')
    other = book(WAITS).replace('id = "local"', 'id = "other"').replace("local-2", "other-2")
    town.write("other.toml", other)
    assert set(town.workplace.rulebooks) == {"local"}


def test_a_rulebook_whose_period_is_over_is_not_judged(tmp_path: Path) -> None:
    town = Place(tmp_path)
    town.write("local.toml", book(row("local-1"), more="ends_on = 2026-11-20"))
    place, portal = town.workplace, town.workplace.watchlist.portals[0]
    last, over = date(2026, 11, 20), date(2026, 11, 21)
    assert [one.id for one in books_in_force(place.on(last), portal, last)] == ["local"]
    assert books_in_force(place.on(over), portal, over) == ()
    db = town.books()
    for day, books in (("2026-11-20", ["local"]), ("2026-11-21", [])):
        run = town.night(db, day)
        assert [one.id for one in gather(db, place, run).rulebooks] == books
        scored = db.query("SELECT DISTINCT rulebook FROM scores WHERE run = ?", [day])
        assert [one["rulebook"] for one in scored] == books


def test_a_night_is_silent_on_cases_of_a_rulebook_that_is_over(tmp_path: Path) -> None:
    town = Place(tmp_path)
    town.write("local.toml", book(row("local-1"), more="ends_on = 2026-11-20"))
    db = town.books()
    failed = finding(row_id="local-1")
    town.night(db, "2026-11-20", failed)
    run = town.night(db, "2026-11-21")
    case = cases_as_of(db, "2026-11-21", "yunxi")[failed.case_id]
    assert (case.state, case.work.unlisted_on) == (CaseState.OPEN, None)
    report = gather(db, town.workplace, run)
    assert (report.judged, report.unlisted) == ((), ())
    assert render(report)
    before = stored_run(db, town.workplace, "2026-11-20")
    assert len(list(finding_rows(gather(db, town.workplace, before)))) == 1


BUREAU = """
[monitor]
rulebooks = ["wuhu-2020-method"]
[[portals]]
id = "jiaoyu"
name = "云州市教育局"
kind = "department"
home = "http://www.yunxi.test/"
"""


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        ("2020-12-31", Outcome.PENDING),
        ("2021-01-31", Outcome.PENDING),  # the last day is part of the term
        ("2021-02-01", Outcome.FAILED),
        ("2021-03-02", Outcome.FAILED),
        ("2021-03-03", None),  # thirty days are over
    ],
)
def test_what_falls_due_after_the_year_is_decided_by_the_next_nights(
    tmp_path: Path, day: str, outcome: Outcome | None
) -> None:
    (tmp_path / "gongkai.toml").write_text(BUREAU, "utf-8")
    place = open_workplace(tmp_path / "gongkai.toml", tmp_path / "data")
    (unit,) = place.watchlist.portals
    judged = judge(place, {"jiaoyu": dossier(of=unit, as_of=f"{day}T02:00:00+08:00")})
    found = [one for one in judged.findings["jiaoyu"] if one.requirement.endswith("-5.1b")]
    assert [one.outcome for one in found] == ([outcome] if outcome is not None else [])
    assert judged.errors == ()
    today = date.fromisoformat(day)
    assert bool(books_judged(place, unit, today)) is (today <= date(2021, 3, 22))


def test_what_is_decided_after_the_period_moves_cases_and_is_reported(tmp_path: Path) -> None:
    town = Place(tmp_path)
    town.write("local.toml", book(row("local-1"), more="ends_on = 2026-11-20"))
    db = town.books()
    open_still = finding(Outcome.PENDING, row_id="local-1", due_on=date(2026, 11, 20))
    town.night(db, "2026-11-20", open_still)
    run = town.night(db, "2026-11-21", finding(row_id="local-1", due_on=date(2026, 11, 20)))
    case = cases_as_of(db, "2026-11-21", "yunxi")[open_still.case_id]
    assert case.state is CaseState.OPEN
    report = gather(db, town.workplace, run)
    assert [one.id for one in report.rulebooks] == ["local"]
    assert len(report.judged) == 1
    assert report.scores == ()  # that of the last day stays
    assert render(report)
    assert len(list(finding_rows(report))) == 1


def test_a_portal_without_any_rulebook_in_force_gives_no_finding(tmp_path: Path) -> None:
    town = Place(tmp_path)
    town.write("local.toml", book(row("local-1"), starts_on="2026-11-21"))
    judged = judge(town.workplace, {"yunxi": dossier(of=town.workplace.watchlist.portals[0])})
    assert judged.findings == {"yunxi": ()}
    assert judged.errors == ()


def test_a_sealed_night_is_judged_by_the_editions_it_was_sealed_with(tmp_path: Path) -> None:
    town = Place(tmp_path, files={LATER: book(row("local-3"), version="2", starts_on="2026-10-01")})
    place = town.workplace
    resources = {"urn:gongkai:watchlist": place.watchlist_text.encode()} | {
        f"urn:gongkai:rulebook:{name}": text.encode() for name, text in place.rulebook_texts.items()
    }
    sealed = tmp_path / "sealed"
    sealed.mkdir()
    again = workplace_from(sealed, resources, sample=False)
    assert again.rulebook_texts == place.rulebook_texts
    assert again.on(date(2026, 10, 1)).rulebooks == place.on(date(2026, 10, 1)).rulebooks


def test_a_sealed_night_is_read_as_it_was_accepted_then(tmp_path: Path) -> None:
    town = Place(tmp_path)
    place = town.workplace
    rounds = "".join(
        f'[[monitor.rounds]]\nid = "{name}"\nstart_on = 2026-01-01\nend_on = 2026-12-31\n'
        for name in ("year", "again")
    )
    parts = row("local-1", more='part_of = "none"').replace('"manual"', '"partial"')
    texts = {"watchlist": place.watchlist_text + rounds, "rulebook:local": book(parts)}
    sealed = tmp_path / "sealed"
    sealed.mkdir()
    resources = {f"urn:gongkai:{name}": text.encode() for name, text in texts.items()}
    again = workplace_from(sealed, resources, sample=False)
    assert [one.id for one in again.watchlist.monitor.rounds] == ["year", "again"]
    assert [one.unseen for one in again.rulebooks["local"].requirements] == [""]
    # What a person writes now is refused all the same.
    with pytest.raises(WatchlistError):
        open_workplace(sealed / "gongkai.toml")
    (sealed / "gongkai.toml").write_text(place.watchlist_text)
    with pytest.raises(RulebookError):
        open_workplace(sealed / "gongkai.toml")
