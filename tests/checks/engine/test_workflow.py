from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from checks.engine.case import Case, CaseState, Casework, Closing, Stage
from checks.engine.workflow import RULES, Action, Actor, Step, act, allowed, may_go_out
from checks.errors import WorkflowError
from tests.checks.engine.builders import NIGHT

AT = NIGHT + timedelta(hours=7)
STATES = {
    Stage.TO_VERIFY: CaseState.OPEN,
    Stage.TO_SIGN: CaseState.OPEN,
    Stage.ISSUED: CaseState.NOTIFIED,
    Stage.RECEIVED: CaseState.NOTIFIED,
    Stage.RECTIFYING: CaseState.RECTIFYING,
    Stage.REPORTED: CaseState.RECTIFYING,
    Stage.RECHECKING: CaseState.RECTIFYING,
    Stage.RETEST_PASSED: CaseState.RESOLVED,
    Stage.CLOSED: CaseState.RESOLVED,
    Stage.RETURNED: CaseState.RECTIFYING,
    Stage.TRANSFERRED: CaseState.NOTIFIED,
    Stage.EXTENDED: CaseState.RECTIFYING,
    Stage.OVERDUE: CaseState.NOTIFIED,
    Stage.DISPUTED: CaseState.DISPUTED,
    Stage.UPHELD: CaseState.WAIVED,
    Stage.REJECTED: CaseState.RECTIFYING,
    Stage.TO_EXPLAIN: CaseState.NOTIFIED,
    Stage.SHELVED: CaseState.RECTIFYING,
    Stage.WAIVED: CaseState.WAIVED,
    Stage.RETRACTED: CaseState.RESOLVED,
}
# Written out, not taken from the rules: stage by stage, what may be done.
ALLOWED = {
    Stage.TO_VERIFY: "confirm close waive",
    Stage.TO_SIGN: "issue close waive",
    Stage.ISSUED: "sign start feedback close transfer extend waive dispute explain shelve",
    Stage.RECEIVED: "start feedback close transfer extend waive dispute explain shelve",
    Stage.RECTIFYING: "feedback close transfer extend waive dispute explain shelve",
    Stage.REPORTED: "feedback recheck close return waive dispute accept reject explain",
    Stage.RECHECKING: "close return waive dispute accept reject",
    Stage.RETEST_PASSED: "close accept",
    Stage.CLOSED: "",
    Stage.RETURNED: "start feedback close transfer extend waive dispute explain shelve",
    Stage.TRANSFERRED: "sign start feedback close transfer extend waive dispute explain shelve",
    Stage.EXTENDED: "start feedback close transfer extend waive dispute explain shelve",
    Stage.OVERDUE: "",  # told, never stored
    Stage.DISPUTED: "waive accept reject",
    Stage.UPHELD: "reinstate",
    Stage.REJECTED: "start feedback close transfer extend waive dispute explain shelve",
    Stage.TO_EXPLAIN: "sign close transfer waive dispute explain",
    Stage.SHELVED: "feedback close transfer extend waive reinstate dispute explain shelve",
    Stage.WAIVED: "reinstate",
    Stage.RETRACTED: "",
}
AFTER = {
    Action.CONFIRM: {Stage.TO_SIGN},
    Action.ISSUE: {Stage.TO_EXPLAIN},
    Action.SIGN: {Stage.RECEIVED, Stage.TO_EXPLAIN},
    Action.START: {Stage.RECTIFYING},
    Action.FEEDBACK: {Stage.REPORTED},
    Action.RECHECK: {Stage.RECHECKING},
    Action.CLOSE: {Stage.CLOSED},
    Action.RETURN: {Stage.RETURNED},
    Action.TRANSFER: {Stage.TRANSFERRED, Stage.TO_EXPLAIN},
    Action.EXTEND: {Stage.EXTENDED},
    Action.WAIVE: {Stage.WAIVED},
    Action.REINSTATE: {Stage.TO_SIGN},
    Action.DISPUTE: {Stage.DISPUTED},
    Action.ACCEPT: {Stage.UPHELD, Stage.CLOSED},
    Action.REJECT: {Stage.REJECTED, Stage.TO_EXPLAIN},
    Action.EXPLAIN: {Stage.REPORTED},
    Action.SHELVE: {Stage.SHELVED},
}


