"""Problems that are known: their pages are expected to change (practice 5), and what failed before
a portal's pages changed is no doing of the change."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from checks.engine.case import CaseState
from scheduler.store.cases import cases_before

_OPEN = frozenset(
    {
        CaseState.OPEN,
        CaseState.REOPENED,
        CaseState.NOTIFIED,
        CaseState.RECTIFYING,
        CaseState.DISPUTED,
    }
)
_WATCHING = "doc_integrity_stable"
"""The check that asks for it: what it found itself explains nothing."""


def pages_worked_on(db: Database, run: str, portal: str, as_of: datetime) -> tuple[str, ...]:
    """The subjects of a portal's problems that were open before a run."""
    before = cases_before(db, run, portal, as_of)
    open_cases = {case_id for case_id, case in before.items() if case.state in _OPEN}
    if not open_cases:
        return ()
    rows = db.query(
        'SELECT DISTINCT case_id, subject FROM findings WHERE portal = ? AND "check" <> ?',
        [portal, _WATCHING],
    )
    return tuple(sorted({str(r["subject"]) for r in rows if str(r["case_id"]) in open_cases}))


def cases_accused(db: Database, run: str, portal: str, as_of: datetime) -> tuple[str, ...]:
    """The ids of a portal's cases that were confirmed before a run and are not closed."""
    before = cases_before(db, run, portal, as_of)
    unconfirmed = (CaseState.SUSPECTED, CaseState.RESOLVED)
    return tuple(sorted(name for name, case in before.items() if case.state not in unconfirmed))
