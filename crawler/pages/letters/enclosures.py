"""What stands on a letter's part of a page and is no text: pictures, frames, files, links to more.

What every page of a board shows (codes, captchas, icons, menus) tells nothing of a letter, and
what stands with a letter above its state is the writer's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from operator import attrgetter
from typing import TypeVar

from crawler.pages.letters.answers import ASIDE
from crawler.pages.markup.pictures import is_content_media
from crawler.pages.markup.shown import Anchor, Box, Media, Shown
from crawler.pages.words.wording import pattern

_FILE = re.compile(r"\.(?:pdf|docx?|wps|ofd|ceb|xlsx?|zip|rar|jpe?g|png)\b", re.I)
_ENCLOSED = re.compile(r"附件\s?[\d一二三四五]*|(?:点击)?下载(?:附件)?")
_LINKED, _MENU, _NEXT = map(pattern, ("linked_answer", "board_menu", "next_letter"))
_FURNITURE, _PHOTOGRAPH = map(pattern, ("board_picture", "photograph"))
_OF_ANSWER, _LONGEST_NAME = pattern("enclosed_answer"), 40
_RECORDED = pattern("recorded")
_RESULT_LINK, _LEAST_LINKED = pattern("result_link"), 6
_ROWS = frozenset({"tr", "li", "dl"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p"})
Placed = TypeVar("Placed", Anchor, Media)


def shows_media(view: Shown, part: range, asked: range, written: range) -> bool:
    """Whether a picture, a frame or a player stands apart from what was written.

    `asked` are the lines of the letter's text, `written` those where all is the writer's.
    """
    boxes = _boxes_of(view, asked)
    linked = {
        one.line for one in _standing(view.anchors, part) if one.href and not _FILE.search(one.href)
    }
    return any(
        (is_content_media(one) or _is_frame(one) or _is_recording(view, one))
        and not (one.tag == "img" and one.line in linked)
        and not is_furniture(one)
        and one.line - 1 not in written
        and not (asked and _goes_on(view, one, asked))
        and boxes.isdisjoint(around(view, one.box))
        for one in _standing(view.media, part)
    )


def is_furniture(media: Media) -> bool:
    """Whether a picture or a frame is by its name one of those of the board itself."""
    names = ("data-src", "data-original", "src")
    source = next((text for name in names if (text := media.attributes.get(name))), "")
    return source.startswith("data:image/") or _FURNITURE.search(source[-200:]) is not None


def _goes_on(view: Shown, media: Media, asked: range) -> bool:
    """Whether a picture stands in a paragraph between those of the letter or right below them."""
    one, two = view.boxes[view.lines[asked[-1]].box], view.boxes[media.box]
    beside = one.tag == two.tag == "p" and one.parent == two.parent
    return media.tag == "img" and asked.start < media.line <= asked.stop and beside


def _boxes_of(view: Shown, lines: range) -> frozenset[int]:
    """The boxes that hold some lines and no others."""
    found: set[int] = set()
    for number in lines:
        at = view.lines[number].box
        while at >= 0 and lines.start <= view.boxes[at].start and view.boxes[at].end <= lines.stop:
            found.add(at)
            at = view.boxes[at].parent
    return frozenset(found)


def _standing(found: Sequence[Placed], part: range) -> Sequence[Placed]:
    """Those of links or pictures that stand in some lines, or right behind the last."""
    line = attrgetter("line")
    first = bisect_left(found, part.start, key=line)
    return found[first : bisect_right(found, part.stop, key=line)]


def _is_frame(media: Media) -> bool:
    source = (media.attributes.get("src") or "").strip()
    sizes = {(media.attributes.get(name) or "").strip("px ") for name in ("width", "height")}
    blank = not source or source.startswith("about:")
    unseen = sizes & {"0", "1"} and "onload" not in media.attributes  # one that grows when it loads
    return media.tag == "iframe" and not media.template and not blank and not unseen


def _is_recording(view: Shown, media: Media) -> bool:
    """Whether a player plays what was said: what stands before it calls it that, or an answer."""
    plays = media.tag == "audio" and not media.template and "controls" in media.attributes
    before = view.lines[media.line - 1].text if plays and media.line else ""
    return _RECORDED.fullmatch(before) is not None


def around(view: Shown, at: int) -> Iterator[int]:
    """A box and those that it stands in, from the inside."""
    while at >= 0:
        yield at
        at = view.boxes[at].parent


def leads_to_answer(view: Shown, part: range, asked: Collection[int]) -> bool:
    """Whether a link leads to the answer, and neither to other letters nor to all answers.

    One beside links to write or to search is of the board's menu.
    """
    return any(_leads(view, number) for number in part if number not in asked)


def _leads(view: Shown, number: int) -> bool:
    line = view.lines[number]
    if line.template or not line.link_chars:
        return False
    if _LINKED.search(line.text) is None and not _is_beside_result(view, number):
        return False
    if ASIDE.fullmatch(line.text) or any(map(_NEXT.match, _before(view, number))):
        return False
    beside = _links_beside(view, line.box)
    return _MENU.search(beside) is None


def _is_beside_result(view: Shown, number: int) -> bool:
    """Whether a line is a link to a text, and what stands before it in its row calls that a result:
    查看结果 | 关于路灯情况的说明."""
    line, before = view.lines[number], view.lines[max(number - 1, 0)]
    front = "".join(piece.text for piece in line.pieces if piece.anchor is None).rstrip(":： ")
    if _RESULT_LINK.fullmatch(front.lstrip()) and line.text.startswith(front.lstrip()):
        return line.link_chars >= _LEAST_LINKED
    named = _RESULT_LINK.fullmatch(before.text.rstrip(":： ")) and not before.link_chars
    if not named or not line.link_chars == len(line.text) >= _LEAST_LINKED:
        return False
    row = row_of(view, view.boxes[line.box])
    return row.start <= number - 1 and row.tag in _ROWS


def _before(view: Shown, number: int) -> list[str]:
    return [view.lines[at].text for at in (number - 1, number) if at >= 0]


def _links_beside(view: Shown, at: int) -> str:
    """The words of the links in a box, or in the list or the row that it is one of."""
    box = view.boxes[at]
    if box.tag in ("li", "td", "dd", "span", "a") and box.parent >= 0:
        box = view.boxes[box.parent]
    stop = min(box.end, box.start + 12)
    return " ".join(
        piece.text
        for line in view.lines[box.start : stop]
        for piece in line.pieces
        if piece.anchor is not None
    )


def has_file(view: Shown, part: range, asked: range, written: range, *, spared: bool) -> bool:
    """Whether a link to a file stands apart from what was written; a wordless one, in no line.

    Photographs beside the empty label of an answer (`spared`) are the writer's.
    """
    first = bisect_left(view.anchors, part.start, key=attrgetter("line"))
    said = _words_of_anchors(view, range(part.start, part.stop + 1))
    return any(
        not one.template and one.line not in asked
        and (one.line not in written or _is_of_answer(view, one.line))
        and _is_file(one, words := said.get(number, "").strip())
        and not (spared and _PHOTOGRAPH.search(words))
        and (one.line < part.stop or _is_wordless(view, one))
        for number, one in enumerate(_standing(view.anchors, part), first)
    )  # fmt: skip


def _is_file(anchor: Anchor, words: str) -> bool:
    if anchor.saved_as is not None:
        return True
    named = _FILE.search(words) or _ENCLOSED.fullmatch(words)
    return bool(anchor.href and (_FILE.search(anchor.href) or named))


def _words_of_anchors(view: Shown, lines: range) -> dict[int, str]:
    """What each link in some lines says, by the number of its anchor."""
    said: dict[int, str] = {}
    for line in view.lines[lines.start : lines.stop]:
        for piece in line.pieces:
            if piece.anchor is not None:
                said[piece.anchor] = said.get(piece.anchor, "") + piece.text
    return said


def _is_of_answer(view: Shown, number: int) -> bool:
    """Whether the line of a link, or the label above it, calls it what an answer encloses."""
    lines = view.lines[max(0, number - 1) : number + 1]
    return any(_OF_ANSWER.search(one.text) and len(one.text) <= _LONGEST_NAME for one in lines)


def _is_wordless(view: Shown, anchor: Anchor) -> bool:
    return anchor.line >= len(view.lines) or not view.lines[anchor.line].link_chars


def shows_answer(view: Shown, part: range, heads: Sequence[int]) -> bool:
    """Whether a picture or a frame, linked or small, stands right under a label of an answer.

    `heads` are the lines of such labels without a text.
    """
    return any(
        _is_under(view, one, head)
        for head in heads
        if head in part
        for one in _standing(view.media, range(head, head + 1))
    )


def _is_under(view: Shown, media: Media, head: int) -> bool:
    if media.template or media.line not in (head, head + 1) or is_furniture(media):
        return False
    label = view.lines[head].box
    row = next((at for at in around(view, label) if view.boxes[at].tag in _ROWS), label)
    if row == label and view.boxes[label].end - view.boxes[label].start > 1:
        return False
    held = row in around(view, media.box)
    below = media.line == head + 1 and view.boxes[label].tag in _HEADINGS and row == label
    beside = below and view.boxes[label].parent in around(view, media.box)
    return (media.line == head + 1 and held) or media.box == label or beside


def row_of(view: Shown, box: Box) -> Box:
    """The row, item or part of a page that a box stands in."""
    while box.tag not in ("tr", "li", "dl", "div") and box.parent >= 0:
        box = view.boxes[box.parent]
    return box
