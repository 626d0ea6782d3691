"""Units that stand beside several answers under the name of who deals with a letter."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from crawler.pages.letters.message import read_messages
from crawler.pages.markup.page import Page
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records import Message
from tests.crawler.pages.layouts import framed, snapshot

URL = "http://www.yunxi.test/jact/front/mailpubdetail.do?transactId=9&sysid=3"
ASKED = "我家住在城东安居苑，西门到公交站的路灯坏了十几盏，请问什么时候能修好？"
FIRST = "您好，您反映的问题已收悉，经查，该路段路灯系电缆受潮短路所致。"
SECOND = "您好，市政养护队已更换电缆一百二十米，路灯全部恢复照明。"
Said = Sequence[tuple[str, str]]
HEAD = (("信件标题", "路灯不亮"), ("来信时间", "2026-09-11"), ("信件内容", ASKED))
TOLD = {
    "unit": ("县住建局", "县城管局"),
    "text": (FIRST, SECOND),
    "day": ("2026-09-14", "2026-09-20"),
}
ANSWERS = [
    ("2026-09-14", "县住建局", FIRST),
    ("2026-09-20", "县城管局", SECOND),
]

FORMS: dict[str, Callable[[Said], str]] = {
    "table": lambda s: "<table>" + "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in s) + "</table>",
    "definitions": lambda s: "<dl>" + "".join(f"<dt>{a}：</dt><dd>{b}</dd>" for a, b in s) + "</dl>",
    "lines": lambda s: "".join(f"<p>{a}：{b}</p>" for a, b in s),
    "list": lambda s: "<ul>" + "".join(f"<li><b>{a}：</b><span>{b}</span></li>" for a, b in s) + "</ul>",
}  # fmt: skip


def letter(inner: str) -> Message:
    page = Page.parse(URL, framed(inner).encode(), "text/html; charset=utf-8")
    (found,) = read_messages(page, Task(Purpose.DETAIL, URL, Role.MESSAGE_BOARD), snapshot(URL))
    return found


def answers(found: Message) -> list[tuple[str, str | None, str]]:
    return [
        (str(one.replied_on and one.replied_on.value), one.body and one.body.value, one.text)
        for one in found.replies
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "order", ["unit text day", "unit day text", "day unit text", "text unit day", "text day unit"]
)
@pytest.mark.parametrize("words", ["办理单位 办理结果 回复日期", "受理单位 回复内容 回复时间", "责任部门 答复意见 答复日期", "答复单位 答复内容 答复时间"])  # fmt: skip
@pytest.mark.parametrize("head", [(), (("承办单位", "县信访局"),)])
def test_each_answer_has_the_unit_beside_it(form: str, order: str, words: str, head: Said) -> None:
    names = dict(zip(("unit", "text", "day"), words.split(), strict=True))
    said = [(names[one], TOLD[one][n]) for n in range(2) for one in order.split()]
    found = letter(FORMS[form]([*HEAD, *head, *said]))
    assert answers(found) == ANSWERS
    if head:
        assert found.body is not None
        assert found.body.value == "县信访局"


@pytest.mark.parametrize("form", FORMS)
def test_the_day_of_a_note_stays_with_its_unit(form: str) -> None:
    note = (("办理单位", "县信访局"), ("办理结果", "已转县住建局办理"), ("回复日期", "2026-09-12"))
    said = (("办理单位", "县住建局"), ("办理结果", FIRST), ("回复日期", "2026-09-14"))
    assert answers(letter(FORMS[form]([*HEAD, *note, *said]))) == ANSWERS[:1]


def test_the_unit_that_gave_all_answers_has_the_letter() -> None:
    said = [(("办理单位", "县住建局"), ("办理结果", text), ("回复日期", day))
            for text, day in zip(TOLD["text"], TOLD["day"], strict=True)]  # fmt: skip
    found = letter(FORMS["table"]([*HEAD, *said[0], *said[1]]))
    assert found.body is not None
    assert found.body.value == "县住建局"
    assert {one.body and one.body.value for one in found.replies} == {"县住建局"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [  # one answer; nobody answered; a unit of the letter, and one in front of the second answer
        ((("办理单位", "县住建局"), ("办理结果", FIRST), ("回复日期", "2026-09-14")), [None]),
        ((("办理单位", "县住建局"), ("办理结果", ""), ("办理单位", "县城管局"), ("办理结果", "")), []),
        ((("办理结果", FIRST), ("回复日期", "2026-09-14"), ("办理结果", SECOND), ("回复日期", "2026-09-20"), ("办理单位", "县城管局")), [None, None]),
    ],
)  # fmt: skip
def test_units_that_take_no_turns_with_answers_are_those_of_the_letter(
    said: Said, expected: list[str | None]
) -> None:
    found = letter(FORMS["table"]([*HEAD, *said]))
    assert [one.body and one.body.value for one in found.replies] == expected
    assert found.body is not None
    assert found.body.value in ("县住建局", "县城管局")


GIVEN = (
    (("办理单位", "县住建局"), ("办理结果", FIRST), ("办理时间", "2026-09-14")),
    (("办理单位", "县城管局"), ("办理结果", SECOND), ("办理时间", "2026-09-20")),
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("heading", ["<h3>相关办件</h3>", "<p>【类似来信】</p>"])
@pytest.mark.parametrize("own", [1, 2])
def test_answers_below_a_heading_of_other_letters_are_none_of_this_one(
    form: str, heading: str, own: int
) -> None:
    given = [pair for said in GIVEN[:own] for pair in said]
    other = (
        ("办理单位", "县医保局"),
        ("办理结果", SECOND + "请放心。"),
        ("办理时间", "2026-09-21"),
    )
    found = letter(FORMS[form]([*HEAD, *given]) + heading + FORMS[form](other))
    assert [one.text for one in found.replies] == [FIRST, SECOND][:own]


@pytest.mark.parametrize("heading", ["<h3>第二次办理</h3>", "<h3>最新回复</h3>"])
def test_answers_below_a_heading_of_their_own_are_of_the_letter(heading: str) -> None:
    table = FORMS["table"]
    found = letter(table([*HEAD, *GIVEN[0]]) + heading + table(GIVEN[1]))
    assert answers(found) == ANSWERS


def test_other_letters_beside_it_end_where_their_box_ends() -> None:
    side = f"<div><h3>相关来信</h3>{FORMS['table'](GIVEN[1])}</div>"
    found = letter(FORMS["table"](HEAD) + side + FORMS["table"](GIVEN[0]))
    assert [one.text for one in found.replies] == [FIRST]


def test_an_answer_shown_again_under_another_unit_is_one() -> None:
    again = (GIVEN[1][0], *GIVEN[0][1:])
    found = letter(FORMS["table"]([*HEAD, *GIVEN[0], *again]))
    assert [one.text for one in found.replies] == [FIRST]


def test_days_of_steps_without_a_text_have_no_unit_of_an_answer() -> None:
    steps = (("处理单位", "县信访局"), ("处理时间", "2026-09-12"), ("处理单位", "县住建局"), ("处理时间", "2026-09-14"))  # fmt: skip
    found = letter(FORMS["table"]([*HEAD, *steps]))
    assert all(one.body is None for one in found.replies)


def test_the_unit_first_below_the_letter_has_it() -> None:
    found = letter(FORMS["table"]([*HEAD, *GIVEN[0], *GIVEN[1]]))
    assert answers(found) == ANSWERS
    assert found.body is not None
    assert found.body.value == "县住建局"


def test_a_letter_whose_only_answer_stands_below_such_a_heading_is_not_told_as_unanswered() -> None:
    found = letter(FORMS["table"](HEAD) + "<h3>最新来信</h3>" + FORMS["table"](GIVEN[1]))
    assert found.replies == ()
    assert not found.read


@pytest.mark.parametrize("kind", ["其他咨询", "其他诉求", "最近投诉"])
def test_a_kind_of_letter_is_no_heading_of_others(kind: str) -> None:
    rows = (("答复单位", "县住建局"), ("信件类型", kind), ("答复时间", "2026-09-28"), ("答复内容", SECOND))  # fmt: skip
    table = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in rows)
    one = letter(f"<p>来信时间：2026-09-21</p><table>{table}</table>")
    assert [(str(reply.replied_on.value), reply.text) for reply in one.replies if reply.replied_on] == [("2026-09-28", SECOND)]  # fmt: skip
    unknown = table.replace("信件类型", "归口")
    assert letter(f"<p>来信时间：2026-09-21</p><table>{unknown}</table>").replies == one.replies


def test_a_heading_of_others_ends_at_the_next_of_its_rank() -> None:
    note = "您的来信已收悉，正在办理，请耐心等待。"
    links = "<ul><li><a href=/1.html>公交车晚点</a></li></ul>"
    head = FORMS["table"](HEAD)
    one = letter(f"{head}<h3>部门回复</h3><p>{note}</p><h3>相关信件</h3>{links}<p>联系我们，留言板。</p><h3>最终回复</h3><p>{SECOND}</p>")  # fmt: skip
    assert [reply.text for reply in one.replies] == [note, SECOND]


WAITING = FORMS["table"]((*HEAD, ("信件状态", "办理中")))
OTHER = f"<h4>相关信件</h4><p>答复时间：2026-09-01</p><p>答复内容：{SECOND}</p>"
NEWEST = "<h4>最新来信</h4><ul>" + "<li><a href=/2.html>公交车晚点</a><span>回复时间：2026-09-01</span></li>" * 2 + "</ul>"  # fmt: skip


@pytest.mark.parametrize("other", [OTHER, NEWEST])
@pytest.mark.parametrize("layout", [
    "<table><tr><td>{0}</td><td>{1}</td></tr></table>", "<dl><dd>{0}</dd><dd>{1}</dd></dl>",
    "<table><tr><td width=10></td><td>{0}{1}</td></tr></table>",
])  # fmt: skip
def test_a_heading_over_more_lines_of_its_cell_heads_other_letters(layout: str, other: str) -> None:
    assert letter(layout.format(WAITING, other)).replies == ()
    again = layout.format(WAITING, f"<h4>最新回复</h4>{FORMS['table'](GIVEN[0])}")
    assert [one.text for one in letter(again).replies] == [FIRST]


ASKING = f"<p>来信时间：2026-09-11</p><h3>来信内容</h3><p>{ASKED}</p>"
BELOW = f"<p>标题：公交车晚点</p><p>答复时间：2026-09-01</p><p>答复内容：{SECOND}</p>"


@pytest.mark.parametrize("empty", ["<h3>回复内容</h3>", "<p>答复内容：</p>", ""])
@pytest.mark.parametrize("heading", ["<h3>相关信件</h3>", "<p>相关信件</p>"])
def test_other_letters_below_an_empty_heading_are_none_of_its_value(
    empty: str, heading: str
) -> None:
    assert letter(f"{ASKING}{empty}{heading}{BELOW}").replies == ()
    own = f"<p>{FIRST}</p><p>其他诉求</p><p>{SECOND}</p>"
    found = letter(f"{ASKING}{empty or '<h3>回复内容</h3>'}<div>{own}</div>")
    assert [one.text for one in found.replies] == [f"{FIRST} 其他诉求 {SECOND}"]


@pytest.mark.parametrize("heading", ["<h3>{}</h3>", "<p>{}：</p>"])
def test_a_kind_below_its_own_heading_is_none_of_others(heading: str) -> None:
    kind = heading.format("信件类型") + "<p>其他咨询</p>"
    found = letter(f"{ASKING}{kind}<p>答复时间：2026-09-14</p><p>答复内容：{FIRST}</p>")
    assert [one.text for one in found.replies] == [FIRST]
