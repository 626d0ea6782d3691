"""A filled-in workbook of an appraisal read strictly: all of it is right, or nothing is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

from checks.appraisal.inputs import Adjustment, Choice, kind_of
from checks.appraisal.plan import Part, Plan
from checks.appraisal.settings import Settings, settings_of
from checks.errors import AppraisalError
from reports.appraisal import layout
from scheduler.appraisal import lists
from scheduler.appraisal.cells import Faults, Row, rows_of
from scheduler.appraisal.ground import Given, Ground
from scheduler.appraisal.matrix import matrix_of
from scheduler.casework.sheet import SheetError, open_book

_Reader: TypeAlias = Callable[[Row], Given | None]


def read_workbook(path: Path, ground: Ground) -> tuple[Given, ...]:
    """What a workbook gives; AppraisalError with every fault by sheet, row and column."""
    try:
        book = open_book(path)
    except SheetError as error:
        raise AppraisalError(list(error.problems)) from None
    faults = Faults(path.name)
    _check_book(book, ground.plan, faults)
    if faults.problems:
        raise AppraisalError(faults.problems)
    found = list(_each(book, ground, layout.SETTINGS, faults, lambda r: lists.setting(r, ground)))
    settings = _in_force(ground, found)
    found += _read(book, ground, settings, faults)
    faults.problems += [*_twice(found), *_of_nothing(found, ground), *_too_often(found, ground)]
    if faults.problems:
        raise AppraisalError(faults.problems)
    return tuple(found)


def _check_book(book: Any, plan: Plan, faults: Faults) -> None:
    known = {one.name for one in layout.sheets(plan)} | {one.name for one in layout.matrices(plan)}
    for sheet in book.worksheets:
        if sheet.title not in known | {layout.GUIDE}:
            faults.note(faults.sheet(sheet.title), "is no sheet of the template")
    if layout.GUIDE not in [sheet.title for sheet in book.worksheets]:
        faults.note(faults.file, f"has no sheet {layout.GUIDE!r}: not made from the template")
        return
    told = str(book[layout.GUIDE]["B2"].value).strip()
    if told != plan.id:
        where = f"{faults.sheet(layout.GUIDE)}: row 2: column {layout.PLAN}"
        faults.note(where, f"{told[:40]!r} is not {plan.id!r}, the plan that is asked for")


def _in_force(ground: Ground, found: Iterable[Given]) -> Settings:
    """The settings as they will be once the workbook is taken."""
    chosen = {one.setting: one for one in ground.inputs.choices}
    for one in found:
        chosen.pop(one.key, None)
        if isinstance(one.one, Choice):
            chosen[one.key] = one.one
    return settings_of(ground.plan, chosen.values())


def _read(book: Any, ground: Ground, settings: Settings, faults: Faults) -> Iterator[Given]:
    readers: dict[str, _Reader] = {
        layout.PORTALS: lambda row: lists.portal(row, ground),
        layout.PROFESSIONAL: lambda row: lists.mark(row, ground, settings, Part.PROFESSIONAL),
        layout.SOCIAL: lambda row: lists.mark(row, ground, settings, Part.SOCIAL),
        layout.DAILY: lambda row: lists.daily_round(row, ground),
        layout.POINTS: lambda row: lists.points(row, ground, settings),
        layout.COUNTERPARTS: lambda row: lists.counterpart(row, ground),
    }
    for name, reader in readers.items():
        yield from _each(book, ground, name, faults, reader)
    for matrix in layout.matrices(ground.plan):
        if matrix.name in book.sheetnames:
            yield from matrix_of(book[matrix.name], matrix, ground, settings, faults)


def _each(book: Any, ground: Ground, name: str, faults: Faults, reader: _Reader) -> Iterator[Given]:
    if name not in book.sheetnames:
        return
    sheet = next(one for one in layout.sheets(ground.plan) if one.name == name)
    known = [column.name for column in sheet.columns]
    for row in rows_of(book[name], faults, known, known):
        found = reader(row)
        if found is not None:
            yield found


def _twice(found: Iterable[Given]) -> Iterator[str]:
    first: dict[tuple[str, str], Given] = {}
    for one in found:
        before = first.setdefault((one.kind, one.key), one)
        if before is not one:
            yield f"{one.where}: the same stands in {before.place} too"


def _of_nothing(found: Iterable[Given], ground: Ground) -> Iterator[str]:
    """What takes back something that was never given."""
    known = {(kind_of(one), one.key) for one in ground.inputs.given}
    for one in found:
        if one.void and (one.kind, one.key) not in known:
            yield f"{one.where}: column {layout.VOID}: nothing of this is recorded"


def _too_often(found: Iterable[Given], ground: Ground) -> Iterator[str]:
    """Adjustments that a unit can have once only, counted with those recorded before."""
    once = {rule.rule for rule in ground.plan.adjustments if rule.once}
    new = {one.key: one for one in found if one.kind == "adjustment"}
    kept = [one for one in ground.inputs.adjustments if one.key not in new]
    have: dict[tuple[str, str], str] = {
        (one.unit, one.rule): f"recorded before: {one.proof!r}" for one in kept
    }
    for given in new.values():
        one = given.one
        if not isinstance(one, Adjustment) or one.rule not in once:
            continue
        before = have.setdefault((one.unit, one.rule), given.place)
        if before != given.place:
            yield f"{given.where}: column {layout.RULE}: once for a unit only ({before})"
