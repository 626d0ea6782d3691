# ruff: noqa: E501  (pages read best unbroken)
"""Answers in words, pictures and files that stand where no label says so leave a letter open."""

from __future__ import annotations

import pytest

from tests.crawler.pages.letters.test_doubts import ASK, TOLD, cards, rows
from tests.crawler.pages.letters.test_ownpages import read

ROWS = (("标题", "路灯不亮"), ("来信时间", "2026-11-10"), ("来信内容", ASK))
OPEN = ("信件状态", "办理中")
LETTER = rows(*ROWS)
FULL = "市民您好：您反映的石桥村路灯问题，经核实，系电缆受潮，我局已于11月12日更换完毕。"


def waits(inner: str) -> bool:
    one = read(inner)
    return one.read and not one.replies


WITHIN = {
    "below the letter in its cell": rows(*ROWS[:2], ("来信内容", f"<p>{ASK}</p><p>{FULL}</p>")),
    "behind a line break": rows(*ROWS[:2], ("来信内容", f"{ASK}<br>{FULL}")),
    "below its heading": f"<h1>路灯</h1><p>来信时间：2026-11-10</p><h3>来信内容</h3><div>{ASK}</div><div>{FULL}</div>",
    "under a second label of letters": rows(*ROWS, ("来信内容", FULL)),
    "under a label of something else": rows(*ROWS, ("信件类型", FULL)),
    "above the title": f"<div>{FULL}</div><h1>路灯不亮</h1>{LETTER}",
    "beside": f"{LETTER}<aside><p>{FULL}</p></aside>",
}


@pytest.mark.parametrize("where", WITHIN)
def test_what_certainly_answers_is_seen_wherever_it_stands(where: str) -> None:
    assert not waits(WITHIN[where])
    assert waits(WITHIN[where].replace(FULL, "南段也有两盏不亮。"))


def test_a_letter_may_quote_what_it_was_told_before() -> None:
    for above in ("上次贵局答复如下：", "去年11月贵局这样说："):
        quoted = f"<p>{ASK}</p><p>{above}</p><p>{FULL}</p>"
        assert waits(rows(*ROWS[:2], ("来信内容", quoted), OPEN))
    assert waits(
        rows(
            *ROWS[:2],
            ("来信内容", f"局长您好：您反映的情况我们都知道，但路灯还是坏的，{ASK}"),
            OPEN,
        )
    )


UNDER = [
    "<a href='/view?id=1'><img src='/u/hf.jpg'></a>",
    "<img src='/u/hf.jpg' width=180 height=240>",
    "<img src='/u/print_20261112.jpg'>",
    "<iframe id=hf></iframe>",
    "<iframe src='/hf?id=1' height=0></iframe>",
]


@pytest.mark.parametrize("shown", UNDER)
def test_whatever_is_shown_under_the_label_of_an_answer_leaves_a_letter_open(shown: str) -> None:
    assert not waits(rows(*ROWS, OPEN, ("回复内容", shown)))
    assert not waits(
        f"<h1>路灯</h1><p>来信时间：2026-11-10</p><p>来信内容：{ASK}</p><h3>回复内容</h3><p>{shown}</p>"
    )
    assert waits(
        rows(*ROWS, OPEN, ("回复内容", ""), ("<img src='/images/ico3.png' width=16>附件", "无"))
    )


def test_a_picture_under_the_label_of_an_answer_counts_beside_pictures_of_others() -> None:
    def card(number: int, said: str) -> str:
        return f"<li><p>来信标题：第{number}盏路灯</p><p>来信时间：2026-11-0{number}</p><p>来信内容：{number}号路灯坏了，请问何时修好？</p><p>回复内容：{said}</p></li>"

    answered = card(1, f"{TOLD}<img src='/u/x.jpg'>")
    assert [one.read for one in cards(f"<ul>{answered}{card(2, '<img src=/u/y.jpg>')}</ul>")] == [
        True,
        False,
    ]
    assert [one.read for one in cards(f"<ul>{answered}{card(2, '')}</ul>")] == [True, True]


def test_the_answer_of_a_card_is_none_of_the_card_below() -> None:
    def card(name: str, said: str) -> str:
        return rows(
            ("标题", name),
            ("来信时间", "2026-11-02"),
            ("来信内容", f"{name}，请问怎么办？"),
            ("回复内容", said),
        )

    found = cards(card("路灯不亮", FULL), card("公交晚点", ""), card("路面积水", FULL))
    assert [(one.read, len(one.replies)) for one in found] == [(True, 1), (True, 0), (True, 1)]


