"""Press conferences, and the bulletins on how documents were interpreted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from demo.content.model import Block, BulletinFacts, Column, ConferenceFacts, Item, Unit
from demo.moment import newest


@dataclass(frozen=True)
class _Conference:
    """Who spoke, as the title says: head, deputy, or nobody ("")."""

    title: str
    on: date
    speaker: str = ""


_CONFERENCES = {
    "yunxi": (_Conference("云溪县县长出席粮食收购新闻发布会", date(2026, 5, 12), "head"),),
    "qinglan": (_Conference("青岚县召开防汛工作新闻发布会", date(2026, 6, 4)),),
    "jiaoyu": (_Conference("市教育局局长出席学前教育新闻发布会", date(2026, 4, 21), "head"),),
    "shuiwu": (_Conference("市水务局副局长出席节约用水新闻发布会", date(2026, 3, 22), "deputy"),),
    "yunxi-rsj": (_Conference("县人社局副局长出席就业服务新闻发布会", date(2026, 7, 8), "deputy"),),
}
_BEFORE = _Conference("年度重点工作新闻发布会", date(2025, 11, 18))
"""One of the year before: the lists reach back beyond the period of the notice."""

_BULLETINS: dict[str, tuple[str, tuple[tuple[str, date, int], ...]]] = {
    "yunzhou": (
        "notices",
        (
            ("云州市2026年第一季度政策文件解读情况通报", date(2026, 4, 9), 1),
            # One for the half-year serves its second quarter.
            ("云州市2026年上半年政策文件解读情况通报", date(2026, 7, 10), 2),
            ("关于政策文件解读情况的通报", date(2026, 10, 12), 3),
        ),
    ),
    "yunxi": (
        "notices",
        (
            ("云溪县2026年第一季度政策文件解读情况通报", date(2026, 4, 8), 1),
            ("云溪县2026年第二季度政策文件解读情况通报", date(2026, 7, 20), 2),
            ("云溪县2026年第三季度政策文件解读情况通报", date(2026, 10, 13), 3),
        ),
    ),
    "qinglan": (
        "notices",
        (
            ("青岚县2026年一季度政策解读情况通报", date(2026, 4, 2), 1),
            ("青岚县2026年二季度政策解读情况通报", date(2026, 7, 2), 2),
            ("青岚县2026年三季度政策解读情况通报", date(2026, 10, 9), 3),
        ),
    ),
}
"""Role of the column, and title, day and quarter of each."""


def with_conferences(unit: Unit) -> Unit:
    """The unit with its press conferences and bulletins, told once for good."""
    unit = _with_bulletins(unit)
    held = _CONFERENCES.get(unit.id, ())
    if not held:
        return unit
    items = tuple(
        Item(
            f"{unit.id}fb{number}",
            one.title,
            one.on,
            (Block("p", "发布会介绍了有关情况，并回答了记者提问。"),),
            unit.name,
            ConferenceFacts(one.speaker),
        )
        for number, one in enumerate((*held, _BEFORE))
    )
    column = Column("xwfbh", "press_conferences", "新闻发布会", items=newest(items), menu="top")
    return replace(unit, columns=(*unit.columns, column))


def _with_bulletins(unit: Unit) -> Unit:
    if unit.id not in _BULLETINS:
        return unit
    role, told = _BULLETINS[unit.id]
    text = "本季度县教育局应解读3件，已解读3件；石桥镇应解读1件，已解读1件。"
    items = tuple(
        Item(f"{unit.id}tb{number}", title, on, (Block("p", text),), unit.name,
             BulletinFacts(number))
        for title, on, number in told
    )  # fmt: skip
    first = unit.by_role(role)
    columns = (
        replace(column, items=newest((*column.items, *items))) if column is first else column
        for column in unit.columns
    )
    return replace(unit, columns=tuple(columns))
