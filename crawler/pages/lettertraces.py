"""Whether a page shows anything of a letter: a text, an answer, a day, a number or a sender.

The head of a mailbox, a list of letters and a page that says nothing show none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.pages.celltables import Pair
from crawler.pages.labels import is_placeholder
from crawler.pages.letters import Letter
from crawler.pages.shown import Shown
from crawler.pages.text import SENTENCE, key
from crawler.pages.voices import instructs
from crawler.records.model import Entry

_WRITERS = re.compile("人|姓名|网友|网名|昵称|用户|者$")


def shows_letter(view: Shown, events: Sequence[Pair], end: int, letter: Letter) -> bool:
    """Whether a letter's own page shows more of it than a title."""
    told = any(
        field.value is not None
        for slug, field in letter.fields.items()
        if slug == "number" or slug.endswith("_on")
    )
    if told or letter.has_content or letter.replies or letter.loose or letter.unplaced:
        return True
    signed = any(
        pair.slug == "sender" and _WRITERS.search(key(pair.label)) and not is_placeholder(pair.raw)
        for pair in events
    )
    return signed or any(
        SENTENCE.search(line.text)
        and not line.template
        and line.link_chars * 2 <= len(line.text)
        and not instructs(line.text)
        for line in view.lines[:end]
    )


def row_tells(entry: Entry | None) -> bool:
    """Whether the row that leads to a page says more of a letter than its title."""
    if entry is None:
        return False
    fields = [entry.date, *(field for _, field in entry.fields)]
    return any(field is not None and field.value is not None for field in fields)
