"""Visible links of a detail page, each with the heading of the box it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from crawler.pages.markup.fileaddresses import PAPER, is_file_address, names_file
from crawler.pages.markup.lines import found_in
from crawler.pages.markup.outline import is_furniture, outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.panels import with_panels
from crawler.pages.markup.shown import Anchor, Line, Piece, Shown, shown
from crawler.pages.words.labels import box_headings
from crawler.pages.words.text import clean, key
from crawler.records.addresses import normalise, usable
from crawler.records.model import Link

_ATTACHMENT_TEXT = re.compile(
    rf"^\s*附件\s*[\d一二三四五六七八九十]*\s*[:：.、]?|下载|{PAPER}$", re.I
)
_OPENED = re.compile(
    r"(?:window\.open\(|location(?:\.href)?\s*=|location\.(?:assign|replace)\()\s*"
    r"[\"'](?P<url>[^\"'+]+)[\"']\s*(?![+\s])",
    re.I,
)
_CUT = re.compile(r"(?:\.{2,}|…+)$")
_LEAD = re.compile(r"[\s:：>»]+$")
_HEADING_REACH = 40
_SHORTEST = 5
_BULLET, _LONGEST_ENTRY = 2, 12
"""Characters before the link of a menu's entry, and of the entry."""
_BESIDE = 2
"""Entries beside one of a menu, on either side or above and below it."""
_MORE = "更多"
_MOST = 600
_LONGEST_CALL = 500


def base_of(page: Page) -> str:
    """The address against which the page's links are read: its own, or that of <base href>."""
    node = page.tree.css_first("base[href]")
    href = node.attributes.get("href") if node is not None else None
    if href:
        try:
            return normalise(href, page.url)
        except ValueError:
            return page.url
    return page.url


def links_of(page: Page) -> tuple[Link, ...]:
    """Visible links that say something or stand in the text or a box of related links.

    What a reader sees after a click on a tab is visible too: such links follow the others.
    Short entries of menus, header and footer are left out, but for such as 原文链接. Of links to
    one address the one in a related box or in the text is kept, else the first.
    """
    found = {link.url: link for link in _links_shown(page)}
    opened = with_panels(page)
    if opened is not None:
        for link in _links_shown(opened):
            found.setdefault(link.url, link)
    return tuple(found.values())[:_MOST]


def _links_shown(page: Page) -> tuple[Link, ...]:
    related = box_headings("related") | box_headings("attachments")
    layout = outline(page)
    crumbs = {n for n, ln in enumerate(shown(page).lines[: layout.start]) if is_furniture(ln.text)}
    best: dict[str, tuple[int, Link]] = {}
    for one in _anchors(page):
        url, text, heading, line, template = one.url, one.text, one.heading, one.line, one.template
        inside = not template and layout.in_body(line)
        template = template or (line < layout.start and line in crumbs)
        if template and (line >= layout.footer or len(text) < 10):
            heading = ""  # what stands round a page is in none of its boxes
        boxed = key(heading) in related
        pointing = not template and key(text) in related and line < layout.footer
        short = len(text) < _SHORTEST or (template and len(text) < 10)
        if short and not (inside or boxed or pointing):
            continue
        rank = 2 * boxed + inside
        old = best.get(url)
        if old is None or rank > old[0]:
            best[url] = (rank, Link(url, text, heading, inside))
        if len(best) >= _MOST:
            break
    return tuple(link for _, link in best.values())


@lru_cache(maxsize=2)
def attachments_of(page: Page) -> tuple[Link, ...]:
    """Files that the page offers: by file ending, download address or a box of attachments; by
    the name under which a link's file is saved, by the text or title of a link that names a file.
    """
    layout = outline(page)
    boxes = box_headings("attachments")
    found: dict[str, Link] = {}
    for one in _anchors(page):
        line, url = one.line, one.url
        if one.template or line >= layout.footer:
            continue
        if line < min(layout.title_line, layout.content_start):
            continue
        if _is_file(one) or (
            key(one.heading) in boxes and _ATTACHMENT_TEXT.search(one.text)
            and layout.title_line <= line and not _PAGE.search(urlsplit(url).path)
        ):  # fmt: skip
            found.setdefault(url, Link(url, one.text, one.heading, layout.in_body(line)))
    return tuple(found.values())


