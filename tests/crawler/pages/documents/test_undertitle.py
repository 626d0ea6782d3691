# ruff: noqa: E501  (pages read best unbroken)
"""Number and day of a text in the line under its title."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.documents.document import read_document
from crawler.records import Document, Source
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, page, task

TITLE = "云溪县城市供水管理办法"
BODY = "".join(
    f"<p>第{n}条　为了规范城市供水管理，保障供水安全，根据有关规定，制定本办法。</p>"
    for n in "一二三四五六"
)
SIGNED = (
    "<p style='text-align:right'>云溪县人民政府</p><p style='text-align:right'>2003年3月18日</p>"
)
TABLE = "<table><tr><td>文号</td><td>云政〔2026〕3号</td><td>成文日期</td><td>2026-03-02</td><td>索引号</td><td>003/2026</td></tr></table>"


def read(
    line: str, centred: bool = True, title: str = TITLE, above: str = "", below: str = ""
) -> Document:
    line = f"<p{' align=center' if centred else ''}>{line}</p>"
    return read_document(
        page(
            f"<html><head><title>{title}</title></head><body>{NAVIGATION}<div class=main><h1>{title}</h1>"
            f"<p>发布时间：2020-12-02　来源：本站</p>{above}<div class=con>{line}{BODY}{below}</div></div>{FOOTER}</body></html>"
        ),
        task(),
        SNAPSHOT,
    )


def told(one: Document) -> tuple[str | None, date | None]:
    return (
        one.number.value if one.number else None,
        one.signed_on.value if one.signed_on else None,
    )


DAY = date(2003, 3, 20)


@pytest.mark.parametrize(
    ("line", "number", "on"),
    [
        ("（国台发〔2003〕第1号 &nbsp;2003年03月20日）", "国台发〔2003〕1号", DAY),
        ("(2003年3月20日 国台发[2003]1号)", "国台发〔2003〕1号", DAY),
        ("国台发〔2003〕1号 2003年3月20日", "国台发〔2003〕1号", DAY),
        ("2003年3月20日 国务院令第711号", "国务院令第711号", DAY),
        ("（2003年3月20日云溪县人民政府云政〔2003〕3号）", "云政〔2003〕3号", DAY),
        ("（2003年3月20日发布 云政〔2003〕3号）", "云政〔2003〕3号", None),
        ("（云政〔2003〕3号 2003年3月20日发布）", "云政〔2003〕3号", None),
        ("2003-03-20 云政〔2003〕3号", "云政〔2003〕3号", None),
        ("2003/3/20 云政〔2003〕3号", "云政〔2003〕3号", None),
        ("2003-03-20 10:22:01 云政〔2003〕3号", "云政〔2003〕3号", None),
        ("2003年3月20日 10:22 云政〔2003〕3号", "云政〔2003〕3号", None),
        ("（延安市人民政府延政发〔2003〕3号）", "延政发〔2003〕3号", None),
        ("（云溪县教育局云教〔2003〕3号）", "云教〔2003〕3号", None),
        ("（国家税务总局令第5号）", "国家税务总局令第5号", None),
        ("（云溪县人民政府第5号令）", "云溪县人民政府第5号令", None),
        ("（2026年第3号令）", None, None),
        ("（试行）（云政〔2003〕3号）", None, None),
        ("（试行）（云政〔2003〕3号 2003年3月20日）", None, None),
        ("（云政〔2003〕3号 2003年3月20日 试行）", None, None),
        ("（国台发〔2003〕1号）", "国台发〔2003〕1号", None),
        ("（2007年1月17日国务院令第489号公布 2019年4月3日国务院令第711号修订）", None, None),
        ("（2015年3月15日第十二届全国人民代表大会第三次会议通过）", None, None),
        ("（根据国发〔2003〕1号制定）", None, None),
        ("（国发〔2003〕1号、国发〔2004〕2号）", None, None),
        ("（国发〔2003〕1号文件废止）", None, None),
        ("（2019年3月1日起施行）", None, None),
        ("（征求意见稿）", None, None),
    ],
)
def test_what_the_line_under_the_title_tells(
    line: str, number: str | None, on: date | None
) -> None:
    one = read(line)
    assert told(one) == (number, on)
    assert one.number is None or one.number.source is Source.TEXT


@pytest.mark.parametrize(
    "word",
    [
        "原",
        "代替",
        "替代",
        "参照",
        "依照",
        "依",
        "同",
        "见",
        "详见",
        "附",
        "转发",
        "撤销",
        "取代",
        "摘自",
        "抄自",
        "引自",
        "对应",
        "延长",
        "继续执行",
        "印发",
        "现行",
    ],
)
def test_a_number_with_a_word_before_it_is_that_of_another_text(word: str) -> None:
    assert told(read(f"（{word}云政发〔2015〕3号）")) == (None, None)
    assert told(read(f"（{word}云溪县人民政府云政发〔2015〕3号）")) == (None, None)


@pytest.mark.parametrize(
    "title",
    [
        f"关于延长《{TITLE}》有效期的公告",
        "关于宣布失效部分文件的通知",
        "关于废止部分文件的决定",
        f"关于修改《{TITLE}》的决定",
        f"关于《{TITLE}》适用问题的复函",
        f"关于《{TITLE}》的说明",
        "关于城市供水检查情况的通报",
    ],
)
def test_a_number_alone_under_the_title_of_a_text_on_another_is_nobodys(title: str) -> None:
    assert told(read("（云政发〔2015〕3号）", title=title)) == (None, None)
    own = read("（云政发〔2015〕3号 2003年3月20日）", title=title)
    assert told(own) == ("云政发〔2015〕3号", DAY)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("（2003年3月20日国务院令第711号公布）", "国务院令第711号"),
        ("（2003年3月20日云溪县人民政府云政〔2003〕3号印发）", "云政〔2003〕3号"),
    ],
)
def test_the_day_of_issue_is_not_that_of_signing(line: str, number: str) -> None:
    one = read(line)
    assert told(one) == (number, None)
    assert one.issued_on is not None
    assert one.issued_on.value == DAY


def test_a_line_neither_centred_nor_in_brackets_tells_no_day() -> None:
    assert told(read("（国台发〔2003〕1号 2003年3月20日）", centred=False)) == (
        "国台发〔2003〕1号",
        DAY,
    )
    assert told(read("国台发〔2003〕1号 2003年3月20日", centred=False)) == (None, None)


def test_what_the_page_says_otherwise_goes_before_that_line() -> None:
    line = "（国台发〔2003〕1号 2003年3月20日）"
    assert told(read(line, above=TABLE)) == ("云政〔2026〕3号", date(2026, 3, 2))
    signed = read(line, below=SIGNED)
    assert told(signed) == ("国台发〔2003〕1号", None)
    assert signed.signature is not None
    assert told(read(line, title=f"《{TITLE}》解读")) == (None, None)
