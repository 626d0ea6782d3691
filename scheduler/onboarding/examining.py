"""What the readers make of one saved page or file: the work behind `gongkai read`.

The role of a page is not known when it stands alone, so it is read as each kind of page in turn
and the kind from which most is understood is taken, unless a role is named.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from crawler.fetching.extracting import TOOK
from crawler.fetching.transcribing import transcribe
from crawler.pages.attachment import cause_of
from crawler.pages.condition.emptiness import may_state, own_pieces, says_blank
from crawler.pages.files.filetexts import page_of_transcript
from crawler.pages.files.formats import format_of
from crawler.pages.files.transcript import Transcript
from crawler.pages.lists.articletraces import has_date_line, has_title
from crawler.pages.lists.look import Look
from crawler.pages.markup.body import media_counts
from crawler.pages.markup.fileaddresses import PICTURE, is_file_address
from crawler.pages.markup.headinglabels import MORE
from crawler.pages.markup.labelled import labelled_fields
from crawler.pages.markup.outline import outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import shown
from crawler.pages.read import read
from crawler.pages.reading import ListReading, Reading
from crawler.pages.task import Purpose, Task
from crawler.pages.words.roles import roles_of, roles_table
from crawler.pages.words.text import SENTENCE, key
from crawler.portals import Limits, Role
from crawler.records import (
    Cause,
    Document,
    Field,
    Message,
    Record,
    Snapshot,
    Source,
    encode,
    normalise,
)
from scheduler.onboarding.kinds import explains, role_of

_PICTURE = re.compile(rf"{PICTURE}$", re.I)
_OF_COLUMN = 0.9
"""How strongly a title speaks for a role that is the name of a column."""
_OWN_TEXT = 50
"""Characters beside links from which a page has a text."""
CANDIDATES = (
    (Purpose.DETAIL, Role.NORMATIVE_DOCUMENTS),
    (Purpose.DETAIL, Role.INTERPRETATIONS),
    (Purpose.DETAIL, Role.MESSAGE_BOARD),
    (Purpose.DETAIL, Role.LEADERS),
    (Purpose.DETAIL, Role.ANNUAL_REPORTS),
    (Purpose.SECTION, Role.NOTICES),
)


_UNTOLD = {kind: f"application/{kind or 'octet-stream'}" for kind in ("", "rar", "7z", "image")}
"""What is told of bytes of which nobody says what they are, by their format."""


@dataclass(frozen=True)
class FieldRead:
    """One field of a record for printing: name, value, text as shown, where."""

    name: str
    value: str
    raw: str
    source: str
    place: str


@dataclass(frozen=True)
class Examined:
    """What was read from a page, and as which kind of page.

    Of a file `said` is what it says, and `encoding` its format.
    """

    url: str
    encoding: str
    role: Role
    reading: Reading
    records: tuple[tuple[Record, tuple[FieldRead, ...]], ...]
    said: Transcript | None = None


def examine(
    url: str,
    body: bytes,
    content_type: str,
    captured_at: datetime,
    role: Role | None = None,
    title: str = "",
) -> Examined:
    """Read a page as the named role, or as the kind from which most is understood.

    A file (Word, Excel, OFD, PDF) is read as the page that shows what it says, under that title.
    """
    address = normalise(url)
    kind = format_of(body)
    said = transcribe(kind, body, Limits()) if kind in TOOK else None
    if said is not None and not said.blocks:
        reading = Reading(cause=cause_of(said) or Cause.UNREADABLE, detail=f"{kind}: {said.detail}")
        return Examined(address, kind, role or Role.NOTICES, reading, (), said)
    if said is not None:
        page = page_of_transcript(said, title, address)
    else:
        # What is no text is no page, whatever nobody said of it.
        page = Page.parse(address, body, content_type or _UNTOLD.get(kind, ""))
    snapshot = Snapshot(address, captured_at, hashlib.sha256(body).hexdigest())
    candidates = [
        (purpose, one)
        for purpose, one in (
            CANDIDATES if role is None else ((Purpose.DETAIL, role), (Purpose.SECTION, role))
        )
    ]
    best: Examined | None = None
    look = Look(page)
    lettered = False
    of_box = _is_titled_by_box(look)
    listed, headed = _shows_unlinked_rows(look), role is None and _is_headed(look)
    if role is None and not explains(page):
        candidates = [pair for pair in candidates if pair[1] is not Role.INTERPRETATIONS]
    for purpose, one in candidates:
        reading = read(Task(purpose, address, one), page, snapshot)
        kept = tuple(record for record in reading.records if not _says_nothing(page, record))
        kept = tuple(one for one in kept if not (of_box and one.title == outline(page).title))
        if role is None:
            kept = tuple(record for record in kept if not _is_by_the_way(page, record))
        if _are_attached(page, reading):
            reading = dataclasses.replace(reading, listing=ListReading())
        reading = dataclasses.replace(reading, records=kept)
        records = tuple((record, fields_of(record)) for record in reading.records)
        encoding = kind if said is not None else page.encoding
        made = Examined(address, encoding, one, reading, records, said)
        listed = not headed and (listed or _lists(reading))
        lettered = lettered or any(map(_is_titled_letter, kept))
        seen = (listed, headed, lettered)
        if best is None or _rank(made, *seen) > _rank(best, *seen):
            best = made
    assert best is not None
    if role is None and not (best.records or best.reading.listing.entries):
        headed_as = _role_over_rows(look)
        if headed_as is not None:
            named = examine(url, body, content_type, captured_at, headed_as, title)
            rows = named.reading.listing.entries or named.reading.listing.unlinked
            return named if rows and not named.records else best
    told = role_of(page, best.reading.column) if role is None else None
    if told is None or (told is best.role and (told is not Role.MESSAGE_BOARD or _answers(best))):
        return best
    named = examine(url, body, content_type, captured_at, told, title)
    if told is Role.LEADERS and not any(getattr(one, "name", "") for one, _ in named.records):
        return best
    if told is Role.MESSAGE_BOARD:
        return named if _answers(named) else best
    return named if any(record.title for record, _ in named.records) else best


def _is_by_the_way(page: Page, record: Record) -> bool:
    """Whether a record is not what its page is: a letter made of the form for remarks below an
    article, by whose own title tag and day of publication the page is that article.
    """
    title = key(page.meta.get("articletitle", ""))
    if not isinstance(record, Message) or not title or key(record.title) == title:
        return False
    return key(outline(page).title) == title and any(
        slug == "published_on" and field.source is Source.LABEL and field.value
        for slug, field in labelled_fields(page, "document")
    )


def _says_nothing(page: Page, record: Record) -> bool:
    """Whether a document is but the <title> of a page that shows no title, text, file or field.

    Or the sentence that there is none, unless its title is that of such a statement.
    """
    if not isinstance(record, Document) or record.attachments or record.downloads:
        return False
    if any(one.value for one in fields_of(record)) or media_counts(page) != (0, 0):
        return False
    said = record.text.strip()
    if not said:
        return outline(page).title_line < 0
    return says_blank([said]) and not may_state(outline(page).title)


def _are_attached(page: Page, reading: Reading) -> bool:
    """Whether a page's rows are what is attached to it: papers and pictures without a day, on a
    page that its own tag calls an article, by a title that is no column's.
    """
    title, entries = page.meta.get("articletitle", ""), reading.listing.entries
    spoken = max(dict(roles_of(title)).values(), default=0.0)
    if not key(title) or spoken >= _OF_COLUMN or key(title) == key(page.meta.get("columnname", "")):
        return False
    papers = [is_file_address(entry.url) for entry in entries]
    kept = (one or _PICTURE.search(row.url) for one, row in zip(papers, entries, strict=True))
    return any(papers) and all(kept) and not any(entry.date for entry in entries)


def _lists(reading: Reading) -> bool:
    """Whether a page has several dated rows, and no text of its own."""
    dated = sum(entry.date is not None and not entry.inline for entry in reading.listing.entries)
    return dated > 1 and reading.own_text_chars < _OWN_TEXT


def _is_titled_by_box(look: Look) -> bool:
    """Whether what seems a page's title is the heading of a box: it offers more of what stands in
    it (更多), and nowhere does the page say a sentence of its own.
    """
    layout, lines = outline(look.page), shown(look.page).lines
    title = lines[layout.title_line : layout.title_end] if layout.title_line >= 0 else ()
    offers = any(
        piece.anchor is not None and key(piece.text) in MORE
        for line in title
        for piece in line.pieces
    )
    return offers and not any(map(SENTENCE.search, look.pieces))


def _role_over_rows(look: Look) -> Role | None:
    """The role whose full name is the heading of the only list of dated rows on a page."""
    lists = [
        group.box
        for group in look.groups
        if sum(row.dated for row in group.rows) > 1 and look.layout.region(group.box) == "main"
    ]
    lists = lists or list({row.box.mem_id: row.box for row in look.unlinked}.values())
    speaks = roles_of(look.layout.heading(lists[0])) if len(lists) == 1 else ()
    full = [role for role, strength in speaks if strength >= 1.0]
    return full[0] if len(full) == 1 and not roles_table()[full[0]].single else None


def _shows_unlinked_rows(look: Look) -> bool:
    """Whether a page has several dated rows whose addresses cannot be told, and no sentence.

    A question alone is none: a poll beside a list asks one.
    """
    own = (piece for piece in look.pieces if not piece.endswith(("？", "?")))
    return bool(look.unlinked) and not any(map(SENTENCE.search, own))


def _is_headed(look: Look) -> bool:
    """Whether a page has a title of its own, no column's, and the day of it in a line beside."""
    if not has_title(look.layout, look.layout.crumbs()):
        return False
    # One row alone may be the text with its attachment.
    rows = (row for group in look.groups if len(group.rows) > 1 for row in group.rows)
    taken = {node.mem_id for row in rows for node in row.nodes}
    return has_date_line(own_pieces(look.page, look.layout, taken))


