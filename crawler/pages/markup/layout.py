"""Where on a page a node stands: region, box heading, menu parents, breadcrumb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.pages.markup.crumbs import crumb_labels
from crawler.pages.markup.headinglabels import (
    HEADING_HINT,
    HEADINGS,
    HERE,
    MORE,
    heading_label,
    own_label,
    term_above,
)
from crawler.pages.markup.marks import hints as hints
from crawler.pages.markup.marks import holds_dates
from crawler.pages.markup.page import Page, raw_text
from crawler.pages.markup.tabnames import name_of, tabs_before, tabs_in
from crawler.pages.words.text import clean, key
from crawler.pages.words.wording import pattern

_WORD = r"(?:^|[\s_-]|\d){}(?:$|[\s_-]|\d)"
_REGIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("crumb", re.compile(r"crumb|position|location|dqwz|weizhi|curpath|cur-?path|path-?nav")),
    ("footer", re.compile(r"foot|copyright|bottom-?(bar|nav|info)|" + _WORD.format("bottom"))),
    ("header", re.compile(r"header|topbar|top-?nav|banner|" + _WORD.format("(?:head|top|logo)"))),
    ("nav", re.compile(r"navigat|nav-?bar|main-?nav|menu|daohang|" + _WORD.format("nav"))),
    (
        "side",
        re.compile(
            r"side-?bar|aside|rank|recommend|related|relate|guess|hotlist|hot-?news|"
            + _WORD.format("(?:side|hot|tuijian|xgxx|xgwz)")
        ),
    ),
)
_TAG_REGIONS = {"header": "header", "footer": "footer", "nav": "nav", "aside": "side"}
NO_REGIONS = frozenset({"li", "a", "span", "tr", "td", "p", "-text", "i", "em", "b", "img", "dd"})
"""Elements that never are a region of their own."""
ASIDE = pattern("aside")
_MOST_BOXES = 3_000
_MOST_LEVELS = 6
_LEVELS_OF_A_HEADING, _SIBLINGS = 5, 6
_MOST_NAMED = 20
_A_BLOCK = 3  # links
_MENUS, _MOST_OF_A_BAR = 2, 200  # entries that unfold, and links
_A_COUNT = 12  # characters beside the links of a bar
_LONGEST_ITEM = 24
_MOST_LOOKED_AT = 300  # nodes of an element, to count its links


@lru_cache(maxsize=8192)
def _region_named(hint: str) -> str | None:
    return next((name for name, pattern in _REGIONS if pattern.search(hint)), None)


def names_region(node: LexborNode) -> bool:
    """Whether an element by its tag or name may be a region of its own."""
    if node.tag in NO_REGIONS:
        return False
    return node.tag in _TAG_REGIONS or _region_named(hints(node)) is not None


class Layout:
    """The layout of one page; answers are remembered per node."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._regions: dict[int, str] = {page.root.mem_id: "main"}
        self._headings: dict[int, str] = {}
        self._blocks: dict[int, int] = {}
        self._crowded: dict[int, bool] = {}
        self._named: dict[str, list[LexborNode]] = {}
        self._links = max(1, len(page.root.css("a")))

    def region(self, node: LexborNode) -> str:
        """One of main, header, footer, nav, side, crumb: the innermost that the page marks."""
        path: list[LexborNode] = []
        at: LexborNode | None = node
        found = "main"
        while at is not None:
            known = self._regions.get(at.mem_id)
            if known is not None:
                found = known
                break
            path.append(at)
            at = at.parent
        for item in reversed(path):
            found = self._own_region(item) or found
            self._regions[item.mem_id] = found
        return found

    def _own_region(self, node: LexborNode) -> str | None:
        tag = node.tag
        if tag in NO_REGIONS:
            return None
        found = _TAG_REGIONS.get(tag or "")
        if found is None:
            hint = hints(node)
            if hint == " ":
                return None
            found = _region_named(hint)
        # A wrapper round most of the page is no header, whatever it calls itself; a bar of menus
        # that unfold may well hold most of its links.
        if found is not None and len(node.css("a")) * 2 > self._links > 8:
            return found if found == "nav" and _is_bar_of_menus(node) else None
        if found == "crumb" and holds_dates(node):
            return None  # nor is one round a list the line that says where its reader is
        return found

    def block(self, node: LexborNode) -> int:
        """A number for the smallest element round a link that holds several links."""
        at = node.parent
        for _ in range(_MOST_LEVELS):
            if at is None or at.mem_id == self.page.root.mem_id:
                break
            crowded = self._crowded.get(at.mem_id)
            if crowded is None:
                crowded = self._crowded[at.mem_id] = _is_crowded(at)
            if crowded:
                return self._blocks.setdefault(at.mem_id, len(self._blocks) + 1)
            at = at.parent
        return self._blocks.setdefault(self.page.root.mem_id, len(self._blocks) + 1)

    def heading(self, node: LexborNode) -> str:
        """The label of the box that a node stands in; empty if there is none nearby."""
        at: LexborNode | None = node
        path: list[int] = []
        found = ""
        for _ in range(_LEVELS_OF_A_HEADING):
            if at is None or at.mem_id == self.page.root.mem_id:
                break
            known = self._headings.get(at.mem_id)
            if known is not None:
                found = known
                break
            path.append(at.mem_id)
            found = self._beside(at)
            if found:
                break
            at = at.parent
        for mem_id in path:
            self._headings[mem_id] = found
        return found

    def _beside(self, node: LexborNode) -> str:
        tag, hint = node.tag, hints(node)
        if tag == "tr":
            return self.head_row(node)
        before = node.prev
        for _ in range(_SIBLINGS):
            if before is None:
                break
            if not _twins(before, node, hint) and not self._is_site_head(before):
                label = heading_label(before)
                if label and not self._leads_aside(before, node, label):
                    tabs = tabs_before(before)
                    return name_of(tabs) if len(tabs) > 1 else label
            before = before.prev
        after = node.next if tag in ("a", "span", "em", "i", "p") else None
        for _ in range(3):
            if after is None:
                break
            if after.tag != "a" or len(node.css("img")) == 0:
                label = heading_label(after) if not _twins(after, node, hint) else ""
                if label:
                    return label
            after = after.next
        return ""

    def head_row(self, row: LexborNode) -> str:
        """What stands alone in the row of a table right above a row, or in the item of a list:
        the name of a box of rows.
        """
        before = row.prev if row.tag in ("tr", "li") else None
        while before is not None and before.tag in ("-text", "-comment"):
            before = before.prev
        if before is None or before.tag != row.tag:
            return ""
        inner = before.iter() if row.tag == "tr" else [before]
        cells = [cell for cell in inner if key(raw_text(cell)) not in MORE | {""}]
        linked = any(key(raw_text(link)) not in MORE for link in before.css("a"))
        return heading_label(cells[0]) if len(cells) == 1 and not linked else ""

    def tabs_over(self, node: LexborNode) -> list[str]:
        """The names of tabs over a box, in their order, of which none is marked, nearer than any
        heading.
        """
        at: LexborNode | None = node
        for _ in range(_LEVELS_OF_A_HEADING):
            if at is None or at.mem_id == self.page.root.mem_id:
                break
            before, hint = at.prev, hints(at)
            for _ in range(_SIBLINGS):
                if before is None:
                    break
                if not _twins(before, at, hint) and not self._is_site_head(before):
                    tabs = tabs_before(before)[::-1]
                    if len(tabs) < 2 and before.css_first("a") is None:
                        tabs = tabs_in(before)
                    if len(tabs) > 1:
                        return [] if name_of(tabs) else [clean(raw_text(one)) for one in tabs]
                    if heading_label(before):
                        return []
                before = before.prev
            at = at.parent
        return []

    def _is_site_head(self, node: LexborNode) -> bool:
        """Whether an element is the head of the whole site, which is the heading of no box."""
        parent = node.parent
        return parent is not None and parent.tag == "body" and self.region(node) == "header"

    def _leads_aside(self, before: LexborNode, node: LexborNode, label: str) -> bool:
        """Whether what stands before is a side column of one link, and the box is none of it.

        What is marked as a heading is one, and so is what names a box of what is beside (推荐).
        """
        if before.tag in HEADINGS or HEADING_HINT.search(hints(before)) or ASIDE.search(label):
            return False
        linked = before.css_first("a") is not None
        return linked and self.region(before) == "side" != self.region(node)

    def headings_named(self, name: str) -> list[LexborNode]:
        """The first headings in the page's main part that are that name."""
        word = key(name)
        if word not in self._named:
            self._named[word] = list(islice(self._so_named(word), _MOST_NAMED)) if word else []
        return self._named[word]

    def _so_named(self, word: str) -> Iterator[LexborNode]:
        marked = ", ".join((*HEADINGS, "[class]", "[id]"))
        for node in self.page.root.css(marked)[:_MOST_BOXES]:
            marked_so = node.tag in HEADINGS or HEADING_HINT.search(hints(node))
            if marked_so and key(clean(raw_text(node))) == word and self.region(node) == "main":
                yield node

    def parents(self, node: LexborNode) -> tuple[str, ...]:
        """The labels of the menu items above a link, outermost first."""
        found: list[str] = []
        at = node.parent
        own = True
        path = {node.mem_id}
        below = node
        for _ in range(14):
            if at is None or at.mem_id == self.page.root.mem_id:
                break
            tag = at.tag
            if tag == "dl" and below.tag in ("dt", "dd"):
                label = term_above(below)
                if label:
                    found.append(label)
            elif tag in ("li", "dl"):
                label = own_label(at, path)
                if label and not (own and tag == "li"):
                    found.append(label)
                own = False if tag == "li" else own
            path.add(at.mem_id)
            below, at = at, at.parent
        return tuple(reversed(found))

    def crumbs(self) -> tuple[str, ...]:
        """The breadcrumb, outermost first, without the home link; empty if the page has none."""
        for node in self.page.root.css("div, p, ul, ol, nav, td, span, dl, section"):
            attributes = node.attributes
            if not attributes:  # nothing says what it is
                continue
            hint = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
            named = attributes.get("des") or attributes.get("aria-label") or ""
            if not _REGIONS[0][1].search(hint) and "位置" not in named:
                continue
            labels = crumb_labels(node)
            if labels:
                return labels
        return self._unmarked_crumbs()

    def _unmarked_crumbs(self) -> tuple[str, ...]:
        where = self.page.html.find("位置")
        while where >= 0:
            if HERE.search(self.page.html[max(0, where - 10) : where + 6]):
                break
            where = self.page.html.find("位置", where + 2)
        if where < 0:
            return ()
        for node in self.page.root.css("div, p, td, span, ul")[:_MOST_BOXES]:
            text = node.text()
            if "位置" in text and len(text) < 300:
                labels = crumb_labels(node)
                if labels:
                    return labels
        return ()


