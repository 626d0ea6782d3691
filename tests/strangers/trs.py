"""Two portals in the manner of TRS WCM: static folders, createPageHTML, a JSON list."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from tests.strangers.facts import Doc, Letter
from tests.strangers.skin import Entry, Reply, Skin


class Tongshui(Skin):
    """A county: cards with split dates, metadata as dl and PubDate meta, letters in two tables."""

    original = "相关文件"
    original_first = True
    size = 8
    headings = 0
    folders: ClassVar[dict[str, str]] = {
        "news": "xwdt/tsyw",
        "notices": "xwdt/gsgg",
        "policy_documents": "xxgk/qtzcwj",
        "consultations": "hdjl/yjzj",
        "gazette": "xxgk/gb",
        "annual_reports": "xxgk/ndbg",
        "system_rules": "xxgk/zd",
        "normative_documents": "xxgk/fdgk/xzgfxwj",
        "interpretations": "xxgk/jd",
        "message_board": "hdjl/xjgk",
        "leaders": "xxgk/fdgk/ldjj",
        "information_request": "ysq",
        "agency_profile": "xxgk/fdgk/jgjj",
        "guide": "xxgk/zn",
        "platform": "xxgk",
        "statutory_content": "xxgk/fdgk",
    }
    words: ClassVar[dict[str, str]] = {
        "news": "桐水要闻",
        "notices": "公示公告",
        "policy_documents": "政策文件",
        "consultations": "意见征集",
        "gazette": "县政府公报",
        "annual_reports": "信息公开年报",
        "system_rules": "政府信息公开制度",
        "normative_documents": "规范性文件",
        "interpretations": "政策解读",
        "message_board": "信件公开",
        "leaders": "领导简介及分工",
        "information_request": "依申请公开",
        "agency_profile": "机构简介",
        "guide": "政府信息公开指南",
        "platform": "政府信息公开专栏",
        "statutory_content": "法定主动公开内容",
    }
    labels: ClassVar[dict[str, str]] = {
        "index": "索 引 号",
        "issuer": "发文机关",
        "number": "文号",
        "signed": "成文日期",
        "validity": "有效性",
        "abolished": "废止日期",
    }
    home_menu: ClassVar[tuple[str, ...]] = (
        "news",
        "notices",
        "platform",
        "consultations",
        "message_board",
    )
    platform_menu: ClassVar[tuple[str, ...]] = (
        "guide",
        "system_rules",
        "statutory_content",
        "annual_reports",
        "information_request",
        "interpretations",
        "gazette",
    )
    statutory_menu: ClassVar[tuple[str, ...]] = (
        "agency_profile",
        "leaders",
        "normative_documents",
        "policy_documents",
    )

    def path(self, role: str) -> str:
        return f"/{self.folders[role]}/"

    def turn(self, role: str, page: int, pages: int) -> str:
        return f"{self.path(role)}index_{page - 1}.html"

    def item(self, role: str, n: int, day: date) -> str:
        return f"{self.path(role)}{day:%Y%m}/t{day:%Y%m%d}_{2960000 + n * 13}.html"

    def shell(self, title: str, body: str, head: str = "") -> str:
        return (
            f"<!doctype html><html lang=zh><head><meta charset=UTF-8><title>{title}</title>{head}"
            f'</head><body><header><a href="{self.home}"><img src="/images/logo.png" alt="'
            f'{self.plan.name}"></a></header><section>{body}</section></body></html>'
        )

    def menu(self, roles: Iterable[str]) -> str:
        return "<nav>" + "".join(
            f'<span><a href="{href}">{word}</a></span>' for word, href in self.links(roles)
        ) + "</nav>"  # fmt: skip

    def home_page(self) -> str:
        bureau = '<div>部门公开：<a href="/bm/jyj/">县教育局</a></div>'
        body = self.rows("news", self.entries("news")[:5]) + bureau
        return self.shell(self.plan.name, self.menu(self.home_menu) + body)

    def rows(self, role: str, entries: list[Entry]) -> str:
        # The news stand on the home page too, where ./ would lead elsewhere.
        base = "" if role == "news" else self.path(role)
        return "".join(
            f'<div class="item"><div class="rq"><b>{e.day:%d}</b><i>{e.day:%Y-%m}</i></div>'
            f'<div class="wz"><h4><a href="{"./" if base else ""}{e.href[len(base) :]}">'
            f"{e.title}</a></h4></div></div>"
            for e in entries
        )

    def pager(self, role: str, page: int, pages: int) -> str:
        return (
            f'<div class="fy"><script>var currentPage={page - 1};var countPage={pages};\n'
            f'createPageHTML({pages}, {page - 1}, "index", "html");</script></div>'
        )

    def article(self, title: str, day: date, inner: str) -> str:
        head = (
            f'<meta name="PubDate" content="{day} 10:12">'
            f'<meta name="ArticleTitle" content="{title}">'
        )
        return self.shell(
            title, f"<h1>{title}</h1><p class=article_time>时间：{self.fmt(day)}</p>"
            f"<div class=TRS_Editor>{inner}</div>", head,
        )  # fmt: skip

    def doc_page(self, doc: Doc) -> str:
        pairs = "".join(
            f"<dt>{label}：</dt><dd>{value}</dd>" for _, label, value in self.fields(doc)
        )
        head = f'<meta name="ArticleTitle" content="{doc.title}">'
        if "published" not in doc.shown:
            head += f'<meta name="PubDate" content="{doc.published} 09:30">'
        text = "".join(f"<p>{line}</p>" for line in self.doc_text(doc))
        return self.shell(
            doc.title, f"<dl class=wjxx>{pairs}</dl><h1>{doc.title}</h1>"
            f"<div class=TRS_Editor>{text}</div>{self.doc_links(doc, '相关解读')}", head,
        )  # fmt: skip

    def letter_page(self, letter: Letter) -> str:
        first = [("信件标题", letter.title), ("信件类别", letter.kind),
                 ("提交时间", str(letter.submitted)), ("内容", letter.text)]  # fmt: skip
        tables = "<table class=xj>" + "".join(
            f"<tr><th>{a}</th><td>{b}</td></tr>" for a, b in first
        ) + "</table>"  # fmt: skip
        if letter.reply:
            second = [("答复部门", "县信息中心"), ("答复日期", str(letter.replied)),
                      ("答复意见", letter.reply)]  # fmt: skip
            tables += "<table class=hf>" + "".join(
                f"<tr><th>{a}</th><td>{b}</td></tr>" for a, b in second
            ) + "</table>"  # fmt: skip
        return self.shell(letter.title, tables)

    def leaders(self) -> str:
        names = "".join(
            f'<li onclick="show({n})">{x.name}<small>{x.post}</small></li>'
            for n, x in enumerate(self.plan.leaders)
        )
        boxes = "".join(
            f'<div id="ld{n}" style="display:none"><h3>{x.post}：{x.name}</h3>'
            f"<p>工作分工：{x.duty}</p></div>"
            for n, x in enumerate(self.plan.leaders)
        )
        return f"<ul class=names>{names}</ul>{boxes}<script>function show(n){{}}</script>"


class Jiaoyu(Tongshui):
    """A bureau, a guest under /bm/jyj/: documents in a JSON list, kinds of letters by column."""

    original = "对应文件"
    original_first = False
    headings = 1
    prefix = "/bm/jyj"
    folders: ClassVar[dict[str, str]] = {
        "notices": "tzgg",
        "annual_reports": "xxgk/nb",
        "system_rules": "xxgk/gkzd",
        "normative_documents": "xxgk/wj",
        "interpretations": "xxgk/wjjd",
        "message_board": "hd",
        "leaders": "xxgk/ld",
        "agency_profile": "xxgk/zn",
        "guide": "xxgk/gkzn",
        "platform": "xxgk",
        "statutory_content": "xxgk/zdgk",
    }
    words: ClassVar[dict[str, str]] = {
        "notices": "教育公告",
        "annual_reports": "年报",
        "system_rules": "制度",
        "normative_documents": "教育局规范性文件",
        "interpretations": "教育政策解读",
        "message_board": "互动",
        "leaders": "局领导",
        "information_request": "依申请公开",
        "agency_profile": "职能职责",
        "guide": "指南",
        "platform": "政府信息公开",
        "statutory_content": "法定主动公开",
    }
    labels: ClassVar[dict[str, str]] = {
        "number": "发文字号",
        "signed": "发文日期",
        "published": "发布日期",
        "validity": "效力状态",
        "issuer": "发文单位",
    }
    home_menu: ClassVar[tuple[str, ...]] = ("notices", "platform", "message_board")
    platform_menu: ClassVar[tuple[str, ...]] = (
        "guide",
        "system_rules",
        "statutory_content",
        "annual_reports",
        "information_request",
    )
    statutory_menu: ClassVar[tuple[str, ...]] = (
        "agency_profile",
        "leaders",
        "normative_documents",
        "interpretations",
    )

    def path(self, role: str) -> str:
        if role == "information_request":
            return "/ysq/"
        return f"{self.prefix}/{self.folders[role]}/"

    def home_page(self) -> str:
        return self.shell(self.plan.name, self.menu(self.home_menu))

    def rows(self, role: str, entries: list[Entry]) -> str:
        return "<dl>" + "".join(
            f'<dt><a href="{e.href}">{e.title}</a></dt><dd>{e.day.year}年{e.day.month}月'
            f"{e.day.day}日</dd>"
            for e in entries
        ) + "</dl>"  # fmt: skip

    def lay_list(self, role: str, entries: list[Entry]) -> None:
        if role != "normative_documents":
            super().lay_list(role, entries)
            return
        base = self.path(role)
        data = [
            {
                "IdxID": str(n), "FILENAME": e.title, "URL": "./" + e.href[len(base) :],
                "FILENUM": e.doc.shown.get("number", e.doc.number) or "",
                "PUBLISHER": e.doc.issuer, "PUBDATE": f"{e.doc.signed}",
                "DOCRELTIME": f"{e.doc.published} 09:00:00", "EFFECTIVESTATE": e.doc.validity,
            }
            for n, e in enumerate(entries)
            if e.doc
        ]  # fmt: skip
        self.pages[base + "wjk.json"] = Reply(
            json.dumps(data, ensure_ascii=False).encode(), 200, "application/json"
        )
        body = (
            '<ul id="wj"></ul><script>$.getJSON("./wjk.json", function(d){ render("#wj", d); });'
            "</script>"
        )
        self.put(base, self.shell(self.words[role], body))

    def board(self) -> None:
        base = self.path("message_board")
        complaint = ("投诉", "举报")
        links = ""
        for folder, word, wanted in (("ywzx", "业务咨询", False), ("tsjb", "投诉举报", True)):
            letters = [x for x in self.plan.letters if (x.kind in complaint) == wanted]
            entries = [Entry(x.title, self.letter_path(x), self.letter_day(x)) for x in letters]
            self.put(f"{base}{folder}/", self.shell(word, self.rows("message_board", entries)))
            links += f'<p><a href="{base}{folder}/">{word}</a></p>'
        self.put(base, self.shell(self.words["message_board"], links))
        for x in self.plan.letters:
            answer = f"<p>回复时间：{x.replied}</p><p>回复内容：{x.reply}</p>" if x.reply else ""
            self.put(self.letter_path(x), self.shell(x.title, (
                f"<h1>{x.title}</h1><p>咨询时间：{x.submitted}</p><p>咨询内容：{x.text}</p>{answer}"
            )))  # fmt: skip

    def letter_path(self, letter: Letter) -> str:
        folder = "tsjb" if letter.kind in ("投诉", "举报") else "ywzx"
        base = self.path("message_board")
        return f"{base}{folder}/t{self.letter_day(letter):%Y%m%d}_{letter.n}.html"

    def doc_page(self, doc: Doc) -> str:
        pairs = "".join(
            f"<p><strong>{label[:2]}</strong><strong>{label[2:]}：</strong>{value}</p>"
            for _, label, value in self.fields(doc)
        )
        text = "".join(f"<p>{line}</p>" for line in self.doc_text(doc))
        return self.shell(
            doc.title, f"<div class=box>{pairs}</div><h1>{doc.title}</h1>"
            f"<div class=TRS_UEDITOR>{text}</div>{self.doc_links(doc, '【解读】')}",
        )  # fmt: skip

    def leaders(self) -> str:
        return "<dl>" + "".join(
            f"<dt>{x.name}　{x.post}</dt><dd>{x.duty}</dd>" for x in self.plan.leaders
        ) + "</dl>"  # fmt: skip
