# ruff: noqa: E501  (pages read best unbroken)
"""Answers that no label calls so: in a talk, in a few words, above the letter, below the page's own
words; and a mark in the title of a letter that it is settled."""

from __future__ import annotations

import pytest

from tests.crawler.pages.letters.test_doubts import ASK, HEAD, TOLD, cards, rows
from tests.crawler.pages.letters.test_ownpages import read

ROWS = (("标题", "石桥村路灯不亮"), ("来信时间", "2026-11-10"), ("来信内容", ASK))
OPEN = rows(("信件状态", "办理中"))
TABLE = f"{rows(*ROWS)}{OPEN}"
META = "<p>来信时间：2026-11-10</p>"


def waits(inner: str) -> bool:
    one = read(inner)
    return one.read and not one.replies


def test_who_speaks_for_a_board_in_a_talk_answers() -> None:
    def talk(who: str, said: str) -> str:
        return f"<h1>路灯不亮</h1><div class=l><i>网友</i><p>{ASK}</p></div><div class=r><i>{who}</i><p>{said}</p></div>"

    for who in ("小编", "网站管理员", "客服"):
        assert not waits(talk(who, "亲，路灯昨天下午换好啦，感谢反映"))
        assert not waits(talk(f"{who} 2026-11-12", "明天去换"))
        assert waits(talk(who, "登录"))
        assert waits(talk(who, "暂无回复"))
    assert waits(talk("客服", "工作时间：周一至周五 9:00-17:00"))
    assert waits(talk("网友", "晚上走路很不方便，老人摔过一跤。"))


BRIEF = ["11月12日换灯泡", "灯泡换了", "路灯已亮", "已通知物业", "属物业管理", "灯泡换好了，谢谢！"]


@pytest.mark.parametrize("said", BRIEF)
def test_a_few_words_may_tell_what_came_of_a_letter(said: str) -> None:
    assert not waits(f"{HEAD}{OPEN}<div>{said}</div>")
    assert not waits(f"{TABLE}<p>打印本页</p><p>{said}</p>")


@pytest.mark.parametrize("said", ["已通知承办单位", "已转城管局办理", "11月12日 受理", "该件由县城管局负责", "县长热线由县信访局管理", "已送达", "盼复，谢谢", "灯泡没换"])  # fmt: skip
def test_a_few_words_of_its_course_tell_of_no_answer(said: str) -> None:
    assert waits(f"{HEAD}{OPEN}<div>{said}</div>")
    assert waits(f"{TABLE}<ul><li>{said}</li></ul>")


@pytest.mark.parametrize("said", ["去年换过一次灯泡，没几天又坏了。", "邻居家门口的灯早就换了，我们这边没人管。", "能否安排人来看看？谢谢！", "希望能尽快更换灯泡，谢谢！"])  # fmt: skip
def test_what_a_writer_tells_in_his_letter_is_no_answer(said: str) -> None:
    assert waits(f"<h1>路灯不亮</h1>{META}<div><p>{ASK}</p><p>{said}</p></div>{OPEN}")
    assert waits(rows(*ROWS[:2], ("来信内容", f"<p>{ASK}</p><p>{said}</p>")) + OPEN)


BOARD = [
    ("路灯属供电公司管辖，请拨打供电热线95598报修。", "如遇急事，请拨打供电热线95598，全天服务。"),
    ("根据《照明管理规定》，村内路灯由村委会负责，应当由其维修。", "根据《信访工作条例》，承办单位应当自受理之日起60日内办结。"),
    ("补贴标准已在网站公布，您家符合条件。", "本网站已支持IPv6，建议使用1024*768以上分辨率。"),
    ("村内路灯由村委会管，如有疑问可拨打热线12345。", "石桥村服务热线：0551-7654321，地址：石桥村东街2号。"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "printed"), BOARD)
def test_what_names_the_matter_of_a_letter_is_not_printed_for_everybody(
    said: str, printed: str
) -> None:
    assert not waits(f"{TABLE}<p>{said}</p>")
    assert waits(f"{TABLE}<p>{printed}</p>")


@pytest.mark.parametrize("said", ["能否更换灯具需供电公司确认，我局已联系该公司。", "村内路灯由村委会负责，我办已督促其维修，谢谢！", "村委会本周更换灯泡，给您带来不便，谢谢！", "能否加装取决于明年预算，目前没有安排。"])  # fmt: skip
def test_an_office_may_speak_in_words_of_those_who_ask(said: str) -> None:
    assert not waits(f"{TABLE}<div>{said}</div>")
    assert waits(f"{TABLE}<div>能否更换灯具，请尽快安排，谢谢！</div>")


@pytest.mark.parametrize("line", ["<p>打印本页</p>", "<div>打印</div><div>关闭</div>"])
def test_below_the_page_s_own_words_the_matter_of_a_letter_tells_an_answer(line: str) -> None:
    assert not waits(f"{TABLE}{line}<p>该路段路灯计划年底前统一改造。</p>")
    assert waits(f"{TABLE}{line}<p>全县公交线路计划年底前统一调整。</p>")
    assert waits(f"{TABLE}{line}<p>上一篇：<a href=/1>路灯修好了，谢谢</a></p>")


@pytest.mark.parametrize("head", ["网民原帖", "来信原文：", "原信内容"])
def test_what_stands_above_the_letter_as_it_was_written_is_another_s(head: str) -> None:
    letter = f"<h3>{head}</h3><div>{ASK}</div>{META}"
    for above in ("<h1>路灯不亮</h1>", ""):
        assert not waits(f"{above}<div><p>村委会负责该处路灯，近日安排人维修。</p></div>{letter}")
        assert waits(f"{above}{letter}")
        assert waits(f"<p>欢迎网民通过本栏目建言献策。</p>{above}{letter}")


