"""The pages over made-up books: what they show, to whom, and what they leave out."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from sqlite_utils import Database

from bench.desk import Asker, Made, entered
from checks.engine.case import Case, CaseState
from crawler.records import encode
from crawler.records.codec import revive
from reports.console.access import Role
from scheduler.desk.books import StoredDesk
from scheduler.desk.scoring import score_rows
from scheduler.desk.sessions import DeskPeople

RUN = "2026-11-20"


def text_of(page: str) -> str:
    """What a page says, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def failed_of(made: Made, portal: str, number: int = 0) -> str:
    """The case of a failure that stands on the last night."""
    db = Database(made.workplace.places.database)
    rows = list(
        db.query(
            "SELECT case_id FROM findings WHERE portal = ? AND outcome = 'failed' AND last_run = ?"
            " ORDER BY rank, subject",
            [portal, RUN],
        )
    )
    db.close()
    return str(rows[number]["case_id"])


def suspect(made: Made, case_id: str) -> None:
    """Let a case still await its second read."""
    db = Database(made.workplace.places.database)
    for row in list(db.query("SELECT id, data FROM case_events WHERE case_id = ?", [case_id])):
        case = revive(Case, json.loads(row["data"]))
        data = json.dumps(encode(case) | {"state": CaseState.SUSPECTED.value})
        db.table("case_events").update(row["id"], {"data": data, "state": "suspected"})
    db.close()


@pytest.fixture(scope="module")
def approver(kept_books: Made) -> Asker:
    return entered(kept_books)


def test_today_lists_the_lowest_score_first_with_its_change(
    approver: Asker, kept_books: Made
) -> None:
    page = approver.get("/").text
    db = Database(kept_books.workplace.places.database)
    scores = {
        row["portal"]: (row["value"], row["run"])
        for row in db.query("SELECT portal, value, run FROM scores WHERE run = ?", [RUN])
    }
    before = {
        row["portal"]: row["value"]
        for row in db.query("SELECT portal, value FROM scores WHERE run = '2026-11-19'")
    }
    db.close()
    order = re.findall(r'href="/portals/(p\d)\?run=2026-11-20"', page)
    assert order == sorted(scores, key=lambda portal: float(scores[portal][0]))
    for portal, (value, _) in scores.items():
        assert f"{float(value):.2f}" in page
        change = float(value) - float(before[portal])
        if abs(change) >= 0.005:
            assert f"{change:+.2f}".replace("-", "−") in page


def test_today_can_be_any_night_and_says_so_of_none(approver: Asker) -> None:
    assert "2026年10月1日" in approver.get("/?run=2026-10-01").text
    assert approver.get("/?run=2020-01-01").status_code == 404
    assert approver.get("/?run=../../etc").status_code == 422


def test_a_portal_tells_why_its_score_moved(approver: Asker, kept_books: Made) -> None:
    db = Database(kept_books.workplace.places.database)
    moved = next(
        db.query(
            "SELECT now.run, now.portal FROM scores AS now JOIN scores AS old"
            " ON old.portal = now.portal AND old.run = date(now.run, '-1 day')"
            " WHERE now.value < old.value AND now.run > '2026-11-18' ORDER BY now.run DESC LIMIT 1"
        ),
        None,
    )
    db.close()
    assert moved is not None, "the books hold no fall on these nights"
    page = text_of(approver.get(f"/portals/{moved['portal']}?run={moved['run']}").text)
    assert "得分变化的原因" in page
    assert "新增不符合" in page


def test_a_finding_shows_rule_sentence_proof_and_history(approver: Asker, kept_books: Made) -> None:
    case = failed_of(kept_books, "p1")
    page = text_of(approver.get(f"/findings/{case}").text)
    for word in ("依据", "网页存证", "引用内容", "办理经过", "责任单位", "云溪县第1局", "0" * 64):
        assert word in page
    assert "存档中没有这一页面" in page


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        ("portal=p1&outcome=failed", "portal = 'p1' AND outcome = 'failed'"),
        ("portal=p2&text=第2号", "portal = 'p2' AND instr(title, '第2号')"),
        ("outcome=cant_tell", "outcome = 'cant_tell'"),
        (
            "state=unresolved&days=30",
            "outcome = 'failed' AND first_run <= '2026-10-21'",
        ),
    ],
)
def test_findings_are_filtered(
    approver: Asker, kept_books: Made, query: str, condition: str
) -> None:
    db = Database(kept_books.workplace.places.database)
    wanted = next(
        db.query(
            "SELECT count(*) AS n FROM findings WHERE first_run <= ? AND last_run >= ?"
            f" AND {condition}",
            [RUN, RUN],
        )
    )["n"]
    db.close()
    assert wanted > 0
    page = approver.get(f"/findings?{query}").text
    assert f"{wanted} 条" in text_of(page)
    assert len(re.findall(r'href="/findings/[0-9a-f]{16}\?', page)) == min(wanted, 50)


