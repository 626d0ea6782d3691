"""What a document's page tells of a change beside the document's own text: 更正说明, 勘误."""

from __future__ import annotations

import re

from crawler.pages.markup.outline import is_furniture, outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import shown
from crawler.pages.words.masking import mask_numbers
from crawler.pages.words.text import clean, simplify

_CHANGE = re.compile(r"更正|勘误|订正|修订|修改|替换|重新(?:上传|发布)")
_LONGEST = 300
_MOST = 20


def notes_of(page: Page) -> tuple[str, ...]:
    """Lines above, below and beside the text that speak of a change, in reading order.

    Lines of menus and the footer are none, and neither are links, which have titles of their own.
    """
    view, layout = shown(page), outline(page)
    found: list[str] = []
    for number, line in enumerate(view.lines[: layout.footer]):
        titled = layout.title_line <= number < layout.title_end
        if layout.in_body(number) or titled or line.template:
            continue
        if line.link_chars * 2 > len(line.text) or is_furniture(line.text):
            continue
        text = simplify(clean(line.text))
        if len(text) <= _LONGEST and _CHANGE.search(text):
            found.append(mask_numbers(text))
    return tuple(dict.fromkeys(found))[:_MOST]
