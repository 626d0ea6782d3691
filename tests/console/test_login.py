"""Passwords, throttled tries, sessions and their ends."""

from __future__ import annotations

import re
import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from crawler.errors import GongkaiError
from reports.console.people import TooManyTries
from scheduler.desk import accounts
from scheduler.desk.accounts import disable_person, enable_person, set_password
from scheduler.desk.sessions import FREE_TRIES, IDLE, LONGEST, DeskPeople
from scheduler.desk.tables import open_desk
from tests.console.builders import NOW, Browser, Console

RIGHT = "right-password"
WRONG = "wrong-password"


@pytest.fixture
def people(console: Console) -> DeskPeople:
    """The accounts, of which two have a password."""
    for name in ("approver", "reader"):
        password_of(console, name, RIGHT)
    return console.people


def password_of(console: Console, name: str, password: str) -> None:
    db = open_desk(console.place.places.desk)
    set_password(db, name, password)
    db.close()


def lines(people: DeskPeople, what: str) -> list[tuple[str, str]]:
    return [(one.person, one.address) for one in people.noted(999) if one.what == what]


def test_hashes_are_argon2id_and_costly() -> None:
    kind = PasswordHasher()
    assert kind.memory_cost >= 19 * 1024, "OWASP: 19 MiB at the least"
    assert kind.time_cost >= 2
    assert accounts.hashed(RIGHT, "wang").startswith("$argon2id$")
    for bad in ("short", "x" * 11, "x" * 201):
        with pytest.raises(GongkaiError, match="12 to 200 characters"):
            accounts.hashed(bad, "wang")


