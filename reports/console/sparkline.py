"""A score's nights as a small line, for a row of a table."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

_WIDTH, _HEIGHT, _PAD = 120, 28, 3


def sparkline(values: Sequence[float | None]) -> Markup:
    """An SVG of the values; gaps where a night has none; empty for fewer than two values.

    The axis spans the values, at least five points of 100, so that a small change stays small.
    """
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
    # Numbers of ours alone: nothing here needs to be escaped.
    return Markup(
        f'<svg class="spark" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}"'
        f' aria-hidden="true"><path d="{"".join(parts)}"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.2"/></svg>'
    )