@pytest.mark.parametrize(
    "link",
    [
        "<a href='/down.jsp?id=12'>附件1</a>",
        "<a href='javascript:down(12)'>情况说明.pdf</a>",
        "<a href='/u/12.ceb'>情况说明</a>",
    ],
)
def test_a_file_is_told_by_its_address_or_its_name(link: str) -> None:
    assert not waits(f"{rows(*ROWS, OPEN)}<p>附件：{link}</p>")
    assert waits(rows(*ROWS, ("附件", link), OPEN, ("回复内容", "")))
    assert waits(f"{rows(*ROWS, OPEN)}<p><a href='/list.jsp?id=12'>县长信箱</a></p>")


DONE = "<div><p>路灯已于11月12日修复，故障为线路老化。</p></div>"


@pytest.mark.parametrize(
    "line", ["<p>打印本页</p>", "<p>满意度评价</p>", "<p>上一封：<a href='/2'>公交晚点</a></p>", "<p>分享到：</p>", "<h3>办理过程</h3>"]
)  # fmt: skip
def test_an_answer_below_what_the_page_says_of_itself_is_seen(line: str) -> None:
    waiting = rows(*ROWS, OPEN, ("回复内容", ""))
    assert not waits(f"{waiting}{line}{DONE}")
    assert waits(f"{waiting}{line}<p>本栏目欢迎广大群众建言献策，共建美好家园。</p>")


@pytest.mark.parametrize("heading", ["相关信件", "最新留言", "热点信件"])
def test_the_answers_of_other_letters_below_their_heading_are_none(heading: str) -> None:
    assert waits(f"{rows(*ROWS, OPEN)}<p>打印本页</p><h3>{heading}</h3>{DONE}")


SAID = {
    "a question back": "<div><p>您好，请问您说的是哪一段路？请提供具体位置。</p></div>",
    "thanks": "<div><p>路灯已于11月12日修复，请您放心，谢谢！</p></div>",
    "a statement": "<div><p>情况说明：路灯已修复。</p></div>",
    "a few words": "<div><p>县住建局：已安排维修</p></div>",
    "what was done": rows(("整改情况", "路灯已修复")),
    "that it was answered": rows(("是否回复", "是")),
    "a rating in words": rows(("群众评价", "非常满意，处理很快")),
}


@pytest.mark.parametrize("said", SAID)
def test_short_answers_leave_a_letter_open(said: str) -> None:
    assert not waits(f"{LETTER}{SAID[said]}")


def test_an_answer_in_a_paragraph_right_below_the_letter_is_not_the_writer_s() -> None:
    head = f"<h1>路灯</h1><p>来信时间：2026-11-10 信件状态：办理中</p><p>{ASK}</p>"
    assert not waits(f"{head}<p>路灯已于11月12日修复，故障为线路老化。</p><p>县住建局</p>")
    assert waits(f"{head}<p>村里说已经上报镇里，还没有人来。</p>")


def test_no_answer_is_told_by_a_word_of_none() -> None:
    assert waits(rows(*ROWS, OPEN, ("是否回复", "否")))
    assert waits(rows(*ROWS, OPEN, ("整改情况", "未修复")))


@pytest.mark.parametrize(("size", "waiting"), [("height=0 onload='fit(this)'", False), ("height=300", False), ("height=0", True), ("width=1 height=1", True)])  # fmt: skip
def test_a_frame_that_grows_when_it_loads_may_show_an_answer(size: str, waiting: bool) -> None:
    assert waits(f"{rows(*ROWS, OPEN)}<iframe src='/hf.jsp?id=1' {size}></iframe>") is waiting


@pytest.mark.parametrize("label", ["查看结果", "查看详情：", "结果", "查阅办理单"])
def test_a_link_beside_what_calls_it_a_result_leads_to_the_answer(label: str) -> None:
    def row(link: str) -> str:
        return rows(*ROWS, OPEN, (label, link))

    assert not waits(row("<a href='/view?id=3'>关于石桥村路灯情况的说明</a>"))
    assert waits(row("<a href='/cx'>信件查询统计</a>"))
    assert waits(row("<a href='/xj'>我要写信</a> <a href='/cx'>查看更多</a>"))
    assert waits(row("<a href='#'>暂无</a>"))
    assert waits(
        f"{rows(*ROWS, OPEN)}<div>{label}</div><p><a href='/2'>县长信箱来信选登一览</a></p>"
    )


def test_a_recording_may_be_an_answer_but_no_music() -> None:
    for label in ("回访录音", "回访"):
        assert not waits(rows(*ROWS, OPEN, (label, "<audio src='/v/1.mp3' controls></audio>")))
    assert waits(rows(*ROWS, ("录音", "<audio src='/v/1.mp3' controls></audio>"), OPEN))
    assert waits(f"{rows(*ROWS, OPEN)}<audio src='/v/bg.mp3' autoplay loop></audio>")
