import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from math import inf

from bs4 import BeautifulSoup
from bs4.element import Tag

from crawler.portals import Role
from crawler.records import (
    DayStep,
    Evidence,
    Excuse,
    LateEntry,
    NamedColumn,
    ReadState,
    Redated,
    Snapshot,
    Wanted,
)
from reports.model import PolitenessRow, ScorePoint
from reports.page.charts import interval_picture, trend_picture
from reports.page.day_picture import day_picture
from reports.page.render import render
from reports.page.views import MOST_SHOWN
from tests.reports.builders import AS_OF, CALENDAR, county_night, finding, judged, report


def points(*values: str | None) -> list[ScorePoint]:
    return [
        ScorePoint(f"2026-11-{n:02d}", "-", Decimal(v) if v else None, Decimal(60), Decimal(90))
        for n, v in enumerate(values, 1)
    ]


def heading(tag: Tag) -> str:
    return str(tag.contents[0]).strip()


def test_the_page_tells_everything_it_has_to() -> None:
    night = county_night()
    html = render(night, frozenset(e.sha256 for j in night.judged for e in j.finding.evidence))
    soup = BeautifulSoup(html, "lxml")
    headings = [tag.get_text() for tag in soup.find_all("h2")]
    assert headings == [
        "各单位得分", "较上次变化", "问题（按指标）", "疑似与存量", "未到期事项",
        "未能观察的内容及原因", "未测评指标", "采集礼仪", "用语说明",
    ]  # fmt: skip
    text = soup.get_text()
    for words in ("示例数据", "得分区间", "采集覆盖率", "网站内容变化", "国庆节", "遇到反爬验证",
                  "公报按期出刊", "www.yunzhou.test:8801", "监测端自身原因", "免予扣分",
                  "不可补正", "整改时限", "第32项"):  # fmt: skip
        assert words in text
    assert len(soup.select("svg.trend")) == 4
    assert len(soup.select("svg.month")) >= 32
    assert len(soup.select('a[href^="copies/"]')) == 32
    assert not re.search(r"(src|href)=[\"'](?!https?://|#|copies/)", html)
    assert render(night, frozenset()) == render(night, frozenset())


def test_pages_that_came_late_into_their_list_are_shown_as_hints_alone() -> None:
    shot = Snapshot("http://www.yunxi.test/doc/1.html", AS_OF, "a" * 64)
    before = Evidence("http://www.yunxi.test/list/", AS_OF - timedelta(days=3), "b" * 64, "列表")
    late = LateEntry(
        shot.url, "<b>办法</b>", Role.NORMATIVE_DOCUMENTS, shot, dated_on=date(2026, 11, 10),
        absent_at=AS_OF - timedelta(days=3), first_seen_at=AS_OF, before=(before,),
    )  # fmt: skip
    night = report(late=(("yunxi", late),))
    soup = BeautifulSoup(render(night), "lxml")
    row = [cell.get_text() for cell in soup.select_one("#late").find_next("table").select("td")]
    assert row[2:6] == ["<b>办法</b>", "2026年11月10日", "2026年11月17日", "2026年11月20日"]
    assert row[6].startswith("b" * 12)
    assert row[7] == "a" * 12
    assert "不作判定" in soup.get_text()
    assert "疑似倒签线索" not in render(report())


def test_days_that_were_put_back_are_shown_with_both_proofs() -> None:
    shot = Snapshot("http://www.yunxi.test/doc/1.html", AS_OF, "a" * 64)
    then = AS_OF - timedelta(days=3)
    steps = tuple(
        DayStep(on, at, Evidence(shot.url, at, digest * 64))
        for on, at, digest in ((date(2026, 11, 16), then, "b"), (date(2026, 11, 4), AS_OF, "a"))
    )
    one = Redated(
        shot.url, "<b>解读</b>", Role.INTERPRETATIONS, shot, was_on=steps[0].on,
        dated_on=steps[1].on, changed_at=AS_OF, steps=steps,
    )  # fmt: skip
    many = replace(one, excuse=Excuse.TOGETHER)
    soup = BeautifulSoup(render(report(redated=(("yunxi", one), ("yunxi", many)))), "lxml")
    row = [cell.get_text() for cell in soup.select_one("#late").find_next("table").select("td")]
    assert row[2:8] == ["<b>解读</b>", "页面所标日期", "2026年11月16日", "2026年11月17日",
                        "2026年11月4日", "2026年11月20日"]  # fmt: skip
    assert row[8].startswith("b" * 12)
    assert row[9] == "a" * 12
    assert (row[10], row[-1]) == ("", "与多条同批改动")