def test_pages_of_the_list_hold_every_finding_once(approver: Asker) -> None:
    seen: list[str] = []
    for after in range(0, 10_000, 50):
        page = approver.get(f"/findings?after={after}").text
        found = re.findall(r'href="/findings/([0-9a-f]{16})\?', page)
        if not found:
            break
        seen += found
    assert len(seen) == len(set(seen))
    total = re.search(r"(\d+) 条", text_of(approver.get("/findings").text))
    assert total is not None
    assert len(seen) == int(total[1])


def test_scores_are_hidden_from_a_reader_until_they_are_released(kept_books: Made) -> None:
    reader = entered(kept_books, Role.READER)
    page = text_of(reader.get("/").text)
    assert "得分尚未发布" in page
    assert re.search(r"\d+\.\d\d", page) is None
    assert "得分走势" not in text_of(reader.get("/portals/p1").text)


def test_a_view_of_unreleased_scores_is_logged(books: Made) -> None:
    entered(books).get("/portals/p1")
    people = DeskPeople(books.workplace.places.desk, lambda: books.now)
    noted = [(one.person, one.what, one.about) for one in people.noted(10)]
    assert ("bench-approver-", "unreleased", f"{RUN} /portals/p1") in noted


def test_a_unit_sees_itself_only(books: Made) -> None:
    unit = entered(books, Role.UNIT, "p1")
    page = unit.get("/").text
    assert "/portals/p1" in page
    assert "/portals/p0" not in page
    assert unit.get("/portals/p0").status_code == 404
    assert unit.get(f"/findings/{failed_of(books, 'p0')}").status_code == 404
    assert unit.get(f"/findings/{failed_of(books, 'p1')}").status_code == 200
    listed = unit.get("/findings?portal=p0").text
    assert "云溪县第0局" not in listed
    people = DeskPeople(books.workplace.places.desk, lambda: books.now)
    assert [one.what for one in people.noted(20)].count("refused") == 2


def test_a_unit_is_not_shown_what_is_only_suspected(books: Made) -> None:
    case = failed_of(books, "p1")
    unit = entered(books, Role.UNIT, "p1")
    before = unit.get("/findings?outcome=failed").text
    assert case in before
    suspect(books, case)
    assert case not in unit.get("/findings?outcome=failed").text
    assert case not in unit.get("/portals/p1").text
    assert unit.get(f"/findings/{case}").status_code == 404
    assert entered(books).get(f"/findings/{case}").status_code == 200


def test_an_act_is_done_once_with_its_person_and_refused_in_words(books: Made) -> None:
    case = failed_of(books, "p1")
    approver = entered(books)
    page = approver.get(f"/findings/{case}").text
    token = re.search(r'name="csrf" value="([^"]+)"', page)
    assert token is not None
    version = re.search(r'name="seen" value="([^"]+)"', page)
    assert version is not None
    form = {"csrf": token[1], "action": "waive", "reason": "不可抗力", "seen": version[1]}
    done = approver.ask("POST", f"/findings/{case}/act", data=form)
    assert done.status_code == 303
    page = text_of(approver.get(f"/findings/{case}").text)
    assert "免予扣分 测试bench-approver-（签发）" in page
    assert "不可抗力" in page
    again = approver.ask("POST", f"/findings/{case}/act", data=form)
    assert again.status_code == 409
    # The person saw the case as it was before: whatever they mean, they look again first.
    assert "未能执行：这条问题已有新的办理记录，请刷新后再处理。" in text_of(again.text)
    version = re.search(r'name="seen" value="([^"]+)"', again.text)
    assert version is not None
    third = approver.ask("POST", f"/findings/{case}/act", data={**form, "seen": version[1]})
    assert third.status_code == 409
    assert "未能执行：这条问题现在的状态是“" in text_of(third.text)
    assert case not in text_of(third.text).partition("未能执行")[2].partition("。")[0]


def test_a_reader_may_not_act(books: Made) -> None:
    case = failed_of(books, "p1")
    reader = entered(books, Role.READER)
    page = reader.get(f"/findings/{case}").text
    assert "/act" not in page
    token = re.search(r'name="csrf" value="([^"]+)"', page)
    assert token is not None
    form = {"csrf": token[1], "action": "waive", "reason": "x"}
    assert reader.ask("POST", f"/findings/{case}/act", data=form).status_code == 404


