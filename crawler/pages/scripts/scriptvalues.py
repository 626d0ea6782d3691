"""What small expressions of a page's own script come to: text, numbers, plain objects.

Nothing is run. The few forms are worked out with which scripts put the address or the body of
a request together; anything else is UnclearError, and then the request is not made.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from urllib.parse import quote, urlencode

from crawler.pages.scripts.scripttext import LONGEST, closing, members, parts

Value = str | int | float | bool | dict[str, "Value"] | None
Look = Callable[[str], Value]
"""The value of a name, with its dots; raises UnclearError."""
Call = Callable[[str, list[Value]], Value]
"""What a function of the page's own script gives; raises UnclearError."""
Dom = Callable[[str, str], str | None]
"""The value of an element: selector and attribute, which is "value" for what a field holds."""

_STRING = r"""\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"""
_TOKEN = re.compile(
    rf"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<string>{_STRING})|(?P<template>`[^`]*`)"
    r"|(?P<name>[A-Za-z_$][\w$]*)|(?P<sign>===|!==|==|!=|<=|>=|&&|\|\||[-+*/%()\[\].,?:<>!{]))",
    re.S,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.S)
_PLAIN = {"n": "\n", "t": "\t", "r": "\r"}
_DEEPEST = 30
_LONGEST_NUMBER = 40  # characters
_SAME = frozenset({"String", "parseInt", "parseFloat", "Number", "toString", "trim", "valueOf"})
_QUOTED = frozenset({"encodeURIComponent", "encodeURI", "escape"})
_FORMS = frozenset({"$.param", "jQuery.param", "Qs.stringify", "qs.stringify"})
_FIELDS = frozenset({"$", "jQuery", "document.getElementById", "document.querySelector"})
_ROUND: dict[str, Callable[[float], float]] = {
    "Math.ceil": math.ceil,
    "Math.floor": math.floor,
    "Math.round": round,
    "Math.abs": abs,
}
_NOISE = frozenset({"Math.random", "Date.now", "Date"})


class UnclearError(Exception):
    """An expression that is not worked out; the text says at what it failed."""


def evaluate(text: str, look: Look, dom: Dom, call: Call | None = None) -> Value:
    """The value of the expression that a piece of script begins with; raises UnclearError."""
    return _Reader(text, look, dom, call=call).whole()


