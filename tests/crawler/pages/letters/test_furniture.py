# ruff: noqa: E501  (pages read best unbroken)
"""What boards print for everybody, and what is the writer's own, leaves no letter open."""

from __future__ import annotations

import pytest

from tests.crawler.pages.letters.test_doubts import ASK, HEAD, TOLD, cards, rows
from tests.crawler.pages.letters.test_ownpages import read

ROWS = (("标题", "路灯不亮"), ("来信时间", "2026-11-10"), ("来信内容", ASK))
EMPTY = (("信件状态", "办理中"), ("回复内容", ""))
WAITING = rows(*ROWS, *EMPTY)

SENTENCES = {
    "a hotline": "如遇急事，可拨打12345政务服务便民热线，全天为您服务。",
    "office hours": "工作时间：周一至周五 上午8:30-12:00，下午14:30-17:30",
    "numbers": "镇长热线：0551-7654321，传真：0551-7654322，邮编：231000",
    "privacy": "为保护个人隐私，写信人的姓名、电话等信息已隐藏。",
    "where to go on": "如对办理情况有疑问，可向县信访局反映，地址：东街2号。",
    "a rule": "根据《信访工作条例》，承办单位应当自受理之日起60日内办结。",
    "terms": "1、您提交的信件，我们将在规定时限内办理。2、信件办结后，处理结果将以短信方式告知。",
    "a motto": "12345热线，有诉必应。",
    "a chat": "在线客服，工作日9:00-17:00",
    "no comments": "暂无评论，快来抢沙发吧！",
    "a password": "查看完整办理过程，请输入查询密码",
    "a code to scan": "扫一扫，在手机打开当前页面",
}


@pytest.mark.parametrize("said", SENTENCES)
def test_a_sentence_for_everybody_leaves_no_letter_open(said: str) -> None:
    assert read(f"{WAITING}<p>{SENTENCES[said]}</p>").read
    for told in (
        f"{TOLD}如有疑问，请拨打12345热线。",
        "路灯已更换完毕，如有疑问请拨打12345热线。",
    ):
        assert not read(f"{WAITING}<p>{told}</p>").read


def test_a_line_in_every_card_is_no_answer() -> None:
    def card(name: str, *more: str) -> str:
        shown = rows(
            ("标题", name),
            ("来信时间", "2026-11-02"),
            ("来信内容", f"{name}，请问怎么办？"),
            *EMPTY,
        )
        return f"<div class=i>{shown}{''.join(f'<p>{one}</p>' for one in more)}</div>"

    same = "办件情况由镇党政办汇总，逐月通报。"
    assert [one.read for one in cards(card("路灯不亮", same), card("公交晚点", same))] == [
        True,
        True,
    ]
    found = cards(card("路灯不亮", same, TOLD), card("公交晚点", same))
    assert [one.read for one in found] == [False, True]


@pytest.mark.parametrize(
    "form",
    [
        "<h3>满意度评价</h3><div><span>满意</span><span>基本满意</span><span>不满意</span></div>",
        "<div><p>满意度评价</p><ul><li>非常满意</li><li>满意</li><li>不满意</li></ul></div>",
        "<p>满意度：<span>满意</span></p>",
        "<p>评价：<a href='#'>满意</a></p><p><a href='#'>不满意</a></p>",
        rows(("满意度", "一般")),
        rows(("满意度", "★★★★★")),
        rows(("所属领域", "一般")),
    ],
)
def test_what_can_be_chosen_is_no_rating(form: str) -> None:
    assert read(f"{WAITING}{form}").read


def test_a_rating_tells_of_an_answer() -> None:
    taken = rows(*ROWS, ("信件状态", "已受理"))
    for rated in ("满意", "★★★★☆", "非常满意，修得很快"):
        assert not read(f"{taken}{rows(('满意度', rated))}").read
    assert read(f"{taken}{rows(('所属领域', '一般'))}").read


MENUS = [
    "<div><a href='/xj'>我要写信</a><a href='/cx'>查看回复</a><a href='/tj'>办理统计</a></div>",
    "<div><a href='/cx'>查询办理结果</a> <a href='/cx2'>查看处理情况</a></div>",
    "<ul><li><a href='/xj'>我要写信</a></li><li><a href='/cx'>查看回复</a></li></ul>",
    "<div><a href='/l'>查看更多回复</a> <a href='/l'>返回列表</a></div>",
    "<div><span>上一封</span><a href='/2'>请问医保何时缴费，急！查看回复</a></div>",
]


