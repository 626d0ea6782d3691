"""The coverage manifest: what was planned, read and skipped, and why. It is proof of absence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from crawler.pages.reading import Reading
from crawler.portals.model import Portal
from crawler.portals.roles import Role
from crawler.records.columns import NamedColumn
from crawler.records.dossier import Miss, Section
from crawler.records.moments import stamp
from crawler.visit.fetch import Fetch
from crawler.visit.named import Named
from crawler.visit.outcome import outcome_of

Answer = tuple[Fetch, Reading | None]
VERSION = 1


def coverage_manifest(
    portal: Portal,
    as_of: datetime,
    visited: Sequence[Answer],
    misses: Iterable[Miss],
    sections: Mapping[Role, Section],
    unchanged: frozenset[str] = frozenset(),
    columns: Named | None = None,
) -> bytes:
    """The manifest of one visit as JSON in UTF-8, the same bytes for the same visit.

    `read` lists every page that was seen, or seen to be gone, with its digest and the time of
    its capture; `failed` every page that was asked for and not seen; `skipped` those that were
    planned and never asked for (`unasked` what an earlier night saw of it is taken over, with the
    time of that); `sections` how far each section was read. `unchanged` are the
    digests known from an earlier night. Where columns were asked for by title, `columns` lists
    the tree that was seen, and `named` how each of them was found and read.
    """
    pages = sorted((_page(f, r, unchanged) for f, r in visited), key=_place)
    read = [page for page in pages if "cause" not in page]
    failed = [page for page in pages if "cause" in page]
    skipped = sorted((_miss(miss) for miss in misses), key=_place)
    data: dict[str, Any] = {
        "version": VERSION,
        "portal": portal.id,
        "home": portal.home,
        "as_of": stamp(as_of),
        "counts": {
            "planned": len(pages) + len(skipped),
            "read": len(read),
            "failed": len(failed),
            "skipped": len(skipped),
            "unchanged": sum(page["unchanged"] for page in pages),
            "unasked": sum(page.get("unasked", False) for page in pages),
        },
        "read": read,
        "failed": failed,
        "skipped": skipped,
        "sections": [_section(sections[role]) for role in sorted(sections, key=lambda r: r.value)],
    }
    if columns is not None and columns.named:
        data["columns"] = {
            "complete": columns.complete,
            "cause": columns.cause.value if columns.cause else None,
            "seen": [[*one.path, one.title, one.url] for one in columns.columns],
        }
        data["named"] = [_named(columns.named[name]) for name in sorted(columns.named)]
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


def _page(fetch: Fetch, reading: Reading | None, unchanged: frozenset[str]) -> dict[str, Any]:
    task = fetch.task
    page: dict[str, Any] = {
        "url": task.url,
        "purpose": task.purpose.value,
        "role": task.role.value,
        "clicks": task.clicks,
        "page": task.page_number,
        "attempts": fetch.attempts,
        "unchanged": False,
    }
    if fetch.unasked:
        page["unasked"] = True
    if task.body:
        page |= {"method": task.method, "body": task.body}
    if fetch.final_url and fetch.final_url != task.url:
        page["final_url"] = fetch.final_url
    if fetch.snapshot is not None:
        shot = fetch.snapshot
        page |= {
            "status": shot.status,
            "sha256": shot.sha256,
            "captured_at": stamp(shot.captured_at),
            "unchanged": shot.sha256 in unchanged,
        }
    if fetch.shell is not None:
        page["shell"] = fetch.shell.sha256
    if fetch.unshown is not None:
        page["unshown"] = {"cause": fetch.unshown.value, "detail": fetch.unshown_why}
    if task.purpose.value == "robots":
        if fetch.cause is not None:
            page |= {"cause": fetch.cause.value, "detail": fetch.detail}
        return page
    outcome = outcome_of(fetch, reading)
    if outcome.cause is not None:
        page |= {"cause": outcome.cause.value, "detail": outcome.detail}
    if reading is not None and reading.listing.entries:
        page["rows"] = len(reading.listing.entries)
    return page


def _miss(miss: Miss) -> dict[str, Any]:
    return {
        "url": miss.url,
        "role": miss.role.value,
        "cause": miss.cause.value,
        "detail": miss.detail,
        "title": miss.title,
        "linked_from": miss.linked_from,
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "role": section.role.value,
        "state": section.state.value,
        "name": section.name,
        "cause": section.cause.value if section.cause else None,
        "reason": section.reason,
        "urls": list(section.urls),
        "clicks": section.clicks,
        "list_pages": section.list_pages,
        "entries": section.entries,
        "text_chars": section.text_chars,
        "newest_on": section.newest_on.isoformat() if section.newest_on else None,
        **_reach(section),
    }


def _reach(read: Section | NamedColumn) -> dict[str, str]:
    """How far back a list was read, where it was not read to its end."""
    day = read.unread_before
    return {"unread_before": day.isoformat()} if day is not None else {}


def _named(column: NamedColumn) -> dict[str, Any]:
    return {
        "wanted": column.wanted.name,
        "synonyms": list(column.wanted.synonyms),
        "state": column.state.value,
        "cause": column.cause.value if column.cause else None,
        "reason": column.reason,
        "url": column.column.url if column.column is not None else None,
        "match": column.match.value if column.match else None,
        "list_pages": column.list_pages,
        "entries": column.entries,
        "newest_on": column.newest_on.isoformat() if column.newest_on else None,
        **_reach(column),
    }


_ORDER = (
    "purpose",
    "role",
    "url",
    "page",
    "body",
    "cause",
    "detail",
    "title",
    "linked_from",
    "sha256",
    "captured_at",
)


def _place(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(f"{row.get(key, ''):>8}" for key in _ORDER)
