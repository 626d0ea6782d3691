"""The yearly score sheet (年度考评): its five parts, deductions, appeals, and a confirmation."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from checks.engine.case import CaseState
from checks.engine.requirement import Scoring
from crawler.records.moments import beijing_date
from reports.papers.books import Books, Problem, UnitScore
from reports.papers.model import (
    Attachment,
    Block,
    Cell,
    Paper,
    PaperKind,
    heading,
    line,
    linked,
    note,
    table,
    text,
)
from reports.papers.phrases import INTERNAL, MISSING, basis_notes, nights_text, rate_text
from reports.papers.scoretables import shown_score
from reports.papers.tables import balance_table, overdue, unit_name
from reports.safety import shown
from reports.subjects import place_of, title_of
from reports.wording import area_of, day_text

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Part:
    """One part of the appraisal; `measured` is the one that nightly monitoring supplies."""

    title: str
    weight: int
    measured: bool = False


@dataclass(frozen=True)
class Appeal:
    """An objection (申诉), its day, and how it ended; no result while it is open."""

    problem: Problem
    on: date
    reason: str
    result: str = ""
    ended_on: date | None = None


@cache
def parts() -> tuple[tuple[Part, ...], str]:
    """The parts in the order of the plan, and where they are written."""
    data = tomllib.loads((Path(__file__).parent / "yearly.toml").read_text("utf-8"))
    return tuple(Part(**row) for row in data["parts"]), str(data["source"])


def yearly(books: Books) -> tuple[Paper, ...]:
    """The overview for the office, then a sheet with confirmation (确认单) for every unit."""
    return (_overview(books), *(_sheet(books, portal.id) for portal in books.portals))


def appeals(books: Books, portal_id: str | None = None) -> tuple[Appeal, ...]:
    """The objections that were raised in the year, by unit."""
    found = []
    for problem in books.counted():
        if portal_id not in (None, problem.portal):
            continue
        for index, event in enumerate(problem.events):
            before = problem.events[index - 1].case.state if index else None
            on = beijing_date(event.at)
            raised = event.case.state is CaseState.DISPUTED and before is not CaseState.DISPUTED
            if raised and books.start <= on <= books.end:
                found.append(_appeal(problem, index, on))
    return tuple(found)


def _appeal(problem: Problem, index: int, on: date) -> Appeal:
    reason = shown(problem.events[index].reason, 200)
    for event in problem.events[index + 1 :]:
        state = event.case.state
        if state is CaseState.DISPUTED:
            continue
        words = {CaseState.WAIVED: "申诉成立", CaseState.RESOLVED: "复测通过，已销号"}
        return Appeal(problem, on, reason, words.get(state, "申诉不成立"), beijing_date(event.at))
    return Appeal(problem, on, reason)


def _routine(books: Books, portal_id: str) -> Mapping[str, UnitScore]:
    return {one.rulebook: one for one in books.scores if one.portal == portal_id}


def _mean(books: Books, portal_id: str) -> Decimal | None:
    """The unit's mean over the year, over its rulebooks alike; None without any score."""
    means = [one.mean for one in _routine(books, portal_id).values() if one.mean is not None]
    return (sum(means, Decimal(0)) / len(means)) if means else None


def _overview(books: Books) -> Paper:
    year = books.start.year
    rows = []
    known, source = parts()
    for number, portal in enumerate(books.portals, 1):
        mean = _mean(books, portal.id)
        cells = [_part_cell(part, mean, books) for part in known]
        rows.append([number, unit_name(books, portal.id), *cells, Cell(MISSING)])
    columns = (
        ("序号", 5), ("单位", 24), *((_part_name(part), 11) for part in known), ("合计", 8),
    )  # fmt: skip
    raised = appeals(books)
    blocks = (
        heading(1, "考评得分"),
        text(
            f"{year}年，{nights_text(books.nights)}。考评由五个环节组成，日常测评为年内每日得分的平均值。"
        ),
        table(columns, rows),
        note(
            f"“{MISSING}”为该环节成绩尚未提供，不按零分计；五个环节齐备后方可合计。依据：{source}。"
            + ("" if books.means_released else f"日常测评得分尚未发布，以“{INTERNAL}”标注。")
        ),
        heading(1, "扣分和整改情况"),
        text(_settled(books)),
        balance_table(books),
        heading(1, "申诉情况"),
        *_appeal_blocks(books, raised),
        *basis_notes(books),
    )
    return _paper(books, "", f"{books.settings.city}{year}年度政务公开考评情况", blocks, ())


def _part_name(part: Part) -> str:
    return f"{part.title}（{part.weight}%）" if part.weight else part.title


def _part_cell(part: Part, mean: Decimal | None, books: Books) -> Cell:
    if not part.measured or (mean is None and books.means_released):
        return Cell(MISSING)
    return shown_score(mean, released=books.means_released)


def _settled(books: Books) -> str:
    whole = books.whole_balance()
    base = whole.before + whole.new + whole.returned - whole.excused
    return (
        f"年初未销号问题{whole.before}项，年内新增{whole.new}项、反弹{whole.returned}项、销号"
        f"{whole.closed}项、免予扣分{whole.excused}项，整改率{rate_text(whole.closed, base)}；"
        f"年末未销号{whole.after}项，其中超过整改时限{len(overdue(books))}项。各单位情况如下："
    )


