"""Recording what a person attests: the file kept apart by its digest, then the word in the log.

The file comes first and whole. A killed recording leaves at most a file that nobody names; the
same one given again takes it up.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from checks.engine.attesting import Attestation, Verdict, may_be_attested
from checks.engine.requirement import Requirement, Rulebook
from checks.rulebooks import available, edition_on, editions_of, load_rulebook, with_triggers
from crawler.errors import GongkaiError
from crawler.portals import Portal
from crawler.records.moments import beijing_date
from scheduler.evidence.chain import Fault
from scheduler.evidence.manifest import file_digest
from scheduler.moments import now
from scheduler.places import Places, make_folder
from scheduler.store.attestations import add_attestation, log_of
from scheduler.workplace import Workplace, own_rulebooks

MOST_BYTES = 200_000_000
"""Bytes of a file that may be handed in."""
_PIECE = 1 << 20


def attest(
    db: Database, place: Workplace, made: Attestation, file: Path | None, name: str = ""
) -> Attestation:
    """Record an attestation, with its file; `name` where the file goes by another than its own.

    Raises GongkaiError for a row or portal that is not there, a row that no person attests or
    that does not bind the portal, a word from before the notice, a day before its period or to
    come, and a file that cannot be taken.
    """
    portal = portal_of(place, made.portal)
    book = rulebook_of(place, made.rulebook, made.day)
    row = row_of(book, made.requirement)
    check_row(row, portal)
    if book.issued_on is not None and beijing_date(made.at) < book.issued_on:
        raise GongkaiError(f"--at: {made.rulebook} was issued on {book.issued_on} only")
    begins = min(book.starts_on, row.reaches_back_to or book.starts_on)
    if made.day < begins:
        raise GongkaiError(f"--on: {row.id} speaks of nothing before {begins}")
    if made.day > beijing_date(made.at) + timedelta(days=1):
        raise GongkaiError(f"--on: {made.day} is still to come")
    if made.verdict is Verdict.MET and file is None:
        raise GongkaiError("--file: what is met is shown by a file")
    if made.verdict is not Verdict.MET and not made.reason:
        raise GongkaiError(f"--reason: is needed for the verdict {made.verdict.value}")
    if file is not None:
        sha256, size = keep_file(place.places, file)
        made = replace(made, sha256=sha256, file=_name(name or file.name), bytes=size)
    return add_attestation(db, made, now())


def portal_of(place: Workplace, portal_id: str) -> Portal:
    """The portal of that id; GongkaiError if the watchlist has none."""
    for portal in place.watchlist.portals:
        if portal.id == portal_id:
            return portal
    known = ", ".join(portal.id for portal in place.watchlist.portals)
    raise GongkaiError(f"--unit: {place.watchlist.path} has no portal {portal_id!r} ({known})")


def rulebook_of(place: Workplace, rulebook_id: str, day: date) -> Rulebook:
    """A rulebook as it stands on a day, whether or not a portal goes by it."""
    folder = own_rulebooks(place.watchlist.path)
    if rulebook_id not in available(folder):
        known = ", ".join(sorted(available(folder)))
        raise GongkaiError(f"--rulebook: no rulebook {rulebook_id!r} ({known})")
    editions = place.editions.get(rulebook_id) or tuple(
        load_rulebook(name, folder) for name in editions_of(rulebook_id, folder)
    )
    return with_triggers(edition_on(editions, day), place.watchlist.monitor.triggers, day)


def row_of(book: Rulebook, row_id: str) -> Requirement:
    """A row of a rulebook; GongkaiError if there is none."""
    try:
        return book.requirement(row_id)
    except KeyError:
        raise GongkaiError(f"--row: rulebook {book.id} has no row {row_id!r}") from None


def check_row(row: Requirement, portal: Portal) -> None:
    """Raises GongkaiError for a row that no person attests for that portal."""
    if not may_be_attested(row):
        raise GongkaiError(f"--row: {row.id} is {row.assessment.value}: no person attests it")
    if row.blocked:
        raise GongkaiError(f"--row: {row.id} cannot be judged: {row.blocked}")
    if row.waits_for:
        raise GongkaiError(
            f"--row: {row.id} binds nobody yet: it waits for {row.waits_for}"
            " (set [monitor.triggers])"
        )
    if not row.binds_body(portal):
        raise GongkaiError(f"--row: {row.id} does not bind {portal.id}")


def keep_file(places: Places, file: Path) -> tuple[str, int]:
    """Copy a file into the data folder under its digest, private; returns digest and size.

    Raises GongkaiError for what is no file, is empty, or is too large.
    """
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
    except (OSError, ValueError) as error:
        raise GongkaiError(f"--file: {file}: cannot be read: {_why(error)}") from None
    state = os.fstat(handle)
    if not stat.S_ISREG(state.st_mode):
        os.close(handle)
        raise GongkaiError(f"--file: {file}: is no file")
    with os.fdopen(handle, "rb") as source:
        if not 0 < state.st_size <= MOST_BYTES:
            raise GongkaiError(
                f"--file: {file}: has {state.st_size:,} bytes; 1 to {MOST_BYTES:,} are taken"
            )
        folder = make_folder(places.data / "attested")
        target, name = tempfile.mkstemp(dir=folder, prefix=".part-")
        try:
            digest, size = hashlib.sha256(), 0
            with os.fdopen(target, "wb") as copy:
                while piece := source.read(_PIECE):
                    size += len(piece)
                    if size > MOST_BYTES:
                        raise GongkaiError(f"--file: {file}: grows while it is read")
                    digest.update(piece)
                    copy.write(piece)
                copy.flush()
                os.fsync(copy.fileno())
            path = places.attested(digest.hexdigest())
            make_folder(path.parent)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    return digest.hexdigest(), size


def attested_faults(db: Database, places: Places) -> Iterator[Fault]:
    """Files that attestations name and that are not here any more, or are others."""
    names = {one.attestation.sha256 for one in log_of(db) if one.attestation.sha256}
    for sha256 in sorted(names):
        path = places.attested(sha256)
        name = path.relative_to(places.data).as_posix()
        if not path.is_file():
            yield Fault(name, "the file of an attestation is missing")
        elif file_digest(path) != sha256:
            yield Fault(name, "the file of an attestation was changed: its digest is another")


def day_on(at: datetime, on: str | None) -> date:
    """The day that `--on` names; without it the Beijing date of `at`."""
    if on is None:
        return beijing_date(at)
    try:
        return date.fromisoformat(on)
    except ValueError:
        raise GongkaiError(f"--on: {on!r} is no date (example: 2020-11-30)") from None


def _name(name: str) -> str:
    """The name of a file as it may be shown: nothing that a terminal would obey."""
    plain = "".join(char if char.isprintable() else "?" for char in name)
    return plain.encode("utf-8", "replace").decode()[:255]


def _why(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)
