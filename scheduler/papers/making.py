"""Making, keeping and approving papers (公文材料).

A paper is a draft until a named person approves it. A draft is replaced when it is made again;
an approved paper never is. What somebody changed by hand in a draft's file is set aside, not lost.
"""

from __future__ import annotations

import calendar as months
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from checks.engine.workflow import may_be_demanded, state_shown
from crawler.errors import GongkaiError
from crawler.records import encode
from crawler.records.codec import revive
from crawler.records.moments import stamp
from reports.papers import Paper, PaperKind, render_all
from reports.papers.books import Books
from reports.papers.monthly import monthly
from reports.papers.notice import notice
from reports.papers.quarterly import quarterly
from reports.papers.weekly import weekly
from reports.papers.yearly import yearly
from reports.safety import file_name, shown
from scheduler.moments import now
from scheduler.papers.gathering import NothingToTell, Period, gather_books
from scheduler.places import Places, write_private
from scheduler.store.cases import cases_on
from scheduler.workplace import Workplace

__all__ = [
    "NothingToTell",
    "PaperKind",
    "PaperRow",
    "approve",
    "approved_notices",
    "make_notices",
    "make_papers",
    "paper_rows",
    "period_of",
]

_CASE_ID = re.compile(r"(?<![0-9a-zA-Z])[0-9a-f]{16}(?![0-9a-zA-Z])")
ENDINGS = ("docx", "xlsx", "html")
_MAKERS: Mapping[PaperKind, Callable[[Books], tuple[Paper, ...]]] = {
    PaperKind.WEEKLY: lambda books: (weekly(books),),
    PaperKind.MONTHLY: lambda books: (monthly(books),),
    PaperKind.QUARTERLY: lambda books: (quarterly(books),),
    PaperKind.YEARLY: yearly,
}


@dataclass(frozen=True)
class PaperRow:
    """One paper as kept: its files by ending with the digests they should have."""

    id: str
    kind: PaperKind
    period: str
    unit: str
    title: str
    run: str
    approved: bool
    approved_by: str
    approved_at: str
    made_at: str
    files: Mapping[str, str]
    content: Paper


def period_of(kind: PaperKind, day: date) -> Period:
    """The period that a paper made on a day tells of.

    The last full week, quarter or year before the day; the month of the day up to the day, and
    for a notice the day itself.
    """
    if kind is PaperKind.WEEKLY:
        end = day - timedelta(days=day.weekday() + 1)
        return Period(end - timedelta(days=6), end, day)
    if kind is PaperKind.MONTHLY:
        last = months.monthrange(day.year, day.month)[1]
        return Period(day.replace(day=1), day.replace(day=last), day)
    if kind is PaperKind.QUARTERLY:
        begun = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        end = begun - timedelta(days=1)
        return Period(date(end.year, end.month - 2, 1), end, day)
    if kind is PaperKind.YEARLY:
        return Period(date(day.year - 1, 1, 1), date(day.year - 1, 12, 31), day)
    return Period(day, day, day)


def make_papers(
    db: Database,
    place: Workplace,
    kind: PaperKind,
    day: date,
    clock: Callable[[], datetime] = now,
) -> tuple[Path, ...]:
    """Make the papers of a kind for the period that `day` calls for; where their files lie.

    Raises NothingToTell if no run was complete by the end of the period.
    """
    if kind is PaperKind.NOTICE:
        return make_notices(db, place, day, clock=clock)
    at = clock()
    books = gather_books(db, place, period_of(kind, day), at)
    return _keep_all(db, place.places, _MAKERS[kind](books), at)


