"""The invented subjects and sentences, drawn in an order that the seed fixes."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from demo.content.model import Block


@cache
def _texts() -> dict[str, Any]:
    with (Path(__file__).parent / "texts.toml").open("rb") as file:
        return tomllib.load(file)


_NUMERALS = "〇一二三四五六七八九"


def numeral(number: int) -> str:
    """A day, month or year in Chinese numerals, as signatures write it."""
    if number > 99:
        return "".join(_NUMERALS[int(digit)] for digit in str(number))
    tens, units = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens] + "十"
    return head + (_NUMERALS[units] if units or not head else "")


def likeness(left: str, right: str) -> float:
    """How alike two titles are, from 0 to 1; the larger of both directions."""
    forth = SequenceMatcher(None, left, right, autojunk=False)
    if forth.quick_ratio() < 0.6:
        return 0.0
    back = SequenceMatcher(None, right, left, autojunk=False)
    return max(forth.ratio(), back.ratio())


@dataclass
class Words:
    """A seeded source of subjects, sentences and names for one place."""

    place: str
    rng: random.Random
    titles: list[str] = field(default_factory=list)
    _subjects: list[str] = field(default_factory=list)

    def subject(self) -> str:
        """A subject, each used once before any comes again."""
        if not self._subjects:
            self._subjects = list(_texts()["subjects"])
            self.rng.shuffle(self._subjects)
        return self._subjects.pop()

    def matter(self) -> tuple[str, str]:
        """Subject and short title of a document, unlike every earlier one of this place."""
        for _ in range(400):
            subject = self.subject()
            title = f"{self.place}{subject}{self.rng.choice(_texts()['forms'])}"
            if all(likeness(title, other) < 0.7 for other in self.titles):
                self.titles.append(title)
                return subject, title
        raise AssertionError("the word list is too small for so many documents")

    def fill(self, text: str, subject: str = "") -> str:
        return text.format(
            t=subject, p=self.place, road=self.rng.choice(_texts()["places"]["roads"])
        )

    def pick(self, name: str, subject: str = "") -> str:
        """One sentence of the named list."""
        return self.fill(self.rng.choice(_texts()[name]), subject)

    def some(self, name: str, count: int, subject: str = "") -> tuple[Block, ...]:
        """`count` paragraphs of the named list, in its own order."""
        lines = _texts()[name]
        chosen = sorted(self.rng.sample(range(len(lines)), min(count, len(lines))))
        return tuple(Block("p", self.fill(lines[index], subject)) for index in chosen)

    def letter(self) -> tuple[str, str, str]:
        """Title, question and answer of a letter."""
        one = self.rng.choice(_texts()["letters"])
        road = self.rng.choice(_texts()["places"]["roads"])
        title, question, answer = (
            one[part].format(road=road) for part in ("title", "question", "answer")
        )
        return title, question, answer

    def person(self, index: int) -> str:
        """The name of nobody: surname and given name of the lists, by number."""
        people = _texts()["people"]
        surnames, given = people["surnames"], people["given"]
        shift = sum(map(ord, self.place))
        return f"{surnames[(index * 5 + shift) % len(surnames)]}{given[(index * 7 + shift) % 16]}"

    def clock(self) -> str:
        """A time of day within office hours."""
        return f"{self.rng.randint(8, 17):02d}:{self.rng.randint(0, 59):02d}"
