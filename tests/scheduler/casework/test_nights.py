from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.calendar import calendar_from
from checks.engine.case import CaseState, Closing, Stage
from checks.engine.causes import Why
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.workflow import Action, allowed
from checks.errors import WorkflowError
from crawler.portals import Cases
from reports.changes import Turn, changes
from reports.ledger import ledger_rows
from scheduler.casework import told
from scheduler.casework.measuring import next_special, special_run, to_measure
from scheduler.reporting.gathering import gather
from scheduler.store import open_store
from scheduler.store.cases import cases_as_of, history
from scheduler.store.runs import stored_run
from tests.checks.engine.builders import CALENDAR
from tests.scheduler.casework.builders import (
    ABSENT,
    CASE,
    DAY,
    FAIL,
    HOME,
    LATE,
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

OTHER = finding(Outcome.PASSED, "b.html")


def causes(db: object) -> list[Why | None]:
    return [one.cause for one in history(db, CASE) if one.step is None]  # type: ignore[arg-type]


def test_from_found_to_closed_and_any_past_date(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    night(db, place, 0, FAIL)
    do(db, place, Action.ISSUE, 0.3)
    do(db, place, Action.SIGN, 1.3)
    do(db, place, Action.START, 1.4)
    do(db, place, Action.FEEDBACK, 2.3, measure="已改", link="http://www.yunxi.test/x")
    assert to_measure(db) == ("yunxi",)
    night(db, place, 3, FAIL)
    assert to_measure(db) == ()
    failed = case_now(db)
    assert failed is not None
    assert (failed.stage, failed.work.recheck) == (Stage.RECHECKING, "failed")
    do(db, place, Action.RETURN, 3.3, reason="未见变化")
    do(db, place, Action.FEEDBACK, 3.5, measure="又改")
    night(db, place, 4, PASS)
    passed = case_now(db)
    assert passed is not None
    assert (passed.state, passed.stage) == (CaseState.RESOLVED, Stage.RETEST_PASSED)
    assert passed.resolved_on == date(2026, 11, 24)
    do(db, place, Action.CLOSE, 4.3)
    stages = {
        day: case.stage
        for day in range(18, 26)
        if (case := case_now(db, on=date(2026, 11, day))) is not None
    }
    assert stages == {
        20: Stage.ISSUED, 21: Stage.RECTIFYING, 22: Stage.REPORTED, 23: Stage.REPORTED,
        24: Stage.CLOSED, 25: Stage.CLOSED,
    }  # fmt: skip
    assert causes(db) == [Why.FIRST, None, Why.SITE]


def test_a_night_made_again_keeps_what_persons_did(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    night(db, place, 0, FAIL)
    do(db, place, Action.ISSUE, 0.3)
    do(db, place, Action.SIGN, 0.4)
    before = history(db, CASE)
    for _ in range(2):
        night(db, place, 0, FAIL)
        assert history(db, CASE) == before
    # The night comes out otherwise: what rested on it no longer applies, and is kept as said.
    night(db, place, 0, ABSENT)
    case = case_now(db)
    assert case is not None
    assert case.state is CaseState.SUSPECTED
    assert [one.effect for one in history(db, CASE)] == [True, False, False]
    night(db, place, 0, FAIL)
    assert history(db, CASE) == before
    night(db, place, 1, PASS)
    assert case_now(db, on=NIGHT.date()) == before[-1].case


def test_a_mail_tells_a_case_once(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    night(
        db,
        place,
        0,
        FAIL,
        finding(path="p", check="pii_exposure"),
        finding(path="s", basis=Basis.ABSENCE),
    )
    private = finding(path="p", check="pii_exposure").case_id
    suspected = finding(path="s").case_id
    ids = [CASE, private, suspected, "0" * 16]
    assert told(db, ids, NIGHT, notified_by="person") == 0
    assert told(db, ids, NIGHT - DAY) == 1  # a clock behind the night's moment
    assert told(db, ids, NIGHT + DAY) == 0
    case = case_now(db)
    assert case is not None
    assert (case.state, case.work.issued_by) == (CaseState.NOTIFIED, "mail")
    do(db, place, Action.CONFIRM, 0.2, private)
    assert told(db, ids, NIGHT + DAY) == 1
    assert cases_as_of(db, "2026-11-20", "yunxi")[CASE].state is CaseState.NOTIFIED


@pytest.mark.parametrize(
    ("nights", "states"),
    [
        # F: absent, P: there; as ever for what does not come and go
        ("FF", "so"), ("FFP", "sor"), ("FPFF", "srso"), ("FFPF", "sors"), ("FFPFF", "sorsR"),
        # back after a pass: confirmed by 2 of the last 3, resolved by 3 of the last 4
        ("FPFPF", "srsro"), ("FPFPFP", "srsroo"), ("FPFPFPP", "srsroor"),
        ("FPFPFPPP", "srsroorr"), ("FFPFFP", "sorsRR"),
        # what could not be seen neither confirms nor clears
        ("F?F", "sso"), ("F?P?F", "ssrrs"),
    ],
)  # fmt: skip
def test_what_comes_and_goes(tmp_path: Path, nights: str, states: str) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    kinds = {"F": ABSENT, "P": PASS, "?": finding(Outcome.CANT_TELL)}
    short = {
        CaseState.SUSPECTED: "s", CaseState.OPEN: "o", CaseState.RESOLVED: "r",
        CaseState.REOPENED: "R",
    }  # fmt: skip
    seen = ""
    for number, kind in enumerate(nights):
        case = night(db, place, number, kinds[kind])
        assert case is not None
        seen += short[case.state]
    assert seen == states


def test_words_never_wait_however_often_they_came_and_went(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    for number, one in enumerate((FAIL, PASS, FAIL, PASS, FAIL)):
        case = night(db, place, number, one)
        assert case is not None
        expected = CaseState.RESOLVED if one is PASS else CaseState.REOPENED
        assert case.state is (expected if number else CaseState.OPEN)


def test_a_vanished_page_stays_until_a_person_decides(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    night(db, place, 0, FAIL, OTHER)
    do(db, place, Action.ISSUE, 0.3)
    night(db, place, 1, OTHER)
    gone = night(db, place, 2, OTHER)
    assert gone is not None
    assert (gone.state, gone.work.unlisted_on) == (CaseState.NOTIFIED, date(2026, 11, 21))
    assert causes(db) == [Why.FIRST, Why.WINDOW]
    report = gather(db, place, stored_run(db, place, "2026-11-22"))
    assert [one.finding.case_id for one in report.unlisted] == [CASE]
    with pytest.raises(WorkflowError, match="reason must be given"):
        do(db, place, Action.CLOSE, 2.3)
    closed = do(db, place, Action.CLOSE, 2.3, reason="栏目已并入县政府网")
    assert (closed.state, closed.work.closing) == (CaseState.RESOLVED, Closing.DECISION)
    # It is measured again after all, and still fails.
    back = night(db, place, 3, FAIL, OTHER)
    assert back is not None
    assert (back.state, back.work.unlisted_on) == (CaseState.REOPENED, None)


def test_a_page_that_is_back_and_mended_resolves(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    night(db, place, 0, FAIL)
    night(db, place, 1)
    back = night(db, place, 2, PASS)
    assert back is not None
    assert (back.stage, back.work.unlisted_on) == (Stage.RETEST_PASSED, None)


@pytest.mark.parametrize(
    ("found", "errors"),
    [
        ((finding(Outcome.CANT_TELL, ""),), ()),  # nothing of its kind could be seen
        ((), ("yunxi: local row-1: ValueError: broken",)),  # our check raised
    ],
)
def test_what_was_not_seen_has_not_vanished(
    tmp_path: Path, found: tuple[Finding, ...], errors: tuple[str, ...]
) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    night(db, place, 0, FAIL)
    case = night(db, place, 1, *found, errors=errors)
    assert case is not None
    assert case.work.unlisted_on is None


def late(outcome: Outcome, calendar: object, start: date, due: date, **more: object) -> Finding:
    count = calendar.day_count(start, due)  # type: ignore[attr-defined]
    return finding(outcome, due_on=due, day_count=count, **more)


HOLIDAY = calendar_from(
    {
        "2026.toml": 'year = 2026\nnotice = { number = "国办发〔2026〕9号", date = 2026-11-20 }\n'
        'holidays = [{ date = 2026-11-19, name = "临时放假" },'
        ' { date = 2026-11-20, name = "临时放假" }]\n'
    }
)


@pytest.mark.parametrize("unseen_between", [False, True])
@pytest.mark.parametrize("outcome", [Outcome.PENDING, Outcome.PASSED])
def test_a_holiday_announced_late_takes_the_ground_away(
    tmp_path: Path, outcome: Outcome, unseen_between: bool
) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    start, settled = date(2026, 11, 16), date(2026, 11, 20)
    done = {"settled_on": settled} if outcome is Outcome.PASSED else {}
    night(db, place, 0, late(Outcome.FAILED, CALENDAR, start, date(2026, 11, 19), **done))
    do(db, place, Action.ISSUE, 0.3)
    if unseen_between:
        night(db, place, 1, finding(Outcome.CANT_TELL))
    later = workplace(tmp_path, calendar=HOLIDAY)
    moved = date(2026, 11, 23)
    case = night(db, later, 2, late(outcome, HOLIDAY, start, moved, **done))
    assert case is not None
    assert (case.state, case.stage) == (CaseState.RESOLVED, Stage.RETRACTED)
    assert causes(db)[-1] is Why.CALENDAR
    # Not done by the new date either: a new problem, no relapse.
    again = night(db, later, 5, late(Outcome.FAILED, HOLIDAY, start, moved))
    assert again is not None
    assert (again.state, again.first_failed_on) == (CaseState.OPEN, date(2026, 11, 25))
    assert again.resolved_on is None


def test_what_was_taken_back_is_said(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    start = date(2026, 11, 16)
    night(db, place, 0, late(Outcome.FAILED, CALENDAR, start, date(2026, 11, 19)))
    later = workplace(tmp_path, calendar=HOLIDAY)
    night(db, later, 2, late(Outcome.PENDING, HOLIDAY, start, date(2026, 11, 23)))
    report = gather(db, later, stored_run(db, later, "2026-11-22"))
    assert [(one.turn, one.why) for one in changes(report)] == [(Turn.RETRACTED, Why.CALENDAR)]
    (row,) = ledger_rows(report)
    assert row.cells["状态"] == "误报核销"
    assert "工作日历更新" in str(row.cells["备注"])
    assert row.cells["扣分"] == 0


def test_the_ledger_tells_what_was_done(tmp_path: Path) -> None:
    body = portal(handling="云溪县大数据中心", platform="某某科技公司")
    db, place = books(tmp_path), workplace(tmp_path, portals=(body,))
    night(db, place, 0, FAIL, finding(path="b"), finding(path="c"))
    second, third = finding(path="b").case_id, finding(path="c").case_id
    do(db, place, Action.ISSUE, 0.3, CASE, second, third)
    do(db, place, Action.FEEDBACK, 1.2, measure="=已改", link="http://www.yunxi.test/x")
    do(db, place, Action.DISPUTE, 1.2, second, reason="不适用", link="http://www.yunxi.test/y")
    night(db, place, 2, FAIL, finding(path="b"))
    do(db, place, Action.RETURN, 2.3, reason="未见变化")
    do(db, place, Action.TRANSFER, 2.4, to="云溪县教育局", reason="职责所在")
    report = gather(db, place, stored_run(db, place, "2026-11-22"))
    first, appealed, gone = (row.cells for row in ledger_rows(report))
    assert [first[name] for name in ("整改措施", "整改链接", "反馈时间", "状态")] == [
        "=已改", "http://www.yunxi.test/x", "2026年11月21日", "转办",
    ]  # fmt: skip
    assert [first[name] for name in ("复核结果", "复核人", "复核时间")] == [
        "复测未通过", "王某", "2026年11月22日",
    ]  # fmt: skip
    assert "承办单位：云溪县教育局" in str(first["备注"])
    assert "承办单位：云溪县大数据中心；平台运维单位：某某科技公司" in str(appealed["备注"])
    assert appealed["申诉"] == "申诉中：不适用（http://www.yunxi.test/y）"
    assert "页面已撤下或不再列出" in str(gone["备注"])
    night(db, place, 3, PASS, finding(path="b"))
    report = gather(db, place, stored_run(db, place, "2026-11-23"))
    assert [row.cells["状态"] for row in ledger_rows(report)] == [
        "申诉中", "已下发", "系统复测通过",
    ]  # fmt: skip


def test_what_the_site_mended_is_not_the_calendars_doing(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    start = date(2026, 11, 16)
    night(db, place, 0, late(Outcome.FAILED, CALENDAR, start, date(2026, 11, 19)))
    later = workplace(tmp_path, calendar=HOLIDAY)
    replied = late(
        Outcome.PASSED, HOLIDAY, start, date(2026, 11, 23), settled_on=date(2026, 11, 21)
    )
    case = night(db, later, 2, replied)
    assert case is not None
    assert case.stage is Stage.RETEST_PASSED


def test_a_failure_out_of_its_window_is_not_retracted(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    night(db, place, 0, FAIL)
    case = night(db, place, 1, finding(Outcome.PENDING))
    assert case is not None
    assert case.state is CaseState.OPEN


def test_an_incurable_failure_closes_on_its_explanation_and_stays(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    late_one = finding(row_id=LATE)
    night(db, place, 0, late_one)
    case = do(db, place, Action.ISSUE, 0.3, late_one.case_id)
    assert case.stage is Stage.TO_EXPLAIN
    do(db, place, Action.EXPLAIN, 1, late_one.case_id, reason="因机构改革")
    night(db, place, 2, late_one)
    do(db, place, Action.ACCEPT, 2.3, late_one.case_id, reason="属实")
    night(db, place, 3, late_one)
    closed = case_now(db, late_one.case_id)
    assert closed is not None
    assert (closed.state, closed.stage) == (CaseState.RESOLVED, Stage.CLOSED)


def test_an_upheld_appeal_stays_and_a_waiver_ends(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    night(db, place, 0, FAIL, finding(path="w"))
    other = finding(path="w").case_id
    do(db, place, Action.ISSUE, 0.3)
    do(db, place, Action.DISPUTE, 0.4, reason="不适用", link="http://www.yunxi.test/x")
    do(db, place, Action.WAIVE, 0.4, other, reason="系统迁移", until=date(2026, 11, 22))
    night(db, place, 1, FAIL, finding(path="w"))
    do(db, place, Action.ACCEPT, 1.3, reason="误判")
    for number in (2, 3):
        night(db, place, number, FAIL, finding(path="w"))
        upheld, waived = case_now(db), case_now(db, other)
        assert upheld is not None
        assert waived is not None
        assert upheld.stage is Stage.UPHELD
        assert waived.state is (CaseState.WAIVED if number == 2 else CaseState.OPEN)
    assert history(db, other)[-1].cause is Why.TIME
    passed = night(db, place, 4, PASS)
    assert passed is not None
    assert passed.stage is Stage.UPHELD


def test_names_of_special_runs(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    night(db, place, 0, FAIL)
    assert special_run(db, place, NIGHT + DAY / 2) is None
    do(db, place, Action.ISSUE, 0.3)
    do(db, place, Action.FEEDBACK, 0.4, measure="已改")
    made = special_run(db, place, NIGHT + DAY / 2)
    assert made is not None
    assert (made.name, [one.id for one in made.portals]) == ("2026-11-20.1", ["yunxi"])
    night(db, place, 0.5, PASS, name=made.name)
    assert next_special(db, NIGHT + DAY / 2) == "2026-11-20.2"
    db.table("runs").update("2026-11-20.1", {"state": "running"})
    assert next_special(db, NIGHT + DAY / 2) == "2026-11-20.1"
    case = night(db, place, 1, PASS)
    assert case is not None
    assert case.resolved_on == date(2026, 11, 20)


MOVES = st.lists(
    st.one_of(
        st.sampled_from([FAIL, ABSENT, PASS, OTHER, *(finding(o) for o in (
            Outcome.CANT_TELL, Outcome.PENDING, Outcome.INAPPLICABLE))]),
        st.sampled_from(Action),
    ),
    max_size=14,
)  # fmt: skip


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(moves=MOVES)
def test_no_case_is_lost_and_none_resolved_without_a_pass_or_a_person(
    tmp_path: Path, moves: list[Finding | Action]
) -> None:
    path = tmp_path / "data" / "gongkai.db"
    for name in ("gongkai.db", "gongkai.db-wal", "gongkai.db-shm"):
        (path.parent / name).unlink(missing_ok=True)
    db, place = books(tmp_path), workplace(tmp_path)
    last = None
    for number, move in enumerate(moves):
        before = case_now(db)
        if isinstance(move, Finding):
            night(db, place, number, move)
            night(db, place, number, move)
        else:
            try:
                do(db, place, move, number + 0.3, reason="因", link=HOME, measure="改", to="某局",
                   until=date(2027, 1, 1))  # fmt: skip
            except WorkflowError:
                assert case_now(db) == before
        last = case_now(db)
        if before is None:
            continue
        assert last is not None
        assert last.id == CASE
        if last.state is CaseState.RESOLVED and before.state is not CaseState.RESOLVED:
            assert move is PASS or move in (Action.CLOSE, Action.ACCEPT)
        if isinstance(move, Action) and last != before:
            assert move in allowed(before)
    db.close()


def test_settings_can_switch_the_counting_off(tmp_path: Path) -> None:
    plain = Cases(confirm_failures=1, confirm_of=1, resolve_passes=1, resolve_of=1)
    db, place = books(tmp_path), workplace(tmp_path, cases=plain)
    for number, one in enumerate((ABSENT, PASS, ABSENT, PASS, ABSENT)):
        case = night(db, place, number, one)
        assert case is not None
        assert case.state is (CaseState.RESOLVED if one is PASS else CaseState.SUSPECTED)


def test_persons_act_while_a_night_writes(tmp_path: Path) -> None:
    db, place = books(tmp_path), workplace(tmp_path)
    night(db, place, 0, *(finding(path=str(n)) for n in range(20)))
    ids = [finding(path=str(n)).case_id for n in range(20)]

    def issue(case_id: str) -> None:
        own = open_store(tmp_path / "data" / "gongkai.db")
        do(own, place, Action.ISSUE, 0.3, case_id)
        own.close()

    with ThreadPoolExecutor(4) as pool:
        done = [pool.submit(issue, case_id) for case_id in ids]
        for number in range(1, 6):
            night(
                db,
                place,
                number / 100,
                *(finding(path=str(n)) for n in range(20)),
                name=f"2026-11-20.{number}",
            )
        for one in done:
            one.result()
    stages = {case.stage for i in ids if (case := case_now(db, i)) is not None}
    assert stages == {Stage.ISSUED}
