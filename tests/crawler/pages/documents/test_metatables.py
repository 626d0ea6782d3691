# ruff: noqa: E501  (pages read best unbroken)
"""What a table says of the document, and what the tables of its text say of other things."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.documents.document import read_document
from crawler.records import Document
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, TITLE, page, task

PROSE = "<p>现将云溪县国有建设用地使用权挂牌出让的有关事项公告如下，竞买人应当在规定时间内提出申请。</p>"


def read(inner: str) -> Document:
    text = (
        f"<html><head><title>{TITLE}</title></head><body>{NAVIGATION}{inner}{FOOTER}</body></html>"
    )
    return read_document(page(text), task(), SNAPSHOT)


def cells(*rows: str) -> str:
    """A table of rows whose cells are divided by |."""
    made = "".join(f"<tr><td>{row.replace('|', '</td><td>')}</td></tr>" for row in rows)
    return f"<table>{made}</table>"


# --- numbers in the tables of a text ------------------------------------------------------------


def test_the_number_of_a_plot_of_land_is_not_that_of_the_notice() -> None:
    plots = cells(
        "地块编号|坐落|面积", "云政储出〔2026〕14号|城南|6450", "云政储出〔2026〕15号|城北|880"
    )
    info = f"<h1>{TITLE}</h1><p>发布时间：2026-03-05</p>"
    assert read(f"{info}<div class=TRS_Editor>{PROSE}{plots}</div>").number is None
    own = read(f"{info}<div class=TRS_Editor><p>云自资告〔2026〕8号</p>{PROSE}{plots}</div>").number
    assert own is not None
    assert own.value == "云自资告〔2026〕8号"


@pytest.mark.parametrize(
    "layout",
    [
        "<table><tr><td>{menu}</td><td><p>云政〔2026〕3号</p>{prose}{prose}{prose}</td></tr></table>",
        "<table><tr><td>云政〔2026〕3号</td></tr><tr><td>{prose}{prose}</td></tr></table>",
    ],
    ids=["a menu beside the text", "a row for each part"],
)
def test_in_a_table_that_lays_out_the_page_it_is(layout: str) -> None:
    inner = layout.format(menu="<a href=/x/>土地</a>", prose=PROSE)
    number = read(f"<h1>{TITLE}</h1>{inner}").number
    assert number is not None
    assert number.value == "云政〔2026〕3号"


# --- tables with an index number ----------------------------------------------------------------

INDEXED = cells(
    f"公开事项名称：|{TITLE}",
    "索引号：|0119705/2026-154|{host}|云溪县能源局",
    "制发日期：|2026-03-02",
)
HIDDEN = f"<div class=TRS_Editor>{PROSE}</div>"


@pytest.mark.parametrize("host", ["主办单位：", "报送单位："])
def test_beside_an_index_number_who_hosts_is_the_issuer(host: str) -> None:
    one = read(INDEXED.replace("{host}", host) + HIDDEN)
    assert one.title == TITLE
    assert one.index_number is not None
    assert one.index_number.place.startswith("元数据表")
    assert one.issuer is not None
    assert (one.issuer.value, one.issuer.label) == ("云溪县能源局", host.rstrip("："))
    assert one.issued_on is not None
    assert one.issued_on.value == date(2026, 3, 2)


@pytest.mark.parametrize("host", ["主办单位：", "报送单位："])
def test_beside_title_and_number_alone_nobody_tells_what_a_host_does(host: str) -> None:
    numbered = "发文字号：|云能〔2026〕1号|成文日期：|2026-03-02"
    one = read(cells(f"{host}|云溪县能源局|主题分类：|", numbered, f"标 题：|{TITLE}") + HIDDEN)
    assert one.issuer is None


def test_two_labels_open_a_table_with_an_index_number() -> None:
    one = read(cells("索引号：|0119705/2026-154", "制发日期：|2026-03-02") + HIDDEN)
    assert one.issued_on is not None
    assert (one.issued_on.value, one.issued_on.place) == (date(2026, 3, 2), "元数据表第2行")


def test_elsewhere_who_hosts_is_no_issuer() -> None:
    assert read(cells("主办单位：|云溪县体育局", "开幕日期：|2026-03-02") + HIDDEN).issuer is None
    both = "发布机构：|云溪县水利局|主办单位：|云溪县能源局"
    issuer = read(cells("索引号：|0119705/2026-154", both, "制发日期：|2026-03-02") + HIDDEN).issuer
    assert issuer is not None
    assert issuer.value == "云溪县水利局"


# --- what is no signature -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "end",
    [
        cells("项目|供水管网", "公告时间|2026年3月2日"),
        cells("项目|供水管网", "发布日期：|2026-03-02"),
        "<p>2026年3月2日 16:34</p>",
    ],
    ids=["beside a label", "beside a known label", "with a clock time"],
)
def test_a_day_that_nobody_signs(end: str) -> None:
    assert read(f"<h1>{TITLE}</h1><div class=TRS_Editor>{PROSE}{end}</div>").signature is None


def test_a_signature_in_cells_is_one() -> None:
    end = cells("云溪县水利局", "2026年3月2日")
    one = read(f"<h1>{TITLE}</h1><div class=TRS_Editor>{PROSE}{end}</div>").signature
    assert one is not None
    assert one.body == "云溪县水利局"


def test_a_branch_of_a_bank_signs_as_well() -> None:
    end = "<p>云溪县民政局云溪县财政局</p><p>云溪银行云溪县支行</p><p>2026年3月2日</p>"
    one = read(f"<h1>{TITLE}</h1><div class=TRS_Editor>{PROSE}{end}</div>").signature
    assert one is not None
    assert one.body == "云溪县民政局云溪县财政局 云溪银行云溪县支行"


# --- labels joined of several -------------------------------------------------------------------


@pytest.mark.parametrize("joint", ["生成日期/有效日期", "成文日期、生效日期", "成文时间／发布时间"])
def test_one_day_beside_a_joint_label_is_that_of_the_first(joint: str) -> None:
    rows = ("索引号|00950022-0/2026-0335", f"发布机构|云溪县民政局|{joint}|2026-03-05")
    one = read(f"{cells(*rows)}<h1>{TITLE}</h1>{PROSE}")
    assert one.signed_on is not None
    assert one.signed_on.value == date(2026, 3, 5)
    assert one.published_on is None
    assert one.effective_on is None


@pytest.mark.parametrize(
    "row",
    [
        "生成日期/有效日期|2026-03-05/2028-03-05",
        "生成日期/有效日期|长期有效",
        "生成日期/有效状态|2026-03-05",
        "有效日期/生成日期|2026-03-05",
        "有效日期/生成日期|成文日期|2026-03-05",
    ],
)
def test_of_several_values_or_kinds_a_joint_label_tells_nothing(row: str) -> None:
    one = read(f"{cells('索引号|00950022-0/2026-0335', row)}<h1>{TITLE}</h1>{PROSE}")
    expected = date(2026, 3, 5) if row.count("|") > 1 else None
    assert (one.signed_on.value if one.signed_on is not None else None) == expected


def test_labels_of_one_field_joined_are_its_label() -> None:
    one = read(f"{cells('索引号/信息索引|YX-2026-0335', '文号|云政〔2026〕3号')}{PROSE}")
    assert one.index_number is not None
    assert one.index_number.value == "YX-2026-0335"
