"""Records, sections and dossiers for tests: say only what matters, the rest is plausible.

The moment is 20 November 2026, 02:00 in Beijing, over the county 云溪县 unless told otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, TypeVar

from checks.calendar import WorkCalendar, load_calendar
from checks.engine.finding import Finding
from checks.engine.registry import checks
from checks.engine.requirement import Requirement, Rulebook
from checks.rulebooks import load_rulebook
from crawler.portals import Portal, PortalKind, Role
from crawler.records import (
    BEIJING,
    AnnualReport,
    Attachment,
    Block,
    Cause,
    Document,
    Dossier,
    Entry,
    Evidence,
    Field,
    GazettePage,
    HomeOpenings,
    Interpretation,
    Ipv6Probe,
    Leader,
    Link,
    Message,
    Miss,
    Opening,
    ReadState,
    Record,
    Reply,
    Section,
    Sighting,
    Signature,
    Snapshot,
    Source,
    StaticPage,
    Validity,
)

T = TypeVar("T")

HOME = "http://www.yunxi.test/"
AS_OF = datetime(2026, 11, 20, 2, 0, tzinfo=BEIJING)
CAPTURED = datetime(2026, 11, 20, 2, 5, tzinfo=BEIJING)
COVERAGE = Evidence("urn:gongkai:coverage:yunxi", CAPTURED, "c" * 64)


def day(text: str) -> date:
    """A date written as 2026-09-28."""
    return date.fromisoformat(text)


def moment(text: str) -> datetime:
    """A Beijing moment written as 2026-09-28T10:00."""
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def field(value: T | None, source: Source = Source.LABEL, label: str = "") -> Field[T]:
    """A field that stands beside its label unless told otherwise."""
    return Field(value, "" if value is None else str(value), source, label)


def on(value: str | Field[date] | None, source: Source = Source.LABEL) -> Field[date] | None:
    """A date field from 2026-09-28, 2026-09-28T10:00, a field as it is, or no field."""
    if value is None or isinstance(value, Field):
        return value
    if "T" in value:
        at = moment(value)
        return Field(at.date(), value, source, at=at)
    return field(day(value), source)


def shot(url: str) -> Snapshot:
    """A snapshot of a page."""
    return Snapshot(url, CAPTURED, "a" * 64)


def url_of(path: str) -> str:
    """An address: a path is one of the county's portal."""
    return path if path.startswith("http") else HOME + path.lstrip("/")


def link(path: str, text: str = "查看", heading: str = "", in_body: bool = False) -> Link:
    return Link(url_of(path), text, heading, in_body)


def portal(
    name: str = "云溪县人民政府",
    kind: PortalKind = PortalKind.COUNTY,
    home: str = HOME,
    **more: Any,
) -> Portal:
    return Portal(more.pop("id", "yunxi"), name, kind, home, ("standing",), **more)


def section(
    role: Role, state: ReadState = ReadState.WHOLE, cause: Cause | None = None, **more: Any
) -> Section:
    if state in (ReadState.PART, ReadState.UNOBSERVABLE) and cause is None:
        cause = Cause.UNREACHABLE
    url = url_of(f"{role.value}/")
    more.setdefault("urls", (url,))
    more.setdefault("evidence", (Evidence(url, CAPTURED, "b" * 64),))
    if state is ReadState.WHOLE:
        more.setdefault("list_pages", 1)
    return Section(role, state, cause, **more)


def entry(role: Role, path: str, title: str, dated: str | None = None, **more: Any) -> Entry:
    listing = url_of(f"{role.value}/")
    return Entry(
        url_of(path), title, role, shot(listing), list_url=more.pop("list_url", listing),
        date=on(dated, Source.ROW), **more,
    )  # fmt: skip


def miss(role: Role, path: str, cause: Cause = Cause.UNREACHABLE, **more: Any) -> Miss:
    return Miss(url_of(path), role, cause, **more)


