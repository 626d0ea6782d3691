"""What an element says if it reads as the heading of a box, or as an entry above others."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.pages.markup.marks import ACTIVE, hints
from crawler.pages.markup.page import raw_text
from crawler.pages.markup.tabnames import name_of, tabs_in
from crawler.pages.words.text import clean, key
from crawler.pages.words.wording import pattern, word_keys

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "caption", "legend", "dt"})
HEADING_HINT = re.compile(
    r"title|tit(?![a-z])|(?:^|[\s_-])(hd|bt|tt|head|heading|lm|lanmu|caption|name|mc)(?:$|[\s_-]|\d)"
)
MORE = word_keys("more")
HERE = pattern("here")
_BESIDE_LABEL = 4  # Chinese characters beside the link of a heading: 更多, a count
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_DATE = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}|\d{1,2}\s*[-/.月]\s*\d{1,2}")
_MOST_CHILDREN = 40


def heading_label(node: LexborNode) -> str:
    """The text of a node if it reads as the heading of a box, without 更多."""
    tag = node.tag
    if tag == "-text":
        text = clean(node.text_content or "")
        return text.strip(" :：|·>[]【】") if 1 < len(key(text)) <= 14 else ""
    if tag in ("script", "style", "-comment", "ul", "ol", "table", "img", "br", "hr", "form"):
        return ""
    quick = node.text()
    if len(quick) > 400 or node.css_first("input, form") is not None:
        return ""  # the head of a site with its search box is the heading of nothing
    active = None
    labels: list[str] = []
    for link in node.css("a"):
        label = clean(raw_text(link))
        if label and key(label) not in MORE and key(label):
            labels.append(label)
            if active is None and ACTIVE.search(hints(link)):
                active = label
    if len(labels) > 1:
        return active or ""
    if not labels and len(tabs := tabs_in(node)) > 1:
        return name_of(tabs)
    beside = key(quick).replace(key(labels[0]), "", 1) if labels else ""
    if len(_CHINESE.findall(beside)) > _BESIDE_LABEL and not HERE.search(clean(quick)):
        return ""  # a box of its own that holds one link, as a side column may
    text = labels[0] if labels else clean(raw_text(node))
    picture = node.css_first("img[alt]") if not key(text) else None
    if picture is not None:
        text = clean(picture.attributes.get("alt") or "")
    for word in ("更多", "MORE", "More", "more"):
        text = text.replace(word, "")
    text = text.strip(" :：|·>+[]【】»›")
    if not 1 < len(key(text)) <= 20 or _DATE.search(text):
        return ""
    if tag in HEADINGS or HEADING_HINT.search(hints(node)) or len(key(text)) <= 12:
        return text
    return ""


def term_above(node: LexborNode) -> str:
    """The label of the term (dt) that an entry (dd) of a list stands under; a term has none."""
    before = node.prev if node.tag == "dd" else None
    while before is not None:
        if before.tag == "dt":
            return clean(before.text())
        before = before.prev
    return ""


def own_label(item: LexborNode, path: set[int]) -> str:
    """The label of a menu item itself, not of the items below it, in which `path` leads."""
    at = item.child
    for _ in range(_MOST_CHILDREN):
        if at is None:
            break
        tag = at.tag
        if tag == "-text":
            label = clean(at.text_content or "")
        elif tag in ("a", "span", "h2", "h3", "h4", "h5", "dt", "p", "b", "strong", "em", "div"):
            if tag == "div" and at.css_first("li, a + a, dd") is not None:
                return ""
            if at.mem_id in path:
                return ""
            label = clean(raw_text(at))
        else:
            label = ""
        if key(label):
            return label if len(label) <= 30 else ""
        at = at.next
    return ""
