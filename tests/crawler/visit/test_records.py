"""From pages to the records of a dossier: details, links, duplicates, letters, reports."""

from __future__ import annotations

import pytest

from crawler.pages.reading import ListReading, Reading, Target
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.dossier import ReadState, Section
from crawler.records.model import Cause, Entry, Interpretation, Link, Message, Snapshot
from crawler.visit.words import words
from crawler.visit.yearly import report_year
from tests.crawler.visit.county import (
    HOST,
    MENU,
    Row,
    ago,
    at,
    county,
    document,
    interpretation,
    letter,
    link,
    numbered,
    visit,
)


def test_an_interpretation_that_only_a_document_links_is_read() -> None:
    site = county()
    site.record(
        "/gfxwj/d0.html", document("", None, Link(at("/old/9.html"), "图解办法", "相关解读"))
    )
    site.record("/old/9.html", interpretation())
    run = visit(site)
    found = next(i for i in run.dossier.interpretations if i.url == at("/old/9.html"))
    assert found.linked_from == (at("/gfxwj/d0.html"),)
    task = next(t for t in run.asked if t.url == at("/old/9.html"))
    assert (task.role, task.linked_from) == (Role.INTERPRETATIONS, at("/gfxwj/d0.html"))


def test_a_listed_interpretation_that_a_document_links_is_read_once() -> None:
    site = county()
    site.record("/gfxwj/d0.html", document("", None, Link(at("/zcjd/i1.html"), "解读", "相关解读")))
    run = visit(site, seed=5)
    found = next(i for i in run.dossier.interpretations if i.url == at("/zcjd/i1.html"))
    assert found.linked_from == (at("/gfxwj/d0.html"),)
    assert run.asked_urls().count(at("/zcjd/i1.html")) == 1


def test_a_linked_interpretation_that_fails_is_a_miss_of_its_document() -> None:
    site = county()
    elsewhere = "http://unlisted.test/1.html"
    site.record(
        "/gfxwj/d0.html",
        document(
            "",
            None,
            Link(at("/old/9.html"), "图解", "相关解读"),
            Link(elsewhere, "媒体解读", "相关解读"),
        ),
    )
    site.down[at("/old/9.html")] = Cause.UNREACHABLE
    run = visit(site)
    misses = {m.url: m for m in run.dossier.misses}
    assert misses[at("/old/9.html")].linked_from == at("/gfxwj/d0.html")
    assert misses[elsewhere].cause is Cause.BLOCKED
    assert elsewhere not in run.asked_urls()
    assert run.dossier.section(Role.INTERPRETATIONS).state is ReadState.WHOLE


def test_menu_links_on_documents_are_not_followed_as_interpretations() -> None:
    site = county()
    for n in range(3):
        site.record(f"/gfxwj/d{n}.html", document("", None, Link(at("/zcjd/"), "政策解读", "")))
    run = visit(site)
    assert all(i.linked_from == () for i in run.dossier.interpretations)
    assert run.asked_urls().count(at("/zcjd/")) == 1


def test_columns_beside_the_interpretations_in_a_tree_are_none_themselves() -> None:
    site = county()
    budget = link("/czyjs/", "财政预决算", "政策解读")
    site.menu("/lyfg/", budget)
    site.menu("/", *MENU, budget, link("/zcjd/", "更多", "政策解读"))
    site.record("/gfxwj/d0.html", document("", None, Link(at("/czyjs/"), "财政预决算", "政策解读")))
    assert at("/czyjs/") not in visit(site).asked_urls(Purpose.DETAIL)


def test_details_outside_the_window_are_left_out_without_a_miss() -> None:
    site = county()
    site.rows(
        "/zcjd/",
        [Row("/zcjd/i0.html", "新", ago(1)), Row("/zcjd/x.html", "旧", ago(900))],
        ordered=True,
    )
    run = visit(site)
    assert at("/zcjd/x.html") not in run.asked_urls()
    assert run.dossier.section(Role.INTERPRETATIONS).state is ReadState.WHOLE
    assert [e.title for e in run.dossier.entries(Role.INTERPRETATIONS)] == ["新", "旧"]


