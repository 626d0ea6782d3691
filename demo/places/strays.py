"""Normative documents that stand in other columns than the library, and copies of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from demo.content.model import Block, DocFacts, Item, Unit
from demo.moment import newest
from demo.places.issues import other_words


@dataclass(frozen=True)
class Stray:
    """A document in another column: a copy of `copy`, or one of a title and number of its own.

    `verdict` is missing, doubtful or nothing; of a copy same or other.
    """

    role: str
    on: date
    verdict: str
    copy: str = ""
    title: str = ""
    number: str = ""
    issuer: str = ""


STRAYS: dict[str, tuple[Stray, ...]] = {
    "yunxi": (
        Stray("policy_documents", date(2026, 5, 12), "missing",
              title="云溪县人民政府办公室关于印发《云溪县夜间经济扶持办法》的通知",
              number="云溪政办规〔2026〕1号"),
        Stray("policy_documents", date(2026, 5, 6), "other", copy="yxd17"),
        Stray("policy_documents", date(2026, 4, 28), "same", copy="yxd10"),
        # Another body's own.
        Stray("policy_documents", date(2026, 6, 9), "nothing",
              title="云溪县水利局关于印发《云溪县河湖管护办法》的通知",
              number="云溪水规〔2026〕2号", issuer="云溪县水利局"),
        # By its number and title it may be none.
        Stray("policy_documents", date(2026, 7, 15), "doubtful",
              title="云溪县公园绿地养护规范", number="云溪政办〔2026〕91号"),
        # Rules for the public under a plain number; the library has no series of its own.
        Stray("policy_documents", date(2026, 7, 29), "missing",
              title="云溪县公园绿地认养办法", number="云溪政办〔2026〕95号"),
    ),
    "qinglan": (
        Stray("notices", date(2026, 8, 5), "missing",
              title="青岚县人民政府办公室关于印发《青岚县冷链仓储补助办法》的通知",
              number="青政办规〔2026〕2号"),
        Stray("notices", date(2026, 11, 10), "missing",
              title="青岚县人民政府办公室关于印发《青岚县校车运行规定》的通知",
              number="青政办规〔2026〕4号"),
    ),
}  # fmt: skip


def with_strays(unit: Unit) -> Unit:
    """The unit with its strays, told once for good like all its history."""
    strays = STRAYS.get(unit.id, ())
    columns = []
    for column in unit.columns:
        mine = [(n, one) for n, one in enumerate(strays) if one.role == column.role]
        items = (*column.items, *(_item(unit, n, one) for n, one in mine))
        columns.append(replace(column, items=newest(items)) if mine else column)
    return replace(unit, columns=tuple(columns))


def key_of(unit: Unit, number: int) -> str:
    """The key of a stray."""
    return f"{unit.id}stray{number}"


def _item(unit: Unit, number: int, one: Stray) -> Item:
    key, office = key_of(unit, number), one.issuer or f"{unit.name}办公室"
    if one.copy:
        _, item = unit.item(one.copy)
        assert isinstance(item.facts, DocFacts)
        facts = replace(item.facts, published=one.on, files=(), button=False)
        blocks = [block for block in item.blocks if block.kind != "img"]
        if one.verdict == "other":
            longest = max((b for b in blocks if b.kind == "p"), key=lambda block: len(block.text))
            blocks = [replace(b, text=other_words(b.text)) if b is longest else b for b in blocks]
        return replace(item, key=key, on=one.on, facts=facts, refs=(), blocks=tuple(blocks))
    facts = DocFacts(one.number, one.number, office, one.on, one.on)
    text = (
        Block("p", "为规范有关管理工作，保障各方合法权益，结合本地实际，制定本文件。"),
        Block("p", "有关部门按照职责分工抓好落实，工作情况每半年向社会公布一次。"),
    )
    return Item(key, one.title, one.on, text, office, facts)
