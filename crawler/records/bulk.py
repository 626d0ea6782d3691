"""Whether a page is one that a person could read, measured before it is parsed.

A page of a few megabytes can hold a million elements or nest a hundred thousand deep; parsers
and readers take minutes over it. No portal needs that: such a page counts as cut by a limit.
"""

from __future__ import annotations

import re

MOST_ELEMENTS = 50_000
"""Elements of a page that is read; a list of 10,000 rows has fewer."""

DEEPEST = 3_000
"""Elements open at once in a page that is read; only tags that are never closed come near it."""

MOST_OPTIONS = 10_000
"""Options of the drop-down boxes of a page that is read: the parser looks at all for each."""

MOST_ATTRIBUTES = 2_000
"""Attributes of one element of a page that is read: parsers compare each with all the others."""

_FEW = 5_000  # angle brackets below which the counts of elements cannot be reached
_MANY = 4 * MOST_ELEMENTS  # angle brackets, also those of ends and comments and of no tag at all
_OPENING = re.compile(r"<[A-Za-z]")
_OPTION = re.compile(r"<option\b", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
# No tag is that long but those with a picture in an address, which is one attribute; a script
# may look like one where it compares.
_LONG_TAG = re.compile(r"<[A-Za-z][A-Za-z0-9]*[\s/][^<>]{6000,}")
_QUOTED = re.compile(r"\"[^\"]*\"?|'[^']*'?")
# Elements that have no end, or whose end may be left out: they do not nest for want of it.
_ENDLESS = frozenset(
    {
        "area", "base", "br", "col", "dd", "dt", "embed", "frame", "hr", "img", "input", "li",
        "link", "meta", "optgroup", "option", "p", "param", "source", "tbody", "td", "tfoot",
        "th", "thead", "tr", "track", "wbr",
    }
)  # fmt: skip


def excess(html: str) -> str:
    """What a page has too much of, as a short remark; empty if it can be read."""
    if any(_attributes(found.group()) > MOST_ATTRIBUTES for found in _LONG_TAG.finditer(html)):
        return f"more than {MOST_ATTRIBUTES} attributes of one element"
    brackets = html.count("<")
    if brackets < _FEW:
        return ""
    if brackets > _MANY:
        return f"{brackets} tags"
    elements = sum(1 for _ in _OPENING.finditer(html))
    if elements > MOST_ELEMENTS:
        return f"{elements} elements"
    options = len(_OPTION.findall(html))
    if options > MOST_OPTIONS:
        return f"{options} options"
    depth = 0
    for end, name in _TAG.findall(html):
        if name.lower() in _ENDLESS:
            continue
        depth = max(0, depth - 1) if end else depth + 1
        if depth > DEEPEST:
            return f"more than {DEEPEST} elements inside each other"
    return ""


def _attributes(tag: str) -> int:
    return len(re.findall(r"[\s/]+[^\s/=]", _QUOTED.sub("", tag)))
