"""OFD files (GB/T 33190): the words of their pages, put into lines by where they stand."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from crawler.pages.files.packed import Packed, Refused, tag_of
from crawler.pages.files.transcript import Block, Transcript, Why

_PAGE = re.compile(r"(?:^|/)Pages?/[^/]+/[^/]*\.xml$|(?:^|/)Content\.xml$", re.I)
_SAME_LINE = 1.5
"""Millimetres between base lines that still are one line."""


def read_ofd(body: bytes) -> Transcript:
    """What an OFD file says; raises Refused."""
    archive = Packed(body)
    pages = [name for name in archive.names if _PAGE.search(name)]
    if not pages:
        raise Refused(Why.DAMAGED, "版式文件中没有页面")
    blocks: list[Block] = []
    pictured = False
    for name in pages:
        root = archive.xml(name)
        lines = _lines(root)
        blocks += [Block(text=line) for line in lines]
        pictured |= not lines and any(tag_of(one) == "ImageObject" for one in root.iter())
    if pictured:
        return Transcript(tuple(blocks), Why.PICTURES, "版式文件有页面是图片，没有可读的文字")
    return Transcript(tuple(blocks))


def _lines(root: ElementTree.Element) -> list[str]:
    placed: list[tuple[float, float, str]] = []
    for item in root.iter():
        if tag_of(item) == "TextObject":
            box = _numbers(item.get("Boundary", ""))
            left, top = (box[0], box[1]) if len(box) >= 2 else (0.0, 0.0)
            for code in (one for one in item if tag_of(one) == "TextCode"):
                at = (_number(code.get("X")), _number(code.get("Y")))
                placed.append((top + at[1], left + at[0], code.text or ""))
    lines: list[list[tuple[float, float, str]]] = []
    for one in sorted(placed, key=lambda found: found[0]):
        if lines and one[0] - lines[-1][0][0] <= _SAME_LINE:
            lines[-1].append(one)
        else:
            lines.append([one])
    said = ("".join(text for _, _, text in sorted(line, key=lambda f: f[1])) for line in lines)
    return [line for line in said if line.strip()]


def _numbers(text: str) -> list[float]:
    return [_number(one) for one in text.split()[:4]]


def _number(text: str | None) -> float:
    try:
        found = float(text or 0)
    except ValueError:
        return 0.0
    return found if abs(found) < 1e6 else 0.0
