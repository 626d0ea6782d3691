"""The health as Prometheus metrics, in a registry of its own: counts and times, no scores."""

from __future__ import annotations

from datetime import datetime

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from scheduler.daemon.health import Health


def metrics_text(health: Health) -> bytes:
    """The metrics of one look, in Prometheus' text format."""
    registry = CollectorRegistry()

    def gauge(name: str, says: str, value: float) -> None:
        Gauge(f"gongkai_{name}", says, registry=registry).set(value)

    gauge("healthy", "1 when nothing keeps the monitor from its work", float(health.ok))
    gauge("looked_timestamp_seconds", "When these figures were gathered", _seconds(health.at))
    gauge("open_alarms", "Alarms that are open", health.open_alarms)
    gauge("outbox_waiting", "Mails that no server has accepted yet", health.outbox_waiting)
    gauge("disk_free_bytes", "Room on the disk of the data folder", health.free_megabytes * 1e6)
    gauge("archive_bytes", "Size of the archive", health.archive_megabytes * 1e6)
    gauge("job_running", "1 while a job is at work", float(health.running is not None))
    jobs = Gauge("gongkai_jobs", "Jobs by state", ("job", "state"), registry=registry)
    for job, states in health.jobs.items():
        for state, count in states.items():
            jobs.labels(job, state).set(count)
    if (last := health.last) is not None:
        gauge("last_run_timestamp_seconds", "When the last run ended", _seconds(last.finished_at))
        gauge("last_run_duration_seconds", "How long the last run took", last.seconds)
        gauge("portals", "Portals of the last run", last.portals)
        gauge("portals_unseen", "Portals of which nothing could be observed", last.unseen)
        if last.coverage is not None:
            gauge("coverage_ratio", "Mean share of planned observations made", last.coverage)
        outcomes = Gauge(
            "gongkai_findings", "Findings of the last run by outcome", ("outcome",),
            registry=registry,
        )  # fmt: skip
        for outcome, count in last.outcomes.items():
            outcomes.labels(outcome).set(count)
    return generate_latest(registry)


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()