def anchors_of(page: Page) -> tuple[Link, ...]:
    """Every visible link of the page that is no part of its template or footer."""
    layout = outline(page)
    return tuple(
        Link(one.url, one.text, one.heading, layout.in_body(one.line))
        for one in _anchors(page)
        if not one.template and one.line < layout.footer
    )


def leads_on(page: Page, start: int, end: int) -> bool:
    """Whether a visible link stands in the lines [start, end)."""
    return any(start <= one.line < end and not one.template for one in _anchors(page))


def files_named(page: Page) -> frozenset[str]:
    """The addresses of all visible links that lead to a file, as far as the page tells."""
    return frozenset(one.url for one in _anchors(page) if _is_file(one))


_PAGE = re.compile(r"(?:\.s?html?|/)$", re.I)


class _Anchor(NamedTuple):
    """A visible link with the heading of its box and its line; `names` are what its attributes
    call the file, `saved` says that the page wants it saved."""

    url: str
    text: str
    heading: str
    line: int
    template: bool
    names: tuple[str, ...] = ()
    saved: bool = False


def _is_file(anchor: _Anchor) -> bool:
    """By its address, or where that says nothing by what its page calls it."""
    if is_file_address(anchor.url):
        return True
    if any(names_file(name) for name in anchor.names):
        return not _PAGE.search(urlsplit(anchor.url).path) or anchor.saved
    return anchor.saved and not _PAGE.search(urlsplit(anchor.url).path)


@lru_cache(maxsize=2)
def _anchors(page: Page) -> tuple[_Anchor, ...]:
    """Every visible link with an address, a script's call that does nothing but open one too."""
    view = shown(page)
    base = base_of(page)
    found: list[_Anchor] = []
    seen: set[int] = set()
    headings = _Headings(view)
    for number, (index, start, text, names) in found_in(view, "anchors", partial(_said_in, view)):
        if index in seen:
            continue
        seen.add(index)
        anchor = view.anchors[index]
        url = _address(anchor.href, base)
        if url is not None:
            line = view.lines[number]
            heading = headings.of(number, line, start)
            saved = anchor.saved_as is not None
            found.append(_Anchor(url, text, heading, number, line.template, names, saved))
    for index, anchor in enumerate(view.anchors):
        if (anchor.title or anchor.saved_as is not None) and index not in seen:  # a picture
            url = _address(anchor.href, base)
            if url is not None:
                text = clean(anchor.title or anchor.saved_as or "")
                heading = headings.above(anchor.line)
                names, saved = _names(anchor, text), anchor.saved_as is not None
                found.append(
                    _Anchor(url, text, heading, anchor.line, anchor.template, names, saved)
                )
    return tuple(found)


def _said_in(
    view: Shown, _: int, line: Line
) -> Iterator[tuple[int, int, str, tuple[str, str, str]]]:
    """The links of a line: number, where it begins, what it says, what it calls its file."""
    last: int | None = None
    for position, piece in enumerate(line.pieces):
        if piece.anchor is not None and piece.anchor != last:
            anchor = view.anchors[piece.anchor]
            text = _fuller(_run(line.pieces, position), anchor.title)
            yield piece.anchor, piece.start, text, _names(anchor, text)
        last = piece.anchor


def _names(anchor: Anchor, text: str) -> tuple[str, str, str]:
    title, name = anchor.title, anchor.saved_as or ""
    return text, clean(title) if title else "", clean(name) if name else ""


def _run(pieces: tuple[Piece, ...], position: int) -> str:
    """The text of the link that begins at a piece: all pieces of it that follow one another."""
    anchor = pieces[position].anchor
    end = position
    while end < len(pieces) and pieces[end].anchor == anchor:
        end += 1
    return clean("".join(piece.text for piece in pieces[position:end]))


def _address(href: str | None, base: str) -> str | None:
    href = href.strip() if href else ""
    if not href or href[0] == "#":
        return None
    if href[0] == "/" and href[1:2] not in _NOT_ROOTED:  # as in menus: the same on all pages
        return _joined(href, base[: base.find("/", 8) + 1] or base)
    if href[:11].lower() == "javascript:":
        opened = _OPENED.search(unquote(href)) if len(href) < _LONGEST_CALL else None
        if opened is None or not is_file_address(opened["url"]):
            return None
        href = opened["url"]
    return usable(href, base)


_NOT_ROOTED = ("/", "\t", "\n", "\r")
_joined = lru_cache(maxsize=8192)(usable)


