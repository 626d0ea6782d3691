"""What the papers say, counted against planted nights; and that an approved paper stays."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from checks.engine.case import CaseState
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Measure
from checks.engine.workflow import Action, Actor, Step
from crawler.errors import GongkaiError
from crawler.records import BEIJING
from reports.papers.interpretations import count
from reports.papers.model import BlockKind, Paper
from reports.papers.monthly import monthly
from reports.papers.notice import named, notice
from reports.papers.quarterly import quarterly
from reports.papers.weekly import weekly
from reports.papers.yearly import appeals, yearly
from scheduler.casework.acts import take
from scheduler.casework.sheet import read_answers
from scheduler.papers.gathering import gather_books
from scheduler.papers.making import (
    NothingToTell,
    PaperKind,
    approve,
    make_notices,
    make_papers,
    paper_rows,
    period_of,
)
from tests.scheduler.papers.papertown import UNITS, Town, finding, interpreted

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
NOON = datetime(2026, 12, 1, 12, tzinfo=BEIJING)


def clock() -> datetime:
    return NOON


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def books_of(town: Town, kind: PaperKind, day: str):  # type: ignore[no-untyped-def]
    own = date.fromisoformat(day)
    at = datetime.combine(own, NOON.timetz())
    return gather_books(town.db, town.place, period_of(kind, own), at)


def words(paper: Paper) -> str:
    blocks = [*paper.blocks, *(block for one in paper.attachments for block in one.blocks)]
    text = [block.text for block in blocks]
    for block in blocks:
        if block.grid is not None:
            text += [cell.text for row in block.grid.rows for cell in row]
    return "\n".join((paper.title, paper.subtitle, paper.addressee, *text))


@pytest.mark.parametrize(
    ("kind", "day", "start", "end"),
    [
        (PaperKind.WEEKLY, "2026-11-23", "2026-11-16", "2026-11-22"),
        (PaperKind.WEEKLY, "2026-11-22", "2026-11-09", "2026-11-15"),
        (PaperKind.MONTHLY, "2026-02-10", "2026-02-01", "2026-02-28"),
        (PaperKind.QUARTERLY, "2027-01-01", "2026-10-01", "2026-12-31"),
        (PaperKind.QUARTERLY, "2026-12-31", "2026-07-01", "2026-09-30"),
        (PaperKind.YEARLY, "2027-01-10", "2026-01-01", "2026-12-31"),
        (PaperKind.NOTICE, "2026-11-26", "2026-11-26", "2026-11-26"),
    ],
)
def test_the_period_that_a_day_calls_for(kind: PaperKind, day: str, start: str, end: str) -> None:
    period = period_of(kind, date.fromisoformat(day))
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)


def test_a_week_counts_from_monday_to_sunday(town: Town) -> None:
    # Sunday 15: 1 is found. Monday 16: 2. Sunday 22: 3 found, 1 mended. Monday 23: 4, 2 mended.
    town.night("2026-11-15", finding(1))
    town.night("2026-11-16", finding(1), finding(2))
    town.night("2026-11-22", finding(1, PASSED), finding(2), finding(3))
    town.night("2026-11-23", finding(1, PASSED), finding(2, PASSED), finding(3), finding(4))
    books = books_of(town, PaperKind.WEEKLY, "2026-11-23")
    own = books.balances()["yunxi"]
    assert (own.before, own.new, own.returned, own.closed, own.after) == (1, 2, 0, 1, 2)
    paper = weekly(books)
    assert "期初未销号问题1项，本周新增2项，反弹0项，销号1项；期末未销号问题2项" in words(paper)
    lists = {one.sheet: one.blocks[0].grid for one in paper.attachments}
    new = [row[6].text for row in lists["新增"].rows]  # type: ignore[union-attr]
    assert new == ["关于第2件事的通知", "关于第3件事的通知"]
    assert "第4件事" not in words(paper)
    assert "缺5天（11月17日至21日）" in words(paper)


def test_what_comes_back_is_no_new_problem(town: Town) -> None:
    town.night("2026-11-16", finding(1))
    town.night("2026-11-17", finding(1, PASSED))
    town.night("2026-11-18", finding(1))
    own = books_of(town, PaperKind.WEEKLY, "2026-11-23").balances()["yunxi"]
    assert (own.new, own.returned, own.closed, own.after) == (1, 1, 1, 1)


def test_only_what_is_confirmed_and_counts_is_named(tmp_path: Path) -> None:
    town = Town(tmp_path, extra={"yunxi": "baseline_on = 2026-11-01"})
    absent = finding(2, basis=Basis.ABSENCE)
    old = finding(3, check="interpretation_latency", due_on=date(2026, 10, 31))
    fresh = finding(7, check="interpretation_latency", due_on=date(2026, 11, 1))
    waived, disputed, unseen = finding(4), finding(5), finding(6)
    town.night("2026-11-20", finding(1), old, fresh, waived, disputed, unseen)
    town.decide("2026-11-20", waived, CaseState.WAIVED)
    town.decide("2026-11-20", disputed, CaseState.DISPUTED)
    hidden = finding(6, Outcome.CANT_TELL)
    town.night("2026-11-21", finding(1), absent, old, fresh, waived, disputed, hidden)
    books = books_of(town, PaperKind.NOTICE, "2026-11-21")
    assert [one.judged.finding.title for one in named(books, "yunxi")] == [
        "关于第1件事的通知",
        "关于第7件事的通知",
    ]
    paper = notice(books, "yunxi")
    assert paper is not None
    text = words(paper)
    assert "尚未整改的政务公开问题2项" in text
    assert "另有1项问题正在申诉复核" in text
    for number in (2, 3, 4, 5, 6):
        assert f"第{number}件事" not in text
    week = words(weekly(books_of(town, PaperKind.WEEKLY, "2026-11-23")))
    assert "第2件事" not in week
    assert "第3件事" not in week
    assert "最近一次监测未能复测" in week  # 6 is still on the books, and nobody saw it


def test_a_unit_without_problems_gets_no_notice(town: Town) -> None:
    town.night("2026-11-20", finding(1))
    paths = make_notices(town.db, town.place, date(2026, 11, 20), clock=clock)
    assert {path.stem for path in paths} == {"notice-2026-11-20-yunxi"}
    assert make_notices(town.db, town.place, date(2026, 11, 20), ("jiaoyu",), clock) == ()
    with pytest.raises(GongkaiError, match="no portal nobody"):
        make_notices(town.db, town.place, date(2026, 11, 20), ("nobody",), clock)


def test_no_notices_in_a_trial_run(tmp_path: Path) -> None:
    town = Town(tmp_path, monitor="trial = true")
    town.night("2026-11-20", finding(1))
    with pytest.raises(GongkaiError, match="试运行"):
        make_notices(town.db, town.place, date(2026, 11, 20), clock=clock)
    (path, *_) = make_papers(town.db, town.place, PaperKind.WEEKLY, date(2026, 11, 23), clock)
    assert path.exists()


@pytest.mark.parametrize(
    ("extra", "by"),
    [
        # 28 September is day 0; 1 to 7 October are off, 10 October is worked: the tenth is 16.
        ("", "2026年10月16日前"),
        ("extra_holidays = [2026-10-12, 2026-10-13]", "2026年10月20日前"),
    ],
)
def test_the_term_is_counted_in_the_units_working_days(tmp_path: Path, extra: str, by: str) -> None:
    town = Town(tmp_path, extra={"yunxi": extra})
    town.night("2026-09-28", finding(1))
    paper = notice(books_of(town, PaperKind.NOTICE, "2026-09-28"), "yunxi")
    assert paper is not None
    expected = town.place.calendar.add(date(2026, 9, 28), 10)
    if not extra:
        assert by == f"{expected.year}年{expected.month}月{expected.day}日前"
    assert f"于{by}（自本通知印发之日起10个工作日" in words(paper)


def confirm(town: Town, day: str, shown: Finding) -> None:
    """A person has looked at a privacy failure."""
    at = datetime.combine(date.fromisoformat(day), time(11), BEIJING)
    take(town.db, town.place, [shown.case_id], Step(Action.CONFIRM, "张三", Actor.REVIEWER, at))


def test_a_notice_names_only_what_may_go_out_when_it_is_made(town: Town) -> None:
    # Acts of the day after its night count too: what goes out, goes out now.
    private = finding(3, requirement="privacy-1", check="pii_exposure")
    suspected = finding(4, requirement="document-2", basis=Basis.ABSENCE)
    found = (finding(1), private, suspected, finding(5), finding(6))
    town.night("2026-11-20", *found)

    def names() -> list[str]:
        paper = notice(books_of(town, PaperKind.NOTICE, "2026-11-20"), "yunxi")
        assert paper is not None
        titles = [one.title for one in found if one.case_id in words(paper)]
        assert f"尚未整改的政务公开问题{len(titles)}项" in words(paper)
        return titles

    assert names() == [found[0].title, found[3].title, found[4].title]
    assert "个人信息" not in words(notice(books_of(town, PaperKind.NOTICE, "2026-11-20"), "yunxi"))  # type: ignore[arg-type]
    make_notices(town.db, town.place, date(2026, 11, 20), ("yunxi",), clock)
    town.decide("2026-11-21", found[3], CaseState.WAIVED)
    town.decide("2026-11-21", found[4], CaseState.DISPUTED)
    assert names() == [found[0].title]
    paper = words(notice(books_of(town, PaperKind.NOTICE, "2026-11-20"), "yunxi"))  # type: ignore[arg-type]
    assert "另有1项问题正在申诉复核" in paper
    # What was drafted before must be made again, or it would go out as it was.
    with pytest.raises(GongkaiError, match=r"may not go out by now \((waived|disputed)\)"):
        approve(town.db, town.place.places, "notice-2026-11-20-yunxi", "李四", NOON)
    make_notices(town.db, town.place, date(2026, 11, 20), ("yunxi",), clock)
    assert approve(town.db, town.place.places, "notice-2026-11-20-yunxi", "李四", NOON)
    confirm(town, "2026-11-20", private)
    assert names() == [found[0].title, private.title]


def test_what_no_person_confirmed_is_on_no_book(town: Town) -> None:
    private = finding(3, requirement="privacy-1", check="pii_exposure")
    town.night("2026-11-20", finding(1), private)
    assert books_of(town, PaperKind.NOTICE, "2026-11-20").balances()["yunxi"].new == 1
    confirm(town, "2026-11-20", private)
    assert books_of(town, PaperKind.NOTICE, "2026-11-20").balances()["yunxi"].new == 2


def test_links_and_personal_data_have_terms_of_their_own(town: Town) -> None:
    dead = finding(2, requirement="access-3", check="link_health")
    shown = finding(3, requirement="privacy-1", check="pii_exposure")
    town.night("2026-11-20", finding(1), dead, shown)
    confirm(town, "2026-11-20", shown)
    books = books_of(town, PaperKind.NOTICE, "2026-11-20")
    text = words(notice(books, "yunxi"))  # type: ignore[arg-type]
    assert "于2026年12月4日前" in text
    assert "其中1项链接不可用问题，于2026年11月25日前（自本通知印发之日起3个工作日" in text
    assert "其中1项涉及公开个人信息，须自收到本通知起24小时内撤下或遮盖" in text
    form = notice(books, "yunxi").attachments[1].blocks[0].grid.rows  # type: ignore[union-attr]
    assert sorted(row[5].text for row in form) == ["2026年11月25日", "2026年12月4日", "24小时内"]


def test_a_term_beyond_the_calendar_is_said_without_its_day(town: Town) -> None:
    town.night("2027-12-30", finding(1))
    paper = notice(books_of(town, PaperKind.NOTICE, "2027-12-30"), "yunxi")
    assert paper is not None
    assert "于自本通知印发之日起10个工作日内整改到位" in words(paper)


def test_an_empty_period_says_so(town: Town) -> None:
    with pytest.raises(GongkaiError, match="no run was complete"):
        books_of(town, PaperKind.WEEKLY, "2026-11-23")
    town.night("2026-11-15")
    paper = weekly(books_of(town, PaperKind.WEEKLY, "2026-11-23"))
    text = words(paper)
    assert "本周没有测评记录" in text
    assert "本周没有新增问题" in text
    assert not paper.attachments


def test_a_quarter_before_the_first_night_cannot_be_told_of(town: Town) -> None:
    town.night("2026-11-15")
    with pytest.raises(NothingToTell, match="2026-09-30"):
        books_of(town, PaperKind.QUARTERLY, "2026-12-31")


def test_a_clean_quarter_of_one_unit(tmp_path: Path) -> None:
    town = Town(tmp_path, units=UNITS[1:2])
    town.night("2026-10-01")
    town.night("2026-12-31")
    text = words(quarterly(books_of(town, PaperKind.QUARTERLY, "2027-01-04")))
    assert "云溪县人民政府本季度监测未发现问题" in text
    assert "本季度没有需要通报的问题" in text
    assert "缺90天（10月2日至12月30日）" in text


def test_interpretations_are_counted_by_the_quarter_of_their_term(town: Town) -> None:
    inside, last = date(2026, 10, 1), date(2026, 12, 31)
    town.night(
        "2026-12-31",
        *interpreted(1, inside, PASSED, PASSED, PASSED),
        *interpreted(2, last, FAILED, PASSED, FAILED, settled=date(2027, 1, 5)),
        *interpreted(3, date(2026, 11, 3), FAILED, FAILED),  # suspected at the first read
        *interpreted(4, date(2026, 9, 30), PASSED, PASSED, PASSED),  # another quarter
        *interpreted(5, date(2027, 1, 1), Outcome.PENDING, Outcome.PENDING),
    )
    books = books_of(town, PaperKind.QUARTERLY, "2027-01-04")
    got = count(books.interpreted, books.start, books.end)
    assert (got.due, got.done, got.in_time, got.linked, got.open, got.unknown) == (3, 2, 1, 1, 0, 1)


def test_the_limit_is_that_of_the_latency_check_not_of_the_rows_first(town: Town) -> None:
    town.night("2026-11-10", *interpreted(1, date(2026, 11, 3), PASSED, PASSED))
    book = town.place.rulebooks["standing"]
    first = replace(
        book.requirement("interpretation-1"), check="interpretation_present",
        terms={"max_working_days": 3},
        more=(Measure("interpretation_latency", {"max_working_days": 5}),),
    )  # fmt: skip
    rows = tuple(first if row.id == first.id else row for row in book.requirements)
    changed = replace(book, requirements=rows)
    town.place = replace(
        town.place, rulebooks={"standing": changed}, editions={"standing": (changed,)}
    )
    books = books_of(town, PaperKind.QUARTERLY, "2027-01-04")
    assert [one.limit for one in books.interpreted] == [5]


def test_a_confirmed_gap_is_listed_with_its_link(town: Town) -> None:
    gap = interpreted(3, date(2026, 11, 3), FAILED, FAILED)
    excused = interpreted(6, date(2026, 11, 4), FAILED, FAILED)
    town.night("2026-12-29", *gap, *excused)
    town.night("2026-12-31", *gap, *excused)
    for one in excused:
        town.decide("2026-12-31", one, CaseState.WAIVED)
    books = books_of(town, PaperKind.QUARTERLY, "2027-01-04")
    got = count(books.interpreted, books.start, books.end)
    assert (got.due, got.done, got.open, got.unknown) == (1, 0, 1, 0)
    paper = quarterly(books)
    (missing,) = [one for one in paper.attachments if one.sheet == "未解读文件"]
    (row,) = missing.blocks[0].grid.rows  # type: ignore[union-attr]
    assert row[2].link == "http://yunxi.test/doc/3.html"
    statistics = next(one for one in paper.attachments if one.sheet == "解读统计")
    heads = [column.title for column in statistics.blocks[0].grid.columns]  # type: ignore[union-attr]
    assert "3个工作日内解读" in heads
    assert [cell.text for cell in statistics.blocks[0].grid.rows[1]][2:] == [  # type: ignore[union-attr]
        "1", "0", "0%", "0", "0", "1", "0",
    ]  # fmt: skip


def test_what_was_seen_once_stays_seen_when_the_portal_is_down(town: Town) -> None:
    due = date(2026, 11, 3)
    town.night("2026-11-10", *interpreted(1, due, PASSED, PASSED, PASSED))
    cant = Outcome.CANT_TELL
    town.night("2026-12-31", *interpreted(1, due, cant, cant, cant))
    books = books_of(town, PaperKind.QUARTERLY, "2027-01-04")
    got = count(books.interpreted, books.start, books.end)
    assert (got.due, got.done, got.in_time, got.linked, got.unknown) == (1, 1, 1, 1, 0)


def test_scores_stay_internal_until_released(town: Town) -> None:
    town.night("2026-12-30", finding(1), finding(2, PASSED))
    town.night("2026-12-31", finding(1), finding(2, PASSED))
    first = quarterly(books_of(town, PaperKind.QUARTERLY, "2027-01-04"))
    row = _score_row(first)
    assert row[2:6] == ["内部"] * 4
    assert row[7] == "内部"
    assert "50.00" not in words(first)
    town.release("2026-12-31")
    row = _score_row(quarterly(books_of(town, PaperKind.QUARTERLY, "2027-01-04")))
    assert row[2:6] == ["50.00", "内部", "内部", "内部"]  # a night of the mean is not released
    town.release("2026-12-30")
    row = _score_row(quarterly(books_of(town, PaperKind.QUARTERLY, "2027-01-04")))
    assert row[2:6] == ["50.00"] * 4
    assert row[8] == "2"


def test_a_rerun_that_comes_out_otherwise_is_not_released_with_its_run(town: Town) -> None:
    for day in ("2026-12-30", "2026-12-31"):
        town.night(day, finding(1), finding(2, PASSED))
    town.release("2026-12-30", "2026-12-31")
    town.night("2026-12-31", finding(1), finding(2), finding(3, PASSED))
    row = _score_row(quarterly(books_of(town, PaperKind.QUARTERLY, "2027-01-04")))
    assert row[2:6] == ["内部"] * 4  # the books have it already, the feed not yet
    town.night("2026-12-31", finding(1), finding(2), finding(3), finding(4, PASSED))
    town.publish("2026-12-31")
    row = _score_row(quarterly(books_of(town, PaperKind.QUARTERLY, "2027-01-04")))
    assert row[2:6] == ["内部"] * 4
    assert row[7] == "内部"
    *_, sheet = (
        one for one in yearly(books_of(town, PaperKind.YEARLY, "2027-01-10")) if one.unit == "yunxi"
    )
    assert "扣分情况待发布后列出" in words(sheet)
    town.release("2026-12-31")
    row = _score_row(quarterly(books_of(town, PaperKind.QUARTERLY, "2027-01-04")))
    assert row[2] == "25.00"


def test_a_special_run_gives_a_paper_no_score_and_no_deduction(town: Town) -> None:
    town.night("2026-12-31", finding(1), finding(2, PASSED))
    town.release("2026-12-31")
    town.night("2026-12-31.2", finding(1), finding(2), finding(3, PASSED), finding(4))
    row = _score_row(quarterly(books_of(town, PaperKind.QUARTERLY, "2027-01-04")))
    assert row[2:6] == ["50.00"] * 4
    *_, sheet = (
        one for one in yearly(books_of(town, PaperKind.YEARLY, "2027-01-10")) if one.unit == "yunxi"
    )
    grids = [block.grid for block in sheet.blocks if block.grid is not None]
    (deducted,) = [grid for grid in grids if len(grid.rows[0]) == 7]
    assert [row[5].text for row in deducted.rows] == ["1"]  # one problem, not three


def _score_row(paper: Paper) -> list[str]:
    grids = [block.grid for block in paper.attachments[0].blocks if block.grid is not None]
    return next(
        [cell.text for cell in row] for grid in grids for row in grid.rows if "云溪" in row[1].text
    )


def test_units_stand_by_category_in_the_order_of_the_list(town: Town) -> None:
    town.night("2026-12-31")
    paper = quarterly(books_of(town, PaperKind.QUARTERLY, "2027-01-04"))
    heads = [b.text for b in paper.attachments[0].blocks if b.kind is BlockKind.HEADING1]
    assert heads == ["市级政府", "县级政府", "政府部门"]


def test_missing_parts_of_the_year_are_missing_and_never_zero(town: Town) -> None:
    town.night("2026-12-31", finding(1), finding(2, PASSED))
    town.release("2026-12-31")
    overview, *sheets = yearly(books_of(town, PaperKind.YEARLY, "2027-01-10"))
    assert [one.unit for one in sheets] == ["yunzhou", "yunxi", "jiaoyu"]
    grid = overview.blocks[2].grid
    assert grid is not None
    assert [cell.text for cell in grid.rows[1]][2:] == ["缺", "缺", "50.00", "缺", "缺", "缺"]
    own = sheets[1].blocks[1].grid
    assert own is not None
    assert [[c.text for c in row][2:5] for row in own.rows] == [
        ["45%", "缺", "缺"], ["25%", "缺", "缺"], ["20%", "50.00", "10.00"],
        ["10%", "缺", "缺"], ["另计", "缺", "缺"], ["", "", "缺"],
    ]  # fmt: skip
    assert "确认单" in sheets[1].attachments[0].title
    assert "云州市教育局" not in words(sheets[1])
    assert [cell.text for cell in overview.blocks[2].grid.rows[0]][4] == "缺"  # type: ignore[union-attr]


def test_appeals_of_the_year_and_how_they_ended(town: Town) -> None:
    upheld, rejected, waiting = finding(1), finding(2), finding(3)
    town.night("2026-11-20", upheld, rejected, waiting)
    for one in (upheld, rejected, waiting):
        town.decide("2026-11-21", one, CaseState.DISPUTED, reason="页面已公开")
    town.decide("2026-11-23", upheld, CaseState.WAIVED)
    town.decide("2026-11-23", rejected, CaseState.NOTIFIED)
    books = books_of(town, PaperKind.YEARLY, "2027-01-10")
    got = {one.problem.judged.finding.title: one.result for one in appeals(books)}
    assert got == {
        "关于第1件事的通知": "申诉成立",
        "关于第2件事的通知": "申诉不成立",
        "关于第3件事的通知": "",
    }
    assert "年内申诉3项，申诉成立1项，尚在复核1项" in words(yearly(books)[0])


def test_the_reminder_names_what_is_overdue_and_the_dates_ahead(town: Town) -> None:
    town.night("2026-11-20", finding(1))
    town.night("2026-12-07", finding(1), finding(2))  # ten working days end on 4 December
    (path, *_) = make_papers(town.db, town.place, PaperKind.MONTHLY, date(2026, 12, 7), clock)
    (row,) = [one for one in paper_rows(town.db) if one.kind is PaperKind.MONTHLY]
    text = words(row.content)
    assert "有1项问题超过整改时限仍未销号（见附件1），涉及1个单位：云溪县人民政府1项" in text
    assert "2027年1月31日" in text
    assert "云州市教育局" in text
    assert "公布上年第四季度政策文件解读情况通报" in text
    assert "3月31日" not in text
    assert path.parent == town.place.places.data / "papers" / "monthly" / "2026-12"


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2026-11-29T00:16", "应监测3天，实际监测2天，缺1天（11月28日）"),
        ("2026-11-30T00:16", "应监测4天，实际监测2天，缺2天（11月28日至29日）"),
    ],
)
def test_a_night_whose_day_is_not_over_is_not_missing(town: Town, at: str, told: str) -> None:
    town.night("2026-11-26", finding(1))
    town.night("2026-11-27", finding(1))
    made_at = datetime.fromisoformat(at).replace(tzinfo=BEIJING)
    period = period_of(PaperKind.MONTHLY, date(2026, 11, 29))
    assert told in words(monthly(gather_books(town.db, town.place, period, made_at)))


def test_a_paper_made_twice_is_the_same_to_the_byte(town: Town) -> None:
    town.night("2026-11-20", finding(1))
    day = date(2026, 11, 23)
    first = make_papers(town.db, town.place, PaperKind.WEEKLY, day, clock)
    before = [path.read_bytes() for path in first]
    again = make_papers(town.db, town.place, PaperKind.WEEKLY, day, lambda: NOON.replace(hour=15))
    assert first == again
    assert [path.read_bytes() for path in again] == before
    assert len(list(town.db.query("SELECT * FROM paper_log"))) == 1
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in first)
    assert first[0].parent.stat().st_mode & 0o777 == 0o700


def test_a_draft_is_replaced_and_an_approved_paper_is_not(town: Town) -> None:
    town.night("2026-11-20", finding(1))
    day = date(2026, 11, 23)
    paths = make_papers(town.db, town.place, PaperKind.WEEKLY, day, clock)
    town.night("2026-11-21", finding(1), finding(2))
    make_papers(town.db, town.place, PaperKind.WEEKLY, day, clock)
    html = paths[2].read_text()
    assert "第2件事" in html
    assert "草稿" in html
    approved = approve(town.db, town.place.places, str(paths[0]), "王五", NOON)
    assert approved == paths
    assert "草稿" not in paths[2].read_text()
    kept = [path.read_bytes() for path in paths]
    town.night("2026-11-22", finding(1), finding(2), finding(3))
    assert make_papers(town.db, town.place, PaperKind.WEEKLY, day, clock) == paths
    assert [path.read_bytes() for path in paths] == kept
    (row,) = paper_rows(town.db)
    assert (row.approved, row.approved_by) == (True, "王五")
    assert row.files["docx"] == hashlib.sha256(kept[0]).hexdigest()
    log = [(one["what"], one["person"]) for one in town.db.query("SELECT * FROM paper_log")]
    assert log == [("made", None), ("made", None), ("approved", "王五")]


def test_work_done_by_hand_in_a_draft_is_not_lost(town: Town) -> None:
    town.night("2026-11-20", finding(1))
    day = date(2026, 11, 23)
    paths = make_papers(town.db, town.place, PaperKind.WEEKLY, day, clock)
    paths[0].write_bytes(b"edited by hand")
    with pytest.raises(GongkaiError, match="was changed since it was made"):
        approve(town.db, town.place.places, "weekly-2026-11-16", "王五", NOON)
    make_papers(town.db, town.place, PaperKind.WEEKLY, day, clock)
    kept = paths[0].with_name("weekly-2026-11-16.edited-1.docx")
    assert kept.read_bytes() == b"edited by hand"
    approve(town.db, town.place.places, "weekly-2026-11-16", "王五", NOON)


def test_a_draft_that_was_cut_off_is_made_whole(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.night("2026-11-20", finding(1))
    day = date(2026, 11, 23)
    paths = make_papers(town.db, town.place, PaperKind.WEEKLY, day, clock)
    town.night("2026-11-21", finding(1), finding(2))

    def killed(path: Path, data: bytes) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr("scheduler.papers.making.write_private", killed)
        with pytest.raises(KeyboardInterrupt):
            make_papers(town.db, town.place, PaperKind.WEEKLY, day, clock)
    assert "第2件事" not in paths[2].read_text()
    make_papers(town.db, town.place, PaperKind.WEEKLY, day, clock)
    assert "第2件事" in paths[2].read_text()
    assert sorted(paths[0].parent.iterdir()) == sorted(paths)  # our own file is nobody's work


def test_an_approval_that_was_cut_off_is_finished(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.night("2026-11-20", finding(1))
    paths = make_papers(town.db, town.place, PaperKind.WEEKLY, date(2026, 11, 23), clock)

    def killed(path: Path, data: bytes) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr("scheduler.papers.making.write_private", killed)
        with pytest.raises(KeyboardInterrupt):
            approve(town.db, town.place.places, "weekly-2026-11-16", "王五", NOON)
    assert "草稿" in paths[2].read_text()
    approve(town.db, town.place.places, "weekly-2026-11-16", "王五", NOON)
    assert "草稿" not in paths[2].read_text()
    paths[2].write_text("something else")
    with pytest.raises(GongkaiError, match="was changed since 王五 approved it"):
        approve(town.db, town.place.places, "weekly-2026-11-16", "王五", NOON)


def test_a_paper_or_person_that_is_not_there(town: Town) -> None:
    with pytest.raises(GongkaiError, match="no such paper"):
        approve(town.db, town.place.places, "weekly-2026-11-16", "王五", NOON)
    with pytest.raises(GongkaiError, match="--person"):
        approve(town.db, town.place.places, "weekly-2026-11-16", " ", NOON)


def test_the_feedback_form_begins_with_the_number_and_leaves_room_to_answer(town: Town) -> None:
    one = finding(1)
    town.night("2026-11-20", one)
    paths = make_notices(town.db, town.place, date(2026, 11, 20), clock=clock)
    book = load_workbook(next(path for path in paths if path.suffix == ".xlsx"))
    rows = list(book["附件2 反馈表"].iter_rows(values_only=True))
    assert rows[0] == (
        "问题编号", "责任单位", "信息标题", "问题链接", "问题描述", "整改时限", "整改措施",
        "整改链接", "反馈时间", "申诉", "情况说明", "备注",
    )  # fmt: skip
    assert rows[1][0] == one.case_id
    assert not any(rows[1][6:])
    assert len(rows) == 2


def test_a_filled_feedback_form_is_read_back(town: Town) -> None:
    one, other = finding(1), finding(2)
    town.night("2026-11-20", one, other)
    paths = make_notices(town.db, town.place, date(2026, 11, 20), clock=clock)
    (path,) = [path for path in paths if path.suffix == ".xlsx"]
    assert read_answers(path) == ()
    book = load_workbook(path)
    sheet = book["附件2 反馈表"]
    heads = [cell.value for cell in sheet[1]]
    row = next(row for row in (2, 3) if sheet.cell(row, 1).value == one.case_id)
    sheet.cell(row, heads.index("整改措施") + 1, "已补充文号")
    sheet.cell(row, heads.index("整改链接") + 1, "http://yunxi.test/doc/1.html")
    sheet.cell(row, heads.index("反馈时间") + 1, "2026年11月25日")
    book.save(path)
    (answer,) = read_answers(path)
    assert (answer.case_id, answer.measure) == (one.case_id, "已补充文号")
    assert answer.link == "http://yunxi.test/doc/1.html"
    assert answer.reported_on == date(2026, 11, 25)


def test_the_offices_own_terms_hold(tmp_path: Path) -> None:
    town = Town(tmp_path, monitor="[cases]\nrectify = 2\nappeal = 7")
    town.night("2026-11-20", finding(1))
    books = books_of(town, PaperKind.NOTICE, "2026-11-20")
    paper = notice(books, "yunxi")
    assert paper is not None
    assert "于2026年11月24日前（自本通知印发之日起2个工作日" in words(paper)
    assert "7个工作日内书面提出" in words(paper)
    late = books_of(town, PaperKind.MONTHLY, "2026-11-26")
    assert late.mend_day(late.live()[0]) == date(2026, 11, 24)
