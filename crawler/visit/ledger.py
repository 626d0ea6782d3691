"""The ledger of first sight (首见台账): which lists were read whole when, and what stood in them.

From it follows what was not there yet. It only ever grows: a page that was once met under its
address, its title or its number is known for good, in whatever section it turns up again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from hashlib import blake2b

from crawler.pages.words.text import key
from crawler.records.dating import LateEntry, ListRead, PageDates, Witness
from crawler.records.dossier import Dossier
from crawler.records.materials import Attachment
from crawler.records.model import Document, Entry, Evidence, Interpretation, Record, StaticPage
from crawler.records.moments import beijing_date, stamp
from crawler.visit.redating import LAG, TOGETHER, days_after

_WIDTH = 12
"""Characters of a digest: among a million things two fall together less than once in 500."""
_MOST_NAMES = 1_000_000
"""What was first met longest ago is forgotten beyond that; it lies before every window by then."""
_MOST_LATE = 500
_MOST_PROOFS = 3
_MET = (Entry, Attachment, StaticPage)
"""What was met besides the pages that bear a day of publication."""


@dataclass(frozen=True)
class Ledger:
    """What is known of first sights.

    `seen` has by night (a moment as ISO text) the digests of all that was first met in it, one
    behind the other; `lists` the last read of each list that was read whole; `late` the hints so
    far; `days` the days that things showed, see `crawler.visit.redating`.
    """

    seen: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, ListRead] = field(default_factory=dict)
    late: tuple[LateEntry, ...] = ()
    days: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def began(self) -> datetime | None:
        """The first night that is known."""
        return min(map(datetime.fromisoformat, self.seen), default=None)


class Sights:
    """A ledger to look things up in, as of a moment: of that moment's own read it knows nothing."""

    def __init__(self, ledger: Ledger, as_of: datetime) -> None:
        self.ledger = ledger
        self._first: dict[str, datetime] = {}
        nights = sorted((datetime.fromisoformat(night), night) for night in ledger.seen)
        self.began = nights[0][0] if nights and nights[0][0] < as_of else None
        for at, night in nights:
            digests = ledger.seen[night]
            for place in range(0, len(digests), _WIDTH) if at < as_of else ():
                self._first.setdefault(digests[place : place + _WIDTH], at)

    def first(self, names: Iterable[str]) -> datetime | None:
        """The night on which one of these names (see `names_of`) was first met; None if none."""
        nights = (self._first.get(name) for name in names)
        return min((at for at in nights if at is not None), default=None)


def names_of(record: Record, others: Iterable[str] = ()) -> tuple[str, ...]:
    """The digests by which a row or page is known: of its addresses, title and document number.

    `others` are further addresses that lead to it.
    """
    named = [f"u{_plain(url)}" for url in (record.url, *others)]
    if isinstance(record, Document) and record.number is not None and record.number.value:
        named.append(f"n{key(record.number.value)}")
    titled = _titled(record.title)
    return tuple(dict.fromkeys((*map(_digest, named), *([titled] if titled else []))))


@lru_cache(maxsize=32_768)  # a title stands in a row, on a page, and again every night
def _titled(title: str) -> str:
    text = key(title)
    return _digest(f"t{text}") if text else ""


def list_name(role: str, url: str) -> str:
    """What a list goes by in the ledger."""
    return f"{role} {_plain(url)}"


def late_entries(
    pages: Sequence[tuple[PageDates, date]],
    lists: Mapping[str, Sequence[Entry]],
    sights: Sights,
    aliases: Mapping[str, str],
    as_of: datetime,
) -> Iterator[LateEntry]:
    """The hints of a night: those of earlier nights that still stand, then new ones.

    `pages` come with the day of publication that they bear themselves, `lists` are the rows of
    each by its name; all of tonight. Nothing that was ever met before is a hint, nor a pinned row,
    a page whose file is older than the night on which its list did not have it, or one of
    `TOGETHER` that turn up in one list at once: a move or a collection, or a list that is
    understood better.
    """
    known = {one.url: one for one in sights.ledger.late if _before(one.first_seen_at, as_of)}
    like: dict[str, ListRead | None] = {}
    places = _places(lists, aliases)
    found: list[tuple[str, LateEntry]] = []
    for dates, own in pages:
        there = places.get(dates.url, [])
        rows = [row for _, row in there]
        day = max([own, *(row.date.value for row in rows if row.date and row.date.value)])
        if (earlier := known.get(dates.url)) is not None:
            if earlier.absent_at is not None and day < beijing_date(earlier.absent_at):
                yield replace(earlier, title=dates.title, snapshot=dates.snapshot, dated_on=day)
            continue
        if any(row.pinned or row.inline for row in rows):
            continue
        if dates.first_seen_at != as_of:
            continue
        for name, _ in there:
            if name not in like:
                like[name] = _comparable(name, lists[name], sights)
            read = like[name]
            if read is not None and _lacked(read, day, dates, as_of):
                found.append((name, _late(dates, day, read, as_of)))
                break
    crowd = Counter(name for name, _ in found)
    yield from (one for name, one in found if crowd[name] < TOGETHER)


