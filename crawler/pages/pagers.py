"""Pagers: how to get the further pages of a list, and how many the page says there are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.pages.layout import hints
from crawler.pages.navigation import Links
from crawler.pages.page import Page, raw_text
from crawler.pages.pagetotals import pages_in, totals
from crawler.pages.reading import Turn
from crawler.pages.rows import MOST_LINKS, outside
from crawler.pages.task import Task
from crawler.pages.text import clean, key, simplify
from crawler.pages.wording import pattern, word_keys

_MOST_LINKS = 120
MOST_TURNS = 500
"""Turns that one page may announce; a list longer than that is cut by the visit's limits anyway."""
_NEXT = word_keys("next")
_PREV = word_keys("previous")
_LAST = word_keys("last")
_ROW_COUNT = word_keys("row_count")
_NEXT_SIGNS = frozenset((">", "›", "»", ">>", "→", "＞"))
_NEXT_HINT = re.compile(
    r"(?:^|[\s_-])(?:next|nextpage|p_next|page-?next|pagination-next)(?:$|[\s_-])"
)
_PAGER_HINT = re.compile(r"(?:^|[\s_-])pag(?:e|ing|ination)|fenye|(?:^|[\s_-])fy(?:$|[\s_-])")
_SHORT = 120
_DEAD = re.compile(r"(?:^|[\s_-])(?:disabled?|gray|nolink|off|no|p_no)(?:$|[\s_-]|\d)")
_CALENDAR = re.compile(r"calendar|rili|datepicker|wdate", re.I)
_NUMBER = pattern("page_number")
_SIGNED = re.compile(r"page|pager|fenye|turn|go\b|jump|__dopostback", re.I)
_SCRIPTED = re.compile(
    r"(?:javascript:)?\s*(?:return\s+|void\s+)?([A-Za-z_$][\w$]*)\s*\(\s*[^()]*\d"
)

_OF = re.compile(r"\s*/\s*(?:共)?\s*\d{1,4}\s*页?\s*$")  # the second half of 第2页/共5页

_COUNTED_BY = re.compile(r"(?:页次|页码|分页|翻页|页数|第?\s*页)\s*[:：]?\s*[\[【(（]?\s*[12]\b")
_NAMED_LAST = re.compile(
    r"[?&](?:page|page_?no|page_?num|page_?index|currentpage|curpage|pn|p)=(\d{1,4})(?!\d)|"
    r"(?:index|list)_(\d{1,4})\.\w+$",
    re.IGNORECASE,
)


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


def pager(page: Page, links: Links, task: Task, taken: Iterable[int] = ()) -> Pager:
    """The pager of a list page. `taken` are the nodes of its rows, in which no pager stands."""
    own = {page.url, task.url}
    current = task.page_number
    turns: dict[str, Turn] = {}
    shown, furthest, last = False, 0, ""
    counted: int | None = None
    handlers: set[str] = set()
    clusters = _clusters(page, links)
    for nodes in clusters:
        plain = _speaks(nodes, links)
        for node in nodes:
            label = links.label(node)
            number = _number(node, label, current)
            if key(node.attributes.get("title") or "") in _ROW_COUNT:
                counted, number = number, None
            if number is None:
                continue
            shown = True
            url = links.of(node)
            if url is None and (called := _called(node)):
                handlers.add(called)
            if url is None and number > current and _is_there(node, label, plain):
                furthest = max(furthest, number)
            if url is None or url in own or number == current or _DEAD.search(hints(node)):
                continue
            if number > 0:
                known = turns.get(url)
                if known is None or known.page_number < number:
                    turns[url] = Turn(url, number)
            elif key(label) in _LAST:
                last = url
    for turn in _selects(page, links):
        if turn.url not in own and turn.page_number != current:
            turns.setdefault(turn.url, turn)
        shown = True
    pieces = (
        simplify(clean(piece)) for piece in outside(page.root, taken) if piece and len(piece) < 80
    )
    total_pages, total_rows = totals(_near(clusters, links), pieces, links)
    total_rows = total_rows if total_rows is not None else counted
    if total_pages is not None and total_pages < current:
        total_pages = None
    if last and total_pages is None and not turns and (named := _NAMED_LAST.search(last)):
        # Pages may be counted from 0: that all were read is told by the rows in all alone.
        if total_rows is not None:
            total_pages = int(named[1] or named[2])
        else:
            # index_1.html is a second page, ?page=1 may be the first.
            furthest = max(furthest, int(named[1]) if named[1] else int(named[2]) + 1)
    if last and total_pages and current + 1 not in {t.page_number for t in turns.values()}:
        for turn in counted_out(last, current + 1, total_pages, links):
            if turn.url not in own:
                turns.setdefault(turn.url, turn)
    further = tuple(
        turn for turn in turns.values() if total_pages is None or turn.page_number <= total_pages
    )
    beyond = max((turn.page_number for turn in further), default=0)
    if beyond >= furthest or (total_pages is not None and furthest > total_pages):
        furthest = 0
    return Pager(
        further[:MOST_TURNS], total_pages, total_rows, shown, furthest, frozenset(handlers)
    )


