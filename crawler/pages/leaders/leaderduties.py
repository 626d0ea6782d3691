"""A leader's duties below the label that names them, whatever their words are."""

from __future__ import annotations

import re
from dataclasses import replace

from crawler.pages.leaders.leaderlines import Person, names_one, tells_years
from crawler.pages.leaders.leaderoffices import ends_in_post, is_office
from crawler.pages.leaders.leadertext import is_tab_beside
from crawler.pages.markup.shown import Line, Shown
from crawler.pages.words.labels import is_placeholder, labels_of
from crawler.pages.words.leader_words import begins_duty, describes, is_division
from crawler.pages.words.roles import is_hub, roles_of
from crawler.pages.words.text import key, simplify
from crawler.pages.words.wording import pattern

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CELLS = frozenset({"td", "th"})
_LISTS, _PARTS = frozenset({"ul", "ol", "p"}), frozenset({"td", "th", "dd"})
_MOST_LINES = 30
_LABEL = re.compile(r"\s*([\u3400-\u9fff ]{2,14})[:：]\s*")
_OF_ONE = re.compile(r"分工|(?:分管|主管|协管).*工作")
"""Labels of somebody's work: a body has duties (主要职责) as well, and 分管单位 is over bodies."""
_TELLS_OF_ELSE = re.compile(r"\d{4}|(?:^|[，,\s])[男女](?:[，,、\s]|$)|出生|族[，,]")
"""Days, telephone numbers and who somebody is: no duties."""
_TOLD = re.compile(
    r"、|[。；;，,]$|^[(（]?\d{1,2}[)）.．]\s?[\u3400-\u9fff]"
    r"|^(?!.*[您你我请])[\u3400-\u9fff]{2,8}(?:\s?[，,·/及和与]\s?[\u3400-\u9fff]{2,8})+$"
)
"""Signs of a text or of one of its points, which the names of a menu and of a page's other parts
lack."""
_MERE = re.compile(r"(?!.*[您你我请])[\u3400-\u9fff]{2,12}(?:\s[\u3400-\u9fff]{2,12})*")
_ITEMS = frozenset({"ul", "ol"})
_LONGEST_NOTHING = 40
# Words in the place of duties that lead to these elsewhere: 详见附件, 点击查看.
_ELSEWHERE = re.compile(r"(?:(?:请|详|参|请参|请详)见|请?点击|请?查看)[^。；;，,]{0,12}[。.]?|"
                        r"见(?:附件|链接|文件|详情|[上下])[^。；;，,]{0,4}[。.]?")  # fmt: skip

_MORE = r"(?:查看|点击|了解)*(?:详细|详情|更多|全文|全部)(?:信息|内容|介绍)?"
_CUT = re.compile(rf"(?:[.。]{{3,}}|…+)\s*(?:[\[【(（]?{_MORE}[\]】)）]?\s*[>＞»›]*)?$"
                  rf"|\s*(?:[\[【(（]{_MORE}[\]】)）]\s*[>＞»›]*|{_MORE}\s*[>＞»›]+)$")  # fmt: skip
"""How the beginning of a text ends: with dots, or a word that leads to all of it."""
_LONGEST_CUT = 60
_DOTS = re.compile(r"[.。…]")


def duties_below(view: Shown, number: int) -> range:
    """The lines of duties that begin at a label of somebody's: up to the next name, post, label or
    heading, or the end of the box that holds the label.

    A line that is none by its own words is one only if it is told as a text is and nothing that
    is not stands above it, or between two that are. Empty where the line is no such label, or the
    name of a tab. A label that shares its line with the first of the duties begins them, one that
    fills its line stands above them.
    """
    line = view.lines[number]
    label = _label_of(line)
    if not _OF_ONE.search(label) or labels_of("leader").get(label) != "division":
        return range(0)
    if line.template or any(is_tab_beside(view, number, n) for n in (number - 1, number + 1)):
        return range(0)
    box = view.boxes[line.box]
    while (
        (box.start, box.end) == (number, number + 1) and box.parent >= 0 and box.tag not in _CELLS
    ):
        box = view.boxes[box.parent]
    fills = key(line.text) == label
    if not fills and is_placeholder(_LABEL.sub("", line.text, count=1)):
        return range(0)
    begin, end = number + fills, number + 1
    for below in range(number + 1, min(box.end, number + _MOST_LINES)):
        if not _goes_on(view, below):
            break
        told = below == end and _is_told(view, below, number)
        if told or (end > begin and _is_duty(view, below)):
            end = below + 1
    return range(begin, end)