def ledger_after(ledger: Ledger, dossier: Dossier) -> Ledger:
    """The ledger with what a read met; a read of the same moment replaces itself."""
    night = stamp(dossier.as_of)
    seen = {at: names for at, names in ledger.seen.items() if at != night}
    sights = Sights(replace(ledger, seen=seen), dossier.as_of)
    same = _addresses(dossier.aliases)
    met: dict[str, None] = {}
    lists = dict(ledger.lists)
    late = {one.url: one for one in ledger.late if one.first_seen_at != dossier.as_of}
    for record in dossier.records:
        if isinstance(record, ListRead):
            lists[list_name(record.role.value, record.url)] = record
        elif isinstance(record, LateEntry):
            late[record.url] = record
        elif isinstance(record, _MET) or hasattr(record, "published_on"):
            for name in (*names_of(record, same.get(record.url, ())), *_linked(record)):
                met[name] = None
    fresh = "".join(sorted(name for name in met if sights.first((name,)) is None))
    if fresh:
        seen[night] = fresh
    while sum(map(len, seen.values())) > _MOST_NAMES * _WIDTH and len(seen) > 1:
        del seen[min(seen, key=datetime.fromisoformat)]
    days = days_after(
        ledger.days, dossier.records, dossier.aliases, dossier.as_of,
        drifting=bool(dossier.manner.drifts),
    )  # fmt: skip
    return Ledger(seen, lists, tuple(late.values())[-_MOST_LATE:], days)


def _comparable(name: str, rows: Sequence[Entry], sights: Sights) -> ListRead | None:
    """The last whole read of a list, if tonight still shows half of its rows.

    What was made anew is another list: that it has other rows says nothing.
    """
    before = sights.ledger.lists.get(name)
    if before is None or not before.rows:
        return None
    kept = sum(sights.first(names_of(row)) is not None for row in rows)
    return before if kept * 2 >= before.rows else None


def _lacked(read: ListRead, day: date, dates: PageDates, as_of: datetime) -> bool:
    """Whether a list that was read whole for a day did not have the page on a later night."""
    if read.at is None or not _before(read.at, as_of) or day + LAG >= beijing_date(read.at):
        return False
    if read.since is not None and day < read.since:
        return False
    files = [
        one.at for one in dates.facts if one.witness is Witness.MODIFIED and one.at is not None
    ]
    return all(at >= read.at for at in files)


def _late(dates: PageDates, day: date, read: ListRead, as_of: datetime) -> LateEntry:
    return LateEntry(
        dates.url,
        dates.title,
        dates.role,
        dates.snapshot,
        dated_on=day,
        absent_at=read.at,
        first_seen_at=as_of,
        list_url=read.url,
        before=_proofs(read, day),
    )


def _proofs(read: ListRead, day: date) -> tuple[Evidence, ...]:
    """The pages of a list on which a row of that day would stand: its first one, and the one whose
    rows reach back to it."""
    reaching = next((one for one in read.pages if one.oldest and one.oldest <= day), None)
    chosen = [*read.pages[:1], *([reaching] if reaching else read.pages[-1:])]
    words = f"{read.title}（完整采集，共{read.rows}条）"
    return tuple(dict.fromkeys(Evidence(p.url, p.captured_at, p.sha256, words) for p in chosen))[
        :_MOST_PROOFS
    ]


def _linked(record: Record) -> Iterator[str]:
    """What a page's own text or box of links leads to: it was there to be reached."""
    if isinstance(record, (Document, Interpretation)):
        for link in record.links:
            if link.in_body or link.heading:
                yield _digest(f"u{_plain(link.url)}")


def _places(
    lists: Mapping[str, Sequence[Entry]], aliases: Mapping[str, str]
) -> dict[str, list[tuple[str, Entry]]]:
    """By subject the rows that lead to it, each with the name of its list."""
    found: dict[str, list[tuple[str, Entry]]] = {}
    for name, rows in lists.items():
        for row in rows:
            found.setdefault(aliases.get(row.url, row.url), []).append((name, row))
    return found


def _addresses(aliases: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for url, subject in aliases.items():
        found.setdefault(subject, []).append(url)
    return found


def _before(at: datetime | None, as_of: datetime) -> bool:
    return at is not None and at < as_of


def _plain(url: str) -> str:
    """An address without scheme, the index page of a folder and a last slash."""
    return url.partition("://")[2].removesuffix("index.html").rstrip("/") or url


def _digest(name: str) -> str:
    return blake2b(name.encode("utf-8", "backslashreplace"), digest_size=_WIDTH // 2).hexdigest()
