# ruff: noqa: E501  (pages read best unbroken)
"""Courses, signatures and dated sentences of own pages that were once read wrong."""

from __future__ import annotations

import pytest

from crawler.pages.letters.stepnames import HANDLED, step_named
from crawler.pages.letters.stepwords import Says, what
from crawler.records import Cause, Message
from tests.crawler.pages.letters.test_ownpages import read

H = "<h2>路灯不亮</h2>"
T = "<p>来信时间：2026-09-01</p><p>来信内容：路灯坏了。</p>"
LABELLED = "<p>回复内容：您好，路灯已修复并恢复照明。</p>"
ANSWERED = "<p>回复时间：2026-09-05</p><p>回复内容：您好，低保金已发放到账，请查收。</p>"
ACCEPTED = ("受理", "县政府办", "2026-09-02", "")
GOOD = "您好，路灯已于9月3日修复，感谢支持。"
Row = tuple[str, ...]


def course(*rows: Row, heads: Row = ("环节", "单位", "时间", "意见")) -> str:
    cells = "".join("<tr>" + "".join(f"<td>{one}</td>" for one in row) + "</tr>" for row in rows)
    head = "".join(f"<th>{one}</th>" for one in heads)
    return f"<h3>办理过程</h3><table><tr>{head}</tr>{cells}</table>"


def days(letter: Message) -> list[str | None]:
    return [str(one.replied_on.value) if one.replied_on else None for one in letter.replies]


def submitted(letter: Message) -> str | None:
    return str(letter.submitted_on.value) if letter.submitted_on else None


@pytest.mark.parametrize(
    "inner",
    [
        "<p>来信内容：尊敬的县长您好，我村路灯坏了。</p><p>请尽快修复，谢谢。</p><p>李家村村民委员会</p><p>2026年9月1日</p>",
        "<p>来信内容：我队有五户人家饮水困难。</p><p>恳请帮助解决，谢谢！</p><p>李家村三队 2026年9月1日</p>",
        "<p>来信内容：我所申请变更地址，一直没有答复。</p><p>恳请帮助解决，谢谢！</p><p>仁和诊所 2026年9月1日</p>",
        "<p>来信内容：您好，我村贴出通知如下。</p><p>即日起施工，请绕行。</p><p>县交通运输局</p><p>2026年9月1日</p><p>请问何时结束？</p>",
        "<div>来信内容：我们小区的路灯坏了。</div><p>希望解决，谢谢！</p><p>城关镇</p><p>2026年9月1日</p>",
        "<p>来信内容：路灯坏了。</p><p>盼早日解决。</p><p>城南街道 2026年9月1日</p>",
        "<p>来信内容：您好！我想咨询路灯的事。</p><p>感谢您！</p><p>城南小区物业服务中心</p><p>2026年9月1日</p>",
        "<p>尊敬的县长：</p><p>我院病区停水，请帮助解决。</p><p>感谢您的关心！</p><p>仁和医院 2026年9月1日</p>",
        "<p>来信内容：路灯坏了，请修。</p><p>村民李某 2026年9月1日</p><p>本平台信件由县政府办统一受理，三个工作日内办理。</p><p>县政府办 2026年9月3日</p>",
    ],
)  # fmt: skip
def test_the_end_of_a_letter_is_no_answer_whoever_signs(inner: str) -> None:
    assert read(H + inner).replies == ()


def test_a_holding_answer_leaves_the_answer_of_the_steps() -> None:
    holding = "<p>回复内容：您好，来信已收悉，已转住建局办理。</p>"
    step = ("答复", "县住建局", "2026-09-03", "您好，路灯已修复并恢复照明。")
    assert days(read(H + T + holding + course(ACCEPTED, step))) == [None, "2026-09-03"]