def test_a_name_that_there_is_not_takes_as_long(
    people: DeskPeople, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every try looks at one hash of the same cost, whatever is the matter with the name."""
    seen: list[str] = []
    hasher = accounts._HASHER

    class Watched:
        def verify(self, known: str, password: str) -> bool:
            seen.append(known)
            return hasher.verify(known, password)

    monkeypatch.setattr(accounts, "_HASHER", Watched())
    names = ("approver", "nobody", "admin", "", "x" * 200, "reader' OR 1=1 --")
    for name in names:
        assert people.enter(name, WRONG, f"192.0.2.{len(seen)}") is None
    assert len(seen) == len(names)
    assert len({known.rpartition("$")[0].rpartition("$")[0] for known in seen}) == 1


def test_a_login_is_for_the_right_password_of_a_living_account(
    console: Console, people: DeskPeople
) -> None:
    assert people.enter("approver", WRONG, "192.0.2.1") is None
    assert people.enter("Approver", RIGHT, "192.0.2.1") is None
    assert people.enter("admin", "", "192.0.2.1") is None, "it has no password"
    token = people.enter("approver", RIGHT, "192.0.2.1")
    assert token
    session = people.session(token)
    assert session is not None
    assert session.person.name == "approver"
    assert ("approver", "192.0.2.1") in lines(people, "login")
    assert ("approver", "192.0.2.1") in lines(people, "login failed")
    text = "\n".join(console.state())
    assert token not in text
    assert RIGHT not in text


def test_tries_of_a_name_are_throttled(console: Console, people: DeskPeople) -> None:
    for number in range(FREE_TRIES):
        people.enter("approver", WRONG, f"192.0.2.{number}")
    # From anywhere, in any case, and with the right password.
    for name in ("approver", "APPROVER"):
        with pytest.raises(TooManyTries) as told:
            people.enter(name, RIGHT, "198.51.100.1")
        assert 0 < told.value.seconds <= 15
    assert people.enter("reader", RIGHT, "198.51.100.1")
    console.clock.on(seconds=16)
    assert people.enter("approver", WRONG, "192.0.2.1") is None
    console.clock.on(seconds=16)
    with pytest.raises(TooManyTries):
        people.enter("approver", RIGHT, "192.0.2.1")
    console.clock.on(seconds=16)
    assert people.enter("approver", RIGHT, "192.0.2.1")
    assert people.enter("approver", WRONG, "192.0.2.1") is None, "a success wipes the slate"
    assert lines(people, "throttled")


def test_the_wait_is_an_hour_at_the_most(console: Console, people: DeskPeople) -> None:
    for number in range(FREE_TRIES + 12):
        people.enter("approver", WRONG, f"192.0.2.{number}")
        console.clock.on(hours=1.01)
    people.enter("approver", WRONG, "192.0.2.99")
    with pytest.raises(TooManyTries) as told:
        people.enter("approver", WRONG, "192.0.2.99")
    assert told.value.seconds <= 3_600


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("testclient", "testclient", True),
    ],
)
def test_tries_from_a_place_are_throttled(
    people: DeskPeople, first: str, second: str, same: bool
) -> None:
    for number in range(FREE_TRIES * 3):
        people.enter(f"name{number}", WRONG, first)
    if same:
        with pytest.raises(TooManyTries):
            people.enter("approver", RIGHT, second)
    else:
        assert people.enter("approver", RIGHT, second)


def test_an_own_account_is_no_way_around_the_throttle(people: DeskPeople) -> None:
    for number in range(FREE_TRIES * 3):
        assert people.enter("reader", RIGHT, "192.0.2.1")
        people.enter(f"name{number}", WRONG, "192.0.2.1")
    with pytest.raises(TooManyTries):
        people.enter("reader", RIGHT, "192.0.2.1")
    assert len(lines(people, "login failed")) == FREE_TRIES * 3


def test_many_tries_at_once_are_no_way_around(
    people: DeskPeople, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def looks(db: object, name: str, password: str) -> bool:
        looked.append(password)
        return False

    monkeypatch.setattr("scheduler.desk.sessions.right_password", looks)
    start = threading.Barrier(12)

    def tries(number: int) -> None:
        start.wait()
        with suppress(TooManyTries):
            people.enter("approver", f"{WRONG}{number}", f"192.0.2.{number}")

    threads = [threading.Thread(target=tries, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(looked) == FREE_TRIES


def test_throttled_tries_do_not_fill_the_log(console: Console, people: DeskPeople) -> None:
    for _ in range(FREE_TRIES):
        people.enter("approver", WRONG, "192.0.2.1")
    for minute in range(3):
        for _ in range(9):
            with suppress(TooManyTries):
                people.enter("approver", WRONG, "192.0.2.1")
        assert len(lines(people, "throttled")) == minute + 1
        console.clock.on(minutes=1.1)


def test_a_session_ends_unused_and_at_last(console: Console) -> None:
    used, unused = console.browser("reader"), console.browser("reader")
    for _ in range(int(LONGEST / timedelta(hours=1))):
        console.clock.on(hours=1)
        assert used.get("/login").status_code == 200
        assert used.csrf
    assert not unused.csrf
    console.clock.on(seconds=1)
    assert not used.csrf
    idle = console.browser("reader")
    console.clock.at += IDLE + timedelta(seconds=1)
    assert idle.get("/").headers["location"] == "/login"
    console.clock.at -= IDLE
    assert not idle.csrf, "it is over, not asleep"


def test_password_change_and_disabling_end_the_sessions(console: Console) -> None:
    first, second = console.browser("reader"), console.browser("approver")
    password_of(console, "reader", RIGHT)
    assert not first.csrf
    db = open_desk(console.place.places.desk)
    disable_person(db, "approver", NOW)
    assert not second.csrf
    assert console.people.enter_known("approver", "127.0.0.1") is None
    enable_person(db, "approver")
    db.close()
    assert not second.csrf, "whoever was in comes in anew"
    assert second.get("/").status_code == 303


def test_logout_ends_the_session_and_not_only_the_cookie(console: Console) -> None:
    browser = console.browser("reader")
    token, other = browser.token, console.browser("reader")
    answer = browser.post("/logout")
    assert answer.headers["location"] == "/login"
    assert not browser.token
    assert console.people.session(token) is None
    assert other.csrf


def test_a_login_gives_a_new_session_whatever_cookie_came(
    console: Console, people: DeskPeople
) -> None:
    form = {"name": "reader", "password": RIGHT, "next": "/findings"}
    planted = Browser(console)
    planted.cookies.set("gongkai", "planted-by-somebody-else", domain="desk.test", path="/")
    answer = planted.ask("POST", "/login", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/findings")
    cookie = answer.headers["set-cookie"]
    given = re.search(r"gongkai=([\w-]{43});", cookie)
    assert given
    assert people.session("planted-by-somebody-else") is None
    for word in ("HttpOnly", "SameSite=lax", "Path=/"):
        assert word in cookie
    assert "Domain" not in cookie
    # And whose the former was is out.
    victim = console.browser("approver")
    former = victim.token
    anew = victim.ask("POST", "/login", data=form)
    assert former not in anew.headers["set-cookie"]
    assert people.session(former) is None


def test_by_tls_the_cookie_is_bound_to_the_host(town: object, tmp_path: object) -> None:
    console = Console(town, tmp_path, secure=True)  # type: ignore[arg-type]
    password_of(console, "reader", RIGHT)
    answer = console.browser().ask("POST", "/login", data={"name": "reader", "password": RIGHT})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-gongkai=")
    assert "Secure" in cookie
    # The name without the prefix, which a neighbour could plant, is nobody's.
    plain = console.browser("reader")
    assert plain.get("/").status_code == 303


def test_the_page_tells_a_wrong_password_and_a_wait(console: Console, people: DeskPeople) -> None:
    for name in ("approver", "nobody"):
        wrong = console.browser().ask("POST", "/login", data={"name": name, "password": WRONG})
        assert wrong.status_code == 401
        assert "用户名或密码不正确" in wrong.text
        assert f'value="{name}"' in wrong.text
        assert WRONG not in wrong.text
        assert "set-cookie" not in wrong.headers
    for _ in range(FREE_TRIES):
        last = console.browser().ask("POST", "/login", data={"name": "nobody", "password": WRONG})
    assert last.status_code == 429
    assert int(last.headers["retry-after"]) > 0
    missing = console.browser().ask("POST", "/login", data={"name": "nobody"})
    assert missing.status_code == 422
    long = console.browser().ask("POST", "/login", data={"name": "n", "password": "x" * 201})
    assert long.status_code == 422


def test_the_log_cannot_be_changed(console: Console) -> None:
    console.people.note("reader", "what", "about", "")
    db = open_desk(console.place.places.desk)
    for words in ("UPDATE access_log SET person = 'x'", "DELETE FROM access_log"):
        with pytest.raises(Exception, match="only grows"):
            db.execute(words)
    db.close()
