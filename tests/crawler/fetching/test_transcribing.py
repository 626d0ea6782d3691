"""Files read in a child process: whatever a file or its reader does comes to one cause, in time."""

from __future__ import annotations

import asyncio
import io
import shutil
import time
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crawler.errors import ArchiveError
from crawler.fetching import transcribing
from crawler.fetching.archive import Archive, ArchiveReader
from crawler.fetching.fetched import Fetched
from crawler.fetching.programs import lacking
from crawler.fetching.transcribing import (
    Transcriber,
    archived_transcript,
    transcribe,
    transcript_urn,
)
from crawler.pages.files.formats import format_of
from crawler.pages.files.transcript import Block as Said
from crawler.pages.files.transcript import Transcript, Why, from_bytes, nothing
from crawler.pages.task import Purpose, Task
from crawler.portals import Limits
from crawler.portals.roles import Role
from crawler.spiders.remembering import Remembered
from crawler.visit.fetch import Fetch
from demo.content.filed import filed, packed
from demo.content.model import Block
from tests.crawler.fetching.readers import only_programs, saying

LIMITS = Limits(text_seconds=20.0, text_memory=600_000_000)
TITLE, FIRST = "云溪县农村公路养护办法", "第一条　为规范农村公路养护，制定本办法。"
BLOCKS = (Block("p", FIRST), Block("table", "序号|姓名|金额\n1|张某|30\n2|李某|40"))
ROWS = (("序号", "姓名", "金额"), ("1", "张某", "30"), ("2", "李某", "40"))


def read(body: bytes, limits: Limits = LIMITS) -> Transcript:
    return transcribe(format_of(body), body, limits)


def words(found: Transcript) -> str:
    return "\n".join(block.text for block in found.blocks)


@pytest.mark.parametrize("sort", ["docx", "ofd", "zip", "docx as pdf"])
def test_our_own_readers_need_no_program(
    sort: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_programs(monkeypatch, tmp_path)
    found = read(filed(sort, TITLE, BLOCKS))
    assert (found.whole, found.by) == (True, "")
    assert FIRST in words(found)


def test_tables_keep_their_cells() -> None:
    for sort in ("docx", "xlsx"):
        tables = [block for block in read(filed(sort, TITLE, BLOCKS)).blocks if block.rows]
        assert [table.rows for table in tables] == [ROWS]
    assert tables[0].name == "表1"


def bomb(name: str, size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"<a>" + b" " * size + b"</a>")
    return out.getvalue()


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {c} "{("&" + p + ";") * 10}">'
        for p, c in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><a>&i;</a>"
)
WORD = filed("docx", TITLE, BLOCKS)
OUTSIDE = {"../../../../tmp/gongkai-escaped.txt": "逃出的文件", "/etc/gongkai-escaped": "绝对路径"}
HOSTILE: dict[str, tuple[bytes, set[Why]]] = {
    "a bomb in a docx": (bomb("word/document.xml", 90_000_000), {Why.LIMIT}),
    "a bomb in an xlsx": (bomb("xl/workbook.xml", 90_000_000), {Why.LIMIT, Why.DAMAGED}),
    "a bomb in a zip": (bomb("a.txt", 90_000_000), {Why.LIMIT}),
    "entities in a docx": (packed({"word/document.xml": ENTITIES}), {Why.HOSTILE}),
    "entities in an ofd": (
        packed({"OFD.xml": "<a/>", "Doc_0/Pages/Page_0/Content.xml": ENTITIES}), {Why.HOSTILE}),
    "entities behind a long comment": (
        packed({"word/document.xml": f"<!--{'x' * 9000}-->" + ENTITIES.partition("?>")[2]}),
        {Why.HOSTILE}),
    "a zip in a zip": (packed({"a.zip": packed({"c.txt": "文"})}), {Why.HOSTILE}),
    "elements without end": (
        packed({"word/document.xml": "<w>" * 200_000}), {Why.DAMAGED, Why.LIMIT}),
    "elements nested deep": (
        packed({"word/document.xml": "<w>" * 100_000 + "</w>" * 100_000}),
        {Why.EMPTY, Why.LIMIT, Why.DAMAGED}),
    "five thousand members": (packed({f"{n}.txt": "" for n in range(5_000)}), {Why.LIMIT}),
    "a docx without its story": (packed({"word/document.rels": "<a/>"}), {Why.DAMAGED}),
    "an xlsx without sheets": (packed({"xl/workbook.xml": "<a/>"}), {Why.DAMAGED}),
    "an encrypted file": (filed("encrypted", TITLE, ()), {Why.ENCRYPTED}),
    "a damaged file": (filed("damaged", TITLE, BLOCKS), {Why.DAMAGED}),
    "an empty docx": (packed({"word/document.xml": "<w/>"}), {Why.EMPTY}),
    "an office file of old without a name": (
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5_000), {Why.FORMAT}),
}  # fmt: skip


