"""Every address and every role, against a table of what is allowed."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from tests.console.builders import BAD, GOOD, HIDDEN, ONE_OF_EACH, OTHERS, Console, routes_of

ALL = frozenset(ONE_OF_EACH)
OFFICE = frozenset(("assessor", "approver"))
APPROVER = frozenset(("approver",))
ADMIN = frozenset(("admin",))


@dataclass(frozen=True)
class Entry:
    """How an address is asked for, who may, and with which form.

    `anybody`: also who is not in. `nothing`: the town may have none of it, and then whoever may
    is told 404, or 503 without a browser, and is not refused.
    """

    sample: str
    who: frozenset[str] = ALL
    form: dict[str, str] = field(default_factory=dict)
    anybody: bool = False
    nothing: bool = False


GOOD_PATH = f"/findings/{GOOD.case_id}"
TABLE: dict[tuple[str, str], Entry] = {
    ("GET", "/login"): Entry("/login", anybody=True),
    ("POST", "/login"): Entry("/login", form={"name": "nn", "password": "p"}, anybody=True),
    ("POST", "/language"): Entry("/language", form={"to": "en"}, anybody=True),
    ("GET", "/"): Entry("/"),
    ("GET", "/portals/{portal}"): Entry("/portals/yunxi"),
    ("GET", "/findings"): Entry("/findings"),
    ("GET", "/findings/{case}"): Entry(GOOD_PATH),
    ("GET", "/findings/{case}/copies/{number}"): Entry(f"{GOOD_PATH}/copies/0"),
    ("GET", "/findings/{case}/pictures/{number}"): Entry(f"{GOOD_PATH}/pictures/0", nothing=True),
    ("POST", "/findings/{case}/act"): Entry(
        f"/findings/{BAD.case_id}/act", OFFICE, {"action": "return", "reason": "再看"}
    ),
    ("GET", "/findings/export.{ending}"): Entry("/findings/export.csv"),
    ("GET", "/findings/{case}/pack.{ending}"): Entry(f"{GOOD_PATH}/pack.docx"),
    ("GET", "/portals/{portal}/pack.{ending}"): Entry("/portals/yunxi/pack.docx", nothing=True),
    ("GET", "/portals/{portal}/notice.{ending}"): Entry("/portals/yunxi/notice.docx", nothing=True),
    ("GET", "/notices.zip"): Entry("/notices.zip", ALL - {"yunxi"}, nothing=True),
    ("GET", "/portals/{portal}/ledger.xlsx"): Entry("/portals/yunxi/ledger.xlsx"),
    ("GET", "/ledger.xlsx"): Entry("/ledger.xlsx"),
    ("GET", "/rulebooks"): Entry("/rulebooks"),
    ("GET", "/rulebooks/compare"): Entry("/rulebooks/compare"),
    ("GET", "/rulebooks/{rulebook}"): Entry("/rulebooks/standing"),
    ("GET", "/runs"): Entry("/runs"),
    ("GET", "/runs/{run}"): Entry("/runs/2026-11-21"),
    ("GET", "/clues"): Entry("/clues"),
    ("GET", "/selfcheck"): Entry("/selfcheck"),
    ("POST", "/selfcheck"): Entry(
        "/selfcheck", form={"portal": "yunxi", "document_text": "通知", "on": "2026-11-23"}
    ),
    ("GET", "/attest"): Entry("/attest", OFFICE),
    ("GET", "/attest/record"): Entry("/attest/record", OFFICE),
    ("POST", "/attest/record"): Entry(
        "/attest/record",
        OFFICE,
        {"portal": "yunxi", "row": "standing/none", "verdict": "met", "day": "2026-11-20"},
    ),
    ("POST", "/attest/{number}/withdraw"): Entry("/attest/7/withdraw", OFFICE, {"reason": "误"}),
    ("GET", "/marks"): Entry("/marks", OFFICE),
    ("GET", "/marks/template.xlsx"): Entry("/marks/template.xlsx", OFFICE),
    ("POST", "/marks/preview"): Entry("/marks/preview", OFFICE, {"plan": "none"}),
    ("POST", "/marks"): Entry("/marks", OFFICE, {"plan": "none", "token": "0" * 64}),
    ("GET", "/release"): Entry("/release", APPROVER),
    ("GET", "/release/{run}"): Entry("/release/2026-11-21", APPROVER, nothing=True),
    ("POST", "/release/{run}"): Entry(
        "/release/2026-11-21", APPROVER, {"digest": "0" * 64}, nothing=True
    ),
    ("POST", "/release/{run}/withdraw"): Entry(
        "/release/2026-11-21/withdraw", APPROVER, {"note": "误"}, nothing=True
    ),
    ("GET", "/people"): Entry("/people", ADMIN),
    ("POST", "/people"): Entry("/people", ADMIN, {"name": "x", "role": "reader"}),
    ("POST", "/people/{name}/password"): Entry("/people/none/password", ADMIN),
    ("POST", "/people/{name}/disable"): Entry("/people/none/disable", ADMIN),
    ("POST", "/people/{name}/enable"): Entry("/people/none/enable", ADMIN),
    ("GET", "/sample"): Entry("/sample", OFFICE),
    ("GET", "/sample/{pool}"): Entry("/sample/2026-11-21", OFFICE),
    ("POST", "/sample/{pool}"): Entry(
        "/sample/2026-11-21", OFFICE, {"number": "9", "drawn": "x", "answer": "not_met"}
    ),
    ("GET", "/sample/{pool}/{number}"): Entry("/sample/2026-11-21/99", OFFICE, nothing=True),
    ("GET", "/sample/{pool}/{number}/copies/{place}"): Entry(
        "/sample/2026-11-21/99/copies/0", OFFICE, nothing=True
    ),
    # Last: it ends the session.
    ("POST", "/logout"): Entry("/logout"),
}
"""Every route of the console has an entry. A new one needs one, and thought for who may."""


def entries(console: Console) -> dict[tuple[str, str], Entry]:
    """The entries of the routes that there are, in the order of the table."""
    known = set(routes_of(console.app))
    return {key: entry for key, entry in TABLE.items() if key in known}


def test_every_route_has_an_entry(console: Console) -> None:
    assert set(routes_of(console.app)) == set(TABLE)


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_a_role_may_what_the_table_says(console: Console, name: str) -> None:
    browser, before = console.browser(name), console.state()
    wrong = []
    for (method, route), entry in entries(console).items():
        earlier = len(console.refused())
        given = {"data": entry.form | {"csrf": browser.csrf}} if method == "POST" else {}
        status = browser.ask(method, entry.sample, **given).status_code
        logged = len(console.refused()) > earlier
        if name in entry.who and entry.nothing:
            expected = status in (200, 404, 503) and not logged
        elif name in entry.who:
            expected = status not in (403, 404, 405, 422, 500) and not logged
        else:
            expected = status in (403, 404) and logged and console.state() == before
        if not expected:
            wrong.append((method, route, status, logged))
    assert wrong == []


def test_nobody_gets_in_without_a_session(console: Console) -> None:
    for (method, route), entry in entries(console).items():
        answer = console.browser().ask(method, entry.sample, data=entry.form or None)
        if not entry.anybody:
            assert answer.status_code == 303, route
            assert answer.headers["location"].startswith("/login"), route
    forged = console.browser()
    forged.cookies.set("gongkai", "x" * 43, domain="desk.test", path="/")
    assert forged.get("/").status_code == 303


@pytest.mark.parametrize(
    "path",
    [
        "/portals/yunzhou",
        "/portals/yunzhou?run=2026-11-20",
        f"/findings/{OTHERS.case_id}",
        f"/findings/{OTHERS.case_id}?run=2026-11-20",
        f"/findings/{OTHERS.case_id}/copies/0",
        f"/findings/{OTHERS.case_id}/pictures/0",
        f"/findings/{GOOD.case_id}/copies/0?plain=1",
        # Of its own, but not confirmed yet.
        f"/findings/{HIDDEN.case_id}",
        f"/findings/{HIDDEN.case_id}/copies/0",
    ],
)
def test_a_unit_sees_nothing_of_another(console: Console, path: str) -> None:
    assert console.browser("reader").get(path.partition("?plain")[0]).status_code in (200, 404)
    answer = console.browser("yunxi").get(path)
    assert answer.status_code == 404
    assert "云州市" not in answer.text
    assert len(console.refused("yunxi")) == 1
    # What is not there is told in the same words.
    nothing = console.browser("yunxi").get("/findings/0123456789abcdef").text
    assert answer.text.split("<main")[1] == nothing.split("<main")[1]


def test_a_unit_acts_on_nothing_of_another(console: Console) -> None:
    before, unit = console.state(), console.browser("jiaoyu")
    for case in (BAD, GOOD, OTHERS):
        answer = unit.post(f"/findings/{case.case_id}/act", {"action": "explain", "reason": "x"})
        assert answer.status_code == 404
    assert console.state() == before
    assert len(console.refused("jiaoyu")) == 3


def test_lists_of_a_unit_hold_its_own(console: Console) -> None:
    unit = console.browser("yunxi")
    for path in ("/", "/findings", "/findings?portal=yunzhou", "/findings?outcome=passed"):
        text = unit.get(path).text
        assert OTHERS.case_id not in text
        assert HIDDEN.case_id not in text
        assert "云州市教育局" not in text
    assert GOOD.case_id in unit.get("/findings?portal=yunzhou").text


def test_unreleased_scores_are_for_the_right_and_every_view_is_logged(console: Console) -> None:
    for name, sees in (("reader", False), ("yunxi", False), ("approver", True), ("admin", True)):
        text = console.browser(name).get("/portals/yunxi").text
        assert ("得分尚未发布" in text) is not sees
        views = [
            one
            for one in console.people.noted(99)
            if (one.person, one.what) == (name, "unreleased")
        ]
        assert [one.about for one in views] == ["2026-11-21 /portals/yunxi"] * sees


def test_personal_data_are_masked_but_for_the_right_which_is_logged(console: Console) -> None:
    path = f"/findings/{GOOD.case_id}/copies/0"
    for name in ONE_OF_EACH:
        assert "13812345678" not in console.browser(name).get(path).text
    plain = console.browser("assessor").get(f"{path}?plain=1")
    assert "13812345678" in plain.text
    assert "不得复制、转发或公开" in plain.text
    views = [one for one in console.people.noted(99) if one.what == "personal"]
    assert [(one.person, one.about) for one in views] == [("assessor", f"2026-11-21 {path}")]
    for name in ("reader", "admin", "yunxi"):
        refused = console.browser(name).get(f"{path}?plain=1")
        assert refused.status_code == 404
        assert len(console.refused(name)) == 1
    link = f"{path}?run=2026-11-21&amp;plain=1"
    page = f"/findings/{GOOD.case_id}"
    assert link in console.browser("approver").get(page).text
    assert link not in console.browser("reader").get(page).text
