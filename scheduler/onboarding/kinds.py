"""What a page says of its own kind: by its path, its headings, its <title> and its labels."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.pages.leaders.leaderheads import Heads, spoken_of
from crawler.pages.leaders.leadernames import people_by_labels
from crawler.pages.leaders.leadertables import people_of_tables
from crawler.pages.markup.dateline import is_info
from crawler.pages.markup.layout import Layout
from crawler.pages.markup.outline import outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.pairs import pairs_of
from crawler.pages.markup.shown import shown
from crawler.pages.words.labels import labels_of
from crawler.pages.words.roles import roles_of
from crawler.pages.words.text import clean, key
from crawler.pages.words.wording import word_keys
from crawler.portals import Role

_ANNUAL_REPORT = re.compile(r"政府信息公开(?:工作)?年度报告(?:[(（].{1,16}[)）])?\s*$")
_OF_LEADERS = re.compile(
    r"(?:本级|现任|[省市州区县镇乡]?(?:人民)?政府|[县市区州]委|[厅局委])?领导"
    r"(?:之窗|信息|介绍|简介|班子|成员|分工|名单)?"
)
_HEADS_LEADERS = re.compile(
    r"[\u3400-\u9fff]{0,14}领导(?:之窗|信息|介绍|简介|名单|分工|班子(?:成员)?(?:信息|介绍|简介|名单|分工)?)"
)
_TITLE_PARTS = re.compile(r"[\s_|｜>-]+")
_STEPS = re.compile(r"\s*[>»›→]+\s*")
_LONGEST_PATH = 60
_ITSELF = frozenset({"正文", "详情", "内容", "正文内容", "详细内容"})
"""What the last step of a breadcrumb calls the page itself."""
_OF_LETTER = re.compile("(?:详情|内容|详细|查看)$")
_OF_DOCUMENT = re.compile(r"关于.+的?(?:通知|公告|通告|通报|决定|意见|公示|函)")
_LEADERS_NEWS = re.compile("活动|讲话|动态|调研|信箱|批示|论述|文章|会议")
_EXPLAINS = re.compile(r"解读|读懂|问答|图解|答记者问|/(?:\w*zcjd|jd|jiedu)\w*/")
_OF_NEWS = re.compile(r".{0,8}(?:动态|要闻|新闻)(?:信息)?")
_DUTIES = re.compile(r"(?:主管|分管)工作|(?:工作|领导|职责|班子)?分工(?:情况)?")


def role_of(page: Page, column: str) -> Role | None:
    """The role that a page names itself by its path, headings or <title>, or by what it labels.

    `column` is its breadcrumb as read, if it was. What is news by its path may tell of a leader.
    """
    told = _told(page, column)
    return Role.LEADERS if told in (None, Role.NEWS) and _tells_of_leaders(page) else told


def _told(page: Page, column: str) -> Role | None:
    """The role that a page names itself, or that its heading or <title> does.

    The further parts of a <title> are the columns in which a document stands; one that has a
    title of its own, or a line of its day and source, is a document whatever it tells of.
    """
    told = role_told(column or _path_shown(page), outline(page).title)
    heads = [line.text for line in shown(page).lines if line.tag == "h1"]
    heads += _first_words(page.title)
    titled = any(_OF_DOCUMENT.search(clean(head)) for head in (*heads, outline(page).title))
    if told is Role.LEADERS and titled and not column:
        return None
    if told is None and any(map(_names_letter, heads[-1:])):
        return Role.MESSAGE_BOARD
    if told is not None or not any(_HEADS_LEADERS.fullmatch(clean(head)) for head in heads):
        return told
    return None if titled or any(map(is_info, shown(page).lines)) else Role.LEADERS


def _first_words(title: str) -> list[str]:
    """The first words of a <title>, and those after them where the first name but a column."""
    parts = [part for part in _TITLE_PARTS.split(title) if part]
    columns = (not any(strength >= 1.0 for _, strength in roles_of(part)) for part in parts)
    return parts[: next((number for number, own in enumerate(columns, 1) if own), len(parts))]


def _names_letter(words: str) -> bool:
    """Whether words say that what they head is a letter or the answer to one (回复详情)."""
    slug = labels_of("message").get(key(words))
    return slug in ("letter", "reply") and _OF_LETTER.search(words) is not None


def _path_shown(page: Page) -> str:
    """The steps of a line that leads on from the home page: 首页 » 关于 » 领导."""
    for line in shown(page).lines:
        home, *steps = _STEPS.split(line.text) if len(line.text) <= _LONGEST_PATH else ("",)
        if steps and key(home) in word_keys("home"):
            return ">".join(steps)
    return ""


def role_told(column: str, title: str) -> Role | None:
    """The role that a page names itself: by its title an annual report, by its path leaders, news.

    `column` is the breadcrumb, its steps joined by >. What leaders do and say is news.
    """
    if _ANNUAL_REPORT.search(title):
        return Role.ANNUAL_REPORTS
    steps = [step for step in column.split(">") if step not in _ITSELF] or [""]
    if any(_OF_LEADERS.fullmatch(step) for step in steps) and not _LEADERS_NEWS.search(column):
        return Role.LEADERS
    if _OF_NEWS.fullmatch(steps[-1]) and not _EXPLAINS.search(f"{column}{title}"):
        return Role.NEWS
    return None


def explains(page: Page) -> bool:
    """Whether title, column or path of a page speak of an interpretation."""
    told = (
        outline(page).title,
        page.title,
        page.meta.get("columnname", ""),
        *Layout(page).crumbs(),
    )
    return any(map(_EXPLAINS.search, (*told, urlsplit(page.url).path)))


def _tells_of_leaders(page: Page) -> bool:
    """Whether a page names people beside 姓名 and 职务, or duties beside a label for these.

    So does a table of names, posts and duties below a heading of leaders that titles no document.
    """
    if people_by_labels(page, shown(page)):
        return True
    above = spoken_of(page)
    rows = [one for one in people_of_tables(page, shown(page)) if one.name and one.post]
    titled = _OF_DOCUMENT.search(clean(outline(page).title)) is not None
    if len(rows) > 1 and not titled and all(above[one.line] is Heads.LEADERS for one in rows):
        return True
    return any(
        pair.slug == "division" and _DUTIES.fullmatch(key(pair.label)) is not None
        and not shown(page).lines[pair.start].template
        for pair in pairs_of(page, "leader")
    )  # fmt: skip
