"""What the headings of a page say of the people below them: leaders, former ones, or others.

A name and a post stand on many pages that name no leader: who is on duty, who speaks for a body,
who is to be appointed, who heads a body below it. The nearest heading above tells.
"""

from __future__ import annotations

import re
from collections import Counter
from enum import Enum
from functools import lru_cache
from itertools import groupby, zip_longest

from crawler.pages.leaders.leaderlines import person_of
from crawler.pages.markup.outline import outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import Line, Shown, shown
from crawler.pages.words.labels import labels_of, people_words
from crawler.pages.words.leader_words import name_in, posts
from crawler.pages.words.text import clean, key, simplify


class Heads(Enum):
    """Of whom a heading speaks; `UNKNOWN` is one that says nothing of people.

    `UNIT` is a part of a body or one below it (办公室, 图书馆), `BODY` one that has leaders of its
    own (县政府): whose they are still is for the heading above.
    """

    LEADERS = "leaders"
    FORMER = "former"
    OTHERS = "others"
    UNIT = "unit"
    BODY = "body"
    UNKNOWN = "unknown"


_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CELLS = frozenset({"td", "th", "dd", "dt"})
_LONGEST = 24
_LONGEST_PLAIN = 14
_SHORTEST_TAB = 2
_OTHERS = re.compile(
    r"值班|带班|值守|接访|接待日|接待群众|下访|驻村|驻点|帮扶|包[村保联案]|包片|发言人|监督员|监察员|联络员|联系人|信息员|网格|"
    r"[河湖林田路]长|链长|任(?:职)?前|拟任|拟提|任免|任命|免去|免职|辞去|提拔|提名|候选|表彰|先进|优秀|出席|列席|参[加会]人|"
    r"[局院委厅]属|[县市区州]直(?!机关(?:党?工委|工作委员会))|站所|下属|直属(?!机关(?:党?工委|工作委员会))|下设|所属(?:单位|机构|事业)|二级(?:单位|机构)|派出机构|内设|机构设置|中层|[科股处]室(?:主要)?负责|事业单位|人大代表|政协委员|"
    r"专家|顾问|律师|志愿|小组|指挥部|专班|秘书(?!长)|责任编辑|村(?:居)?[“\"]?两委|写信人|来信人|留言人"
)
# How duties begin: a line that tells these heads nothing, whatever it names (分管局属单位).
_DUTIES = re.compile(r"分管(?!领导)|负责(?!人)|协管|协助|联系(?!人(?!大)|点)|主持(?!人)")
# Stations have leaders of their own: on the site of one the words are not those of bodies below.
_OF_STATION = re.compile(r"(?:本)?站所(?:领导|班子)(?:班子|成员|简介|信息)*")
_STATION = re.compile(r"(?<!网)站|(?<!场)所")
# What a whole page or column may be called on which the leaders stand above other parts.
_NO_COLUMN = re.compile(r"内设|机构设置|科室|股室|中层")
_FORMER = re.compile("|".join((*people_words("former"), "退休")))
_FORMER_PLAIN = re.compile(
    rf"(?:{_FORMER.pattern})(?:[\u3400-\u9fff]{{0,6}}"
    r"(?:领导|班子|负责人|成员|干部|书记|主任|[县市区州镇乡局厅]长)(?:班子|成员|名单|名录|简介|信息)?)?"
)
_LEADERS = re.compile(
    r"[\u3400-\u9fff]{0,12}(?:(?<!分管)领导|班子|负责人)(?:班子|团队|成员|信息|简介|介绍|之窗|名单|名录|分工|风采|集体|机构|公开|\d|[(（].*[)）])*"
    r"|(?:现任|在任).{0,10}"
)
_BODY = re.compile(
    r"[\u3400-\u9fff]{0,8}(?:政府|[省市州盟县区旗镇乡党工纪监]委|人大(?:常委会)?|政协|管委会|办事处|党组|局|委员会)"
)
_UNIT = re.compile(
    r"(?!.*(?:新闻|资讯|下载|专题|图片|视频|帮助|用户|个人|互动|公开))"
    r"[\u3400-\u9fff]{1,10}(?:科|股|室|中心|站|所|队|处|馆|校|小学|中学|幼儿园|医院|公司|社区|村|大队|支队)"
)
_NO_HEADING = re.compile(r"电话|时间|日期|地址|邮箱|地点|方式|号码|编号")
_SENTENCE = re.compile(r"[。；;，,！!？?、]")


@lru_cache(maxsize=4)
def spoken_of(page: Page, label: str = "") -> tuple[Heads, ...]:
    """For each line of a page, of whom the nearest heading above speaks that says so.

    Where none does, what the page is called tells, or the column (`label`).
    """
    lines, said = shown(page).lines, _of_lines(page)
    state, found = _of_page(page, label), []
    for tabs, run in groupby(enumerate(lines), lambda one: _run(one[1], said[one[0]])):
        members = [said[number] for number, _ in run]
        # Several such words side by side that are no headings are tabs or a menu: none heads.
        for now in members:
            if now is not None and (not tabs or len({*members}) == 1):
                state = _after(state, now)
            found.append(state)
    return tuple(found)


