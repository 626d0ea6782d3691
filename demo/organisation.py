"""Ground truth of organisation: profiles, disclosure offices, the rules column, power lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from demo.content.model import Column, LeaderFacts
from demo.truth import CAUSES, GOVERNMENT, Truth, View

PROFILE = ("职能", "机构设置", "办公地址", "办公时间", "联系方式", "负责人姓名")
OFFICE = ("机构名称", "办公地址", "办公时间", "联系电话")
LIST_DAYS = timedelta(days=400)


def organisation(view: View, paths: Mapping[str, str]) -> Iterator[Truth]:
    """Every finding on organisation that is due for one unit."""
    yield _profile(view)
    yield _office(view)
    yield from _rules(view, paths)
    if view.unit.kind in GOVERNMENT | {"department"}:
        yield _powers(view)


def _profile(view: View) -> Truth:
    check, column = "agency_profile_complete", view.unit.by_role("agency_profile")
    lack = set(PROFILE[:-1]) if column is None or not column.blocks else set(column.lack)
    if view.unit.by_role("inner_offices") is not None:
        lack.discard("机构设置")
    leaders = view.unit.by_role("leaders")
    hidden = CAUSES.get(leaders.condition) if leaders is not None else None
    if hidden is None and not _named(leaders):
        lack.add("负责人姓名")
    missing = "、".join(name for name in PROFILE if name in lack)
    if not missing and hidden is not None:
        return view.say(check, view.home, "cant_tell", cause=hidden, note="leaders not seen")
    return view.say(check, view.home, "failed" if missing else "passed", missing or None)


def _named(leaders: Column | None) -> bool:
    facts = [item.facts for item in leaders.items] if leaders is not None else []
    return any(isinstance(one, LeaderFacts) and not one.former and one.name for one in facts)


def _office(view: View) -> Truth:
    check, column = "disclosure_office_designated", view.unit.by_role("guide")
    if column is not None and column.condition != "ok":
        return view.say(check, view.home, "cant_tell", cause=CAUSES[column.condition])
    lack = set(OFFICE) if column is None else column.lack
    missing = "、".join(name for name in OFFICE if name in lack)
    return view.say(check, view.home, "failed" if missing else "passed", missing or None)


def _rules(view: View, paths: Mapping[str, str]) -> Iterator[Truth]:
    check, column = "system_section_purity", view.unit.by_role("system_rules")
    if column is None or not column.items:
        yield view.say(check, view.home, "inapplicable", note="no rules column, or an empty one")
        return
    for item in column.items:
        subject = view.address(paths[item.key])
        if item.key in column.unclear:
            yield view.say(check, subject, "cant_tell", cause="ambiguous", note=item.title)
        else:
            outcome = "failed" if item.key in column.misplaced else "passed"
            yield view.say(check, subject, outcome, note=item.title)


def _powers(view: View) -> Truth:
    check, column = "power_list_current", view.unit.by_role("power_list")
    if column is None or not column.items:
        return view.say(check, view.home, "failed", note="no power list")
    newest = max(item.on for item in column.items)
    old = view.unit.as_of - newest > LIST_DAYS
    return view.say(check, view.home, "failed" if old else "passed", note=f"{newest}")
