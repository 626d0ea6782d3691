"""Marks of people for the console: the template, a look through a workbook, and its storing."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any

from sqlite_utils import Database

from checks.appraisal.inputs import (
    Adjustment,
    Choice,
    Counterpart,
    Input,
    Mark,
    PeerMark,
    PortalOf,
    RoundChoice,
    SpreadReason,
)
from checks.appraisal.loader import load_plan, plans
from checks.appraisal.peer import ASPECTS
from checks.appraisal.plan import Plan
from checks.errors import AppraisalError
from reports.appraisal.template import write_template
from reports.console.deeds import (
    MARKS_BYTES,
    Cannot,
    Handed,
    MarkLine,
    MarksImport,
    NotDone,
    Preview,
)
from reports.safety import is_digest
from scheduler.appraisal.gathering import ground_of
from scheduler.appraisal.ground import Given
from scheduler.appraisal.reading import read_workbook
from scheduler.desk.mark_faults import mark_fault
from scheduler.places import make_folder
from scheduler.store import open_database
from scheduler.store.appraisals import Entry, Stored, add_inputs, inputs_in_force
from scheduler.workplace import Workplace

_ASIDE = ".part-marks"
"""The folder of workbooks that were looked through and not stored yet; no backup takes it."""
_KEPT_S = 86_400
_UNPACKED_BYTES = 30_000_000
_NAME_BYTES = 200


class StoredMarks:
    """Marks over one workplace; every call opens the books for itself."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    @contextmanager
    def _open(self) -> Iterator[Database]:
        with closing(open_database(self._workplace.places.database)) as db:
            yield db

    def plans(self) -> Sequence[Plan]:
        """The plans that ship."""
        return [load_plan(name) for name in plans()]

    def template(self, plan: str) -> bytes:
        """The empty workbook of a plan."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "template.xlsx"
            write_template(path, _plan(plan), sample=self._workplace.watchlist.sample)
            return path.read_bytes()

    def preview(self, plan: str, file: Handed) -> Preview:
        """Look through a workbook and keep it aside."""
        known = _plan(plan)
        content = file.content.read(MARKS_BYTES + 1)
        if not 0 < len(content) <= MARKS_BYTES:
            raise NotDone(Cannot.BOOK_SIZE)
        path = self._keep(content, file.name)
        token = path.parent.name
        try:
            _check_packed(path)
            given, stored = self._given(known, path)
        except AppraisalError as error:
            shutil.rmtree(path.parent, ignore_errors=True)
            faults = tuple(mark_fault(one, path.name) for one in error.problems)
            return Preview(token, path.name, faults=faults)
        except NotDone:
            shutil.rmtree(path.parent, ignore_errors=True)
            raise
        return Preview(token, path.name, tuple(_line(known, one, stored) for one in given))

    def store(self, plan: str, token: str, person: str, at: datetime) -> tuple[int, int]:
        """Store what a workbook kept aside gives, all or nothing."""
        known = _plan(plan)
        folder = self._workplace.places.data / _ASIDE / token
        path = next(folder.iterdir(), None) if is_digest(token) and folder.is_dir() else None
        if path is None:
            raise NotDone(Cannot.BOOK_GONE)
        try:
            with self._open() as db:
                given = read_workbook(path, ground_of(db, self._workplace, known))
                entries = [Entry(one.kind, one.key, one.place, one.one) for one in given]
                done = add_inputs(
                    db, known, entries, person=person, at=at, file=path.name, sha256=token
                )
        except AppraisalError as error:
            raise NotDone(Cannot.BOOK_STALE, str(error)) from None
        shutil.rmtree(folder, ignore_errors=True)
        return done

    def imports(self, plan: str) -> Sequence[MarksImport]:
        """The imports, newest first."""
        with self._open() as db:
            rows = db.query(
                "SELECT id, at, person, file, sha256, (SELECT count(*) FROM appraisal_inputs AS i"
                ' WHERE i."import" = m.id) AS inputs FROM appraisal_imports AS m WHERE plan = ?'
                " ORDER BY id DESC",
                [plan],
            )
            return [
                MarksImport(
                    row["id"], datetime.fromisoformat(row["at"]), row["person"], row["file"],
                    row["sha256"], row["inputs"],
                )
                for row in rows
            ]  # fmt: skip

    def _given(
        self, plan: Plan, path: Path
    ) -> tuple[tuple[Given, ...], Mapping[tuple[str, str], Stored]]:
        with self._open() as db:
            given = read_workbook(path, ground_of(db, self._workplace, plan))
            stored = {(one.kind, one.key): one for one in inputs_in_force(db, plan.id)}
        return given, stored

    def _keep(self, content: bytes, name: str) -> Path:
        """A workbook in a folder of its digest, under its own name; old ones go."""
        aside = make_folder(self._workplace.places.data / _ASIDE)
        for old in aside.iterdir():
            if old.stat().st_mtime < time.time() - _KEPT_S:
                shutil.rmtree(old, ignore_errors=True)
        folder = make_folder(aside / hashlib.sha256(content).hexdigest())
        for other in folder.iterdir():
            other.unlink()
        path = folder / _file_name(name)
        path.touch(mode=0o600)
        path.write_bytes(content)
        return path


def _plan(plan: str) -> Plan:
    if plan not in plans():
        raise NotDone(Cannot.NO_PLAN)
    return load_plan(plan)


def _file_name(name: str) -> str:
    """The name of a workbook as it may lie on the disk and be shown."""
    plain = PurePath(name.replace("\\", "/")).name
    plain = "".join(char if char.isprintable() else "_" for char in plain).lstrip(". ")
    short = plain.encode("utf-8", "replace")[-_NAME_BYTES:].decode("utf-8", "ignore")
    return short if short.lower().endswith(".xlsx") else f"{short or 'upload'}.xlsx"


def _check_packed(path: Path) -> None:
    """Raises NotDone for a file that is none, or unpacks to more than a browser may ask of us."""
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(item.file_size for item in packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise NotDone(Cannot.NO_BOOK) from None
    if size > _UNPACKED_BYTES:
        raise NotDone(Cannot.BOOK_UNPACKED)


def _line(plan: Plan, one: Given, stored: Mapping[tuple[str, str], Stored]) -> MarkLine:
    known = stored.get((one.kind, one.key))
    before = known.one if known is not None else None
    about = _about(plan, one.one or before)
    value = _value(plan, one.one) if one.one is not None else ""
    if one.one is None:
        turn = "void"
    elif before is None:
        turn = "new"
    else:
        turn = "same" if before == one.one else "changed"
    old = _value(plan, before) if before is not None else ""
    return MarkLine(one.kind, about or one.key, value, old, turn, one.place)


def _about(plan: Plan, one: Input | None) -> str:
    """What an input is about, in words; empty for none."""
    told = _ABOUT.get(type(one))
    return told(plan, one) if told else ""


def _value(plan: Plan, one: Input) -> str:
    """What an input says, in words."""
    return _VALUE[type(one)](plan, one)


def _mark_about(plan: Plan, one: Mark) -> str:
    parts = (plan.part(one.part).title, plan.unit(one.unit).name, plan.level(one.level).title)
    return " · ".join((*parts, one.member) if one.member else parts)


def _mark_value(plan: Plan, one: Mark) -> str:
    tested = f"，年报 {one.report_tested_on}" if one.report_tested_on else ""
    portal = f"，门户 {one.portal}" if one.portal else ""
    return f"{one.mark}（{one.tested_on}{tested}，{one.source}{portal}）"


def _setting(plan: Plan, one: Choice) -> str:
    rule = next((rule for rule in plan.settings if rule.key == one.setting), None)
    return rule.choices.get(one.value, one.value) if rule else one.value


def _rule(plan: Plan, one: Adjustment) -> str:
    title = next((rule.title for rule in plan.adjustments if rule.rule == one.rule), one.rule)
    rank = f"，第 {one.rank} 名" if one.rank is not None else ""
    return f"{title}{rank}（{one.approver}，{one.approved_on}）"


_ABOUT: Mapping[type, Callable[[Plan, Any], str]] = {
    Mark: _mark_about,
    PeerMark: lambda plan, one: (
        f"{plan.unit(one.rater).name} → {plan.unit(one.unit).name}（{ASPECTS[one.aspect]}）"
    ),
    SpreadReason: lambda plan, one: f"{plan.unit(one.rater).name}（{ASPECTS[one.aspect]}）",
    RoundChoice: lambda plan, one: one.round,
    Adjustment: lambda plan, one: f"{plan.unit(one.unit).name} · {one.proof}",
    Choice: lambda plan, one: next(
        (rule.title for rule in plan.settings if rule.key == one.setting), one.setting
    ),
    PortalOf: lambda plan, one: plan.unit(one.unit).name,
    Counterpart: lambda plan, one: f"{plan.part(one.part).title} · {one.indicator}",
}
_VALUE: Mapping[type, Callable[[Plan, Any], str]] = {
    Mark: _mark_value,
    PeerMark: lambda plan, one: f"{one.mark}（{one.rated_on}）",
    SpreadReason: lambda plan, one: one.reason,
    RoundChoice: lambda plan, one: str(one.weight),
    Adjustment: _rule,
    Choice: _setting,
    PortalOf: lambda plan, one: one.portal,
    Counterpart: lambda plan, one: f"{one.rulebook} / {one.requirement}",
}
