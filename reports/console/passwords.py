"""Which passwords are too easy to guess, by a few rules; the same in console and command."""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise

SHORTEST = 12
"""Characters of a password at the least."""
LONGEST = 200
"""And at the most: the login takes no longer one."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
"""Keys in the order in which they lie, of which a run, there or back, is as easy as digits."""
_RUN = 6
"""So many keys one beside the other are a run."""


class Weakness(StrEnum):
    """Why a password is not taken, as whoever asked is told."""

    LENGTH = "密码须为 12 至 200 个字符。"
    BLANK = "密码不能全是空白。"
    NAME = "密码不能是用户名，或者用户名的重复。"
    REPEATED = "密码不能由一段字符重复而成。"
    SEQUENCE = "密码不能是连续的数字或者字母，也不能含有键盘上相邻的 6 个键。"


IN_ENGLISH = {
    Weakness.LENGTH: f"the password: {SHORTEST} to {LONGEST} characters",
    Weakness.BLANK: "the password is blank",
    Weakness.NAME: "the password is the name of the account, or repeats it",
    Weakness.REPEATED: "the password is a piece of text over and over",
    Weakness.SEQUENCE: (
        f"the password is a sequence of digits or letters, or has {_RUN} keys of a row in order"
    ),
}
"""What the command says."""


def weakness(password: str, name: str) -> Weakness | None:
    """Why a password for the account of that name is not taken; None for one that is."""
    plain = password.strip().casefold()
    if not plain:
        return Weakness.BLANK
    if not SHORTEST <= len(password) <= LONGEST:
        return Weakness.LENGTH
    if _repeats(plain, len(name)) and plain.startswith(name.casefold()):
        return Weakness.NAME
    if any(_repeats(plain, size) for size in range(1, len(plain) // 2 + 1)):
        return Weakness.REPEATED
    return Weakness.SEQUENCE if _in_sequence(plain) or _along_keys(plain) else None


def _repeats(text: str, size: int) -> bool:
    """Whether it is its first characters over and over, the last time perhaps cut off."""
    return bool(size) and all(one == text[at % size] for at, one in enumerate(text))


def _in_sequence(text: str) -> bool:
    """Whether every character follows the one before, up or down; after 9 comes 0 or 1."""
    steps = {_step(one, other) for one, other in pairwise(text)}
    return steps in ({1}, {-1})


def _along_keys(text: str) -> bool:
    """Whether keys that lie in a row are struck one after the other, from either side."""
    return any(
        way[at : at + _RUN] in text
        for row in _ROWS
        for way in (row, row[::-1])
        for at in range(len(way) - _RUN + 1)
    )


def _step(one: str, other: str) -> int:
    if one.isdecimal() and other.isdecimal():
        if one + other in ("90", "91"):
            return 1
        return -1 if one + other in ("09", "19") else int(other) - int(one)
    return ord(other) - ord(one)
