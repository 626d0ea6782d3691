"""The monthly reminder (月提醒): overdue, nearly due, statutory dates of next month."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from checks.calendar import CalendarGap
from reports.attested import owed_lines
from reports.papers.books import Books, Problem
from reports.papers.dates import StatutoryDate, days_off, month_after, statutory_dates
from reports.papers.model import Attachment, Block, Paper, PaperKind, heading, table, text
from reports.papers.phrases import basis_notes, day_runs, names_text, nights_text
from reports.papers.tables import live_table, overdue, unit_name
from reports.papers.weekly import due_between
from reports.wording import day_text

_MANY = 5
AHEAD_DAYS = 31
"""What falls due within so many days is nearly due (临期): until the next reminder."""


def monthly(books: Books) -> Paper:
    """The reminder of a month as things stand on its day, with dates up to next month's end."""
    _, last = month_after(books.day)
    late = overdue(books)
    until = books.as_of.date() + timedelta(days=AHEAD_DAYS)
    soon = due_between(books, books.as_of.date(), until)
    count = len(soon.grid.rows) if soon.grid else 0
    attachments: list[Attachment] = []
    if late:
        attachments.append(Attachment("逾期未整改问题清单", (live_table(books, late),), "逾期"))
    if count:
        attachments.append(Attachment("临期事项清单", (soon,), "临期"))
    where = {one.title: f"（见附件{number}）" for number, one in enumerate(attachments, 1)}
    blocks = (
        text(
            f"截至{day_text(books.as_of.date())}，{nights_text(books.nights)}。"
            "现将逾期、临期事项和近期法定时限提醒如下，请认真对照，按时办理。"
        ),
        heading(1, "逾期未整改问题"),
        text(_late(books, late, where.get("逾期未整改问题清单", ""))),
        heading(1, "临期事项"),
        text(_soon(until, count, where.get("临期事项清单", ""))),
        heading(1, "本月和下月法定时限"),
        *_dates(books, books.day, last),
        *_owed(books),
        text("请各单位逐项落实责任，及时整改并反馈。本提醒不替代正式通知。"),
        *basis_notes(books),
    )
    return Paper(
        id=f"monthly-{books.day:%Y-%m}",
        kind=PaperKind.MONTHLY,
        period=f"{books.day:%Y-%m}",
        title=f"{books.settings.city}政务公开工作月提醒",
        subtitle=f"（{books.day.year}年{books.day.month}月）",
        addressee=books.settings.addressee,
        office=books.settings.issuer,
        contact=books.settings.contact,
        copy_to=books.settings.copy_to,
        data_cut=books.data_cut,
        run=books.run,
        blocks=blocks,
        attachments=tuple(attachments),
        official=True,
        sample=books.sample,
        trial=books.trial,
    )


def _late(books: Books, late: tuple[Problem, ...], where: str) -> str:
    if not late:
        return "截至目前，没有超过整改时限的问题。"
    counts = Counter(problem.portal for problem in late)
    units = [f"{unit_name(books, p.id)}{counts[p.id]}项" for p in books.portals if counts[p.id]]
    return (
        f"截至目前，有{len(late)}项问题超过整改时限仍未销号{where}，涉及{len(counts)}个单位："
        f"{names_text(units)}。请上述单位立即整改，并说明逾期原因。"
    )


def _soon(last: date, count: int, where: str) -> str:
    if not count:
        return f"即日起至{day_text(last)}，没有整改或办理期限届满的事项。"
    return f"即日起至{day_text(last)}，有{count}项整改或办理期限届满{where}，请提前安排，按时办结。"


def _dates(books: Books, first: date, last: date) -> tuple[Block, ...]:
    dates = statutory_dates(first, last, books.portals, books.rulebooks, books.attested)
    span = f"即日起至{day_text(last)}"
    out: list[Block] = []
    if dates:
        out.append(text(f"{span}到期的法定事项如下："))
        columns = (("序号", 5), ("截止日期", 14), ("事项", 22), ("涉及单位", 26), ("依据", 36))
        rows = [
            [n, day_text(one.on), one.title, _bound(books, one), one.basis + _assumed(one)]
            for n, one in enumerate(dates, 1)
        ]
        out.append(table(columns, rows))
    else:
        out.append(text(f"{span}没有按年度固定日期到期的法定事项。"))
    out.append(text(_holidays(books, first, last)))
    return tuple(out)


def _owed(books: Books) -> tuple[Block, ...]:
    """What persons are to attest soon, and what they should have."""
    names = {portal.id: unit_name(books, portal.id) for portal in books.portals}
    lines = owed_lines(books.owed, names, books.as_of.date(), _MOST_OWED)
    if not lines:
        return ()
    return (
        heading(1, "待人工认定事项"),
        text(
            "下列指标须由人工查阅材料认定，请有关单位按时报送材料，由认定人登记"
            "（已登记为符合或者不适用的不再提醒）："
        ),
        *(text(line + "。") for line in lines),
    )


_MOST_OWED = 40


def _bound(books: Books, one: StatutoryDate) -> str:
    if not one.portals:
        return books.settings.issuer
    return names_text((unit_name(books, portal) for portal in one.portals), _MANY)


def _assumed(one: StatutoryDate) -> str:
    return "（通知未规定具体日期）" if one.assumed else ""


def _holidays(books: Books, first: date, last: date) -> str:
    try:
        off, make_up = days_off(first, last, books.calendar)
    except CalendarGap:
        return f"{last.year}年节假日安排尚未录入，按工作日计算的期限以节假日安排公布后为准。"
    if not off and not make_up:
        return "其间没有法定节假日和调休上班，工作日按周一至周五计算。"
    words = [f"法定节假日为{day_runs(off)}"] if off else []
    if make_up:
        words.append(f"{day_runs(make_up)}调休上班")
    return f"其间{'，'.join(words)}，按工作日计算的期限已相应顺延。"
