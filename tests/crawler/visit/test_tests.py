"""What a visit asks for besides pages: targets of links, titles to search, lists of persons."""

# ruff: noqa: E501 - tables of cases and markup
from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from crawler.pages.reading import ListReading, Reading
from crawler.pages.task import Purpose, Task
from crawler.portals.model import Portal, PortalKind
from crawler.portals.roles import Role
from crawler.records.dossier import ROSTERS_LEFT
from crawler.records.model import Cause, Entry, Field, FileText, Link, Snapshot, Source
from crawler.records.site import DeadLink, LinkSurvey, SearchBox, SearchProbe  # fmt: skip
from crawler.visit.fetch import Fetch
from crawler.visit.linkcheck import LEFT, dead_links, links_shown, plan_again, plan_links
from crawler.visit.rosters import plan_roster_files, plan_rosters, unread
from crawler.visit.searching import plan_searches, search_records
from crawler.visit.territory import Neighbourhood, Territory
from crawler.visit.words import lists_persons
from tests.crawler.visit.county import AS_OF, SEEN, TODAY

HOST = "http://www.yunxi.test"
HOME = HOST + "/"
LISTED = frozenset({"www.yunxi.test", "other.test"})
PORTAL = Portal("yunxi", "云溪县人民政府", PortalKind.COUNTY, HOME, ("standing",))
Answer = tuple[Fetch, Reading | None]


def url(path: str) -> str:
    return path if path.startswith("http") else HOST + path


def answer(
    task: Task, reading: Reading | None = None, status: int = 200, cause: Cause | None = None
) -> Answer:
    if cause is not None:
        return Fetch(task, cause=cause), None
    shot = Snapshot(task.url, SEEN, "a" * 64, status)
    return Fetch(task, shot, task.url), reading


def home(*links: str, **more: object) -> Answer:
    reading = Reading(links=tuple(map(url, links)), **more)  # type: ignore[arg-type]
    return answer(Task(Purpose.HOME, HOME, Role.HOME), reading)


def page(
    path: str, *links: str, purpose: Purpose = Purpose.SECTION, clicks: int = 1, **more: object
) -> Answer:
    task = Task(purpose, url(path), Role.NEWS, clicks=clicks, section_url=url(path), referrer=HOME)
    return answer(task, Reading(links=tuple(map(url, links)), **more))  # type: ignore[arg-type]


def tried(
    path: str,
    status: int = 200,
    cause: Cause | None = None,
    again: bool = False,
    reading: Reading | None = None,
) -> Answer:
    purpose = Purpose.AGAIN if again else Purpose.LINK
    return answer(Task(purpose, url(path), Role.HOME), reading, status, cause)


def judged(
    answers: list[Answer], tests: list[Answer], guest: bool = False
) -> tuple[dict[str, DeadLink], LinkSurvey]:
    found = list(dead_links(answers, tests, (), PORTAL, guest))
    survey = found.pop()
    assert isinstance(survey, LinkSurvey)
    return {one.url: one for one in found if isinstance(one, DeadLink)}, survey


def test_targets_are_asked_from_near_to_far_and_each_once() -> None:
    answers = [page("/b/", "/3.html", "/1.html"), home("/2.html", "/1.html", "/b/")]
    shown = links_shown(answers, PORTAL, guest=False)
    assert list(shown) == [url("/2.html"), url("/1.html"), url("/b/"), url("/3.html")]
    assert (shown[url("/1.html")].page, shown[url("/1.html")].pages) == (HOME, 2)
    tasks, misses = plan_links(shown, {url("/b/")}, LISTED, 100)
    assert [task.url for task in tasks] == [url("/2.html"), url("/1.html"), url("/3.html")]
    assert not misses


def test_the_bound_cuts_and_tells_of_it_once() -> None:
    shown = links_shown([home(*(f"/{n}.html" for n in range(9)))], PORTAL, guest=False)
    tasks, misses = plan_links(shown, set(), LISTED, 4)
    assert (len(tasks), [miss.detail for miss in misses]) == (4, [LEFT])
    assert plan_links(shown, set(), LISTED, 9)[1] == []


