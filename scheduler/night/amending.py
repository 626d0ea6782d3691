"""Noting what changed between two runs: rulebooks, roster, terms and working-day calendar."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from checks.engine.requirement import Rulebook
from checks.errors import RulebookError
from checks.rulebooks import rulebook_in
from checks.rulebooks.differences import differences
from crawler.portals import Portal
from crawler.records import encode
from reports.amendments import rulebook_lines, table_lines
from scheduler.store.amendments import Law, keep_text, last_laws, log_amendment, text_of
from scheduler.workplace import Workplace

_NOT_LAW = frozenset({"id", "contacts", "rate", "rhythm"})
"""Fields of a portal that nothing is judged or scored by."""


def note_amendments(db: Database, place: Workplace, run: str, now: datetime) -> None:
    """Log what a run goes by and the runs before it did not; call it in the run's transaction.

    What monitoring began with is logged as initial. A run that is made again under the same texts
    adds nothing.
    """
    known = last_laws(db)
    first = not known
    earlier = _judged_by(db, run) if first else {}
    current = {(law.kind, law.name): law for law in laws(place)}
    for key, law in current.items():
        last = known.get(key)
        was = (last.to_sha256, last.to_version) if last else earlier.get(law.name, ("", ""))
        if law.kind != "rulebook" and last is None:
            was = ("", "")
        if was[0] == law.sha256 and last is not None:
            continue
        keep_text(db, law)
        initial = first and was[0] in ("", law.sha256)
        lines = _lines(db, place, law, was[0], initial=initial)
        before = ("", "") if initial else was
        log_amendment(db, law, before, run, lines, now, initial=initial)
    for key, last in known.items():
        if key not in current and last.to_sha256:
            gone = Law(last.kind, last.name, "", "", "")
            was = (last.to_sha256, last.to_version)
            log_amendment(db, gone, was, run, ("不再使用",), now)


def laws(place: Workplace) -> Iterator[Law]:
    """Everything that judging and scoring go by, as it is now."""
    versions = {_file(book, place): book.version for book in _books(place)}
    for name, text in place.rulebook_texts.items():
        yield Law("rulebook", name, _sha256(text), versions.get(name, ""), text)
    tables: dict[str, Mapping[str, Any]] = {"calendar": dict(place.calendar_texts)}
    if not place.watchlist.sample:  # the sample county makes its roster anew every night
        tables |= {"roster": roster(place.watchlist.portals), "terms": terms(place)}
    for kind, table in tables.items():
        text = json.dumps(table, ensure_ascii=False, sort_keys=True)
        yield Law(kind, "", _sha256(text), "", text)


def roster(portals: tuple[Portal, ...]) -> dict[str, dict[str, Any]]:
    """What of the watchlist's portals anything is judged or scored by, by id."""
    return {
        portal.id: {
            field.name: _plain(getattr(portal, field.name))
            for field in fields(portal)
            if field.name not in _NOT_LAW
        }
        for portal in portals
    }


def terms(place: Workplace) -> dict[str, Any]:
    """The terms of the watchlist that bear on judgement or score."""
    monitor = place.watchlist.monitor
    return {
        "cases": _plain(vars(place.watchlist.cases)),
        "limits": _plain(vars(monitor.limits)),
        "rounds": {
            one.id: {"start_on": one.start_on.isoformat(), "end_on": one.end_on.isoformat()}
            for one in monitor.rounds
        },
        "triggers": _plain(monitor.triggers),
        "score_attested": monitor.score_attested,
    }


_TERMS = {
    "cases": "问题时限",
    "limits": "采集上限",
    "rounds": "测评轮次",
    "triggers": "待生效条款",
    "score_attested": "人工认定计分",
}


def _lines(db: Database, place: Workplace, law: Law, was: str, *, initial: bool) -> tuple[str, ...]:
    """What changed, in words."""
    if initial:
        return ("监测起始时所用",)
    old = text_of(db, was) if was else None
    if law.kind == "rulebook":
        return _rulebook_lines(place, law, was, old)
    if old is None:
        return ("启用",)
    before, after = json.loads(old), json.loads(law.text)
    if law.kind == "roster":
        names = {key: _unit(key, one) for key, one in (before | after).items()}
        return table_lines(before, after, names)
    if law.kind == "calendar":
        return tuple(f"{name} 的日历文件有变更" for name in _differing(before, after))
    return table_lines(before, after, _TERMS) or ("其他参数",)


def _rulebook_lines(place: Workplace, law: Law, was: str, old: str | None) -> tuple[str, ...]:
    new = rulebook_in(law.text, law.name, accepted=True)
    if old is None and was:
        return ("变更前的文本未留存，见此前批次的封存材料",)
    if old is None:
        before = _edition_before(place, new)
        if before is None:
            return (f"启用，共{len(new.requirements)}条，自{new.starts_on}起施行",)
        lines = rulebook_lines(differences(before, new))
        return (f"新增版本，自{new.starts_on}起施行", *lines)
    try:
        found = differences(rulebook_in(old, law.name, accepted=True), new)
    except RulebookError:
        return ("变更前的文本按现行格式无法比对",)
    return rulebook_lines(found) or ("条款和参数未变，仅文字格式调整",)


def _edition_before(place: Workplace, new: Rulebook) -> Rulebook | None:
    earlier = [one for one in place.editions.get(new.id, ()) if one.starts_on < new.starts_on]
    return earlier[-1] if earlier else None


def _judged_by(db: Database, run: str) -> dict[str, tuple[str, str]]:
    """Digest and version of the rulebooks of the last complete run, from before there was a log."""
    rows = list(
        db.query(
            "SELECT detail FROM runs WHERE state = 'complete' AND run <> ?"
            " ORDER BY run DESC LIMIT 1",
            [run],
        )
    )
    detail = json.loads(rows[0]["detail"] or "{}") if rows else {}
    versions = detail.get("versions", {})
    return {
        name: (str(sha256), str(versions.get(name, "")))
        for name, sha256 in detail.get("rulebooks", {}).items()
    }


def _books(place: Workplace) -> Iterator[Rulebook]:
    for name, book in place.rulebooks.items():
        yield from place.editions.get(name, (book,))


def _file(book: Rulebook, place: Workplace) -> str:
    dated = f"{book.id}@{book.starts_on}"
    return dated if dated in place.rulebook_texts else book.id


def _unit(unit: str, row: Mapping[str, Any]) -> str:
    return f"单位{row.get('name', '')}（{unit}）"


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    return [k for k in dict.fromkeys((*before, *after)) if before.get(k) != after.get(k)]


def _plain(value: Any) -> Any:
    """As JSON has it; sets in order."""
    if isinstance(value, frozenset | set):
        return sorted(encode(one) for one in value)
    if isinstance(value, Mapping):
        return {str(getattr(k, "value", k)): _plain(one) for k, one in value.items()}
    return encode(value)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
