"""Service guides of the county: most of them whole, some with faults or what looks like one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from demo.content.model import Block, Column, GuideFacts, Item, Unit

_TEXTS = {
    "设定依据": "《{t}管理条例》第十二条。",
    "办理条件": "具有本地户籍或者在本地长期居住，符合有关规定的个人和单位。",
    "申请材料": "1.申请书；2.身份证明；3.与申请事项有关的证明。",
    "办理流程": "申请人提出申请，窗口受理，承办科室审核，领导审批，窗口发证。",
    "办理时限": "受理之日起5个工作日。",
    "收费标准": "不收费。",
    "办理地点": "政务服务中心二楼综合窗口。",
    "咨询电话": "0871-55501200。",
    "办理方式": "{m}",
}
_OTHER_LABELS = {"办理条件": "受理条件", "办理时限": "承诺办结时限", "收费标准": "是否收费"}
_OPEN = "1.申请书；2.身份证明；3.其他材料。"
_MATTERS = {
    "yunzhou": ("户外广告设置", "城市树木移植", "临时占道"),
    "yunxi": ("农村宅基地申请", "残疾人证办理", "户外广告设置", "养老机构备案"),
    "jiaoyu": ("教师资格认定", "民办学校设立", "学籍转接"),
    "yunxi-rsj": ("社会保障卡申领", "灵活就业登记"),
}


@dataclass(frozen=True)
class _Plan:
    """What a guide lacks (a field without label), leaves empty, and how it is made."""

    lack: str = ""
    empty: str = ""
    open_ended: bool = False
    drawn: bool = False
    table: bool = False
    online: bool = True
    fee: str = ""
    on: date | None = None


_PLANS: dict[tuple[str, str], _Plan] = {
    ("yunzhou", "城市树木移植"): _Plan(table=True),
    ("yunzhou", "临时占道"): _Plan(lack="咨询电话", online=False),
    ("yunxi", "残疾人证办理"): _Plan(open_ended=True),
    # The fee differs from what the city says of the same matter.
    ("yunxi", "户外广告设置"): _Plan(table=True, fee="每平方米20元。"),
    ("yunxi", "养老机构备案"): _Plan(drawn=True, online=False),
    ("jiaoyu", "民办学校设立"): _Plan(empty="收费标准", table=True),
    # older than the notice
    ("jiaoyu", "学籍转接"): _Plan("咨询电话", table=True, online=False, on=date(2025, 11, 3)),
    ("yunxi-rsj", "社会保障卡申领"): _Plan(online=False),
    ("yunxi-rsj", "灵活就业登记"): _Plan(online=False),
}
_CODES = {"户外广告设置": "530100001", "临时占道": "530100002"}


def with_guides(unit: Unit) -> Unit:
    """The unit with its service guides, told once for good like all its history."""
    matters = _MATTERS.get(unit.id, ())
    if not matters:
        return unit
    items = [_item(unit, n, matter) for n, matter in enumerate(matters)]
    if unit.id == "yunxi":  # a notice among the guides is none
        items.append(
            Item(
                "yunxizx",
                "关于调整窗口办公时间的通知",
                date(2025, 12, 1),
                (Block("p", "自下月起，各窗口按照新的作息时间办公，请广大群众合理安排出行。"),),
                unit.name,
            )
        )
    known = unit.by_role("service_guides")
    if known is not None:
        items = [*items, *known.items]
        kept = (replace(c, items=tuple(items)) if c is known else c for c in unit.columns)
        return replace(unit, columns=tuple(kept))
    column = Column("bszn", "service_guides", "办事指南", items=tuple(items), menu="top")
    return replace(unit, columns=(*unit.columns, column))


def _item(unit: Unit, number: int, matter: str) -> Item:
    plan = _PLANS.get((unit.id, matter), _Plan())
    told = {}
    for label, text in _TEXTS.items():
        if label == plan.lack:
            continue
        value = "" if label == plan.empty else _value(plan, label, text, matter)
        told[_OTHER_LABELS.get(label, label) if plan.table else label] = value
    code = _CODES.get(matter)
    if code:
        told = {"事项编码": code, **told}
    if plan.table:
        blocks = [Block("table", "\n".join(f"{label}|{value}" for label, value in told.items()))]
    else:
        blocks = [
            block
            for label, value in told.items()
            for block in (Block("h", label), *([Block("p", value)] if value else []))
        ]
    if plan.drawn:
        blocks.append(Block("img", "flow"))
    faults = [label for label in _TEXTS if label in (plan.lack, plan.empty)]
    facts = GuideFacts(
        matter, code or "", tuple(faults), plan.open_ended, plan.drawn, plan.online, plan.fee
    )
    return Item(
        f"{unit.id}bz{number}",
        f"{matter}办事指南",
        plan.on or date(2026, 1, 8 + number),
        tuple(blocks),
        unit.name,
        facts,
    )


def _value(plan: _Plan, label: str, text: str, matter: str) -> str:
    if label == "申请材料" and plan.open_ended:
        return _OPEN
    if label == "收费标准" and plan.fee:
        return plan.fee
    if label == "办理流程" and plan.drawn:
        return ""
    return text.format(t=matter, m="网上办理或者窗口办理。" if plan.online else "窗口办理。")