def make_notices(
    db: Database,
    place: Workplace,
    day: date,
    units: tuple[str, ...] = (),
    clock: Callable[[], datetime] = now,
) -> tuple[Path, ...]:
    """Make the rectification notice of each unit (or of those named) that has problems to mend.

    Raises GongkaiError in a trial run, in which nothing is sent, and for an unknown unit.
    """
    if place.watchlist.monitor.trial:
        raise GongkaiError("trial = true: no notices are made in a trial run (试运行)")
    known = {portal.id for portal in place.watchlist.portals}
    for unit in units:
        if unit not in known:
            raise GongkaiError(f"--unit: {place.watchlist.path} has no portal {unit}")
    at = clock()
    books = gather_books(db, place, period_of(PaperKind.NOTICE, day), at)
    made = (notice(books, p.id) for p in books.portals if not units or p.id in units)
    return _keep_all(db, place.places, [paper for paper in made if paper is not None], at)


def paper_rows(db: Database) -> Iterator[PaperRow]:
    """Every paper, the newest period first."""
    for row in db.query("SELECT * FROM papers ORDER BY period DESC, kind, id"):
        yield _row(row)


def approved_notices(db: Database, until: date, unit: str = "") -> Mapping[str, PaperRow]:
    """The newest approved notice up to a day of each unit, or of the one named."""
    rows = db.query(
        "SELECT * FROM papers WHERE kind = 'notice' AND state = 'approved' AND period <= ?"
        " AND (? = '' OR unit = ?) AND period = (SELECT max(p.period) FROM papers AS p"
        " WHERE p.kind = 'notice' AND p.state = 'approved' AND p.unit = papers.unit"
        " AND p.period <= ?)",
        [until.isoformat(), unit, unit, until.isoformat()],
    )
    return {row.unit: row for row in map(_row, rows)}


def approve(
    db: Database, places: Places, which: str, person: str, at: datetime
) -> tuple[Path, ...]:
    """Approve a paper by its id or one of its files: it loses the mark of a draft, for good.

    The same paper approved again changes nothing, but finishes what was cut off. Raises
    GongkaiError for a paper that is not known, was changed by hand, or for no person, and for a
    notice that names what may not go out by now.
    """
    name = shown(person, 60)
    if not name:
        raise GongkaiError("--person: a name is needed")
    row = _find(db, which)
    if row.approved:
        return _finish(db, places, row)
    for ending, path in _files(places, row):
        if path.exists() and _digest(path.read_bytes()) not in _ours(db, row.id):
            raise GongkaiError(
                f"{path}: was changed since it was made ({ending}); keep your copy elsewhere"
                " and make the paper again (gongkai paper)"
            )
    _may_still_go_out(db, row)
    made = render_all(row.content, draft=False)
    digests = {ending: _digest(data) for ending, data in made.items()}
    with db.atomic():
        _log(db, row.id, "approved", name, digests, at)
        db.table("papers").update(
            row.id,
            {
                "state": "approved",
                "approved_by": name,
                "approved_at": stamp(at),
                "files": json.dumps(digests),
            },
        )
    return _write(places, row, made)


def _may_still_go_out(db: Database, row: PaperRow) -> None:
    """Raises GongkaiError where a unit would be asked to mend what it need not by now."""
    if row.kind is not PaperKind.NOTICE:
        return
    named = _CASE_ID.findall(json.dumps(encode(row.content), ensure_ascii=False))
    for case_id, event in cases_on(db, only=dict.fromkeys(named)).items():
        if not may_be_demanded(event.case):
            raise GongkaiError(
                f"{row.id}: case {case_id} may not go out by now ({state_shown(event.case)}); make"
                " the notice again (gongkai paper)"
            )


def _finish(db: Database, places: Places, row: PaperRow) -> tuple[Path, ...]:
    """An approved paper's files, written where an approval was cut off; never over others."""
    made: Mapping[str, bytes] | None = None
    for ending, path in _files(places, row):
        there = _digest(path.read_bytes()) if path.exists() else None
        if there == row.files[ending]:
            continue
        if there is not None and there not in _ours(db, row.id):
            raise GongkaiError(f"{path}: was changed since {row.approved_by} approved it")
        made = made or render_all(row.content, draft=False)
        if _digest(made[ending]) != row.files[ending]:
            raise GongkaiError(
                f"{path}: is lost, and this version of the software writes it otherwise;"
                " restore it from a backup"
            )
        write_private(path, made[ending])
    return tuple(path for _, path in _files(places, row))


