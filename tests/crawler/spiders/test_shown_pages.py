"""A section whose page is a shell: with a browser it is read, without one nobody can tell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.fetching.archive import ArchiveReader
from crawler.fetching.browser import browser_program
from crawler.portals import Role
from crawler.records import Cause, ReadState
from crawler.records.addresses import page_address, rendered_urn
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
    rows.map(row => `<li><a href="${row.url}">${row.title}</a><span>${row.day}</span></li>`).join("")
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


@pytest.mark.skipif(browser_program() is None, reason="no browser is installed")
def test_a_shell_is_read_as_a_browser_shows_it_and_replayed_without_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hostile_site() as site:
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
    monkeypatch.setenv("GONGKAI_BROWSER", "no-such-browser")
    assert replayed(tmp_path, watchlist) == dossier
    reader = ArchiveReader(tmp_path / f"{RUN}.warc.gz")
    body = reader.item(section.evidence[0].sha256, urn).body.decode()
    assert found[0].title in body
    assert any(line.url == site.url("/api/gfxwj.json") for line in reader._lines)
    reader.verify()


def test_without_a_browser_nobody_can_tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_BROWSER", "no-such-browser")
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


def test_no_more_pages_are_shown_than_the_bound_says(tmp_path: Path) -> None:
    with hostile_site() as site:
        scripted(site)
        watchlist = watchlist_of(tmp_path, site, "browser_pages = 0\n")
        crawl(tmp_path)
    section = published(tmp_path, watchlist).sections[Role.NORMATIVE_DOCUMENTS]
    assert (section.state, section.cause) == (ReadState.UNOBSERVABLE, Cause.LIMIT)