def counted_out(last: str, first: int, total: int, links: Links) -> Iterable[Turn]:
    """The pages up to the last one, whose address shows where the number stands.

    The last of 5 pages is ?page=5 or index_4.html; where neither stands in it, it is itself
    the only one that is known.
    """
    head, tail = last[:8], last[8:]
    for at, shift in ((total, 0), (total - 1, -1)):
        places = list(re.finditer(rf"(?<!\d){at}(?!\d)", tail))
        if places and at > 0 and "/" in tail[: places[-1].start()]:
            start, end = places[-1].span()
            for number in range(first, min(total, first + MOST_TURNS) + 1):
                url = links.join(f"{head}{tail[:start]}{number + shift}{tail[end:]}")
                if url:
                    yield Turn(url, number)
            return
    yield Turn(last, total)


def _speaks(nodes: list[LexborNode], links: Links) -> bool:
    """Whether numbers among these links are those of pages, not of pictures that slide by."""
    words = {key(links.label(node)) for node in nodes}
    if words & (_NEXT | _LAST | _PREV) or pattern("pager").search(_near([nodes], links)):
        return True
    at: LexborNode | None = nodes[0]
    for _ in range(3):
        if at is None or at.tag in ("body", "html"):
            return False
        if _PAGER_HINT.search(hints(at)):
            return True
        at = at.parent
    return False


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


def page_number(label: str) -> int | None:
    """The number that a link of a pager says (2, [2], 第2页), None if it says none."""
    match = _NUMBER.match(simplify(clean(label)))
    if match is None:
        return None
    return next(int(group) for group in match.groups() if group)


def _number(node: LexborNode, label: str, current: int) -> int | None:
    """The page that a pager link leads to; 0 for one whose number is not known (last page)."""
    word = key(label)
    text = simplify(clean(label))
    said = page_number(label)
    if said is not None:
        return said
    relation = (node.attributes.get("rel") or "").lower()
    if word in _NEXT or text in _NEXT_SIGNS or relation == "next":
        return current + 1
    if not word and _NEXT_HINT.search(hints(node)):
        return current + 1
    if word in _LAST:
        return 0
    if word in _PREV:
        return max(current - 1, 0)
    return None


def _clusters(page: Page, links: Links) -> list[list[LexborNode]]:
    """The links of each pager: two or more page links close together, or one that says 下一页."""
    found: dict[int, list[LexborNode]] = {}
    sure: set[int] = set()
    for node in page.root.css("a, [onclick]")[:MOST_LINKS]:
        if sum(len(nodes) for nodes in found.values()) > _MOST_LINKS:
            break
        label = links.label(node)
        if len(label) > 12:
            continue
        word, text = key(label), simplify(clean(label))
        if word in _NEXT or word in _LAST:
            certain = True
        elif (
            _NUMBER.match(text)
            or text in _NEXT_SIGNS
            or (not word and _NEXT_HINT.search(hints(node)))
            or (node.attributes.get("rel") or "").lower() == "next"
        ):
            certain = False
        else:
            continue
        box = _box(node)
        if box is None:
            continue
        found.setdefault(box.mem_id, []).append(node)
        if certain:
            sure.add(box.mem_id)
    return [
        nodes
        for mem_id, nodes in found.items()
        if (mem_id in sure or len(nodes) >= 2 or _alone(nodes[0], links) is not None)
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
        said = simplify(clean(raw_text(at)))
        if len(said) > _SHORT or len(at.css("a")) > 1:
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


def _beside(node: LexborNode, number: str) -> bool:
    """Whether a link has the other number of two right beside it: 1 [2]."""
    for step in ("prev", "next"):
        other = getattr(node, step)
        for _ in range(4):
            if other is None:
                break
            text = key(clean(raw_text(other)))
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
        if len(at.css("a")) > 1 and at.tag not in ("li", "span", "td", "em", "b"):
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
    text = clean(raw_text(table.parent)) if table is not None and table.parent is not None else ""
    return bool(pattern("weekdays").search(text))


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


def _near(clusters: list[list[LexborNode]], links: Links) -> str:
    """The text round each pager: its box, or the box above as long as that is short."""
    out: list[str] = []
    for nodes in clusters:
        alone = _alone(nodes[0], links) if len(nodes) == 1 else None
        at: LexborNode | None = alone or _box(nodes[0])
        text = clean(raw_text(at)) if at is not None else ""
        for _ in range(3):
            at = at.parent if at is not None else None
            if at is None or len(at.text()) > 260:
                break
            text = clean(raw_text(at))
        out.append(text)
    return simplify(" ".join(out))
