"""The terms (办理时限) that service guides tell: promised, the law's, or without saying whose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.matching.words import plain
from crawler.records import ServiceGuide

PROMISED, LAWFUL, UNSAID = "承诺", "法定", ""
_SLUGS = {"time_limit": UNSAID, "statutory_limit": LAWFUL}
_NUMBER = r"\d+|[一二两三四五六七八九十]{1,3}"
_TERM = re.compile(
    rf"(?P<whose>承诺|法定)|(?P<number>{_NUMBER})\s*个?(?P<unit>工作日|自然日|小时|分钟|月|日|天|年)"
    r"|(?P<now>即时|即办|当场|当即|立等可取|随到随办)"
)
_WORDS = {sign: value for value, sign in enumerate("一二三四五六七八九", 1)} | {"两": 2}

Terms = dict[str, frozenset[tuple[int, str]]]
"""By whose they are: the numbers told, each with its unit."""


def is_time_limit(slugs: tuple[str, ...]) -> bool:
    """Whether a field is that of terms."""
    return "time_limit" in slugs


def terms_of(guide: ServiceGuide) -> Terms:
    """The terms that a guide tells. A word before the days says whose they are, else the label."""
    found: dict[str, set[tuple[int, str]]] = {}
    for field in guide.fields:
        if field.slug in _SLUGS:
            whose = next((one for one in (PROMISED, LAWFUL) if one in field.label), "")
            for line in field.value.splitlines():
                for kind, term in _told(line, whose or _SLUGS[field.slug]):
                    found.setdefault(kind, set()).add(term)
    return {kind: frozenset(terms) for kind, terms in found.items()}


def differ(left: Terms, right: Terms) -> bool:
    """Whether two guides tell other terms: each is compared with its like.

    Whoever does not say whose a term is promises it, so far as he tells no other. Where one tells
    what the other does and more, they agree; days of which kind is not said agree with any.
    """
    pairs = [(left[k], right[k]) for k in (PROMISED, LAWFUL) if k in left and k in right]
    ours, theirs = (_unsaid_or_promised(one) for one in (left, right))
    if not (PROMISED in left and PROMISED in right) and ours and theirs:
        pairs.append((ours, theirs))
    return any(not _agree(one, other) for one, other in pairs)


def _unsaid_or_promised(terms: Terms) -> frozenset[tuple[int, str]]:
    return terms.get(PROMISED) or terms.get(UNSAID) or frozenset()


def _agree(left: frozenset[tuple[int, str]], right: frozenset[tuple[int, str]]) -> bool:
    def within(one: frozenset[tuple[int, str]], other: frozenset[tuple[int, str]]) -> bool:
        return all(
            any(number == n and (unit == u or "日" in (unit, u)) for n, u in other)
            for number, unit in one
        )

    return within(left, right) or within(right, left)


def _told(line: str, whose: str) -> Iterator[tuple[str, tuple[int, str]]]:
    for match in _TERM.finditer(plain(line)):
        if match["whose"]:
            whose = match["whose"]
        elif match["now"]:
            yield whose, (0, "日")
        else:
            unit = match["unit"].replace("天", "日")
            yield whose, (_number(match["number"]), "日" if match["number"] == "0" else unit)


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _WORDS.get(text[-1:], 0)
    return 10 * _WORDS.get(tens, 1) + _WORDS.get(ones, 0)