@pytest.mark.parametrize("said", ["", "情况属实，同意办结", "该件已办理完结，群众表示满意"])
def test_a_closing_day_dates_no_labelled_answer(said: str) -> None:
    letter = read(H + T + LABELLED + course(ACCEPTED, ("办结", "县政府办", "2026-09-20", said)))
    assert days(letter) == [None]
    assert letter.closed_on is not None


@pytest.mark.parametrize(
    ("step", "who", "said"),
    [
        ("办结", "系统", "系统超时自动办结"),
        ("办结", "县政府办", "同意延期至9月30日办结"),
        ("办结", "来信人", "非常满意"),
        ("办结", "张某", "来信人已撤回该诉求"),
        ("回复", "县住建局", "请领导审核后发布"),
        ("回复", "县住建局", "请审核"),
        ("办结", "县政府办", "该件已办理完结，群众表示满意"),
        ("转办", "县政府办", "转交市民政局办理。"),
        ("转办", "县政府办", "经研究，请县住建局于三日内办理并答复"),
    ],
)  # fmt: skip
def test_formal_words_are_no_answers(step: str, who: str, said: str) -> None:
    letter = read(H + T + course(ACCEPTED, (step, who, "2026-09-03", said)))
    assert letter.replies == ()
    if "自动" in said or "延期" in said or "撤回" in said:
        assert letter.closed_on is None


@pytest.mark.parametrize(
    "inner",
    [
        "<p>来信内容：请问补贴何时发放（最近一次 2026年3月1日）</p>",
        "<p>来信内容：附上缴费凭证（缴费 2025年9月1日）</p>",
        "<p>来信内容：请问该办法何时施行（自2024年12月31日）</p>",
        "<p>来信内容：我申请低保的经过如下，至今没有结果。</p><p>第一次申请 2026年3月1日</p><p>第二次申请 2026年6月1日</p><p>请问为什么？</p>",
        "<p>来信内容：路灯还是没修。</p><p>上一封该信件于2026年3月3日提交，至今没有解决。</p>",
    ],
)  # fmt: skip
def test_a_day_told_in_a_letter_does_not_date_it(inner: str) -> None:
    assert submitted(read(H + inner + ANSWERED)) is None


@pytest.mark.parametrize("who", ["村民", "李家村村民", "张某", "李先生", "王**", "一名群众", "云溪县某某有限公司", "李家村村民委员会"])  # fmt: skip
def test_the_writer_signs_a_letter(who: str) -> None:
    inner = f"<p>来信内容：路灯坏了，请修。</p><p>{who} 2026年9月1日</p>"
    assert submitted(read(H + inner + ANSWERED)) == "2026-09-01"


@pytest.mark.parametrize(
    "rows",
    [
        [("提交", "县政府办", "2026-09-02", "报领导"), ("受理", "县政府办", "2026-09-03", "")],
        [("提交", "", "2026-09-04", ""), ("受理", "县政府办", "2026-09-02", "")],
        [ACCEPTED, ("提交", "", "2026-09-02", ""), ("转办", "县政府办", "2026-09-03", "")],
    ],
)
def test_an_office_hands_in_no_letter(rows: list[Row]) -> None:
    assert submitted(read(H + "<p>来信内容：路灯坏了。</p>" + ANSWERED + course(*rows))) is None


@pytest.mark.parametrize(
    ("heads", "rows"),
    [
        (("环节", "单位", "到达时间", "离开时间", "意见"), [("受理", "县政府办", "2026-09-01", "2026-09-02", ""), ("答复", "县住建局", "2026-09-02", "", "")]),
        (("环节", "单位", "时间", "状态"), [("受理", "县政府办", "2026-09-02", "已完成"), ("答复", "县住建局", "2026-09-03", "待处理")]),
        (("环节", "单位", "时间", "状态"), [("受理", "县政府办", "2026-09-02", "已完成"), ("答复", "县住建局", "2026-09-03", "办理中")]),
        (("环节", "单位", "办理时限", "意见"), [("受理", "县政府办", "2026-09-02", ""), ("答复", "县住建局", "2026-09-04", "")]),
    ],
)  # fmt: skip
def test_steps_to_come_are_no_answers(heads: Row, rows: list[Row]) -> None:
    table = course(*rows, heads=heads)
    assert read(H + T + table).replies == ()
    assert read(H + T + table.removeprefix("<h3>办理过程</h3>")).replies == ()


