# ruff: noqa: E501  (pages read best unbroken)
"""What stands below a word of none under the label of an answer: at most it leaves a letter open,
unless it is certainly an answer."""

from __future__ import annotations

import time

import pytest

from crawler.pages.letters.answerunits import without_other_letters
from crawler.pages.markup.celltables import Pair
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import shown
from tests.crawler.pages.letters.test_doubts import ASK, rows
from tests.crawler.pages.letters.test_ownpages import read

ROWS = (("标题", "石桥村路灯不亮"), ("来信时间", "2026-11-10"), ("来信内容", ASK))
LETTER = rows(*ROWS)


def boxed(*lines: str) -> list[str]:
    inner = "".join(f"<p>{one}</p>" for one in lines)
    return [f"{LETTER}<h3>回复内容</h3><div>{inner}</div>", rows(*ROWS, ("回复内容", inner))]


SAID = [
    "线路老化，已换线。",
    "户籍业务可拨打服务热线0551-7654321办理。",
    "该路灯由供电所负责管理。",
    "改造计划将于年底予以公布。",
    "《照明管理办法》第九条规定，村内路灯应当由村委会维护。",
    "办理地点：政务大厅，工作时间：周一至周五。",
    "<a href=/a/1.html>关于石桥村路灯问题的答复</a>",
]


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("below", [(), ("满意度：未评价",), ("请评价",), ("上一篇：医保咨询",)])
def test_what_an_answer_s_own_box_says_below_a_word_of_none_may_be_it(
    said: str, below: tuple[str, ...]
) -> None:
    for page in boxed("办理中", said, *below):
        assert not read(page).read
    for page in boxed("办理中", *below):
        assert (read(page).read, read(page).replies) == (True, ())


NOT_TAKEN = [
    *boxed("暂无回复", "您好，感谢您的来信，我们会尽快办理。"),
    *boxed("暂无回复", "石桥镇", "2026-11-12"),
    *boxed("暂无", "石桥县人民政府主办 更新时间 2026-11-12"),
    f"{LETTER}<p>回复：暂无</p><p>今日 2026-11-28</p>",
    f"{LETTER}<p>回复：暂无</p><div>反映石桥小学食堂问题 2026-11-20</div>",
    f"{LETTER}<h3>回复内容</h3><p>暂无回复</p><div><p>信箱实行实名制。</p><p>石桥县政府办公室</p><p>2026年1月5日</p></div>",
    f"{LETTER}<h3>回复内容</h3><p>办理中</p><div><h4>常见问题</h4><p>问：医保？</p><p>答：您好，您咨询的医保报销比例为百分之七十。</p></div>",
    f"{LETTER}<h3>回复内容</h3><p>暂无回复</p><h3>补充内容</h3><div><p>您好，我反映的问题还没解决。</p><p>2026-11-15</p></div>",
]


@pytest.mark.parametrize("page", NOT_TAKEN)
def test_what_the_page_or_others_say_below_a_word_of_none_is_no_answer(page: str) -> None:
    assert read(page).replies == ()


def test_what_certainly_answers_below_a_word_of_none_is_taken_without_that() -> None:
    said = "您好，您反映的路灯问题，经核实系线路老化，已于11月12日更换。"
    for page in (*boxed("办理中", said), f"{LETTER}<p>回复：暂无</p><p>{said}</p>"):
        assert [one.text for one in read(page).replies] == [said]


def test_many_headings_of_answers_are_read_in_linear_time() -> None:
    unit = "<h3>回复内容</h3><p>暂无回复</p><p>浏览次数：23</p>"

    def cost(count: int) -> float:
        page = Page.parse(
            "http://www.shiqiao.gov.cn/1.html", (LETTER + unit * count).encode(), "text/html"
        )
        view = shown(page)
        size = len(view.lines)
        heads = [n for n in range(size) if view.lines[n].text == "回复内容"]
        pairs = [Pair("title", "标题", "路灯", 0, 1, "t")]
        pairs += [Pair("reply", "回复内容", "暂无", n, n + 3, "h", whole=True) for n in heads]
        began = time.process_time()
        without_other_letters(view, pairs)
        return time.process_time() - began

    assert cost(4000) < 40 * max(cost(400), 0.002)


STILL = ["县住建局正在调查处理", "正由有关部门调查核实", "您反映的问题，有关部门正在调查核实中", "系统建设中", "模块建设中", "回复功能正建设中"]  # fmt: skip


@pytest.mark.parametrize("said", STILL)
def test_that_somebody_is_still_at_it_is_no_answer(said: str) -> None:
    for page in (rows(*ROWS, ("回复内容", said)), f"{LETTER}<h3>回复内容</h3><p>{said}</p>"):
        assert (read(page).read, read(page).replies) == (True, ())
    for done in (
        f"{said}，灯具已更换。",
        "已换一盏，余下两处正在处理",
        "污水处理厂建设中，明年通水",
    ):
        assert read(rows(*ROWS, ("回复内容", done))).replies


TERMS = ["您反映的问题将在15个工作日内办结，可登录网站查询。", "来访请携带身份证，工作时间：周一至周五。", "您也可以向您所在的乡镇反映，电话：12345。"]  # fmt: skip


@pytest.mark.parametrize("said", TERMS)
def test_what_a_board_promises_to_all_is_no_answer(said: str) -> None:
    waiting = read(f"{LETTER}{rows(('信件状态', '办理中'))}<p>{said}</p>")
    assert (waiting.read, waiting.replies) == (True, ())
    for told in ("您反映的路灯问题将在11月20日前解决。", "请携带身份证到石桥村委会登记，电话：0551-7654321。", "请向您所在的石桥村委会报修，电话：0551-7654321。"):  # fmt: skip
        answered = read(f"{LETTER}{rows(('信件状态', '办理中'))}<p>{told}</p>")
        assert answered.replies or not answered.read