def _is_bar_of_menus(node: LexborNode) -> bool:
    """Whether an element says nothing but links, the front page among them, and several entries of
    a list unfold others.
    """
    links = node.css("a")
    if len(links) > _MOST_OF_A_BAR or len(node.css("li li a")) < _A_BLOCK:
        return False  # elements nest, and each is looked at
    if len(node.css("li:has(li a)")) < _MENUS:
        return False
    labels = [key(raw_text(link)) for link in links]
    if not any(label.endswith("首页") for label in labels):
        return False  # the tree of a platform is no menu of the whole site
    said = sum(map(len, labels))
    return len(key(raw_text(node))) <= said + _A_COUNT and not holds_dates(node)


def _is_crowded(node: LexborNode) -> bool:
    found = 0
    for inner in islice(node.traverse(), _MOST_LOOKED_AT):
        found += inner.tag == "a"
        if found == _A_BLOCK:
            return True
    return False


def _twins(sibling: LexborNode, node: LexborNode, hint: str) -> bool:
    """Whether a sibling is another item of the same row of items, not a heading over it."""
    tag = node.tag
    if sibling.tag != tag:
        return False
    if tag in ("li", "td", "dd", "tr", "option"):
        return True
    if hint != " ":
        return hints(sibling) == hint
    return hints(sibling) == " " and _is_link(sibling) and _is_link(node)


def _is_link(node: LexborNode) -> bool:
    """Whether an element is nothing but one link that says more than 更多."""
    if len(text := key(raw_text(node, _MOST_LOOKED_AT))) > _LONGEST_ITEM:
        return False
    links = node.css("a")
    return len(links) == 1 and text not in MORE and text == key(raw_text(links[0]))
