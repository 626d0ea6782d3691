"""What of a run there is to take away for a person: asked by pages that offer and routes that give.

A page offers nothing that its route would refuse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checks.engine.outcome import Outcome
from reports.console.access import Right
from reports.console.books import Books, Wanted
from reports.console.gate import Asked
from reports.model import JudgedFinding, Standing


@dataclass(frozen=True)
class Offer:
    """Whether there is a proof pack, a notice and a ledger."""

    pack: bool
    notice: bool
    ledger: bool


def offer(books: Books, asked: Asked, run: str, portal: str) -> Offer:
    """What there is of a unit in a run."""
    return Offer(
        pack=next(packable(books, run, portal), None) is not None,
        notice=books.noticed(run, portal, drafts=drafts_for(asked)),
        ledger=portal in books.took_part(run),
    )


def offer_of_all(books: Books, asked: Asked, run: str) -> Offer:
    """What there is of all units together, for whoever may see all."""
    return Offer(False, books.noticed(run, drafts=drafts_for(asked)), bool(books.took_part(run)))


def packable(books: Books, run: str, portal: str) -> Iterator[JudgedFinding]:
    """The problems of a unit that may go out to it, whoever asks: a pack is handed on."""
    wanted = Wanted(run, portal, outcome=Outcome.FAILED, for_unit=True)
    return (one for one in books.judged(wanted) if one.standing is Standing.PROBLEM)


def drafts_for(asked: Asked) -> bool:
    """Whether the person may have a notice that nobody approved: whoever works on cases."""
    return asked.person.may(Right.ATTEST)