def case(stage: Stage, state: CaseState | None = None, **work: object) -> Case:
    """A case in that stage for which any act that its stage allows can be done."""
    appealed = stage in (Stage.DISPUTED, Stage.RETEST_PASSED)
    given: dict[str, object] = {
        "stage": stage,
        "incurable": True,
        "unlisted_on": date(2026, 11, 20),
        "explanation": "因系统升级" if stage in (Stage.REPORTED, Stage.RECHECKING) else "",
        "disputed_at": NIGHT if appealed else None,
        "recheck": "failed" if appealed else None,
    }
    made = Casework(**(given | work))  # type: ignore[arg-type]
    own = state or STATES[stage]
    opened_on = None if own is CaseState.SUSPECTED else date(2026, 11, 18)
    return Case("x", own, date(2026, 11, 18), NIGHT, NIGHT, opened_on=opened_on, work=made)


def step(action: Action, **changes: object) -> Step:
    given: dict[str, object] = {
        "action": action,
        "person": "王某",
        "actor": RULES[action].actors[0],
        "at": AT,
        "reason": "理由",
        "link": "http://www.yunxi.test/x",
        "measure": "已补充",
        "to": "云溪县教育局",
        "until": date(2026, 12, 31),
    }
    return Step(**(given | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("stage", Stage)
def test_what_may_be_done_in_which_stage(stage: Stage, action: Action) -> None:
    before = case(stage)
    if action.value in ALLOWED[stage].split():
        after = act(before, step(action))
        assert after.stage in AFTER[action]
        assert after.state is STATES[after.stage]
        assert (after.since == AT) == (after.state is not before.state)
        assert after.id == before.id
        assert after.first_failed_on == before.first_failed_on
    else:
        with pytest.raises(WorkflowError, match=f"case x: {action}: its stage is {stage}"):
            act(before, step(action))
    assert (action in allowed(before)) == (action.value in ALLOWED[stage].split())


@pytest.mark.parametrize("action", Action)
def test_who_may_do_it(action: Action) -> None:
    stage = next(stage for stage in Stage if action.value in ALLOWED[stage].split())
    for actor in Actor:
        if actor in RULES[action].actors:
            act(case(stage), step(action, actor=actor))
        else:
            with pytest.raises(WorkflowError, match=f"the role {actor} may not"):
                act(case(stage), step(action, actor=actor))
    with pytest.raises(WorkflowError, match="a person must be named"):
        act(case(stage), step(action, person=" "))


@pytest.mark.parametrize(
    ("action", "changes", "says"),
    [
        (Action.RETURN, {"reason": ""}, "reason must be given"),
        (Action.TRANSFER, {"to": ""}, "to must be given"),
        (Action.EXTEND, {"until": None}, "until must be given"),
        (Action.EXTEND, {"until": date(2026, 11, 19)}, "is past"),
        (Action.WAIVE, {"reason": ""}, "reason must be given"),
        (Action.DISPUTE, {"link": ""}, "link must be given"),
        (Action.DISPUTE, {"reason": ""}, "reason must be given"),
        (Action.FEEDBACK, {"measure": "", "link": ""}, "measure or link must be given"),
        (Action.ISSUE, {"at": NIGHT - timedelta(minutes=1)}, "last word is of"),
    ],
)
def test_what_an_act_needs(action: Action, changes: dict[str, object], says: str) -> None:
    stage = next(stage for stage in Stage if action.value in ALLOWED[stage].split())
    with pytest.raises(WorkflowError, match=says):
        act(case(stage), step(action, **changes))


def test_a_person_does_not_replace_the_second_read() -> None:
    suspected = case(Stage.TO_VERIFY, CaseState.SUSPECTED)
    with pytest.raises(WorkflowError, match="second read"):
        act(suspected, step(Action.CONFIRM))
    assert not may_go_out(suspected)


def test_privacy_goes_out_only_after_a_person_confirmed_it() -> None:
    private = case(Stage.TO_VERIFY, private=True, incurable=False)
    assert not may_go_out(private)
    with pytest.raises(WorkflowError):
        act(private, step(Action.ISSUE))
    confirmed = act(private, step(Action.CONFIRM))
    assert may_go_out(confirmed)
    assert act(confirmed, step(Action.ISSUE)).stage is Stage.ISSUED


def test_an_appeal_is_bounded_by_its_term() -> None:
    last = AT.date()
    assert act(case(Stage.ISSUED), step(Action.DISPUTE), last).stage is Stage.DISPUTED
    with pytest.raises(WorkflowError, match="the appeal term ended on 2026-11-19"):
        act(case(Stage.ISSUED), step(Action.DISPUTE), last - timedelta(days=1))


def test_an_appeal_is_decided_after_it_was_measured_again() -> None:
    open_appeal = case(Stage.DISPUTED, recheck=None)
    for verdict in (Action.ACCEPT, Action.REJECT):
        with pytest.raises(WorkflowError, match="not measured again"):
            act(open_appeal, step(verdict))
        act(open_appeal, step(verdict, unmeasured=True))
    upheld = act(case(Stage.DISPUTED), step(Action.ACCEPT))
    assert (upheld.state, upheld.work.decided) == (CaseState.WAIVED, "accepted")
    assert upheld.work.waived_until is None


def test_a_later_pass_does_not_take_the_appeal_away() -> None:
    passed = case(Stage.RETEST_PASSED, recheck="passed")
    assert act(passed, step(Action.ACCEPT)).stage is Stage.UPHELD
    with pytest.raises(WorkflowError, match="neither an appeal nor an explanation"):
        act(replace(passed, work=replace(passed.work, decided="rejected")), step(Action.ACCEPT))


def test_nothing_closes_without_a_pass_or_a_reason() -> None:
    listed = case(Stage.RECHECKING, unlisted_on=None)
    with pytest.raises(WorkflowError, match="no later measurement passed"):
        act(listed, step(Action.CLOSE))
    gone = case(Stage.RECHECKING)
    with pytest.raises(WorkflowError, match="reason must be given"):
        act(gone, step(Action.CLOSE, reason=""))
    closed = act(gone, step(Action.CLOSE))
    assert (closed.work.closing, closed.resolved_on) == (Closing.DECISION, AT.date())
    passed = act(case(Stage.RETEST_PASSED, disputed_at=None), step(Action.CLOSE, reason=""))
    assert passed.work.closing is Closing.PASS


def test_what_can_be_mended_is_not_explained_away() -> None:
    with pytest.raises(WorkflowError, match="it can be mended"):
        act(case(Stage.ISSUED, incurable=False), step(Action.EXPLAIN))
    explained = act(case(Stage.TO_EXPLAIN), step(Action.EXPLAIN))
    accepted = act(explained, step(Action.ACCEPT))
    assert (accepted.state, accepted.work.closing) == (CaseState.RESOLVED, Closing.EXPLANATION)
    refused = act(explained, step(Action.REJECT))
    assert (refused.stage, refused.work.explanation) == (Stage.TO_EXPLAIN, "")
    assert act(case(Stage.TO_SIGN, incurable=True), step(Action.ISSUE)).stage is Stage.TO_EXPLAIN
    curable = case(Stage.TO_SIGN, incurable=False)
    assert act(curable, step(Action.ISSUE)).stage is Stage.ISSUED


def test_reinstated_cases_keep_what_they_were() -> None:
    waived = replace(case(Stage.WAIVED), resolved_on=date(2026, 11, 19))
    assert act(waived, step(Action.REINSTATE)).state is CaseState.REOPENED
    assert act(case(Stage.WAIVED), step(Action.REINSTATE)).state is CaseState.OPEN


def test_moments_of_any_zone() -> None:
    naive = datetime(2026, 11, 20, 9, 0)  # noqa: DTZ001
    with pytest.raises(TypeError):
        act(case(Stage.TO_SIGN), step(Action.ISSUE, at=naive))
