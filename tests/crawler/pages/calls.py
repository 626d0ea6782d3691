# ruff: noqa: E501  (pages read best unbroken)
"""Made pages of calls for opinions in the styles of several families."""

from __future__ import annotations

from tests.crawler.pages.pages import FOOTER, NAVIGATION

TITLE = "关于公开征求《云溪县养老服务管理办法（征求意见稿）》意见的公告"
DRAFT = (
    "<p>第一条 为规范养老服务，保障老年人合法权益，根据有关法律法规，结合本县实际，制定本办法。</p>"
    "<p>第二条 本县行政区域内的养老服务及其监督管理，适用本办法，法律法规另有规定的从其规定。</p>"
    "<p>第三条 养老服务坚持政府主导、社会参与、市场运作、保障基本、统筹发展的原则。</p>"
)
ANSWER = "<p>电子邮箱：mzj@yunxi.example；通讯地址：云溪县惠民路66号县民政局。联系人：王某某，手机13812345678。</p>"


def html(inner: str, title: str = TITLE) -> str:
    return f"<html><head><title>{title}_云溪县人民政府</title></head><body>{NAVIGATION}{inner}{FOOTER}</body></html>"


def article(inner: str, title: str = TITLE) -> str:
    return html(
        f'<h1 class="newstitle">{title}</h1><div class="wzfbxx">发布时间：2026-09-01 10:02 信息来源：县民政局</div>'
        f'<div class="j-fontContent wzcon">{inner}</div>', title,
    )  # fmt: skip


LONSUN = article(
    "<p>为规范养老服务，县民政局起草了《云溪县养老服务管理办法（征求意见稿）》，现面向社会公开征求意见。</p>"
    f"<p>征求意见时间：2026年9月1日至9月30日。</p>{ANSWER}"
    '<p>附件：<a href="/a/1.docx">云溪县养老服务管理办法（征求意见稿）.docx</a></p><p><a href="/a/2.docx">意见反馈表.docx</a></p>'
)
HANWEB_TABS = html(
    f'<div class="tt"><h2>{TITLE}</h2><p><span>征集部门：县民政局</span> <span>开始时间：2026-09-01</span> <span>结束时间：2026-09-30</span></p></div>'
    '<ul class="tab"><li onclick="show(1)">征集公告</li><li onclick="show(2)">草案内容</li><li onclick="show(3)">起草说明</li>'
    '<li onclick="show(4)">征集意见</li><li onclick="show(5)">意见反馈</li></ul>'
    "<div class='p'><p>为规范养老服务，现面向社会公开征求意见，欢迎社会各界提出意见和建议。</p></div>"
    f"<div class='p' style='display:none'>{DRAFT}</div>"
    "<div class='p' style='display:none'><p>一、起草背景。为适应人口老龄化，县民政局在调研的基础上起草了本办法。</p></div>"
    "<div class='p' style='display:none'><form><textarea name='c'></textarea></form></div>"
    "<div class='p' style='display:none'><p>本次共收到意见建议3条，采纳2条，未采纳1条，未采纳的理由是与上位法不一致。</p><p>结果反馈时间：2026-10-12</p></div>"
)
TABLE = html(
    f"<h1>{TITLE}</h1><table><tr><th>开始时间</th><td>2026-09-01</td><th>截止时间</th><td>2026-09-30</td></tr>"
    "<tr><th>发布机构</th><td>县民政局</td><th>发布日期</th><td>2026-09-01</td></tr></table>"
    f"<div class='TRS_Editor'><p>现将《云溪县养老服务管理办法（征求意见稿）》予以公布，征求社会各界意见。电话：0557-7022345。</p>"
    f"<p align=center>云溪县养老服务管理办法</p><p align=center>（征求意见稿）</p>{DRAFT}</div>"
)
HAND_MADE = (
    f"<html><body><table width=900><tr><td><font size=5>{TITLE}</font></td></tr><tr><td>2026年9月1日</td></tr>"
    "<tr><td>各有关单位：<br>为进一步规范养老服务，县民政局起草了有关办法，现予公布。公众可于2026年9月30日前以下列方式提出意见：<br>"
    "一、信函请寄至云溪县惠民路66号县民政局。<br>二、登录县政府网站“民意征集”栏目留言。<br><br>"
    f"<b>云溪县养老服务管理办法（草案）</b><br>{DRAFT}</td></tr></table>{FOOTER}</body></html>"
)
