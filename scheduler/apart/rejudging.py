"""Judging apart from the books: one rulebook over the records of a stored run.

Nothing here moves a case, a score, a mail or the feed. It serves the look-back (回头看) and the
comparison of rulebooks over one archived night.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from checks.engine.case import Case, CaseState
from checks.engine.cases import CONFIRMING_GAP
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.own_time import as_of_then
from checks.engine.requirement import Rulebook
from checks.engine.runner import judge_portal
from checks.engine.scoring import Score, score
from checks.errors import RulebookError
from checks.judging.resting import up_to_date
from checks.rulebooks import (
    available,
    edition_on,
    editions_of,
    load_rulebook,
    load_rulebooks,
    strict_rulebook,
    with_shared_terms,
    with_triggers,
)
from crawler.errors import GongkaiError
from crawler.records import Dossier
from crawler.records.moments import beijing_date
from scheduler.apart.verify import dossiers_from_archive
from scheduler.evidence.above import Above, with_above
from scheduler.night.judging import load_dossiers, reads_above
from scheduler.run import Run
from scheduler.store.findings import in_order
from scheduler.workplace import Workplace, own_rulebooks


@dataclass(frozen=True)
class Apart:
    """One rulebook judged over a run as of a moment; `errors` are checks that raised."""

    book: Rulebook
    as_of: datetime
    findings: Mapping[str, tuple[Finding, ...]]
    scores: Mapping[str, Score]
    errors: tuple[str, ...] = ()

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Those of all portals, in order."""
        return tuple(one for own in self.findings.values() for one in own)


@dataclass(frozen=True)
class Pages:
    """What a run saw: its dossiers, and the sealed reads above them."""

    run: Run
    dossiers: Mapping[str, Dossier]
    above: tuple[Above, ...]


def night_of(db: Database, moment: datetime | None) -> str | None:
    """The last complete night up to a moment; None (the last of all) where there is none."""
    if moment is None:
        return None
    rows = db.query(
        "SELECT max(run) AS run FROM runs WHERE state = 'complete' AND instr(run, '.') = 0"
        " AND run <= ?",
        [beijing_date(moment).isoformat()],
    )
    return next((str(row["run"]) for row in rows if row["run"]), None)


def pages_of(db: Database, place: Workplace, run: Run, *, archive: bool) -> Pages:
    """What a stored run saw: from the records of its night, and where there are none any more, or
    with `archive`, from its archived pages.

    Raises GongkaiError where there is nothing left of it.
    """
    dossiers: Mapping[str, Dossier] = {} if archive else load_dossiers(place, run)
    if not len(dossiers):
        whole = dossiers_from_archive(db, place.places, run.name, place.watchlist, run.as_of)
        dossiers = {one.id: whole[one.id] for one in run.portals if one.id in whole}
    if not len(dossiers):
        raise GongkaiError(f"run {run.name}: nothing is left of what it saw")
    return Pages(run, dossiers, reads_above(db, place, run, dossiers))


def judge_apart(
    place: Workplace,
    pages: Pages,
    book: Rulebook,
    as_of: datetime | None = None,
    cases: Mapping[str, Mapping[str, Case]] | None = None,
    *,
    old_stock: bool = True,
) -> Apart:
    """Judge one rulebook over what a run saw, whether or not a portal goes by it.

    `as_of` is another moment than the run's: what is dated later is left out. `cases`, per
    portal, tell which absences were confirmed; without them every absence awaits a second read.
    `old_stock` keeps the day on which monitoring began: what fell due before is not scored.
    """
    findings: dict[str, tuple[Finding, ...]] = {}
    scores: dict[str, Score] = {}
    errors: list[str] = []
    for portal_id, read in with_above(pages.dossiers, place.watchlist, pages.above):
        dossier = read if as_of is None else as_of_then(read, as_of)
        if not any(row.binds_body(dossier.portal) for row in book.requirements):
            continue
        judgement = judge_portal(dossier, book, place.calendar)
        findings[portal_id] = in_order(up_to_date(one, dossier) for one in judgement.findings)
        errors += [f"{portal_id}: {book.id} {row}: {text}" for row, text in judgement.errors]
        if dossier.portal.in_force(dossier.today):
            known = (cases or {}).get(portal_id, {})
            portal = dossier.portal if old_stock else replace(dossier.portal, baseline_on=None)
            scores[portal_id] = score(
                portal, book, findings[portal_id], known, dossier.today,
                rounds=place.watchlist.monitor.rounds if as_of is None else (),
            )  # fmt: skip
    return Apart(book, as_of or pages.run.as_of, findings, scores, tuple(errors))


def second_read(
    db: Database,
    place: Workplace,
    pages: Pages,
    book: Rulebook,
    as_of: datetime | None = None,
    *,
    archive: bool,
) -> tuple[str, dict[str, dict[str, Case]]]:
    """The night that confirms absences, and per portal the cases that it confirms.

    It is the last complete one at least a day before `pages` of which something is left; what it
    failed under the rulebook as of the same moment and these pages fail too, is confirmed. The
    empty text and no cases where there is none.
    """
    rows = db.query(
        "SELECT run, as_of FROM runs WHERE state = 'complete' AND instr(run, '.') = 0 AND run < ?"
        " ORDER BY run DESC LIMIT 5",
        [pages.run.name],
    )
    before = [
        (str(row["run"]), datetime.fromisoformat(row["as_of"]))
        for row in rows
        if pages.run.as_of - datetime.fromisoformat(row["as_of"]) >= CONFIRMING_GAP
    ]
    for name, at in before:
        try:
            earlier = pages_of(db, place, Run(name, at, pages.run.portals), archive=archive)
        except (GongkaiError, OSError):
            continue  # its records or pages went by rule
        judged = judge_apart(place, earlier, book, None if as_of is None else min(as_of, at))
        return name, {
            portal: {
                one.case_id: Case(one.case_id, CaseState.OPEN, beijing_date(at), at, at)
                for one in found
                if one.outcome is Outcome.FAILED
            }
            for portal, found in judged.findings.items()
        }
    return "", {}


def named_rulebook(place: Workplace, name: str, moment: datetime) -> Rulebook:
    """A rulebook by its id (the edition of that moment), its edition `ID@DATE`, or a file.

    Raises GongkaiError for one that is not there or cannot be used.
    """
    folder, day = own_rulebooks(place.watchlist.path), beijing_date(moment)
    if name.endswith(".toml"):
        book = _from_file(Path(name), folder)
    elif "@" in name:
        if name not in editions_of(name.partition("@")[0], folder):
            raise GongkaiError(f"--rulebook: no edition {name!r}")
        book = load_rulebook(name, folder)
    elif name in available(folder):
        editions = load_rulebooks(editions_of(name, folder), folder)
        book = edition_on(list(editions.values()), day)
    else:
        known = ", ".join(sorted(available(folder)))
        raise GongkaiError(
            f"--rulebook: no rulebook {name!r} (known: {known}; or the path of a file)"
        )
    return with_triggers(book, place.watchlist.monitor.triggers, day)


def _from_file(path: Path, folder: Path | None) -> Rulebook:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise RulebookError([f"{path}: cannot be read: {error}"]) from None
    rulebook, problems = strict_rulebook(with_shared_terms(text, folder), path.name)
    if problems:
        raise RulebookError(problems)
    return rulebook
