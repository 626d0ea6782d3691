"""Hanweb jcms, module xxgk: lists of disclosed information that only a script puts into the page.

The column's page holds an empty box and the names of what belongs into it (infotypeId, jdid, area,
divid); a script from elsewhere asks /module/xxgk/search.jsp for them, page by page (currpage), and
puts the answered piece of HTML into the box. The request is the same on every portal of the family.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode

from selectolax.lexbor import LexborNode

from crawler.pages.markup.navigation import Links
from crawler.pages.reading import Turn
from crawler.pages.task import Task

_SEARCH = "/module/xxgk/search.jsp"
_WRITTEN = re.compile(r"""["']([^"'\s?<>]{0,80}/xxgk/search\.jsp)(?:\?[^"']*)?["']""")
_NAMES = ("infotypeId", "jdid", "area", "divid")
_TOLD = re.compile(
    r"(?<![\w$.])[\"']?(infotypeId|jdid|area|divid|sortfield|standardXxgk|texttype)[\"']?\s*"
    r"(?:[:=]\s*\"([\w,:-]{0,60})\"|[:=]\s*'([\w,:-]{0,60})'|[:=]\s*(\w{1,60})(?![\w.$(\[+])"
    r"|=([\w,:-]{0,60})(?=[&\"']))"
)
_ORDER = ",compaltedate:0"
"""By the day of disclosure, newest first, as the family's pages ask where they say nothing else."""


def first_page(links: Links, task: Task) -> Turn | None:
    """The request for the rows of a page that holds but the names of its list.

    None where the box is filled already, or where the page does not say which rows belong there.
    """
    if _is_answer(task):
        return None
    told = _told(links)
    named = [name for name in _NAMES if told.get(name)]
    if not told.get("infotypeId") or len(named) < 2:
        return None
    box = _box(links, told.get("divid", ""))
    if box is not None and box.css_first("a[href]") is not None:
        return None
    written = _WRITTEN.search(links.scripts)
    address = links.join(written.group(1) if written else _SEARCH)
    if address is None or address.split("/")[2] != links.page.url.split("/")[2]:
        return None
    return _request(address, told, task.page_number)


def next_page(
    task: Task, read: int, pages: int | None, rows: int | None, *, turned: bool
) -> Turn | None:
    """The request after an answer with rows: the same for the following page.

    None for what is no answer, and for the last page: `read` rows of it, `pages` and `rows` in
    all where the answer tells; `turned` says whether its pager calls a script to turn on.
    """
    number = task.page_number
    if not _is_answer(task) or not read:
        return None
    if pages is not None or rows is not None:
        turned = number < pages if pages is not None else read * number < (rows or 0)
    if not turned:
        return None
    address, _, query = task.url.partition("?")
    told = dict(parse_qsl(f"{query}&{task.body}", keep_blank_values=True))
    return _request(address, told, number + 1)


def _is_answer(task: Task) -> bool:
    return task.url.partition("?")[0].endswith(_SEARCH) and "infotypeId=" in task.body


def _told(links: Links) -> dict[str, str]:
    """What the page says of its list: in its scripts, else in fields that nobody sees.

    Nothing where it names several lists: which of them is that of the column is not told.
    """
    found: dict[str, str] = {}
    lists: set[str] = set()
    for name, *values in _TOLD.findall(links.scripts):
        value = next((value for value in values if value), "")
        if value and value not in ("true", "false", "null"):
            found.setdefault(name, value)
            lists |= {value} if name == "infotypeId" else set()
    if len(lists) > 1:
        return {}
    for node in links.page.tree.css("input[type=hidden]"):
        name = node.attributes.get("id") or node.attributes.get("name") or ""
        value = node.attributes.get("value") or ""
        if name in _NAMES and value:
            found.setdefault(name, value)
    return found


def _box(links: Links, name: str) -> LexborNode | None:
    return links.page.tree.css_first(f"#{name}") if re.fullmatch(r"[A-Za-z][\w-]*", name) else None


def _request(address: str, told: dict[str, str], number: int) -> Turn:
    """Both halves of the request as the family's script sends them: in address and body."""
    order = told.get("sortfield") or _ORDER
    kind = told.get("texttype", "")
    standard = told.get("standardXxgk") or "1"
    asked = {
        "standardXxgk": standard, "isAllList": "1", "texttype": kind, "fbtime": "", "vc_all": "",
        "vc_filenumber": "", "vc_title": "", "vc_number": "", "currpage": str(number),
        "sortfield": order,
    }  # fmt: skip
    body = {name: told.get(name, "") for name in _NAMES} | asked
    url = f"{address}?{urlencode(asked)}"
    return Turn(url, number, "POST", urlencode(body), way="call")
