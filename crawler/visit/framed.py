"""The pages that a home page shows as part of itself: which are asked for, and what they add to it.

A reader sees one page. So the home page of a visit says what its frames say, too; what was not read
of them is told in a record of its own, for whoever wants to say that something is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from crawler.pages.reading import Frame, Reading, Target
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.addresses import host_of
from crawler.records.materials import HotlineNumbers
from crawler.records.model import Cause, Record
from crawler.records.new_media import AccountList
from crawler.records.site import HomeFrames, SearchBox, SiteIdentity
from crawler.visit.fetch import Fetch
from crawler.visit.outcome import outcome_of
from crawler.visit.territory import Territory, plain_host

Answer = tuple[Fetch, Reading | None]
Part = tuple[Frame, Answer | None]

MOST, _MOST_INSIDE = 8, 3
"""Frames read of the home page, and of each of them."""
_APART = 10_000
"""Blocks of links of one page, so that those of two never have one number."""


def plan_frames(fetch: Fetch, reading: Reading | None, territory: Territory) -> list[Task]:
    """The frames of the home page, or of such a frame, that lie on the portal's own hosts."""
    task = fetch.task
    bound = _bound(task, territory.home)
    if reading is None or not bound or not outcome_of(fetch, reading).seen:
        return []
    return [
        Task(
            Purpose.FRAME, frame.url, Role.HOME, linked_from=task.url,
            referrer=fetch.final_url or task.url,
        )
        for frame in reading.frames[:bound]
        if _may_ask(frame.url, territory)
    ]  # fmt: skip


def joined(answers: Iterable[Answer]) -> list[Answer]:
    """The answers of a visit with the home page as its readers see it."""
    answers = list(answers)
    parts = {
        (fetch.task.linked_from, fetch.task.url): (fetch, reading)
        for fetch, reading in answers
        if fetch.task.purpose is Purpose.FRAME
    }
    return [
        (fetch, _whole(fetch, reading, parts))
        if reading is not None and fetch.task.purpose is Purpose.HOME
        else (fetch, reading)
        for fetch, reading in answers
    ]


def joined_wave(
    wave: Mapping[Task, Answer | None], take: Callable[[str], None]
) -> dict[Task, Answer | None]:
    """A wave with its home page as its readers see it; `take` hears of the frames that it has."""
    whole = {answer[0].task: answer for answer in joined(a for a in wave.values() if a is not None)}
    for fetch, reading in whole.values():
        if fetch.task.purpose is Purpose.FRAME and outcome_of(fetch, reading).seen:
            take(fetch.task.url)
    return {
        task: whole.get(task, answer)
        for task, answer in wave.items()
        if task.purpose is not Purpose.FRAME
    }


def _bound(task: Task, home: str) -> int:
    if task.purpose is Purpose.HOME:
        return MOST
    return _MOST_INSIDE if task.purpose is Purpose.FRAME and task.linked_from == home else 0


def _may_ask(url: str, territory: Territory) -> bool:
    return plain_host(host_of(url)) in territory.own_hosts and territory.listed(url)


def _parts(
    reading: Reading, of: str, known: Mapping[tuple[str, str], Answer], deepest: int = 2
) -> Iterator[Part]:
    """The frames of a page and those in them; without an answer where none was asked for."""
    for frame in reading.frames:
        answer = known.get((of, frame.url)) if deepest else None
        yield frame, answer
        if answer is not None and answer[1] is not None:
            yield from _parts(answer[1], frame.url, known, deepest - 1)


def _whole(fetch: Fetch, home: Reading, known: Mapping[tuple[str, str], Answer]) -> Reading:
    """The home page with what its frames say. It has no frames any more: joined twice is once."""
    if fetch.snapshot is None or not outcome_of(fetch, home).seen:
        return home
    if fetch.shell is not None and not any(isinstance(r, HomeFrames) for r in home.records):
        # A browser shows what there is to see; what more its script would show nobody knows.
        told = (fetch.task.url, home.title, Role.HOME, fetch.snapshot)
        home = replace(home, records=(*home.records, HomeFrames(*told, (fetch.final_url,))))
    if not home.frames:
        return home
    parts = [*_parts(home, fetch.task.url, known)]
    unread = {f.url: cause for f, answer in parts if (cause := _unseen(answer)) is not None}
    read = [
        answer[1]
        for _, answer in parts
        if answer is not None and answer[1] is not None and outcome_of(*answer).seen
    ]
    records: list[Record] = [*home.records, *(r for one in read for r in one.records if _says(r))]
    large = [frame.url for frame, _ in parts if frame.url in unread and not frame.small]
    if large:
        url, shot, cause = fetch.task.url, fetch.snapshot, unread[large[0]]
        records.append(HomeFrames(url, home.title, Role.HOME, shot, tuple(large), cause))
    targets = [*home.targets]
    for number, one in enumerate(read, 1):
        targets += [_apart(target, number) for target in one.targets]
    return replace(
        home,
        own_text_chars=home.own_text_chars + sum(one.own_text_chars for one in read),
        shell=home.shell and not any(one.targets for one in read),
        targets=tuple(targets),
        records=tuple(records),
        asked=(*home.asked, *(record for one in read for record in one.asked)),
        identity=_identity(home, read, whole=not unread),
        search=_search(home, read),
        links=tuple(dict.fromkeys((*home.links, *(url for one in read for url in one.links)))),
        frames=(),
    )


def _unseen(answer: Answer | None) -> Cause | None:
    """Why a frame was not read; one that is really gone shows nothing."""
    if answer is None:
        return Cause.BLOCKED
    return outcome_of(*answer).cause


def _says(record: Record) -> bool:
    if isinstance(record, AccountList):
        return bool(record.accounts or record.codes)
    return isinstance(record, HotlineNumbers)


def _apart(target: Target, number: int) -> Target:
    return replace(target, block=target.block + number * _APART) if target.block else target


def _identity(home: Reading, read: list[Reading], *, whole: bool) -> SiteIdentity | None:
    """The foot of the site, wherever it stands: shown by the page that says most of it."""
    if home.identity is None:
        return None
    shown = [home.identity, *(one.identity for one in read if one.identity is not None)]
    base = max(shown, key=lambda one: len(one.fields))
    fields = dict(base.fields)
    for one in shown:
        for slug, field in one.fields:
            fields.setdefault(slug, field)
    foot = " ".join(dict.fromkeys(one.foot for one in (base, *shown) if one.foot))
    numbered = any(slug in fields for slug in ("site_code", "icp_number", "police_number"))
    # With every frame read, and a foot in one of them, nothing is left that could be elsewhere.
    hidden = not numbered and (home.identity.hidden or not whole) and not (whole and foot)
    return replace(base, url=home.identity.url, title=home.identity.title,
                   fields=tuple(fields.items()), hidden=hidden, foot=foot)  # fmt: skip


def _search(home: Reading, read: list[Reading]) -> SearchBox | None:
    boxes = [one.search for one in (home, *read) if one.search is not None]
    return next((box for box in boxes if box.plain), boxes[0] if boxes else None)
