"""One home page opened once, over loopback servers that answer well, badly, late or not at all."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.fetching.opening import Opener, Remembered, read_openings, write_openings
from crawler.portals import Limits, Portal, PortalKind, Watchlist
from crawler.portals.model import Monitor
from crawler.records import Doubt, Opening, Snapshot, VisitSpan
from tests.builders import moment, opened
from tests.crawler.fetching.dns_double import name_server
from tests.crawler.fetching.hostile import Site, hostile_site

AT = moment("2026-11-20T10:00")
SECONDS = 0.5


def listed(
    home: str, *hosts: str, nameserver: str | None = None, seconds: float = SECONDS
) -> Watchlist:
    monitor = Monitor(
        data=Path("data"), limits=Limits(request_seconds=seconds, page_bytes=200_000),
        nameserver=nameserver, contact="zwgk@test.example",
    )  # fmt: skip
    portal = Portal("a", "甲县人民政府", PortalKind.COUNTY, home, ("standing",), hosts=hosts)
    return Watchlist(Path("gongkai.toml"), monitor, (portal,))


def opening(
    home: str,
    *hosts: str,
    nameserver: str | None = None,
    remembered: Remembered | None = None,
    at: datetime = AT,
    seconds: float = SECONDS,
) -> Opening:
    known = remembered if remembered is not None else {}
    watchlist = listed(home, *hosts, nameserver=nameserver, seconds=seconds)
    return asyncio.run(Opener(watchlist, known, lambda: at).open(home))


GOOD = (200, {}, b"<title>x</title>" * 500)
JUMP = (200, {}, b'<meta http-equiv=refresh content="0;url=/home.html">')
CHALLENGE = (503, {}, b"<script>window.$_ts={}</script>")


@pytest.mark.parametrize(
    ("path", "status", "error", "doubt"),
    [
        ("/good", 200, "", None),
        ("/moved", 200, "", None),
        ("/jump", 200, "", None),
        ("/gzip", 200, "", None),
        ("/huge", 200, "", None),
        ("/short", 200, "", None),
        ("/broken", 500, "status 500", None),
        ("/busy-for-hours", 503, "status 503", None),
        ("/nothing", 404, "status 404", None),
        ("/circle", 302, "more than 5 redirects", None),
        ("/silent", None, "not there after 0.5 s", None),
        ("/drip", 200, "not there after 0.5 s", None),
        ("/reset", None, "ReadError", None),
        ("/always-busy", 429, "status 429", Doubt.REFUSED),
        ("/locked", 403, "status 403", Doubt.REFUSED),
        ("/challenge", 503, "status 503", Doubt.REFUSED),
        ("/shield", 521, "status 521", Doubt.REFUSED),
        ("/rubbish", None, "RemoteProtocolError", Doubt.REFUSED),
        ("/to-stranger", 301, "", Doubt.ELSEWHERE),
        ("/to-metadata", 302, "", Doubt.ELSEWHERE),
    ],
)
def test_how_a_home_page_answers(
    path: str, status: int | None, error: str, doubt: Doubt | None
) -> None:
    with hostile_site() as site:
        site.pages |= {
            "/good": GOOD, "/home.html": GOOD, "/jump": JUMP, "/challenge": CHALLENGE,
            "/moved": (302, {"Location": "/home.html"}, b""), "/locked": (403, {}, b"no"),
            "/shield": (521, {}, b"<script></script>"),
        }  # fmt: skip
        late = path in ("/silent", "/drip")  # the others answer at once, on a busy machine later
        found = opening(site.url(path), seconds=SECONDS if late else 20.0)
    assert (found.status, found.doubt) == (status, doubt)
    assert found.error.startswith(error)
    assert bool(found.error) == bool(error)
    assert found.at == AT
    assert found.cut == late
    assert not found.cut or found.seconds >= SECONDS
    assert site.agents == {"Gongkai/0.1.0 (+zwgk@test.example)"}


def test_nobody_listens() -> None:
    with hostile_site() as site:
        home = site.url()
    found = opening(home)
    assert found.doubt is Doubt.ROBOTS, "whoever never told his rules is not asked for more"
    told: Remembered = {}
    with hostile_site() as site:
        site.pages["/"] = GOOD
        assert opening(site.url(), remembered=told).error == ""
    found = opening(site.url(), remembered=told)
    assert (found.status, found.doubt) == (None, None)
    assert found.error.startswith("ConnectError")
    assert found.silent


def ruled(site: Site, status: int, body: bytes, known: Remembered, at: datetime = AT) -> Opening:
    site.robots = (status, body)
    return opening(site.url(), remembered=known, at=at)


def test_robots_is_heeded_and_asked_for_once_a_day() -> None:
    known: Remembered = {}
    with hostile_site() as site:
        site.pages["/"] = GOOD
        assert ruled(site, 200, b"User-agent: *\nDisallow: /", known).doubt is Doubt.ROBOTS
        assert site.asked == {"/robots.txt": 1}
        # Known for a day, then asked for again.
        assert ruled(site, 404, b"", known, AT + timedelta(hours=23)).doubt is Doubt.ROBOTS
        assert ruled(site, 404, b"", known, AT + timedelta(hours=24)).doubt is None
        assert site.asked == {"/robots.txt": 2, "/": 1}
        # A clock that was set back makes no rule older.
        assert ruled(site, 404, b"", known, AT).doubt is None
        # Where it cannot be had any more, the last one holds.
        assert ruled(site, 503, b"", known, AT + timedelta(days=3)).doubt is None
        assert ruled(site, 503, b"", {}).doubt is Doubt.ROBOTS
    assert site.asked["/"] == 3


def test_names_come_from_the_watchlists_own_server() -> None:
    told: Remembered = {}
    with hostile_site() as site, name_server({"a.test": ["127.0.0.1"]}, ["b.test"]) as dns:
        site.pages["/"] = GOOD
        home = f"http://a.test:{site.port}/"
        assert opening(home, nameserver=dns.address, remembered=told).status == 200
        for name in ("b.test", "c.test"):
            other = f"http://{name}:{site.port}/"
            told[other[:-1]] = told[home[:-1]]
            found = opening(other, nameserver=dns.address, remembered=told)
            assert found.silent
            assert "cannot be resolved" in found.error
    assert {name for name, _ in dns.asked} == {"a.test", "b.test", "c.test"}


def test_a_listed_host_is_followed_and_its_rules_asked() -> None:
    with hostile_site() as site, hostile_site() as other:
        other.pages["/"] = GOOD
        other.robots = (200, b"User-agent: Gongkai\nDisallow:")
        site.pages["/"] = (301, {"Location": other.url()}, b"")
        assert opening(site.url(), other.host).status == 200
        assert opening(site.url()).doubt is Doubt.ELSEWHERE
    assert other.asked == {"/robots.txt": 1, "/": 1}


def test_the_next_address_of_a_host_is_tried() -> None:
    with name_server({"a.test": ["127.0.0.2", "127.0.0.1"]}) as dns, hostile_site() as site:
        site.pages["/"] = GOOD
        assert opening(f"http://a.test:{site.port}/", nameserver=dns.address).status == 200


def test_what_is_archived_is_read_as_it_was() -> None:
    rows = (
        opened("2026-11-19T00:10"),
        opened("2026-11-19T00:50", 20.0, None, cut=True),
        opened("2026-11-19T01:30", 0.1, 403, "status 403", doubt=Doubt.REFUSED),
    )
    first, last = AT.date() - timedelta(days=7), AT.date() - timedelta(days=1)
    visits = (VisitSpan(AT - timedelta(days=2), AT - timedelta(days=2, hours=-1)),)
    content = write_openings(rows, first, last, visits)
    portal = listed("http://a.test/").portals[0]
    snapshot = Snapshot("urn:gongkai:openings:a", AT, "f" * 64, 0, "application/json")
    record = read_openings(portal, snapshot, content)
    assert (record.openings, record.first, record.last) == (rows, first, last)
    assert record.visits == visits
    earlier = {name: one for name, one in json.loads(content).items() if name != "visits"}
    assert read_openings(portal, snapshot, json.dumps(earlier).encode()).visits == ()
    assert (record.url, record.title) == ("http://a.test/", "甲县人民政府")
    with pytest.raises(KeyError):
        read_openings(portal, snapshot, json.dumps({"first": "2026-11-13"}).encode())
