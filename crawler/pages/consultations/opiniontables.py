"""Tables of opinions: one in a row, and whether it was adopted."""

from __future__ import annotations

import re

from crawler.pages.markup.page import Page
from crawler.pages.words.text import simplify

_HEAD = re.compile(r"采纳|采用|是否")
_WHY = re.compile(r"理由|原因|说明|备注|情况")
_YES = re.compile(r"^(?:是|已?采纳|予以采纳|全部采纳|部分采纳|基本采纳|√|采用|吸收)")
_NO = re.compile(r"^(?:否|未|不|暂不|×)")
_ROWS = 2_000


def counted_table(page: Page) -> tuple[int, int, str]:
    """Rows of a table of opinions, how many were adopted, and a reason that stands in one.

    A table that holds tables lays out the page.
    """
    for table in page.root.css("table"):
        if len(table.css("table")) > 1:
            continue
        grid = [
            [simplify(page.text_of(cell)).replace(" ", "") for cell in row.css("td, th")]
            for row in table.css("tr")[:_ROWS]
        ]
        for number, cells in enumerate(grid[:3]):
            at = next((i for i, c in enumerate(cells) if _HEAD.search(c) and not _WHY.search(c[2:])
                       and len(c) <= 12), None)  # fmt: skip
            if at is None or len(cells) < 2:
                continue
            why = next(
                (i for i, c in enumerate(cells) if i != at and re.search("理由|原因", c)), None
            )
            rows = [row for row in grid[number + 1 :] if len(row) == len(cells) and row[at]]
            judged = [row for row in rows if _YES.match(row[at]) or _NO.match(row[at])]
            if judged:
                said = why is not None and any(row[why] for row in judged if _NO.match(row[at]))
                head = cells[why] if said and why is not None else ""
                return len(judged), sum(bool(_YES.match(row[at])) for row in judged), head
    return 0, 0, ""
