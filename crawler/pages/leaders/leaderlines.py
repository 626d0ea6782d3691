"""Who is named in a line of a page of leaders, with which post and which duties."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from crawler.pages.leaders.leaderoffices import ends_in_post, is_office, leads_nothing
from crawler.pages.markup.lines import Line
from crawler.pages.words.labels import people_words
from crawler.pages.words.leader_words import (
    is_division,
    labelled_name,
    name_in,
    posts,
    with_posts_closed,
    without_aside,
)
from crawler.pages.words.text import simplify

_DIVISION_VERB = re.compile(
    r"(?:全面)?(?:主持|负责|分管|主管|协管|协助|领导|牵头)(?!干部|小组|班子|成员)"
)
_HAN = r"[\u3400-\u9fff]"
_NAME = rf"{_HAN}{{1,8}}(?:[·•・‧]{_HAN}{{1,8}}){{1,3}}|{_HAN}{{2,4}}|{_HAN}\s{_HAN}"
_ORDER = re.compile(r"^(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．]\s*)")
"""The number before a name in a list: 1. and 一、 and （一）."""
_WHO = re.compile(
    rf"^(?P<name>{_NAME})\s?[（(](?:(?:女|男|{_HAN}{{1,5}}族|挂职|非?中共党员)[，,、\s]?)+[)）]"
)
"""A name with who somebody is in brackets right behind it: that is no part of his post."""
_LEADING_NAME = re.compile(
    rf"^(?P<name>{_NAME.replace('{2,4}', '{2,4}?')})(?:同志)?[\s:：，,、(（|｜—–-]+"
    r"(?P<rest>.{2,})$"
)
_TRAILING_NAME = re.compile(
    rf"^(?P<post>[\u3400-\u9fff、，（）()·]{{2,40}}?)[\s:：|｜—–-]+(?P<name>{_NAME})(?=$|[\s，。：:])(?P<rest>.*)$"
)
_IN_BRACKETS = re.compile(
    rf"(?P<post>{_HAN}[\u3400-\u9fff、，,]{{1,40}}?)\s?[（(]\s?(?P<name>{_NAME})\s?[)）]"
)
_CLOSED_UP = re.compile(
    rf"^(?P<said>{_HAN}[\u3400-\u9fff、·•・‧]{{3,40}})[:：]\s?(?P<rest>.{{4,}})$"
)
_COLON = re.compile("[:：]")
_LONGEST_CLOSED_UP = 3
# Characters of sentences (每周, 做到, 不得) which are in no given name.
_NEVER_GIVEN = re.compile("[做每须到被把都还不就该需得么哪谁]")
_LIFE = re.compile(r"[男女](?:[，,、\s]|$)|汉族|[\u3400-\u9fff]{1,5}族[，,]|\d{4}\s?年")
_LONGEST_ALONE = 60
_DOTTED = re.compile(r"[·•・‧]")
_ENDS_POST = re.compile(r"[。；;，,\s)）:：]")
_LOOSE = re.compile(r"^([^(（]*)[)）]$")
"""A post with the bracket that ends behind it and began before it: 张三（副局长）."""
_SEX = re.compile(r"[男女][，,、\s]")
_NOW = re.compile(r"(?:现任|现为|至今[，,]?(?:担)?任)([^。；;]{2,60})")
_HELD = re.compile(r"(?:^|[，,。；;\s])任([^。；;]{2,60})")
# Words of a life behind which a post may be one of earlier, or tell why he is honoured.
_EARLIER = re.compile(r"曾|历任|先后|担任过|模范|标兵|先进|优秀|荣获|获得")
# Posts of small bodies, which a life names of people who lead nothing here.
_SMALL = re.compile(r"(?:[校园馆站所处会台行队]长|(?<!法院)院长|经理|董事长)$")
_BETWEEN_LIVES = re.compile(
    rf"(?<=[。；;])\s*(?=(?:{_HAN}{{2,4}}|{_HAN}\s{_HAN})[，,]\s?[男女][，,])"
)
_POST_CLAUSE = re.compile(r"[\u3400-\u9fff、（）()“”]{2,40}")
_NO_POST = re.compile(
    r"任(?!$)|曾|历|生于|出生|毕业|参加|加入|入党|大学|研究生|学[历位]|人大代表|政协委员|工程师|经济师|会计师|[党团]员$|^原|^前"
)
# How a line of a life begins that tells of some years; of today it says that it is.
_YEARS = re.compile(
    r"(?:19|20)\d{2}\s?(?:年\s?\d{1,2}\s?月|[.．/]\s?\d{1,2}|年?\s?[-—–~至]+\s?(?:19|20)\d{2})(?!.*(?:至今|现任|现为))"
)
# How a line begins that tells of which people somebody is, and when he was born.
_BORN = re.compile(
    r"(?:[男女][，,、\s]*)?(?:[\u3400-\u9fff]{1,4}族[，,、\s]*)?"
    r"(?:19|20)\d\d(?:年\s?(?:\d{1,2}月)?|[.．]\d{1,2})\s?(?:出生|生(?=[，,。；;于]|$))"
)
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
    text = with_posts_closed(_WHO.sub(r"\g<name> ", _ORDER.sub("", simplify(text)[:600])))
    match = _LEADING_NAME.match(text)
    if match is not None and (name := _named(match["name"], match["rest"])):
        verb = _DIVISION_VERB.search(match["rest"])
        head = match["rest"][: verb.start()] if verb else match["rest"]
        if _LIFE.match(head):  # 李四，男，1975年生，现任副县长
            now = _post_now(match["rest"])
            post = re.split(r"[，,]", now.group(1).strip("，,"))[0] if now else ""
            return name, post or _post_at_the_end(head), _charge_in(match["rest"])
        if verb and not head.strip():
            return name, "", match["rest"]
        if posts().search(head[:60]) and (verb or len(head) <= 80):
            post = _LOOSE.sub(r"\1", re.split(r"[。；;]", head)[0].strip(" ，,、:："))
            held = _held_in(post)
            return name, held, match["rest"][verb.start() :] if verb else post[len(held) :].strip()
        return None
    match = _TRAILING_NAME.match(without_aside(text))
    if match is None or not posts().search(match["post"]):
        return None
    name = _named(match["name"], match["post"])
    return (name, match["post"], match["rest"].strip(" ，。：:")) if name else None


def _held_in(post: str) -> str:
    """What a line tells of posts: the first word, if it is one and none behind it is."""
    first, *rest = post.split() or [""]
    return first if rest and ends_in_post(first) and not any(map(posts().search, rest)) else post


def _named(name: str, rest: str) -> str:
    """The name that a line begins with: of any character where the line tells his life, of short
    words joined by a dot beside a post."""
    beside = _DOTTED.search(name) and ends_in_post(_ENDS_POST.split(rest)[0])
    return name_in(name) or (labelled_name(name) if beside or _SEX.match(rest) else "")


def closed_up(text: str) -> tuple[str, str, str] | None:
    """Whoever stands right behind his post, before a colon and his duties: 县长张三：负责….

    Words of a sentence stand there too (局长应做到：…), with which the name is empty.
    """
    if not _COLON.search(text):
        return None
    match = _CLOSED_UP.match(_ORDER.sub("", simplify(text)[:600]))
    if match is None or not is_division(match["rest"]):
        return None
    said = match["said"].removesuffix("同志")
    for length in range(2, min(len(said) - 1, 20)):
        name, post = said[-length:], said[:-length]
        if is_office(post):
            return _closed_name(name, match["rest"]), post, match["rest"]
    return None


def _closed_name(name: str, rest: str) -> str:
    """The name closed up with a post; a word of the sentence or of the duties (文秘) is none."""
    fits = "·" in name or len(name) <= _LONGEST_CLOSED_UP
    fits = fits or (name[:2] in people_words("double_surnames") and len(name) == 4)
    return name_in(name) if fits and not _NEVER_GIVEN.search(name) and name not in rest else ""


def _post_now(life: str) -> re.Match[str] | None:
    """Where a life tells the post of today; behind or among others only what says that it is."""
    now, held = _NOW.search(life), [*_HELD.finditer(life)]
    alone = len(held) == 1 and not _EARLIER.search(life[: held[0].start()])
    return now or (held[0] if alone else None)


def _post_at_the_end(life: str) -> str:
    """The posts at the end of the sentence that tells a life: 1970年生，县税务局党委书记、局长."""
    if _EARLIER.search(life):
        return ""
    clauses = re.split(r"[，,]", re.split(r"[。；;]", life)[0].rstrip("，, "))
    held: list[str] = []
    for clause in reversed(clauses[1:]):
        clause = clause.strip().removeprefix("现")
        if not _POST_CLAUSE.fullmatch(clause) or _NO_POST.search(clause):
            break
        if leads_nothing(clause) or not all(map(ends_in_post, clause.split("、"))):
            break
        if _SMALL.search(clause):
            break
        held.insert(0, clause)
    return "、".join(held)


def behind_post(text: str) -> tuple[str, str] | None:
    """(name, post) of a line that is posts and, in brackets behind these, what may be a name.

    Of two characters a word of office may be as well (常务): whoever asks must know of the name.
    """
    match = _IN_BRACKETS.fullmatch(simplify(text))
    name = name_in(match["name"]) if match is not None else ""
    return (
        (name, match["post"]) if match is not None and name and is_office(match["post"]) else None
    )


def name_alone(text: str) -> str:
    """The name that a line is, but for its number in a list and who he is in brackets."""
    return _alone(text) if len(text) <= _LONGEST_ALONE else ""


@lru_cache(maxsize=8192)
def _alone(text: str) -> str:
    return name_in(without_aside(_ORDER.sub("", simplify(text))))


def names_one(line: Line) -> bool:
    """Whether a line is a name, or names somebody with a post."""
    told = person_of(line.text) or closed_up(line.text)
    return told is not None or name_alone(line.text) != ""


def spaced(line: Line) -> str:
    """The text of a line, with a blank after a name that an element of its own holds."""
    first = line.pieces[0].text if len(line.pieces) > 1 else ""
    rest = line.text.removeprefix(first)
    return f"{first} {rest.strip()}" if rest != line.text and name_in(first) else line.text


def begins_life(text: str) -> bool:
    """Whether a line begins with somebody's name and who he is: 张三，男，1970年生."""
    match = _LEADING_NAME.match(simplify(text)[:600])
    return match is not None and _LIFE.match(match["rest"]) is not None


def tells_birth(text: str) -> bool:
    """Whether a line begins with somebody's birth, or with his people and that: 汉族，1970年生."""
    return _BORN.match(text.strip()) is not None


def tells_years(text: str) -> bool:
    """Whether a line tells what somebody did in years that are over: 2003.09—2006.05 某局局长."""
    return _YEARS.match(text.strip()) is not None


def lives_in(text: str) -> list[str]:
    """A line cut before each life that it tells: 张三，男，…县长。李四，女，…."""
    return [part for part in _BETWEEN_LIVES.split(text) if part.strip()]


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
