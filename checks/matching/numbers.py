"""Document numbers (文号): read out of text, compared, and taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from checks.matching.words import WORDS, plain

_CONTEXTS = WORDS["contexts"]
_NUMBER = re.compile(
    r"(?P<code>[\u4e00-\u9fff]{1,30})[〔\[(【]"
    r"(?P<year>(?:19|20)\d{2})[〕\])】]第?0*(?P<serial>\d{1,5})[号號]"
)
_ORDER = re.compile(
    r"(?P<code>[\u4e00-\u9fff]{2,30}[令告])"
    r"(?:(?P<year>(?:19|20)\d{2})年?)?第0*(?P<serial>\d{1,5})[号號]"
)
_TITLE = re.compile(r"《[^《》]*》")
_BEHIND_TITLE = re.compile(r"》[(\[]?[\u4e00-\u9fff]{0,12}$")
_SENTENCE_END = re.compile(r"[。;!?]")
_SUBJECT_AFTER, _NAMED_AFTER = (
    re.compile(_CONTEXTS["subject_after"]), re.compile(_CONTEXTS["named_after"]),
)  # fmt: skip


@dataclass(frozen=True)
class Number:
    """A document number: agency word, year (empty for an order numbered 第N号), serial."""

    code: str
    year: str
    serial: str

    def same(self, other: Number) -> bool:
        """Whether both are one number; in running text an agency word has words before it."""
        return (self.year, self.serial) == (other.year, other.serial) and (
            self.code.endswith(other.code) or other.code.endswith(self.code)
        )


@lru_cache(maxsize=8_192)  # several checks look through the same texts of one portal
def numbers_in(text: str) -> tuple[tuple[Number, int, int], ...]:
    """Every document number of a text in plain form, with where its agency word and it end.

    An agency word has no beginning of its own: the words before it run into it.
    """
    return tuple(
        (Number(m["code"], m["year"] or "", m["serial"]), m.end("code"), m.end())
        for pattern in (_NUMBER, _ORDER)
        for m in pattern.finditer(text)
    )


def parse(text: str) -> Number | None:
    """The first document number of a field's text, or None."""
    found = numbers_in(plain(text))
    return found[0][0] if found else None


def is_subject(text: str, start: int, end: int, told: bool = False) -> bool:
    """Whether what stands at `start` is what a plain text is about, not only a legal basis.

    The last cue before it in its sentence decides, words inside a 《title》 left out; without
    one, a text's opening is about it, unless the text's title has `told` what it is about: then
    only a number right behind a 《title》 is.
    """
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, start)]
    before = _TITLE.sub("", text[max(ends[-1] if ends else 0, start - 160) : start])
    after = text[end : end + 40].lstrip(")）,，")
    if _SUBJECT_AFTER.search(after):
        return True
    basis = max((before.rfind(cue) for cue in _CONTEXTS["basis"]), default=-1)
    subject = max((before.rfind(cue) for cue in _CONTEXTS["subject"]), default=-1)
    if basis >= 0 or subject >= 0:
        return subject > basis
    if _NAMED_AFTER.search(after) is not None:
        return True
    opens = start < _CONTEXTS["opening_characters"]
    return opens and (not told or _BEHIND_TITLE.search(text[:start]) is not None)
