"""What a page shows, as the walk over its tree hands it on: lines, boxes, links, pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar, cast

T = TypeVar("T")
_PROSE = re.compile(r"[，。；,;！？、]")


class Piece(NamedTuple):
    """An inline run of a line: where it starts in the line's text, and what it stands in."""

    text: str
    start: int
    bold: bool
    tag: str
    anchor: int | None


@dataclass(frozen=True)
class Anchor:
    """A visible <a>: raw `href` (None without one), title or alt text beside its own text.

    `saved_as` is its `download` attribute: None without one, "" where it gives no name.
    """

    href: str | None
    title: str
    template: bool
    line: int
    saved_as: str | None = None


@dataclass(frozen=True)
class Media:
    """A picture, video or player: raw attributes, the line before which it stands, its box."""

    tag: str
    attributes: Mapping[str, str | None]
    line: int
    template: bool
    box: int = 0


@dataclass(frozen=True)
class Line:
    """One line of visible text. `tag` is the block it stands in, `box` the index of that box."""

    text: str
    pieces: tuple[Piece, ...]
    tag: str
    box: int
    template: bool
    align: str = ""
    has_input: bool = False
    link_chars: int = 0
    """How many of its characters belong to links."""

    @property
    def bold(self) -> bool:
        """Whether all of the line is bold."""
        return all(piece.bold or not piece.text.strip() for piece in self.pieces)


@dataclass(slots=True)
class Box:
    """A block element: lines[start:end] stand in it. `names` are its classes and its id."""

    tag: str
    parent: int
    start: int
    names: str
    template: bool
    end: int = 0
    children: list[int] = field(default_factory=list)
    span: int = 1
    has_input: bool = False


@dataclass(slots=True)
class Stretch:
    """Lines [start, end) of a list that comes again, the same, on other pages of its site.

    `notes` keeps what readers found in it that depends on nothing else; see `found_in`.
    """

    start: int
    end: int
    notes: dict[Hashable, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Shown:
    """Everything a reader sees, and apart from it what the page keeps from view."""

    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    anchors: tuple[Anchor, ...]
    media: tuple[Media, ...]
    hidden: tuple[str, ...]
    comments: tuple[str, ...]
    marked: tuple[int, ...] = ()
    """Boxes in which a comment says that the text begins."""
    gaps: frozenset[int] = frozenset()
    """Lines with an empty line above them that line breaks make."""
    stretches: tuple[Stretch, ...] = field(default=(), compare=False, repr=False)
    """Lists that may be known from another page, in reading order; they do not overlap."""

    def text(self, start: int, end: int) -> str:
        """The text of some lines, joined by blanks."""
        return " ".join([line.text for line in self.lines[start:end]])  # lines are clean


def found_in(
    view: Shown, name: Hashable, find: Callable[[int, Line], Iterable[T]]
) -> list[tuple[int, T]]:
    """What a function finds in each line, with the number of the line, in reading order.

    `find` depends on number and line alone, and on what `name` says: in a list that another
    page showed before it is not asked again.
    """
    found: list[tuple[int, T]] = []
    at = 0
    for stretch in view.stretches:
        found += _found(view, find, at, stretch.start)
        known = stretch.notes.get(name)
        if known is None:
            known = stretch.notes[name] = _found(view, find, stretch.start, stretch.end)
        found += cast("list[tuple[int, T]]", known)
        at = stretch.end
    return found + _found(view, find, at, len(view.lines))


def _found(
    view: Shown, find: Callable[[int, Line], Iterable[T]], start: int, end: int
) -> list[tuple[int, T]]:
    return [(n, one) for n in range(start, end) for one in find(n, view.lines[n])]


def is_prose(line: Line) -> bool:
    """Whether the line is running text rather than a menu entry, a label or a heading."""
    own = len(line.text) - line.link_chars
    if line.template or own < 16:
        return False
    return own >= 80 or (own * 2 >= len(line.text) and _PROSE.search(line.text) is not None)
