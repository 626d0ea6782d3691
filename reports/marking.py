"""Quoted words marked in the text of an archived page, personal numbers masked."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate, chain

from markupsafe import Markup, escape

from reports.masking import mask

_ELLIPSIS = re.compile(r"…+|\.{3,}|\n")
_BETWEEN = re.compile(r"[\s；]+")
_MOST_TRIES = 200
_MOST_AWAY = 300
"""Characters between the first word of a quote and another, beside twice as many as it has."""


class _Folded(dict[int, str]):
    """By code point, how it is compared: without width and white space, which readers normalise."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _squeeze(chr(code))
        return folded


def marked_texts(
    texts: list[str],
    quotes: list[str],
    breaks: list[bool] | None = None,
    hidden: Callable[[str], str] = mask,
) -> tuple[list[Markup], frozenset[str]]:
    """The texts, masked and escaped, with the quotes marked; and which quotes were found.

    A number or a quote may run over several texts, except where `breaks` says of a text that it
    stands in another block than the one before; without `breaks` each stands for itself.
    `hidden` puts stars for personal numbers and leaves the length of a text as it is.
    """
    edges = breaks or [True] * len(texts)
    whole = "".join(("\n" if edge else "") + text for edge, text in zip(edges, texts, strict=True))
    whole = hidden(whole)
    flat = whole.translate(_FOLDED) if quotes else ""
    ends: list[int] = []
    lit = bytearray(len(whole))
    found = set()
    for quote in quotes:
        parts = [part for part in _ELLIPSIS.split(hidden(quote)) if len(_squeeze(part)) > 1]
        places = [_places(flat, part) for part in parts]
        for at, end in chain.from_iterable(places):
            ends = ends or list(accumulate(map(len, map(_FOLDED.__getitem__, map(ord, whole)))))
            first, last = bisect_right(ends, at), bisect_right(ends, end - 1)
            lit[first : last + 1] = b"\x01" * (last + 1 - first)
        if parts and all(places):
            found.add(quote)
    out, at = [], 0
    for edge, text in zip(edges, texts, strict=True):
        at += edge
        out.append(_lit(whole[at : at + len(text)], lit[at : at + len(text)]))
        at += len(text)
    return out, frozenset(found)


def _places(flat: str, said: str) -> list[tuple[int, int]]:
    """Where words stand: in one; or, as a reader puts labels and values together, each by itself.

    Empty where they do not. In the latter case all stand close together, each as soon as it can
    after the one before, for a reader may put them in an order of its own.
    """
    whole = _squeeze(said)
    at = flat.find(whole)
    if at >= 0:
        return [(at, at + len(whole))]
    words = [word for word in map(_squeeze, _BETWEEN.split(said)) if len(word) > 1]
    start = flat.find(words[0]) if len(words) > 1 else -1
    for _ in range(_MOST_TRIES):
        if start < 0:
            break
        reach = len(whole) * 2 + _MOST_AWAY
        low, high, after = max(0, start - reach), start + reach, start
        spans = []
        for word in words:
            at = flat.find(word, after, high)
            at = at if at >= 0 else flat.find(word, low, high)
            if at < 0:
                break
            after = at + len(word)
            spans.append((at, after))
        else:
            return spans
        start = flat.find(words[0], start + 1)
    return []


def _squeeze(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text) if not char.isspace())


_FOLDED = _Folded()


def _lit(text: str, lit: bytearray) -> Markup:
    if not any(lit):
        return escape(_plain(text))
    out, start = [], 0
    for end in range(1, len(text) + 1):
        if end == len(text) or lit[end] != lit[start]:
            piece = escape(_plain(text[start:end]))
            out.append(Markup("<mark>{}</mark>").format(piece) if lit[start] else piece)
            start = end
    return Markup("").join(out)


def _plain(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in "\n\t" else " " for char in text)