def test_an_answer_may_stand_above_the_label_of_the_letter() -> None:
    letter = f"<h3>来信内容</h3><div>{ASK}</div>{META}"
    assert not waits(f"<div>您好！11月12日我所电工到现场更换了路灯。</div>{letter}")
    assert waits(f"<div>您好，欢迎来到县长信箱。</div>{letter}")


@pytest.mark.parametrize("mark", ["[已答]", "【已回复】", "（已办结）", "[ 已解决 ]"])
def test_a_mark_in_the_title_tells_that_a_letter_is_settled(mark: str) -> None:
    for settled, waiting in ((mark, "[咨询]"), (mark, "【待回复】"), (mark, "（未解决）")):
        for title in ("{}路灯不亮", "路灯不亮{}"):
            assert not waits(f"<h1>{title.format(settled)}</h1>{META}<p>{ASK}</p>")
            assert waits(f"<h1>{title.format(waiting)}</h1>{META}<p>{ASK}</p>")
    assert waits(f"<h1>村里称已处理路灯实则未修</h1>{META}<p>{ASK}</p>")


def test_a_mark_in_the_title_of_a_card_tells_the_same() -> None:
    def card(title: str, *more: tuple[str, str]) -> str:
        return rows(("标题", title), ("来信时间", "2026-11-02"), ("来信内容", f"{title}，请问怎么办？"), *more)  # fmt: skip

    state = ("信件状态", "办理中")
    answered = card("路面积水", ("信件状态", "已办结"), ("回复内容", f"您好，{TOLD}"))
    found = cards(card("[已答]路灯不亮", state), card("公交晚点", state), answered)
    assert [one.read for one in found] == [False, True, True]


def test_a_promise_with_a_day_leaves_a_letter_open() -> None:
    assert not waits(f"{TABLE}<div>拟于11月20日前更换灯泡。</div>")


PLAINLY_WAITING = [
    "<p>11月11日 交办 修水县信访局</p>", "<p>11月12日 转县安装公司</p>", "<p>11月12日 变换承办单位</p>",
    "<p>11月12日 已通知石桥镇办理</p>", "<p>石桥镇属石桥县管辖</p>", "<p>已全部加载完毕</p>",
    "<p>管理员</p><p>登录</p>", "<p>编辑：</p><p>张三</p>", "<p>客服</p><p>4008123456</p>",
    "<p>打印</p><p>关键词：路灯，照明。</p>", "<p>关闭</p><p>关于石桥村路灯不亮的来信，编号20261110。</p>",
    "<p>路灯、井盖、供水等问题可直接拨打12345热线。</p>",
    "<audio src=/notice.wav></audio>", "<audio id=player></audio>", "<p>朗读</p><audio controls src=/t.mp3></audio>",
]  # fmt: skip


@pytest.mark.parametrize("line", PLAINLY_WAITING)
def test_places_steps_credits_and_players_of_a_board_tell_of_no_answer(line: str) -> None:
    assert waits(f"{TABLE}{line}")
    assert not waits(f"{TABLE}<p>11月12日换路灯</p>{line}")


@pytest.mark.parametrize("line", ["<p>语音回复</p><audio controls autoplay src=/r/1.mp3></audio>", "<p>站长回复：月底换</p>", "<ul><li>查看结果 <a href=/d/1>关于石桥村路灯情况的说明</a></li></ul>"])  # fmt: skip
def test_what_calls_itself_an_answer_leaves_a_letter_open(line: str) -> None:
    assert not waits(f"{TABLE}{line}")


@pytest.mark.parametrize(
    "said", ["10月5日发放一半", "9月3日换了灯泡", "他说已安排付款，一分没到。"]
)
def test_what_stands_between_a_letter_and_its_state_is_the_writer_s(said: str) -> None:
    assert waits(f"<h1>拖欠工资</h1>{META}<p>来信内容：{ASK}</p><p>{said}</p><p>状态：待受理</p>")
    assert waits(
        f"<h1>拖欠工资</h1>{META}<div><div>{ASK}</div><div>{said}</div></div><p>状态：待受理</p>"
    )


@pytest.mark.parametrize("above", ["县长信箱，民有所呼，我有所应。", "我们将尽快办理您的来信。", "我局信箱每周由局长亲自阅办。"])  # fmt: skip
@pytest.mark.parametrize("head", ["信件原文：", "来信内容"])
def test_what_a_board_says_above_a_letter_is_no_answer(above: str, head: str) -> None:
    assert waits(f"<p>{above}</p><h3>{head}</h3><div>{ASK}</div>{META}")


def test_a_mark_is_weighed_by_its_place_and_by_the_state() -> None:
    for title in ("路灯不亮〔已办结〕", "路灯不亮（已回）"):
        assert not waits(f"<h1>{title}</h1>{META}<p>{ASK}</p>")
    assert waits(f"<h1>（办理完成）时限怎么算</h1>{META}<p>{ASK}</p>")


@pytest.mark.parametrize(("title", "line"), [("隐私泄露投诉", "为保护隐私，来信人信息已隐藏。"), ("手机号码变更", "查询密码将以短信方式告知至手机号码。")])  # fmt: skip
def test_words_of_a_board_that_a_title_shares_name_no_matter(title: str, line: str) -> None:
    assert waits(f"{rows(('标题', title), *ROWS[1:])}{OPEN}<p>{line}</p>")