def document(
    path: str = "doc/1.html",
    title: str = "云溪县人民政府办公室关于印发《云溪县农村公路养护管理办法》的通知",
    *,
    number: str | Field[str] | None = "云政办发〔2026〕12号",
    signed: str | Field[date] | None = "2026-09-25",
    published: str | Field[date] | None = "2026-09-28",
    validity: Validity | Field[Validity] | None = Validity.VALID,
    issuer: str | Field[str] | None = "云溪县人民政府办公室",
    signature: str | None = None,
    links: Iterable[Link] = (),
    role: Role = Role.NORMATIVE_DOCUMENTS,
    text: str = "各乡镇人民政府，县政府各部门：现将办法印发给你们，请认真贯彻执行。",
    **more: Any,
) -> Document:
    url = url_of(path)
    for name in ("issued_on", "effective_on", "repealed_on", "valid_until"):
        if isinstance(more.get(name), str):
            more[name] = on(more[name])
    if isinstance(more.get("valid_years"), int):
        more["valid_years"] = field(more["valid_years"], Source.TEXT)
    return Document(
        url, title, role, shot(url), final_url=url,
        number=field(number) if isinstance(number, str) else number,
        signed_on=on(signed), published_on=on(published),
        validity=field(validity) if isinstance(validity, Validity) else validity,
        issuer=field(issuer) if isinstance(issuer, str) else issuer,
        signature=Signature(signature, more.pop("signature_on", None)) if signature else None,
        links=tuple(links), text=text, **more,
    )  # fmt: skip


def interpretation(
    path: str = "jd/1.html",
    title: str = "《云溪县农村公路养护管理办法》政策解读",
    *,
    published: str | Field[date] | None = "2026-09-29",
    blocks: Iterable[Block | str] = ("一、背景依据", "为加强农村公路养护，制定本办法。"),
    links: Iterable[Link] = (),
    text_chars: int = 800,
    role: Role = Role.INTERPRETATIONS,
    **more: Any,
) -> Interpretation:
    url = url_of(path)
    for name in ("origin", "interpreter", "person", "phone", "email"):
        if isinstance(more.get(name), str):
            more[name] = field(more[name])
    return Interpretation(
        url, title, role, shot(url), final_url=url, published_on=on(published),
        blocks=tuple(b if isinstance(b, Block) else Block("paragraph", b) for b in blocks),
        links=tuple(links), text_chars=text_chars, **more,
    )  # fmt: skip


def message(
    path: str = "letters/1.html",
    *,
    submitted: str | None = "2026-09-28",
    replied: str | None = None,
    reply: str = "经核实，该路段已列入今年养护计划，预计十二月底前完工。",
    replies: Iterable[Reply] | None = None,
    kind: str | None = None,
    status: str | None = None,
    accepted: str | None = None,
    closed: str | None = None,
    published: str | None = None,
    **more: Any,
) -> Message:
    url = url_of(path)
    if replies is None:
        replies = (Reply(reply, on(replied)),) if replied else ()
    return Message(
        url, more.pop("title", "关于农村公路的咨询"), Role.MESSAGE_BOARD, shot(url),
        message_kind=field(kind) if kind else None, status=field(status) if status else None,
        submitted_on=on(submitted), accepted_on=on(accepted), closed_on=on(closed),
        published_on=on(published), replies=tuple(replies), **more,
    )  # fmt: skip


def leader(name: str, division: str = "", *, present: bool = True, post: str = "副县长") -> Leader:
    url = url_of(f"leaders/{name}.html")
    return Leader(url, name, Role.LEADERS, shot(url), name, post, division, present)


def report(
    path: str, title: str, dated: str | None, year: int | None = 2025, body: str = ""
) -> AnnualReport:
    url = url_of(path)
    return AnnualReport(
        url, title, Role.ANNUAL_REPORTS, shot(url), year=year, published_on=on(dated), body=body
    )


def static_page(role: Role, text: str) -> StaticPage:
    url = url_of(f"{role.value}/")
    return StaticPage(url, role.value, role, shot(url), text, len(text))


def probe(host: str = "www.yunxi.test", **more: Any) -> Ipv6Probe:
    """A probe in which everything works."""
    more = {
        "a": ("192.0.2.1",), "aaaa": ("2001:db8::1",), "usable": ("2001:db8::1",),
        "scanner_ipv6": True, "status_v4": 200, "status_v6": 200,
    } | more  # fmt: skip
    snapshot = shot("urn:gongkai:probe:yunxi")
    return Ipv6Probe(f"http://{host}/", host, Role.HOME, snapshot, host, **more)


