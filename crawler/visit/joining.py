"""The record of a page, joined with what the files say to which it leaves its text."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from crawler.records.materials import ServiceGuide
from crawler.records.model import Document, Field, FileText, Record, Source

_PLACE = "附件"
_OWN = frozenset(
    {"url", "title", "role", "snapshot", "final_url", "links", "attachments", "downloads",
     "download_button", "linked_from", "picture_urls", "pictures", "videos", "audios", "column",
     "scripted_media", "files", "read", "more", "tabbed", "beside", "other_dates", "hidden",
     "published_on", "updated_on", "unread"}
)  # fmt: skip
"""What a page has of itself and never of a file."""
_OF_TEXT = frozenset({"number", "effective_on", "valid_until", "valid_years", "signature"})
"""What the text of a document says of it."""


def together(record: Record, said: Record, file: FileText) -> Record:
    """A page's record with what its file says where the page says nothing; texts are joined."""
    changed: dict[str, Any] = {}
    for one in fields(record):
        if one.name in _OWN:
            continue
        mine, theirs = getattr(record, one.name), getattr(said, one.name)
        changed[one.name] = _value(record, one.name, mine, theirs, file)
    if isinstance(record, Document) and isinstance(said, Document):
        # The page's own text is what its history is kept of: it stays as the page shows it. So is
        # what it must show itself, beside labels: a file shows that to nobody who looks at it.
        changed = {name: _in_text(one) for name, one in changed.items() if name in _OF_TEXT}
        changed["file_text"] = "\n".join(filter(None, (record.file_text, said.text)))
    return replace(record, **changed)


def _value(record: Record, name: str, mine: Any, theirs: Any, file: FileText) -> Any:
    if name == "text":
        return "\n".join(filter(None, (mine, theirs)))
    if name in ("text_chars", "tables") and isinstance(mine, int):
        return mine + theirs
    if name in ("blocks", "tables"):
        return (*mine, *theirs)
    if name == "fields" and isinstance(record, ServiceGuide):
        known = {field.slug for field in mine}
        return (*mine, *(field for field in theirs if field.slug not in known))
    if isinstance(mine, bool):
        return mine or theirs
    if mine in (None, "", ()):
        return _placed(theirs, file.title)
    return mine


def _in_text(value: Any) -> Any:
    """A field as one of the running text, whatever label stands beside it in a file."""
    if isinstance(value, Field) and value.place.startswith(_PLACE):
        return replace(value, source=Source.TEXT)
    return value


def _placed(value: Any, title: str) -> Any:
    """A field with the file named as its place."""
    if isinstance(value, Field):
        return replace(value, place=f"{_PLACE}“{title}”{value.place}")
    return value
