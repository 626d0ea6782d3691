"""What stands on the county's sites and should not: hidden links, blank pages, twins, tests.

Beside each fault stands what only looks like one. `demo.upkeep` tells what should be found.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from demo.content.model import Block, Column, Item, Unit
from demo.moment import newest

_LINKS = {
    # adverts
    "yunxi": "display:none|http://bet.example/yx|澳门赌场时时彩平台",
    "jiaoyu": "position:absolute;left:-9999px|http://play.example/|真人娱乐城百家乐",
    # a counter; a link of a public body; news of the fight against it
    "shuiwu": "display:none|https://www.cnzz.com/stat|站长统计",
    "yunzhou": "display:none|http://www.gov03.example/|省教育厅",
    "qinglan": "visibility:hidden|http://news.example/1|打击跨境网络赌博 六合彩案一审宣判",
}


@dataclass(frozen=True)
class _Entry:
    """An entry: section, title, day; `text` is one paragraph, "" a page without any."""

    role: str
    title: str
    on: date
    text: str = "{p}有关部门按照年度工作安排抓好落实，现将有关情况公开如下，请社会各界监督。"
    pinned: bool = False
    file: str = ""


def _on(month: int, day: int) -> date:
    return date(2026, month, day)


_REVIEW = "{p}召开安全生产例会，通报上月情况，部署下一步工作，要求各责任单位逐项抓好落实。"
_JOBS = "县人社局开展就业服务进社区活动"
_ENTRIES: dict[str, tuple[_Entry, ...]] = {
    "yunzhou": (
        # every month's figures in their own month
        *(_Entry("notices", f"2026年{m}月份空气质量状况", _on(m + 1, 12)) for m in (1, 2, 3)),
        _Entry("news", "学生体质测试工作全面启动", _on(3, 4)),
    ),
    "yunxi": (
        _Entry("notices", "测试信息01", _on(2, 11)),
        _Entry("notices", "新建文档", _on(10, 22)),
    ),
    "qinglan": (
        _Entry("notices", "关于城区部分路段停水的通知", _on(2, 10), pinned=True),
        _Entry("notices", "青岚县惠企政策清单", _on(1, 8), pinned=True),
    ),
    "jiaoyu": tuple(
        _Entry("notices", f"2026年{m}月份校园安全检查情况", _on(5, 18)) for m in (1, 2, 3, 4)
    ),
    "shuiwu": (
        *(_Entry("notices", "市水务局召开安全生产例会", _on(3, 2), _REVIEW) for _ in range(3)),
        _Entry("notices", "关于用水高峰期错峰用水的通知", _on(5, 20), ""),
        _Entry("notices", "用水价格公示表", _on(5, 21), "", file="用水价格公示表"),
    ),
    "yunxi-rsj": (
        # one title and day, two matters
        _Entry("news", _JOBS, _on(3, 3), "第一场在城东社区举行，现场提供岗位三百个。"),
        _Entry("news", _JOBS, _on(3, 3), "第二场在城西社区举行，现场签约六十人。"),
    ),
}  # fmt: skip


def with_upkeep(unit: Unit) -> Unit:
    """The unit with these entries and links, told once for good like all its history."""
    entries = _ENTRIES.get(unit.id, ())
    columns = [_with_entries(unit, column, entries) for column in unit.columns]
    if unit.id in _LINKS:
        link = Block("smuggled", _LINKS[unit.id])
        columns = [
            replace(c, blocks=(*c.blocks, link)) if c.role == "agency_profile" else c
            for c in columns
        ]
    return replace(unit, columns=tuple(columns))


def _with_entries(unit: Unit, column: Column, entries: tuple[_Entry, ...]) -> Column:
    first = unit.by_role(column.role) if column.role else None
    if first is not column or column.shape != "list":
        return column
    items = tuple(
        Item(
            f"{unit.id}u{n}",
            one.title,
            one.on,
            (
                *((Block("p", one.text.format(p=unit.place)),) if one.text else ()),
                *((Block("file", one.file),) if one.file else ()),
            ),
            unit.name,
            pinned=one.pinned,
        )
        for n, one in enumerate(entries)
        if one.role == column.role
    )
    return replace(column, items=newest((*column.items, *items))) if items else column
