"""What somebody may send to the console: forged forms, odd requests, hostile texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from reports.console import guard
from reports.console.gate import HEADERS, own_path
from tests.console.builders import BAD, GOOD, HOSTILE, Browser, Console, routes_of
from tests.console.test_rights import TABLE, Entry, entries


def posts(console: Console) -> Iterator[tuple[str, Entry]]:
    """Every form of the console with somebody who may send it."""
    for (method, route), entry in entries(console).items():
        if method != "GET":
            yield route, entry


def test_a_form_that_no_page_of_the_session_sent_changes_nothing(console: Console) -> None:
    other = console.browser("assessor").csrf
    before = console.state()
    wrong = []
    for route, entry in posts(console):
        name = "" if entry.anybody else min(entry.who)
        tries: list[dict[str, Any]] = [
            {"headers": {"Origin": "http://evil.test"}},
            {"headers": {"Origin": "null"}},
            {"headers": {"Origin": "http://desk.test.evil.test"}},
            {"headers": {"Sec-Fetch-Site": "cross-site"}},
            {"headers": {"Sec-Fetch-Site": "same-site"}},
        ]
        if not entry.anybody:
            tries += [{"csrf": ""}, {"csrf": other}, {"csrf": "\udcff".encode("utf-8", "replace")}]
            tries.append({"csrf": None})
        for number, given in enumerate(tries):
            browser = console.browser(name)
            browser.address = f"127.0.0.{number + 1}"
            console.clock.on(minutes=2)
            right = {"csrf": given.get("csrf", browser.csrf)} if not entry.anybody else {}
            data = {k: v for k, v in (entry.form | right).items() if v is not None}
            earlier = len(console.refused())
            answer = browser.ask("POST", entry.sample, data=data, headers=given.get("headers"))
            logged = len(console.refused()) - earlier
            inside = bool(browser.csrf) or entry.anybody
            if (answer.status_code, logged, inside) != (403, 1, True):
                wrong.append((route, number, answer.status_code, logged, inside))
    assert wrong == []
    assert console.state() == before


def test_what_a_form_changes_is_no_address_to_follow(console: Console) -> None:
    browser = console.browser("approver")
    shown = {route for method, route in routes_of(console.app) if method == "GET"}
    for route, entry in posts(console):
        if route not in shown:
            assert browser.get(f"{entry.sample}?csrf={browser.csrf}").status_code in (404, 405)
    assert browser.csrf


def test_by_tls_a_form_of_the_same_name_without_tls_is_another_site(
    town: Any, tmp_path: Any
) -> None:
    console = Console(town, tmp_path, secure=True)
    answer = console.browser().ask(
        "POST", "/language", data={"to": "en"}, headers={"Origin": "http://desk.test"}
    )
    assert answer.status_code == 403
    assert answer.headers["strict-transport-security"]
    kept = console.browser().ask(
        "POST", "/language", data={"to": "en"}, headers={"Origin": "https://desk.test"}
    )
    assert kept.status_code == 303
    assert "Secure" in kept.headers["set-cookie"]


def assert_headers(answer: Any) -> None:
    for name, value in HEADERS.items():
        if name not in ("Cache-Control", "Content-Security-Policy"):
            assert answer.headers[name] == value, (answer.url, name)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy.replace("style-src 'unsafe-inline'; img-src data:; sandbox", "")
    assert answer.headers["cache-control"] == (
        "public, max-age=86400" if "/static/" in str(answer.url) and answer.status_code < 400
        else "private, no-store"
    )  # fmt: skip
    assert "server" not in answer.headers


def test_every_answer_has_its_headers(console: Console) -> None:
    browser = console.browser("approver")
    for (method, _), entry in entries(console).items():
        assert_headers(browser.ask(method, entry.sample, data=entry.form or None))
    for method, path in (
        ("GET", "/none"), ("GET", "/static/console.css"), ("GET", "/static/none"),
        ("GET", "/static/../app.py"), ("GET", "/?run=x"), ("HEAD", "/"), ("PUT", "/"),
        ("TRACE", "/"), ("OPTIONS", "/findings"), ("BREW", "/"), ("GET", "/findings/"),
        ("GET", "/?" + "x" * 9_000), ("POST", "/static/console.css"), ("DELETE", "/logout"),
    ):  # fmt: skip
        answer = browser.ask(method, path)
        assert_headers(answer)
        assert answer.status_code < 300 or answer.status_code in (404, 405, 414, 422), path
    etag = browser.get("/static/console.css").headers["etag"]
    same = browser.get("/static/console.css", headers={"If-None-Match": etag})
    assert same.status_code == 304
    assert_headers(same)


def test_a_fault_of_ours_tells_nothing(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    from scheduler.desk.books import StoredBooks

    def broken(self: StoredBooks, most: int = 0) -> Any:
        raise RuntimeError("/secret/path")

    monkeypatch.setattr(StoredBooks, "runs", broken)
    answer = console.browser("approver").get("/")
    assert answer.status_code == 500
    assert_headers(answer)
    assert "secret" not in answer.text
    assert "RuntimeError" not in answer.text


def test_methods_that_a_page_has_not_are_told_apart(console: Console) -> None:
    answer = console.browser("reader").ask("DELETE", "/findings")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"


def test_whatever_host_is_named_goes_nowhere(console: Console) -> None:
    browser = console.browser("reader")
    for path in ("/", "/findings/", "/static", "/login", "/none"):
        answer = browser.get(path, headers={"Host": "evil.test", "X-Forwarded-Host": "evil.test"})
        assert "evil.test" not in answer.text
        assert "evil.test" not in str(answer.headers)
    nobody = console.browser().get("/findings", headers={"Host": "evil.test"})
    assert nobody.headers["location"] == "/login?next=%2Ffindings"


@pytest.mark.parametrize(
    "onward",
    ["//evil.test", "/\\evil.test", "http://evil.test", "javascript:alert(1)", "/\t/evil.test",
     "\\\\evil.test", "evil.test", "/\r\nSet-Cookie: a=b", "///evil.test", ""],
)  # fmt: skip
def test_after_the_login_nobody_is_led_away(console: Console, onward: str) -> None:
    assert own_path(onward) == "/"
    answer = console.browser().ask("POST", "/language", data={"to": "en", "next": onward})
    assert answer.headers["location"] == "/"
    text = console.browser().get("/login", params={"next": onward}).text
    assert 'name="next" value="/"' in text


TRAVERSALS = (
    "..%2f..%2fdesk.db", "%2e%2e%2f%2e%2e%2fgongkai.db", "..%5c..%5cdesk.db", "%00", "-1",
    "%252e%252e%252f", "file:%2f%2f%2fetc%2fpasswd", "99999999999999999999", "' OR 1=1 --",
)  # fmt: skip


def test_no_parameter_of_a_path_leads_out(console: Console) -> None:
    browser = console.browser("approver")
    wrong = []
    for method, route in routes_of(console.app):
        sample = TABLE[method, route].sample
        for name in re.findall(r"\{(\w+)\}", route):
            place = next(n for n, part in enumerate(route.split("/")) if f"{{{name}}}" in part)
            for bad in TRAVERSALS:
                parts = sample.split("/")
                parts[place] = route.split("/")[place].replace(f"{{{name}}}", bad)
                answer = browser.ask(method, "/".join(parts), data={"csrf": browser.csrf})
                if answer.status_code not in (404, 405, 422) or "SQLite" in answer.text:
                    wrong.append((route, bad, answer.status_code))
    for bad in TRAVERSALS:
        answer = browser.get(f"/static/{bad}")
        if answer.status_code != 404 or b"SQLite" in answer.content:
            wrong.append(("/static", bad, answer.status_code))
    assert wrong == []


class Streamed:
    """A body whose length nobody is told of."""

    async def __aiter__(self) -> Any:
        yield b'--b\r\nContent-Disposition: form-data; name="x"; filename="x"\r\n\r\n'
        for _ in range(guard.BODY // 10_000 + 1):
            yield b"x" * 10_000


FORM = {"Content-Type": "application/x-www-form-urlencoded"}
FILES = {"Content-Type": "multipart/form-data; boundary=b"}


@pytest.mark.parametrize("headers", [FORM, FILES, {}])
@pytest.mark.parametrize("told", [True, False])
def test_a_body_that_is_too_large_is_ended(
    console: Console, told: bool, headers: dict[str, str]
) -> None:
    browser = console.browser("reader")
    content: Any = b"x" * (guard.BODY + 1) if told else Streamed()
    answer = browser.ask("POST", "/logout", content=content, headers=headers)
    assert answer.status_code == (413 if told or headers else 403)
    assert browser.csrf
    assert len(console.refused("reader")) == 1
    assert_headers(answer)


def test_who_is_not_in_uploads_nothing(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "UPLOADS", {"/language": 3_000_000})
    body, more = {"x": b"x" * 2_000_000}, {"x": b"x" * 3_000_001}

    def sent(browser: Browser, path: str, files: dict[str, bytes]) -> int:
        return browser.ask("POST", path, data={"to": "en"}, files=files).status_code

    assert sent(console.browser(), "/language", body) == 413
    inside = console.browser("reader")
    assert sent(inside, "/language", body) == 303
    assert sent(inside, "/language", more) == 413
    assert sent(inside, "/logout", body) == 413
    lies = FORM | {"Content-Length": "9" * 20}
    assert inside.ask("POST", "/language", content=b"to=en", headers=lies).status_code == 413


def test_what_nobody_in_particular_does_does_not_fill_the_log(console: Console) -> None:
    for _ in range(20):
        console.browser().ask("POST", "/language", content=b"x" * (guard.BODY + 1))
    assert len(console.refused("")) == 1
    console.clock.on(minutes=2)
    console.browser().get("/?" + "x" * (guard.QUERY + 1))
    assert len(console.refused("")) == 2


HREF = re.compile(r"^(/(?!/)|#|\?|https?://[^\s]+$)")


def assert_inert(text: str, where: str) -> None:
    page = LexborHTMLParser(text)
    for tag in page.css("*"):
        attributes = tag.attributes
        assert not [name for name in attributes if name.startswith("on")], where
        assert "style" not in attributes, where
        for name in ("href", "src", "action", "formaction"):
            if name in attributes:
                assert HREF.match(attributes[name] or ""), (where, name, attributes[name])
        if tag.tag == "script":
            assert (attributes.get("src") or "").startswith("/static/"), where
            assert not tag.text(), where
        assert tag.tag not in ("object", "embed", "base", "style"), where
        if tag.tag == "iframe":
            assert attributes["sandbox"] in (None, ""), where
    assert "\u202e" not in text, where
    assert "${49}" not in text, where


def hostile_case(browser: Browser) -> None:
    """An act with a hostile reason, so that the history holds one."""
    data = {"action": "confirm", "reason": HOSTILE, "measure": HOSTILE}
    assert browser.post(f"/findings/{BAD.case_id}/act", data).status_code in (303, 409)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_hostile_texts_are_text(console: Console, language: str) -> None:
    browser = console.browser("approver")
    browser.cookies.set("gongkai_language", language)
    hostile_case(browser)
    reader = console.browser("reader")
    paths = [entry.sample for (method, _), entry in entries(console).items() if method == "GET"]
    paths += [
        f"/findings/{BAD.case_id}", "/findings?outcome=failed", f"/findings?text={HOSTILE}",
        f"/findings?portal={HOSTILE}", f"/login?next=/{HOSTILE}", f"/?rulebook={HOSTILE}",
        f"/findings/{HOSTILE}", f"/findings?requirement={HOSTILE}&state={HOSTILE}",
    ]  # fmt: skip
    told = 0
    for asking in (browser, reader):
        for path in paths:
            answer = asking.get(path)
            if answer.headers.get("content-type", "").startswith("text/html") and (
                "/copies/" not in path
            ):
                assert_inert(answer.text, path)
                told += "{{7*7}}" in answer.text
    assert told > 8
    wrong = console.browser().ask("POST", "/login", data={"name": HOSTILE, "password": "x"})
    assert_inert(wrong.text, "/login")


def test_an_archived_copy_can_do_nothing(console: Console) -> None:
    for plain in ("", "?plain=1"):
        answer = console.browser("approver").get(f"/findings/{GOOD.case_id}/copies/0{plain}")
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert re.search(r"; sandbox(;|$)", policy)
        assert "script-src" not in policy
        page = LexborHTMLParser(answer.text)
        assert not page.css("script, form, iframe, a[href^=javascript], [onload], base")
        assert not page.css("meta[http-equiv=refresh]")
