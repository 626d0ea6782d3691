"""A section whose page is a shell: with a browser it is read, without one nobody can tell."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.fetching.archive import Archive, ArchiveReader
from crawler.fetching.fetched import Fetched
from crawler.fetching.programs import browser_program
from crawler.fetching.shown import NotShown, ShownPage
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.portals import Limits, Role
from crawler.records import Cause, ReadState, encode
from crawler.records.addresses import page_address, rendered_urn
from crawler.records.codec import revive
from crawler.records.model import Snapshot
from crawler.spiders.showing import Showing
from crawler.spiders.traffic import Shown
from crawler.visit.fetch import Fetch
from scheduler.night.judging import judge
from scheduler.workplace import open_workplace
from tests.browser import with_browser
from tests.crawler.fetching.hostile import Site, hostile_site
from tests.crawler.spiders.test_run_group import (
    RUN,
    crawl,
    published,
    replayed,
    small_portal,
    watchlist_of,
)

SHELL = (
    "<!DOCTYPE html><html><head><meta charset=utf-8><title>规范性文件</title></head><body>"
    '<div id="app"></div><img src="/logo.png"><script src="/js/app.js"></script></body></html>'
)
APP = """
fetch("/api/gfxwj.json").then(answer => answer.json()).then(rows => {
  document.getElementById("app").innerHTML =
    '<div class="path">当前位置：<a href="/">首页</a> &gt; 规范性文件</div><ul class="list">' +
    rows.map(row => `<li><a href="${row.url}">${row.title}</a><span>${row.day}</span></li>`)
      .join("")
    + '</ul><div class="page">共' + rows.length + '条</div>';
});
"""


def scripted(site: Site) -> list[str]:
    """The small portal with its documents behind a shell; the addresses of their rows."""
    small_portal(site, rows=4)
    del site.pages["/gfxwj/index_2.html"]
    rows = [
        {
            "url": f"/gfxwj/{n}.html",
            "title": f"关于第{n}项工作的通知（规范性文件）",
            "day": f"2026-11-{18 - n:02d}",
        }
        for n in range(4)
    ]
    site.pages["/gfxwj/"] = (200, {}, SHELL.encode())
    site.pages["/js/app.js"] = (200, {}, APP.encode())
    site.pages["/api/gfxwj.json"] = (200, {}, json.dumps(rows).encode())
    return [site.url(str(row["url"])) for row in rows]


def test_a_shell_is_read_as_a_browser_shows_it_and_replayed_without_one(tmp_path: Path) -> None:
    with with_browser(), hostile_site() as site:
        rows = scripted(site)
        watchlist = watchlist_of(tmp_path, site, "browser_seconds = 120\n")
        result = crawl(tmp_path)
        urn = rendered_urn(site.url("/gfxwj/"))
        asked = dict(site.asked)
    assert "errors" not in result
    assert asked["/gfxwj/"] == asked["/js/app.js"] == asked["/api/gfxwj.json"] == 1
    assert "/logo.png" not in asked
    dossier = published(tmp_path, watchlist)
    found = dossier.entries(Role.NORMATIVE_DOCUMENTS)
    assert [entry.url for entry in found] == rows
    assert {entry.snapshot.url for entry in found} == {urn}
    assert {page_address(entry.snapshot.url) for entry in found} == {site.url("/gfxwj/")}
    assert len(dossier.documents) == 4
    section = dossier.sections[Role.NORMATIVE_DOCUMENTS]
    assert section.state is ReadState.WHOLE
    assert section.evidence[0].url == urn
    assert browser_program() is None
    assert replayed(tmp_path, watchlist) == dossier
    reader = ArchiveReader(tmp_path / f"{RUN}.warc.gz")
    body = reader.item(section.evidence[0].sha256, urn).body.decode()
    place = open_workplace(tmp_path / "gongkai.toml", tmp_path / "data")
    findings = judge(place, {"yunxi": dossier}).findings["yunxi"]
    quoted = [one for found in findings for one in found.evidence if one.url == urn and one.quote]
    assert quoted
    for one in quoted:
        assert one.quote in reader.item(one.sha256, one.url).body.decode()
    assert found[0].title in body
    assert any(line.url == site.url("/api/gfxwj.json") for line in reader._lines)
    reader.verify()


def test_without_a_browser_nobody_can_tell(tmp_path: Path) -> None:
    assert browser_program() is None
    with hostile_site() as site:
        scripted(site)
        watchlist = watchlist_of(tmp_path, site)
        result = crawl(tmp_path)
    assert "errors" not in result
    assert "/js/app.js" not in site.asked
    dossier = published(tmp_path, watchlist)
    assert replayed(tmp_path, watchlist) == dossier
    section = dossier.sections[Role.NORMATIVE_DOCUMENTS]
    assert (section.state, section.cause) == (ReadState.UNOBSERVABLE, Cause.SCANNER)
    assert "监测端没有浏览器" in section.reason
    assert dossier.sections[Role.NEWS].state is ReadState.WHOLE


class Fake:
    """A browser that shows what it is told, or fails."""

    def __init__(self, *pages: bytes | NotShown, data: tuple[Fetched, ...] = ()) -> None:
        self.pages = list(pages)
        self.data = data

    async def show(self, got: Fetched) -> ShownPage:
        page = self.pages.pop(0)
        if isinstance(page, NotShown):
            raise page
        return ShownPage(page, self.data)

    async def close(self) -> None:
        pass


def shown(tmp_path: Path, fake: Fake, count: int = 1, **limits: Any) -> list[Shown]:
    """What comes of showing the shell of a section that often."""
    url, at = "http://yunxi.test/gfxwj/", datetime(2026, 11, 20, tzinfo=UTC)
    shot = Snapshot(url, at, "a" * 64, 200, "text/html")
    task = Task(Purpose.SECTION, url, Role.NORMATIVE_DOCUMENTS)
    got = Fetched(Fetch(task, shot, url), "text/html", SHELL.encode())
    with Archive.open(tmp_path / "a.warc.gz") as archive:
        showing = Showing(fake, archive, Limits(**limits), lambda: at)
        return [asyncio.run(showing.show(got, Reading(shell=True))) for _ in range(count)]


ROWS = "".join(
    f"<li><a href=/gfxwj/{n}.html>关于第{n}项工作的通知</a><span>2026-11-0{n + 1}</span></li>"
    for n in range(3)
)


def test_what_the_browser_shows_is_kept_under_its_own_name(tmp_path: Path) -> None:
    ((fetch, reading),) = shown(tmp_path, Fake(f"<html><body><ul>{ROWS}</ul></body>".encode()))
    assert fetch.shell is not None
    assert fetch.snapshot is not None
    assert fetch.shell.sha256 == "a" * 64
    assert reading is not None
    assert len(reading.listing.entries) == 3
    item = ArchiveReader(tmp_path / "a.warc.gz").item(fetch.snapshot.sha256, fetch.snapshot.url)
    assert ROWS.encode() in item.body
    assert revive(Fetch, encode(fetch)) == fetch


def test_what_the_browser_does_not_show_stays_unseen(tmp_path: Path) -> None:
    cases: dict[str, tuple[bytes | NotShown, Cause]] = {
        "it proves nothing empty": (
            b"<html><body><div><p>\xe6\x9a\x82\xe6\x97\xa0\xe4\xbf\xa1\xe6\x81\xaf</p></div></body>",
            Cause.UNREADABLE,
        ),
        "still a shell": (SHELL.encode(), Cause.UNREADABLE),
        "it asks for a proof": ("<div>请完成安全验证</div>".encode(), Cause.CHALLENGED),
        "it asks for a login": (
            "<div>用户登录</div><input><input type=password>".encode(),
            Cause.BLOCKED,
        ),
        "it failed": (NotShown(Cause.ROBOTS, "页面脚本所需的数据未能取得"), Cause.ROBOTS),
    }
    for name, (page, cause) in cases.items():
        ((fetch, reading),) = shown(tmp_path, Fake(page))
        assert (fetch.unshown, fetch.shell) == (cause, None), name
        assert fetch.unshown_why, name
        assert reading == Reading(shell=True), name
        assert fetch.snapshot is not None
        assert fetch.snapshot.sha256 == "a" * 64, name
    assert not list(ArchiveReader(tmp_path / "a.warc.gz"))


def test_no_more_pages_are_shown_than_the_bound_says(tmp_path: Path) -> None:
    page = f"<html><body><ul>{ROWS}</ul></body>".encode()
    one, two = shown(tmp_path, Fake(page, page), count=2, browser_pages=1)
    assert one[0].shell is not None
    assert two[0].unshown is Cause.LIMIT


def test_the_request_that_brought_the_rows_brings_the_other_pages(tmp_path: Path) -> None:
    url, role = "http://yunxi.test/api/rows", Role.NORMATIVE_DOCUMENTS
    answers = tuple(
        Fetched(Fetch(Task(Purpose.PART, url, role, method="POST", body=body)), "text/html", text)
        for body, text in (("page=1", ROWS.encode()), ("hot=1", b"<li>26\xe2\x84\x83</li>"))
    )
    fake = Fake(f"<html><body><ul>{ROWS}</ul></body>".encode(), data=answers)
    ((fetch, reading),) = shown(tmp_path, fake)
    assert [(call.url, call.body) for call in fetch.calls] == [(url, "page=1")]
    assert revive(Fetch, encode(fetch)) == fetch
    assert reading is not None
    turn = reading.listing.turns[0]
    assert (turn.method, turn.url, turn.body, turn.page_number) == ("POST", url, "page=2", 2)
