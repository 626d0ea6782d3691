"""What a night has to ask for anew: whatever the last one did not find in order."""

from __future__ import annotations

from sqlite_utils import Database

from checks.engine.case import CaseState, Stage
from scheduler.store.cases import cases_before

_SAID_TO_BE_GONE = frozenset({Stage.REPORTED, Stage.RECHECKING, Stage.DISPUTED})
_SETTLED = ("passed", "inapplicable")


def pages_wanted(db: Database, run: str, portal: str) -> frozenset[str] | None:
    """The addresses of a portal's subjects and proofs that the last run before one did not pass.

    None where everything is to be asked for: the portal was never judged, an absence is
    suspected, which only a look at all of it confirms, or somebody says that a problem is gone.
    """
    last = next(
        db.query(
            "SELECT max(run) AS run FROM run_portals WHERE portal = ? AND run < ?", [portal, run]
        )
    )["run"]
    if last is None:
        return None
    cases = cases_before(db, run, portal).values()
    if any(one.state is CaseState.SUSPECTED or one.stage in _SAID_TO_BE_GONE for one in cases):
        return None
    settled = ", ".join("?" * len(_SETTLED))
    open_findings = (
        "FROM findings WHERE portal = ? AND first_run <= ? AND last_run >= ?"
        f" AND outcome NOT IN ({settled})"
    )
    rows = db.query(
        f"SELECT subject AS url {open_findings} UNION "
        "SELECT json_extract(proof.value, '$.url') AS url FROM (SELECT data "
        f"{open_findings}), json_each(data, '$.evidence') AS proof",
        [portal, last, last, *_SETTLED] * 2,
    )
    return frozenset(str(row["url"]) for row in rows)
