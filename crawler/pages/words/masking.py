"""Personal data in texts: replaced before a text leaves the reader."""

from __future__ import annotations

import re

_ID = re.compile(
    r"(?<![0-9A-Za-z])([1-9]\d{5})((?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3})"
    r"([\dXx])(?![0-9A-Za-z])"
)
_OLD_ID = re.compile(
    r"(?<![0-9A-Za-z])([1-9]\d{5})(\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{2})(\d)(?![0-9A-Za-z])"
)
_CARD = re.compile(r"(?<!\d)([3-9]\d{3})((?:[ -]?\d{4}){2,3}[ -]?\d{0,3}?)(\d{4})(?!\d)")
_MOBILE = re.compile(r"(?<!\d)((?:\+?86[ -]?)?1[3-9]\d)[ -]?\d{4}[ -]?(\d{4})(?!\d)")
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])([A-Za-z0-9])[A-Za-z0-9._%+-]{0,63}@([A-Za-z0-9.-]{1,120})"
)
# All of these numbers have such digits in them, and few texts do.
_MAY_BE_NUMBER = re.compile(r"\d{4}[ -]?\d{4}")


def mask(text: str) -> str:
    """The text with ID numbers, mobile numbers, bank cards and e-mail addresses masked.

    Landlines stay: they are nearly always those of offices. Masked text stays as it is.
    """
    text = mask_numbers(text)
    return _EMAIL.sub(r"\1***@\2", text) if "@" in text else text


def mask_numbers(text: str) -> str:
    """As `mask`, but e-mail addresses stay: for texts in which they are office contacts."""
    if _MAY_BE_NUMBER.search(text) is None:
        return text
    text = _ID.sub(r"\1***********\3", text)
    text = _OLD_ID.sub(r"\1********\3", text)
    text = _MOBILE.sub(r"\1****\2", text)
    return _CARD.sub(_masked_card, text)


def _masked_card(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match.group())
    if not 15 <= len(digits) <= 19:
        return match.group()
    return f"{digits[:4]}{'*' * (len(digits) - 8)}{digits[-4:]}"