def test_what_is_never_asked() -> None:
    answers = [
        home(
            "http://stranger.test/",
            "/login.do",
            "/vote.jsp?id=3",
            "/x/logout",
            "http://other.test/1.html",
        )
    ]
    tasks, _ = plan_links(links_shown(answers, PORTAL, guest=False), set(), LISTED, 100)
    assert [task.url for task in tasks] == ["http://other.test/1.html"]


def test_files_are_asked_for_their_heads_first() -> None:
    shown = links_shown([home("/1.pdf", "/2.html")], PORTAL, guest=False)
    assert [task.method for task in plan_links(shown, set(), LISTED, 9)[0]] == ["HEAD", "GET"]


def test_pages_of_other_hosts_are_not_the_portal_s_own() -> None:
    answers = [home("/1.html"), page("http://other.test/x/", "http://other.test/dead.html")]
    assert list(links_shown(answers, PORTAL, guest=False)) == [url("/1.html")]


def test_a_guest_is_not_blamed_for_the_menu_of_the_owner() -> None:
    owner = answer(
        Task(Purpose.EXPLORE, url("/index.html"), Role.HOME), Reading(links=(url("/menu.html"),))
    )
    answers = [home("/menu.html", "/own.html"), owner]
    assert list(links_shown(answers, PORTAL, guest=True)) == [url("/own.html")]


def test_a_row_read_from_a_further_page_counts() -> None:
    row = Entry(url("/n/9.html"), "通知", Role.NEWS, Snapshot(url("/n/2.html"), SEEN, "a" * 64))
    other = replace(row, url=url("/n/8.html"))
    turn = page("/n/2.html", purpose=Purpose.TURN, listing=ListReading(entries=(row, other)))
    detail = answer(Task(Purpose.DETAIL, row.url, Role.NEWS, clicks=2), Reading(), 404)
    shown = links_shown([home(), turn, detail], PORTAL, guest=False)
    assert list(shown) == [row.url]
    assert [task.url for task in plan_again([detail], shown)] == [row.url]


SOFT = Reading(cause=Cause.SOFT_404, detail="shown: 页面不存在")
CASES: dict[str, tuple[list[Answer], int | None]] = {
    "404 and 404": ([tried("/1", 404), tried("/1", 404, again=True)], 2),
    "404 and well": ([tried("/1", 404), tried("/1", 200, again=True)], None),
    "500 and 502": ([tried("/1", 500), tried("/1", 502, again=True)], 2),
    "a soft 404 twice": ([tried("/1", reading=SOFT), tried("/1", again=True, reading=SOFT)], 2),
    "404, never asked again": ([tried("/1", 404)], 1),
    "404, and silent the second time": ([tried("/1", 404), tried("/1", cause=Cause.UNREACHABLE, again=True)], None),
    "forbidden": ([tried("/1", 403)], None),
    "challenged with 503": ([tried("/1", 503, reading=Reading(cause=Cause.CHALLENGED))], None),
    "well": ([tried("/1")], None),
}  # fmt: skip


@pytest.mark.parametrize(("tests", "tries"), CASES.values(), ids=CASES)
def test_a_dead_link_failed_every_try(tests: list[Answer], tries: int | None) -> None:
    found, survey = judged([home("/1")], tests)
    assert survey.asked + survey.unseen == 1
    if tries is None:
        assert found == {}
    else:
        link = found[url("/1")]
        assert (link.tries, link.shown_on, link.shown.url) == (tries, HOME, HOME)


def test_what_never_answered_is_told_apart() -> None:
    _, survey = judged([home("/1", "/2", "/3")], [tried("/1"), tried("/2", cause=Cause.ROBOTS)])
    assert (survey.asked, survey.unseen) == (1, 1)


@pytest.mark.parametrize(
    "case", ["404, and silent the second time", "forbidden", "challenged with 503"]
)
def test_what_gave_no_page_and_no_error_is_told_as_unseen(case: str) -> None:
    _, survey = judged([home("/1")], CASES[case][0])
    assert (survey.asked, survey.unseen) == (0, 1)


def test_a_home_page_that_was_not_seen_gives_no_survey() -> None:
    gone = answer(Task(Purpose.HOME, HOME, Role.HOME), cause=Cause.UNREACHABLE)
    assert list(dead_links([gone], [], (), PORTAL, False)) == []


