"""Lists of links as a page shows them, known from another page: the menus of a site, above all.

They are looked up by their mark-up, and by how much stands before them: so all that counts lines
or boxes from the beginning of the page is the same.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, NamedTuple

from crawler.pages.markup.lines import Anchor, Box, Line, Media, Stretch
from crawler.pages.markup.repeated import Memo

LISTS = frozenset({"ul", "ol", "nav"})
LEAST_MARKUP, MOST_MARKUP = 400, 200_000
"""Characters of a list that is looked up."""
LEAST_LINES = 6
"""Lines from which readers note what they find in a list."""
_A_LINE, _A_BOX, _A_LINK = 1_600, 300, 1_200


class Begun(NamedTuple):
    """A list that the walk has come to: its key, and how much there was of everything before it."""

    key: tuple[str, int, int, int, Hashable]
    lines: int
    boxes: int
    anchors: int
    media: int
    apart: int


class Known(NamedTuple):
    """What the walk makes of a list, and the state it leaves behind."""

    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    anchors: tuple[Anchor, ...]
    media: tuple[Media, ...]
    state: Any
    stretch: Stretch

    @property
    def size(self) -> int:
        """About how many bytes it takes, with what readers note of it."""
        return (
            _A_LINE * len(self.lines) + _A_BOX * len(self.boxes) + _A_LINK * len(self.anchors)
            + _A_BOX * len(self.media)
        )  # fmt: skip


known_lists: Memo[Known] = Memo(5_000_000)
