# ruff: noqa: E501  (pages read best unbroken)
from __future__ import annotations

import pytest

from crawler.pages.documents.document import read_document
from crawler.portals.roles import Role
from crawler.records import Document, Validity
from tests.crawler.pages.pages import BODY, SNAPSHOT, TITLE, entry, html, page, task

TABLE = "<div><table><tr><td>文号：</td><td>云政〔2026〕3号</td><td>主题词：</td><td></td></tr></table>{}</div>"


def state(document: Document) -> Validity | None:
    return document.validity.value if document.validity is not None else None


def told(over: str = "", body: str = BODY) -> Validity | None:
    text = html(f"{TABLE.format(over)}<h1>{TITLE}</h1><div class=con>{body}</div>")
    return state(read_document(page(text), task(), SNAPSHOT))


@pytest.mark.parametrize(
    ("stamp", "meant"),
    [
        ("<i>废止</i>", Validity.REPEALED),
        ("<div>【失效】</div>", Validity.LAPSED),
        ("<span>停止执行</span>", Validity.LAPSED),
        ("<img src=/i/s.png alt=废止>", Validity.REPEALED),
        ("<img src=/i/s.png title=已失效>", Validity.LAPSED),
        ("<i>部分失效</i>", None),
        ("<i>未废止</i>", None),
    ],
)
def test_a_stamp_by_the_title_is_the_bare_word_or_a_picture(
    stamp: str, meant: Validity | None
) -> None:
    assert told(over=stamp) is meant


@pytest.mark.parametrize(
    "choice",
    [
        "<div><p>有效</p><p>废止</p></div>",
        "<ul><li>现行有效</li><li>失效</li><li>废止</li></ul>",
        "<p><a href=/fz>废止</a></p>",
        "<table><tr><td>废止</td></tr></table>",
        "<p>有效</p><img src=/i/fz.png alt=废止>",
        "<p>废止文件</p>",
    ],
)
def test_states_to_choose_from_and_columns_are_no_stamp(choice: str) -> None:
    assert told(over=choice) is None


@pytest.mark.parametrize(
    "beside",
    [
        "<ul><li>规范性文件</li><li>政策文件</li><li>废止</li></ul>",
        "<div>时效性</div><div>全部</div><div>废止</div>",
        "<p>首页</p><p><a href=/gf/>规范性文件</a></p><p>失效</p>",
        "<p>主题词：</p><p>废止</p>",
        "<h2>废止</h2>",
    ],
)
def test_one_of_several_words_in_elements_alike_and_the_name_of_a_column_are_no_stamp(
    beside: str,
) -> None:
    assert told(over=beside) is None


@pytest.mark.parametrize("title", ["关于废止部分文件的决定", "关于宣布部分文件失效的通知"])
@pytest.mark.parametrize("stamp", ["<p>{}</p>", "<img src=/i/s.png alt={}>"])
@pytest.mark.parametrize("word", ["废止", "失效"])
def test_what_a_title_is_about_is_no_stamp(title: str, stamp: str, word: str) -> None:
    text = html(
        f"{stamp.format(word)}<h1>云溪县人民政府{title}</h1><p>主题词：</p><div class=con>{BODY}</div>"
    )
    assert state(read_document(page(text), task(), SNAPSHOT)) is None


@pytest.mark.parametrize("line", ["<p>发布时间：2026-03-05</p>", ""])
def test_a_picture_right_above_the_text_is_a_stamp(line: str) -> None:
    stamp = "<img src=/i/s.png alt=废止>"
    text = html(f"<div><h1>{TITLE}</h1>{line}{stamp}<div class=con>{BODY}</div></div>")
    assert state(read_document(page(text), task(), SNAPSHOT)) is Validity.REPEALED


def test_the_bare_word_in_the_text_is_no_stamp() -> None:
    assert told(body=f"<p>废止</p>{BODY}") is None
    assert told(body=f"<p><img src=/i/fz.png alt=废止></p>{BODY}") is None


def listed(value: str, shown: str = "") -> Validity | None:
    row = entry(Role.NORMATIVE_DOCUMENTS, TITLE, validity=value)
    text = html(f"{TABLE.format(shown)}<h1>{TITLE}</h1><div class=con>{BODY}</div>")
    return state(read_document(page(text), task(entry=row), SNAPSHOT))


@pytest.mark.parametrize(
    ("value", "meant"),
    [("已废止", Validity.REPEALED), ("失效", Validity.LAPSED), ("有效", None), ("部分失效", None), ("/", None)],
)  # fmt: skip
def test_a_row_that_says_a_document_has_ended_is_believed(
    value: str, meant: Validity | None
) -> None:
    assert listed(value) is meant


def test_what_the_page_says_goes_before_its_row() -> None:
    assert (
        listed("已废止", "<table><tr><td>有效性：</td><td>有效</td></tr></table>") is Validity.VALID
    )
    assert listed("已废止", "<i>失效</i>") is Validity.LAPSED
