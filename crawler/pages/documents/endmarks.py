"""A document that its page marks as ended beside no label: a word in its title, a line by it."""

from __future__ import annotations

import re

from crawler.pages.markup.outline import Outline, outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import Shown, shown
from crawler.pages.words.labels import validity_of
from crawler.pages.words.text import simplify
from crawler.records import Entry, Field, Source, Validity

_STATE = r"(?P<state>失效|废止|作废|停止执行)"
_IN_TITLE = re.compile(
    rf"[(（\[【〔]\s*(?:(?:此|本|该)?(?:文件|件|文))?(?:已经|现已|已|全文)?(?:宣布|被)?{_STATE}\s*[)）\]】〕]"
)
_LINE = re.compile(
    rf"^\W*(?:(?:注|说明|提示|备注)\W*)?(?:(?:此|本|该)(?:规范性)?(?:文件|件|文))?\s*"
    rf"(?:已经|现已|已)(?:(?:被|由|于|根据|按照)[^，。；《》]{{1,40}}?|经[^，。；《》]{{1,30}}?)?"
    rf"(?:宣布|予以)?{_STATE}[。!！\W]*$"
)
_STAMP = re.compile(rf"\W*(?:已(?:经)?)?{_STATE}\W*")
_CHOICE = re.compile(
    r"\W*(?:(?:现行|继续|部分)?有效|(?:部分|已|尚?未)?(?:失效|废止|修改|生效)|停止执行|作废)\W*"
)
"""One of the states that a menu offers beside each other, of which none is the document's."""
_LONGEST, _ROUND_TITLE, _IN_BODY = 60, 4, 3
_REPEALED = ("废止", "作废")
_NO_STAMP = ("td", "th", "h1", "h2", "h3", "h4", "h5", "h6")
"""What holds a cell of a table or the name of a column, and no stamp."""
_WORD = re.compile(r"\W*[\u4e00-\u9fff]{1,8}\W*")
"""A word alone, be it a tab, a step of the way here or a label."""
_ENDED = (Validity.REPEALED, Validity.LAPSED)


def end_in_row(row: Entry | None) -> Field[Validity] | None:
    """That the row of a list says of a document, as its 有效性, that it has ended.

    That it is valid still is said by its own page or not at all.
    """
    for slug, field in row.fields if row is not None else ():
        state = validity_of(field.value) if slug == "validity" and field.value else None
        if state in _ENDED:
            return Field(state, field.raw, field.source, field.label, field.place, field.url)
    return None


def end_mark(page: Page, *titles: str) -> Field[Validity] | None:
    """That a page, or the list row that leads there, marks its document as 失效 or 废止.

    Counted are words in brackets in a title (（已废止）), a short line of its own by the title
    or at the head of the text that says so of this document (本文件已于…宣布失效), and a stamp by
    the title: the bare word, or a picture called by it. What a rule does to others (《…》同时废止)
    is no mark of its own.
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
    return _stamp(page)


def _stamp(page: Page) -> Field[Validity] | None:
    """The one bare word, or picture, by the title that is a state; several are a choice.

    Where the title speaks of an end (关于废止…的决定) it is the theme, beside other words alone it
    is one of the tabs, steps or labels that they are.
    """
    view, layout = shown(page), outline(page)
    if layout.title_line < 0 or re.search(_STATE, simplify(layout.title)):
        return None
    by_title = range(
        max(layout.title_line - _ROUND_TITLE, 0),
        min(layout.title_end + _ROUND_TITLE, layout.start, layout.footer),
    )
    said = [(view.lines[at].text, _stands_alone(view, layout, at)) for at in by_title]
    said += [
        (one.attributes.get("alt") or one.attributes.get("title") or "", not one.template)
        for one in view.media
        if one.line in by_title
        or (one.line == by_title.stop and view.boxes[one.box].start <= layout.title_line)
    ]
    states = [(text, own) for text, own in said if _CHOICE.fullmatch(simplify(text))]
    found = _STAMP.fullmatch(simplify(states[0][0])) if len(states) == 1 and states[0][1] else None
    return _field(found, "标题旁", page) if found is not None else None


def _stands_alone(view: Shown, layout: Outline, at: int) -> bool:
    """Whether a line is no link, cell or heading, nor one of several words in elements alike."""
    line = view.lines[at]
    if line.link_chars or line.template or line.tag in _NO_STAMP:
        return False
    beside = [n for n in (at - 1, at + 1) if n not in range(layout.title_line, layout.title_end)]
    lines = [view.lines[n] for n in beside if 0 <= n < min(layout.start, layout.footer)]
    return not any(one.tag == line.tag and _WORD.fullmatch(simplify(one.text)) for one in lines)


def _field(found: re.Match[str], place: str, page: Page) -> Field[Validity]:
    state = Validity.REPEALED if found["state"] in _REPEALED else Validity.LAPSED
    return Field(state, found.group().strip(), Source.TEXT, "", place, page.url)
