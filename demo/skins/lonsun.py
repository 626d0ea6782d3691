"""Lonsun EX8 as cities of Anhui run it: label call for further pages, organ and category ids."""

# A template's line is as long as the markup that it stands for.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Mapping, Sequence

from demo.content.model import Column, DocFacts, Item, LeaderFacts, LetterFacts, Unit
from demo.skins.base import HUBS, Skin, esc, ident
from demo.skins.page import Page


class Lonsun(Skin):
    """Pages of one unit in the Lonsun manner."""

    per_page = 20

    def __init__(self, unit: Unit) -> None:
        self.organ = ident(unit.id) % 9_000_000
        self.site = ident(unit.id + "site") % 9_000_000
        super().__init__(unit)
        if unit.id == "shuiwu":  # two real hosts state this although the page is UTF-8
            self.content_type = "text/html;charset=ISO-8859-1"

    def number(self, column: Column) -> int:
        return ident(self.unit.id + column.key) % 90_000_000

    def column_path(self, column: Column) -> str:
        number = self.number(column)
        if column.menu == "platform" and column.shape in ("list", "empty", "statement"):
            return f"/public/column/{self.organ}?type=4&catId={number}&action=list"
        if column.shape == "hub":
            return f"/public/column/{self.organ}?type=5&action=xinxi"
        if column.menu == "platform" and column.shape == "single":
            return f"/public/column/{self.organ}?type=2&catId={number}&action=list"
        if column.shape == "platform":
            return "/zwgk/index.html"
        return f"/{column.key}/index.html"

    def item_path(self, column: Column, item: Item) -> str:
        number = ident(item.key)
        if column.shape == "leaders":
            return f"/content/column/{self.number(column)}?liId={number % 100000}"
        if column.menu == "platform":
            return f"/public/{self.organ}/{number}.html"
        return f"/{column.key}/{number}.html"

    def hub_path(self, key: str) -> str:
        return f"/{key}/index.html"

    def frame(
        self, title: str, inner: str, trail: Sequence[tuple[str, str]], metas: str = ""
    ) -> str:
        unit = self.unit
        items = "".join(
            f'<li class="nav-item"><a href="{esc(path)}">{label}</a></li>'
            for label, path, _ in self.menu()
        )
        crumbs = "".join(f' &gt; <a href="{esc(path)}">{label}</a>' for label, path in trail)
        friends = "".join(
            f'<li><a href="{path}" target="_blank">{name}</a></li>' for name, path in unit.friends
        )
        up = f'<a href="{unit.up[1]}">{unit.up[0]}</a> | ' if unit.up else ""
        column = trail[-1][0] if trail else ""
        return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<title>{esc(title)}_{unit.name}</title>
