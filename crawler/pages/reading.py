"""A reading: everything that one page says, taken down once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crawler.portals.roles import Role
from crawler.records.model import Cause, Entry, Field, FileText, Link, Record
from crawler.records.site import PersonalData, SearchBox, SiteIdentity
from crawler.records.surface import PageSurface

Holds = tuple[tuple[Role, float], ...]
"""Roles that the content of a page speaks for, strongest first, each with a strength."""


@dataclass(frozen=True)
class Target:
    """A link as a menu, column tree or box heading offers it: where a section may be.

    `label` is normalised text (title or alt where the link is a picture; the box heading where
    the text is 更多). `trail` are the labels above it (menu parents, box heading), outermost
    first. `roles` are the roles its label speaks for, strongest first, each with a strength
    from 0 to 1 (1 = a full synonym, < 0.8 = weak). `hub` marks labels that usually lead to
    sections (政务公开 互动交流 …). `template` is true for links in header, footer or main menu;
    `doubled` if such a link stands in the page's content as well. `within` is true for a frame
    and the like: what it leads to shows on the page itself. Such targets, and links of a mere
    cover, have no label. `block` is the same for the links of one
    menu, row or box of the page; 0 where that is not known.
    """

    url: str
    label: str
    trail: tuple[str, ...] = ()
    roles: tuple[tuple[Role, float], ...] = ()
    hub: bool = False
    template: bool = False
    doubled: bool = False
    within: bool = False
    block: int = 0


@dataclass(frozen=True)
class Frame:
    """A page that shows as part of another: a frame, or a piece that a script puts in.

    `small` is true for one that takes so little room, or is named for what it is, that no list of
    accounts and no row of entries stands in it.
    """

    url: str
    small: bool = False


@dataclass(frozen=True)
class Turn:
    """How to get a further page of a list: an address, or a read-only POST as the page's own
    script makes it. `page_number` is the page it gives, counted from 1: that of the page itself
    where that shows no row and its list stands elsewhere (a frame, a script's call). `rows` is
    the pattern by which that script makes the address of a row from a record, such as
    /info/{id}.html, `heads` the HTML that it puts before the rows of the answer, where that names
    their columns. `way` is "link", or "call" for a request of the page's script that counts
    pages, or "guess" for one that may be about something else: what it lacks proves nothing.
    "again" is a page that may be the first page once more, "last" the last page where nothing is
    known of those before it."""

    url: str
    page_number: int
    method: str = "GET"
    body: str = ""
    rows: str = ""
    way: str = "link"
    heads: str = ""


@dataclass(frozen=True)
class ListReading:
    """The list on a page.

    `turns` are the further pages this page knows of (any order; the visit drops repeats).
    `total_pages` and `total_rows` are what the pager says, None if it says nothing.
    `shell` is true when rows are filled in by script and cannot be had with a plain request.
    `blank` is true when the page says that there is nothing (暂无信息) or shows an empty list.
    `says_none` is true when the page says so in words, `foreign` when its lists stand under
    the names of something else and were not taken.
    `ordered` is true when the unpinned rows run from newest to oldest.
    `furthest` is the furthest page that the pager shows and gives no address of, 0 if none;
    `unfollowed` says in Chinese why it cannot be had. `columns` are the addresses under whose
    names the page shows the newest rows of each: those of a hub. `unlinked` counts the rows that
    are seen and of which no address can be told: of the list they are not read.
    """

    entries: tuple[Entry, ...] = ()
    turns: tuple[Turn, ...] = ()
    total_pages: int | None = None
    total_rows: int | None = None
    shell: bool = False
    blank: bool = False
    ordered: bool = False
    statement_on: date | None = None
    furthest: int = 0
    unfollowed: str = ""
    says_none: bool = False
    foreign: bool = False
    columns: tuple[str, ...] = ()
    unlinked: int = 0


@dataclass(frozen=True)
class Reading:
    """Everything that one page says.

    `cause` is set when the page is not what it should be (challenged, soft_404, blocked,
    unreadable); nothing else is then read from it. `own_text_chars` counts the page's own text
    without menus, header and footer. `column` is the breadcrumb or column name. `shell` is true
    when the page's main content is filled in by script, `tree_unread` when its script holds a
    tree of columns whose addresses cannot be told. `holds` is read of pages met while exploring
    alone: what their content, not their name, speaks for. `asked` are the records that
    rulebooks ask for besides those of the section; they are no content of it. `personal` are
    numbers that may be personal data, masked; `identity` and `search` are read of the home page;
    `links` are the addresses of the visible links, but for those of further pages of a list;
    `surface` are signs of tampering, and of the home page what there is to see of them.
    `certainty` says from 0 to 1 how sure the family is, `version` which edition of it the page
    tells of, "" if none.
    `frames` are the pages that the home page shows as part of itself, `offers`
    the files that a page behind a row or with a list of persons offers.
    `behind` are the records that a file gives for its page, `file` is what came of its
    text, `size` its bytes where it gives no record of its own. `by_day`: the day of the capture
    was looked at, so that another day may read otherwise. `tags` are the days of publication
    that the <meta> tags of a page behind a row tell, mandated ones and others.
    """

    family: str = "generic"
    cause: Cause | None = None
    detail: str = ""
    title: str = ""
    column: str = ""
    own_text_chars: int = 0
    shell: bool = False
    tree_unread: bool = False
    targets: tuple[Target, ...] = ()
    listing: ListReading = ListReading()
    records: tuple[Record, ...] = ()
    holds: Holds = ()
    asked: tuple[Record, ...] = ()
    personal: PersonalData | None = None
    identity: SiteIdentity | None = None
    search: SearchBox | None = None
    links: tuple[str, ...] = ()
    surface: PageSurface | None = None
    frames: tuple[Frame, ...] = ()
    offers: tuple[Link, ...] = ()
    behind: tuple[Record, ...] = ()
    file: FileText | None = None
    size: int = 0
    certainty: float = 1.0
    version: str = ""
    by_day: bool = False
    tags: tuple[Field[date], ...] = ()
