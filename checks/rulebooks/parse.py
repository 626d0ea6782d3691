"""Reading a rulebook's text, strictly: nothing unknown, nothing twice, nothing left to guess."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from checks.engine.requirement import Assessment, Measure, Requirement, Rulebook, Scoring
from checks.errors import RulebookError
from checks.matching.titles import in_marks
from checks.rulebooks import days, weights
from checks.rulebooks.duties import DUTIES
from checks.rulebooks.table import Table
from crawler.portals import GOVERNMENT_KINDS, PortalKind
from crawler.portals.spelling import toml_fault

_HEAD_KEYS = frozenset(
    {
        "id", "title", "version", "starts_on", "ends_on", "source", "number", "issued_on",
        "groups", "shared", "requirements",
    }
)  # fmt: skip
_ROW_KEYS = frozenset(
    {
        "id", "title", "level1", "summary", "check", "terms", "groups", "binds", "scoring",
        "weight", "points", "cap", "curable", "deduct_with", "sources", "basis_text", "remedy",
        "remedy_late", "assessment", "assumed", "clause", "named", "bodies", "due_on",
        "due_assumed", "cadence", "unseen", "why", "process", "waits_for", "blocked", "part_of",
        "measures", "reaches_back_to",
    }
)  # fmt: skip
_MEASURE_KEYS = frozenset({"check", "terms", "groups", "assumed"})
_PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)(?:\.([a-z0-9_]+))?\}")
_KIND_WORDS: Mapping[str, frozenset[PortalKind]] = {
    "all": frozenset(),
    "government": GOVERNMENT_KINDS,
    **{kind.value: frozenset({kind}) for kind in PortalKind},
}


def rulebook_from(text: str, name: str = "rulebook", *, accepted: bool = False) -> Rulebook:
    """The rulebook that a file's text says; `name` is the file's name for messages.

    Raises RulebookError with every fault found, each naming file, row and key. One that was
    `accepted` comes from an archive: what is a fault today may have been none then.
    """
    _, rulebook, problems = read(text, name)
    if problems and not accepted:
        raise RulebookError(problems)
    return rulebook


def read(text: str, name: str) -> tuple[Mapping[str, Any], Rulebook, list[str]]:
    """The tables of a file, the rulebook that they make, and all faults of form in it.

    Raises RulebookError for a text that is no TOML.
    """
    try:
        head = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RulebookError([f"{name}: {toml_fault(text, error)}"]) from error
    problems: list[str] = []
    table = Table(name, head, problems)
    table.only(_HEAD_KEYS)
    rulebook_id = table.identifier("id")
    groups = _groups(table)
    rows = table.tables("requirements")
    if not rows:
        table.fault("requirements", "a rulebook needs at least one")
    requirements = tuple(
        _requirement(Table(row_place(name, index, row), row, problems), table, groups)
        for index, row in enumerate(rows)
    )
    _check_ids(name, requirements, problems)
    problems += _told(name, weights.faults(requirements))
    rulebook = Rulebook(
        id=rulebook_id,
        title=table.text("title"),
        version=table.text("version"),
        starts_on=table.day("starts_on"),
        source=table.text("source"),
        requirements=requirements,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        number=table.text("number", ""),
        issued_on=table.maybe_day("issued_on"),
        ends_on=table.maybe_day("ends_on"),
    )
    problems += _told(name, days.faults(rulebook))
    return head, rulebook, problems


def _requirement(row: Table, head: Table, groups: Mapping[str, Mapping[str, Any]]) -> Requirement:
    row.only(_ROW_KEYS)
    assessment = row.choice("assessment", Assessment, Assessment.AUTOMATIC)
    measures = _measures(row, groups)
    if not measures and assessment in (Assessment.AUTOMATIC, Assessment.PARTIAL):
        article = "an" if assessment is Assessment.AUTOMATIC else "a"
        row.fault("check", f"{article} {assessment.value} row needs one")
    if measures and assessment in (Assessment.MANUAL, Assessment.PROCESS):
        row.fault(
            "check",
            f"a {assessment.value} row has none, not {measures[0].check!r}: what a check measures"
            " of a clause is a partial row (with `unseen`), or an automatic one",
        )
    if assessment is Assessment.PARTIAL and not row.data.get("unseen"):
        row.fault("unseen", "a partial row says what is not seen")
    if assessment is Assessment.PROCESS and not row.data.get("process"):
        row.fault("process", "a process row names the duties on the monitor that it lays down")
    first = measures[0] if measures else None
    terms = first.terms if first else _terms(row, groups)
    scoring = row.choice("scoring", Scoring, Scoring.SHARE)
    points, cap = row.number("points", 0.0), row.number("cap", 0.0)
    if scoring is Scoring.PER_DEFECT and not (points > 0 and 0 < cap <= 1):
        row.fault("points", "per_defect needs points above 0 and a cap above 0 and up to 1")
    if scoring is not Scoring.PER_DEFECT and (points or cap):
        row.fault("points", "points and cap serve per_defect only")
    return Requirement(
        id=row.identifier("id"),
        rulebook=str(head.data.get("id", "")),
        title=row.text("title"),
        summary=_shown(row, "summary", row.text("summary"), terms),
        check=first.check if first else None,
        sources=_sources(row, head),
        terms=terms,
        binds=_binds(row),
        scoring=scoring,
        weight=row.number("weight", 1.0),
        points=points,
        cap=cap,
        curable=row.flag("curable", True),
        deduct_with=row.text("deduct_with", "") or None,
        assessment=assessment,
        assumed=first.assumed if first else (),
        basis_text=row.text("basis_text", "") or _basis(row, head),
        remedy=_shown(row, "remedy", row.text("remedy", ""), terms),
        remedy_late=_shown(row, "remedy_late", row.text("remedy_late", ""), terms),
        level1=row.text("level1", ""),
        more=measures[1:],
        clause=row.text("clause", ""),
        named=row.texts("named"),
        bodies=row.texts("bodies"),
        due_on=row.maybe_day("due_on"),
        due_assumed=row.flag("due_assumed", False),
        cadence=row.text("cadence", ""),
        unseen=row.text("unseen", ""),
        why=row.text("why", ""),
        process=_process(row),
        waits_for=row.text("waits_for", ""),
        blocked=row.text("blocked", ""),
        part_of=row.text("part_of", "") or None,
        from_on=_head_day(head, "starts_on"),
        until_on=_head_day(head, "ends_on"),
        issued_on=_head_day(head, "issued_on"),
        reaches_back_to=_reaches_back(row, head),
    )


def _process(row: Table) -> tuple[str, ...]:
    """The duties on the monitor that the row lays down, by their ids."""
    named = row.texts("process")
    for duty in named:
        if duty not in DUTIES:
            row.fault("process", f"unknown duty {duty!r}; there are: {', '.join(DUTIES)}")
    return named


def _reaches_back(row: Table, head: Table) -> date | None:
    day, issued = row.maybe_day("reaches_back_to"), _head_day(head, "issued_on")
    if day is not None and (issued is None or day >= issued):
        row.fault("reaches_back_to", "must be a day before the `issued_on` of the head")
    return day


def _head_day(head: Table, key: str) -> date | None:
    """A day of the head for its rows; what is wrong with it is said of the head itself."""
    value = head.data.get(key)
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def _sources(row: Table, head: Table) -> tuple[str, ...]:
    """The clauses it rests on; in the rulebook of one notice a row is its own clause."""
    if "sources" in row.data or "number" not in head.data:
        return row.texts("sources", mandatory=True)
    return (str(row.data.get("id", "")),)


def _basis(row: Table, head: Table) -> str:
    """Notice and clause, where the row does not cite them itself."""
    clause, number = row.text("clause", ""), head.text("number", "")
    if not clause or "number" not in head.data:
        row.fault("basis_text", "is missing (it follows from number and clause where both stand)")
        return ""
    return f"{in_marks(head.text('title'))}{f'（{number}）' if number else ''}{clause}"


def _measures(row: Table, groups: Mapping[str, Mapping[str, Any]]) -> tuple[Measure, ...]:
    """The row's own check, then those of its `measures`."""
    tables = [Table(row.place, one, row.problems) for one in row.tables("measures")]
    for table in tables:
        table.only(_MEASURE_KEYS)
        table.text("check")
    found = []
    for table in [row, *tables]:
        check = table.text("check", "")
        if not check:
            continue
        terms = _terms(table, groups)
        assumed = tuple(t for t in _assumed(groups.get(check, {})) if t in terms)
        for term in table.texts("assumed"):
            if term not in terms:
                table.fault("assumed", f"names a term that is not there: {term!r}")
            assumed += () if term in assumed else (term,)
        found.append(Measure(check, terms, assumed))
    if len({one.check for one in found}) != len(found):
        row.fault("measures", "names a check twice")
    return tuple(found)


