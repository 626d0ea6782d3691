"""A service guide (办事指南) → `ServiceGuide`: what stands under each of its labels."""

from __future__ import annotations

import re
from itertools import pairwise

from crawler.pages.documents.document import published_of, title_of
from crawler.pages.guides.guidevalues import Values
from crawler.pages.guides.guidewords import (
    LONGEST_LABEL,
    hinted,
    label_of,
    slugs_of,
    split_label,
    tab_lines,
)
from crawler.pages.markup.body import media_counts
from crawler.pages.markup.labelled import labelled_fields
from crawler.pages.markup.links import attachments_of
from crawler.pages.markup.outline import Outline, is_furniture, outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.panels import with_panels
from crawler.pages.markup.shown import Box, Shown, shown
from crawler.pages.task import Task
from crawler.pages.words.masking import mask_numbers
from crawler.pages.words.text import clean, simplify
from crawler.records.materials import GuideField, ServiceGuide
from crawler.records.model import Snapshot

_HEADS = frozenset({"dt", "th", "h2", "h3", "h4", "h5", "h6"})
_VALUE_CHARACTERS = 4_000
_LABEL_AHEAD = re.compile(r"[^：:，。；]{2,14}[：:]|[【\[][^】\]]{2,14}[】\]]")


def read_guide(page: Page, task: Task, snapshot: Snapshot) -> ServiceGuide:
    """The guide that a page shows, what shows after a click on a tab included.

    `tabbed` says that tabs lead to something that is not on the page.
    """
    opened = with_panels(page) or page
    fields, tabbed = _fields(opened)
    head = labelled_fields(page, "document")
    return ServiceGuide(
        url=task.url,
        title=title_of(page, task),
        role=task.role,
        snapshot=snapshot,
        published_on=published_of(page, head, task),
        fields=fields,
        tabbed=tabbed,
        hinted=tuple(slug for slug in _hints(opened) if slug not in {one.slug for one in fields}),
        pictures=media_counts(page)[0],
        attachments=attachments_of(page),
    )


def _fields(page: Page) -> tuple[tuple[GuideField, ...], bool]:
    view, layout = shown(page), outline(page)
    found: dict[str, list[tuple[str, list[str]]]] = {}
    taken = _under_heads(view, layout, found)
    tabs, values = tab_lines(view, layout), Values(view)
    current: list[str] | None = None
    head = -1
    for number in range(layout.content_start, min(layout.content_end, layout.footer)):
        line = view.lines[number]
        if number in taken or number in tabs or number == layout.title_line:
            current = None if number in taken else current
            continue
        if line.template or is_furniture(line.text):
            continue
        label, rest = label_of(line)
        if label and current == [] and values.told_by(number, head):
            current.append(line.text)
        elif label:
            current, head = [rest] if rest else [], number
            for slug in slugs_of(label):
                found.setdefault(slug, []).append((label, current))
        elif current is not None:
            current.append(line.text)
    fields = tuple(_field(slug, given) for slug, given in found.items())
    return fields, bool(tabs) and any(not field.value for field in fields)


def _hints(page: Page) -> tuple[str, ...]:
    """Parts that labels nobody knows may be: a cell of its own, or a line with a colon."""
    view, layout = shown(page), outline(page)
    found: list[str] = []
    for line in view.lines[layout.content_start : min(layout.content_end, layout.footer)]:
        cell = line.tag in _HEADS or line.bold or bool(_LABEL_AHEAD.match(line.text.strip()))
        if cell and not line.template and not is_furniture(line.text):
            found += hinted(simplify(line.text))
    return tuple(dict.fromkeys(found))


def _field(slug: str, given: list[tuple[str, list[str]]]) -> GuideField:
    """What stands under a label wherever it has something; several are joined."""
    told = [(label, "\n".join(lines)) for label, lines in given]
    full = [(label, text) for label, text in told if text.strip()] or told[:1]
    value = mask_numbers(simplify("\n".join(text for _, text in full)))[:_VALUE_CHARACTERS]
    return GuideField(slug, simplify(clean(full[0][0])), value)


def _under_heads(
    view: Shown, layout: Outline, found: dict[str, list[tuple[str, list[str]]]]
) -> set[int]:
    """Values that stand in a row of cells under a row of labels; the lines of both."""
    taken: set[int] = set()
    rows = [box for box in view.boxes if box.tag == "tr" and not box.template]
    for row, below in pairwise(rows):
        heads, cells = _cells(view, row), _cells(view, below)
        labels = [_whole(view, cell) for cell in heads]
        if len(heads) < 2 or not all(labels) or len(cells) != len(heads):
            continue
        if below.parent != row.parent or any(_whole(view, cell) for cell in cells):
            continue
        if not layout.content_start <= row.start < layout.footer:
            continue
        for label, cell in zip(labels, cells, strict=True):
            given = [line.text for line in view.lines[cell.start : cell.end]]
            for slug in slugs_of(label):
                found.setdefault(slug, []).append((label, given))
        taken.update(range(row.start, below.end))
    return taken


def _cells(view: Shown, row: Box) -> list[Box]:
    return [view.boxes[c] for c in row.children if view.boxes[c].tag in ("td", "th")]


def _whole(view: Shown, cell: Box) -> str:
    """The label that fills a cell, else nothing."""
    text = "".join(line.text for line in view.lines[cell.start : cell.end])
    label, rest = split_label(text) if len(text) <= LONGEST_LABEL + 2 else ("", "")
    return "" if rest else label
