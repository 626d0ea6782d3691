"""A draft set out in numbered items (一、…二、…) on the page of a call for opinions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

_MARK = re.compile(
    r"(?:^|(?<=[。；;]))\s*(?:(?P<cn>[一二三四五六七八九十]{1,3}[、.．])"
    r"|(?P<inner>[(（][一二三四五六七八九十]{1,3}[)）])|(?P<digit>\d{1,2}[、.．](?!\d)))\s*"
)
# How to take part, by what an item begins with, or by what it tells of.
_PROCEDURE = re.compile(
    r"(?:公开|本次|网上|社会)?(?:征求|征集|公示|公告|反馈|意见|建议|联系|参与|提交|报名|查阅|监督|受理|咨询|举报|注意事项|有关要求|其他事项"
    r"|起止|截止|时间|期限|方式|渠道|途径|对象|电话|邮箱|邮编|地址|传真|活动)"
)
_REPLYING = re.compile(
    r"(?:反馈|修改|宝贵|书面|您的|提出)[^。]{0,6}(?:意见|建议)|意见(?:和|或|、|与)?建议|征求意见|征集|邮箱|电子邮件|信函|邮寄|来信|来电"
    r"|传真|登录|网站|网址|联系(?:人|电话|方式)|电话|截止|见附件"
)
# What is said of a draft is not its text.
_ABOUT = re.compile(
    r"(?:起草|编制|制定|修订|出台|调整)?的?(?:背景|依据|必要性|目的|过程|情况|说明|总体考虑|主要内容|起草|编制说明|政策依据)"
)
_INSTRUMENT = re.compile(r"方案|办法|规定|细则|标准|条例|规划|措施|制度|规则|价格|运价|目录|计划")
_LEAST_CHARACTERS = 60


class Told(Enum):
    """What the numbered items of a page are."""

    NOTHING = 0
    PERHAPS = 1
    DRAFT = 2


class _Item(NamedTuple):
    level: str
    text: str


def told_items(lines: Sequence[str], title: str) -> tuple[Told, str]:
    """Whether numbered items set out a draft, and the words of the first.

    Items on the term and the ways to answer are none, nor what stands below them. Three items
    of some length are a text, two where the title names what is set out (方案, 办法). Items
    about a draft (背景, 主要内容) and shorter ones may be one.
    """
    items = list(_items(lines))
    own = list(_of_substance(items))
    about = any(_ABOUT.match(item.text) for item in items)
    if len(own) < 2:
        return (Told.PERHAPS, items[0].text[:60]) if about else (Told.NOTHING, "")
    enough = sum(len(item.text) for item in own) >= _LEAST_CHARACTERS
    named = len(own) >= 3 or _INSTRUMENT.search(title) is not None
    return Told.DRAFT if enough and named and not about else Told.PERHAPS, own[0].text[:60]


def _items(lines: Sequence[str]) -> Iterator[_Item]:
    """Every numbered item with the text behind it, up to the next."""
    text = "\n".join(lines)
    marks = [mark for line in _starts(text) for mark in line]
    for number, (level, start, end) in enumerate(marks):
        until = marks[number + 1][1] if number + 1 < len(marks) else len(text)
        yield _Item(level, text[end:until].strip() if start < until else "")


def _starts(text: str) -> Iterator[list[tuple[str, int, int]]]:
    offset = 0
    for line in text.split("\n"):
        found = _MARK.finditer(line)
        yield [(m.lastgroup or "", offset + m.start(), offset + m.end()) for m in found]
        offset += len(line) + 1


def _of_substance(items: Sequence[_Item]) -> Iterator[_Item]:
    """The items that tell what is to be; those below an item on how to take part are left out."""
    below = ""
    for item in items:
        if below and item.level != below:
            continue
        below = ""
        head = item.text.split("\n")[0]
        if _PROCEDURE.match(head) or _REPLYING.search(head):
            below = item.level
        elif item.text and not _ABOUT.match(head):
            yield item
