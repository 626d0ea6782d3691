"""The tables of `gongkai.db`, as the named migration set "scheduler"."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from scheduler.store.appraisal_tables import appraisal_tables
from scheduler.store.version_tables import make_version_tables

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
def m006_jobs(db: Database) -> None:
    """What the schedule did: one row per job and day; its open and past alarms."""
    db.table("jobs").create(
        {
            "job": str,  # nightly, weekly, monthly, quarterly, yearly, special
            "day": str,  # a date; of a special run its name
            "state": str,  # asked, running, done, failed, missed, skipped
            "as_of": str,
            "run": str,
            "attempts": int,
            "failures": int,
            "asked_at": str,
            "started_at": str,
            "finished_at": str,
            "retry_at": str,
            "status": int,
            "note": str,
            "portals": str,
        },
        pk=("job", "day"),
        not_null={"job", "day", "state"},
        strict=True,
    )
    db.table("alarms").create(
        {"id": int, "key": str, "level": str, "text": str, "opened_at": str, "closed_at": str},
        pk="id",
        strict=True,
    )
    db.execute("CREATE UNIQUE INDEX open_alarms ON alarms (key) WHERE closed_at IS NULL")
    db.table("schedule_marks").create({"name": str, "value": str}, pk="name", strict=True)


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


@MIGRATIONS()
def m008_casework(db: Database) -> None:
    """What persons do to cases, the cause of every change, and frozen rounds."""
    events = db.table("case_events")
    for column in ("action", "actor", "cause", "step"):
        events.add_column(column, str)
    events.create_index(["case_id", "at"])
    db.table("frozen_rounds").create(
        {
            "round": str,
            "frozen_at": str,
            "person": str,
            "run": str,
            "sha256": str,
            "data": str,
        },
        pk="round",
        not_null={"round", "frozen_at", "person", "run", "sha256", "data"},
        strict=True,
    )
    for act in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER frozen_rounds_no_{act.lower()} BEFORE {act} ON frozen_rounds"
            " BEGIN SELECT RAISE(ABORT, 'a frozen round never changes'); END"
        )


@MIGRATIONS()
def m009_mail(db: Database) -> None:
    """When to try again, which cases a mail tells, what each recipient was told, and alarms."""
    outbox = db.table("outbox")
    for column in ("next_attempt_at", "waiting_since", "day", "as_of", "tells", "verdict"):
        outbox.add_column(column, str)
    outbox.create_index(["state", "next_attempt_at"])
    outbox.create_index(["recipient", "state"])
    # The last accepted word on each case: what a mail told that no server took does not count.
    db.table("mail_told").create(
        {
            "recipient": str,
            "case_id": str,
            "part": str,  # problem, mended, duty
            "as_of": str,
            "run": str,
            "told_at": str,
            "message_id": str,
        },
        pk=("recipient", "case_id", "part", "run"),
        strict=True,
    )
    db.table("mail_settled").create(
        {"recipient": str, "portal": str, "day": str}, pk=("recipient", "portal"), strict=True
    )
    db.table("mail_alarms").create(
        {"key": str, "last_run": str, "mailed_on": str}, pk="key", strict=True
    )


@MIGRATIONS()
def m010_feed(db: Database) -> None:
    """Who may read the feed, and which scores were released, by whom: a log that only grows."""
    db.table("tokens").create(
        {
            "name": str,
            "sha256": str,  # of the token, which itself is kept nowhere
            "scope": str,  # unit, group, all
            "portal": str,  # of a unit, or the head of a group
            "unreleased": int,
            "made_at": str,
            "expires_at": str,
            "revoked_at": str,
        },
        pk="name",
        not_null={"name", "sha256", "scope", "unreleased", "made_at"},
        strict=True,
    )
    db.table("tokens").create_index(["sha256"], unique=True)
    db.table("release_log").create(
        {
            "id": int,
            "at": str,
            "person": str,
            "action": str,  # release, withdraw
            "run": str,
            "digest": str,  # of the edition
            "note": str,
        },
        pk="id",
        not_null={"at", "person", "action", "run", "digest"},
        strict=True,
    )
    db.table("release_log").create_index(["run", "id"])
    for verb in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER release_log_no_{verb.lower()} BEFORE {verb} ON release_log "
            "BEGIN SELECT raise(ABORT, 'the release log only grows'); END"
        )


@MIGRATIONS()
def m011_papers(db: Database) -> None:
    """Papers as they were made, and everything that was done with them, in order."""
    db.table("papers").create(
        {
            "id": str,
            "kind": str,
            "period": str,
            "unit": str,
            "title": str,
            "run": str,
            "data_cut": str,
            "state": str,  # draft, approved
            "content": str,
            "files": str,  # ending -> SHA-256
            "made_at": str,
            "approved_at": str,
            "approved_by": str,
        },
        pk="id",
        not_null={"id", "kind", "period", "state", "content", "files"},
        strict=True,
    )
    db.table("paper_log").create(
        {
            "id": int,
            "paper": str,
            "at": str,
            "what": str,  # made, approved
            "person": str,
            "files": str,
        },
        pk="id",
        strict=True,
    )
    db.table("paper_log").create_index(["paper"])


@MIGRATIONS()
def m012_keeping(db: Database) -> None:
    """Archive files removed by rule: what each was, when it went and why (their tombstones).

    `seq` is the manifest of the removal, through which the chain vouches for it.
    """
    db.table("removed").create(
        {"path": str, "sha256": str, "bytes": int, "rule": str, "removed_at": str, "seq": int},
        pk="path",
        not_null={"path", "sha256", "bytes", "rule", "removed_at", "seq"},
        strict=True,
    )


@MIGRATIONS()
def m013_runs_of_a_portal(db: Database) -> None:
    """The runs of one portal are asked for several times a night: not by reading all of them."""
    db.table("run_portals").create_index(["portal", "run"])


@MIGRATIONS()
def m014_appraisal(db: Database) -> None:
    """What people gave to a year's appraisal, by whom and from which file."""
    appraisal_tables(db)