def _fuller(text: str, title: str) -> str:
    """The title attribute where the text is cut short or empty, else the text."""
    title = clean(title) if title else ""
    if not title:
        return text
    stem = _CUT.sub("", text)
    if len(title) > len(stem) and (not text or (stem != text and title.startswith(stem))):
        return title
    return text


class _Headings:
    """Finds the heading of a link's box: words before it in its line, else the lines above."""

    def __init__(self, view: Shown) -> None:
        self._view = view
        self._memory: dict[int, tuple[str, int]] = {}
        self._known = (
            box_headings("related") | box_headings("attachments") | box_headings("neighbours")
        )
        found = found_in(view, "headings", self._heads)
        self._headings = {number for number, _ in found if not self._is_entry(number)}

    def of(self, number: int, line: Line, start: int) -> str:
        before = _LEAD.sub("", line.text[:start]) if 0 < start <= 64 else ""
        if before:
            last = re.split(r"[\s|｜。；;]", before)[-1]
            if key(last) in self._known or (line.text[len(before):start].strip()[:1] in (":", "：")
                                            and len(last) <= 12):  # fmt: skip
                return clean(last)
            first = re.split(r"[:：]", before)[0]
            if key(first) in self._known:
                return clean(first)
        return self.above(number)

    def above(self, number: int) -> str:
        """The nearest heading above a line, if the line stands in the box of that heading."""
        trail: list[int] = []
        found = ("", 0)
        at = number - 1
        while at >= 0 and number - at <= _HEADING_REACH:
            if at in self._memory:
                found = self._memory[at]
                break
            line = self._view.lines[at]
            if at in self._headings:
                found = (clean(line.text).strip(":：【】[]>» "), self._end(at))
                break
            if len(line.text) - line.link_chars > 40:
                break
            trail.append(at)
            at -= 1
        for one in trail:
            self._memory[one] = found
        return found[0] if number < found[1] else ""

    def _end(self, heading: int) -> int:
        """Where the box of a heading ends: the smallest round it that holds a link below it, other
        than to more of it (更多) and further headings, as of tabs.
        """
        lines, boxes = self._view.lines, self._view.boxes
        below = range(heading + 1, min(heading + 1 + _HEADING_REACH, len(lines)))
        linked = (n for n in below if n not in self._headings and self._leads_on(lines[n]))
        first = next(linked, len(lines))
        index = lines[heading].box
        while index > 0 and boxes[index].end <= first:
            index = boxes[index].parent
        return boxes[index].end if index > 0 else len(lines)

    def _leads_on(self, line: Line) -> bool:
        return line.link_chars > 0 and len(key(line.text)) >= _SHORTEST and _MORE not in line.text

    def _is_entry(self, number: int) -> bool:
        """Whether a line is an entry of a menu: a link beside others as short as it, set alike.

        One other is enough where both lead to folders, as columns are.
        """
        lines = self._view.lines
        own = self._shape(lines[number])
        near = lines[max(number - _BESIDE, 0) : number + _BESIDE + 1]
        alike = [one for one in near if own is not None and self._shape(one) == own]
        return len(alike) > _BESIDE or (len(alike) == _BESIDE and all(map(self._is_column, alike)))

    def _is_column(self, line: Line) -> bool:
        """Whether the links of a line lead to folders."""
        anchors = (piece.anchor for piece in line.pieces if piece.anchor is not None)
        return all((self._view.anchors[one].href or "").endswith("/") for one in anchors)

    def _shape(self, line: Line) -> tuple[str, str, int] | None:
        """How a short line that is all link is set: what box it fills, and in which."""
        boxes = self._view.boxes
        linked = line.link_chars > 0 and line.link_chars + _BULLET >= len(line.text)
        if line.tag in _HEADING_TAGS or not linked or len(line.text) > _LONGEST_ENTRY:
            return None
        own = boxes[line.box]
        outer = boxes[own.parent].parent if own.tag == "td" else own.parent
        return own.tag, own.names, outer

    def _heads(self, _: int, line: Line) -> tuple[bool, ...]:
        """Something where a line is the heading of a box."""
        if len(line.text) > 24:
            return ()
        marked = line.tag in _HEADING_TAGS and len(line.text) <= 12
        return (True,) if marked or key(line.text) in self._known else ()


_HEADING_TAGS = frozenset({"h2", "h3", "h4", "h5", "h6", "dt", "legend", "summary", "th"})
