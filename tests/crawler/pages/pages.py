# ruff: noqa: E501  (pages read best unbroken)
"""Hand-made pages in the styles of several families, all telling the same facts."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.pages.markup.page import Page
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.model import Entry, Field, Snapshot, Source

URL = "http://www.yunxi.test/zwgk/gfxwj/381.html"
SNAPSHOT = Snapshot(URL, datetime(2026, 11, 20, 2, tzinfo=UTC), "0" * 64)

TITLE = "云溪县人民政府关于印发云溪县养老服务管理办法的通知"
BODY = (
    "<p>各乡镇人民政府，县政府各部门、各直属机构：</p>"
    "<p>《云溪县养老服务管理办法》已经县政府第12次常务会议研究同意，现印发给你们，请认真组织实施。</p>"
    '<p style="text-align:right">云溪县人民政府</p><p style="text-align:right">2026年3月2日</p>'
    "<p>云溪县养老服务管理办法</p>"
    "<p>第一条 为规范养老服务，根据《养老服务条例》（皖政〔2020〕5号）等规定，文号：皖政〔2020〕9号，制定本办法。</p>"
    "<p>第二条 养老机构备案证书有效期三年，期满应当重新办理。</p>"
    "<p>第九条 本办法自2026年4月1日起施行，有效期五年。</p>"
)
NAVIGATION = (
    '<div class="header"><div class="nav"><a href="/">首页</a><a href="/zwgk/">政务公开</a>'
    '<a href="/hdjl/">互动交流</a></div></div>'
)
FOOTER = (
    '<div class="footer"><p>主办单位：云溪县人民政府办公室 联系电话：0557-0000000</p>'
    "<p>皖ICP备2026000001号 网站标识码：3413990001</p></div>"
)
RELATED = (
    '<div class="xgjd"><h3>相关解读</h3><ul><li><a href="../zcjd/77.html" '
    'title="《云溪县养老服务管理办法》政策解读">《云溪县养老服务…</a><span>2026-03-06</span></li></ul></div>'
)


def html(inner: str, head: str = "") -> str:
    return (
        f"<html><head><title>{TITLE}_云溪县人民政府</title>{head}</head>"
        f"<body>{NAVIGATION}{inner}{FOOTER}</body></html>"
    )


LONSUN = html(
    '<div class="wzy_top">您当前的位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; '
    '<a href="/gfxwj/">规范性文件</a></div>'
    '<table class="table_suoyin"><tr><th>索 引 号：</th><td>003187229/202603-00047</td>'
    "<th>信息分类：</th><td>规范性文件</td></tr>"
    "<tr><th>发布机构：</th><td>云溪县人民政府</td><th>成文日期：</th><td>2026-03-02</td></tr>"
    "<tr><th>发布日期：</th><td>2026-03-05 10:02</td>"
    "<th>文&emsp;&emsp;号：</th><td>云政〔2026〕3号</td></tr>"
    "<tr><th>有&nbsp;效&nbsp;性：</th><td>有效</td><th>废止时间：</th><td>暂无</td></tr></table>"
    f'<h1 class="newstitle">{TITLE}</h1>'
    '<div class="wzfbxx">发布时间：2026-03-05 10:02&nbsp;&nbsp;信息来源：县政府办&nbsp;阅读次数：<i></i> '
    "字体：【大 中 小】</div>"
    f'<div class="j-fontContent wzcon">{BODY}</div>{RELATED}',
    f'<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2026-03-05 10:02">',
)
HANWEB = html(
    '<table width="100%"><tr><td><table class="xxgk"><tr><td>索引号</td><td>003187229/202603-00047</td>'
    "</tr><tr><td>发布机构</td><td>云溪县人民政府</td></tr><tr><td>生成日期</td><td>2026年3月2日</td></tr>"
    "<tr><td>公开日期</td><td>2026年3月5日</td></tr><tr><td>文号</td><td>云政〔2026〕3号</td></tr>"
    "<tr><td>有效性</td><td>现行有效</td></tr></table></td></tr>"
    f'<tr><td class="title">{TITLE}</td></tr><tr><td>2026-03-05 10:02:51信息来源:浏览次数:字体:[ 大 中 小 ]'
    f'</td></tr><tr><td><div id="zoom"><!--ZJEG_RSS.content.begin-->{BODY}'
    f"<!--ZJEG_RSS.content.end--></div></td></tr></table>{RELATED}"
)
TRS = html(
    f'<div class="top-l"><p><strong>索引号：</strong>003187229/202603-00047</p><p><strong>文&nbsp;号：</strong>'
    "<span>云政〔2026〕3号</span></p><p><strong>发布机构：</strong>云溪县人民政府</p></div>"
    '<div class="top-r"><p><strong>成文日期：</strong>2026年03月02日</p>'
    "<p><strong>发布日期：</strong>2026年03月05日</p><p><strong>效力状态：</strong>有效</p></div>"
    f'<div class="article_title">{TITLE}</div><div class=TRS_Editor>{BODY}</div>{RELATED}'
)
MY71 = html(
    "<div>首页 &gt; 云溪县人民政府信息公开 &gt; 信息浏览</div><ul class='xx'>"
    "<li>索引号:<br>003187229/202603-00047</li><li>组配分类:<br>规范性文件发布</li>"
    "<li>发布机构:<br>云溪县人民政府</li><li>生成日期:<br>2026-03-02</li><li>关键词:</li>"
    "<li>文号:<br>云政〔2026〕3号</li><li>上载日期:<br>2026-03-05</li><li>时效性:<br>有效</li>"
    f"<li>名称:<br>{TITLE}</li><li>废止时间:</li></ul><h2>{TITLE}</h2><div id='J_content'>{BODY}</div>{RELATED}"
)
DEFINITIONS = html(
    "<article><header><h1>云溪县人民政府<br>关于印发云溪县养老服务管理办法的通知</h1></header><dl>"
    "<dt>索引号</dt><dd>003187229/202603-00047</dd><dt>公开方式</dt><dd></dd><dt>发文字号</dt>"
    "<dd><a href='#'>云政〔2026〕3号</a></dd><dt>成文日期</dt><dd>二〇二六年三月二日</dd><dt>发布日期</dt>"
    "<dd>[2026-03-05]</dd><dt>有效性</dt><dd><span title='有效'>有效</span></dd><dt>发布机构</dt>"
    f"<dd>云溪县人民政府</dd></dl><div>{BODY}</div></article>{RELATED}"
)
HAND_MADE = html(
    f"<center><font size=5><b>{TITLE}</b></font></center><table border=1><tr><td>索引号</td><td>文号</td>"
    "<td>成文日期</td><td>发布日期</td><td>有效性</td><td>发布机构</td></tr><tr>"
    "<td>003187229/202603-00047</td><td>云政〔2026〕3号</td><td>2026.3.2</td><td>2026.3.5</td><td>有效</td>"
    f"<td>云溪县人民政府</td></tr></table>{BODY.replace('</p>', '')}{RELATED}"
)
FLEX = html(
    '<div class="info">'
    + "".join(
        f'<div class="item"><div class="k">{label}</div><div class="v">{value}</div></div>'
        for label, value in (
            ("索引号", "003187229/202603-00047"), ("主题分类", "民政"), ("文号", "云政〔2026〕3号"),
            ("成文日期", "2026/3/2"), ("发布日期", "2026/3/5"), ("有效性", "有效"),
            ("发布机构", "云溪县人民政府"),
        )
    )
    + f'</div><h1>{TITLE}</h1><div class="content">{BODY}</div>{RELATED}'
)  # fmt: skip
TRADITIONAL = html(
    "<p>索引號(hào): 003187229/202603-00047 信息分類: 規範(fàn)性文件</p><p>發(fā)布機(jī)構(gòu): 云溪縣人民政府</p>"
    "<p>成文日期: 2026-03-02 發(fā)布日期: 2026-03-05 15:06</p><p>文  號(hào): 云政〔2026〕3號(hào) 性: 有效</p>"
    f"<h1>{TITLE}</h1><div>{BODY}</div>{RELATED}"
)
DOCUMENTS = {
    "lonsun": LONSUN, "hanweb": HANWEB, "trs": TRS, "my71": MY71, "definitions": DEFINITIONS,
    "hand_made": HAND_MADE, "flex": FLEX, "traditional": TRADITIONAL,
}  # fmt: skip


def page(text: str | bytes, url: str = URL, content_type: str = "") -> Page:
    return Page.parse(url, text if isinstance(text, bytes) else text.encode(), content_type)


def task(
    role: Role = Role.NORMATIVE_DOCUMENTS, purpose: Purpose = Purpose.DETAIL, url: str = URL,
    entry: Entry | None = None, label: str = "", linked_from: str = "",
) -> Task:  # fmt: skip
    return Task(purpose, url, role, entry=entry, label=label, linked_from=linked_from)


def entry(role: Role, title: str, url: str = URL, **fields: str) -> Entry:
    cells = tuple((slug, Field(text, text, Source.ROW, slug)) for slug, text in fields.items())
    return Entry(url, title, role, SNAPSHOT, list_url="http://www.yunxi.test/l/", fields=cells)
