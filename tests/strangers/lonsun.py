"""Two portals in the manner of Lonsun EX8: lists turned by label calls."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from tests.strangers.facts import Doc, Letter
from tests.strangers.skin import Entry, Reply, Skin

_IDS = (
    "news", "notices", "policy_documents", "consultations", "gazette", "annual_reports",
    "system_rules", "normative_documents", "interpretations", "message_board", "leaders",
    "information_request", "agency_profile", "guide", "platform", "statutory_content",
)  # fmt: skip
_DISCLOSURE = (
    "policy_documents", "annual_reports", "system_rules", "normative_documents",
    "interpretations", "gazette",
)  # fmt: skip


class Qinghe(Skin):
    """A city under /openness; disclosure lists by POST, ordinary ones by ?pageIndex=."""

    size = 15
    root = "/openness"
    organ = 8120031
    verb = "POST"
    words: ClassVar[dict[str, str]] = {
        "news": "清禾要闻",
        "notices": "公示公告",
        "policy_documents": "市级政策文件",
        "consultations": "意见征集",
        "gazette": "市政府公报",
        "annual_reports": "信息公开年度报告",
        "system_rules": "信息公开制度",
        "normative_documents": "行政规范性文件",
        "interpretations": "政策解读",
        "message_board": "市长信箱",
        "leaders": "领导之窗",
        "information_request": "依申请公开",
        "agency_profile": "机构职能",
        "guide": "信息公开指南",
        "platform": "政府信息公开",
        "statutory_content": "法定主动公开内容",
    }
    labels: ClassVar[dict[str, str]] = {
        "index": "索引号",
        "issuer": "发布机构",
        "signed": "成文日期",
        "published": "发布日期",
        "number": "发文字号",
        "validity": "有效性",
        "effective": "生效时间",
        "abolished": "废止时间",
        "name": "名称",
    }
    home_menu: ClassVar[tuple[str, ...]] = (
        "news",
        "notices",
        "platform",
        "interpretations",
        "consultations",
        "message_board",
    )
    platform_menu: ClassVar[tuple[str, ...]] = (
        "guide",
        "system_rules",
        "statutory_content",
        "annual_reports",
        "information_request",
    )
    statutory_menu: ClassVar[tuple[str, ...]] = (
        "leaders",
        "agency_profile",
        "normative_documents",
        "policy_documents",
        "gazette",
    )

    def cat(self, role: str) -> int:
        return 4410200 + 37 * _IDS.index(role)

    def path(self, role: str) -> str:
        if role in _DISCLOSURE:
            return (
                f"{self.root}/public/column/{self.organ}?type=4&catId={self.cat(role)}&action=list"
            )
        if role == "leaders":
            return f"{self.root}/ldzc/index.html"
        return f"{self.root}/content/column/{self.cat(role)}"

    def turn(self, role: str, page: int, pages: int) -> str:
        return f"{self.path(role)}?pageIndex={page}" if page > 1 else self.path(role)

    def item(self, role: str, n: int, day: date) -> str:
        serial = 52000000 + self.cat(role) % 10000 * 100 + n
        if role in _DISCLOSURE:
            return f"{self.root}/public/{self.organ}/{serial}.html"
        return f"{self.root}/{role[:2]}zx/{serial}.html"

    def shell(self, title: str, body: str, head: str = "") -> str:
        return (
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_{self.plan.name}'
            f'</title><meta name="SiteName" content="{self.plan.name}">{head}</head><body>'
            f'<div class="top"><a href="{self.home}">首页</a></div><div class="wp">{body}</div>'
            '<div class="foot">网站标识码：9911000012</div></body></html>'
        )

    def menu(self, roles: Iterable[str]) -> str:
        inner = "".join(
            f'<li><a href="{href.replace("&", "&amp;")}" title="{word}">{word}</a></li>'
            for word, href in self.links(roles)
        )
        return f'<ul class="nav clearfix">{inner}</ul>'

    def home_page(self) -> str:
        return self.shell(
            "首页", self.menu(self.home_menu) + self.rows("news", self.entries("news")[:6])
        )

    def rows(self, role: str, entries: list[Entry]) -> str:
        if role in _DISCLOSURE:
            return '<div class="xxgk_navli">' + "".join(
                f'<ul><li class="t"><a href="{e.href}" title="{e.title}">{e.title}</a></li>'
                f'<li class="r">{self.fmt(e.day)}</li></ul>'
                for e in entries
            ) + "</div>"  # fmt: skip
        return '<ul class="doc_list">' + "".join(
            f'<li><a href="{e.href}">{"【置顶】" if e.pinned else ""}{e.title}</a>'
            f'<span class="right date">{self.fmt(e.day)}</span></li>'
            for e in entries
        ) + "</ul>"  # fmt: skip

    def pager(self, role: str, page: int, pages: int) -> str:
        links = "".join(
            f'<a paged="{k}" href="{self.turn(role, k, pages)}">{k}</a>'
            for k in range(1, pages + 1)
        )
        return f'<div class="page">{links}</div>'

    def lay_list(self, role: str, entries: list[Entry]) -> None:
        if role not in _DISCLOSURE:
            super().lay_list(role, entries)
            return
        pages = max(1, -(-len(entries) // self.size))
        first = self.rows(role, entries[: self.size])
        script = f"""<div id="page_public_info"></div><script>
