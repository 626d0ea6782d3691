"""A note that stands alone in a column of any kind and says why there is nothing."""

from __future__ import annotations

import pytest

from crawler.pages.condition.emptiness import is_note
from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.pages.reading import ListReading, Reading
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.dossier import ReadState
from crawler.records.model import Entry, Field, Snapshot, Source, StaticPage
from tests.crawler.visit.county import SEEN, Row, ago, at, county, numbered, visit

NOTE = "关于公示公告栏目的情况说明"


def behind(title: str, text: str) -> Reading:
    url = "http://www.yunxi.test/tzgg/n.html"
    shot = Snapshot(url, SEEN, "0" * 64)
    day = Field(ago(20), ago(20).isoformat(), Source.ROW)
    entry = Entry(url, title, Role.NOTICES, shot, "http://www.yunxi.test/tzgg/", 1, day)
    html = f"<html><body><h1>{title}</h1><div class='con'><p>{text}</p></div></body></html>"
    task = Task(Purpose.DETAIL, url, Role.NOTICES, entry=entry)
    return read(task, Page.parse(url, html.encode(), "text/html; charset=utf-8"), shot)


def test_a_note_in_a_column_of_notices_is_a_statement_of_none() -> None:
    found = behind(NOTE, "我镇本年度暂无应当发布的公示公告。特此说明。")
    assert found.listing.statement_on == ago(20)


@pytest.mark.parametrize(
    "title, text",
    [
        (NOTE, "我镇本年度已发布公示公告十二条，均已按时公开，现将有关做法说明如下。"),
        ("停水公告", "本次检修期间没有备用水源，请各户提前储水，具体情况另行公告。"),
    ],
)
def test_other_pages_behind_notices_are_no_statements(title: str, text: str) -> None:
    assert behind(title, text).listing.statement_on is None


def test_the_lone_note_of_a_dated_list_is_opened() -> None:
    site = county()
    site.rows("/tzgg/", [Row("/tzgg/n.html", NOTE, ago(250))])
    stated = Reading(listing=ListReading(blank=True, statement_on=ago(250)), own_text_chars=40)
    site.page("/tzgg/n.html", lambda t, s: stated)
    section = visit(site).dossier.section(Role.NOTICES)
    assert (section.state, section.statement_on) == (ReadState.EMPTY, ago(250))
    assert section.newest_on is None


def test_a_note_among_many_rows_is_not_opened() -> None:
    site = county()
    site.rows("/tzgg/", [Row("/tzgg/n.html", NOTE, ago(5)), *numbered("/tzgg/a", 6, 7)])
    run = visit(site)
    assert at("/tzgg/n.html") not in run.asked_urls(Purpose.DETAIL)
    assert run.dossier.section(Role.NOTICES).newest_on == ago(5)


def test_what_calls_itself_a_note() -> None:
    assert is_note(NOTE)
    assert is_note("无规范性文件的情况说明")
    assert not is_note("《城市管理办法》起草情况说明")
    assert not is_note("关于停水的公告")


@pytest.mark.parametrize(
    "own, beside, says_none, state",
    [
        (10, 75, True, ReadState.EMPTY),  # 建设中 beside a box of hot titles
        (10, 75, False, ReadState.WHOLE),  # an empty list, and text that may be its own
        (10, 400, True, ReadState.WHOLE),
        (90, 90, True, ReadState.WHOLE),
    ],
)
def test_what_stands_beside_a_page_that_says_it_has_nothing(
    own: int, beside: int, says_none: bool, state: ReadState
) -> None:
    site = county()

    def make(task: Task, shot: Snapshot) -> Reading:
        text = StaticPage(task.url, task.label, task.role, shot, "字" * beside, beside)
        return Reading(
            listing=ListReading(blank=True, says_none=says_none),
            records=(text,),
            own_text_chars=own,
        )

    site.page("/xxgk/ysq/", make)
    assert visit(site).dossier.section(Role.INFORMATION_REQUEST).state is state
