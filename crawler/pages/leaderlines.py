"""Who is named in a line of a page of leaders, with which post and which duties."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.pages.leader_words import is_division, name_in, posts
from crawler.pages.text import simplify

_DIVISION_VERB = re.compile(
    r"(?:全面)?(?:主持|负责|分管|主管|协管|协助|领导|牵头)(?!干部|小组|班子|成员)"
)
_LEADING_NAME = re.compile(
    r"^(?P<name>[\u3400-\u9fff]{2,4}?|[\u3400-\u9fff]\s[\u3400-\u9fff])(?:同志)?[\s:：，,、(（|｜—–-]+(?P<rest>.{2,})$"
)
_TRAILING_NAME = re.compile(
    r"^(?P<post>[\u3400-\u9fff、，（）()·]{2,40}?)[\s:：|｜—–-]+(?P<name>[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]\s[\u3400-\u9fff])(?=$|[\s，。：:])(?P<rest>.*)$"
)
_LIFE = re.compile(r"[男女][，,、\s]|汉族|[\u3400-\u9fff]{1,5}族[，,]|\d{4}\s?年")
_NOW = re.compile(r"(?:现任|现为|任)([^。；;]{2,60})")
_IN_CHARGE = re.compile(
    r"(?:^|(?:^|[，,\s])(?:现任|现为)[^。；;]{2,60}?[，,])(?:现|目前|现在|其|该同志|他|她)?(?=(?:全面)?"
    r"(?:主持|负责|分管|主管|协管|协助|领导|牵头)(?!干部|小组|班子|成员))"
)


@dataclass(frozen=True)
class Person:
    """Somebody as a page tells of him; `line` is where, `unread` that his duties are unknown."""

    name: str = ""
    post: str = ""
    division: str = ""
    line: int = 0
    unread: bool = False


def person_of(text: str) -> tuple[str, str, str] | None:
    """(name, post, rest) of a line such as 张三 县委副书记、县长 领导县政府全面工作."""
    text = simplify(text)[:600]
    match = _LEADING_NAME.match(text)
    if match is not None and (name := name_in(match["name"])):
        verb = _DIVISION_VERB.search(match["rest"])
        head = match["rest"][: verb.start()] if verb else match["rest"]
        if _LIFE.match(head):  # 李四，男，1975年生，现任副县长
            now = _NOW.search(match["rest"])
            post = re.split(r"[，,]", now.group(1).strip("，,"))[0] if now else ""
            return name, post, _charge_in(match["rest"])
        if verb and not head.strip():
            return name, "", match["rest"]
        if posts().search(head[:60]) and (verb or len(head) <= 80):
            post = re.split(r"[。；;]", head)[0].strip(" ，,、:：)）")
            return name, post, match["rest"][verb.start() :] if verb else ""
        return None
    match = _TRAILING_NAME.match(text)
    if match is not None and (name := name_in(match["name"])) and posts().search(match["post"]):
        return name, match["post"], match["rest"].strip(" ，。：:")
    return None


def _charge_in(text: str) -> str:
    """What a curriculum vitae says of the work in hand: its sentences that begin with that.

    What somebody was in charge of earlier stands behind the year or the post of that time.
    """
    sentences = [sentence.strip() for sentence in re.split(r"[。；;]", text)]
    found = [
        sentence[begin.end() :]
        for sentence in sentences
        if (begin := _IN_CHARGE.search(sentence)) is not None and is_division(sentence)
    ]
    return "；".join(found)
