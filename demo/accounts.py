"""Ground truth of final accounts and decision catalogues under the county's notice on upkeep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from demo.content.model import AccountFacts
from demo.truth import GOVERNMENT, Truth, View

ISSUED, DUE = date(2026, 1, 5), date(2026, 9, 30)
STATEMENTS = (
    "因公出国（境）团组数及人数",
    "公务用车购置数及保有量",
    "国内公务接待批次、人数、经费总额",
    "增减变化及原因",
    "表格",
)
CHAINS = {
    "yunxi": ("failed", "农村客运补贴办法（会议审议）"),
    "qinglan": ("failed", "移民安置点管理办法（决策结果）"),
    "yunzhou": ("passed", None),
    "jiaoyu": ("passed", None),
}
"""What the links of a body's catalogue come to."""


def accounts_truth(view: View, paths: Mapping[str, str]) -> Iterator[Truth]:
    """Every finding of the two checks for one unit; the mapping gives address paths by key."""
    yield from _accounts(view, paths)
    outcome, aspect = CHAINS.get(view.unit.id, ("inapplicable", None))
    yield view.say("decision_chain_linked", view.home, outcome, aspect)


def _accounts(view: View, paths: Mapping[str, str]) -> Iterator[Truth]:
    check, column = "fiscal_report_complete", view.unit.by_role("budgets")
    items = column.items if column is not None else ()
    found = False
    for item in items:
        facts, subject = item.facts, view.address(paths[item.key])
        if isinstance(facts, AccountFacts):
            lack = [name for name in STATEMENTS if name in facts.lack]
            asked = facts.year == 2025
        else:  # the pages of every year's routine tell nothing
            lack = list(STATEMENTS)
            asked = "2025年度部门决算" in item.title and "通知" not in item.title
        if not asked:
            continue
        found = True
        if item.on < ISSUED:
            yield view.say(check, subject, "inapplicable", note="older than the notice")
        elif isinstance(facts, AccountFacts) and facts.filed:
            yield view.say(check, subject, "cant_tell", cause="unreadable")
        else:
            yield view.say(check, subject, "failed" if lack else "passed", "、".join(lack) or None)
    missing = "failed" if view.unit.as_of > DUE else "pending"
    if not found:
        yield view.say(check, view.home, missing, "2025年决算")
    if view.unit.kind in GOVERNMENT:
        told = any("政府债务" in item.title for item in items)
        yield view.say(check, view.home, "passed" if told else missing, "政府债务")
