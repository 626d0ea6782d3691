"""The county: sites with their pages, the ground truth, the watchlist."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from urllib.parse import parse_qsl

from demo.content.model import Emergency, Unit
from demo.judgement import unit_truth
from demo.moment import at
from demo.places.accounts import with_accounts
from demo.places.city import city
from demo.places.conferences import with_conferences
from demo.places.departments import jiaoyu, renshe, shuiwu
from demo.places.drafts import with_drafts
from demo.places.guides import with_guides
from demo.places.issues import with_issues
from demo.places.media import with_media
from demo.places.notice import with_notice
from demo.places.qinglan import qinglan
from demo.places.strays import with_strays
from demo.places.townships import baisha, songling
from demo.places.upkeep import with_upkeep
from demo.places.yunxi import yunxi
from demo.skins.base import Rendered, Skin
from demo.skins.hanweb import Hanweb
from demo.skins.lonsun import Lonsun
from demo.skins.page import Call, Page
from demo.skins.plain import Plain
from demo.skins.trs import Trs
from demo.truth import Truth, View, subject_of

PORT, LONELY_PORT = 8801, 8802
_SKINS: dict[str, type[Skin]] = {"lonsun": Lonsun, "hanweb": Hanweb, "trs": Trs, "plain": Plain}
_MAKERS: tuple[Callable[[int], Unit], ...] = (
    city,
    yunxi,
    qinglan,
    jiaoyu,
    shuiwu,
    renshe,
    baisha,
    songling,
)

_IPV6 = {
    "www.yunzhou.test": "whole",
    "jyj.yunzhou.test": "whole",
    "swj.yunzhou.test": "whole",
    "www.yunxi.test": "absent",
    "www.qinglan.test": "home only",
    "www.baisha.test": "silent",
}
"""absent: no AAAA. home only: inner pages answer 404. silent: an AAAA where nothing listens."""

_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63"
    "f8cfc0f01f0005000301ff8f3d1d2f0000000049454e44ae426082"
)


class NoSuchDayError(ValueError):
    """The sample county does not exist on that day."""


@dataclass(frozen=True)
class Site:
    """One host. `pages` answers paths (a query included), `calls` what takes parameters."""

    host: str
    portals: tuple[str, ...]
    family: str
    pages: Mapping[str, Page]
    calls: Mapping[str, tuple[Call, ...]]
    ipv6: str
    homes: frozenset[str] = frozenset()

    @property
    def has_aaaa(self) -> bool:
        return self.ipv6 != "absent"

    @property
    def lonely(self) -> bool:
        """Whether the host lives on the port that is bound on IPv4 only."""
        return self.ipv6 == "silent"

    def answer(self, target: str, form: str = "") -> Page | None:
        """The page of a path with its query (and a posted form); None for a 404."""
        bare, _, query = target.partition("?")
        if bare in self.calls and (query or form):
            params = dict(parse_qsl(query) + parse_qsl(form))
            for call in self.calls[bare]:
                page = call(params)
                if page is not None:
                    return page
        page = self.pages.get(target) or self.pages.get(bare)
        if page is None and bare.endswith((".png", ".jpg")):
            return Page(_PIXEL, content_type="image/png")
        return page


@dataclass(frozen=True)
class County:
    """The whole sample county as of a date."""

    as_of: date
    seed: int
    sites: tuple[Site, ...]
    truth: tuple[Truth, ...]
    units: tuple[Unit, ...] = field(repr=False)
    port: int = PORT
    lonely_port: int = LONELY_PORT

    def origin(self, text: str) -> str:
        """A text with the ports of the templates replaced by this county's own."""
        return (
            text.replace(f".test:{LONELY_PORT}", ".test:\0")
            .replace(f".test:{PORT}", f".test:{self.port}")
            .replace(".test:\0", f".test:{self.lonely_port}")
        )

    def on_ports(self, port: int, lonely_port: int) -> County:
        """The same county on other ports; the pages follow when they are served."""
        moved = replace(self, port=port, lonely_port=lonely_port)
        truth = tuple(
            replace(
                one,
                subject=moved.origin(one.subject),
                aspect=moved.origin(one.aspect) if one.aspect else None,
            )
            for one in self.truth
        )
        return replace(moved, truth=truth)

    def site(self, host: str) -> Site:
        """The site of that host name; KeyError if there is none."""
        for site in self.sites:
            if site.host == host:
                return site
        raise KeyError(host)

    def watchlist(self, dns_port: int, data: str = "data", smtp: str | None = None) -> str:
        """The watchlist as TOML text; with `smtp` (host:port) a mail table too."""
        lines = [
            "# The sample county: invented places on loopback.",
            "[monitor]",
            'timezone = "Asia/Shanghai"',
            f'data = "{data}"',
            "sample = true",
            'contact = "zwgk@yunzhou.example"',
            f'nameserver = "127.0.0.1:{dns_port}"',
            'rulebooks = ["standing"]',
            "",
            "[papers]",
            'city = "云州市"',
            'office = "云州市政务公开办公室"',
            'contact = "联系人：办公室值班人员，邮箱：zwgk@yunzhou.example"',
            'copy_to = ["云州市人民政府办公室"]',
        ]
        if smtp is not None:
            lines += [
                "",
                "[mail]",
                f'server = "smtp://{smtp}"',
                'sender = "gongkai@yunzhou.example"',
                'office = ["zwgk@yunzhou.example"]',
                'rhythm = "weekly"',
            ]
        for unit in self.units:
            lines += [
                "",
                "[[portals]]",
                f'id = "{unit.id}"',
                f'name = "{unit.name}"',
                f'kind = "{unit.kind}"',
                f'home = "{self.origin(origin_of(unit) + unit.home)}"',
            ]
            if any(other.id == unit.parent for other in self.units):
                lines.append(f'parent = "{unit.parent}"')
            lines.append(f'contacts = ["{unit.id}@yunzhou.example"]')
            for one in unit.emergencies:
                lines += _registered(one)
        return "\n".join(lines) + "\n"


