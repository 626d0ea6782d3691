from dataclasses import replace

import pytest

from checks.engine.case import CaseState
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from reports.ledger import ledger_rows
from reports.mail import Recipient, compose
from reports.model import JudgedFinding
from reports.page.render import render
from reports.remedies import remedy_of
from tests.reports.builders import METADATA, REPLY, finding, judged, report

ROW = replace(REPLY, remedy_late="理顺催办流程，今后在时限内答复。")
DONE_LATE = "提交情况说明（已超期办结，不可补正）。理顺催办流程，今后在时限内答复。"
STILL_DUE = "尽快作出实质性答复并公开。逾期不可补正，办结后提交情况说明。"


def unanswered() -> Finding:
    return finding(number=2, settled_on=None, basis=Basis.ABSENCE)


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (judged(row=ROW), DONE_LATE),
        (judged(row=ROW, old_stock=True), "理顺催办流程，今后在时限内答复。"),
        (judged(unanswered(), row=ROW), STILL_DUE),
        (judged(unanswered(), CaseState.SUSPECTED, row=ROW), ""),
        (judged(finding(row=METADATA)), METADATA.remedy),
        (judged(finding(outcome=Outcome.PENDING), None, row=ROW), ROW.remedy),
        (judged(finding(outcome=Outcome.PASSED), row=ROW), ""),
    ],
)
def test_a_late_deed_is_not_asked_for_again(one: JudgedFinding, text: str) -> None:
    assert remedy_of(one) == text


def test_mail_ledger_and_report_say_the_same() -> None:
    night = report(
        judged(row=ROW),
        judged(unanswered(), row=ROW),
        judged(replace(unanswered(), subject="http://a.test/9"), CaseState.SUSPECTED, row=ROW),
    )
    rows = [str(row.cells["整改措施"]) for row in ledger_rows(night)]
    assert sorted(rows) == ["", f"建议：{STILL_DUE}", f"建议：{DONE_LATE}"]
    message = compose(night, Recipient("a@x.example", ("yunxi",)), "g@x.example")
    for part in ("plain", "html"):
        body = message.get_body((part,))
        assert body is not None
        assert body.get_content().count(DONE_LATE) == 1
        assert body.get_content().count(STILL_DUE) == 1
    html = render(night)
    assert html.count(DONE_LATE) == html.count(STILL_DUE) == 1
    assert "不可补正" not in html[html.index('id="suspected"') : html.index('id="pending"')]