@pytest.mark.parametrize(
    "label, ordered, followed", [("", False, True), ("", True, False), ("来信时间", False, False)]
)
def test_old_letters_are_skipped_only_where_their_date_is_sure(
    label: str, ordered: bool, followed: bool
) -> None:
    site = county()
    site.rows(
        "/xjxd/",
        [
            Row("/xjxd/m0.html", "新", ago(1), label=label),
            Row("/xjxd/m3.html", "旧", ago(470), label=label),
        ],
        ordered=ordered,
    )
    assert (at("/xjxd/m3.html") in visit(site).asked_urls()) is followed


def test_a_letter_whose_page_fails_stays_in_the_dossier_unread() -> None:
    site = county()
    site.down[at("/xjxd/m2.html")] = Cause.UNREACHABLE
    dossier = visit(site).dossier
    unread = [m for m in dossier.messages if not m.read]
    assert [(m.url, m.cause) for m in unread] == [(at("/xjxd/m2.html"), Cause.UNREACHABLE)]
    section = dossier.section(Role.MESSAGE_BOARD)
    assert (section.state, section.cause) == (ReadState.PART, Cause.UNREACHABLE)


def test_a_page_listed_twice_is_one_record_with_aliases() -> None:
    site = county()
    site.rows(
        "/gfxwj/",
        [
            Row("/gfxwj/d0.html", "甲", ago(1)),
            Row("/go?id=7", "甲", ago(1)),
            Row("/copy/d0.html", "甲", ago(1)),
        ],
    )
    site.redirects[at("/go?id=7")] = at("/gfxwj/d0.html")
    site.record("/copy/d0.html", document())
    site.bytes_of[at("/copy/d0.html")] = at("/gfxwj/d0.html")
    dossier = visit(site, seed=2).dossier
    assert [d.url for d in dossier.documents] == [at("/gfxwj/d0.html")]
    assert dossier.same_page(at("/go?id=7"), at("/copy/d0.html"))


def test_many_addresses_with_the_same_bytes_are_soft_404s() -> None:
    site = county()
    rows = numbered("/gfxwj/s", 25)
    site.rows("/gfxwj/", rows)
    for row in rows:
        site.record(row.path, document())
        site.bytes_of[at(row.path)] = "the same"
    dossier = visit(site).dossier
    assert dossier.documents == ()
    assert {m.cause for m in dossier.misses_of([Role.NORMATIVE_DOCUMENTS])} == {Cause.SOFT_404}
    assert dossier.section(Role.NORMATIVE_DOCUMENTS).cause is Cause.SOFT_404


def test_a_page_behind_a_row_that_is_the_home_page_is_a_soft_404() -> None:
    site = county()
    site.bytes_of[at("/gfxwj/d0.html")] = HOST + "/"
    dossier = visit(site).dossier
    assert at("/gfxwj/d0.html") not in [d.url for d in dossier.documents]
    assert [m.cause for m in dossier.misses] == [Cause.SOFT_404]


def test_rows_that_leave_for_unlisted_hosts_or_files_are_rows_and_not_read() -> None:
    site = county()
    site.rows(
        "/gfxwj/",
        [
            Row("http://www.gov.example/1.html", "外", ago(1)),
            Row("/gfxwj/d0.html", "内", ago(2)),
            Row("/gfxwj/f.pdf", "附", ago(3)),
        ],
    )
    run = visit(site)
    assert run.dossier.section(Role.NORMATIVE_DOCUMENTS).entries == 3
    assert {(m.url, m.cause) for m in run.dossier.misses} == {
        ("http://www.gov.example/1.html", Cause.BLOCKED),
        (at("/gfxwj/f.pdf"), Cause.UNREADABLE),
    }
    assert "http://www.gov.example/1.html" not in run.asked_urls()
    asked = [task.purpose for task in run.asked if task.url == at("/gfxwj/f.pdf")]
    assert asked == [Purpose.FILE, Purpose.AGAIN]  # not as a page, and once more as it was gone


def test_freshness_comes_from_rows_pinned_or_not_and_never_from_the_future() -> None:
    site = county()
    site.rows(
        "/xw/",
        [
            Row("/a", "置顶", ago(700), pinned=True),
            Row("/b", "新", ago(3)),
            Row("/c", "明日", ago(-2)),
        ],
    )
    assert visit(site).dossier.section(Role.NEWS).newest_on == ago(3)


