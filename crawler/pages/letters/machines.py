"""What of a page's labels a machine filled in (智能预答复, 自动回复), apart from what offices said.

Only the label and the value of a machine are held, never what else stands in their line; what
may be either's is told to be doubtful.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crawler.pages.letters.answers import is_no_reply
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.shown import Line, Shown
from crawler.pages.words.automatic import (
    AUTOMATIC,
    is_automatic,
    is_preliminary,
    stamped_by_machine,
    tells_a_text,
    without_preliminary,
)
from crawler.pages.words.labels import is_placeholder, labels_of
from crawler.pages.words.offices import OFFICE_END
from crawler.pages.words.text import key, simplify

_NAME = rf"(?!系统|平台|智能|网站)[^\W\d_您你已转的请由]{{1,18}}?(?:{OFFICE_END})"
_OFFICE = re.compile(_NAME)
# 【县城管局】…, 县城管局：…, 县城管局答复：…: whoever speaks, in front of the text.
_SPEAKS = re.compile(
    rf"(?:[【\[［]{_NAME}[】\]］]|(?:^|[\s。]){_NAME}的?(?:答复|回复|反馈)?\s?[:：])"
)
_CHECKED = re.compile(
    r"(?:^|[\s，。；！,;!:：])(?:现?经(?!系统|平台|智能|机器)|我[局委办镇乡]|我单位)[^，。；！？,;!?]{0,8}"
    r"(?:核实|核查|了解|调查|查|现场)"
)
_MACHINES_OWN = re.compile(r"网站|网$|平台$|客服|智能|系统|机器人")
_EMPTY = frozenset({"", "无", "否", "暂无", "没有", "无回复", "暂无回复"})
_OF_ANSWER = frozenset({"replied_on", "reply_body", "reply_stamp", "dated", "body"})
_OF_LETTER = frozenset({"letter", "number", "title", "submitted_on"})
_CELLS = frozenset({"td", "th"})
_TAB = 12
_EDGES = " |｜;；,，、·"


@dataclass(frozen=True)
class Parted:
    """The labels of a page without a machine's.

    `lines` are those that a machine's words fill: each only ends what stands above. `doubtful`
    is true where an office may have said what stands with a machine's words.
    """

    pairs: list[Pair]
    lines: frozenset[int]
    doubtful: bool


def without_machines(view: Shown, events: Sequence[Pair]) -> Parted:
    """The labels of a page, in reading order, without those that a machine filled in."""
    events = _of_offices(events)
    boxes = [pair for pair in events if _by_machine(pair) and not _in_line(pair)]
    lines = {number for pair in boxes for number in range(pair.start, pair.end)}
    doubtful = any(
        told_by_office(line.text) for pair in boxes for line in view.lines[pair.start : pair.end]
    )
    doubtful = doubtful or _tabs_without_text(view, events)
    by_line: dict[int, list[Pair]] = defaultdict(list)
    for pair in events:
        if pair.start not in lines:
            by_line[pair.start].append(pair)
    kept: list[Pair] = []
    for number, pairs in by_line.items():
        if not any(map(_by_machine, pairs)):
            kept += pairs
            continue
        own, open_to_doubt = _of_line(simplify(view.lines[number].text), pairs)
        kept += own
        doubtful = doubtful or open_to_doubt
        if not own:
            lines.add(number)
    kept += [Pair("noise", "", "", number, number + 1, f"a{number}") for number in lines]
    return Parted(
        sorted(kept, key=lambda pair: (pair.start, pair.offset)), frozenset(lines), doubtful
    )


def told_by_office(text: str) -> bool:
    """Whether a line of a machine's words names an office that speaks, or says what was found."""
    words = simplify(text).strip()
    spoken = _SPEAKS.search(words)
    if spoken is not None and _MACHINES_OWN.search(spoken.group()) is None:
        return True
    return _is_office(words) or _CHECKED.search(words) is not None


