"""Wordings in which portals say a known thing: script, answerers, notes that say none."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.documents.document import read_document
from crawler.pages.letters.message import read_messages
from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose
from crawler.pages.words.labels import answerer_in, labels_of
from crawler.pages.words.roles import roles_of
from crawler.portals.roles import Role
from tests.crawler.pages.layouts import framed, read_list, rows
from tests.crawler.pages.pages import SNAPSHOT, entry, page, task

ROWS = "<ul>" + rows('<li><a href="{u}">{t}</a><span>{d}</span></li>') + "</ul>"


# --- traditional script ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "pager",
    [
        "<select onchange='location.href=this.value'><option value='l.html' selected>第1頁</option><option value='l-2.html'>第2頁</option></select>",
        "<div><a href='#'>第1頁</a><a href='l-2.html'>第2頁</a></div>",
    ],
)
def test_page_numbers_in_traditional_script(pager: str) -> None:
    reading = read_list(framed(ROWS + pager))
    assert [turn.page_number for turn in reading.turns] == [2]


def test_totals_in_traditional_script() -> None:
    pager = "<div>當前第1頁 共12頁 總記錄數：233條 <a href='l-2.html'>下一頁</a></div>"
    reading = read_list(framed(ROWS + pager))
    assert (reading.total_pages, reading.total_rows) == (12, 233)


def test_a_body_in_traditional_script_is_read_in_simplified() -> None:
    text = (
        "<table><tr><td>發文機關</td><td>雲溪縣農業局</td></tr><tr><td>文號</td><td>雲農〔2026〕3號</td></tr>"
        "<tr><td>成文日期</td><td>2026年3月2日</td></tr></table><h1>關於灌溉的通知</h1><p>正文。</p>"
    )
    document = read_document(page(text), task(), SNAPSHOT)
    assert document.issuer is not None
    assert document.issuer.value == "云溪县农业局"
    assert document.issuer.raw == "雲溪縣農業局"


# --- whoever answers is named in the label ----------------------------------------------------


@pytest.mark.parametrize(
    ("label", "slug"),
    [
        ("乡政府回复", "reply"), ("县住建局答复意见", "reply"), ("区教育局的答复", "reply"),
        ("镇党政办回复时间", "replied_on"), ("县长回复", "reply"), ("部门处理意见", "reply"), ("处理反馈情况", "reply"), ("官方回应", "reply"), ("客服中心办理结果", "reply"),
        ("村镇办补充答复", "reply"), ("县水务局再次回复时间", "replied_on"), ("经县水务局再次答复", None), ("村镇办补充材料", None),
        ("经县住建局回复", None), ("请县教育局答复", None), ("县住建局电话", None), ("住建局来信内容", None),
    ],
)  # fmt: skip
def test_labels_of_an_answer(label: str, slug: str | None) -> None:
    assert labels_of("message").get(label) == slug


def test_who_answers_by_the_label() -> None:
    assert answerer_in("县住建局答复意见：") == "县住建局"
    assert answerer_in("村镇办补充答复") == "村镇办"
    assert answerer_in("补充答复") == answerer_in("再次回复") == ""
    assert answerer_in("单位回复") == answerer_in("回复内容") == answerer_in("部门处理意见") == ""


@pytest.mark.parametrize(
    "answer",
    [
        "<b>乡政府回复：</b>泵房已修好，昨晚恢复供水。",
        "<p><strong>乡政府回复</strong></p><p>泵房已修好，昨晚恢复供水。</p>",
        "<table><tr><td>乡政府回复</td><td>泵房已修好，昨晚恢复供水。</td></tr></table>",
    ],
)
def test_a_reply_under_the_name_of_its_author(answer: str) -> None:
    text = f"<h1>停水三天了</h1><div><b>来信日期：</b>2026-08-05<br><b>来信内容：</b>没有水。<br><b>回复日期：</b>2026-08-06<br>{answer}</div>"
    (one,) = read_messages(page(text), task(Role.MESSAGE_BOARD), SNAPSHOT)
    (reply,) = one.replies
    assert reply.text == "泵房已修好，昨晚恢复供水。"
    assert reply.replied_on is not None
    assert reply.replied_on.value == date(2026, 8, 6)
    assert reply.body is not None
    assert reply.body.value == "乡政府"


@pytest.mark.parametrize(
    "opening",
    ["网友您好：", "王女士：", "尊敬的来信人：", "县水务局：", "现答复如下：", "您好:"],
)
@pytest.mark.parametrize(
    "answer",
    [
        "<h3>答复内容</h3><div>{}<br>泵房已修好，昨晚恢复供水。</div>",
        "<h3>回复</h3><p>{}</p><p>泵房已修好，昨晚恢复供水。</p>",
        "<p><b>办理结果：</b></p><p>{}</p><p>泵房已修好，昨晚恢复供水。</p>",
        "<p>答复内容： {}泵房已修好，昨晚恢复供水。</p>",
    ],
)
def test_a_reply_that_opens_with_a_greeting(opening: str, answer: str) -> None:
    text = f"<h1>停水三天了</h1><p>来信日期：2026-08-05</p>{answer.format(opening)}"
    (one,) = read_messages(page(text), task(Role.MESSAGE_BOARD), SNAPSHOT)
    (reply,) = one.replies
    assert reply.text.endswith("泵房已修好，昨晚恢复供水。")


@pytest.mark.parametrize("label", ["满意度：", "附件：", "上一篇："])
def test_a_label_after_an_empty_reply_is_no_reply(label: str) -> None:
    text = (
        f"<h1>停水三天了</h1><p>来信日期：2026-08-05</p><h3>答复内容</h3><p>{label}</p><p>满意</p>"
    )
    (one,) = read_messages(page(text), task(Role.MESSAGE_BOARD), SNAPSHOT)
    assert one.replies == ()


def test_a_short_word_for_an_answer() -> None:
    asked = "<h1>停水三天了</h1><p>来信日期：2026-08-05</p>"
    (one,) = read_messages(
        page(asked + "<p><b>答：</b>泵房已修好。</p><p>答复日期：2026-08-06</p>"),
        task(Role.MESSAGE_BOARD), SNAPSHOT,
    )  # fmt: skip
    assert [reply.text for reply in one.replies] == ["泵房已修好。"]
    (other,) = read_messages(
        page(asked + "<p>答复内容：问：何时修好？答：泵房已修好。</p><p>答复日期：2026-08-06</p>"),
        task(Role.MESSAGE_BOARD), SNAPSHOT,
    )  # fmt: skip
    assert [reply.text for reply in other.replies] == ["问：何时修好？答：泵房已修好。"]


# --- names of columns ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "label", ["解读回应", "解读与回应", "政策解读及互动", "文件解读和回应关切"]
)
def test_columns_that_join_interpretation_with_responses(label: str) -> None:
    assert dict(roles_of(label)).get(Role.INTERPRETATIONS, 0.0) >= 0.8


def test_responses_alone_are_no_interpretation() -> None:
    assert Role.INTERPRETATIONS not in dict(roles_of("回应关切"))


@pytest.mark.parametrize("label", ["政策问答", "政 策 问 答", "政策简明问答", "惠企政策明白卡"])
def test_questions_on_policy_are_interpretations_where_nothing_else_is(label: str) -> None:
    assert dict(roles_of(label))[Role.INTERPRETATIONS] >= 0.6
    assert dict(roles_of("常见问题问答")).get(Role.INTERPRETATIONS, 0.0) < 0.6


# --- nothing there -----------------------------------------------------------------------------

STORE = (
    "<div id='u'><script type='text/xml'><datastore><totalrecord>{n}</totalrecord><totalpage>{n}</totalpage>"
    "<recordset></recordset></datastore></script></div><script>$('#u').jpage({{proxyUrl:'/web/dataproxy.jsp',param:'unitid=7'}});"
    "$.ajax({{url:'/web/list.do'}});</script>"
)


def section(text: str, role: Role) -> Reading:
    return read(task(role, Purpose.SECTION), Page.parse("http://a.test/l.html", text.encode(), "text/html"), SNAPSHOT)  # fmt: skip


def test_a_list_that_came_as_data_and_has_no_row_is_empty() -> None:
    reading = section(framed(STORE.format(n=0)), Role.CONSULTATIONS)
    assert reading.listing.blank
    assert not reading.shell
    assert not reading.listing.shell


def test_a_list_whose_rows_a_script_fetches_is_not_empty() -> None:
    reading = section(framed(STORE.format(n=3)), Role.CONSULTATIONS)
    assert not reading.listing.blank


NOTE = "<h1>关于行政规范性文件的情况说明</h1><p>发布时间：2026-02-03</p><p>{}</p>"
NONE = "经清理，本乡2026年度未制定行政规范性文件，特此说明。"


def behind(text: str, title: str, role: Role = Role.NORMATIVE_DOCUMENTS) -> Reading:
    row = entry(role, title)
    return read(task(role, Purpose.DETAIL, entry=row), page(text), SNAPSHOT)


def test_a_note_behind_a_row_that_says_none() -> None:
    reading = behind(NOTE.format(NONE), "关于行政规范性文件的情况说明")
    assert reading.listing.statement_on is not None
    assert reading.records == ()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            NOTE.format("现将管护标准和申报流程说明如下，请遵照执行。"),
            "关于行政规范性文件的情况说明",
        ),
        (NOTE.format(NONE), "关于印发灌溉办法的通知"),
        (NOTE.format(NONE), "关于《灌溉办法》起草情况的说明"),
        (NOTE.format(NONE + "各单位要抓好落实。" * 60), "关于行政规范性文件的情况说明"),
    ],
)
def test_what_is_no_statement_of_none(text: str, title: str) -> None:
    reading = behind(text, title)
    assert reading.listing.statement_on is None
    assert len(reading.records) == 1


COLUMNS = {
    "行政职权目录": Role.POWER_LIST, "权力事项": Role.POWER_LIST, "公用事业": Role.PUBLIC_INSTITUTIONS,
    "公共服务企业信息公开": Role.PUBLIC_INSTITUTIONS, "融媒体矩阵": Role.NEW_MEDIA, "决策公众参与": Role.CONSULTATIONS,
    "听证公告": Role.CONSULTATIONS, "两案办理": Role.PROPOSALS, "代表委员建议": Role.PROPOSALS,
    "办事须知": Role.SERVICE_GUIDES, "服务事项清单": Role.SERVICE_GUIDES, "一次性告知单": Role.SERVICE_GUIDES,
}  # fmt: skip


@pytest.mark.parametrize(("label", "role"), COLUMNS.items(), ids=COLUMNS)
def test_columns_under_other_names(label: str, role: Role) -> None:
    assert role in dict(roles_of(label))
