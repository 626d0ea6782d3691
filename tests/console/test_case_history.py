"""The history of a case tells all that was handed in and decided, to each what he may see."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from checks.engine.case import Case, CaseState, Casework
from checks.engine.workflow import Action, Actor, Step
from crawler.records import BEIJING
from reports.console.books import CaseEvent
from reports.console.telling import own_history
from scheduler.desk.books import StoredDesk
from tests.console.builders import BAD, NOW, Console

LINK = "http://www.yunxi.test/proof?a=1&b=2"
STEPS = (
    Step(Action.WAIVE, "审定人", Actor.SIGNATORY, NOW, reason="系统割接", until=date(2027, 3, 1)),
    Step(Action.REINSTATE, "审定人", Actor.SIGNATORY, NOW, reason="已恢复"),
    Step(Action.ISSUE, "审定人", Actor.REVIEWER, NOW),
    Step(
        Action.FEEDBACK, "联系人", Actor.CONTACT, NOW, measure="已补充<b>文号</b>", link=LINK,
    ),
    Step(Action.RETURN, "审定人", Actor.REVIEWER, NOW, reason="仍缺<i>文号</i>"),
    Step(Action.TRANSFER, "审定人", Actor.REVIEWER, NOW, to="县档案局<u>", reason="职责划转"),
    Step(
        Action.EXTEND, "审定人", Actor.SIGNATORY, NOW, reason="已批准", until=date(2027, 1, 8),
    ),
    Step(
        Action.DISPUTE, "联系人", Actor.CONTACT, NOW, reason="不属本单位",
        link="http://www.yunxi.test/appeal",
    ),
)  # fmt: skip


def test_all_that_was_handed_in_and_decided_is_told(console: Console) -> None:
    desk = StoredDesk(console.place)
    for minutes, step in enumerate(STEPS):
        with desk.books() as books:
            seen = books.version(BAD.case_id)
        later = Step(**{**vars(step), "at": NOW + timedelta(minutes=minutes)})
        desk.act(BAD.case_id, later, seen)
    for who in ("approver", "yunxi"):
        page = console.browser(who).get(f"/findings/{BAD.case_id}").text
        history = page[page.index('id="history"') :]
        for told in (
            "已补充&lt;b&gt;文号&lt;/b&gt;",
            f'<a href="{LINK.replace("&", "&amp;")}" rel="noreferrer noopener"',
            "仍缺&lt;i&gt;文号&lt;/i&gt;",
            "县档案局&lt;u&gt;",
            "2027年1月8日",
            "http://www.yunxi.test/appeal",
            "2027年3月1日",
        ):
            assert told in history, (who, told)


def test_a_unit_sees_of_the_history_what_came_since_it_may_know_of_the_case() -> None:
    at = datetime(2026, 11, 20, 2, tzinfo=BEIJING)

    def event(state: CaseState, opened: date | None, **work: Any) -> CaseEvent:
        case = Case("c", state, at.date(), at, at, opened_on=opened, work=Casework(**work))
        return CaseEvent("r", at, case, None, None)

    suspected = event(CaseState.SUSPECTED, None)
    found = event(CaseState.OPEN, at.date(), private=True)
    confirmed = event(CaseState.OPEN, at.date(), private=True, confirmed_by="甲")
    assert own_history((suspected, found, confirmed, found)) == (confirmed, found)
    assert own_history((suspected,)) == ()
