"""A score's nights as a small line, for a row of a table."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from reports.model import ScorePoint

_WIDTH, _HEIGHT, _PAD = 120, 28, 3


def sparkline(points: Sequence[ScorePoint]) -> Markup:
    """An SVG of the values; gaps where a night has none; empty for fewer than two values.

    The axis spans the values, at least five points of 100, so that a small change stays small.
    """
    values = [None if one.value is None else float(one.value) for one in points]
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return Markup("")
    low, high = min(known), max(known)
    spare = max(0.0, 5.0 - (high - low)) / 2
    low, span = low - spare, high - low + 2 * spare
    step = (_WIDTH - 2 * _PAD) / (len(values) - 1)
    parts: list[str] = []
    pen = "M"
    x = y = 0.0
    for number, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        x = _PAD + number * step
        y = _HEIGHT - _PAD - (value - low) / span * (_HEIGHT - 2 * _PAD)
        parts.append(f"{pen}{x:.1f} {y:.1f}")
        pen = "L"
    return Markup(
        '<svg class="spark" viewBox="0 0 {w} {h}" width="{w}" height="{h}" aria-hidden="true">'
        '<path d="{d}"/><circle cx="{x}" cy="{y}" r="2.2"/></svg>'
    ).format(w=_WIDTH, h=_HEIGHT, d="".join(parts), x=f"{x:.1f}", y=f"{y:.1f}")
