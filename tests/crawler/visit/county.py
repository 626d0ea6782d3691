"""A simulated portal: readings by address, delivered in any order, without a network."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from crawler.pages.reading import ListReading, Reading, Target, Turn
from crawler.pages.task import Purpose, Task
from crawler.pages.words.roles import is_hub, roles_of
from crawler.portals.model import Limits, Monitor, Portal, PortalKind, Watchlist
from crawler.portals.roles import Role
from crawler.records.columns import Asked, Wanted
from crawler.records.dossier import Dossier
from crawler.records.materials import Consultation
from crawler.records.model import (
    AnnualReport,
    Cause,
    Document,
    Entry,
    Evidence,
    Field,
    Interpretation,
    Leader,
    Link,
    Message,
    Record,
    Reply,
    Snapshot,
    Source,
    StaticPage,
)
from crawler.records.moments import BEIJING
from crawler.visit.assemble import assemble, columns_of, lay_out, sections_of
from crawler.visit.coverage import coverage_manifest
from crawler.visit.fetch import Fetch
from crawler.visit.plan import Visit
from crawler.visit.prior import Prior
from crawler.visit.territory import neighbourhood

AS_OF = datetime(2026, 11, 20, 2, 0, tzinfo=BEIJING)
TODAY = AS_OF.date()
HOST = "http://www.yunxi.test:8801"
HOME = HOST + "/"
SEEN = datetime(2026, 11, 20, 2, 5, tzinfo=BEIJING)
Make = Callable[[Task, Snapshot], Reading]


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def at(path: str) -> str:
    return path if path.startswith("http") else HOST + path


def link(path: str, label: str, *trail: str, template: bool = False) -> Target:
    return Target(at(path), label, trail, roles_of(label, trail), is_hub(label), template)


def day(value: date | None, label: str = "") -> Field[date] | None:
    return None if value is None else Field(value, value.isoformat(), Source.ROW, label)


@dataclass(frozen=True)
class Row:
    path: str
    title: str
    on: date | None
    pinned: bool = False
    inline: bool = False
    label: str = ""


@dataclass
class Site:
    """Pages by address. `down` maps addresses to a status or a cause."""

    pages: dict[str, Make] = field(default_factory=dict)
    down: dict[str, int | Cause] = field(default_factory=dict)
    bytes_of: dict[str, str] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)

    def page(self, path: str, make: Make) -> None:
        self.pages[at(path)] = make

    def menu(self, path: str, *targets: Target, text: int = 400, shell: bool = False) -> None:
        self.page(path, lambda t, s: Reading(targets=targets, own_text_chars=text, shell=shell))

    def text(self, path: str, chars: int = 300, *targets: Target) -> None:
        def make(task: Task, shot: Snapshot) -> Reading:
            record = StaticPage(task.url, task.label, task.role, shot, "字" * chars, chars)
            return Reading(own_text_chars=chars, records=(record,), targets=targets)

        self.page(path, make)

    def rows(self, path: str, rows: Iterable[Row], *targets: Target, **more: object) -> None:
        """A page of a list; turns are given as (path, number)."""
        given = tuple(rows)
        turns = more.pop("turns", ())
        assert isinstance(turns, tuple)

        def make(task: Task, shot: Snapshot) -> Reading:
            entries = tuple(
                Entry(
                    at(row.path),
                    row.title,
                    task.role,
                    shot,
                    task.url,
                    rank,
                    day(row.on, row.label),
                    row.pinned,
                    row.inline,
                )
                for rank, row in enumerate(given)
            )
            listing = ListReading(
                entries,
                tuple(Turn(at(p), n) for p, n in turns),
                blank=not entries,
                **more,  # type: ignore[arg-type]
            )
            return Reading(listing=listing, targets=targets, own_text_chars=20 * len(entries))

        self.page(path, make)

    def record(self, path: str, make: Callable[[Task, Snapshot], Record]) -> None:
        self.page(path, lambda t, s: Reading(records=(make(t, s),), own_text_chars=800))

    def answer(self, task: Task) -> tuple[Fetch, Reading | None]:
        if task.purpose is Purpose.ROBOTS:
            return Fetch(
                task, Snapshot(task.url, SEEN, "0" * 64, 404, "text/plain"), task.url
            ), None
        state = self.down.get(task.url)
        if isinstance(state, Cause):
            return Fetch(task, cause=state, detail="planted"), None
        final = self.redirects.get(task.url, task.url)
        make = self.pages.get(final)
        status = state or (200 if make else 404)
        content = self.bytes_of.get(final, final + task.body)
        shot = Snapshot(task.url, SEEN, hashlib.sha256(content.encode()).hexdigest(), status)
        hops = (task.url,) if final != task.url else ()
        fetch = Fetch(task, shot, final, hops)
        return fetch, make(task, shot) if make and status == 200 else Reading()


def document(number: str = "", on: date | None = None, *links: Link) -> Callable[..., Record]:
    def make(task: Task, shot: Snapshot) -> Record:
        title = task.entry.title if task.entry else task.label
        return Document(
            task.url,
            title,
            task.role,
            shot,
            task.url,
            text=number,
            links=links,
            published_on=day(on),
        )

    return make


def interpretation(*links: Link) -> Callable[..., Record]:
    def make(task: Task, shot: Snapshot) -> Record:
        title = task.entry.title if task.entry else task.label
        return Interpretation(task.url, title, task.role, shot, task.url, links=links)

    return make


def letter(replied: bool = True) -> Callable[..., Record]:
    def make(task: Task, shot: Snapshot) -> Record:
        title = task.entry.title if task.entry else task.label
        replies = (Reply("已办理完毕。"),) if replied else ()
        return Message(task.url, title, task.role, shot, replies=replies)

    return make


def leader(task: Task, shot: Snapshot) -> Record:
    return Leader(task.url, task.label, task.role, shot, name=task.label, division="政务公开")


def yearly_report(task: Task, shot: Snapshot) -> Record:
    return AnnualReport(task.url, task.label, task.role, shot, 2025, day(ago(250)), read=True)


def numbered(prefix: str, count: int, first: int = 0, step: int = 3) -> list[Row]:
    return [
        Row(f"{prefix}{n}.html", f"标题{prefix}{n}", ago(first + step * n)) for n in range(count)
    ]


MENU = (
    link("/zwgk/", "政务公开", template=True),
    link("/hdjl/", "互动交流", template=True),
    link("/xw/", "新闻动态", template=True),
    link("/tzgg/", "通知公告", template=True),
    link("/xxgk/", "政府信息公开", template=True),
    link("/lyfg/", "旅游风光", template=True),
    link("/dl/", "登录", template=True),
)


def county() -> Site:
    """A county with everything a visit looks for."""
    site = Site()
    site.menu("/", *MENU, link("/zcjd/", "更多", "政策解读"))
    site.menu("/lyfg/", *MENU)
    site.menu(
        "/zwgk/",
        *MENU,
        link("/gfxwj/", "规范性文件"),
        link("/zcwj/", "政策文件"),
        link("/ldzc/", "领导之窗"),
        link("/jgzn/", "机构职能"),
        link("/gb/", "政府公报"),
    )
    site.menu("/hdjl/", *MENU, link("/xjxd/", "信件选登"), link("/yjzj/", "意见征集"))
    site.menu(
        "/xxgk/",
        *MENU,
        link("/xxgk/zn/", "政府信息公开指南"),
        link("/xxgk/zd/", "政府信息公开制度"),
        link("/xxgk/fd/", "法定主动公开内容"),
        link("/xxgk/nb/", "政府信息公开年报"),
        link("/xxgk/ysq/", "依申请公开"),
    )
    site.text("/xxgk/zn/")
    site.text("/xxgk/ysq/")
    site.text("/jgzn/")
    for path in ("/xxgk/zd/", "/xxgk/fd/", "/zcwj/", "/gb/", "/xw/", "/tzgg/", "/yjzj/"):
        site.rows(path, numbered(path + "a", 5))
    site.rows("/xxgk/nb/", [Row("/xxgk/nb/1.html", "2025年政府信息公开工作年度报告", ago(250))])
    site.record("/xxgk/nb/1.html", yearly_report)
    site.rows("/ldzc/", [Row("/ldzc/1.html", "王某", None), Row("/ldzc/2.html", "李某", None)])
    site.record("/ldzc/1.html", leader)
    site.record("/ldzc/2.html", leader)
    site.rows("/gfxwj/", numbered("/gfxwj/d", 3), turns=(("/gfxwj/index_2.html", 2),))
    site.rows("/gfxwj/index_2.html", numbered("/gfxwj/e", 2, 30))
    for path in [f"/gfxwj/d{n}.html" for n in range(3)] + [f"/gfxwj/e{n}.html" for n in range(2)]:
        site.record(path, document())
    site.rows("/zcjd/", numbered("/zcjd/i", 3))
    for n in range(3):
        site.record(f"/zcjd/i{n}.html", interpretation())
    site.rows("/xjxd/", numbered("/xjxd/m", 4))
    for n in range(4):
        site.record(f"/xjxd/m{n}.html", letter(n != 1))
    for n in range(5):
        site.record(f"/yjzj/a{n}.html", call())
    return site


def call(*links: Link) -> Callable[[Task, Snapshot], Record]:
    """A call for opinions with these links."""
    return lambda task, shot: Consultation(task.url, task.label, task.role, shot, links=links)


def portal(**more: object) -> Portal:
    given: dict[str, object] = {
        "id": "yunxi",
        "name": "云溪县人民政府",
        "kind": PortalKind.COUNTY,
        "home": HOME,
        "rulebooks": ("standing",),
    }
    return Portal(**(given | more))  # type: ignore[arg-type]


def watchlist(*portals: Portal) -> Watchlist:
    from pathlib import Path

    return Watchlist(Path("gongkai.toml"), Monitor(), portals)


@dataclass
class Run:
    """A finished visit and what comes of it."""

    visit: Visit
    dossier: Dossier
    asked: list[Task]

    def asked_urls(self, purpose: Purpose | None = None) -> list[str]:
        return [t.url for t in self.asked if purpose is None or t.purpose is purpose]


def visit(
    site: Site,
    subject: Portal | None = None,
    *others: Portal,
    seed: int = 0,
    limits: Limits | None = None,
    stop_after: int | None = None,
    prior: Prior | None = None,
    roles: Iterable[Role] | None = None,
    sections: Mapping[Role, str] | None = None,
    named: Iterable[Wanted] = (),
    asking: Asked | None = None,
    as_of: datetime = AS_OF,
) -> Run:
    """Carry out a visit, taking outstanding tasks in an order that the seed decides."""
    subject = subject or portal()
    if sections:
        subject = replace(subject, sections=dict(sections))
    names = watchlist(subject, *others)
    bounds = limits or Limits()
    around = neighbourhood(names, subject)
    sought = asking or Asked(columns=tuple(named))
    machine = Visit(subject, around, as_of, bounds, roles, asked=sought)
    chance = random.Random(seed)
    waiting = machine.begin()
    asked = list(waiting)
    while waiting:
        if stop_after is not None and len(machine.visited) >= stop_after:
            machine.stop(Cause.LIMIT, "到达时限")
            break
        task = waiting.pop(chance.randrange(len(waiting)) if seed else 0)
        following = machine.took(*site.answer(task))
        asked += following
        waiting += following
        assert len(asked) < 6_000, "the visit does not end"
    machine.finish()
    previous = prior or Prior()
    rules = machine.rules
    laid = lay_out(machine.visited, machine.skipped, as_of, rules, bounds)
    found = sections_of(laid, subject, as_of, previous, roles, rules)
    columns = columns_of(laid, subject, around, sought, as_of, previous, rules)
    manifest = coverage_manifest(
        subject, as_of, machine.visited, machine.skipped, found, columns=columns
    )
    proof = Evidence("urn:coverage", SEEN, hashlib.sha256(manifest).hexdigest())
    dossier = assemble(
        subject,
        as_of,
        machine.visited,
        machine.skipped,
        previous,
        (),
        proof,
        names.is_guest(subject),
        roles=roles,
        limits=bounds,
        around=around,
        asked=sought,
    )
    return Run(machine, dossier, asked)
