"""Pagers: how to get the further pages of a list, and how many the page says there are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.pages.lists.handedpages import handed_page, unbelieved
from crawler.pages.lists.lastpage import MOST_TURNS, counted_out, uncounted
from crawler.pages.lists.pagerforms import field_sent
from crawler.pages.lists.pagerlinks import (
    LAST,
    LAST_SIGNS,
    NEXT,
    NEXT_HINT,
    NEXT_SIGNS,
    PREVIOUS,
    clusters_of,
    first_beside,
    near,
    page_number,
    speaks,
)
from crawler.pages.lists.pagetotals import totals
from crawler.pages.lists.postbacks import PostBack, post_back
from crawler.pages.lists.rowgroups import outside
from crawler.pages.markup.layout import hints
from crawler.pages.markup.navigation import Links
from crawler.pages.markup.page import Page
from crawler.pages.reading import Turn
from crawler.pages.task import Task
from crawler.pages.words.issues import is_bare
from crawler.pages.words.text import clean, key, simplify
from crawler.pages.words.wording import word_keys

_ROW_COUNT = word_keys("row_count")
_DEAD = re.compile(r"(?:^|[\s_-])(?:disabled?|gray|nolink|off|no|p_no)(?:$|[\s_-]|\d)")
_SIGNED = re.compile(r"page|pager|fenye|turn|go\b|jump|__dopostback", re.I)
_SCRIPTED = re.compile(
    r"(?:javascript:)?\s*(?:return\s+|void\s+)?([A-Za-z_$][\w$]*)\s*\(\s*[^()]*\d"
)
_OF = re.compile(r"\s*/\s*(?:共)?\s*\d{1,4}\s*页?\s*$")  # the second half of 第2页/共5页


@dataclass(frozen=True)
class Pager:
    """What the pager of a page offers and says."""

    turns: tuple[Turn, ...] = ()
    total_pages: int | None = None
    total_rows: int | None = None
    shown: bool = False
    """Whether a pager is there at all, whether or not it can be followed."""
    furthest: int = 0
    """The furthest page that it shows without an address; 0 where every page has one."""
    handlers: frozenset[str] = frozenset()
    """The functions of the page's script that its links call."""
    sent: str = ""
    """The field of a form into which its links write the number of a page before they send it."""
    untold: int = 0
    """The furthest of linked numbers that nothing calls pages; 0 where there are none."""
    posted: tuple[PostBack, ...] = ()
    """What its links send back to get a page, on pages of ASP.NET."""
    handed: frozenset[str] = frozenset()
    """The addresses that its links hand to the page's script."""


def pager(
    page: Page,
    links: Links,
    task: Task,
    taken: Iterable[int] = (),
    rows: frozenset[str] = frozenset(),
) -> Pager:
    """The pager of a list page.

    `taken` are the nodes of its rows, in which no pager stands; `rows` are addresses of rows
    under bare numbers, which are no pages.
    """
    own = {page.url, task.url}
    current = task.page_number
    turns: dict[str, Turn] = {}
    shown, furthest, untold, last, first = False, 0, 0, "", ""
    counted: int | None = None
    handlers: set[str] = set()
    handed: dict[str, set[int]] = {}
    sent = ""
    posted: tuple[PostBack, ...] = ()
    clusters = clusters_of(page, links)
    for nodes in clusters:
        plain = speaks(nodes, links)
        for node in nodes:
            label = links.label(node)
            number = _number(node, label, current)
            if key(node.attributes.get("title") or "") in _ROW_COUNT:
                counted, number = number, None
            if number is None:
                continue
            shown = True
            url = links.of(node)
            if url is None and (url := handed_page(node, number, links)) is not None:
                handed.setdefault(url, set()).add(number)
            if url is None and (called := _called(node)):
                handlers.add(called)
            sent = sent or (field_sent(_script_of(node)) if url is None else "")
            if url is None and number > current:
                back = post_back(_script_of(node), number)
                # A link that names no page (下一页 of a control of its own) is there until its end.
                back = None if _DEAD.search(hints(node)) else back
                posted += (back,) if back is not None else ()
                if back is not None or _is_there(node, label, plain):
                    furthest = max(furthest, number)
            if (
                url is None
                or url in own
                or url in rows
                or number == current
                or _DEAD.search(hints(node))
            ):
                continue
            if not plain and is_bare(label):
                untold = max(untold, number)
            if number > 0:
                known = turns.get(url)
                if known is None or known.page_number < number:
                    turns[url] = Turn(url, number)
            elif key(label) in LAST or simplify(clean(label)) in LAST_SIGNS:
                last = url
                first = first_beside(node, links) or first
                # Where both lead to the same page, there is but one.
                last = "" if last == first else last
    for turn in _selects(page, links):
        if turn.url not in own and turn.page_number != current:
            turns.setdefault(turn.url, turn)
        shown = True
    pieces = (
        simplify(clean(piece)) for piece in outside(page.root, taken) if piece and len(piece) < 80
    )
    said = near(clusters, links)
    total_pages, total_rows = totals(said, pieces, links)
    for url in unbelieved(handed, total_pages, said):
        turns.pop(url, None)
    total_rows = total_rows if total_rows is not None else counted
    if total_pages is not None and total_pages < current:
        total_pages = None
    if last and total_pages is None and not turns:
        pages = ({first: 1} if first else {}) | dict.fromkeys(own, current)
        onward, end = uncounted(last, pages, current)
        turns |= {turn.url: turn for turn in onward if turn.url not in own}
        furthest = max(furthest, end)
    if last and total_pages and current + 1 not in {t.page_number for t in turns.values()}:
        for turn in counted_out(last, current + 1, total_pages, own):
            if turn.url not in own:
                turns.setdefault(turn.url, turn)
    further = tuple(
        turn for turn in turns.values() if total_pages is None or turn.page_number <= total_pages
    )
    beyond = max((turn.page_number for turn in further), default=0)
    if beyond >= furthest or (total_pages is not None and furthest > total_pages):
        furthest = 0
    calls = frozenset(handlers)
    return Pager(
        further[:MOST_TURNS], total_pages, total_rows, shown, furthest, calls, sent, untold, posted,
        frozenset(handed),
    )  # fmt: skip


