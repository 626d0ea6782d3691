"""Addresses that persons hand in: of the web, or refused in words."""

from __future__ import annotations

import pytest

from checks.engine.workflow import Action, Actor, Step
from checks.errors import Bar, WorkflowError
from scheduler.casework.acts import take
from scheduler.store import open_database
from tests.console.builders import BAD, NOW, Console

BAD_LINKS = ("javascript:alert(1)", "data:text/html,x", "www.yunxi.test/a", "ftp://yunxi.test/a")


def test_the_console_takes_only_addresses_of_the_web(console: Console) -> None:
    path = f"/findings/{BAD.case_id}/act"
    seen = console.browser("approver").get(f"/findings/{BAD.case_id}").text
    version = seen.split('name="seen" value="')[1].split('"')[0]
    issued = {"action": "issue", "seen": version}
    assert console.browser("approver").post(path, issued).status_code == 303
    unit = console.browser("yunxi")
    page = unit.get(f"/findings/{BAD.case_id}").text
    version = page.split('name="seen" value="')[1].split('"')[0]
    given = {"action": "dispute", "reason": "不同意", "seen": version}
    before = console.state()
    for link in BAD_LINKS:
        answer = unit.post(path, given | {"link": link})
        assert answer.status_code == 409
        assert "网址须以 http:// 或者 https:// 开头" in answer.text
    assert console.state() == before
    assert unit.post(path, given | {"link": "http://yunxi.test/proof"}).status_code == 303


@pytest.mark.parametrize("link", BAD_LINKS)
def test_so_does_whatever_else_acts_on_cases(console: Console, link: str) -> None:
    db = open_database(console.place.places.database)
    step = Step(Action.ISSUE, "张三", Actor.SIGNATORY, NOW, link=link)
    with pytest.raises(WorkflowError, match="no http or https address") as told:
        take(db, console.place, [BAD.case_id], step)
    assert told.value.bar is Bar.LINK
    db.close()