@pytest.mark.parametrize("menu", MENUS)
def test_a_menu_leads_to_no_answer_of_the_letter(menu: str) -> None:
    assert read(f"{WAITING}{menu}").read
    assert read(f"{menu}<h1>路灯不亮</h1>{WAITING}").read
    way = "<p><a href='/view?id=3'>查看回复</a> <a href='/l'>返回列表</a></p>"
    assert not read(f"{WAITING}{way}{menu}").read


PICTURES = [
    "<div><img src='/images/gzh.jpg'></div>",
    "<div><img src='/images/ewm.jpg'></div>",
    "<div><img src='data:image/png;base64,iVBORw0KGgo='></div>",
    "<div><img src='/images/wen.png'></div><div><img src='/images/da.png'></div>",
    "<div><img src='/captcha/code.jsp'></div>",
    "<iframe src='http://i.tianqi.com/index.php?c=code' width=300 height=25></iframe>",
]


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_of_the_board_leaves_no_letter_open(picture: str) -> None:
    assert read(f"{WAITING}{picture}").read
    for other in ("<div><img src='/u/20260912345.jpg'></div>", "<iframe src='/hf?id=3'></iframe>"):
        assert not read(f"{WAITING}{other}").read


def test_an_empty_box_under_the_label_of_an_answer_is_none() -> None:
    head = f"{HEAD}<p>状态：办理中</p><h3>回复内容</h3>"
    assert read(f"{head}<p><img src='/images/nodata.png'>暂无数据</p>").read
    assert not read(f"{head}<p><img src='/u/3.png'></p>").read


STATE = "<p>来信时间：2026-11-10 信件状态：办理中</p>"
TEXT = "石桥村口的路灯坏了三个月。"
PHOTOGRAPHS = [
    rows(*ROWS, ("附件", "<img src=/u/1.jpg>"), *EMPTY),
    rows(*ROWS, ("附件", "<a href=/u/1.jpg>路灯.jpg</a>"), *EMPTY),
    rows(*ROWS[:2], ("来信内容", "<img src=/u/1.jpg>"), *EMPTY),
    f"<h1>路灯</h1>{STATE}<p>{TEXT}</p><p><img src=/u/1.jpg></p>",
    f"<h1>路灯</h1>{STATE}<p>{TEXT}</p><p><img src=/u/1.jpg></p><p>村里说已经上报，还没有人来。</p>",
    f"<h1>路灯</h1>{STATE}<div>{TEXT}</div><div>图片：<img src=/u/1.jpg></div><h3>回复内容</h3><p>暂无</p>",
    f"{HEAD}<p>附件：<a href=/u/1.jpg>照片.jpg</a></p><p>状态：办理中</p><p>回复内容：</p>",
]  # fmt: skip


@pytest.mark.parametrize("page", PHOTOGRAPHS)
def test_what_stands_with_the_letter_above_its_state_is_the_writer_s(page: str) -> None:
    assert read(page).read
    assert not read(f"{page}<div><img src=/u/2.jpg></div>").read
    assert not read(f"{page}<p>附件：<a href=/u/2.pdf>附件</a></p>").read


LETTERS = [
    f"<div>{TEXT}<br>村里说已经上报，还没有人来。<p>附近还有学校，孩子放学不安全。</p></div>",
    f"<div><p>{TEXT}</p><ol><li>东段全黑，看不见路。</li><li>西段时亮时灭，更危险。</li></ol><p>请安排。</p></div>",
    f"<div><p>{TEXT}</p><p><b>重点：东门到西门一段，完全没有灯。</b></p><p>请安排。</p></div>",
    f"<div>{TEXT}</div><p>附近还有学校，孩子放学不安全。</p><h3>回复内容</h3><p>暂无</p>",
]


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_in_several_boxes_is_the_writer_s(letter: str) -> None:
    assert read(f"<h1>路灯</h1>{STATE}{letter}").read
    for answer in (f"<p>{TOLD}</p>", "<p>县住建局：</p><p>下月初派人来看，请放心。</p>"):
        one = read(f"<h1>路灯</h1>{STATE}{letter}{answer}")
        assert one.replies or not one.read


