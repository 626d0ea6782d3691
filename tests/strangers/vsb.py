"""A county in the manner of VSB: pages count downwards, dates [09-28] in groups of a year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import ClassVar

from tests.strangers.facts import Doc, Letter
from tests.strangers.skin import Entry, Skin

_COLUMNS = {
    "news": "xw/wmxw", "notices": "xw/tz", "policy_documents": "zfxxgk/zcwj",
    "consultations": "hd/minyizhengji", "gazette": "gb/zfgb", "annual_reports": "zfxxgk/nb",
    "system_rules": "zfxxgk/zd", "normative_documents": "zfxxgk/guifan",
    "interpretations": "zfxxgk/jiedu", "message_board": "hd/liuyan", "leaders": "zfxxgk/lingdao",
    "information_request": "zfxxgk/sq", "agency_profile": "zfxxgk/jigou", "guide": "zfxxgk/zhinan",
    "platform": "zfxxgk", "statutory_content": "zfxxgk/fading",
}  # fmt: skip


class Wumeng(Skin):
    """Metadata as ul/li pairs, leaders as cards without duties, letters as dl."""

    original = "文件原文"
    size = 9
    headings = 1
    words: ClassVar[dict[str, str]] = {
        "news": "乌濛新闻",
        "notices": "通知公示",
        "policy_documents": "政策文件",
        "consultations": "民意征集",
        "gazette": "政府公报",
        "annual_reports": "政府信息公开年度报告",
        "system_rules": "信息公开制度",
        "normative_documents": "行政规范性文件",
        "interpretations": "政策解读",
        "message_board": "网民留言",
        "leaders": "政府领导",
        "information_request": "依申请公开",
        "agency_profile": "机构设置",
        "guide": "信息公开指南",
        "platform": "政府信息公开",
        "statutory_content": "法定主动公开内容",
    }
    labels: ClassVar[dict[str, str]] = {
        "issuer": "制定机关",
        "number": "发文字号",
        "signed": "成文日期",
        "published": "公布日期",
        "effective": "施行日期",
        "validity": "文件状态",
    }
    home_menu: ClassVar[tuple[str, ...]] = (
        "platform",
        "news",
        "notices",
        "leaders",
        "consultations",
        "message_board",
    )
    statutory_menu: ClassVar[tuple[str, ...]] = (
        "agency_profile",
        "information_request",
        "normative_documents",
        "policy_documents",
        "interpretations",
        "gazette",
    )

    def path(self, role: str) -> str:
        return f"/{_COLUMNS[role]}.htm"

    def turn(self, role: str, page: int, pages: int) -> str:
        return f"/{_COLUMNS[role]}/{pages - page + 1}.htm"

    def item(self, role: str, n: int, day: date) -> str:
        return f"/info/{1030 + list(_COLUMNS).index(role)}/{61000 + n}.htm"

    def shell(self, title: str, body: str, head: str = "") -> str:
        return (
            f'<html><head><title>{title}-{self.plan.name}</title><meta charset="utf-8">{head}'
            f'</head><body><p><a href="{self.home}">首页</a> &gt; {title}</p>{body}</body></html>'
        )

    def menu(self, roles: Iterable[str]) -> str:
        return '<div class="menu">' + " | ".join(
            f'<a href="{href[1:] if href == self.path("platform") else href}">{word}</a>'
            for word, href in self.links(roles)
        ) + "</div>"  # fmt: skip

    def home_page(self) -> str:
        return self.shell(
            "首页", self.menu(self.home_menu) + self.rows("news", self.entries("news")[:4])
        )

    def rows(self, role: str, entries: list[Entry]) -> str:
        parts = []
        for year, group in groupby(entries, key=lambda e: e.day.year):
            items = "".join(
                f'<li>[{e.day:%m-%d}] <a href="{e.href}" target="_blank">{e.title}</a></li>'
                for e in group
            )
            parts.append(f'<div class="nd"><h3>{year}年</h3><ul>{items}</ul></div>')
        return "".join(parts)

    def pager(self, role: str, page: int, pages: int) -> str:
        links = f'<span class="p_t">{page}/{pages}</span>'
        if page < pages:
            following, last = self.turn(role, page + 1, pages), self.turn(role, pages, pages)
            links += f'<span class="p_next p_fun"><a href="{following}">下页</a></span>'
            links += f'<span class="p_last p_fun"><a href="{last}">尾页</a></span>'
        return f'<span class="p_pages">{links}</span>'

    def article(self, title: str, day: date, inner: str) -> str:
        return self.shell(
            title, f"<h2>{title}</h2><div>来源：县融媒　时间：{self.fmt(day)}　点击：[]</div>"
            f'<div id="vsb_content"><div class="v_news_content">{inner}</div></div>',
        )  # fmt: skip

    def section(self, numeral: str, word: str, text: str) -> str:
        return f"<p><b>{numeral}、{word}</b></p><p>{text}</p>"

    def doc_page(self, doc: Doc) -> str:
        pairs = "".join(
            f"<li><span>{label}</span><em>{value}</em></li>" for _, label, value in self.fields(doc)
        )
        text = "".join(f"<p>{line}</p>" for line in self.doc_text(doc))
        return self.shell(
            doc.title, f'<h2>{doc.title}</h2><ul class="sx">{pairs}</ul><div id="vsb_content">'
            f'<div class="v_news_content">{text}</div></div>' + self.doc_links(doc, "解读链接"),
        )  # fmt: skip

    def related(self, word: str, href: str, title: str) -> str:
        return f'<p>{word}：<a href="{href}">{title}</a></p>'

    def board(self) -> None:
        rows = "".join(
            f'<tr><td>{x.number}</td><td>{x.kind}</td><td><a href="{self.letter_path(x)}">{x.title}'
            f"</a></td><td>{x.status}</td></tr>"
            for x in self.plan.letters
        )
        head = "<tr><th>编号</th><th>类型</th><th>主题</th><th>状态</th></tr>"
        word = self.words["message_board"]
        self.put(self.path("message_board"), self.shell(word, f"<table>{head}{rows}</table>"))
        for letter in self.plan.letters:
            self.put(self.letter_path(letter), self.letter_page(letter))

    def letter_page(self, letter: Letter) -> str:
        pairs = [("留言主题", letter.title), ("留言时间", f"{letter.submitted} 21:05"),
                 ("留言内容", letter.text)]  # fmt: skip
        if letter.reply:
            pairs += [("回复单位", "县互联网信息办"), ("回复时间", f"{letter.replied} 11:20"),
                      ("回复情况", letter.reply)]  # fmt: skip
        return self.shell(letter.title, "<dl>" + "".join(
            f"<dt>{a}</dt><dd>{b}</dd>" for a, b in pairs) + "</dl>")  # fmt: skip

    def leaders(self) -> str:
        return "".join(
            f'<div class="ld"><img src="/images/{n}.jpg" alt="{x.name}"><p>{x.name}</p>'
            f"<p>{x.post}</p></div>"
            for n, x in enumerate(self.plan.leaders)
        )