def _registered(one: Emergency) -> list[str]:
    """An emergency as the watchlist registers it."""
    lines = [
        "[[portals.emergencies]]",
        f'name = "{one.name}"',
        f"at = {one.at.isoformat()}",
        f'grade = "{one.grade}"',
        "words = [" + ", ".join(f'"{word}"' for word in one.words) + "]",
        f'source = "{one.source}"',
    ]
    if one.released_at is not None:
        lines.append(f"released_at = {one.released_at.isoformat()}")
        lines.append(f'released_url = "{one.released_url}"')
    return lines


def origin_of(unit: Unit) -> str:
    """Scheme and host of a unit, with the port of the templates."""
    return f"http://{unit.host if ':' in unit.host else f'{unit.host}:{PORT}'}"


def addresses(unit: Unit) -> dict[str, str]:
    """The path of every item of a unit, by its key."""
    return _SKINS[unit.family](unit).out.items


@lru_cache(maxsize=2)
def _told(seed: int) -> tuple[Unit, ...]:
    """Every unit with its whole history, told once."""
    units = (with_guides(with_notice(with_drafts(make(seed)))) for make in _MAKERS)
    units = (with_media(with_strays(with_conferences(unit))) for unit in units)
    whole = tuple(with_accounts(with_upkeep(unit)) for unit in units)
    return with_issues(whole, lambda unit, key: origin_of(unit) + addresses(unit)[key])


def build(
    as_of: date,
    seed: int = 2026,
    only: frozenset[str] = frozenset(),
    mended: Callable[[Unit], Unit] = lambda unit: unit,
) -> County:
    """The sample county as of a date of 2026: the same arguments give the same bytes.

    It is one county that lives on: on another date the same pieces stand at the same addresses,
    newer ones have come, letters have been answered, and the truth is that of the date. `only`
    keeps some of its units; `mended` is what their offices have changed by that day.

    Raises NoSuchDayError for a year without a working-day table on both sides.
    """
    if as_of.year != 2026:
        raise NoSuchDayError(f"{as_of}: the sample county is made for the dates of 2026")
    units = tuple(mended(at(unit, as_of)) for unit in _told(seed) if not only or unit.id in only)
    rendered = {unit.id: render(unit) for unit in units}
    owners = {unit.host: unit.id for unit in reversed(units)}
    truth: list[Truth] = []
    for unit in units:
        origin = origin_of(unit)
        view = View(
            unit,
            lambda path, origin=origin: subject_of(origin, path),  # type: ignore[misc]
            guest=owners[unit.host] != unit.id,
            ipv6=_IPV6[unit.host.split(":")[0]],
        )
        out = rendered[unit.id]
        errors = (path for path, page in out.pages.items() if page.status in (404, 500))
        dead = frozenset((*errors, *out.dead))
        truth += unit_truth(view, out.items, out.columns, dead)
    return County(as_of, seed, sites_of(units, rendered, _IPV6), tuple(truth), units)


def render(unit: Unit) -> Rendered:
    """The pages of a unit in the skin of its family."""
    return _SKINS[unit.family](unit).render()


def sites_of(
    units: Sequence[Unit], rendered: Mapping[str, Rendered], ipv6: Mapping[str, str]
) -> tuple[Site, ...]:
    """The hosts of these units with all their pages; `ipv6` says of each host how it stands."""
    sites: list[Site] = []
    for host in dict.fromkeys(unit.host for unit in units):
        mine = [unit for unit in units if unit.host == host]
        pages: dict[str, Page] = {}
        calls: dict[str, list[Call]] = {}
        rules: list[str] = []
        for unit in mine:
            out = rendered[unit.id]
            assert not pages.keys() & out.pages.keys(), unit.id
            pages.update(out.pages)
            for path, some in out.calls.items():
                calls.setdefault(path, []).extend(some)
            rules += out.robots
        lines = ["User-agent: *", *(f"Disallow: {rule}" for rule in rules), "Disallow: /admin/"]
        pages["/robots.txt"] = Page("\n".join(lines).encode() + b"\n", content_type="text/plain")
        name = host.split(":")[0]
        sites.append(
            Site(
                name,
                tuple(unit.id for unit in mine),
                mine[0].family,
                pages,
                {path: tuple(some) for path, some in calls.items()},
                ipv6[name],
                frozenset(unit.home for unit in mine),
            )
        )
    return tuple(sites)
