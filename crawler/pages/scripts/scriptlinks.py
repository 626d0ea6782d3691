"""How a page's own script makes the link of a row from its record, worked out per record."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crawler.pages.scripts.scriptvalues import UnclearError, Value, evaluate, text_of

_SITE = re.compile(
    r"(?P<bound>(?:v-bind)?:(?:href|to)\s*=\s*(?=[\"']))"
    r"|(?P<code>\.(?:href|url)\s*=(?![=>])\s*|\.setAttribute\(\s*[\"']href[\"']\s*,\s*|\.attr\(\s*[\"']href[\"']\s*,\s*"
    r"|\bhref\s*:\s*|window\.open\(\s*|location\s*=(?![=>])\s*)"
    r"|(?P<clicked>(?<![\w$.])onclick\s*=\s*)|(?P<text>(?<![\w$.:])(?:href|data-href|data-url)\s*=\s*)",
    re.I,
)
_MOST_SITES = 12
_ROW = "__row"
_INDEXED = re.compile(r"(?<![\w$.])[A-Za-z_$][\w$.]*\[\s*[A-Za-z_$][\w$]*\s*\](?=\s*[.\[])")
_NUMBERED = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]*)\[\s*(\d{1,2})\s*\]")
_QUOTED = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]*)\[\s*[\"']([\w$]+)[\"']\s*\]")
_CONTINUED = re.compile(r"[\"'`]\s*\+\s*")
_HELD = re.compile(r"\$\{([^{}]{1,200})\}|\{\{([^{}]{1,200})\}\}|<%=?([^%<>]{1,200})%>")
_FUNCTION = (
    r"function\s+{0}\s*\(([^()]{{0,200}})\)\s*\{{"
    r"|(?<![\w$.]){0}\s*[:=]\s*(?:function\s*)?\(?([\w$,\s]{{0,200}})\)?\s*(?:=>\s*)?\{{?"
)
_DEEPEST = 5


@dataclass(frozen=True)
class RowLink:
    """The expressions of a row's address and of what its link says ("" if not known)."""

    address: str
    label: str = ""
    clicked: bool = False
    """Whether the address is the text of an event handler rather than an address."""


def row_links(text: str) -> list[RowLink]:
    """The links that a piece of script or a template makes, in the order of the text."""
    found: list[RowLink] = []
    for match in _SITE.finditer(text):
        if len(found) >= _MOST_SITES:
            break
        told = text[match.end() : match.end() + 600]
        if match.group("bound"):
            quote = told[:1]
            end = told.find(quote, 1)
            if end > 0:
                found.append(RowLink(_plain(told[1:end]), _label(told[end + 1 :])))
        elif match.group("code"):
            found.append(RowLink(_plain(told)))
        else:
            clicked = match.group("clicked") is not None
            address, rest = _written(told)
            if address:
                found.append(RowLink(_plain(address), _label(rest), clicked))
    return found


def _written(told: str) -> tuple[str, str]:
    """The sum of an attribute that a script writes into a text, and what follows it."""
    quote = re.match(r"\\?[\"']", told)
    mark = ""
    at = 0
    if quote and not _CONTINUED.match(told):
        mark, at = quote.group(), quote.end()
    pieces: list[str] = []
    held = ""
    while at < len(told):
        if mark and told.startswith(mark, at):
            at += len(mark)
            break
        if not mark and told[at] in " >":
            break
        inner = _HELD.match(told, at)
        if inner:
            pieces += [json.dumps(held), f"({inner.group(inner.lastindex or 1)})"]
            held, at = "", inner.end()
            continue
        joined = _CONTINUED.match(told, at)
        if joined:
            pieces.append(json.dumps(held))
            held, at = "", joined.end()
            at = _expression(told, at, pieces)
            if at < 0:
                return "", ""
            continue
        if told[at] == "\\" and at + 1 < len(told):
            held += told[at + 1]
            at += 2
            continue
        if told[at] in "\"'`" and re.match(r"[\"'`]\s*[;,)]", told[at : at + 4]):
            break
        if told[at] in "\n":
            break
        held += told[at]
        at += 1
    pieces.append(json.dumps(held))
    return "+".join(pieces), told[at:]


def _expression(told: str, at: int, pieces: list[str]) -> int:
    """Take the expressions up to the text that goes on; where that begins, -1 if nowhere."""
    depth, start = 0, at
    while at < len(told):
        char = told[at]
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        if char in ";\n" or depth < 0:
            pieces.append(f"({told[start:at]})")
            return len(told)
        if char == "+" and depth == 0:
            following = re.compile(r"\+\s*[\"'`]").match(told, at)
            if following:
                pieces.append(f"({told[start:at]})")
                return following.end()
        if char in "\"'" and depth:
            end = told.find(char, at + 1)
            at = end if end > 0 else len(told)
        at += 1
    return -1


