"""Issues of a gazette: often bare numbers in a row (1 2 3 …), as the pages of a list are, too."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from crawler.pages.words.rowdates import address_date
from crawler.pages.words.text import clean, simplify
from crawler.pages.words.wording import pattern

_ISSUE = pattern("issue")
_LONGEST_NAME = 24
_DIGITS = 3
"""A number of more digits is a year."""


def issue_named(node: LexborNode) -> str:
    """The issue that a link's title names (2026年第3期), an empty text if it names none."""
    named = clean(node.attributes.get("title") or "")
    return named if _issue_in(named) else ""


def issue_of(node: LexborNode) -> str:
    """Which issue a link is of, by its title, its text or a number alone; "" if of none."""
    text = clean(node.text())
    return _issue_in(issue_named(node)) or _issue_in(text) or (text if is_bare(text) else "")


def is_bare(text: str) -> bool:
    """Whether a text is the number of an issue or a page and nothing else."""
    return text.isdecimal() and len(text) <= _DIGITS


def is_dated_below(url: str, list_url: str) -> bool:
    """Whether an address lies below a list's folder and bears a date: no page of the list does."""
    folder = list_url.partition("?")[0].rpartition("/")[0]
    return url.startswith(f"{folder}/") and address_date(url[len(folder) :]) is not None


def _issue_in(text: str) -> str:
    match = _ISSUE.search(simplify(text)) if len(text) <= _LONGEST_NAME else None
    return match.group() if match else ""
