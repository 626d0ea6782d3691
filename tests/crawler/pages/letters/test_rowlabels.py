"""Labels that stand once in each row of a list are fields of its rows, not of one letter."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from crawler.pages.read import read
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from crawler.records import Cause, Message
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, page, task

TITLES = (
    "运动会什么时候召开？",
    "今年禁渔期是什么时候？",
    "想查询自己的房产信息",
    "如何鉴定中小企业",
)
ASKED = "我家住在城东安居苑，西门到公交站的路灯坏了十几盏，请问什么时候能修好？"
ANSWER = "您好，该路段路灯系电缆受潮短路所致，市政养护队已更换电缆一百二十米，全部恢复照明。"
ROWS = {
    "boxes": "<li><a href='{to}'><div>{title}</div><div>[提交时间：2026-06-0{n}]<span>回复人：县住建局</span>[回复时间：2026-06-1{n}]</div></a></li>",
    "spans": "<li><a href='{to}'>{title}</a><span>来信时间：2026-06-0{n}</span></li>",
    "state": "<li><a href='{to}'>{title}</a><p>留言时间：2026-06-0{n} 状态：已回复</p></li>",
    "definitions": "<dl><dt><a href='{to}'>{title}</a></dt><dd>受理单位：县住建局</dd><dd>提交日期：2026-06-0{n}</dd></dl>",
    "numbered": "<div class=row><div><a href='{to}'>{title}</a></div><div>编号：YX20{n}</div><div>来信日期：2026-06-0{n}</div></div>",
    "labelled": "<div class=row><p>标题：<a href='{to}'>{title}</a></p><p>写信时间：2026-06-0{n}</p></div>",
    "clicked": "<li onclick='open({n})'><span>{title}</span><span>来信时间：2026-06-0{n}</span></li>",
}  # fmt: skip
LETTER = (
    f"<div><h3>路灯不亮</h3><p>来信人：王** 来信时间：2026-05-01</p><p>{ASKED}</p>"
    f"<p>回复单位：县住建局 回复时间：2026-05-03</p><p>{ANSWER}</p></div>"
)


def rows(form: str, to: str = "javascript:;") -> str:
    shown = (ROWS[form].format(title=one, n=9 - n, to=to) for n, one in enumerate(TITLES))
    return f"<ul>{''.join(shown)}</ul>"


def reading(inner: str, purpose: Purpose) -> Reading:
    html = f"<html><head><title>诉求平台</title></head><body>{NAVIGATION}<div class=main>{inner}</div>{FOOTER}</body></html>"
    return read(task(Role.MESSAGE_BOARD, purpose), page(html), SNAPSHOT)


@pytest.mark.parametrize("to", ["javascript:;", "/letters/1.html"])
@pytest.mark.parametrize("form", ROWS)
@pytest.mark.parametrize("purpose", [Purpose.DETAIL, Purpose.SECTION])
def test_a_list_of_letters_is_no_letter(form: str, to: str, purpose: Purpose) -> None:
    assert reading(rows(form, to), purpose).records == ()


def test_rows_that_lead_nowhere_are_rows_without_an_address() -> None:
    listing = reading(rows("boxes"), Purpose.SECTION).listing
    assert (listing.entries, listing.unlinked) == ((), len(TITLES))


@pytest.mark.parametrize("form", ROWS)
@pytest.mark.parametrize("above", [True, False])
def test_a_letter_beside_a_list_of_others_keeps_its_own_days(form: str, above: bool) -> None:
    beside = f"<div><h3>最新来信</h3>{rows(form)}</div>"
    shown = reading(beside + LETTER if above else LETTER + beside, Purpose.DETAIL)
    (one,) = shown.records
    assert isinstance(one, Message)
    assert one.submitted_on is not None
    assert one.submitted_on.value == date(2026, 5, 1)
    (answer,) = one.replies
    assert answer.replied_on is not None
    assert answer.replied_on.value == date(2026, 5, 3)


def test_the_questions_and_answers_of_one_letter_are_no_rows() -> None:
    turns = "".join(
        f"<li><p>提问时间：2026-05-0{n}</p><p>{ASKED}</p><p>回复时间：2026-05-1{n}</p><p>{ANSWER}</p></li>"
        for n in range(1, 4)
    )
    (one,) = reading(f"<h3>路灯不亮</h3><ul>{turns}</ul>", Purpose.DETAIL).records
    assert isinstance(one, Message)
    assert one.submitted_on is not None
    assert one.submitted_on.value == date(2026, 5, 1)
    assert len(one.replies) == 3


NOISY = ("广场舞活动太吵", "小区消防检查走过场", "工地夜里施工工作到三点", "会议通知收不到")
NEWS = ("云溪县召开路灯会", "县长调研禁渔工作", "全县开展房产普查", "春季培训班开班，活动丰富")


@pytest.mark.parametrize(
    ("to", "form", "more", "titles", "count"),
    [
        ("/NewsShow.aspx?id={n}", True, "", NEWS, 0),
        ("/xwdt/2026/{n}.html", True, "", NEWS, 0),
        ("/LetterShow.aspx?id={n}", True, "", NEWS, 4),  # letters
        ("/NewsShow.aspx?id={n}", True, "<span>来信时间：2026-06-0{n}</span>", NEWS, 4),
        ("/NewsShow.aspx?id={n}", True, "<span>2026-06-0{n}</span>", NEWS, 4),
        ("/NewsShow.aspx?id={n}", False, "", NEWS, 4),  # nothing to write in
        ("/NewsShow.aspx?id={n}", True, "", TITLES, 4),  # what letters ask
        ("/xwdt/2026/{n}.html", True, "", [f"{one}的来信及回复情况" for one in NEWS], 4),
        ("/content/article/1000{n}", True, "", NEWS, 4),  # how a family calls all contents
        ("/e/action/ShowNews.php?id={n}", True, "", NOISY, 4),
        ("/article/{n}.html", True, "", NOISY, 4),
        ("/article/{n}.html", True, "", [*NEWS[:3], NOISY[0]], 4),  # not all of them are deeds
    ],
)
def test_articles_beside_a_form_are_no_letters(
    to: str, form: bool, more: str, titles: Sequence[str], count: int
) -> None:
    shown = "".join(
        f"<li><a href='{to.format(n=n)}'>{title}</a>{more.format(n=n)}</li>"
        for n, title in enumerate(titles, 1)
    )
    write = "<form><p>内容：</p><textarea></textarea></form>" if form else ""
    assert len(reading(f"<ul>{shown}</ul>{write}", Purpose.SECTION).listing.entries) == count


ASKING = f"<div>{ASKED}</div>"


@pytest.mark.parametrize(
    "inner",
    [
        f"<div>来信时间：2026-05-01</div><div>来信内容：{ASKED}</div><div>来信时间：2026-04-01</div><div>来信时间：2026-04-02</div>",
        "".join(
            f"<div><p>{turn}</p><p>提问时间：2026-05-0{n}</p></div>"
            for n, turn in enumerate(("首次提问", "追问", "再次追问"), 1)
        ) + ASKING,
        "<div><p>来信日期：2026-05-01</p></div>" * 3 + ASKING,
    ],
    ids=["its head among two others", "turns", "copies"],
)  # fmt: skip
def test_the_own_day_of_a_letter_is_none_of_a_row(inner: str) -> None:
    (one,) = reading(f"<h1>关于路灯不亮的问题</h1>{inner}", Purpose.DETAIL).records
    assert isinstance(one, Message)
    assert one.submitted_on is not None
    assert one.submitted_on.value == date(2026, 5, 1)


@pytest.mark.parametrize(
    "above", ["", "<div>您现在的位置：<a href='/'>首页</a> &gt; 县长信箱</div>"]
)
@pytest.mark.parametrize("below", ["", "<p>字体：大 中 小</p>"])
def test_a_letter_without_labels_beside_a_list_of_others_is_kept_open(
    above: str, below: str
) -> None:
    inner = f"{above}<h1>关于路灯不亮的问题</h1>{below}{ASKING}{rows('spans')}"
    (one,) = reading(inner, Purpose.DETAIL).records
    assert isinstance(one, Message)
    assert (one.submitted_on, one.read, one.cause) == (None, False, Cause.AMBIGUOUS)
