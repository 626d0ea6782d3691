"""Values written out in a page's script: JSON, and the object literals that are nearly JSON.

Nothing is run. Strings in any quotes, keys without quotes, comments, trailing commas and names
that are known are read; a member that is worked out some other way is left None.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from crawler.pages.scripts.scriptvalues import unescaped

_DEEPEST = 60
_DEEP, _DEAR = 20, 64
"""No data lie as deep; brackets in brackets without end do, again and again."""
_QUICK = 10  # how much faster plain JSON is read
_BLANK = re.compile(r"(?:\s+|//[^\n]*)*")
_STRING = re.compile(
    r"\"(?:[^\"\\\n]++|\\.)*+\"|'(?:[^'\\\n]++|\\.)*+'|`(?:[^`\\$]++|\\.|\$(?!\{))*+`", re.S
)
_NUMBER = re.compile(r"-?(?:0[xX][0-9A-Fa-f]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_NAME = re.compile(r"[A-Za-z_$\u00aa-\uffff][\w$]*")
_WORDS: dict[str, Any] = {"true": True, "false": False}
_SHORT = re.compile(r"!\s*([01])|void\s+0\b")
_DAY = re.compile(r"new\s+Date\s*\(\s*(?=[\"'`\d])")
_DECODER = json.JSONDecoder(strict=False)
_LIKE_JSON = re.compile(r"[\[{]\s{0,200}(?:[\[{]\s{0,200}){0,20}[\"\d\]}tfn-]")
_MOST_FAILURES = 40
"""Attempts to read parts of a literal as JSON: each that fails goes over the whole text."""


class NoLiteralError(Exception):
    """What stands at a place is no literal, or one larger than is read."""


class Budget:
    """How many characters of literals are read on one page, all attempts together."""

    def __init__(self, chars: int = 1_000_000) -> None:
        self.left = chars

    def spend(self, chars: int) -> None:
        """Take note of what was read; raises NoLiteralError when it was too much."""
        self.left -= max(chars, 16)
        if self.left < 0:
            raise NoLiteralError("too much")


def literal(
    text: str, at: int, budget: Budget, names: Mapping[str, Any] | None = None
) -> tuple[Any, int]:
    """The value that begins at a place, and where it ends; raises NoLiteralError."""
    if names is None:
        try:
            value, end = _DECODER.raw_decode(text, at)
        except json.JSONDecodeError as wrong:
            budget.spend((wrong.pos - at) // _QUICK)
        except (ValueError, RecursionError):
            budget.spend((len(text) - at) // _QUICK)
        else:
            budget.spend((end - at) // _QUICK)
            return value, end
    reader = _Reader(text, at, names or {}, budget)
    try:
        return reader.value(0), reader.at
    finally:
        budget.spend(reader.at - at)


class _Reader:
    """Reads one literal from left to right, each character once."""

    def __init__(self, text: str, at: int, names: Mapping[str, Any], budget: Budget) -> None:
        self._text, self.at, self._names = text, at, names
        self._budget = budget
        self._end = min(len(text), at + max(budget.left, 0))
        self._tried = at  # what begins before is no JSON, or part of it
        self._failed = 0

    def value(self, depth: int) -> Any:
        if depth > _DEEPEST:
            raise NoLiteralError("too deep")
        if depth > _DEEP:
            self._budget.spend(_DEAR)
        char = self._next()
        if char and char in "[{" and self._is_json():
            return self._json
        if char == "[":
            return self._array(depth)
        if char == "{":
            return self._object(depth)
        if char and char in "\"'`":
            return self._string()
        if match := _NUMBER.match(self._text, self.at):
            self.at = match.end()
            return _number(match.group())
        if match := _SHORT.match(self._text, self.at):
            self.at = match.end()
            return {"0": True, "1": False}.get(match.group(1) or "")
        if match := _DAY.match(self._text, self.at):
            self.at = match.end()
            return self.value(depth + 1)  # the rest of the call is passed over as an expression
        if match := _NAME.match(self._text, self.at):
            self.at = match.end()
            return _WORDS.get(match.group(), self._names.get(match.group()))
        return None

    def _is_json(self) -> bool:
        """Whether a value is plain JSON; it is then passed over and kept, and never tried twice."""
        if self._names or self.at <= self._tried or self._failed >= _MOST_FAILURES:
            return False
        if not _LIKE_JSON.match(self._text, self.at):
            return False
        at = self.at
        try:
            self._json, self.at = _DECODER.raw_decode(self._text, at)
        except json.JSONDecodeError as wrong:
            self._failed += 1
            self._tried = max(wrong.pos, at)
            self._budget.spend((self._tried - at) // _QUICK)
            return False
        except (ValueError, RecursionError):
            self._tried = len(self._text)
            return False
        if self.at > self._end:
            raise NoLiteralError("too much")
        return True

    def _next(self) -> str:
        while True:
            match = _BLANK.match(self._text, self.at)
            self.at = match.end() if match else self.at
            if not self._text.startswith("/*", self.at):
                break
            close = self._text.find("*/", self.at + 2, self._end)
            if close < 0:
                raise NoLiteralError("comment")
            self.at = close + 2
        if self.at >= self._end:
            raise NoLiteralError("no end")
        return self._text[self.at]

    def _string(self) -> str | None:
        match = _STRING.match(self._text, self.at)
        if match is None:
            self._pass_string()
            return None
        self.at = match.end()
        return unescaped(match.group()[1:-1])

    def _array(self, depth: int) -> list[Any]:
        self.at += 1
        found: list[Any] = []
        while (char := self._next()) != "]":
            if char == "}":
                raise NoLiteralError(char)
            if char == ",":
                self.at += 1
                continue
            found.append(self._member(depth))
        self.at += 1
        return found

    def _object(self, depth: int) -> dict[str, Any]:
        self.at += 1
        found: dict[str, Any] = {}
        while (char := self._next()) != "}":
            if char in "])":
                raise NoLiteralError(char)
            if char == ",":
                self.at += 1
                continue
            name = self._key(char)
            if name is not None and self._next() == ":":
                self.at += 1
                found[name] = self._member(depth)
            elif name is not None and self._text[self.at] in ",}":
                found[name] = self._names.get(name)
            else:
                self._pass()  # a method, or a spread
        self.at += 1
        return found

    def _key(self, char: str) -> str | None:
        if char in "\"'":
            return self._string()
        match = _NAME.match(self._text, self.at) or _NUMBER.match(self._text, self.at)
        if match is None:
            return None
        self.at = match.end()
        return match.group()

    def _member(self, depth: int) -> Any:
        """A value up to the next comma; None if more than a literal stands there."""
        dated = _DAY.match(self._text, self.at) is not None
        value = self.value(depth + 1)
        while isinstance(value, str) and self._next() == "+":
            self.at += 1
            more = self.value(depth + 1)
            value = value + more if isinstance(more, str) else None
        if self._next() in ",]}":
            return value
        self._pass()
        return value if dated else None

    def _pass(self) -> None:
        """Go on to the comma or bracket that ends an expression."""
        depth = 0
        while (char := self._next()) not in ",]}" or depth:
            if char in "\"'`":
                self._pass_string()
                continue
            depth += (char in "([{") - (char in ")]}")
            if depth < 0:
                raise NoLiteralError(char)
            self.at += 1

    def _pass_string(self) -> None:
        quote = self._text[self.at]
        at = self.at + 1
        while at < self._end and self._text[at] != quote:
            if self._text[at] == "\n" and quote != "`":
                raise NoLiteralError("string")
            at += 2 if self._text[at] == "\\" else 1
        self.at = at + 1


def _number(text: str) -> int | float:
    if len(text) > 40:
        return 0
    if text.lstrip("-")[:2].lower() == "0x":
        return int(text, 16)
    return int(text) if text.lstrip("-").isdecimal() else float(text)
