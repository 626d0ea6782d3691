"""An attachment: its record, what it says in the stead of its page, numbers of persons in it."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote, urlsplit

from crawler.pages.condition.condition import recognise
from crawler.pages.files.files import named_format
from crawler.pages.files.filetexts import page_of_transcript, told_by
from crawler.pages.files.formats import format_of
from crawler.pages.files.transcript import Transcript, Why, nothing
from crawler.pages.markup.page import Page
from crawler.pages.personal.personal import read_personal_file
from crawler.pages.read import read_behind
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.records.materials import Attachment
from crawler.records.model import Cause, FileText, Snapshot
from crawler.records.site import PersonalData

_CAUSES = dict.fromkeys(Why, Cause.UNREADABLE) | {
    Why.LIMIT: Cause.LIMIT, Why.PROGRAM: Cause.SCANNER, Why.OWN: Cause.SCANNER,
}  # fmt: skip


def read_file(
    task: Task,
    url: str,
    snapshot: Snapshot,
    content_type: str,
    body: bytes,
    transcript: bytes = b"",
) -> Reading:
    """The reading of an attachment; an answer that is a page in its stead gives its cause.

    A page that is not what it should be is recognised by what it shows; any other page is
    taken for the file. `transcript` is what the file says, if that was taken down.
    """
    kind = format_of(body)
    named = named_format(task.url, task.label, snapshot.media_type)
    if kind == "html" or (kind == "txt" and named != "txt"):
        cause, detail = recognise(Page.parse(url, body, content_type, snapshot.status))
        if cause is not None and cause is not Cause.LIMIT and snapshot.status not in (404, 410):
            return Reading(cause=cause, detail=detail)
    title = task.label or unquote(urlsplit(task.url).path.rpartition("/")[2])
    said = _said(snapshot, kind, content_type, body, transcript)
    personal = read_personal_file(task, title, snapshot, said, body)
    if task.purpose is Purpose.TEXT:
        behind = _behind(task, title, snapshot, said, personal)
        return replace(behind, size=len(body), by_day=bool(said.blocks))
    record = Attachment(
        url=task.url,
        title=title,
        role=task.role,
        snapshot=snapshot,
        document=task.linked_from,
        final_url=url,
        size=len(body),
        format=kind,
        named=named,
    )
    return Reading(records=(record,), personal=personal, by_day=bool(said.blocks))


def read_roster(
    task: Task, snapshot: Snapshot, content_type: str, body: bytes, transcript: bytes = b""
) -> Reading:
    """The reading of a file that is looked at for personal data alone; what came of its text."""
    said = _said(snapshot, format_of(body), content_type, body, transcript)
    personal = read_personal_file(task, task.label, snapshot, said, body)
    file = _came_of(task, task.label, snapshot, said)
    return Reading(file=file, personal=personal, by_day=bool(said.blocks))


def _said(
    snapshot: Snapshot, kind: str, content_type: str, body: bytes, transcript: bytes
) -> Transcript:
    if snapshot.status != 200:
        return nothing(Why.DAMAGED, f"返回 {snapshot.status}")
    return told_by(kind, body, content_type, transcript)


def _behind(
    task: Task, title: str, snapshot: Snapshot, said: Transcript, personal: PersonalData | None
) -> Reading:
    """What a file says in the stead of the page that leaves its text to it."""
    file = _came_of(task, title, snapshot, said)
    if not said.blocks:
        return Reading(file=file, personal=personal)
    listed = task.entry.title if task.entry is not None else title
    page = page_of_transcript(said, listed, task.url)
    behind = read_behind(task, page, snapshot)
    return Reading(file=file, personal=personal, behind=behind)


def cause_of(said: Transcript) -> Cause | None:
    """Why what a file says is not known, wholly or in part; None where all of it is."""
    return _CAUSES[said.why] if said.why is not None else None


def _came_of(task: Task, title: str, snapshot: Snapshot, said: Transcript) -> FileText:
    return FileText(
        task.url, title, snapshot, cause_of(said), said.detail, bool(said.blocks), said.by
    )
