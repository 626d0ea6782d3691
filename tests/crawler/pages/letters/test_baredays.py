# ruff: noqa: E501  (pages read best unbroken)
"""Which day a bare 时间 on a letter's page is: the letter's, the page's or the answer's."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.letters.baredays import with_bare_days
from crawler.pages.letters.message import read_messages
from crawler.pages.markup.pairs import pairs_of
from crawler.pages.markup.shown import shown as shown_by
from crawler.portals.roles import Role
from crawler.records import Message
from tests.crawler.pages.letters.test_letters import ANSWER, ASKED, days, html
from tests.crawler.pages.pages import SNAPSHOT, entry, page, task


def letter(inner: str) -> Message:
    shown = page(html(f"<h1>路灯坏了</h1>{inner}"))
    (one,) = read_messages(shown, task(Role.MESSAGE_BOARD), SNAPSHOT)
    return one


BARE = "<div><span>时间:2026-09-28</span><span>来源:某网</span></div>"
NAMED = "<p>来信时间：2026-09-20</p>"
ASKING = f"<p>来信内容：{ASKED}</p>"
REPLIED = f"<p>回复时间：2026-09-27</p><p>回复内容：{ANSWER}</p>"
HOURS = "<p>咨询时间：工作日上午9:00</p>"
# What a page shows: the days of submission and of publication.
OF_BARE = {
    "a label names the letter's day": (BARE + NAMED + ASKING + REPLIED, 20, 28),
    "that label stands below the answer": (BARE + ASKING + REPLIED + NAMED, 20, 28),
    "that label says nothing": (BARE + "<p>来信时间：</p>" + ASKING + REPLIED, None, 28),
    "another label tells the day of publication": (BARE + NAMED + "<p>发布时间：2026-09-29</p>" + ASKING + REPLIED, 20, 29),
    "no other label, and no answer before": (BARE.replace("28", "20") + ASKING + REPLIED, 20, None),
    "no other label, and an answer before": (BARE + ASKING + REPLIED, None, 28),
    "a label of the letter's kind tells hours": (BARE.replace("28", "20") + ASKING + REPLIED + HOURS, 20, None),
    "that label stands in the letter's table, below the answer": (BARE + f"<table><tr><td>来信内容</td><td>{ASKED}</td></tr><tr><td>回复时间</td><td>2026-09-27</td></tr><tr><td>回复内容</td><td>{ANSWER}</td></tr><tr><td>来信时间</td><td>2026-09-20</td></tr></table>", 20, 28),
    "when the letter was recorded, before": (BARE + "<p>创建时间：2026-09-20</p>" + ASKING + REPLIED, 20, 28),
    "what links to a form heads nothing": (BARE + "<p><a href=/xx/>我要写信</a></p>" + NAMED + ASKING + REPLIED, 20, 28),
    "it stands in the answer": (NAMED + ASKING + f"<p>回复内容：{ANSWER}</p><p>时间：2026-09-27</p>", 20, None),
}  # fmt: skip


@pytest.mark.parametrize(("inner", "submitted", "published"), OF_BARE.values(), ids=OF_BARE)
def test_a_bare_day_is_the_letters_only_where_nothing_else_is(
    inner: str, submitted: int | None, published: int | None
) -> None:
    one = letter(inner)
    own = date(2026, 9, submitted) if submitted else None
    assert days(one) == (own, [date(2026, 9, 27)])
    assert (one.published_on.value if one.published_on else None) == (
        date(2026, 9, published) if published else None
    )


OWN = "<p>时间：2026-09-20</p>"
FORMER = (
    "<h3>历史回复</h3><p>回复时间：2026-08-25</p><p>回复内容：已转交相关部门处理，请耐心等待。</p>"
)
# Where a bare day is the letter's, whatever else the page shows: 2026-09-20.
STILL_OWN = {
    "a box of other letters": OWN + ASKING + REPLIED + "<div><h3>其他来信</h3><p>道路积水</p><p>留言时间：2026-09-01</p></div>",
    "such a box, and an answer in it": OWN + ASKING + REPLIED + "<div><p>相关留言</p><p>留言时间：2026-09-01</p><p>回复时间：2026-09-03</p></div>",
    "such letters under a heading alone": OWN + ASKING + REPLIED + "<h3>其他来信</h3><p>留言时间：2026-09-01</p>",
    "a box of others that no heading names": OWN + ASKING + REPLIED + "<div><p>道路积水</p><p>留言时间：2026-09-01</p></div>",
    "other letters above the letter": OWN + "<div><h3>最新来信</h3><p>道路积水</p><p>留言时间：2026-09-01</p></div>" + ASKING + REPLIED,
    "other letters in an aside": OWN + "<aside><p>道路积水</p><p>留言时间：2026-09-01</p></aside>" + ASKING + REPLIED,
    "a form, empty": OWN + ASKING + REPLIED + "<h3>我要写信</h3><p>写信时间：</p>",
    "a form without a heading": OWN + ASKING + REPLIED + "<p>写信时间：</p>",
    "when the page was made": OWN + "<p>创建时间：2026-09-28</p>" + ASKING + REPLIED,
    "when the letter was registered": OWN + ASKING + "<p>登记时间：2026-09-21</p><p>受理时间：2026-09-22</p>" + REPLIED,
    "an earlier answer": OWN + ASKING + REPLIED + FORMER,
    "an earlier answer without a heading": OWN + ASKING + REPLIED + FORMER.partition("</h3>")[2],
    "an answer of a mistaken year": OWN + ASKING + REPLIED.replace("2026", "2025"),
    "beside 来源, and earlier answers": OWN.replace("</p>", " 来源：某网</p>") + ASKING + REPLIED + FORMER,
    "a form and no answer": OWN + ASKING + "<h3>我要写信</h3><p>写信时间：</p>",
    "other letters and no answer": OWN + ASKING + "<div><p>道路积水</p><p>留言时间：2026-09-01</p></div>",
}  # fmt: skip


@pytest.mark.parametrize("inner", STILL_OWN.values(), ids=STILL_OWN)
def test_a_bare_day_stays_the_letters_beside_other_letters_and_forms(inner: str) -> None:
    one = letter(inner)
    assert days(one)[0] == date(2026, 9, 20)
    assert one.published_on is None


def test_a_day_among_other_letters_is_not_the_letters_even_where_the_bare_one_is_the_pages() -> (
    None
):
    others = "<div><h3>其他来信</h3><p>留言时间：2026-09-01</p></div>"
    one = letter(f"{BARE}{ASKING}{REPLIED}{others}")
    assert days(one) == (None, [date(2026, 9, 27)])


ASKED_IN_TABLE = f"<table><tr><td>来信时间</td><td>2026-09-20</td></tr><tr><td>来信内容</td><td>{ASKED}</td></tr></table>"
ANSWER_ROW = f"<tr><td>答复内容</td><td>{ANSWER}</td></tr></table>"


@pytest.mark.parametrize(
    ("answered", "replied"),
    [
        ("<table><tr><td>时间</td><td>2026-09-27</td></tr>" + ANSWER_ROW, 27),
        (
            "<table><tr><td>部门</td><td>县住建局</td><td>日期</td><td>2026-09-27</td></tr>"
            + ANSWER_ROW,
            27,
        ),
        (
            f"<div><p>单位：县住建局</p><p>时间：2026-09-27</p><p>回复内容：{ANSWER}</p></div>",
            None,
        ),
    ],
)
def test_a_bare_day_beside_an_answer_is_never_that_of_the_page(
    answered: str, replied: int | None
) -> None:
    one = letter(f"{ASKED_IN_TABLE}{answered}")
    assert days(one) == (date(2026, 9, 20), [date(2026, 9, replied) if replied else None])
    assert one.published_on is None


def test_of_several_letters_in_a_row_none_is_later_than_the_answer_to_another() -> None:
    shown = "".join(
        f"<p>信件编号：{n}</p><p>时间：{sent} 来源：网友</p><p>来信内容：{ASKED}{n}</p>"
        + (f"<p>回复时间：{told}</p><p>回复内容：{ANSWER}{n}</p>" if told else "")
        for n, sent, told in (
            (1, "2026-09-28", ""),
            (2, "2026-09-20", "2026-09-25"),
            (3, "2026-09-01", "2026-09-05"),
        )
    )
    board = page(html(f"<div>{shown}</div>"))
    events = list(pairs_of(board, "message"))
    assert with_bare_days(shown_by(board), events, (), single=False) == events


def test_the_day_that_a_row_names_the_letters_goes_before_a_bare_one() -> None:
    shown = page(html(f"<h1>路灯坏了</h1>{BARE.replace('28', '26')}{ASKING}{REPLIED}"))
    row = entry(Role.MESSAGE_BOARD, "路灯坏了", submitted_on="2026-09-20")
    [one] = read_messages(shown, task(Role.MESSAGE_BOARD, entry=row), SNAPSHOT)
    assert days(one) == (date(2026, 9, 20), [date(2026, 9, 27)])
    assert one.published_on is not None
    assert one.published_on.value == date(2026, 9, 26)


SIGNED_BELOW = (
    f"<p>回复内容：{ANSWER}</p><p>云溪县住建局</p><p>2026年9月27日</p>",
    f"<h3>回复内容</h3><div><p>{ANSWER}</p><p>云溪县住建局 2026年9月27日</p></div>",
)


@pytest.mark.parametrize("answer", SIGNED_BELOW)
def test_a_bare_day_after_the_signature_of_the_answer_is_the_pages(answer: str) -> None:
    one = letter(BARE + ASKING + answer)
    assert days(one) == (None, [date(2026, 9, 27)])
    assert one.published_on is not None
    assert one.published_on.value == date(2026, 9, 28)


@pytest.mark.parametrize("answer", SIGNED_BELOW)
def test_a_bare_day_before_the_signature_is_the_letters(answer: str) -> None:
    one = letter(BARE.replace("28", "20") + ASKING + answer)
    assert days(one) == (date(2026, 9, 20), [date(2026, 9, 27)])
    assert one.published_on is None


def test_a_signature_of_long_before_is_that_of_a_paper_and_the_bare_day_the_letters() -> None:
    quoted = "<p>回复内容：您好！现将通告转给您：</p><p>云溪县住建局</p><p>2026年3月5日</p>"
    one = letter(BARE + ASKING + quoted)
    assert days(one)[0] == date(2026, 9, 28)
    assert one.published_on is None


def test_a_bare_day_between_the_signatures_of_two_answers_stays_the_letters() -> None:
    (early, late) = (SIGNED_BELOW[1], SIGNED_BELOW[1].replace("27", "29"))
    one = letter(BARE + ASKING + f"<div>{early}</div><div>{late}</div>")
    assert days(one)[0] == date(2026, 9, 28)
