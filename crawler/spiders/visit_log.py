"""The visit log: how every task of a visit went, in the order of the answers, as JSON lines.

With the archived bodies it is all that a replay needs to come to the same dossier.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from crawler.errors import ArchiveError
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose
from crawler.portals import Portal
from crawler.portals.reach import literal
from crawler.records import Asked, Cause, Miss
from crawler.records.codec import encode, revive
from crawler.visit.fetch import Fetch
from crawler.visit.outcome import Outcome, outcome_of
from crawler.visit.plan import Visit

MEDIA_TYPE = "application/jsonl"


def visit_urn(portal_id: str) -> str:
    """The address under which a portal's visit log is archived."""
    return f"urn:gongkai:visit:{portal_id}"


def prior_urn(portal_id: str) -> str:
    """The address under which the prior state of a portal is archived."""
    return f"urn:gongkai:prior:{portal_id}"


def coverage_urn(portal_id: str) -> str:
    """The address under which a portal's coverage manifest is archived."""
    return f"urn:gongkai:coverage:{portal_id}"


def home_outcome(answers: Sequence[tuple[Fetch, Reading | None]]) -> Outcome:
    """How the home page of the portal itself came out; LIMIT if it was never answered."""
    for fetch, reading in answers:
        if fetch.task.purpose is Purpose.HOME:
            return outcome_of(fetch, reading)
    return Outcome(cause=Cause.LIMIT)


def is_probed(portal: Portal, guest: bool, answers: Sequence[tuple[Fetch, Reading | None]]) -> bool:
    """Whether the address families of the portal's host are probed.

    Not for a guest, whose host is its owner's matter. Nor where the home page was not seen: what
    answers there is not the portal, or may not be asked (robots.txt), or is in trouble enough.
    """
    if guest:
        return False
    spelled = literal(urlsplit(portal.home).hostname or "")
    return spelled is not None or home_outcome(answers).cause is None


def write_log(visit: Visit) -> bytes:
    """The log of a visit that is over: what rulebooks asked of it, its answers, then the misses
    that were never asked for.
    """
    rows = [{"asked": encode(visit.asked)}] if visit.asked != Asked() else []
    rows += [{"fetch": encode(fetch)} for fetch in visit.log]
    rows += [{"skipped": encode(miss)} for miss in visit.skipped]
    return "".join(_line(row) for row in rows).encode("utf-8", "backslashreplace")


def read_log(
    content: bytes, read: Callable[[Fetch], Reading | None]
) -> tuple[Sequence[tuple[Fetch, Reading | None]], Sequence[Miss]]:
    """Answers with their readings, and the misses, of a log; ArchiveError if it is none."""
    answers: list[tuple[Fetch, Reading | None]] = []
    misses: list[Miss] = []
    try:
        for text in content.decode().splitlines():
            row = json.loads(text)
            if "fetch" in row:
                fetch = revive(Fetch, row["fetch"])
                answers.append((fetch, read(fetch)))
            elif "asked" not in row:
                misses.append(revive(Miss, row["skipped"]))
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveError(f"the visit log cannot be read: {error}") from error
    return answers, misses


def read_asked(content: bytes) -> Asked:
    """What rulebooks asked of the visit of a log; ArchiveError if it is none."""
    try:
        row = json.loads(content.partition(b"\n")[0] or b"{}")
        found: Asked = revive(Asked, row.get("asked", {}))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArchiveError(f"the visit log cannot be read: {error}") from error
    return found


def _line(row: object) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"
