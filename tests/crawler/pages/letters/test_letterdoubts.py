# ruff: noqa: E501  (pages read best unbroken)
"""Whether a letter's page shows an answer, none, or something that may be one."""

from __future__ import annotations

import time

import pytest

from crawler.pages.letters.message import merge
from crawler.pages.letters.stepwords import Says, what
from crawler.portals.roles import Role
from crawler.records import Message
from crawler.records.model import Entry, Field, Source
from tests.crawler.pages.letters.test_ownpages import read
from tests.crawler.pages.pages import SNAPSHOT, URL

ASKED = "<h2>路灯何时修</h2><p>来信时间：2026-11-02</p><p>来信内容：村口路灯坏了。</p>"
PLANNED = "路灯已列入本月计划，月底前修复。"
HEAD = "<tr><th>环节</th><th>办理单位</th><th>办理时间</th><th>办理意见</th></tr>"
ACCEPTED = "<tr><td>受理</td><td>县政府办</td><td>2026-11-02</td><td>已受理</td></tr>"
ANSWER = "<p>回复内容：您好，经核实，已责令支付。</p><p>回复时间：2026-11-05</p>"


def verdict(letter: Message) -> str:
    if letter.replies:
        return "answered"
    return "none" if letter.read else "open"


def signed(text: str, who: str) -> str:
    return f"<p>{text}</p><p>{who}</p><p>2026年11月3日</p>"


def step(name: str, said: str) -> Message:
    row = f"<tr><td>{name}</td><td>县住建局</td><td>2026-11-03</td><td>{said}</td></tr>"
    return read(f"{ASKED}<table>{HEAD}{ACCEPTED}{row}</table>")


def submitted(letter: Message) -> str | None:
    return str(letter.submitted_on.value) if letter.submitted_on else None


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("云溪县农业农村局", "answered"),
        ("城南街道办事处", "answered"),
        ("云溪县公安局交通警察大队", "answered"),
        ("云溪县医疗保障服务中心", "open"),
        ("石桥市场监管所", "open"),
        ("云溪县自来水公司", "open"),
        ("信访接待窗口", "open"),
        ("", "open"),
        ("村民李某", "none"),
    ],
)
def test_whoever_signs_below_a_rule_may_answer_but_a_citizen(who: str, expected: str) -> None:
    assert verdict(read(f"{ASKED}<hr>{signed(PLANNED, who)}")) == expected


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        (f"<hr>{signed('请问什么时候能修？盼复。', '云溪县交通运输局')}", "open"),
        (f"<div>{signed('请问什么时候能修？盼复。', '云溪县交通运输局')}</div>", "open"),
        (f"<hr>{signed('说明：来信请留真实姓名和电话，能否公开由本办审定。', '云溪县人民政府办公室')}", "open"),
        (f"<div>{signed('说明：来信请留真实姓名和电话，能否公开由本办审定。', '云溪县人民政府办公室')}</div>", "open"),
        (f"<p>小区门口贴出这样的通知：</p><blockquote>{signed('即日起施工，请绕行，工期十日。', '云溪县交通运输局')}</blockquote>", "open"),
        (f"<blockquote>{signed('路灯线缆被挖断，昨晚已接通并试亮。', '云溪县交通运输局')}</blockquote>", "answered"),
        ("<blockquote><p>路灯线缆被挖断，昨晚已接通并试亮。</p><small>云溪县交通运输局　公开日期：2026/11/03</small></blockquote>", "answered"),
        (f"<p>如下：</p><blockquote>{signed('即日起施工，请绕行，工期十日。', '云溪县交通运输局')}</blockquote>", "open"),
        (f"<blockquote>{signed('您好，您反映的路灯问题已经修复完毕，感谢监督。', '云溪县交通运输局')}</blockquote>", "answered"),
        (f"<hr>{signed('您好，路灯已列入计划，月底前修复，谢谢。', '云溪县交通运输局')}", "answered"),
        (signed("管网抢修，今晚八点恢复。", "云溪县自来水公司"), "open"),
        (signed("我公司门前没有灯，请尽快修复。", "云溪县阳光物业管理有限公司"), "none"),
    ],
)  # fmt: skip
def test_what_others_say_is_no_answer_though_an_office_signs(below: str, expected: str) -> None:
    assert verdict(read(ASKED + below)) == expected


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("受理", "路灯11月底前修复。"),
        ("转办", "路灯将于11月底前修复，请留意短信。"),
        ("办理", "请县医保局窗口办理"),
        ("办理", "11月20日前"),
        ("办理", "请提交申请"),
        ("办理", "转账至户主一卡通"),
        ("办理", "已撤销处罚决定"),
        ("办结", "路灯11月底前修复。"),
    ],
)
def test_a_sentence_in_a_step_is_left_open(name: str, said: str) -> None:
    assert verdict(step(name, said)) == "open"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("办理", "县农业农村局"),
        ("办理", "该件正在办理"),
        ("办理", "承办人：张三"),
        ("办理", "李科长"),
        ("审核", "审核通过"),
        ("办理", "普通件"),
        ("办理", "剩余1个工作日"),
        ("办理", "逾期"),
        ("催办", "已催办"),
        ("分办", "交县农业农村局办理，请于11月5日前答复"),
        ("转办", "该信件反映路灯问题，请县住建局办理"),
        ("受理", "来信人反映村口路灯的问题"),
        ("答复", "已受理"),
        ("答复", "延期答复"),
        ("反馈", "满意"),
        ("答复", "请县农业农村局于3日内办理"),
        ("答复", "超期未答复"),
    ],
)
def test_a_plain_state_is_no_answer_and_leaves_nothing_open(name: str, said: str) -> None:
    assert verdict(step(name, said)) == "none"


