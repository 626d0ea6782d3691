"""Hanweb jcms: rows as XML records in the page, further ones by dataproxy, jact boards."""

# A template's line is as long as the markup that it stands for.
# ruff: noqa: E501

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from demo.content.files import FileFacts
from demo.content.model import Column, DocFacts, Item, LeaderFacts, LetterFacts, Unit
from demo.skins.base import Skin, esc, ident
from demo.skins.page import Page

_INLINE = 45  # records that a page holds itself: three turns of fifteen


class Hanweb(Skin):
    """Pages of one unit in the Hanweb manner; a guest has columns of its own on the host."""

    per_page = 15
    dropdown = True

    def __init__(self, unit: Unit) -> None:
        self.web = 30 if unit.home == "/" else 47
        self.board_number = ident(unit.id) % 90 + 3
        super().__init__(unit)

    def number(self, column: Column) -> int:
        return ident(self.unit.id + column.key) % 9_000_000 + 1_000_000

    def column_path(self, column: Column) -> str:
        if column.shape == "board":
            return f"/jact/front/mailpublist.do?sysid={self.board_number}"
        return f"/col/col{self.number(column)}/index.html"

    def item_path(self, column: Column, item: Item) -> str:
        if column.shape == "board":
            return f"/jact/front/mailpubdetail.do?transactId={ident(item.key) % 1_000_000}&sysid={self.board_number}"
        if column.shape == "leaders":
            return f"{self.column_path(column)}#ld{ident(item.key) % 1000}"
        day = item.on
        return f"/art/{day.year}/{day.month}/{day.day}/art_{self.number(column)}_{ident(item.key)}.html"

    def hub_path(self, key: str) -> str:
        return f"/col/col{ident(self.unit.id + key) % 9_000_000 + 1_000_000}/index.html"

    def frame(
        self, title: str, inner: str, trail: Sequence[tuple[str, str]], metas: str = ""
    ) -> str:
        unit = self.unit
        menu = ""
        for label, path, below in self.menu():
            children = "".join(f"<dd>{self.entry(column)}</dd>" for column in below[:9])
            menu += (
                f'<dl class="m"><dt><a href="{path}" target="_self">{label}</a></dt>{children}</dl>'
            )
        crumbs = "".join(
            f"&nbsp;&gt;&nbsp;<a href='{path}' class='bt_link'>{label}</a>" for label, path in trail
        )
        friends = "".join(f'<option value="{path}">{name}</option>' for name, path in unit.friends)
        up = f'<a href="{unit.up[1]}" target="_blank">{unit.up[0]}</a>' if unit.up else ""
        return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{unit.name} {esc(trail[-1][0] if trail else "")} {esc(title)}</title>
