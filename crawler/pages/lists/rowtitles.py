"""The title of a row: which of its links it is, and what of that is title."""

from __future__ import annotations

import re
from collections.abc import Set
from datetime import date
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.pages.lists.rowcells import DATE_HINT, is_date
from crawler.pages.lists.rows import DATED, Link, Row
from crawler.pages.markup.dateline import days_beside, without_day
from crawler.pages.markup.headinglabels import MORE
from crawler.pages.markup.layout import hints
from crawler.pages.markup.page import raw_text
from crawler.pages.words.dates import find_dates
from crawler.pages.words.issues import is_bare, issue_named
from crawler.pages.words.labels import short_days_of, slug_of
from crawler.pages.words.text import clean, key, simplify
from crawler.pages.words.wording import pattern

_SIDE = pattern("side_link")
_BRACKETED = re.compile(r"^[\[【(（〔][^\]】)）〕]{1,14}[\]】)）〕]$")
_CUT = re.compile(r"(?:…+|\.{2,})\s*$")
_BULLET = re.compile(r"^[\s·•▪■□◆◇●○►▶▲△★☆>»›＞\-—*|]+")
_FLAG = pattern("flag")
_TITLE_NOTE = pattern("title_note")
_TITLE_HINT = re.compile(r"title|(?:^|[\s_-])(?:tit|bt|name|subject)(?:$|[\s_-]|\d)")
_OF_A_DAY = re.compile(r"(?<=\d)\s?[年月日]|\d|\s")
_MOST_PARTS = 20
_WRAPPERS = 4
"""Boxes round the parts of a card."""


def main_link(row: Row) -> Link | None:
    """The link of a row that leads to the thing itself: not a category, a button, a file icon.

    Of several long ones it is the first: a document's row may end with its interpretation. Of a
    picture and words that lead to one page it is the words, if they say as much.
    """
    ranked: list[tuple[int, Link]] = []
    for link in row.links:
        label = clean(link.label)
        word = key(label)
        title = key(clean(link.node.attributes.get("title") or ""))
        side = bool(_SIDE.match(label)) or word in MORE or bool(_BRACKETED.match(label))
        size = max(len(word), min(len(title), 60))
        ranked.append((0 if side else size, link))
    if not ranked:
        return None
    longest = max(size for size, _ in ranked)
    found = next(link for size, link in ranked if size * 2 >= longest)
    if key(found.node.text()):
        return found
    name = clean(found.node.attributes.get("title") or "") or found.label
    spoken = (
        one
        for one in row.links
        if one.url == found.url
        and len(word := key(text := clean(one.node.text()))) >= max(1, len(key(name)))
        and not (_SIDE.match(text) or word in MORE or _BRACKETED.match(text) or DATED.search(text))
    )
    return next(spoken, found)


def title_of(row: Row, link: Link, cells: list[tuple[str, str, str]]) -> str:
    """The title of a row: the words of its link, or what its attribute or cells say in full."""
    told = {one.value for *_, text in cells if _is_day(text) for one in find_dates(text)}
    shown = _shown_title(link.node, told)
    attribute = clean(link.node.attributes.get("title") or "")
    note = _TITLE_NOTE.search(attribute)
    if note:
        attribute = note.group(1)
    bare = key(_CUT.sub("", shown))
    if is_bare(bare) and (issue := issue_named(link.node)):
        return simplify(issue)
    title = shown
    if len(key(attribute)) >= 4 and (
        not bare or (key(attribute).startswith(bare[:40]) and len(key(attribute)) >= len(bare))
    ):
        title = attribute
    if _SIDE.match(title) or not key(title):
        named = [text for slug, _, text in cells if slug == "title" and key(text)]
        plain = [text for slug, _, text in cells if not slug and not DATED.search(text)]
        title = max(named or plain or [title], key=len)
    title = _FLAG.sub("", _BULLET.sub("", title)).strip()
    return without_day(title, lambda: days_beside(title, link.url, [text for *_, text in cells]))


def _shown_title(link: LexborNode, told: Set[date]) -> str:
    """The text of a link without dates, summaries and marks that stand inside it."""
    if link.css_first("*") is None:
        return clean(link.text())
    for node in link.css("h1, h2, h3, h4, h5, h6, [class]"):
        if node.mem_id != link.mem_id and (
            (node.tag or "").startswith("h") or _TITLE_HINT.search(hints(node))
        ):
            text = _without_own_day(node, told)
            if len(key(text)) >= 4:
                return text
    parts: list[str] = []
    undated: list[str] = []
    attribute = key(link.attributes.get("title") or "")
    for child in _unwrapped(link).iter(include_text=True):
        text = clean(raw_text(child))
        if child.tag != "-text" and is_date(clean(raw_text(child, numbers_apart=True))):
            continue  # 01-12 and the year below it in a box of its own
        undated.append(raw_text(child))
        named = child.tag != "-text" and DATE_HINT.search(hints(child))
        if named and not (len(attribute) >= 4 and key(text) == attribute):
            continue
        block = child.tag in ("div", "p", "dt", "dd", "dl")
        if block and parts and len(key("".join(parts))) >= 4:
            break
        parts.append(raw_text(child))
    return clean("".join(parts)) or clean("".join(undated)) or clean(raw_text(link))


def _is_day(text: str) -> bool:
    """Whether a text is a day and nothing else but its label: no name that ends with a day."""
    label = key(_OF_A_DAY.sub("", text))
    slug = slug_of(label, "document") or short_days_of("document").get(label, "")
    return is_date(text) and (not label or slug.endswith(("_on", "dated")))


def _without_own_day(box: LexborNode, told: Set[date]) -> str:
    """The words of a box called a title, without an element that opens or closes it with the day
    of the row; "" where it is nothing else, or the day cannot be parted from them.

    A day amid its words belongs to these, and so does one that is none of those `told` of the row.
    """
    whole, text = clean(raw_text(box, numbers_apart=True)), clean(raw_text(box))
    if _is_day(whole):
        return ""
    for one in islice(box.css("*"), _MOST_PARTS):
        day = clean(raw_text(one, numbers_apart=True))
        if not _is_day(day) or not (whole.startswith(day) or whole.endswith(day)):
            continue
        values = {found.value for found in find_dates(day)}
        if not values or values & told:
            cut = text.removeprefix(day) if whole.startswith(day) else text.removesuffix(day)
            return clean(cut) if cut != text else ""
    return text


def _unwrapped(box: LexborNode) -> LexborNode:
    """The box whose parts stand side by side: not one that only wraps another."""
    for _ in range(_WRAPPERS):
        spoken = [one for one in box.iter(include_text=True) if clean(raw_text(one))]
        if len(spoken) != 1 or spoken[0].tag == "-text" or next(spoken[0].iter(), None) is None:
            break
        box = spoken[0]
    return box
