"""A document that its page marks as ended beside no label: a word in its title, a line by it."""

from __future__ import annotations

import re

from crawler.pages.markup.outline import outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import shown
from crawler.pages.words.text import simplify
from crawler.records import Field, Source, Validity

_STATE = r"(?P<state>失效|废止|作废|停止执行)"
_IN_TITLE = re.compile(
    rf"[(（\[【〔]\s*(?:(?:此|本|该)?(?:文件|件|文))?(?:已经|现已|已|全文)?(?:宣布|被)?{_STATE}\s*[)）\]】〕]"
)
_LINE = re.compile(
    rf"^\W*(?:(?:注|说明|提示|备注)\W*)?(?:(?:此|本|该)(?:规范性)?(?:文件|件|文))?\s*"
    rf"(?:已经|现已|已)(?:(?:被|由|于|根据|按照)[^，。；《》]{{1,40}}?|经[^，。；《》]{{1,30}}?)?"
    rf"(?:宣布|予以)?{_STATE}[。!！\W]*$"
)
_LONGEST, _ROUND_TITLE, _IN_BODY = 60, 4, 3
_REPEALED = ("废止", "作废")


def end_mark(page: Page, *titles: str) -> Field[Validity] | None:
    """That a page, or the list row that leads there, marks its document as 失效 or 废止.

    Counted are words in brackets in a title (（已废止）), and a short line of its own by the title
    or at the head of the text that says so of this document (本文件已于…宣布失效). What a rule
    does to others (《…》同时废止) is no mark of its own.
    """
    for title in titles:
        if found := _IN_TITLE.search(simplify(title)):
            return _field(found, "标题", page)
    view, layout = shown(page), outline(page)
    first, last = layout.title_line - _ROUND_TITLE, layout.title_end + _ROUND_TITLE
    head = 0
    for number, line in enumerate(view.lines[: layout.footer]):
        body = layout.in_body(number)
        head += body
        if not (head <= _IN_BODY if body else first <= number <= last) or line.link_chars:
            continue
        text = simplify(line.text).strip()
        if len(text) <= _LONGEST and (found := _LINE.search(text)):
            return _field(found, "正文首部" if body else "标题旁", page)
    return None


def _field(found: re.Match[str], place: str, page: Page) -> Field[Validity]:
    state = Validity.REPEALED if found["state"] in _REPEALED else Validity.LAPSED
    return Field(state, found.group().strip(), Source.TEXT, "", place, page.url)
