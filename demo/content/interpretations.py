"""Interpretations: of a document, of a plain policy, and pieces that are none of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from demo import workdays
from demo.content.epoch import EPOCH, day
from demo.content.model import ELEMENTS, Block, DocFacts, InterpFacts, Item, Ref
from demo.content.words import Words

if TYPE_CHECKING:
    from demo.content.documents import DocPlan, Issuer

_HEADINGS: dict[str, tuple[str, ...]] = {
    "背景依据": ("背景依据", "制定背景和依据", "出台背景与政策依据"),
    "意义": ("制定意义", "重大意义", "出台意义"),
    "研判起草过程": ("研判和起草过程", "研判起草过程", "前期研判和起草过程"),
    "工作目标": ("工作目标", "预期目标", "总体目标"),
    "主要任务": ("主要任务", "主要内容", "重点任务"),
    "创新举措": ("创新举措", "创新点", "创新亮点"),
    "保障措施": ("保障措施", "组织保障措施", "实施保障"),
}
_TEXTS = {
    "背景依据": "background",
    "意义": "meaning",
    "研判起草过程": "drafting",
    "工作目标": "aim",
    "主要任务": "tasks",
    "创新举措": "novelty",
    "保障措施": "support",
}
_COUNT = "一二三四五六七八"
_CONTACT_PARTS = ("解读机关", "解读人", "联系电话", "电子邮箱")


@dataclass(frozen=True)
class InterpPlan:
    """An interpretation that belongs to no normative document of the portal."""

    age: int
    sort: str = "own"
    lack: str = ""
    title: str = ""
    cites: str = ""
    leaves: str = ""


def _missing(lack: str) -> frozenset[str]:
    return frozenset(part for part in lack.split("、") if part in ELEMENTS)


def body(lack: str, subject: str, words: Words, office: str) -> tuple[Block, ...]:
    """The text of an interpretation without the elements that `lack` names.

    A part of the contact named in `lack` (such as 电子邮箱) is left out of the contact line.
    """
    missing = _missing(lack)
    style = words.rng.choice(("h", "h", "lead"))
    blocks: list[Block] = []
    number = 0
    for element, headings in _HEADINGS.items():
        if element in missing:
            continue
        heading = words.rng.choice(headings)
        text = words.pick(_TEXTS[element], subject)
        if style == "lead":
            blocks.append(Block("lead", f"{heading}。|{text}"))
        else:
            blocks += [Block("h", f"{_COUNT[number]}、{heading}"), Block("p", text)]
        number += 1
    if "解读联系" not in missing:
        values = (
            office,
            words.person(number + 4),
            f"0871-5550{words.rng.randint(100, 999)}",
            "jiedu@yunzhou.example",
        )
        parts = [
            f"{label}：{value}"
            for label, value in zip(_CONTACT_PARTS, values, strict=True)
            if label not in lack
        ]
        blocks.append(Block("p", "；".join(parts) + "。"))
    return tuple(blocks)


def lacking(lack: str) -> frozenset[str]:
    """The elements that an interpretation with this plan lacks."""
    partly = any(part in lack.split("、") for part in _CONTACT_PARTS)
    return _missing(lack) | (frozenset({"解读联系"}) if partly else frozenset())


def interpretation(
    plan: DocPlan,
    facts: DocFacts,
    title: str,
    short: str,
    subject: str,
    words: Words,
    document: str,
    issuer: Issuer,
) -> Item | None:
    """The interpretation of a document; None if its day lies beyond the calendar table."""
    assert plan.interp is not None
    lag = plan.interp
    on = (
        workdays.after(facts.published, lag) if lag >= 0 else workdays.before(facts.published, -lag)
    )
    if on is None:
        return None
    named = short if f"《{short}》" in title else title
    if plan.form == "picture":
        name = f"一图读懂《{named}》"
        blocks: tuple[Block, ...] = (Block("img", "chart"),)
        sort = "picture"
    else:
        sort = "own"
        name = f"《{named}》政策解读" if plan.via == "title" else f"{subject}新规答问"
        cited = f"（{facts.number}）" if plan.via == "number" else ""
        lead = f"近日，{issuer.name}公布了《{named}》{cited}，现将有关内容解读如下。"
        if plan.via == "number":
            lead = f"近日公布的{facts.number}文件受到广泛关注，现对{facts.number}文件解读如下。"
        blocks = (Block("p", lead), *body(plan.lack, subject, words, issuer.name))
    refs: tuple[Ref, ...] = ()
    shown = {"both": "link", "interp": "link", "plain": "plain", "comment": "comment"}
    if plan.links in shown:
        refs = (Ref("相关文件", document, title, shown[plan.links]),)
    details = InterpFacts(
        on,
        document,
        sort,
        lacking(plan.lack),
        links_document=plan.links in ("both", "interp"),
        linked_by_document=plan.links in ("both", "doc"),
    )
    return Item(document + "i", name, on, blocks, issuer.name, details, refs, clock=words.clock())


def others(
    plans: tuple[InterpPlan, ...], words: Words, prefix: str, office: str
) -> tuple[Item, ...]:
    """Interpretations of plain policies, reposts, expert and media pieces."""
    items: list[Item] = []
    for serial, plan in enumerate(plans, start=1):
        subject, short = words.matter()
        on = workdays.settle(day(plan.age))
        source, title = office, f"《{short}》政策解读"
        blocks = (
            Block("p", f"《{short}》公布后，不少读者来信询问，现将有关内容解读如下。"),
            *body(plan.lack, subject, words, office),
        )
        if plan.sort == "repost":
            source, title = "安江省人民政府网站", f"【转载】全省{subject}新政策解读"
            blocks = words.some("news_lines", 3, subject)
        elif plan.sort == "expert":
            source, title = "云州学院", f"专家解读：{subject}怎样落到实处"
            blocks = words.some("news_lines", 3, subject)
        elif plan.sort == "media":
            source, title = "云州日报", f"媒体解读｜{subject}带来哪些便利"
            blocks = words.some("news_lines", 3, subject)
        elif plan.sort == "picture":
            title, blocks = f"一图读懂{subject}便民举措", (Block("img", "chart"),)
        if plan.title:
            title = plan.title.format(y1=EPOCH.year - 1)
        if plan.cites:
            blocks = (Block("p", f"根据{plan.cites}等文件的要求，结合实际开展此项工作。"), *blocks)
        details = InterpFacts(on, "", plan.sort, lacking(plan.lack))
        items.append(
            Item(
                f"{prefix}x{serial}", title, on, blocks, source, details, clock=words.clock(),
                leaves=plan.leaves,
            )
        )  # fmt: skip
    return tuple(items)