def _answers(examined: Examined) -> bool:
    """Whether an answer to a letter was read."""
    return any(isinstance(one, Message) and one.replies for one, _ in examined.records)


def _is_titled_letter(record: Record) -> bool:
    """Whether a record is a letter with a title of its own and an answer."""
    return isinstance(record, Message) and bool(key(record.title)) and bool(record.replies)


def _rank(examined: Examined, listed: bool, headed: bool, lettered: bool) -> tuple[bool, int]:
    """How good a reading is; what a list tells of its rows beside their links is no document, nor
    is a title alone a letter there, nor are the rows below a titled and dated text what its page
    is, nor is anything without a title where the page shows a letter with title and answer.
    """
    records = [record for record, _ in examined.records]
    kinds = set(map(type, records))
    told = any(one.value for _, found in examined.records for one in found)
    bare = kinds == {Message} and not told and not any(map(texts_of, records))
    other = (listed and (Document in kinds or bare)) or (headed and not kinds)
    untitled = bool(kinds) and not any(key(record.title) for record in records)
    other = other or (lettered and untitled)
    # On a page of rows alone those without an address are understood, too.
    return not other, worth(examined) + listed * examined.reading.listing.unlinked


def worth(examined: Examined) -> int:
    """How much was understood: fields with a value, and list rows.

    The row made of a letter shown whole is that letter, which its fields count already; what a
    page hides is not what it is, and may be told of each row of a list.
    """
    named = (one for _, found in examined.records for one in found if one.value)
    fields = sum(not one.name.startswith("hidden[") for one in named)
    return 2 * fields + sum(not entry.inline for entry in examined.reading.listing.entries)