@lru_cache(maxsize=2)
def _of_lines(page: Page) -> list[Heads | None]:
    """Of whom each line speaks as a heading, on the site that it stands on."""
    view, title = shown(page), outline(page).title_line
    lines, beside = view.lines, _boxes_beside(view)
    # Below a heading of leaders what is taken for the title heads but a part of the page.
    heads = (line for line in lines[: max(title, 0)] if line.tag in _TAGS)
    if any(_of_line(line, None, False, False) is Heads.LEADERS for line in heads):
        title = -1
    said = [
        _of_line(line, below, number == title, line.box in beside)
        for number, (line, below) in enumerate(zip_longest(lines, lines[1:]))
    ]
    # The body whose site it is, in its masthead, is no part of itself.
    site = key(page.title + page.meta.get("sitename", ""))
    said = [
        None if one is Heads.UNIT and key(line.text) in site else one
        for one, line in zip(said, lines, strict=True)
    ]
    if _STATION.search(re.sub(r"站所", "", site)):
        said = [
            Heads.LEADERS if one is Heads.OTHERS and _OF_STATION.fullmatch(key(line.text)) else one
            for one, line in zip(said, lines, strict=True)
        ]
    return said


def _after(state: Heads, now: Heads) -> Heads:
    """Of whom is spoken below a heading that stands below another.

    One that says nothing of people may divide what is said of others or former ones, and what
    is said of leaders may end there.
    """
    if now is Heads.BODY:
        return Heads.UNKNOWN if state is Heads.UNIT else state
    if now is Heads.UNKNOWN:
        return now if state is Heads.LEADERS else state
    return now


def speaks_of_others(text: str) -> bool:
    """Whether what a part of a page is called says that it tells of others than leaders."""
    text = simplify(clean(text))
    return len(text) <= _LONGEST and _said(text, titled=False) is Heads.OTHERS


def _run(line: Line, said: Heads | None) -> str:
    """What lines side by side have in common that may be tabs: their tag, if they say something."""
    return line.tag if said is not None and line.tag not in _TAGS else ""


def _of_page(page: Page, label: str) -> Heads:
    """Of whom the page speaks by its title, or else its column and the words that led to it.

    A title that stands lower than an <h1> may head but a part of the page.
    """
    layout, lines = outline(page), shown(page).lines
    at = layout.title_line
    whole = at < 0 or (lines[at].tag == "h1" and all(one.tag != "h1" for one in lines[:at]))
    # The lines as shown: the title proper has lost the blank between a name and a post.
    above = (
        " ".join(line.text for line in lines[at : layout.title_end]) if at >= 0 else layout.title
    )
    called = (above if whole else "", page.title, page.meta.get("columnname", ""), label)
    told = (_said(simplify(text), titled=True) for text in called if text)
    return next((one for one in told if one is not None), Heads.UNKNOWN)


def _of_line(line: Line, below: Line | None, titled: bool, beside: bool) -> Heads | None:
    """Of whom a line speaks as a heading; None if it is none, or one within what it speaks of."""
    text = simplify(line.text).strip(" ：:")
    if line.template or line.has_input or line.link_chars or not 2 <= len(text) <= _LONGEST:
        return None
    marked = titled or line.tag in _TAGS or line.bold
    plain = len(text) <= _LONGEST_PLAIN and not beside
    if re.search("[:：]", text) or not (marked or plain) or _is_row_of_tabs(line):
        return None
    if _NO_HEADING.search(text) or (_SENTENCE.search(text) and not titled):
        return None
    if _DUTIES.match(text) and not titled:
        return None
    said = _said(text, titled=titled)
    if said in (Heads.OTHERS, Heads.UNIT) and not marked and posts().search(text):
        return None
    if said is Heads.FORMER and not marked and not _FORMER_PLAIN.fullmatch(text):
        return None
    if said is not None:
        return said
    own = titled or name_in(text) or posts().search(text) or key(text) in labels_of("leader")
    return Heads.UNKNOWN if line.tag in _TAGS and not own and _names_one(below) else None


def _is_row_of_tabs(line: Line) -> bool:
    """Whether elements of a line side by side head different things, each for itself."""
    texts = (simplify(clean(piece.text)) for piece in line.pieces if len(line.pieces) > 1)
    told = {_said(text, titled=False) for text in texts if len(text) > _SHORTEST_TAB}
    return len(told - {None}) > 1


def _names_one(line: Line | None) -> bool:
    """Whether a line names somebody: what stands above any other may tell of the one before."""
    text = simplify(line.text) if line is not None else ""
    label = labels_of("leader").get(key(re.split("[:：]", text)[0]))
    return label in ("name", "post") or name_in(text) != "" or person_of(text) is not None


def _boxes_beside(view: Shown) -> frozenset[int]:
    """The boxes that are one of several cells of a row: labels and values, no headings."""
    cells = [n for n, box in enumerate(view.boxes) if box.tag in _CELLS]
    held = Counter(view.boxes[n].parent for n in cells)
    return frozenset(n for n in cells if held[view.boxes[n].parent] > 1)


def _said(text: str, *, titled: bool) -> Heads | None:
    """Of whom words speak that head a page or a part of it."""
    if person_of(text) is not None or (not titled and key(text) in labels_of("leader")):
        return None
    if _FORMER.search(text):
        return Heads.FORMER
    if (found := _OTHERS.search(text)) and not (titled and _NO_COLUMN.search(found.group())):
        return Heads.OTHERS
    if _LEADERS.fullmatch(text) or (titled and re.search("领导|班子", text)):
        return Heads.LEADERS
    if titled:
        return None
    if _BODY.fullmatch(text):
        return Heads.BODY
    return Heads.UNIT if _UNIT.fullmatch(text) else None