def _assumed(group: Mapping[str, Any]) -> tuple[str, ...]:
    """The terms that a group says no notice gives; what is none, the strict reading tells."""
    named = group.get("assumed")
    return tuple(t for t in named if isinstance(t, str)) if isinstance(named, list) else ()


def _groups(head: Table) -> Mapping[str, Mapping[str, Any]]:
    """The file's own groups, and below them the shared ones that it was put together with."""
    found: dict[str, Mapping[str, Any]] = {}
    for key in ("shared", "groups"):
        for name, terms in head.table(key).items():
            if isinstance(terms, dict):
                found[name] = {**found.get(name, {}), **terms}
            else:
                head.fault(f"{key}.{name}", "must be a table of terms")
    return found


def _terms(row: Table, groups: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    # A row's own term goes before that of a group it names, that before the group of its check;
    # two groups it names may not disagree.
    merged: dict[str, Any] = {}
    for name in row.texts("groups"):
        if name not in groups:
            row.fault("groups", f"unknown group {name!r}")
        for term, value in groups.get(name, {}).items():
            if term in merged and merged[term] != value:
                row.fault("groups", f"two groups give {term!r}")
            merged[term] = value
    merged = {**groups.get(str(row.data.get("check", "")), {}), **merged, **row.table("terms")}
    merged.pop("assumed", None)
    return MappingProxyType({term: _frozen(value) for term, value in merged.items()})


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, dict):
        return MappingProxyType({key: _frozen(item) for key, item in value.items()})
    return value