def tells_nothing(text: str) -> bool:
    """Whether words in the place of duties say that there are none yet, or lead to them
    elsewhere: 暂无信息, 信息更新中, 详见附件."""
    text = _LABEL.sub("", simplify(text), count=1)
    if is_placeholder(text) or _ELSEWHERE.fullmatch(text):
        return True
    said = (pattern(name).search(text) for name in ("blank", "pending"))
    return len(text) <= _LONGEST_NOTHING and not is_division(text) and any(said)


def as_shown(person: Person) -> Person:
    """A person without the words that tell where else his duties are, or that they are to come;
    `unread` where but the beginning of them is shown, which no full stop ends."""
    if person.division and tells_nothing(person.division):
        return replace(person, division="", unread=True)
    cut = _CUT.search(person.division, max(0, len(person.division) - _LONGEST_CUT))
    if cut is None:
        return person
    begun = person.division[: cut.start()].rstrip()
    if begun.endswith("。") and not _DOTS.match(cut[0]):  # whole: 更多 leads to something else
        return replace(person, division=begun)
    begun = begun.rstrip(" .…")
    return replace(person, division=f"{begun}……", unread=True) if begun else person


def heads_duties(line: Line) -> bool:
    """Whether a line of a page's own labels somebody's duties, with some behind it or not."""
    own = not line.template and line.link_chars * 2 <= len(line.text)
    return own and labels_of("leader").get(_label_of(line)) == "division"


def _is_told(view: Shown, number: int, label: int) -> bool:
    """Whether a line below a label is one of a text, or part of such a one that is broken there:
    of the same list, paragraph or cell. Mere words (审计) are told where they are all that stands
    between the label and the end of its box, or the items of the list right below it; several in
    one line (财政 审计) always. Most of them are none that a menu calls its entries."""
    box = view.boxes[view.lines[number].box]
    while box.parent >= 0 and (box.start, box.end) == (number, number + 1):
        box = view.boxes[box.parent]
    one = box.tag in _LISTS or (box.tag in _PARTS and box.start > label)
    lines = range(max(box.start, label + 1), min(box.end, label + _MOST_LINES))
    texts = [simplify(view.lines[n].text) for n in (lines if one else (number,))]
    if any(is_division(text) or begins_duty(text) or _TOLD.search(text) for text in texts):
        return True
    listed = box.tag in _ITEMS and box.start == label + 1
    alone = box.start <= label and box.end == number + 1 == label + 2
    mere = (listed or alone or " " in texts[0]) and all(map(_is_mere, texts))
    words = " ".join(texts).split()
    return mere and sum(is_hub(word) or bool(roles_of(word)) for word in words) * 2 < len(words)


def _is_mere(text: str) -> bool:
    """Whether a line is of mere words, of which the foot of a page or a box beside has none."""
    beside = pattern("no_row").search(text) or pattern("aside").search(text)
    return not beside and _MERE.fullmatch(text) is not None


def _is_duty(view: Shown, number: int) -> bool:
    """Whether a line is one of duties by its own words."""
    text = simplify(view.lines[number].text)
    return is_division(text) or begins_duty(text)


def _label_of(line: Line) -> str:
    """The words that a line is, or those before its first colon."""
    label = _LABEL.match(line.text)
    return key(label[1] if label is not None else line.text[:16])


def _goes_on(view: Shown, number: int) -> bool:
    """Whether duties go on in a line: nothing begins there that is said of somebody or else."""
    line, text = view.lines[number], simplify(view.lines[number].text)
    if line.template or line.has_input or line.link_chars * 2 > len(line.text):
        return False
    if is_division(text) or begins_duty(text):
        return not names_one(line)
    ends = line.tag in _HEADINGS or names_one(line) or _LABEL.match(text) or describes(text)
    ends = ends or _TELLS_OF_ELSE.search(text) or tells_years(text) or tells_nothing(text)
    ends = ends or (line.bold and ends_in_post(text))  # the post of the next one, whatever body's
    if ends or pattern("beside_duties").search(text) or key(text) in labels_of("leader"):
        return False
    # What stands right above a post may be the name of whoever holds it.
    return not any(is_office("".join(simplify(one.text).split()))
                   for one in view.lines[number : number + 2])  # fmt: skip