<meta name="SiteName" content="{unit.name}">
<meta name="SiteDomain" content="{unit.host}">
<meta name="SiteIDCode" content="{unit.code}">
<meta name="ColumnName" content="{esc(column)}">
{metas}<link rel="stylesheet" href="/assets/css/main.css">
<style type="text/css">
{self.head_style}
</style>
<script type="text/javascript" src="/assets/js/site.js"></script>
<script type="text/javascript">
{self.head_script}
</script>
</head>
<body>
<div class="header"><div class="top wauto">{up}<a href="javascript:void(0)" onclick="AddFavorite()">加入收藏</a>
<a href="javascript:void(0)" id="wza">无障碍阅读</a></div>
<div class="logo"><a href="{unit.home}"><img src="/images/logo.png" alt="{unit.name}"></a></div>
{self.search_form(f"/site/search/{self.site}", "keywords")}
<div class="nav"><ul class="clearfix">{items}</ul></div></div>
<div class="container wauto"><div class="wz">您现在的位置： <a href="{unit.home}">首页</a>{crumbs}</div>
{inner}
</div>
<div class="footer"><div class="yqlj"><select onchange="window.open(this.value)">{self.options}</select>
{self.outside}<ul>{friends}</ul></div>
<p>主办：{unit.name}　承办：{unit.name}办公室　联系电话：0871-55501000</p>
<p>网站标识码：{unit.code}　<a href="http://beian.example/">安ICP备05000001号</a>　安公网安备53010002000001号</p>{self.hotlines}
</div>
</body></html>"""

    # lists

    def row(self, column: Column, item: Item, style: int) -> str:
        path, title = esc(self.out.items[item.key]), esc(item.title)
        date = item.on.isoformat()
        if style == 0:
            return (
                f'<ul class="xxgk_navli"><li class="rq">{date}</li><li class="mc">'
                f'<a href="{path}" title="{title}" target="_blank">{title}</a></li></ul>'
            )
        mark = '<i class="zd">[置顶]</i>' if item.pinned else ""
        return (
            f'<li class="{"odd" if item.on.day % 2 else "even"}">{mark}<a class="left" href="{path}" '
            f'title="{title}"><span>{title[:38]}</span></a><span class="right date">{date}</span></li>'
        )

    def rows(self, column: Column, rows: Sequence[Item]) -> str:
        if column.menu == "platform":
            return '<div class="xxgk_navli_box">{}</div>'.format(
                "".join(self.row(column, item, 0) for item in rows)
            )
        body = "".join(self.row(column, item, 1) for item in rows)
        return f'<ul class="doc_list list-{self.number(column)}">{body}</ul>'

    def side(self, column: Column) -> str:
        if column.menu != "platform":
            return ""
        entries = "".join(
            f'<li class="lv2"><a href="{esc(self.href(other))}" title="{other.title}">{other.title}</a></li>'
            for other in self.platform_columns()
        )
        return (
            f'<div class="xxgk_left"><h3>{self.unit.name}</h3><ul class="tree">{entries}</ul></div>'
        )

    def put_list(self, column: Column, rows: Sequence[Item]) -> None:
        base = self.href(column)
        pages = [rows[i : i + self.per_page] for i in range(0, len(rows), self.per_page)] or [()]
        total = len(pages)
        number = self.number(column)
        for index, part in enumerate(pages, start=1):
            body = self.rows(column, part)
            if column.shape == "empty":
                body = '<div class="nodata">暂无信息</div>'
            if column.shape == "statement":
                assert column.statement_on is not None
                body = (
                    f'<div class="j-fontContent"><h2>情况说明</h2>{self.text(column.blocks)}'
                    f'<p style="text-align:right">{self.unit.name}</p><p style="text-align:right">'
                    f"{column.statement_on.year}年{column.statement_on.month}月{column.statement_on.day}日</p></div>"
                )
            pager = self.pager(column, index, total, len(rows)) if total > 1 else ""
            inner = f'{self.side(column)}<div class="xxgk_right listnews"><h2>{column.title}</h2>{body}{pager}</div>'
            if index == 1:
                path = base
            elif "?" in base:
                path = f"{base}&pageIndex={index}"
            else:
                path = f"/content/column/{number}?pageIndex={index}"
            self.put(path, column.title, inner, self.trail(column))
        if column.menu == "platform":
            self.label(column, pages)

    def pager(self, column: Column, index: int, total: int, rows: int) -> str:
        number = self.number(column)
        if column.menu == "platform":
            links = "".join(
                f'<a href="javascript:void(0)" paged="{n}" class="{"on" if n == index else ""}">{n}</a>'
                for n in range(1, total + 1)
            )
            return f"""<div id="page_public_info" class="page">{links}<span>共{rows}条</span></div>