<meta name="SiteName" content="{unit.name}" /><meta name="SiteIDCode" content="{unit.code}" />
{metas}<style type="text/css">
{self.head_style}
</style>
<script language="javascript" src="/script/jquery.min.js"></script><script language="javascript" src="/script/pagecontrol.js"></script>
<script language="javascript">
{self.head_script}
</script>
</head>
<body>
<table width="1180" border="0" align="center" cellpadding="0" cellspacing="0"><tr><td height="160" background="/images/bg.png">
<a href="{unit.home}"><img src="/images/logo.png" border="0" alt="{unit.name}" /></a></td><td align="right">{up}</td></tr></table>
{self.search_form("/jsearch/search.do", "q")}<div id="menu" class="menubox">{menu}</div>
<table width="1180" border="0" align="center"><tr><td class="dqwz">当前位置：<a href="{unit.home}" class="bt_link">首页</a>{crumbs}</td></tr></table>
<!--ZJEG_RSS.title.begin--><div id="barrierfree_container" class="main-{self.web}">{inner}</div>
<div id="bottom"><select name="l1"><option>县直部门</option>{friends}</select><select name="l2">{self.options}</select><p class="yqlj">{self.outside}</p>
<p>版权所有：{unit.name}　主办单位：{unit.name}办公室　电话：0871-55502000</p>
<p>网站标识码{unit.code}　安ICP备05000002号　安公网安备53010102000002号</p>{self.hotlines}</div>
<script src="/module/visitcount/visit.jsp?type=3&amp;i_webid={self.web}" language="javascript"></script>
</body></html>"""

    def entry(self, column: Column) -> str:
        if column.picture:
            return f'<a href="{esc(self.href(column))}"><img src="/images/{column.key}.png" alt="{column.title}" border="0" /></a>'
        return f'<a href="{esc(self.href(column))}">{column.title}</a>'

    # lists

    def row(self, item: Item) -> str:
        mark = "<font color='red'>[顶]</font>" if item.pinned else ""
        return (
            f'<li>{mark}<a href="{self.out.items[item.key]}" target="_blank" title="{esc(item.title)}">'
            f"{esc(item.title)}</a><span class='fr'>{self.day(item.on)}</span></li>"
        )

    def records(self, rows: Sequence[Item]) -> str:
        return "".join(f"<record><![CDATA[{self.row(item)}]]></record>\n" for item in rows)

    def store_xml(self, column: Column, rows: Sequence[Item], total: int, page: int) -> str:
        pages = (total + self.per_page - 1) // self.per_page
        nextgroup = (
            f'<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page={page}&webid={self.web}&path=/'
            f'&columnid={self.number(column)}&unitid={self.unit_id(column)}&webname={self.unit.name}&permissiontype=0"></a>]]></nextgroup>\n'
            if len(rows) < total else ""
        )  # fmt: skip
        return (
            f"<datastore>\n<totalrecord>{total}</totalrecord>\n<totalpage>{pages}</totalpage>\n{nextgroup}"
            f"<recordset>\n{self.records(rows)}</recordset>\n</datastore>"
        )

    def unit_id(self, column: Column) -> int:
        return self.number(column) % 700_000 + 10_000

    def put_list(self, column: Column, rows: Sequence[Item]) -> None:
        number = self.unit_id(column)
        if column.shape == "empty":
            body = "<div class='noinfo'>暂无内容</div>"
        elif column.shape == "statement":
            assert column.statement_on is not None
            body = f"<div id='zoom'><p align='center'><b>情况说明</b></p>{self.text(column.blocks)}<p align='right'>{self.day(column.statement_on)}</p></div>"
        else:
            body = f"""<div id="{number}" class="default_pgContainer_box"><ul class="default_pgContainer"></ul></div>
<script type="text/xml">{self.store_xml(column, rows[:_INLINE], len(rows), 2)}</script>
<script>$(function () {{ $("#{number}").jpage({{ perPage: {self.per_page}, groupSize: 3, totalRecord: {len(rows)},
 proxyUrl: "/module/web/jpage/dataproxy.jsp", proxyParam: {{ col: 1, appid: 1, webid: {self.web}, path: "/",
 columnid: {self.number(column)}, unitid: {number}, sourceContentType: 1, webname: "{self.unit.name}", permissiontype: 0 }} }}); }});</script>"""
            self.proxy(column, rows)
        inner = f'<table width="100%"><tr><td width="240" valign="top">{self.side(column)}</td><td valign="top"><div class="lmbt">{column.title}</div>{body}</td></tr></table>'
        self.put(self.href(column), column.title, inner, self.trail(column))

    def side(self, column: Column) -> str:
        if column.menu != "platform":
            return ""
        return (
            '<ul class="zt_menu">'
            + "".join(f"<li>{self.entry(other)}</li>" for other in self.platform_columns())
            + "</ul>"
        )

    def proxy(self, column: Column, rows: Sequence[Item]) -> None:
        """The data call: by record numbers, or by page in groups of three turns."""
        number = str(self.number(column))

        def call(params: Mapping[str, str]) -> Page | None:
            if params.get("columnid") != number:
                return None
            try:
                if "startrecord" in params:
                    part = rows[int(params["startrecord"]) - 1 : int(params["endrecord"])]
                    following = 2
                else:
                    page = int(params.get("page", "1"))
                    part, following = rows[(page - 1) * _INLINE : page * _INLINE], page + 1
            except (KeyError, ValueError):
                return None
            body = self.store_xml(column, part, len(rows), following)
            if not part or part[-1] is rows[-1]:
                body = body.replace("<nextgroup>", "<!-- ").replace("</nextgroup>", " -->")
            return Page(body.encode(), content_type="text/xml; charset=utf-8")

        self.out.calls.setdefault("/module/web/jpage/dataproxy.jsp", []).append(call)

    # details

    def boxes(self, item: Item) -> str:
        return "".join(
            f'<div class="xgxx"><b>{heading}</b><ul>{row}</ul></div>'
            for heading, row in self.refs(item.refs)
        )

    def document(self, column: Column, item: Item, facts: DocFacts) -> tuple[str, str]:
        rows = self.metadata(facts, item.title)
        cells = ""
        for index in range(0, len(rows), 2):
            pair = rows[index : index + 2]
            cells += "<tr>" + "".join(
                f'<td class="xxgk_bt" nowrap>{label}</td><td class="xxgk_nr">{esc(value)}</td>' for label, value in pair
            ) + "</tr>"  # fmt: skip
        shown = not facts.buried and "发布日期" not in facts.hide
        table = (
            self.comment(rows)
            if facts.buried
            else f'<table class="xxgk_table" width="90%" border="1">{cells}</table>'
        )
        metas = f'<meta name="PubDate" content="{item.on} {item.clock}" />\n' if shown else ""
        return (
            metas,
            f"""{table}<div id="title" class="title">{esc(item.title)}</div>