def text_of(value: Value) -> str:
    """A value as script puts it into a text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if value is None:
        return ""
    return form_of(value) if isinstance(value, dict) else str(value)


def form_of(value: dict[str, Value]) -> str:
    """An object as a form, the way jQuery and URLSearchParams write it."""
    return urlencode({name: text_of(one) for name, one in value.items()})


class _Reader:
    """Reads one expression from left to right."""

    def __init__(
        self, text: str, look: Look, dom: Dom, depth: int = 0, call: Call | None = None
    ) -> None:
        if depth > _DEEPEST:
            raise UnclearError("too deep")
        self._text, self._look, self._dom, self._depth = text[:LONGEST], look, dom, depth
        self._call = call
        self._at = 0

    def whole(self) -> Value:
        value = self._choice()
        rest = self._text[self._at :].lstrip()
        if rest and rest[0] not in ";,)}]\n":
            before = self._text[: self._at + len(self._text[self._at :]) - len(rest)]
            if "\n" not in before[len(before.rstrip()) :]:
                raise UnclearError(rest[:20])
        return value

    def _sign(self, *signs: str) -> str:
        """The sign that comes next, passed over, if it is one of these; else empty."""
        match = _TOKEN.match(self._text, self._at)
        if match and match.group("sign") in signs:
            self._at = match.end()
            return match.group("sign")
        return ""

    def _choice(self) -> Value:
        value = self._either()
        if self._sign("?"):
            first = self._choice()
            if not self._sign(":"):
                raise UnclearError("?")
            second = self._choice()
            return first if value else second
        return value

    def _either(self) -> Value:
        at = self._at
        try:
            value = self._compared()
        except UnclearError:
            # `given || 1`: what is not known is taken as not given.
            found = re.compile(r"\s*[\w$.]+\s*\|\|").match(self._text, at)
            if found is None:
                raise
            self._at, value = found.end() - 2, None
        while sign := self._sign("||", "&&"):
            second = self._compared()
            value = (value or second) if sign == "||" else (value and second)
        return value

    def _compared(self) -> Value:
        value = self._sum()
        while sign := self._sign("===", "==", "!==", "!=", "<=", ">=", "<", ">"):
            other = self._sum()
            if sign in ("===", "=="):
                value = text_of(value) == text_of(other)
            elif sign in ("!==", "!="):
                value = text_of(value) != text_of(other)
            else:
                one, two = _number(value), _number(other)
                value = {"<": one < two, ">": one > two, "<=": one <= two, ">=": one >= two}[sign]
        return value

    def _sum(self) -> Value:
        value = self._product()
        while sign := self._sign("+", "-"):
            second = self._product()
            if sign == "-":
                value = _number(value) - _number(second)
            elif isinstance(value, int | float) and isinstance(second, int | float):
                value = value + second
            else:
                value = text_of(value) + text_of(second)
        return value

    def _product(self) -> Value:
        value = self._single()
        while sign := self._sign("*", "/", "%"):
            one, two = _number(value), _number(self._single())
            if sign != "*" and two == 0:
                raise UnclearError("division by zero")
            value = one * two if sign == "*" else one / two if sign == "/" else one % two
        return value

    def _single(self) -> Value:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UnclearError("too deep")
        try:
            return self._single_of()
        finally:
            self._depth -= 1

    def _single_of(self) -> Value:
        match = _TOKEN.match(self._text, self._at)
        if match is None:
            raise UnclearError(self._text[self._at : self._at + 20])
        start, self._at = self._at, match.end()
        if number := match.group("number"):
            return _counted(number)
        if string := match.group("string"):
            return self._after(unescaped(string[1:-1]))
        if template := match.group("template"):
            return re.sub(
                r"\$\{([^{}]*)\}", lambda m: text_of(self._inner(m.group(1))), template[1:-1]
            )
        if name := match.group("name"):
            return self._named(name)
        sign = match.group("sign")
        if sign == "(":
            value = self._choice()
            if not self._sign(")"):
                raise UnclearError("(")
            return self._after(value)
        if sign in "-+":
            value = self._single()
            return -_number(value) if sign == "-" else value
        if sign == "{":
            opening = match.end() - 1
            end = closing(self._text, opening)
            if end is None:
                raise UnclearError("{")
            self._at = end + 1
            return self._object(self._text[opening : end + 1])
        raise UnclearError(self._text[start : start + 20])

    def _inner(self, text: str) -> Value:
        return _Reader(text, self._look, self._dom, self._depth + 1, self._call).whole()

    def _object(self, text: str) -> dict[str, Value]:
        """An object without its functions."""
        found: dict[str, Value] = {}
        for name, piece in members(text).items():
            try:
                found[name] = self._inner(piece)
            except UnclearError:
                if re.match(r"(?:async\s+)?function\b|\([^()]*\)\s*=>|null\b", piece):
                    continue
                raise
        return found

    def _path(self, name: str) -> str:
        while match := re.compile(r"\s*\.\s*([A-Za-z_$][\w$]*)").match(self._text, self._at):
            if name in ("$", "jQuery") and match.group(1) not in ("param", "trim"):
                break
            name, self._at = f"{name}.{match.group(1)}", match.end()
        return name

    def _arguments(self) -> list[str] | None:
        match = re.compile(r"\s*\(").match(self._text, self._at)
        if match is None:
            return None
        opening = match.end() - 1
        end = closing(self._text, opening)
        if end is None:
            raise UnclearError("(")
        self._at = end + 1
        return parts(self._text[opening + 1 : end])

    def _named(self, name: str) -> Value:
        if name in ("true", "false", "null", "undefined"):
            return {"true": True, "false": False}.get(name)
        if name == "new":
            return self._made()
        name = self._path(name)
        given_or_not = self._arguments()
        if given_or_not is None:
            return self._look(name)
        return self._called(name, given_or_not)

    def _made(self) -> Value:
        match = _TOKEN.match(self._text, self._at)
        name = (match.group("name") or "") if match else ""
        self._at = match.end() if match else self._at
        given = self._arguments() or []
        if name == "Date":
            return self._after(1)
        if name == "URLSearchParams":
            return self._after(self._inner(given[0]) if given else {})
        raise UnclearError(f"new {name}")

    def _called(self, name: str, given: list[str]) -> Value:
        if name in _NOISE:
            return self._after(1)
        owner, _, method = name.rpartition(".")
        if method in _SAME and owner and owner not in ("Math", "$"):
            return self._after(self._look(owner))
        if name in _FIELDS and given:
            return self._field(name, text_of(self._inner(given[0])))
        values = [self._inner(one) for one in given]
        if not values:
            raise UnclearError(name)
        if name in ("Math.min", "Math.max"):
            return (min if name == "Math.min" else max)(_number(value) for value in values)
        if name in _ROUND:
            return int(_ROUND[name](_number(values[0])))
        if name in ("parseInt", "Number", "parseFloat"):
            return _number(values[0])
        if name in ("String", "$.trim"):
            return text_of(values[0])
        if name in _QUOTED:
            return quote(text_of(values[0]), safe="" if name != "encodeURI" else ":/?&=#,;@+$")
        if name == "JSON.stringify":
            return json.dumps(values[0], ensure_ascii=False, separators=(",", ":"))
        if name in _FORMS and isinstance(values[0], dict):
            return form_of(values[0])
        if self._call is not None:
            return self._call(name, values)
        raise UnclearError(name)

    def _after(self, value: Value) -> Value:
        """What stands behind a value and leaves it as it is: .toString(), .getTime()."""
        pattern = re.compile(
            r"\s*\.\s*(?:toString|trim|getTime|valueOf|toFixed|getMilliseconds)\s*\(\s*0?\s*\)"
        )
        while match := pattern.match(self._text, self._at):
            self._at = match.end()
        return value

    def _field(self, name: str, selector: str) -> Value:
        """What a field of the page holds: $("#x").val(), document.getElementById("x").value."""
        match = re.compile(
            r"\s*\.\s*(?:(?:val|text|html)\s*\(\s*\)|(?:attr|data|prop)\s*\(\s*[\"']([\w-]+)[\"']\s*\)"
            r"|value\b|innerHTML\b|innerText\b|dataset\.(\w+))"
        ).match(self._text, self._at)
        if match is None:
            raise UnclearError(selector)
        self._at = match.end()
        attribute = match.group(1) or (f"data-{match.group(2)}" if match.group(2) else "value")
        if ".data" in match.group().replace(" ", "") and match.group(1):
            attribute = f"data-{match.group(1)}"
        found = self._dom(f"#{selector}" if name.endswith("ById") else selector, attribute)
        if found is None:
            raise UnclearError(selector)
        return self._after(found)


def _number(value: Value) -> int | float:
    if isinstance(value, int | float):
        return value
    match = re.match(r"\s*(-?\d+(?:\.\d+)?)", value) if isinstance(value, str) else None
    if match is None:
        raise UnclearError("no number")
    return _counted(match.group(1))


def _counted(text: str) -> int | float:
    """A number as script reads it; raises UnclearError for one that counts nothing."""
    if len(text) > _LONGEST_NUMBER:
        raise UnclearError("a number without end")
    return float(text) if "." in text else int(text)


def unescaped(text: str) -> str:
    """The text that a string literal stands for, given what stands between its quotes."""

    def plain(match: re.Match[str]) -> str:
        code = match.group(1) or match.group(2)
        return chr(int(code, 16)) if code else _PLAIN.get(match.group(3), match.group(3))

    return _ESCAPE.sub(plain, text)
