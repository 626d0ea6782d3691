from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from crawler.errors import ArchiveError
from crawler.fetching.archive import ArchiveReader
from crawler.fetching.opening import write_openings
from crawler.portals import Role, Watchlist
from crawler.portals.watchlist import load_watchlist
from crawler.records import Asked, Dossier, HomeOpenings, Opening, Wanted, encode
from crawler.records.opening import whole_days
from crawler.spiders.replay import replay_group
from crawler.storage import GroupStore
from tests.crawler.fetching.dns_double import name_server
from tests.crawler.fetching.hostile import Site, hostile_site

ROOT = Path(__file__).parents[3]
RUN, AS_OF = "2026-11-20", "2026-11-20T02:00:00+08:00"


def page(title: str, body: str) -> tuple[int, dict[str, str], bytes]:
    html = (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title></head><body>{body}"
    )
    return 200, {}, f"{html}</body></html>".encode()


def small_portal(site: Site, rows: int = 12) -> None:
    """A plain hand-made portal: home, two sections, a list of two pages, details."""
    menu = (
        '<div class="nav"><ul><li><a href="/">首页</a></li>'
        '<li><a href="/gfxwj/">规范性文件</a></li>'
        '<li><a href="/news/">政务动态</a></li></ul></div>'
    )
    filler = "<p>云溪县人民政府门户网站，欢迎您的访问。本站由云溪县人民政府办公室主办。</p>" * 8
    site.pages["/"] = page("云溪县人民政府", menu + filler)
    for section, name in (("gfxwj", "规范性文件"), ("news", "政务动态")):
        items = [
            f'<li><a href="/{section}/{n}.html">关于第{n}项工作的通知（{name}）</a>'
            f"<span>2026-11-{18 - n:02d}</span></li>"
            for n in range(rows)
        ]
        where = f'{menu}<div class="path">当前位置：<a href="/">首页</a> &gt; {name}</div>'
        half = rows // 2
        pager = (
            f'<div class="page">共2页 <span>1</span> <a href="/{section}/index_2.html">2</a> '
            f'<a href="/{section}/index_2.html">下一页</a></div>'
        )
        first = f"{where}<ul class=list>{''.join(items[:half])}</ul>{pager}"
        second = f"{where}<ul class=list>{''.join(items[half:])}</ul>"
        site.pages[f"/{section}/"] = page(name, first)
        site.pages[f"/{section}/index_2.html"] = page(name, second)
        for n in range(rows):
            text = (
                f"{where}<h1>关于第{n}项工作的通知（{name}）</h1><table><tr><td>文号</td>"
                f"<td>云政发〔2026〕{n + 1}号</td><td>发布日期</td>"
                f"<td>2026-11-{18 - n:02d}</td></tr></table><div class=content>"
                f"{'<p>各乡镇人民政府，县直各部门：请认真贯彻执行。</p>' * 6}</div>"
            )
            site.pages[f"/{section}/{n}.html"] = page(f"关于第{n}项工作的通知", text)


def watchlist_of(
    tmp_path: Path, site: Site, limits: str = "", more: str = "", nameserver: str = ""
) -> Watchlist:
    path = tmp_path / "gongkai.toml"
    path.write_text(
        f"""[monitor]
contact = "zwgk@test.example"
rulebooks = ["standing"]
{f'nameserver = "{nameserver}"' if nameserver else ""}
[monitor.limits]
request_seconds = 1.0
retries = 0
{limits}
[[portals]]
id = "yunxi"
name = "云溪县人民政府"
kind = "county"
home = "{site.url()}"
{more}""",
        encoding="utf-8",
    )
    return load_watchlist(path)


def command(tmp_path: Path, *portals: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "tests.crawler.spiders.drive_group",
        str(tmp_path / "gongkai.toml"),
        str(tmp_path),
        RUN,
        AS_OF,
        *(portals or ("yunxi",)),
    ]


