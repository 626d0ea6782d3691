"""The line under a title that says by which number and on which day a text was issued.

Reprinted regulations bear it in brackets (（国发〔2003〕1号 2003年3月20日）), or centred.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from crawler.pages.body import body_lines
from crawler.pages.dates import find_dates
from crawler.pages.grids import in_grid
from crawler.pages.labelled import normal_number
from crawler.pages.outline import outline
from crawler.pages.page import Page
from crawler.pages.shown import Line, shown
from crawler.pages.text import clean, simplify
from crawler.records.model import Field, Source

_BRACKETED = re.compile(r"[（(](?P<inner>.+)[)）]")
_CODED = re.compile(r"[〔\[［﹝（(]\s?(?:19|20)\d{2}\s?[〕\]］﹞）)]")
_ORDER = re.compile(r"令\s?第?\s?\d{1,5}\s?[号號]|第\s?\d{1,5}\s?[号號]\s?令")
_ISSUED = re.compile(r"\s*(?:以)?(?:公布|发布|印发|颁布|公告)\s*")
_EXPLAINS = re.compile(r"解读|图解|问答|一图读懂|读懂")
_NO_NUMBER = re.compile(
    r"[《》。；;：:、]|根据|关于|依据|修[订改正]|废止|施行|实施|通过|批准|有效|编号"
)
# Whoever issued it, in front of the code that a number begins with: 某县人民政府某政〔2026〕3号.
_BODY = re.compile(
    r"^\S{2,20}?(?:人民政府|办公[室厅]|委员会)\s?(?=[\u3400-\u9fff]{2,8}\s?[〔\[［﹝（(])"
)
_PLACE = "标题下方行"
_LONGEST = 60
_LINES = 2
_ABOVE = 6


class Issued(NamedTuple):
    """Number in its normal form and day, each where the line tells it."""

    number: Field[str]
    on: Field[date] | None


def issued_line(page: Page) -> Issued | None:
    """What the line under the title tells, if it is one number, at most one day, and no more.

    Of a page that explains a document it is that document's.
    """
    layout, view = outline(page), shown(page)
    if _EXPLAINS.search(layout.title):
        return None
    head = view.lines[layout.title_end : layout.start][-_ABOVE:] if layout.title_line >= 0 else ()
    first = body_lines(page)[:_LINES]
    for line in (*head, *first):
        told = _told(line, page.url) if not in_grid(view.boxes, line) else None
        if told is not None:
            return told
    return None


def _told(line: Line, url: str) -> Issued | None:
    text = simplify(clean(line.text))
    whole = _BRACKETED.fullmatch(text) if len(text) <= _LONGEST else None
    if line.link_chars or len(text) > _LONGEST or not (whole or line.align == "center"):
        return None
    inner = whole["inner"] if whole is not None else text
    days = find_dates(inner)
    if len(days) > 1 or (whole is None and not days):
        return None
    rest = inner
    if days:
        before, after = inner[: days[0].start], inner[days[0].start + len(days[0].raw) :]
        rest = f"{before} {after}" if not (before.strip() and _ISSUED.sub("", after)) else ""
    number = _number(_ISSUED.sub(" ", rest).strip(" ，,"))
    if number is None:
        return None
    day = days[0] if days else None
    return Issued(
        Field(number, text, Source.TEXT, "", _PLACE, url),
        Field(day.value, text, Source.TEXT, "", _PLACE, url) if day is not None else None,
    )


def _number(text: str) -> str | None:
    """The one number that a text is: 国发〔2003〕1号, 国务院令第711号; None for any other text."""
    if _NO_NUMBER.search(text) or not text.endswith(("号", "令", "）", ")")):
        return None
    if _ORDER.search(text):
        return normal_number("".join(text.split()))
    if len(_CODED.findall(text)) == 1 and len(re.findall("[号號]", text)) == 1:
        return normal_number(_BODY.sub("", text))
    return None
