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
    r"权责|信息公开|政务公开|指南|分工|走进|网站|门户|网$|[局镇乡县区市]情|规定|方案"
)
_BODY_NAME = re.compile(rf"[\u3400-\u9fff（）()]{{2,30}}(?:{AUTHORITY_END})")
_LONGEST_NAME = 10
_SHOWN = frozenset({Source.LABEL, Source.TEXT, Source.META})


def tells_of_an_event(page: StaticPage) -> bool:
    """Whether a page is an article of a day, and by its title of no body: 县长调研重点项目."""
    dated = page.published_on is not None and page.published_on.source in _SHOWN
    if not dated or _OF_A_BODY.search(page.title):
        return False
    named = _BODY_NAME.fullmatch(page.title) is not None
    return _EVENT.search(page.title) is not None or (len(page.title) > _LONGEST_NAME and not named)