@pytest.mark.parametrize("step", ["办理", "部门办理", "受理", "单位意见", "处理结果"])
def test_an_answer_stands_in_a_step_of_any_name(step: str) -> None:
    first = () if step == "受理" else (ACCEPTED,)
    close = ("办结", "县政府办", "2026-09-20", "同意办结")
    letter = read(H + T + course(*first, (step, "县住建局", "2026-09-03", GOOD), close))
    assert days(letter) == ["2026-09-03"]


@pytest.mark.parametrize(
    "said",
    [
        "该问题县住建局于2026年9月2日答复说一周修好，但至今没有解决。",
        "上次该问题由住建局于2026年3月3日答复，但至今没有解决。",
        "该问题县住建局于2026年9月2日答复说一周修好",
    ],
)
def test_an_answer_told_of_in_a_letter_is_none(said: str) -> None:
    assert read(f"{H}{T}<p>{said}</p>").replies == ()


STEP = "<li><div><b>{}</b><time>{}</time></div><div>{}</div></li>"
LETTER = "您好，我想咨询一下共享单车的问题，谢谢。"
REPLY = (
    "您好！您的来信已收悉，现答复如下：该项补助按照程序办理，资金已于本月发放到账户，请注意查收。"
)


def flow(*steps: Row) -> str:
    items = "".join(STEP.format(*step) for step in steps)
    state = "<dl><dt>信件编号</dt><dd>LH1</dd><dt>办理状态</dt><dd>已答复</dd></dl>"
    return f"<h1>共享单车</h1>{state}<h4>办理过程</h4><ol class=flow>{items}</ol>"


@pytest.mark.parametrize(
    ("asked", "passed", "answered", "certain"),
    [
        ("网民提交", "转交承办", "答复反馈", True),
        ("网民提交", "转派处室", "单位意见", True),
        ("群众来信", "部门承接", "结果送达", True),
        ("提交", "交市住建局", "回告", True),
        ("来信", "批办", "反馈结果", True),
        ("写信", "分流", "答复信件", True),
        ("诉求登记", "派单", "办理结果", False),
    ],
)
def test_a_captioned_flow_is_read_by_its_names(
    asked: str, passed: str, answered: str, certain: bool
) -> None:
    letter = read(
        flow(
            (asked, "2025-11-20 13:53", LETTER),
            (passed, "2025-11-20 17:05", "转交市民政局办理。"),
            (answered, "2025-11-25 16:26", REPLY),
            ("办结归档", "2025-11-27 10:00", "本件已办结，欢迎评价。"),
        )
    )
    assert submitted(letter) == ("2025-11-20" if certain else None)
    assert days(letter) == ["2025-11-25"]
    assert "现答复如下" in letter.replies[0].text
    assert letter.closed_on is not None
    assert str(letter.closed_on.value) == "2025-11-27"


def test_a_step_of_a_flow_may_have_no_day() -> None:
    letter = read(flow(("网民提交", "2025-11-20", LETTER), ("答复反馈", "", REPLY)))
    assert days(letter) == [None]
    assert read(flow(("网民提交", "2025-11-20", LETTER))).read


