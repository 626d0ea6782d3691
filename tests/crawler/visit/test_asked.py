"""What rulebooks ask of a visit besides columns: lists further back, pages by title, entrances."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from crawler.pages.reading import Reading
from crawler.pages.task import Purpose
from crawler.portals.model import Limits
from crawler.portals.roles import Role
from crawler.records import (
    Cause,
    Entrance,
    Entrances,
    Field,
    FileText,
    ReadState,
    SoughtPage,
    Source,
)
from crawler.records.columns import Asked, Reach
from tests.crawler.visit.county import HOME, TODAY, Row, Site, ago, at, county, document, visit

NEWS = "/xw/"


def rows(first: int, count: int = 5) -> list[Row]:
    return [
        Row(f"/xw/{first + n}.html", f"第{first + n}条新闻", ago(first + n)) for n in range(count)
    ]


def paged(pages: int = 6) -> Site:
    """A county whose news fill several pages, five days each."""
    made = county()
    turns = tuple((f"/xw/index_{n}.html", n) for n in range(2, pages + 1))
    made.rows(NEWS, rows(0), turns=turns, ordered=True)
    for n in range(2, pages + 1):
        made.rows(f"/xw/index_{n}.html", rows((n - 1) * 5), ordered=True)
    return made


def news(reach: Reach | None = None, site: Site | None = None, limits: Limits | None = None):
    asking = Asked(reaches=(reach,) if reach is not None else ())
    return visit(site or paged(), asking=asking, limits=limits).dossier.section(Role.NEWS)


def test_without_being_asked_the_first_page_of_news_is_enough():
    section = news()
    assert (section.state, section.list_pages, section.entries) == (ReadState.WHOLE, 1, 5)
    assert section.unread_before == ago(4) + timedelta(days=1)


def test_news_are_read_as_far_back_as_a_rulebook_begins():
    section = news(Reach(Role.NEWS, since=ago(12)))
    assert (section.state, section.list_pages) == (ReadState.WHOLE, 4)
    assert section.unread_before is not None
    assert section.unread_before <= ago(12)


def test_a_window_counts_back_from_today():
    assert news(Reach(Role.NEWS, days=12)).list_pages == 4


def test_a_list_read_to_its_end_leaves_nothing_unread():
    section = news(Reach(Role.NEWS, since=date(2020, 1, 1)))
    assert (section.list_pages, section.unread_before) == (6, None)


def test_a_list_cut_by_its_bound_is_read_in_part():
    section = news(Reach(Role.NEWS, since=date(2020, 1, 1)), limits=Limits(list_pages=3))
    assert (section.state, section.cause) == (ReadState.PART, Cause.LIMIT)


def test_where_rows_have_no_order_no_day_can_be_told():
    made = county()
    shuffled = [replace(row, on=None) for row in rows(0)]
    made.rows(NEWS, [Row("/xw/n.html", "新闻", TODAY), *shuffled], turns=(("/xw/index_2.html", 2),))
    made.rows("/xw/index_2.html", rows(30))
    assert news(site=made).unread_before == date.max


def test_pages_behind_old_rows_are_read_no_further_back_than_on_every_visit():
    made = county()
    listed = [Row("/zcjd/i0.html", "解读一", ago(10)), Row("/zcjd/old.html", "解读二", ago(900))]
    made.rows("/zcjd/", listed, ordered=True)
    run = visit(made, asking=Asked(reaches=(Reach(Role.INTERPRETATIONS, since=ago(1000)),)))
    assert at("/zcjd/old.html") not in run.asked_urls(Purpose.DETAIL)
    assert at("/zcjd/old.html") in {row.url for row in run.dossier.entries(Role.INTERPRETATIONS)}


def sought(site: Site, *titles: str, limits: Limits | None = None):
    return visit(site, asking=Asked(titles=titles), limits=limits)


def with_plan(title: str = "2026年政务公开工作实施方案", path: str = "/tzgg/plan.html") -> Site:
    made = county()
    made.rows("/tzgg/", [Row(path, title, ago(30)), Row("/tzgg/x.html", "公告", ago(3))])

    def page(task, shot):
        record = SoughtPage(task.url, title, task.role, shot, text="方案")
        return Reading(asked=(record,) if task.sought else (), own_text_chars=300)

    made.page(path, page)
    made.page("/tzgg/x.html", page)
    return made


def test_a_page_of_a_title_asked_for_is_read():
    run = sought(with_plan(), "政务公开.{0,12}实施方案")
    (page,) = [r for r in run.dossier.records if isinstance(r, SoughtPage)]
    assert (page.url, page.role) == (at("/tzgg/plan.html"), Role.NOTICES)
    assert at("/tzgg/x.html") not in run.asked_urls(Purpose.DETAIL)
    assert run.dossier.section(Role.NOTICES).state is ReadState.WHOLE
    assert not run.dossier.documents or all(
        d.role is Role.NORMATIVE_DOCUMENTS for d in run.dossier.documents
    )


def test_a_row_of_such_a_title_that_leads_straight_to_a_file_is_read_as_one():
    made = county()
    title = "云溪县行政备案事项清单"
    listed = [Row("/f/ml.xlsx", title, ago(30)), Row("/f/other.xlsx", "报名表", ago(3))]
    made.rows("/tzgg/", listed)

    def file(task, shot):
        shown = Field(date(2020, 1, 1), "2020-01-01", Source.TEXT)
        page = SoughtPage(task.url, title, task.role, shot, shown, text="清单")
        form = document("清单")(task, shot)
        told = FileText(task.url, title, shot, used=True)
        return Reading(file=told, behind=(page, form), own_text_chars=300)

    made.page("/f/ml.xlsx", file)
    run = sought(made, "备案事项")
    (page,) = [r for r in run.dossier.records if isinstance(r, SoughtPage)]
    assert (page.url, page.text, page.published_on) == (at("/f/ml.xlsx"), "清单", None)
    assert ([one.used for one in page.files], page.beside) == ([True], ("file",))
    assert run.asked_urls(Purpose.TEXT) == [at("/f/ml.xlsx")]
    assert not any(d.url == page.url for d in run.dossier.documents)
    none = visit(made, asking=Asked(titles=("备案事项",)), limits=Limits(sought_pages=0))
    assert none.asked_urls(Purpose.TEXT) == []


def test_a_title_with_spaces_and_in_full_width_fits():
    run = sought(with_plan("２０２６年 政务公开工作 实施方案"), "2026年政务公开.{0,12}实施方案")
    assert any(isinstance(r, SoughtPage) for r in run.dossier.records)


def test_a_page_that_is_read_anyway_is_read_once():
    made = county()
    run = sought(made, "第")
    urls = run.asked_urls(Purpose.DETAIL)
    assert len(urls) == len(set(urls))


def test_letters_are_never_sought():
    run = sought(county(), ".")
    marked = [t for t in run.asked if t.purpose is Purpose.DETAIL and t.sought]
    assert marked
    assert {t.role for t in marked}.isdisjoint({Role.MESSAGE_BOARD, Role.LEADERS})


def test_sections_that_may_be_the_catalogue_itself_are_sought():
    run = sought(county(), ".")
    marked = {t.role for t in run.asked if t.purpose is Purpose.SECTION and t.sought}
    assert marked <= {Role.STATUTORY_CONTENT, Role.DECISION_CATALOGUE}
    assert Role.STATUTORY_CONTENT in marked
    assert not any(t.sought for t in sought(county()).asked)


def test_the_bound_on_sought_pages_is_a_miss_and_hides_no_section():
    made = county()
    listed = [Row(f"/tzgg/{n}.html", f"实施方案之{n}", ago(n)) for n in range(5)]
    made.rows("/tzgg/", listed)
    for row in listed:
        made.text(row.path)
    run = sought(made, "实施方案", limits=Limits(sought_pages=2))
    asked = [u for u in run.asked_urls(Purpose.DETAIL) if "/tzgg/" in u]
    assert asked == [at("/tzgg/0.html"), at("/tzgg/1.html")]
    assert run.dossier.section(Role.NOTICES).state is ReadState.WHOLE
    missed = [m for m in run.dossier.misses if m.role is Role.NOTICES]
    assert {m.cause for m in missed} == {Cause.LIMIT}
    assert len(missed) == 3


def test_a_broad_title_takes_no_pages_of_a_narrow_one():
    made = county()
    listed = [Row(f"/tzgg/{n}.html", f"规划之{n}", ago(n)) for n in range(9)]
    made.rows("/tzgg/", [*listed, Row("/tzgg/plan.html", "实施方案", ago(40))])
    for row in [*listed, Row("/tzgg/plan.html", "", None)]:
        made.text(row.path)
    run = sought(made, "规划", "实施方案", limits=Limits(sought_pages=2))
    asked = [u for u in run.asked_urls(Purpose.DETAIL) if "/tzgg/" in u]
    assert sorted(asked) == [at("/tzgg/0.html"), at("/tzgg/plan.html")]


@pytest.mark.parametrize("asked", [True, False])
def test_entrances_are_taken_of_home_and_of_sections_when_asked_for(asked: bool):
    made = county()
    for path in ("/", "/xxgk/"):
        before = made.pages[at(path)]

        def page(task, shot, before=before):
            label = Entrance("县长信箱")
            offered = Entrances(task.url, "", task.role, shot, (label,))
            return replace(before(task, shot), asked=(offered,) if task.entrances else ())

        made.page(path, page)
    dossier = visit(
        made, asking=Asked(entrances=(Role.HOME, Role.PLATFORM) if asked else ())
    ).dossier
    found = {r.role: r.url for r in dossier.records if isinstance(r, Entrances)}
    expected = {Role.HOME: HOME, Role.PLATFORM: at("/xxgk/")}
    assert found == (expected if asked else {})


def test_the_whole_tree_is_looked_through_when_asked_for():
    plain, whole = visit(county()), visit(county(), asking=Asked(whole_tree=True))
    assert not plain.dossier.columns
    assert whole.dossier.column_tree_complete
    assert {"规范性文件", "政府信息公开指南"} <= {c.title for c in whole.dossier.columns}
    assert set(plain.asked_urls()) <= set(whole.asked_urls())


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_answers_changes_nothing(seed: int):
    asking = Asked(
        reaches=(Reach(Role.NEWS, since=ago(12)),), titles=("实施方案",), whole_tree=True,
        entrances=(Role.HOME, Role.NEWS),
    )  # fmt: skip
    made = with_plan()
    made.pages.update({k: v for k, v in paged().pages.items() if "/xw/" in k})
    first, other = (visit(made, asking=asking, seed=n).dossier for n in (0, seed + 1))
    assert (first.records, first.sections, first.columns) == (
        other.records, other.sections, other.columns,
    )  # fmt: skip
