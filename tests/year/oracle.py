"""What must have happened, told from the truth of the days alone: cases and their mail.

Nothing of the product is asked: outcomes and their notes are those of the sample county, working
days those of its own table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from demo import workdays
from demo.accuracy import BY_ASPECT, Key
from demo.truth import Truth

ONE_DAY = timedelta(days=1)
_ABSENT = frozenset(
    {"no interpretation", "no answer", "no such section", "no download", "no issue"}
)
_LISTS = frozenset(
    {
        "interpretation_linked", "platform_structure_complete", "ipv6_support", "site_identity",
        "agency_profile_complete", "site_search_works",
        "link_health",
    }
)  # fmt: skip
MENDING = timedelta(days=30)
"""So long after a problem of a page its changes are taken for its mending."""
_OF_THE_PAGE = frozenset(
    {
        "doc_metadata_complete", "doc_validity_current", "doc_download_available",
        "interpretation_present", "interpretation_linked", "pii_exposure",
    }
)  # fmt: skip
"""What is mended by changing a document's page: what it lacks, names or shows. That it came late,
or that nobody was heard in time, no change of its page mends."""
TERM = 10  # working days for mending
STEPS = (7, 3, 0)
EVERY = 7


def key_of(one: Truth) -> Key:
    """What makes two judgements speak of the same thing."""
    aspect = (one.aspect or "") if one.check in BY_ASPECT else ""
    return one.portal, one.check, one.subject, aspect


def by_words(one: Truth) -> bool:
    """Whether a failure shows in what a page says, not in that something was not found."""
    return one.note not in _ABSENT and one.check not in _LISTS


Night = tuple[date, datetime]
"""A night that was made: its day and its moment of judgement."""


@dataclass
class Spell:
    """A problem from its confirmation to its end. `ended` is None while it lasts.

    `failing` are the nights on which it could be seen to stand.
    """

    key: Key
    opened: date
    ended: date | None = None
    retracted: bool = False
    failing: set[date] = field(default_factory=set)


@dataclass
class Life:
    """What a case must go through: (day, state) of every change of state."""

    moves: list[tuple[date, str]] = field(default_factory=list)
    spells: list[Spell] = field(default_factory=list)
    vanished: list[date] = field(default_factory=list)


def lives(truths: Mapping[date, Sequence[Truth]], nights: Sequence[Night]) -> dict[Key, Life]:
    """The life of everything that failed in some night."""
    outcomes = {day: {key_of(one): one for one in truths[day]} for day, _ in nights}
    keys = {k for day in outcomes for k, one in outcomes[day].items() if one.outcome == "failed"}
    found = {key: _life(key, nights, outcomes) for key in keys}
    return {key: life for key, life in found.items() if not _expected(key, life, found)}


def _expected(key: Key, life: Life, lives: Mapping[Key, Life]) -> bool:
    """Whether a page was changed while, or shortly after, a problem of the page itself was open:
    mending that changes pages, so that such a change is none."""
    portal, check, subject, _ = key
    if check != "doc_integrity_stable" or not life.spells:
        return False
    changed = life.spells[0].opened
    return any(
        spell.opened < changed and (spell.ended is None or spell.ended + MENDING > changed)
        for (where, other, page, _), its in lives.items()
        if (where, page) == (portal, subject) and other in _OF_THE_PAGE
        for spell in its.spells
    )


def _life(key: Key, nights: Sequence[Night], outcomes: Mapping[date, Mapping[Key, Truth]]) -> Life:
    life, state, since, ever = Life(), "", nights[0][1], False
    for day, at in nights:
        now = outcomes[day].get(key)
        spell = life.spells[-1] if life.spells else None
        if now is None:
            # It grew too old to be judged; nothing of the county ever vanishes.
            continue
        if now.outcome == "failed":
            if state in ("open", "reopened"):
                life.spells[-1].failing.add(day)
                continue
            again = "reopened" if ever else "open"
            confirmed = state == "suspected" and at - since >= ONE_DAY
            if by_words(now) or confirmed:
                state = again
                life.spells.append(Spell(key, day, failing={day}))
            elif state != "suspected":
                state = "suspected"
            else:
                continue
        elif state in ("open", "reopened") and now.note.endswith("to closing"):
            # Whoever looked every night knows more than the page: there was no answer in time.
            life.spells[-1].failing.add(day)
            continue
        elif state in ("", "resolved") or now.outcome not in ("passed", "pending"):
            continue
        else:
            # Not yet due after all: a calendar that came late took its ground away.
            if spell and state != "suspected":
                spell.ended, spell.retracted = day, now.outcome == "pending"
            ever = ever or (now.outcome == "passed" and bool(spell))
            state = "resolved"
        since = at
        life.moves.append((day, state))
    return life


@dataclass(frozen=True)
class Almanac:
    """Working days as they were known on a day: `late` is when which days off were announced."""

    late: tuple[tuple[date, frozenset[date]], ...] = ()

    def works(self, day: date, today: date) -> bool:
        """Whether a day counts as a working day by what was known in the night of `today`."""
        for announced, days in self.late:
            if day in days and today <= announced:
                return day.weekday() < 5
        return bool(workdays.is_workday(day))

    def after(self, start: date, count: int, today: date) -> date:
        """The `count`-th working day after `start`."""
        day = start
        while count:
            day += ONE_DAY
            count -= self.works(day, today)
        return day

    def first_of_week(self, day: date) -> bool:
        """Whether it is the first working day of its week."""
        week = [day - timedelta(days=day.weekday() - n) for n in range(7)]
        return next((one for one in week if self.works(one, day)), None) == day


def digest_days(
    days: Sequence[date], rhythm: str, almanac: Almanac, no_mail: frozenset[date]
) -> list[date]:
    """The nights on which a unit's digest is to be made: a missed one is made up for.

    What no server took is made anew on the next night.
    """
    if rhythm == "nightly":
        return list(days)
    found, last = [], days[0] - ONE_DAY
    for day in days:
        between = [last + ONE_DAY * n for n in range(1, (day - last).days + 1)]
        owed = last in found and last in no_mail
        if owed or any(almanac.first_of_week(one) for one in between):
            found.append(day)
        last = day
    return found


@dataclass
class Mailed:
    """What must be told of a problem to its unit: the days of the digests that tell it."""

    new: list[date] = field(default_factory=list)
    reminders: list[date] = field(default_factory=list)
    over: list[date] = field(default_factory=list)


def mailed(
    spell: Spell, digests: Sequence[date], no_mail: frozenset[date], almanac: Almanac
) -> Mailed:
    """The days on which a unit must hear of a problem, be reminded of it, hear of its end.

    What cannot be seen, or vanished, is in no digest. What no server took the next digest tells.
    """
    told, last = Mailed(), date.min
    for day in digests:
        if day < spell.opened or day in no_mail:
            continue
        if spell.ended is not None and day >= spell.ended:
            told.over += [day] if told.new else []
            break
        if day not in spell.failing:
            continue
        if not told.new:
            told.new, last = [day], day
            continue
        due = almanac.after(told.new[0], TERM, day)
        reached = max((one for one in _steps(due) if one <= day), default=None)
        if reached is not None and reached > last:
            told.reminders.append(day)
            last = day
    return told


def _steps(due: date) -> Iterator[date]:
    yield from (due - timedelta(days=before) for before in STEPS)
    yield from (due + timedelta(days=1 + EVERY * n) for n in range(60))