def _tabs_without_text(view: Shown, events: Sequence[Pair]) -> bool:
    """Whether a label of a machine's and one of an answer stand side by side, neither over a
    text: tabs (智能回复 | 人工回复), whose texts stand in boxes of their own."""
    told = {pair.start for pair in events if pair.slug == "reply" and pair.raw}
    machines = [
        number for number, line in enumerate(view.lines)
        if _may_be_tab(line, view) and is_automatic(key(line.text)) and number not in told
    ]  # fmt: skip
    labels = labels_of("message")
    return any(
        _may_be_tab(view.lines[beside], view)
        and labels.get(key(view.lines[beside].text)) == "reply"
        for number in machines
        for beside in (number - 1, number + 1)
        if 0 <= beside < len(view.lines) and beside not in told
    )


def _may_be_tab(line: Line, view: Shown) -> bool:
    """Whether a line is short, announces no value and fills no cell: an empty one may follow."""
    text = line.text
    return (
        4 <= len(text) <= _TAB and text[-1:] not in "：:" and view.boxes[line.box].tag not in _CELLS
    )


def _of_line(text: str, pairs: list[Pair]) -> tuple[list[Pair], bool]:
    """The labels of one line that are no machine's, and whether some may be an office's."""
    pairs = sorted(pairs, key=lambda pair: pair.offset)
    answered = any(
        pair.slug == "reply" or (pair.slug == "reply_body" and _is_office(pair.raw))
        for pair in pairs
    )
    labelled = any(pair.label for pair in pairs)
    kept: list[Pair] = []
    doubtful = speaking = False
    for pair in pairs:
        if not _by_machine(pair):
            if speaking and not answered and pair.slug in _OF_ANSWER:
                doubtful = True
            else:
                kept.append(pair)
            continue
        if (labelled and not pair.label) or _is_empty(pair.raw):
            continue
        last = kept[-1] if kept else None
        if last is not None and last.slug == "reply" and last.raw and not is_no_reply(last.raw):
            kept[-1] = _through(text, last, pairs)
            continue
        speaking = tells_a_text(pair.label)
        doubtful = doubtful or told_by_office(pair.raw)
    return kept, doubtful


def _through(text: str, reply: Pair, pairs: list[Pair]) -> Pair:
    """A reply with the words of a machine that it quotes: up to the next label of its line."""
    begin = text.find(reply.raw, reply.offset)
    later = (one.offset for one in pairs if one.offset > reply.offset and not _by_machine(one))
    return replace(reply, raw=text[begin : next(later, len(text))].strip(_EDGES))


def _of_offices(events: Sequence[Pair]) -> list[Pair]:
    """The labels with those of a preliminary answer (预答复) read as an answer's where an office
    gave it: its unit or its text names one, or it says what was found."""
    machine = {
        number for pair in events if _by_machine(pair) and not is_preliminary(pair.label)
        for number in range(pair.start, pair.end)
    }  # fmt: skip
    labels = labels_of("message")
    meant: dict[int, Pair] = {}
    for run in _runs(events, machine):
        if any(_is_office(events[at].raw) or told_by_office(events[at].raw) for at in run):
            for at in run:
                slug = labels.get(without_preliminary(events[at].label), AUTOMATIC)
                meant[at] = replace(events[at], slug=slug)
    return [meant.get(at, pair) for at, pair in enumerate(events)]


def _runs(events: Sequence[Pair], machine: set[int]) -> Iterator[list[int]]:
    """Where labels of preliminary answers stand, those of each letter together."""
    run: list[int] = []
    for at, pair in enumerate(events):
        if pair.slug == AUTOMATIC and is_preliminary(pair.label) and pair.start not in machine:
            run.append(at)
        elif pair.slug in _OF_LETTER:
            yield run
            run = []
    yield run


def _is_office(raw: str) -> bool:
    words = simplify(raw).strip()
    return _OFFICE.fullmatch(words) is not None and _MACHINES_OWN.search(words) is None


def _is_empty(raw: str) -> bool:
    return key(raw) in _EMPTY or is_placeholder(raw)


def _in_line(pair: Pair) -> bool:
    """Whether a label and its value stand in one line, maybe with others."""
    return pair.group[:1] in ("l", "s") and not pair.whole


def _by_machine(pair: Pair) -> bool:
    stamp = pair.slug == "reply_stamp" and not pair.label
    return pair.slug == AUTOMATIC or (stamp and stamped_by_machine(pair.raw))
