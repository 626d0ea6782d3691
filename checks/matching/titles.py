"""Titles: what is left of one to compare, what it names, and when two can never be one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from checks.matching.words import WORDS, plain

_TITLES = WORDS["titles"]
_NAMED = re.compile(r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》")
_QUOTES = re.compile(r"[《》〈〉<>“”\"'‘’「」『』\[\]【】|｜:：·,，。、!！?？—\-_]")
_ISSUER = re.compile(
    r"^.{0,40}?(?:政府|办公室|办公厅|委员会|管委会|[局厅委部院署会])(?=关于|印发|转发|公布|发布)"
)
_YEAR, _ORDINAL = re.compile(_TITLES["year"]), re.compile(_TITLES["ordinal"])
_CHINESE_YEAR = re.compile(r"[二一][〇零○0一二三四五六七八九]{3}(?=年)")
_INNER = str.maketrans("《》", "〈〉")
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_ISSUING = re.compile(_TITLES["issuing"])
_INTERPRETATION = re.compile(_TITLES["interpretation"])
_FORWARDED = re.compile(_TITLES["forwarded"])
_INSTRUMENT = re.compile(_TITLES["instrument"])


def _in_digits(title: str) -> str:
    """A title in plain form, its years in digits."""
    return _CHINESE_YEAR.sub(lambda match: match.group().translate(_DIGITS), plain(title))


@lru_cache(maxsize=20_000)
def core(title: str, dropped: tuple[str, ...]) -> str:
    """A title without issuer, quotation marks and the words that only say what kind it is."""
    text = _QUOTES.sub("", _ISSUER.sub("", _QUOTES.sub("", _in_digits(title))))
    for word in sorted(dropped, key=len, reverse=True):
        text = text.replace(word, "")
    return text


def issuer_in(title: str) -> str:
    """The body whose name a title begins with (…关于印发…); empty where it begins with none."""
    match = _ISSUER.match(_QUOTES.sub("", plain(title)))
    return match.group() if match is not None else ""


def named(title: str) -> tuple[str, ...]:
    """What stands in 《》, outermost pairs only."""
    return tuple(match.group(1) for match in _NAMED.finditer(plain(title)))


def in_marks(title: str) -> str:
    """A title in 《》; what stands in 《》 within it stands in 〈〉 then (GB/T 15834)."""
    text = title.strip()
    whole = _NAMED.fullmatch(text)
    inner = whole.group(1) if whole else text
    return f"《{inner.translate(_INNER)}》"


def own_names(title: str) -> tuple[str, ...]:
    """What a document may be called: its whole title, and the 《》 that it issues or stands in."""
    text = plain(title)
    issued = tuple(
        match.group(1)
        for match in _NAMED.finditer(text)
        if _ISSUING.search(text[: match.start()]) or _is_all(text, match)
    )
    return (text, *issued)


def _is_all(text: str, match: re.Match[str]) -> bool:
    """Whether a title is its 《》, with no more than a note in brackets after it."""
    return match.start() == 0 and (match.end() == len(text) or text[match.end()] == "(")


@lru_cache(maxsize=20_000)
def _counted(title: str) -> tuple[frozenset[str], frozenset[str]]:
    text = _in_digits(title)
    years = frozenset(_YEAR.findall(text))
    return years, frozenset(_ORDINAL.findall(_YEAR.sub("", text)))


def never_one(left: str, right: str) -> bool:
    """Whether two titles name different years or numbers."""
    return any(a and b and a != b for a, b in zip(_counted(left), _counted(right), strict=True))


def likeness(left: str, right: str, at_least: float) -> float:
    """The difflib ratio of two texts; 0 when it is certainly below `at_least`."""
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.real_quick_ratio() < at_least or matcher.quick_ratio() < at_least:
        return 0.0
    return matcher.ratio()


def is_interpretation(title: str) -> bool:
    """Whether a title says that the page interprets a document instead of being one."""
    return _INTERPRETATION.search(plain(title)) is not None


def is_forwarded(title: str) -> bool:
    """Whether a document only passes on another's (转发)."""
    return _FORWARDED.search(_NAMED.sub("", plain(title))) is not None


def matches_any(title: str, patterns: Sequence[str]) -> bool:
    """Whether a title fits one of a rulebook's patterns, the names of rules it issues left out."""
    text = _INSTRUMENT.sub("《》", plain(title))
    return any(re.search(pattern, text) for pattern in patterns)


def years_of(title: str) -> frozenset[int]:
    """The years that a title names, in digits or in Chinese numerals."""
    return frozenset(int(year) for year in _counted(title)[0])
