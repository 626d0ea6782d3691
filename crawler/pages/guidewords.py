"""The labels of service guides (guide_labels.toml), and lines that are one or begin with one."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from crawler.pages.outline import Outline
from crawler.pages.shown import Shown
from crawler.pages.text import key

_NUMBER = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}(?:部分|[、.．:：])|[(（][一二三四五六七八九十\d]{1,3}[)）]|"
    r"\d{1,2}[、.．)）](?!\d)|[①-⑳●■◆★▶▪※·•【\[])\s*"
)
_COLON = re.compile(r"[:：】\]]")
LONGEST_LABEL = 16
_ROW_OF_TABS = 4
"""So many labels one after the other, with nothing between, are tabs to click on."""


@cache
def guide_labels() -> dict[str, str]:
    """Which part of a guide each label names, by the label's key."""
    table = tomllib.loads(
        files("crawler.pages").joinpath("guide_labels.toml").read_text(encoding="utf-8")
    )
    return {key(label): slug for slug, labels in table.items() for label in labels}


def split_label(text: str) -> tuple[str, str]:
    """A line's label and what stands behind it; no label if it is none."""
    bare = _NUMBER.sub("", text.strip()).strip()
    colon = _COLON.search(bare)
    if colon is not None and colon.start() <= LONGEST_LABEL:
        label = bare[: colon.start()].strip()
        if key(label) in guide_labels():
            return label, bare[colon.end() :].strip(" :：")
    if len(bare) <= LONGEST_LABEL and key(bare) in guide_labels():
        return bare.strip(" :：【】[]"), ""
    return "", ""


def is_bare_label(text: str) -> bool:
    """Whether a line is a label and nothing else, not even numbered."""
    label, rest = split_label(text)
    return bool(label) and not rest and not re.match(r"[一二三四五六七八九十\d(（]", text.strip())


def tab_lines(view: Shown, layout: Outline) -> frozenset[int]:
    """Lines of labels in a row, each in an element of its own or a link, nothing between them."""
    row: list[int] = []
    found: set[int] = set()
    for number in range(layout.content_start, min(layout.content_end, layout.footer) + 1):
        line = view.lines[number] if number < len(view.lines) else None
        whole = line is not None and line.tag not in ("td", "th") and is_bare_label(line.text)
        if whole:
            row.append(number)
            continue
        if len(row) >= _ROW_OF_TABS:
            # The heading of the first panel follows the tabs, among which its label stands.
            slugs = [guide_labels()[key(split_label(view.lines[n].text)[0])] for n in row]
            found.update(row[:-1] if slugs[-1] in slugs[:-1] else row)
        row = []
    return frozenset(found)
