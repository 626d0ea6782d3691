"""Ground truth of participation and key fields: calls for opinions, progress, plans, replies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from demo import workdays
from demo.content.model import (
    CallFacts,
    Column,
    Item,
    OutcomeFacts,
    PlanFacts,
    ProgressFacts,
    ProposalFacts,
)
from demo.truth import CAUSES, GOVERNMENT, Truth, View

FEEDBACK_DAYS = 30
GRACE = timedelta(days=20)
WINDOW = timedelta(days=365)
_FIELDS = ("发布机构", "标题", "发布日期", "文号")
_PARTS = ("起止时间", "草案", "反馈渠道")
_KINDS = ("人大代表建议", "政协提案")


def participation_truth(view: View, paths: Mapping[str, str]) -> Iterator[Truth]:
    """Every finding of these checks that is due for one unit."""
    if view.unit.kind not in GOVERNMENT:
        return
    for check, found in (
        ("consultation_well_formed", _well_formed(view, paths)),
        ("consultation_feedback_published", _feedback(view, paths)),
    ):
        rows = list(found)
        yield from rows or [view.say(check, view.home, "inapplicable", note="no call in scope")]
    yield _progress(view)
    yield _plans(view)
    yield from _proposals(view, paths)


def _calls(view: View) -> Iterator[tuple[Item, CallFacts]]:
    column = view.unit.by_role("consultations")
    for item in column.items if column else ():
        if isinstance(item.facts, CallFacts):
            yield item, item.facts


def _well_formed(view: View, paths: Mapping[str, str]) -> Iterator[Truth]:
    check = "consultation_well_formed"
    for item, facts in _calls(view):
        if facts.begins < view.unit.as_of - WINDOW:
            continue
        subject = view.address(paths[item.key])
        if item.condition != "ok":
            yield view.say(check, subject, "cant_tell", cause=CAUSES[item.condition])
        elif facts.sort == "other":
            yield view.say(check, subject, "inapplicable", note="asks by another law")
        else:
            missing = "、".join(part for part in _PARTS if part in facts.lack)
            yield view.say(check, subject, "failed" if missing else "passed", missing or None)


def _feedback(view: View, paths: Mapping[str, str]) -> Iterator[Truth]:
    check, today = "consultation_feedback_published", view.unit.as_of
    for item, facts in _calls(view):
        if max(facts.ends or facts.begins, facts.begins) < today - WINDOW:
            continue
        subject = view.address(paths[item.key])
        if item.condition != "ok":
            yield view.say(check, subject, "cant_tell", cause=CAUSES[item.condition])
        elif facts.sort == "other":
            yield view.say(check, subject, "inapplicable", note="asks by another law")
        elif facts.ends is None or facts.ends < facts.begins:
            yield view.say(check, subject, "cant_tell", cause="ambiguous", note="no end")
        elif facts.ends >= today:
            yield view.say(check, subject, "inapplicable", note="open still")
        elif facts.ends >= today - WINDOW:
            outcome, aspect, note = _outcome(view, item, facts.ends)
            cause = "calendar" if outcome == "cant_tell" else None
            yield view.say(check, subject, outcome, aspect, cause, note)


def _outcome(view: View, call: Item, ends: date) -> tuple[str, str | None, str]:
    due = workdays.after(ends, FEEDBACK_DAYS)
    told = [
        (item.on, item.facts)
        for column in view.unit.columns
        for item in column.items
        if isinstance(item.facts, OutcomeFacts) and item.facts.call == call.key
    ]
    over = due is not None and due < view.unit.as_of
    if due is None and not (told and told[0][1].counted):
        return "cant_tell", None, "the due date lies beyond the calendar"
    if not told:
        return ("failed" if over else "pending"), None, f"none, due {due}"
    on, facts = told[0]
    late = due is not None and on > due
    faults = [name for name, bad in (("逾期", late), ("数量", not facts.counted)) if bad]
    if faults and not late and not over:
        return "pending", "、".join(faults), f"due {due}"
    return ("failed" if faults else "passed"), "、".join(faults) or None, f"{on}, due {due}"


def _progress(view: View) -> Truth:
    check, today = "progress_report_cadence", view.unit.as_of
    spans = [(today.year, quarter) for quarter in range(1, 5)]
    if today.month <= 3:
        spans.insert(0, (today.year - 1, 4))
    column = view.unit.by_role("key_tasks")
    failed: list[str] = []
    waiting: list[str] = []
    for year, quarter in spans:
        end = date(year + quarter // 4, quarter % 4 * 3 + 1, 1) - timedelta(days=1)
        told = [
            item.on
            for item in (column.items if column else ())
            if isinstance(item.facts, ProgressFacts) and (year, quarter) in item.facts.serves
        ]
        if end >= today or (told and min(told) <= end + GRACE):
            continue
        late = waiting if today <= end + GRACE else failed
        late.append(f"{year}Q{quarter}")
    outcome = "failed" if failed else "pending" if waiting else "passed"
    return view.say(check, view.home, outcome, "、".join(failed or waiting) or None)


def _plans(view: View) -> Truth:
    column = view.unit.by_role("emergency_plans")
    facts = [item.facts for item in (column.items if column else ())]
    whole = any(isinstance(one, PlanFacts) and one.whole for one in facts)
    return view.say("emergency_plan_published", view.home, "passed" if whole else "failed")


def _proposals(view: View, paths: Mapping[str, str]) -> Iterator[Truth]:
    check, year = "proposal_reply_disclosed", view.unit.as_of.year - 1
    column: Column | None = view.unit.by_role("proposals")
    kinds: list[str] = []
    for item in column.items if column else ():
        facts = item.facts
        if not isinstance(facts, ProposalFacts) or not facts.kind or facts.year != year:
            continue
        kinds.append(facts.kind)
        missing = "、".join(name for name in _FIELDS if name in facts.lack)
        subject = view.address(paths[item.key])
        yield view.say(check, subject, "failed" if missing else "passed", missing or None)
    for kind in _KINDS:
        if kind not in kinds:
            yield view.say(check, view.home, "failed", kind)