@MIGRATIONS()
def m015_versions(db: Database) -> None:
    """Changes of rulebook, roster and terms, what persons attest, and looks back: kept apart."""
    make_version_tables(db)


@MIGRATIONS()
def m016_captures_once(db: Database) -> None:
    """Captures in the order of their key alone: their index repeated every address and digest."""
    db.execute(
        "CREATE TABLE captures_once (run TEXT, portal TEXT, url TEXT, sha256 TEXT,"
        " captured_at TEXT, PRIMARY KEY (run, portal, url, sha256)) STRICT, WITHOUT ROWID"
    )
    db.execute(
        "INSERT INTO captures_once SELECT run, portal, url, sha256, captured_at FROM captures"
    )
    db.execute("DROP TABLE captures")
    db.execute("ALTER TABLE captures_once RENAME TO captures")


@MIGRATIONS()
def m017_place_of_findings(db: Database) -> None:
    """Which comes first of several checks' findings on the same subject: not the older row."""
    db.execute("ALTER TABLE findings ADD COLUMN place INTEGER NOT NULL DEFAULT 0")


@MIGRATIONS()
def m018_clock_of_attestations(db: Database) -> None:
    """When the clock recorded a word, beside the moment from which its person has it count."""
    db.execute("ALTER TABLE attestations ADD COLUMN noted_at TEXT")


@MIGRATIONS()
def m019_openings(db: Database) -> None:
    """Home pages opened many times a day: at which time, and how it went (null: not ended)."""
    db.execute(
        "CREATE TABLE openings (portal TEXT NOT NULL, slot TEXT NOT NULL, host TEXT NOT NULL,"
        " at TEXT NOT NULL, data TEXT, PRIMARY KEY (portal, slot)) STRICT, WITHOUT ROWID"
    )
    db.execute("CREATE INDEX openings_at ON openings (at)")


@MIGRATIONS()
def m020_visits(db: Database) -> None:
    """When runs visited each portal; of the runs so far it is known when they were under way."""
    db.execute(
        "CREATE TABLE visits (portal TEXT NOT NULL, began_at TEXT NOT NULL, ended_at TEXT,"
        " PRIMARY KEY (portal, began_at)) STRICT, WITHOUT ROWID"
    )
    db.execute(
        "INSERT OR IGNORE INTO visits SELECT portal, started_at, finished_at"
        " FROM run_portals JOIN runs USING (run) WHERE started_at IS NOT NULL"
    )


@MIGRATIONS()
def m021_console(db: Database) -> None:
    """What the console asks for at once: scores without their lines, what a night changed."""
    db.execute("ALTER TABLE scores ADD COLUMN veto INTEGER NOT NULL DEFAULT 0")
    db.execute("UPDATE scores SET veto = 1 WHERE data ->> 'veto'")
    db.execute(
        "CREATE INDEX scores_short ON scores"
        " (run, portal, rulebook, value, low, high, coverage, veto)"
    )
    db.execute("CREATE INDEX findings_begun ON findings (first_run, portal)")
    db.execute(
        "CREATE INDEX findings_by_outcome ON findings"
        " (outcome, portal, rulebook, first_run, last_run)"
    )
    db.execute("CREATE INDEX case_events_of_run ON case_events (run, case_id)")


@MIGRATIONS()
def m022_rechecks(db: Database) -> None:
    """What persons found when they rechecked drawn findings, not knowing the verdict: it grows.

    Here and not in `desk.db`: it tells how far the findings can be trusted, which papers and
    commands ask for too, and belongs to them when the books are moved; accounts do not.
    """
    db.table("rechecks").create(
        {
            "id": int,
            "at": str,
            "person": str,
            "run": str,
            "seed": str,  # digest of the run's manifest, by which it was drawn
            "case_id": str,
            "digest": str,  # of the judgement: unchanged ones are rechecked once
            "portal": str,
            "rulebook": str,
            "requirement": str,
            "check": str,
            "outcome": str,  # the verdict that was not shown
            "answer": str,  # met, not_met, unclear
            "note": str,
        },
        pk="id",
        not_null={"at", "person", "run", "seed", "case_id", "digest", "check", "outcome", "answer"},
        strict=True,
    )
    db.table("rechecks").create_index(["case_id", "digest"], unique=True)
    for verb in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER rechecks_no_{verb.lower()} BEFORE {verb} ON rechecks "
            "BEGIN SELECT raise(ABORT, 'rechecks are only added to'); END"
        )
