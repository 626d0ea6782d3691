"""The sheets of the peer matrix: a rater a row, a marked unit a column."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from checks.appraisal.inputs import PeerMark, SpreadReason, peer_key, reason_key
from checks.appraisal.peer import why_not
from checks.appraisal.plan import Unit
from checks.appraisal.settings import Settings
from checks.appraisal.windows import outside
from reports.appraisal import layout
from reports.appraisal.layout import Matrix
from scheduler.appraisal.cells import Faults, Row, rows_of
from scheduler.appraisal.ground import Given, Ground, given, taken_back, unit_of


def matrix_of(
    sheet: Any, matrix: Matrix, ground: Ground, settings: Settings, faults: Faults
) -> Iterator[Given]:
    """What a sheet of the peer matrix gives; 作废 in a cell takes back its mark."""
    head = (layout.RATER, layout.RATED, layout.REASON)
    units = {name: unit for unit in matrix.units for name in unit.names}
    for row in rows_of(sheet, faults, (*head, *units), head):
        rater = unit_of(row, ground.plan, layout.RATER)
        columns = [name for name in units if row.filled(name)]
        if rater is None:
            continue
        voids = {name for name in columns if row.text(name) == layout.VOID}
        if set(columns) - voids:
            _rated(row, matrix, ground, settings)
        for name in columns:
            found = _mark(row, name, name in voids, rater, units[name], matrix, ground)
            if found is not None:
                yield found
        reason = row.text(layout.REASON)
        if reason == layout.VOID:
            yield taken_back(row, "spread_reason", reason_key(rater.id, matrix.aspect))
        elif reason:
            told = given(row, SpreadReason(rater.id, matrix.aspect, reason))
            if told is not None:
                yield told


def _rated(row: Row, matrix: Matrix, ground: Ground, settings: Settings) -> None:
    """Note a date of rating that is missing or outside the window: once a row."""
    day = row.needed_day(layout.RATED)
    if not row.sound:
        return
    probe = PeerMark("", "", matrix.aspect, Decimal(0), day)
    fault = outside(ground.plan, settings, probe)
    if fault is not None:
        row.fault(layout.RATED, fault[1])


def _mark(
    row: Row, name: str, void: bool, rater: Unit, unit: Unit, matrix: Matrix, ground: Ground
) -> Given | None:
    place = f"{row.place}（{unit.name}）"
    fault = why_not(ground.plan, rater, unit, matrix.aspect)
    if fault is not None:
        row.fault(name, fault)
        return None
    if void:
        key = peer_key(rater.id, unit.id, matrix.aspect)
        return taken_back(row, "peer_mark", key, place)
    day = row.day(layout.RATED)
    value = row.mark(name)
    if day is None:
        return None
    return given(row, PeerMark(rater.id, unit.id, matrix.aspect, value, day), place)
