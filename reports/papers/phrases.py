"""Phrases that several papers share: spans of days, which nights were read, lists of names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from reports.papers.books import Books, Nights
from reports.papers.model import Block, note
from reports.safety import shown
from reports.wording import SAMPLE_BANNER, day_text, moment_text

INTERNAL = "内部"
"""Stands for a score that was not released."""
MISSING = "缺"
"""Stands for what was not supplied: never zero."""
_SPANS_NAMED = 12


def span_text(start: date, end: date) -> str:
    """2026年11月16日至22日; years and months are named once."""
    if start == end:
        return day_text(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{day_text(start)}至{end.day}日"
    if start.year == end.year:
        return f"{day_text(start)}至{end.month}月{end.day}日"
    return f"{day_text(start)}至{day_text(end)}"


def nights_text(nights: Nights) -> str:
    """How many nights were read, and which not: 应监测7天，实际监测5天，缺2天（11月18日至19日）."""
    planned = len(nights.made) + len(nights.missing)
    began = ""
    if nights.first_ever is not None and nights.start < nights.first_ever <= nights.end:
        began = f"监测自{day_text(nights.first_ever)}起开展，"
    if not planned:
        return "期内未开展监测"
    if not nights.missing:
        return f"{began}应监测{planned}天，每日均完成监测"
    spans = [_short(a, b) for a, b in _runs(nights.missing)]
    named = "、".join(spans[:_SPANS_NAMED]) + ("等" if len(spans) > _SPANS_NAMED else "")
    return (
        f"{began}应监测{planned}天，实际监测{len(nights.made)}天，"
        f"缺{len(nights.missing)}天（{named}）"
    )


def cut_text(books: Books) -> str:
    """数据截止2026年11月22日02:31."""
    return f"数据截止{moment_text(books.data_cut)}"


def basis_notes(books: Books) -> tuple[Block, ...]:
    """What every paper says below its body: data cut, gaps, and what is not counted."""
    words = [f"{cut_text(books)}（测评批次{books.run}）。"]
    if books.nights.missing:
        words.append("未监测日期内的变化，计入其后首次监测之日。")
    words.append("疑似（待核实）、无法判定、免予扣分事项及监测起始日前的存量问题不列入问题统计。")
    if books.trial:
        words.append("目前处于试运行期，结果仅供内部核对，不下发、不计分。")
    if books.sample:
        words.append(SAMPLE_BANNER)
    return (note("说明：" + "".join(words)),)


def names_text(names: Iterable[str], most: int = 10) -> str:
    """A、B、C等12个单位; all of them where there are few."""
    known = [shown(name, 60) for name in names]
    if len(known) <= most:
        return "、".join(known)
    return "、".join(known[:most]) + f"等{len(known)}个单位"


def counted(name: str, number: int) -> str:
    """A name with its number of items: 解读按期发布19项; 门户支持IPv6 3项."""
    words = shown(name)
    return f"{words}{' ' if words[-1:].isascii() else ''}{number}项"


def rate_text(part: int, whole: int) -> str:
    """A share in percent to one place; 100% and 0% only where they are exact; — of nothing."""
    if not whole:
        return "—"
    if part == whole:
        return "100%"
    value = (Decimal(part * 100) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if part and value == 0:
        return "不足0.1%"
    if part < whole and value == 100:
        return "99.9%"
    return f"{value}%" if part else "0%"


def _short(first: date, last: date) -> str:
    if first == last:
        return f"{first.month}月{first.day}日"
    if first.month == last.month:
        return f"{first.month}月{first.day}日至{last.day}日"
    return f"{first.month}月{first.day}日至{last.month}月{last.day}日"


def day_runs(days: Sequence[date]) -> str:
    """Days as spans: 10月1日至7日、10月10日."""
    return "、".join(_short(a, b) for a, b in _runs(days))


def _runs(days: Sequence[date]) -> list[tuple[date, date]]:
    found: list[tuple[date, date]] = []
    for day in days:
        if found and day - found[-1][1] == timedelta(days=1):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found