def test_columns_asked_for_by_title_stand_under_their_titles() -> None:
    night = county_night()
    column = NamedColumn(Wanted("优化营商环境"), ReadState.ABSENT, reason="未见该栏目<b>。")
    whole = NamedColumn(Wanted("六稳六保"), ReadState.WHOLE)
    visits = tuple(replace(one, columns=(column, whole)) for one in night.visits)
    text = BeautifulSoup(render(replace(night, visits=visits)), "lxml").get_text()
    assert "优化营商环境" in text
    assert "未见该栏目<b>。" in text
    assert "六稳六保" not in text


def test_a_portals_part_names_the_content_system_where_it_is_known() -> None:
    night = county_night()
    first = night.visits[0]
    visits = (replace(first, family="vsb", version="<9>", confidence=0.93), *night.visits[1:])
    text = BeautifulSoup(render(replace(night, visits=visits)), "lxml").get_text()
    assert text.count("网站系统") == 1
    assert "网站系统 博达（VSB） <9>（把握 93%）" in text


def test_old_stock_and_suspected_stand_apart() -> None:
    soup = BeautifulSoup(render(county_night()), "lxml")
    quiet = soup.select("section.quiet h3")
    assert [heading(h) for h in quiet] == [
        "应设栏目齐全",
        "留言按期答复",
        "留言按期答复",
    ]
    loud = [heading(h) for h in soup.select("section.rule:not(.quiet) h3")]
    assert loud == ["留言按期答复", "文件要素齐全"]


def test_a_first_night_without_anything_is_a_page_too() -> None:
    night = report()
    html = render(night)
    assert "较上次变化" not in html
    assert "示例数据" not in html
    assert 'class="trend"' not in html
    assert "试运行" in render(replace(night, trial=True))


def test_the_ledger_of_manners_says_what_was_done() -> None:
    held = PolitenessRow("a.test", 10, 1000, 2, rate=2.0)
    free = PolitenessRow("b.test:80", 10, 1000, 98, rate=inf)

    def manners(*rows: PolitenessRow) -> str:
        html = render(replace(report(), politeness=rows))
        return html[html.index('id="politeness"') : html.index('id="legend"')]

    assert "各主机均按“限速”一栏限制访问频率" in manners(held)
    text = manners(held, free)
    assert "1个主机未限制访问频率" in text
    assert "其余主机均按“限速”一栏限制访问频率" in text
    assert ">不限</td>" in text
    for words in (manners(free), manners(replace(held, rate=None))):
        assert "均按" not in words
    assert "各进程之和" not in text
    assert "各进程之和" in manners(held.with_another(held))


def test_a_flood_is_cut_and_points_to_the_ledger() -> None:
    one = judged()
    items = [replace(one, finding=replace(one.finding, subject=f"http://a.test/{n}", day_count=()))
             for n in range(MOST_SHOWN + 5)]  # fmt: skip
    html = render(report(*items))
    assert html.count('<article class="problem">') == MOST_SHOWN
    assert "另有 5 项，见台账" in html


def test_the_calendar_numbers_working_days_and_names_days_off() -> None:
    svg = f"<x>{day_picture(finding())}</x>"
    root = ElementTree.fromstring(svg)
    months = [child.attrib["aria-label"] for child in root]
    assert months == ["2026年9月", "2026年10月"]
    text = "".join(root.itertext())
    for words in ("起算", "第1日", "第4日", "国庆节", "办结"):
        assert words in text
    assert svg.count('class="due"') == 1
    assert svg.count('class="off"') == 7


def test_no_calendar_for_no_sum_or_one_too_long() -> None:
    assert day_picture(finding(day_count=())) == ""
    year = CALENDAR.day_count(date(2026, 1, 1), date(2026, 10, 9))
    assert day_picture(finding(day_count=year)) == ""


def test_the_trend_begins_with_the_second_night() -> None:
    assert trend_picture(points("80")) == ""
    svg = trend_picture(points("80", None, "70.5", "71"))
    root = ElementTree.fromstring(str(svg))
    assert root.attrib["class"] == "trend"
    assert svg.count("<circle") == 3
    assert svg.count("<polyline") == 1
    assert "71.00" in svg
    flat = trend_picture([ScorePoint("a", "s", Decimal(100), Decimal(100), Decimal(100))] * 3)
    assert "nan" not in flat


def test_the_interval_bar_keeps_within_its_track() -> None:
    assert interval_picture(None, None, None) == ""
    ElementTree.fromstring(str(interval_picture(Decimal(100), Decimal(0), Decimal(100))))
    assert 'class="mark"' not in interval_picture(None, Decimal(0), Decimal(100))
