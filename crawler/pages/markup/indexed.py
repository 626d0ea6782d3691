"""Tables that hold the index number of a document: sure to be its metadata.

Two labels open such a table where others need three, and labels mean in it what they do not mean
elsewhere: at the foot of a page 主办单位 is who runs the site.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.grids import cell_of
from crawler.pages.markup.shown import Shown
from crawler.pages.words.text import key

_HOSTS = frozenset({"主办单位", "报送单位"})
_DAYS = frozenset({"signed_on", "issued_on", "published_on"})


def indexed_tables(pairs: Iterable[Pair]) -> frozenset[str]:
    """The groups of pairs that are tables with an index number and a day of the document."""
    found: dict[str, set[str]] = {}
    for pair in pairs:
        if pair.row and pair.group[:1] == "t":
            found.setdefault(pair.group, set()).add(pair.slug)
    return frozenset(
        group for group, slugs in found.items() if "index_number" in slugs and slugs & _DAYS
    )


def hosts_in(view: Shown, pairs: Sequence[Pair]) -> list[Pair]:
    """The issuer in a table with an index number that names it as 主办单位 or 报送单位.

    Empty where a label of its own names the issuer.
    """
    tables = indexed_tables(pairs)
    named = {pair.group for pair in pairs if pair.slug == "issuer"}
    found: dict[str, Pair] = {}
    for pair in pairs:
        if pair.slug != "index_number" or pair.group not in tables - named:
            continue
        row = view.boxes[cell_of(view.boxes, view.lines[pair.start])].parent
        for number, one in enumerate(view.boxes[view.boxes[row].parent].children, 1):
            cells = [view.boxes[cell] for cell in view.boxes[one].children]
            for place, (cell, value) in enumerate(pairwise(cells)):
                label = view.text(cell.start, cell.end)
                if key(label) in _HOSTS and value.end > value.start:
                    raw = view.text(value.start, value.end)
                    host = Pair("issuer", label, raw, cell.start, value.end, pair.group, number,
                                place, True)  # fmt: skip
                    found.setdefault(pair.group, host)
    return list(found.values())
