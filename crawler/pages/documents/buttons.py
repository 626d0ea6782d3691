"""Downloads of a document's page that are no plain links: script-made buttons, shown files."""

from __future__ import annotations

import re
from functools import cache

from selectolax.lexbor import LexborNode

from crawler.pages.files.files import file_words
from crawler.pages.markup.fileaddresses import is_file_address, names_file
from crawler.pages.markup.links import (
    anchors_of,
    attachments_of,
    base_of,
    files_named,
)
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import shown
from crawler.pages.words.labels import box_headings
from crawler.pages.words.text import clean, key, simplify
from crawler.records.addresses import normalise
from crawler.records.model import Link

_PRESSED = "a, button, input[type=button], input[type=submit], input[type=image], [onclick]"
_SHOWING = (("iframe", "src"), ("embed", "src"), ("object", "data"), ("frame", "src"))
_SCRIPTED = re.compile(r"^\s*(?:javascript:|#|$)", re.I)
_LONGEST_NAME = 120
_NEAR = 3
"""So many lines below the heading of a box of attachments its links begin."""


def downloads_of(page: Page) -> tuple[Link, ...]:
    """All that a document's page offers to keep: its attachments, files shown, download links.

    Links outside the usual places count where the page offers nothing else.
    """
    found = {link.url: link for link in (*attachments_of(page), *shown_files(page))}
    if not found:
        own = _own_text()
        files = files_named(page)
        for link in anchors_of(page):
            if link.url in files or own.fullmatch(simplify(link.text)):
                found.setdefault(link.url, link)
    return tuple(found.values())


def download_button(page: Page) -> str:
    """The words of a download that only a script can give, "" if there is none.

    A button, a link without an address, or a box of attachments that shows no link: a script
    may fill it.
    """
    for node in page.root.css(_PRESSED):
        words = _words_of(node)
        if words and (_is_download(words) or _names_file(node, words)) and _has_no_address(node):
            return words
    return _unfilled_box(page)


def shown_files(page: Page) -> tuple[Link, ...]:
    """Files that the page shows in a frame of its own: what is read there can be kept."""
    base = base_of(page)
    found: dict[str, Link] = {}
    for tag, attribute in _SHOWING:
        for node in page.root.css(f"{tag}[{attribute}]"):
            try:
                url = normalise(node.attributes.get(attribute) or "", base)
            except ValueError:
                continue
            if is_file_address(url):
                found.setdefault(
                    url, Link(url, clean(node.attributes.get("title") or ""), "", True)
                )
    return tuple(found.values())


def _words_of(node: LexborNode) -> str:
    values = node.attributes
    text = clean(node.text(deep=True)) if node.tag not in ("input", "img") else ""
    for other in ("value", "title", "alt"):
        text = text or clean(values.get(other) or "")
    picture = node.css_first("img[alt], img[title]") if not text else None
    if picture is not None:
        text = clean(picture.attributes.get("alt") or picture.attributes.get("title") or "")
    return simplify(text)


def _is_download(words: str) -> bool:
    offers, other, most = _patterns()
    return len(words) <= most and offers.search(words) is not None and other.search(words) is None


def _names_file(node: LexborNode, words: str) -> bool:
    """Whether a link's words are the name of one file, which its script may hand out."""
    return len(words) <= _LONGEST_NAME and node.tag in ("a", "button") and names_file(words)


def _has_no_address(node: LexborNode) -> bool:
    """Whether pressing it leads nowhere without its script, itself and all around it."""
    above: LexborNode | None = node
    for _ in range(3):
        if above is None:
            return True
        if above.tag == "a" and not _SCRIPTED.match(above.attributes.get("href") or ""):
            return False
        above = above.parent
    inside = (one for one in node.css("a[href]") if one.mem_id != node.mem_id)
    return all(_SCRIPTED.match(one.attributes.get("href") or "") for one in inside)


def _unfilled_box(page: Page) -> str:
    headings = box_headings("attachments")
    lines = shown(page).lines
    for number, line in enumerate(lines):
        if key(line.text) not in headings or line.link_chars or line.template:
            continue
        below = lines[number + 1 : number + 1 + _NEAR]
        if not any(piece.anchor is not None for one in below for piece in one.pieces):
            return clean(line.text)
    return ""


@cache
def _own_text() -> re.Pattern[str]:
    return re.compile(file_words()["buttons"]["own"], re.I)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], int]:
    words = file_words()["buttons"]
    return re.compile(words["download"]), re.compile(words["other"], re.I), words["most_characters"]
