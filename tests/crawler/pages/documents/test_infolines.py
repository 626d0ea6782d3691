# ruff: noqa: E501  (pages read best unbroken)
"""The line about the page: under its title, or right above a text without a heading."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.documents.document import read_document
from crawler.pages.documents.interpretation import read_interpretation
from crawler.pages.markup.pairs import pairs_of
from crawler.portals.roles import Role
from crawler.records import Document, Source
from tests.crawler.pages.pages import FOOTER, SNAPSHOT, TITLE, page, task

TEXT = "<p>现将《云溪县危险化学品企业整治目录》印发给你们，请结合实际认真组织实施，并及时报告。</p>"


def html(inner: str) -> str:
    return f"<html><head><title>{TITLE}--云溪县应急管理局</title></head><body>{inner}{FOOTER}</body></html>"


def read(inner: str) -> Document:
    return read_document(page(html(inner)), task(), SNAPSHOT)


@pytest.mark.parametrize(
    "line", ["2026-03-05 16:35 来源：监管科", "2026年3月5日 信息来源：县应急局"]
)
def test_a_day_and_a_source_right_above_the_text(line: str) -> None:
    one = read(f"<div>{line}</div><div class=TRS_Editor><p>{TITLE}</p>{TEXT}</div>").published_on
    assert one is not None
    assert (one.value, one.place) == (date(2026, 3, 5), "正文上方信息行")


@pytest.mark.parametrize("line", ["2026-03-05", "云溪县会议于2026-03-05召开 来源：监管科"])
def test_other_lines_above_the_text_tell_no_day(line: str) -> None:
    assert (
        read(f"<div>{line}</div><div class=TRS_Editor><p>{TITLE}</p>{TEXT}</div>").published_on
        is None
    )


def test_a_number_in_an_element_of_its_own_under_the_title() -> None:
    line = "<div class=time><a>政策正文</a> <span>{number}</span> <span>发布日期：2026-03-05</span></div>"
    inner = f"<h1>{TITLE}</h1>{line}<div class=TRS_Editor>{TEXT}</div>"
    one = read(inner.replace("{number}", "云科发火〔2026〕32号")).number
    assert one is not None
    assert (one.value, one.place) == ("云科发火〔2026〕32号", "标题下方信息行")
    for other in ("废止云科发火〔2016〕32号等", "原文：</span><span>云科发火〔2026〕32号"):
        assert read(inner.replace("{number}", other)).number is None


@pytest.mark.parametrize(
    ("source", "origin"),
    [
        ("云溪县能源局 大中小", "云溪县能源局"),
        ("云溪县能源局 大 中 小", "云溪县能源局"),
        ("云溪县 大中小学联盟", "云溪县 大中小学联盟"),
    ],
)
def test_the_switch_of_the_font_size_is_no_part_of_a_source(source: str, origin: str) -> None:
    inner = f"<h1>{TITLE}</h1><p>发布时间：2026-03-05 来源：{source}</p><div class=TRS_Editor>{TEXT}</div>"
    one = read_interpretation(page(html(inner)), task(Role.INTERPRETATIONS), SNAPSHOT).origin
    assert one is not None
    assert one.value == origin


_HEAD = f"<h1>{TITLE}</h1><div>发布时间： <script>%s</script> 字体：<span>小</span> <i>护眼：<input type=image src=a.png><input type=button></i></div>"


@pytest.mark.parametrize(
    "script",
    [
        "var day='2026年03月05日'; if(day!=''){ document.write(day); }",
        'let d = "2026-03-05";document.write(d)',
    ],
)
def test_a_day_that_a_script_writes_beside_its_label(script: str) -> None:
    one = read(f"{_HEAD % script}<div class=TRS_Editor>{TEXT}</div>")
    assert one.published_on is not None
    assert (one.published_on.value, one.published_on.source) == (date(2026, 3, 5), Source.LABEL)
    assert "发布时间" not in one.text


@pytest.mark.parametrize(
    "script",
    [
        "var day=''; document.write(day)",
        "var day='2026-03-05'; document.write(other)",
        "var day='2026-03-05'; day = day + 1; document.write(day)",
    ],
)
def test_no_other_script_tells_a_day(script: str) -> None:
    one = read(f"{_HEAD % script}<div class=TRS_Editor>{TEXT}</div>")
    assert one.published_on is None or one.published_on.value is None


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("有效性：<script>%s</script>有效", "有效"),
        ("<span>有效性：<script>%s</script></span> <b>有效</b>", "有效"),
        ("有效性：<script>%s</script> 字号：大 中 小", "失效"),
        ("有效性：<script>%s</script><br>云溪县人民政府", "失效"),
    ],
)
def test_a_script_tells_no_value_where_the_page_shows_one(line: str, value: str) -> None:
    line %= "var s='失效';document.write(s)"
    shown_page = page(f"<html><body><p>{line}</p></body></html>")
    (pair,) = (one for one in pairs_of(shown_page, "document") if one.label == "有效性")
    assert pair.raw == value


def test_the_tags_of_a_page_may_be_named_as_such() -> None:
    tags = (
        "<meta name=meta-ArticleTitle content='云溪县应急物资储备目录'>"
        "<meta name=meta-PubDate content='2026-03-06 09:00'>"
    )
    shown = page(f"<html><head>{tags}</head><body><p>各单位：</p>{TEXT}</body></html>")
    one = read_document(shown, task(), SNAPSHOT)
    assert one.title == "云溪县应急物资储备目录"
    assert one.published_on is not None
    assert one.published_on.value == date(2026, 3, 6)


@pytest.mark.parametrize(
    "line",
    [
        "<div><span>成文：2026-03-02</span> <span>发布：2026-03-05</span></div>",
        "<p>成文：2026年3月2日 | 发布：2026年3月5日 10:20</p>",
        "<div>发布：2026-03-05　浏览：23　签发：2026-03-02</div>",
    ],
)
def test_short_labels_of_two_days(line: str) -> None:
    found = read(f"<h1>{TITLE}</h1>{line}<div class=TRS_Editor>{TEXT}</div>")
    days = [one.value if one else None for one in (found.signed_on, found.published_on)]
    assert days == [date(2026, 3, 2), date(2026, 3, 5)]


@pytest.mark.parametrize("said", ["发布：云溪县应急管理局", "发布 2026", "成文于三月"])
def test_a_short_label_without_a_day_names_none(said: str) -> None:
    found = read(f"<h1>{TITLE}</h1><div>{said}</div><div class=TRS_Editor>{TEXT}</div>")
    assert (found.signed_on, found.published_on) == (None, None)


def test_a_day_in_running_text_is_under_no_short_label() -> None:
    words = "<p>本办法由县政府于2026年1月2日公布：2026年2月1日起施行，2020年印发的同名办法同时废止。</p>"
    line = "<div>发布时间：2026-03-05</div>"
    found = read(f"<h1>{TITLE}</h1>{line}<div class=TRS_Editor>{words}{TEXT}</div>")
    assert found.published_on is not None
    assert found.published_on.value == date(2026, 3, 5)


_BOX = "<h3>相关解读</h3><p><a href=/jd/1.html>《整治目录》解读</a></p><p>发布：2026-07-05</p>"


@pytest.mark.parametrize(
    "words",
    [
        f"{TEXT}<p>原目录有关日期：</p><p>公布：2019年6月1日</p><p>施行：2019年7月1日</p><p>废止：2025年12月31日</p></div>",
        f"{TEXT}<p>附：历次修订（发布：2019-05-06，实施：2019-06-01，废止：2026-04-01）</p></div>",
        f"{TEXT}</div>{_BOX}",
    ],
)
@pytest.mark.parametrize("day", [date(2026, 3, 5), None])
def test_days_under_short_labels_in_a_text_and_below_it_are_none_of_the_document(
    words: str, day: date | None
) -> None:
    line = "<div>发布时间：2026-03-05</div>" if day else "<div>来源：监管科</div>"
    found = read(f"<h1>{TITLE}</h1>{line}<div class=TRS_Editor>{words}")
    days = (found.published_on, found.issued_on, found.effective_on, found.repealed_on)
    assert [one.value if one else None for one in days] == [day, None, None, None]
