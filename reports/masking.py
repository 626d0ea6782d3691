"""Personal data in shown text: identity numbers, mobile and bank card numbers are masked.

A second fence: readers have masked what they handed on, but archived pages are raw. Every mask
keeps the length of the text, so positions stay true.
"""

from __future__ import annotations

import re

_FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ－　", "0123456789Xx- ")
_GAP = r"[ \-]?"
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}" + _GAP + r"(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])"
    r"(?:0[1-9]|[12]\d|3[01])" + _GAP + r"\d{3}[0-9Xx](?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<![0-9A-Za-z])1[3-9]\d" + _GAP + r"\d{4}" + _GAP + r"\d{4}(?![0-9A-Za-z])")
_CARD = re.compile(
    r"(?<![0-9A-Za-z])[3-6]\d{3}(?:" + _GAP + r"\d{4}){2,3}" + _GAP + r"\d{3,7}(?![0-9A-Za-z])"
)
_LONG_NUMBER = re.compile(r"\d(?:[ \-－　]?\d){10}")
"""What every such number has: most text has no eleven digits in a row and is left at once."""
_KEPT = {"identity": (6, 2), "mobile": (3, 2), "card": (4, 4)}


def mask(text: str) -> str:
    """The text with personal numbers starred out; of the same length, stable when repeated."""
    if not _LONG_NUMBER.search(text):
        return text
    plain = text.translate(_FULL_WIDTH)
    out = text
    for kind, pattern in (("identity", _IDENTITY), ("card", _CARD), ("mobile", _MOBILE)):
        for match in pattern.finditer(plain):
            if kind == "card" and not _luhn(match.group()):
                continue
            head, tail = _KEPT[kind]
            start, end = match.start() + head, match.end() - tail
            out = out[:start] + "*" * (end - start) + out[end:]
        plain = out.translate(_FULL_WIDTH)
    return out


def _luhn(text: str) -> bool:
    digits = [int(char) for char in text if char.isdigit()]
    if not 15 <= len(digits) <= 19:
        return False
    doubled = [digit * 2 - 9 if digit > 4 else digit * 2 for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
