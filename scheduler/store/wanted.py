"""What a night has to ask for anew: whatever the last one did not find in order."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlite_utils import Database

from checks.engine.case import CaseState, Stage
from checks.engine.check import Check, Shows
from checks.engine.registry import checks
from crawler.portals import Role
from scheduler.store.cases import cases_before

_SAID_TO_BE_GONE = frozenset({Stage.REPORTED, Stage.RECHECKING, Stage.DISPUTED})
_ROLES = frozenset(role.value for role in Role)
_SETTLED = ("passed", "inapplicable")
_REMEMBERED = timedelta(days=28)
"""What no run told of for so long is forgotten: nothing rests as long."""


@dataclass(frozen=True)
class Wanted:
    """What may not go unasked: pages by address, and all pages of sections."""

    pages: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset()


def wanted_of(db: Database, run: str, portal: str) -> Wanted | None:
    """What of a portal has to be asked for in a run, given how the runs before left it.

    The pages are the subjects and proofs of what was not passed when it was last told of (but for
    want of nights to compare), and the subjects of the
    cases that follow. The sections are those
    in which might be seen what a check misses (`Shows`), where an absence is suspected, for only a
    look at all of that confirms it, or where somebody says that the problem is gone. None where
    everything is to be asked for:
    the portal was never judged, or such a check looks for something wherever it may stand.
    """
    last = next(
        db.query(
            "SELECT max(run) AS run FROM run_portals WHERE portal = ? AND run < ?", [portal, run]
        )
    )["run"]
    if last is None:
        return None
    cases = cases_before(db, run, portal).values()
    open_cases = [
        case.id
        for case in cases
        if case.state is CaseState.SUSPECTED or case.stage in _SAID_TO_BE_GONE
    ]
    pages, roles = set(_pages(db, portal, last)), set[Role]()
    for name, aspect, subject in _checks_of(db, portal, open_cases):
        built = checks().get(name)
        if built is None or built.check.looks_about:
            return None
        roles.update(_sections(built.check, aspect))
        pages.add(subject)
    return Wanted(frozenset(pages), frozenset(roles))


def _sections(check: Check, aspect: str) -> Collection[Role]:
    """The sections of which every page might show what a finding of that aspect misses."""
    if check.shows is Shows.PAGE:
        return ()
    if check.shows is Shows.NAMED and aspect in _ROLES:
        return (Role(aspect),)
    return check.reads


def _checks_of(
    db: Database, portal: str, case_ids: Collection[str]
) -> frozenset[tuple[str, str, str]]:
    """The checks that opened these cases of a portal, with aspects and subjects of the findings."""
    wanted = frozenset(case_ids)
    if not wanted:
        return frozenset()
    rows = db.query(
        'SELECT DISTINCT case_id, "check", aspect, subject FROM findings WHERE portal = ?', [portal]
    )
    return frozenset(
        (str(row["check"]), str(row["aspect"] or ""), str(row["subject"]))
        for row in rows
        if row["case_id"] in wanted
    )


def _pages(db: Database, portal: str, run: str) -> frozenset[str]:
    """The addresses of the subjects and proofs that the runs up to one did not pass.

    Each goes by the last run that told of it: one that could not read its list puts nothing in
    order. Without those of which only more nights can tell: of which nothing else was ever said.
    """
    settled = ", ".join("?" * len(_SETTLED))
    patient = sorted(name for name, built in checks().items() if built.check.over_nights)
    waiting = ", ".join("?" * len(patient))
    since = (date.fromisoformat(run[:10]) - _REMEMBERED).isoformat()
    unsettled = (
        "FROM findings JOIN (SELECT case_id, max(first_run) AS begun FROM findings"
        " WHERE portal = ? AND first_run <= ? AND last_run >= ? GROUP BY case_id) USING (case_id)"
        f" WHERE portal = ? AND first_run = begun AND outcome NOT IN ({settled})"
        f""" AND NOT ("check" IN ({waiting}) AND outcome = 'cant_tell'"""
        " AND json_extract(data, '$.cause') = 'ambiguous'"
        " AND NOT EXISTS (SELECT 1 FROM findings AS before WHERE before.portal = findings.portal"
        " AND before.case_id = findings.case_id AND before.last_run < findings.first_run"
        " AND before.digest != findings.digest))"
    )
    rows = db.query(
        f"SELECT subject AS url {unsettled} UNION "
        "SELECT json_extract(proof.value, '$.url') AS url FROM (SELECT data "
        f"{unsettled}), json_each(data, '$.evidence') AS proof",
        [portal, run, since, portal, *_SETTLED, *patient] * 2,
    )
    return frozenset(str(row["url"]) for row in rows)
