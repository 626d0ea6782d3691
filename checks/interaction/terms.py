"""When a reply came: a day, a bound, or an interval (standing rulebook, interaction-1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from checks.interaction.replies import (
    first_reply,
    is_substantive,
    says_answered,
    substantive_replies,
)
from checks.judging.dates import exists, shown
from crawler.records import (
    Dossier,
    Message,
    Reply,
    Sighting,
    beijing,
    beijing_date,
    shown_as,
    shown_text,
)

UNANSWERED, ANSWERED = "unanswered", "answered"


@dataclass(frozen=True)
class Came:
    """A reply came on some day from `earliest` to `latest`; one day if they are the same.

    `earliest` is None where only an upper bound is known. `claimed` is the date that the page
    gives where earlier reads contradict it (倒签).
    """

    earliest: date | None
    latest: date | None
    claimed: date | None = None


def reply_of(message: Message, dossier: Dossier) -> Came | None:
    """When the first substantive reply came; None if there is none as of the moment.

    One that shows no day came before it was first seen, and no earlier than its letter was
    accepted. `latest` is None where a reply is only said to be there and nothing bounds its day.
    """
    replies = substantive_replies(message)
    dated = [reply.replied_on for reply in replies if shown(reply.replied_on) is not None]
    there = [field for field in dated if exists(field, dossier)]
    undated = len(dated) < len(replies)
    if dated and not there and not undated:
        return None
    days = [field.value for field in there if field is not None and field.value is not None]
    if days and not undated:
        first = first_reply([reply for reply in replies if exists(reply.replied_on, dossier)])
        assert first is not None
        return _checked(min(days), first, message, dossier)
    closed = message.closed_on if exists(message.closed_on, dossier) else None
    if not replies and (_shown_in_full(message) or not (says_answered(message) or closed)):
        return None
    bounds = [*days]
    for field in (closed, message.published_on):
        if exists(field, dossier) and field is not None and field.value is not None:
            bounds.append(field.value)
    floors: list[date] = []
    if replies:
        bounds.append(_first_seen(message, dossier))
        if not days and (accepted := shown(message.accepted_on)) is not None:
            floors.append(accepted)
        if (seen := _between(message, dossier, None, None)) is not None:
            floors.append(seen[0])
            bounds.append(seen[1])
    latest = min(bounds, default=None)
    earliest = max(floors, default=None)
    if earliest is not None and (latest is None or earliest > latest):
        earliest = None
    return Came(earliest, latest)


def _shown_in_full(message: Message) -> bool:
    """Whether the page shows what the board calls an answer, so that its word adds nothing."""
    return bool(message.replies) and all(reply.text for reply in message.replies)


def _checked(claimed: date, reply: Reply, message: Message, dossier: Dossier) -> Came:
    """The claimed day, or the interval in which the reply appeared if a read contradicts it."""
    seen = _between(message, dossier, reply, claimed)
    return Came(claimed, claimed) if seen is None else Came(seen[0], seen[1], claimed)


def _first_seen(message: Message, dossier: Dossier) -> date:
    """The day of the first read that showed a substantive reply; today if none before did."""
    now = {shown_as(reply) for reply in substantive_replies(message)}
    days = (
        beijing_date(sighting.at)
        for sighting in dossier.sightings
        if sighting.subject == message.url
        and sighting.at <= dossier.as_of
        and any(
            one in now or ((text := shown_text(one)) is not None and is_substantive(text))
            for one in sighting.shown
        )
    )
    return min(days, default=dossier.today)


def _between(
    message: Message, dossier: Dossier, reply: Reply | None, claimed: date | None
) -> tuple[date, date] | None:
    """From the last read without the reply (after its claimed day) to the first with it.

    `reply` None stands for any substantive one. None if no read contradicts the claimed day.
    """
    own = sorted(
        (s for s in dossier.sightings if s.subject == message.url and s.at <= dossier.as_of),
        key=lambda s: beijing(s.at),
    )
    now = frozenset(shown_as(one) for one in message.replies)
    wanted = None if reply is None else shown_as(reply)
    without = list(takewhile(lambda s: _lacked(s, wanted, now, message), own))
    if not without:
        return None
    last = beijing_date(without[-1].at)
    if claimed is not None and last <= claimed:
        return None
    return last, beijing_date(own[len(without)].at if len(without) < len(own) else dossier.as_of)


def _lacked(sighting: Sighting, wanted: str | None, now: frozenset[str], message: Message) -> bool:
    """Whether a read showed for certain that the reply was not there yet.

    It showed none, or only interim ones, or only such as still stand beside the wanted one: a
    reply whose words were changed since is no new reply.
    """
    if sighting.fact == UNANSWERED:
        return True
    if sighting.fact != ANSWERED or not sighting.shown or wanted in sighting.shown:
        return False
    texts = [shown_text(one) for one in sighting.shown]
    if all(text is not None and not is_substantive(text) for text in texts):
        return True
    return wanted is not None and now.issuperset(sighting.shown)
