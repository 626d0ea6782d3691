"""Measuring again what units reported mended, explained or disputed."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from checks.engine.case import Stage
from crawler.portals import Portal
from crawler.records.moments import beijing_date
from scheduler.run import Run
from scheduler.store.cases import cases_on
from scheduler.store.jobs import next_name
from scheduler.workplace import Workplace

_WAITING = frozenset({Stage.REPORTED, Stage.RECHECKING, Stage.DISPUTED})


def to_measure(db: Database) -> tuple[str, ...]:
    """The portals with a case that was reported, or disputed, and not measured since."""
    return tuple(
        sorted(
            {
                event.portal
                for event in cases_on(db).values()
                if event.case.stage in _WAITING and event.case.work.recheck is None
            }
        )
    )


def special_run(db: Database, workplace: Workplace, at: datetime) -> Run | None:
    """A run named DATE.N over what is to be measured again; None if nothing is."""
    wanted = set(to_measure(db))
    portals: tuple[Portal, ...] = tuple(
        portal for portal in workplace.watchlist.portals if portal.id in wanted
    )
    if not portals:
        return None
    return Run(next_special(db, at), at, portals)


def next_special(db: Database, at: datetime) -> str:
    """The next free name of a special run of that Beijing date.

    A special run that was killed keeps its name, so that it is gone on with.
    """
    day = beijing_date(at).isoformat()
    killed = db.query(
        "SELECT run FROM runs WHERE run LIKE ? AND state = 'running'"
        " AND run NOT IN (SELECT run FROM jobs WHERE run IS NOT NULL) ORDER BY run DESC LIMIT 1",
        [f"{day}.%"],
    )
    for row in killed:
        return str(row["run"])
    return next_name(db, beijing_date(at))
