"""Whether a page shows anything of a letter: a text, an answer, a day, a state or a sender.

The head of a mailbox, a list of letters and a page that says nothing show none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from urllib.parse import urlsplit

from crawler.pages.condition.emptiness import says_blank
from crawler.pages.letters.cardheads import is_kind
from crawler.pages.letters.letter import Letter, is_status
from crawler.pages.letters.speakers import OFFICE
from crawler.pages.letters.voices import answers_in_words, answers_outright, asks, instructs
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.labelled import as_date
from crawler.pages.markup.outline import outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.pairs import pairs_of
from crawler.pages.markup.shown import Box, Line, Shown, shown
from crawler.pages.words.dates import find_dates
from crawler.pages.words.labels import is_placeholder, labels_of
from crawler.pages.words.text import SENTENCE, key, simplify
from crawler.pages.words.wording import pattern
from crawler.records.model import Entry, Field, Source

_WRITERS = re.compile("人|姓名|网友|网名|昵称|用户|者$")
_BOARD_NAME, _NO_TEXT, _OF_ROW = map(pattern, ("board_name", "board_line", "state_label"))
_TO_LEADERS = re.compile(
    r"(?:领导|书记|[省市州县区镇乡局厅部]长|主任)们?[\s,，:：]{0,2}[您你]们?好"
)
_COUNTS = pattern("board_counts")
_NEWS, _BOARD_PATH = pattern("news_path"), pattern("board_path")
_EVENT, _LETTERS = pattern("news_event"), pattern("of_letters")
_TO_WRITERS = re.compile(f"[您你]|{pattern('board_more').pattern}")
_STATE, _ANSWERED = re.compile("[已未待正不尚]"), re.compile("已(?:回复|答复|反馈)")
_NUMBER = re.compile(r"[\w-]*\d{2}[\w-]*", re.A)
_RATING = re.compile("评价|满意|评分|点评")
_HAN = re.compile("[\u3400-\u9fff]")
_OF_ARTICLE = frozenset({"published_on", "updated_on", "sender", "origin", "noise"})  # 来源：…
_LINES_OF_ROW = 4
_FORM_UP = 3
_LONG_LETTER = 20
_LEAST, _LEAST_LINE = 4, 6
"""Characters of a title, and of a line of a text, that names what a letter is about."""


def shows_letter(page: Page, events: Sequence[Pair], letter: Letter) -> bool:
    """Whether a letter's own page shows more of it than a title.

    Beside a form in which one writes to a board stands what that says of itself.
    """
    if letter.has_content or letter.replies or letter.loose or letter.unplaced:
        return True
    signed = any(
        pair.slug == "sender" and _WRITERS.search(key(pair.label)) and not is_placeholder(pair.raw)
        for pair in events
    )
    if signed or _is_article(page, events, letter):
        return signed
    if any(_tells(slug, field.value) for slug, field in letter.fields.items()):
        return True
    layout = outline(page)
    titled = len(_HAN.findall(layout.title)) >= _LEAST and layout.title_line >= 0
    board = _BOARD_NAME.fullmatch(layout.title) is not None
    below = titled and not board
    form = board and _has_form(page)
    labelled = {pair.start for pair in pairs_of(page, "message")}
    return any(
        (
            (SENTENCE.search(line.text) and (
                answers_outright(line.text)
                or not ((board and _speaks_to_writers(line.text))
                    or (form and not asks(simplify(line.text))))))
            or (below and number >= layout.title_end and number not in labelled
                and _says_more(line.text, layout.title))
            or (titled and number >= layout.title_end and _asks(line.text))
        )
        and not line.template
        and line.link_chars * 2 <= len(line.text)
        and not instructs(line.text)
        and not _COUNTS.search(line.text)
        for number, line in enumerate(shown(page).lines[: layout.footer])
    )  # fmt: skip


def _is_article(page: Page, events: Sequence[Pair], letter: Letter) -> bool:
    """Whether a page says only when it was published, and no line of it asks or answers.

    So does every article; a letter that says no more of itself is told by its words.
    """
    if set(letter.fields) != {"published_on"} or any(
        pair.slug not in _OF_ARTICLE for pair in events
    ):
        return False
    return not any(
        asks(simplify(line.text)) or answers_in_words(line.text) or _TO_LEADERS.search(line.text)
        for line in shown(page).lines[: outline(page).footer]
        if not line.template and line.link_chars * 2 <= len(line.text)
    )


def _has_form(page: Page) -> bool:
    """Whether a page holds a form to write a letter in, and not only one to rate an answer."""
    rates: dict[int, bool] = {}
    for area in page.root.css("textarea"):
        around = area.parent
        for _ in range(_FORM_UP):
            if around is None or around.tag == "form" or around.parent is None:
                break
            if around.parent.tag == "body":
                break
            around = around.parent
        names = " ".join(value or "" for value in area.attributes.values())
        if around is not None and around.mem_id not in rates:
            rates[around.mem_id] = _RATING.search(around.text()) is not None
        if not (_RATING.search(names) or (around is not None and rates[around.mem_id])):
            return True
    return False


def names_page(page: Page, title: str) -> bool:
    """Whether what may be a letter's title is but what a <title> calls the page: 回复详情, 咨询."""
    if outline(page).title_line >= 0 or key(title) != key(outline(page).title):
        return False
    return is_kind(title) or labels_of("message").get(key(title)) in ("letter", "reply")


