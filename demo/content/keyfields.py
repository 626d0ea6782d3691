"""Progress of key tasks, emergency plans, replies to suggestions and proposals."""

from __future__ import annotations

from datetime import date

from demo.content.epoch import EPOCH, LAST, day
from demo.content.model import Block, Item, PlanFacts, ProgressFacts, ProposalFacts
from demo.content.words import Words

_ORDER = "一二三四"


def monthly(words: Words, prefix: str) -> tuple[Item, ...]:
    """Reports on every month, each on the eighth of the next; their titles name no year."""
    items = [_tasks(words, prefix)]
    for year in (EPOCH.year - 1, EPOCH.year):
        for month in range(1, 13):
            on = date(year + month // 12, month % 12 + 1, 8)
            if day(480) < on <= LAST:
                title = f"{words.place}重点工作{month}月份进展情况"
                items.append(_report(words, prefix, title, on, ((year, (month + 2) // 3),)))
    return tuple(items)


def quarterly(words: Words, prefix: str) -> tuple[Item, ...]:
    """Reports on quarters: half a year stands for its second, the third is never told, the first
    of the year is told late."""
    year = EPOCH.year
    told = (
        (f"{year - 1}年重点工作全年落实情况", date(year, 1, 16), (year - 1, 4)),
        (f"{year}年第一季度重点工作进展情况", date(year, 4, 28), (year, 1)),
        (f"{words.place}上半年重点工作推进情况通报", date(year, 7, 14), (year, 2)),
    )
    reports = [_report(words, prefix, title, on, (span,)) for title, on, span in told]
    return (_tasks(words, prefix), *reports)


def _tasks(words: Words, prefix: str) -> Item:
    title = f"{EPOCH.year}年{words.place}政府重点工作任务分解"
    return _report(words, prefix, title, date(EPOCH.year, 8, 20), ())


def _report(
    words: Words, prefix: str, title: str, on: date, serves: tuple[tuple[int, int], ...]
) -> Item:
    blocks = words.some("news_lines", 3, words.subject())
    key = f"{prefix}zd{on:%y%m%d}"
    return Item(key, title, on, blocks, "", ProgressFacts(serves), clock=words.clock())


def plans(
    words: Words, prefix: str, told: tuple[tuple[str, int, bool], ...], office: str
) -> tuple[Item, ...]:
    """Entries of the emergency plans: title, age, whether it is a plan with its text."""
    items = []
    for number, (title, age, whole) in enumerate(told):
        lines = words.some("notice_lines", 2, words.subject())
        text = _plan_text(words, office) if whole else lines
        items.append(
            Item(
                f"{prefix}ya{number}", title.format(p=words.place), day(age), text, office,
                PlanFacts(whole), clock=words.clock(),
            )
        )  # fmt: skip
    return tuple(items)


def _plan_text(words: Words, office: str) -> tuple[Block, ...]:
    heads = ("总则", "组织指挥体系", "监测预警", "应急响应", "后期处置", "保障措施")
    blocks: list[Block] = []
    for number, head in enumerate(heads, 1):
        blocks += [
            Block("h", f"{number}　{head}"),
            Block("p", f"{office}会同有关部门建立{head}工作机制，明确职责分工和工作流程，"
                  "按照分级负责、属地为主、快速反应、协同应对的原则开展应急处置工作，最大程度减少人员伤亡和财产损失。"),
        ]  # fmt: skip
    return tuple(blocks)


def proposals(
    words: Words, prefix: str, told: tuple[tuple[str, int, str, str], ...], office: str
) -> tuple[Item, ...]:
    """Entries on suggestions and proposals: kind ("" for no reply), age, how, what it lacks."""
    items = []
    for number, (kind, age, title, lack) in enumerate(told, 1):
        on, subject = day(age), words.subject()
        missing = frozenset(part for part in lack.split("、") if part)
        blocks = [*words.some("notice_lines", 3, subject)]
        if kind and "文号" not in missing:
            blocks.insert(0, Block("p", f"{words.place[0]}政函〔{on.year}〕{30 + number}号"))
        items.append(
            Item(
                f"{prefix}ta{number}",
                title.format(p=words.place, t=subject, n=number, y=on.year),
                on,
                tuple(blocks),
                "" if "发布机构" in missing else office,
                ProposalFacts(kind, on.year, missing),
                clock=words.clock(),
            )
        )
    return tuple(items)
