"""Attestations for the console: what may be attested, what is owed, and the word with its file."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path, PurePath

from sqlite_utils import Database

from checks.engine.attesting import Attestation, Owed, Verdict, may_be_attested, owed, period_of
from checks.engine.requirement import Requirement, Rulebook
from crawler.errors import GongkaiError
from crawler.pages.files.formats import format_of
from crawler.records.moments import beijing_date
from reports.console.deeds import ATTESTED_BYTES, Attested, Cannot, Handed, NotDone
from scheduler.casework.attesting import attest, check_row, portal_of, row_of, rulebook_of
from scheduler.moments import now
from scheduler.places import make_folder
from scheduler.store import attestations as store
from scheduler.store import open_database
from scheduler.store.attestations import Entry
from scheduler.workplace import Workplace

_ENDINGS = {
    "pdf": (".pdf",),
    "image": (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff"),
    "docx": (".docx",),
    "xlsx": (".xlsx",),
    "pptx": (".pptx",),
    "ofd": (".ofd",),
    "ole": (".doc", ".xls", ".ppt", ".wps", ".et", ".dps"),
    "txt": (".txt", ".csv"),
}
"""What a file may be by its content, and how its name may end then."""
_LOOK = 1 << 20


class StoredAttests:
    """Attestations over one workplace; every call opens the books for itself."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    @contextmanager
    def _open(self) -> Iterator[Database]:
        with closing(open_database(self._workplace.places.database)) as db:
            yield db

    def owed(self, day: date, ahead_days: int) -> Sequence[Owed]:
        """What is to be attested within so many days, what is overdue first."""
        place = self._workplace.on(day)
        with self._open() as db:
            said = store.attested(db, now())
        return owed(place.watchlist.portals, place.rulebooks.values(), said, day, ahead_days)

    def rows(self, portal: str, day: date) -> Sequence[Requirement]:
        """The rows that a person may attest for a unit on a day."""
        place = self._workplace.on(day)
        known = next((one for one in place.watchlist.portals if one.id == portal), None)
        if known is None:
            return ()
        return [
            row
            for name in known.rulebooks
            for row in place.rulebooks[name].requirements
            if may_be_attested(row) and row.binds_body(known)
        ]

    def log(self) -> Sequence[Attested]:
        """Every attestation, newest first."""
        with self._open() as db:
            entries = store.log_of(db)
        known: dict[tuple[str, date], Rulebook | None] = {}
        return [self._attested(one, known) for one in reversed(entries)]

    def _attested(self, entry: Entry, known: dict[tuple[str, date], Rulebook | None]) -> Attested:
        one = entry.attestation
        key = (one.rulebook, one.day)
        if key not in known:
            known[key] = self._book(*key)
        return Attested(
            one,
            _until(one, known[key]),
            entry.superseded_by,
            entry.withdrawn_at,
            entry.withdrawn_by,
            entry.withdrawn_why,
        )

    def _book(self, name: str, day: date) -> Rulebook | None:
        with suppress(GongkaiError):
            return rulebook_of(self._workplace, name, day)
        return None

    def record(self, made: Attestation, file: Handed | None) -> Attestation:
        """Record a word with its file; NotDone where it cannot be taken."""
        self._check(made, file)
        with self._open() as db, _kept_aside(self._workplace, file) as path:
            try:
                name = PurePath(file.name.replace("\\", "/")).name if file else ""
                return attest(db, self._workplace, made, path, name)
            except GongkaiError as error:
                raise NotDone(Cannot.OUT_OF_TIME, str(error)) from None

    def _check(self, made: Attestation, file: Handed | None) -> None:
        try:
            portal = portal_of(self._workplace, made.portal)
            row = row_of(rulebook_of(self._workplace, made.rulebook, made.day), made.requirement)
            check_row(row, portal)
        except GongkaiError as error:
            raise NotDone(Cannot.NO_SUCH_ROW, str(error)) from None
        if made.day > beijing_date(made.at):
            raise NotDone(Cannot.TO_COME)
        if made.verdict is Verdict.MET and file is None:
            raise NotDone(Cannot.NO_FILE)
        if made.verdict is not Verdict.MET and not made.reason:
            raise NotDone(Cannot.NO_REASON)

    def withdraw(self, number: int, person: str, reason: str, at: datetime) -> Attestation:
        """Take a word back; NotDone for one that is not there or was taken back before."""
        with self._open() as db:
            try:
                return store.withdraw(db, number, person, reason, at, now())
            except GongkaiError as error:
                raise NotDone(Cannot.NOT_ATTESTED, str(error)) from None


def _until(one: Attestation, book: Rulebook | None) -> date | None:
    """The last day of the period that a word speaks of; None where it holds for good."""
    row = None
    if book is not None:
        row = next((row for row in book.requirements if row.id == one.requirement), None)
    if row is None:
        return None  # a row that the rulebooks have not got any more
    period = None if row.due_on is not None else period_of(row, one.day)
    last = period[1] if period is not None else row.until_on
    # A word given after the end of its rulebook is about what was; it ends with nothing.
    return last if last is None or last >= one.day else None


@contextmanager
def _kept_aside(workplace: Workplace, file: Handed | None) -> Iterator[Path | None]:
    """The file on the disk for as long as it is being taken; NotDone for what is not taken."""
    if file is None:
        yield None
        return
    if not 0 < file.bytes <= ATTESTED_BYTES:
        raise NotDone(Cannot.FILE_SIZE)
    # A backup passes over what begins so, whoever is killed while it lies there.
    with tempfile.TemporaryDirectory(
        prefix=".part-", dir=make_folder(workplace.places.data)
    ) as folder:
        path = Path(folder) / "file"
        with path.open("wb") as target:
            shutil.copyfileobj(file.content, target, _LOOK)
        if path.stat().st_size > ATTESTED_BYTES:
            raise NotDone(Cannot.FILE_SIZE)
        check_kind(path.read_bytes(), file.name)
        yield path


def check_kind(content: bytes, name: str) -> None:
    """Raises NotDone for a file that is of no kind taken, or whose name says another."""
    kind = format_of(content)
    if kind not in _ENDINGS:
        raise NotDone(Cannot.FILE_KIND, kind)
    if not name.lower().endswith(_ENDINGS[kind]):
        raise NotDone(Cannot.FILE_NAME, kind)
