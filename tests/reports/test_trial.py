"""The page of a trial visit: all that was found, and nothing that runs or leads out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from selectolax.lexbor import LexborHTMLParser

from crawler.portals import Portal, PortalKind, Role
from crawler.records import Cause, Dossier, Entry, Evidence, Field, Miss, Section, Snapshot, Source
from crawler.records.dossier import ReadState
from crawler.records.ledger import HostLedger
from reports.trial import Example, FieldShown, Trial, Unclear, render_trial, summary

NOW = datetime(2026, 11, 20, tzinfo=UTC)
HOME = "http://www.yunxi.test/"
BAD = '"><script>alert(1)</script><img src=x onerror=y>]]'


def entry(number: int) -> Entry:
    day = Field(date(2026, 1, number), "", Source.ROW)
    shot = Snapshot(HOME, NOW, "0" * 64)
    url = f"{HOME}{number}.html"
    return Entry(url, f"第{number}条{BAD}", Role.INTERPRETATIONS, shot, date=day)


def trial(dossier: bool = True) -> Trial:
    portal = Portal("yunxi", BAD, PortalKind.COUNTY, HOME, ("standing",))
    sections = {
        Role.GAZETTE: Section(Role.GAZETTE, ReadState.UNOBSERVABLE, Cause.ROBOTS, BAD),
        Role.INTERPRETATIONS: Section(
            Role.INTERPRETATIONS, ReadState.PART, Cause.LIMIT, "没有读完。",
            urls=("javascript:alert(1)", HOME + "jd/"), name=BAD, entries=7,
        ),
    }  # fmt: skip
    made = Dossier(
        portal, NOW, sections, Evidence("urn:x", NOW, "0" * 64),
        records=tuple(entry(n) for n in range(1, 8)),
        misses=(Miss("javascript:alert(2)", Role.GAZETTE, Cause.ROBOTS, BAD),),
    )  # fmt: skip
    field = FieldShown("number", BAD, BAD, "label", BAD)
    return Trial(
        portal, NOW, made if dossier else None,
        examples=(Example("document", BAD, "javascript:alert(3)", (field,)),),
        unclear=(Unclear("公报", BAD, "robots 限制", BAD),),
        ledger=(HostLedger("www.yunxi.test", requests=12, seconds=34.0),),
        errors=() if dossier else ("the worker died",),
        seconds=34.0,
    )  # fmt: skip


def test_everything_found_is_on_the_page_and_newest_first() -> None:
    text = LexborHTMLParser(render_trial(trial())).body.text()  # type: ignore[union-attr]
    assert text.index("第7条") < text.index("第6条") < text.index("第3条")
    assert "第2条" not in text  # five are shown
    for words in (
        "政策解读",
        "部分读取",
        "没有读完。",
        "政府公报",
        "robots 限制",
        "标签旁",
        "34 秒",
    ):
        assert words in text


def test_nothing_on_the_page_runs_or_loads() -> None:
    tree = LexborHTMLParser(render_trial(trial()))
    assert not tree.css("script, img, iframe, link, [onerror], [src]")
    assert all((a.attributes["href"] or "")[:1] == "#" or "http" in (a.attributes["href"] or "")
               for a in tree.css("a"))  # fmt: skip


def test_the_summary_has_the_counts_of_the_page() -> None:
    lines = list(summary(trial()))
    assert "部分读取 1" in lines[1]
    assert "列表条目 7" in lines[1]
    assert "请求次数 12" in lines[-1]
    assert any("政府公报：无法观察，存疑：robots 限制" in line for line in lines)


def test_a_visit_of_which_nothing_came_says_so() -> None:
    page = render_trial(trial(dossier=False))
    assert "采集未能完成" in page
    assert "the worker died" in page


def test_what_many_have_alike_is_said_once() -> None:
    alike = tuple(Unclear("文件未被改动", f"第{n}件", "信息有歧义", "") for n in range(1, 30))
    other = Unclear("文件可下载", "第1件", "无法访问", "")
    page = LexborHTMLParser(render_trial(replace(trial(), unclear=(*alike, other))))
    table = page.css_first("#unclear ~ table, #unclear ~ div table")
    assert table is not None
    rows = [[cell.text() for cell in row.css("td")] for row in table.css("tr")]
    assert [row[:2] for row in rows if row] == [["文件未被改动", "29"], ["文件可下载", "1"]]
