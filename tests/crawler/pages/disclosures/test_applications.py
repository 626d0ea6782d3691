# ruff: noqa: E501  (pages read best unbroken)
"""The text and the table of applications of yearly reports, in several layouts."""

from __future__ import annotations

import pytest

from checks.rulebooks import load_rulebook
from checks.yearly.form import order_of, sums_of
from crawler.pages.disclosures.annual_report import read_annual_report
from crawler.pages.disclosures.applications import read_applications
from crawler.portals.roles import Role
from crawler.records.model import Applications
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, page, task

TITLE = "云溪县2025年政府信息公开工作年度报告"
HEADINGS = (
    "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
)  # fmt: skip
BODY = "一年来，本机关围绕群众关心的事项推进公开，更新栏目内容，回应社会关切，持续提升公开质量。"
NEW, OLD, DONE, REST = "5200007", "1000001", "4200006", "2000002"
HEAD = (
    "<tr><td rowspan=3 colspan=3>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td><td colspan=7>申请人情况</td></tr>"
    "<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>"
    "<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"
)


def cells(digits: str, tag: str = "td", inner: str = "{}") -> str:
    return "".join(f"<{tag}>{inner.format(digit)}</{tag}>" for digit in digits)


def official(inner: str = "<p><span>{}</span></p>") -> str:
    """As offices paste it from Word: merged cells, numbers in paragraphs of their own."""
    return (
        f"<table border=1><tbody>{HEAD}<tr><td colspan=3><p>一、本年新收政府信息公开申请数量</p></td>{cells(NEW, inner=inner)}</tr>"
        f"<tr><td colspan=3>二、上年结转政府信息公开申请数量</td>{cells(OLD, inner=inner)}</tr>"
        f"<tr><td rowspan=4>三、本年度办理结果</td><td colspan=2>（一）予以公开</td>{cells('4200006', inner=inner)}</tr>"
        f"<tr><td colspan=2>（二）部分公开</td>{cells('0000000')}</tr>"
        f"<tr><td rowspan=1>（三）不予公开</td><td>1.属于国家秘密</td>{cells('0000000')}</tr>"
        f"<tr><td colspan=2>（七）总计</td>{cells(DONE, inner=inner)}</tr>"
        f"<tr><td colspan=3>四、结转下年度继续办理</td>{cells(REST, inner=inner)}</tr></tbody></table>"
    )


def in_pieces() -> str:
    """Cut into tables at the breaks of the printed page, with another table of totals before."""
    return (
        f"<table><tr><td>第二十条第（一）项</td></tr><tr><td>总计</td><td>3</td></tr></table><table>{HEAD}<tr><th>一、本年新收政府信息公开申请数量</th>{cells(NEW, 'th')}</tr></table>"
        f"<table><tr><td>二、上年结转政府信息公开申请数量</td>{cells(OLD)}</tr></table>"
        f"<table><tr><td>三、本年度办理结果</td><td>(七)总计</td>{cells(DONE)}</tr><tr><td>四、结转下年度继续办理</td>{cells(REST)}</tr></table>"
    )


def within_a_layout() -> str:
    """Inside a table that lays out the page, in traditional script."""
    table = (
        f"<table><tr><td>一、本年新收政府信息公開申請數量</td>{cells(NEW)}</tr><tr><td>二、上年結轉政府信息公開申請數量</td>{cells(OLD)}</tr>"
        f"<tr><td>三、本年度辦理結果</td><td>（七）總計</td>{cells(DONE)}</tr><tr><td>四、結轉下年度繼續辦理</td>{cells(REST)}</tr></table>"
    )
    return f"<table width=100%><tr><td>{table}</td></tr></table>"


def report_page(table: str, headings: tuple[str, ...] = HEADINGS, more: str = "") -> str:
    text = "".join(f"<p><b>{one}</b></p><p>{BODY}</p>" for one in headings[:3])
    rest = "".join(f"<h3>{one}</h3><div>{BODY}</div>" for one in headings[3:])
    inner = f"<h1>{TITLE}</h1><div class=content>{text}{table}{rest}{more}</div>"
    return (
        f"<html><head><title>{TITLE}</title></head><body>{NAVIGATION}{inner}{FOOTER}</body></html>"
    )


@pytest.mark.parametrize(
    "table", [official(), official("{}"), in_pieces(), within_a_layout()],
    ids=["from Word", "plain", "in pieces", "within a layout"],
)  # fmt: skip
def test_rows_of_sums(table: str) -> None:
    one = read_annual_report(page(report_page(table)), task(Role.ANNUAL_REPORTS), SNAPSHOT)
    found = one.applications
    assert found == Applications(tuple(NEW), tuple(OLD), tuple(DONE), tuple(REST))
    terms = load_rulebook("standing").requirement("report-2").terms
    assert order_of(one.text, terms) == ((), False)
    assert sums_of(found, terms["table_heads"]).faults == ()
    assert (one.read, one.more, one.pictures, one.attachments) == (True, False, 0, ())


@pytest.mark.parametrize(
    "table",
    [
        "",
        "<table><tr><td>信息内容</td><td>本年制发件数</td></tr><tr><td>规章</td><td>0</td></tr><tr><td>总计</td><td>0</td></tr></table>",
        "<p>一、本年新收政府信息公开申请数量 5</p><p>四、结转下年度继续办理 2</p>",
        "<table><tr><td>一、本年新收政府信息公开申请数量有所增加，主要原因是</td><td>群众关注度提高</td></tr></table>",
        "<table>" * 50,
        "<table><tr></tr><tr><td></td></tr></table>",
    ],
)
def test_no_such_table(table: str) -> None:
    assert read_applications(page(report_page(table))) is None


def test_what_a_cell_holds_stays_as_printed() -> None:
    table = f"<table><tr><td>一、本年新收</td><td>１２ 件</td><td>/</td><td>&nbsp;</td></tr><tr><td>（七）总计</td><td>{'9' * 300}</td></tr></table>"
    found = read_applications(page(report_page(table)))
    assert found is not None
    assert found.received[1:] == ("/", "")
    assert found.carried_forward == ()
    assert found.handled == ()


def test_a_report_in_pictures_files_and_pages() -> None:
    shown = "<p><img src='/upload/1.jpg' width=900></p><p>附件：<a href='/f/nb.pdf'>年度报告.pdf</a></p><p><a href='5_2.html'>下一页</a></p>"
    one = read_annual_report(page(report_page("", (), shown)), task(Role.ANNUAL_REPORTS), SNAPSHOT)
    assert (one.pictures, len(one.attachments), one.more) == (1, 1, True)
    following = "<p>下一篇：<a href='6.html'>云溪县2024年政府信息公开工作年度报告</a></p>"
    one = read_annual_report(page(report_page("", more=following)), task(), SNAPSHOT)
    assert not one.more


def test_numbers_of_persons_are_masked() -> None:
    table = "<table><tr><td>本年新收</td><td>34132419900307153X</td></tr></table>"
    more = "<p>联系人张三，手机13812345678，身份证34132419900307153X。</p>"
    one = read_annual_report(page(report_page(table, more=more)), task(), SNAPSHOT)
    assert "34132419900307153X" not in repr(one)
