"""A hand-made site: nested tables, GB18030, a header that lies or says nothing of the charset."""

# A template's line is as long as the markup that it stands for.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Sequence

from demo.content.model import Column, DocFacts, Item, LeaderFacts, LetterFacts
from demo.skins.base import HUBS, Skin, esc, ident
from demo.skins.page import Page


class Plain(Skin):
    """Pages of one unit as an office clerk once made them."""

    per_page = 12
    charset = "gb18030"
    rules = 88
    functions = 34

    def column_path(self, column: Column) -> str:
        return f"/{column.key}.htm"

    def item_path(self, column: Column, item: Item) -> str:
        if column.shape == "board":
            assert isinstance(item.facts, LetterFacts)
            return f"/{column.key}.htm#{item.facts.number}"
        if column.shape == "leaders":
            return f"/{column.key}.htm"
        return f"/{column.key}/{item.on:%y%m%d}{ident(item.key) % 1000:03d}.htm"

    def hub_path(self, key: str) -> str:
        return f"/{key}.htm"

    def put(
        self, path: str, title: str, inner: str, trail: Sequence[tuple[str, str]], metas: str = ""
    ) -> None:
        body = self.encode(self.frame(title, inner, trail, metas))
        # One page in three says utf-8 in its header, the others say nothing.
        lies = ident(path) % 3 == 0
        self.store(
            path, Page(body, content_type="text/html; charset=utf-8" if lies else "text/html")
        )

    def frame(
        self, title: str, inner: str, trail: Sequence[tuple[str, str]], metas: str = ""
    ) -> str:
        unit = self.unit
        menu = "".join(
            f'<td align="center" height="36"><a href="{path}"><font color="#FFFFFF">{label}</font></a></td>'
            for label, path, _ in self.menu()
        )
        crumbs = "".join(f' → <a href="{path}">{label}</a>' for label, path in trail)
        up = f'<a href="{unit.up[1]}">{unit.up[0]}</a>' if unit.up else ""
        return f"""<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{unit.name}--{esc(title)}</title>
<style>
{self.head_style}
</style>
<script language="JavaScript">
<!--
{self.head_script}
//-->
</script>
</head>
<body bgcolor="#FFFFFF" topmargin="0">
<table width="1000" align="center" border="0" cellpadding="0"><tr><td><img src="/images/top.jpg" width="1000" height="180"></td></tr></table>
<table width="1000" align="center" bgcolor="#B22222"><tr>{menu}</tr></table>
<table width="1000" align="center"><tr><td><font size="2">您的位置：<a href="{unit.home}">首页</a>{crumbs}</font></td></tr></table>
<table width="1000" align="center" border="0"><tr><td valign="top">
{inner}
</td></tr></table>
<table width="1000" align="center" bgcolor="#EEEEEE"><tr><td align="center"><font size="2">{unit.name}版权所有　联系电话：0871-55504000<br>
网站标识码{unit.code}　安ICP备05000004号　{up}<br><select>{self.options}</select><br>{self.outside}</font></td></tr></table>
</body>
</html>"""

    def put_list(self, column: Column, rows: Sequence[Item]) -> None:
        pages = [rows[i : i + self.per_page] for i in range(0, len(rows), self.per_page)] or [()]
        stem = f"/{column.key}"
        names = [f"{stem}.htm" if n == 0 else f"{stem}_{n + 1}.htm" for n in range(len(pages))]
        for index, part in enumerate(pages):
            lines = "".join(
                f'<tr><td width="20">·</td><td><a href="{self.out.items[item.key]}">{esc(item.title)}</a></td>'
                f'<td width="120"><font color="#999999">({self.day(item.on)})</font></td></tr>'
                for item in part
            )
            body = f'<table width="96%" border="0">{lines}</table>' if part else "<p>暂无内容</p>"
            links = [f"第{index + 1}页/共{len(pages)}页"]
            if index:
                links.append(f'<a href="{names[index - 1]}">上一页</a>')
            if index + 1 < len(pages):
                links.append(f'<a href="{names[index + 1]}">下一页</a>')
                links.append(f'<a href="{names[-1]}">尾页</a>')
            inner = f"<h3>{column.title}</h3>{body}<p align='center'>{'　'.join(links)}</p>"
            self.put(names[index], column.title, inner, self.trail(column))

    def document(self, column: Column, item: Item, facts: DocFacts) -> tuple[str, str]:
        rows = self.metadata(facts, item.title)
        cells = "".join(
            f'<tr><td bgcolor="#F5F5F5" width="110"><b>{label}</b></td><td>{esc(value)}</td></tr>'
            for label, value in rows
        )
        return "", (
            f'<table width="90%" border="1" align="center" cellspacing="0">{cells}</table><p align="center"><font size="5"><b>'
            f"{esc(item.title)}</b></font></p>{self.text(item.blocks)}{self.files(item, facts)}"
        )

    def files(self, item: Item, facts: DocFacts) -> str:
        if facts.button:
            return '<p><button onclick="save()">下载本文</button></p>'
        return "".join(
            f'<p>附件：<a href="{path}"><font color="blue">{esc(name)}</font></a></p>'
            for path, name in self.offered(item, facts)
        )

    def article(self, column: Column, item: Item) -> tuple[str, str]:
        return "", (
            f'<p align="center"><font size="5"><b>{esc(item.title)}</b></font></p><p align="center"><font size="2">发布时间：'
            f"{self.day(item.on)}　来源：{esc(item.source)}　阅读：{ident(item.key) % 900}次</font></p>{self.text(item.blocks)}"
        )

    def put_board(self, column: Column) -> None:
        letters = ""
        for item in column.items:
            facts = item.facts
            assert isinstance(facts, LetterFacts)
            assert facts.submitted is not None
            answer = "".join(
                f'<tr><td bgcolor="#FFF8DC">回复</td><td>{esc(text)}<br>回复单位：{facts.body}　回复日期：{self.day(day)}</td></tr>'
                for day, text in facts.answers
            )
            letters += (
                f'<table width="96%" border="1" cellspacing="0" align="center"><tr><td width="110">编号</td><td>{facts.number}</td></tr>'
                f"<tr><td>标题</td><td>{esc(item.title)}</td></tr><tr><td>类型</td><td>{facts.kind}</td></tr>"
                f"<tr><td>留言日期</td><td>{self.day(facts.submitted)}</td></tr><tr><td>内容</td><td>{esc(facts.question)}</td></tr>"
                f"{answer or '<tr><td>回复</td><td>（尚未回复）</td></tr>'}</table><br>"
            )
        self.put(
            self.href(column), column.title, f"<h3>{column.title}</h3>{letters}", self.trail(column)
        )

    def put_leaders(self, column: Column) -> None:
        rows = ""
        for item in column.items:
            facts = item.facts
            assert isinstance(facts, LeaderFacts)
            rows += f"<tr><td>{facts.name}</td><td>{facts.post}</td><td>{facts.division}</td></tr>"
        table = f'<table width="96%" border="1" cellspacing="0"><tr><th>姓名</th><th>职务</th><th>分工</th></tr>{rows}</table>'
        self.put(
            self.href(column), column.title, f"<h3>{column.title}</h3>{table}", self.trail(column)
        )

    def put_single(self, column: Column) -> None:
        self.put(
            self.href(column),
            column.title,
            f"<h3>{column.title}</h3>{self.text(column.blocks)}",
            self.trail(column),
        )

    def box(self, column: Column, count: int) -> str:
        rows = "".join(
            f'<tr><td>·<a href="{self.out.items[item.key]}">{esc(item.title)}</a></td><td>{item.on:%m-%d}</td></tr>'
            for item in column.items[:count]
        )
        return (
            f'<table width="100%" border="0"><tr><td bgcolor="#FFE4B5"><b>{column.title}</b></td><td align="right">'
            f'<a href="{self.href(column)}">更多&gt;&gt;</a></td></tr>{rows}</table>'
        )

    def put_platform(self, column: Column) -> None:
        skip = (
            "guide",
            "system_rules",
            "statutory_content",
            "annual_reports",
            "information_request",
        )
        hub = column.shape == "hub"
        shown = [c for c in self.platform_columns() if not hub or c.role not in skip]
        links = "".join(f'<li><a href="{self.href(other)}">{other.title}</a>' for other in shown)
        self.put(
            self.href(column),
            column.title,
            f"<h3>{column.title}</h3><ul>{links}</ul>",
            self.trail(column),
        )

    def put_home(self) -> None:
        boxes = "".join(
            self.box(c, 6) for c in self.unit.columns if c.shape == "list" and c.menu == "top"
        )
        hubs = "".join(f'<a href="{self.hub_path(key)}">{HUBS[key]}</a>' for key in self.hubs())
        self.put(self.unit.home, "首页", f"{boxes}{hubs}", ())