def test_a_target_that_was_dead_and_answers_is_told() -> None:
    answers, tests = [home("/1", "/2")], [tried("/1"), tried("/2", 403)]
    found = list(dead_links(answers, tests, (), PORTAL, False, {url("/1"), url("/2"), url("/9")}))
    (one, _) = found
    assert isinstance(one, DeadLink)
    assert (one.url, one.mended, one.status) == (url("/1"), True, 200)


# the site's own search


BOX = SearchBox(HOME, "首页", Role.HOME, Snapshot(HOME, SEEN, "a" * 64), True, url("/search"), "q")


class Run:
    def __init__(self, *entries: Entry) -> None:
        self.entries = entries


def row(n: int, title: str, on: date | None) -> Entry:
    dated = Field(on, str(on), Source.ROW) if on else None
    shot = Snapshot(url("/gfxwj/"), SEEN, "a" * 64)
    return Entry(url(f"/gfxwj/{n}.html"), title, Role.NORMATIVE_DOCUMENTS, shot, date=dated)


def planned(
    *entries: Entry, box: SearchBox | None = BOX, most: int = 3, extra: tuple[Answer, ...] = ()
) -> list[str]:
    section = Task(Purpose.SECTION, url("/gfxwj/"), Role.NORMATIVE_DOCUMENTS)
    territory = Territory(PORTAL, Neighbourhood(LISTED))
    tasks = plan_searches(
        [home(search=box), *extra],
        [(section, Run(*entries))],
        territory,
        AS_OF,
        most,  # type: ignore[list-item]
    )
    return [task.label for task in tasks]


def test_three_settled_titles_are_asked_over_the_whole_list() -> None:
    rows = [row(n, f"云溪县第{n}号管理办法", TODAY - timedelta(days=n)) for n in range(0, 30)]
    assert planned(*rows) == [f"云溪县第{n}号管理办法" for n in (7, 18, 29)]


def test_titles_that_are_not_asked() -> None:
    old = TODAY - timedelta(days=90)
    bad = [
        row(1, "云溪县公路养护管…", old), row(2, "通知", old), row(3, "没有日期的一件文件", None),
        replace(row(4, "直接指向附件的文件", old), url=url("/4.pdf")), row(6, "昨天才发布的文件", TODAY),
    ]  # fmt: skip
    dead = answer(
        Task(Purpose.DETAIL, url("/gfxwj/7.html"), Role.NORMATIVE_DOCUMENTS), Reading(), 500
    )
    assert planned(*bad, row(7, "页面打不开的那件文件", old), extra=(dead,)) == []
    same = [row(8, "两处刊登的同一文件", old), row(9, "两处刊登的同一文件", old)]
    assert planned(*same) == ["两处刊登的同一文件"]


def test_only_a_plain_box_on_a_listed_host_is_asked() -> None:
    one = row(1, "云溪县公路养护管理办法", TODAY - timedelta(days=90))
    assert planned(one) == [one.title]
    assert planned(one, box=None) == []
    assert planned(one, box=replace(BOX, plain=False)) == []
    assert planned(one, box=replace(BOX, action="http://search.stranger.test/s")) == []


SOUGHT = row(1, "云溪县公路养护管理办法实施细则", TODAY - timedelta(days=90))


def result(*rows: tuple[str, str], links: tuple[str, ...] = (), says_none: bool = False) -> Reading:
    shot = Snapshot(url("/search"), SEEN, "a" * 64)
    entries = tuple(Entry(url(path), title, Role.SEARCH, shot) for path, title in rows)
    return Reading(
        listing=ListReading(entries=entries, says_none=says_none), links=tuple(map(url, links))
    )


RESULTS: dict[str, tuple[Reading, int, Cause | None]] = {
    "by its address": (result(("/a", "甲"), ("/gfxwj/1.html", "某文件")), 2, None),
    "over https": (result(("https://www.yunxi.test/gfxwj/1.html", "某文件")), 1, None),
    "by its title behind a relay": (result(("/go?id=1", SOUGHT.title)), 1, None),
    "by a title cut short": (result(("/go?id=1", "云溪县公路养护管理办法…")), 1, None),
    "not there": (result(("/a", "甲"), ("/b", "乙")), 0, None),
    "nothing found, in words": (result(says_none=True), 0, None),
    "a page without rows or words": (result(), 0, Cause.UNREADABLE),
    "only links, the first of them the menu's": (result(links=("/menu", "/gfxwj/1.html")), 1, None),
}  # fmt: skip