def test_a_step_to_come_and_moderation_settle_no_letter() -> None:
    bar = "<ul><li>编号：20261110</li><li>来信时间：2026-11-10</li><li>信件状态：办理中</li><li>办结</li></ul>"
    assert read(f"<h1>路灯</h1>{bar}<p>来信内容：{ASK}</p>").read
    for label, state in (("审核状态", "已审核"), ("当前环节", "审核")):
        assert read(rows(*ROWS, ("信件状态", "办理中"), (label, state))).read
    assert not read(rows(*ROWS, ("信件状态", "办理中"), ("当前环节", "办结"))).read


def test_a_hidden_form_or_survey_hides_no_answer() -> None:
    def hidden(text: str) -> str:
        return f"{WAITING}<div style='display:none'><p>{text}</p></div>"

    assert read(hidden("您好！您反映的问题已收悉，经核实，现答复如下：{{content}}")).read
    assert read(hidden("市民您好：感谢您参与本次满意度调查，请对承办单位的服务进行评价。")).read
    assert not read(hidden(f"您好，您反映的路灯问题，{TOLD}")).read


@pytest.mark.parametrize("said", ["去年已更换过一次，现在又坏了。", "邻村的路灯已修好，我们村的还没有人管。", "社区已安排人来看过，但一直没有结果。", "我已退还货物，商家拒不退款。"])  # fmt: skip
def test_what_the_writer_tells_of_what_was_done_is_no_answer(said: str) -> None:
    assert read(f"<h1>路灯</h1>{STATE}<div><p>{TEXT}</p><p>{said}</p></div>").read
    assert not read(f"<h1>路灯</h1>{STATE}<div><p>{TEXT}</p><p>我局已更换电缆。</p></div>").read


@pytest.mark.parametrize("said", ["已办结信件的处理结果将予以公布。", "今年以来，全县共办理来信1200件，已解决1100件。", "网站已支持IPv6，建议使用1024*768以上分辨率。"])  # fmt: skip
def test_what_the_board_tells_of_all_letters_is_no_answer(said: str) -> None:
    assert read(f"{WAITING}<p>{said}</p>").read


@pytest.mark.parametrize("said", ["路灯属供电公司管理，请拨打95598反映。", "您可拨打城管局电话0551-7654321咨询。"])  # fmt: skip
def test_an_answer_may_name_a_number(said: str) -> None:
    assert not read(f"{WAITING}<div>{said}</div>").read


def test_an_enclosure_of_the_answer_above_the_state_is_not_the_writer_s() -> None:
    for label, waits in (("回复附件", False), ("附件", True)):
        row = (label, "<a href=/u/1.pdf>附件</a>")
        assert read(rows(*ROWS, row, ("信件状态", "办理中"))).read is waits


@pytest.mark.parametrize("none", ["无", "暂无", "暂无回复", "-"])
@pytest.mark.parametrize("below", ["<div><img src=/images/ewm.png><p>扫一扫在手机打开当前页</p></div>", "<p>版权声明：未经许可不得转载。</p>", "<p>分享到：微信 微博</p>", "<p>浏览次数：25</p><p>字号：大 中 小</p>"])  # fmt: skip
def test_what_the_page_says_below_a_word_of_none_is_no_answer(none: str, below: str) -> None:
    for head in (f"<p>答复：{none}</p>", f"<h3>答复内容</h3><p>{none}</p>"):
        waiting = read(f"{HEAD}{head}{below}")
        assert (waiting.read, waiting.replies) == (True, ())
        told = read(f"{HEAD}{head}<p>您好，经核实，{TOLD}</p>{below}")
        assert told.replies or not told.read
        assert not read(f"{HEAD}{head}<p>{TOLD}</p>{below}").read


@pytest.mark.parametrize("said", ["相关部门正在抓紧办理，请您稍后查看", "承办单位正在核实办理中。", "有关部门正在加紧办理"])  # fmt: skip
def test_that_some_office_is_at_it_is_a_word_of_none(said: str) -> None:
    waiting = read(f"{HEAD}<h3>回复</h3><p>{said}</p>")
    assert (waiting.read, waiting.replies) == (True, ())
    done = said.replace("正在", "已").replace("中", "")
    assert read(f"{HEAD}<h3>回复</h3><p>{done}，路灯已修好。</p>").replies
