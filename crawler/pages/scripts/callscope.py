"""The names that a request in a page's script is put together from, and what they stand for."""

from __future__ import annotations

import re

from crawler.pages.markup.navigation import Links
from crawler.pages.scripts.pagewords import is_page
from crawler.pages.scripts.scripttext import closing, functions_round, members
from crawler.pages.scripts.scriptvalues import UnclearError, Value, evaluate

_NAME = re.compile(r"(?<![\w$.\"'])[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*")
_MOST_NAMES = 12
_DEEPEST = 6


class Scope:
    """What stands round one call: parameters of its functions, variables, fields of the page."""

    def __init__(self, links: Links, at: int) -> None:
        self._links, self._at = links, at
        self._source = links.scripts
        self._functions = functions_round(self._source, at)
        self._parameters = {name for _, names, _ in self._functions for name in names}
        self._page, self._number, self._depth = "", 1, 0
        self._found: dict[tuple[str, str], str] = {}
        self._zero: dict[str, bool] = {}

    def candidates(self, text: str) -> list[str]:
        """The names that may count the pages, the likeliest first."""
        inner = [name for _, names, _ in self._functions for name in names]
        start = self._functions[0][2] if self._functions else max(0, self._at - 600)
        near = self._source[start : self._at] + text
        used = [match.group() for match in _NAME.finditer(near)]
        worded = [name for name in used if is_page(name.rpartition(".")[2])]
        roots = [f"{one}.{leaf}" for one in inner for leaf in ("curr", "current", "page")
                 if f"{one}.{leaf}" in used]  # fmt: skip
        return list(dict.fromkeys((*roots, *inner, *worded)))[:_MOST_NAMES]

    def value(self, text: str, page: str, number: int) -> Value:
        """The value of an expression where the name `page` stands for a page's number."""
        self._page, self._depth = "", 0
        if page and page not in self._zero:  # looked for in the whole script, once for all numbers
            self._zero[page] = self._from_zero(page)
        self._number = number - 1 if page and self._zero[page] else number
        self._page = page
        return evaluate(text, self._look, self._field)

    def _from_zero(self, name: str) -> bool:
        """Whether the script counts its pages from 0."""
        for owner, names, _ in self._functions:
            if name in names and owner:
                plain = re.escape(owner)
                if re.search(rf"\bcallback\s*:\s*{plain}\b", self._source):
                    return ".pagination(" in self._source
                calls = re.findall(rf"(?<![\w$.]){plain}\s*\(\s*(\d)\s*[,)]", self._source)
                return "0" in calls and "1" not in calls
            if name in names:
                return (
                    re.search(
                        r"\.pagination\([^;]{0,300}callback\s*:\s*(?:function)?", self._source
                    )
                    is not None
                )
        try:
            return self._look(name) in (0, "0")
        except UnclearError:
            return False

    def _look(self, name: str) -> Value:
        if name == self._page and self._page:
            return self._number
        root, _, rest = name.partition(".")
        if root in self._parameters and root != self._page:
            raise UnclearError(name)
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UnclearError(name)
        try:
            return self._assigned(root, rest)
        finally:
            self._depth -= 1

    def _assigned(self, root: str, rest: str) -> Value:
        if rest and root not in ("this", "self", "that", "_this", "vm", "_self", "me", "app"):
            held = self._literal(root)
            leaf = rest.rpartition(".")[2]
            piece = members(held).get(leaf, "") if held else ""
            if not piece:
                piece = self._told(f"{re.escape(root)}.{re.escape(rest)}", "=")
            if not piece:
                raise UnclearError(f"{root}.{rest}")
            return evaluate(piece, self._look, self._field)
        leaf = rest.rpartition(".")[2] or root
        piece = self._told(re.escape(leaf), "=" if not rest else "[:=]")
        if not piece:
            raise UnclearError(leaf)
        value = evaluate(piece, self._look, self._field)
        return self._completed(leaf, value) if isinstance(value, dict) else value

    def _completed(self, name: str, value: dict[str, Value]) -> Value:
        """An object with the members given to it before the call: data.page = n;"""
        start = self._functions[-1][2] if self._functions else 0
        pattern = rf"(?<![\w$.]){re.escape(name)}(?:\.([\w$]+)|\[[\"']([\w$.]+)[\"']\])\s*=(?!=)"
        appended = rf"(?<![\w$.]){re.escape(name)}\.append\(\s*[\"']([\w$.]+)[\"']()\s*,"
        for one in (pattern, appended):
            for match in re.compile(one).finditer(self._source, start, self._at):
                piece = self._source[match.end() : match.end() + 400]
                value = value | {
                    match.group(1) or match.group(2): evaluate(piece, self._look, self._field)
                }
        return value

    def _literal(self, name: str) -> str:
        """The object literal that a name was last given before the call, else anywhere."""
        piece = self._told(re.escape(name), "[:=]")
        end = closing(piece, 0) if piece[:1] == "{" else None
        return piece[: end + 1] if end is not None else ""

    def _told(self, pattern: str, sign: str) -> str:
        """What a name is set to: nearest before the call within its function, else at first."""
        known = self._found.get((pattern, sign))
        if known is not None:
            return known
        plain = re.compile(rf"(?<![\w$.])[\"']?{pattern}[\"']?\s*{sign}(?![=>])\s*")
        start = self._functions[-1][2] if self._functions else 0
        inside = [m.end() for m in plain.finditer(self._source, start, self._at)]
        if not inside:
            first = plain.search(self._source)
            inside = [first.end()] if first else []
        told = self._source[inside[-1] : inside[-1] + 2_000] if inside else ""
        self._found[pattern, sign] = told
        return told

    def _field(self, selector: str, attribute: str) -> str | None:
        """What a field of the page holds; None for one that is not there."""
        if not re.fullmatch(r"[#.]?[\w-]+|\w*\[name=[\"']?[\w.-]+[\"']?\]", selector):
            return None
        node = self._links.page.tree.css_first(selector)
        if node is None:
            return None
        if attribute == "value" and node.tag not in ("input", "select", "textarea"):
            return node.text().strip()
        if node.tag == "select":
            chosen = node.css_first("option[selected]") or node.css_first("option")
            return (chosen.attributes.get("value") or "") if chosen else ""
        return node.attributes.get(attribute) or ""
