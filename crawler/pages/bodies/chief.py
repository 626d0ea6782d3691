"""Who heads a body, as a page of its profile names him."""

from __future__ import annotations

import re
from itertools import pairwise

from crawler.pages.bodies.profile import profile_field
from crawler.pages.bodies.toldcontacts import own_lines
from crawler.pages.leaders.leader import read_leaders
from crawler.pages.markup.labelled import text_field
from crawler.pages.markup.page import Page
from crawler.pages.markup.pairs import pairs_of
from crawler.pages.task import Task
from crawler.pages.words.leader_words import is_of_menu, name_in, posts
from crawler.pages.words.text import clean, key, simplify
from crawler.pages.words.wording import pattern
from crawler.records.model import Field, Snapshot, Source

_LEADER = re.compile(
    r"^(?P<post>[\u3400-\u9fff、（）()]{2,20})\s*[:：]\s*(?P<name>[\u3400-\u9fff·*×某]{2,6})$"
)

_POST = (
    r"(?<![副原前管助])(?<![曾时原前历]任)(?:[局厅镇乡县区市州旗]长|(?:(?<=办事处)|(?<![室科股处组办中心]))主任"
    r"|(?<![室科股处组位])(?:主要)?负责人|法定代表人)"
)
_NAME = r"[\u3400-\u9fff]{2,4}?"
_END = r"(?:同志|先生|女士)?(?=[，,。；;、（()）\s]|兼|主持|$)"
_TOLD = (
    re.compile(rf"(?P<post>{_POST})(?:一职)?(?:现?由|[为是系])?\s?[:：]?\s?(?P<name>{_NAME}){_END}"),
    re.compile(rf"(?:^|[，,。；;\s])(?P<name>{_NAME})(?:同志)?现?(?:担?任|为)[^，,。；;、]{{0,14}}?"
               rf"(?P<post>{_POST})(?=[，,。；;、]|$)"),
)  # fmt: skip
_WHOLE_POST = re.compile(rf"[\u3400-\u9fff、（）()]{{0,14}}{_POST}")
_BELOW = re.compile(r"副|助理|调研员|[室科股处组]主任|[科股处]长")
"""Of those who head no body."""
_NO_NAMES = re.compile("热线|信箱|安全|平时|经理|管理|任期|任免|任命|终身|主持|负责|会议|应当")
_PARTS = re.compile(r"[\s，,、；;：:。（()）]+")
_ADDRESSED = re.compile(r"(?:同志|先生|女士)(?=$|[\s，,、；;（(])")
_BESIDE_NAME = re.compile(r"[\d*×\-—－+]{5,}")
"""A phone number behind a name, masked perhaps."""
_DOES = re.compile(
    r"[\u3400-\u9fff]{2,4}(?<![室股科处局部门位组心会站所])(?:主持|负责)(?!人).{0,10}工作"
    r"|由[\u3400-\u9fff·]{2,8}(?<![室股科处局部门位组心会站所])(?:主持|负责)(?!人)"
)
"""Who does the work, and no office: 李副局长主持工作."""
_ANY_NAME = re.compile(r"[\u3400-\u9fff·]{2,10}")
_VACANT = re.compile(
    rf"(?P<post>{_POST})(?:职位|一职|职务|岗位)?(?P<mark>[:：]?)[（(]?"
    r"(?:目前|现|暂时|暂|仍)*(?:空缺|暂缺|缺位)"
)
"""Of a post that nobody holds, in a sentence; 负责人：暂缺 may be but a gap of the page."""
_VACANT_VALUE = re.compile(r"[（(]?(?:职位|职务|目前|现|暂时|暂)*(?:空缺|缺位?|缺额)[）)]?")
"""What stands beside the label of a post that nobody holds."""
_ACTING = re.compile(
    rf"(?P<post>副?[局厅镇乡县区市州旗处院]长|副?主任|副?书记|党组成员)(?P<name>{_NAME})"
    r"(?:同志)?[（(，,]?(?:暂时|临时|目前|现)?主持"
    r"(?:(?:[省市县区旗州盟镇乡局委厅办]|街道)?(?:(?:人民)?政府|行政|机关)?(?:全面)?工作)"
)
"""Who stands in for a head: 副局长李四主持全面工作; not the daily work (日常工作) of a deputy."""


