"""Broken and hostile attachments, through their readers and through the child that reads them."""

# ruff: noqa: E501 - what is sent reads best unbroken

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from random import Random

from crawler.fetching.extracting import TOOK
from crawler.fetching.transcribing import transcribe
from crawler.pages.attachment import read_file, read_roster
from crawler.pages.files.bundle import OURS, read_bundle, read_ours
from crawler.pages.files.filetexts import told_by
from crawler.pages.files.formats import format_of, stand_in, written_by
from crawler.pages.files.transcript import (
    MOST_CHARACTERS,
    Transcript,
    Why,
    from_bytes,
    nothing,
    to_bytes,
)
from crawler.pages.task import Purpose, Task
from crawler.portals import Limits
from crawler.portals.roles import Role
from crawler.records.model import Snapshot
from tests.fuzzing.bounds import allowed, guarded, seconds_of
from tests.fuzzing.mutations import NUMBERS
from tests.fuzzing.oracles import unkept
from tests.fuzzing.sources import files

_LIMITS = Limits(text_seconds=20.0, text_memory=600_000_000)
_CHILD_SECONDS = 40.0
_UNPACKED = 60_000_000  # bytes that a small file may unpack to: reading them takes its time, too
_URL = "http://www.yunxi.test/files/1.docx"
_SNAPSHOT = Snapshot(_URL, datetime(2026, 11, 20, 2, tzinfo=UTC), "0" * 64)
_PLACES = (
    "../../../../etc/passwd", "/etc/passwd", "..\\..\\a.xml", "a" * 5_000 + ".txt", "\x00.txt", "",
    "word/document.xml", "xl/workbook.xml", "OFD.xml", "word/", "./././a", "con:", "\u202egpj.exe",
    "9" * 400 + ".xml", "xl/worksheets/sheet" + "9" * 300 + ".xml", "Doc_0/Pages/Page_999999999999/Content.xml",
)  # fmt: skip
_BOMB = "<!DOCTYPE a [" + "".join(
    f'<!ENTITY {b} "{("&" + a + ";") * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip


@dataclass(frozen=True)
class FileInput:
    """One file, the type that is declared for it, and whether the child reads it."""

    name: str
    body: bytes
    content_type: str
    purpose: Purpose
    in_child: bool


def _members(body: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _zipped(members: list[tuple[str, bytes]], coding: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", coding) as archive:
        warnings.simplefilter("ignore")  # two members of one name are wanted
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, coding)
    return out.getvalue()


def _entities(text: str, draw: Random) -> str:
    head, mark, rest = text.partition("?>")
    return f"{head}{mark}{_BOMB}{rest}&i;" if mark else _BOMB + text


def _nested(text: str, draw: Random) -> str:
    depth = draw.choice((50, 3_000, 100_000))
    name = draw.choice(("w:p", "w:tbl", "w:tc", "row", "c", "x", "ofd:TextObject"))
    at = text.find("><", draw.randrange(len(text) + 1)) + 1
    return text[:at] + f"<{name}>" * depth + f"</{name}>" * depth * draw.choice((0, 1)) + text[at:]


def _spread(text: str, draw: Random) -> str:
    """Cells at places that no sheet has, spans of a million, counts out of all proportion."""
    cells = "".join(
        f'<c r="{place}" t="{kind}"><v>{draw.choice(NUMBERS)}</v></c>'
        for place in ("XFD1048576", "ZZZ999999999", "A0", "", "１Ａ", "AAAAAAAA1")
        for kind in ("s", "n", "inlineStr", "e")
    )
    row = f'<row r="{draw.choice(NUMBERS)}" spans="1:1000000">{cells * draw.choice((1, 200))}</row>'
    span = f'<w:gridSpan w:val="{draw.choice(NUMBERS)}"/>'
    for mark, piece in (
        ("</sheetData>", row + "</sheetData>"),
        ("<w:tc>", "<w:tc><w:tcPr>" + span + "</w:tcPr>"),
    ):
        text = text.replace(mark, piece)
    return text


def _numbered(text: str, draw: Random) -> str:
    at = draw.randrange(len(text) + 1)
    return text[:at] + text[at:].replace('="1', f'="{draw.choice(NUMBERS)}', 3)


def _coded(text: str, draw: Random) -> str:
    return text.replace("utf-8", draw.choice(("gb2312", "utf-16", "x", "utf-7"))).replace(
        "UTF-8", "ascii"
    )


def _broken_text(text: str, draw: Random) -> str:
    at = draw.randrange(len(text) + 1)
    piece = draw.choice(
        ("<", "&", "]]>", "<!--", "\x00", "￿", "</w:p>", "<![CDATA[", "&#0;", "文" * 50_000)
    )
    return text[:at] + piece + text[at:]


_INSIDE: tuple[Callable[[str, Random], str], ...] = (
    _entities, _nested, _spread, _numbered, _coded, _broken_text,
    lambda text, draw: text[: draw.randrange(len(text) + 1)], lambda text, draw: "",
)  # fmt: skip


def _inside(body: bytes, draw: Random) -> bytes:
    members = _members(body)
    for _ in range(draw.choice((1, 2))):
        place = draw.randrange(len(members))
        name, content = members[place]
        text = content.decode("utf-8", "surrogateescape")
        changed = draw.choice(_INSIDE)(text, draw).encode("utf-8", "surrogateescape")
        members[place] = (name, changed)
    return _zipped(members)


def _renamed(body: bytes, draw: Random) -> bytes:
    members = _members(body)
    place = draw.randrange(len(members))
    members[place] = (draw.choice(_PLACES), members[place][1])
    return _zipped(
        members, draw.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA))
    )


