"""Where a quote stands in its archived page: some words before it, the quote, some words after.

For paper, on which the frame with the whole copy cannot be opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape
from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.records import Evidence
from reports.copies import copy_page

_AROUND = 160
"""Characters shown before and after what is quoted."""
_LINES_AROUND = 6
_MOST = 900
"""Characters of the whole passage: a quote may be in two places far from each other."""
_LARGEST = 600_000
"""Bytes of a page beyond which nothing is sought."""
_BLOCKS = frozenset(("p", "div", "li", "tr", "h1", "h2", "h3", "h4", "pre", "dt", "dd", "section"))
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")


@dataclass(frozen=True)
class Passage:
    """The passage with the quote in `mark` elements, harmless and masked; the page's title."""

    words: Markup
    title: str


def passage_of(body: bytes, item: Evidence) -> Passage | None:
    """Where the quote of a piece of evidence stands; None where it cannot be found word by word."""
    if not item.quote or len(body) > _LARGEST:
        return None
    copy = LexborHTMLParser(copy_page(body, [item]))
    page, head = copy.css_first("section.page"), copy.css_first("section.proof h1")
    if page is None or page.css_first("mark") is None:
        return None
    pieces = list(_pieces(page))
    first = next(at for at, (_, lit) in enumerate(pieces) if lit)
    last = max(at for at, (_, lit) in enumerate(pieces) if lit)
    before = "".join(text for text, _ in pieces[:first])
    after = "".join(text for text, _ in pieces[last + 1 :])
    told = Markup("").join(_shown(pieces[first : last + 1]))
    title = head.text().partition("：")[2] if head is not None else ""
    return Passage(_before(before) + told + _after(after), title)


def _pieces(page: LexborNode) -> Iterator[tuple[str, bool]]:
    """The page's text in order, each with whether it is quoted; lines where blocks begin."""
    for node in page.traverse(include_text=True):
        if node.tag in _BLOCKS or node.tag == "br":
            yield "\n", False
        elif node.is_text_node:
            above = node.parent
            text = _SPACES.sub(" ", (node.text_content or "").replace("\n", " "))
            yield text, above is not None and above.tag == "mark"


def _shown(pieces: list[tuple[str, bool]]) -> Iterator[Markup]:
    left = _MOST
    for text, lit in pieces:
        part = text if lit or len(text) <= 2 * _AROUND else f"{text[:_AROUND]}…{text[-_AROUND:]}"
        yield Markup("<mark>%s</mark>") % part[:left] if lit else escape(part[:left])
        left -= len(part)
        if left <= 0:
            yield Markup("…")
            return


def _before(text: str) -> Markup:
    whole = _LINES.sub("\n", text).lstrip()
    # Lines of a menu above an article are many and short.
    text = "\n".join(whole[-_AROUND:].split("\n")[-_LINES_AROUND:])
    return escape(f"…{text}" if text != whole else text)


def _after(text: str) -> Markup:
    whole = _LINES.sub("\n", text).rstrip()
    text = "\n".join(whole[:_AROUND].split("\n")[:_LINES_AROUND])
    return escape(f"{text}…" if text != whole else text)
