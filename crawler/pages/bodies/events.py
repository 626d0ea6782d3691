"""Articles among pages about a body: what they tell of an event is no profile of it."""

from __future__ import annotations

import re

from crawler.pages.words.offices import AUTHORITY_END
from crawler.records.model import Source, StaticPage

_EVENT = re.compile(
    r"召开|举行|举办|调研|督[导查]|检查|视察|走访|慰问|会见|考察|座谈|出席|部署|动员|[一二三四五六七八九十\d]次[^，。]{0,8}会|"
    r"会议$|圆满|顺利|荣获|喜获|签约|揭牌|启动|培训|讲话|致辞|贺信"
)
_OF_A_BODY = re.compile(
    r"职[责能权务]|机构|概况|简介|介绍|领导|内设|下设|[科股处站]室|部门|三定|单位|班子|负责人|联系|办公|情况|任务|设置|"
    r"权责|信息公开|政务公开|指南|分工|走[进近]|网站|门户|网$|[局镇乡县区市]情|规定|方案"
)
_HEADLINE = re.compile(
    r"(?<!^)让(?!胡路)|助力|促进|换新|焕发|迎来|喜迎|推进|推动|打造|提升|加强|开展|落实|深入|全力|全面|持续|积极|扎实|[，！？“]"
)
_NAMED_SO = re.compile(
    r"(?:督[导查]|检查|视察|考察|培训|调研|启动|动员|促进|推进|推动|提升|落实|“[^“”]{1,8}”)(?:[\u3400-\u9fff]{0,4}(?:办公室|[大支总中]队|学校|学院|中心|基地)"
    rf"|(?:{AUTHORITY_END}|院|室|组|校)|(?<=促进)会)$"
)
"""What a body is named by, and no event: 检查站, 督查大队, 培训学校, 投资促进局."""
_MADE = re.compile(r"^我[省市县区州旗镇乡局]|建成|打造")
"""What tells that a body was made, or is one of ours, ahead of its name: 我县建成某中心."""
_SOMEBODY = re.compile(r"(?:[省市县区州旗镇乡局厅部院]长|书记|主任|领导|主席|一行)")
_LABELLED = re.compile(
    r"^\W{0,3}(?:[一二三四五六七八九十\d]{1,2}[、.．)）]\s?)?(?:(?:主要|工作|机构|部门|单位)职[责能]|职能职责"
    r"|内设(?:机构|科室|股室|处室)|机构设置|办公(?:地址|时间|电话)|(?:主要)?负责人)\s?(?:[:：]|$)",
    re.M,
)
"""The labels of a profile's own parts, each at the head of a line."""
_ASIDE = re.compile(r"[（(][^（()）]*[)）]")
_SHOWN = frozenset({Source.LABEL, Source.TEXT, Source.META})


def tells_of_an_event(page: StaticPage) -> bool:
    """Whether a page is an article of a day, and by its title of no body: 县长调研重点项目.

    What has the labels of a profile is one, whatever it is called.
    """
    dated = page.published_on is not None and page.published_on.source in _SHOWN
    title = _ASIDE.sub("", page.title).strip()
    if not dated or _OF_A_BODY.search(title) or _LABELLED.search(page.text):
        return False
    named = not _SOMEBODY.search(title) and not _MADE.search(title)
    if named and _NAMED_SO.search(title):
        title = _NAMED_SO.sub("", title)
    return (_EVENT.search(title) or _HEADLINE.search(title)) is not None
