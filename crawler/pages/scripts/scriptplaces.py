"""Where on the page a script puts the rows that it makes of its data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.pages.markup.page import Page
from crawler.pages.scripts.scriptdata import MARK

_NEAR = 1_500
_MOST_USES = 8
_LOOP = re.compile(
    r"(?:v-for|ng-repeat|x-for|ms-for|wx:for)\s*=\s*[\"'][^\"']{0,80}?\b(?:in|of)\s+([\w$.]{1,80})"
)
_EACH = re.compile(
    r"\{\{\s*(?:#?each)\s+([\w$.]{1,80})|<%[^%]{0,80}?([\w$.]{1,80})\.(?:forEach|length)"
)
_SINK = re.compile(
    r"([A-Za-z_$][\w$]*|\))\s*\.\s*(?:innerHTML\s*\+?=|outerHTML\s*=|insertAdjacentHTML\(|appendChild\(|append\(|prepend\(|html\()"
)
_NAMED = re.compile(r"[\"'](?:[\w-]{0,20}[#.])?([\w-]{1,60})[\"']")
_SELECTOR = re.compile(
    r"(?:getElementById|querySelector(?:All)?|getElementsByClassName|\$|jQuery)\("
    r"\s*[\"']([#.]?[\w-]{1,60})[^\"']{0,40}[\"']\s*\)(?:\[0\])?\s*$"
)
_ELEMENT = re.compile(r"[\"']([#.]?[\w-]{1,60})[^\"']{0,40}[\"']")


@dataclass(frozen=True)
class Use:
    """A place of the script that takes up data: the script round it, and the element it fills."""

    code: str
    node: LexborNode | None


class Places:
    """The uses of data in the code of one page."""

    def __init__(self, page: Page, code: str) -> None:
        self._page, self._code = page, code
        self._ids: dict[str, LexborNode] = {}
        for node in page.root.css("[id]"):
            self._ids.setdefault(node.attributes.get("id") or "", node)
            if len(self._ids) > 3_000:
                break

    def uses(self, path: tuple[str, ...]) -> list[Use]:
        """Where data are used, by the names under which they are held, outermost first."""
        found = list(self._templates(path))
        root, leaf = path[0] if path else "", path[-1] if len(path) > 1 else ""
        names = [rf"(?<![\w$.<'\"/#-]){re.escape(root)}(?![\w$'\"-])"] if root else []
        names += (
            [rf"[\"'#]{re.escape(root)}[\"']"] if "-" in root or not root.isidentifier() else []
        )
        names += [rf"(?<=\.){re.escape(leaf)}(?![\w$])"] if leaf else []
        seen = 0
        for name in names:
            for match in re.finditer(name, self._code):
                after = self._code[match.end() : match.end() + 60]
                if re.match(rf"[\"']?\s*[:=]\s*(?:JSON\.parse\()?{MARK}", after):
                    continue
                if re.match(r"\.push\(|\[\d+\]\s*=", after):
                    continue
                seen += 1
                if seen > _MOST_USES:
                    return found
                found.append(Use(self._round(match.start()), self._filled(match.start())))
        for match in re.finditer(
            rf"{re.escape(root)}\([^;{{}}]{{0,80}}{MARK}" if root else "$^", self._code
        ):
            found.append(Use(self._round(match.start()), self._filled(match.start())))
        return found

    def _round(self, at: int) -> str:
        """The script about a place, as far as no other data is taken up in it."""
        start = max(0, self._code.rfind(MARK, 0, at) + 1, at - 400)
        return self._code[start : at + _NEAR]

    def _filled(self, at: int) -> LexborNode | None:
        """The element into which the rows made at a place are put, if the script tells it."""
        begin = max(self._code.rfind(";", 0, at), self._code.rfind("{", 0, at), at - 200) + 1
        ends = [end for sign in ";{" if (end := self._code.find(sign, at, at + 200)) > 0]
        for match in _NAMED.finditer(self._code, begin, min(ends, default=at + 200)):
            node = self._ids.get(match.group(1))
            if node is not None and node.tag != "script":
                return node
        sink = _SINK.search(self._code, at, at + _NEAR)
        if sink is None:
            return None
        if sink.group(1) == ")":
            before = _SELECTOR.search(self._code, max(0, sink.start() - 160), sink.start() + 1)
            return self._node(before.group(1)) if before else None
        pattern = rf"(?<![\w$.]){re.escape(sink.group(1))}\s*=(?![=>])"
        told = [m.end() for m in re.compile(pattern).finditer(self._code, 0, sink.start())]
        element = _ELEMENT.search(self._code, told[-1], told[-1] + 100) if told else None
        return self._node(element.group(1)) if element else None

    def _node(self, name: str) -> LexborNode | None:
        found = self._ids.get(name.lstrip("#"))
        if found is not None or not re.fullmatch(r"[.]?[A-Za-z][\w-]*", name):
            return found
        return self._page.root.css_first(name if name[0] == "." else f".{name}")

    def _templates(self, path: tuple[str, ...]) -> Iterator[Use]:
        """The markup that a framework repeats for each row."""
        leaf = path[-1] if path else ""
        if not leaf:
            return
        for attribute in ("v-for", "ng-repeat", "x-for", "ms-for", "wx\\:for"):
            for node in self._page.root.css(f"[{attribute}]")[:20]:
                markup = (node.html or "")[:4_000]
                match = _LOOP.search(markup)
                if match and match.group(1).rpartition(".")[2] == leaf:
                    yield Use(markup, node)
        for match in _EACH.finditer(self._code):
            named = match.group(1) or match.group(2)
            if named.rpartition(".")[2] == leaf:
                yield Use(self._code[match.start() : match.start() + _NEAR], None)