<div class="fbxx">{"发布时间：" + str(item.on) + "　" if shown else ""}浏览次数：<script src="/module/visitcount/articlehits.jsp"></script></div>
<div id="zoom"><!--ZJEG_RSS.content.begin-->{self.text(item.blocks)}{self.files(item, facts)}<!--ZJEG_RSS.content.end--></div>{self.boxes(item)}""",
        )

    def file_path(self, item: Item, number: int, facts: FileFacts) -> str:
        return f"/module/download/downfile.jsp?classid=0&filename={ident(item.key + str(number)):x}.{facts.ending}"

    def files(self, item: Item, facts: DocFacts) -> str:
        if facts.button:
            return '<p><input type="button" value="下载正文" onclick="downfile()"></p>'
        return "".join(
            f'<p><img src="/images/icon_file.png" alt=""><a href="{esc(path)}">{esc(name)}</a></p>'
            for path, name in self.offered(item, facts)
        )

    def article(self, column: Column, item: Item) -> tuple[str, str]:
        metas = f'<meta name="Maketime" content="{self.unit.as_of} 02:11:00" />\n<meta name="PubDate" content="{item.on} {item.clock}" />\n'
        return (
            metas,
            f"""<div id="title" class="title">{esc(item.title)}</div><table width="100%"><tr><td align="center">
发布日期：{item.on} {item.clock}　　信息来源：{esc(item.source)}　　字号：[ 大 中 小 ]</td></tr></table>
<div id="zoom"><!--<$[信息内容]>begin-->{self.text(item.blocks, "h3")}<!--<$[信息内容]>end--></div>{self.boxes(item)}""",
        )

    # boards, leaders, single pages

    def letter_row(self, item: Item) -> str:
        facts = item.facts
        assert isinstance(facts, LetterFacts)
        return (
            f"<tr class='tr_css'><td>{facts.number}</td><td><a href='{self.out.items[item.key]}' title='{esc(item.title)}'>"
            f"{esc(item.title)}</a></td><td>{self.state(facts)}</td><td>{self.day(item.on)}</td><td>{facts.body}</td><td>{ident(item.key) % 400}</td></tr>"
        )

    def put_board(self, column: Column) -> None:
        rows = [self.letter_row(item) for item in column.items]
        inner = f"""<div class="lmbt">{column.title}</div><table class="jact_list" width="100%"><tr><th>办件编号</th><th>标题</th><th>处理情况</th>
