"""When a reply came: a day, a bound, or an interval (standing rulebook, interaction-1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from checks.interaction.replies import says_answered, substantive_replies
from checks.judging.dates import exists, shown
from crawler.records import Dossier, Message, beijing, beijing_date

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

    `latest` is None where a reply is said to be there and nothing bounds its day.
    """
    replies = substantive_replies(message)
    dated = [reply.replied_on for reply in replies if shown(reply.replied_on) is not None]
    there = [field for field in dated if exists(field, dossier)]
    undated = len(dated) < len(replies)
    if dated and not there and not undated:
        return None
    days = [field.value for field in there if field is not None and field.value is not None]
    if days and not undated:
        return _checked(min(days), message, dossier)
    closed = message.closed_on if exists(message.closed_on, dossier) else None
    if not replies and not (says_answered(message) or closed is not None):
        return None
    bounds = [*days]
    for field in (closed, message.published_on):
        if exists(field, dossier) and field is not None and field.value is not None:
            bounds.append(field.value)
    seen = _between(message, dossier, None)
    if seen is not None:
        bounds.append(seen[1])
    latest = min(bounds, default=None)
    earliest = seen[0] if seen is not None and (latest is None or seen[0] <= latest) else None
    return Came(earliest, latest)


def _checked(claimed: date, message: Message, dossier: Dossier) -> Came:
    """The claimed day, or the interval in which the reply appeared if a read contradicts it."""
    seen = _between(message, dossier, claimed)
    return Came(claimed, claimed) if seen is None else Came(seen[0], seen[1], claimed)


def _between(message: Message, dossier: Dossier, claimed: date | None) -> tuple[date, date] | None:
    """From the last read without the reply (after its claimed day) to the first with it."""
    own = [s for s in dossier.sightings if s.subject == message.url and s.at <= dossier.as_of]
    without = [
        s.at for s in own
        if s.fact == UNANSWERED and (claimed is None or beijing_date(s.at) > claimed)
    ]  # fmt: skip
    if not without:
        return None
    last = max(without, key=beijing)
    after = [s.at for s in own if s.fact == ANSWERED and s.at > last]
    return beijing_date(last), beijing_date(min(after, default=dossier.as_of))
