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
_MENDED_IN_THE_PAGE = (
    "doc_download_available",
    "doc_metadata_complete",
    "doc_validity_current",
    "interpretation_linked",
    "interpretation_present",
    "pii_exposure",
)
"""The checks of one page whose problems are mended by changing that page: its fields, files, links
or text. What others say of a document (that it came late, that people were heard after it was
adopted) is mended nowhere or elsewhere, and explains no change of its text; nor does what the check
of changes found itself.
"""


def pages_worked_on(db: Database, run: str, portal: str, as_of: datetime) -> tuple[str, ...]:
    """The subjects of a portal's problems that were open before a run and are mended there."""
    before = cases_before(db, run, portal, as_of)
    open_cases = {case_id for case_id, case in before.items() if case.state in _OPEN}
    if not open_cases:
        return ()
    places = ", ".join("?" * len(_MENDED_IN_THE_PAGE))
    rows = db.query(
        "SELECT DISTINCT case_id, subject FROM findings "
        f'WHERE portal = ? AND "check" IN ({places})',
        [portal, *_MENDED_IN_THE_PAGE],
    )
    return tuple(sorted({str(r["subject"]) for r in rows if str(r["case_id"]) in open_cases}))


def cases_accused(db: Database, run: str, portal: str, as_of: datetime) -> tuple[str, ...]:
    """The ids of a portal's cases that were confirmed before a run and are not closed."""
    before = cases_before(db, run, portal, as_of)
    unconfirmed = (CaseState.SUSPECTED, CaseState.RESOLVED)
    return tuple(sorted(name for name, case in before.items() if case.state not in unconfirmed))
