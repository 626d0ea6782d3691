"""Pagers that send a form of their own: the page's number is put into a field of it.

Only forms that hold nothing but hidden and text fields with what the page itself wrote in them;
a form that asks for a password, a file or a text of the reader is nobody's pager. Forms that hold
the state of the whole page (ASP.NET) are for `postbacks`.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode

from selectolax.lexbor import LexborNode

from crawler.pages.markup.navigation import Links
from crawler.pages.markup.page import Page
from crawler.pages.reading import Turn
from crawler.pages.scripts.pagewords import is_page
from crawler.pages.words.text import clean

_NAMED = r"""["'](?:#|input\[name=["']?)?(?P<{}>[\w.-]+)["']?\]?["']"""
_SET = re.compile(
    rf"""(?:\$\(\s*{_NAMED.format("q")}\s*\)\.val\(|getElementById\(\s*{_NAMED.format("d")}\s*\)\.value\s*="""
    rf"""|getElementsByName\(\s*{_NAMED.format("n")}\s*\)\[0\]\.value\s*="""
    rf"""|(?:\.|elements\[["'])(?P<f>[A-Za-z_]\w*)(?:["']\])?\.value\s*=)\s*(?P<a>\w+)"""
)
_SET_HERE = re.compile(
    rf"""(?:\$\(\s*{_NAMED.format("q")}\s*\)\.val\(\s*|getElementById\(\s*{_NAMED.format("d")}\s*\)\.value\s*=\s*"""
    rf"""|getElementsByName\(\s*{_NAMED.format("n")}\s*\)\[0\]\.value\s*=\s*"""
    rf"""|(?:\.|elements\[["'])(?P<f>[A-Za-z_]\w*)(?:["']\])?\.value\s*=\s*)["']?\d"""
)
_SUBMIT = re.compile(r"\.submit\s*\(")
_WRITES = re.compile(r"save|submit|insert|update|delete|login|vote|upload|register|add", re.I)
ASKING = ("password", "file", "email", "tel")
"""Kinds of fields that ask something of a reader."""
_STATE = frozenset({"__VIEWSTATE", "__EVENTTARGET"})
_MOST_FIELDS = 40


def form_turns(page: Page, links: Links, handlers: frozenset[str], numbers: range) -> list[Turn]:
    """The pages that the functions called by a pager's links get by sending a form."""
    for name in sorted(handlers):
        known = links.function(name)
        if known is None or not known[0] or not _SUBMIT.search(known[1]):
            continue
        arguments, body = known
        for match in _SET.finditer(body):
            if match.group("a") not in arguments:
                continue
            field = next(match.group(g) for g in ("q", "d", "n", "f") if match.group(g))
            form = _form_with(page, field)
            if form is not None:
                return [t for n in numbers if (t := _turn(form, field, n, links)) is not None]
    return []


def field_sent(script: str) -> str:
    """The field into which the script of a link writes a number before it sends the form; "" if
    it does nothing of the kind: document.f.page.value=2;document.f.submit()."""
    match = _SET_HERE.search(script) if _SUBMIT.search(script) else None
    return (
        next((match.group(g) for g in ("q", "d", "n", "f") if match.group(g)), "") if match else ""
    )


def sent_turns(page: Page, links: Links, field: str, numbers: range) -> list[Turn]:
    """The pages that the links of a pager get by sending a form with the number in that field."""
    form = _form_with(page, field) if is_page(field) else None
    if form is None:
        return []
    return [t for n in numbers if (t := _turn(form, field, n, links)) is not None]


def jump_turns(page: Page, links: Links, numbers: range) -> list[Turn]:
    """The pages to which a box beside the pager jumps: a GET form with a field for the number."""
    for form in page.root.css("form")[:10]:
        if (form.attributes.get("method") or "get").lower() != "get":
            continue
        for node in form.css("input[name], select[name]")[:_MOST_FIELDS]:
            name = node.attributes.get("name") or ""
            if is_page(name) and len(name) > 1:
                return [t for n in numbers if (t := _turn(form, name, n, links)) is not None]
    return []


def _form_with(page: Page, field: str) -> LexborNode | None:
    for form in page.root.css("form")[:20]:
        for node in form.css("input, select")[:_MOST_FIELDS]:
            if field in (node.attributes.get("name"), node.attributes.get("id")):
                return form
    return None


def _turn(form: LexborNode, field: str, number: int, links: Links) -> Turn | None:
    values: dict[str, str] = {}
    counted = False
    if form.css_first("textarea") is not None:
        return None
    for node in form.css("input, select")[:_MOST_FIELDS]:
        attributes = node.attributes
        name = attributes.get("name") or ""
        kind = (attributes.get("type") or "text").lower()
        if name in _STATE or (node.tag == "input" and kind in ASKING):
            return None
        if field in (name, attributes.get("id")):
            values[name or field] = str(number)
            counted = True
        elif node.tag == "select" and name:
            chosen = node.css_first("option[selected]") or node.css_first("option")
            values[name] = (chosen.attributes.get("value") or "") if chosen else ""
        elif name and (kind in ("hidden", "text") or "checked" in attributes):
            values[name] = attributes.get("value") or ""
    address = links.join(clean(form.attributes.get("action") or "") or links.page.url)
    if not counted or address is None or address.split("/")[2] != links.page.url.split("/")[2]:
        return None
    if _WRITES.search(address.partition("?")[0].rpartition("/")[2]):
        return None
    body = urlencode(values)
    if (form.attributes.get("method") or "get").lower() == "post":
        return Turn(address, number, "POST", body)
    url = links.join(f"{address.partition('?')[0]}?{body}")
    return Turn(url, number) if url else None
