"""The name of a step in the course of a letter, read as a composition of words.

Who, one or two words for what is done, and what it is done to: 转交承办, 结果送达, 单位意见.
"""

from __future__ import annotations

import re
from functools import lru_cache

from crawler.pages.letters.stages import stage_named
from crawler.pages.words.offices import AUTHORITY_END

HANDLED = "handled"
"""What a step means that tells of work on the letter (办理, 单位意见): its text tells more."""
# fmt: off
_WORDS = {
    "submitted_on": "提交|写信|提问|发起|投递",
    "written": "来信|留言",
    "accepted_on": "受理|接收|签收|接件|登记|收件|承接|认领|接单|立案",
    "forwarded_on": "转办|交办|分办|派单|转交|流转|派发|批转|转送|转派|"
                    "分流|批办|移交|移送|分发|指派|分派|派件|"
                    "[转交派](?=[\u3400-\u9fff]{1,12}(?:局|委|办|厅|部|院|(?<!阅)处|所|政府|街道|镇|乡|中心|单位|部门|处室)$)",
    "replied_on": "答复|回复|反馈|回应|回告|送达|回信|答疑|复函",
    "closed_on": "办结|结案|完结|归档|办毕|(?:办理|处理)(?:完成|完毕|完结)",
    HANDLED: "办理|处理|承办|处置|结果|意见|情况",
    "who": "网民|网友|市民|群众|用户|来信人|写信人|留言人|诉求人|信件|诉求|工单|问题|咨询|"
           "部门|单位|机关|处室|科室|官方|系统|有关|相关|责任|主办|协办|"
           "信箱|热线|平台|窗口|网站|后台|前台|坐席|管理员|工作人员|中心",
    "done": "已经|已|予以|进行|正式|成功|完成|完毕|[至给到由向]",
}
# fmt: on
_ORDER = re.compile(r"(?:\d{1,2}[.、]?)?(?:第[一二三四五六]步)?")
_TOKEN = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _WORDS.items()))
_LONGER = re.compile(r"来信人|留言人|写信人|诉求人")
_OFFICE = re.compile(rf"[\u3400-\u9fff]{{1,14}}?(?:{AUTHORITY_END}|[府政局委]办)")
_SIGNS = re.compile(r"[^\w\u3400-\u9fff]+|_")
_NOT_YET = re.compile(r"未|待|中$|逾期|截止|期限|时限|应")
_LONGEST = 14


def step_named(text: str) -> str:
    """What a step means by its name: a field, HANDLED, or nothing."""
    return _named_before(text) if len(text) <= _SHORT else _named(text)


def _named(text: str) -> str:
    return stage_named(text) if _plain(text) else _composed(text)


_SHORT = 48
_named_before = lru_cache(maxsize=4096)(_named)  # the same words stand on every page of a board


def _plain(text: str) -> bool:
    """Whether the words of a time line name the step, other than as the letter's registration."""
    return bool(stage_named(text)) and not ("登记" in text and stage_named(text) == "submitted_on")


def _composed(text: str) -> str:
    word = _SIGNS.sub("", text)
    if not 2 <= len(word) <= _LONGEST or _NOT_YET.search(word) or word.endswith(("时间", "日期")):
        return ""
    found: set[str] = set()
    order = _ORDER.match(word)
    at = order.end() if order is not None else 0
    while at < len(word):
        token = _LONGER.match(word, at) or _TOKEN.match(word, at)
        if token is None:
            token = _OFFICE.match(word, at)
            if token is None:
                return ""
        elif token.re is _TOKEN:
            found.add(token.lastgroup or "")
        at = token.end()
    meant = _meant(found - {"who", "done"})
    return "" if meant == HANDLED and word.endswith(("单位", "部门", "机关")) else meant


def _meant(found: set[str]) -> str:
    """What words mean together; nothing where some answer and others only receive."""
    if found == {"written"}:
        return "submitted_on"
    acts = found - {"written"}
    late, early = acts & {"replied_on", "closed_on"}, acts & {
        "submitted_on", "accepted_on", "forwarded_on",
    }  # fmt: skip
    if late and early:
        return ""
    for slug in ("replied_on", "closed_on", "forwarded_on", "accepted_on", "submitted_on", HANDLED):
        if slug in acts:
            return slug
    return ""
