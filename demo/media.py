"""Ground truth of the county's notice on new media, reposts and emergencies
(tests/rulebooks/yunzhou-media-2026.toml).

Computed from what was planted and the notice's own words: limits and days stand here a second
time on purpose. Nothing of `checks` is used.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from crawler.records import BEIJING
from demo import workdays
from demo.content.model import Unit
from demo.county import County, origin_of
from demo.moment import BEFORE
from demo.places.media import (
    ACCOUNTS,
    EMERGENCIES,
    NONE_SAID,
    POLICIES,
    RELEASES,
    REPOSTS,
)
from demo.truth import Truth, subject_of

BOUND = frozenset({"city", "county", "department"})
LIST_DUE = date(2026, 6, 30)
DORMANT_DAYS = 14
REPOST_DAYS = 1
WINDOW = timedelta(days=90)
RELEASE_HOURS, CONFERENCE_HOURS = 5, 24
MAJOR = frozenset({"特别重大", "重大"})

Verdict = tuple[str, str | None, str | None]
"""Outcome, aspect, cause."""


def media_truth(county: County) -> tuple[Truth, ...]:
    """Every finding that is due under the notice, as of the county's day."""
    found: list[Truth] = []
    for unit in county.units:
        if unit.kind not in BOUND:
            continue
        home = county.origin(subject_of(origin_of(unit), unit.home))
        told = [("new_media_listed", _accounts(unit))]
        if unit.kind != "city":
            told.append(("repost_latency", _reposts(unit)))
        told += [("emergency_release_latency", one) for one in _emergencies(unit)]
        found += [Truth(unit.id, check, home, *verdict) for check, verdict in told]
    return tuple(found)


def _accounts(unit: Unit) -> Verdict:
    today, accounts = unit.as_of, ACCOUNTS.get(unit.id, ())
    if unit.id in NONE_SAID:
        return "inapplicable", None, None
    open_yet = today <= LIST_DUE
    if not accounts:
        return ("pending", None, None) if open_yet else ("failed", "账号清单", None)
    ages = {
        one.name: (today - one.last).days if one.last is not None else one.age for one in accounts
    }
    bad = [
        one.name for one in accounts if one.state != "正常" or (ages[one.name] or 0) > DORMANT_DAYS
    ]
    if bad:
        return "pending" if open_yet else "failed", "、".join(bad), None
    if all(age is None or age < 0 for age in ages.values()):
        return "cant_tell", None, "unreadable"
    return "passed", None, None


def _reposts(unit: Unit) -> Verdict:
    today, late, missing, waiting, doubtful = unit.as_of, [], [], [], False
    judged = [(title, on) for title, on in POLICIES.items() if today - WINDOW <= on < today]
    for title, on in sorted(judged, key=lambda one: one[1]):
        rows = [one for one in REPOSTS.get(unit.id, ()) if one.of == title and one.on < today]
        sure = [one.on for one in rows if one.sure]
        due = workdays.after(on, REPOST_DAYS)
        assert due is not None
        used = workdays.between(on, min(sure)) if sure else None
        if used is not None and used > REPOST_DAYS:
            late.append(title)
        elif not sure and today > due:
            doubtful |= bool(rows)
            missing += [] if rows else [title]
        elif not sure:
            waiting.append(title)
    if late or missing:
        return "failed", "、".join(late or missing), None
    if doubtful:
        return "cant_tell", None, "ambiguous"
    if waiting:
        return "pending", None, None
    return ("passed" if judged else "inapplicable"), None, None


def _emergencies(unit: Unit) -> list[Verdict]:
    """Of the row on releases and that on conferences: a verdict on the emergency, or none bound."""
    now = datetime.combine(unit.as_of, time.fromisoformat(BEFORE), BEIJING)
    event = EMERGENCIES.get(unit.id)
    if event is None or event.at > now:
        return [("inapplicable", None, None)]
    major = event.grade in MAJOR
    limit = event.at + timedelta(hours=RELEASE_HOURS if major else CONFERENCE_HOURS)
    told = [one.at for one in RELEASES.get(unit.id, ()) if one.counts and one.at <= now]
    if major and event.released_at is not None and event.released_at <= now:
        told.append(event.released_at)
    if told and min(told) <= limit:
        outcome = "passed"
    else:
        outcome = "pending" if now <= limit and not told else "failed"
    return [("inapplicable", None, None), (outcome, event.name, None)]
