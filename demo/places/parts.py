"""What the columns of several bodies have in common."""

from __future__ import annotations

import random
from dataclasses import replace

from demo.content.documents import DocPlan, Issuer, documents
from demo.content.epoch import EPOCH
from demo.content.interpretations import InterpPlan, others
from demo.content.model import Block, Column, DocFacts, InterpFacts, Item
from demo.content.offices import listed
from demo.content.plain import guide, request
from demo.content.words import Words
from demo.moment import newest


def words_for(place: str, seed: int) -> Words:
    """A source of words for one place; the seed and the place fix every draw."""
    return Words(place, random.Random(f"{seed}:{place}"))


def pair(
    plans: tuple[DocPlan, ...],
    extra: tuple[InterpPlan, ...],
    issuer: Issuer,
    words: Words,
    prefix: str,
) -> tuple[tuple[Item, ...], tuple[Item, ...], tuple[Item, ...]]:
    """Documents, interpretations, and the notices that showed a document earlier; newest first."""
    docs, interps = documents(plans, issuer, words, prefix)
    bare = next((item for item in docs if _lacks_interpretation(item, interps)), None)
    basis = ""
    if bare is not None and isinstance(bare.facts, DocFacts):
        inner = bare.title.replace("《", "〈").replace("》", "〉")
        basis = f"《{inner}》（{bare.facts.number}）"
    extra = tuple(replace(plan, cites=basis) if plan.cites else plan for plan in extra)
    interps += others(extra, words, prefix, issuer.name)
    early: list[Item] = []
    for item in docs:
        assert isinstance(item.facts, DocFacts)
        if item.facts.seen_earlier is not None:
            copy = replace(
                item, key=item.key + "e", on=item.facts.seen_earlier, facts=None, refs=()
            )
            early.append(copy)
    return newest(docs), newest(interps), tuple(early)


def _lacks_interpretation(item: Item, interps: tuple[Item, ...]) -> bool:
    """Whether a document of half a year has no interpretation, though it needs one."""
    facts = item.facts
    if not isinstance(facts, DocFacts) or facts.matter != "normal" or not facts.own:
        return False
    age = (EPOCH - facts.published).days
    taken = {one.facts.document for one in interps if isinstance(one.facts, InterpFacts)}
    return 20 < age < 180 and item.key not in taken and item.condition == "ok"


def platform(
    unit_name: str,
    place: str,
    titles: dict[str, str] | None = None,
    leave_out: frozenset[str] = frozenset(),
    rules: tuple[Item, ...] = (),
    reports: tuple[Item, ...] = (),
    conditions: dict[str, str] | None = None,
    own_guide: tuple[Block, ...] = (),
    guide_lack: frozenset[str] = frozenset(),
    misplaced: frozenset[str] = frozenset(),
    unclear: frozenset[str] = frozenset(),
) -> tuple[Column, ...]:
    """The platform page with its four parts."""
    names = {
        "platform": "政府信息公开",
        "guide": "政府信息公开指南",
        "system_rules": "政府信息公开制度",
        "statutory_content": "法定主动公开内容",
        "annual_reports": "政府信息公开年报",
    } | (titles or {})
    states = conditions or {}
    columns = (
        Column("xxgk", "platform", names["platform"], "platform", menu="top"),
        Column(
            "xxgkzn",
            "guide",
            names["guide"],
            "single",
            blocks=own_guide or guide(unit_name, place),
            lack=guide_lack,
            condition=states.get("guide", "ok"),
        ),
        Column(
            "xxgkzd",
            "system_rules",
            names["system_rules"],
            "list" if rules else "empty",
            rules,
            condition=states.get("system_rules", "ok"),
            misplaced=misplaced,
            unclear=unclear,
        ),
        Column("fdzdgknr", "statutory_content", names["statutory_content"], "hub"),
        Column(
            "xxgknb",
            "annual_reports",
            names["annual_reports"],
            "list",
            reports,
            condition=states.get("annual_reports", "ok"),
        ),
    )
    return tuple(column for column in columns if column.role not in leave_out)


RULES = (
    "中华人民共和国政府信息公开条例",
    "安江省政府信息公开规定",
    "政府信息公开信息处理费管理办法",
    "关于政府信息公开期限有关问题的解释",
)


def single(
    key: str,
    role: str,
    title: str,
    blocks: tuple[Block, ...],
    menu: str = "platform",
    lack: frozenset[str] = frozenset(),
) -> Column:
    return Column(key, role, title, "single", blocks=blocks, menu=menu, lack=lack)


def power_list(place: str, prefix: str, ages: tuple[int, ...], source: str) -> Column:
    """A power list whose versions were published so many days before the epoch."""
    items = tuple(
        item
        for serial, age in enumerate(ages)
        for item in listed(place, f"{prefix}q{serial}", ("{p}权责清单",), age, 1, source)
    )
    return Column("qzqd", "power_list", "权责清单", items=items)


def request_page(name: str, title: str = "依申请公开", menu: str = "platform") -> Column:
    return single("ysqgk", "information_request", title, request(name), menu)
