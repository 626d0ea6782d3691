"""Lines that a board prints for everybody, and how a result is told or an office speaks."""

from __future__ import annotations

import re
from collections.abc import Collection

from crawler.pages.letters.lettertitles import names_matter
from crawler.pages.words.text import simplify
from crawler.pages.words.wording import pattern

_BOARD, _RESULT = pattern("board_says"), pattern("result_told")
_BY_OTHERS, _BRIEF = map(pattern, ("result_told_by_others", "result_in_brief"))
_OFFICE, _OF_ONE, _TERM = map(pattern, ("office_speaks", "of_one_matter", "board_term"))
_BOARD_WORD = pattern("board_word")
_OUTSIDE, _COMMON = pattern("outside_offices"), frozenset("不没公人大小电县市区镇乡村局")
PLAN, OF_BOARD, _ENUMERATES = map(pattern, ("plan_told", "of_board", "enumerates"))
_SENTENCES = re.compile(r"[。；！？;!?]+")
_LEAST_SAID, _LONGEST_BRIEF = 6, 40


def for_everybody(text: str) -> bool:
    """Whether each sentence of a line is one that a board prints beside any letter.

    Hotlines, office hours, privacy, rules, forms: none of them tells what came of one letter.
    """
    words = _TERM.sub("", simplify(text))
    told = [one for one in _SENTENCES.split(words) if len(one) >= _LEAST_SAID]
    ours = not tells_result(words) and _OF_ONE.search(words) is None
    return ours and (bool(told) or words != simplify(text)) and all(map(_BOARD.search, told))


def names_beside(text: str, matter: Collection[str]) -> bool:
    """Whether a line for everybody names one matter besides what it is for: no privacy, no list."""
    words = simplify(text)
    named = names_matter(_BOARD_WORD.sub(" ", words), matter)
    return named and _ENUMERATES.search(words) is None


def plans(text: str, matter: Collection[str]) -> bool:
    """Whether a line tells what is planned for one matter: none of a letter, or of keywords."""
    words = simplify(text)
    told = PLAN.search(words) is not None and OF_BOARD.search(words) is None
    return told and names_matter(words, matter)


def is_term(text: str) -> bool:
    """Whether a line begins with the term that a board sets itself, and is for everybody."""
    return _TERM.match(simplify(text)) is not None and for_everybody(text)


def tells_result(text: str) -> bool:
    """Whether words tell what was done about a matter: 已更换, 于9月15日修复.

    Those of whoever is not content with it (去年已更换，现在又坏了), or of all letters, do not.
    """
    words = simplify(text)
    return _RESULT.search(words) is not None and _BY_OTHERS.search(words) is None


def tells_briefly(text: str) -> bool:
    """Whether a few words, without the signs of a sentence or with them, tell what came of a
    matter: 9月3日换灯泡, 灯泡换了, 属物业管理."""
    words = simplify(text)
    brief = len(words) <= _LONGEST_BRIEF and _BRIEF.search(words) is not None
    return brief and _BY_OTHERS.search(words) is None


def tells_of(text: str, matter: Collection[str]) -> bool:
    """Whether a few words tell what came of one matter: they share a character with its name, or
    name one outside the offices who sees to it. Places and steps do neither."""
    words = simplify(text)
    shared = any(one in words for two in matter for one in two if one not in _COMMON)
    return tells_briefly(words) and (shared or _OUTSIDE.search(words) is not None)


def speaks_for_office(text: str) -> bool:
    """Whether words are an office's of itself or to one writer: 我局, 给您带来不便, 谢谢."""
    return _OFFICE.search(simplify(text)) is not None