def crawl(tmp_path: Path, *portals: str) -> dict[str, Any]:
    done = subprocess.run(
        command(tmp_path, *portals),
        capture_output=True,
        text=True,
        timeout=120,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def published(tmp_path: Path, watchlist: Watchlist, portal: str = "yunxi") -> Dossier:
    store = GroupStore(Database(tmp_path / "records.db"))
    dossier = store.read_dossier(RUN, watchlist.portal(portal))
    assert dossier is not None
    return dossier


def replayed(tmp_path: Path, watchlist: Watchlist, portal: str = "yunxi") -> Dossier:
    reader = ArchiveReader(tmp_path / f"{RUN}.warc.gz")
    return replay_group(reader, watchlist.portal(portal), watchlist, datetime.fromisoformat(AS_OF))


def facts(dossier: Dossier) -> str:
    """A dossier as text without what the real clock and the proofs' own digests put into it."""
    parts = [
        dossier.records,
        tuple(dossier.sections.values()),
        dossier.misses,
        tuple(sorted(dossier.aliases.items())),
        dossier.family,
    ]
    text = json.dumps(encode(parts), ensure_ascii=False, sort_keys=True)
    text = re.sub(r'"captured_at": "[^"]+"', "", text)
    return re.sub(r'"sha256": "[^"]+", "status": 0|"sha256": "[^"]+", "url": "urn:[^"]+"', "", text)


def test_a_night_is_archived_published_and_can_be_replayed(tmp_path: Path) -> None:
    with hostile_site() as site, name_server({"yunxi.test": ["127.0.0.1", "::1"]}) as dns:
        small_portal(site)
        site.name = "yunxi.test"
        watchlist = watchlist_of(tmp_path, site, nameserver=dns.address)
        result = crawl(tmp_path)
    dossier = published(tmp_path, watchlist)
    assert replayed(tmp_path, watchlist) == dossier
    assert "errors" not in result
    portal = result["portals"][0]
    assert portal.get("cause") is None
    assert portal["pages"] >= 15
    assert result["ledger"][0]["requests"] >= portal["pages"]
    assert len(dossier.entries(Role.NORMATIVE_DOCUMENTS)) == 12
    assert len(dossier.documents) == 12
    probe = dossier.probes[0]
    assert (probe.usable, probe.status_v4, probe.status_v6) == (("::1",), 200, None)
    assert probe.scanner_ipv6
    assert {host for host, _ in dns.asked} == {"yunxi.test"}
    reader = ArchiveReader(tmp_path / f"{RUN}.warc.gz")
    assert reader.verify() > 15
    assert reader.resource("urn:gongkai:coverage:yunxi").sha256 == dossier.coverage.sha256
    shots = {record.snapshot for record in dossier.records}
    for shot in shots:
        assert reader.item(shot.sha256, shot.url).snapshot == shot


def test_what_rulebooks_asked_of_a_visit_is_archived_with_it(tmp_path: Path) -> None:
    wanted = (Wanted("规范性文件"), Wanted("通知"), Wanted("六稳六保", ("六稳",)))
    asked = Asked((Role.BUDGETS,), wanted, opening_days=7)
    opened = Opening(datetime.fromisoformat(AS_OF) - timedelta(days=1), 15.2, 200)
    days = whole_days(datetime.fromisoformat(AS_OF), 7)
    (tmp_path / "openings.json").write_bytes(write_openings([opened], *days))
    (tmp_path / "asked.json").write_text(json.dumps(encode(asked)), "utf-8")
    with hostile_site() as site:
        small_portal(site)
        watchlist = watchlist_of(tmp_path, site)
        crawl(tmp_path)
    dossier = published(tmp_path, watchlist)
    assert replayed(tmp_path, watchlist) == dossier
    told = next(one for one in dossier.records if isinstance(one, HomeOpenings))
    assert (told.url, told.openings) == (site.url(), (opened,))
    assert (told.first, told.last) == days
    assert dossier.columns
    assert Role.BUDGETS in dossier.sections
    assert set(dossier.named) == {"规范性文件", "通知", "六稳六保"}
    found = dossier.named["规范性文件"]
    assert (found.role, found.entries) == (Role.NORMATIVE_DOCUMENTS, 12)
    assert len(dossier.rows_of(found)) == 12
    reader = ArchiveReader(tmp_path / f"{RUN}.warc.gz")
    manifest = json.loads(reader.resource("urn:gongkai:coverage:yunxi").body)
    assert [row["wanted"] for row in manifest["named"]] == ["六稳六保", "规范性文件", "通知"]
    assert manifest["columns"]["seen"]


def test_a_changed_archive_gives_no_dossier(tmp_path: Path) -> None:
    with hostile_site() as site:
        small_portal(site, rows=2)
        watchlist = watchlist_of(tmp_path, site)
        crawl(tmp_path)
    warc = tmp_path / f"{RUN}.warc.gz"
    line = next(one for one in ArchiveReader(warc)._lines if one.url.endswith("/gfxwj/1.html"))
    content = bytearray(warc.read_bytes())
    content[line.offset + line.length // 2] ^= 1
    warc.write_bytes(content)
    with pytest.raises(ArchiveError):
        replayed(tmp_path, watchlist)


def test_killed_and_started_again_it_comes_to_the_same(tmp_path: Path) -> None:
    with hostile_site() as site:
        small_portal(site)
        watchlist = watchlist_of(tmp_path, site, more="rate = 20.0\n")
        crawl(tmp_path)
        undisturbed = published(tmp_path, watchlist)
        for seconds in (1.4,):
            victim = subprocess.Popen(
                command(tmp_path), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            time.sleep(seconds)
            victim.send_signal(signal.SIGKILL)
            victim.wait()
            assert facts(published(tmp_path, watchlist)) == facts(undisturbed)
        crawl(tmp_path)
    assert facts(published(tmp_path, watchlist)) == facts(undisturbed)
    assert replayed(tmp_path, watchlist) == published(tmp_path, watchlist)
    assert Database(tmp_path / "records.db").table("staging").count == 0


def test_a_portal_that_is_down_ends_soon(tmp_path: Path) -> None:
    with hostile_site() as site:
        pass
    watchlist = watchlist_of(tmp_path, site)
    started = time.monotonic()
    result = crawl(tmp_path)
    assert time.monotonic() - started < 40
    assert result["portals"][0]["cause"] == "unreachable"
    dossier = published(tmp_path, watchlist)
    assert all(not section.seen for section in dossier.sections.values())
    assert replayed(tmp_path, watchlist) == dossier


def test_a_maze_without_end_is_left_in_time(tmp_path: Path) -> None:
    links = "".join(f'<li><a href="/maze/{n}">政务公开{n}</a></li>' for n in range(30))
    with hostile_site() as site:
        site.pages["/"] = page("云溪县人民政府", f"<ul>{links}</ul>")
        watchlist_of(tmp_path, site, "pages_per_portal = 40\n")
        result = crawl(tmp_path)
    assert result["portals"][0]["pages"] <= 45
    assert sum(site.asked.values()) <= 45


def test_when_the_time_is_up_the_rest_is_a_miss(tmp_path: Path) -> None:
    with hostile_site() as site:
        small_portal(site)
        watchlist = watchlist_of(tmp_path, site, "portal_seconds = 2.0\n", "rate = 3.0\n")
        started = time.monotonic()
        result = crawl(tmp_path)
    assert time.monotonic() - started < 40
    assert dict(result["portals"][0]["misses"])["limit"] > 0
    dossier = published(tmp_path, watchlist)
    assert replayed(tmp_path, watchlist) == dossier
    assert dossier.misses


def test_portals_of_one_host_ask_for_a_page_once(tmp_path: Path) -> None:
    with hostile_site() as site:
        small_portal(site, rows=3)
        more = f"""
[[portals]]
id = "ju"
name = "云溪县教育局"
kind = "department"
home = "{site.url("/ju/")}"
"""
        links = '<a href="/news/">政务动态</a><a href="/gfxwj/">规范性文件</a>'
        site.pages["/ju/"] = page("云溪县教育局", links + "<p>教育局</p>" * 30)
        watchlist = watchlist_of(tmp_path, site, more=more)
        crawl(tmp_path, "yunxi", "ju")
    assert site.asked["/robots.txt"] == 1
    assert max(site.asked.values()) == 1
    guest = published(tmp_path, watchlist, "ju")
    assert guest.guest
    assert guest.probes == ()
    assert replayed(tmp_path, watchlist, "ju") == guest


def test_scrapy_list_and_crawl_work_from_the_root(tmp_path: Path) -> None:
    scrapy = [sys.executable, "-m", "scrapy"]
    names = subprocess.run([*scrapy, "list"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert names.stdout.split() == ["portal"]
    out = tmp_path / "out.jsonl"
    with hostile_site() as site:
        small_portal(site, rows=3)
        watchlist_of(tmp_path, site)
        arguments = ["-a", "portal=yunxi", "-a", f"watchlist={tmp_path / 'gongkai.toml'}"]
        done = subprocess.run(
            [*scrapy, "crawl", "portal", *arguments, "-O", str(out)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 0, done.stderr
    items = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert {"entry", "document"} <= {item["kind"] for item in items}
    assert {item["portal"] for item in items} == {"yunxi"}
    assert not (tmp_path / "data").exists()
