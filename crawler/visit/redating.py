"""Days that are shown otherwise than on the night on which they were first read (改标日期).

The ledger has of every day that pages, rows, letters, calls for opinions and documents show the
first reading and the last ones, each with its proof. What a night shows is compared with that, all
at once and in memory.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import blake2b
from itertools import pairwise

from crawler.pages.words.text import key as plain_title
from crawler.portals.roles import Role
from crawler.records.dating import DayOf, DayStep, Excuse, PageDates, Redated, Witness
from crawler.records.dossier import shown_as
from crawler.records.materials import Consultation
from crawler.records.model import Document, Entry, Evidence, Field, Message, Record, Source
from crawler.records.moments import beijing_date, stamp

LAG = timedelta(days=1)
"""A day apart is no other day: what is dated in the evening is put up in the morning, caches show
it later still, and a clock that is set some hours otherwise moves what lies near midnight."""
TOGETHER = 10
"""So many days that one night changes alike are a machine's doing: a move, another template."""
KEPT_DAYS = timedelta(days=800)
"""What bears an older day is not followed: no duty that is judged reaches back so far."""
_MOST_DAYS = 60_000
_MOST_STEPS = 4
_DIGEST, _RAW, _DAY = 12, 4, 8
_WIDTH = _DIGEST + _RAW + _DAY + 1
_YEAR = timedelta(days=366)
_NOT_LISTED = frozenset({Role.HOME, Role.MESSAGE_BOARD})
"""Their rows come from everywhere, and letters have days of their own."""
_BESIDE = frozenset({DayOf.PAGE, DayOf.ROW, DayOf.SIGNED})
"""Whose days tell whether another one of the same was put right."""

Packed = Mapping[str, Mapping[str, str]]
"""By night (a moment as ISO text) and proof (digest, time, address) the days first shown so, one
behind the other: whose it is, its words, the day, and whether it changed as one of many."""
Steps = dict[str, tuple[DayStep, ...]]


@dataclass(frozen=True)
class _Claim:
    """A day that something shows tonight. `names` tell whose it is, by each of its addresses."""

    names: tuple[str, ...]
    of: DayOf
    on: date
    raw: str
    record: Record


def unpacked(days: Packed, as_of: datetime | None = None) -> Steps:
    """The days that the ledger has of everything, in the order of the nights before `as_of`."""
    found: dict[str, list[DayStep]] = defaultdict(list)
    for at, night in sorted((datetime.fromisoformat(night), night) for night in days):
        if as_of is not None and at >= as_of:
            continue
        for where, packed in days[night].items():
            sha256, captured_at, url = where.split(" ", 2)
            proof = Evidence(url, datetime.fromisoformat(captured_at), sha256)
            for place in range(0, len(packed), _WIDTH):
                one = packed[place : place + _WIDTH]
                raw, day = one[_DIGEST : _DIGEST + _RAW], one[_DIGEST + _RAW : -1]
                step = DayStep(date.fromisoformat(day), at, proof, raw, one[-1] == "+")
                found[one[:_DIGEST]].append(step)
    return {name: tuple(steps) for name, steps in found.items()}