<script type="text/javascript">
$(function () {{
  var params = {{labelName: "publicInfoList", siteId: "{self.site}", organId: "{self.organ}", catId: "{number}",
    type: "4", pageSize: {self.per_page}, isDate: "true", dateFormat: "yyyy-MM-dd", file: "/xxgk/publicInfoList_tpl"}};
  Ls.pagination("#page_public_info", {{url: "/site/label/8888", pageIndex: {index}, pageCount: {total}, total:{rows},
    data: params, success: function (html) {{ $(".xxgk_navli_box").html(html); }} }});
}});
</script>"""

        def path(n: int) -> str:
            return self.href(column) if n == 1 else f"/content/column/{number}?pageIndex={n}"

        links = "".join(f'<a href="{path(n)}">{n}</a>' for n in range(1, total + 1))
        nxt = f'<a href="{path(index + 1)}">下一页</a>' if index < total else "<span>下一页</span>"
        return f'<div class="page">共{rows}条 {index}/{total}页 {links}{nxt}</div>'

    def label(self, column: Column, pages: Sequence[Sequence[Item]]) -> None:
        """The label call, which hands out the rows of one page as a fragment."""
        number = str(self.number(column))

        def call(params: Mapping[str, str]) -> Page | None:
            if number not in (params.get("catId"), params.get("catIds")):
                return None
            try:
                part = pages[int(params.get("pageIndex", "1")) - 1]
            except (ValueError, IndexError):
                part = ()
            rows = "".join(self.row(column, item, 0) for item in part)
            return Page(rows.encode(), content_type=self.content_type)

        self.out.calls.setdefault("/site/label/8888", []).append(call)

    # details

    def metas(self, item: Item, shown: bool = True) -> str:
        lines = f'<meta name="ArticleTitle" content="{esc(item.title)}">\n'
        if shown:
            lines += f'<meta name="PubDate" content="{item.on.isoformat()} {item.clock}">\n'
        return lines + f'<meta name="ContentSource" content="{esc(item.source)}">\n'

    def boxes(self, item: Item) -> str:
        return "".join(
            f'<div class="relate"><h3 class="tit">{heading}</h3><ul>{row}</ul></div>'
            for heading, row in self.refs(item.refs)
        )

    def document(self, column: Column, item: Item, facts: DocFacts) -> tuple[str, str]:
        rows = self.metadata(facts, item.title)
        cells = "".join(f'<td class="t">{label}：</td><td>{esc(value)}</td>' + ("</tr><tr>" if n % 2 else "")
                        for n, (label, value) in enumerate(rows))  # fmt: skip
        table = f'<table class="table_suoyin" width="100%"><tbody><tr>{cells}</tr></tbody></table>'
        shown = not facts.buried and "发布日期" not in facts.hide
        line = f"浏览量：<span id='hits'></span>次 字体：大 中 小 打印时间：{self.unit.as_of.isoformat()}"
        if facts.buried:
            table = self.comment(rows)
        elif shown:
            line = f"来源：{esc(item.source)} 发布时间：{item.on.isoformat()} {item.clock} " + line
        inner = (
            f'{self.side(column)}<div class="xxgk_right">{table}<h1 class="wztit">{esc(item.title)}</h1>'
            f'<div class="wzfbxx">{line}</div><div class="j-fontContent wzcon" id="zoom">{self.text(item.blocks)}'
            f"</div>{self.files(item, facts)}{self.boxes(item)}</div>"
        )
        return self.metas(item, shown), inner

    def files(self, item: Item, facts: DocFacts) -> str:
        if facts.button:
            return '<div class="wzy_fj"><a href="javascript:void(0)" onclick="downDoc()">文本下载</a></div>'
        rows = "".join(
            f'<li><a href="{path}" target="_blank">{esc(name)}</a></li>'
            for path, name in self.offered(item, facts)
        )
        return (
            f'<div class="wzy_fj"><h3 class="tit">附件下载</h3><ul>{rows}</ul></div>'
            if rows
            else ""
        )

    def article(self, column: Column, item: Item) -> tuple[str, str]:
        inner = (
            f'{self.side(column)}<div class="wzy"><h1 class="newstitle">{esc(item.title)}</h1><div class="wzfbxx">'
            f"发布时间：{item.on.isoformat()} {item.clock}　信息来源：{esc(item.source)}　点击数：<b id='hits'></b></div>"
            f'<div class="j-fontContent newscontnet" id="J_content">{self.text(item.blocks)}</div>{self.boxes(item)}</div>'
        )
        return self.metas(item), inner

    # boards, leaders, single pages

    def put_board(self, column: Column) -> None:
        pages = [column.items[i : i + 15] for i in range(0, len(column.items), 15)] or [()]
        for index, part in enumerate(pages, start=1):
            rows = ""
            for item in part:
                facts = item.facts
                assert isinstance(facts, LetterFacts)
                rows += (
                    f'<li><p class="p1">{facts.kind or "　"}</p><p class="p2">{facts.number}</p><p class="p3">'
                    f'<a href="{self.out.items[item.key]}" title="{esc(item.title)}">{esc(item.title)}</a></p>'
                    f'<p class="p4">{self.day(item.on)}</p><p class="p5">{self.state(facts)}</p></li>'
                )
            head = ('<div class="lyy_tit"><p class="p1">类型</p><p class="p2">编号</p><p class="p3">标题</p>'
                    '<p class="p4">来信时间</p><p class="p5">状态</p></div>')  # fmt: skip
            pager = self.pager(column, index, len(pages), len(column.items))
            path = (
                self.href(column)
                if index == 1
                else f"/content/column/{self.number(column)}?pageIndex={index}"
            )
            inner = f'<h2>{column.title}</h2>{head}<div class="lyy_listbox"><ul>{rows}</ul></div>{pager}'
            self.put(path, column.title, inner, self.trail(column))
        for item in column.items:
            self.put_letter(column, item)

    def put_letter(self, column: Column, item: Item) -> None:
        facts = item.facts
        assert isinstance(facts, LetterFacts)
        path = self.out.items[item.key]
        if item.condition != "ok":
            self.store(path, self.condition(item.condition, item.key))
            return
        rows = "".join(f'<tr><td class="bt">{label}</td><td class="nr">{esc(value)}</td></tr>'
                       for label, value in self.letter_rows(facts))  # fmt: skip
        answers = ""
        for day, text in facts.answers:
            when = (
                ""
                if facts.closed
                else f'<tr><td class="bt">答复时间</td><td class="nr">{self.day(day)}</td></tr>'
            )
            answers += (
                f'<table class="ly_hf"><tr><td class="bt">答复单位</td><td class="nr">{facts.body}</td></tr>{when}'
                f'<tr><td class="bt">答复内容</td><td class="nrtxt">{esc(text)}</td></tr></table>'
            )
        inner = (
            f'<h1 class="mesgtitle">{esc(item.title)}</h1><table class="ly_xx">{rows}<tr><td class="bt">来信内容</td>'
            f'<td class="nrtxt">{esc(facts.question)}</td></tr></table>{answers}<p class="gx">页面更新时间：{self.unit.as_of}</p>'
        )
        self.put(path, item.title, inner, self.trail(column))

    def put_leaders(self, column: Column) -> None:
        rows = ""
        for item in column.items:
            facts = item.facts
            assert isinstance(facts, LeaderFacts)
            path = self.out.items[item.key]
            rows += (
                f'<li><a href="{path}"><img src="/images/person.png" alt="{facts.name}"></a>'
                f'<p class="zw">{facts.post}</p><p class="xm"><a href="{path}">{facts.name}</a></p></li>'
            )
            work = (
                f'<div class="fg"><h3>工作分工</h3><p>{facts.division}</p></div>'
                if facts.division
                else ""
            )
            inner = (
                f'<div class="ldxx"><h2>{facts.name}</h2><p>现任职务：{facts.post}</p><div class="jl"><h3>个人简历</h3>'
                f"<p>{facts.name}，大学学历，现任{self.unit.name}{facts.post}。</p></div>{work}</div>"
            )
            self.put(path, facts.name, inner, self.trail(column))
        self.put(self.href(column), column.title, f'<h2>{column.title}</h2><ul class="ld_list">{rows}</ul>',
                 self.trail(column))  # fmt: skip

    def put_single(self, column: Column) -> None:
        inner = f'{self.side(column)}<div class="xxgk_right"><h2>{column.title}</h2><div class="j-fontContent">{self.text(column.blocks)}</div></div>'
        self.put(self.href(column), column.title, inner, self.trail(column))

    def box(self, column: Column, count: int) -> str:
        rows = "".join(
            self.row(column, item, 1) for item in column.items[:count] if column.shape == "list"
        )
        if column.shape == "board":
            rows = "".join(
                f'<li><a href="{self.out.items[i.key]}">{esc(i.title)}</a></li>'
                for i in column.items[:count]
            )
        return (
            f'<div class="box"><div class="tit"><a href="{esc(self.href(column))}">{column.title}</a>'
            f'<a class="more" href="{esc(self.href(column))}">更多&gt;&gt;</a></div><ul class="doc_list">{rows}</ul></div>'
        )

    def put_platform(self, column: Column) -> None:
        if column.shape == "hub":
            others = [c for c in self.platform_columns() if c.role not in
                      ("guide", "system_rules", "statutory_content", "annual_reports", "information_request")]  # fmt: skip
            inner = self.side(column) + '<div class="xxgk_right"><h2>法定主动公开内容</h2>' + "".join(
                self.box(other, 5) if other.shape == "list" else
                f'<div class="box"><a href="{esc(self.href(other))}">{other.title}</a></div>' for other in others
            ) + "</div>"  # fmt: skip
        else:
            tiles = "".join(
                f'<li class="tile"><a href="{esc(self.href(other))}"><i class="ico"></i><span>{other.title}</span></a></li>'
                for other in self.platform_columns()
            )
            newest = self.unit.by_role("normative_documents")
            inner = f'<div class="xxgk_home"><ul class="tiles">{tiles}</ul>{self.box(newest, 8) if newest else ""}</div>'
        self.put(self.href(column), column.title, inner, self.trail(column))

    def put_home(self) -> None:
        self.put_search(f"/site/search/{self.site}", "keywords")
        boxes = "".join(self.box(column, 8) for column in self.unit.columns
                        if (column.shape == "list" and column.menu in ("top", "box")) or column.role in ("news", "interpretations"))  # fmt: skip
        links = "".join(f'<li><a href="{path}">{name}</a></li>' for name, path in self.unit.friends)
        hubs = "".join(
            f'<a class="kj" href="{self.hub_path(key)}">{HUBS[key]}</a>' for key in self.hubs()
        )
        inner = f'{boxes}<div class="kjrk">{hubs}</div><div class="wzq"><h3>网站群</h3><ul>{links}</ul></div>'
        self.put(self.unit.home, "首页", inner, ())