def test_states_are_told_in_no_time() -> None:
    start = time.perf_counter()
    for said in ("请转县局委处所局委" * 4, "县局处理办理受理了" * 4, "已正在请转交县局所" * 4):
        what(said)
    assert time.perf_counter() - start < 1
    assert what("县城管局已处理") is Says.DONE


QUOTED = "<h2>讨薪</h2><p>来信内容：工钱一直没给，欠条上写着欠三千元。</p><p>王某某</p><p>2026年10月20日</p>"


@pytest.mark.parametrize(
    ("letter", "day"),
    [
        (QUOTED, None),
        (QUOTED + ANSWER, None),
        ("<h2>退押金</h2><p>来信内容：物业没有退还押金，收据写明：今收到押金三千元。</p><p>云溪县阳光物业管理有限公司</p><p>2026年10月20日</p>" + ANSWER, None),
        ("<h2>讨薪</h2><p>来信内容：工钱没给，欠条上写着三千元，请帮忙讨要。</p><p>王某某</p><p>2026年10月20日</p>", "2026-10-20"),
        ("<h2>路灯</h2><p>来信内容：路灯坏了，盼修复。</p><p>村民李某</p><p>2026年6月3日</p>" + ANSWER, "2026-06-03"),
    ],
)  # fmt: skip
def test_the_day_of_a_paper_that_a_letter_quotes_does_not_date_it(
    letter: str, day: str | None
) -> None:
    assert submitted(read(letter)) == day


def test_a_labelled_day_of_the_row_goes_before_a_signature() -> None:
    inner = "<h2>路灯</h2><p>来信内容：路灯坏了，盼修复。</p><p>村民李某</p><p>2026年10月20日</p>"
    for label, day in (("来信时间", "2026-11-04"), ("", "2026-10-20")):
        listed = Field("2026-11-04", "2026-11-04", Source.ROW, label)
        row = Entry(URL, "路灯", Role.MESSAGE_BOARD, SNAPSHOT, fields=(("submitted_on", listed),))
        assert submitted(merge(read(inner), row)) == day
    labelled = merge(read(ASKED), row)
    assert submitted(labelled) == "2026-11-02"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("问题已处理完毕", "answered"),
        ("问题已落实", "answered"),
        ("已核实并落实", "answered"),
        ("经核实，问题已落实", "answered"),
        ("您的来信已办理，问题已落实", "answered"),
        ("该问题已处理，对结果满意", "answered"),
        ("经调查，未批准", "open"),
        ("请于11月20日前办理", "open"),
        ("请于11月20日前办理完毕", "open"),
        ("请县住建局处理完毕", "none"),
        ("责任部门已落实", "none"),
        ("已受理", "none"),
        ("延期答复", "none"),
        ("满意", "none"),
        ("超期未答复", "none"),
        ("待审核", "none"),
        ("待处理完毕后答复", "none"),
        ("尚未处理完毕", "none"),
        ("已转县住建局处理", "none"),
    ],
)
def test_plain_words_of_a_result_answer_in_a_step_of_answers(said: str, expected: str) -> None:
    assert verdict(step("答复", said)) == expected


