# ruff: noqa: E501  (pages read best unbroken)
"""Letters one below another whose number and kind stand in a heading, without a label."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crawler.pages.letters.cardheads import kind_in
from crawler.pages.letters.message import read_messages
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from crawler.records import Message
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, URL, page, task

ANSWER = "您好，经查该处井盖已于当日更换，感谢关注。"


def table(head: str, number: int) -> str:
    return (
        f"<table border=1><tr><td colspan=4>{head}<tr><td>留言人<td>网友<td>留言时间<td>2026/9/{number} 8:30"
        f"<tr><td>留言内容<td colspan=3>北街第{number}号井盖破损，请更换。<tr><td>回复内容<td colspan=3>{ANSWER}"
        f"<tr><td>回复时间<td colspan=3>2026/9/{number + 1}</table><br>"
    )


def boxes(head: str, number: int) -> str:
    return (
        f"<div><b>{head}</b><p>留言时间：2026-09-{number:02d}</p><p>留言内容：北街井盖破损，请更换。</p>"
        f"<p>回复内容：{ANSWER}</p><p>回复时间：2026-09-{number + 1:02d}</p></div>"
    )


def flat(head: str, number: int) -> str:
    return (
        f"<p>{head}</p><p>留言时间：2026-09-{number:02d}</p><p>留言内容：北街井盖破损，请更换。</p>"
        f"<p>回复内容：{ANSWER}</p><p>回复时间：2026-09-{number + 1:02d}</p>"
    )


def board(card: Callable[[str, int], str], heads: dict[int, str]) -> tuple[Message, ...]:
    inner = "".join(card(head, number) for number, head in heads.items())
    one = page(f"<html><body>{NAVIGATION}<div>{inner}</div>{FOOTER}</body></html>")
    return read_messages(one, task(Role.MESSAGE_BOARD, Purpose.SECTION), SNAPSHOT)


def names(letters: tuple[Message, ...]) -> list[str]:
    return [letter.url.removeprefix(URL) for letter in letters]


@pytest.mark.parametrize("card", [table, boxes, flat])
@pytest.mark.parametrize(
    "form",
    [
        "第{}条",
        "第 {} 条",
        "【第{}号】",
        "No.{}",
        "#{}",
        "{}楼",
        "留言第{}条",
        "第{}封来信",
        "编号 {}",
    ],
)
def test_the_number_in_a_heading_names_the_letter(
    card: Callable[[str, int], str], form: str
) -> None:
    letters = board(card, {n: form.format(n) for n in (14, 12, 9)})
    assert names(letters) == ["#14", "#12", "#9"]
    assert [
        one.submitted_on.value.day for one in letters if one.submitted_on and one.submitted_on.value
    ] == [14, 12, 9]
    assert [len(one.replies) for one in letters] == [1, 1, 1]
    assert not any(one.title for one in letters)


@pytest.mark.parametrize("card", [table, boxes])
def test_the_kind_beside_the_number(card: Callable[[str, int], str]) -> None:
    letters = board(card, {7: "第7条&nbsp;&nbsp;[投诉]", 6: "第6条", 5: "第5条　类型：举报"})
    kinds = [one.message_kind.value if one.message_kind else None for one in letters]
    assert kinds == ["投诉", None, "举报"]
    assert names(letters) == ["#7", "#6", "#5"]


@pytest.mark.parametrize(
    "heads",
    [
        {7: "第1条", 6: "第1条", 5: "第1条"},  # no number tells them apart
        {7: "路灯不亮", 6: "第2条河堤垮塌", 5: "公交改线"},  # words of a title
        {7: "12楼", 6: "积水", 5: "噪声"},  # one letter's words
        {7: "第1页", 6: "第2页", 5: "第3页"},
    ],
)
def test_other_headings_number_nothing(heads: dict[int, str]) -> None:
    assert names(board(boxes, heads)) == ["#1", "#2", "#3"]


def test_a_label_of_numbers_goes_before_headings() -> None:
    letters = board(table, {7: "第1条 留言编号：A71", 6: "第2条 留言编号：A62"})
    assert names(letters) == ["#A71", "#A62"]


@pytest.mark.parametrize(
    "text, kind",
    [
        ("[投诉] 夜间施工", "投诉"),
        ("【举报类】夜间施工", "举报类"),
        ("（咨询投诉）夜间施工", "咨询投诉"),
        ("关于夜间施工的[投诉]", ""),
        ("【东街】夜间施工", ""),
        ("投诉夜间施工", ""),
    ],
)
def test_a_kind_in_brackets_opens_a_title(text: str, kind: str) -> None:
    assert kind_in(text) == kind


def test_a_letter_without_a_labelled_kind_has_that_of_its_title() -> None:
    told = boxes("甲", 7).replace("<b>甲</b>", "<p>标题：[举报] 夜间施工</p>")
    labelled = told.replace("<p>留言时间", "<p>类型：咨询</p><p>留言时间")
    kinds = []
    for inner in (told, labelled):
        one = page(f"<html><body>{NAVIGATION}<div>{inner}</div>{FOOTER}</body></html>")
        (letter,) = read_messages(one, task(Role.MESSAGE_BOARD), SNAPSHOT)
        kinds.append(letter.message_kind.value if letter.message_kind else None)
    assert kinds == ["举报", "咨询"]


def test_a_code_in_brackets_behind_the_title_is_the_number() -> None:
    cards = "".join(
        f"<details><summary>【咨询】路{n}路面坑洼（CG-{n}）</summary><div><p>问：{n}路坏了，能修吗？</p>"
        f"<p>答：{ANSWER}</p><p>留言日期：2026年9月{n}日　办结日期：2026年9月{n + 1}日</p></div></details>"
        for n in (7, 6, 5)
    )
    one = page(f"<html><body>{NAVIGATION}<div>{cards}</div>{FOOTER}</body></html>")
    letters = read_messages(one, task(Role.MESSAGE_BOARD, Purpose.SECTION), SNAPSHOT)
    assert names(letters) == ["#CG-7", "#CG-6", "#CG-5"]
    assert [letter.message_kind.value for letter in letters if letter.message_kind] == ["咨询"] * 3


@pytest.mark.parametrize(
    "head, title",
    [
        ("【投诉】<b>夜间{n}点施工</b>", "夜间{n}点施工"),
        ("[投诉] <strong>夜间{n}点施工</strong>", "夜间{n}点施工"),
        ("【投诉】夜间{n}点施工", "【投诉】夜间{n}点施工"),
        ("<b>【投诉】夜间{n}点施工</b>", "【投诉】夜间{n}点施工"),
        ("【投诉】夜间<b>{n}点</b>施工", "【投诉】夜间{n}点施工"),
        ("【东街】<b>夜间{n}点施工</b>", "【东街】夜间{n}点施工"),
    ],
)
def test_a_title_set_apart_from_the_kind_is_told_without_it(head: str, title: str) -> None:
    cards = "".join(
        f"<table><tr><td>{head.format(n=n)}</td><td>网友：柳** 发表于 2026-9-{n} 9:10:11</td></tr>"
        f"<tr><td colspan=2>能管管吗？</td></tr><tr><td colspan=2><b>[县住建局 回复]</b> {ANSWER}</td></tr></table><br>"
        for n in (7, 6, 5)
    )
    one = page(f"<html><body>{NAVIGATION}<div>{cards}</div>{FOOTER}</body></html>")
    letters = read_messages(one, task(Role.MESSAGE_BOARD, Purpose.SECTION), SNAPSHOT)
    assert [letter.title for letter in letters] == [title.format(n=n) for n in (7, 6, 5)]
    kinds = [letter.message_kind and letter.message_kind.value for letter in letters]
    assert kinds == ["投诉" if "投诉" in head else None] * 3
