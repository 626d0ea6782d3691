"""The rulebooks that there are, those of no portal too: read once while the console runs."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path

from checks.engine.requirement import Rulebook
from checks.errors import RulebookError
from checks.rulebooks import (
    available,
    edition_on,
    editions_of,
    rulebook_in,
    rulebook_text,
    with_triggers,
)
from scheduler.workplace import Workplace, own_rulebooks


def shelf(workplace: Workplace, day: date) -> Mapping[str, Rulebook]:
    """Every rulebook by id in the edition of a day, the watchlist's first.

    One of an office's own that no portal goes by and that cannot be read is left out.
    """
    found = dict(workplace.on(day).rulebooks)
    folder = own_rulebooks(workplace.watchlist.path)
    for name in sorted(available(folder) - found.keys()):
        with suppress(RulebookError):
            editions = [_read(one, folder) for one in editions_of(name, folder)]
            book = edition_on(sorted(editions, key=lambda one: one.starts_on), day)
            found[name] = with_triggers(book, workplace.watchlist.monitor.triggers, day)
    return found


@cache
def _read(name: str, folder: Path | None) -> Rulebook:
    # Looking through all terms takes seconds and is done before a rulebook judges anything.
    return rulebook_in(rulebook_text(name, folder), name, accepted=True)
