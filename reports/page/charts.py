"""Small pictures of scores, drawn as inline SVG: the interval of a night, the trend of many."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Decimal

from markupsafe import Markup

from reports.model import ScorePoint

_WIDTH, _HEIGHT = 340, 120
_LEFT, _RIGHT, _TOP, _BOTTOM = 30, 46, 10, 22
_MOST_POINTS = 120

Height = Callable[[Decimal | float | None], float]
"""Where a score stands, in picture units from the top."""


def interval_picture(value: Decimal | None, low: Decimal | None, high: Decimal | None) -> Markup:
    """A bar from 0 to 100 with the interval between worst and best case, and the score's mark."""
    if low is None or high is None:
        return Markup("")
    mark = Markup("")
    if value is not None:
        mark = Markup('<rect class="mark" x="{}" y="0" width="3" height="16" rx="1"/>').format(
            round(float(value) * 2 - 1.5 + 2, 1)
        )
    return Markup(
        '<svg class="interval" viewBox="0 0 204 16" width="204" height="16" role="img" '
        'aria-label="得分区间 {low} 至 {high}"><rect class="track" x="2" y="5" width="200" '
        'height="6" rx="3"/><rect class="band" x="{x}" y="5" width="{width}" height="6" rx="3"/>'
        "{mark}</svg>"
    ).format(
        low=low, high=high, x=round(float(low) * 2 + 2, 1),
        width=max(2.0, round(float(high - low) * 2, 1)), mark=mark,
    )  # fmt: skip


def trend_picture(points: Sequence[ScorePoint]) -> Markup:
    """Score and interval over the nights; empty before the second night with a score."""
    shown = [point for point in points if point.low is not None and point.high is not None]
    shown = shown[-_MOST_POINTS:]
    if len(shown) < 2:
        return Markup("")
    lowest = min(float(point.low or 0) for point in shown)
    floor = min(90, math.floor(lowest / 10) * 10)
    step = (_WIDTH - _LEFT - _RIGHT) / (len(shown) - 1)
    xs = [round(_LEFT + index * step, 1) for index in range(len(shown))]

    def y(value: Decimal | float | None) -> float:
        share = (float(value or 0) - floor) / (100 - floor)
        return round(_HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM), 1)

    upper = " ".join(f"{x},{y(p.high)}" for x, p in zip(xs, shown, strict=True))
    lower = " ".join(f"{x},{y(p.low)}" for x, p in reversed(list(zip(xs, shown, strict=True))))
    parts = [Markup('<polygon class="band" points="{} {}"/>').format(upper, lower)]
    for grid in sorted({floor, (floor + 100) // 2, 100}):
        parts.append(
            Markup(
                '<line class="grid" x1="{}" x2="{}" y1="{y}" y2="{y}"/>'
                '<text class="axis" x="{}" y="{}" text-anchor="end">{}</text>'
            ).format(_LEFT, _WIDTH - _RIGHT, _LEFT - 6, y(grid) + 3.5, grid, y=y(grid))
        )
    parts.extend(_lines(xs, shown, y))
    for index, anchor in ((0, "start"), (-1, "end")):
        parts.append(
            Markup('<text class="axis" x="{}" y="{}" text-anchor="{}">{}</text>').format(
                xs[index], _HEIGHT - 6, anchor, shown[index].run[5:]
            )
        )
    label = f"{shown[0].run} 至 {shown[-1].run} 得分走势"
    return Markup(
        '<svg class="trend" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" '
        'aria-label="{label}">{parts}</svg>'
    ).format(w=_WIDTH, h=_HEIGHT, label=label, parts=Markup("").join(parts))


def _lines(xs: Sequence[float], points: Sequence[ScorePoint], y: Height) -> list[Markup]:
    # A night without a score breaks the line: nothing is drawn where nothing was measured.
    runs: list[list[tuple[float, float]]] = [[]]
    for x, point in zip(xs, points, strict=True):
        if point.value is None:
            runs.append([])
        else:
            runs[-1].append((x, y(point.value)))
    parts = []
    for run in runs:
        line = " ".join(f"{x},{height}" for x, height in run)
        if len(run) > 1:
            parts.append(Markup('<polyline class="line" points="{}"/>').format(line))
    if len(points) <= 31:
        parts.extend(
            Markup('<circle class="dot" cx="{}" cy="{}" r="2.4"/>').format(x, height)
            for run in runs
            for x, height in run
        )
    last = points[-1]
    if last.value is not None:
        parts.append(
            Markup('<text class="last" x="{}" y="{}">{}</text>').format(
                xs[-1] + 7, y(last.value) + 4, f"{last.value:.2f}"
            )
        )
    return parts