@pytest.mark.parametrize(
    "inner",
    [
        flow(("网民提交", "2025-11-20", LETTER), ("现场勘验", "2025-11-21", "路灯线路老化，更换电缆一百米，恢复照明。")),
        flow(("网民提交", "2025-11-20", LETTER), ("部门办理", "2025-11-21", "路灯线路老化，更换电缆一百米，恢复照明。")),
        flow(("网民提交", "2025-11-20", LETTER), ("现场勘验", "", "路灯线路老化，更换电缆一百米，恢复照明。")),
        T + course(ACCEPTED, ("办结", "系统", "2026-09-03", "系统超时自动办结")),
    ],
)  # fmt: skip
def test_a_letter_with_words_that_nobody_placed_is_left_open(inner: str) -> None:
    letter = read(inner)
    assert letter.replies == ()
    assert not letter.read
    assert letter.cause is Cause.AMBIGUOUS


def test_the_text_below_the_unit_that_answers_is_its_answer() -> None:
    inner = (
        "<h1>来信摘登：建房审批</h1><p><b>来信人：</b>赵某　<b>来信日期：</b>2026年7月25日</p>"
        "<p>我家在溪口镇，老房子已成危房，请问翻建需要什么条件？</p>"
        "<p><b>回复单位：</b>溪口镇　<b>公开日期：</b>2026年7月26日</p>"
        "<p>您好！符合一户一宅条件的，可向村委会提出申请，经镇政府审批后动工。</p>"
    )
    letter = read(inner)
    assert days(letter) == [None]
    assert letter.replies[0].text.startswith("您好！符合")
    assert letter.published_on is not None
    head = "<p><b>回复单位：</b>溪口镇　<b>公开日期：</b>2026年7月26日</p>"
    assert read(f"<h1>建房审批</h1>{head}<p>您好，我家的老房子已成危房。</p>").replies == ()


REPORTED = "因道路施工，路灯线路改道，已于昨晚恢复供电，今后由村委会巡检。"


@pytest.mark.parametrize(
    ("said", "answered", "read_"),
    [
        (REPORTED, True, True),
        (f"{REPORTED}待雨停后复查。", False, False),
        ("已恢复供电。", False, False),
        ("该件正在办理", False, True),
    ],
)
def test_what_an_office_reports_below_a_column_s_name(
    said: str, answered: bool, read_: bool
) -> None:
    heads = "<tr><td>处理时间</td><td>处理部门</td><td>处理情况</td></tr>"
    row = f"<tr><td>2026年11月4日</td><td>县交通运输局</td><td>{said}</td></tr>"
    letter = read(
        "<h1>路灯</h1><p>来信时间：2026-11-02</p><p>来信内容：路灯坏了。</p>"
        f"<p>处理过程</p><table>{heads}{row}</table>"
    )
    assert (bool(letter.replies), letter.read) == (answered, read_)
    assert days(letter) == (["2026-11-04"] if answered else [])


def test_a_step_whose_text_is_labelled_as_the_answer_is_one() -> None:
    letter = read(
        "<h1>路灯</h1><p>来信时间：2026-11-02</p><p>来信内容：路灯坏了。</p><h3>办理情况</h3><ul>"
        "<li><div>2026-11-03 16:56　信箱办公室</div><div><b>办理意见：</b>已转县交通运输局，待核实后答复您。</div></li>"
        f"<li><div>2026-11-06 16:56　县交通运输局</div><div><b>答复内容：</b>{REPORTED}</div></li></ul>"
    )
    assert letter.replies[-1].text == REPORTED
    assert days(letter)[-1] == "2026-11-06"


def test_step_names_are_compositions() -> None:
    names = {
        "submitted_on": "网民提交 群众来信 写信 来信提交", "accepted_on": "诉求登记 受理登记 部门承接 信箱受理",
        "forwarded_on": "转交承办 转派处室 交市住建局 批办 分流", "closed_on": "办结归档 信件办结",
        "replied_on": "答复反馈 反馈结果 回告 结果送达 答复信件 办理答复", HANDLED: "单位意见 办理结果 部门办理",
        "": "提交审核 满意度评价 待答复 回复时间 回复内容 现场勘验",
    }  # fmt: skip
    for slug, words in names.items():
        assert {step_named(name) for name in words.split()} == {slug}, words


