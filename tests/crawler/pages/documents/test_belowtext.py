# ruff: noqa: E501  (pages read best unbroken)
"""Labels below a text that stand side by side in one line or one row."""

from __future__ import annotations

import pytest

from crawler.pages.documents.document import read_document
from crawler.records import Document, Validity
from tests.crawler.pages.pages import SNAPSHOT, TITLE, page, task

HEAD = f"<h1>{TITLE}</h1><div>发布日期：2026-03-05 信息来源：党政办</div>"
TEXT = (
    "<p>各村（居）委会：</p><p>现将有关事项通知如下，请认真贯彻执行。</p>"
    "<p>各单位要加强组织领导，明确责任分工。</p><p>云溪镇人民政府</p><p>2026年3月1日</p>"
)
NUMBER, ISSUER, STATE = "发文字号：云政〔2026〕22号", "发文单位：云溪镇人民政府", "有效性：有效"
LINE = f"{NUMBER}　｜　{ISSUER}　｜　{STATE}"
ROW = (
    "<table><tr><td>发文字号</td><td>云政〔2026〕22号</td><td>有效性</td><td>有效</td></tr></table>"
)
PRINT = "<div>【<a href='javascript:window.print()'>打印</a>】【<a href='javascript:window.close()'>关闭</a>】</div>"
ANNEXES = "<div><p>附件下载</p><p><a href=/f/1.pdf>申请表</a></p></div>"


def read(below: str, text: str = TEXT) -> Document:
    inner = f"{HEAD}<div class=nr>{text}</div>{below}"
    html = f"<html><head><title>{TITLE}</title></head><body>{inner}</body></html>"
    return read_document(page(html), task(), SNAPSHOT)


def told(one: Document) -> tuple[str | None, Validity | None]:
    return (
        one.number.value if one.number is not None else None,
        one.validity.value if one.validity is not None else None,
    )


OWN = ("云政〔2026〕22号", Validity.VALID)


@pytest.mark.parametrize(
    "below",
    [
        f"<table><tr><td>{LINE}</td></tr></table>",
        f"<p>{NUMBER} | {ISSUER} | {STATE}</p>",
        f"<p>{NUMBER}　　{ISSUER}　　{STATE}</p>{PRINT}",
        f"<div><span>{NUMBER}</span><span>{ISSUER}</span><span>{STATE}</span></div>",
        f"<div>{NUMBER}　{STATE}</div>",
        ROW,
        ROW.replace("</td><td>云", "：</td><td>云").replace("有效性", "有效性："),
        ANNEXES + ROW,
    ],
    ids=["bars", "plain bars", "blanks", "spans", "two", "a row", "colons in a row", "annexes"],
)
def test_labels_side_by_side_below_a_text_tell_of_its_document(below: str) -> None:
    one = read(below)
    assert told(one) == OWN
    assert one.number is not None
    assert one.number.place == "正文后信息区"


@pytest.mark.parametrize(
    "below",
    [
        f"<div><p>相关文件</p><p>{NUMBER}　{STATE}</p></div>",
        f"<p><a href=/zc/1.html>关于调整收费标准的通知</a></p><p>{NUMBER}　{STATE}</p>",
        f"<p>{NUMBER}　{STATE}</p><p>{NUMBER.replace('22', '9')}　有效性：废止</p>",
        ROW.replace("</table>", ROW[7:].replace("22", "9")),
        f"<p>依据{NUMBER}，本通知与之不一致的，以{STATE}的文件为准。</p>",
        f"<p>{STATE}</p>",
    ],
    ids=["related", "under a link", "lines of two", "rows of two", "a sentence", "one label"],
)
def test_what_stands_there_of_other_documents_does_not(below: str) -> None:
    assert told(read(below)) == (None, None)


@pytest.mark.parametrize("last", [ROW, f"<p>{NUMBER}　{STATE}</p>"], ids=["table", "line"])
def test_nor_does_the_end_of_the_text_itself(last: str) -> None:
    assert told(read("", TEXT + last)) == (None, None)


OTHER = "<p>发文字号：云政〔2019〕9号　有效性：废止</p>"


@pytest.mark.parametrize(
    "below",
    [
        OTHER,
        "<p>文件名称：云溪镇防火办法　发文字号：云政〔2026〕9号　有效性：废止</p>",
        OTHER.replace("</p>", "　废止日期：2026-03-01</p>"),
        f"<p>附件下载</p><p><a href=/f/1.doc>云溪镇防火办法</a></p><p>{NUMBER}　{STATE}</p>",
        f"<div><p>附件下载</p><p><a href=/f/1.doc>防火办法</a></p></div><p>{NUMBER}　有效性：失效</p>",
        "<p>文件编号：QB/T-01　生效日期：2026-03-01　有效性：有效</p>",
        f"<p>{NUMBER}　{STATE}　生效日期：2019-01-01</p>",
        f"<p>{NUMBER}　{STATE}　发布日期：2026-01-02</p>",
    ],
    ids=["years ago", "another title", "repeal", "an annex", "a repealed annex", "no number", "day years ago", "another day"],
)  # fmt: skip
def test_labels_that_the_page_gainsays_tell_of_another_document(below: str) -> None:
    assert told(read(below)) == (None, None)


def test_the_number_in_the_head_is_that_of_the_document() -> None:
    head = HEAD.replace("发布日期", "文号：云政〔2026〕22号 发布日期")
    inner = f"{head}<div class=nr>{TEXT}</div>"
    for number, state in (("9", Validity.REPEALED), ("22", Validity.VALID)):
        under = f"<p>发文字号：云政〔2026〕{number}号　有效性：{'有效' if number == '22' else '废止'}</p>"
        html = f"<html><head><title>{TITLE}</title></head><body>{inner}{under}</body></html>"
        one = read_document(page(html), task(), SNAPSHOT)
        assert one.number is not None
        assert one.number.value == "云政〔2026〕22号"
        assert (one.validity is not None) == (state is Validity.VALID)


def test_nor_do_labels_of_a_document_that_the_text_names_tell_of_its_own() -> None:
    named = TEXT.replace("现将", "《云溪镇防火办法》（云政〔2026〕22号）废止，现将")
    assert told(read(f"<p>{NUMBER}　有效性：废止</p>", named)) == (None, None)


def test_the_state_of_what_a_notice_repeals_is_not_its_own() -> None:
    title = "云溪镇人民政府关于废止防火办法的通知"
    inner = f"<h1>{title}</h1><div>发布日期：2026-03-05</div><div class=nr>{TEXT}</div>"
    html = f"<html><head><title>{title}</title></head><body>{inner}<p>{NUMBER}　有效性：废止</p></body></html>"
    assert told(read_document(page(html), task(), SNAPSHOT)) == (None, None)


def test_an_old_document_has_the_number_of_its_year() -> None:
    old = TEXT.replace("2026年", "2019年")
    assert told(read("<p>发文字号：云政〔2019〕9号　有效性：废止</p>", old)) == (
        "云政〔2019〕9号",
        Validity.REPEALED,
    )


def test_labels_in_the_box_of_the_text_are_of_the_text() -> None:
    inside = f"</div><div class=TRS_Editor><div>{TEXT}</div><p>{NUMBER}　{STATE}</p>"
    assert told(read("", inside)) == (None, None)
