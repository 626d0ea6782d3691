"""Files to which pages leave what is judged: which of them are not known, and what names them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.judging.wording import quoted
from crawler.records import Cause, Evidence, FileText, Link, Record

_MOST_NAMED = 5


def unread_files(record: Record) -> tuple[Link, ...]:
    """The files that a page offers and of which not all that they say is known."""
    known = {file.url for file in record.files if file.cause is None}
    offered: tuple[Link, ...] = getattr(record, "attachments", ())
    return tuple(link for link in offered if link.url not in known)


def hidden_in_files(record: Record) -> Cause | None:
    """Why something may stand in a file of a page and not be seen; None where all were read.

    A file that nobody asked for, for its page has a text of its own, is as good as unreadable.
    """
    known = {file.url for file in record.files}
    asked = all(link.url in known for link in unread_files(record))
    return read_in_part(record) or (None if asked else Cause.UNREADABLE)


def read_in_part(record: Record) -> Cause | None:
    """Why a part of the text that a page leaves to its files is not known; None if all of it is."""
    return next((file.cause for file in record.files if file.cause is not None), None)


def may_show_pictures(record: Record) -> bool:
    """Whether files of a page may show pictures that nobody saw: programs give words alone."""
    return any(file.cause is not None or file.by for file in record.files)


def known_by_words(record: Record) -> bool:
    """Whether a file of a page is known by a program's words alone: its tables are not seen."""
    return any(file.used and file.by for file in record.files)


def with_files(finding: Finding, records: Iterable[Record]) -> Finding:
    """The finding with the files named that its records took their text from.

    Where nothing can be told, those that could not be read are named, too, each with the reason.
    """
    shown = list(finding.evidence)
    for record in records:
        for file in record.files[:_MOST_NAMED]:
            proof = _proof(file, told=finding.outcome is Outcome.CANT_TELL)
            if proof is not None and proof not in shown:
                shown.append(proof)
    added = len(shown) > len(finding.evidence)
    return replace(finding, evidence=tuple(shown)) if added else finding


def _proof(file: FileText, *, told: bool) -> Evidence | None:
    """The file as evidence: that the text is from it, or (`told`) why it could not be read."""
    shot = file.snapshot
    if shot is None or not (file.used or told):
        return None
    said = f"附件：{file.title}"
    if told and file.cause is not None and file.detail:
        said = f"{said}（{file.detail}）"
    return Evidence(shot.url, shot.captured_at, shot.sha256, quoted(said))
