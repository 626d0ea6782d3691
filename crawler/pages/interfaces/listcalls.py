"""Lists that a page's own script fetches: the request for each further page, put together.

Only requests that count pages (or rows) are made, only to the page's own host, and none that by
its name writes something. A request whose address or body is not plain to read is left alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlsplit

from crawler.pages.interfaces.rowaddress import row_address
from crawler.pages.markup.navigation import Links
from crawler.pages.reading import Turn
from crawler.pages.scripts.callscope import Scope
from crawler.pages.scripts.pagewords import is_first_row, is_last_row, is_page, is_size
from crawler.pages.scripts.scripttext import closing, functions_round, members, parts
from crawler.pages.scripts.scriptvalues import UnclearError, Value, form_of, text_of
from crawler.pages.words.counts import whole

MOST_TURNS = 500
_MOST_CALLS = 24
_MOST_GUESSES = 3
_SENT = 1_500
"""Characters between opening a request and sending it."""
_SITE = re.compile(
    r"\.(?P<open>open)\s*\(|(?:\$|jQuery|axios|\$http|\$axios)\.(?P<verb>ajax|post|get|getJSON|getScript|request)\s*\("
    r"|\)\s*\.(?P<load>load)\s*\(|\b(?P<fetch>fetch|axios)\s*\("
    r"|\.(?P<src>src)\s*=(?!=)|location(?:\.href)?\s*(?P<jump>=)(?!=)"
)
_WRITES = re.compile(
    r"save|submit|insert|update|delete|remove|login|logout|vote|upload|register|captcha|verif|"
    r"(?:^|[^a-z])(?:add|hits?|click|clicks|count|counter|zan|praise|like|del|edit|reg)(?:[^a-z]|$)|"
    r"(?:add|visit|page)(?:Hit|View|Count|Click)s?|statist|tongji|weather|tianqi",
    re.I,
)
_LISTING = re.compile(r"list|query|page|search|find|articles|infos|news|docs", re.I)
_NO_DATA = re.compile(r"\.(?:png|jpe?g|gif|ico|css|svg|mp4|swf)$", re.I)
_FILE = re.compile(r"\.json(?:\?|$)")
_FRAME = re.compile(r"head|foot|nav|menu|top|left|right|side|weather|login|hot", re.I)
_NO_FORM = re.compile(r"\.serialize|FormData|password|captcha", re.I)


@dataclass(frozen=True)
class _Call:
    at: int
    method: str
    url: str
    data: str = ""
    bodied: bool = False
    """Whether the data goes as the body of a POST rather than behind the address."""


_MOST_LISTS = 6
"""Calls of a page, each for the pages of a list, that are followed: a page shows few lists."""


@dataclass(frozen=True)
class Request:
    """One request as it goes out."""

    url: str
    method: str = "GET"
    body: str = ""

    def names(self) -> dict[str, str]:
        """Every parameter with its value."""
        pairs = dict(parse_qsl(urlsplit(self.url).query, keep_blank_values=True))
        if self.body[:1] == "{":
            return pairs | _members(self.body)
        return pairs | dict(parse_qsl(self.body, keep_blank_values=True))


def call_turns(
    links: Links,
    current: int,
    filled: int,
    pages: int | None,
    rows: int | None,
    handlers: frozenset[str] = frozenset(),
) -> list[Turn]:
    """The requests for the further pages of the list that the page's script makes.

    `filled` counts the rows that the page shows itself; where it shows none the requests begin
    with the first page. `handlers` are the functions that the links of the pager call.
    """
    found: list[tuple[int, list[Turn]]] = []
    for call in _calls(links.scripts):
        made = _paged(call, links, handlers)
        if made is None:
            continue
        rank, name, scope = made
        size = _size(scope, call, name, links) or filled
        last = pages or (-(-rows // size) if rows is not None and size else None)
        first = current + 1 if filled else current
        turns: list[Turn] = []
        way = "link" if _opens_pages(call) else "call"
        pattern = row_address(links.scripts) if not _opens_pages(call) else ""
        # Where no end is known the list ends with the first answer that has nothing new.
        for number in range(first, min(last or MOST_TURNS, MOST_TURNS) + 1):
            request = _request(call, links, scope, name, number)
            if request is None:
                break
            turns.append(Turn(request.url, number, request.method, request.body, pattern, way))
        if turns:
            found.append((rank, turns))
        if len(found) == _MOST_LISTS:
            break
    out: dict[tuple[str, str, str], Turn] = {}
    for _, turns in sorted(found, key=lambda one: one[0]):
        for turn in turns:
            out.setdefault((turn.method, turn.url, turn.body), turn)
    return list(out.values())


def once_turns(links: Links, current: int) -> list[Turn]:
    """Requests that a page without rows makes once, for all that it shows."""
    out: dict[str, Turn] = {}
    for call in _calls(links.scripts):
        request = None
        if not _opens_pages(call):
            request = _request(call, links, Scope(links, call.at), "", 1)
        if request is None or re.search(r"\.js(?:\?|$)", request.url):
            continue
        url, method, body = request.url, request.method, request.body
        if method == "GET" or _LISTING.search(urlsplit(url).path):
            pattern = row_address(links.scripts)
            out.setdefault(url + body, Turn(url, current, method, body, pattern, "guess"))
    found = list(out.values())[:_MOST_GUESSES]
    if len(found) == 1 and _FILE.search(found[0].url):
        found = [replace(found[0], way="call")]  # all that the page asks for is one file of data
    return found


def _opens_pages(call: _Call) -> bool:
    return call.method == "JUMP"


def _calls(source: str) -> Iterator[_Call]:
    """The requests that are written out in a script."""
    number = 0
    for match in _SITE.finditer(source):
        number += 1
        if number > _MOST_CALLS:
            return
        if match.group("src") or match.group("jump"):
            told = source[match.end() : match.end() + 400]
            method = "GET" if match.group("src") else "JUMP"
            if re.match(r"\s*[^;\n]*[+$]", told):
                yield _Call(match.start(), method, told)
            continue
        opening = match.end() - 1
        end = closing(source, opening)
        given = parts(source[opening + 1 : end]) if end is not None else []
        if given and end is not None:
            call = _call(match, given, source, end)
            if call is not None and not _NO_FORM.search(call.data):
                yield call


def _call(match: re.Match[str], given: list[str], source: str, end: int) -> _Call | None:
    at, verb = match.start(), match.group("verb") or match.group("fetch") or ""
    if match.group("open"):
        if len(given) < 2 or given[0].strip("'\"").upper() not in ("GET", "POST"):
            return None
        sent = re.compile(r"\.send\s*\(").search(source, end, end + _SENT)
        stop = closing(source, sent.end() - 1) if sent else None
        body = source[sent.end() : stop].strip() if sent and stop is not None else ""
        method = given[0].strip("'\"").upper()
        body = "" if body == "null" else body
        return _Call(at, method, given[1], body if method == "POST" else "", method == "POST")
    if match.group("load"):
        box = source[max(0, at - 40) : at]
        if _FRAME.search(box) or re.match(r"(?:async\s+)?function|\(", given[0]):
            return None
        post = len(given) > 1 and given[1][:1] == "{"
        return _Call(at, "POST" if post else "GET", given[0], given[1] if post else "", post)
    if verb in ("ajax", "request", "axios", "fetch"):
        options = members(given[-1])
        url = options.get("url", "") if given[0][:1] == "{" else given[0]
        told = (options.get("type") or options.get("method") or "'GET'").strip("'\" \n").upper()
        if not url or told[:3] not in ("GET", "POS"):
            return None
        post = told.startswith("POST")
        data = options.get("data") or options.get("body") or ""
        if not post:
            data = options.get("params") or data
        if post and verb in ("request", "axios") and data[:1] == "{":
            data = f"JSON.stringify({data})"
        return _Call(at, "POST" if post else "GET", url, data, post)
    data = (
        given[1] if len(given) > 1 and not re.match(r"(?:async\s+)?function|\(", given[1]) else ""
    )
    post = verb == "post"
    axios = source.startswith(("axios", "$http", "$axios"), at)
    if axios and post and data[:1] == "{":
        data = f"JSON.stringify({data})"
    elif axios and not post:
        data = members(data).get("params", "")
    return _Call(at, "POST" if post else "GET", given[0], data, post)


def _paged(call: _Call, links: Links, handlers: frozenset[str]) -> tuple[int, str, Scope] | None:
    """How sure it is that a call fetches pages of the list, and by which name it counts them."""
    scope = Scope(links, call.at)
    for name in scope.candidates(f"{call.url} {call.data}"):
        one, two = (_request(call, links, scope, name, number) for number in (2, 3))
        if one is None or two is None or one == two:
            continue
        before, after = one.names(), two.names()
        changed = [key for key, value in after.items() if before.get(key) != value]
        own = bool(
            handlers.intersection(owner for owner, _, _ in functions_round(links.scripts, call.at))
        )
        counted = any(is_page(key) for key in changed) or (
            any(map(is_first_row, changed)) and len(changed) <= 2
        )
        if own or counted or is_page(name.rpartition(".")[2]):
            return (0 if own else 1 if counted else 2) + 3 * _opens_pages(call), name, scope
    return None


def _request(call: _Call, links: Links, scope: Scope, name: str, number: int) -> Request | None:
    try:
        address = text_of(scope.value(call.url, name, number))
        data: Value = scope.value(call.data, name, number) if call.data else ""
    except UnclearError:
        return None
    if not address or _NO_DATA.search(re.split(r"[?#]", address, maxsplit=1)[0]):
        return None
    body = form_of(data) if isinstance(data, dict) else text_of(data)
    if body and not call.bodied:
        address, body = f"{address}{'&' if '?' in address else '?'}{body}", ""
    url = links.join(address)
    if url is None or url.split("/")[2] != links.page.url.split("/")[2]:
        return None
    parts_ = urlsplit(url)
    if _WRITES.search(parts_.path) or any(
        key.lower() in ("action", "method", "act", "op", "do") and _WRITES.search(value)
        for key, value in parse_qsl(parts_.query + "&" + body)
    ):
        return None
    return Request(url, "POST" if call.bodied else "GET", body)


def _size(scope: Scope, call: _Call, name: str, links: Links) -> int:
    """Rows of one page: the distance of two requests, or what one of them says."""
    one, two = (_request(call, links, scope, name, number) for number in (2, 3))
    if one is None or two is None:
        return 0
    before, after = one.names(), two.names()
    for key, value in before.items():
        following = after.get(key, "")
        first, second = whole(value), whole(following)
        if is_first_row(key) and first is not None and second not in (None, first):
            return (second or 0) - first
    sizes = [whole(v) for k, v in before.items() if is_size(k) and after[k] == v]
    size = next((one for one in sizes if one is not None), 0)
    return size if size <= 1_000 else 0


def following(task_url: str, method: str, body: str, read: int) -> Request | None:
    """The request after one that counts pages or rows: the same, one page on."""
    if body[:1] == "{":
        return _following_json(task_url, body)
    counts_in_body = any(
        (is_page(name) or is_first_row(name)) and whole(value) is not None
        for name, value in parse_qsl(body, keep_blank_values=True)
    )
    held = body if counts_in_body else urlsplit(task_url).query
    pairs = parse_qsl(held, keep_blank_values=True)
    named = dict(pairs)
    page = next((k for k, v in pairs if is_page(k) and whole(v) is not None), None)
    first = next((k for k, v in pairs if is_first_row(k) and whole(v) is not None), None)
    if page is None and first is None:
        return None
    step = 1 if page is not None else read
    last = next((k for k, v in pairs if is_last_row(k) and whole(v) is not None), None)
    if page is None and first is not None and last is not None:
        step = int(named[last]) - int(named[first]) + (0 if named[first] == "0" else 1)
    moved = {page} if page is not None else {first, last}
    if step <= 0:
        return None
    names = {str(name) for name in moved if name is not None}
    again = _moved(held, names, step)
    if again == held:
        return None
    place, _, query = task_url.partition("?")
    if not counts_in_body:
        return Request(f"{place}?{again}", method, body)
    # Some say it in both places.
    return Request(f"{place}?{_moved(query, names, step)}" if query else place, method, again)


def _moved(held: str, names: set[str], step: int) -> str:
    """The parameters with the numbers of those names moved on."""
    for name in names:
        held = re.sub(
            rf"(^|&)({re.escape(name)}=)(\d+)",
            lambda m: f"{m.group(1)}{m.group(2)}{(whole(m.group(3)) or 0) + step}",
            held,
            count=1,
        )
    return held


def _following_json(url: str, body: str) -> Request | None:
    for name, value in _members(body).items():
        if is_page(name) and whole(value) is not None:
            pattern = re.compile(rf'("{re.escape(name)}"\s*:\s*"?){value}(?!\d)')
            return Request(url, "POST", pattern.sub(rf"\g<1>{int(value) + 1}", body, count=1))
    return None


def _members(body: str) -> dict[str, str]:
    """The plain members of a JSON body; none where it is no JSON."""
    try:
        return dict(_flat(json.loads(body)))
    except (ValueError, RecursionError):
        return {}


def _flat(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, item in value.items():
            if isinstance(item, dict | list):
                yield from _flat(item)
            else:
                yield str(name), str(item)