def _script_of(node: LexborNode) -> str:
    """What a link does when it is clicked, where it leads to no address."""
    attributes = node.attributes
    href = attributes.get("href") or ""
    return f"{attributes.get('onclick') or ''};{href if href[:11].lower() == 'javascript:' else ''}"


def _called(node: LexborNode) -> str:
    """The function that a link calls with a number; "" if it calls none."""
    for name in ("onclick", "href"):
        text = (node.attributes.get(name) or "").strip()
        if name == "onclick" or text[:11].lower() == "javascript:":
            match = _SCRIPTED.match(text)
            if match:
                return match.group(1)
    return ""


def _is_there(node: LexborNode, label: str, plain: bool) -> bool:
    """Whether a link without an address stands for a page that there is.

    A number does among the links of a pager; 下一页 may stand on a single page, too, unless it
    calls a script with the number of a page.
    """
    attributes = node.attributes
    if _DEAD.search(hints(node)) or "disabled" in attributes:
        return False
    if not any(name in attributes for name in ("href", "onclick")) and not any(
        name.startswith("data-") for name in attributes
    ):
        return False
    called = _called(node)
    if page_number(label) is not None:
        return plain or bool(_SIGNED.search(called))
    return bool(called) and bool(_SIGNED.search(called))


def _number(node: LexborNode, label: str, current: int) -> int | None:
    """The page that a pager link leads to; 0 for one whose number is not known (last page)."""
    word = key(label)
    text = simplify(clean(label))
    said = page_number(label)
    if said is not None:
        return said
    relation = (node.attributes.get("rel") or "").lower()
    if word in NEXT or text in NEXT_SIGNS or relation == "next":
        return current + 1
    if not word and NEXT_HINT.search(hints(node)):
        return current + 1
    if word in LAST or text in LAST_SIGNS:
        return 0
    if word in PREVIOUS:
        return max(current - 1, 0)
    return None


def _selects(page: Page, links: Links) -> Iterable[Turn]:
    """Pages offered in a drop-down box: addresses as values, or numbers put into one."""
    for select in page.root.css("select"):
        options = select.css("option")
        handler = select.attributes.get("onchange") or ""
        numbered = [(o, page_number(_OF.sub("", clean(o.text())))) for o in options]
        if len(options) < 2 or any(number is None for _, number in numbered):
            continue
        for option, number in numbered:
            value = (option.attributes.get("value") or "").strip()
            if number is None or not value:
                continue
            if re.search(r"[/.?=]", value):
                url = links.join(value)
            else:
                url = links.of_script(
                    re.sub(r"this\.(?:value|options\[[^\]]*\]\.value)", f"'{value}'", handler)
                )
            if url:
                yield Turn(url, number)
