"""Values of a service guide that read like labels: 办理方式 / 网上办理."""

from __future__ import annotations

from itertools import pairwise

from crawler.pages.guides.guidewords import is_bare_label, is_numbered, slugs_of, split_label
from crawler.pages.markup.shown import Shown


class Values:
    """Tells whether a line that is a label by its words is what another label says.

    It is where both are of one part and the page sets them as label and value: a cell and the
    next one of its row, dt and dd, a numbered heading and a line without a number. Beside an
    empty cell the same words are a label.
    """

    def __init__(self, view: Shown) -> None:
        self._view = view
        self._cell_before: dict[int, int] = {}
        for row in view.boxes:
            if row.tag != "tr":
                continue
            cells = [view.boxes[c] for c in row.children if view.boxes[c].tag in ("td", "th")]
            for left, right in pairwise(cells):
                if left.start < left.end and right.start < right.end:
                    self._cell_before[right.start] = left.start

    def told_by(self, number: int, before: int) -> bool:
        """Whether line `number` is the value of the label on line `before`."""
        this, head = self._view.lines[number], self._view.lines[before]
        if not (is_bare_label(this.text) and split_label(head.text)[0]):
            return False
        if not set(_slugs(this.text)) & set(_slugs(head.text)):
            return False
        if self._cell_before.get(number) == before:
            return True
        follows = number == before + 1
        defined = this.tag == "dd" and head.tag == "dt"
        return follows and (defined or (is_numbered(head.text) and not is_numbered(this.text)))


def _slugs(text: str) -> tuple[str, ...]:
    return slugs_of(split_label(text)[0])
