"""Ground truth of the county's notice on interpretations and services
(tests/rulebooks/yunzhou-services-2026.toml).

Computed from the facts of what was planted and the notice's own words: due dates, numbers and
lists stand here a second time on purpose. Nothing of `checks` is used.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from demo.content.filed import SILENT
from demo.content.model import BulletinFacts, ConferenceFacts, GuideFacts, InterpFacts, Unit
from demo.county import County, addresses, origin_of
from demo.truth import CAUSES, GOVERNMENT, Truth, View, subject_of

FORMS_DUE = date(2026, 6, 30)
FIRST, ISSUED, LAST = date(2026, 1, 1), date(2026, 1, 5), date(2026, 9, 30)
ONLINE = 0.5
BULLETINS_DUE = {1: date(2026, 4, 15), 2: date(2026, 7, 15), 3: date(2026, 10, 15)}
BOUND = GOVERNMENT | {"department"}


def service_truth(county: County) -> tuple[Truth, ...]:
    """Every finding that is due under the notice, as of the county's day."""
    found: list[Truth] = []
    for unit in county.units:
        if unit.kind not in BOUND:
            continue
        view = _view(county, unit)
        found += _forms(view, addresses(unit))
        found += _guides(view, addresses(unit))
        found.append(_agreement(view))
        found.append(_online(view))
        found.append(_heads(view))
        found.append(_bulletins(view))
    return tuple(found)


def _view(county: County, unit: Unit) -> View:
    origin = county.origin(origin_of(unit))
    return View(unit, lambda path: subject_of(origin, path), guest=False, ipv6="")


def _forms(view: View, paths: Mapping[str, str]) -> Iterator[Truth]:
    check, column = "interpretation_forms", view.unit.by_role("interpretations")
    if column is not None and column.condition != "ok":
        yield view.say(check, view.home, "cant_tell", cause=CAUSES[column.condition])
        return
    facts = [
        (i, i.facts)
        for i in (column.items if column else ())
        if isinstance(i.facts, InterpFacts) and i.facts.published >= FIRST
    ]
    forms: dict[str, set[str]] = defaultdict(set)
    for item in column.items if column else ():
        if isinstance(item.facts, InterpFacts):
            picture = item.facts.sort == "picture"
            forms[item.facts.document or item.key].add("图片" if picture else "文字")
    for item, one in facts:
        subject = view.address(paths[item.key])
        if one.sort in ("repost", "expert", "media"):
            yield view.say(check, subject, "inapplicable", note=one.sort)
        elif len(forms[one.document or item.key]) > 1:
            yield view.say(check, subject, "passed")
        elif item.leaves in SILENT:
            yield view.say(check, subject, "cant_tell", cause="unreadable", note=item.leaves)
        elif view.unit.as_of <= FORMS_DUE:
            yield view.say(check, subject, "pending")
        else:
            yield view.say(check, subject, "failed", "其他形式")
    if not facts:
        yield view.say(check, view.home, "inapplicable", note="no interpretation")


def _guides(view: View, paths: Mapping[str, str]) -> Iterator[Truth]:
    check, column = "service_guide_complete", view.unit.by_role("service_guides")
    for item in column.items if column else ():
        subject, facts = view.address(paths[item.key]), item.facts
        if not isinstance(facts, GuideFacts) or item.on < ISSUED:
            yield view.say(check, subject, "inapplicable", note="no guide, or an old one")
            continue
        faults = [*facts.faults, *(["兜底条款"] if facts.open_ended else [])]
        if faults:
            yield view.say(check, subject, "failed", "、".join(faults))
        elif facts.drawn:
            yield view.say(check, subject, "cant_tell", cause="unreadable", note="in a picture")
        else:
            yield view.say(check, subject, "passed")
    if column is None:
        yield view.say(check, view.home, "inapplicable", note="no guides")


def _matters(view: View) -> list[GuideFacts]:
    column = view.unit.by_role("service_guides")
    return [i.facts for i in (column.items if column else ()) if isinstance(i.facts, GuideFacts)]


_ABOVE = {"yunxi": ("yunzhou",), "jiaoyu": ("yunzhou",), "yunxi-rsj": ("yunxi", "yunzhou")}
_FEES = {"yunxi": "每平方米20元。", "jiaoyu": "每平方米30元。"}
_SHARED = {"户外广告设置": ("yunzhou", "yunxi"), "养老机构备案": ("yunxi",)}
"""Matters of one code, and who beside a body has a guide of them that may stand above it."""


def _agreement(view: View) -> Truth:
    check, matters = "service_guide_consistent", _matters(view)
    above = _ABOVE.get(view.unit.id, ())
    pairs = [one for one in matters if set(_SHARED.get(one.matter, ())) & set(above)]
    if any(one.fee for one in pairs):
        return view.say(check, view.home, "failed", "收费标准")
    return view.say(check, view.home, "passed" if pairs else "inapplicable")


def _online(view: View) -> Truth:
    check, matters = "service_online_share", _matters(view)
    online = sum(one.online for one in matters)
    if not matters:
        return view.say(check, view.home, "inapplicable")
    if online >= ONLINE * len(matters):
        return view.say(check, view.home, "passed")
    return view.say(check, view.home, "pending" if view.unit.as_of <= FORMS_DUE else "failed")


def _heads(view: View) -> Truth:
    check, column = "interpretation_by_leader", view.unit.by_role("press_conferences")
    spoke = [
        item.facts.speaker
        for item in (column.items if column else ())
        if isinstance(item.facts, ConferenceFacts) and FIRST <= item.on <= LAST
    ]
    if "head" in spoke:
        return view.say(check, view.home, "passed", "2026")
    if view.unit.as_of <= LAST:
        return view.say(check, view.home, "pending", "2026")
    if "" in spoke:
        return view.say(check, view.home, "cant_tell", "2026", "ambiguous")
    return view.say(check, view.home, "failed", "2026")


def _bulletins(view: View) -> Truth:
    check = "interpretation_quarterly_bulletin"
    due = [quarter for quarter, last in BULLETINS_DUE.items() if last < view.unit.as_of]
    if not due:
        return view.say(check, view.home, "pending")
    in_time = {
        item.facts.quarter
        for column in view.unit.columns
        for item in column.items
        if isinstance(item.facts, BulletinFacts) and item.on <= BULLETINS_DUE[item.facts.quarter]
    }
    missing = "、".join(f"2026Q{quarter}" for quarter in due if quarter not in in_time)
    return view.say(check, view.home, "failed" if missing else "passed", missing or None)
