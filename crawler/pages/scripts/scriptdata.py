"""What a page brings along as data in its own inline scripts, and the script round it.

Data stands in a script of type JSON, in a variable (`var list = [...]`), in the state of a
framework (`window.__INITIAL_STATE__`, Nuxt, Next), in the argument of a call, or in a text
that the script parses. Nothing is run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from crawler.pages.markup.page import Page
from crawler.pages.scripts.scriptliterals import Budget, NoLiteralError, literal
from crawler.pages.scripts.scriptvalues import unescaped

_LONGEST_SCRIPT = 1_500_000
_MOST_STARTS = 3_000
_MOST_DATA = 60
MARK = "\ue000"
"""What stands in the code in place of data."""
_NOT_DATA = re.compile(r"ld\+json|importmap|speculationrules|javascript-options", re.I)
_TEXTUAL = re.compile(r"text/(?!javascript|ecmascript|babel)|template", re.I)
_START = re.compile(
    r"(?<![\w$.])(?:(?P<name>[A-Za-z_$][\w$.]{0,80})(?:\[\s*[\"']?(?P<key>\w{1,40})[\"']?\s*\])?\s*=\s*(?:/\*[^*]{0,200}\*/\s*)?"
    r"(?:(?P<value>(?=[\[{]))|(?P<parsed>(?:window\.|\$\.)?JSON\.parse\s*\(|\$\.parseJSON\s*\(|eval\s*\(\s*(?=[\"']\())"
    r"|[!(]?\(?function\s*\w*\s*\((?P<names>[\w$,\s]{0,20000})\)\s*\{)"
    r"|(?P<pushed>[A-Za-z_$][\w$.]{0,80})\.push\s*\(\s*(?=[\[{])"
    r"|(?P<told>[A-Za-z_$][\w$]{0,60})[\"']?\s*(?:\(\s*(?:[\"'][#.\w-]{1,60}[\"']\s*,\s*)?|:\s*)(?=\[\s*[{\[]|\{\s*[\"']?\w+[\"']?\s*:))"
)
_TEXT = re.compile(
    r"\s*(?P<uri>(?:decodeURIComponent|unescape)\s*\(\s*)?(?P<text>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)"
)
_FLIGHT = re.compile(r"self\.__next_f\.push\(")
_LINE = re.compile(r"^[0-9a-f]+:(?=[\[{])", re.M)
_REVIVED = frozenset({"Reactive", "ShallowReactive", "Ref", "ShallowRef"})
_MOST_HYDRATED = 50_000


@dataclass(frozen=True)
class Datum:
    """A value, and the name or the id of an element by which the script gets hold of it."""

    name: str
    value: Any
    served: bool = False
    """Whether it came as data alone, in an element of its own, not as part of a program."""


@dataclass(frozen=True)
class ScriptData:
    """The data of a page, and the code of its inline scripts with a mark in place of each."""

    data: tuple[Datum, ...] = ()
    code: str = ""


def script_data(page: Page) -> ScriptData:
    """Everything that the inline scripts of a page hold as data."""
    found: list[Datum] = []
    code: list[str] = []
    flight: list[str] = []
    budget = Budget()
    for node in page.tree.css("script"):
        text = node.text() if node.attributes.get("src") is None else ""
        kind = node.attributes.get("type") or ""
        if not text or len(text) > _LONGEST_SCRIPT or _NOT_DATA.search(kind):
            continue
        if len(found) >= _MOST_DATA:
            break
        if "json" in kind.lower():
            name = node.attributes.get("id") or ""
            found.extend(_served(name, text, budget))
        elif _TEXTUAL.search(kind):
            code.append(text[:20_000])
        elif _FLIGHT.search(text):
            flight.append(text)
        elif "[" in text or "{" in text:
            code.append(_of_code(text, found, budget))
    found.extend(_flown(flight, budget))
    return ScriptData(tuple(found[:_MOST_DATA]), "\n".join(code))


def _served(name: str, text: str, budget: Budget) -> Iterator[Datum]:
    at = len(text) - len(text.lstrip())
    if text[at : at + 1] not in ("[", "{"):
        return
    try:
        value, _ = literal(text, at, budget)
    except NoLiteralError:
        return
    if "NUXT_DATA" in name and isinstance(value, list):
        value = _hydrated(value)
    yield Datum(name, value, served=True)


def _of_code(text: str, found: list[Datum], budget: Budget) -> str:
    """The script with marks in place of its data, which is added to what was found."""
    out: list[str] = []
    pushed: dict[str, list[Any]] = {}
    at = last = starts = 0
    while starts < _MOST_STARTS and (match := _START.search(text, at)) is not None:
        starts, at = starts + 1, match.end()
        name = match.group("name") or match.group("pushed") or match.group("told") or ""
        try:
            value, end = _value(text, match, budget)
        except NoLiteralError:
            if budget.left < 0:
                break
            continue
        pushing = match.group("pushed") is not None or (match.group("key") or "").isdigit()
        if not isinstance(value, list | dict):
            continue
        if not pushing and not _holds_rows(value) and (match.group("told") or value != []):
            continue
        if not pushing and _is_program(value):
            # The functions among its members are code: these are read on.
            found.append(Datum(name, value))
            continue
        out.append(text[last : match.end()] + MARK)
        at = last = end
        if pushing:
            pushed.setdefault(name, []).append(value)
        else:
            key = match.group("key")
            found.append(Datum(f"{name}.{key}" if key else name, value))
    out.append(text[last:])
    found.extend(Datum(name, rows) for name, rows in pushed.items())
    return "".join(out)


def _value(text: str, match: re.Match[str], budget: Budget) -> tuple[Any, int]:
    at = match.end()
    if match.group("parsed"):
        told = _TEXT.match(text, at)
        if told is None:
            raise NoLiteralError("parsed")
        inner = unescaped(told.group("text")[1:-1]).strip("()")
        inner = unquote(inner) if told.group("uri") else inner
        return literal(inner, 0, budget)[0] if inner[:1] in ("[", "{") else None, told.end()
    if match.group("names") is None:
        return literal(text, at, budget)
    return _enclosed(text, at, match.group("names"), budget)


def _enclosed(text: str, at: int, params: str, budget: Budget) -> tuple[Any, int]:
    """What a function called on the spot returns: __NUXT__=(function(a,b){return {…}}(1,2))."""
    returned = re.compile(r"return\s*(?=[\[{])").search(text, at)
    if returned is None:
        raise NoLiteralError("return")
    _, end = literal(text, returned.end(), budget, {})
    called = re.compile(r"\s*;?\s*\}\s*\)?\s*\(").match(text, end)
    if called is None:
        raise NoLiteralError("call")
    close = text.rfind(")", called.end(), called.end() + 200_000)
    given, stop = literal(f"[{text[called.end() : close].rstrip('); ')}]", 0, budget, {})
    names = dict(zip((name.strip() for name in params.split(",")), given, strict=False))
    value, _ = literal(text, returned.end(), budget, names)
    return value, min(called.end() + stop, len(text))


def _holds_rows(value: Any, depth: int = 0) -> bool:
    if depth > 6:
        return False
    if isinstance(value, list):
        return any(isinstance(item, dict | list) for item in value[:3])
    return isinstance(value, dict) and any(_holds_rows(v, depth + 1) for v in value.values())


def _is_program(value: Any) -> bool:
    """Whether an object has members that are worked out: functions, for the most part."""
    if not isinstance(value, dict):
        return False
    return any(item is None or _is_program(item) for item in value.values())


def _hydrated(flat: list[Any]) -> Any:
    """The value of a payload in which every member is the place of another (Nuxt 3)."""
    known: dict[int, Any] = {}
    left = [_MOST_HYDRATED]

    def at(place: Any, depth: int) -> Any:
        if not isinstance(place, int) or isinstance(place, bool) or not 0 <= place < len(flat):
            return None
        left[0] -= 1
        if place in known or depth > 30 or left[0] < 0:
            return known.get(place)
        held = flat[place]
        if isinstance(held, dict):
            known[place] = {name: at(one, depth + 1) for name, one in held.items()}
        elif isinstance(held, list) and held and isinstance(held[0], str):
            inner = at(held[1], depth + 1) if len(held) > 1 and held[0] in _REVIVED else None
            known[place] = held[1] if held[0] == "Date" and len(held) > 1 else inner
        elif isinstance(held, list):
            known[place] = [at(one, depth + 1) for one in held]
        else:
            known[place] = held
        return known[place]

    return at(0, 0)


def _flown(texts: list[str], budget: Budget) -> Iterator[Datum]:
    """The values of a Next payload that comes in pieces of text."""
    pieces: list[str] = []
    for text in texts:
        for match in _FLIGHT.finditer(text):
            try:
                value, _ = literal(text, match.end(), budget)
            except NoLiteralError:
                continue
            if isinstance(value, list) and len(value) > 1 and isinstance(value[1], str):
                pieces.append(value[1])
    whole = "".join(pieces)
    for match in _LINE.finditer(whole):
        end = whole.find("\n", match.end())
        try:
            value = json.loads(whole[match.end() : end if end >= 0 else len(whole)])
        except (ValueError, RecursionError):
            continue
        if _holds_rows(value):
            yield Datum("", value, served=True)
