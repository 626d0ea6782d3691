"""Drafts of documents that were open to opinions, before their adoption or only after it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from demo.content.model import Block, CallFacts, DocFacts, Item, OutcomeFacts, Unit
from demo.moment import newest

OPEN_DAYS, TOLD_DAYS = 30, 20
_NAME = re.compile("《(.+)》")


@dataclass(frozen=True)
class Draft:
    """A call on the draft of the document `of`, so many `days` after it was signed.

    With `other` words its title is only nearly that of the document.
    """

    of: str
    days: int
    other: str = ""


DRAFTS: dict[str, tuple[Draft, ...]] = {
    "yunzhou": (
        Draft("yzd25", -33),
        Draft("yzd22", -28),
        # Whether it had to be asked about cannot be told, but it was.
        Draft("yzd12", -30),
        # On the very day, and after it.
        Draft("yzd29", 0),
        Draft("yzd34", 6),
        # It may be the draft of another.
        Draft("yzd8", -40, "高龄老人津贴发放管理办法"),
    ),
}  # fmt: skip


def with_drafts(unit: Unit) -> Unit:
    """The unit with these calls and what came of them, told once for good like all its history."""
    made = [_call(unit, one, f"{unit.id}draft{n}") for n, one in enumerate(DRAFTS.get(unit.id, ()))]
    rows = {
        "consultations": tuple(call for call, _ in made),
        "consultation_feedback": tuple(outcome for _, outcome in made),
    }
    columns = tuple(
        replace(one, items=newest((*one.items, *rows[one.role])))
        if made and one.role in rows
        else one
        for one in unit.columns
    )
    return replace(unit, columns=columns)


def _call(unit: Unit, draft: Draft, key: str) -> tuple[Item, Item]:
    _, document = unit.item(draft.of)
    assert isinstance(document.facts, DocFacts)
    begins = document.facts.signed + timedelta(days=draft.days)
    ends = begins + timedelta(days=OPEN_DAYS)
    named = _NAME.search(document.title)
    name = f"{unit.place}{draft.other}" if draft.other or named is None else named.group(1)
    first, last = (f"{one.year}年{one.month}月{one.day}日" for one in (begins, ends))
    blocks = (
        Block("p", f"为提高文件质量，现面向社会公开征求意见。征求意见时间：{first}至{last}。"),
        Block("p", "反馈方式：将意见发送至邮箱 zhengqiu@yunzhou.example，或者邮寄至惠民路66号。"),
        Block("h", f"{name}（征求意见稿）"),
        Block("p", "第一条　为规范有关工作，保障各方合法权益，结合本地实际，制定本文件。"),
        Block("p", "第二条　有关部门按照职责分工抓好落实，工作情况每半年向社会公布一次。"),
    )
    facts = CallFacts(begins, ends, drafts=draft.of, sure=not draft.other)
    call = Item(
        key, f"关于公开征求《{name}（征求意见稿）》意见的公告", begins, blocks, unit.name, facts
    )
    told = (
        Block("p", f"{first}至{last}，就有关文件公开征求了社会各界意见。"),
        Block("p", "共收到社会公众意见建议6条，其中采纳5条，未采纳1条。"),
    )
    title = f"关于《{name}》公开征求意见采纳情况的公告"
    on = ends + timedelta(days=TOLD_DAYS)
    return call, Item(f"{key}f", title, on, told, unit.name, OutcomeFacts(key))