def _sheet(books: Books, portal_id: str) -> Paper:
    year, unit = books.start.year, unit_name(books, portal_id)
    own = books.balances()[portal_id]
    raised = appeals(books, portal_id)
    blocks = (
        heading(1, "考评得分"),
        _parts_table(books, portal_id),
        note(f"“{MISSING}”为该环节成绩尚未提供，不按零分计。依据：{parts()[1]}。"),
        heading(1, "日常测评扣分情况"),
        *_deductions(books, portal_id),
        heading(1, "问题整改情况"),
        text(
            f"年初未销号问题{own.before}项，年内新增{own.new}项、反弹{own.returned}项、销号"
            f"{own.closed}项、免予扣分{own.excused}项，年末未销号{own.after}项。"
        ),
        heading(1, "申诉情况"),
        *_appeal_blocks(books, raised),
        *basis_notes(books),
    )
    confirm = Attachment(
        f"{year}年度政务公开考评结果确认单",
        (
            text(f"{books.settings.issuer}："),
            text(
                f"我单位已收到{year}年度政务公开考评计分表，经逐项核对，意见如下（请勾选）：",
            ),
            line("□ 对考评结果无异议。"),
            line("□ 对以下事项有异议（请写明问题编号、理由和网页地址，可另附页）："),
            line("　"),
            line("　"),
            line("　"),
            line("单位名称（盖章）：" + unit),
            line("分管领导（签字）：　　　　　　　　联络员（签字）："),
            line("联系电话："),
            line("日期：　　　　年　　月　　日"),
            text(
                f"请自收到之日起{books.terms.appeal}个工作日内将本确认单送{books.settings.issuer}。"
            ),
        ),
        "确认单",
        landscape=False,
    )
    return _paper(books, portal_id, f"{year}年度政务公开考评计分表", blocks, (confirm,))


def _parts_table(books: Books, portal_id: str) -> Block:
    mean = _mean(books, portal_id)
    nights = max((one.nights for one in _routine(books, portal_id).values()), default=0)
    rows = []
    for number, part in enumerate(parts()[0], 1):
        score = _part_cell(part, mean, books)
        weighted = Cell(score.text)
        if part.measured and score.figure is not None and mean is not None:
            value = (mean * part.weight / 100).quantize(_CENT, ROUND_HALF_UP)
            weighted = Cell(f"{value:.2f}", figure=value)
        remark = f"{nights}天得分的平均值" if part.measured else "待提供"
        weight = f"{part.weight}%" if part.weight else "另计"
        rows.append([number, part.title, weight, score, weighted, remark])
    rows.append(["", "合计", "", "", MISSING, "各环节齐备后合计"])
    columns = (
        ("序号", 5), ("环节", 16), ("权重", 8), ("得分", 10), ("折算得分", 10), ("备注", 20),
    )  # fmt: skip
    return table(columns, rows)


def _deductions(books: Books, portal_id: str) -> tuple[Block, ...]:
    """The lines of the year's last score that cost something, row by row."""
    if not all(one.released for one in _routine(books, portal_id).values()):
        return (text("日常测评得分尚未发布，扣分情况待发布后列出。"),)
    rows: list[list[object]] = []
    for one in _routine(books, portal_id).values():
        book = next((b for b in books.rulebooks if b.id == one.rulebook), None)
        for entry in one.last.lines if book else ():
            assert book is not None
            try:
                requirement = book.requirement(entry.requirement)
            except KeyError:
                continue
            veto = requirement.scoring is Scoring.VETO and entry.failed
            if not entry.deducted and not veto:
                continue
            reason = "；".join(shown(text, 80).rstrip("。") for text in entry.reasons[:3])
            more = f"等{entry.failed}项" if entry.failed > 3 else ""
            cost = "单项否决" if veto else entry.deducted
            rows.append(
                [len(rows) + 1, area_of(requirement), requirement.title, entry.points, cost,
                 entry.failed, reason + more]
            )  # fmt: skip
    if not rows:
        return (text("年末得分没有扣分项。"),)
    columns = (
        ("序号", 5), ("一级指标", 12), ("二级指标", 16), ("分值", 8), ("扣分", 8), ("问题数", 7),
        ("扣分原因", 44),
    )  # fmt: skip
    words = "本表为年内最后一次测评的扣分项；日常测评得分为全年每日得分的平均值，二者不直接相减。"
    return (table(columns, rows), note(words))


def _appeal_blocks(books: Books, raised: Sequence[Appeal]) -> tuple[Block, ...]:
    if not raised:
        return (text("年内没有申诉。"),)
    upheld = sum(one.result == "申诉成立" for one in raised)
    waiting = sum(not one.result for one in raised)
    tail = f"，尚在复核{waiting}项" if waiting else ""
    rows = []
    for number, one in enumerate(raised, 1):
        finding = one.problem.judged.finding
        rows.append(
            [number, unit_name(books, finding.portal), finding.case_id,
             linked(title_of(finding), place_of(finding), 120), day_text(one.on), one.reason,
             one.result or "尚在复核", day_text(one.ended_on)]
        )  # fmt: skip
    columns = (
        ("序号", 5), ("责任单位", 14), ("编号", 12), ("信息标题", 22), ("申诉时间", 12),
        ("申诉理由", 20), ("复核结果", 10), ("复核时间", 12),
    )  # fmt: skip
    words = f"年内申诉{len(raised)}项，申诉成立{upheld}项{tail}。"
    return (text(words), table(columns, rows))


def _paper(
    books: Books,
    portal_id: str,
    title: str,
    blocks: tuple[Block, ...],
    attachments: tuple[Attachment, ...],
) -> Paper:
    year = books.start.year
    ending = f"-{portal_id}" if portal_id else ""
    return Paper(
        id=f"yearly-{year}{ending}",
        kind=PaperKind.YEARLY,
        period=str(year),
        unit=portal_id,
        title=title,
        subtitle=f"（{unit_name(books, portal_id)}）" if portal_id else "",
        office=books.settings.issuer,
        contact=books.settings.contact,
        data_cut=books.data_cut,
        run=books.run,
        blocks=blocks,
        attachments=attachments,
        sample=books.sample,
        trial=books.trial,
    )
