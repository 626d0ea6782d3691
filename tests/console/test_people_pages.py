"""Accounts and the access log in the console."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.errors import GongkaiError
from reports.console.passwords import Weakness, weakness
from scheduler.desk import accounts
from tests.console.acting import Acting
from tests.scheduler.versions.town import Place

SECRET = "correct horse battery"


def made(folder: Path) -> Acting:
    place = Place(folder)
    place.books().close()
    return Acting(place.workplace)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing takes long on purpose; that it is done is enough here."""

    class Quick:
        def hash(self, password: str) -> str:
            return f"hash of {len(password)}"

    monkeypatch.setattr(accounts, "_HASHER", Quick())


def add(acting: Acting, **changes: str) -> int:
    given = {
        "name": "new", "shown": "新人", "role": "unit", "portal": "jiaoyu", "password": SECRET,
        "again": SECRET,
    }  # fmt: skip
    answer = acting.post("admin", "/people", **(given | changes))
    assert SECRET not in answer.text
    return answer.status_code


def test_an_account_is_made_and_its_password_shown_nowhere(tmp_path: Path) -> None:
    acting = made(tmp_path)
    assert add(acting) == 303
    one = next(one for one in acting.desk.registry.accounts() if one.person.name == "new")
    assert (one.person.shown, one.person.portal, one.has_password) == ("新人", "jiaoyu", True)
    page = acting.get("admin", "/people").text
    assert "新人" in page
    assert SECRET not in page
    assert "hash of" not in page
    assert acting.logged("account added") == [("admin", "new unit jiaoyu")]


def test_accounts_that_cannot_be(tmp_path: Path) -> None:
    acting = made(tmp_path)
    before = acting.desk.registry.accounts()
    for changes in (
        {"again": "something else"}, {"password": "short", "again": "short"}, {"name": "张 三"},
        {"portal": ""}, {"portal": "nobody"}, {"name": "reader"},
    ):  # fmt: skip
        assert add(acting, **changes) == 409, changes
    assert acting.desk.registry.accounts() == before


TAKEN = (
    {"name": "READER"}, {"shown": "读者甲"}, {"shown": "讀者甲"},
    {"shown": "re\u0430der"}, {"shown": " 读者　甲 "}, {"shown": "Reader"},
    {"shown": "测评\u200b员乙"}, {"name": "new2", "shown": "ＡＤＭＩＮ"},
)  # fmt: skip


def test_no_two_persons_bear_names_that_readers_take_for_one(tmp_path: Path) -> None:
    acting = made(tmp_path)
    assert acting.post("admin", "/people/reader/disable").status_code == 303
    before = acting.desk.registry.accounts()
    for changes in TAKEN:
        assert add(acting, **changes) == 409, changes
    assert acting.desk.registry.accounts() == before


WEAK = (
    (" " * 12, Weakness.BLANK), ("a" * 11, Weakness.LENGTH), ("a" * 201, Weakness.LENGTH),
    ("a" * 12, Weakness.REPEATED), ("abcabcabcabca", Weakness.REPEATED),
    ("newuser1newuser1", Weakness.NAME), ("NewUser1NewUs", Weakness.NAME),
    ("123456789012", Weakness.SEQUENCE), ("987654321987", Weakness.SEQUENCE),
    ("abcdefghijkl", Weakness.SEQUENCE),
)  # fmt: skip


@pytest.mark.parametrize(("password", "why"), WEAK)
def test_passwords_that_anybody_would_try(password: str, why: Weakness) -> None:
    assert weakness(password, "newuser1") is why
    with pytest.raises(GongkaiError, match="password"):
        accounts.hashed(password, "newuser1")


def test_passwords_that_are_taken() -> None:
    for password in (SECRET, "newuser1 and more", "1234567890 and 12", "ab12ab13ab14"):
        assert weakness(password, "newuser1") is None


def test_a_weak_password_is_refused_with_its_reason(tmp_path: Path) -> None:
    acting = made(tmp_path)
    before = acting.desk.registry.accounts()
    for password, why in ((" " * 12, Weakness.BLANK), ("newnewnewnew", Weakness.NAME)):
        given = {"name": "new", "shown": "新人", "role": "reader", "again": password}
        answer = acting.post("admin", "/people", password=password, **given)
        assert (answer.status_code, why in answer.text) == (409, True)
    weak = "readerreader"
    assert (
        acting.post("admin", "/people/reader/password", password=weak, again=weak).status_code
        == 409
    )
    assert acting.desk.registry.accounts() == before


def test_whoever_is_ended_is_out_at_once(tmp_path: Path) -> None:
    acting = made(tmp_path)
    assert acting.post("admin", "/people/reader/disable").status_code == 303
    assert acting.get("reader", "/findings").headers["location"].startswith("/login")
    assert acting.post("admin", "/people/reader/enable").status_code == 303
    assert acting.people.enter_known("reader", "test")
    assert acting.post("admin", "/people/nobody/disable").status_code == 409

    # One administrator always stays.
    assert acting.post("admin", "/people/admin/disable").status_code == 409
    assert acting.get("admin", "/people").status_code == 200


def test_a_new_password_ends_what_is_open(tmp_path: Path) -> None:
    acting = made(tmp_path)
    wrong = acting.post("admin", "/people/reader/password", password=SECRET, again="another")
    assert wrong.status_code == 409
    assert acting.session("reader")
    right = acting.post("admin", "/people/reader/password", password=SECRET, again=SECRET)
    assert right.status_code == 303
    assert acting.session("reader") is None
    assert acting.logged("password set") == [("admin", "reader")]


def test_the_log_by_person_and_kind_page_by_page(tmp_path: Path) -> None:
    acting = made(tmp_path)
    for number in range(130):
        acting.people.note("reader", "unreleased", f"看过{number}号", "test")
    page = acting.get("admin", "/people?person=reader&what=unreleased").text
    assert "看过129号" in page
    assert "看过30号" in page
    assert "看过29号" not in page
    assert "查看未发布得分" in page
    older = page.split("before=")[1].split("#")[0]
    rest = acting.get("admin", f"/people?person=reader&what=unreleased&before={older}").text
    assert "看过29号" in rest
    assert "看过0号" in rest
    assert 'rel="next"' not in rest
    assert "看过" not in acting.get("admin", "/people?person=unit").text


def test_whoever_may_not(tmp_path: Path) -> None:
    acting = made(tmp_path)
    before = acting.desk.registry.accounts()
    values = {"name": "new", "role": "administrator", "password": SECRET, "again": SECRET}
    for who in ("reader", "assessor", "approver", "unit"):
        assert acting.get(who, "/people").status_code == 404
        for act in ("password", "disable", "enable"):
            address = f"/people/reader/{act}"
            assert acting.post(who, address, password=SECRET, again=SECRET).status_code == 404
        assert acting.post(who, "/people", **values).status_code == 404
    assert acting.desk.registry.accounts() == before
    assert len(acting.logged("refused")) == 20
