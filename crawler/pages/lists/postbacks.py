"""Pagers of ASP.NET pages: a link sends the page's one form back with the name of what was clicked.

The form holds the state of the page (__VIEWSTATE), so that each page can only be asked for as a
page before it wrote it. Only what the page itself put into hidden and text fields is sent, and no
form that asks for a password, a file or a text of the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlencode

from selectolax.lexbor import LexborNode

from crawler.pages.lists.pagerforms import ASKING
from crawler.pages.markup.navigation import Links
from crawler.pages.markup.page import Page
from crawler.pages.reading import Turn
from crawler.pages.words.text import clean

_CALL = re.compile(
    r"""__doPostBack\(\s*(["'])(?P<target>[^"']{1,200})\1\s*,\s*(["'])(?P<argument>[^"']{0,80})\3"""
)
_STATE = "__VIEWSTATE"
_LONGEST = 200_000
"""Characters of a form that are sent at the most; more is no list's page."""
_MOST_FIELDS = 200


class PostBack(NamedTuple):
    """What a pager's link sends back for a page: the control that was clicked, and its word."""

    number: int
    target: str
    argument: str


def post_back(script: str, number: int) -> PostBack | None:
    """What the script of a link sends back, where it does nothing but that."""
    match = _CALL.search(script)
    return PostBack(number, match["target"], match["argument"]) if match else None


def posts_back(page: Page) -> bool:
    """Whether the pager works by ASP.NET's form, which holds the state of the whole page."""
    return page.root.css_first(f'input[name="{_STATE}"]') is not None and (
        "__doPostBack(" in page.html
    )


def posted_turns(page: Page, links: Links, posted: Iterable[PostBack], after: int) -> list[Turn]:
    """The pages after one of a number that its pager gets by sending the page's form back."""
    wanted = {one.number: one for one in posted if one.number > after}
    form = _form(page) if wanted else None
    if form is None:
        return []
    address = links.join(clean(form.attributes.get("action") or "") or page.url)
    if address is None or address.split("/")[2] != page.url.split("/")[2]:
        return []
    fields = _fields(form)
    found = []
    for number, one in sorted(wanted.items()):
        sent = {**fields, "__EVENTTARGET": one.target, "__EVENTARGUMENT": one.argument}
        body = urlencode(sent, encoding=page.encoding, errors="replace")
        if len(body) <= _LONGEST:
            found.append(Turn(address, number, "POST", body))
    return found


def _form(page: Page) -> LexborNode | None:
    """The form with the state of the page, if it asks its reader for nothing."""
    for form in page.root.css("form")[:20]:
        if form.css_first(f'input[name="{_STATE}"]') is None:
            continue
        kinds = {(node.attributes.get("type") or "").lower() for node in form.css("input")}
        asks = form.css_first("textarea") is not None or not kinds.isdisjoint(ASKING)
        return None if asks else form
    return None


def _fields(form: LexborNode) -> dict[str, str]:
    """What the form holds as the page wrote it; its buttons are not pressed."""
    fields: dict[str, str] = {}
    for node in form.css("input, select")[:_MOST_FIELDS]:
        attributes = node.attributes
        name, kind = attributes.get("name") or "", (attributes.get("type") or "text").lower()
        if not name:
            continue
        if node.tag == "select":
            chosen = node.css_first("option[selected]") or node.css_first("option")
            fields[name] = (chosen.attributes.get("value") or "") if chosen else ""
        elif kind in ("hidden", "text", "search") or "checked" in attributes:
            fields[name] = attributes.get("value") or ""
    return fields
