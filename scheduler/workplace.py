"""What a command works with: watchlist, data folder, calendar, rulebooks, secrets.

The one place that reads settings. A sample workplace brings its own portals.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from checks.calendar import WorkCalendar, calendar_from
from checks.calendar.sources import read_overrides
from checks.engine.registry import validate
from checks.engine.requirement import Rulebook
from checks.errors import RulebookError
from checks.rulebooks import available, rulebook_from, rulebook_text
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

    The texts are kept beside what was read from them, since a manifest pins them.
    """

    watchlist: Watchlist
    watchlist_text: str
    places: Places
    calendar: WorkCalendar
    calendar_texts: Mapping[str, str]
    rulebooks: Mapping[str, Rulebook]
    rulebook_texts: Mapping[str, str]


def own_rulebooks(watchlist: Path | None = None) -> Path | None:
    """The folder of an office's own rulebooks beside its watchlist, if there is one."""
    own = (watchlist or DEFAULT_WATCHLIST).parent / "rulebooks"
    return own if own.is_dir() else None


def open_workplace(watchlist: Path, data: Path | None = None, sample: bool = False) -> Workplace:
    """Load a watchlist and what belongs to it; nothing is written.

    Raises WatchlistError, CalendarError or RulebookError (all GongkaiError) naming what is wrong.
    """
    folder = watchlist.parent
    extra = own_rulebooks(watchlist)
    loaded = load_watchlist(watchlist, available(extra))
    loaded = replace(loaded, sample=sample or loaded.monitor.sample)
    texts = {
        name: rulebook_text(name, extra)
        for name in sorted({book for portal in loaded.portals for book in portal.rulebooks})
    }
    calendar_texts = read_overrides(folder / "calendar")
    rulebooks = {name: _rulebook(name, text) for name, text in texts.items()}
    return Workplace(
        watchlist=loaded,
        watchlist_text=watchlist.read_text("utf-8"),
        places=Places((data or loaded.monitor.data).absolute()),
        calendar=calendar_from(calendar_texts),
        calendar_texts=calendar_texts,
        rulebooks=rulebooks,
        rulebook_texts=texts,
    )


def _rulebook(name: str, text: str) -> Rulebook:
    """A rulebook whose rows supply all that their checks ask for."""
    rulebook = rulebook_from(text, f"{name}.toml")
    if rulebook.id != name:
        raise RulebookError([f"{name}.toml: id: {rulebook.id!r} is not the name of the file"])
    validate(rulebook)
    return rulebook
