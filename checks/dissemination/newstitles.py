"""Titles of news about a policy: they tell what somebody did about it, not the policy itself."""

from __future__ import annotations

import re

from checks.matching.words import plain

_LABEL = re.compile(r"^(?:[\[【(（][^\]】)）]{1,12}[\]】)）]|[^:：|｜《]{1,8}[:：|｜])\s*")
"""A column's name ahead of a title (【学习园地】, 政策宣传：): it says nothing of what follows."""
_SIGNS = re.compile(r"[《》〈〉“”\"「」『』\s]")
_DONE = re.compile(
    r"传达(?:学习|贯彻|落实|宣讲)|学习(?:传达|讨论|研讨|领会|宣传|贯彻|落实)|贯彻(?:学习|传达)"
    r"|(?:组织|集中|集体|专题|认真|深入|开展|及时|带头|扎实)[^，。《]{0,8}?(?:学习|传达|宣讲|宣传|贯彻|培训|研讨|座谈)"
    r"|(?:召开|举办|举行|参加)[^，。《]{0,24}?[会班]"
    r"|(?:学习|传达|宣讲|宣贯|宣传|培训|座谈|研讨|部署|动员|推进)(?:动员|推进|专题|工作)?(?:会议?|班)$|(?:学习|宣传|宣讲|培训)活动"
)
"""What tells of a meeting, a course or of study, wherever the policy is named."""
_VERB = re.compile(
    r"[\u3400-\u9fff]{2}(?:学习|传达|宣讲|宣贯|贯彻|部署|落实|贯彻落实)(?:了|好)?"
    r"(?:[\u3400-\u9fff]{0,16}(?:国务院|政府|办公[厅室]|委员会|[局厅委部]))?(?:关于|印发)*$"
)
"""A body and what it did, right before the policy's name: 石槽镇学习…"""
_PASSED_ON = re.compile(r"转发|转载|印发|全文|原文|附[:：件]|一图")
_PAPER = re.compile(r"(?:通知|公告|通告|函|方案|措施|细则|办法|意见|规划)(?:\(.*\))?$")


def tells_of(title: str, policy: str) -> bool:
    """Whether a row's title is news of what was done about a policy, and surely no more.

    `policy` is the policy's title. A title that also speaks of passing it on, or that heads a paper
    of its own (关于学习贯彻…的通知), may carry the policy: that is not told here.
    """
    text = _bare(_LABEL.sub("", plain(title)))
    before, after, found = _around(text, policy)
    if _PASSED_ON.search(before + after) or _PAPER.search(after):
        return False
    if _DONE.search(before) or _DONE.search(after):
        return True
    return found and _VERB.search(before) is not None


def _around(text: str, policy: str) -> tuple[str, str, bool]:
    """What stands before and after a policy's name; if it is not told so, all that is not in it."""
    whole = _bare(plain(policy))
    issued = re.sub(r"^.{0,40}?(?=关于|印发)", "", whole)
    short = re.sub(r"^(?:关于)?(?:印发)?|的通知$", "", issued)
    for name in (whole, issued, short):
        before, name, after = text.partition(name)
        if name:
            return before, after, True
    # Told in other words: what leads to the first longer stretch that both have.
    start = next((n for n in range(len(text) - 3) if text[n : n + 4] in whole), len(text))
    end = next((n for n in range(len(text), 3, -1) if text[n - 4 : n] in whole), start)
    return text[:start], text[max(end, start) :], False


def _bare(text: str) -> str:
    return _SIGNS.sub("", text)
