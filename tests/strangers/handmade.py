"""Three portals made by hand: GB18030 under a lying header, traditional script, a page of 2003."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from tests.strangers.facts import Doc, Letter
from tests.strangers.gloss import traditional
from tests.strangers.skin import Entry, Skin


class Pingchuan(Skin):
    """A county: one line of metadata under the title, nested groups, numeric pager, GB18030."""

    original = "查看原文"
    size = 7
    encoding = "gb18030"
    kind = "text/html; charset=ISO-8859-1"
    headings = 2
    slugs: ClassVar[dict[str, str]] = {
        "news": "dongtai",
        "notices": "gonggao",
        "policy_documents": "wenjian",
        "consultations": "zhengqiu",
        "gazette": "bao",
        "annual_reports": "nianbao",
        "system_rules": "zhidu",
        "normative_documents": "xzgfx",
        "interpretations": "jd",
        "message_board": "xinfang/huifu",
        "leaders": "xianzhang",
        "information_request": "shenqing",
        "agency_profile": "zhineng",
        "guide": "zhinan",
        "platform": "gongkai",
        "statutory_content": "zhudong",
    }
    words: ClassVar[dict[str, str]] = {
        "news": "坪川新闻",
        "notices": "通知公告",
        "policy_documents": "政府文件",
        "consultations": "征求意见",
        "gazette": "政府公报",
        "annual_reports": "信息公开工作年度报告",
        "system_rules": "信息公开制度",
        "normative_documents": "行政规范性文件",
        "interpretations": "文件解读",
        "message_board": "县长信箱",
        "leaders": "县长之窗",
        "information_request": "依申请公开",
        "agency_profile": "机构职能",
        "guide": "公开指南",
        "platform": "政府信息公开",
        "statutory_content": "法定主动公开内容",
    }
    labels: ClassVar[dict[str, str]] = {
        "number": "文号",
        "signed": "成文日期",
        "published": "发布日期",
        "validity": "有效性",
        "abolished": "废止日期",
    }
    home_menu: ClassVar[tuple[str, ...]] = (
        "news",
        "notices",
        "platform",
        "message_board",
        "consultations",
        "leaders",
    )
    platform_menu: ClassVar[tuple[str, ...]] = (
        "system_rules",
        "statutory_content",
        "annual_reports",
        "information_request",
        "gazette",
    )
    statutory_menu: ClassVar[tuple[str, ...]] = (
        "agency_profile",
        "normative_documents",
        "policy_documents",
        "interpretations",
    )

    def fmt(self, day: date) -> str:
        return f"{day.year}/{day.month}/{day.day}"

    def path(self, role: str) -> str:
        return f"/{self.slugs[role]}/list.html"

    def turn(self, role: str, page: int, pages: int) -> str:
        return f"/{self.slugs[role]}/list_{page}.html"

    def item(self, role: str, n: int, day: date) -> str:
        return f"/{self.slugs[role]}/{day.year}/{500 + n}.shtml"

    def shell(self, title: str, body: str, head: str = "") -> str:
        return (
            f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb18030">'
            f"<title>{title}</title>{head}</head><body><div class=header>{self.plan.name}　<a "
            f'href="{self.home}">返回首页</a></div>{body}</body></html>'
        )

    def menu(self, roles: Iterable[str]) -> str:
        return "<ol>" + "".join(
            f'<li><h3><a href="{href}">{word}</a></h3></li>' for word, href in self.links(roles)
        ) + "</ol>"  # fmt: skip

    def home_page(self) -> str:
        return self.shell(
            "首页", self.menu(self.home_menu) + self.rows("news", self.entries("news")[:5])
        )

    def rows(self, role: str, entries: list[Entry]) -> str:
        groups: dict[str, list[Entry]] = {}
        for entry in entries:
            groups.setdefault(f"{entry.day:%Y}年{entry.day.month}月", []).append(entry)
        return "".join(
            f"<div class=group><h4>{name}</h4>" + "".join(
                f'<div class=line><div><a href="{e.href}">{e.title}</a></div>'
                f"<div>{self.fmt(e.day)}</div></div>" for e in found
            ) + "</div>"
            for name, found in groups.items()
        ) or "<p>暂无内容</p>"  # fmt: skip

    def pager(self, role: str, page: int, pages: int) -> str:
        links = [self.path(role)] + [self.turn(role, k, pages) for k in range(2, pages + 1)]
        return "<p class=num>" + " ".join(
            f"<b>{k}</b>" if k == page else f'<a href="{link}">{k}</a>'
            for k, link in enumerate(links, 1)
        ) + "</p>"  # fmt: skip

    def article(self, title: str, day: date, inner: str) -> str:
        return self.shell(title, f"<h1>{title}</h1><p>发布日期：{self.fmt(day)}　编辑：办公室</p>"
                          f"<div class=text>{inner}</div>")  # fmt: skip

    def doc_page(self, doc: Doc) -> str:
        line = "　".join(f"{label}：{value}" for _, label, value in self.fields(doc))
        text = "".join(f"<p>{paragraph}</p>" for paragraph in self.doc_text(doc))
        return self.shell(
            doc.title, f"<h1>{doc.title}</h1><p class=info>{line}</p><div class=text>{text}</div>"
            + self.doc_links(doc, "相关解读"),
        )  # fmt: skip

    def letter_page(self, letter: Letter) -> str:
        pairs = [("信件主题", letter.title), ("信件类型", letter.kind)]
        if letter.submitted:
            pairs.append(("写信时间", self.fmt(letter.submitted)))
        if letter.accepted:
            pairs.append(("受理时间", self.fmt(letter.accepted)))
        pairs.append(("信件内容", letter.text))
        if letter.replied:
            pairs.append(("答复时间", self.fmt(letter.replied)))
        if letter.closed:
            pairs.append(("办结时间", self.fmt(letter.closed)))
        if letter.reply:
            pairs.append(("答复内容", letter.reply))
        return self.shell(letter.title, "".join(
            f"<div class=cell><i>{a}：</i><div>{b}</div></div>" for a, b in pairs))  # fmt: skip

    def lay_list(self, role: str, entries: list[Entry]) -> None:
        if role == "message_board":  # a list without dates: numbers and states only
            rows = "".join(f'<p>{n}. <a href="{e.href}">{e.title}</a></p>'
                           for n, e in enumerate(entries, 1))  # fmt: skip
            self.put(self.path(role), self.shell(self.words[role], rows))
            return
        super().lay_list(role, entries)

    def leaders(self) -> str:
        names = ""
        for n, leader in enumerate(self.plan.leaders):
            if not leader.duty:
                names += f"<p>{leader.post}　{leader.name}</p>"
                continue
            path = f"/xianzhang/{n + 1}.html"
            self.put(path, self.shell(leader.name, (
                f"<h2>{leader.name}</h2><p>现任{leader.post}。</p><p>分工：{leader.duty}</p>"
            )))  # fmt: skip
            names += f'<p>{leader.post}　<a href="{path}">{leader.name}</a></p>'
        return names


class Linye(Skin):
    """A city bureau in traditional script with readings; rows of divs, a select as pager."""

    original = "政策文件"
    original_first = True
    size = 6
    headings = 1
    words: ClassVar[dict[str, str]] = {
        "news": "林业新闻",
        "notices": "公告通知",
        "annual_reports": "政府信息公开年报",
        "system_rules": "政府信息公开制度",
        "normative_documents": "规范性文件",
        "interpretations": "政策解读",
        "message_board": "咨询留言",
        "leaders": "领导班子",
        "information_request": "依申请公开",
        "agency_profile": "机构概况",
        "guide": "政府信息公开指南",
        "platform": "政府信息公开",
        "statutory_content": "法定主动公开内容",
    }
    labels: ClassVar[dict[str, str]] = {
        "issuer": "发布机构",
        "number": "发文字号",
        "signed": "成文日期",
        "published": "发布日期",
        "validity": "有效性",
    }
    home_menu: ClassVar[tuple[str, ...]] = ("news", "notices", "platform", "message_board")
    statutory_menu: ClassVar[tuple[str, ...]] = (
        "leaders",
        "agency_profile",
        "normative_documents",
        "interpretations",
    )

    def fmt(self, day: date) -> str:
        return f"{day.year}年{day.month}月{day.day}日"

    def path(self, role: str) -> str:
        return f"/channels/{role[:3]}{len(role)}.html"

    def turn(self, role: str, page: int, pages: int) -> str:
        return f"/channels/{role[:3]}{len(role)}-p{page}.html"

    def item(self, role: str, n: int, day: date) -> str:
        return f"/c/{role[:3]}{len(role)}/{day:%y%m}/{n:04d}"

    def put(self, path: str, html: str, status: int = 200, wait: float = 0.0) -> None:
        super().put(path, traditional(html), status, wait)

    def shell(self, title: str, body: str, head: str = "") -> str:
        return (
            f'<html lang="zh-Hant"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
            f'<body><main><p><a href="{self.home}">首页</a></p>{body}</main></body></html>'
        )

    def menu(self, roles: Iterable[str]) -> str:
        return "<aside>" + "".join(
            f'<div><a href="{href}">{word}</a></div>' for word, href in self.links(roles)
        ) + "</aside>"  # fmt: skip

    def home_page(self) -> str:
        return self.shell(
            self.plan.name, self.menu(self.home_menu) + self.rows("news", self.entries("news")[:3])
        )

    def rows(self, role: str, entries: list[Entry]) -> str:
        return "".join(
            f'<div class="r"><a href="{e.href}">{e.title}</a><time>{e.day:%Y.%m.%d}</time></div>'
            for e in entries
        )

    def pager(self, role: str, page: int, pages: int) -> str:
        links = [self.path(role)] + [self.turn(role, k, pages) for k in range(2, pages + 1)]
        options = "".join(
            f'<option value="{link}"{" selected" if k == page else ""}>第{k}页</option>'
            for k, link in enumerate(links, 1)
        )
        return f'<select onchange="location.href=this.value">{options}</select>'

    def article(self, title: str, day: date, inner: str) -> str:
        return self.shell(
            title, f"<h1>{title}</h1><p>时间：{self.fmt(day)} 点击次数：3104</p>{inner}"
        )

    def doc_page(self, doc: Doc) -> str:
        table = "".join(
            f"<tr><td>{label[0]}　{label[1:]}</td><td>{value}</td></tr>"
            for _, label, value in self.fields(doc)
        )
        text = "".join(f"<p>{line}</p>" for line in self.doc_text(doc))
        return self.shell(
            doc.title, f"<table>{table}</table><h1>{doc.title}</h1>{text}"
            + self.doc_links(doc, "政策解读"),
        )  # fmt: skip

    def letter_path(self, letter: Letter) -> str:
        return f"{self.path('message_board')}#{letter.number}"

    def board(self) -> None:
        blocks = ""
        for x in self.plan.letters:
            lines = [
                f"<dt>留言编号：{x.number}</dt><dt>留言标题：{x.title}</dt>",
                f"<dt>留言类型：{x.kind}</dt>",
                f"<dt>留言时间：{self.fmt(self.letter_day(x))}</dt><dt>留言内容：{x.text}</dt>",
            ]
            if x.replied:
                lines.append(
                    f"<dd>答复时间：{self.fmt(x.replied)}</dd><dd>答复内容：{x.reply}</dd>"
                )
            blocks += f"<blockquote><dl>{''.join(lines)}</dl></blockquote>"
        self.put(self.path("message_board"), self.shell(self.words["message_board"], blocks))

    def leaders(self) -> str:
        return "".join(
            f"<p>{x.name}，{x.post}。</p><p>分工情况：{x.duty}</p>" for x in self.plan.leaders
        )


class Huangtu(Skin):
    """A township: nested tables, menus of pictures with alt text, pages by query."""

    size = 5
    words: ClassVar[dict[str, str]] = {
        "news": "本镇新闻",
        "notices": "通知公告",
        "annual_reports": "信息公开年报",
        "system_rules": "信息公开制度",
        "normative_documents": "规范性文件",
        "message_board": "群众来信",
        "leaders": "领导分工",
        "information_request": "依申请公开",
        "guide": "信息公开指南",
        "platform": "政府信息公开",
        "statutory_content": "法定主动公开内容",
        "agency_profile": "",
        "interpretations": "",
    }
    labels: ClassVar[dict[str, str]] = {"number": "文号"}
    home_menu: ClassVar[tuple[str, ...]] = ("news", "notices", "platform", "message_board")
    statutory_menu: ClassVar[tuple[str, ...]] = (
        "leaders",
        "normative_documents",
        "information_request",
    )

    def path(self, role: str) -> str:
        return f"/list.asp?lm={10 + list(self.words).index(role)}"

    def turn(self, role: str, page: int, pages: int) -> str:
        return f"{self.path(role)}&p={page}"

    def item(self, role: str, n: int, day: date) -> str:
        return f"/show.asp?lm={10 + list(self.words).index(role)}&id={300 + n}"

    def shell(self, title: str, body: str, head: str = "") -> str:
        return (
            "<HTML><HEAD><META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=utf-8'>"
            f"<TITLE>{self.plan.name}</TITLE>{head}</HEAD><BODY bgcolor=#ffffff><TABLE width=760 "
            f"align=center><TR><TD><a href='{self.home}'><img src='img/banner.gif' alt='首页'></a>"
            f"</TD></TR><TR><TD><TABLE><TR><TD>{body}</TD></TR></TABLE></TD></TR></TABLE></BODY></HTML>"
        )

    def menu(self, roles: Iterable[str]) -> str:
        return "<TABLE border=0><TR>" + "".join(
            f"<TD><a href='{href}'><img src='img/m{n}.gif' alt='{word}' border=0></a></TD>"
            for n, (word, href) in enumerate(self.links(roles))
        ) + "</TR></TABLE>"  # fmt: skip

    def home_page(self) -> str:
        return self.shell(
            "首页", self.menu(self.home_menu) + self.rows("news", self.entries("news")[:4])
        )

    def rows(self, role: str, entries: list[Entry]) -> str:
        return "<TABLE width='100%'>" + "".join(
            f"<TR><TD>▪ <a href='{e.href}'>{e.title}</a> "
            f"<font color=gray>({self.fmt(e.day)})</font></TD></TR>"
            for e in entries
        ) + "</TABLE>"  # fmt: skip

    def pager(self, role: str, page: int, pages: int) -> str:
        following = (
            f"<a href='{self.turn(role, page + 1, pages)}'>下一页</a>" if page < pages else "下一页"
        )
        return f"<p align=right>第{page}页/共{pages}页 {following}</p>"

    def article(self, title: str, day: date, inner: str) -> str:
        return self.shell(title, f"<center><font size=4><b>{title}</b></font><br>发布时间："
                          f"{self.fmt(day)}</center>{inner}")  # fmt: skip

    def letter_page(self, letter: Letter) -> str:
        text = (
            f"<b>来信标题：</b>{letter.title}<br><b>来信类别：</b>{letter.kind}<br>"
            f"<b>来信日期：</b>{letter.submitted}<br><b>来信内容：</b>{letter.text}<br>"
        )
        if letter.reply:
            text += f"<hr><b>回复日期：</b>{letter.replied}<br><b>镇政府回复：</b>{letter.reply}"
        return self.shell(letter.title, f"<TABLE><TR><TD>{text}</TD></TR></TABLE>")

    def leaders(self) -> str:
        rows = "".join(
            f"<TR><TD>{x.post}</TD><TD>{x.name}</TD><TD>{x.duty}</TD></TR>"
            for x in self.plan.leaders
        )
        return f"<TABLE border=1><TR><TD>职务</TD><TD>姓名</TD><TD>分管工作</TD></TR>{rows}</TABLE>"
