from dataclasses import replace

from bs4 import BeautifulSoup

from checks.engine.finding import Finding
from reports.ledger import ledger_rows
from reports.page.render import render
from reports.subjects import place_of, title_of
from tests.reports.builders import SECTION, evidence, finding, judged, report

HOME = "http://www.yunxi.test:8801/"
COLUMN = "http://www.yunxi.test:8801/col/1.html"


def stale(label: str = "云溪动态", url: str = COLUMN) -> Finding:
    return finding(
        row=SECTION, subject=HOME, title="云溪县人民政府", aspect="news", identity="news",
        evidence=(evidence(1, label, url),),
    )  # fmt: skip


def test_a_stale_column_is_named_by_its_label_and_address() -> None:
    row = next(ledger_rows(report(judged(stale()))))
    assert row.cells["栏目"] == "动态要闻"
    assert row.cells["信息标题"] == "“云溪动态”栏目（动态要闻）"
    assert row.cells["问题链接"] == row.page_link == COLUMN
    soup = BeautifulSoup(render(report(judged(stale()))), "lxml")
    link = soup.select_one("article.problem h4 a")
    assert link is not None
    assert (link.get_text(), link["href"]) == ("“云溪动态”栏目（动态要闻）", COLUMN)
    assert title_of(stale("动态要闻")) == "“动态要闻”栏目"


def test_a_column_that_is_not_there_is_missed_at_the_home_page() -> None:
    for missing in (stale(label="", url=HOME), stale(url="urn:gongkai:coverage:yunxi")):
        assert (title_of(missing), place_of(missing)) == ("云溪县人民政府（动态要闻）", HOME)
    assert title_of(replace(stale(label=""), identity="", aspect="指南、年报")) == (
        "云溪县人民政府（指南、年报）"
    )
    letter = finding()
    assert (title_of(letter), place_of(letter)) == (letter.title, letter.subject)
    assert title_of(finding(title="")) == letter.subject
