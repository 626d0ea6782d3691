"""The mail goes by the cases' stages and terms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from checks.engine.case import CaseState, Casework, Closing, Stage
from checks.engine.causes import Why
from checks.engine.deadlines import Deadlines
from checks.engine.outcome import Outcome
from crawler.portals import Mail
from reports.mail import Memory, Recipient, Told, compose, digest, due_mails
from reports.mail.attachment import ledger_sheet
from reports.mail.desk import desk
from reports.mail.terms import term_label, term_text
from reports.model import JudgedFinding, RunReport
from scheduler.casework.sheet import read_answers
from tests.reports.builders import (
    AS_OF,
    CALENDAR,
    METADATA,
    PRIVACY,
    case,
    finding,
    judged,
    portal,
    report,
)

UNIT = Recipient("office@yunxi.example", ("yunxi",))
OFFICE = Recipient("zwgk@yunzhou.example", ("yunxi",), office=True)
MAIL = Mail("smtp://127.0.0.1:1", "gongkai@x.example", (OFFICE.address,), rhythm="nightly")
LAST_WEEK = AS_OF - timedelta(days=7)


def at_stage(
    state: CaseState,
    stage: Stage,
    *,
    outcome: Outcome = Outcome.FAILED,
    row: Any = METADATA,
    number: int = 1,
    work: dict[str, Any] | None = None,
    **given: Any,
) -> JudgedFinding:
    found = finding(row=row, number=number, outcome=outcome)
    its = Casework(stage=stage, issued_at=LAST_WEEK, **(work or {}))
    resolved = AS_OF.date() if state is CaseState.RESOLVED else None
    made = case(
        found, state, since=LAST_WEEK, resolved_on=resolved, work=its,
        first_failed_on=LAST_WEEK.date(),
    )  # fmt: skip
    return judged(found, case=made, stage=stage, **given)


def knows(one: JudgedFinding, **given: Any) -> Memory:
    return Memory(told={one.finding.case_id: Told(LAST_WEEK, **given)})


def parts_of(one: JudgedFinding, memory: Memory, who: Recipient = UNIT) -> dict[str, int]:
    parts = digest(report(one, calendar=CALENDAR), who, memory)
    return {name: len(found) for name, found in vars(parts).items() if found}


def text_of(night: RunReport, memory: Memory) -> str:
    body = compose(night, UNIT, MAIL.sender, memory).get_body(("plain",))
    assert body is not None
    return body.get_content().replace("\r\n", "\n")


EXPLAINED = at_stage(CaseState.RESOLVED, Stage.CLOSED, work={"closing": Closing.EXPLANATION})
RETRACTED = at_stage(
    CaseState.RESOLVED,
    Stage.RETRACTED,
    outcome=Outcome.PENDING,
    work={"closing": Closing.RETRACTED},
    taken_back=Why.CALENDAR,
)
UPHELD = at_stage(CaseState.WAIVED, Stage.UPHELD)
WAIVED = at_stage(CaseState.WAIVED, Stage.WAIVED, work={"waived_until": date(2026, 12, 31)})


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (EXPLAINED, "情况说明已认可，予以销号"),
        (RETRACTED, "误报核销：工作日历更新，期限重新计算"),
        (replace(RETRACTED, taken_back=Why.RULE), "误报核销：指标体系修订，期限重新计算"),
        (UPHELD, "申诉成立，误报核销"),
        (WAIVED, "免予扣分（至2026年12月31日）"),
    ],
)
def test_what_is_no_longer_asked_is_told_once_and_not_as_passed(
    one: JudgedFinding, words: str
) -> None:
    assert parts_of(one, knows(one)) == {"lifted": 1}
    text = text_of(report(one), knows(one))
    assert words in text
    assert "系统复测通过" not in text
    assert "lifted" in dict(digest(report(one), UNIT, knows(one)).tells()).values()
    # Told, or never known: nothing.
    assert parts_of(one, knows(one, mended=True)) == {}
    assert parts_of(one, Memory()) == {}


@pytest.mark.parametrize("stage", [Stage.REPORTED, Stage.RECHECKING, Stage.DISPUTED])
def test_what_the_unit_has_answered_gets_no_reminder(stage: Stage) -> None:
    state = CaseState.DISPUTED if stage is Stage.DISPUTED else CaseState.RECTIFYING
    for due in (AS_OF.date() - timedelta(days=3), AS_OF.date()):
        one = at_stage(state, stage, mend_by=due)
        assert parts_of(one, knows(one)) == {"standing": 1}


def test_what_came_back_is_told_once_and_reminded_after_that() -> None:
    later = AS_OF + timedelta(days=3)
    one = at_stage(CaseState.RECTIFYING, Stage.RETURNED, work={"rechecked_at": AS_OF})
    one = replace(one, mend_by=later.date())
    assert parts_of(one, knows(one)) == {"returned": 1}
    assert parts_of(one, knows(one), OFFICE) == {"nearly_due": 1}
    told = Memory(told={one.finding.case_id: Told(AS_OF + timedelta(hours=1))})
    assert "returned" not in parts_of(one, told)
    rejected = at_stage(CaseState.RECTIFYING, Stage.REJECTED)
    assert rejected.case is not None
    rejected = replace(rejected, case=replace(rejected.case, since=AS_OF))
    assert parts_of(rejected, knows(rejected)) == {"returned": 1}


def test_a_vanished_page_is_told_once_as_no_mending() -> None:
    one = at_stage(CaseState.NOTIFIED, Stage.ISSUED, work={"unlisted_on": AS_OF.date()})
    night = report(unlisted=(one,))
    for who in (UNIT, OFFICE):
        assert len(digest(night, who, knows(one)).unlisted) == 1
    text = text_of(night, knows(one))
    assert "不等于已整改" in text
    assert "自2026年11月20日起未再看到" in text
    seen = Memory(told={one.finding.case_id: Told(AS_OF, unlisted=True)})
    parts = digest(night, UNIT, seen)
    assert (len(parts.unlisted), len(parts.standing), parts.empty) == (0, 1, True)
    # It was there again, and went once more.
    before = Memory(told={one.finding.case_id: Told(LAST_WEEK, unlisted=True)})
    assert len(digest(night, UNIT, before).unlisted) == 1


def test_vanished_pages_of_others_are_not_in_a_units_mail() -> None:
    other = portal(id="b", name="乙局", contacts=("b@x.example",))
    foreign = finding(portal="b", number=8)
    gone = judged(
        foreign, case=case(foreign, CaseState.NOTIFIED, work=Casework(unlisted_on=AS_OF.date()))
    )
    night = report(judged(), portals=(portal(), other), scores=(), unlisted=(gone,))
    mails = {
        one.recipient.address: bytes(one.message)
        for one in due_mails(night, MAIL, CALENDAR.is_working_day, {}).mails
    }
    assert len(mails) == 3
    (subject,) = [
        one.message["Subject"]
        for one in due_mails(night, MAIL, CALENDAR.is_working_day, {}).mails
        if one.recipient.address == "b@x.example"
    ]
    assert "新增0项、临期0项、逾期0项，页面撤下1项" in str(subject)


def test_the_term_of_a_new_problem_begins_with_the_mail() -> None:
    begins = Deadlines(mend_by=date(2026, 12, 4))
    one = replace(judged(finding(row=METADATA)), mend_by=date(2026, 12, 1), told_due=begins)
    night = report(one, calendar=CALENDAR)
    assert "整改时限：2026年12月4日" in text_of(night, Memory())
    assert "建议" not in text_of(night, Memory())
    assert (term_label(one), term_text(one, night)) == ("建议整改时限", "2026年12月1日")
    by_person = replace(one, told_due=None)
    assert "建议整改时限：2026年12月1日" in text_of(report(by_person), Memory())


def test_personal_data_has_hours() -> None:
    leak = judged(finding(row=PRIVACY), due=Deadlines(mend_at=AS_OF + timedelta(hours=24)))
    leak = replace(leak, told_due=Deadlines(mend_at=AS_OF + timedelta(hours=24)))
    assert term_text(leak, report(leak), telling=True) == "收到本提醒后24小时内"
    issued = at_stage(
        CaseState.NOTIFIED,
        Stage.ISSUED,
        row=PRIVACY,
        due=Deadlines(mend_at=datetime(2026, 11, 20, 9, 30, tzinfo=AS_OF.tzinfo)),
    )
    assert term_text(issued, report(issued), telling=True) == "2026年11月20日 09:30前"


@pytest.mark.parametrize(
    ("stage", "label"), [(Stage.EXTENDED, "延期至"), (Stage.SHELVED, "挂账至")]
)
def test_an_extended_term_is_called_so(stage: Stage, label: str) -> None:
    until = date(2026, 11, 23)
    one = at_stage(CaseState.RECTIFYING, stage, work={"due_on": until}, mend_by=until)
    assert f"{label}：2026年11月23日" in text_of(report(one), knows(one))


def test_bodies_are_named_where_they_are_others() -> None:
    one = replace(judged(), handling="云溪县住建局", platform="县信息中心")
    told = text_of(report(one), Memory())
    assert "承办单位：云溪县住建局" in told
    assert "平台运维单位：县信息中心。" in told
    same = replace(judged(), handling="云溪县人民政府", platform="云溪县人民政府")
    told = text_of(report(same), Memory())
    assert "承办单位" not in told
    assert "平台运维单位" not in told


def test_a_sheet_that_comes_back_untouched_answers_nothing(tmp_path: Path) -> None:
    answered = {"reported_at": AS_OF, "measure": "已补齐", "link": "http://www.yunxi.test/1"}
    items = (
        judged(finding(row=METADATA, number=1)),
        at_stage(CaseState.RECTIFYING, Stage.REPORTED, number=2, work=answered),
        at_stage(
            CaseState.DISPUTED, Stage.DISPUTED, number=3,
            work={"disputed_at": AS_OF, "dispute": "不适用", "dispute_link": "http://a.test/"},
        ),
    )  # fmt: skip
    gone = at_stage(CaseState.NOTIFIED, Stage.ISSUED, number=4, work={"unlisted_on": AS_OF.date()})
    made = ledger_sheet(report(*items, unlisted=(gone,)), (*items, gone))
    assert made is not None
    (tmp_path / "back.xlsx").write_bytes(made)
    assert read_answers(tmp_path / "back.xlsx") == ()
    rows = list(load_workbook(BytesIO(made)).active.values)  # type: ignore[union-attr]
    heads = list(rows[0])
    assert len(rows) == 5
    assert not {"分值", "扣分"} & set(heads)
    for row in rows[1:]:
        cells = dict(zip(heads, row, strict=True))
        assert cells["整改建议"]
        answers = ("整改措施", "整改链接", "反馈时间", "申诉", "情况说明")
        assert not any(cells[name] for name in answers)
    assert "已补齐" in str(rows[2][heads.index("备注")])


def test_the_office_reads_what_awaits_it() -> None:
    night = report(
        at_stage(CaseState.OPEN, Stage.TO_VERIFY, row=PRIVACY, number=1),
        at_stage(
            CaseState.DISPUTED, Stage.DISPUTED, number=2,
            due=Deadlines(decide_by=date(2026, 11, 23)),
        ),
        at_stage(
            CaseState.RECTIFYING, Stage.REPORTED, number=3,
            due=Deadlines(recheck_by=date(2026, 11, 19)),
        ),
        at_stage(CaseState.OPEN, Stage.TO_SIGN, number=4),
        at_stage(CaseState.RESOLVED, Stage.RETEST_PASSED, number=5, outcome=Outcome.PASSED),
    )  # fmt: skip
    assert [task.text for task in desk(night)] == [
        "隐私类问题待人工核实 1 项",
        "申诉待裁定 1 项（最早一项2026年11月23日到期，还剩3天）",
        "已反馈待复核 1 项（1 项已超过时限）",
        "系统复测通过，待销号 1 项",
    ]
    assert "待审签下发 1 项" in [task.text for task in desk(night, by_mail=False)]
    unreachable = replace(night, portals=(portal(contacts=()),))
    assert "单位未登记联系邮箱，待人工下发 1 项" in [t.text for t in desk(unreachable)]
    (office,) = [
        one for one in due_mails(night, MAIL, CALENDAR.is_working_day, {}).mails
        if one.recipient.office
    ]  # fmt: skip
    for kind in ("plain", "html"):
        body = office.message.get_body((kind,))
        assert body is not None
        assert "申诉待裁定 1 项" in body.get_content()
        assert "gongkai cases --stage disputed" in body.get_content()