def opened(
    at: str, seconds: float = 0.4, status: int | None = 200, error: str = "", **more: Any
) -> Opening:
    """One opening of a home page, good unless told otherwise; without a status nobody answered."""
    return Opening(moment(at), seconds, status, error or ("" if status else "refused"), **more)


def opened_daily(first: str, last: str, a_day: int, bad: Iterable[Opening] = ()) -> HomeOpenings:
    """A home page opened so often a day; `bad` stand in the place of good ones, the first first."""
    start, end, rows = day(first), day(last), []
    for number in range((end - start).days + 1):
        for hour in range(a_day):
            at = datetime.combine(start, time(), BEIJING) + timedelta(days=number)
            rows.append(Opening(at + timedelta(days=1) / a_day * hour, 0.4, 200))
    for place, one in enumerate(bad):
        rows[place] = replace(one, at=rows[place].at)
    return HomeOpenings(
        HOME, "云溪县人民政府", Role.HOME, shot("urn:gongkai:openings:yunxi"), start, end,
        tuple(rows),
    )  # fmt: skip


def dossier(
    *records: Record,
    sections: Iterable[Section] = (),
    misses: Iterable[Miss] = (),
    sightings: Iterable[Sighting] = (),
    as_of: str | datetime = AS_OF,
    of: Portal | None = None,
    rows: bool = True,
    **more: Any,
) -> Dossier:
    """A dossier in which every section was read whole unless told otherwise.

    With `rows`, documents and interpretations get the list row that leads to them.
    """
    states = {role: section(role) for role in Role}
    states |= {one.role: one for one in sections}
    listed = {record.url for record in records if isinstance(record, Entry)}
    made = [
        entry(record.role, record.url, record.title)
        for record in records
        if rows and isinstance(record, Document | Interpretation) and record.url not in listed
    ]
    at = moment(as_of) if isinstance(as_of, str) else as_of
    return Dossier(
        of or portal(), at, states, COVERAGE, (*made, *records), tuple(misses),
        tuple(sightings), **more,
    )  # fmt: skip


@cache
def standing() -> Rulebook:
    """The standing rulebook as shipped."""
    return load_rulebook("standing")


@cache
def calendar() -> WorkCalendar:
    """The official working days, without override files."""
    return load_calendar()


def requirement(check: str) -> Requirement:
    """The standing rulebook's row that a check measures."""
    return next(row for row in standing().requirements if row.check == check)


def judge(check: str, seen: Dossier) -> list[Finding]:
    """What a check finds under the standing rulebook, with the portal's own calendar."""
    days = calendar().with_holidays(seen.portal.extra_holidays)
    return list(checks()[check].judge(seen, requirement(check), days))


def judge_one(check: str, seen: Dossier) -> Finding:
    """The one finding of a check that gives one."""
    (finding,) = judge(check, seen)
    return finding


def attachment(
    path: str = "doc/1.docx",
    *,
    status: int = 200,
    size: int = 20_000,
    kind: str = "docx",
    named: str | None = None,
    digest: str = "f" * 64,
    of: str = "doc/1.html",
) -> Attachment:
    """A file that a document offers; it claims what it is unless told otherwise."""
    url = url_of(path)
    claimed = path.rpartition(".")[2] if named is None else named
    snapshot = Snapshot(url, CAPTURED, digest, status, "application/octet-stream")
    return Attachment(
        url, path.rpartition("/")[2], Role.NORMATIVE_DOCUMENTS, snapshot,
        document=url_of(of), final_url=url, size=size, format=kind, named=claimed,
    )  # fmt: skip


def gazette_page(path: str = "gazette/", period: str | None = None, **more: Any) -> GazettePage:
    """The page of a gazette's column, or with `issue=True` of an issue."""
    url = url_of(path)
    said = Field(period, f"本公报为{period}", Source.TEXT) if period else None
    return GazettePage(
        url, more.pop("title", "政府公报"), Role.GAZETTE, shot(url), period=said, **more
    )
