"""The links of a page that turn its pages: which they are, and the text that stands round them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.pages.lists.pagetotals import pages_in
from crawler.pages.lists.rows import MOST_LINKS
from crawler.pages.markup.layout import hints
from crawler.pages.markup.navigation import Links
from crawler.pages.markup.page import Page, raw_text
from crawler.pages.words.issues import issue_named
from crawler.pages.words.text import clean, key, simplify
from crawler.pages.words.wording import pattern, word_keys

NEXT = word_keys("next")
FIRST = word_keys("first")
PREVIOUS = word_keys("previous") | FIRST
LAST = word_keys("last")
NEXT_SIGNS = frozenset((">", "›", "»", ">>", "→", "＞"))
LAST_SIGNS = frozenset((">|", "›|", "»|", ">>|", "→|"))
NEXT_HINT = re.compile(
    r"(?:^|[\s_-])(?:next|nextpage|p_next|page-?next|pagination-next)(?:$|[\s_-])"
)
_MOST_LINKS = 120
_PAGER_HINT = re.compile(r"(?:^|[\s_-])pag(?:e|ing|ination)|fenye|(?:^|[\s_-])fy(?:$|[\s_-])")
_SHORT = 120
_MOST_NEAR = 260
_MOST_OF_A_BOX = 2_000
"""Characters (and nodes) of a box that are looked at: a box may be the whole page."""
_CALENDAR = re.compile(r"calendar|rili|datepicker|wdate", re.I)
_NUMBER = pattern("page_number")
_COUNTED_BY = re.compile(r"(?:页次|页码|分页|翻页|页数|第?\s*页)\s*[:：]?\s*[\[【(（]?\s*[12]\b")


def clusters_of(page: Page, links: Links) -> list[list[LexborNode]]:
    """The links of each pager: two or more page links close together, or one that says 下一页."""
    found: dict[int, list[LexborNode]] = {}
    sure: set[int] = set()
    taken = 0
    for node in page.root.css("a, [onclick]")[:MOST_LINKS]:
        if taken > _MOST_LINKS:
            break
        label = links.label(node)
        if len(label) > 12 or issue_named(node):
            continue
        word, text = key(label), simplify(clean(label))
        if word in NEXT or word in LAST or (text in LAST_SIGNS and _counts_pages(node)):
            certain = True
        elif (
            _NUMBER.match(text)
            or text in NEXT_SIGNS
            or (not word and NEXT_HINT.search(hints(node)))
            or (node.attributes.get("rel") or "").lower() == "next"
        ):
            certain = False
        else:
            continue
        box = _box(node)
        if box is None:
            continue
        found.setdefault(box.mem_id, []).append(node)
        taken += 1
        if certain:
            sure.add(box.mem_id)
    return [
        nodes
        for mem_id, nodes in found.items()
        if (
            mem_id in sure
            or len(nodes) >= 2
            or _alone(nodes[0], links) is not None
            or _counts_pages(nodes[0])
        )
        and not _is_calendar(nodes, links)
    ]


def _alone(node: LexborNode, links: Links) -> LexborNode | None:
    """The box that makes a single number a pager: of two pages only the other one is a link.

    The box says so itself: it counts that many pages, or bears the name of a pager.
    """
    number = page_number(links.label(node))
    own, at = node, node.parent if number is not None else None
    for _ in range(3):
        if number is None or at is None or at.tag in ("body", "html", "tr", "table"):
            break
        said = simplify(clean(raw_text(at, _MOST_OF_A_BOX)))
        if len(said) > _SHORT or _holds_several(at):
            break
        counted = pages_in(said)
        if counted is not None:
            return at if 0 < number <= counted else None
        if number in (1, 2) and _beside(own, str(3 - number)):
            return at
        if number in (1, 2) and (_PAGER_HINT.search(hints(at)) or _COUNTED_BY.match(said)):
            return at
        own, at = at, at.parent
    return None


def _counts_pages(node: LexborNode) -> bool:
    """Whether the short box right round a link says how many pages there are: 第1页/共3页 >."""
    at = node.parent
    for _ in range(2):
        if at is None or at.tag in ("body", "html", "tr", "table"):
            return False
        said = simplify(clean(raw_text(at, _MOST_OF_A_BOX)))
        if len(said) > _SHORT:
            return False
        if pages_in(said) is not None:
            return True
        at = at.parent
    return False


def _beside(node: LexborNode, number: str) -> bool:
    """Whether a link has the other number of two right beside it: 1 [2]."""
    for step in ("prev", "next"):
        other = getattr(node, step)
        for _ in range(4):
            if other is None:
                break
            text = key(clean(raw_text(other, _SHORT)))
            if text:
                if text == number and other.tag != "a" and other.css_first("a[href]") is None:
                    return True
                break
            other = getattr(other, step)
    return False


def _box(node: LexborNode) -> LexborNode | None:
    """The element that holds a pager link together with others, else the one right round it."""
    at = node.parent
    for _ in range(3):
        if at is None or at.tag in ("body", "html"):
            return node.parent
        if _holds_several(at) and at.tag not in ("li", "span", "td", "em", "b"):
            return at
        at = at.parent
    return at or node.parent


def _is_calendar(nodes: list[LexborNode], links: Links) -> bool:
    numbers = [said for n in nodes if (said := page_number(links.label(n))) is not None]
    at: LexborNode | None = nodes[0]
    for _ in range(5):
        if at is None:
            break
        if _CALENDAR.search(hints(at)):
            return True
        at = at.parent
    if numbers and 27 <= max(numbers) <= 31 and len(numbers) >= 27:
        return True
    table = nodes[0].parent
    box = table.parent if table is not None else None
    text = clean(raw_text(box, _MOST_OF_A_BOX)) if box is not None else ""
    return bool(pattern("weekdays").search(text))


def first_beside(node: LexborNode, links: Links) -> str:
    """The address of the first page, where a link to it stands beside that to the last one."""
    box = _box(node)
    near_by = _links_in(box) if box is not None else ()
    return next((url for a in near_by if key(links.label(a)) in FIRST and (url := links.of(a))), "")


def _links_in(box: LexborNode) -> Iterator[LexborNode]:
    """The links among the first nodes of a box."""
    return (node for node in islice(box.traverse(), _MOST_OF_A_BOX) if node.tag == "a")


def _holds_several(box: LexborNode) -> bool:
    return len(list(islice(_links_in(box), 2))) > 1


def speaks(nodes: list[LexborNode], links: Links) -> bool:
    """Whether numbers among these links are those of pages, not of pictures that slide by."""
    words = {key(links.label(node)) for node in nodes}
    if words & (NEXT | LAST | PREVIOUS) or pattern("pager").search(near([nodes], links)):
        return True
    at: LexborNode | None = nodes[0]
    for _ in range(3):
        if at is None or at.tag in ("body", "html"):
            return False
        if _PAGER_HINT.search(hints(at)):
            return True
        at = at.parent
    return False


def near(clusters: list[list[LexborNode]], links: Links) -> str:
    """The text round each pager: its box, or the box above as long as that is short."""
    out: list[str] = []
    for nodes in clusters:
        alone = _alone(nodes[0], links) if len(nodes) == 1 else None
        at: LexborNode | None = alone or _box(nodes[0])
        text = clean(_spelt(at)) if at is not None else ""
        for _ in range(3):
            at = at.parent if at is not None else None
            if at is None or len(above := _spelt(at)) > _MOST_NEAR:
                break
            text = clean(above)
        out.append(text)
    return simplify(" ".join(out))


def _spelt(box: LexborNode) -> str:
    return raw_text(box, _MOST_OF_A_BOX, numbers_apart=True)


def page_number(label: str) -> int | None:
    """The number that a link of a pager says (2, [2], 第2页), None if it says none."""
    match = _NUMBER.match(simplify(clean(label)))
    if match is None:
        return None
    return next(int(group) for group in match.groups() if group)
