"""An attachment: what its bytes are, what its name claims, and its record."""

from __future__ import annotations

import hashlib
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from crawler.pages.condition import recognise
from crawler.pages.page import Page
from crawler.pages.personal import read_personal_file
from crawler.pages.reading import Reading
from crawler.pages.task import Task
from crawler.records.materials import Attachment
from crawler.records.model import Cause, Snapshot

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_STARTS = (
    (b"{\\rtf", "rtf"), (b"Rar!\x1a\x07", "rar"), (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\xff\xd8\xff", "image"), (b"\x89PNG\r\n", "image"), (b"GIF8", "image"), (b"BM", "image"),
    (b"II*\x00", "image"), (b"MM\x00*", "image"),
)  # fmt: skip
_INSIDE = (
    (b"word/document", "docx"), (b"xl/workbook", "xlsx"), (b"ppt/presentation", "pptx"),
    (b"OFD.xml", "ofd"),
)  # fmt: skip
"""Names of members that tell what a ZIP file is; they stand uncompressed in it."""
_LOOK = 1_024
_ENDING = re.compile(r"\.([a-z0-9]{1,5})$", re.I)
_ENDING_INSIDE = re.compile(r"\.([a-z0-9]{2,5})(?=$|[&;)）】\]\s,，。（(])", re.I)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def format_of(body: bytes) -> str:
    """What the bytes of a file are; empty if that is not known.

    Word files may be web pages (`wordhtml`), of one piece (`mht`) or XML (`wordxml`).
    """
    start = body[:_LOOK].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in body[:_LOOK]:
        return "pdf"
    if start.startswith(_OLE):
        return "ole"
    if start.startswith(_ZIP):
        return next((name for mark, name in _INSIDE if mark in body), "zip")
    for mark, name in _STARTS:
        if start.startswith(mark):
            return name
    lower = start.lower()
    if lower.startswith(b"mime-version:"):
        return "mht"
    if lower.startswith(b"<"):
        if b"word.document" in lower and b"<?mso-application" in lower:
            return "wordxml"
        return "wordhtml" if b"urn:schemas-microsoft-com:office" in lower else "html"
    if body and not _CONTROL.search(body[: 64 * _LOOK]):
        return "txt"
    return ""


def stand_in(body: bytes) -> bytes:
    """Bytes of the same format and about the same size that hold nothing of a file.

    Files that differ have stand-ins that differ.
    """
    inside = b"".join(mark for mark, _ in _INSIDE if mark in body)
    head = b"%PDF-" if b"%PDF-" in body[:_LOOK] else body[:8]
    digest = hashlib.sha256(body).hexdigest().encode()
    return (head + inside + bytes(1) + digest + bytes(4 * _LOOK))[: len(body)]


def named_format(url: str, label: str = "", media_type: str = "") -> str:
    """The format that the address of a file, its link's text or its media type claims."""
    parts = urlsplit(url)
    path, query = unquote(parts.path), unquote(parts.query)
    if found := _format(_ENDING.search(path)):
        return found
    for text in (query, label):
        claims = [f for m in _ENDING_INSIDE.finditer(text) if (f := _format(m))]
        if claims:
            return claims[-1]
    return _types().get(media_type.split(";")[0].strip().lower(), "")


def _format(match: re.Match[str] | None) -> str:
    return _endings().get(match.group(1).lower(), "") if match else ""


def read_file(task: Task, url: str, snapshot: Snapshot, content_type: str, body: bytes) -> Reading:
    """The reading of an attachment; an answer that is a page in its stead gives its cause.

    A page that is not what it should be is recognised by what it shows; any other page is
    taken for the file.
    """
    kind = format_of(body)
    named = named_format(task.url, task.label, snapshot.media_type)
    if kind == "html" or (kind == "txt" and named != "txt"):
        cause, detail = recognise(Page.parse(url, body, content_type, snapshot.status))
        if cause is not None and cause is not Cause.LIMIT and snapshot.status not in (404, 410):
            return Reading(cause=cause, detail=detail)
    record = Attachment(
        url=task.url,
        title=task.label or unquote(urlsplit(task.url).path.rpartition("/")[2]),
        role=task.role,
        snapshot=snapshot,
        document=task.linked_from,
        final_url=url,
        size=len(body),
        format=kind,
        named=named,
    )
    personal = read_personal_file(task, record.title, snapshot, kind, content_type, body)
    return Reading(records=(record,), personal=personal)


def read_roster(task: Task, snapshot: Snapshot, content_type: str, body: bytes) -> Reading:
    """The reading of a file that is looked at for personal data alone."""
    kind = format_of(body)
    personal = read_personal_file(task, task.label, snapshot, kind, content_type, body)
    return Reading(personal=personal)


@cache
def file_words() -> dict[str, Any]:
    """The data of `files.toml`."""
    return tomllib.loads(Path(__file__).with_name("files.toml").read_text(encoding="utf-8"))


@cache
def _endings() -> dict[str, str]:
    return {end: name for name, ends in file_words()["endings"].items() for end in ends}


@cache
def _types() -> dict[str, str]:
    return {kind: name for name, kinds in file_words()["types"].items() for kind in kinds}
