"""Reading a rulebook's text, strictly: nothing unknown, nothing twice, nothing left to guess."""

from __future__ import annotations

import hashlib
import math
import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from checks.engine.requirement import Assessment, Requirement, Rulebook, Scoring
from checks.errors import RulebookError
from crawler.portals import GOVERNMENT_KINDS, PortalKind

_HEAD_KEYS = frozenset({"id", "title", "version", "starts_on", "source", "groups", "requirements"})
_ROW_KEYS = frozenset(
    {
        "id", "title", "level1", "summary", "check", "terms", "groups", "binds", "scoring",
        "weight", "points", "cap", "curable", "deduct_with", "sources", "basis_text", "remedy",
        "remedy_late", "assessment", "assumed",
    }
)  # fmt: skip
_ID = re.compile(r"[a-z0-9][a-z0-9.-]*")
_PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)(?:\.([a-z0-9_]+))?\}")
_KIND_WORDS: Mapping[str, frozenset[PortalKind]] = {
    "all": frozenset(),
    "government": GOVERNMENT_KINDS,
    **{kind.value: frozenset({kind}) for kind in PortalKind},
}

E = TypeVar("E", bound=StrEnum)


def rulebook_from(text: str, name: str = "rulebook") -> Rulebook:
    """The rulebook that a file's text says; `name` is the file's name for messages.

    Raises RulebookError with every fault found, each naming file, row and key.
    """
    try:
        head = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RulebookError([f"{name}: not TOML: {error}"]) from error
    problems: list[str] = []
    table = _Table(name, head, problems)
    table.only(_HEAD_KEYS)
    rulebook_id = table.identifier("id")
    groups = _groups(table)
    rows = table.tables("requirements")
    if not rows:
        table.fault("requirements", "a rulebook needs at least one")
    requirements = tuple(
        _requirement(_Table(_row_place(name, index, row), row, problems), rulebook_id, groups)
        for index, row in enumerate(rows)
    )
    _check_ids(name, requirements, problems)
    rulebook = Rulebook(
        id=rulebook_id,
        title=table.text("title"),
        version=table.text("version"),
        starts_on=table.day("starts_on"),
        source=table.text("source"),
        requirements=requirements,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    if problems:
        raise RulebookError(problems)
    return rulebook


class _Table:
    """One TOML table under reading; its faults go to the shared list of problems."""

    def __init__(self, place: str, data: Mapping[str, Any], problems: list[str]) -> None:
        self.place = place
        self.data = data
        self.problems = problems

    def fault(self, key: str, text: str) -> None:
        self.problems.append(f"{self.place}: {key}: {text}")

    def only(self, known: frozenset[str]) -> None:
        for key in self.data:
            if key not in known:
                self.fault(key, "unknown key")

    def text(self, key: str, default: str | None = None) -> str:
        value = self.data.get(key, default)
        if value is None:
            self.fault(key, "is missing")
        elif not isinstance(value, str) or (default is None and not value.strip()):
            self.fault(key, f"must be a text, not {value!r}")
        else:
            return value
        return ""

    def identifier(self, key: str) -> str:
        value = self.text(key)
        if value and not _ID.fullmatch(value):
            self.fault(key, f"must be of small letters, digits, - and ., not {value!r}")
        return value

    def texts(self, key: str, *, mandatory: bool = False) -> tuple[str, ...]:
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            self.fault(key, "must be a list of texts")
            return ()
        if mandatory and not value:
            self.fault(key, "is missing")
        if len(set(value)) != len(value):
            self.fault(key, "names something twice")
        return tuple(value)

    def number(self, key: str, default: float) -> float:
        value = self.data.get(key, default)
        usable = isinstance(value, int | float) and not isinstance(value, bool)
        if not usable or not math.isfinite(value) or value < 0:
            self.fault(key, f"must be a number from 0, not {value!r}")
            return default
        return float(value)

    def flag(self, key: str, default: bool) -> bool:
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            self.fault(key, f"must be true or false, not {value!r}")
            return default
        return value

    def day(self, key: str) -> date:
        value = self.data.get(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            self.fault(key, "must be a date, like 2020-09-27")
            return date.min
        return value

    def choice(self, key: str, kind: type[E], default: E) -> E:
        value = self.data.get(key, default.value)
        for member in kind:
            if member.value == value:
                return member
        self.fault(key, f"unknown: {value!r}; there are: {', '.join(kind)}")
        return default

    def table(self, key: str) -> Mapping[str, Any]:
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            self.fault(key, "must be a table")
            return {}
        return value

    def tables(self, key: str) -> list[Mapping[str, Any]]:
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self.fault(key, "must be tables")
            return []
        return value


def _requirement(
    row: _Table, rulebook_id: str, groups: Mapping[str, Mapping[str, Any]]
) -> Requirement:
    row.only(_ROW_KEYS)
    assessment = row.choice("assessment", Assessment, Assessment.AUTOMATIC)
    check = row.text("check", "") or None
    if check is None and assessment is Assessment.AUTOMATIC:
        row.fault("check", "an automatic row needs one")
    terms = _terms(row, groups)
    scoring = row.choice("scoring", Scoring, Scoring.SHARE)
    points, cap = row.number("points", 0.0), row.number("cap", 0.0)
    if scoring is Scoring.PER_DEFECT and not (points > 0 and 0 < cap <= 1):
        row.fault("points", "per_defect needs points above 0 and a cap above 0 and up to 1")
    if scoring is not Scoring.PER_DEFECT and (points or cap):
        row.fault("points", "points and cap serve per_defect only")
    assumed = row.texts("assumed")
    for term in assumed:
        if term not in terms:
            row.fault("assumed", f"names a term that is not there: {term!r}")
    return Requirement(
        id=row.identifier("id"),
        rulebook=rulebook_id,
        title=row.text("title"),
        summary=_shown(row, "summary", row.text("summary"), terms),
        check=check,
        sources=row.texts("sources", mandatory=True),
        terms=terms,
        binds=_binds(row),
        scoring=scoring,
        weight=row.number("weight", 1.0),
        points=points,
        cap=cap,
        curable=row.flag("curable", True),
        deduct_with=row.text("deduct_with", "") or None,
        assessment=assessment,
        assumed=assumed,
        basis_text=row.text("basis_text"),
        remedy=_shown(row, "remedy", row.text("remedy", ""), terms),
        remedy_late=_shown(row, "remedy_late", row.text("remedy_late", ""), terms),
        level1=row.text("level1", ""),
    )


def _groups(head: _Table) -> Mapping[str, Mapping[str, Any]]:
    found = {}
    for name, terms in head.table("groups").items():
        if isinstance(terms, dict):
            found[name] = terms
        else:
            head.fault(f"groups.{name}", "must be a table of terms")
    return found


def _terms(row: _Table, groups: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    # A row's own term goes before that of a group; two groups may not disagree.
    merged: dict[str, Any] = {}
    for name in row.texts("groups"):
        if name not in groups:
            row.fault("groups", f"unknown group {name!r}")
        for term, value in groups.get(name, {}).items():
            if term in merged and merged[term] != value:
                row.fault("groups", f"two groups give {term!r}")
            merged[term] = value
    merged.update(row.table("terms"))
    return MappingProxyType({term: _frozen(value) for term, value in merged.items()})


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, dict):
        return MappingProxyType({key: _frozen(item) for key, item in value.items()})
    return value


def _binds(row: _Table) -> frozenset[PortalKind]:
    words = row.texts("binds", mandatory=True)
    for word in words:
        if word not in _KIND_WORDS:
            row.fault("binds", f"unknown kind {word!r}; there are: {', '.join(_KIND_WORDS)}")
    if "all" in words and len(words) > 1:
        row.fault("binds", "'all' stands alone")
    return frozenset().union(*(_KIND_WORDS.get(word, frozenset()) for word in words))


def _shown(row: _Table, key: str, text: str, terms: Mapping[str, Any]) -> str:
    def value(match: re.Match[str]) -> str:
        term: Any = terms.get(match[1])
        if match[2] is not None:
            term = term.get(match[2]) if isinstance(term, Mapping) else None
        if term is None or isinstance(term, Mapping | tuple):
            row.fault(key, f"shows a term that is not there: {match[0]}")
        return str(term)

    return _PLACEHOLDER.sub(value, text)


def _check_ids(name: str, requirements: tuple[Requirement, ...], problems: list[str]) -> None:
    by_id: dict[str, Requirement] = {}
    for requirement in requirements:
        if requirement.id and requirement.id in by_id:
            problems.append(f"{name}: requirement {requirement.id}: id: is given twice")
        by_id[requirement.id] = requirement
    for requirement in requirements:
        other = requirement.deduct_with
        if other is None:
            continue
        place = f"{name}: requirement {requirement.id}: deduct_with"
        if other == requirement.id or other not in by_id:
            problems.append(f"{place}: names no other row: {other!r}")
        elif by_id[other].deduct_with is not None:
            problems.append(f"{place}: {other!r} is itself deducted with another row")


def _row_place(name: str, index: int, row: Mapping[str, Any]) -> str:
    row_id = row.get("id")
    return f"{name}: requirement {row_id if isinstance(row_id, str) and row_id else index + 1}"
