"""The line under a title that says by which number and on which day a text was issued.

Reprinted regulations bear it in brackets (（国发〔2003〕1号 2003年3月20日）), or centred.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from crawler.pages.markup.body import body_lines
from crawler.pages.markup.grids import in_grid
from crawler.pages.markup.labelled import normal_number
from crawler.pages.markup.outline import outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import Line, shown
from crawler.pages.words.dates import find_dates
from crawler.pages.words.text import clean, simplify
from crawler.records.model import Field, Source

_BRACKETED = re.compile(r"[（(](?P<inner>.+)[)）]")
_YEAR = r"[〔\[［﹝（(](?:19|20)\d{2}[〕\]］﹞）)]"
_CODED = re.compile(rf"(?P<code>[\u3400-\u9fff]{{2,12}}){_YEAR}第?\d{{1,5}}[号號]")
_ORDER = re.compile(r"[\u3400-\u9fff]{2,30}(?:令第?\d{1,5}[号號]|第\d{1,5}[号號]令)")
# What a line may say of the number: that the text was issued under it, and how.
_VERBS = "公布|发布|印发|颁布|公告"
_ISSUED_BEFORE = re.compile(rf"^\s*(?:{_VERBS})")
_ISSUED = re.compile(rf"(?:{_VERBS})\s*$")
_MADE_PUBLIC = re.compile("发布|公告|公开|刊[载登]|上网|更新")
_ISSUING = re.compile("公布|印发|颁布")
_EXPLAINS = re.compile(r"解读|图解|问答|一图读懂|读懂")
# Under such a title a number alone may be that of the text it speaks of.
_OF_ANOTHER = re.compile("延[长期]|失效|废止|修改|复函|答复|说明|解读|通报")
# Words of a sentence, which makes of a number that of another text: 代替云政发〔2015〕3号.
_SPOKEN = re.compile(
    "《|》|根据|关于|依据|修[订改正]|废止|施行|实施|通过|批准|有效|编号|代替|[参依遵对按]照|参[考阅]|对应|延[长续期]|"
    "继续|停止|暂停|重新|转发|印发|公布|颁布|现行|试行|暂行|执行|落实|贯彻|调整|变更|补充|同意|文件|[来选源出取]自|"
    "[见附抄摘引撤替取废续被已按转]|节[选录]|对(?!外)|^原|^[依同代自从本即和由经](?![政府])"
)
# Whoever issued it, in front of the code that a number begins with: 某县人民政府某政〔2026〕3号.
_BODY = re.compile(
    r"^[\u3400-\u9fff]{2,20}?(?:人民政府|办公[室厅]|委员会|[省市县区州盟旗镇乡][\u3400-\u9fff]{1,10}?局)"
    r"(?=[\u3400-\u9fff]{2,8}[〔\[［﹝（(])"
)
_PLACE = "标题下方行"
_LONGEST = 60
_LINES = 2
_ABOVE = 6


class Issued(NamedTuple):
    """Number in its normal form, and the day of signing or of issue, as the line tells them."""

    number: Field[str]
    signed_on: Field[date] | None = None
    issued_on: Field[date] | None = None


def issued_line(page: Page) -> Issued | None:
    """What the line under the title tells, if it is one number, at most one day, and no more.

    Of a page that explains a document it is that document's; a number alone under the title of
    a text on another text (延长有效期, 废止, 复函) may be that text's.
    """
    layout, view = outline(page), shown(page)
    if _EXPLAINS.search(layout.title):
        return None
    head = view.lines[layout.title_end : layout.start][-_ABOVE:] if layout.title_line >= 0 else ()
    first = body_lines(page)[:_LINES]
    for line in (*head, *first):
        told = _told(line, page.url) if not in_grid(view.boxes, line) else None
        if told is not None:
            alone = told.signed_on is None and told.issued_on is None
            return None if alone and _OF_ANOTHER.search(simplify(layout.title)) else told
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
    day, rest = (days[0] if days else None), inner
    if day is not None:
        before, after = inner[: day.start], inner[day.start + len(day.raw) :]
        rest = before.strip() or _ISSUED_BEFORE.sub("", after)
        if before.strip() and _ISSUED.sub("", after).strip():
            return None
    number = _number(_ISSUED.sub("", rest).strip(" ，,"))
    if number is None:
        return None
    told = Issued(Field(number, text, Source.TEXT, "", _PLACE, url))
    if day is None or _MADE_PUBLIC.search(inner) or day.at is not None or "年" not in day.raw:
        return told  # when a page was made public, as its information line tells it
    on = Field(day.value, text, Source.TEXT, "", _PLACE, url)
    return told._replace(issued_on=on) if _ISSUING.search(inner) else told._replace(signed_on=on)


def _number(text: str) -> str | None:
    """The one number that a text is: 国发〔2003〕1号, 国务院令第711号; None for any other text."""
    joined = "".join(text.split())
    if _SPOKEN.search(joined):
        return None
    if _ORDER.fullmatch(joined):
        return normal_number(joined)
    coded = _CODED.fullmatch(_BODY.sub("", joined))
    if coded is None or _SPOKEN.search(coded["code"]):
        return None
    return normal_number(coded.group())
