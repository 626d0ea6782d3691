"""Records of the site itself: its answers, its links, its search, its marks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from crawler.records.certificate import Certificate
from crawler.records.model import Cause, Evidence, Field, Record


@dataclass(frozen=True)
class Ipv6Probe(Record):
    """One host probed over both address families; the transcript is archived as a resource.

    A family's `status` is None when nothing answered. `inner` has one row per sampled page:
    address, status over IPv4, status over IPv6. `cut` says that time was up before all was asked.
    `certificate` is that of the first connection over TLS, where there was one.

    The rest is advice: `addresses` are AAAA addresses with the status of home there, `ports` rows
    of port and status over IPv4 and IPv6 (of a host listed without a port), `likeness` from 0 to
    1 what home shows over both families alike, `assets` other hosts that home loads from and
    whether they have AAAA, `seconds_v4` and `seconds_v6` how long home took.
    """

    kind: ClassVar[str] = "ipv6_probe"
    host: str = ""
    literal: bool = False
    a: tuple[str, ...] = ()
    aaaa: tuple[str, ...] = ()  # as answered
    usable: tuple[str, ...] = ()  # of them, those that count
    dns: str = "ok"  # ok, nxdomain, servfail, timeout
    scanner_ipv6: bool = False
    scanner_note: str = ""
    status_v4: int | None = None
    status_v6: int | None = None
    error_v6: str = ""
    inner: tuple[tuple[str, int | None, int | None], ...] = ()
    cut: bool = False
    certificate: Certificate | None = None
    addresses: tuple[tuple[str, int | None], ...] = ()
    ports: tuple[tuple[int, int | None, int | None], ...] = ()
    likeness: float | None = None
    assets: tuple[tuple[str, bool], ...] = ()
    seconds_v4: float | None = None
    seconds_v6: float | None = None


@dataclass(frozen=True)
class Candidate:
    """Numbers of one sort in one place of a page that may be personal data, none of them kept.

    `detector` is id_number, mobile or bank_account; `count` says how many different ones; `place`
    where the first stands, `key` its hash under a key that is the page itself, `excerpt` its
    label and what is left of it once masked. In a table `columns` are its heads and `caption` is
    what stands over it; elsewhere both are empty.
    """

    detector: str
    count: int
    place: str
    key: str
    excerpt: str
    columns: tuple[str, ...] = ()
    caption: str = ""


@dataclass(frozen=True)
class PersonalData(Record):
    """A page or attachment with numbers that may be personal data (个人信息线索), masked.

    `column` is the breadcrumb or column name of the page; `linked_from` the page that offers an
    attachment.
    """

    kind: ClassVar[str] = "personal_data"
    candidates: tuple[Candidate, ...] = ()
    column: str = ""
    linked_from: str = ""


@dataclass(frozen=True)
class SiteIdentity(Record):
    """What the foot of a home page says of the site (网站标识).

    `fields` has what stands there by slug: site_code, icp_number, police_number, phone,
    organiser. `hidden` is true if the foot may be filled in by a frame or a script that was not
    run, so that what is not met may be there all the same.
    """

    kind: ClassVar[str] = "site_identity"
    fields: tuple[tuple[str, Field[str]], ...] = ()
    hidden: bool = False
    foot: str = ""


@dataclass(frozen=True)
class HomeFrames(Record):
    """What a home page shows of pages that were not read: frames on other hosts, beyond a bound, or
    that did not answer. `unread` are their addresses, small ones left out. `cause` is that of the
    first. A home page that only a browser could show is such a page itself.
    """

    kind: ClassVar[str] = "home_frames"
    unread: tuple[str, ...] = ()
    cause: Cause = Cause.UNREADABLE


@dataclass(frozen=True)
class DeadLink(Record):
    """A link of the portal's own pages whose target does not answer as it should (失效链接).

    `snapshot` is the last answer of the target, whose status tells, or `soft`: a page of good
    status that says that there is none. `tries` counts the separate tries that all came out so.
    `shown_on` is the first page that shows the link, under `title`; `pages` counts them. `mended`
    says that an earlier read found it dead and this one answered.
    """

    kind: ClassVar[str] = "dead_link"
    status: int = 0
    soft: bool = False
    tries: int = 1
    shown_on: str = ""
    shown: Evidence | None = None
    pages: int = 1
    mended: bool = False


@dataclass(frozen=True)
class LinkSurvey(Record):
    """How many targets of the portal's own links were asked: `asked` answered, `unseen` did not
    (blocked, silent, forbidden), `left` were not asked for since the visit's bound was reached.
    """

    kind: ClassVar[str] = "link_survey"
    asked: int = 0
    unseen: int = 0
    left: int = 0


@dataclass(frozen=True)
class SearchProbe(Record):
    """A title put to the site's own search (站内检索). `snapshot` is the page of results.

    `url` is the document sought, `title` what was asked for, `published_on` the day the document
    dates from. `rank` is its place among the `rows` results, counted from 1, 0 if it is not
    there; `says_none` that the page says there is nothing. `cause` is why the results could not
    be read. `asked_at` is the address of the request.
    """

    kind: ClassVar[str] = "search_probe"
    asked_at: str = ""
    published_on: date | None = None
    rank: int = 0
    rows: int = 0
    says_none: bool = False
    gone: bool = False
    cause: Cause | None = None


@dataclass(frozen=True)
class SearchBox(Record):
    """The search box of a home page. `plain` is true if it is a GET form without script.

    Of a plain one `action` is where it leads, `field` the name of its words, `fixed` what it sends
    besides, `charset` how.
    """

    kind: ClassVar[str] = "search_box"
    plain: bool = False
    action: str = ""
    field: str = ""
    fixed: tuple[tuple[str, str], ...] = ()
    charset: str = "utf-8"