def _label(rest: str) -> str:
    """The sum of what stands in a link whose address ends here; "" where it is not plain."""
    opened = rest[:300].find(">")
    if opened < 0:
        return ""
    text = rest[opened + 1 : opened + 400]
    end = text.find("</a")
    text = re.sub(r"<(?!%)[^<>]{0,120}>", "", text[:end] if end >= 0 else text)
    held = _HELD.search(text)
    if held:
        return _plain(f"({held.group(held.lastindex or 1)})")
    joined = _CONTINUED.search(text)
    if not joined:
        return ""
    pieces: list[str] = []
    return (
        _plain(pieces[0]) if _expression(text + ";", joined.end(), pieces) != -1 and pieces else ""
    )


def _plain(expression: str) -> str:
    """An expression in which every way to reach into the row's record looks the same."""
    text = _INDEXED.sub(_ROW, expression.replace("?.", "."))
    text = _NUMBERED.sub(rf"{_ROW}._\2", text)
    return _QUOTED.sub(rf"{_ROW}.\2", text)


class Worked:
    """Works the expressions of a row's link out for one record after the other."""

    def __init__(self, code: str) -> None:
        self._code = code
        self._told: dict[str, str] = {}
        self._functions: dict[str, tuple[list[str], str] | None] = {}
        self._touched = False
        self._depth = 0

    def text(self, expression: str, record: Mapping[str, Any]) -> str:
        """What an expression comes to for a record; "" if unclear or not about the record."""
        self._touched, self._depth = False, 0
        if not expression:
            return ""
        try:
            value = self._value(expression, record, {})
        except (UnclearError, RecursionError, ValueError, OverflowError):
            return ""
        return text_of(value).strip() if self._touched else ""

    def _value(self, text: str, record: Mapping[str, Any], given: Mapping[str, Value]) -> Value:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UnclearError("too deep")

        def look(name: str) -> Value:
            root, _, rest = name.partition(".")
            if root in given:
                return _member(given[root], rest) if rest else given[root]
            leaf = rest.rpartition(".")[2]
            if leaf and (leaf in record or root == _ROW):
                return self._held(record, leaf)
            if rest:
                # A row lacks what others have; anything else is not known.
                if root in ("location", "window", "document", "config", "this"):
                    raise UnclearError(name)
                return self._held(record, leaf)
            told = self._assigned(root)
            if told:
                return self._value(_plain(told), record, given)
            if root in record:
                return self._held(record, root)
            if len(root) <= 5 or root in ("record", "element"):
                self._touched = True
                return {key: _plain_value(one) for key, one in record.items()}
            raise UnclearError(name)

        def call(name: str, values: list[Value]) -> Value:
            known = self._function(name)
            if known is None:
                raise UnclearError(name)
            names, body = known
            return self._value(_plain(body), record, dict(zip(names, values, strict=False)))

        try:
            return evaluate(text, look, lambda selector, attribute: None, call)
        finally:
            self._depth -= 1

    def _held(self, record: Mapping[str, Any], name: str) -> Value:
        self._touched = True
        return _plain_value(record.get(name))

    def _assigned(self, name: str) -> str:
        if name not in self._told:
            # Behind ? or & stands the parameter of an address, which may bear the same name.
            pattern = rf"(?<![\w$.?&]){re.escape(name)}\s*=(?![=>])\s*"
            found = [m.end() for m in re.finditer(pattern, self._code)][:40]
            texts = (self._code[at : at + 400] for at in reversed(found))
            self._told[name] = next((t for t in texts if not t.startswith(("function", "new"))), "")
        return self._told[name]

    def _function(self, name: str) -> tuple[list[str], str] | None:
        name = name.rpartition(".")[2]
        if name not in self._functions:
            match = re.search(_FUNCTION.format(re.escape(name)), self._code)
            body = self._code[match.end() : match.end() + 500] if match else ""
            returned = re.search(r"return\s+", body) if match and match.group()[-1] == "{" else None
            if match and (returned or match.group()[-1] != "{"):
                names = [one.strip() for one in (match.group(1) or match.group(2) or "").split(",")]
                several = len(re.findall(r"\breturn\b", body.split("}")[0])) > 1
                told = "" if several else body[returned.end() :] if returned else body
                self._functions[name] = (names, told) if told else None
            else:
                self._functions[name] = None
        return self._functions[name]


def _member(value: Value, path: str) -> Value:
    for name in path.split("."):
        if not isinstance(value, dict):
            raise UnclearError(path)
        value = value.get(name)
    return value


def _plain_value(value: Any) -> Value:
    if isinstance(value, bool | int | float | str) or value is None:
        return value
    if isinstance(value, dict):
        return {str(name): _plain_value(one) for name, one in value.items()}
    raise UnclearError("list")
