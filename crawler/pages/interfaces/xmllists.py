"""Lists that come as XML: the elements as the same plain values that JSON would give."""

from __future__ import annotations

import html as entities
import re
from typing import Any

_PIECE = re.compile(
    r"<!\[CDATA\[((?:(?!\]\]>|<!\[CDATA\[).)*)\]\]>|<(/?)([A-Za-z_][\w.:-]*)([^<>]*?)(/?)>|([^<]+)|<",
    re.S,
)
_ATTRIBUTE = re.compile(r"""(?<![\w:-])([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_NOT_DATA = frozenset({"html", "body", "div", "ul", "li", "table", "a", "p", "span", "tr"})
_MOST = 100_000
_DEEPEST = 20


def load_xml(source: str) -> Any:
    """The root element of an XML text as a value, None for what is HTML or no XML at all.

    An element becomes a record of its children and attributes, or its text; children of one
    name become a list.
    """
    text = re.sub(r"^\s*(?:<\?xml[^>]*\?>|<!--.*?-->|\s)*", "", source[:2_000], flags=re.S)
    text += source[2_000:]
    first = re.match(r"<([A-Za-z_][\w.:-]*)", text)
    if first is None or first.group(1).lower() in _NOT_DATA:
        return None
    stack: list[tuple[str, dict[str, list[Any]], list[str]]] = [("", {}, [])]
    for count, match in enumerate(_PIECE.finditer(text)):
        if count > _MOST or len(stack) > _DEEPEST:
            return None
        raw, end, name, attributes, empty, words = match.groups()
        if raw is not None or words is not None:
            stack[-1][2].append(raw if raw is not None else entities.unescape(words))
        elif name and not end:
            held = {
                key: [entities.unescape(one or two)]
                for key, one, two in _ATTRIBUTE.findall(attributes)
            }
            if empty:
                stack[-1][1].setdefault(name, []).append(_value(held, []))
            else:
                stack.append((name, held, []))
        elif name and len(stack) > 1:
            opened, held, said = stack.pop()
            if opened != name:
                return None
            stack[-1][1].setdefault(opened, []).append(_value(held, said))
    roots = list(stack[0][1].values())
    return roots[0][0] if len(stack) == 1 and roots else None


def _value(children: dict[str, list[Any]], said: list[str]) -> Any:
    text = "".join(said).strip()
    if not children:
        return text
    out: dict[str, Any] = {
        name: values[0] if len(values) == 1 and not isinstance(values[0], dict) else values
        for name, values in children.items()
    }
    if text:
        out.setdefault("text", text)
    return out
