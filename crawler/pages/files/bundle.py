"""Our own readers of files, by format: those that need no program, and bundles of several files."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from crawler.pages.files.formats import format_of
from crawler.pages.files.ofd import read_ofd
from crawler.pages.files.packed import MOST_ROWS, Packed, Refused
from crawler.pages.files.transcript import Block, Transcript, Why, bounded, nothing
from crawler.pages.files.worddoc import read_word
from crawler.pages.files.workbook import read_workbook

Reader = Callable[[bytes], Transcript]
OURS: dict[str, Reader] = {"docx": read_word, "xlsx": read_workbook, "ofd": read_ofd}
"""The formats that are read without any program."""
_MOST_FILES = 60
_NAMELESS = "（文件名无法识别）"


def read_ours(kind: str, body: bytes) -> Transcript:
    """The transcript of a file of one of our formats; never raises for what a file holds."""
    try:
        return bounded(OURS[kind](body))
    except Refused as refused:
        return refused.told()
    except (MemoryError, RecursionError):
        return nothing(Why.LIMIT, "文件结构过于复杂，未能读完")
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError):
        return nothing(Why.DAMAGED, "文件已损坏，内容无法解析")


def read_bundle(body: bytes, read: Callable[[str, bytes], Transcript]) -> Transcript:
    """The transcript of a zipped bundle: of every file in it, each under its name.

    `read` reads one of them by its format. A bundle within a bundle is not opened. Names are
    words and nothing else: no file is written under them.
    """
    blocks: list[Block] = []
    first: Transcript | None = None
    try:
        archive = Packed(body)
        names = archive.names
        for name in names[:_MOST_FILES]:
            content = archive.read(name)
            kind = format_of(content)
            if kind == "zip":
                found = nothing(Why.HOSTILE, "压缩包中还有压缩包，未打开")
            elif kind == "txt":
                found = bounded(Transcript(tuple(_lines(content))))
            else:
                found = read(kind, content)
            if found.blocks:
                shown = _shown(name)
                blocks.append(Block(text=shown))
                blocks += [Block(one.text, one.rows, one.name or shown) for one in found.blocks]
            if found.why is not None and found.why is not Why.EMPTY:
                first = first or found
    except Refused as refused:
        return Transcript(tuple(blocks), refused.why, refused.detail)
    if first is not None:
        return bounded(
            Transcript(tuple(blocks), first.why, f"压缩包中有文件未能读取：{first.detail}")
        )
    if len(names) > _MOST_FILES:
        return bounded(Transcript(tuple(blocks), Why.LIMIT, "压缩包内文件过多，未读完"))
    return bounded(Transcript(tuple(blocks)))


def _lines(content: bytes) -> Iterator[Block]:
    for coding in ("utf-8-sig", "gb18030", "latin-1"):
        try:
            text = content.decode(coding)
        except UnicodeError:
            continue
        for line in text.splitlines()[:MOST_ROWS]:
            yield Block(text=line)
        return


def _shown(name: str) -> str:
    """A member's own name without the folders it claims; old packers wrote names in GBK."""
    with contextlib.suppress(UnicodeError):
        name = name.encode("cp437").decode("gb18030")
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return "".join(char for char in last if char.isprintable())[:80] or _NAMELESS
