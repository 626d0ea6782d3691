"""What a row says beside its title: cells, labels with their values, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from crawler.pages.lists.closingdays import labelled_parts, value_and_day
from crawler.pages.lists.rowcolumns import Columns, cells_of
from crawler.pages.lists.rows import DATED, Link, Row
from crawler.pages.lists.shortdays import apart, is_short_label, may_be_own, short_day
from crawler.pages.markup.layout import hints
from crawler.pages.markup.page import raw_text
from crawler.pages.words.labels import slug_of
from crawler.pages.words.text import clean, key

_LABEL = re.compile(r"^[\[【(（]?\s*([^\d:：]{2,12}?)\s*[:：]\s*(.*)$", re.S)
DATE_HINT = re.compile(r"date|time|(?:^|[\s_-])(?:rq|sj|day)(?:$|[\s_-]|\d)")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LONGEST_LABEL = 24
"""Characters of a date with its label; what is longer tells something."""
DATES_ALONE = re.compile(r"[\d\s年月日/.:：-]{8,44}")


def is_date(text: str) -> bool:
    """Whether a text is a date and little else."""
    return 0 < len(text) <= 24 and DATED.search(text) is not None and len(key(text)) <= 16


def texts_of(row: Row, link: Link, columns: Columns, kind: str) -> list[tuple[str, str, str]]:
    """The pieces of a row beside its title: (slug, label, text); slug is empty if unlabelled."""
    out: list[tuple[str, str, str]] = []
    head = row.nodes[0]
    cells = cells_of(row) if columns else ()
    if columns and (head.tag == "tr" or len(cells) == len(columns)):
        number = 0
        for cell in cells:
            slug, label = columns.get(number, ("", ""))
            number += int(cell.attributes.get("colspan") or "1") if _is_span(cell) else 1
            text = clean(raw_text(cell))
            own = cell.mem_id == link.node.mem_id
            if slug or not (own or link.node.mem_id in {a.mem_id for a in cell.css("a")}):
                out.append((slug, label, text))
        return out
    alone: list[int] = []
    pieces = (one for piece in _pieces(row, link, kind) for one in apart(piece, kind))
    for text in (part for piece in pieces for part in labelled_parts(piece, kind)):
        if (day := short_day(text, kind)) is not None:
            alone += [len(out)] if may_be_own(text, kind) else []
            out.append(day)
            continue
        match = _LABEL.match(text)
        name = match.group(1) if match else ""
        named = (slug_of(name, kind) or slug_of(name, "document")) if name else None
        if match and named:
            value, behind = value_and_day(named, clean(match.group(2)))
            out += [(named, name, value), *([("", "", behind)] if behind else [])]
        else:
            out.append(("", "", text))
    if len(alone) == 1 and alone == [n for n, cell in enumerate(out) if _tells_day(*cell)]:
        out[alone[0]] = ("", "", out[alone[0]][2])
    return out


def _tells_day(slug: str, _: str, text: str) -> bool:
    """Whether a piece may tell the row's day: not one under a label of no meaning (截止：…)."""
    labelled = slug.endswith(("_on", "dated")) and DATED.search(text) is not None
    return labelled or (is_date(text) and _LABEL.match(text) is None)


def _is_span(cell: LexborNode) -> bool:
    return (cell.attributes.get("colspan") or "").strip() in ("2", "3", "4", "5", "6")


def _pieces(row: Row, link: Link, kind: str) -> Iterable[str]:
    """The texts of a row element by element, without those of its main link.

    Neighbouring pieces that hold only parts of a date (a day, a month with its year) are joined.
    """
    own = link.node.mem_id
    parts: list[str] = []
    stack: list[LexborNode] = list(reversed(row.nodes))
    while stack:
        at = stack.pop()
        if at.mem_id == own:
            parts.extend(_dates_inside(at))
            parts.append("\n")
            continue
        stamp = _stamp(at)
        if stamp:
            parts.append(stamp)
        elif at.tag == "-text":
            text = clean(at.text_content or "")
            if text:
                parts.append(text)
        elif at.tag not in ("script", "style", "-comment"):
            stack.extend(reversed(list(at.iter(include_text=True))))
    run: list[str] = []
    for part in [*parts, "\n"]:
        if re.fullmatch(r"[\d\s年月日/.:：-]{1,20}", part) and part != "\n":
            run.append(part)
            continue
        if run:
            yield " ".join(run)
            run = []
        if part != "\n":
            is_label = _LABEL.match(part) and part.rstrip().endswith((":", "："))
            if is_label or is_short_label(part, kind):
                run.append(part)  # a label whose value stands in the next element
            else:
                yield part


def _dates_inside(link: LexborNode) -> list[str]:
    """The dates that stand inside a row's main link, beside its title.

    They are children of the link, or boxes that call themselves a date (a day, a month with its
    year), or stand deeper in a card that is one link as a whole: there its summary tells none.
    """
    found = [_stamp(one) or text for one in link.iter() if is_date(text := clean(raw_text(one)))]
    if found:
        return found
    named = [n for n in link.css("[class]") if DATE_HINT.search(hints(n))]
    found = [_stamp(node) or clean(raw_text(node)) for node in named]
    return found if any(DATED.search(text) for text in found) else [*found, *_deep_dates(link)]


def _deep_dates(box: LexborNode) -> list[str]:
    """The elements at any depth of a card that hold a date and nothing else."""
    found: list[str] = []
    for child in box.iter():
        text = clean(raw_text(child))
        if stamp := _stamp(child):
            found.append(stamp)
        elif child.tag in _HEADINGS or _is_prose(child):
            continue
        elif DATES_ALONE.fullmatch(text) or (
            is_date(text) and not any(is_date(clean(raw_text(one))) for one in child.iter())
        ):
            found.append(text)
        else:
            found += _deep_dates(child)
    return found


def _is_prose(node: LexborNode) -> bool:
    """Whether an element has a text of its own beside its children, longer than a label."""
    own = (one.text_content or "" for one in node.iter(include_text=True) if one.tag == "-text")
    return sum(len(clean(text)) for text in own) > LONGEST_LABEL


def _stamp(node: LexborNode) -> str:
    """The whole date that an element carries beside the short form it shows, or nothing."""
    if node.tag not in ("time", "span", "em", "i"):
        return ""
    attributes = node.attributes
    text = clean(attributes.get("datetime") or attributes.get("title") or "")
    return text if is_date(text) and len(text) >= 8 else ""
