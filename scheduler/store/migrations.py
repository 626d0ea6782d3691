"""The tables of `gongkai.db`, as the named migration set "scheduler"."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

MIGRATIONS = Migrations("scheduler")


@MIGRATIONS()
def m001_runs(db: Database) -> None:
    """Runs, the portals of each, and the chain of manifests."""
    db.table("runs").create(
        {
            "run": str,
            "as_of": str,
            "state": str,  # running, complete
            "sample": int,
            "started_at": str,
            "finished_at": str,
            "detail": str,
        },
        pk="run",
        not_null={"run", "as_of", "state"},
        strict=True,
    )
    db.table("run_portals").create(
        {"run": str, "portal": str, "name": str, "kind": str, "summary": str},
        pk=("run", "portal"),
        strict=True,
    )
    db.table("manifests").create(
        {"seq": int, "run": str, "file": str, "sha256": str, "previous": str, "made_at": str},
        pk="seq",
        strict=True,
    )


@MIGRATIONS()
def m002_findings(db: Database) -> None:
    """Findings as intervals of unchanged judgement, and when their evidence was captured."""
    db.table("findings").create(
        {
            "id": int,
            "case_id": str,
            "digest": str,
            "first_run": str,
            "last_run": str,
            "portal": str,
            "rulebook": str,
            "requirement": str,
            "check": str,
            "subject": str,
            "aspect": str,
            "title": str,
            "outcome": str,
            "due_on": str,
            "statement": str,
            "rank": int,
            "data": str,
        },
        pk="id",
        strict=True,
    )
    db.table("findings").create_index(["portal", "first_run", "last_run"])
    db.table("findings").create_index(["case_id", "digest"])
    db.table("captures").create(
        {"run": str, "portal": str, "url": str, "sha256": str, "captured_at": str},
        pk=("run", "portal", "url", "sha256"),
        strict=True,
    )


@MIGRATIONS()
def m003_cases(db: Database) -> None:
    """Every change of a case, in order; the last one before a date is its state on that date."""
    db.table("case_events").create(
        {
            "id": int,
            "case_id": str,
            "portal": str,
            "run": str,
            "at": str,
            "state": str,
            "person": str,
            "reason": str,
            "data": str,
        },
        pk="id",
        strict=True,
    )
    db.table("case_events").create_index(["case_id", "run"])
    db.table("case_events").create_index(["portal", "run"])


@MIGRATIONS()
def m004_scores(db: Database) -> None:
    """Scores per run, portal and rulebook."""
    db.table("scores").create(
        {
            "run": str,
            "portal": str,
            "rulebook": str,
            "day": str,
            "value": str,
            "low": str,
            "high": str,
            "coverage": str,
            "data": str,
        },
        pk=("run", "portal", "rulebook"),
        strict=True,
    )


@MIGRATIONS()
def m005_outbox(db: Database) -> None:
    """Mail to send: sent only once the server took it, kept and tried again until then."""
    db.table("outbox").create(
        {
            "message_id": str,
            "run": str,
            "recipient": str,
            "kind": str,
            "subject": str,
            "message": bytes,
            "state": str,  # pending, sent
            "attempts": int,
            "last_error": str,
            "made_at": str,
            "sent_at": str,
        },
        pk="message_id",
        strict=True,
    )


@MIGRATIONS()
def m007_group_state(db: Database) -> None:
    """For crawls on other machines: the version of each group's state and where it is stored."""
    db.table("group_state").create(
        {
            "name": str,
            "version": int,
            "records": str,  # state N in the shared storage: name, digest, size
            "token": str,  # the run that committed it
            "warc": str,
            "data": str,  # what the worker brought
            "fetched": int,
            "committed_at": str,
        },
        pk="name",
        not_null={"version", "fetched"},
        strict=True,
    )
    db.table("engine_owner").create({"id": int, "owner": str}, pk="id", strict=True)
