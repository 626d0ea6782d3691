"""What the title of a letter tells of it: its matter, and by a mark in it that it is settled."""

from __future__ import annotations

import re
from collections.abc import Collection

from crawler.pages.words.text import simplify
from crawler.pages.words.wording import pattern, word_keys

_SETTLED, _COMMON = pattern("settled_flag"), word_keys("no_matter")
_FLAGS = re.compile(
    r"^\s?[\[【〔(（]\s?([^\]】〕)）]{1,8}?)\s?[\]】〕)）](?![^的]{0,4}的|时限|期限)"
    r"|[\[【〔(（]\s?([^\]】〕)）]{1,8}?)\s?[\]】〕)）]\s?$"
)
# Names of places and offices, which stand in what a board prints as well.
_NAMES = re.compile(
    r"[\u3400-\u9fff]{2,3}(?:省|市|县|区|镇|乡|街道|社区|村|局|委|办|政府|中心|学校|公司|大道|路(?!灯|面|口))"
)
_WORDS = re.compile(r"[\u3400-\u9fff]+")
_NO_WORD = frozenset(
    "的了在是和与请问有我你您对于为何被吗呢如可能不关及或等到将要已年月日一二三四五六七八九十上下内中多少怎么什"
)
_LONGEST, _ORIGINAL = 80, pattern("original_letter")


def is_flagged(title: str) -> bool:
    """Whether a mark at either end of a title says that the letter is settled: [已答] 路灯不亮."""
    marks = (one for found in _FLAGS.findall(title[:_LONGEST]) for one in found if one)
    return any(_SETTLED.fullmatch(simplify(one)) for one in marks)


def matter_of(*titles: str) -> frozenset[str]:
    """Pairs of characters of titles that are of their matter (路灯, 灯损); 网民原帖 names none."""
    return frozenset(
        two
        for title in titles
        if _ORIGINAL.fullmatch(title) is None
        for run in _WORDS.findall(_NAMES.sub(" ", simplify(title[:_LONGEST])))
        for two in (run[at : at + 2] for at in range(len(run) - 1))
        if _NO_WORD.isdisjoint(two) and two not in _COMMON
    )


def names_matter(text: str, matter: Collection[str]) -> bool:
    """Whether words name the matter of a letter; what a board prints for everybody does not."""
    words = simplify(text)
    return any(one in words for one in matter)