@pytest.mark.parametrize(("body", "whys"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_comes_to_one_cause(body: bytes, whys: set[Why]) -> None:
    found = read(body)
    assert found.why in whys
    assert found.detail
    assert not found.whole


def test_names_in_a_bundle_are_words_and_nothing_else() -> None:
    found = read(packed(dict(OUTSIDE)))
    assert found.whole
    assert "gongkai-escaped.txt" in words(found)
    assert ".." not in words(found)
    assert not Path("/tmp/gongkai-escaped.txt").exists()
    assert not Path("/etc/gongkai-escaped").exists()


@pytest.mark.parametrize("sort", ["docx", "xlsx", "ofd", "zip"])
def test_a_truncated_file_of_any_type_is_damaged(sort: str) -> None:
    body = filed(sort, TITLE, BLOCKS)
    # Cut at its very end a bundle shows the directory of the last file in it, and is read as that.
    for cut in (40, len(body) // 3, *([len(body) - 30] if sort != "zip" else [])):
        assert read(body[:cut]).why in (Why.DAMAGED, Why.EMPTY)


PDF = filed("pdf", TITLE, BLOCKS)
DOES: dict[str, tuple[str, Why]] = {
    "hangs": ("exec sleep 60", Why.LIMIT),
    "hangs with a child of its own": ("sleep 60 & sleep 60", Why.LIMIT),
    "dies": ("kill -SEGV $$", Why.LIMIT),
    "fails": ("exit 3", Why.DAMAGED),
    "writes without end": ("exec yes 一二三四五六七八九十", Why.LIMIT),
    "fills the disk": ("exec dd if=/dev/zero of=big bs=1000000 count=10000", Why.LIMIT),
    "asks for a password": ("echo 'Incorrect password' >&2; exit 1", Why.ENCRYPTED),
    "says nothing of a page": ("printf '\\f\\f'", Why.PICTURES),
    "says rubbish": ("yes ÀÁÂÃÄÅ | head -n 100", Why.DAMAGED),
}


@pytest.mark.parametrize(("script", "why"), DOES.values(), ids=DOES)
def test_whatever_a_program_does_comes_to_one_cause(
    script: str, why: Why, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_programs(monkeypatch, tmp_path, pdftotext=script)
    began = time.monotonic()
    found = read(PDF, replace(LIMITS, text_seconds=4.0))
    assert found.why is why
    assert not found.blocks
    assert time.monotonic() - began < 25
    assert not list(tmp_path.rglob("big"))


def test_a_program_that_takes_too_much_memory_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    greedy = saying("").replace("import sys\n", "import sys\nx = bytearray(3_000_000_000)\n")
    only_programs(monkeypatch, tmp_path, pdftotext=greedy)
    assert read(PDF).why in (Why.DAMAGED, Why.LIMIT)


def test_without_a_program_the_text_is_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_programs(monkeypatch, tmp_path)
    for sort in ("pdf", "doc", "scan"):
        found = read(filed(sort, TITLE, BLOCKS))
        assert found.why is Why.PROGRAM
        assert "没有安装" in found.detail
    assert lacking()["pdf"] == ("poppler-utils",)
    assert set(lacking()) == {"pdf", "doc", "xls", "rtf"}


def test_what_a_program_prints_becomes_paragraphs_and_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = (
        f"{TITLE}\n{FIRST[:12]}\n{FIRST[12:]}\n序号   姓名   金额\n1   张某   30\n2   李某   40\n\f"
    )
    only_programs(monkeypatch, tmp_path, pdftotext=saying(printed))
    found = read(PDF)
    assert (found.whole, found.by) == (True, "pdftotext")
    assert [block.rows for block in found.blocks if block.rows] == [ROWS]


def test_the_next_program_is_asked_where_the_first_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_programs(monkeypatch, tmp_path, antiword="exit 1", catdoc=saying(FIRST))
    found = read(filed("doc", TITLE, BLOCKS))
    assert (words(found), found.by) == (FIRST, "catdoc")


def test_a_program_knows_nothing_of_our_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_MAIL_PASSWORD", "geheim")
    only_programs(monkeypatch, tmp_path, pdftotext="env")
    told = words(read(PDF))
    assert "geheim" not in told
    assert "HOME=/tmp" in told.replace(" ", "") or "HOME=" in told


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_pdftotext_reads_what_we_print() -> None:
    assert FIRST.replace("　", "") in words(read(PDF)).replace(" ", "").replace("　", "")
    assert read(filed("scan", TITLE, ())).why is Why.PICTURES
    assert read(PDF[: len(PDF) // 4]).why in (Why.DAMAGED, Why.PICTURES)


@pytest.mark.skipif(shutil.which("antiword") is None, reason="antiword is not installed")
def test_antiword_reads_what_we_write() -> None:
    assert FIRST.replace("　", "") in words(read(filed("doc", TITLE, BLOCKS))).replace("　", "")
    assert not read(filed("doc", TITLE, BLOCKS)[:3_000]).whole


NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


def fetched(archive: Archive, body: bytes, purpose: Purpose = Purpose.TEXT) -> Fetched:
    url = "http://www.yunxi.test/a.docx"
    shot = archive.write_response(url, 200, "OK", (), body, NOW)
    return Fetched(Fetch(Task(purpose, url, Role.NOTICES), shot, url), "", body)


def test_a_transcript_is_archived_once_and_found_by_the_file(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.warc.gz") as archive:
        got = fetched(archive, WORD)

        async def twice() -> list[Fetched]:
            texts = Transcriber(archive, LIMITS, lambda: NOW)
            return [await texts.told(got), await texts.told(got)]

        one, two = asyncio.run(twice())
        page = asyncio.run(Transcriber(archive, LIMITS, lambda: NOW).told(
            fetched(archive, WORD, Purpose.DETAIL)))  # fmt: skip
    assert one.transcript == two.transcript != b""
    assert page.transcript == b""
    reader = ArchiveReader(tmp_path / "a.warc.gz")
    assert archived_transcript(reader, got.fetch) == one.transcript
    assert FIRST in words(from_bytes(one.transcript))
    assert got.fetch.snapshot is not None
    urns = [item.url for item in reader if item.url.startswith("urn:")]
    assert urns == [transcript_urn(got.fetch.snapshot.sha256)]


def test_a_transcript_that_is_none_is_told(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.warc.gz") as archive:
        got = fetched(archive, WORD)
        assert got.fetch.snapshot is not None
        urn = transcript_urn(got.fetch.snapshot.sha256)
        archive.write_resource(urn, "application/json", b'{"blocks": 3}', NOW)
    with pytest.raises(ArchiveError, match="no transcript"):
        archived_transcript(ArchiveReader(tmp_path / "a.warc.gz"), got.fetch)


def test_a_whole_transcript_is_carried_over_while_the_same_would_make_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def counted(kind: str, body: bytes, limits: Limits) -> Transcript:
        made.append(kind)
        return whole if body == WORD else nothing(Why.OWN, "no room")

    whole = Transcript((Said("正文"),))
    monkeypatch.setattr(transcribing, "transcribe", counted)

    def night(name: str, day: int, body: bytes, limits: Limits = LIMITS) -> bytes:
        kept = Remembered(tmp_path / "r.cache", date(2026, 11, day))
        with Archive.open(tmp_path / name) as archive:
            got = fetched(archive, body)
            texts = Transcriber(archive, limits, lambda: NOW, kept)
            told = asyncio.run(texts.told(got))
        kept.close()
        assert archived_transcript(ArchiveReader(tmp_path / name), got.fetch) == told.transcript
        return told.transcript

    first = night("a.warc.gz", 20, WORD)
    assert night("b.warc.gz", 21, WORD) == first
    assert made == ["docx"]
    night("c.warc.gz", 22, WORD, replace(LIMITS, text_seconds=1.0))
    assert made == ["docx"] * 2
    other = WORD + b"\0"
    night("d.warc.gz", 23, other)
    night("e.warc.gz", 24, other)  # what our machine could not do, it tries again
    assert made == ["docx"] * 4
