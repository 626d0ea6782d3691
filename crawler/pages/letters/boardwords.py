"""Lines that a board prints for everybody, and words in which a result is told."""

from __future__ import annotations

import re

from crawler.pages.words.text import simplify
from crawler.pages.words.wording import pattern

_BOARD, _RESULT = pattern("board_says"), pattern("result_told")
_BY_OTHERS = pattern("result_told_by_others")
_SENTENCES = re.compile(r"[。；！？;!?]+")
_LEAST_SAID = 6


def for_everybody(text: str) -> bool:
    """Whether each sentence of a line is one that a board prints beside any letter.

    Hotlines, office hours, privacy, rules, forms: none of them tells what came of one letter.
    """
    words = simplify(text)
    told = [one for one in _SENTENCES.split(words) if len(one) >= _LEAST_SAID]
    return bool(told) and not tells_result(words) and all(map(_BOARD.search, told))


def tells_result(text: str) -> bool:
    """Whether words tell what was done about a matter: 已更换, 于9月15日修复.

    Those of whoever is not content with it (去年已更换，现在又坏了), or of all letters, do not.
    """
    words = simplify(text)
    return _RESULT.search(words) is not None and _BY_OTHERS.search(words) is None
