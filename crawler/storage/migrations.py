"""Tables and views of a portal group, as the named migration set "crawler"."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

MIGRATIONS = Migrations("crawler")

_PROVENANCE = "subject, title, sha256, captured_at"


@MIGRATIONS()
def tables(db: Database) -> None:
    """Staging, published dossiers and the ledgers that outlive a run."""
    db.table("runs").create(
        {
            "run": str,
            "as_of": str,
            "warc": str,
            "published_at": str,
            "portals": str,
        },
        pk="run",
    )
    db.table("staging").create(
        {
            "run": str,
            "portal": str,
            "seq": int,
            "url": str,
            "purpose": str,
            "cause": str,
            "records": int,
            "fetch": str,
        },
        pk=("run", "portal", "seq"),
    )
    db.table("dossiers").create(
        {
            "run": str,
            "portal": str,
            "as_of": str,
            "guest": int,
            "family": str,
            "coverage": str,
            "aliases": str,
            "sightings": str,
        },
        pk=("run", "portal"),
    )
    db.table("records").create(
        {
            "run": str,
            "portal": str,
            "rank": int,
            "kind": str,
            "role": str,
            "subject": str,
            "title": str,
            "sha256": str,
            "captured_at": str,
            "data": str,
        },
        pk=("run", "portal", "rank"),
    )
    db.table("sections").create(
        {
            "run": str,
            "portal": str,
            "role": str,
            "rank": int,
            "state": str,
            "cause": str,
            "reason": str,
            "entries": int,
            "newest_on": str,
            "data": str,
        },
        pk=("run", "portal", "role"),
    )
    db.table("misses").create(
        {
            "run": str,
            "portal": str,
            "rank": int,
            "url": str,
            "role": str,
            "cause": str,
            "detail": str,
            "title": str,
            "linked_from": str,
        },
        pk=("run", "portal", "rank"),
    )
    db.table("sightings").create(
        {"run": str, "portal": str, "rank": int, "subject": str, "fact": str, "at": str},
        pk=("run", "portal", "rank"),
    )
    db.table("priors").create(
        {"run": str, "portal": str, "as_of": str, "state": str}, pk=("run", "portal")
    )
    db.table("politeness").create(
        {
            "run": str,
            "host": str,
            "requests": int,
            "bytes": int,
            "peak_per_second": int,
            "average_per_second": float,
            "retries": int,
            "complaints": int,
            "robots_skips": int,
            "seconds": float,
        },
        pk=("run", "host"),
    )


@MIGRATIONS()
def views(db: Database) -> None:
    """The main fields of each kind of record, for people who browse the file."""
    fields = {
        "documents": ("document", "number signed_on issued_on published_on validity issuer"),
        "interpretations": ("interpretation", "published_on origin interpreter person phone"),
        "messages": (
            "message",
            "number message_kind status body submitted_on accepted_on published_on closed_on",
        ),
        "annual_reports": ("annual_report", "published_on"),
    }
    plain = {"annual_reports": ", json_extract(data, '$.year') AS year"}
    for name, (kind, names) in fields.items():
        columns = "".join(
            f", json_extract(data, '$.{field}.value') AS {field}" for field in names.split()
        )
        db.create_view(
            name,
            f"SELECT run, portal, role, {_PROVENANCE}{columns}{plain.get(name, '')} "
            f"FROM records WHERE kind = '{kind}'",
        )
    db.create_view(
        "leaders",
        f"SELECT run, portal, json_extract(data, '$.name') AS name, "
        f"json_extract(data, '$.post') AS post, json_extract(data, '$.division') AS division, "
        f"{_PROVENANCE} FROM records WHERE kind = 'leader'",
    )
    db.create_view(
        "entries",
        "SELECT run, portal, role, title, subject, json_extract(data, '$.date.value') AS date, "
        "json_extract(data, '$.list_url') AS list_url FROM records WHERE kind = 'entry'",
    )


@MIGRATIONS()
def rates(db: Database) -> None:
    """The pace that each host was held to."""
    db.table("politeness").add_column("rate", float)


@MIGRATIONS()
def columns(db: Database) -> None:
    """The column tree of each dossier, and the columns that were asked for by title."""
    db.table("dossiers").add_column("columns", str)


@MIGRATIONS()
def manners(db: Database) -> None:
    """How each portal's pages were made in a run, and what of it drifted from its history."""
    db.table("dossiers").add_column("manner", str)


@MIGRATIONS()
def captures(db: Database) -> None:
    """Where the bytes of each address lie, and which hosts are not believed to know that."""
    db.table("captures").create(
        {
            "url": str,
            "request": str,
            "sha256": str,
            "status": int,
            "warc": str,
            "kept_at": str,
            "whole_at": str,
            "seen_at": str,
            "etag": str,
            "modified": str,
        },
        pk=("url", "request"),
    )
    db.table("doubted_hosts").create({"host": str, "since": str}, pk="host")


@MIGRATIONS()
def looked_at(db: Database) -> None:
    """When each address was last answered, and what was wanted of it then."""
    db.execute("ALTER TABLE captures ADD COLUMN looked_at TEXT")
    db.execute("ALTER TABLE captures ADD COLUMN task TEXT NOT NULL DEFAULT ''")


@MIGRATIONS()
def days(db: Database) -> None:
    """What tells of the day of each page, and pages dated before a night without them."""
    db.create_view(
        "page_dates",
        "SELECT run, portal, role, subject, title, json_extract(f.value, '$.witness') AS witness, "
        "json_extract(f.value, '$.on') AS day, json_extract(f.value, '$.label') AS label, "
        "json_extract(f.value, '$.raw') AS raw, "
        "coalesce(json_array_length(data, '$.differing'), 0) AS differences "
        "FROM records, json_each(data, '$.facts') AS f WHERE kind = 'page_dates'",
    )
    columns = "".join(
        f", json_extract(data, '$.{name}') AS {name}"
        for name in ("dated_on", "absent_at", "first_seen_at", "list_url")
    )
    db.create_view(
        "late_entries",
        f"SELECT run, portal, role, {_PROVENANCE}{columns} FROM records WHERE kind = 'late_entry'",
    )


@MIGRATIONS()
def day_changes(db: Database) -> None:
    """What shows another day than it once did."""
    columns = "".join(
        f", json_extract(data, '$.{name}') AS {name}"
        for name in ("was_on", "dated_on", "changed_at", "excuse")
    )
    db.create_view(
        "day_changes",
        f"SELECT run, portal, role, {_PROVENANCE}, "
        f"coalesce(json_extract(data, '$.of'), 'page') AS day_of{columns} "
        "FROM records WHERE kind = 'day_change'",
    )


@MIGRATIONS()
def content_types(db: Database) -> None:
    """What the server said of the type of each address's bytes."""
    db.execute("ALTER TABLE captures ADD COLUMN content_type TEXT NOT NULL DEFAULT ''")
