"""How the monitor itself is, as the console tells of it: alarms, jobs, its last look at itself."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from reports.console.running import AlarmLine, JobLine, Machine
from scheduler.mailing.alarms import FAILURE

_MOST_ALARMS = 60
_MOST_JOBS = 40


def machine(db: Database, data: Path) -> Machine:
    """Alarms (open ones first, then the latest), jobs (newest first), the service's last look."""
    look = _last_look(data / "health.json")
    free = look.get("free_megabytes")
    at = look.get("at")
    return Machine(
        alarms=tuple(
            AlarmLine(
                str(row["text"]),
                row["level"] == FAILURE,
                datetime.fromisoformat(row["opened_at"]),
                _moment(row["closed_at"]),
            )
            for row in db.query(
                "SELECT * FROM alarms ORDER BY closed_at IS NOT NULL, opened_at DESC, id DESC"
                " LIMIT ?",
                [_MOST_ALARMS],
            )
        ),
        jobs=tuple(
            JobLine(
                job=str(row["job"]),
                day=str(row["day"]),
                state=str(row["state"]),
                started_at=_moment(row["started_at"]),
                finished_at=_moment(row["finished_at"]),
                retry_at=_moment(row["retry_at"]),
                failures=int(row["failures"] or 0),
                note=str(row["note"] or ""),
            )
            for row in db.query("SELECT * FROM jobs ORDER BY day DESC, job LIMIT ?", [_MOST_JOBS])
        ),
        looked_at=datetime.fromisoformat(at) if isinstance(at, str) else None,
        running=str(look.get("running") or ""),
        free_megabytes=float(free) if isinstance(free, (int, float)) else None,
        next={
            str(job): datetime.fromisoformat(str(due)) for job, due in look.get("next", {}).items()
        },
    )


def _last_look(path: Path) -> dict[str, Any]:
    """The health file as the service wrote it last; empty where there is none to be read."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
