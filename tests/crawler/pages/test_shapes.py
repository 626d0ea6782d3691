# ruff: noqa: E501  (pages read best unbroken)
"""The same facts in many more shapes than any family uses: nothing hangs on a layout."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.pages.documents.document import read_document
from crawler.pages.letters.message import read_messages
from crawler.portals.roles import Role
from crawler.records import Source, Validity
from tests.crawler.pages.pages import BODY, RELATED, SNAPSHOT, TITLE, html, page, task

SIDE = (
    "<div class=side><h3>最新文件</h3><ul>"
    + "".join(
        f"<li><a href=/x/{i}.html>云溪县人民政府关于某某事项{i}的通知</a><span>2026-0{i}-01</span></li>"
        for i in range(1, 9)
    )
    + "</ul></div>"
)
LEFT = (
    "<td width=200><table>"
    + "".join(f"<tr><td><a href=/c/{i}/>栏目名称{i}</a></td></tr>" for i in range(15))
    + "</table></td>"
)
CELLS = "<tr><td>文号</td><td>云政〔2026〕3号</td><td>成文日期</td><td>2026-03-02</td></tr><tr><td>发布日期</td><td>2026-03-05</td><td>有效性</td><td>有效</td></tr>"
SHAPES = {
    "after": f"<h1>{TITLE}</h1><div class=con>{BODY}</div><table>{CELLS}</table>",
    "after_inside": f"<div class=main><h1>{TITLE}</h1>{BODY}<table>{CELLS}</table></div>",
    "after_lines": f"<div class=main><h1>{TITLE}</h1><div>{BODY}</div><div><p>文号：云政〔2026〕3号</p><p>成文日期：2026-03-02</p><p>发布日期：2026-03-05</p><p>有效性：有效</p></div></div>",
    "sidebar": SIDE + f"<h1>{TITLE}</h1><table>{CELLS}</table><div class=con>{BODY}</div>" + SIDE,
    "layout": f"<table><tr>{LEFT}<td><table><tr><td align=center><b>{TITLE}</b></td></tr><tr><td><table>{CELLS}</table></td></tr><tr><td>{BODY}</td></tr></table></td></tr></table>",
    "inzoom": f"<h1>{TITLE}</h1><div id=zoom><p>文号：云政〔2026〕3号</p><p>成文日期：2026-03-02</p><p>发布日期：2026-03-05</p><p>有效性：有效</p>{BODY}</div>",
    "oneline": f"<h1>{TITLE}</h1><p>发布日期：2026-03-05 文号：云政〔2026〕3号 有效性：有效 成文日期：2026-03-02</p><div>{BODY}</div>",
    "spans": f"<h1>{TITLE}</h1><p><span>发布日期：2026-03-05</span><span>文号：云政〔2026〕3号</span><span>有效性：有效</span><span>成文日期：2026-03-02</span></p><div>{BODY}</div>",
    "three": f"<table><tr><th>文号</th><td>云政〔2026〕3号</td><th>成文日期</th><td>2026-03-02</td><th>发布日期</th><td>2026-03-05</td></tr><tr><th>有效性</th><td>有效</td><th>内容概述</th><td colspan=3>为贯彻落实上级规定，进一步做好养老服务工作，县政府决定印发本办法，请各单位遵照执行，抓好落实。</td></tr></table><h1>{TITLE}</h1><div>{BODY}</div>",
    "links": f"<table><tr><td>文号</td><td><a href=javascript:;>云政〔2026〕3号</a></td></tr><tr><td>成文日期</td><td><span title='2026-03-02'>2026-03-02</span></td></tr><tr><td>发布日期</td><td>2026-03-05</td></tr><tr><td>有效性</td><td><font color=red>有效</font></td></tr></table><h1>{TITLE}</h1><div>{BODY}</div>",
    "notitle_table": f"<div class=gov><div><b>文号</b>：<i>云政〔2026〕3号</i></div><div><b>成文日期</b>：<i>2026年3月2日</i></div><div><b>发布日期</b>：<i>2026年3月5日</i></div><div><b>有效性</b>：<i>有效</i></div></div><div class=tt>{TITLE}</div><div>{BODY}</div>",
    "label_block": f"<ul><li><label>文号</label><p>云政〔2026〕3号</p></li><li><label>成文日期</label><p>2026-03-02</p></li><li><label>发布日期</label><p>2026-03-05</p></li><li><label>有效性</label><p>有效</p></li></ul><h1>{TITLE}</h1><div>{BODY}</div>",
    "em_label": f"<ul><li><em>文号</em>云政〔2026〕3号</li><li><em>成文日期</em>2026-03-02</li><li><em>发布日期</em>2026-03-05</li><li><em>有效性</em>有效</li></ul><h1>{TITLE}</h1><div>{BODY}</div>",
    "span_label": f"<ul><li><span>文号</span>云政〔2026〕3号</li><li><span>成文日期</span>2026-03-02</li><li><span>发布日期</span>2026-03-05</li><li><span>有效性</span>有效</li></ul><h1>{TITLE}</h1><div>{BODY}</div>",
    "brackets": f"<h1>{TITLE}</h1><p>【文号】云政〔2026〕3号 【成文日期】2026-03-02 【发布日期】2026-03-05 【有效性】有效</p><div>{BODY}</div>",
    "flat_divs": f"<div class=m><div>文号</div><div>云政〔2026〕3号</div><div>成文日期</div><div>2026-03-02</div><div>发布日期</div><div>2026-03-05</div><div>有效性</div><div>有效</div></div><h1>{TITLE}</h1><div>{BODY}</div>",
    "form_wrap": f"<form><input type=hidden name=v><table>{CELLS}</table><h1>{TITLE}</h1><div>{BODY}</div><input type=text name=q></form>",
    "brs": f"<h1>{TITLE}</h1><div>文号：云政〔2026〕3号<br>成文日期：2026-03-02<br>发布日期：2026-03-05<br>有效性：有效</div><div>{BODY.replace('<p>', '').replace('</p>', '<br>')}</div>",
    "hr_head": f"<table><tr><th>标题</th><th>文号</th><th>成文日期</th><th>发布日期</th><th>有效性</th></tr><tr><td>{TITLE}</td><td>云政〔2026〕3号</td><td>2026-03-02</td><td>2026-03-05</td><td>有效</td></tr></table><div>{BODY}</div>",
    "short": f"<table>{CELLS}</table><h1>{TITLE}</h1><div><p>附件：<a href=/f/1.pdf>云溪县养老服务管理办法.pdf</a></p></div>",
    "class_top": f"<div class='top'><table>{CELLS}</table></div><h1>{TITLE}</h1><div>{BODY}</div>",
    "colon_cell": f"<table><tr><td>文号：云政〔2026〕3号</td><td>成文日期：2026-03-02</td></tr><tr><td>发布日期：2026-03-05</td><td>有效性：有效</td></tr></table><h1>{TITLE}</h1><div>{BODY}</div>",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_metadata_in_any_shape(shape: str) -> None:
    one = read_document(page(html(SHAPES[shape] + RELATED)), task(), SNAPSHOT)
    assert one.title == TITLE
    fields = (one.number, one.signed_on, one.published_on, one.validity)
    assert [(field.value, field.source) if field else None for field in fields] == [
        ("云政〔2026〕3号", Source.LABEL),
        (date(2026, 3, 2), Source.LABEL),
        (date(2026, 3, 5), Source.LABEL),
        (Validity.VALID, Source.LABEL),
    ]
    assert any(link.heading == "相关解读" for link in one.links)
    if shape != "short":
        assert one.text.startswith("各乡镇人民政府")
        assert one.signature is not None
        assert one.signature.body == "云溪县人民政府"
        assert one.valid_years is not None
        assert one.valid_years.value == 5


ANSWER = "您好，您反映的路灯问题已经修复，请放心使用。"
LETTER = "路灯坏了怎么办，请尽快维修，谢谢。"
LETTERS = {
    "header_table": f"<table><tr><th>标题</th><th>来信时间</th><th>状态</th></tr><tr><td>路灯</td><td>2026-09-25</td><td>已办结</td></tr></table><div class=q>{LETTER}</div><table><tr><th>答复单位</th><th>答复时间</th></tr><tr><td>县住建局</td><td>2026-09-28</td></tr><tr><td colspan=2>{ANSWER}</td></tr></table>",
    "colon_sib": f"<div class=row><div class=l>来信时间：</div><div class=r>2026-09-25</div></div><div class=row><div class=l>来信内容：</div><div class=r>{LETTER}</div></div><div class=row><div class=l>回复单位：</div><div class=r>县住建局</div></div><div class=row><div class=l>回复时间：</div><div class=r>2026-09-28</div></div><div class=row><div class=l>回复内容：</div><div class=r><p>{ANSWER}</p></div></div>",
    "ems": f"<ul><li><em>来信时间</em>2026-09-25</li><li><em>来信人</em>李*</li></ul><div><em>来信内容</em><p>{LETTER}</p></div><div><em>答复内容</em><p>{ANSWER}</p></div><ul><li><em>答复单位</em>县住建局</li><li><em>答复时间</em>2026-09-28</li></ul>",
    "inline_reply": f"<p>咨询时间：2026-09-25</p><p>咨询内容：{LETTER}</p><p>[县住建局] 答复：{ANSWER} （答复时间：2026-09-28）</p>",
    "hf": f"<h3>咨询信息</h3><p>提交时间：2026-09-25 09:00</p><p>{LETTER}</p><h3>回复信息</h3><p>回复部门：县住建局</p><p>回复日期：2026-09-28</p><p>{ANSWER}</p>",
    "time_generic": f"<table><tr><td>类型</td><td>咨询</td><td>时间</td><td>2026-09-25</td></tr><tr><td>内容</td><td colspan=3>{LETTER}</td></tr></table><table><tr><td>回复单位</td><td>县住建局</td><td>时间</td><td>2026-09-28</td></tr><tr><td>回复内容</td><td colspan=3>{ANSWER}</td></tr></table>",
    "sig_only": f"<p>来信日期：2026-09-25</p><p>来信内容：{LETTER}</p><h4>办理结果</h4><p>{ANSWER}</p><p>县住建局</p><p>2026年9月28日</p>",
    "th_group": f"<table><tr><th colspan=2>来信信息</th></tr><tr><td>来信时间</td><td>2026-09-25</td></tr><tr><td>来信内容</td><td>{LETTER}</td></tr><tr><th colspan=2>答复信息</th></tr><tr><td>单位</td><td>县住建局</td></tr><tr><td>答复时间</td><td>2026-09-28</td></tr><tr><td>答复内容</td><td>{ANSWER}</td></tr></table>",
    "blockquote": f"<div>网友留言 <span>留言时间：2026-09-25 10:00:01</span></div><blockquote>{LETTER}</blockquote><div>县住建局回复 <span>回复时间：2026-09-28 16:00</span></div><blockquote>{ANSWER}</blockquote>",
    "opinion": f"<p><b>诉求时间：</b>2026/9/25</p><p><b>诉求内容：</b>{LETTER}</p><hr><p><b>办理单位：</b>县住建局</p><p><b>办理结果：</b>{ANSWER}</p><p><b>反馈时间：</b>2026/9/28</p>",
}


@pytest.mark.parametrize("shape", LETTERS)
def test_letters_in_any_shape(shape: str) -> None:
    text = html(f"<h1>路灯问题</h1>{LETTERS[shape]}")
    (one,) = read_messages(page(text), task(Role.MESSAGE_BOARD), SNAPSHOT)
    assert one.submitted_on is not None
    assert one.submitted_on.value == date(2026, 9, 25)
    assert len(one.replies) == 1
    reply = one.replies[0]
    assert reply.replied_on is not None
    assert reply.replied_on.value == date(2026, 9, 28)
    assert ANSWER[:10] in reply.text
    assert LETTER not in str(one)
