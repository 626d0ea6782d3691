"""Lonsun EX8: further pages by the label call, which answers with a piece of HTML."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import urlencode

from crawler.pages.markup.navigation import Links
from crawler.pages.reading import Turn
from crawler.pages.scripts.callscope import Scope
from crawler.pages.scripts.scripttext import LONGEST, members, without_comments
from crawler.pages.scripts.scriptvalues import UnclearError, text_of
from crawler.pages.task import Task
from crawler.pages.words.counts import whole

_LABEL_CALL = re.compile(r"""["']([^"'\s]{0,200}/site/label/\d+[^"'\s]{0,1000})["']""")
_LABEL = re.compile(r"labelName")
_BRACE = re.compile(r"[{}]")
_TOTAL = re.compile(r"\b(?:total|totalCount|totalRows?)\b[\"']?\s*[:=]\s*[\"']?(\d+)")
_PAGES = re.compile(r"\b(?:pageCount|totalPages?)\b[\"']?\s*[:=]\s*[\"']?(\d+)")
_POST = re.compile(r"\$\.post\s*\(|type\s*:\s*[\"']post[\"']|method\s*:\s*[\"']post[\"']", re.I)
_MOST = 500
_MOST_LABELS = 50
"""Places at which the name of the label is looked at: a script with more is none of the kind."""


def label_turns(
    links: Links, task: Task, filled: bool
) -> tuple[list[Turn], int | None, int | None]:
    """Turns of a list that the label call fills: (turns, pages in all, rows in all).

    `filled` says whether the page itself shows its own rows; if not, the call gives them too.
    """
    if (task.url and "/site/label/" in task.url) or "labelName" in task.body:
        return _after_answer(task), None, None
    source = links.scripts
    call = _LABEL_CALL.search(source)
    block = _block(source)
    if call is None and block is None:
        return [], None, None
    address = links.join(call.group(1).split("?")[0] if call else "/site/label/8888")
    if address is None:
        return [], None, None
    query = call.group(1).split("?", 1)[1] if call and "?" in call.group(1) else ""
    values = dict(part.split("=", 1) for part in query.split("&") if "=" in part)
    if block:
        sent = _sent(links, block)
        if sent is None:
            return [], None, None
        values |= sent
    values.pop("pageIndex", None)
    if "labelName" not in values:
        return [], None, None
    total, pages = _TOTAL.search(source), _PAGES.search(source)
    size = whole(values.get("pageSize")) or 0
    rows = whole(total.group(1)) if total else None
    count = whole(pages.group(1)) if pages else None
    if count is None and rows is not None and size:
        count = -(-rows // size)
    post = _POST.search(source) is not None
    turns = []
    first = task.page_number + (1 if filled else 0)
    for number in range(first, min(count if count is not None else first, _MOST) + 1):
        body = urlencode(values | {"pageIndex": str(number)})
        url = address if post else links.join(f"{address}?{body}")
        if url:
            method = "POST" if post else "GET"
            turns.append(Turn(url, number, method, body if post else "", way="call"))
    return turns, count, rows


def _block(source: str) -> tuple[int, str] | None:
    """The first object that names a label and holds no other object: where it begins, and it."""
    for match in islice(_LABEL.finditer(source), _MOST_LABELS):
        start = source.rfind("{", max(0, match.start() - LONGEST), match.start())
        end = _BRACE.search(source, match.end(), match.end() + LONGEST)
        if start < 0 or "}" in source[start : match.start()] or end is None or end.group() != "}":
            continue
        return start, source[start : end.end()]
    return None


def _sent(links: Links, block: tuple[int, str]) -> dict[str, str] | None:
    """All that the call sends, but the page's number; None where something of it is not plain.

    Without one of its own terms (isInvalid) it would give rows of other lists.
    """
    start, text = block
    scope = Scope(links, start)
    found: dict[str, str] = {}
    for name, piece in members(without_comments(text)).items():
        if name == "pageIndex":
            continue
        try:
            found[name] = text_of(scope.value(piece, "", 1))
        except UnclearError:
            return None
    return found


def _after_answer(task: Task) -> list[Turn]:
    """The turn after an answer of the call: the same with the next number."""
    text = task.body or task.url
    match = re.search(r"(?:^|[?&])pageIndex=(\d+)", text)
    if match is None:
        return []
    number = int(match.group(1)) + 1
    follow = text[: match.start(1)] + str(number) + text[match.end(1) :]
    if task.body:
        return [Turn(task.url, number, "POST", follow, way="call")]
    return [Turn(follow, number, way="call")]