def _keep_all(
    db: Database, places: Places, papers: tuple[Paper, ...] | list[Paper], at: datetime
) -> tuple[Path, ...]:
    return tuple(path for paper in papers for path in _keep(db, places, paper, at))


def _keep(db: Database, places: Places, paper: Paper, at: datetime) -> tuple[Path, ...]:
    """Write a draft and note it; an approved paper stays as it is."""
    known = _known(db, paper.id)
    if known is not None and known.approved:
        return _finish(db, places, known)
    made = render_all(paper, draft=True)
    digests = {ending: _digest(data) for ending, data in made.items()}
    content = json.dumps(encode(paper), ensure_ascii=False, sort_keys=True)
    row = PaperRow(
        paper.id, paper.kind, paper.period, paper.unit, paper.title, paper.run, False, "", "",
        stamp(at), digests, paper,
    )  # fmt: skip
    ours = _ours(db, paper.id)
    for _, path in _files(places, row):
        if path.exists() and _digest(path.read_bytes()) not in ours | set(digests.values()):
            _set_aside(path)
    if known is None or known.files != digests or known.content != paper:
        with db.atomic():
            _log(db, paper.id, "made", "", digests, at)
            db.table("papers").upsert(
                {
                    "id": paper.id,
                    "kind": paper.kind.value,
                    "period": paper.period,
                    "unit": paper.unit,
                    "title": paper.title,
                    "run": paper.run,
                    "data_cut": stamp(paper.data_cut),
                    "state": "draft",
                    "content": content,
                    "files": json.dumps(digests),
                    "made_at": stamp(at),
                },
                pk="id",
            )
    return _write(places, row, made)


def _set_aside(path: Path) -> None:
    number = 1
    while (kept := path.with_name(f"{path.stem}.edited-{number}{path.suffix}")).exists():
        number += 1
    path.rename(kept)


def _write(places: Places, row: PaperRow, made: Mapping[str, bytes]) -> tuple[Path, ...]:
    paths = []
    for ending, path in _files(places, row):
        if not path.exists() or path.read_bytes() != made[ending]:
            write_private(path, made[ending])
        paths.append(path)
    return tuple(paths)


def _files(places: Places, row: PaperRow) -> list[tuple[str, Path]]:
    folder = places.paper(row.kind.value, file_name(row.period))
    return [(ending, folder / f"{file_name(row.id)}.{ending}") for ending in ENDINGS]


def _log(
    db: Database, paper: str, what: str, person: str, digests: Mapping[str, str], at: datetime
) -> None:
    db.table("paper_log").insert(
        {
            "paper": paper,
            "at": stamp(at),
            "what": what,
            "person": person or None,
            "files": json.dumps(digests),
        }
    )


def _ours(db: Database, paper: str) -> set[str]:
    """The digests of all files that were ever written for a paper."""
    rows = db.query("SELECT files FROM paper_log WHERE paper = ?", [paper])
    return {digest for row in rows for digest in json.loads(row["files"]).values()}


def _known(db: Database, paper: str) -> PaperRow | None:
    rows = list(db.query("SELECT * FROM papers WHERE id = ?", [paper]))
    return _row(rows[0]) if rows else None


def _find(db: Database, which: str) -> PaperRow:
    row = _known(db, Path(which).stem if Path(which).suffix[1:] in ENDINGS else which)
    if row is None:
        raise GongkaiError(f"{which}: there is no such paper (gongkai paper list)")
    return row


def _row(row: Mapping[str, Any]) -> PaperRow:
    return PaperRow(
        id=str(row["id"]),
        kind=PaperKind(row["kind"]),
        period=str(row["period"]),
        unit=row["unit"] or "",
        title=row["title"] or "",
        run=row["run"] or "",
        approved=row["state"] == "approved",
        approved_by=row["approved_by"] or "",
        approved_at=row["approved_at"] or "",
        made_at=row["made_at"] or "",
        files=json.loads(row["files"]),
        content=revive(Paper, json.loads(row["content"])),
    )


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
