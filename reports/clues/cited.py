"""Documents that a text names by number, and that no section lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checks.judging.bench import proof
from checks.matching.numbers import Number, numbers_in
from checks.matching.ownership import is_own_number
from crawler.portals import Portal
from crawler.records import Document, Dossier
from reports.clues.model import (
    CLOSED,
    GRACE,
    MOST_PLACES,
    UNREAD,
    Clue,
    ClueKind,
    Sureness,
    may_be_closed,
)
from reports.clues.shelf import Key, Shelf, number_key
from reports.clues.texts import Said, texts_of

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LONGEST_CODE = 10
_TITLE_BEFORE = re.compile(r"《([^《》]{4,80})》[((]?[\u4e00-\u9fff]{0,12}$")
_ENDED = re.compile("废止|失效|停止执行")
_SENTENCE = re.compile(r"[。;!?\n]")
_BEFORE_ALL = "早于各栏目所列最早年份的文件"
_BEFORE, _AFTER = 160, 80


def cited(dossier: Dossier, shelf: Shelf) -> Iterator[Clue]:
    """One clue for each own number that texts name and no section lists.

    What a text says is repealed need not be there; from the day on which the text takes effect,
    where it tells one. Numbers of other bodies are theirs to publish.
    """
    found: dict[Key, list[tuple[Said, str, str]]] = {}
    for said in texts_of(dossier):
        own = _own_keys(said)
        for number, start, end in numbers_in(said.text):
            code = own_code(number, said.text, start, shelf, dossier.portal)
            if code is None or not number.year:
                continue
            name = (code, number.year, int(number.serial))
            if (
                name in shelf.numbers
                or name in own
                or not _is_told(said, name, shelf, dossier.today)
            ):
                continue
            title = _title_before(said.text[:start], code)
            if title and shelf.lists(title):
                continue
            if not _is_ended(said, start, end, dossier.today):
                found.setdefault(name, []).append(
                    (said, title, said.text[max(0, start - 40) : end])
                )
    for name, places in sorted(found.items()):
        yield _clue(dossier, shelf, name, places)


def own_code(number: Number, text: str, end: int, shelf: Shelf, portal: Portal) -> str | None:
    """The agency word of a number in running text where it is the body's own, else None.

    The words before it run into it: those of its known series are found at its end; of others it
    must stand alone.
    """
    known = [code for code in shelf.codes if number.code.endswith(code)]
    if known:
        return max(known, key=len)
    start = end - len(number.code)
    alone = start == 0 or not _HAN.match(text[start - 1])
    if not alone or len(number.code) > _LONGEST_CODE:
        return None
    whole = f"{number.code}〔{number.year}〕{number.serial}号"
    return number.code if is_own_number(whole, portal) is True else None


def _own_keys(said: Said) -> frozenset[Key]:
    """The numbers that a document itself bears."""
    record = said.record
    if not isinstance(record, Document) or record.number is None:
        return frozenset()
    raw = f"{record.number.value or ''} {record.number.raw}"
    return frozenset(number_key(one) for one, _, _ in numbers_in(raw))


def _is_told(said: Said, name: Key, shelf: Shelf, today: date) -> bool:
    if said.on is not None and said.on + GRACE > today:
        return False
    return shelf.floor is None or int(name[1]) >= shelf.floor.year


def _title_before(text: str, code: str) -> str:
    match = _TITLE_BEFORE.search(text.removesuffix(code))
    return match.group(1) if match is not None else ""


def _is_ended(said: Said, start: int, end: int, today: date) -> bool:
    """Whether its sentence says that it is repealed, and that day has come."""
    before = _SENTENCE.split(said.text[max(0, start - _BEFORE) : start])[-1]
    after = _SENTENCE.split(said.text[end : end + _AFTER])[0]
    if not _ENDED.search(before + after):
        return False
    effective = said.record.effective_on if isinstance(said.record, Document) else None
    day = effective.value if effective is not None else None
    return day is None or day <= today


def _clue(dossier: Dossier, shelf: Shelf, name: Key, places: list[tuple[Said, str, str]]) -> Clue:
    code, year, serial = name
    number = f"{code}〔{year}〕{serial}号"
    title = next((title for _, title, _ in places if title), "")
    first = places[0][0]
    named = f"《{title}》（{number}）" if title else number
    sentence = f"{first.what}中提到{named}，各栏目均未见该文件。"
    sure, cautions = Sureness.LIKELY, [CLOSED]
    if shelf.unproven is not None:
        sure = Sureness.VAGUE
        cautions.append(UNREAD)
    elif first.on is None or (shelf.floor is not None and int(year) == shelf.floor.year):
        sure = Sureness.POSSIBLE
    if int(year) < _oldest(shelf):
        sure = Sureness.VAGUE
        cautions.append(_BEFORE_ALL)
    if may_be_closed(code):
        sure = Sureness.VAGUE
    shown = tuple((said.record.title, proof(said.record, quote)) for said, _, quote in places)
    return Clue(
        dossier.portal.id, ClueKind.CITED, named, sentence, sure, shown[:MOST_PLACES],
        "；".join(cautions) + "。", first.on,
    )  # fmt: skip


def _oldest(shelf: Shelf) -> int:
    """The first year of which an own number is listed."""
    years = [int(year) for code, year, _ in shelf.numbers if code in shelf.codes]
    return min(years, default=0)
