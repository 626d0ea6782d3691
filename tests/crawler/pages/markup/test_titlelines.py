# ruff: noqa: E501  (pages read best unbroken)
"""The lines at the head of a document: title, number, subtitle, the day of publication."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.documents.document import read_document
from crawler.pages.markup import outline
from crawler.pages.markup.dateline import days_told, without_day
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import Shown
from crawler.pages.read import read
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from crawler.records import Document, Validity
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, entry, page, task

TITLE = "云溪县人民政府关于加强养老服务工作的通知"
TEXT = (
    "<div><p>各乡镇人民政府，县政府各部门：</p><p>为规范养老服务，根据有关规定，现将有关事项通知如下，请认真贯彻执行，确保各项工作取得实效。</p>"
    "<p>云溪县人民政府</p><p>2026年3月2日</p></div>"
)
SITE = "云溪县人民政府"


def document(inner: str, title: str = f"{TITLE}_{SITE}", row: str = "") -> Document:
    shown = page(
        f"<html><head><title>{title}</title></head><body>{NAVIGATION}<div class=main>{inner}</div>{FOOTER}</body></html>"
    )
    listed = entry(Role.NORMATIVE_DOCUMENTS, row) if row else None
    return read_document(shown, task(entry=listed), SNAPSHOT)


@pytest.mark.parametrize("day", ["2026-03-05 来源：县政府办", "发布时间：2026-03-05", "2026-03-05"])
@pytest.mark.parametrize(
    "between",
    ["云政〔2026〕3号", "（2026年修订）", "——推进养老服务", "——推进养老服务</p><p>云政〔2026〕3号"],
)
@pytest.mark.parametrize("site", [f"{TITLE}_{SITE}", SITE])
def test_a_number_or_a_subtitle_may_stand_between_the_title_and_its_day(
    site: str, between: str, day: str
) -> None:
    found = document(f"<h1>{TITLE}</h1><p>{between}</p><p>{day}</p>{TEXT}", site)
    assert found.title == TITLE
    assert found.published_on is not None
    assert found.published_on.value == date(2026, 3, 5)
    assert found.text.startswith("各乡镇人民政府")
    assert (found.number and found.number.value) == (
        "云政〔2026〕3号" if "云政" in between else None
    )


def test_the_day_of_a_paper_below_its_number_is_no_day_of_publication() -> None:
    found = document(f"<h1>{TITLE}</h1><p>云政〔2026〕3号</p><p>2026年3月2日</p>{TEXT}")
    assert found.published_on is None


@pytest.mark.parametrize("site", [SITE, "云溪县人民政府门户网站", "云溪县民政局"])
@pytest.mark.parametrize("row", [TITLE, ""])
def test_a_site_named_by_title_alone_gives_no_title(site: str, row: str) -> None:
    found = document(TEXT, site, row)
    assert found.title == row
    assert found.signature is not None
    assert found.signature.body == SITE
    assert found.text.startswith("各乡镇人民政府")


def test_a_title_above_its_number_and_its_day_needs_no_heading() -> None:
    lines = (
        f"<p align=center><b>{TITLE}</b></p><p>云政〔2026〕3号</p><p>2026-03-05 来源：县政府办</p>"
    )
    assert document(lines + TEXT, SITE).title == TITLE


def test_the_name_of_a_body_as_a_heading_is_a_title() -> None:
    assert document(f"<h1>云溪县民政局</h1>{TEXT}", "云溪县民政局").title == "云溪县民政局"


INFO = "时间：2026年03月05日 09:30 来源：云溪日报"


@pytest.mark.parametrize("banner", ["综合服务平台", "走进云溪 服务群众"])
def test_of_several_h1_the_one_above_the_line_of_its_day_is_the_title(banner: str) -> None:
    top = f"<div><h1>{banner}</h1><h2>0831-5550000</h2></div>"
    shown = document(f"{top}<div><h1>{TITLE}</h1><h2>{INFO}</h2>{TEXT}</div>", "新闻动态详情")
    assert shown.title == TITLE
    assert shown.published_on is not None
    assert shown.published_on.value == date(2026, 3, 5)


def test_an_h1_above_its_day_below_the_text_is_that_of_something_else() -> None:
    other = f"<div><h1>关于开展安全生产检查的通知</h1><p>{INFO}</p></div>"
    assert document(f"<h1>{TITLE}</h1>{TEXT}{other}", "新闻动态详情").title == TITLE


def test_of_several_h1_none_of_which_stands_above_a_day_the_first_is_the_title() -> None:
    inner = f"<h1>{TITLE}</h1><p>{INFO}</p>{TEXT}<h1>相关新闻与解读</h1><p>云溪要闻</p>"
    assert document(inner, "新闻动态详情").title == TITLE
    assert document(inner.replace(f"<p>{INFO}</p>", ""), "新闻动态详情").title == TITLE


BEHIND = {
    "in elements of one kind": f"<h1><span><font>{TITLE}</font><font>2026-03-05</font></span></h1>",
    "behind a blank": f"<h1>{TITLE} 2026-03-05</h1>",
    "run into it": f"<h1>{TITLE}2026-03-05</h1>",
    "in brackets": f"<div class=title>{TITLE} [2026-03-05]</div>",
}


@pytest.mark.parametrize("head", BEHIND.values(), ids=BEHIND)
def test_the_day_behind_a_title_is_that_of_publication(head: str) -> None:
    found = document(head + TEXT, SITE)
    assert found.title == TITLE
    assert found.published_on is not None
    assert found.published_on.value == date(2026, 3, 5)


def test_the_day_of_a_daily_report_is_part_of_its_title() -> None:
    name = "云溪县空气质量日报 2026-03-05"
    assert document(f"<h1>{name}</h1>{TEXT}", SITE).title == name
    assert without_day("关于2026-03-05停水的通知") == "关于2026-03-05停水的通知"


@pytest.mark.parametrize("name", ["停水通告（2026-07-01）", "关于暂停供水的公告 2026-07-01"])
def test_a_day_behind_a_title_that_is_not_the_pages_is_part_of_it(name: str) -> None:
    line = "<div>发布时间：{} 来源：县水务局</div>"
    head = f"<h1>{name}</h1>"
    assert document(head + line.format("2026-06-30") + TEXT, SITE).title == name
    assert document(head + line.format("2026-07-01") + TEXT, SITE).title == name.partition("2026")[
        0
    ].rstrip("（ ")
    rows = "".join(
        f"<li><a href=/zwgk/{n}.html>{name.replace('7-01', f'7-0{n}')}</a><span>2026-06-30</span></li>"
        for n in range(1, 6)
    )
    shown = page(f"<html><body>{NAVIGATION}<ul class=list>{rows}</ul>{FOOTER}</body></html>")
    found = read(task(purpose=Purpose.SECTION), shown, SNAPSHOT).listing.entries
    assert found[0].title == name


def test_a_row_shows_no_day_in_its_title() -> None:
    rows = "".join(
        f"<li><a href=/zwgk/{n}.html><span><font>关于第{n}号事项的通知</font><font>2026-03-0{n}</font></span></a></li>"
        for n in range(1, 6)
    )
    shown = page(f"<html><body>{NAVIGATION}<ul class=list>{rows}</ul>{FOOTER}</body></html>")
    found = read(task(purpose=Purpose.SECTION), shown, SNAPSHOT).listing.entries
    assert [one.title for one in found] == [f"关于第{n}号事项的通知" for n in range(1, 6)]
    assert [one.date.value.day for one in found if one.date and one.date.value] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("title", "number"),
    [
        (f"{TITLE}（云政发〔2026〕3号）", "云政发〔2026〕3号"),
        (f"{TITLE}(云政发[2026]3号)", "云政发〔2026〕3号"),
        ("转发《省政府办公厅关于加强养老服务工作的通知》（皖政办〔2025〕9号）", None),
        ("关于废止养老服务管理办法的通知（云政发〔2020〕3号）", None),
        ("县政府召开会议学习养老服务工作的通知（国办发〔2026〕3号）", None),
        ("关于落实省政府关于养老服务工作的意见（皖政发〔2026〕3号）", None),
        ("云溪县关于转达省政府关于养老服务工作的意见（皖政发〔2026〕3号）", None),
        ("养老服务管理办法的政策问答（云政发〔2026〕3号）", None),
        ("一图读懂养老服务管理办法（云政发〔2026〕3号）", None),
        ("一图看清养老服务管理办法（云政发〔2026〕3号）", None),
        ("县民政局关于执行养老服务标准的通知（皖民发〔2026〕3号）", None),
        ("关于印发强制执行办法的通知（云政发〔2026〕3号）", "云政发〔2026〕3号"),
        ("关于养老服务通知的补充说明（云政发〔2026〕3号）", None),
        ("关于延长养老服务管理办法有效期的公告（云政规〔2021〕3号）", None),
        ("关于征求养老服务管理办法意见（云政规〔2021〕3号）", None),
        ("关于继续执行养老服务管理办法的通知（云政发〔2020〕3号）", None),
    ],
)
def test_the_number_in_brackets_behind_a_title_is_the_documents(
    title: str, number: str | None
) -> None:
    found = document(f"<h1>{title}</h1>{TEXT}", SITE)
    assert (found.number.value if found.number else None) == number


def test_a_labelled_number_goes_before_that_of_the_title() -> None:
    found = document(
        f"<h1>{TITLE}（云政发〔2026〕3号）</h1><p>文号：云政〔2026〕4号</p>{TEXT}", SITE
    )
    assert found.number is not None
    assert found.number.value == "云政〔2026〕4号"


@pytest.mark.parametrize(("said", "validity"), [("已废止", Validity.REPEALED), ("已发布", None)])
@pytest.mark.parametrize(
    "label",
    [
        "<p>状态：{}</p>",
        "<table><tr><td>文号</td><td>云政〔2026〕3号</td></tr><tr><td>状态</td><td>{}</td></tr></table>",
    ],
)
def test_a_mere_state_is_validity_where_its_value_is(
    label: str, said: str, validity: Validity | None
) -> None:
    found = document(f"<h1>{TITLE}</h1>{label.format(said)}{TEXT}", SITE)
    assert (found.validity.value if found.validity else None) == validity


def test_plain_words_that_a_script_writes_stand_where_it_stands() -> None:
    write = "<script>document.write('{}');</script>".format
    found = document(f"<h1>{write(TITLE)}</h1><p>发布时间：{write('2026-03-05')}</p>{TEXT}", SITE)
    assert found.title == TITLE
    assert found.published_on is not None
    assert found.published_on.value == date(2026, 3, 5)


@pytest.mark.parametrize(
    "script",
    [
        "document.write(day)",
        "document.write('a'+day)",
        "document.write('<b>x</b>')",
        "if(x)document.write('2026-03-05')",
    ],
)
def test_nothing_else_that_a_script_writes_is_read(script: str) -> None:
    found = document(f"<h1>{TITLE}</h1><p>发布时间：<script>{script}</script></p>{TEXT}", SITE)
    assert found.published_on is None or found.published_on.value is None


@pytest.mark.parametrize(
    "inner",
    [
        "<script>document.write('今天是2026年11月29日 星期日')</script>",
        "<p><script>document.write('现在是 2026-11-29')</script></p>",
        "<div class=date>今天：<script>document.write('2026年11月29日 星期日')</script></div>",
        "<script>document.write('您的浏览器版本过低，请升级后访问')</script>",
    ],
)
def test_what_a_script_writes_of_the_site_is_no_text_of_a_document(inner: str) -> None:
    plain = document(f"<h1>{TITLE}</h1>{TEXT}", SITE)
    for main in (f"<h1>{TITLE}</h1>{TEXT}{inner}", f"{inner}<h1>{TITLE}</h1>{TEXT}"):
        found = document(main, SITE)
        assert "11" not in found.text
        assert "浏览器" not in found.text
        assert found.text.startswith(plain.text[:40])
        assert found.published_on == plain.published_on


def test_the_days_of_a_page_are_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Page] = []

    def counted(page: Page, view: Shown) -> set[date]:
        asked.append(page)
        return days_told(page, view)

    monkeypatch.setattr(outline, "days_told", counted)
    rows = "".join(f"<h2>关于第{n}次停水的通知 2026-03-05</h2><p>文</p>" for n in range(50))
    document(f"<div>{rows}</div>", SITE)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("words", "title"),
    [("停水通知", "停水通知"), ("关于停水的通知", "关于停水的通知"), ("我县召开春耕会", "我县召开春耕会"),
     ("通知公告", ""), ("政策文件", ""), ("县领导信息", ""), ("公开专栏", "")],
)  # fmt: skip
def test_a_paper_of_few_words_above_its_day_is_a_title_and_a_column_is_none(
    words: str, title: str
) -> None:
    cells = f"<tr><td align=center><b>{words}</b></td></tr><tr><td>作者：县办 时间：2026-03-05 点击：12</td></tr>"
    found = document(f"<table>{cells}<tr><td>{TEXT}</td></tr></table>", SITE)
    assert found.title == title
    if title:
        assert found.published_on is not None
        assert found.published_on.value == date(2026, 3, 5)
        assert found.text.startswith("各乡镇人民政府")