def test_what_the_words_of_a_step_say() -> None:
    assert what("请到县人社局办理。") is Says.TEXT
    assert what("请县人社局办理。") is Says.STATE
    assert what("情况属实，同意办结") is Says.DONE


ASKED = "<p>来信时间：2026-09-01</p><p>来信内容：我家的种粮补贴什么时候发放？</p>"
SIGNED = "<p>县农业农村局</p><p>2026年9月3日</p>"


@pytest.mark.parametrize(
    "answer",
    [
        "<hr><p>您好，种粮补贴九月底前打卡发放，谢谢。</p>",
        "<hr><p>您好！补贴本周发放，能否到账以短信为准。</p>",
        "<hr><p>该小区业委会至今未提交材料，待提交后五日内发放。</p>",
        "<div>种粮补贴九月底前打卡发放，请留意短信。</div>",
        "<div>种粮补贴九月底前打卡发放，谢谢！</div>",
    ],
)
def test_a_letter_below_which_an_office_signs_is_not_called_unanswered(answer: str) -> None:
    letter = read(f"<h2>补贴何时发</h2>{ASKED}{answer}{SIGNED}")
    assert letter.replies or not letter.read or letter.cause is not None


@pytest.mark.parametrize(
    "name, text",
    [
        ("答复", "补贴资金审核后于10月底前发放到位。"),
        ("答复", "材料交乡镇审核，审核后十日内到账。"),
        ("答复", "请登录国家医保服务平台APP办理。"),
        ("办理", "县农业农村局已安排人员将补贴全部发放完毕"),
        ("办理结果", "已发放"),
        ("受理", "该地块不属于我县管辖，请向上河市农业农村局反映。"),
        ("转办", "该问题已解决，补贴已到账。"),
    ],
)
def test_a_step_that_says_something_is_not_called_unanswered(name: str, text: str) -> None:
    head = "<tr><th>环节</th><th>办理单位</th><th>办理时间</th><th>办理意见</th></tr>"
    first = "<tr><td>受理</td><td>县政府办</td><td>2026-09-02</td><td>已受理</td></tr>"
    step = f"<tr><td>{name}</td><td>县农业农村局</td><td>2026-09-03</td><td>{text}</td></tr>"
    letter = read(f"<h2>补贴何时发</h2>{ASKED}<table>{head}{first}{step}</table>")
    assert letter.replies or not letter.read or letter.cause is not None


@pytest.mark.parametrize(
    "quoted",
    [
        "<p>来信内容：物业贴出通知，内容如下：自二月起每户加收电梯费三十元。</p><p>云溪县阳光物业管理有限公司</p>"
        "<p>2026年1月5日</p>",
        "<p>来信内容：工钱一直没给，欠条上写着欠三千元。</p><p>王某某</p><p>2026年2月3日</p>",
    ],
)
def test_what_a_letter_quotes_does_not_date_it(quoted: str) -> None:
    answer = "<p>回复内容：您好，经核实，已责令退还。</p><p>回复时间：2026-09-03</p>"
    letter = read(f"<h2>退费</h2>{quoted}{answer}")
    assert letter.submitted_on is None


@pytest.mark.parametrize("first", ["信件编号|DY0006", "信件标题|路灯不亮", "来信时间|2026-11-04"])
@pytest.mark.parametrize("two", [True, False])
def test_a_table_of_labels_and_values_is_no_course(first: str, two: bool) -> None:
    """Whatever its values say: an office, a state and the day of a transfer in one of them."""
    told = [*first.split("|"), "信件类型", "咨询", "提交时间", "2026-11-04", "办理单位", "县住建局", "办理状态", "已办结",
            "转办情况", "2026-11-04 县信访局转交 县住建局 办理", "来信内容", "路灯不亮，请修一下。"]  # fmt: skip
    width = 4 if two else 2
    cells = [f"<td>{one}</td>" for one in told]
    rows = "".join(f"<tr>{''.join(cells[n : n + width])}</tr>" for n in range(0, len(cells), width))
    found = read(
        f"<table>{rows}</table><table><tr><td>答复单位：县住建局　答复时间：2026-11-09</td></tr>"
        "<tr><td>您好！路灯已经修好，感谢关注！</td></tr></table>"
    )
    assert submitted(found) == "2026-11-04"
    assert found.status is not None
    assert found.status.value == "已办结"
    assert found.message_kind is not None
    assert days(found) == ["2026-11-09"]


