"""Trees of columns that a page's script holds as data (zTree, easyui, layui), as links of a menu.

A tree is an array of nodes that name the node above them, or hold those below. Where a node has
no address of its own, the page's script makes one of it when it is clicked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from crawler.pages.interfaces.jsonlists import date_of
from crawler.pages.markup.navigation import Links
from crawler.pages.markup.page import Page
from crawler.pages.reading import Target
from crawler.pages.scripts.scriptdata import script_data
from crawler.pages.scripts.scriptlinks import RowLink, Worked, row_links
from crawler.pages.words.roles import is_hub, roles_of
from crawler.pages.words.text import clean, key

_SIGNS = re.compile(r"\b(?:p_?[iI]d|parent_?[iI]d|parent|pcode|children|nodes|child)\b[\"']?\s*:")
_NAMES = ("name", "text", "title", "label", "menuname", "catname", "columnname")
_URLS = ("url", "href", "link", "linkurl", "jump_url", "path")
_IDS = ("id", "code", "value", "nodeid")
_ABOVE = ("pid", "p_id", "parentid", "parent_id", "parent", "pcode")
_BELOW = ("children", "nodes", "child", "childs", "items")
_LONGEST = 24
_LEAST = 2
_CLEAR = 0.8
_MOST = 3_000
_DEEPEST = 12
_MOST_CODE = 200_000


@dataclass(frozen=True)
class Trees:
    """The links of a page's trees. `unread`: one that names sections gives no address of any."""

    targets: tuple[Target, ...] = ()
    unread: bool = False


@dataclass(frozen=True)
class _Node:
    record: dict[str, Any]
    name: str
    trail: tuple[str, ...]
    leaf: bool


def script_trees(page: Page, links: Links) -> Trees:
    """The trees that the inline scripts of a page hold."""
    if not _SIGNS.search(page.html):
        return Trees()
    held = script_data(page)
    found: dict[tuple[str, str], Target] = {}
    unread = False
    made: list[RowLink] | None = None
    worked = Worked(held.code)
    for datum in held.data:
        for nodes in _trees(datum.value, 0):
            read = False
            for node in nodes:
                url = _own_address(node.record, links)
                if url is None and made is None:
                    made = row_links(held.code[:_MOST_CODE])
                if url is None:
                    url = _made_address(node, made or [], worked, links)
                if url is None:
                    continue
                read = True
                target = _target(url, node)
                found.setdefault((target.url, target.label), target)
            unread = unread or (not read and _names_sections(nodes))
    return Trees(tuple(found.values()), unread)


def _target(url: str, node: _Node) -> Target:
    return Target(url, node.name, node.trail, roles_of(node.name, node.trail), is_hub(node.name))


def _own_address(record: dict[str, Any], links: Links) -> str | None:
    lower = {name.lower(): one for name, one in record.items()}
    for name in _URLS:
        value = lower.get(name)
        if isinstance(value, str) and (text := value.strip()):
            if text.lower().startswith("javascript:"):
                return links.of_script(text)
            return None if text[:1] == "#" else links.join(text)
    return None


def _made_address(node: _Node, made: list[RowLink], worked: Worked, links: Links) -> str | None:
    """The address that the script makes of a node when it is clicked; a folder only opens."""
    if not node.leaf:
        return None
    for link in made:
        text = worked.text(link.address, node.record)
        if text and link.clicked:
            text = links.of_script(text) or ""
        if text and not re.match(r"javascript:|#|undefined|null", text) and "undefined" not in text:
            return links.join(clean(text))
    return None


def _trees(value: Any, depth: int) -> Iterator[list[_Node]]:
    """The trees anywhere in a value, each as its nodes in reading order."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        if _name(value) and _below(value):
            nodes = list(_nested([value], ()))
            if _is_tree(nodes):
                yield nodes
            return
        for item in list(value.values())[:200]:
            yield from _trees(item, depth + 1)
    elif isinstance(value, list):
        records = [item for item in value if isinstance(item, dict)]
        named = [record for record in records if _name(record)]
        if not named or len(named) * 3 < len(value) * 2:
            for item in value[:50]:
                yield from _trees(item, depth + 1)
            return
        nested = any(_below(record) for record in named)
        nodes = list(_nested(named, ()) if nested else _flat(named))
        if _is_tree(nodes):
            yield nodes


def _is_tree(nodes: list[_Node]) -> bool:
    """Whether nodes are columns: several, short names in Chinese, some below others, no dates."""
    if len(nodes) < _LEAST or not any(node.trail for node in nodes):
        return False
    if sum(any(char > "\u3400" for char in node.name) for node in nodes) * 3 < len(nodes) * 2:
        return False
    return sum(date_of(node.record) is not None for node in nodes) * 2 < len(nodes)


def _names_sections(nodes: list[_Node]) -> bool:
    """Whether nodes are named as sections are, not as districts or kinds of matters."""
    roles = {
        role
        for node in nodes
        for role, strength in roles_of(node.name, node.trail)[:1]
        if strength >= _CLEAR
    }
    return len(roles) >= _LEAST


def _nested(records: list[dict[str, Any]], trail: tuple[str, ...]) -> Iterator[_Node]:
    waiting = [(record, trail) for record in reversed(records)]
    count = 0
    while waiting and count < _MOST:
        record, above = waiting.pop()
        name, below = _name(record), _below(record)
        if not name:
            continue
        count += 1
        yield _Node(record, name, above, not below)
        if len(above) < _DEEPEST:
            waiting += [(one, (*above, name)) for one in reversed(below)]


def _flat(records: list[dict[str, Any]]) -> Iterator[_Node]:
    """Nodes that name the node above them."""
    by_id = {number: record for record in records[:_MOST] if (number := _value(record, _IDS))}
    parents = {_value(record, _ABOVE) for record in records[:_MOST]}
    for record in records[:_MOST]:
        trail: list[str] = []
        seen = {_value(record, _IDS)}
        above = by_id.get(_value(record, _ABOVE))
        while above is not None and len(trail) < _DEEPEST:
            number = _value(above, _IDS)
            if number in seen:
                break
            seen.add(number)
            trail.append(_name(above))
            above = by_id.get(_value(above, _ABOVE))
        yield _Node(
            record, _name(record), tuple(reversed(trail)), _value(record, _IDS) not in parents
        )


def _name(record: dict[str, Any]) -> str:
    lower = {name.lower(): one for name, one in record.items()}
    for name in _NAMES:
        value = lower.get(name)
        if isinstance(value, str):
            text = clean(re.sub(r"<[^<>]{0,200}>", "", value[:400]))
            return text if 0 < len(key(text)) <= _LONGEST else ""
    return ""


def _below(record: dict[str, Any]) -> list[dict[str, Any]]:
    for name, value in record.items():
        if name.lower() in _BELOW and isinstance(value, list):
            return [item for item in value if isinstance(item, dict)]
    return []


def _value(record: dict[str, Any], names: tuple[str, ...]) -> str:
    lower = {name.lower(): one for name, one in record.items()}
    for name in names:
        value = lower.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value):
            return str(value)
    return ""
