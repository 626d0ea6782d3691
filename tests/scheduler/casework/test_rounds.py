from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from sqlite3 import IntegrityError

import pytest

from checks.engine.outcome import Outcome
from checks.engine.workflow import Action
from crawler.errors import GongkaiError
from crawler.portals import Cases, Round
from scheduler.casework.frozen import frozen_on, frozen_rounds
from scheduler.casework.rounds import corrections, freeze, freeze_due
from scheduler.keeping.held import held_runs
from scheduler.night.storing import store_scores
from scheduler.reporting.gathering import gather
from scheduler.store.runs import stored_run
from tests.scheduler.casework.builders import (
    DAY,
    FAIL,
    NIGHT,
    books,
    do,
    finding,
    night,
    portal,
    workplace,
)

ROUND = Round("2026-4", date(2026, 11, 1), date(2026, 11, 20))
GOOD = finding(Outcome.PASSED, "b.html")
# The round ends on a Friday; five working days later it is the 27th.
LAST_DAY_OF_APPEAL, AFTER = NIGHT + 7 * DAY, NIGHT + 8 * DAY


def test_a_round_is_frozen_only_after_its_appeal_term(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path, rounds=(ROUND,))
    night(db, place, 0, FAIL, GOOD)
    with pytest.raises(GongkaiError, match="its appeal term runs until 2026-11-27"):
        freeze(db, place, ROUND, "王某", LAST_DAY_OF_APPEAL)
    frozen = freeze(db, place, ROUND, "王某", AFTER)
    assert [score.value for score in frozen.scores] == [Decimal("50.00")]
    assert frozen.run_of("yunxi", "local") == "2026-11-20"
    assert frozen_rounds(db)["2026-4"] == frozen
    with pytest.raises(GongkaiError, match="frozen already"):
        freeze(db, place, ROUND, "王某", AFTER)


def test_a_night_on_which_the_site_was_down_is_not_what_is_frozen(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path, rounds=(ROUND,))
    night(db, place, -1, FAIL, GOOD)
    store_scores(db, place, stored_run(db, place, "2026-11-19"))
    night(db, place, 0, finding(Outcome.CANT_TELL))
    store_scores(db, place, stored_run(db, place, "2026-11-20"))
    frozen = freeze(db, place, ROUND, "王某", AFTER)
    assert frozen.run_of("yunxi", "local") == "2026-11-19"
    assert [score.value for score in frozen.scores] == [Decimal("50.00")]


def test_each_rulebook_is_frozen_by_the_last_run_that_scored_it(tmp_path: Path) -> None:
    db = books(tmp_path)
    two = portal(rulebooks=("local", "other"))
    place = workplace(tmp_path, rounds=(ROUND,), portals=(two,))
    local = place.rulebooks["local"]
    rows = tuple(replace(one, rulebook="other") for one in local.requirements)
    other = replace(local, id="other", requirements=rows)
    place = replace(place, rulebooks={"local": local, "other": other})
    theirs = replace(FAIL, rulebook="other")
    unseen = finding(Outcome.CANT_TELL, rulebook="other")
    for number, found in ((-1, (FAIL, theirs)), (0, (GOOD, unseen))):
        night(db, place, number, *found)
        name = (NIGHT + number * DAY).date().isoformat()
        store_scores(db, place, stored_run(db, place, name))

    frozen = freeze(db, place, ROUND, "王某", AFTER)
    pinned = {s.rulebook: (frozen.run_of("yunxi", s.rulebook), s.value) for s in frozen.scores}
    assert pinned == {
        "local": ("2026-11-20", Decimal("100.00")),
        "other": ("2026-11-19", Decimal("0.00")),
    }
    assert frozen.runs == ("2026-11-19", "2026-11-20")
    assert held_runs(db) == set(frozen.runs)
    assert frozen_rounds(db)["2026-4"] == frozen
    assert corrections(db, place, frozen) == ()
    # Both nights are scored again: what was frozen of each stays, the rest may change.
    night(db, place, -1, finding(Outcome.PASSED), replace(GOOD, rulebook="other"))
    night(db, place, 0, FAIL, unseen)
    kept = {
        (run, score.rulebook): score.value
        for run in frozen.runs
        for score in store_scores(db, place, stored_run(db, place, run))
    }
    assert kept == {
        ("2026-11-19", "local"): Decimal("100.00"),
        ("2026-11-19", "other"): Decimal("0.00"),
        ("2026-11-20", "local"): Decimal("100.00"),
        ("2026-11-20", "other"): None,
    }


