"""Where cases, scores, rounds, the feed and keeping meet: found by a review, each failed before."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from checks.engine.case import CaseState, Stage
from checks.engine.outcome import Outcome
from checks.engine.workflow import Action
from crawler.errors import GongkaiError
from crawler.portals import Cases, Round
from reports.model import Standing
from scheduler.casework import rounds
from scheduler.casework.frozen import Frozen
from scheduler.casework.rounds import freeze, freeze_due
from scheduler.keeping.evidence import needed_records
from scheduler.keeping.held import held_runs
from scheduler.night.judging import Judged
from scheduler.night.storing import store_judgement, store_scores
from scheduler.papers.gathering import Period, gather_books
from scheduler.reporting.feeding import publish, release_runs
from scheduler.reporting.gathering import gather
from scheduler.reporting.publishing import publish_frozen
from scheduler.run import Run
from scheduler.store.cases import cases_as_of
from scheduler.store.pieces import get_edition, newest_digest, open_pieces
from scheduler.store.runs import stored_run
from scheduler.workplace import Workplace
from tests.scheduler.casework.builders import (
    ABSENT,
    CASE,
    DAY,
    FAIL,
    NIGHT,
    PASS,
    books,
    case_now,
    do,
    finding,
    night,
    portal,
    workplace,
)

ROUND = Round("2026-4", date(2026, 11, 1), date(2026, 11, 20))
GOOD = finding(Outcome.PASSED, "b.html")
AFTER = NIGHT + 8 * DAY
RUN = "2026-11-20"


def upheld(db: Database, place: Workplace) -> Frozen:
    """A round that ends with a failure which an appeal takes away before the freezing."""
    night(db, place, 0, FAIL, GOOD)
    publish(db, place, gather(db, place, stored_run(db, place, RUN)), NIGHT)
    do(db, place, Action.ISSUE, 0.3)
    do(db, place, Action.DISPUTE, 1, reason="不适用", link="http://www.yunxi.test/x")
    night(db, place, 2, FAIL, GOOD)
    do(db, place, Action.ACCEPT, 3, reason="误判")
    return freeze(db, place, ROUND, "王某", AFTER)


def edition(place: Workplace) -> Any:
    with closing(open_pieces(place.places.pieces)) as pieces:
        return get_edition(pieces, RUN, str(newest_digest(pieces, RUN)))


def test_feed_and_papers_show_the_score_that_was_frozen(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path, rounds=(ROUND,))
    frozen = upheld(db, place)
    publish_frozen(db, place, frozen, AFTER)
    shown = edition(place)
    assert (shown.head["status"], shown.scores[0]["score"]) == ("final", 100.0)
    (problem,) = [p for i in shown.scores[0]["indicators"] for p in i["problems"]]
    assert (problem["stock"], problem["deduction"]) == ("waived", 0.0)
    report = gather(db, place, stored_run(db, place, RUN))
    assert Standing.WAIVED in {one.standing for one in report.judged}
    period = Period(ROUND.start_on, ROUND.end_on, date(2026, 11, 30))
    told = gather_books(db, place, period, AFTER)
    assert [(one.last.value, told.final) for one in told.scores] == [(Decimal("100.00"), True)]
    # The night is scored again, by today's books: what was frozen stays.
    night(db, place, 0, FAIL)
    assert [s.value for s in store_scores(db, place, stored_run(db, place, RUN))] == [100]


def test_a_frozen_run_that_comes_out_the_same_keeps_its_release(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path, rounds=(ROUND,))
    night(db, place, 0, FAIL, GOOD)
    publish(db, place, gather(db, place, stored_run(db, place, RUN)), NIGHT)
    release_runs(db, place.places, [RUN], "王某", "", NIGHT)
    publish_frozen(db, place, freeze(db, place, ROUND, "王某", AFTER), AFTER)
    head = edition(place).head
    assert (head["status"], head["release"]) == ("final", "released")


def test_a_round_is_frozen_by_the_watchlist_of_its_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db, place = books(tmp_path), workplace(tmp_path, rounds=(ROUND,))
    night(db, place, 0, FAIL, GOOD)
    detail = json.loads(next(db.query("SELECT detail FROM runs"))["detail"])
    db.table("runs").update(RUN, {"detail": json.dumps(detail | {"watchlist": "then"})})
    # Since then the unit was merged into another; and the round was not in that watchlist yet.
    then = replace(workplace(tmp_path), watchlist_text="then")
    now = workplace(tmp_path, rounds=(ROUND,), portals=(portal(id="other"),))
    monkeypatch.setattr("scheduler.casework.rounds.pinned_workplace", lambda *given: then)
    frozen = freeze(db, replace(now, watchlist_text="now"), ROUND, "王某", AFTER)
    assert [(one.portal, one.value) for one in frozen.scores] == [("yunxi", Decimal("50.00"))]


def test_a_round_that_cannot_be_frozen_does_not_stop_the_night(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = books(tmp_path)
    place = workplace(tmp_path, rounds=(ROUND,), cases=Cases(freeze="automatic"))
    night(db, place, 0, FAIL)

    def fails(*given: object) -> None:
        raise GongkaiError("the inputs of the run are gone")

    monkeypatch.setattr(rounds, "workplace_of", fails)
    assert freeze_due(db, place, AFTER) == ()


def test_every_run_that_a_frozen_round_rests_on_is_held(tmp_path: Path) -> None:
    db = books(tmp_path)
    two = portal(id="two", home="http://two.test/")
    place = workplace(tmp_path, rounds=(ROUND,), portals=(portal(), two))
    night(db, place, -2, FAIL)
    night(db, workplace(tmp_path, portals=(portal(),)), 0, FAIL)
    freeze(db, place, ROUND, "王某", AFTER)
    assert held_runs(db) == {"2026-11-18", RUN}


def test_what_was_never_confirmed_is_no_relapse(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    night(db, place, 0, ABSENT)
    night(db, place, 1, PASS)
    night(db, place, 10, ABSENT)
    case = night(db, place, 12, ABSENT)
    assert case is not None
    assert (case.state, case.resolved_on) == (CaseState.OPEN, None)


@pytest.mark.parametrize("until", [date(2026, 12, 31), None])
def test_a_waiver_outlives_a_pass(tmp_path: Path, until: date | None) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    night(db, place, 0, FAIL)
    do(db, place, Action.WAIVE, 0.3, reason="网站改版", until=until)
    passed = night(db, place, 1, PASS)
    assert passed is not None
    assert passed.state is CaseState.RESOLVED
    case = night(db, place, 2, FAIL)
    assert case is not None
    assert (case.state, case.stage, case.work.waived_until) == (
        CaseState.WAIVED,
        Stage.WAIVED,
        until,
    )
    row = next(db.query("SELECT value FROM scores WHERE run = '2026-11-22'"))
    assert row["value"] is None  # nothing that counts was judged


def test_a_waiver_ends_with_its_term_and_with_a_persons_closing(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    night(db, place, 0, FAIL)
    do(db, place, Action.WAIVE, 0.3, reason="网站改版", until=date(2026, 11, 21))
    night(db, place, 1, PASS)
    over = night(db, place, 2, FAIL)
    assert over is not None
    assert over.state is CaseState.REOPENED
    do(db, place, Action.WAIVE, 2.3, reason="网站改版")
    night(db, place, 3, PASS)
    do(db, place, Action.CLOSE, 3.3)
    closed = night(db, place, 4, FAIL)
    assert closed is not None
    assert closed.state is CaseState.REOPENED


def test_a_later_night_keeps_its_cases_when_an_earlier_one_is_made_again(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    night(db, place, 0, FAIL)
    night(db, place, 1, FAIL)
    do(db, place, Action.ISSUE, 1.3)
    night(db, place, 2, FAIL)
    before = cases_as_of(db, "2026-11-22", "yunxi")
    night(db, place, 0, PASS)
    assert cases_as_of(db, RUN, "yunxi") == {}
    after = cases_as_of(db, "2026-11-22", "yunxi")
    assert after[CASE].state is before[CASE].state is CaseState.NOTIFIED
    assert after[CASE].work == before[CASE].work


def test_an_act_without_effect_lets_no_evidence_go(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    night(db, place, 0, FAIL)
    night(db, place, 1, PASS)
    do(db, place, Action.CLOSE, 1.3)
    night(db, place, 1, FAIL)
    night(db, place, 2, FAIL)
    case = case_now(db)
    assert case is not None
    assert case.state is CaseState.OPEN
    assert needed_records(db, date(2030, 1, 1), 30, "2029-12-01")


def test_a_list_seen_in_part_does_not_say_that_a_page_vanished(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    night(db, place, 0, FAIL, GOOD)
    at = NIGHT + DAY
    made = Run("2026-11-21", at, place.watchlist.portals)
    row = {"run": made.name, "as_of": at.isoformat(), "state": "complete", "sample": 0}
    db.table("runs").insert(row | {"detail": "{}"})
    partly = frozenset({("yunxi", "local", "row-1")})
    store_judgement(db, place, made, Judged({"yunxi": [GOOD]}, in_part=partly))
    case = case_now(db)
    assert case is not None
    assert case.work.unlisted_on is None
    store_judgement(db, place, made, Judged({"yunxi": [GOOD]}))
    case = case_now(db)
    assert case is not None
    assert case.work.unlisted_on == date(2026, 11, 21)
