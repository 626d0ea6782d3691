"""A due-date sum in words (期限计算), for people: the same in page, ledger and mail."""

from __future__ import annotations

from itertools import groupby

from checks.calendar import Day
from checks.engine.finding import Finding
from reports.wording import short_day

_TOLD_ONE_BY_ONE = 3


def sum_in_words(finding: Finding) -> str:
    """起算日9月28日（周一）不计；第1日9月29日（周二）；…；到期日为10月9日（周五）。

    Empty without a sum.
    Neighbouring days off for one reason, and longer runs of working days, are told as spans.
    """
    if not finding.day_count:
        return ""
    runs = groupby(finding.day_count, key=lambda day: (day.off, day.day == 0))
    text = "；".join(_run(tuple(run)) for _, run in runs)
    if finding.due_on is not None:
        text += f"；到期日为{short_day(finding.due_on)}"
    return text + "。"


def _run(run: tuple[Day, ...]) -> str:
    first, last = run[0], run[-1]
    if first.off is not None:
        until = f"至{short_day(last.date)}" if last is not first else ""
        return f"{short_day(first.date)}{until}{first.off}不计"
    if first.day == 0:
        return f"起算日{short_day(first.date)}不计"
    if len(run) > _TOLD_ONE_BY_ONE:
        return f"第{first.day}日{short_day(first.date)}至第{last.day}日{short_day(last.date)}"
    return "、".join(f"第{day.day}日{short_day(day.date)}" for day in run)