def test_undated_rows_are_dated_by_a_few_pages_that_are_no_documents_of_the_portal() -> None:
    site = county()
    site.rows("/xw/", [Row(f"/xw/n{n}.html", f"新闻{n}", None) for n in range(9)])
    for n in range(9):
        site.record(f"/xw/n{n}.html", document("", ago(5 + n)))
    run = visit(site)
    assert run.dossier.section(Role.NEWS).newest_on == ago(5)
    assert len([u for u in run.asked_urls(Purpose.DETAIL) if "/xw/n" in u]) == 3
    assert all(d.role is Role.NORMATIVE_DOCUMENTS for d in run.dossier.documents)


def test_single_page_behind_a_list_of_one_gives_its_text() -> None:
    site = county()
    site.rows("/xxgk/zn/", [Row("/xxgk/zn/1.html", "政府信息公开指南", None)])
    site.text("/xxgk/zn/1.html", 900)
    section = visit(site).dossier.section(Role.GUIDE)
    assert (section.state, section.text_chars) == (ReadState.WHOLE, 900)


@pytest.mark.parametrize(
    "title, year",
    [
        ("云溪县2025年政府信息公开工作年度报告", 2025),
        ("二〇二五年政府信息公开年报", 2025),
        ("关于做好2025年政府信息公开年度报告编制工作的通知", None),
        ("2025年工作要点", None),
        ("政府信息公开工作年度报告", None),
        ("二○二四年年度报告", 2024),
    ],
)
def test_the_year_of_a_report(title: str, year: int | None) -> None:
    assert report_year(title) == year


def test_reports_whose_row_lacks_a_date_are_opened() -> None:
    site = county()
    site.rows(
        "/xxgk/nb/",
        [
            Row("/xxgk/nb/1.html", "2025年政府信息公开年报", None),
            Row("/xxgk/nb/2.html", "2024年政府信息公开年报", ago(600)),
        ],
    )
    run = visit(site)
    assert at("/xxgk/nb/1.html") in run.asked_urls()
    assert at("/xxgk/nb/2.html") not in run.asked_urls()
    assert [r.year for r in run.dossier.annual_reports] == [2025, 2024]


def test_a_document_in_two_sections_is_read_once_and_belongs_to_the_first() -> None:
    site = county()
    site.menu("/lyfg/", link("/zcjd2/", "政策解读"))
    site.rows("/zcjd/", [Row("/gfxwj/d0.html", "同页", ago(1)), *numbered("/zcjd/i", 2)])
    run = visit(site, seed=4)
    assert run.asked_urls(Purpose.DETAIL).count(at("/gfxwj/d0.html")) == 1
    assert not any(
        isinstance(r, Interpretation) and r.url == at("/gfxwj/d0.html") for r in run.dossier.records
    )


def test_what_a_list_tells_gives_way_to_the_page_itself() -> None:
    site = county()

    def board(task: Task, shot: Snapshot) -> Reading:
        rows = tuple(
            Entry(at(f"/xjxd/m{n}.html"), f"信{n}", task.role, shot, task.url, n) for n in range(2)
        )
        told = tuple(Message(row.url, row.title, task.role, shot) for row in rows)
        return Reading(listing=ListReading(rows), records=told)

    site.page("/xjxd/", board)
    site.down[at("/xjxd/m1.html")] = Cause.UNREACHABLE
    letters = visit(site).dossier.messages
    assert [len(m.replies) for m in letters if m.url == at("/xjxd/m0.html")] == [1]
    assert len(letters) == 2


def kinds() -> list[Target]:
    return [
        link(f"/{code}/", label, "公众留言")
        for code, label in (("zx", "咨询"), ("ts", "投诉"), ("jy", "建议"))
    ]


@pytest.mark.parametrize("head", [(), ("/xjxd/", "县长信箱")])
def test_letters_split_by_kind_are_all_read(head: tuple[str, ...]) -> None:
    site = county()
    beside = [link(*head)] if head else []
    site.menu("/hdjl/", *MENU, *beside, *kinds(), link("/yjzj/", "意见征集"))
    for code in ("zx", "ts", "jy"):
        site.rows(f"/{code}/", numbered(f"/{code}/m", 2))
        for n in range(2):
            site.record(f"/{code}/m{n}.html", letter())
    read = {m.url.split("/")[3] for m in visit(site).dossier.messages}
    assert read == {"zx", "ts", "jy", *(["xjxd"] if head else [])}


