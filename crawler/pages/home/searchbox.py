"""The search box of a page: a form by which a reader searches the site (站内检索)."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

from selectolax.lexbor import LexborNode

from crawler.pages.markup.links import base_of
from crawler.pages.markup.page import Page, raw_text
from crawler.pages.task import Task
from crawler.pages.words.text import clean
from crawler.records.addresses import normalise
from crawler.records.model import Snapshot
from crawler.records.site import SearchBox

_TEXT = "input:not([type]), input[type=text], input[type=search], input[type='']"
_NAMES = re.compile(
    r"search|query|keyword|key|kw|\bq\b|\bwd\b|words?|sousuo|jiansuo|qt|content", re.I
)
_SAYS = re.compile(r"搜索|检索|搜一搜|查询|关键[字词]|search", re.I)
_OTHER = re.compile(
    r"password|captcha|yzm|verif|login|mail|user|phone|mobile|登录|验证码|邮箱|密码|办件|编号|快递",
    re.I,
)
_CHARSETS = ("utf-8", "gb18030", "big5")
_CHANGES = re.compile(r"login|logout|regist|submit|save|add|post|vote|subscribe|mail", re.I)


def read_search_box(page: Page, task: Task, snapshot: Snapshot) -> SearchBox | None:
    """The first box of the page that searches the site; None if there is none.

    It is `plain` if it is a GET form with one field of text, no password and no code to type,
    that leads somewhere by itself.
    """
    boxes = [_box(form, page, task, snapshot) for form in page.root.css("form")]
    known = [box for box in boxes if box is not None]
    if known:
        return next((box for box in known if box.plain), known[0])
    return SearchBox(task.url, page.title, task.role, snapshot) if _loose(page) else None


def request_of(box: SearchBox, words: str) -> str:
    """The address that a plain search box asks for words; ValueError if it is none."""
    parts = urlsplit(box.action)
    pairs = [*box.fixed, (box.field, words)]
    coding = box.charset

    def coded(text: str) -> str:
        return quote(text, safe="", encoding=coding, errors="replace")

    query = "&".join(f"{coded(name)}={coded(value)}" for name, value in pairs)
    return normalise(urlunsplit((parts.scheme, parts.netloc, parts.path, query, "")))


def _box(form: LexborNode, page: Page, task: Task, snapshot: Snapshot) -> SearchBox | None:
    fields = [node for node in form.css(_TEXT) if "hidden" not in node.attributes]
    said = _said(form)
    if not fields or _OTHER.search(said) or form.css_first("input[type=password], textarea"):
        return None
    if not (_SAYS.search(said) or _NAMES.search(form.attributes.get("action") or "")):
        return None
    attributes = form.attributes
    method = (attributes.get("method") or "get").strip().lower()
    action = attributes.get("action")
    name = fields[0].attributes.get("name") or ""
    try:
        address = normalise(action, base_of(page)) if action and action.strip("# ") else ""
    except ValueError:
        address = ""
    scripted = bool(attributes.get("onsubmit")) or (action or "").lower().startswith("javascript")
    plain = bool(
        method == "get" and address and name and len(fields) == 1 and not scripted
        and not _CHANGES.search(urlsplit(address).path.rpartition("/")[2])
    )  # fmt: skip
    fixed = _fixed(form) if plain else ()
    return SearchBox(
        task.url,
        page.title,
        task.role,
        snapshot,
        plain,
        address,
        name if plain else "",
        fixed,
        page.encoding if page.encoding in _CHARSETS else "utf-8",
    )


def _fixed(form: LexborNode) -> tuple[tuple[str, str], ...]:
    """What the form sends beside the words: hidden fields, choices made, its first options."""
    found: list[tuple[str, str]] = []
    for node in form.css("input[name], select[name]"):
        values = node.attributes
        name = values.get("name") or ""
        kind = (values.get("type") or "").lower()
        if node.tag == "select":
            options = node.css("option")
            chosen = next((o for o in options if "selected" in o.attributes), None) or (
                options[0] if options else None
            )
            if chosen is not None:
                value = chosen.attributes.get("value")
                found.append((name, value if value is not None else clean(raw_text(chosen))))
        elif kind == "hidden" or (kind in ("radio", "checkbox") and "checked" in values):
            found.append((name, values.get("value") or ""))
    return tuple(found)


def _said(form: LexborNode) -> str:
    parts = [clean(raw_text(form, 400))[:100]]
    for node in form.css("input, button, img, a"):
        values = node.attributes
        parts += (values.get(name) or "" for name in ("placeholder", "value", "title", "alt"))
        if (values.get("type") or "").lower() not in ("hidden",):
            parts.append(values.get("name") or "")
    return " ".join((*parts, form.attributes.get("id") or "", form.attributes.get("class") or ""))


def _loose(page: Page) -> bool:
    """Whether a field outside any form is there for a script to search with."""
    for node in page.root.css(_TEXT):
        values = node.attributes
        said = " ".join(
            values.get(name) or "" for name in ("placeholder", "value", "title", "id", "name")
        )
        if _SAYS.search(said) and not _OTHER.search(said):
            return True
    return False
