"""Score tables of a paper: released scores only; else every score reads 内部."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from checks.engine.requirement import Rulebook
from crawler.portals import Portal, PortalKind
from reports.papers.books import Books, UnitScore
from reports.papers.model import Block, Cell, heading, note, table
from reports.papers.phrases import INTERNAL, rate_text
from reports.papers.tables import unit_name
from reports.wording import KINDS

_CENT = Decimal("0.01")


def score_blocks(books: Books) -> tuple[Block, ...]:
    """One table per category of units and rulebook; units in the order of the assessment list."""
    out: list[Block] = []
    for kind in PortalKind:
        for book in books.rulebooks:
            units = [p for p in books.portals if p.kind is kind and book.id in p.rulebooks]
            if units:
                named = f"（{book.title}）" if len(books.rulebooks) > 1 else ""
                out += [heading(1, KINDS[kind] + named), _table(books, units, book)]
    if not (books.released and books.means_released):
        out.append(note("尚未发布的得分以“内部”标注；经批准发布后重新生成本表。"))
    elif not books.final:
        out.append(note("得分为阶段性结果，以测评轮次冻结后的结果为准。"))
    return tuple(out)


def _table(books: Books, units: Iterable[Portal], book: Rulebook) -> Block:
    columns = (
        ("序号", 5), ("单位", 24), ("期末得分", 10), ("期内平均", 10), ("期内最低", 10),
        ("期内最高", 10), ("采集覆盖率", 10), ("单项否决", 8), ("计分天数", 8),
    )  # fmt: skip
    scores = {(one.portal, one.rulebook): one for one in books.scores}
    rows = []
    for number, unit in enumerate(units, 1):
        one = scores.get((unit.id, book.id))
        rows.append([number, unit_name(books, unit.id), *_figures(books, one)])
    return table(columns, rows)


def _figures(books: Books, one: UnitScore | None) -> list[object]:
    if one is None:
        return ["—"] * 7
    veto = "有" if one.last.veto else "无"
    over_nights = (one.mean, one.lowest, one.highest)
    return [
        shown_score(one.last.value, released=one.released),
        *(shown_score(value, released=books.means_released) for value in over_nights),
        rate_text(int(one.last.coverage * 1000), 1000),
        veto if one.released else INTERNAL,
        one.nights,
    ]


def shown_score(value: Decimal | None, *, released: bool) -> Cell:
    """A score as a paper may show it: 内部 until released, — for none."""
    if not released:
        return Cell(INTERNAL)
    if value is None:
        return Cell("—")
    rounded = value.quantize(_CENT, ROUND_HALF_UP)
    return Cell(f"{rounded:.2f}", figure=rounded)
