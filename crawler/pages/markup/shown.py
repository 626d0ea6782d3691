"""The page as a reader sees it: lines in reading order, the boxes and cells they stand in.

One walk over the tree serves every detail reader. Hidden elements and comments are kept apart;
all of it is linear in the size of the page, whatever its nesting.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.pages.markup.knownlines import (
    LEAST_LINES,
    LEAST_MARKUP,
    LISTS,
    MOST_MARKUP,
    Begun,
    Known,
    known_lists,
)
from crawler.pages.markup.lines import Anchor, Box, Line, Media, Piece, Shown, Stretch
from crawler.pages.markup.marks import begins_text, holds_dates
from crawler.pages.markup.page import Page, unlinked_chars
from crawler.pages.markup.writtenvalues import written_at
from crawler.pages.words.counts import whole
from crawler.pages.words.text import clean, squeeze

__all__ = ["Anchor", "Box", "Line", "Media", "Piece", "Shown", "shown", "shown_fragment"]

# fmt: off
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})
# fmt: on
# fmt: off
_SKIPPED = frozenset({
    "script", "style", "template", "noscript", "head", "title", "select", "textarea", "option",
})
# fmt: on
_COLONS = ("：", ":")
_NO_FIELDS = frozenset({"hidden", "button", "image"})
"""Inputs that hold nothing: buttons stand beside what a page says of itself, too."""
_BOLD = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"})
_MEDIA = frozenset({"img", "video", "embed", "object", "iframe", "audio"})
_TEMPLATE_TAGS = frozenset({"nav", "footer"})
_MAY_BE_TEMPLATE = _TEMPLATE_TAGS | {"header"}
"""Elements that may be template without a name that says so."""
# fmt: off
_TEMPLATE_NAMES = frozenset({
    "header", "footer", "foot", "nav", "navbar", "menu", "topnav", "mainnav", "navigation",
    "copyright", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "weizhi", "dqwz", "topbar",
    "sidebar", "sidenav", "leftnav", "left-nav",
})
# fmt: on
_CRUMB_NAMES = frozenset({"breadcrumb", "breadcrumbs", "crumb", "crumbs", "weizhi", "dqwz"})
_TABLE_HEADS = frozenset({"tr", "th", "thead"})
_MENU_LINKS = 3
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_RIGHT = re.compile(r"text-align\s*:\s*right", re.I)
_CENTRE = re.compile(r"text-align\s*:\s*center", re.I)
_NAME = re.compile(r"[\s]+")
_A_TEXT = 60
_MOST_HEADERS = 8
_COMMENT_CHARACTERS = 20_000
_COMMENTS_TOTAL = 200_000


@lru_cache(maxsize=4)
def shown(page: Page) -> Shown:
    """What the page shows; computed once per page."""
    return _Walk().over(page.root)


def shown_fragment(html: str) -> Shown:
    """What a piece of HTML would show, such as the inside of a comment."""
    tree = LexborHTMLParser(html)
    root = tree.body or tree.root
    return _Walk().over(root) if root is not None else Shown((), (), (), (), (), ())


class _State(NamedTuple):
    """What the walk hands down from an element to its children; made for every one of them."""

    box: int = 0
    bold: bool = False
    tag: str = ""
    anchor: int | None = None
    template: bool = False
    in_article: bool = False
    hidden: bool = False
    align: str = ""


class _Walk:
    """One walk over a tree, with its own stack so that depth does no harm."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.boxes: list[Box] = []
        self.anchors: list[Anchor] = []
        self.media: list[Media] = []
        self.hidden: list[str] = []
        self.comments: list[str] = []
        self._marked: list[int] = []
        self._comment_characters = 0
        self._runs: list[tuple[str, bool, str, int | None]] = []
        self._hidden_runs: list[str] = []
        self._gaps: set[int] = set()
        self._has_input = False
        self._state = _State()
        self._headers = 0
        self._apart = 0  # what was met that concerns more than the list it stands in
        self.stretches: list[Stretch] = []

    def over(self, root: LexborNode) -> Shown:
        self._root = root
        self.boxes.append(Box("body", -1, 0, "", False))
        # A state without a node leaves its box; with neither, a hidden element ends.
        stack: list[tuple[LexborNode | None, _State | None]] = []
        begun: Begun | None = None  # the list that is being read to be remembered
        if (first := root.child) is not None:
            stack.append((first, _State()))
        while stack:
            node, state = stack.pop()
            if state is None:
                self._flush_hidden()
                continue
            if node is None:
                self._end_line()
                self.boxes[state.box].end = len(self.lines)
                if begun is not None and state.box == begun.boxes:
                    self._remember(begun)
                    begun = None
                continue
            if (following := node.next) is not None:
                stack.append((following, state))
            if begun is None and node.tag in LISTS and not state.hidden and state.anchor is None:
                markup = node.html or ""
                if LEAST_MARKUP <= len(markup) <= MOST_MARKUP:
                    self._end_line()
                    begun = self._begin(markup, state)
                    known = known_lists.get(begun.key)
                    if known is not None:
                        self._take(known, state)
                        begun = None
                        continue
            inner = self._enter(node, state)
            if inner is not None:
                if inner.box != state.box:
                    stack.append((None, inner))
                elif inner.hidden and not state.hidden:
                    stack.append((None, None))
                if (child := node.child) is not None:
                    stack.append((child, inner))
        self._end_line()
        self.boxes[0].end = len(self.lines)
        return Shown(
            tuple(self.lines), tuple(self.boxes), tuple(self.anchors), tuple(self.media),
            tuple(self.hidden), tuple(self.comments), tuple(self._marked), frozenset(self._gaps),
            tuple(self.stretches),
        )  # fmt: skip

    def _begin(self, markup: str, state: _State) -> Begun:
        """Where the walk stands before a list: all that its reading depends on."""
        lines, boxes, anchors = len(self.lines), len(self.boxes), len(self.anchors)
        return Begun(
            (markup, lines, boxes, anchors, state),
            lines,
            boxes,
            anchors,
            len(self.media),
            self._apart,
        )

    def _remember(self, begun: Begun) -> None:
        if self._apart != begun.apart:
            return
        stretch = Stretch(begun.lines, len(self.lines))
        known = Known(
            tuple(self.lines[begun.lines :]), tuple(self.boxes[begun.boxes :]),
            tuple(self.anchors[begun.anchors :]), tuple(self.media[begun.media :]),
            self._state, stretch,
        )  # fmt: skip
        self._stretch(stretch)
        known_lists.keep(begun.key, known, known.size + 4 * len(begun.key[0]))

    def _take(self, known: Known, state: _State) -> None:
        """Read a list as it was read before."""
        self.boxes[state.box].children.append(len(self.boxes))
        self.lines += known.lines
        self.boxes += known.boxes
        self.anchors += known.anchors
        self.media += known.media
        self._state = known.state
        self._stretch(known.stretch)

    def _stretch(self, stretch: Stretch) -> None:
        if stretch.end - stretch.start >= LEAST_LINES:
            self.stretches.append(stretch)

    def _enter(self, node: LexborNode, state: _State) -> _State | None:
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            if state.hidden:
                self._hidden_runs.append(text)
                self._apart += 1
            elif text:
                self._add_run(text, state)
            return None
        if tag == "-comment":
            self._comment(node, state)
            return None
        if tag in _SKIPPED:
            if tag == "textarea" and _is_fixed(node.attributes) and not state.hidden:
                self._add_run(node.text() or "", state)
            elif tag in ("select", "textarea"):
                self._input(state)
            elif tag == "script" and not state.hidden and (
                written := written_at(node, beside_label=self._ends_in_label())
            ):  # fmt: skip
                self._add_run(written, state)
            return None
        if tag == "br":
            if not any(text.strip() for text, *_ in self._runs):
                self._gaps.add(len(self.lines))
                self._apart += 1
            self._end_line()
            self._state = state
            return None
        attributes = node.attributes
        if tag == "input":
            kind = (attributes.get("type") or "text").lower()
            if kind == "text" and _is_fixed(attributes) and not state.hidden:
                self._add_run(attributes.get("value") or "", state)
            elif kind not in _NO_FIELDS:
                self._input(state)
            return None
        style, hidden = "", state.hidden
        if attributes:
            style = attributes.get("style") or ""
            hidden = hidden or "hidden" in attributes or bool(style and _HIDDEN.search(style))
        if tag in _MEDIA:
            if not hidden:
                self.media.append(
                    Media(tag, attributes, len(self.lines), state.template, state.box)
                )
                self._picture_text(tag, attributes, state)
            return None
        bold = state.bold or tag in _BOLD or bool(style and _BOLD_STYLE.search(style))
        if tag in _BLOCKS:
            return self._enter_block(node, tag, attributes, style, state, hidden, bold)
        anchor = state.anchor
        title = attributes.get("title") or ""
        if tag == "a" and not hidden:
            anchor = len(self.anchors)
            self.anchors.append(
                Anchor(
                    attributes.get("href"),
                    title,
                    state.template,
                    len(self.lines),
                    (attributes["download"] or "") if "download" in attributes else None,
                )
            )
        inner = _State(
            state.box, bold, tag, anchor, state.template, state.in_article, hidden, state.align
        )
        if title and not hidden and _is_cut(node.text(), title):
            self._add_run(title, inner)
            return None
        return inner

    def _add_run(self, text: str, state: _State) -> None:
        if self._state.box != state.box:
            self._end_line()
        self._state = state
        if self._runs or not text.isspace():  # no line begins with white space
            self._runs.append((text, state.bold, state.tag, state.anchor))

    def _ends_in_label(self) -> bool:
        return bool(self._runs) and self._runs[-1][0].rstrip().endswith(_COLONS)

    def _input(self, state: _State) -> None:
        self._has_input = True
        self._apart += 1
        box = self.boxes[state.box]
        box.has_input = True
        if box.parent > 0:
            self.boxes[box.parent].has_input = True

    def _picture_text(self, tag: str, attributes: Mapping[str, str | None], state: _State) -> None:
        """A linked picture stands for its alternative text."""
        if tag == "img" and state.anchor is not None:
            text = attributes.get("alt") or attributes.get("title") or ""
            if text and not self.anchors[state.anchor].title:
                self.anchors[state.anchor] = replace(self.anchors[state.anchor], title=text)

    def _enter_block(
        self, node: LexborNode, tag: str, attributes: Mapping[str, str | None], style: str,
        state: _State, hidden: bool, bold: bool,
    ) -> _State:  # fmt: skip
        self._end_line()
        names, given = " ", ""
        if attributes:
            names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
            given = (attributes.get("align") or "").lower()
        in_article = state.in_article or tag in ("article", "main")
        template = state.template or (
            (names != " " or tag in _MAY_BE_TEMPLATE)
            and self._is_template(node, tag, names, in_article)
        )
        align = state.align
        if given == "right" or (style and _RIGHT.search(style)):
            align = "right"
        elif given == "center" or tag == "center" or (style and _CENTRE.search(style)):
            align = "center"
        box = Box(tag, state.box, len(self.lines), names, template)
        if tag in ("td", "th"):
            box.span = min(whole(attributes.get("colspan")) or 1, 50)
        self.boxes.append(box)
        index = len(self.boxes) - 1
        self.boxes[state.box].children.append(index)
        bold = bold or tag in _BOLD
        return _State(index, bold, tag, state.anchor, template, in_article, hidden, align)

    def _is_template(self, node: LexborNode, tag: str, names: str, in_article: bool) -> bool:
        if tag in _TEMPLATE_TAGS:
            return True
        if tag == "header":
            found = not in_article and node.css_first("h1,h2") is None
            return found and not self._holds_the_text(node)
        if names != " " and not in_article:
            own = _TEMPLATE_NAMES.intersection(_NAME.split(names))
            if own == {"header"} and tag in _TABLE_HEADS and len(node.css("a")) < _MENU_LINKS:
                return False  # the head of a table, not that of the page
            found = bool(own) and node.css_first("h1") is None
            if found and own <= _CRUMB_NAMES and holds_dates(node):
                return False  # called so, but round a list
            return found and not (own == {"header"} and self._holds_the_text(node))
        return False

    def _holds_the_text(self, node: LexborNode) -> bool:
        """Whether a header is one by name alone: a masthead round the text of the whole page."""
        self._headers += 1
        self._apart += 1
        if self._headers > _MOST_HEADERS:
            return False
        own = unlinked_chars(node)
        return own >= _A_TEXT and own * 3 > unlinked_chars(self._root) * 2

    def _comment(self, node: LexborNode, state: _State) -> None:
        self._apart += 1
        text = node.comment_content or ""
        if begins_text(text):
            self._marked.append(state.box)
        if len(text) < 5 or self._comment_characters > _COMMENTS_TOTAL:
            return
        text = text[:_COMMENT_CHARACTERS]
        self._comment_characters += len(text)
        self.comments.append(text)

    def _flush_hidden(self) -> None:
        if self._hidden_runs:
            text = clean("".join(self._hidden_runs))
            self._hidden_runs.clear()
            if text:
                self.hidden.append(text)

    def _end_line(self) -> None:
        """What comes is no part of the line that was begun, if one was."""
        if self._hidden_runs:
            self._flush_hidden()
        if self._runs:
            self._flush()
        else:
            self._has_input = False

    def _flush(self) -> None:
        pieces: list[Piece] = []
        position = link_chars = 0
        ended_blank = True
        for raw, bold, tag, anchor in self._runs:
            text = squeeze(raw)
            if ended_blank:
                text = text.lstrip(" ")
            if not text:
                continue
            ended_blank = text.endswith(" ")
            pieces.append(Piece(text, position, bold, tag, anchor))
            position += len(text)
            if anchor is not None:
                link_chars += len(text)
        self._runs.clear()
        joined = "".join([piece.text for piece in pieces]).rstrip(" ")
        if joined:
            state = self._state
            box = self.boxes[state.box]
            self.lines.append(
                Line(joined, tuple(pieces), box.tag, state.box, state.template, state.align,
                     self._has_input, link_chars)
            )  # fmt: skip
        self._has_input = False


def _is_fixed(attributes: Mapping[str, str | None]) -> bool:
    """Whether a field of a form only shows what it holds."""
    return "readonly" in attributes or "disabled" in attributes


def _is_cut(text: str | None, title: str) -> bool:
    """Whether the title attribute spells out what the text shows cut short."""
    shown_text = clean(text or "")
    stem = shown_text.rstrip(".…")
    return 2 <= len(stem) < len(shown_text) and clean(title).startswith(stem)