@pytest.mark.parametrize(("reading", "rank", "cause"), RESULTS.values(), ids=RESULTS)
def test_results(reading: Reading, rank: int, cause: Cause | None) -> None:
    task = Task(Purpose.SEARCH, url("/search?q=x"), Role.SEARCH, label=SOUGHT.title, entry=SOUGHT)
    first = home("/menu", search=BOX)
    _, probe = search_records(first, [answer(task, reading)])
    assert isinstance(probe, SearchProbe)
    assert (probe.rank, probe.cause, probe.url) == (rank, cause, SOUGHT.url)


@pytest.mark.parametrize(("beside", "rank"), [("/gfxwj/2.html", 1), ("/gfxwj/1.html", 0)])
def test_a_lone_result_that_the_home_page_shows_too(beside: str, rank: int) -> None:
    """It is in the frame of the site where the results of another title show it as well."""
    first = home("/menu", "/gfxwj/1.html", "/gfxwj/2.html", search=BOX)
    other = replace(SOUGHT, url=url("/gfxwj/2.html"), title="云溪县城市绿化养护管理办法")
    asked = [
        Task(Purpose.SEARCH, url(f"/search?q={n}"), Role.SEARCH, label=one.title, entry=one)
        for n, one in enumerate((SOUGHT, other))
    ]
    pages = (result(links=("/menu", "/gfxwj/1.html")), result(links=("/menu", beside)))
    got = [answer(task, page) for task, page in zip(asked, pages, strict=True)]
    _, probe, _ = search_records(first, got)
    assert isinstance(probe, SearchProbe)
    assert (probe.rank, probe.cause) == (rank, None if rank else Cause.UNREADABLE)


def test_a_search_that_does_not_answer() -> None:
    task = Task(Purpose.SEARCH, url("/search?q=x"), Role.SEARCH, entry=SOUGHT)
    for got, gone, cause in (
        (answer(task, Reading(), 404), True, None),
        (answer(task, result(says_none=True), 404), False, None),
        (answer(task, SOFT), False, Cause.SOFT_404),
        (answer(task, Reading(), 500), False, Cause.UNREACHABLE),
        (answer(task, cause=Cause.ROBOTS), False, Cause.ROBOTS),
    ):
        _, probe = search_records(home(search=BOX), [got])
        assert isinstance(probe, SearchProbe)
        assert (probe.gone, probe.cause) == (gone, cause)


# lists of persons


def listed(*rows: tuple[str, str, int]) -> Answer:
    shot = Snapshot(url("/tzgg/"), SEEN, "a" * 64)
    entries = tuple(
        Entry(url(path), title, Role.NOTICES, shot,
              date=Field(TODAY - timedelta(days=age), "", Source.ROW))
        for path, title, age in rows
    )  # fmt: skip
    return page("/tzgg/", listing=ListReading(entries=entries))


def test_pages_with_lists_of_persons_are_read_the_newest_first() -> None:
    answers = [listed(
        ("/1.html", "关于道路施工的通告", 1), ("/2.html", "低保对象名单公示", 30),
        ("/3.html", "耕地地力保护补贴发放明细", 3), ("/4.html", "拟录用人员公示", 9),
    )]  # fmt: skip
    tasks, misses = plan_rosters(answers, PORTAL, {url("/4.html")}, LISTED, 9)
    assert [task.url for task in tasks] == [url("/3.html"), url("/2.html")]
    assert not misses
    tasks, misses = plan_rosters(answers, PORTAL, set(), LISTED, 2)
    assert (len(tasks), len(misses)) == (2, 1)


def test_their_files_are_read_the_template_s_are_not() -> None:
    task = Task(Purpose.ROSTER, url("/2.html"), Role.NOTICES, label="名单")
    roster = answer(task, Reading(links=(url("/list.xlsx"), url("/help.pdf"), url("/3.html"))))
    tasks, left = plan_roster_files([home("/help.pdf"), roster], LISTED, 9)
    assert [one.url for one in tasks] == [url("/list.xlsx")]
    assert not left


