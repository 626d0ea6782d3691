"""A single page of a section (guide, profile, request page) → `StaticPage`."""

from __future__ import annotations

from crawler.pages.document import title_of
from crawler.pages.masking import mask_numbers
from crawler.pages.outline import is_furniture, is_prose, outline
from crawler.pages.page import Page
from crawler.pages.shown import shown
from crawler.pages.task import Task
from crawler.pages.text import simplify
from crawler.records.model import Snapshot, StaticPage


def own_text(page: Page) -> str:
    """The page's own text without menus, header and footer, one line per line shown.

    Unlike the text of an article it keeps tables, labels and short lines: a profile may be
    nothing but a name, an address and a phone number.
    """
    view, layout = shown(page), outline(page)
    start, end = layout.content_start, min(layout.content_end, layout.footer)
    kept: list[str] = []
    for number in range(start, end):
        line = view.lines[number]
        if number == layout.title_line or is_furniture(line.text):
            continue
        if line.template or (line.link_chars * 2 > len(line.text) and not is_prose(line)):
            continue
        kept.append(line.text)
    return mask_numbers(simplify("\n".join(kept)))


def read_static_page(page: Page, task: Task, snapshot: Snapshot) -> StaticPage:
    """The single page of a section with its own text."""
    text = own_text(page)
    return StaticPage(
        url=task.url,
        title=title_of(page, task),
        role=task.role,
        snapshot=snapshot,
        text=text,
        text_chars=len("".join(text.split())),
    )
