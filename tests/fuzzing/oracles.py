"""What must hold of a reading, whatever the page: nothing invented, nothing that cannot be kept."""

from __future__ import annotations

import dataclasses
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, cached_property
from html import unescape
from itertools import pairwise
from typing import Any

import opencc

from crawler.pages.markup.page import Page, raw_text
from crawler.pages.reading import Reading
from crawler.pages.task import Task
from crawler.pages.words.text import squeeze
from crawler.records import Record, decode, encode
from crawler.records.addresses import normalise
from crawler.records.model import Entry, Field, Message, Signature, Snapshot
from crawler.records.moments import beijing
from crawler.spiders.remembering import pack, unpack

_OWN_WORDS = frozenset({"title", "raw", "name", "post", "division", "text", "heading", "body"})
"""Attributes of records that hold words of the page and nothing else."""
_LEAST_PAIRS = 0.8
"""Share of the neighbouring characters of a line that must be neighbours on the page too: where
cells are joined new neighbours come about, where a gloss is left out also."""
_NUMERAL = {"十": 10, "廿": 20, "卅": 30} | {
    sign: number for number, sign in enumerate("〇一二三四五六七八九")
} | dict.fromkeys("○零OoＯ◯", 0)  # fmt: skip
_NUMERALS = re.compile(f"[{''.join(_NUMERAL)}]+")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_FIGURES = re.compile(r"[0-9]+")
_OTHER_FIGURE = re.compile(r"(?![0-9])\d")
_TAG = re.compile(r"<!--|-->|<[^<>]*>")
_MASKS = frozenset("某xX")
_OURS = "网页表单"
"""What we call a form that has no name of its own."""
_BY_FILE = "附件"
"""Where a draft is that a file shows, whatever its name: the one file of a call for opinions."""


@dataclass(frozen=True)
class Shown:
    """All that a page, its address and its task say: `words` in one form, `pairs` of neighbours."""

    characters: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    words: str
    source: str

    @cached_property
    def digits(self) -> str:
        """All of it with every figure as an ASCII digit and Chinese numerals as numbers."""
        return _digits(self.source)


def told(page: Page, task: Task) -> Shown:
    """What a reading of the page may rest on."""
    row = task.entry
    given = [task.label, task.url, page.url]
    if row is not None:
        given += [
            row.title,
            *(field.raw for _, field in row.fields),
            row.date.raw if row.date else "",
        ]
    plain = squeeze(unescape(unescape(page.html)))
    forms = (plain, _ESCAPE.sub(lambda m: chr(int(m.group(1), 16)), plain))
    parsed = squeeze(raw_text(page.root))  # joins what a script or a broken tag stands between
    forms += (_TAG.sub("", forms[1]), _TAG.sub(" ", forms[1]), parsed, page.html, _OURS, *given)
    words = _form("\n".join(forms))
    return Shown(
        frozenset(words) | {"\n"} | _MASKS,
        frozenset(pairwise(words)),
        words,
        "\n".join(forms),
    )


@cache
def _simplified() -> Any:
    return opencc.OpenCC("t2s")