def _binds(row: Table) -> frozenset[PortalKind]:
    words = row.texts("binds", mandatory=True)
    for word in words:
        if word not in _KIND_WORDS:
            row.fault("binds", f"unknown kind {word!r}; there are: {', '.join(_KIND_WORDS)}")
    if "all" in words and len(words) > 1:
        row.fault("binds", "'all' stands alone")
    return frozenset().union(*(_KIND_WORDS.get(word, frozenset()) for word in words))


def _shown(row: Table, key: str, text: str, terms: Mapping[str, Any]) -> str:
    def value(match: re.Match[str]) -> str:
        term: Any = terms.get(match[1])
        if match[2] is not None:
            term = term.get(match[2]) if isinstance(term, Mapping) else None
        if term is None:
            row.fault(key, f"shows a term that is not there: {match[0]}")
        elif isinstance(term, Mapping | tuple):
            kind = "a table" if isinstance(term, Mapping) else "a list"
            row.fault(key, f"shows a term that is {kind}, write it out in words: {match[0]}")
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


def _told(name: str, faults: Iterable[tuple[str | None, str, str]]) -> Iterator[str]:
    """Faults of rows (None: of the book) as messages."""
    for row_id, key, said in faults:
        place = name if row_id is None else f"{name}: requirement {row_id}"
        yield f"{place}: {key}: {said}"


def row_place(name: str, index: int, row: Mapping[str, Any]) -> str:
    """How messages name a row: by its id, or by its number in the file."""
    row_id = row.get("id")
    return f"{name}: requirement {row_id if isinstance(row_id, str) and row_id else index + 1}"
