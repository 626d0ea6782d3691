"""Gaps in the numbers of a year (文号断号): 3号 and 5号 are there, 4号 was not seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from checks.judging.bench import proof
from reports.clues.model import CLOSED, GRACE, UNREAD, Clue, ClueKind, Sureness, may_be_closed
from reports.clues.shelf import Seen, Shelf

UNNUMBERED = "另有文件未读到文号，缺的号可能就在其中"
SPARSE = "该序列所见号数不足一半，很可能编号连同不公开的文件一起排"


def gaps(shelf: Shelf, portal: str, today: date) -> Iterator[Clue]:
    """The runs of numbers that lie between two seen ones of an own series, of each year.

    What comes after the last one seen nobody knows; what comes before the first neither, for a
    series need not begin where a list does. Numbers just before one that is newer than the grace
    may be on their way.
    """
    series: dict[tuple[str, str], dict[int, Seen]] = {}
    for (code, year, serial), seen in shelf.numbers.items():
        if code in shelf.codes:
            series.setdefault((code, year), {})[serial] = seen
    for (code, year), own in sorted(series.items()):
        here = [serial for serial, seen in own.items() if not seen.above]
        serials = sorted(one for one in own if here and min(here) <= one <= max(here))
        if not serials:
            continue
        span = serials[-1] - serials[0] + 1
        dense = len(serials) * 2 >= span
        told = [
            (low, high)
            for low, high in pairwise(serials)
            if high - low > 1 and _is_told(shelf, own[low], own[high], today)
        ]
        if dense:
            for low, high in told:
                yield _clue(shelf, portal, (code, year), [(low, high)], own, dense=True)
        elif told:
            yield _clue(shelf, portal, (code, year), told, own, dense=False)


def _is_told(shelf: Shelf, low: Seen, high: Seen, today: date) -> bool:
    if high.on is not None and high.on + GRACE > today:
        return False
    days = [one.on for one in (low, high) if one.on is not None]
    return shelf.floor is None or (bool(days) and min(days) >= shelf.floor)


def _clue(
    shelf: Shelf,
    portal: str,
    of: tuple[str, str],
    runs: Sequence[tuple[int, int]],
    seen: dict[int, Seen],
    *,
    dense: bool,
) -> Clue:
    code, year = of
    cautions = [CLOSED]
    missing = "、".join(_run(low + 1, high - 1) for low, high in runs)
    about = f"{code}〔{year}〕{missing}号"
    first, last = runs[0][0], runs[-1][1]
    count = sum(high - low - 1 for low, high in runs)
    sentence = f"门户上有{code}〔{year}〕{first}号和{last}号，其间{missing}号（共{count}个）未见。"
    sure = Sureness.POSSIBLE
    for there, words in (
        (not dense, SPARSE),
        (shelf.unproven is not None, UNREAD),
        (shelf.may_hide(year), UNNUMBERED),
    ):  # fmt: skip
        if there:
            sure = Sureness.VAGUE
            cautions.append(words)
    if may_be_closed(code):
        sure = Sureness.VAGUE
    places = tuple(
        (seen[serial].record.title, proof(seen[serial].record, f"{code}〔{year}〕{serial}号"))
        for serial in (first, last)
    )
    return Clue(portal, ClueKind.GAP, about, sentence, sure, places, "；".join(cautions) + "。")


def _run(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}—{last}"