def test_kinds_on_a_board_that_shows_letters_are_tabs_of_it() -> None:
    site = county()
    site.rows("/xjxd/", numbered("/xjxd/m", 4), *kinds())
    run = visit(site)
    assert not {t.url for t in run.asked} & {at(f"/{code}/") for code in ("zx", "ts", "jy")}


def test_a_piece_bears_the_column_that_lists_it() -> None:
    site = county()
    tabs = [
        link(f"/zcjd/{code}/", label, "政策解读")
        for code, label in (("wz", "文字解读"), ("mt", "媒体解读"))
    ]
    rows = numbered("/zcjd/i", 3)
    site.menu("/zcjd/", *MENU, *tabs, text=20)
    site.rows("/zcjd/wz/", rows[:2])
    site.rows("/zcjd/mt/", rows[1:])
    told = {i.url[-6:]: i.column for i in visit(site).dossier.interpretations}
    assert told == {"0.html": "文字解读", "1.html": "", "2.html": "媒体解读"}


def test_letters_on_a_board_of_one_kind_are_of_that_kind() -> None:
    site = county()
    site.menu("/hdjl/", *MENU, *kinds())
    rows = numbered("/x/m", 3)
    site.rows("/zx/", rows[:1])
    site.rows("/ts/", rows[1:])
    site.rows("/jy/", rows[2:])
    for n in (0, 2):
        site.record(f"/x/m{n}.html", letter())
    site.down[at("/x/m1.html")] = Cause.UNREACHABLE
    told = {
        m.url[-6:]: m.message_kind.value if m.message_kind else None
        for m in visit(site).dossier.messages
    }
    assert told == {"0.html": "咨询", "1.html": "投诉", "2.html": None}


@pytest.mark.parametrize("label", ["县长信箱", "互动留言", "在线投诉平台说明"])
def test_other_names_of_boards_say_nothing_of_the_kind(label: str) -> None:
    assert words().letter_kind.fullmatch(label) is None


@pytest.mark.parametrize("beside", [False, True])
def test_questions_on_policy_serve_where_no_interpretations_are(beside: bool) -> None:
    site = county()
    better = (link("/zcjd/", "政策解读"),) if beside else ()
    site.menu("/", *MENU, link("/zcwd/", "政策问答"), *better)
    site.rows("/zcwd/", numbered("/zcwd/q", 2))
    run = visit(site)
    assert run.dossier.section(Role.INTERPRETATIONS).state is ReadState.WHOLE
    asked = {task.url for task in run.asked if task.role is Role.INTERPRETATIONS}
    assert (at("/zcwd/") in asked) is not beside


GONE = Reading(cause=Cause.SOFT_404, detail="shown: 页面不存在")


def met(label: str, down: Reading | Cause) -> Section:
    """The gazette of a county without one, whose menu leads to a page not seen under a label."""
    site = county()
    known = (link("/gfxwj/", "规范性文件"), link("/ldzc/", "领导之窗"))
    site.menu("/zwgk/", *known, link("/x/", label))
    if isinstance(down, Cause):
        site.down[HOST + "/x/"] = down
    else:
        site.page("/x/", lambda task, shot: down)
    return visit(site).dossier.section(Role.GAZETTE)


@pytest.mark.parametrize("label", ["民政办理", "便民地图", "同心桥"])
def test_a_page_that_the_site_says_is_none_hides_only_what_its_label_speaks_for(label: str) -> None:
    assert met(label, GONE).state is ReadState.ABSENT


@pytest.mark.parametrize("label", ["政府公报", "公报", "更多", "信息公开专栏"])
def test_such_a_page_may_hold_what_its_label_says(label: str) -> None:
    section = met(label, GONE)
    assert (section.state, section.cause) == (ReadState.UNOBSERVABLE, Cause.SOFT_404)


@pytest.mark.parametrize("cause", [Cause.CHALLENGED, Cause.UNREACHABLE, Cause.BLOCKED])
def test_a_page_that_did_not_show_itself_may_hold_anything(cause: Cause) -> None:
    section = met("民政办理", cause)
    assert (section.state, section.cause) == (ReadState.UNOBSERVABLE, cause)
