"""Facts of one newcomer portal, its working days and its records."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

AS_OF = date(2026, 11, 20)
PORT = 18841
WINDOW = AS_OF - timedelta(days=365)
HALF = AS_OF - timedelta(days=180)

_OFF = (
    "2025: 01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 10-01 10-02 "
    "10-03 10-06 10-07 10-08 2026: 01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 "
    "05-04 05-05 06-19 09-25 10-01 10-02 10-05 10-06 10-07"
)
_MADE_UP = "2025: 01-26 02-08 04-27 09-28 10-11 2026: 01-04 02-14 02-28 05-09 09-20 10-10"


def _days(text: str) -> frozenset[date]:
    found, year = set(), 0
    for word in text.split():
        if word.endswith(":"):
            year = int(word[:4])
        else:
            found.add(date(year, int(word[:2]), int(word[3:])))
    return frozenset(found)


OFF, MADE_UP = _days(_OFF), _days(_MADE_UP)


def working(day: date) -> bool:
    return day in MADE_UP or (day.weekday() < 5 and day not in OFF)


def between(start: date, end: date) -> int:
    """Working days after `start` up to and with `end`; 0 if not later."""
    days, day = 0, start
    while day < end:
        day += timedelta(days=1)
        days += working(day)
    return days


def due(start: date, days: int) -> date:
    day = start
    while days:
        day += timedelta(days=1)
        days -= working(day)
    return day


def d(text: str) -> date:
    return date.fromisoformat(text[:10])


ELEMENTS = (
    "背景依据",
    "意义",
    "研判起草过程",
    "工作目标",
    "主要任务",
    "创新举措",
    "保障措施",
    "解读联系",
)
FIELDS = ("文号", "成文日期", "发布日期", "有效性")


@dataclass(eq=False)
class Interp:
    key: str
    title: str
    on: date
    doc: Doc | None = None
    lack: tuple[str, ...] = ()
    sort: str = "own"  # own picture repost expert media
    fwd: bool = True
    back: bool = True
    tab: str = ""
    url: str = ""


@dataclass(eq=False)
class Doc:
    key: str
    title: str
    number: str
    signed: date
    on: date
    state: str = "有效"
    own: bool = True
    lapsed: bool = False
    matter: str = ""
    issuer: str = ""
    hide: tuple[str, ...] = ()
    shown: dict[str, str] = field(default_factory=dict)
    faults: tuple[str, ...] = ()
    repealed: str = ""
    effective: str = ""
    tail: str = ""
    expired: bool = False
    earlier: date | None = None
    broken: bool = False
    bulk: bool = False
    also1: tuple[str, ...] = ()
    also3: tuple[str, ...] = ()
    unsigned: bool = False
    interps: list[Interp] = field(default_factory=list)
    url: str = ""


@dataclass(eq=False)
class Letter:
    no: str
    title: str
    kind: str
    on: date
    ask: str
    replies: list[tuple[date, str, bool]] = field(default_factory=list)
    start: str = "submitted"  # or accepted
    end: str = "replied"  # or closed
    broken: str = ""  # unreachable, soft_404
    note: str = ""
    url: str = ""


@dataclass(eq=False)
class Entry:
    key: str
    title: str
    on: date
    url: str = ""
    text: str = ""
    top: bool = False


@dataclass
class Unit:
    id: str
    name: str
    kind: str
    home: str
    parent: str = ""
    hosts: tuple[str, ...] = ()
    guest: bool = False
    ipv6: str = "whole"
    docs: list[Doc] = field(default_factory=list)
    interps: list[Interp] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    sections: dict[str, tuple[str, str]] = field(default_factory=dict)
    lists: dict[str, list[Entry] | None] = field(default_factory=dict)
    missing_parts: tuple[str, ...] = ()
    leaders: tuple[str, str] = ("passed", "")
    report: str = ""  # date, "" absent, "-" not bound
    pages: dict[str, Any] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return self.home.split("/")[2]


def _core(title: str) -> str:
    text = unicodedata.normalize("NFKC", title)
    text = re.sub(
        r"^.{0,14}(人民政府办公室|人民政府|水利局|卫生健康委员会|委员会)(?=关于)", "", text
    )
    return re.sub(
        r"关于印发|印发|关于|的通知|通知|政策解读|文字解读|图解|一图读懂|解读|[《》\"“”'()【】:]",
        "",
        text,
    )


def lookalikes(unit: Unit) -> list[str]:
    """Pairs of a document and a foreign interpretation whose titles are too much alike."""
    found = []
    for doc in unit.docs:
        for one in unit.interps:
            if one.doc is doc:
                continue
            ratio = difflib.SequenceMatcher(None, _core(doc.title), _core(one.title)).ratio()
            if ratio >= 0.70:
                found.append(f"{unit.id} {ratio:.2f} {doc.title} ~ {one.title}")
    return found
