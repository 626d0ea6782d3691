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