def test_nobody_is_sent_to_the_login_and_back(kept_books: Made) -> None:
    asker = entered(kept_books, Role.ASSESSOR)
    asker.cookies.clear()
    answer = asker.get("/portals/p1?run=2026-11-20")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=%2Fportals%2Fp1%3Frun%3D2026-11-20"


def test_the_language_is_switched(approver: Asker) -> None:
    approver.ask("POST", "/language", data={"to": "en", "next": "/"})
    page = approver.get("/").text
    approver.ask("POST", "/language", data={"to": "zh", "next": "/"})
    assert 'lang="en"' in page
    assert "What changed, and why" in page
    assert "Scores" in page


@pytest.mark.parametrize(("action", "state"), [("waive", "waived_until"), ("shelve", "due_on")])
def test_the_last_day_of_an_act_is_kept(books: Made, action: str, state: str) -> None:
    case = failed_of(books, "p1")
    approver = entered(books)
    token = re.search(r'name="csrf" value="([^"]+)"', approver.get(f"/findings/{case}").text)
    assert token is not None
    form = {"csrf": token[1], "reason": "x"}
    address = f"/findings/{case}/act"

    def seen() -> dict[str, str]:
        found = re.search(r'name="seen" value="([^"]+)"', approver.get(f"/findings/{case}").text)
        return {"seen": found[1]} if found else {}

    if action == "shelve":
        assert (
            approver.ask("POST", address, data=form | seen() | {"action": "issue"}).status_code
            == 303
        )
    form |= {"action": action}
    bad = approver.ask("POST", address, data=form | seen() | {"until": "2026-13-31"})
    assert bad.status_code == 422
    done = approver.ask("POST", address, data=form | seen() | {"until": "2026-12-31"})
    assert done.status_code == 303
    db = Database(books.workplace.places.database)
    rows = list(db.query("SELECT data FROM case_events WHERE case_id = ? ORDER BY id", [case]))
    db.close()
    assert json.loads(rows[-1]["data"])["work"][state] == "2026-12-31"


def test_the_count_of_a_unit_is_that_of_the_list_behind_it(approver: Asker) -> None:
    page = approver.get("/").text
    links = re.findall(r'href="(/findings\?[^"]+outcome=failed)">(\d+)</a>', page)
    assert links
    for link, count in links:
        assert f"{count} 条" in text_of(approver.get(unescape(link)).text)


def test_of_nights_that_are_not_released_nothing_is_told(kept_books: Made) -> None:
    db = Database(kept_books.workplace.places.database)
    every = score_rows(db, RUN, 30)
    told = score_rows(db, RUN, 30, frozenset({"2026-11-10"}))
    db.close()
    assert all(sum(one is not None for one in row.trend) == 30 for row in every)
    assert all(sum(one is not None for one in row.trend) == 2 for row in told)
    assert all(row.before is None for row in told)
    assert [row.value for row in told] == [row.value for row in every]


def test_a_suspicion_that_is_gone_was_never_there_for_its_unit(books: Made) -> None:
    db = Database(books.workplace.places.database)
    row = next(
        db.query(
            "SELECT case_id FROM findings WHERE portal = 'p1' AND outcome = 'passed'"
            " AND first_run > '2026-10-01' AND first_run <= ? AND last_run = ?",
            [RUN, RUN],
        )
    )
    case = str(row["case_id"])
    for event in list(db.query("SELECT id, data FROM case_events WHERE case_id = ?", [case])):
        data = {k: v for k, v in json.loads(event["data"]).items() if k != "opened_on"}
        db.table("case_events").update(event["id"], {"data": json.dumps(data)})
    begun = next(db.query("SELECT max(first_run) AS run FROM findings WHERE case_id = ?", [case]))[
        "run"
    ]
    db.close()
    unit = entered(books, Role.UNIT, "p1")
    assert case not in unit.get(f"/?run={begun}").text
    page = text_of(unit.get(f"/findings/{case}").text)
    assert "尚无办理记录" in page
    assert "尚无办理记录" not in text_of(entered(books).get(f"/findings/{case}").text)


def test_a_run_is_told_with_the_software_that_made_it(books: Made) -> None:
    db = Database(books.workplace.places.database)
    detail = json.dumps({"code": "then", "calendar": "that year"})
    db.table("runs").update(RUN, {"detail": detail})
    db.close()
    with StoredDesk(books.workplace).books() as look:
        report = look.report(RUN, "p1")
    assert report is not None
    assert (report.code_version, report.calendar_version) == ("then", "that year")
