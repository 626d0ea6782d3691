"""What the console asks of the books about runs, and about the monitor itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from crawler.records import Cause, Miss
from crawler.records.dossier import ReadState
from reports.model import PolitenessRow


@dataclass(frozen=True)
class Entry:
    """A run as it is listed, in any state; pages are those of the portals asked about."""

    run: str
    as_of: datetime
    state: str
    started_at: datetime | None
    finished_at: datetime | None
    portals: int
    planned: int
    read: int
    errors: int
    lacks: int
    drifts: int

    @property
    def minutes(self) -> int | None:
        """How long it took, rounded up; None while it is not known."""
        if self.started_at is None or self.finished_at is None:
            return None
        return -int(-(self.finished_at - self.started_at).total_seconds() // 60)


@dataclass(frozen=True)
class Link:
    """A manifest of the chain. `same` says whether its file is the one that the books name,
    None where there is no file; `joined` whether it names the manifest before it."""

    seq: int
    file: str
    sha256: str
    previous: str
    made_at: datetime
    same: bool | None
    joined: bool


@dataclass(frozen=True)
class Law:
    """A rulebook as a run went by it: id, version and digest of the text."""

    rulebook: str
    version: str
    sha256: str


@dataclass(frozen=True)
class Night:
    """What a run rests on and how it went.

    `preflight` are sentences about what the scanner could not do, `drifts` about portals of which
    it may no longer understand the pages, `errors` checks that raised. `links` are its manifests.
    """

    entry: Entry
    preflight: tuple[str, ...]
    lacks: tuple[str, ...]
    errors: tuple[str, ...]
    drifts: tuple[str, ...]
    laws: tuple[Law, ...]
    calendar: str
    code: str
    same_code: bool
    links: tuple[Link, ...]
    portals: tuple[str, ...]


@dataclass(frozen=True)
class Visited:
    """How a portal's visit went in a run.

    `kept` is false where its records went by rule: then nothing is known but figures. `missed`
    counts pages that were not seen by why not, `sections` the sections by how they were read,
    `unasked` the pages for which the last look at them stands. `misses` are given where they are
    asked for; `politeness` is that of the portal's `group`, which asks its hosts together.
    """

    portal: str
    planned: int
    read: int
    coverage: Decimal | None
    kept: bool = False
    unasked: int = 0
    family: str = ""
    version: str = ""
    confidence: float = 0.0
    missed: Mapping[Cause, int] = field(default_factory=dict)
    sections: Mapping[ReadState, int] = field(default_factory=dict)
    drifts: tuple[str, ...] = ()
    misses: tuple[Miss, ...] = ()
    politeness: tuple[PolitenessRow, ...] = ()
    group: str = ""


@dataclass(frozen=True)
class AlarmLine:
    """An alarm about the monitor; `closed_at` None while it is open."""

    text: str
    failure: bool
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True)
class JobLine:
    """A job of the schedule: its day, how far it is, and what was noted about it."""

    job: str
    day: str
    state: str
    started_at: datetime | None
    finished_at: datetime | None
    retry_at: datetime | None
    failures: int
    note: str


@dataclass(frozen=True)
class Machine:
    """How the monitor itself is. `looked_at` is its service's last look at itself, None where no
    service has run; `running` the job under way then, `free_megabytes` the room on the disk."""

    alarms: tuple[AlarmLine, ...]
    jobs: tuple[JobLine, ...]
    looked_at: datetime | None = None
    running: str = ""
    free_megabytes: float | None = None
    next: Mapping[str, datetime] = field(default_factory=dict)


JOBS = {
    "nightly": "夜间监测",
    "weekly": "周总结",
    "monthly": "月提醒",
    "quarterly": "季通报",
    "yearly": "年评分",
    "special": "专项监测",
}
"""What the jobs of the schedule are called."""
JOB_STATES = {
    "asked": "待执行",
    "running": "进行中",
    "done": "完成",
    "failed": "失败",
    "missed": "错过",
    "skipped": "无需执行",
}
"""How far a job is."""
RUN_STATES = {"running": "进行中", "complete": "完成"}
"""How far a run is."""
