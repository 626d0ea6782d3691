"""Pages behind rows that are read for what they hold: none unless asked for, then a few by lot."""

from __future__ import annotations

from crawler.pages.task import Purpose
from crawler.portals.model import Limits
from crawler.portals.roles import Role
from crawler.records.addresses import lot
from crawler.records.columns import Asked
from tests.crawler.visit.county import Row, Site, ago, at, county, link, visit

ASKED = Asked(samples=(Role.NOTICES,))
ROWS = [Row(f"/tz/{n}.html", f"关于第{n}件事的通知", ago(n)) for n in range(9)]
OLD = Row("/tz/old.html", "关于旧事的通知", ago(400))
TWINS = [Row(f"/tz/t{n}.html", "关于同一件事的通知", ago(20)) for n in range(2)]


def site(*rows: Row) -> Site:
    made = county()
    made.menu("/", link("/tz/", "通知公告"), link("/ld/", "领导之窗"))
    made.rows("/tz/", rows)
    return made


def asked_pages(run: object) -> set[str]:
    return {url for url in run.asked_urls() if "/tz/" in url and url.endswith(".html")}  # type: ignore[attr-defined]


def test_none_is_read_unless_a_rulebook_asks() -> None:
    assert asked_pages(visit(site(*ROWS))) == set()


def test_a_sample_by_lot_whatever_the_order_and_nothing_old() -> None:
    drawn = sorted((at(row.path) for row in ROWS), key=lot)[:4]
    for seed in range(3):
        run = visit(site(*ROWS, OLD), limits=Limits(sample_pages=4), asking=ASKED, seed=seed)
        assert asked_pages(run) == set(drawn)
    assert len(asked_pages(visit(site(*ROWS, OLD), asking=ASKED))) == 9


def test_twins_come_first() -> None:
    run = visit(site(*ROWS, *TWINS), limits=Limits(sample_pages=2), asking=ASKED)
    assert asked_pages(run) == {at(row.path) for row in TWINS}


def test_other_hosts_and_files_are_left() -> None:
    rows = [Row("http://else.test/tz/1.html", "甲", ago(1)), Row("/tz/2.pdf", "乙", ago(2))]
    assert asked_pages(visit(site(*rows), asking=ASKED)) == set()


def test_pages_that_a_section_of_everything_lists_are_read_as_those_of_their_own() -> None:
    rows = [Row(f"/ld/{n}.html", name, ago(200 + n)) for n, name in enumerate(("罗清", "贺晓岚"))]
    made = county()
    made.menu("/", link("/fd/", "法定主动公开内容"), link("/ld/", "领导之窗"))
    made.rows("/ld/", rows)
    made.rows("/fd/", rows)
    asked = {task.url: task.role for task in visit(made).asked if task.purpose is Purpose.DETAIL}
    assert {asked.get(at(row.path)) for row in rows} == {Role.LEADERS}


def test_a_page_sought_by_its_title_is_read_as_that_of_its_own_section() -> None:
    row = Row("/wj/1.html", "关于印发云溪县停车管理办法的通知", ago(200))
    made = county()
    made.menu("/", link("/gk/", "政府信息公开"), link("/wj/", "政策文件"))
    made.rows("/gk/", [row])
    made.rows("/wj/", [row])
    run = visit(made, asking=Asked(titles=("办法",)))
    pages = {task.url: task for task in run.asked if task.purpose is Purpose.DETAIL}
    assert (pages[at(row.path)].role, pages[at(row.path)].sought) == (Role.POLICY_DOCUMENTS, True)


def test_a_catalogue_of_decisions_among_notices_is_read_as_one_wherever_it_stands() -> None:
    title = "云溪县2026年度重大行政决策事项目录"
    rows = [
        *ROWS,
        Row("/tz/ml.html", title, ago(200)),
        Row("/tz/yj.html", f"{title}征求意见", ago(210)),
    ]
    for asked in (Asked(), Asked(titles=("决策.*目录",))):
        pages = {
            t.url: t.role
            for t in visit(site(*rows), asking=asked).asked
            if t.purpose is Purpose.DETAIL
        }
        assert pages.get(at("/tz/ml.html")) is Role.DECISION_CATALOGUE
        assert pages.get(at("/tz/yj.html")) in (None, Role.NOTICES)
