"""TRS WCM: static pages, relative links, createPageHTML, a metadata table."""

# A template's line is as long as the markup that it stands for.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Sequence

from demo.content.model import Column, DocFacts, Item, LeaderFacts, LetterFacts, Unit
from demo.skins.base import HUBS, Skin, esc, ident


class Trs(Skin):
    """Pages of one unit in the TRS manner; a guest lives in a folder of the host."""

    per_page = 15
    rules = 104

    def __init__(self, unit: Unit) -> None:
        self.ext = "htm" if unit.id == "jiaoyu" else "html"
        super().__init__(unit)

    def column_path(self, column: Column) -> str:
        base = self.unit.home
        kind, _, key = column.menu.partition(":")
        if column.shape == "platform":
            return f"{base}zfxxgk/"
        if kind == "platform":
            return f"{base}zfxxgk/{column.key}/"
        if kind == "hub":
            return f"{base}{key}/{column.key}/"
        return f"{base}{column.key}/"

    def item_path(self, column: Column, item: Item) -> str:
        number = ident(item.key) % 900_000
        day = item.on
        if column.shape == "board":
            return f"{self.column_path(column)}detail_{number}.{self.ext}"
        return f"{self.column_path(column)}{day:%Y%m}/t{day:%Y%m%d}_{number}.{self.ext}"

    def hub_path(self, key: str) -> str:
        return f"{self.unit.home}{key}/"

    def put(
        self, path: str, title: str, inner: str, trail: Sequence[tuple[str, str]], metas: str = ""
    ) -> None:
        super().put(path, title, inner, trail, metas)
        if path.endswith("/"):
            self.out.pages[f"{path}index.{self.ext}"] = self.out.pages[path]

    def frame(
        self, title: str, inner: str, trail: Sequence[tuple[str, str]], metas: str = ""
    ) -> str:
        unit = self.unit
        menu = "".join(f'<li><a href="{path}">{label}</a></li>' for label, path, _ in self.menu())
        crumbs = "".join(
            f'&gt;<a href="{path}" title="{label}" class="CurrChnlCls">{label}</a>'
            for label, path in trail
        )
        themes = self.themes()
        up = f'<li><a href="{unit.up[1]}">{unit.up[0]}</a></li>' if unit.up else ""
        friends = "".join(f'<a href="{path}">{name}</a>' for name, path in unit.friends)
        return f"""<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8" />
<meta name="SiteName" content="{unit.name}"/>
<meta name="SiteDomain" content="{unit.host}"/>
<meta name="SiteIDCode" content="{unit.code}"/>
<meta name="ColumnName" content="{trail[-1][0] if trail else "首页"}"/>
{metas}<title>{esc(title)} - {unit.name}</title>
<style>
{self.head_style}
</style>
<script src="/images/jquery.js"></script>
<script>
{self.head_script}
</script>
</head>
<body>
<div class="topbar"><ul><li>今天是{unit.as_of.year}年{unit.as_of.month}月{unit.as_of.day}日</li>{up}<li><a href="#">简体</a></li><li><a href="#">繁體</a></li></ul></div>
<div class="headbox"><h1><a href="{unit.home}">{unit.name}</a></h1>
{self.search_form("/was5/web/search", "searchword", f'<input type="hidden" name="channelid" value="2{len(unit.id)}1"/>', "检索")}
<ul class="mainnav">{menu}</ul>{themes}</div>
<div class="location">当前位置：<a href="{unit.home}" class="CurrChnlCls">首页</a>{crumbs}</div>
<div class="content-wrap">
{inner}
</div>
<div class="foot"><div class="links"><select>{self.options}</select>{self.outside}{friends}</div>
<p>主办单位：{unit.name}　地址：惠民路66号　电话：0871-55503000</p><p>网站标识码：{unit.code} | 安ICP备05000003号 | 安公网安备53010202000003号</p>{self.hotlines}</div>
</body>
</html>"""

    def themes(self) -> str:
        """The menu of themes, whose entries are opened by a function of the page."""
        columns = [column for column in self.unit.columns if column.menu == "script"]
        if not columns:
            return ""
        entries = "".join(
            f'<span class="zt" onclick="openTheme(\'{column.key}\')">{column.title}</span>'
            for column in columns
        )
        opened = f'window.location.href = "{self.unit.home}" + name + "/index.{self.ext}";'
        return f'<div class="ztnav">{entries}<script>function openTheme(name) {{ {opened} }}</script></div>'

    # lists

    def near(self, column: Column, path: str) -> str:
        """The address relative to the column's folder, as the system writes it."""
        base = self.href(column)
        return "./" + path.removeprefix(base) if path.startswith(base) else path

    def list_day(self, item: Item) -> str:
        return f"[{item.on.isoformat()}]" if self.unit.id == "qinglan" else item.on.isoformat()

    def rows(self, column: Column, rows: Sequence[Item]) -> str:
        if column.role == "normative_documents":
            cells = ""
            for item in rows:
                assert isinstance(item.facts, DocFacts)
                cells += (
                    f'<tr><td><a href="{self.near(column, self.out.items[item.key])}" target="_blank">{esc(item.title)}</a></td>'
                    f"<td>{item.facts.index_number}</td><td>{esc(item.facts.issuer)}</td><td>{item.on}</td></tr>"
                )
            return (
                '<table class="xxgk_list"><thead><tr><th>名称</th><th>索引号</th><th>发布机构</th><th>发布日期</th></tr>'
                f"</thead><tbody>{cells}</tbody></table>"
            )
        return '<ul class="gl_list">{}</ul>'.format(
            "".join(
                f'<li><a href="{self.near(column, self.out.items[item.key])}" title="{esc(item.title)}">'
                f'{"【置顶】" if item.pinned else ""}{esc(item.title)}</a><em id="rel_{ident(item.key) % 900_000}"></em>'
                f"<span>{self.list_day(item)}</span></li>"
                for item in rows
            )
        )

    def side(self, column: Column) -> str:
        if column.menu != "platform":
            return ""
        return '<div class="leftnav">{}</div>'.format(
            "".join(
                f'<p><a href="{esc(self.href(other))}">{other.title}</a></p>'
                for other in self.platform_columns()
            )
        )

    def put_list(self, column: Column, rows: Sequence[Item]) -> None:
        base = self.href(column)
        pages = [rows[i : i + self.per_page] for i in range(0, len(rows), self.per_page)] or [()]
        for index, part in enumerate(pages):
            body = self.rows(column, part)
            if column.shape == "empty":
                body = '<div class="list-none"><p>暂无数据</p></div>'
            pager = (
                f'<div class="page"><script>createPageHTML({len(pages)}, {index}, "index", "{self.ext}");</script></div>'
                if rows else ""
            )  # fmt: skip
            inner = f'{self.side(column)}<div class="rightlist"><h2>{column.title}</h2>{body}{pager}</div>'
            path = base if index == 0 else f"{base}index_{index}.{self.ext}"
            self.put(path, column.title, inner, self.trail(column))

    # details

    def boxes(self, item: Item) -> str:
        if not item.refs:
            return '<div class="xgjd"><h4>相关链接</h4><ul></ul></div>'
        return "".join(
            f'<div class="xgjd"><h4>{heading}</h4><ul>{row}</ul></div>'
            for heading, row in self.refs(item.refs)
        )

    def document(self, column: Column, item: Item, facts: DocFacts) -> tuple[str, str]:
        rows = self.metadata(facts, item.title)
        cells = ""
        for index in range(0, len(rows), 2):
            cells += "<tr>" + "".join(
                f"<th>{label}</th><td>{esc(value)}</td>" for label, value in rows[index : index + 2]
            ) + "</tr>"  # fmt: skip
        shown = not facts.buried and "发布日期" not in facts.hide
        metas = f'<meta name="PubDate" content="{item.on} {item.clock}"/>\n' if shown else ""
        table = f'<table class="table table-bordered"><tbody>{cells}</tbody></table>'
        return (
            metas,
            f"""{table}<h1 class="article_title">{esc(item.title)}</h1>
<div class="article_extend">{f"<span class='article_time'>发布时间：{item.on} {item.clock}</span>" if shown else ""}<span class="article_source">来源：{esc(item.source)}</span></div>
<div class=TRS_Editor>{self.text(item.blocks)}</div>{self.files(column, item, facts)}{self.boxes(item)}""",
        )

    def files(self, column: Column, item: Item, facts: DocFacts) -> str:
        if facts.button:
            return '<div class="article_attachment"><span class="btn" onclick="saveAsWord()">下载</span></div>'
        folder = self.out.items[item.key].rpartition("/")[0] + "/"
        rows = "".join(
            f'<li><a href="{"./" + path.removeprefix(folder) if path.startswith(folder) else path}">{esc(name)}</a></li>'
            for path, name in self.offered(item, facts)
        )
        return (
            f'<div class="article_attachment"><div class="title_base">附件</div><ul>{rows}</ul></div>'
            if rows
            else ""
        )

    def article(self, column: Column, item: Item) -> tuple[str, str]:
        metas = f'<meta name="ArticleTitle" content="{esc(item.title)}"/>\n<meta name="PubDate" content="{item.on} {item.clock}"/>\n<meta name="ContentSource" content="{esc(item.source)}"/>\n'
        heading = "h2" if self.unit.id == "jiaoyu" else "p"
        return (
            metas,
            f"""<h1 class="article_title">{esc(item.title)}</h1><div class="article_extend">
<span class="article_time">{item.on} {item.clock}</span><span class="article_source">来源：{esc(item.source)}</span></div>
<div class=TRS_Editor><div class="trs_editor_view TRS_UEDITOR">{self.text(item.blocks, heading)}</div></div>{self.boxes(item)}""",
        )

    # boards, leaders, single pages

    def put_board(self, column: Column) -> None:
        base = self.href(column)
        chunks = [column.items[i : i + 12] for i in range(0, len(column.items), 12)] or [()]
        dated = self.unit.id != "qinglan"  # the county's list shows no date at all
        for index, part in enumerate(chunks):
            rows = ""
            for item in part:
                facts = item.facts
                assert isinstance(facts, LetterFacts)
                when = f"<td>{self.day(item.on)}</td>" if dated else ""
                rows += (
                    f'<tr><td>{facts.number}</td><td><a href="{self.near(column, self.out.items[item.key])}">{esc(item.title)}</a></td>'
                    f"<td>{facts.body}</td><td>{self.state(facts)}</td>{when}</tr>"
                )
            head = "<tr><th>编号</th><th>信件标题</th><th>办理单位</th><th>状态</th>%s</tr>" % (
                f"<th>{self.unit.word('submit', '来信时间')}</th>" if dated else ""
            )
            inner = (
                f'<h2>{column.title}</h2><div class="sjhf"><table>{head}{rows}</table></div><div class="page"><script>'
                f'createPageHTML({len(chunks)}, {index}, "index", "{self.ext}");</script></div>'
            )
            path = base if index == 0 else f"{base}index_{index}.{self.ext}"
            self.put(path, column.title, inner, self.trail(column))
        for item in column.items:
            self.put_letter(column, item)

    def put_letter(self, column: Column, item: Item) -> None:
        facts = item.facts
        assert isinstance(facts, LetterFacts)
        path = self.out.items[item.key]
        rows = "".join(
            f"<tr><td class='b'>{label}</td><td>{esc(value)}</td></tr>"
            for label, value in self.letter_rows(facts)
        )
        rows += f"<tr><td class='b'>信件内容</td><td>{esc(facts.question)}</td></tr>"
        for day, text in facts.answers:
            if not facts.closed:
                rows += f"<tr><td class='b'>{self.unit.word('reply', '回复时间')}</td><td>{self.day(day)}</td></tr>"
            rows += f"<tr><td class='b'>回复内容</td><td>{esc(text)}</td></tr>"
        inner = f'<div class="biaoge"><h3>{esc(item.title)}</h3><table>{rows}</table></div>'
        self.put(path, item.title, inner, self.trail(column))

    def put_leaders(self, column: Column) -> None:
        rows = ""
        for item in column.items:
            facts = item.facts
            assert isinstance(facts, LeaderFacts)
            path = self.out.items[item.key]
            rows += f'<div class="person"><p>{facts.post}</p><p><a href="{self.near(column, path)}">{facts.name}</a></p></div>'
            inner = (
                f'<div class="leader"><h1>{facts.name}</h1><p><b>职　　务：</b>{facts.post}</p><p><b>工作分工：</b>{facts.division}</p>'
                f"<p><b>个人简历：</b>{facts.name}，研究生学历，长期在基层工作。</p></div>"
            )
            self.put(path, facts.name, inner, self.trail(column))
        self.put(
            self.href(column),
            column.title,
            f'<h2>{column.title}</h2><div class="people">{rows}</div>',
            self.trail(column),
        )

    def put_single(self, column: Column) -> None:
        inner = f'{self.side(column)}<div class="rightlist"><h2>{column.title}</h2><div class=TRS_Editor>{self.text(column.blocks)}</div></div>'
        self.put(self.href(column), column.title, inner, self.trail(column))

    def box(self, column: Column, count: int) -> str:
        rows = ""
        if column.shape == "list":
            rows = "".join(
                f'<li><a href="{self.out.items[item.key]}" title="{esc(item.title)}">{esc(item.title)}</a><span>{self.list_day(item)}</span></li>'
                for item in column.items[:count]
            )
        return (
            f'<div class="mod"><div class="mod-hd"><h3>{column.title}</h3><a class="more" href="{esc(self.href(column))}">更多 &gt;</a></div>'
            f'<ul class="mod-bd">{rows}</ul></div>'
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
        if hub and not shown:
            text = (
                f"<p>{self.unit.name}主动公开的机构职能、工作动态、通知公告等信息，包括机构概况、领导分工、财政收支、"
                "惠农补贴发放、社会救助名单和农村集体事务，按年度汇总发布，请通过本站相应栏目查阅或到政务公开专区查询。</p>"
            )
        else:
            text = "".join(
                self.box(other, 5)
                if hub
                else f'<a class="gk-item" href="{esc(self.href(other))}"><span>{other.title}</span></a>'
                for other in shown
            )
        self.put(
            self.href(column),
            column.title,
            f'{self.side(column)}<div class="rightlist"><h2>{column.title}</h2>{text}</div>',
            self.trail(column),
        )

    def put_home(self) -> None:
        self.put_search("/was5/web/search", "searchword")
        boxes = "".join(
            self.box(column, 7) for column in self.unit.columns
            if column.shape == "list" and column.menu in ("top", "box") and column.condition == "ok"
        )  # fmt: skip
        quick = "".join(f'<a href="{self.hub_path(key)}">{HUBS[key]}</a>' for key in self.hubs())
        self.put(
            self.unit.home,
            "首页",
            f'<div class="focus">{boxes}</div><div class="quick">{quick}</div>',
            (),
        )
