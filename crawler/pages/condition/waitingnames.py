"""What the names of boxes, scripts and calls say: the frame of a page, its content, a library.

Names are read word by word, for short words stand in longer ones: 信息公开 is named xxgk, a county
holds a count, and what lies under /static/ is no statistic.
"""

from __future__ import annotations

import re
from functools import lru_cache

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[A-Za-z]+|[\u4e00-\u9fff]+")
_PLACE = (
    r"page|top|bottom|left|right|side|search|link|read|tab|back|close|focus|position|turn|date|time|"
    r"video|audio|vote|map|code|relat(?:e|ed|ion)?|pop|tree|lanmu|head(?:er)?|foot(?:er)?"
)
"""Where something stands, or what a list may be of: pageContent and rightList hold content."""
_FRAME = (
    r"pag(?:er|inat(?:ion|or)|ing)|fenye|pg|nav(?:i|bar|igat(?:ion|or))?|menu|copy(?:right)?|count(?:er)?|"
    r"click|hits?|stat|share|weather|clock|login|user|banner|slide[rs]?|swiper|tianqi|rili|calendar|"
    r"jiucuo|robot|zhineng|wenda|kefu|loading|loader|ewm|qr|qrcode|(?:bread)?crumbs?|float|mask|layer|"
    r"dialog|modal|tips?|alert|player|voice|access(?:ible|ibility)?|barrier|ad[sv]?|comment|score|"
    r"laypage|laydate|wza|xg(?:wz|xw|xx|lj|yd|zc|jd|wj|nr)?"
)
"""What is filled beside the content of a page, or not at all."""
_NEUTRAL = (
    r"data|info|box|wrap(?:per)?|div|area|bar|btn|id|html|my|the|js|show|con|inner|fl|fr|clearfix"
)
_PART = re.compile(rf"(?:(?:{_PLACE}|{_FRAME})s?)+", re.I)
_ONLY = re.compile(rf"(?:(?:{_PLACE}|{_FRAME}|{_NEUTRAL})s?)+", re.I)
_HARD = re.compile(
    rf"(?:(?:{_PLACE}|{_NEUTRAL})s?)*(?:{_FRAME})s?(?:(?:{_PLACE}|{_FRAME}|{_NEUTRAL})s?)*", re.I
)
_CONTENT = re.compile(
    r"\w*(?:list|content|article|result|news|xxgk|gkml)s?|rows?|tbody|data|info|infos|main|zoom|gk",
    re.I,
)
_VERB = re.compile(
    r"get|load|init|query|list|fill|render|ajax|request|fetch|find|show|search", re.I
)
_NOT_ROWS = re.compile(
    r"(?<![a-z])(?:add|get|set|update|page|site|article|web|pv|info)?"
    r"(?:clicks?|hits?|counters?|count|visits?|weather|stat|login|users?|captcha|shares?|log|pv|views?)"
    r"(?:num|nums|count|counts|er|info|s)?(?![a-z])"
)
_NO_ANSWER = re.compile(
    r"search|sousuo|jiansuo|suggest|\.(?:js|css|png|jpe?g|gif|svg|ico|woff2?|swf|mp[34])(?:[?#]|$)",
    re.I,
)
"""Addresses of a search, or of what is no data: nothing of a list comes from there."""
_LIBRARY = re.compile(
    r"jquery\w*|jq|bootstrap\w*|swiper\w*|layui\w*|layer\w*|laydate|laypage|superslide\w*|modernizr|html|"
    r"respond|vue|react|echarts|commons?|base|public|global|utils?|head(?:er)?|foot(?:er)?|nav|menu|"
    r"search|share|stat|count|hits?|access|wza|datepicker|calendar|lunar|qrcode|fonts?|print\w*|"
    r"pag(?:e|er|ing|ination)",
    re.I,
)


@lru_cache(maxsize=8192)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name: `xxgkList`, `xxgk-list` and `xxgk_list` are xxgk and list."""
    return tuple(_WORD.findall(_HUMP.sub(" ", name)))


@lru_cache(maxsize=8192)
def is_aside(name: str) -> bool:
    """Whether a name tells of the frame round the content, or of what turns, counts and moves.

    What it says of a place (left, page) does not count beside a word for content (list).
    """
    words = words_of(name)
    if any(_HARD.fullmatch(word) for word in words):
        return True
    return any(map(_PART.fullmatch, words)) and not any(map(_CONTENT.fullmatch, words))


@lru_cache(maxsize=8192)
def is_only_aside(name: str) -> bool:
    """Whether nothing in a name speaks of anything but the frame: pager, weather-box."""
    words = words_of(name)
    return any(map(_PART.fullmatch, words)) and all(map(_ONLY.fullmatch, words))


def tells_of_content(name: str) -> bool:
    """Whether the name of a call is of a kind with those that fill lists: loadGk, initList."""
    words = words_of(name)
    return any(_CONTENT.fullmatch(word) or _VERB.match(word) for word in words)


def counts_or_moves(text: str) -> bool:
    """Whether an address, a name or the beginning of a request is of a counter or a login."""
    return _NOT_ROWS.search(_HUMP.sub(" ", text).lower()) is not None


def is_of_rows(address: str) -> bool:
    """Whether an address that a script is told may hold the rows of a list."""
    return not counts_or_moves(address) and _NO_ANSWER.search(address) is None


def is_library(path: str) -> bool:
    """Whether the file of a script is one that comes with every page; its folder says nothing."""
    stem = path.rsplit("/", 1)[-1].removesuffix(".js")
    return any(map(_LIBRARY.fullmatch, words_of(stem)))
