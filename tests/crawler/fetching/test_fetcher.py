from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from crawler.fetching.archive import ArchiveReader
from tests.crawler.fetching.dns_double import name_server
from tests.crawler.fetching.hostile import Site, hostile_site

FAST = {
    "request_seconds": 0.8,
    "retries": 1,
    "page_bytes": 100_000,
    "retry_after_seconds": 5.0,
    "failures_in_a_row": 50,
}


def drive(tmp_path: Path, site: Site, tasks: list[list[str]], **order: Any) -> dict[str, Any]:
    order = {
        "hosts": [site.host],
        "limits": FAST,
        "archive": str(tmp_path / "n.warc.gz"),
        "tasks": [
            [task[0], site.url(task[1]) if task[1].startswith("/") else task[1], *task[2:]]
            for task in tasks
        ],
    } | order
    done = subprocess.run(
        [sys.executable, "-m", "tests.crawler.fetching.drive"],
        input=json.dumps(order),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=Path(__file__).parents[3],
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    assert "fetches" in result, done.stderr
    return result


def test_whatever_a_host_does_ends_as_an_outcome(tmp_path: Path) -> None:
    expected = {
        "/gzip-bomb": "limit",
        "/deflate-bomb": "limit",
        "/huge": "limit",
        "/torn-gzip": "unreadable",
        "/endless-redirects": "limit",
        "/circle": "limit",
        "/to-metadata": "blocked",
        "/to-stranger": "blocked",
        "/silent": "unreachable",
        "/drip": "unreachable",
        "/busy-for-hours": "unreachable",
        "/always-busy": "blocked",
        "/short": "unreachable",
        "/reset": "unreachable",
        "/rubbish": "unreachable",
        "/gzip": None,
        "/broken": None,
        "/missing": None,
        "/busy": None,
    }
    with hostile_site() as site:
        started = time.monotonic()
        result = drive(tmp_path, site, [["detail", path] for path in expected])
        seconds = time.monotonic() - started
    got = {one["task"]["url"].removeprefix(site.url("")): one for one in result["fetches"]}
    assert {path: one.get("cause") for path, one in got.items()} == expected
    assert seconds < 25
    assert "unlisted host 169.254.169.254" in got["/to-metadata"]["detail"]
    assert "unlisted host stranger.example" in got["/to-stranger"]["detail"]
    assert "circle" in got["/circle"]["detail"]
    assert got["/gzip"]["text"] == "<p>zipped</p>"
    assert got["/broken"]["snapshot"]["status"] == 500
    assert got["/broken"]["attempts"] == 2
    assert got["/missing"]["snapshot"]["status"] == 404
    assert got["/busy"]["text"] == "now"
    assert site.asked["/busy-for-hours"] == 1
    assert site.asked["/endless-redirects"] == 1
    assert sum(v for k, v in site.asked.items() if k.startswith("/endless-redirects")) == 6
    ledger = result["ledger"][0]
    assert ledger["host"] == site.host
    # The connection pool asks again by itself when a kept connection turns out dead.
    assert 0 <= sum(site.asked.values()) - ledger["requests"] <= 4
    assert ledger["complaints"] >= 4
    assert ledger["retries"] >= 5
    assert site.agents == {next(iter(site.agents))}
    assert next(iter(site.agents)).endswith("(+zwgk@test.example)")
    reader = ArchiveReader(tmp_path / "n.warc.gz")
    urls = {item.url for item in reader}
    assert site.url("/endless-redirects?3") in urls
    assert site.url("/robots.txt") in urls
    assert reader.verify() > 10
    zipped = reader.item(got["/gzip"]["snapshot"]["sha256"], site.url("/gzip"))
    assert zipped.header("X-Archive-Orig-Content-Encoding") == "gzip"


def test_redirects_and_jumping_pages_are_followed(tmp_path: Path) -> None:
    with hostile_site() as site:
        page = b"<h1>home</h1>"
        site.pages = {
            "/": (200, {}, b"<html><script>window.location.href='/gov/index.html'</script></html>"),
            "/meta": (200, {}, b'<META http-equiv=refresh content="0; URL=/gov/index.html">'),
            "/gov/index.html": (200, {}, page),
            "/moved": (301, {"Location": "gov/../gov/index.html#top"}, b""),
            "/away": (200, {}, b"<script>location.replace('http://stranger.example/')</script>"),
            "/post": (302, {"Location": "/gov/index.html"}, b""),
        }
        result = drive(
            tmp_path,
            site,
            [
                ["home", "/"],
                ["section", "/meta"],
                ["detail", "/moved"],
                ["home", "/away"],
                ["detail", "/"],
                ["turn", "/anything", "POST", "page=2"],
            ],
        )
    home, meta, moved, away, detail, post = result["fetches"]
    target = site.url("/gov/index.html")
    assert [one["final_url"] for one in (home, meta, moved)] == [target] * 3
    assert home["hops"] == [site.url("/")]
    assert home["snapshot"]["url"] == target
    assert away["cause"] == "blocked"
    assert detail["final_url"] == site.url("/")
    assert post["text"] == "posted page=2"
    assert site.asked["/gov/index.html"] <= 3


ROBOTS: list[tuple[tuple[int, bytes], list[str | None]]] = [
    ((200, b"User-agent: *\nDisallow: /secret\n"), [None, "robots"]),
    ((200, b"User-agent: gongkai\nDisallow: /\n"), ["robots", "robots"]),
    ((200, b"User-agent: other\nDisallow: /\n"), [None, None]),
    ((200, b"<!DOCTYPE html><p>Disallow: /</p>"), [None, None]),
    ((403, b"User-agent: *\nDisallow: /\n"), [None, None]),
    ((500, b""), ["unreachable", "unreachable"]),
    ((429, b""), ["blocked", "blocked"]),
]


def test_robots(tmp_path: Path) -> None:
    with ExitStack() as stack:
        sites = [stack.enter_context(hostile_site()) for _ in ROBOTS]
        tasks = []
        for site, (robots, _) in zip(sites, ROBOTS, strict=True):
            site.robots = robots
            tasks += [
                ["home", site.url("/missing")],
                ["detail", site.url("/secret")],
                ["robots", site.url("/robots.txt")],
            ]
        hosts = [site.host for site in sites]
        result = drive(tmp_path, sites[0], tasks, hosts=hosts)
    ledger = {one["host"]: one for one in result["ledger"]}
    for number, (site, (robots, causes)) in enumerate(zip(sites, ROBOTS, strict=True)):
        got = result["fetches"][3 * number : 3 * number + 2]
        assert [one.get("cause") for one in got] == causes, robots
        assert site.asked["/secret"] == (0 if causes[1] else 1)
        assert site.asked["/robots.txt"] == (2 if robots[0] >= 429 else 1)
        assert ledger[site.host]["robots_skips"] == causes.count("robots")


def test_pace_concurrency_and_shared_pages(tmp_path: Path) -> None:
    with hostile_site() as site:
        site.robots = (200, b"User-agent: *\nCrawl-delay: 0.2\n")
        pages = [["detail", f"/{number}"] for number in range(6)]
        result = drive(tmp_path, site, [*pages, *pages, *pages])
        gaps = [after - before for before, after in zip(site.times, site.times[1:], strict=False)]
    assert all(site.asked[f"/{number}"] == 1 for number in range(6))
    assert len(result["fetches"]) == 18
    assert min(gaps[1:]) > 0.15
    assert result["ledger"][0]["peak_per_second"] <= 6


def test_a_rate_of_its_own_holds_on_loopback_too(tmp_path: Path) -> None:
    with hostile_site() as site:
        drive(tmp_path, site, [["detail", f"/{number}"] for number in range(4)], rate=5.0)
        assert site.times[-1] - site.times[0] > 0.7


def test_a_host_that_is_down_is_given_up(tmp_path: Path) -> None:
    with hostile_site() as site:
        limits = FAST | {"failures_in_a_row": 3, "retries": 0}
        tasks = [["detail", "/reset?" + str(n)] for n in range(10)]
        result = drive(tmp_path, site, tasks, limits=limits, in_turn=True)
    assert {one["cause"] for one in result["fetches"]} == {"unreachable"}
    assert [site.asked[f"/reset?{n}"] > 0 for n in range(5)] == [True] * 3 + [False] * 2
    assert "given up after 3 failures" in result["fetches"][-1]["detail"]


def test_only_listed_hosts_are_asked_or_resolved(tmp_path: Path) -> None:
    with hostile_site() as site, name_server({"site.test": ["127.0.0.1"]}) as dns:
        tasks = [
            ["home", "http://localhost:1/"],
            ["home", "http://nowhere.test/"],
            ["home", f"http://127.0.0.1:{site.port + 1}/"],
            ["home", f"http://site.test:{site.port}/missing"],
        ]
        hosts = [site.host, "nowhere.test", f"site.test:{site.port}"]
        result = drive(tmp_path, site, tasks, hosts=hosts, nameserver=dns.address)
    unlisted, nowhere, other_port, named = result["fetches"]
    assert unlisted["cause"] == "blocked"
    assert nowhere["cause"] == "unreachable"
    assert "nowhere.test cannot be resolved (nxdomain)" in nowhere["detail"]
    assert other_port["cause"] == "blocked"
    assert named["snapshot"]["status"] == 404
    assert set(site.asked) == {"/robots.txt", "/missing"}
    assert {name for name, _ in dns.asked} == {"nowhere.test", "site.test"}
