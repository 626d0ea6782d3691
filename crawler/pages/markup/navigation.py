"""Addresses that a page leads to: plain links, picture maps, and simple script calls.

A script is never run. Only the two forms are read that portals use for plain navigation: an
assignment to `location` (or `window.open`) with the address written out, and a call of a
function of the page whose body puts an address together from text and its own arguments.
"""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.pages.markup.page import Page, raw_text
from crawler.pages.words.text import clean, key
from crawler.records.addresses import normalise

_STRING = r"""(?:'[^'\n]{0,500}'|"[^"\n]{0,500}")"""
_PIECE = rf"""(?:{_STRING}|[\w.$]+(?:\(\w*\))?)"""
_JUMP = re.compile(
    rf"""(?:location(?:\.href)?\s*=(?!=)|location\.(?:assign|replace)\(|window\.open\()\s*"""
    rf"""(?P<sum>{_PIECE}(?:\s*\+\s*{_PIECE}){{0,8}})"""
)
_CALL = re.compile(
    r"^\s*(?:javascript:\s*)?(?:return\s+)?(?P<name>[A-Za-z_$][\w$]*)\s*\((?P<args>[^()]{0,400})\)",
    re.I,
)
_FUNCTION = re.compile(
    # From the first letter of a name only: else a long word is read from each of its letters.
    r"(?<![\w$])(?:function\s+(?P<name>[A-Za-z_$][\w$]*)|(?P<var>[A-Za-z_$][\w$]*)\s*=\s*function)"
    r"\s*\((?P<args>[^()]{0,400})\)\s*\{"
)
_TOKEN = re.compile(_PIECE)
_VARIABLE = re.compile(rf"(?:var|let|const)\s+([A-Za-z_$][\w$]*)\s*=\s*({_STRING}|\d+)\s*[;,\n]")
_CONVERTED = re.compile(
    r"^(?:parseInt|Number|String|encodeURIComponent|encodeURI|escape)\((\w*)\)$"
)
_LONGEST_LABEL = 1_000  # characters of a link, which may be a whole card, that are read
_LOCAL = ("#", "javascript:", "mailto:", "tel:", "data:")


class Links:
    """What the links of one page lead to."""

    def __init__(self, page: Page) -> None:
        self.page = page
        base = page.tree.css_first("base[href]")
        self.base = page.url
        if base is not None:
            self.base = _normal(base.attributes.get("href") or "", page.url) or page.url
        self.host = "/".join(self.base.split("/")[:3]) + "/"
        self._scripts: str | None = None
        self._functions: dict[str, tuple[list[str], str]] | None = None
        self._variables: dict[str, str] = {}
        self._labels: dict[int, str] = {}

    def label(self, node: LexborNode) -> str:
        """What a link says; see `label_of`."""
        known = self._labels.get(node.mem_id)
        if known is None:
            known = self._labels[node.mem_id] = label_of(node)
        return known

    @property
    def scripts(self) -> str:
        """The text of every inline script."""
        if self._scripts is None:
            nodes = self.page.tree.css("script")
            self._scripts = "\n".join(t for n in nodes if (t := n.text()) and len(t) < 200_000)
        return self._scripts

    def join(self, address: str) -> str | None:
        """The normal form of an address written on the page, or None if it leads nowhere."""
        return join(address, self.host if address[:1] == "/" != address[1:2] else self.base)

    def of(self, node: LexborNode) -> str | None:
        """The address that a node leads to when clicked, normalised, or None."""
        attributes = node.attributes
        href = (attributes.get("href") or "").strip()
        lower = href.lower()
        if href and not lower.startswith(_LOCAL):
            return self.join(href)
        for text in (attributes.get("onclick") or "", href if lower[:11] == "javascript:" else ""):
            if text and (found := self.of_script(text)):
                return found
        for name in ("data-url", "data-href"):  # read by the page's own handler of clicks
            kept = (attributes.get(name) or "").strip()
            if "/" in kept or "." in kept or kept[:1] == "?":
                return self.join(kept)
        return None

    def of_script(self, text: str) -> str | None:
        """The address of an event handler such as `location.href='…'` or `openLetter('12')`."""
        jump = _JUMP.search(text)
        if jump:
            address = self._sum(jump.group("sum"), {})
            return self.join(address) if address else None
        call = _CALL.match(text)
        if not call:
            return None
        known = self._known().get(call.group("name"))
        if known is None:
            return None
        names, body = known
        jump = _JUMP.search(body)
        if not jump:
            return None
        arguments = [part.strip().strip("'\"") for part in call.group("args").split(",")]
        address = self._sum(jump.group("sum"), dict(zip(names, arguments, strict=False)))
        return self.join(address) if address else None

    def function(self, name: str) -> tuple[list[str], str] | None:
        """The parameters and the body of a function of the page's script, None if it has none."""
        return self._known().get(name)

    def _known(self) -> dict[str, tuple[list[str], str]]:
        if self._functions is None:
            self._functions = {}
            for match in _FUNCTION.finditer(self.scripts):
                names = [name.strip() for name in match.group("args").split(",")]
                body = self.scripts[match.end() : match.end() + 1200]
                cut = body.find("function ")
                self._functions[match.group("name") or match.group("var")] = (
                    names,
                    body[:cut] if cut >= 0 else body,
                )
            for name, value in _VARIABLE.findall(self.scripts):
                self._variables.setdefault(name, value.strip("'\""))
        return self._functions

    def _sum(self, text: str, values: dict[str, str]) -> str | None:
        """The text that a sum of strings, arguments and plain variables comes to, or None."""
        self._known()
        out: list[str] = []
        for piece in _TOKEN.findall(text):
            if piece[0] in "'\"":
                out.append(piece[1:-1])
                continue
            inner = _CONVERTED.sub(r"\1", piece)
            value = values.get(inner, self._variables.get(inner))
            if value is None and inner.isdigit():
                value = inner
            if value is None:
                return None
            out.append(value)
        return "".join(out).strip() or None


def label_of(node: LexborNode) -> str:
    """What a link says: its text, else its title, else the alternative text of its picture."""
    text = clean(raw_text(node, _LONGEST_LABEL))
    if key(text):
        return text
    attributes = node.attributes
    for name in ("title", "aria-label", "alt"):
        shown = clean(attributes.get(name) or "")
        if key(shown):
            return shown
    for picture in node.css("img"):
        shown = clean(picture.attributes.get("alt") or picture.attributes.get("title") or "")
        if key(shown):
            return shown
    return text


def join(address: str, base: str) -> str | None:
    """The normal form of an address written on a page, or None if it leads nowhere."""
    # Menus repeat on every page of a host: a base no longer than needed is remembered.
    address = address.strip()
    if address[:1] == "/" and address[:2] != "//":
        return _normal(address, "/".join(base.split("/", 3)[:3]) + "/")
    if address.startswith(("http://", "https://")):
        return _normal(address, "")
    return _normal(address, base)


@lru_cache(maxsize=16384)
def _normal(address: str, base: str) -> str | None:
    try:
        return normalise(address, base)
    except ValueError:
        return None