<th>提交时间</th><th>提交部门</th><th>点击次数</th></tr><tbody id="maillist"></tbody></table><div id="pager"></div>
<script type="text/javascript">
var totalRecord = {len(rows)}; var perPage = {self.per_page};
dataStore = {json.dumps(rows[: self.per_page], ensure_ascii=False)};
function turn(start, end) {{ $.getScript("/jact/front/dataproxy_mailpublist.do?startrecord=" + start + "&endrecord=" + end + "&perpage={self.per_page}&sysid={self.board_number}"); }}
</script>"""
        self.put(self.href(column), column.title, inner, self.trail(column))

        def call(params: Mapping[str, str]) -> Page | None:
            if params.get("sysid") != str(self.board_number):
                return None
            try:
                part = rows[
                    int(params.get("startrecord", "1")) - 1 : int(params.get("endrecord", "15"))
                ]
            except ValueError:
                return None
            text = (
                f"totalRecord = {len(rows)};\ndataStore = {json.dumps(part, ensure_ascii=False)};"
            )
            return Page(text.encode(), content_type="text/javascript; charset=utf-8")

        self.out.calls.setdefault("/jact/front/dataproxy_mailpublist.do", []).append(call)
        for item in column.items:
            self.put_letter(column, item)

    def put_letter(self, column: Column, item: Item) -> None:
        facts = item.facts
        assert isinstance(facts, LetterFacts)
        path = self.out.items[item.key]
        if item.condition != "ok":
            self.store(path, self.condition(item.condition, item.key))
            return
        rows = "".join(f"<tr><td class='td1' width='120'>{label}：</td><td colspan='3'>{esc(value)}</td></tr>"
                       for label, value in [("办件标题", item.title), *self.letter_rows(facts)])  # fmt: skip
        answers = "".join(
            f"<table class='hf' width='100%'><tr><td class='td1'>答复部门：</td><td>{facts.body}</td><td class='td1'>"
            f"{self.unit.word('reply', '答复时间')}：</td><td>{self.day(day)} 16:20</td></tr><tr><td class='td1'>答复内容：</td>"
            f"<td colspan='3'>{esc(text)}</td></tr></table>"
            for day, text in facts.answers
        )
        inner = (
            f"<div class='jact_box_font'><table width='100%'>{rows}<tr><td class='td1'>内　　容：</td><td colspan='3'>"
            f"{esc(facts.question)}</td></tr></table></div>{answers or '<p>办理情况：正在办理</p>'}"
        )
        self.put(path, item.title, inner, self.trail(column))

    def put_leaders(self, column: Column) -> None:
        people = ""
        for item in column.items:
            facts = item.facts
            assert isinstance(facts, LeaderFacts)
            people += (
                f"<a name='ld{ident(item.key) % 1000}'></a><table class='ld' width='100%'><tr><td rowspan='3' width='120'>"
                f"<img src='/images/person.png' /></td><td>姓名：{facts.name}</td></tr><tr><td>职务：{facts.post}</td></tr>"
                f"<tr><td>工作分工：{facts.division}</td></tr></table>"
            )
        self.put(
            self.href(column),
            column.title,
            f"{self.side(column)}<div class='lmbt'>{column.title}</div>{people}",
            self.trail(column),
        )

    def put_single(self, column: Column) -> None:
        inner = f"{self.side(column)}<div class='lmbt'>{column.title}</div><div id='zoom'><!--ZJEG_RSS.content.begin-->{self.text(column.blocks)}<!--ZJEG_RSS.content.end--></div>"
        self.put(self.href(column), column.title, inner, self.trail(column))

    def box(self, column: Column, count: int) -> str:
        rows = (
            "".join(self.row(item) for item in column.items[:count])
            if column.shape == "list"
            else ""
        )
        return f"<div class='box'><div class='bt'>{self.entry(column)}<a href='{esc(self.href(column))}' class='gd'>更多&gt;&gt;</a></div><ul>{rows}</ul></div>"

    def put_platform(self, column: Column) -> None:
        hub = column.shape == "hub"
        skip = (
            "guide",
            "system_rules",
            "statutory_content",
            "annual_reports",
            "information_request",
        )
        shown = [c for c in self.platform_columns() if not hub or c.role not in skip]
        body = "".join(self.box(other, 5) for other in shown) if hub else "<ul class='gkpt'>{}</ul>".format("".join(
            f"<li><a href='{esc(self.href(other))}' title='{other.title}'>{other.title}</a></li>" for other in shown
        ))  # fmt: skip
        self.put(
            self.href(column),
            column.title,
            f"{self.side(column)}<div class='lmbt'>{column.title}</div>{body}",
            self.trail(column),
        )

    def put_home(self) -> None:
        self.put_search("/jsearch/search.do", "q")
        boxes = "".join(
            self.box(c, 8) for c in self.unit.columns if c.shape == "list" and c.menu == "top"
        )
        links = "".join(f"<li><a href='{path}'>{name}</a></li>" for name, path in self.unit.friends)
        self.put(
            self.unit.home,
            "首页",
            f"{boxes}<div class='bmdh'><b>县直部门</b><ul>{links}</ul></div>",
            (),
        )