def answered_state(
    page: Page, events: Sequence[Pair], letter: Letter
) -> tuple[bool, Field[str] | None]:
    """Whether a letter may be answered, and the state that says so, where that is surely its own.

    It is the only state of the page, alone in a line, and in no row of a list that names something
    else than this letter. A row of a list that tells a day or a number may be another letter's.
    """
    view, layout = shown(page), outline(page)
    lines = view.lines[: layout.footer]
    states = [line for line in lines if _STATE.match(line.text) and is_status(line.text)]
    if len(states) != 1 or not _ANSWERED.fullmatch(states[0].text):
        return False, None
    if states[0].template or states[0].link_chars or states[0].has_input:
        return False, None
    labelled = letter.fields.get("title")
    titles = {layout.title, (labelled.value if labelled is not None else None) or ""} - {""}
    rows = list(_rows_around(view, states[0].box))
    beside = [line for row in rows for line in view.lines[row.start : row.end]]
    more = any(map(_names_more, beside))
    if more and not any(_is_own(view, row, events, titles) for row in rows):
        return False, None
    titled = any(_is_title(line.text, title) for line in beside for title in titles)
    if not titled and (more or any(map(_tells_other, beside))):
        return True, None
    state = states[0].text
    return True, Field(simplify(state), state, Source.TEXT, "", "来信区", page.url)


def _rows_around(view: Shown, at: int) -> Iterator[Box]:
    """The rows of lists and tables around a box that hold few lines, and more than one."""
    while at >= 0 and view.boxes[at].end - view.boxes[at].start <= _LINES_OF_ROW:
        box = view.boxes[at]
        if box.tag in ("li", "tr") and box.end - box.start > 1:
            yield box
        at = box.parent


def _is_own(view: Shown, row: Box, events: Sequence[Pair], titles: Collection[str]) -> bool:
    """Whether a row is the letter's own: it holds its title, or stands in one list or table with
    labels of it."""
    if any(
        _is_title(line.text, title) for line in view.lines[row.start : row.end] for title in titles
    ):
        return True
    around = view.boxes[row.parent]
    if around.tag in ("tbody", "thead", "tfoot"):
        around = view.boxes[around.parent]
    return any(
        around.start <= pair.start < around.end and not row.start <= pair.start < row.end
        for pair in events
        if pair.label
    )


def _is_title(text: str, title: str) -> bool:
    """Whether a line is a title, or as much of one as there was room for."""
    words = key(text.rstrip(".…"))
    return len(words) >= _LEAST and key(title).startswith(words)


def _names_more(line: Line) -> bool:
    """Whether a line of a row names what a letter may be about, and not the row: 是否回复."""
    if _OF_ROW.search(line.text):
        return False
    linked = line.link_chars > 0 and len(_HAN.findall(line.text)) >= _LEAST
    return _says_more(line.text, "") or (linked and _NO_TEXT.search(line.text) is None)


def _tells_other(line: Line) -> bool:
    """Whether a line of a row is a day or a number, which may be that of another letter."""
    return bool(find_dates(line.text)) or _NUMBER.fullmatch(line.text) is not None


def _tells(slug: str, value: str | None) -> bool:
    """Whether a field is one that letters alone have, and not a form's choice of them."""
    if value is None:
        return False
    state = (slug == "status" and is_status(value)) or (slug == "message_kind" and is_kind(value))
    numbered = slug == "number" and any(map(str.isdigit, value))  # not the head of a table
    return state or numbered or slug.endswith("_on")


def _speaks_to_writers(text: str) -> bool:
    """Whether words are a board's to those who are to write, and not a letter's: 欢迎您来信."""
    asked = len(_HAN.findall(text)) >= _LONG_LETTER and asks(simplify(text))
    asked = asked or _TO_LEADERS.search(text) is not None
    return not asked and _TO_WRITERS.search(text) is not None


def _asks(text: str) -> bool:
    """Whether a line asks as a citizen does, and speaks to nobody who is to write."""
    words = simplify(text)
    asked = len(_HAN.findall(words)) >= _LEAST_LINE and asks(words)
    return asked and _TO_WRITERS.search(words) is None


def _says_more(text: str, title: str) -> bool:
    """Whether a line below a title is of a text: a few words that are no label and no name."""
    words = simplify(text)
    return (
        len(_HAN.findall(words)) >= _LEAST_LINE
        and key(words) != key(title)
        and not find_dates(words)
        and OFFICE.fullmatch(words) is None
        and _NO_TEXT.search(words) is None
        and not says_blank([words])
    )


def are_articles(page: Page, entries: Sequence[Entry]) -> bool:
    """Whether rows beside a form in which one writes are articles that are shown by the way.

    Their addresses call them news, as that of the page does not, no row shows a day or a field,
    each tells what an office did, and none asks or names a letter. What letters complain of
    (活动太吵, 检查走过场) is no deed of an office.
    """
    form = page.root.css_first("textarea") is not None
    return (
        form
        and bool(entries)
        and not any(entry.date or entry.fields for entry in entries)
        and not _NEWS.search(urlsplit(page.url).path)
        and all(_NEWS.search(urlsplit(entry.url).path) for entry in entries)
        and not any(_BOARD_PATH.search(urlsplit(entry.url).path) for entry in entries)
        and not any(asks(entry.title) or _LETTERS.search(entry.title) for entry in entries)
        and all(_EVENT.search(entry.title) for entry in entries)
    )


def row_tells(entry: Entry | None, letter: Letter) -> bool:
    """Whether the row that leads to a page says more of a letter than its title and the day on
    which the page says that it was published."""
    if entry is None:
        return False
    published = letter.fields.get("published_on")
    day = as_date(published).value if published is not None else None
    own = entry.date is not None and not entry.date.label and entry.date.value == day
    told = [None if own else entry.date, *(field for _, field in entry.fields)]
    return any(field is not None and field.value is not None for field in told)