INSURED = "城乡居民医保可在村委会缴费，截止12月31日。"
OFFICE = "云溪县医疗保障局"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"您好，您在本平台的留言已收悉。{INSURED}", "answered"),
        (f"您好，本平台已收到您的来信。{INSURED}", "answered"),
        ("您好，城乡居民医保请携带户口簿，请填写参保人姓名，尽快到村委会缴费。", "open"),
        ("您好，您通过本平台反映的路灯问题，经核实系线路老化，已更换线路，正在逐步恢复照明。", "open"),
        ("来信请留真实姓名和电话。本平台收到后三个工作日内办理。", "open"),
        ("说明：来信请留真实姓名。能否公开由本办审定，请耐心等待。", "open"),
    ],
)  # fmt: skip
def test_a_signed_answer_may_name_the_board(text: str, expected: str) -> None:
    assert verdict(read(f"{ASKED}<hr>{signed(text, OFFICE)}")) == expected
    assert verdict(read(f"{ASKED}<hr><div>{signed(text, OFFICE)}</div>")) == expected


def test_the_note_of_a_board_is_no_answer_without_a_rule() -> None:
    assert verdict(read(ASKED + signed(f"您在本平台的留言已收悉。{INSURED}", OFFICE))) != "none"
    assert verdict(read(f"{ASKED}<p>本平台收到来信后三个工作日内办理，请耐心等待。</p>")) == "none"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("该问题涉及多个部门职责，情况较为复杂，我局需要进一步现场勘查，申请延长办理时限。", "open"),
        ("该信件反映的路灯问题涉及我局市政科和城管执法大队两个科室，我局高度重视此事。", "open"),
        ("经研究，该信件由市政股牵头负责，城建股配合，三日内将书面答复报局办公室审核。", "open"),
        ("此件不属于我局职责范围，建议退回县政府办公室重新分派至县城管局进行办理。", "open"),
        ("来信人反映村口路灯损坏多月，影响群众夜间出行，存在较大安全隐患，情况属实。", "open"),
        ("工作人员多次拨打来信人电话均无人接听，无法取得联系，暂时不能核实具体情况。", "open"),
        ("经查，驾校收取的费用超过约定，已责成该驾校将四百元学费退回到学员账户。", "answered"),
        ("您好，经核实，该路灯不属于我局职责范围，请向县城市管理局反映。", "answered"),
        ("因道路施工，机场大巴临时停靠点迁至体育馆北门，首班六时整，末班二十一时，恢复时间将提前三天公布。", "answered"),
        ("该处塌方长十八米，应急便道已经抢通，挡墙工程完成设计，计划下月进场施工，工期约四十天。", "answered"),
    ],
)  # fmt: skip
def test_what_an_office_writes_to_colleagues_is_no_answer(said: str, expected: str) -> None:
    assert verdict(step("办理", said)) == expected


def test_a_closing_step_that_answers_goes_before_a_report() -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>县住建局</td><td>{day}</td><td>{said}</td></tr>"
        for name, day, said in (
            (
                "办理",
                "2026-11-03",
                "该路段路灯共有四十盏，其中十二盏由村委会安装，其余为县里安装。",
            ),
            ("办结", "2026-11-18", "您好，经核实，路灯已更换，现已恢复照明。"),
        )
    )
    letter = read(f"{ASKED}<table>{HEAD}{ACCEPTED}{rows}</table>")
    assert [str(one.replied_on.value) for one in letter.replies if one.replied_on] == ["2026-11-18"]


@pytest.mark.parametrize("said", ["局" * 39 + "修", "正在" * 19 + "修", "请转县局委处" * 6 + "修"])
def test_a_word_repeated_is_told_in_no_time(said: str) -> None:
    start = time.perf_counter()
    assert what(said) is Says.TEXT
    assert what(said[:-1]) is Says.STATE
    assert time.perf_counter() - start < 0.5