def leader_of(page: Page, task: Task, snapshot: Snapshot) -> Field[str] | None:
    """Who heads the body, as the page names him: under a label, after his post, in a list."""
    empty = None
    for pair in pairs_of(page, "office"):
        if pair.slug == "leader":
            field = text_field(pair, page.url, Source.LABEL, "正文")
            if field.value and _is_somebody(simplify(field.value)):
                return field
            post = posts().search(pair.label) is not None and "人" not in pair.label
            if post and _VACANT_VALUE.fullmatch(clean(simplify(field.raw))):
                return profile_field(page, "空缺", pair.label, "正文")
            empty = empty or (field if not field.value else None)
    for _, line in own_lines(page):
        match = _LEADER.match(simplify(clean(line.text)))
        if match is not None and posts().search(match.group("post")) and _is_one(match["name"]):
            return profile_field(page, match.group("name"), match.group("post"), "正文")
    if (beside := _beside(page)) is not None:
        return beside
    named = [
        one
        for one in read_leaders(page, task, snapshot)
        if _is_somebody(one.name) and _ends_in_post(one.post) and one.present
    ]
    heads = [one for one in named if not _BELOW.search(one.post) or "主持" in one.division]
    if not heads and (told := _told(page)) is not None:
        return told
    # Where a head is spoken of and was not read, the first of those named stands for him.
    for leader in heads or (named if _names_head(page) else ()):
        return profile_field(page, leader.name, leader.post, "正文", Source.TEXT)
    return _told(page) or empty


def _names_head(page: Page) -> bool:
    """Whether the page speaks of a head at all, whose name may not have been read."""
    return any(re.search(_POST, simplify(clean(line.text))) for _, line in own_lines(page))


def _beside(page: Page) -> Field[str] | None:
    """The name that stands in the cell or line after one that is a post and nothing else."""
    lines = [simplify(clean(line.text)) for _, line in own_lines(page)]
    for post, name in pairwise(lines):
        if _WHOLE_POST.fullmatch(post) and name_in(name) == name and not _NO_NAMES.search(name):
            return profile_field(page, name, post, "正文")
    return None


def _told(page: Page) -> Field[str] | None:
    """Who heads the body, or that nobody does, as running text says it."""
    for _, line in own_lines(page):
        text = simplify(clean(line.text))
        vacant = _VACANT.search(text)
        if vacant is not None and not (vacant["mark"] and vacant["post"].endswith("人")):
            return profile_field(page, "空缺", vacant["post"], "正文", Source.TEXT)
        for match in (found for told in (*_TOLD, _ACTING) for found in told.finditer(text)):
            if name_in(match["name"]) and not _NO_NAMES.search(match["name"]):
                return profile_field(page, match["name"], match["post"], "正文", Source.TEXT)
    return None


def _is_somebody(text: str) -> bool:
    """Whether a text may name a person: all of it but a name known as an entry of a menu."""
    bare = _ADDRESSED.sub("", _BESIDE_NAME.sub("", text)).strip()
    words = [posts().sub("", word) for word in _PARTS.split(bare)]
    if not key(bare) or pattern("other_texts").fullmatch(key(bare)):
        return False
    if any(map(name_in, words)) or _VACANT_VALUE.search(text) is not None:
        return True
    if _DOES.search(bare) is not None or not is_of_menu(bare):
        return True
    # Beside a post in a word of its own stands somebody, whatever his office is called.
    return _ends_in_post(bare) and any(
        _ANY_NAME.fullmatch(word) and not is_of_menu(word) for word in _PARTS.split(bare)[1:]
    )


def _ends_in_post(text: str) -> bool:
    """Whether a part of a text is a post: not what somebody does (区委书记调研项目)."""
    parts = filter(None, _PARTS.split(text))
    return any(found.end() == len(part) for part in parts for found in posts().finditer(part))


def _is_one(name: str) -> bool:
    return bool(name_in(name)) or "空缺" in name
