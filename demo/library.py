"""Ground truth of the county's notice on library and gazette
(tests/rulebooks/yunzhou-library-2026.toml).

Computed from the facts of what was planted and the notice's own words: terms and numbers stand
here a second time on purpose. Nothing of `checks` is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from demo import workdays
from demo.content.model import Column, DocFacts, IssueFacts, Unit
from demo.county import County, addresses, origin_of
from demo.gazette import MONTHLY
from demo.judgement import documents_told
from demo.places.strays import STRAYS, Stray, key_of
from demo.truth import GOVERNMENT, Truth, View, subject_of

BOUND = GOVERNMENT | {"department"}
WINDOW = timedelta(days=365)
GAP_DAYS, GRACE_DAYS, LAG_DAYS = 20, 20, timedelta(days=30)
EARLY = {"yunzhou": "总第1—78期"}
"""Issues before the first that is shown."""
LOST = {"qinglan": (5, "第5期")}
"""The number of an issue that is not there."""
NO_ENTRY = frozenset({"yunzhou", "qinglan", "jiaoyu"})
"""Whose home page does not lead to the library."""
_NUMBER = re.compile(r".+[〔\[（]\d{4}[〕\]）]\d+号|第\d+号")


def library_truth(county: County) -> tuple[Truth, ...]:
    """Every finding that is due under the notice, as of the county's day."""
    found: list[Truth] = []
    units = {unit.id: unit for unit in county.units}
    for unit in county.units:
        if unit.kind not in BOUND:
            continue
        view = _view(county, unit)
        above = unit if unit.kind in GOVERNMENT else units.get(unit.parent or "")
        found.append(_registered(view, above))
        found.append(_archive(view))
        found += _library(view)
    return tuple(found)


def _view(county: County, unit: Unit) -> View:
    origin = county.origin(origin_of(unit))
    return View(unit, lambda path: subject_of(origin, path), guest=False, ipv6="")


def _registered(view: View, above: Unit | None) -> Truth:
    check, today = "gazette_registers_documents", view.unit.as_of
    gazette = above.by_role("gazette") if above is not None else None
    if gazette is None or not gazette.items:
        return view.say(check, view.home, "inapplicable", note="no gazette")
    carries: dict[str, date] = {}
    altered: set[str] = set()
    for item in gazette.items:
        if isinstance(item.facts, IssueFacts):
            carries |= dict.fromkeys(item.facts.carries, item.on)
            altered |= item.facts.altered
    monthly = any(MONTHLY in item.title for item in gazette.items)
    faults, kept, waiting, unseen = [], 0, 0, None
    for one in documents_told(view):
        facts = one.facts
        signed = today - WINDOW <= facts.signed <= today
        if one.unseen:
            unseen = unseen or (one.unseen if one.key not in carries else None)
        elif one.bound and signed and facts.matter == "normal" and not facts.bulk:
            if one.key in carries:
                kept += 1
                at_once = facts.effective in (None, facts.signed, facts.published)
                if facts.effective and not at_once and carries[one.key] >= facts.effective:
                    faults.append(f"{_name(view, one.key, facts)}（施行后刊登）")
                if one.key in altered:
                    faults.append(f"{_name(view, one.key, facts)}（文字不一致）")
            elif _due(facts.signed, monthly) < today:
                faults.append(_name(view, one.key, facts))
            else:
                waiting += 1
    for key, stray in _strays(view.unit).items():  # rules that stand in no library belong there too
        if stray.verdict == "missing" and key not in carries:
            late = _due(stray.on, monthly) < today
            faults += [stray.number] if late else []
            waiting += not late
    if faults:
        return view.say(check, view.home, "failed", "、".join(faults))
    if unseen:
        return view.say(check, view.home, "cant_tell", cause=unseen)
    outcome = "passed" if kept else "pending" if waiting else "inapplicable"
    return view.say(check, view.home, outcome)


def _due(signed: date, monthly: bool) -> date:
    if not monthly:
        return workdays.after(signed, GAP_DAYS + GRACE_DAYS) or date.max
    year, month = (signed.year + 1, 1) if signed.month == 12 else (signed.year, signed.month + 1)
    last = (date(year, month, 1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return workdays.after(last.replace(day=min(signed.day, last.day)), GRACE_DAYS) or date.max


def _name(view: View, key: str, facts: DocFacts) -> str:
    shown = facts.number_shown or ""
    return shown if _NUMBER.fullmatch(shown) else view.unit.item(key)[1].title


def _archive(view: View) -> Truth:
    check, column = "gazette_archive_complete", view.unit.by_role("gazette")
    if column is None or not column.items:
        return view.say(check, view.home, "inapplicable", note="no gazette")
    missing = [EARLY[view.unit.id]] if view.unit.id in EARLY else []
    number, name = LOST.get(view.unit.id, (0, ""))
    if name and any(_last(item.title) > number for item in column.items):
        missing.append(name)
    outcome = "failed" if missing else "passed"
    return view.say(check, view.home, outcome, "、".join(missing) or None)


def _last(title: str) -> int:
    return max((int(n) for n in re.findall(r"(\d+)期", title)), default=0)


def _library(view: View) -> Iterator[Truth]:
    check, unit = "doc_library_unified", view.unit
    paths = addresses(unit)
    column = unit.by_role("normative_documents")
    if column is None or column.outside or column.statement_on is not None:
        yield view.say(check, view.home, "inapplicable", note="a statement, or a link upwards")
        return
    strays = _strays(unit)
    other = {one.copy for one in strays.values() if one.verdict == "other"}
    for told in documents_told(view):
        subject = view.address(paths[told.key])
        if not told.bound:
            yield view.say(check, subject, "inapplicable")
        elif told.unseen:
            # Whoever does not ask robots.txt sees it.
            also = ("passed",) if told.unseen == "robots" else ()
            yield view.say(check, subject, "cant_tell", cause=told.unseen, also=also)
        elif told.key in other:
            yield view.say(check, subject, "failed", "内容不一致")
        else:
            yield view.say(check, subject, "passed")
    for key, one in strays.items():
        subject = view.address(paths[key])
        if one.verdict == "doubtful":
            yield view.say(check, subject, "cant_tell", cause="ambiguous")
        elif one.verdict == "missing":
            late = unit.as_of - one.on > LAG_DAYS
            yield view.say(check, subject, *(("failed", "未入库") if late else ("pending",)))
    yield _entry(view, column)


def _strays(unit: Unit) -> dict[str, Stray]:
    """The strays that there are by the day, by key."""
    there = {item.key for column in unit.columns for item in column.items}
    told = {key_of(unit, n): one for n, one in enumerate(STRAYS.get(unit.id, ()))}
    return {key: one for key, one in told.items() if key in there}


def _entry(view: View, column: Column) -> Truth:
    found = view.unit.id not in NO_ENTRY
    return view.say("doc_library_unified", view.home, "passed" if found else "failed", "首页入口")
