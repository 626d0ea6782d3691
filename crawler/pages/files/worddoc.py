"""Word files of the present format (docx): paragraphs and tables in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from crawler.pages.files.packed import MOST_ROWS, Packed, tag_of
from crawler.pages.files.transcript import Block, Transcript, Why

_STORY = "word/document.xml"
_SKIPPED = frozenset({"Fallback", "del", "instrText", "delText"})
_SPACES = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_HOLDERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins"})
_PICTURES = frozenset({"blip", "imagedata", "OLEObject", "chart", "altChunk"})


def read_word(body: bytes) -> Transcript:
    """What a Word file says; raises Refused. Headers, footers and notes are left out."""
    root = Packed(body).xml(_STORY)
    story = next((one for one in root if tag_of(one) == "body"), root)
    blocks = tuple(_blocks(story))
    if any(tag_of(one) in _PICTURES for one in story.iter()):
        return Transcript(blocks, Why.PICTURES, "文件中有图片，图片中的文字未能读取")
    return Transcript(blocks)


def _blocks(story: ElementTree.Element) -> Iterator[Block]:
    stack = list(reversed(story))
    while stack:
        block = stack.pop()
        tag = tag_of(block)
        if tag == "tbl":
            yield Block(rows=tuple(_rows(block)))
        elif tag == "p":
            yield Block(text=said_in(block))
        elif tag in _HOLDERS:
            stack += reversed(block)


def _rows(table: ElementTree.Element) -> Iterator[tuple[str, ...]]:
    for count, row in enumerate(_below(table, "tr")):
        if count >= MOST_ROWS:
            return
        cells: list[str] = []
        for cell in _below(row, "tc"):
            cells += [said_in(cell), *[""] * (_span(cell) - 1)]
        yield tuple(cells)


def _below(element: ElementTree.Element, tag: str) -> Iterator[ElementTree.Element]:
    """The children of that name, those that a content control wraps included."""
    stack = list(reversed(element))
    while stack:
        one = stack.pop()
        if tag_of(one) == tag:
            yield one
        elif tag_of(one) in _HOLDERS:
            stack += reversed(one)


def _span(cell: ElementTree.Element) -> int:
    for properties in cell:
        if tag_of(properties) == "tcPr":
            for one in properties:
                if tag_of(one) == "gridSpan":
                    said = next((v for k, v in one.attrib.items() if k.endswith("val")), "")
                    return min(int(said), 60) if said.isdecimal() and len(said) < 4 else 1
    return 1


def said_in(element: ElementTree.Element) -> str:
    """All text of an element that a reader sees."""
    said: list[str] = []
    stack = [element]
    while stack:
        one = stack.pop()
        tag = tag_of(one)
        if tag in _SKIPPED:
            continue
        if tag == "t":
            said.append(one.text or "")
        elif tag in _SPACES:
            said.append(_SPACES[tag])
        stack += reversed(one)
    return "".join(said)