$(function(){{ Ls.pagination("#page_public_info", function(pageIndex){{
 $.ajax({{ url: "{self.root}/site/label/8888", type: "{self.verb}", data: {{
  labelName: "publicInfoList", siteId: "6788801", organId: "{self.organ}", type: 4,
  catIds: "{self.cat(role)}", pageSize: {self.size}, pageIndex: pageIndex, isDate: true,
  dateFormat: "yyyy-MM-dd", file: "/s/publicInfoList_newest" }},
  success: function(html){{ $("#xxlist").html(html); }} }});
 }}, {{ currPage: 1, pageCount: {pages}, total: {len(entries)}, pageSize: {self.size} }}); }});
</script>"""
        self.put(self.path(role), self.shell(
            self.words[role], f'<div id="xxlist">{first}</div>' + (script if pages > 1 else "")
        ))  # fmt: skip
        wanted = str(self.cat(role))

        def call(path: str, params: dict[str, str]) -> Reply | None:
            if path != f"{self.root}/site/label/8888" or wanted not in (
                params.get("catIds"), params.get("catId"),
            ):  # fmt: skip
                return None
            page = int(params.get("pageIndex") or 1)
            chunk = entries[(page - 1) * self.size : page * self.size]
            return Reply(self.rows(role, chunk).encode())

        self.dynamic.append(call)

    def article(self, title: str, day: date, inner: str) -> str:
        head = f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day}">'
        return self.shell(
            title,
            f'<h1 class="wztit">{title}</h1><div class="wzfbxx">发布时间：{self.fmt(day)} 08:30　'
            f'来源：{self.plan.name}办公室</div><div class="j-fontContent">{inner}</div>',
            head,
        )

    def doc_page(self, doc: Doc) -> str:
        cells = [f"<th>{label}：</th><td>{value}</td>" for _, label, value in self.fields(doc)]
        if len(cells) % 2:
            cells.append("<th></th><td></td>")
        table = "".join(f"<tr>{a}{b}</tr>" for a, b in zip(cells[::2], cells[1::2], strict=True))
        text = "".join(f"<p>{line}</p>" for line in self.doc_text(doc))
        return self.shell(
            doc.title,
            f'<table class="table_suoyin">{table}</table><h1>{doc.title}</h1>'
            f'<div id="zoom">{text}</div>' + self.doc_links(doc, "相关解读"),
        )

    def letter_page(self, letter: Letter) -> str:
        pairs = [
            ("信件编号", letter.number), ("信件类型", letter.kind),
            ("来信时间", f"{letter.submitted} 09:14:02"), ("来信内容", letter.text),
            ("办理状态", letter.status),
        ]  # fmt: skip
        if letter.reply:
            pairs += [("答复单位", f"{self.plan.place}政府热线办"),
                      ("答复时间", f"{letter.replied} 16:40:11"),
                      ("答复内容", letter.reply)]  # fmt: skip
        table = "".join(f"<tr><td>{a}</td><td class='nr'>{b}</td></tr>" for a, b in pairs)
        return self.shell(letter.title, f'<h1 class="mesgtitle">{letter.title}</h1>'
                          f'<table class="liuyan">{table}</table>')  # fmt: skip

    def leaders(self) -> str:
        names = []
        for n, leader in enumerate(self.plan.leaders):
            path = f"{self.path('leaders')}?liId={9100 + n}"
            names.append(f'<li><a href="{path}">{leader.name}</a> {leader.post}</li>')
            self.put(path, self.shell(leader.name, (
                f"<h2>{leader.post} {leader.name}</h2><h3>工作分工</h3><p>{leader.duty}</p>"
            )))  # fmt: skip
        return f'<ul class="ldlist">{"".join(names)}</ul>'


class Yuanbei(Qinghe):
    """A county: label call by GET, tables with a header row, letters inline on the board."""

    original = "政策原文"
    original_first = True
    size = 10
    root = ""
    organ = 6650177
    verb = "GET"
    headings = 1
    words: ClassVar[dict[str, str]] = {
        "news": "今日沅北",
        "notices": "通知公告",
        "policy_documents": "其他文件",
        "consultations": "民意征集",
        "gazette": "政府公报",
        "annual_reports": "公开年报",
        "system_rules": "公开制度",
        "normative_documents": "规范性文件库",
        "interpretations": "解读回应",
        "message_board": "百姓留言",
        "leaders": "县政府领导",
        "information_request": "申请公开",
        "agency_profile": "单位概况",
        "guide": "公开指南",
        "platform": "信息公开平台",
        "statutory_content": "主动公开目录",
    }
    labels: ClassVar[dict[str, str]] = {
        "name": "标　　题",
        "number": "文　　号",
        "signed": "生成日期",
        "issuer": "制发机关",
        "published": "发布时间",
        "validity": "有 效 性",
        "abolished": "废止日期",
    }
    home_menu: ClassVar[tuple[str, ...]] = (
        "news",
        "notices",
        "platform",
        "leaders",
        "message_board",
        "consultations",
    )
    statutory_menu: ClassVar[tuple[str, ...]] = (
        "normative_documents",
        "policy_documents",
        "interpretations",
        "agency_profile",
        "information_request",
    )

    def menu(self, roles: Iterable[str]) -> str:
        return '<div class="fl">' + "".join(
            f'<div class="lm"><a href="{href.replace("&", "&amp;")}"><i></i>'
            f"<em>{word}</em></a></div>"
            for word, href in self.links(roles)
        ) + "</div>"  # fmt: skip

    def rows(self, role: str, entries: list[Entry]) -> str:
        body = "".join(
            f'<tr><td>{n + 1}</td><td><a href="{e.href}">{e.title}</a></td>'
            f"<td>{self.fmt(e.day)}</td></tr>"
            for n, e in enumerate(entries)
        )
        return f"<table><tr><th>序号</th><th>信息名称</th><th>公开日期</th></tr>{body}</table>"

    def doc_page(self, doc: Doc) -> str:
        table = "".join(
            f"<tr><td><b>{label}</b></td><td>{value}</td></tr>"
            for _, label, value in self.fields(doc)
        )
        text = "".join(f"<p>{line}</p>" for line in self.doc_text(doc))
        link = self.doc_links(doc, "政策解读")
        return self.shell(
            doc.title, f'<h2>{doc.title}</h2><table class="xx">{table}</table>'
            f'<div class="wzcon">{text}</div>{link}',
        )  # fmt: skip

    def letter_path(self, letter: Letter) -> str:
        return f"{self.path('message_board')}#{letter.number}"

    def board(self) -> None:
        cards = []
        for letter in self.plan.letters:
            answer = ""
            if letter.reply:
                answer = (
                    f'<div class="hf"><p>回复单位：县热线中心　回复日期：{letter.replied}</p>'
                    f"<p>回复内容：{letter.reply}</p></div>"
                )
            cards.append(
                f'<div class="lycard"><h4>{letter.title}</h4><p>编号：{letter.number}　'
                f"诉求类别：{letter.kind}　留言日期：{letter.submitted}</p>"
                f"<p>留言内容：{letter.text}</p>{answer}</div>"
            )
        self.put(self.path("message_board"),
                 self.shell(self.words["message_board"], "".join(cards)))  # fmt: skip

    def leaders(self) -> str:
        return "".join(
            f'<div class="card"><img src="/static/p{n}.jpg" alt=""><h3>{x.name}</h3>'
            f"<h5>{x.post}</h5><p>分工：{x.duty}</p></div>"
            for n, x in enumerate(self.plan.leaders)
        )