def test_what_is_frozen_never_changes_and_later_waivers_are_corrections(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path, rounds=(ROUND,))
    night(db, place, 0, FAIL, GOOD)
    assert not gather(db, place, stored_run(db, place, "2026-11-20")).final
    frozen = freeze(db, place, ROUND, "王某", AFTER)
    assert corrections(db, place, frozen) == ()
    night(db, place, 9, FAIL, GOOD)
    do(db, place, Action.WAIVE, 9.3, reason="误判")
    (fix,) = corrections(db, place, frozen)
    assert (fix.frozen, fix.now, fix.cases) == (
        Decimal("50.00"),
        Decimal("100.00"),
        (FAIL.case_id,),
    )
    # The night itself is made again, and comes out otherwise.
    night(db, place, 0, GOOD)
    report = gather(db, place, stored_run(db, place, "2026-11-20"))
    assert report.final
    assert [score.value for score in report.scores] == [Decimal("50.00")]
    later = gather(db, place, stored_run(db, place, "2026-11-29"))
    assert not later.final
    assert frozen_on(db, date(2026, 11, 21)) is None
    for statement in ("UPDATE frozen_rounds SET person = 'x'", "DELETE FROM frozen_rounds"):
        with pytest.raises(IntegrityError, match="never changes"):
            db.execute(statement)


def test_an_appeal_upheld_before_the_freezing_counts(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path, rounds=(ROUND,))
    night(db, place, 0, FAIL, GOOD)
    do(db, place, Action.ISSUE, 0.3)
    do(db, place, Action.DISPUTE, 1, reason="不适用", link="http://www.yunxi.test/x")
    night(db, place, 2, FAIL, GOOD)
    with pytest.raises(GongkaiError, match="appeals are undecided"):
        freeze(db, place, ROUND, "王某", AFTER)
    do(db, place, Action.ACCEPT, 3, reason="误判")
    assert freeze(db, place, ROUND, "王某", AFTER).scores[0].value == Decimal("100.00")


@pytest.mark.parametrize("setting", ["person", "automatic"])
def test_freezing_by_itself(tmp_path: Path, setting: str) -> None:
    db = books(tmp_path)
    place = workplace(tmp_path, rounds=(ROUND,), cases=Cases(freeze=setting))
    assert freeze_due(db, place, AFTER) == ()  # nothing was measured in it
    night(db, place, 0, FAIL)
    assert freeze_due(db, place, LAST_DAY_OF_APPEAL) == ()
    done = freeze_due(db, place, AFTER)
    assert [one.person for one in done] == (["automatic"] if setting == "automatic" else [])
    assert freeze_due(db, place, AFTER) == ()


def test_a_round_that_ends_before_a_year_without_a_calendar_waits(tmp_path: Path) -> None:
    late = Round("x", date(2026, 12, 1), date(2026, 12, 31))
    db = books(tmp_path)
    place = workplace(tmp_path, rounds=(late,), cases=Cases(freeze="automatic"))
    night(db, place, 20, FAIL)
    assert freeze_due(db, place, NIGHT + 90 * DAY) == ()
    with pytest.raises(GongkaiError, match="no calendar data for 2027"):
        freeze(db, place, late, "王某", NIGHT + 90 * DAY)


def test_a_past_run_is_told_by_the_rounds_that_it_was_scored_by(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    night(db, place, 0, FAIL)
    then = '[monitor]\n[[monitor.rounds]]\nid = "a"\nstart_on = 2026-11-01\nend_on = 2026-11-30\n'
    run = stored_run(db, place, "2026-11-20")
    for text, told in ((then, "a"), ("[monitor]\n", "")):
        db.execute("UPDATE runs SET detail = json_set(detail, '$.watchlist', ?)", [text])
        # Rounds that were added since are none of this run's.
        now = replace(workplace(tmp_path, rounds=(ROUND,)), watchlist_text="of today")
        assert gather(db, now, run).round_name() == told