def grid(*rows: str) -> str:
    cells = (row.split("|") for row in rows)
    return "".join(f"<tr>{''.join(f'<td>{one}</td>' for one in row)}</tr>" for row in cells)


STEPS = grid("转办|2026-09-12|县信访局|", "办结|2026-09-14|县住建局|路灯已修好，恢复照明。")


@pytest.mark.parametrize("caption", ["", "<p>办理过程</p>"])
@pytest.mark.parametrize(
    "above",
    [
        grid("提交时间|2026-09-11|市民|"),
        grid("留言时间|2026-09-11|市民|"),
        "<tr><td>信件标题</td><td colspan=3>路灯不亮</td></tr>",
        "<tr><td>来信时间</td><td colspan=3>2026-09-11</td></tr>" + grid("环节|时间|部门|说明"),
    ],
)
def test_a_course_below_a_row_of_the_letter_is_one(above: str, caption: str) -> None:
    """Its rows tell steps and their days: that of the transfer is no answer's."""
    found = read(
        f"<h1>路灯不亮</h1><p>我村路灯坏了，请问何时能修？</p>{caption}<table>{above}{STEPS}</table>"
    )
    assert days(found) == []
    assert (found.cause, found.read) == (Cause.AMBIGUOUS, False)
    assert found.closed_on is not None


@pytest.mark.parametrize(
    "steps",
    [
        ("单位|环节|时间|意见", "县信访局|受理|2026-09-12|已受理", "县信访局|交办|2026-09-13|转县住建局", "县住建局|办结|2026-09-14|{}"),
        ("序号|环节|时间|意见", "1|受理|2026-09-12|已受理", "2|转办|2026-09-13|转县住建局", "3|办结|2026-09-14|{}"),
        ("操作时间|操作单位|操作|操作内容", "2026-09-12 09:00|县信访局|签收|已签收", "2026-09-13 10:00|县信访局|派单|派至县住建局", "2026-09-14 11:00|县住建局|办结|{}"),
        ("时间|单位|环节|意见", "2026-09-12|县信访局|受理|已受理", "2026-09-13|县信访局|转办|转县住建局", "2026-09-14|县住建局|办结|{}"),
    ],
)  # fmt: skip
def test_an_office_or_a_number_may_stand_before_the_name_of_a_step(steps: tuple[str, ...]) -> None:
    answer = "您好，市政养护队已更换电缆，路灯全部恢复照明。"
    table = f"<table><tr><td>信件标题</td><td>路灯不亮</td></tr>{grid(*steps).format(answer)}</table>"  # fmt: skip
    one = read(f"{table}<p>来信时间：2026-09-11</p><p>信件内容：请问路灯什么时候修？</p>")
    assert [(str(reply.replied_on.value), reply.text) for reply in one.replies if reply.replied_on] == [("2026-09-14", answer)]  # fmt: skip


def test_a_row_of_the_letter_above_its_steps_keeps_its_day() -> None:
    steps = grid("县信访局|受理|2026-09-12|", "县住建局|答复|2026-09-14|您好，路灯电缆已更换。")
    one = read(f"<table>{grid('信件标题|路灯不亮', '来信时间|2026-09-11')}{steps}</table>")
    assert (submitted(one), days(one)) == ("2026-09-11", ["2026-09-14"])
