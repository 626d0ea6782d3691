"""Sources (出处) of a requirement in words: which notice, its number, and which clause."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from checks.engine.requirement import Requirement, Rulebook
from reports.safety import shown

_REGULATIONS = re.compile(r"national Regulations art\. (\d+)")


@dataclass(frozen=True)
class Source:
    """A source as people read it.

    `rulebook` and `row` are ids where it is (a clause of) a notice that there is a rulebook of;
    empty otherwise.
    """

    text: str
    rulebook: str = ""
    row: str = ""


def sources_in_words(sources: Iterable[str], books: Iterable[Rulebook]) -> tuple[Source, ...]:
    """The sources in their order, looked up among the rulebooks that there are.

    One that stands for a notice of several rulebooks is named after the one with the shortest
    title. What is no clause of any of them is told as it is written.
    """
    known = sorted(books, key=lambda book: len(book.title))
    rows = {row.id: (book, row) for book in known for row in book.requirements}
    return tuple(_source(one, known, rows) for one in sources)


def _source(
    source: str, books: list[Rulebook], rows: dict[str, tuple[Rulebook, Requirement]]
) -> Source:
    if source in rows:
        book, row = rows[source]
        return Source(_notice(book) + shown(row.clause or row.title), book.id, row.id)
    for book in books:
        if book.id == source or book.id.startswith(f"{source}-"):
            return Source(_notice(book), book.id)
    article = _REGULATIONS.fullmatch(source)
    if article:
        return Source(f"《中华人民共和国政府信息公开条例》第{article[1]}条")
    return Source(shown(source))


def _notice(book: Rulebook) -> str:
    number = f"（{shown(book.number)}）" if book.number else ""
    return f"《{shown(book.title)}》{number}"
