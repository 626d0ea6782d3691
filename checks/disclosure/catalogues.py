"""Catalogues (目录、清单): which pages are one, and what was read in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from checks.disclosure.columns import own_pages, urls_of_name
from checks.disclosure.period import Period
from checks.disclosure.published import Published, Shelf
from checks.judging import Bench
from checks.matching.rows import page_key
from checks.matching.titles import years_of
from checks.matching.words import finder, plain
from crawler.portals import Role
from crawler.records import NamedColumn

_LONGEST_HEAD = 12
_DATED = re.compile(r"(?:发布|公布|公开|成文|发文|更新|印发)?(?:日期|时间)")
"""The head of a column with the days on which pages were published."""
_LABEL = re.compile(
    r"(?:^|[。；;，,\n])[\s(（]*(?:[\d一二三四五六七八九十]+[.．、)）]+)?\s*([^\W\d]{2,12})\s*[:：]"
)


class Holding(NamedTuple):
    """What a catalogue lacks of what is asked for; `unread` parts of it may hold that."""

    missing: tuple[str, ...]
    unread: bool


def catalogues(bench: Bench, period: Period) -> tuple[Published, ...]:
    """The body's own catalogues of the name that the row asks for, and what their columns list.

    A title that names the thing is a catalogue's if it says so (清单, 目录), or if its page shows
    a table. What speaks about a catalogue (解读, 征求意见) is none, nor is what a column of the
    name lists besides under a title that calls it something else (抽查结果公示).
    """
    dossier, terms = bench.dossier, bench.requirement.terms
    words = tuple(plain(word) for word in terms["title_words"])
    known, others_said = finder(terms["title_words"]), finder(tuple(terms["excluded_words"]))
    kinds = tuple(re.compile(pattern) for pattern in terms["catalogue_patterns"])
    shelf = Shelf(dossier, terms["higher_words"])

    def of_it(title: str, _: str) -> bool:
        return others_said.search(title) is None

    def named(title: str, lead: str) -> bool:
        return known.search(title) is not None and of_it(title, lead)

    found = [
        one
        for one in shelf.published(named)
        if one.tables or any(kind.search(plain(one.title)) for kind in kinds)
    ]
    others = tuple(re.compile(pattern) for pattern in terms["other_patterns"])

    def listed(title: str, lead: str) -> bool:
        another = any(one.search(title) for one in others) and not named(title, lead)
        return of_it(title, lead) and not another

    found += shelf.published(listed, urls_of_name(dossier, words))
    own = own_pages(dossier, words) | {column.url for column in dossier.columns}
    return tuple(
        one
        for one in found
        if not one.another
        and not period.of_other_years(years_of(one.title))
        and (one.record.url not in own or _is_itself(one, terms["table_columns"]))
    )


def _is_itself(page: Published, asked: Sequence[Sequence[str]]) -> bool:
    """Whether a column's own page is the catalogue, and no list or hub of what lies below it.

    Of a section that every portal has it must show a table of that sort, or leave it to a file;
    a table that dates its rows lists pages.
    """
    if page.record.role is Role.NAMED and not page.tables:
        return True
    heads = [tuple(plain(cell) for cell in head) for head in page.tables or ()]
    tables = [head for head in heads if not any(map(_DATED.fullmatch, head))]
    close = any(len(_lacking(head, asked)) * 2 <= len(asked) for head in tables)
    return close or (not heads and bool(page.files))


def holding(bench: Bench, found: Sequence[Published]) -> Holding:
    """What of the columns, fields and entries asked for these pages together do not show."""
    terms = bench.requirement.terms
    text = plain("\n".join(_words(found)))
    asked = (*terms["expected_fields"], *terms["must_have"])
    lacking = [word for word in asked if plain(word) not in text]
    heads = [tuple(plain(cell) for cell in head) for one in found for head in one.tables or ()]
    heads += [labels for one in found if not one.tables and (labels := _labels(one.text or ""))]
    columns = [_lacking(head, terms["table_columns"]) for head in heads]
    lacking += _fewest(columns, [names[0] for names in terms["table_columns"]])
    unlooked = terms["table_columns"] and not heads
    unread = any(
        one.text is None or one.unread or (unlooked and one.tables is None) for one in found
    )
    return Holding(tuple(dict.fromkeys(lacking)), unread)


def shows_all(bench: Bench, column: NamedColumn) -> bool:
    """Whether the text of a column's own page shows all columns, fields and entries asked for.

    A column of a table is a short line of its own there, as its head is.
    """
    dossier, terms = bench.dossier, bench.requirement.terms
    if column.column is None:
        return False
    key = page_key(dossier, column.column.url)
    pages = [one for one in dossier.static_pages if page_key(dossier, one.url) == key]
    heads = {plain(line) for page in pages for line in page.text.splitlines()}
    heads = {line for line in heads if len(line) <= _LONGEST_HEAD}
    text = "\n".join(plain(page.text) for page in pages)
    asked = (*terms["expected_fields"], *terms["must_have"])
    return all(plain(word) in text for word in asked) and not _lacking(
        heads, terms["table_columns"]
    )


def lacks(bench: Bench, found: Sequence[Published]) -> bool:
    """Whether something asked for is missing for certain, whenever they were published."""
    held = holding(bench, found)
    return bool(held.missing) and not held.unread


def _labels(text: str) -> tuple[str, ...]:
    """What a catalogue without a table names of each of its things: labels met again and again."""
    met = Counter(plain(match[1]) for match in _LABEL.finditer(text))
    return tuple(label for label, times in met.items() if times > 1)


def _fewest(columns: Sequence[list[str]], otherwise: list[str]) -> list[str]:
    return sorted(columns, key=len)[0] if columns else otherwise


def _lacking(head: Iterable[str], asked: Sequence[Sequence[str]]) -> list[str]:
    cells = tuple(head)
    return [
        names[0] for names in asked if not any(plain(n) in cell for n in names for cell in cells)
    ]


def _words(found: Iterable[Published]) -> Iterator[str]:
    for one in found:
        yield one.title
        yield one.text or ""
        yield from one.files
