"""How a page's script makes the address of a row from the record that it was sent."""

from __future__ import annotations

import re
from urllib.parse import quote

_BEGIN = re.compile(
    r"""(?:(?<![\w-])(?:href|:href|ng-href|data-href|data-url)\s*=\s*|location\.href\s*=\s*|window\.open\(\s*)"""
)
_JOINED = re.compile(
    r"""['"`]\s*\+\s*(?:encodeURIComponent\(|String\()?\s*(?:[\w$]+(?:\[\w+\])?\.)+([\w$]+)\s*\)?\s*(?:\+\s*['"`])?"""
)
_HELD = re.compile(
    r"""\$\{\s*(?:[\w$]+(?:\[\w+\])?\.)+([\w$]+)\s*\}|\{\{\s*(?:[\w$]+\.)+([\w$]+)\s*\}\}|<%=?\s*(?:[\w$]+\.)+([\w$]+)\s*%>"""
)
_END = frozenset("\"'` ><;)\n")


def row_address(source: str) -> str:
    """A pattern such as /info/{id}.html, or "" where the script shows none with a member."""
    for match in _BEGIN.finditer(source):
        pattern = _pattern(source[match.end() : match.end() + 300])
        if "{" in pattern and not pattern.startswith("javascript:"):
            return pattern
    return ""


def _pattern(text: str) -> str:
    out, at = "", 0
    while at < len(text) and text[at] in "\\\"'` " and at < 4:
        joined = _JOINED.match(text, at)  # '<a href="' + row.url
        if joined:
            break
        at += 1
    while at < len(text):
        held = _HELD.match(text, at)
        joined = _JOINED.match(text, at)
        if held:
            out += "{" + next(name for name in held.groups() if name) + "}"
            at = held.end()
        elif joined:
            out += "{" + joined.group(1) + "}"
            at = joined.end()
        elif text[at] in _END or text[at] == "\\":
            break
        else:
            out += text[at] if text[at] not in "{}" else ""
            at += 1
    return out


def address_of(pattern: str, record: dict[str, object]) -> str:
    """The address of a record by a pattern; "" if it lacks what the pattern asks for."""
    lower = {name.lower(): value for name, value in record.items()}
    names = re.findall(r"\{([\w$]+)\}", pattern)
    values = {name: lower.get(name.lower()) for name in names}
    if not names or any(
        v is None or v == "" or isinstance(v, dict | list) for v in values.values()
    ):
        return ""
    return re.sub(
        r"\{([\w$]+)\}", lambda m: quote(str(values[m.group(1)]), safe=":/?&=#%.,-_"), pattern
    )