def detail(title: str, *offers: Link, links: tuple[str, ...] = ()) -> Answer:
    """A page behind a row that was read for something else."""
    task = Task(Purpose.DETAIL, url("/n.html"), Role.NOTICES, label=title)
    return answer(task, Reading(offers=offers, links=links))


SHEET = Link(url("/download.jsp?id=7"), "附件1：2026年耕地地力保护补贴发放明细表.xlsx")
OTHER = Link(url("/b.doc"), "申报指南.doc")


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (detail("2026年耕地地力保护补贴公示", OTHER), [OTHER.url]),
        (detail("2026年高龄津贴发放公示", SHEET), [SHEET.url]),
        (detail("关于农业工作的通知", SHEET, OTHER), [SHEET.url]),
        (detail("关于农业工作的通知", OTHER), []),
        (detail("关于农业工作的通知", OTHER, links=(url("/x.xlsx"),)), []),
        (detail("公租房轮候对象公示", links=(url("/x.xlsx"),)), [url("/x.xlsx")]),
    ],
)
def test_files_with_persons_below_pages_read_otherwise(read: Answer, expected: list[str]) -> None:
    linked = answer(Task(Purpose.LINK, SHEET.url, Role.HOME, method="HEAD"), Reading())
    tasks, left = plan_roster_files([home(), read, linked], LISTED, 9)
    assert [one.url for one in tasks] == expected
    assert all(one.purpose is Purpose.ROSTER for one in tasks)
    assert not left
    known = answer(Task(Purpose.FILE, SHEET.url, Role.NOTICES), Reading())
    tasks, _ = plan_roster_files([home(), read, known], LISTED, 9)
    assert SHEET.url not in [one.url for one in tasks], "a file that was read is not read again"


def test_files_with_persons_beyond_the_bounds_are_told() -> None:
    sheets = [Link(url(f"/{n}.xlsx"), f"名单{n}.xlsx") for n in range(7)]
    tasks, left = plan_roster_files([home(), detail("补助对象公示", *sheets)], LISTED, 9)
    assert (len(tasks), [one.detail for one in left]) == (5, [ROSTERS_LEFT])
    tasks, left = plan_roster_files([home(), detail("补助对象公示", *sheets[:3])], LISTED, 2)
    assert (len(tasks), len(left)) == (2, 1)


def test_lists_of_persons_that_gave_nothing_are_told_once() -> None:
    task = Task(Purpose.ROSTER, url("/a.pdf"), Role.NOTICES)
    scan = replace(Reading(), file=FileText(url("/a.pdf"), "名单", cause=Cause.UNREADABLE))
    tests = [answer(task, scan), answer(replace(task, url=url("/b.pdf")), scan)]
    [left] = unread(tests, [])
    assert (left.detail, left.cause) == (ROSTERS_LEFT, Cause.UNREADABLE)
    assert not list(unread(tests, [left]))
    assert not list(unread([answer(task, Reading())], []))


PERSONS = (
    "2026年奖补资金发放公示", "高龄津贴公示", "征地补偿安置费公示表", "公租房摇号结果公告",
    "进入体检人员的公告", "面试公告", "名单.xlsx", "附件2：救助明细表（二）.xls",
)  # fmt: skip
NO_PERSONS = (
    "关于道路施工的通告", "云溪县土地征收补偿办法", "招标公告", "项目明细", "住房保障工作计划",
    "环境影响评价公示", "附件：申请表.doc",
)  # fmt: skip


def test_titles_of_lists_of_persons() -> None:
    assert [title for title in PERSONS if not lists_persons(title)] == []
    assert [title for title in NO_PERSONS if lists_persons(title)] == []


def test_rows_with_hostile_addresses_do_no_harm() -> None:
    bad = ("http://[broken/1.html", "javascript:void(0)", "", "http://user:pw@x/", "ftp://x/名单")
    shot = Snapshot(url("/tzgg/"), SEEN, "a" * 64)
    rows = tuple(Entry(one, "低保对象名单公示", Role.NOTICES, shot) for one in bad)
    answers = [page("/tzgg/", listing=ListReading(entries=rows))]
    assert plan_rosters(answers, PORTAL, set(), LISTED, 9) == ([], [])
    old = TODAY - timedelta(days=90)
    assert planned(*(replace(row(1, "云溪县公路养护管理办法", old), url=one) for one in bad)) == []
