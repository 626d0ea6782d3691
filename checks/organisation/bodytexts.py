"""The names of bodies in the text of a page: lines of their own, cells of a table, labels."""

from __future__ import annotations

import re

from checks.matching.words import plain

_ORDINAL = re.compile(
    r"^(?:[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[.、．)）]|(?=[^\d年月日个项、])))+"
)
_FIRST_PART = re.compile(r"[:：]|[—－–-]{1,2}")
_SIGNS = re.compile(r"[。，；、？！“”《》]")
_SHORTEST, _LONGEST = 3, 30
# Offices within one body bear no name that tells whose they are.
_INNER = re.compile(r"^(?:党政)?(?:综合)?办公室$|^(?:党政|综合)+办$")
_OFFICES = re.compile(r"^(?:[(（]?[一二三四五六七八九十\d]+[.、)）])?内设(?:机构|[科股处]室)")
_HEAD = re.compile(
    r"[序编]号|(?:部门|单位|机构|主要|工作|办公|联系|名称|职能|职责|简介|概况|地址|电话|网址|网站|邮编|"
    r"传真|负责人|时间|方式|内容|备注|目录|一览表|及|和|与)+"
)
_FIGURES = re.compile(r"[\d\s./、()（）:：年月日-]+")
_DUTY = re.compile(
    r"^(?:主要)?(?:负责|主管|承担|贯彻|拟[订定]|组织|统筹|指导|管理|协调|推进|研究|监督|执行|参与|编制)"
)
_LISTS = re.compile(
    r"[局委办厅]、|等(?:\d+个|[一二三四五六七八九十]+个)?(?:工作)?(?:部门|机构|单位)"
)


def names_in(text: str, body: re.Pattern[str]) -> list[str]:
    """The names of bodies that lines of a text are, or begin with before a colon.

    `body` says how names of bodies end. What follows the heading of inner offices is one body's.
    """
    found = []
    for line in map(plain, text.split("\n")):
        if _OFFICES.search(line):
            break
        name = _name(line, body)
        if name:
            found.append(name)
    return found


def only_names(text: str, body: re.Pattern[str]) -> bool:
    """Whether a text names bodies, and what is no name in it are heads and what each does.

    A short line of another sort may be a body whose name ends as none that is known.
    """
    lines = [line for line in map(plain, text.split("\n")) if line]
    rest = [line for line in lines if not _name(line, body)]
    return len(rest) < len(lines) and all(_no_body(line) for line in rest)


def _name(line: str, body: re.Pattern[str]) -> str:
    name = _FIRST_PART.split(_ORDINAL.sub("", line), maxsplit=1)[0]
    fits = _SHORTEST <= len(name) <= _LONGEST and not _SIGNS.search(name)
    told = fits and not _INNER.search(name) and not _DUTY.search(name) and body.search(name)
    return name if told else ""


def _no_body(line: str) -> bool:
    if _HEAD.fullmatch(line) or _FIGURES.fullmatch(line):
        return True
    return bool(_DUTY.search(line)) and not _LISTS.search(line)
