"""The labels of a breadcrumb, outermost first."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.pages.markup.page import raw_text
from crawler.pages.words.text import clean, key
from crawler.pages.words.wording import pattern, word_keys

_HERE = pattern("here")
_HOME = word_keys("home")
SPLIT = re.compile(r"\s*(?:>>|>|»|›|→|\\|::|\||－|·|＞|(?<!\d)(?:/|-{1,2})|(?:/|-{1,2})(?!\d))\s*")
"""What parts the steps of a breadcrumb."""
_WHOLE_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_LONGEST_CRUMB = 60  # characters of one label, which may be the title of a document
_MOST_CRUMBS = 10


def crumb_labels(node: LexborNode) -> tuple[str, ...]:
    """The labels of the innermost element in or at a node that holds the whole breadcrumb."""
    labels = _labels(node)
    if labels:
        whole = clean(raw_text(node))
        for inner in node.iter():
            text = clean(raw_text(inner))
            if _HERE.search(text) and not SPLIT.match(whole.partition(text)[2]):
                return crumb_labels(inner) or labels
    return labels


def _labels(node: LexborNode) -> tuple[str, ...]:
    links = [clean(raw_text(link)) for link in node.css("a")]
    text = clean(raw_text(node))
    if len(text) > 300 or (len(links) < 1 and not _HERE.search(text)):
        return ()
    here = _HERE.search(text)
    if here is not None:
        before, after = text[: here.start()], text[here.end() :]
        text = f"{before} {after}" if SPLIT.search(before) or not after else after
    labels = [label for label in SPLIT.split(text) if label.strip(" :：")]
    if len(labels) == 1 and len(links) > 1:  # separated by pictures or styling alone
        labels = links
    out: list[str] = []
    for label in (label.strip(" :：") for label in labels):
        if len(label) > _LONGEST_CRUMB or _WHOLE_DATE.search(label):
            # More than a label: the last link and what follows the breadcrumb.
            out += [link for link in links if link and label.startswith(link)][:1]
            break
        out.append(label)
    if len(out) > _MOST_CRUMBS:
        return ()
    return tuple(label for label in out if key(label) not in _HOME)
