"""Words with a colon right behind the label of a text: the first words of that text, or a label.

回复：督导办公室：已责令清退。 is an answer, and 回复：　所属街道：城关镇 is an empty one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from crawler.pages.markup.outerlabels import WHOSE
from crawler.pages.words.offices import AUTHORITY_END
from crawler.pages.words.text import SENTENCE

_SPEAKS = re.compile(
    rf"(?!所[属在]|[属该]地|责任|承办|主办|协办|主管)[\u3400-\u9fff]*(?:{AUTHORITY_END})"
)
_ENDED = re.compile(r"[。；！？;!?]")
_TELLS = re.compile(r"\s*(?:已|经|[您你])")
_ENCLOSES = re.compile(r"见附?件$")
_OF_FORM = re.compile(r"满意|评[价分议]|[状形]态|进度|类[型别]|方式|地址|[网附]址|编码|邮箱$|附件")


def first_words(
    text: str, ends: Collection[int], unknown: Sequence[tuple[int, str]], stops: Sequence[int]
) -> set[int]:
    """Where words that look like labels are the first of a text.

    They stand right behind its label: `ends` are where the labels of texts end, `unknown` where
    words with a colon stand, `stops` where the value of a label ends.
    """
    found: set[int] = set()
    for start, label in unknown:
        stop = next(one for one in stops if one > start)
        following = text[start + len(label) : stop]
        if len(text[:start].rstrip()) in ends and opens_text(label, following):
            found.add(start)
    return found


def opens_text(label: str, following: str) -> bool:
    """Whether words with a colon open a text: where an office speaks, or a sentence follows."""
    words = label.rstrip("：: ").strip()
    if _ENCLOSES.search(words):
        return bool(following.strip())
    if WHOSE.search(words) or _OF_FORM.search(words):
        return False
    if _SPEAKS.fullmatch(words):
        return SENTENCE.search(following) is not None or _TELLS.match(following) is not None
    return _ENDED.search(following) is not None