def _without(body: bytes, draw: Random) -> bytes:
    members = _members(body)
    members.pop(draw.randrange(len(members)))
    return _zipped(members)


def _around(body: bytes, draw: Random) -> bytes:
    """The file in zips in a zip, or many times over."""
    for _ in range(draw.choice((1, 2, 5))):
        body = _zipped(
            [(f"{n}.zip", body) for n in range(draw.choice((1, 70)) if len(body) < 9_000 else 1)]
        )
    return body


@cache
def _bomb(name: str, start: bytes) -> bytes:
    return _zipped([(name, start + b" " * 90_000_000)])


def _blown(body: bytes, draw: Random) -> bytes:
    name, start = draw.choice((
        ("word/document.xml", b"<w>"), ("xl/workbook.xml", b"<w>"), ("a.txt", b""), ("OFD.xml", b"<a/>"),
    ))  # fmt: skip
    return _bomb(name, start)


def _cut(body: bytes, draw: Random) -> bytes:
    return body[: draw.randrange(len(body) + 1)]


def _flipped(body: bytes, draw: Random) -> bytes:
    broken = bytearray(body)
    for _ in range(draw.choice((1, 1, 4, len(body) // 40 + 1))):
        broken[draw.randrange(len(broken))] = draw.randrange(256)
    return bytes(broken)


def _doubled(body: bytes, draw: Random) -> bytes:
    return body + draw.choice(tuple(files().values()))


_ZIPPED = (_inside, _inside, _inside, _renamed, _without, _around)
_ANY = (_cut, _flipped, _flipped, _doubled)


def file_input(draw: Random, number: int) -> FileInput:
    """A mutated file, drawn whole from the random source."""
    sort = draw.choice(tuple(files()))
    body = files()[sort]
    how = draw.random()
    if how < 0.01:
        body = _blown(body, draw)
    elif how < 0.6 and sort in (*OURS, "zip"):
        body = draw.choice(_ZIPPED)(body, draw)
    if how > 0.4:
        body = draw.choice(_ANY)(body, draw) if body else body
    kind = draw.choice(
        ("", "text/plain; charset=gbk", "application/zip", "text/html", "application/msword")
    )
    purpose = draw.choice((Purpose.FILE, Purpose.TEXT, Purpose.TEXT, Purpose.ROSTER))
    return FileInput(sort, body, kind, purpose, number % 40 == 0)


def _bundled(kind: str, body: bytes) -> Transcript:
    return read_ours(kind, body) if kind in OURS else nothing(Why.FORMAT)


def faults_of(given: FileInput) -> list[str]:
    """What is wrong with the reading of a file; raises what a reader raises."""
    body, faults = given.body, []
    kind = format_of(body)
    read = given.purpose is Purpose.ROSTER
    task = Task(
        given.purpose, _URL, Role.NORMATIVE_DOCUMENTS, label="附件：云溪县农村公路养护办法.docx"
    )
    told: list[Transcript] = []

    def work() -> None:
        told.append(
            read_bundle(body, _bundled)
            if kind == "zip"
            else told_by(kind, body, given.content_type)
        )

    with guarded():
        most = allowed(_UNPACKED if kind == "zip" or kind in OURS else len(body))
        took = seconds_of(work, most)
    if took > most:
        faults.append(f"{took:.1f} s for {len(body)} bytes of {kind}")
    if given.in_child and kind in TOOK:
        started = datetime.now(UTC)
        told.insert(0, transcribe(kind, body, _LIMITS))
        if (datetime.now(UTC) - started).total_seconds() > _CHILD_SECONDS:
            faults.append("the child was not ended in time")
    said = told[0]
    if (said.why is None and not said.blocks) or (said.why is not None and not said.detail):
        faults.append(f"neither words nor a cause: {said.why} {said.detail!r}")
    if said.characters() > MOST_CHARACTERS:
        faults.append(f"{said.characters()} characters")
    if from_bytes(to_bytes(said)) != from_bytes(to_bytes(from_bytes(to_bytes(said)))):
        faults.append("the transcript does not come back from the archive")
    with guarded():
        kept = to_bytes(said)
        if read:
            reading = read_roster(task, _SNAPSHOT, given.content_type, body, kept)
        else:
            reading = read_file(task, _URL, _SNAPSHOT, given.content_type, body, kept)
        stand_in(body)
        written_by(body)
    return faults + unkept(reading, _SNAPSHOT)
