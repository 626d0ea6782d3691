"""Errors of engines: ours, never of portals."""

from __future__ import annotations

from crawler.errors import GongkaiError


class EngineError(GongkaiError):
    """The engine cannot work: no scheduler, no workers, workers of another version (status 3)."""


class WorkerDiedError(Exception):
    """The process that crawled a group died; the group may be tried again."""


class StaleWorkerError(Exception):
    """A worker runs other code than the coordinator: what it read would not be comparable."""


class UnwantedError(Exception):
    """The coordinator does not want the group any more."""
