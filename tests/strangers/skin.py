"""What all looks share: which pages a portal has. How they look is the skins' affair."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tests.strangers.facts import ELEMENTS, Doc, Interp, Leader, Letter, Plan, Row
from tests.strangers.texts import BODIES, FILLER, HEADINGS

SINGLES = ("information_request", "agency_profile", "guide")
ROLES_OF_LISTS = (
    "news", "notices", "policy_documents", "consultations", "gazette", "annual_reports",
    "system_rules",
)  # fmt: skip
_CHALLENGE = (
    '<!DOCTYPE html><html><head><meta id="pQx" content="a81" r="m"><script r="m">'
    "$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=48211;$_ts.cd='qmpr';</script>"
    '<script src="/zc8Kd/x.9f2a.js" r="m"></script></head><body></body></html>'
)


@dataclass(frozen=True)
class Reply:
    """An answer of a strange server; `wait` is in seconds."""

    body: bytes
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    wait: float = 0.0


@dataclass(frozen=True)
class Entry:
    """A row of a list."""

    title: str
    href: str
    day: date
    pinned: bool = False
    doc: Doc | None = None


Dynamic = Callable[[str, dict[str, str]], Reply | None]


class Skin:
    """The pages of one portal, made by `build`. Subclasses say how they look."""

    size = 12
    encoding = "utf-8"
    kind = "text/html; charset=utf-8"
    headings = 0
    original = "原文链接"  # the word before an interpretation's link to its document
    original_first = False
    prefix = ""
    words: ClassVar[dict[str, str]]
    labels: ClassVar[dict[str, str]]
    home_menu: ClassVar[tuple[str, ...]]
    platform_menu: ClassVar[tuple[str, ...]] = (
        "guide",
        "system_rules",
        "statutory_content",
        "annual_reports",
    )
    statutory_menu: ClassVar[tuple[str, ...]] = ()

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.pages: dict[str, Reply] = {}
        self.dynamic: list[Dynamic] = []
        self.robots: list[str] = []

    # Addresses ----------------------------------------------------------------------------

    @property
    def home(self) -> str:
        return "/" + self.plan.home.split("/", 3)[3]

    def path(self, role: str) -> str:
        raise NotImplementedError

    def turn(self, role: str, page: int, pages: int) -> str:
        """Address of a further page of a list, counted from 1."""
        raise NotImplementedError

    def item(self, role: str, n: int, day: date) -> str:
        raise NotImplementedError

    def doc_path(self, doc: Doc) -> str:
        return self.item("normative_documents", doc.n, doc.published)

    def interp_path(self, item: Interp) -> str:
        return self.item("interpretations", item.n, item.published)

    def letter_path(self, letter: Letter) -> str:
        return self.item("message_board", letter.n, self.letter_day(letter))

    # Looks --------------------------------------------------------------------------------

    def fmt(self, day: date) -> str:
        return day.isoformat()

    def shell(self, title: str, body: str, head: str = "") -> str:
        raise NotImplementedError

    def rows(self, role: str, entries: list[Entry]) -> str:
        raise NotImplementedError

    def pager(self, role: str, page: int, pages: int) -> str:
        raise NotImplementedError

    def article(self, title: str, day: date, inner: str) -> str:
        raise NotImplementedError

    def doc_page(self, doc: Doc) -> str:
        raise NotImplementedError

    def letter_page(self, letter: Letter) -> str:
        raise NotImplementedError

    def menu(self, roles: Iterable[str]) -> str:
        raise NotImplementedError

    def home_page(self) -> str:
        raise NotImplementedError

    def leaders(self) -> str:
        raise NotImplementedError

    def related(self, word: str, href: str, title: str) -> str:
        return f'<div class="glxx"><h4>{word}</h4><p><a href="{href}">{title}</a></p></div>'

    # Pieces -------------------------------------------------------------------------------

    def put(self, path: str, html: str, status: int = 200, wait: float = 0.0) -> None:
        self.pages[path] = Reply(html.encode(self.encoding, "replace"), status, self.kind, wait)

    def state(self, role: str) -> str:
        return self.plan.state.get(role, "ok")

    def links(self, roles: Iterable[str]) -> list[tuple[str, str]]:
        """Word and address of each section that the portal has."""
        return [(self.words[r], self.path(r)) for r in roles if self.has(r)]

    def has(self, role: str) -> bool:
        if self.state(role) == "absent":
            return False
        if role == "normative_documents":
            return bool(self.plan.docs) or role in self.plan.lists
        if role == "interpretations":
            return bool(self.plan.interps)
        if role == "message_board":
            return bool(self.plan.letters)
        if role == "search":
            return False
        return role not in ROLES_OF_LISTS or role in self.plan.lists or role == "annual_reports"

    def fields(self, doc: Doc) -> list[tuple[str, str, str]]:
        """Key, label and shown value of the metadata, in the order of `labels`."""
        values = {
            "index": f"00{31 + doc.n}7/{doc.published:%Y%m}-{1000 + doc.n}",
            "issuer": doc.issuer,
            "number": doc.number,
            "signed": self.fmt(doc.signed),
            "published": self.fmt(doc.published),
            "validity": doc.validity,
            "abolished": self.fmt(date.fromisoformat(doc.abolished)) if doc.abolished else "暂无",
            "effective": self.fmt(doc.effective) if doc.effective else "暂无",
            "name": doc.title,
        }
        found = []
        for key, label in self.labels.items():
            shown = doc.shown.get(key, values[key])
            if shown is not None:
                found.append((key, label, shown))
        return found

    def doc_text(self, doc: Doc) -> list[str]:
        signed = f"{doc.signed.year}年{doc.signed.month}月{doc.signed.day}日"
        extra = [FILLER[(doc.n + i) % len(FILLER)] for i in range(3)]
        return ["各乡镇人民政府，各有关单位：", *extra, doc.clauses, doc.issuer, signed]

    def matched(self, doc: Doc) -> list[Interp]:
        return [item for item in self.plan.interps if item.doc == doc.n]

    def doc_links(self, doc: Doc, word: str) -> str:
        if not doc.links_interpretation:
            return ""
        return "".join(
            self.related(word, self.interp_path(item), item.title) for item in self.matched(doc)
        )

    def interp_link(self, item: Interp, word: str) -> str:
        doc = next((d for d in self.plan.docs if d.n == item.doc), None)
        if doc is None or not item.links_document:
            return ""
        return self.related(word, self.doc_path(doc), doc.title)

    def interp_inner(self, item: Interp) -> str:
        doc = next((d for d in self.plan.docs if d.n == item.doc), None)
        if doc is None:
            return (
                "<p>（来源：新华社）记者从有关部门获悉，会议听取了工作汇报。</p>"
                + f"<p>{FILLER[1]}</p>"
            )
        if item.kind == "picture":
            return f'<p><img src="/static/t{item.n}.png" alt=""></p>'
        if item.kind == "expert":
            return f"<p>（作者：某大学教授）《{doc.core}》印发后受到关注，笔者谈几点看法。</p>"
        theme = doc.core.replace(self.plan.place, "")
        parts = [f"<p>《{doc.core}》已于近日印发，现就有关内容说明如下。</p>"]
        shown = [
            (word, BODIES[i].format(theme=theme))
            for i, word in enumerate(HEADINGS[self.headings])
            if ELEMENTS[i] not in item.missing
        ]
        numerals = "一二三四五六七"
        parts += [self.section(numerals[i], word, text) for i, (word, text) in enumerate(shown)]
        parts.append(self.contact(doc, "解读联系" in item.missing))
        return "".join(parts)

    def section(self, numeral: str, word: str, text: str) -> str:
        return f"<h3>{numeral}、{word}</h3><p>{text}</p>"

    def contact(self, doc: Doc, lacking: bool) -> str:
        line = f"<p>解读机关：{doc.issuer}</p>"
        if lacking:
            return line + "<p>联系电话：0999-6230117</p>"
        return line + (
            "<p>解读人：陶令仪</p><p>联系电话：0999-6230117</p>"
            f"<p>电子邮箱：zcjd@{self.plan.key}.stranger.test</p>"
        )

    def letter_day(self, letter: Letter) -> date:
        day = letter.submitted or letter.accepted
        assert day is not None
        return day

    def profile(self) -> list[str]:
        if self.state("agency_profile") == "thin":
            return ["内容更新中，敬请期待。"]
        return [
            f"{self.plan.name}依法履行本行政区域内的经济、社会事务管理职责，内设办公室、财务室等机构。",
            "办公地址：迎宾路十八号。办公时间：工作日八时三十分至十七时三十分。联系电话：0999-6230000。",
        ]

    def request(self) -> list[str]:
        return [
            "公民、法人和其他组织可以向本机关申请获取政府信息，可当面提交、邮寄或在线填写申请表。",
            "受理机构：办公室信息科。通信地址：迎宾路十八号。联系电话：0999-6230008。",
        ]

    def guide(self) -> list[str]:
        return [
            "为便于公众获取本机关的政府信息，特编制本指南，内容包括信息分类、编排体系和获取方式。",
            "机构名称：办公室。办公地址：迎宾路十八号。办公时间：工作日。联系电话：0999-6230008。",
        ]

    # Building -----------------------------------------------------------------------------

    def entries(self, role: str) -> list[Entry]:
        if role == "normative_documents" and self.plan.docs:
            found = [
                Entry(d.title, self.doc_path(d), d.published, d.pinned, d) for d in self.plan.docs
            ]
        elif role == "interpretations":
            found = [Entry(i.title, self.interp_path(i), i.published) for i in self.plan.interps]
        elif role == "message_board":
            found = [
                Entry(x.title, self.letter_path(x), self.letter_day(x)) for x in self.plan.letters
            ]
        else:
            rows = self.plan.lists.get(role, [])
            found = [
                Entry(r.title, self.item(role, n + 1, r.day), r.day, r.pinned)
                for n, r in enumerate(rows)
            ]
        return sorted(found, key=lambda e: (not e.pinned, -e.day.toordinal(), e.href))

    def build(self) -> None:
        """Make every page."""
        self.put(self.home, self.home_page())
        self.hubs()
        for role in (*ROLES_OF_LISTS, "normative_documents", "interpretations"):
            if self.has(role):
                self._list(role)
        for role, lines in (
            ("information_request", self.request()),
            ("agency_profile", self.profile()),
            ("guide", self.guide()),
        ):
            if self.state(role) == "500":
                self.put(self.path(role), "<h1>500 Internal Server Error</h1>", 500)
            elif self.has(role) and self.path(role).startswith(self.prefix):
                inner = "".join(f"<p>{line}</p>" for line in lines)
                self.put(self.path(role), self.single(role, inner))
        if self.plan.letters:
            self.board()
        self.put(self.path("leaders"), self.shell(self.words["leaders"], self.leaders()))
        self._details()

    def hubs(self) -> None:
        """The platform and what it leads to."""
        self.put(
            self.path("platform"),
            self.shell(self.words["platform"], self.menu(self.platform_menu)),
        )
        if self.has("statutory_content"):
            self.put(
                self.path("statutory_content"),
                self.shell(self.words["statutory_content"], self.menu(self.statutory_menu)),
            )

    def single(self, role: str, inner: str) -> str:
        return self.shell(self.words[role], f"<div><h2>{self.words[role]}</h2>{inner}</div>")

    def _list(self, role: str) -> None:
        state = self.state(role)
        word = self.words[role]
        path = self.path(role)
        if state == "login":
            form = (
                '<form action="/uc/login" method="post"><p>您尚未登录，请登录后查看</p>用户名'
                '<input name="user">密码<input type="password" name="pass"></form>'
            )
            self.put(path, self.shell("用户登录", form))
            return
        if state == "script":
            body = '<div id="app"></div><script src="/static/bundle.4f1c.js"></script>'
            self.put(path, self.shell(word, body))
            return
        if state == "robots":
            self.robots.append(path.rsplit("/", 1)[0] + "/")
        entries = [] if state == "empty" else self.entries(role)
        self.lay_list(role, entries)

    def lay_list(self, role: str, entries: list[Entry]) -> None:
        """Put the pages of a list. Portals that turn pages by calls override this."""
        pages = max(1, -(-len(entries) // self.size))
        for page in range(1, pages + 1):
            chunk = entries[(page - 1) * self.size : page * self.size]
            inner = self.rows(role, chunk) + (self.pager(role, page, pages) if pages > 1 else "")
            path = self.path(role) if page == 1 else self.turn(role, page, pages)
            self.put(path, self.shell(self.words[role], inner))

    def board(self) -> None:
        """The message board: a list with a page for each letter."""
        self.lay_list("message_board", self.entries("message_board"))
        for letter in self.plan.letters:
            self.put(self.letter_path(letter), self.letter_page(letter))

    def _details(self) -> None:
        for role in (*ROLES_OF_LISTS, "normative_documents"):
            rows: list[Row] = self.plan.lists.get(role, [])
            if self.state(role) in ("absent", "empty", "script", "login"):
                continue
            for n, row in enumerate(rows):
                page = self.article(row.title, row.day, f"<p>{row.body}</p>")
                self.put(self.item(role, n + 1, row.day), page)
        for item in self.plan.interps:
            if item.broken:
                self.put(self.interp_path(item), "<h1>500 Internal Server Error</h1>", 500)
            else:
                self.put(self.interp_path(item), self.interp_page(item))
        for doc in self.plan.docs:
            self._doc(doc)

    def interp_page(self, item: Interp) -> str:
        inner, link = self.interp_inner(item), self.interp_link(item, self.original)
        both = link + inner if self.original_first else inner + link
        return self.article(item.title, item.published, both)

    def _doc(self, doc: Doc) -> None:
        path = self.doc_path(doc)
        if doc.broken == "500":
            self.put(path, "<h1>500 Internal Server Error</h1>", 500)
        elif doc.broken == "challenge":
            self.put(path, _CHALLENGE, 412)
        elif doc.broken == "soft404":
            lost = "<h2>抱歉，您访问的页面不存在或已被删除</h2><p>5秒后返回首页</p>"
            self.put(path, self.shell("页面不存在", lost))
        else:
            self.put(path, self.doc_page(doc), 200, 90.0 if doc.broken == "timeout" else 0.0)

    def duty(self, leader: Leader) -> str:
        return leader.duty
