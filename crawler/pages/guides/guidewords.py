"""The labels of service guides (guide_labels.toml, guide_words.toml), and lines with one."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from crawler.pages.markup.outline import Outline
from crawler.pages.markup.shown import Line, Shown
from crawler.pages.words.text import key

_NUMBER = re.compile(
    r"^(?:第?[一二三四五六七八九十百]{1,3}(?:部分|[、.．:：])|[(（][一二三四五六七八九十百\d]{1,3}[)）]|"
    r"\d{1,2}[、.．)）](?!\d)|[①-⑳●■◆★▶▪※·•【\[［〖「『])\s*"
)
_COLON = re.compile(r"[:：】\]］〗」』]|[—－]{1,2}|\s[-–]{1,2}\s")
_ASKS = re.compile(r"[?？]$")
LONGEST_LABEL = 16
_LONGEST_HINT = 12
_LONGEST_QUESTION = 24
_ROW_OF_TABS = 4
"""So many labels one after the other, with nothing between, are tabs to click on."""


@cache
def guide_labels() -> dict[str, str]:
    """Which part of a guide each label names, by the label's key."""
    table = tomllib.loads(
        files("crawler.pages.guides").joinpath("guide_labels.toml").read_text(encoding="utf-8")
    )
    return {key(label): slug for slug, labels in table.items() for label in labels}


@cache
def _worded() -> tuple[re.Pattern[str], dict[str, str]]:
    """The form of a label put together from a part's core word and words that say nothing."""
    data = tomllib.loads(
        files("crawler.pages.guides").joinpath("guide_words.toml").read_text(encoding="utf-8")
    )
    cores = {word: slug for slug, words in data["core"].items() for word in words}
    core = f"({'|'.join(sorted(cores, key=len, reverse=True))})"
    before, after = f"(?:{data['before']})*", f"(?:{data['after']})*"
    first = f"{before}{core}{after}"
    return re.compile(f"{first}(?:(?:及|和|与|或){first})?"), cores


@cache
def _never() -> re.Pattern[str]:
    text = files("crawler.pages.guides").joinpath("guide_words.toml").read_text(encoding="utf-8")
    return re.compile(tomllib.loads(text)["never"])


@cache
def _asked() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Per part how a heading asks for it."""
    text = files("crawler.pages.guides").joinpath("guide_words.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)["asked"]
    return tuple((slug, re.compile(pattern)) for slug, pattern in table.items())


@lru_cache(maxsize=8_192)
def slugs_of(label: str) -> tuple[str, ...]:
    """The parts of a guide that a label names: known as it is, or worded around their core words.

    需提交材料 is materials, 受理机构地址 a place; a label of two cores (条件及材料) names both.
    """
    word = key(label)
    known = guide_labels().get(word)
    if known is not None:
        return (known,)
    if _ASKS.search(label.strip()) and len(word) <= _LONGEST_QUESTION:
        return tuple(slug for slug, pattern in _asked() if pattern.search(word))
    if not word or len(word) > LONGEST_LABEL or _never().search(word):
        return ()
    form, cores = _worded()
    match = form.fullmatch(word)
    found = [cores[core] for core in match.groups() if core] if match is not None else []
    return tuple(dict.fromkeys(found))


def hinted(text: str) -> tuple[str, ...]:
    """The parts whose core word an unknown label holds: it may be theirs, or something else."""
    bare = _NUMBER.sub("", text.strip()).strip()
    colon = _COLON.search(bare)
    word = key(bare[: colon.start()] if colon is not None else bare)
    if not word or len(word) > _LONGEST_HINT or _never().search(word) or slugs_of(word):
        return ()
    return tuple(dict.fromkeys(slug for core, slug in _worded()[1].items() if core in word))


def split_label(text: str) -> tuple[str, str]:
    """A line's label and what stands behind it; no label if it is none."""
    bare = _NUMBER.sub("", text.strip()).strip()
    colon = _COLON.search(bare)
    if colon is not None and colon.start() <= LONGEST_LABEL:
        label = bare[: colon.start()].strip()
        if slugs_of(label):
            return label, bare[colon.end() :].strip(" :：")
    longest = _LONGEST_QUESTION if _ASKS.search(bare) else LONGEST_LABEL
    if len(bare) <= longest + 1 and slugs_of(bare):
        return bare.strip(" :：【】[]［］〖〗「」『』"), ""
    first, blank, rest = bare.partition(" ")
    if blank and rest.strip() and key(first) in guide_labels():
        return first, rest.strip()
    return "", ""


def label_of(line: Line) -> tuple[str, str]:
    """As `split_label`; also a label that a line sets apart from its value by an element alone."""
    label, rest = split_label(line.text)
    full = [piece for piece in line.pieces if piece.text.strip()]
    if label or len(full) < 2:
        return label, rest
    first = _NUMBER.sub("", full[0].text.strip()).strip(" :：")
    if not slugs_of(first) or full[0].anchor is not None:
        return "", ""
    return first, line.text[full[1].start :].strip(" :：")


def is_numbered(text: str) -> bool:
    """Whether a line begins with a number or a mark of a list (一、 (2) ●)."""
    return _NUMBER.match(text.strip()) is not None


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
            slugs = [slugs_of(split_label(view.lines[n].text)[0]) for n in row]
            found.update(row[:-1] if slugs[-1] in slugs[:-1] else row)
        row = []
    return frozenset(found)
