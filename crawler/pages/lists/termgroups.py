"""Rows below the terms of lists of definitions: the one 县长 beside several 副县长."""

from __future__ import annotations

from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from crawler.pages.lists.leadinggroups import is_post
from crawler.pages.lists.rows import Group, Link, Row
from crawler.pages.lists.shapes import shape
from crawler.pages.markup.page import raw_text
from crawler.pages.words.leader_words import may_be_name, name_in
from crawler.pages.words.text import clean, key

_LONGEST_SHORT = 3
"""Characters of a name that may begin with any."""


def below_terms(groups: Sequence[Group]) -> list[Group]:
    """The groups, those of one holder below the term that is his post made like those of several.

    A list of definitions whose term is a post has a row in each definition if one beside it, of
    its kind, has several such: then the term heads them, and is no part of the one row.
    """
    several = [one for one in groups if len(one.rows) > 1 and is_post(_term_over(one))]
    kinds = {_kind(group.box) for group in several}
    out: list[Group] = []
    parted: set[tuple[int, str]] = set()
    for group in groups:
        kind = _kind(group.rows[0].nodes[0])
        found = [_below_term(row) for row in group.rows] if kind in kinds else []
        told = [one for one in found if one is not None]
        whole = bool(told) and len(told) == len(group.rows)
        parted.update((kind,) if whole else ())
        out += told if whole else [group]
    return _in_order(out, parted)


def _below_term(row: Row) -> Group | None:
    """A list of definitions that is one row as a group of the definition that holds its links, if
    these name somebody: below 局长 stands 接访安排 as well."""
    box = row.nodes[0]
    around = {link.node.parent.mem_id for link in row.links if link.node.parent is not None}
    held = [node for node in box.iter() if node.tag == "dd" and node.mem_id in around]
    if len(row.nodes) != 1 or len(held) != 1 or len(around) != 1:
        return None
    if not any(map(_is_surely_name, row.links)):
        return None
    group = Group((Row((held[0],), row.links),), box, "dd")
    return group if _term_over(group) else None


def _is_surely_name(link: Link) -> bool:
    """Whether a link is a name: one of four characters only if it begins with a surname."""
    name = clean(link.label)
    short = len(key(name)) <= _LONGEST_SHORT
    return bool(name_in(name)) or (short and may_be_name(name))


def _term_over(group: Group) -> str:
    """The one term, without a link, below which the rows of a group are definitions."""
    terms = [node for node in group.box.iter() if node.tag == "dt"]
    below = group.tag == "dd" and group.box.tag == "dl" and len(terms) == 1
    return clean(raw_text(terms[0])) if below and terms[0].css_first("a") is None else ""


def _kind(box: LexborNode) -> tuple[int, str]:
    """What a box stands in, and how it is made."""
    return (box.parent.mem_id if box.parent is not None else 0), shape(box)


def _in_order(groups: Sequence[Group], parted: set[tuple[int, str]]) -> list[Group]:
    """The groups, those whose boxes are of a kind of which one was made anew as they stand."""
    boxes = {
        box.mem_id: box
        for group in groups
        if _kind(group.box) in parted and (box := group.box.parent) is not None
    }
    places = {
        child.mem_id: place for box in boxes.values() for place, child in enumerate(box.iter())
    }
    alike = [group for group in groups if _kind(group.box) in parted]
    ranked = iter(sorted(alike, key=lambda one: (_kind(one.box), places[one.box.mem_id])))
    first = {id(group) for group in alike}
    return [next(ranked) if id(group) in first else group for group in groups]
