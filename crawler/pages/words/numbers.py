"""Numbers in a text that may be personal data: identity numbers, mobiles, bank accounts.

What has the form and the check digits of such a number and is labelled as something else (a
credit code, a document, an order, a project) is none of them.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from crawler.pages.words.text import clean

_ID = re.compile(
    r"(?<![0-9A-Za-z/=_.%&-])([1-9]\d{5})[ ]?((?:19|20)\d{6})[ ]?(\d{3}[\dXx])(?![0-9A-Za-z])"
)
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z/=_.-])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![0-9A-Za-z])"
)
_ACCOUNT = re.compile(r"(?<![0-9A-Za-z/=_.])\d(?:[ -]?\d){11,22}(?![0-9A-Za-z])")
# Each begins with a single set: where one of that does not stand, nothing more is tried.
_MAY_BE_IDENTITY = re.compile(r"[1-9]\d{5} ?(?:19|20)\d{6} ?\d{3}[\dXx]")
_MAY_BE_WIDE = re.compile(r"[０-９][０-９]{5}")
_MAY_BE_MOBILE = re.compile(r"1[3-9]\d[ -]?\d{4}[ -]?\d{4}")
_MAY_BE_ACCOUNT = re.compile(r"\d(?:\d{11}|\d{3}[ -](?:\d{4}[ -]){2})")
_CELL = 60
"""Characters of a text that is but a cell, whose label stands in another."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_LABEL = 16
"""Characters before a number in which its label stands."""
_BREAK = re.compile(r"[，。；;！!？?、\s|｜]")


@dataclass(frozen=True)
class Number:
    """A number met: which detector it is for, its digits, where it stands in its text."""

    detector: str
    digits: str
    start: int
    end: int


def may_hold(text: str, *, tables: bool = True) -> bool:
    """Whether a text has any digits that could be such a number; quick.

    Without `tables` only those that are looked for in running text.
    """
    if _MAY_BE_IDENTITY.search(text) is not None or _MAY_BE_WIDE.search(text) is not None:
        return True
    if not tables:
        return False
    if _MAY_BE_MOBILE.search(text) is not None:
        return True
    return _MAY_BE_ACCOUNT.search(text) is not None and (
        len(text) <= _CELL or _words("accounts").search(text) is not None
    )


def plain(text: str) -> str:
    """A text with digits of one width and without invisible characters."""
    return clean(unicodedata.normalize("NFKC", text))


def identity_numbers(text: str, head: str, today: date) -> Iterator[Number]:
    """Unmasked identity numbers of 18 digits with a real date, a real province and their check
    digit, in a text made `plain`; `head` is the head of its column, if it stands in a table.
    """
    for match in _ID.finditer(text):
        digits = "".join(match.groups()).upper()
        if not _is_identity(digits, today):
            continue
        label = f"{head} {label_before(text, match.start())}"
        if _words("own").search(label) or not _words("other").search(label):
            yield Number("id_number", digits, match.start(), match.end())


def mobiles(text: str) -> Iterator[Number]:
    """Unmasked mobile numbers in a text made `plain`."""
    for match in _MOBILE.finditer(text):
        yield Number("mobile", re.sub(r"\D", "", match.group())[-11:], match.start(), match.end())


def accounts(text: str, head: str, today: date) -> Iterator[Number]:
    """Unmasked account numbers in a cell below a head that names accounts."""
    if not _words("accounts").search(head):
        return
    taken = {number.digits for number in identity_numbers(text, "", today)}
    for match in _ACCOUNT.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if digits not in taken and len(set(digits)) > 2:
            yield Number("bank_account", digits, match.start(), match.end())


def label_before(text: str, start: int) -> str:
    """The words right before a number: its label, if it has one."""
    before = text[max(0, start - _LABEL) : start].rstrip(" :：(（")
    return _BREAK.split(before)[-1]


def _is_identity(digits: str, today: date) -> bool:
    if digits in _data()["examples"] or int(digits[:2]) not in _data()["provinces"]:
        return False
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(int(d) * weight for d, weight in zip(digits[:17], _WEIGHTS, strict=True))
    return born <= today and digits[17] == _CHECKS[total % 11]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("personal.toml").read_text(encoding="utf-8"))


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(_data()[name])
