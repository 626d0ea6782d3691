"""What stands round a list: a link to more of it elsewhere, a pager."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.pages.lists.rows import DATED
from crawler.pages.markup.headinglabels import MORE
from crawler.pages.words.text import clean, key, simplify
from crawler.pages.words.wording import pattern, word_keys

_PAGER = pattern("pager")
_ROWS = pattern("rows")
_FRAME_LINKS = 3
"""Links that the frame of a box has beside its rows: heading, tabs, more."""
_PREVIEW_LINKS = 100
_MOST_OF_A_PREVIEW = 1_000  # nodes
_NOWHERE = re.compile(r"\s*(?:#|javascript:\s*(?:void\s*\(?\s*0?\s*\)?)?\s*;*)?\s*", re.I)


def more_link(box: LexborNode) -> LexborNode | None:
    """The link by which the box of a group offers more of the same elsewhere (更多), if one does.

    One inside the list itself that leads nowhere offers nothing.
    """
    at: LexborNode | None = box
    own = 0
    for level in range(3):
        if at is None or at.tag in ("body", "html"):
            return None
        links = _first_links(at)
        if len(links) > _PREVIEW_LINKS:
            return None
        if level == 0:
            own = len(links)
        elif len(links) - own > _FRAME_LINKS:  # beyond the frame of this one box
            return None
        for link in links:
            word = key(clean(link.text()))
            if word in MORE and word not in word_keys("not_preview"):
                if _is_within(link, box) and leads_nowhere(link):
                    continue
                return None if _inside_row(link, box) else link
        at = at.parent
    return None


def leads_nowhere(link: LexborNode) -> bool:
    """Whether a link by its own words does nothing at all."""
    attributes = link.attributes
    return "onclick" not in attributes and bool(_NOWHERE.fullmatch(attributes.get("href") or ""))


def _is_within(link: LexborNode, box: LexborNode) -> bool:
    at: LexborNode | None = link.parent
    for _ in range(4):
        if at is None:
            return False
        if at.mem_id == box.mem_id:
            return True
        at = at.parent
    return False


def _first_links(box: LexborNode) -> list[LexborNode]:
    """The links among the first nodes of a box: one that is longer is no preview."""
    found = (node for node in islice(box.traverse(), _MOST_OF_A_PREVIEW) if node.tag == "a")
    return list(islice(found, _PREVIEW_LINKS + 1))


def _inside_row(link: LexborNode, box: LexborNode) -> bool:
    at = link.parent
    for _ in range(4):
        if at is None:
            return False
        if at.tag in ("li", "tr") and DATED.search(at.text()):
            return True
        if at.mem_id == box.mem_id:
            return False
        at = at.parent
    return False


def has_pager(box: LexborNode) -> bool:
    """Whether a pager stands below a list, or below what is right round it."""
    return any(_PAGER.search(text) for text in _below(box))


def is_counted(box: LexborNode, rows: int) -> bool:
    """Whether what stands below a list says that it has so many rows, and no others: 共 1 条."""
    told = (_ROWS.search(simplify(clean(text))) for text in _below(box))
    return any(match is not None and int(match.group(1)) == rows for match in told)


def _below(box: LexborNode) -> Iterator[str]:
    """The short texts of what follows a list, or follows what is right round it."""
    at: LexborNode | None = box
    for _ in range(3):
        if at is None or at.tag in ("body", "html"):
            return
        sibling = at.next
        for _ in range(6):
            if sibling is None:
                break
            text = sibling.text_content if sibling.tag == "-text" else sibling.text()
            if text and len(text) < 600:
                yield text
            sibling = sibling.next
        at = at.parent
