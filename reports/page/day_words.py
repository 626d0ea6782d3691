"""How the calendar of a due-date sum speaks: Chinese as it is, another language by catalogue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from reports.day_grid import GridDay, GridMonth
from reports.wording import WEEKDAYS, day_text

MONTHS = tuple(f"{number}月" for number in range(1, 13))
_MONTH, _NUMBER, _HOLIDAY, _SETTLED = "%(year)s年%(month)s", "第%(number)s日", "节假日", "办结"
_IS_SETTLED = "（办结）"
MESSAGES = (
    *MONTHS, _MONTH, _NUMBER, _HOLIDAY, _SETTLED, _IS_SETTLED, "起算", "到期",
    "周末", "本地假日", "元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆节",
    "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日",
)  # fmt: skip
"""All that it may say; a holiday of an office's own calendar is called as it stands there."""


@dataclass(frozen=True)
class DayWords:
    """A language: `say` gives its words for a Chinese message, `day` writes a date.

    `most` is the number of characters that have room under the number of a day, `colon` stands
    between a day and what it is.
    """

    say: Callable[[str], str]
    day: Callable[[date], str]
    most: int
    colon: str

    @property
    def weekdays(self) -> tuple[str, ...]:
        """The heads of the columns, Monday first."""
        return tuple(self.say(f"周{name}").removeprefix("周") for name in WEEKDAYS)

    def month(self, month: GridMonth) -> str:
        """The head of a month."""
        named = self.say(MONTHS[month.month - 1])
        return self.say(_MONTH) % {"year": month.year, "month": named}

    def note(self, day: GridDay) -> str:
        """What a day is to the sum, in full."""
        if day.number:
            return self.say(_NUMBER) % {"number": day.number}
        return self.say(day.note or _SETTLED)

    def short(self, day: GridDay) -> str:
        """The same as far as there is room; a long name of a holiday says that it is one."""
        full = self.note(day)
        if len(full) > self.most and day.kind == "off" and self.say(_HOLIDAY) != _HOLIDAY:
            return self.say(_HOLIDAY)
        return full[: self.most]

    def spoken(self, day: GridDay) -> str:
        """The day for whoever hears the page."""
        note = self.note(day) if day.note else ""
        head = self.day(day.on) + (self.colon if note else self.colon.rstrip())
        return head + note + self.say(_IS_SETTLED) * day.settled


IN_CHINESE = DayWords(str, day_text, 4, "：")
