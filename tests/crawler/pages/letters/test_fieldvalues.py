# ruff: noqa: E501  (pages read best unbroken)
"""Answers in the fields of a form, or written by a script, leave a letter open."""

from __future__ import annotations

import pytest

from tests.crawler.pages.letters.test_doubts import ASK, TOLD, rows
from tests.crawler.pages.letters.test_ownpages import read

ROWS = (("标题", "路灯不亮"), ("来信时间", "2026-11-10"), ("来信内容", ASK))
WAITING = rows(*ROWS, ("信件状态", "办理中"))
FIELDS = ["<textarea rows=5>{}</textarea>", "<input type=text value='{}'>", "<input value='{}'>"]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("said", [TOLD, "11月12日换灯泡", "经查，属物业管理，请联系物业。"])
def test_a_field_may_hold_an_answer(field: str, said: str) -> None:
    assert not read(f"{WAITING}{rows(('办理意见', field.format(said)))}").read
    assert not read(f"{WAITING}<p>回复内容：{field.format(said)}</p>").read
    assert not read(f"{WAITING}{field.format('经核实，路灯已于11月12日修复。')}").read


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("said", ["", "暂无回复", "正在办理中，请耐心等待", "请输入回复内容", "内容不能为空"])  # fmt: skip
def test_an_empty_field_and_what_a_form_says_are_no_answer(field: str, said: str) -> None:
    assert read(f"{WAITING}{rows(('回复内容', field.format(said)))}").read
    assert read(f"{WAITING}<form><p>满意度评价</p>{field.format(said)}</form>").read


def test_a_letter_in_a_field_is_the_writer_s() -> None:
    letter = "<textarea>去年物业换过灯泡，灯泡换了又坏，请问何时修？</textarea>"
    assert read(f"{rows(*ROWS[:2], ('来信内容', letter))}{rows(('信件状态', '办理中'))}").read
    assert read(f"{WAITING}<form>您的昵称：<input value='石桥村民'></form>").read


SCRIPTS = [
    "document.getElementById('r').innerHTML='您好，您反映的路灯问题已经处理完毕，感谢您的支持。';",
    "$('#r').html('<p>路灯已于11月12日修好。</p>')",
    'document.write("<div>村委会已更换路灯灯泡。</div>")',
    'var data={"title":"路灯","replyContent":"灯泡换过，请放心。"};',
    "var dfnr='路灯已换新';",
    "var replyCon='月底前换新，请放心';",
    "var d={replies:[{content:'月底前换新，请放心。'}]};",
    "var list=[{title:'路灯',replyContent:'月底前换新路灯。'}];",
    "el.insertAdjacentHTML('beforeend', `<p>您反映的路灯问题已于11月12日处理完毕，感谢监督。</p>`)",
    "el.innerHTML='答复：'+'月底前换新，请放心。';",
    "var hf='\\u706f\\u6ce1\\u5df2\\u6362，\\u8bf7\\u653e\\u5fc3。';",
]


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_may_write_an_answer(script: str) -> None:
    assert not read(f"{WAITING}<div id=r></div><script>{script}</script>").read


NOTHING = [
    "$('#msg').html('您的来信已收到，我们将尽快处理。');",
    "if (v=='') alert('回复内容不能为空，请重新输入！'); var reply='';",
    "var tip={reply:'暂无回复，请耐心等待。',content:'请输入您要反映的内容，我们会尽快处理。'};",
    "$('#a').html('评价提交成功，感谢您的参与！');",
    "// 路灯已修好，don't\n$('#a').html('<p>{{reply}}</p>');",
    "$('#a').html('您好，您反映的问题{{title}}，经核实，现答复如下：{{content}}');",
    "document.write('<span>版权所有，不得转载。</span>');",
    "$('#st').html(['待办', '已退回'][s]); $('.more').html('已全部加载完毕');",
    "$('#f').html('已恢复默认字号'); if (s==1) { $('#st').html('已解决'); }",
    "$('#h').html('<li><a href=/1>已更换石桥村路灯三盏</a></li>');",
    "document.write(s==3 ? '您反映的问题已处理完毕，感谢您的支持和监督' : '办理中');",
    "$('#r').text('x'); var news=['已更换石桥村路灯三盏。'];",
    "var faq=[{ask:'如何写信？',answer:'可在网上写信，五个工作日内办好。'}];",
    "var list=[{title:'医保报销',replyContent:'您好，医保报销比例为百分之七十。'}];",
    "var quiz={q:'国家宪法日？',answer:'12月4日，是国家宪法日。'};",
    "var lang={replyText:'写下你的回复，与大家交流。'};",
]


@pytest.mark.parametrize("script", NOTHING)
def test_what_a_script_says_of_its_form_is_no_answer(script: str) -> None:
    assert read(f"{WAITING}<script>{script}</script>").read


@pytest.mark.parametrize(
    "field",
    [
        "<form><textarea name=reply>说点什么吧</textarea></form>",
        "<form><textarea name=reply>文明上网，理性发言。</textarea></form>",
        "<input type=hidden name=reply value='石桥镇人民政府'>",
        "<input type=hidden name=reply value='零条回复'>",
        "<p>回复方式：<input type=text name=replyinfo value='短信通知'></p>",
        "<form><input type=text name=q value='已发放养老金'></form>",
        "<form><input type=text name=t value='村里称已修好路灯'></form>",
        "<form>评价内容<textarea name=info>已解决</textarea></form>",
    ],
)
def test_fields_of_a_form_hold_no_answer(field: str) -> None:
    assert read(f"{WAITING}{field}").read


@pytest.mark.parametrize("name", ["reply", "txtReply", "hfnr", "replyContent"])
def test_a_field_that_is_named_after_the_answer_holds_it(name: str) -> None:
    for field in ("<textarea id={}>{}</textarea>", "<input type=hidden name={} value='{}'>"):
        assert not read(f"{WAITING}{field.format(name, '月底前换新，请放心。')}").read
