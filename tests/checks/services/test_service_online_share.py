"""service_online_share, as a table of cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from checks.engine.outcome import Outcome
from checks.engine.registry import checks
from checks.rulebooks import load_rulebook
from crawler.portals import Role
from crawler.records import Cause, ReadState, Record
from tests.builders import calendar, dossier, entry, section
from tests.checks.services.cases import guide

CHECK = "service_online_share"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
ROW = replace(
    load_rulebook("wuding-2018").requirement("wuding-2018-32b"),
    from_on=None, until_on=None, due_on=date(2026, 11, 19),
)  # fmt: skip


def guides(*methods: str | None) -> list[Record]:
    return [guide(f"zn/{n}.html", method=said) for n, said in enumerate(methods)]


def unread(count: int) -> list[Record]:
    return [entry(Role.SERVICE_GUIDES, f"zn/u{n}.html", "某事项") for n in range(count)]


NET, DESK = "窗口办理、网上办理", "窗口办理"
CASES: dict[str, tuple[list[Record], Outcome]] = {
    "two of five": (guides(NET, NET, DESK, DESK, DESK), PASSED),
    "three of eight": (guides(*[NET] * 3, *[DESK] * 5), FAILED),
    "advice online is no handling": (guides("窗口办理，网上咨询", DESK), FAILED),
    "not to be had online": (guides("暂不支持网上办理，窗口办理"), FAILED),
    "by another word": (guides("全程网办"), PASSED),
    "one does not tell, enough without": (guides(NET, NET, None), PASSED),
    "one does not tell, it may be enough": (guides(NET, DESK, None), CANT_TELL),
    "one does not tell, never enough": (guides(NET, *[DESK] * 4, None), FAILED),
    "unread ones, enough without": ([*guides(NET, NET), *unread(3)], PASSED),
    "unread ones, it may be enough": ([*guides(NET), *unread(3)], CANT_TELL),
    "a notice among them": ([*guides(NET, DESK), guide("zn/9.html", fields=())], PASSED),
    "no matter": ([], INAPPLICABLE),
}


@pytest.mark.parametrize(("records", "outcome"), CASES.values(), ids=CASES)
def test_case(records: list[Record], outcome: Outcome) -> None:
    (finding,) = checks()[CHECK].judge(dossier(*records), ROW, calendar())
    assert finding.outcome is outcome, finding.statement
    assert finding.subject == "http://www.yunxi.test/"


@pytest.mark.parametrize(("due", "outcome"), [("2026-11-20", PENDING), ("2026-11-19", FAILED)])
def test_the_day_it_is_due(due: str, outcome: Outcome) -> None:
    row = replace(ROW, due_on=date.fromisoformat(due))
    (finding,) = checks()[CHECK].judge(dossier(*guides(DESK)), row, calendar())
    assert (finding.outcome, finding.measured, finding.unit) == (outcome, 0, "percent")


@pytest.mark.parametrize("state", [ReadState.PART, ReadState.UNOBSERVABLE])
def test_a_list_not_read_whole(state: ReadState) -> None:
    cut = section(Role.SERVICE_GUIDES, state, Cause.LIMIT)
    for records in (guides(NET), guides(DESK)):
        (finding,) = checks()[CHECK].judge(dossier(*records, sections=[cut]), ROW, calendar())
        assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.LIMIT)
