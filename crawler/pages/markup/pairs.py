"""Labels and their values, wherever and however they stand: cells, siblings, lines, pieces."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from crawler.pages.markup.celltables import Pair, table_pairs
from crawler.pages.markup.linelabels import COLON, EXTENDED, LONG, begins_with_label, line_pairs
from crawler.pages.markup.lines import found_in
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import Box, Line, Shown, shown, shown_fragment
from crawler.pages.markup.turns import turn_named
from crawler.pages.words.labels import labels_of, short_days_of, words_of
from crawler.pages.words.text import key

_LABEL_TAGS = frozenset({"dt", "th", "h2", "h3", "h4", "h5", "h6"})


def pairs_of(page: Page, kind: str) -> tuple[Pair, ...]:
    """Every pair that the page shows, in reading order."""
    return _pairs_of(page, words_of(kind))


@lru_cache(maxsize=8)
def _pairs_of(page: Page, kind: str) -> tuple[Pair, ...]:
    return tuple(find_pairs(shown(page), kind))


def find_pairs(view: Shown, kind: str) -> list[Pair]:
    """Every pair of some shown lines, in reading order."""
    labels, days = labels_of(kind), short_days_of(kind)
    taken: set[int] = set()
    found = list(table_pairs(view, labels, taken))
    found += _sibling_pairs(view, kind, taken)
    found += [
        pair
        for index, pair in found_in(
            view, ("pairs", kind), lambda n, one: line_pairs(n, one, labels, days)
        )
        if index not in taken and not view.lines[index].has_input
    ]
    found.sort(key=lambda pair: (pair.start, pair.offset))
    return found


def commented_pairs(page: Page, kind: str) -> list[tuple[Pair, str]]:
    """Pairs inside comments and hidden elements, each with the place where it is kept."""
    found: list[tuple[Pair, str]] = []
    view = shown(page)
    for text in view.comments:
        if COLON.search(text) or "<" in text:
            found += [(pair, "HTML 注释") for pair in find_pairs(shown_fragment(text), kind)]
    for text in view.hidden:
        found += [(pair, "隐藏元素") for pair in find_pairs(shown_fragment(text[:4000]), kind)]
    return found


# --- a label in one box, its value in the next ----------------------------------------------


def _sibling_pairs(view: Shown, kind: str, taken: set[int]) -> list[Pair]:
    labels = labels_of(kind)
    heads = {
        index: slug
        for index, slug in found_in(view, ("heads", kind), lambda _, line: _head(line, labels))
        if index not in taken
    }
    if not heads:
        return []
    found: list[Pair] = []
    stops = frozenset(heads) | frozenset(taken) | _next_letters(view, labels, heads)
    short = stops | _labelled_lines(view, labels)
    for index, slug in heads.items():
        pair = _beside(view, index, slug, heads, stops if slug in LONG else short)
        if pair is None:
            continue
        taken.add(index)
        if pair.end - index == 2:
            taken.add(index + 1)
        found.append(pair)
    return found


def _head(line: Line, labels: Mapping[str, str]) -> tuple[str, ...]:
    """The slug of the label that fills a line, if one does."""
    text = line.text
    if len(text) > 30 or line.has_input or (line.template and not COLON.search(text[-1])):
        return ()
    slug = labels.get(key(text))
    if slug is None or any(piece.anchor is not None for piece in line.pieces):
        return ()
    return (slug,)


def _labelled_lines(view: Shown, labels: Mapping[str, str]) -> frozenset[int]:
    """Lines of a label and its value in elements of their own: no value of the label above."""
    return frozenset(
        index
        for index, line in enumerate(view.lines)
        if len(line.pieces) > 1
        and len(line.text) <= 80
        and key(line.text[: line.pieces[1].start]) in labels
    )


def _next_letters(
    view: Shown, labels: Mapping[str, str], heads: Mapping[int, str]
) -> frozenset[int]:
    """Lines that open with the number or the day of a letter: an answer above ends there.

    So does a question that is marked as one (4. 提问：…).
    """
    if "reply" not in heads.values():
        return frozenset()
    own = ("number", "submitted_on")
    return frozenset(
        index
        for index, line in enumerate(view.lines)
        if index not in heads
        and any(
            pair.slug in own or (pair.slug == "letter" and turn_named(pair.label) == "letter")
            for pair in line_pairs(index, line, labels, {})[:1]
        )
    )


def _beside(
    view: Shown, index: int, slug: str, heads: dict[int, str], stops: frozenset[int]
) -> Pair | None:
    line = view.lines[index]
    colon = COLON.fullmatch(line.text[-1]) is not None
    own = line.box
    while view.boxes[own].parent > 0 and _only(view, view.boxes[own].parent, index):
        own = view.boxes[own].parent
    parent = view.boxes[own].parent
    marked = colon or line.tag in _LABEL_TAGS or (line.bold and slug not in ("noise", "category"))
    if slug in ("reply", "letter") and len(line.text) >= 4:
        marked = marked or line.pieces[0].tag in ("em", "i", "span", "label", "font")
    start, end = index + 1, index + 1
    if not _only(view, own, index):  # label, line break, value in one box
        limit = view.boxes[own].end
        two = limit - view.boxes[own].start == 2 and len(heads) >= 3
        if not marked and not (two and view.boxes[own].start == index):
            return None
        end = _until_label(view, index + 1, limit, slug, stops)
        group = own
    else:
        siblings = view.boxes[parent].children if parent >= 0 else []
        after = _following(siblings, own)
        if after is not None and view.boxes[after].start == index + 1:
            box = view.boxes[after]
            if box.has_input:
                return None
            if (box.start in heads and box.end - box.start == 1) or _is_row_of_many(view, box):
                end = start
            else:
                end = _until_label(view, box.start, box.end, slug, stops)
            if not marked and not _alternates(view, siblings, own, heads):
                return None
        elif marked:
            limit = view.boxes[parent].end if parent >= 0 else index + 1
            end = _until_label(view, index + 1, limit, slug, stops)
        else:
            return None
        group = parent
    if end == start and not colon and line.tag not in ("dt", "th"):
        return None
    if slug in EXTENDED and end > start and view.boxes[own].tag != "tr":
        end = _extend(view, end, parent, stops)
    # Several lists of one shape (li > div, div) belong together: name the group by the outer box.
    outer = (
        view.boxes[group].parent
        if group > 0 and view.boxes[group].tag in ("li", "tr", "div", "p", "dd")
        else group
    )
    return Pair(slug, line.text, view.text(start, end), index, end, f"b{max(outer, 0)}", 0, 0, True)


def _is_row_of_many(view: Shown, box: Box) -> bool:
    """Whether a box is a row of several cells: no value of a label that has a row for itself."""
    cells = [view.boxes[child] for child in box.children] if box.tag == "tr" else []
    return sum(cell.end > cell.start for cell in cells) > 1


def _only(view: Shown, box: int, index: int) -> bool:
    return view.boxes[box].start == index and view.boxes[box].end == index + 1


def _following(siblings: list[int], own: int) -> int | None:
    """The sibling after `own`; siblings are in reading order."""
    low, high = 0, len(siblings)
    while low < high:
        middle = (low + high) // 2
        if siblings[middle] <= own:
            low = middle + 1
        else:
            high = middle
    return siblings[low] if low < len(siblings) else None


def _alternates(view: Shown, siblings: list[int], own: int, heads: dict[int, str]) -> bool:
    """Whether label and value fill their parent, alone or in turns with other labels."""
    if len(siblings) == 2:
        return True
    near = [view.boxes[one].start for one in siblings[:60]]
    return len(near) % 2 == 0 and sum(one in heads for one in near[0::2]) * 2 > len(near) // 2


def _until_label(view: Shown, start: int, limit: int, slug: str, stops: frozenset[int]) -> int:
    """Where a value ends: one line for a short field, up to the next label for a long one."""
    if start >= limit or start in stops or begins_with_label(view.lines[start], slug):
        return start
    if slug not in LONG:
        return start + 1
    end = start
    while end < limit and end not in stops:
        end += 1
    return end


def _extend(view: Shown, end: int, parent: int, stops: frozenset[int]) -> int:
    limit = view.boxes[parent].end if parent >= 0 else end
    while end < limit and end not in stops:
        end += 1
    return end