def packed(known: Steps) -> dict[str, dict[str, str]]:
    """What `unpacked` reads, the same for equal values."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, steps in known.items():
        for one in steps:
            where = f"{one.proof.sha256} {one.proof.captured_at.isoformat()} {one.proof.url}"
            text = f"{name}{one.raw}{one.on:%Y%m%d}{'+' if one.together else '-'}"
            found[stamp(one.at)][where].append(text)
    return {
        night: {where: "".join(sorted(own)) for where, own in sorted(found[night].items())}
        for night in sorted(found)
    }


def redated(
    days: Packed, records: Sequence[Record], aliases: Mapping[str, str], as_of: datetime,
    *, drifting: bool,
) -> Iterator[Redated]:  # fmt: skip
    """What shows another day tonight than it once did, each with all the days that it showed.

    What is but a day apart is told on its night alone. While the portal drifts nothing new is told:
    nobody knows who changed then, it or its reader.
    """
    claims = _claims(records, aliases)
    known = unpacked(days, as_of)
    after = _followed(claims, known, as_of, drifting=drifting)
    beside: dict[tuple[str, bool], list[tuple[str, DayStep]]] = defaultdict(list)
    for name, claim in claims.items():
        if claim.of in _BESIDE and (steps := after.get(name)):
            beside[_place(claim)].append((name, steps[0]))
    for name, claim in claims.items():
        steps = after.get(name, ())
        if len(steps) < 2 or steps[-1].on != claim.on:
            continue
        others = [step for other, step in beside.get(_place(claim), ()) if other != name]
        record, excuse = claim.record, _excuse(steps, others, claim.of)
        if excuse is Excuse.LAG and steps[-1].at != as_of:
            continue  # told on its night: what a clock moved by a day would fill every later one
        yield Redated(
            record.url, record.title, record.role, record.snapshot, of=claim.of,
            was_on=steps[0].on, dated_on=claim.on, changed_at=steps[-1].at,
            steps=tuple(_quoted(one, record.title) for one in steps),
            excuse=excuse,
        )  # fmt: skip


def days_after(
    days: Packed, records: Sequence[Record], aliases: Mapping[str, str], as_of: datetime,
    *, drifting: bool,
) -> Packed:  # fmt: skip
    """The ledger's days with those that a read showed; a read of the same moment replaces itself.

    Of each thing the first day is kept and the newest ones. A read that drifts adds nothing.
    """
    known = unpacked(days, as_of)
    after = known | _followed(_claims(records, aliases), known, as_of, drifting=drifting)
    since = beijing_date(as_of) - KEPT_DAYS
    after = {name: steps for name, steps in after.items() if steps[-1].on >= since}
    if len(after) > _MOST_DAYS:
        newest = sorted(after, key=lambda name: (after[name][-1].on, name))[-_MOST_DAYS:]
        after = {name: after[name] for name in newest}
    return packed(after)


def _followed(
    claims: Mapping[str, _Claim], known: Steps, as_of: datetime, *, drifting: bool
) -> Steps:
    """The days of all that shows one tonight, this night's included.

    The same words, or the same bytes, with another day are read otherwise, not changed.
    """
    found: Steps = {}
    fresh: dict[str, tuple[DayStep, ...]] = {}
    compared: Counter[tuple[DayOf, Role]] = Counter()
    for given, claim in claims.items():
        name = next((one for one in claim.names if one in known), given)
        steps, shot = known.get(name, ()), claim.record.snapshot
        proof = Evidence(shot.url, shot.captured_at, shot.sha256)
        step = DayStep(claim.on, as_of, proof, claim.raw)
        compared[claim.of, claim.record.role] += bool(steps)
        if drifting:
            found |= {given: steps} if steps else {}
        elif not steps:
            found[given] = (step,)
        elif steps[-1].on == claim.on:
            found[given] = steps
        elif steps[-1].raw == claim.raw or steps[-1].proof.sha256 == shot.sha256:
            last = replace(steps[-1], on=claim.on, raw=claim.raw)
            found[given] = (*steps[:-1], last) if _other(steps[:-1], last) else steps[:-1]
        else:
            fresh[given] = (*steps, step)
    alike = _alike(fresh, claims, compared)
    for given, steps in fresh.items():
        one = replace(steps[-1], together=given in alike)
        kept = steps[:-1]
        if one.together and kept[-1].together:
            kept = kept[:-1]  # what turns with all others every night is kept once
        kept = (*kept[:1], *kept[1:][2 - _MOST_STEPS :])
        found[given] = (*kept, one)
    return found


def _other(steps: Sequence[DayStep], last: DayStep) -> bool:
    return not steps or steps[-1].on != last.on


def _alike(
    fresh: Steps, claims: Mapping[str, _Claim], compared: Mapping[tuple[DayOf, Role], int]
) -> frozenset[str]:
    """Those that many others changed with: half of their section, by as many days, to one day."""
    kinds = {name: (claims[name].of, claims[name].record.role) for name in fresh}
    groups: dict[object, list[str]] = defaultdict(list)
    for name, steps in fresh.items():
        groups[kinds[name]].append(name)
        groups[(*kinds[name], steps[-1].on - steps[-2].on)].append(name)
        groups[(*kinds[name], steps[-1].on)].append(name)
    whole = {kind for kind, count in Counter(kinds.values()).items() if count * 2 >= compared[kind]}
    sections = set(kinds.values())
    return frozenset(
        name
        for group, names in groups.items()
        if len(names) >= TOGETHER and (group not in sections or group in whole)
        for name in names
    )


def _place(claim: _Claim) -> tuple[str, bool]:
    """Whose days speak for each other: those of publication of a page, or those of its signing."""
    return claim.record.url, claim.of is DayOf.SIGNED


def _excuse(steps: Sequence[DayStep], others: Iterable[DayStep], of: DayOf) -> Excuse | None:
    first, last = steps[0], steps[-1]
    seen_on = beijing_date(first.proof.captured_at)
    if abs(last.on - first.on) <= LAG:
        return Excuse.LAG
    mistyped = _a_year_apart(first.on, last.on) and first.on < last.on <= seen_on + LAG
    if of is DayOf.ENDS and all(
        beijing_date(now.at) <= before.on < now.on for before, now in pairwise(steps)
    ):
        return Excuse.OPEN
    ahead = first.on > seen_on + LAG and of not in (DayOf.BEGINS, DayOf.ENDS)
    if ahead or mistyped:
        return Excuse.MISTAKEN
    if of is DayOf.SIGNED:  # put off or back, it was put right
        claimed = any(abs(one.on - last.on) <= LAG and one.at < last.at for one in others)
    else:
        claimed = any(one.on <= last.on + LAG and one.at < last.at for one in others)
        claimed &= last.on < first.on
    if claimed:
        return Excuse.CLAIMED
    back = [now for before, now in pairwise(steps) if now.on + LAG < before.on or now is last]
    return Excuse.TOGETHER if all(one.together for one in back) else None


def _a_year_apart(left: date, right: date) -> bool:
    same = (left.month, left.day) == (right.month, right.day)
    return same and abs(right - left) <= _YEAR


def _quoted(step: DayStep, title: str) -> DayStep:
    return replace(step, proof=replace(step.proof, quote=f"{title[:40]} {step.on}"))


def _claims(records: Sequence[Record], aliases: Mapping[str, str]) -> dict[str, _Claim]:
    """Whatever shows a day tonight, by whose it is; what shows two is not followed tonight."""
    others: dict[str, list[str]] = defaultdict(list)
    for url, subject in aliases.items():
        others[subject].append(url)
    found: dict[str, _Claim] = {}
    torn: set[str] = set()
    for claim in _told(records, aliases, others):
        name = claim.names[0]
        if found.setdefault(name, claim).on != claim.on:
            torn.add(name)
    return {name: claim for name, claim in found.items() if name not in torn}


def _told(
    records: Sequence[Record], aliases: Mapping[str, str], others: Mapping[str, Sequence[str]]
) -> Iterator[_Claim]:
    for record in records:
        if isinstance(record, PageDates):
            for fact in record.facts:
                if fact.witness in (Witness.SHOWN, Witness.META) and not fact.month:
                    names = _names("p", record, others)
                    yield _Claim(names, DayOf.PAGE, fact.on, _raw(fact.label, fact.raw), record)
                    break
        elif isinstance(record, Entry):
            if record.role in _NOT_LISTED or record.inline:
                continue
            whose = f"r{record.list_url} {plain_title(record.title)} "
            page = replace(record, url=aliases.get(record.url, record.url))
            yield from _claim(_names(whose, page, others), DayOf.ROW, record.date, page)
        elif isinstance(record, Message) and record.read:
            names = _names("m", record, others)
            yield from _claim(names, DayOf.SUBMITTED, record.submitted_on, record)
            for reply in record.replies:
                names = _names(f"a{shown_as(reply)} ", record, others)
                yield from _claim(names, DayOf.REPLY, reply.replied_on, record)
        elif isinstance(record, Consultation):
            for whose, of, day in (
                ("c", DayOf.ANSWERED, record.answered_on),
                ("b", DayOf.BEGINS, record.begins_on),
                ("e", DayOf.ENDS, record.ends_on),
            ):
                yield from _claim(_names(whose, record, others), of, day, record)
        elif isinstance(record, Document):
            signature = record.signature.on if record.signature is not None else None
            for whose, day in (
                ("s", record.signed_on), ("i", record.issued_on), ("g", signature)
            ):  # fmt: skip
                yield from _claim(_names(whose, record, others), DayOf.SIGNED, day, record)


def _claim(
    names: tuple[str, ...], of: DayOf, told: Field[date] | None, record: Record
) -> Iterator[_Claim]:
    if told is not None and told.value is not None and told.source is not Source.COMMENT:
        yield _Claim(names, of, told.value, _raw(told.label, told.raw[:80]), record)


def _names(whose: str, record: Record, others: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    urls = (record.url, *others.get(record.url, ()))
    return tuple(dict.fromkeys(_digest(f"{whose}{_plain(url)}", _DIGEST) for url in urls))


def _raw(label: str, raw: str) -> str:
    return _digest(f"{label} {raw}", _RAW)


def _plain(url: str) -> str:
    """An address without scheme, the index page of a folder and a last slash."""
    return url.partition("://")[2].removesuffix("index.html").rstrip("/") or url


def _digest(text: str, width: int) -> str:
    return blake2b(text.encode("utf-8", "backslashreplace"), digest_size=width // 2).hexdigest()
