"""What makes a page as heavy as a real one: style sheet, scripts and link lists in the page."""

# ruff: noqa: E501 - markup as it is answered
from __future__ import annotations

import random

_PARTS = (
    "header", "nav", "banner", "crumb", "main", "side", "list", "pager", "article", "share",
    "footer", "float", "search", "topic", "tab", "links",
)  # fmt: skip


def style(seed: str, rules: int) -> str:
    """A style sheet of that many rules."""
    rng = random.Random(seed)
    lines = ["body{margin:0;font:14px/1.8 'Microsoft YaHei',simsun,sans-serif;color:#333}"]
    for index in range(rules):
        part = rng.choice(_PARTS)
        lines.append(
            f".{part}-{index % 40} li a:hover,.{part}-{index % 40} .tit{{padding:{rng.randint(0, 30)}px "
            f"{rng.randint(0, 40)}px;width:{rng.randint(60, 1180)}px;line-height:{rng.randint(18, 48)}px;"
            f"background:#{rng.randint(0x333333, 0xFFFFFF):06x};border-bottom:1px dashed #ddd}}"
        )
    return "\n".join(lines)


def script(seed: str, functions: int) -> str:
    """A script of that many small functions, as templates carry them in the page."""
    rng = random.Random(seed)
    lines = ["var siteTools = {};"]
    for index in range(functions):
        part = rng.choice(_PARTS)
        lines.append(
            f"siteTools.fn{index} = function (index, node) {{ var box = document.getElementById('{part}"
            f"{index}'); if (!box) {{ return; }} box.style.display = index === {rng.randint(0, 9)} ? 'block' : "
            f"'none'; window.setTimeout(function () {{ box.className = '{part}-{rng.randint(0, 39)}'; }}, "
            f"{rng.randint(100, 4000)}); }};"
        )
    return "\n".join(lines)


_OUTSIDE = (
    "中央政府门户", "省人民政府", "省发展和改革委员会", "省教育厅", "省财政厅", "省水利厅", "省农业农村厅",
    "省文化和旅游厅", "省卫生健康委员会", "省市场监督管理局", "省统计局", "省林业局", "省气象局", "邻市门户网站",
)  # fmt: skip


def outside_options() -> str:
    """A choice of sites that nobody may ask, as every footer has it."""
    return "".join(
        f'<option value="http://www.gov{index:02d}.example/">{name}</option>'
        for index, name in enumerate(_OUTSIDE)
    )


def outside_links() -> str:
    """Links to a few of these sites."""
    return "".join(
        f'<a href="http://www.gov{index:02d}.example/" target="_blank">{name}</a>'
        for index, name in enumerate(_OUTSIDE[:6])
    )
