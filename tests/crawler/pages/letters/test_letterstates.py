# ruff: noqa: E501  (pages read best unbroken)
"""The state of a letter where the answer itself was not found, and rows of other letters."""

from __future__ import annotations

import pytest

from crawler.pages.letters.message import read_messages
from crawler.portals.roles import Role
from crawler.records import Cause, Message
from tests.crawler.pages.letters.test_letters import ANSWER, ASKED, bare, html
from tests.crawler.pages.pages import SNAPSHOT, page, task

TITLE = "路灯不亮的问题"
SENT = f"<p>来信时间：2026-09-21</p><p>来信内容：{ASKED}</p>"


def own_page(inner: str) -> Message:
    (one,) = read_messages(page(html(inner)), task(Role.MESSAGE_BOARD), SNAPSHOT)
    return one


def table(*rows: tuple[str, str]) -> str:
    cells = "".join(f"<tr><td>{one}</td><td>{other}</td></tr>" for one, other in rows)
    return f"<table>{cells}</table>"


LETTER = (("来信时间", "2026-09-21"), ("来信内容", ASKED))
OWN = {
    "among its labels": f"<h2>{TITLE}</h2>{table(*LETTER, ('是否回复', '已回复'))}",
    "under a name of states": f"<h2>{TITLE}</h2>{table(*LETTER, ('信件进度', '已答复'))}",
    "a table of its own": f"<h2>{TITLE}</h2>{SENT}{table(('最新办理情况', '已回复'))}",
    "an item of a list": f"<h2>{TITLE}</h2>{SENT}<ul><li><div>答复与否</div><div>已回复</div></li></ul>",
    "beside its unit": f"<h2>{TITLE}</h2>{table(*LETTER, ('云溪县住房和城乡建设局', '已回复'))}",
    "its card": f"<ul><li><h3>{TITLE}</h3><p>来信时间：2026-09-21</p><p>已回复</p></li></ul><p>{ASKED}</p>",
    "beside its title": f"<h2>{TITLE}</h2>{table((TITLE, '已回复'))}{SENT}",
    "beside its title cut short": f"<h2>关于城东新区幸福路{TITLE}</h2>{table(('关于城东新区幸福路…', '已回复'))}{SENT}",
    "beside words too short to tell": f"<h2>{TITLE}</h2>{SENT}{table(('垃圾清运', '已回复'))}",
    "beside a way to the answer": f"<h2>{TITLE}</h2>{SENT}<ul><li><p>已回复</p><p><a href='/hf/9'>查看回复内容</a></p></li></ul>",
}


@pytest.mark.parametrize("shape", OWN)
def test_a_letter_whose_own_row_calls_it_answered_is_never_unanswered(shape: str) -> None:
    one = own_page(OWN[shape])
    assert (one.replies, one.read, one.cause) == ((), False, Cause.AMBIGUOUS)


OTHER = {
    "a title": table(("施工扰民的问题", "已回复")),
    "a title and its day": "<ul><li><p>施工扰民的问题</p><p>2026-09-11</p><p>已回复</p></li></ul>",
    "a link": "<ul><li><p><a href='/hdjl/3.html'>施工扰民</a></p><p>已回复</p></li></ul>",
    "labels of its own": "<ul><li><p>施工扰民的问题</p><p>来信时间：2026-09-11</p><p>已回复</p></li></ul>",
}


@pytest.mark.parametrize("shape", OTHER)
def test_a_state_beside_what_names_another_letter_is_that_one_s(shape: str) -> None:
    one = own_page(f"<h2>{TITLE}</h2>{SENT}<h3>最新来信</h3>{OTHER[shape]}")
    assert one.status is None
    # Where a box has labels of a letter as well, this one's own head may be among those of the rows.
    assert one.read is (shape != "labels of its own")


DAYS = ("写信时间：2026-09-21", "答复时间：2026-09-29")


@pytest.mark.parametrize("kind", ["咨询", "投诉建议", "张**", "所属区域 云溪镇", "浏览次数：12"])
@pytest.mark.parametrize("heading", ["答复", "回复内容", "官方回复"])
def test_a_word_between_the_days_of_letter_and_answer_is_no_letter(kind: str, heading: str) -> None:
    one = bare(TITLE, DAYS[0], kind, DAYS[1], ASKED, heading, ANSWER)
    assert [reply.text for reply in one.replies] == [ANSWER]


@pytest.mark.parametrize(
    "said", [ASKED, "门前道路破损严重，雨天积水没人管", "路灯不亮 什么时候能修"]
)
def test_a_letter_between_the_days_stands_above_its_answer(said: str) -> None:
    one = bare(TITLE, DAYS[0], said, DAYS[1], ANSWER, "回复", "请对本次办理情况进行评价，谢谢。")
    assert one.replies[0].text.startswith(ANSWER)


@pytest.mark.parametrize(
    "side",
    [
        "<table><tr><td>A123</td><td>2026-09-01</td><td>已回复</td></tr></table>",
        "<table><tr><td>来信时间：2026-09-01</td></tr><tr><td>王某咨询社保</td><td>已回复</td></tr></table>",
    ],
)
def test_the_state_of_a_row_that_may_be_another_letters_is_not_stored(side: str) -> None:
    one = own_page(f"<h2>{TITLE}</h2><p>{ASKED}</p>{side}")
    assert (one.status, one.read, one.cause) == (None, False, Cause.AMBIGUOUS)


def test_an_answer_above_a_word_of_answers_is_kept() -> None:
    answer = "您好，路灯电缆已更换。"
    lines = (
        "标题：路灯不亮",
        DAYS[0],
        "城东安居苑路灯坏了",
        DAYS[1],
        answer,
        "回复",
        "感谢您的来信。",
    )
    (reply,) = own_page("".join(f"<p>{line}</p>" for line in lines)).replies
    assert answer in reply.text


@pytest.mark.parametrize("asked", [
    "局长您好！您的来信我看到了，但是路灯还没有修，麻烦安排。", "谢谢您的答复，路灯还没有修，麻烦安排。", "城东安居苑的路灯还没有修。",
])  # fmt: skip
def test_a_letter_above_a_word_of_answers_is_none_of_the_answer(asked: str) -> None:
    answer = "路灯电缆已更换，请放心。"
    inner = "".join(
        f"<p>{one}</p>" for one in ("标题：路灯不亮", DAYS[0], DAYS[1], asked, "回复", answer)
    )
    (reply,) = own_page(inner).replies
    assert reply.text == answer
    above = inner.replace(asked, "麻烦您说明是哪一段路，您反映的路灯在城东安居苑。")
    assert "麻烦您" in own_page(above).replies[0].text
