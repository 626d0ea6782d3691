"""Lists that a browser showed: the request for their rows, and what it says of the other pages."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.pages.lists.shownlists import addresses_of, fills, shown_turns
from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.pages.reading import ListReading
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.model import Entry, Snapshot

SHOT = Snapshot("http://yunxi.test/jzxx/", datetime(2026, 11, 20, tzinfo=UTC), "a" * 64, 200, "")
RECORDS = [{"sn": 2026001000 - n, "n": 3, "title": f"来信第{n}件的标题"} for n in range(3)]


def entry(number: int, url: str) -> Entry:
    title = f"来信第{number}件的标题"
    return Entry(url, title, Role.MESSAGE_BOARD, SHOT, "http://yunxi.test/jzxx/", number + 1)


ENTRIES = tuple(entry(n, f"http://yunxi.test/a.html?sn={2026001000 - n}&k=3") for n in range(3))


def test_an_answer_is_known_by_its_rows() -> None:
    assert fills(json.dumps({"list": RECORDS}), ENTRIES)  # escaped as \\u6765
    assert fills("".join(f"<li>{one['title']}</li>" for one in RECORDS), ENTRIES)
    assert not fills(json.dumps({"list": RECORDS[:1]}), ENTRIES)
    assert not fills(json.dumps({"weather": "晴"}), ENTRIES)


def test_the_addresses_of_rows_are_learnt_from_those_shown() -> None:
    made = addresses_of(json.dumps({"list": RECORDS}), ENTRIES)
    assert made == "http://yunxi.test/a.html?sn={sn}&k=3"
    held: list[dict[str, Any]] = [
        one | {"url": row.url} for one, row in zip(RECORDS, ENTRIES, strict=True)
    ]
    for record in held:
        del record["sn"]
    assert addresses_of(json.dumps(held), ENTRIES) == ""
    assert addresses_of("<li>来信</li>", ENTRIES) == ""
    # Where two members are alike which of them makes the address is not seen.
    alike = [one | {"sort": one["sn"]} for one in RECORDS]
    assert addresses_of(json.dumps(alike), ENTRIES) == ""
    last = [one | {"sort": -1} if not n else one for n, one in enumerate(alike)]
    assert addresses_of(json.dumps(last), ENTRIES) == made


@pytest.mark.parametrize(
    ("method", "url", "body", "second"),
    [
        (
            "POST",
            "/q.do",
            "page=1&pageSize=13&groupId=4",
            ("/q.do", "page=2&pageSize=13&groupId=4"),
        ),
        ("GET", "/q?sid=7&page=1", "", ("/q?sid=7&page=2", "")),
        (
            "POST",
            "/m.do?startrecord=1&endrecord=14&perpage=14",
            "sysid=21",
            ("/m.do?startrecord=15&endrecord=28&perpage=14", "sysid=21"),
        ),
        ("POST", "/s.jsp?currpage=1", "i=A&currpage=1", ("/s.jsp?currpage=2", "i=A&currpage=2")),
        ("POST", "/q", '{"pageNum":1}', ("/q", '{"pageNum":2}')),
    ],
)
def test_the_other_pages_are_asked_for_as_the_first(
    method: str, url: str, body: str, second: tuple[str, str]
) -> None:
    host = "http://yunxi.test"
    listing = ListReading(entries=ENTRIES, total_pages=3)
    turns = shown_turns(listing, 1, method, host + url, body, "/a/{id}.html")
    assert [turn.page_number for turn in turns] == [2, 3]
    assert (turns[0].url, turns[0].body) == (host + second[0], second[1])
    assert {(turn.method, turn.rows, turn.way) for turn in turns} == {
        (method, "/a/{id}.html", "call")
    }


def test_what_counts_no_pages_leads_to_none() -> None:
    listing = ListReading(entries=ENTRIES, total_pages=3)
    assert shown_turns(listing, 1, "GET", "http://yunxi.test/all.json?t=77", "", "") == ()
    assert shown_turns(listing, 1, "GET", "http://yunxi.test/q?page=4", "", "") == ()
    # What was shown is not the beginning, wherever the request says so.
    assert shown_turns(listing, 1, "POST", "http://yunxi.test/q", '{"pageNo":5}', "") == ()
    inner = '{"page":{"current":"3","size":3}}'
    assert shown_turns(listing, 1, "POST", "http://yunxi.test/q", inner, "") == ()
    assert shown_turns(listing, 1, "GET", "http://yunxi.test/q?start=20&limit=20", "", "") == ()
    assert shown_turns(listing, 1, "GET", "http://yunxi.test/q?offset=0&limit=3", "", "")


def test_what_hanweb_answers_is_read_on_by_the_same_request() -> None:
    url = (
        "http://yunxi.test/jact/front/dataproxy_mailpublist.do?startrecord=1&endrecord=2&perpage=2"
    )
    rows = ",".join(
        f"\"<tr><td><a href='d.do?id={n}'>关于第{n}处路灯的来信</a></td></tr>\"" for n in (1, 2)
    )
    page = Page.parse(url, f"dataStore = [{rows}];\nvar totalRecord=5;".encode(), "text/html")
    task = Task(Purpose.TURN, url, Role.MESSAGE_BOARD, method="POST", body="sysid=21")
    listing = read(task, page, SHOT).listing
    assert len(listing.entries) == 2
    (turn,) = listing.turns
    assert (turn.method, turn.body) == ("POST", "sysid=21")
    assert "startrecord=3&endrecord=4" in turn.url


def test_an_answer_that_is_not_understood_says_nothing_of_its_list() -> None:
    url = "http://yunxi.test/api/rows"
    for body, shell in (
        ('{"data":[{"x1":"甲","x2":"乙"}]}', True),
        ('{"total":0,"data":[]}', False),
    ):
        page = Page.parse(url, body.encode(), "application/json")
        listing = read(Task(Purpose.TURN, url, Role.NEWS, way="call"), page, SHOT).listing
        assert (listing.shell, listing.blank) == (shell, not shell)
    guess = Task(Purpose.TURN, url, Role.NEWS, way="guess")
    page = Page.parse(url, b'{"weather":"26"}', "application/json")
    assert not read(guess, page, SHOT).listing.shell
