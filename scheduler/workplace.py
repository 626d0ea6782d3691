"""What a command works with: watchlist, data folder, calendar, rulebooks, secrets.

The one place that reads settings. A sample workplace brings its own portals.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from checks.calendar import WorkCalendar, calendar_from
from checks.calendar.sources import read_overrides
from checks.engine.requirement import Rulebook
from checks.errors import RulebookError
from checks.rulebooks import (
    available,
    edition_on,
    editions_of,
    load_rulebooks,
    rulebook_text,
    rulebooks_in,
    trigger_faults,
    with_triggers,
)
from crawler.errors import WatchlistError
from crawler.portals import Channel, Watchlist
from crawler.portals.watchlist import load_watchlist
from scheduler.places import Places

DEFAULT_WATCHLIST = Path("gongkai.toml")


@dataclass(frozen=True)
class Secrets:
    """Credentials; they come from the environment only and are never stored or printed."""

    mail_user: str | None = None
    mail_password: str | None = None

    def __repr__(self) -> str:
        """Nothing of the secrets."""
        return "Secrets(…)"


def read_secrets() -> Secrets:
    """GONGKAI_MAIL_USER and GONGKAI_MAIL_PASSWORD."""
    return Secrets(os.environ.get("GONGKAI_MAIL_USER"), os.environ.get("GONGKAI_MAIL_PASSWORD"))


def channel_url(channel: Channel) -> str | None:
    """The apprise address of a channel, from the environment variable that it names."""
    return os.environ.get(channel.env)


@dataclass(frozen=True)
class Workplace:
    """A loaded watchlist with everything that judging its portals needs.

    The texts are kept beside what was read from them, since a manifest pins them. `editions` has
    all files of each rulebook, `rulebooks` the one that a day goes by (`on`): the newest, until a
    day is named.
    """

    watchlist: Watchlist
    watchlist_text: str
    places: Places
    calendar: WorkCalendar
    calendar_texts: Mapping[str, str]
    rulebooks: Mapping[str, Rulebook]
    rulebook_texts: Mapping[str, str]
    editions: Mapping[str, tuple[Rulebook, ...]] = field(default_factory=dict)

    def on(self, day: date) -> Workplace:
        """The same with the rulebooks of a day: edition in force, rows bound by then."""
        triggers = self.watchlist.monitor.triggers
        books = {
            name: with_triggers(edition_on(self.editions.get(name, (book,)), day), triggers, day)
            for name, book in self.rulebooks.items()
        }
        if all(book is self.rulebooks[name] for name, book in books.items()):
            return self
        return replace(self, rulebooks=books)


def own_rulebooks(watchlist: Path | None = None) -> Path | None:
    """The folder of an office's own rulebooks beside its watchlist, if there is one."""
    own = (watchlist or DEFAULT_WATCHLIST).parent / "rulebooks"
    return own if own.is_dir() else None


def open_workplace(
    watchlist: Path, data: Path | None = None, sample: bool = False, *, sealed: bool = False
) -> Workplace:
    """Load a watchlist and what belongs to it; nothing is written.

    `sealed` texts come from an archive and were looked through when they were used first: they
    are read as they were accepted then.
    Raises WatchlistError, CalendarError or RulebookError (all GongkaiError) naming what is wrong.
    """
    folder = watchlist.parent
    extra = own_rulebooks(watchlist)
    loaded = load_watchlist(watchlist, available(extra), accepted=sealed)
    loaded = replace(loaded, sample=sample or loaded.monitor.sample)
    texts = {
        name: rulebook_text(name, extra)
        for book in sorted({book for portal in loaded.portals for book in portal.rulebooks})
        for name in editions_of(book, extra)
        # What was sealed is whole: an edition that came into the package later is none of it.
        if not sealed or (extra is not None and (extra / f"{name}.toml").is_file())
    }
    calendar_texts = read_overrides(folder / "calendar")
    editions = _editions(rulebooks_in(texts, accepted=sealed).values())
    if not sealed:
        _check_triggers(loaded, editions, extra)
    return Workplace(
        watchlist=loaded,
        watchlist_text=watchlist.read_text("utf-8"),
        places=Places((data or loaded.monitor.data).absolute()),
        calendar=calendar_from(calendar_texts),
        calendar_texts=calendar_texts,
        rulebooks={name: books[-1] for name, books in editions.items()},
        rulebook_texts=texts,
        editions=editions,
    )


def _editions(books: Iterable[Rulebook]) -> dict[str, tuple[Rulebook, ...]]:
    """The editions of each rulebook, earliest first; two of one day are a fault."""
    found: dict[str, tuple[Rulebook, ...]] = {}
    for book in books:
        found[book.id] = (*found.get(book.id, ()), book)
    faults = []
    for name, own in found.items():
        starts = [book.starts_on for book in own]
        faults += [
            f"{name}.toml: starts_on: two editions begin on {day}"
            for day in sorted(set(starts))
            if starts.count(day) > 1
        ]
    if faults:
        raise RulebookError(faults)
    return {
        name: tuple(sorted(own, key=lambda book: book.starts_on)) for name, own in found.items()
    }


def _check_triggers(
    watchlist: Watchlist, editions: Mapping[str, tuple[Rulebook, ...]], folder: Path | None
) -> None:
    """Raises WatchlistError for triggers of rows that no rulebook has, or that wait for nothing."""
    triggers = watchlist.monitor.triggers
    faults = trigger_faults(triggers, (book for own in editions.values() for book in own))
    if faults:
        # A row of a rulebook that no portal goes by may be meant: it can be looked back on.
        others = sorted(available(folder) - set(editions))
        names = [name for other in others for name in editions_of(other, folder)]
        more = load_rulebooks(names, folder).values()
        known = [book for own in editions.values() for book in own]
        faults = trigger_faults(triggers, [*known, *more])
    if faults:
        raise WatchlistError([f"{watchlist.path}: [monitor.triggers]: {one}" for one in faults])
