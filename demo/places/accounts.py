"""Final accounts of the county's bodies, and catalogues of major decisions with their links.

Beside each fault stands what only looks like one. `demo.accounts` tells what should be found.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from demo.content.model import AccountFacts, Block, Column, Item, Unit
from demo.moment import newest

TABLES = "表格"
_SAID = {
    "因公出国（境）团组数及人数": "因公出国（境）费0万元，因公出国（境）团组0个，累计0人次。",
    "公务用车购置数及保有量": "公务用车购置费0万元，购置公务用车0辆，年末公务用车保有量为3辆。",
    "国内公务接待批次、人数、经费总额": "公务接待费1.2万元，其中国内公务接待12批次、96人。",
    "增减变化及原因": "“三公”经费支出比上年减少0.3万元，主要原因是压减一般性支出。",
}
_NOTHING = {
    "因公出国（境）团组数及人数": "本年度未安排因公出国（境）。",
    "公务用车购置数及保有量": "本年度未购置公务用车，年末保有量0辆。",
    "国内公务接待批次、人数、经费总额": "公务接待费0万元，本年度未发生公务接待。",
    "增减变化及原因": "“三公”经费支出与上年持平，原因是严格控制支出。",
}
_FIGURES = (
    "项目|年初预算数|决算数\n一般公共预算财政拨款收入|812.60|809.32\n"
    "教育支出|0.00|0.00\n社会保障和就业支出|96.40|95.88\n住房保障支出|41.20|41.20"
)


@dataclass(frozen=True)
class _Account:
    """Final accounts: title, day, what they lack; `sort` is usual, nothing or filed."""

    title: str
    on: date
    lack: tuple[str, ...] = ()
    sort: str = "usual"
    year: int = 2025


_ACCOUNTS: dict[str, tuple[_Account, ...]] = {
    "yunxi": (
        _Account("云溪县教育局2025年度部门决算公开", date(2026, 8, 24)),
        _Account("云溪县档案馆2025年度部门决算公开", date(2026, 8, 26), (TABLES,)),
    ),
    "jiaoyu": (
        _Account("云州市教育局2025年度部门决算公开", date(2026, 8, 25), ("增减变化及原因",)),
        _Account("云州市教育局2024年度部门决算公开", date(2025, 8, 22), (TABLES,), year=2024),
    ),
    "shuiwu": (
        _Account("云州市水务局2025年度部门决算公开", date(2026, 8, 20), sort="nothing"),
        _Account("云州市水库管理中心2025年度单位决算公开", date(2026, 8, 21), sort="filed"),
    ),
}
_NOTES: dict[str, tuple[tuple[str, date], ...]] = {
    "yunxi": (("云溪县2025年地方政府债务限额和余额情况", date(2026, 3, 2)),),
    "shuiwu": (("关于做好2025年度部门决算公开工作的通知", date(2026, 7, 8)),),
}
_HEADS = "序号|事项名称|承办单位|进展|决策草案|起草说明|征求意见情况|集体讨论|决策结果"
CATALOGUES: dict[str, tuple[tuple[str, str, str], ...]] = {
    # name, state, and for each stage: + a link, - none, / not required, h a link home
    "yunzhou": (("城市供水价格调整", "已印发", "+++++"), ("公共停车设施规划", "推进中", "+++--")),
    "yunxi": (("农村客运补贴办法", "已印发", "+++-+"), ("城区学校布局", "推进中", "++---")),
    "qinglan": (("移民安置点管理办法", "已印发", "++++h"), ("集中供热价格", "暂缓推进", "-----")),
    "jiaoyu": (("义务教育招生办法", "已印发", "+++/+"), ("校园配餐管理", "涉密", "+-+-+")),
}


def with_accounts(unit: Unit) -> Unit:
    """The unit with its accounts and its catalogue, told once for good like all its history."""
    accounts = [_account(unit, n, one) for n, one in enumerate(_ACCOUNTS.get(unit.id, ()))]
    accounts += [
        Item(f"{unit.id}zw{n}", title, on, (Block("p", f"{title}，现予公布。"),), unit.name)
        for n, (title, on) in enumerate(_NOTES.get(unit.id, ()))
    ]
    known = unit.by_role("budgets")
    columns = list(unit.columns)
    if accounts and known is not None:
        kept = replace(known, items=newest((*known.items, *accounts)))
        columns[columns.index(known)] = kept
    elif accounts:
        columns.append(Column("czyjs", "budgets", "财政预决算", items=newest(accounts)))
    if unit.id in CATALOGUES:
        items = (_catalogue(unit),)
        columns.append(Column("jcml", "decision_catalogue", "重大行政决策目录", items=items))
    return replace(unit, columns=tuple(columns))


def _account(unit: Unit, number: int, one: _Account) -> Item:
    texts = _NOTHING if one.sort == "nothing" else _SAID
    blocks = [Block("p", text) for name, text in texts.items() if name not in one.lack]
    if TABLES not in one.lack:
        blocks.append(Block("table", _FIGURES))
    if one.sort == "filed":
        blocks = [Block("file", one.title)]
    facts = AccountFacts(one.year, one.lack, one.sort == "filed")
    return Item(f"{unit.id}js{number}", one.title, one.on, tuple(blocks), unit.name, facts)


def _catalogue(unit: Unit) -> Item:
    """The catalogue of 2026, its links to some of the oldest pages that the unit has."""
    column = unit.by_role("normative_documents") or unit.by_role("notices")
    assert column is not None
    targets = [item.key for item in column.items if item.condition == "ok"][-5:]
    rows = [_HEADS]
    for number, (name, state, links) in enumerate(CATALOGUES[unit.id], 1):
        cells = {"+": "@{}", "h": "@home", "/": "不涉及", "-": ""}
        shown = [cells[sign].format(key) for sign, key in zip(links, targets, strict=True)]
        rows.append("|".join([str(number), name, unit.name, state, *shown]))
    blocks = (
        Block("p", f"{unit.place}2026年度重大行政决策事项目录已经研究同意，现予公布。"),
        Block("linked", "\n".join(rows)),
    )
    title = f"{unit.place}2026年度重大行政决策事项目录"
    return Item(f"{unit.id}jc", title, date(2026, 2, 20), blocks, unit.name)
