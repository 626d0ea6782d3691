"""Two portals in the manner of Hanweb jcms: lists in an XML datastore, turned by a proxy call."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from tests.strangers.facts import Doc
from tests.strangers.skin import Entry, Reply, Skin

_IDS = (
    "platform", "news", "notices", "policy_documents", "consultations", "gazette",
    "annual_reports", "system_rules", "normative_documents", "interpretations", "leaders",
    "information_request", "agency_profile", "guide", "statutory_content", "message_board",
)  # fmt: skip


class Lanquan(Skin):
    """A county: li records, three pairs of metadata a row, letters with dates in the list only."""

    original = "解读的文件"
    size = 12
    headings = 2
    first_column = 5400
    proxy = "/module/web/jpage/dataproxy.jsp"
    words: ClassVar[dict[str, str]] = {
        "news": "岚泉动态",
        "notices": "公告栏",
        "policy_documents": "政策性文件",
        "consultations": "征集调查",
        "gazette": "公报查阅",
        "annual_reports": "政府信息公开年报",
        "system_rules": "政府信息公开制度",
        "normative_documents": "行政规范性文件",
        "interpretations": "文件解读",
        "message_board": "来信选登",
        "leaders": "领导信息",
        "information_request": "依申请公开",
        "agency_profile": "机构概况",
        "guide": "政府信息公开指南",
        "platform": "政府信息公开",
        "statutory_content": "法定公开",
    }
    labels: ClassVar[dict[str, str]] = {
        "index": "索引号",
        "number": "文件编号",
        "issuer": "公开单位",
        "signed": "成文时间",
        "published": "公开日期",
        "validity": "时效性",
        "abolished": "失效时间",
    }
    home_menu: ClassVar[tuple[str, ...]] = (
        "news",
        "notices",
        "consultations",
        "platform",
        "message_board",
        "leaders",
    )
    platform_menu: ClassVar[tuple[str, ...]] = (
        "guide",
        "system_rules",
        "annual_reports",
        "agency_profile",
        "normative_documents",
        "policy_documents",
        "interpretations",
        "gazette",
        "information_request",
    )

    def column(self, role: str) -> int:
        return self.first_column + _IDS.index(role)

    def path(self, role: str) -> str:
        if role == "message_board":
            return "/jact/front/mailpublist.do?sysid=41"
        return f"/col/col{self.column(role)}/index.html"

    def item(self, role: str, n: int, day: date) -> str:
        if role == "message_board":
            return f"/jact/front/mailpubdetail.do?transactId={88000 + n}&sysid=41"
        number = 30000 + n
        return f"/art/{day.year}/{day.month}/{day.day}/art_{self.column(role)}_{number}.html"

    def shell(self, title: str, body: str, head: str = "") -> str:
        return (
            f"<html><head><meta http-equiv='Content-Type' content='text/html; charset=utf-8'>"
            f"<title>{self.plan.name} {title}</title>{head}</head><body><div id='head'>"
            f"<a href='{self.home}'>网站首页</a></div><div id='main'>{body}</div></body></html>"
        )

    def menu(self, roles: Iterable[str]) -> str:
        return "<table class='nav'><tr>" + "".join(
            f"<td><a href='{href}' target='_blank'>{word}</a></td>"
            for word, href in self.links(roles)
        ) + "</tr></table>"  # fmt: skip

    def home_page(self) -> str:
        news = "".join(
            f"<p><a href='{e.href}'>{e.title}</a>（{e.day:%m-%d}）</p>"
            for e in self.entries("news")[:5]
        )
        town = "<p><a href='/col/col7100/index.html'>芦桥镇人民政府</a></p>"
        return self.shell("首页", self.menu(self.home_menu) + news + town)

    def record(self, entry: Entry) -> str:
        return (
            f'<li><a href="{entry.href}" title="{entry.title}" target="_blank">{entry.title}</a>'
            f"<span>{self.fmt(entry.day)}</span></li>"
        )

    def rows(self, role: str, entries: list[Entry]) -> str:
        return "".join(self.record(e) for e in entries)

    def store(self, entries: list[Entry], start: int, end: int, following: str) -> str:
        records = "".join(
            f"<record><![CDATA[{self.record(e)}]]></record>" for e in entries[start - 1 : end]
        )
        pages = -(-len(entries) // self.size)
        return (
            f"<datastore><totalrecord>{len(entries)}</totalrecord><totalpage>{pages}</totalpage>"
            f"<nextgroup><![CDATA[{following}]]></nextgroup>"
            f"<recordset>{records}</recordset></datastore>"
        )

    def lay_list(self, role: str, entries: list[Entry]) -> None:
        column, unit = self.column(role), 26000 + self.column(role)
        query = f"webid=7&columnid={column}&unitid={unit}"

        def following(page: int) -> str:
            if page * self.size >= len(entries):
                return ""
            return f'<a href="{self.proxy}?page={page + 1}&{query}"></a>'

        inner = (
            f"<div id='{unit}'><script type='text/xml'>"
            f"{self.store(entries, 1, self.size, following(1))}</script></div><script>"
            f"$('#{unit}').jpage({{themename:'default',perpage:{self.size},"
            f"totalRecord:{len(entries)},proxyUrl:'{self.proxy}',"
            f"param:'{query}'}});</script>"
        )
        self.put(self.path(role), self.shell(self.words[role], inner))

        def call(path: str, params: dict[str, str]) -> Reply | None:
            if path != self.proxy or params.get("columnid") != str(column):
                return None
            page = int(params.get("page") or 1)
            start = int(params.get("startrecord") or (page - 1) * self.size + 1)
            end = int(params.get("endrecord") or start + self.size - 1)
            last = -(-end // self.size)
            text = '<?xml version="1.0" encoding="utf-8"?>' + self.store(
                entries, start, end, following(last)
            )
            return Reply(text.encode(), 200, "text/xml;charset=UTF-8")

        self.dynamic.append(call)

    def article(self, title: str, day: date, inner: str) -> str:
        return self.shell(
            title,
            f"<table width='100%'><tr><td class='title'>{title}</td></tr><tr><td>公开日期："
            f"{self.fmt(day)}&nbsp;&nbsp;浏览次数：<script>c()</script></td></tr><tr>"
            f"<td id='zoom'><!--ZJEG_RSS.content.begin-->{inner}<!--ZJEG_RSS.content.end--></td>"
            "</tr></table>",
        )

    def section(self, numeral: str, word: str, text: str) -> str:
        return f"<p><strong>（{numeral}）{word}。</strong>{text}</p>"

    def doc_page(self, doc: Doc) -> str:
        cells = [f"<td>{label}</td><td>{value}</td>" for _, label, value in self.fields(doc)]
        cells += ["<td></td><td></td>"] * (-len(cells) % 3)
        table = "".join(f"<tr>{''.join(cells[n : n + 3])}</tr>" for n in range(0, len(cells), 3))
        text = "".join(f"<p>{line}</p>" for line in self.doc_text(doc))
        return self.shell(
            doc.title, f"<table border='1'>{table}</table><div class='bt'>{doc.title}</div>"
            f"<div id='zoom'>{text}</div>" + self.doc_links(doc, "解读材料"),
        )  # fmt: skip

    def board(self) -> None:
        rows = "".join(
            f"<tr><td><a href='{self.letter_path(x).replace('&', '&amp;')}'>{x.title}</a></td>"
            f"<td>{x.kind}</td><td>{x.submitted}</td><td>{x.replied or '—'}</td>"
            f"<td>{x.status}</td></tr>"
            for x in self.plan.letters
        )
        table = ("<table><thead><tr><td>来信标题</td><td>类别</td><td>写信日期</td>"
                 "<td>答复日期</td>"
                 f"<td>状态</td></tr></thead><tbody>{rows}</tbody></table>")  # fmt: skip
        self.put(self.path("message_board"), self.shell(self.words["message_board"], table))
        for x in self.plan.letters:
            answer = f"<h3>答复内容</h3><p>{x.reply}</p>" if x.reply else ""
            self.put(
                self.letter_path(x),
                self.shell(x.title, f"<h2>{x.title}</h2><h3>来信内容</h3><p>{x.text}</p>{answer}"),
            )

    def leaders(self) -> str:
        rows = "".join(
            f"<tr><td>{x.name}</td><td>{x.post}</td><td>{x.duty}</td></tr>"
            for x in self.plan.leaders
        )
        return f"<table><tr><td>姓名</td><td>现任职务</td><td>工作分工</td></tr>{rows}</table>"


class Luqiao(Lanquan):
    """A township, a guest on the county's host: table rows as records."""

    size = 5
    first_column = 7101
    proxy = "/module/jpage/dataproxy.jsp"
    words: ClassVar[dict[str, str]] = {
        "news": "镇里新闻",
        "notices": "通知公告",
        "annual_reports": "年度报告",
        "system_rules": "公开制度",
        "leaders": "班子成员",
        "information_request": "申请公开渠道",
        "agency_profile": "芦桥概况",
        "guide": "公开指南",
        "platform": "芦桥镇政府信息公开",
        "statutory_content": "法定主动公开内容",
        "message_board": "",
        "normative_documents": "",
        "interpretations": "",
    }
    home_menu: ClassVar[tuple[str, ...]] = ("news", "notices", "platform")
    platform_menu: ClassVar[tuple[str, ...]] = (
        "guide",
        "system_rules",
        "statutory_content",
        "annual_reports",
    )
    statutory_menu: ClassVar[tuple[str, ...]] = ("leaders", "agency_profile", "information_request")

    def record(self, entry: Entry) -> str:
        return (
            f'<tr><td><a href="{entry.href}">{entry.title}</a></td>'
            f"<td>[{entry.day:%Y/%m/%d}]</td></tr>"
        )

    def home_page(self) -> str:
        news = "".join(f"<p><a href='{e.href}'>{e.title}</a></p>" for e in self.entries("news")[:3])
        return self.shell("首页", self.menu(self.home_menu) + news)

    def leaders(self) -> str:
        return "".join(
            f"<p><b>{x.name}</b>，{x.post}</p><p>职责：{x.duty}</p>" for x in self.plan.leaders
        )