def _form(text: str) -> str:
    """Widths, script and case of one kind; what is neither letter nor figure left out."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).lower())
    text = text.encode("utf-8", "replace").decode()
    return re.sub(r"[\W_]+", "", str(_simplified().convert(text)))


def _digits(text: str) -> str:
    """The text with every figure as an ASCII digit and Chinese numerals as numbers."""
    text = _OTHER_FIGURE.sub(lambda m: str(unicodedata.digit(m.group())), text)
    return _NUMERALS.sub(lambda m: _number(m.group()), text)


def _number(run: str) -> str:
    if not any(char in run for char in "十廿卅"):
        return "".join(str(_NUMERAL[char]) for char in run)
    total = 0
    for place, char in enumerate(run):
        value = _NUMERAL[char]
        total = value * max(total, 1) if value >= 10 and place else total + value
    return str(total)


def invented(reading: Reading, shown: Shown) -> list[str]:
    """What records and rows say that the page does not, each as a short remark."""
    found: list[str] = []
    for record in records_of(reading):
        for where, value in _leaves(record):
            if isinstance(value, date):
                if not _holds_day(value, shown.digits):
                    found.append(f"{record.kind}.{where}: {value}")
            elif not _holds_words(value, shown):
                found.append(f"{record.kind}.{where}: {value[:120]!r}")
    return found


def records_of(reading: Reading) -> tuple[Record, ...]:
    """Everything that a reading states: records, rows, what rulebooks ask for."""
    return (*reading.records, *reading.listing.entries, *reading.asked, *reading.behind)


def _leaves(value: Any, where: str = "") -> Iterator[tuple[str, Any]]:
    """Words and days of a record with the place where they stand."""
    if isinstance(value, Snapshot):
        return
    if isinstance(value, datetime):
        yield where, beijing(value).date()
    elif isinstance(value, date):
        yield where, value
    elif isinstance(value, str):
        name = where.rpartition(".")[2]
        if name in _OWN_WORDS and value:
            yield where, value
    elif isinstance(value, tuple):
        for one in value:
            yield from _leaves(one, where)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _leaves(getattr(value, field.name), f"{where}.{field.name}".lstrip("."))


def _holds_words(value: str, shown: Shown) -> bool:
    form = _form(value)
    if not shown.characters.issuperset(form):
        return False
    if not all(
        run in shown.words for run in _FIGURES.findall(unicodedata.normalize("NFKC", value))
    ):
        return False
    near = [pair for line in value.split("\n") for pair in pairwise(_form(line))]
    held = sum(pair in shown.pairs for pair in near)
    return held >= _LEAST_PAIRS * len(near) - 2


def _holds_day(day: date, text: str) -> bool:
    """Whether a text names the day: month beside day, and its year (or the next, as rows do)."""
    month, number = f"0?{day.month}", f"0?{day.day}"
    named = (
        rf"(?<!\d){month}\D{{1,12}}{number}(?!\d{{2}})|{day:%m%d}"
        rf"|(?<!\d){number}\D{{1,12}}(?:{day.year}\D{{1,12}})?{month}(?!\d)"
        rf"|(?<!\d){number}(?!\d)\D{{0,60}}{day.year}\D{{1,12}}{month}(?!\d)"
        rf"|(?<!\d){number}{day.year}\D{{1,12}}{month}(?!\d)"  # a large day, its tags lost
    )
    years = (f"{day.year + step:04}" for step in (-1, 0, 1))
    if re.search(named, text) and any(year in text for year in years):
        return True
    return any(_moment(found) == day for found in re.findall(r"\d{9,}", text))


def _moment(digits: str) -> date | None:
    seconds = int(digits[:15]) / (1000 if len(digits) > 11 else 1)
    if not 0 < seconds < 10**11:
        return None
    return beijing(datetime.fromtimestamp(seconds, UTC)).date()


def unkept(reading: Reading, snapshot: Snapshot) -> list[str]:
    """What of a reading does not come back from where it is kept, or leads to no address."""
    found: list[str] = []
    for record in records_of(reading):
        text = json.dumps(encode(record), ensure_ascii=False)
        stored = text.encode("utf-8", "backslashreplace").decode()
        if decode(json.loads(stored)) != record:
            found.append(f"{record.kind} does not come back from its JSON")
    if unpack(pack(reading, snapshot), snapshot) != reading:
        found.append("the reading does not come back from the store of readings")
    listing = reading.listing
    places = [turn.url for turn in listing.turns] + [target.url for target in reading.targets]
    places += [entry.url for entry in listing.entries] + [frame.url for frame in reading.frames]
    for url in (*places, *reading.links):
        bare = url.partition("#")[0]
        try:
            sound = not bare or normalise(bare) == bare
        except ValueError:
            sound = False
        if not sound:
            found.append(f"no normal address: {url[:120]!r}")
    for count in (listing.total_pages, listing.total_rows):
        if count is not None and not count >= 0:
            found.append(f"a count of {count}")
    return found


_NEUTRAL = "山高水远云淡风轻花开叶落"
_HAN = re.compile(r"[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff]")
_META = re.compile(r"<meta\b[^<>]*>?", re.IGNORECASE)
_HEADING = re.compile(r"(?<=<h)[1-6]|(?<=</h)[1-6]", re.IGNORECASE)
_FIGURE = re.compile(r"[\d@]")


def neutral(html: str) -> str:
    """The page with every Chinese word and every figure taken out: prose that states nothing."""
    html = unescape(unescape(_ESCAPE.sub("x", _META.sub("", html))))
    headings = [found.span() for found in _HEADING.finditer(html)]
    prose = _HAN.sub(lambda found: _NEUTRAL[found.start() % len(_NEUTRAL)], html)
    bare = list(_FIGURE.sub("x", unicodedata.normalize("NFC", prose)))
    if len(bare) == len(html):
        for start, end in headings:
            bare[start:end] = html[start:end]
    return "".join("x" if char.isnumeric() and not char.isascii() else char for char in bare)


def stated(reading: Reading) -> list[str]:
    """What a reading states by fields; of a page of neutral prose nothing may be."""
    found: list[str] = []
    for record in records_of(reading):
        for where, field in _fields(record):
            if field.value is not None and field.raw != _OURS and field.place != _BY_FILE:
                found.append(f"{record.kind}.{where}: {field.value!r} ({field.raw[:60]!r})")
        # A letter's own page stands for its letter, whatever it says; one in a list must show it.
        if isinstance(record, Message) and (record.replies or "#" in record.url):
            found.append(f"a letter: {record.title[:60]!r}")
        if isinstance(record, Entry) and record.date is not None:
            found.append(f"a row's day: {record.date!r}")
    return found


def _fields(value: Any, where: str = "") -> Iterator[tuple[str, Field[Any]]]:
    if isinstance(value, Field):
        yield where, value
    elif isinstance(value, tuple):
        for one in value:
            yield from _fields(one, where)
    elif isinstance(value, (Record, Signature)):
        for field in dataclasses.fields(value):
            yield from _fields(getattr(value, field.name), f"{where}.{field.name}".lstrip("."))
