"""Catalogues (目录、清单): which pages are one, and what was read in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from checks.disclosure.columns import columns_of_name
from checks.disclosure.period import Period
from checks.disclosure.published import Published, published
from checks.judging import Bench
from checks.matching.titles import years_of
from checks.matching.words import plain
from crawler.records import Document, SoughtPage


class Holding(NamedTuple):
    """What a catalogue lacks of what is asked for; `unread` parts of it may hold that."""

    missing: tuple[str, ...]
    unread: bool


def catalogues(bench: Bench, period: Period) -> tuple[Published, ...]:
    """The body's own catalogues of the name that the row asks for, and what their columns list.

    A title that names the thing is a catalogue's if it says so (清单, 目录), or if its page shows
    a table. What speaks about a catalogue (解读, 征求意见) is none.
    """
    dossier, terms = bench.dossier, bench.requirement.terms
    words = tuple(plain(word) for word in terms["title_words"])
    kinds, about = terms["catalogue_words"], terms["excluded_words"]
    higher = terms["higher_words"]

    def named(title: str, _: str) -> bool:
        return any(word in title for word in words) and not any(word in title for word in about)

    found = [
        one
        for one in published(dossier, named, higher)
        if any(kind in plain(one.title) for kind in kinds) or _tables(one)
    ]
    rows = [row for one in columns_of_name(dossier, words) for row in dossier.rows_of(one)]
    if rows:
        found += published(dossier, lambda title, _: not any(w in title for w in about), higher, rows)
    return tuple(
        one for one in found if not one.another and not period.of_other_years(years_of(one.title))
    )


def holding(bench: Bench, found: Sequence[Published]) -> Holding:
    """What of the columns, fields and entries asked for these pages together do not show."""
    terms = bench.requirement.terms
    text = plain("\n".join(_words(found)))
    asked = (*terms["expected_fields"], *terms["must_have"])
    lacking = [word for word in asked if plain(word) not in text]
    heads = [tuple(plain(cell) for cell in table) for one in found for table in _tables(one)]
    columns = [_lacking(head, terms["table_columns"]) for head in heads]
    lacking += min(columns, key=len, default=[names[0] for names in terms["table_columns"]])
    unread = any(one.text is None or _attached(one) for one in found)
    return Holding(tuple(dict.fromkeys(lacking)), unread)


def _lacking(head: Iterable[str], asked: Sequence[Sequence[str]]) -> list[str]:
    cells = tuple(head)
    return [names[0] for names in asked if not any(plain(n) in cell for n in names for cell in cells)]


def _tables(one: Published) -> tuple[tuple[str, ...], ...]:
    record = one.record
    return tuple(t.cells for t in record.tables if t.rows) if isinstance(record, SoughtPage) else ()


def _attached(one: Published) -> bool:
    return isinstance(one.record, Document | SoughtPage) and bool(one.record.attachments)


def _words(found: Iterable[Published]) -> Iterator[str]:
    for one in found:
        yield one.title
        yield one.text or ""
        if isinstance(one.record, Document | SoughtPage):
            yield from (link.text for link in one.record.attachments)