def fields_of(record: Record) -> tuple[FieldRead, ...]:
    """Every field of a record that carries its provenance, by name."""
    return tuple(_fields(record, ""))


def _fields(value: object, prefix: str) -> Iterator[FieldRead]:
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return
    for entry in dataclasses.fields(value):
        item = getattr(value, entry.name)
        name = f"{prefix}{entry.name}"
        if isinstance(item, Field):
            yield FieldRead(
                name,
                "" if item.value is None else str(encode(item.value)),
                item.raw,
                item.source.value,
                item.place,
            )
        elif isinstance(item, tuple):
            for number, part in enumerate(item, 1):
                if isinstance(part, tuple) and len(part) == 2 and isinstance(part[1], Field):
                    part = _Named(part[1])
                yield from _fields(part, f"{name}[{number}].")
        elif dataclasses.is_dataclass(item):
            yield from _fields(item, f"{name}.")


def texts_of(record: Record) -> tuple[tuple[str, str], ...]:
    """The running texts of a record (a reply, a division of work), each with its place."""
    if isinstance(record, Message):
        return tuple(
            (f"replies[{number}].text", one.text) for number, one in enumerate(record.replies, 1)
        )
    shown = ((name, getattr(record, name, "")) for name in ("name", "post", "division", "text"))
    return tuple((name, text) for name, text in shown if text)


@dataclass(frozen=True)
class _Named:
    field: Field[str]
