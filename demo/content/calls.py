"""Calls for opinions and what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from demo.content.epoch import day
from demo.content.model import Block, CallFacts, Item, OutcomeFacts, Ref
from demo.content.words import Words


@dataclass(frozen=True)
class CallPlan:
    """A call: age of its publication, how it tells its term, what it lacks, what came of it.

    `term` is dates, length (N日内), before (请于…前), none or backwards. `draft` is text or
    articles. `outcome` is days after the end, and how it is told: counts, none, words, linked.
    """

    age: int
    days: int = 30
    term: str = "dates"
    draft: str = "text"
    lack: str = ""
    outcome: tuple[int, str] | None = None
    title: str = ""


def calls(
    plans: tuple[CallPlan, ...], words: Words, prefix: str, office: str
) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """The calls and their outcomes, in the order of the plans."""
    made = [_call(plan, words, f"{prefix}y{n}", office) for n, plan in enumerate(plans)]
    return tuple(call for call, _ in made), tuple(out for _, out in made if out is not None)


def _call(plan: CallPlan, words: Words, key: str, office: str) -> tuple[Item, Item | None]:
    subject, name = words.matter()
    on = day(plan.age)
    ends = on + timedelta(days=-9 if plan.term == "backwards" else plan.days)
    title = plan.title.format(p=words.place, t=subject) if plan.title else (
        f"关于公开征求《{name}（征求意见稿）》意见的公告"
    )  # fmt: skip
    lack = frozenset(part for part in plan.lack.split("、") if part)
    blocks = [
        Block("p", f"为做好{subject}有关工作，现面向社会公开征求意见。{_term(plan, on, ends)}")
    ]
    if "反馈渠道" not in lack:
        blocks.append(
            Block(
                "p",
                f"反馈方式：将意见发送至邮箱 zhengqiu@yunzhou.example，"
                f"或者邮寄至{words.place}惠民路66号。",
            )
        )
    if "草案" not in lack:
        blocks += _draft(plan, words, name, subject)
    facts = CallFacts(
        on,
        None if plan.term == "none" else ends,
        lack | ({"起止时间"} if plan.term in ("none", "backwards") else frozenset()),
        "other" if "环境影响" in title else "call",
    )
    call = Item(key, title, on, tuple(blocks), office, facts, clock=words.clock())
    if plan.outcome is None:
        return call, None
    outcome = _outcome(plan, name, call, words, office)
    if plan.outcome[1] == "linked":
        ref = Ref("相关链接", outcome.key, "征集结果反馈")
        call = Item(key, title, on, call.blocks, office, facts, (ref,), clock=call.clock)
    return call, outcome


def _term(plan: CallPlan, on: date, ends: date) -> str:
    first, last = (f"{one:%Y}年{one:%-m}月{one:%-d}日" for one in (on, ends))
    return {
        "dates": f"征求意见时间：{first}至{last}。",
        "backwards": f"征求意见时间：{first}至{last}。",
        "length": f"征求意见期限为自本公告发布之日起{plan.days}日。",
        "before": f"请于{last}前反馈意见建议。",
        "none": "欢迎社会各界提出宝贵意见。",
    }[plan.term]


def _draft(plan: CallPlan, words: Words, name: str, subject: str) -> list[Block]:
    clauses = words.some("clauses", 4, subject)
    if plan.draft == "articles":
        numbered = zip("一二三四", clauses, strict=False)
        return [Block("p", f"第{n}条　{block.text}") for n, block in numbered]
    return [Block("h", f"{name}（征求意见稿）"), *clauses]


def _outcome(plan: CallPlan, name: str, call: Item, words: Words, office: str) -> Item:
    assert plan.outcome is not None
    after, told = plan.outcome
    on = call.on + timedelta(days=plan.days + after)
    text = {
        "counts": "共收到社会公众意见建议12条，其中采纳8条，未采纳4条。",
        "linked": "共收到意见5条，全部采纳。",
        "none": "征求意见期间，未收到意见建议。",
        "words": "社会各界积极参与，有关意见已逐条认真研究，并在文件修改中充分体现。",
    }[told]
    title = f"关于《{name}》公开征求意见采纳情况的公告"
    if told == "linked":
        title = f"{call.on.year}年{call.on.month}月公开征求意见结果反馈"
    lead = f"{call.on.year}年{call.on.month}月，{office}就有关文件公开征求了社会各界意见。"
    blocks = (Block("p", lead), Block("p", text), Block("p", "感谢社会各界的关心和支持。"))
    facts = OutcomeFacts(call.key, told != "words")
    return Item(f"{call.key}f", title, on, blocks, office, facts, clock=words.clock())
