"""The weekly summary (周总结): new, closed, not closed, due next week."""

from __future__ import annotations

from datetime import date, timedelta

from reports.papers.books import Books
from reports.papers.model import Attachment, Block, Paper, PaperKind, heading, text
from reports.papers.movement import Balance, Step
from reports.papers.phrases import basis_notes, nights_text, span_text
from reports.papers.tables import (
    balance_table,
    due_table,
    live_table,
    overdue,
    stepped_table,
)


def weekly(books: Books) -> Paper:
    """The summary of a week from Monday to Sunday, for the office."""
    gained = books.stepped(Step.NEW, Step.RETURNED)
    closed = books.stepped(Step.CLOSED)
    live = books.live()
    first, last = books.end + timedelta(days=1), books.end + timedelta(days=7)
    next_week = due_between(books, first, last)
    sheets = (
        ("本周新增问题清单", "新增", stepped_table(books, gained, "确认时间"), len(gained)),
        ("本周销号问题清单", "销号", stepped_table(books, closed, "销号时间"), len(closed)),
        ("未销号问题清单", "未销号", live_table(books, live), len(live)),
        ("下周到期事项清单", "下周到期", next_week, _rows(next_week)),
    )
    attachments = tuple(
        Attachment(title, (block,), sheet) for title, sheet, block, count in sheets if count
    )
    where = {one.title: f"（见附件{number}）" for number, one in enumerate(attachments, 1)}
    whole = books.whole_balance()
    blocks = (
        heading(1, "总体情况"),
        text(_summary(books, whole)),
        balance_table(books),
        *basis_notes(books),
        heading(1, "新增问题"),
        text(_gained(whole) + where.get("本周新增问题清单", "") + "。"),
        heading(1, "已销号问题"),
        text(
            f"本周经系统复测通过并销号{whole.closed}项" if whole.closed else "本周没有销号问题",
            where.get("本周销号问题清单", ""), "。",
        ),
        heading(1, "未销号问题"),
        text(_standing(books) + where.get("未销号问题清单", "") + "。"),
        heading(1, "下周到期事项"),
        text(_next_week(first, last, _rows(next_week)) + where.get("下周到期事项清单", "") + "。"),
    )  # fmt: skip
    return Paper(
        id=f"weekly-{books.start.isoformat()}",
        kind=PaperKind.WEEKLY,
        period=f"{books.start.isoformat()}_{books.end.isoformat()}",
        title=f"{books.settings.city}政务公开日常监测周总结",
        subtitle=f"（{span_text(books.start, books.end)}）",
        office=books.settings.issuer,
        contact=books.settings.contact,
        data_cut=books.data_cut,
        run=books.run,
        blocks=blocks,
        attachments=attachments,
        sample=books.sample,
        trial=books.trial,
    )


def due_between(books: Books, first: date, last: date) -> Block:
    """What falls due from `first` to `last`, both included."""
    known = []
    for problem in books.live():
        due = books.mend_day(problem)
        if due is not None and first <= due <= last:
            known.append(problem)
    pending = [
        one
        for one in books.pending
        if one.finding.due_on is not None and first <= one.finding.due_on <= last
    ]
    return due_table(books, known, pending)


def _rows(block: Block) -> int:
    return len(block.grid.rows) if block.grid else 0


def _summary(books: Books, whole: Balance) -> str:
    span = span_text(books.start, books.end)
    if not books.nights.made:
        return (
            f"{span}，{nights_text(books.nights)}，本周没有测评记录，下列情况沿用"
            f"{books.run}测评批次的结果。期末未销号问题{whole.after}项。"
        )
    excused = f"，免予扣分{whole.excused}项" if whole.excused else ""
    return (
        f"{span}，对{len(books.portals)}个单位的政务公开情况开展日常监测，"
        f"{nights_text(books.nights)}。期初未销号问题{whole.before}项，本周新增{whole.new}项，"
        f"反弹{whole.returned}项，销号{whole.closed}项{excused}；期末未销号问题{whole.after}项，"
        f"其中超过整改时限{len(overdue(books))}项。各单位情况如下："
    )


def _gained(whole: Balance) -> str:
    if not whole.new and not whole.returned:
        return "本周没有新增问题"
    back = f"，销号后反弹{whole.returned}项" if whole.returned else ""
    return f"本周新增问题{whole.new}项{back}"


def _standing(books: Books) -> str:
    live, late = books.live(), overdue(books)
    if not live:
        return "截至期末没有未销号问题"
    units = len({problem.portal for problem in live})
    tail = f"，其中{len(late)}项已超过整改时限" if late else ""
    return f"截至期末，未销号问题{len(live)}项，涉及{units}个单位{tail}"


def _next_week(first: date, last: date, count: int) -> str:
    span = span_text(first, last)
    if not count:
        return f"{span}没有到期事项"
    return f"{span}，有{count}项整改或办理期限届满，请有关单位提前安排、按时办结"
