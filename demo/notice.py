"""The ground truth of a yearly notice (tests/rulebooks/yunzhou-2026.toml) over the county.

Computed from the facts of what was planted and the notice's own words: due dates, numbers and
lists stand here a second time on purpose. Nothing of `checks` is used.
"""

from __future__ import annotations

from datetime import date, timedelta

from demo.content.model import Item, NoticeFacts, Unit
from demo.county import County, origin_of
from demo.places.notice import GAS, JOBS, WATER
from demo.truth import Truth, subject_of

BOUND = frozenset({"city", "county", "department"})
THEMES_DUE, PLAN_DUE = date(2026, 10, 31), date(2026, 6, 30)
LIST_DUE, FEATURES_DUE = date(2026, 8, 31), date(2026, 3, 31)
HALVES = {
    "2026H1": (date(2026, 1, 1), date(2026, 6, 30)),
    "2026H2": (date(2026, 7, 1), date(2026, 12, 31)),
}
_ORDER = ("事项名称", "办理时限", "企业开办", "新生儿出生")


def notice_truth(county: County) -> tuple[Truth, ...]:
    """One finding per row and unit that it binds, as of the county's day."""
    found: list[Truth] = []
    for unit in county.units:
        if unit.kind not in BOUND:
            continue
        home = county.origin(subject_of(origin_of(unit), unit.home))
        for check, judge in _CHECKS.items():
            outcome, aspect, cause = judge(unit, county.as_of)
            found.append(Truth(unit.id, check, home, outcome, aspect, cause))
    return tuple(found)


Verdict = tuple[str, str | None, str | None]


def _told(unit: Unit, tells: str) -> list[tuple[Item, NoticeFacts]]:
    return [
        (item, item.facts)
        for column in unit.columns
        for item in column.items
        if isinstance(item.facts, NoticeFacts) and item.facts.tells == tells
    ]


def _themes(unit: Unit, today: date) -> Verdict:
    government = unit.kind in ("city", "county")
    bound = {JOBS: 1} if government or "人力资源" in unit.name else {}
    bound |= {WATER: 2} if government or "水务" in unit.name else {}
    bound |= {GAS: 1} if government else {}
    if not bound:
        return "inapplicable", None, None
    missing, doubtful = [], False
    for name, least in bound.items():
        told = _told(unit, f"theme:{name}")
        own = {(i.title, i.on) for i, f in told if not f.another and i.on.year == 2026}
        if len(own) < least:
            reposted = any(f.another for _, f in told)
            doubtful |= reposted
            missing += [] if reposted else [name]
    if not missing and not doubtful:
        return "passed", None, None
    if today <= THEMES_DUE:
        return "pending", None, None
    return ("failed", "、".join(missing), None) if missing else ("cant_tell", None, "ambiguous")


def _plan(unit: Unit, today: date) -> Verdict:
    told = [(item, facts) for item, facts in _told(unit, "plan") if facts.year == 2026]
    early = [facts for item, facts in told if item.on <= PLAN_DUE]
    if early:
        lack = min((facts.lack for facts in early), key=len)
        return ("failed", "、".join(lack), None) if lack else ("passed", None, None)
    return ("pending", None, None) if today <= PLAN_DUE and not told else ("failed", None, None)


def _catalogue(unit: Unit, today: date) -> Verdict:
    told = _told(unit, "catalogue")
    early = [facts for item, facts in told if item.on <= LIST_DUE]
    if not early:
        return ("pending" if today <= LIST_DUE and not told else "failed"), None, None
    if any(facts.hides for facts in early):
        return "cant_tell", None, "unreadable"
    lack = frozenset.intersection(*(facts.lack for facts in early))
    names = "、".join(name for name in _ORDER if name in lack)
    return ("failed", names, None) if names else ("passed", None, None)


def _items(unit: Unit, today: date) -> Verdict:
    notices = unit.by_role("notices")
    days = [item.on for item in notices.items] if notices is not None else []
    aid = [item.on for item, _ in _told(unit, "aid")]
    # On the higher portal's page nobody can tell whose the columns of its menu are.
    doubtful = not aid and any(column.outside for column in unit.columns)
    unmet = [
        name
        for name, own, age in (("公告事项", days, 180), ("救助事项", aid, 90))
        if not (doubtful and own is aid)
        and not any(on >= today - timedelta(days=age) for on in own)
    ]
    if doubtful and not unmet:
        return "cant_tell", None, "ambiguous"
    return ("failed", "、".join(unmet), None) if unmet else ("passed", None, None)


def _events(unit: Unit, today: date) -> Verdict:
    told = [(item.on, facts) for item, facts in _told(unit, "event") if not facts.another]
    short = [
        name
        for name, (first, last) in HALVES.items()
        if not any(first <= on <= last and not facts.announces for on, facts in told)
    ]
    ended = [name for name in short if HALVES[name][1] < today]
    if not short:
        return "passed", None, None
    if not ended:
        return "pending", None, None
    announced = any(
        facts.announces and HALVES[name][0] <= on <= HALVES[name][1]
        for on, facts in told
        for name in ended
    )
    return ("cant_tell", None, "ambiguous") if announced else ("failed", "、".join(ended), None)


_MAILBOX = ("领导信箱", "县长信箱", "市长信箱", "局长信箱")


def _features(unit: Unit, today: date) -> Verdict:
    mailbox = any(column.title in _MAILBOX for column in unit.columns)
    reader = unit.family == "lonsun"  # its template has an entrance for the blind
    if mailbox and reader:
        return "passed", None, None
    if today <= FEATURES_DUE:
        return "pending", None, None
    # Other templates run scripts, which may make such an entrance.
    return ("cant_tell", None, "unreadable") if mailbox else ("failed", "领导信箱", None)


_CHECKS = {
    "topic_coverage": _themes,
    "artifact_by_deadline": _plan,
    "catalogue_published": _catalogue,
    "catalogue_items_fulfilled": _items,
    "public_event_held": _events,
    "feature_present": _features,
}
