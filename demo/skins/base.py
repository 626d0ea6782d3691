"""What all skins share: walking a unit, turning facts into shown words, joining pages."""

from __future__ import annotations

import html
import re
import zlib
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any, ClassVar

from demo.content.filed import FILED, ending_of, filed
from demo.content.files import FileFacts, bytes_of
from demo.content.model import Block, Column, DocFacts, InterpFacts, Item, LetterFacts, Ref, Unit
from demo.content.words import numeral
from demo.skins.page import Call, Page, condition_page
from demo.skins.weight import outside_links, outside_options, script, style

HUBS = {
    "xwzx": "新闻中心",
    "hdjl": "互动交流",
    "zwgk": "政务公开",
    "zmhd": "政民互动",
    "ztzl": "专题专栏",
}

_GLOSSES = {
    "發": "fā", "機": "jī", "構": "gòu", "號": "hào", "關": "guān", "於": "yú", "進": "jìn",
    "無": "wú", "時": "shí", "間": "jiān", "實": "shí",
    "務": "wù", "開": "kāi", "貫": "guàn", "編": "biān",
}  # fmt: skip


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("s2t")


def rewrite(text: str, script_name: str) -> str:
    """The text in traditional script, with pinyin glosses as a converter leaves them."""
    if not script_name:
        return text
    text = _converter().convert(text)
    if script_name == "pinyin":
        text = re.sub("|".join(_GLOSSES), lambda m: f"{m.group()}({_GLOSSES[m.group()]})", text)
    return text


def ident(key: str) -> int:
    """A content number as a system hands them out."""
    return 10_000_000 + zlib.crc32(key.encode()) % 80_000_000


def esc(text: str) -> str:
    return html.escape(text, quote=True)


@dataclass
class Rendered:
    """What a skin has made of a unit: pages and calls by path, and where everything stands.

    `dead` are files that pages offer and that nobody gets.
    """

    pages: dict[str, Page] = field(default_factory=dict)
    calls: dict[str, list[Call]] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    robots: list[str] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)


class Skin(ABC):
    """One family's templates over one unit."""

    per_page: ClassVar[int] = 20
    dropdown: ClassVar[bool] = False
    charset: ClassVar[str] = "utf-8"
    content_type: str = "text/html; charset=utf-8"
    rules: ClassVar[int] = 92
    functions: ClassVar[int] = 36

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.out = Rendered()
        self.head_style = style(unit.host + unit.id, self.rules)
        self.head_script = script(unit.host + unit.id, self.functions)
        self.options = outside_options()
        self.outside = outside_links()
        self.hotlines = f"<p>{unit.hotlines}</p>" if unit.hotlines else ""
        for column in unit.columns:
            self.out.columns[column.key] = column.path or self.column_path(column)
            for item in column.items:
                path = self.item_path(column, item)
                self.out.items[item.key] = path
                if item.leaves:
                    folder, name = path.partition("?")[0].rpartition("/")[0], ident(item.key)
                    file = f"{folder}/W0{name}.{ending_of(item.leaves)}"
                    self.out.items[item.key + FILED] = file

    # addresses

    @abstractmethod
    def column_path(self, column: Column) -> str: ...

    @abstractmethod
    def item_path(self, column: Column, item: Item) -> str: ...

    @abstractmethod
    def hub_path(self, key: str) -> str: ...

    def href(self, column: Column) -> str:
        return column.outside or self.out.columns[column.key]

    # templates

    @abstractmethod
    def frame(
        self, title: str, inner: str, trail: Sequence[tuple[str, str]], metas: str = ""
    ) -> str: ...

    @abstractmethod
    def put_list(self, column: Column, rows: Sequence[Item]) -> None: ...

    @abstractmethod
    def document(self, column: Column, item: Item, facts: DocFacts) -> tuple[str, str]: ...

    @abstractmethod
    def article(self, column: Column, item: Item) -> tuple[str, str]: ...

    @abstractmethod
    def put_board(self, column: Column) -> None: ...

    @abstractmethod
    def put_leaders(self, column: Column) -> None: ...

    @abstractmethod
    def put_single(self, column: Column) -> None: ...

    @abstractmethod
    def put_platform(self, column: Column) -> None: ...

    @abstractmethod
    def put_home(self) -> None: ...

    # walking

    def render(self) -> Rendered:
        """Every page of the unit."""
        for column in self.unit.columns:
            if column.condition == "robots":
                self.out.robots.append(self.robots_rule(column))
            if column.outside:
                continue
            if column.condition in ("challenge", "soft404", "error"):
                self.store(self.href(column), self.condition(column.condition, column.key))
                continue
            if column.shape in ("list", "empty", "statement"):
                self.put_list(column, column.items)
                self.put_items(column)
            elif column.shape == "board":
                self.put_board(column)
            elif column.shape == "leaders":
                self.put_leaders(column)
            elif column.shape == "single":
                self.put_single(column)
            else:
                self.put_platform(column)
        for key in self.hubs():
            self.put_hub(key)
        self.put_home()
        return self.out

    def robots_rule(self, column: Column) -> str:
        return self.href(column)

    def condition(self, name: str, key: str) -> Page:
        return condition_page(
            name, lambda title, inner: self.encode(self.frame(title, inner, ())), ident(key)
        )

    def put_items(self, column: Column) -> None:
        for item in column.items:
            path = self.out.items[item.key]
            if item.condition in ("challenge", "soft404", "error"):
                self.store(path, self.condition(item.condition, item.key))
                continue
            if item.condition == "robots":
                self.out.robots.append(path)
            if item.leaves:
                item = self.cover(item)
            if isinstance(item.facts, DocFacts):
                metas, inner = self.document(column, item, item.facts)
                self.put_files(item, item.facts)
            else:
                metas, inner = self.article(column, item)
            inner = rewrite(inner, item.script)
            self.put(path, rewrite(item.title, item.script), inner, self.trail(column), metas)

    def cover(self, item: Item) -> Item:
        """The item as a page that leaves its text to a file, which is stored."""
        path = self.out.items[item.key + FILED]
        body = filed(item.leaves, item.title, item.blocks)
        self.store(path, Page(body, content_type="application/octet-stream"))
        name = f"{item.title}.{ending_of(item.leaves)}"
        blocks = (Block("p", "现予公布，内容见附件。"), Block("offer", f"{path}|{name}"))
        return replace(item, blocks=blocks)

    def hubs(self) -> list[str]:
        found: list[str] = []
        for column in self.unit.columns:
            kind, _, key = column.menu.partition(":")
            if kind == "hub" and key not in found:
                found.append(key)
        return found

    def hub_columns(self, key: str) -> list[Column]:
        return [column for column in self.unit.columns if column.menu == f"hub:{key}"]

    def put_hub(self, key: str) -> None:
        boxes = "".join(self.box(column, 6) for column in self.hub_columns(key))
        self.put(self.hub_path(key), HUBS[key], boxes, ((HUBS[key], self.hub_path(key)),))

    @abstractmethod
    def box(self, column: Column, count: int) -> str:
        """A box with the newest rows of a column and a link to more."""

    def trail(self, column: Column) -> list[tuple[str, str]]:
        trail: list[tuple[str, str]] = []
        kind, _, key = column.menu.partition(":")
        if kind == "hub":
            trail.append((HUBS[key], self.hub_path(key)))
        platform = self.unit.by_role("platform")
        if kind == "platform" and platform is not None:
            trail.append((platform.title, self.href(platform)))
        trail.append((column.title, self.href(column)))
        return trail

    def menu(self) -> list[tuple[str, str, list[Column]]]:
        """The main menu: label, address, columns below it."""
        platform = self.unit.by_role("platform")
        entries: list[tuple[str, str, list[Column]]] = [("首页", self.unit.home, [])]
        for column in self.unit.columns:
            if column.menu == "top":
                below = self.platform_columns() if column is platform else []
                entries.append((column.title, self.href(column), below))
        for key in self.hubs():
            entries.append((HUBS[key], self.hub_path(key), self.hub_columns(key)))
        return entries

    def platform_columns(self) -> list[Column]:
        return [column for column in self.unit.columns if column.menu == "platform"]

    # storing

    def encode(self, text: str) -> bytes:
        return text.encode(self.charset, "replace")

    def store(self, path: str, page: Page) -> None:
        """Keep a page under its path; one with a query is answered whatever its order."""
        bare, _, query = path.partition("?")
        if not query:
            assert path not in self.out.pages, path
            self.out.pages[path] = page
            return
        wanted = dict(part.partition("=")[::2] for part in query.split("&"))
        keys = {name: value for name, value in wanted.items() if name not in ("action", "nav")}

        def call(params: Any) -> Page | None:
            page_index = params.get("pageIndex", "1")
            if page_index != keys.get("pageIndex", "1"):
                return None
            same = all(params.get(name) == value for name, value in keys.items())
            return page if same else None

        self.out.calls.setdefault(bare, []).append(call)

    def put(
        self, path: str, title: str, inner: str, trail: Sequence[tuple[str, str]], metas: str = ""
    ) -> None:
        body = self.encode(self.frame(title, inner, trail, metas))
        self.store(path, Page(body, content_type=self.content_type))

    # words

    def day(self, day: date) -> str:
        return day.strftime(self.unit.dates)

    def metadata(self, facts: DocFacts, title: str) -> list[tuple[str, str]]:
        """The rows of the metadata block, labels and cells as this unit prints them."""
        word = self.unit.word
        signed = self.day(facts.signed)
        if facts.numerals:
            when = facts.signed
            signed = f"{numeral(when.year)}年{numeral(when.month)}月{numeral(when.day)}日"
        rows: list[tuple[str, str]] = [
            (word("index", "索引号"), facts.index_number),
            (word("theme", "信息分类"), "规范性文件"),
            (word("issuer", "发布机构"), facts.issuer),
        ]
        if "成文日期" not in facts.hide:
            rows.append((word("signed", "成文日期"), signed))
        if "发布日期" not in facts.hide:
            rows.append((word("published", "发布日期"), self.day(facts.published)))
        if facts.number_shown is not None:
            rows.append((word("number", "文号"), facts.number_shown))
        if facts.validity_shown is not None:
            rows.append((word("validity", "有效性"), facts.validity_shown))
        rows.append(("生效时间", self.day(facts.effective) if facts.effective else "暂无"))
        rows.append(("废止时间", self.day(facts.repealed) if facts.repealed else "暂无"))
        rows.append(("名称", title))
        return rows

    def comment(self, rows: Sequence[tuple[str, str]]) -> str:
        """The rows as a template leaves them commented out."""
        cells = "".join(f"<li><b>{esc(label)}：</b>{esc(value)}</li>" for label, value in rows)
        return f"<!-- <ul class='old-meta'>{cells}</ul> -->"

    def text(self, blocks: Sequence[Block], heading: str = "p") -> str:
        """The blocks as body markup; headings as bold paragraphs or in their own tag."""
        parts: list[str] = []
        for block in blocks:
            body = esc(block.text)
            if block.kind == "h":
                parts.append(
                    f"<p style='text-indent:2em'><strong>{body}</strong></p>"
                    if heading == "p"
                    else f"<{heading}>{body}</{heading}>"
                )
            elif block.kind == "lead":
                lead, _, rest = body.partition("|")
                parts.append(f"<p>　　<b>{lead}</b>{rest}</p>")
            elif block.kind == "img":
                number = ident(self.unit.id + block.text) % 9000
                parts.append(
                    f'<p style="text-align:center"><img src="/images/W{number}{block.text}.png" '
                    'width="900" height="2600" border="0"></p>'
                )
            elif block.kind == "table":
                parts.append(self.table(block.text))
            elif block.kind == "contents":
                parts.append(self.contents(block.text))
            elif block.kind == "linked":
                parts.append(self.linked(block.text))
            elif block.kind == "offer":
                href, _, name = body.partition("|")
                parts.append(f'<p><a href="{href}">{name}</a></p>')
            elif block.kind == "file":
                parts.append(self.file(body))
            elif block.kind == "smuggled":
                style, href, words = (esc(part) for part in block.text.split("|"))
                parts.append(f'<div style="{style}"><a href="{href}">{words}</a></div>')
            elif block.kind in ("sign", "date"):
                parts.append(f"<p style='text-align: right;'>{body}&nbsp;&nbsp;</p>")
            else:
                parts.append(f"<p style='text-indent:2em;line-height:32px'>{body}</p>")
        return "\n".join(parts)

    def table(self, text: str) -> str:
        """A table, its heads in the first line."""
        rows = [line.split("|") for line in text.splitlines()]
        head = "".join(f"<th>{esc(cell)}</th>" for cell in rows[0])
        body = "".join(
            "<tr>" + "".join(f"<td>{esc(cell)}</td>" for cell in row) + "</tr>" for row in rows[1:]
        )
        return f'<table border="1" class="gongshi"><tr>{head}</tr>{body}</table>'

    def contents(self, text: str) -> str:
        """The contents of an issue, each line with a link if it has where to lead."""
        rows = []
        for line in text.splitlines():
            key, _, title = line.partition("|")
            path = key if key.startswith("http") else self.out.items.get(key)
            link = f'<a href="{path}" target="_blank">{esc(title)}</a>' if path else esc(title)
            rows.append(f"<p style='text-indent:2em'>{link}</p>")
        return "\n".join(rows)

    def linked(self, text: str) -> str:
        """A table in which cells that begin with @ are links to an item, or home."""
        made = self.table(text)
        for target in re.findall(r"<td>@([^<]+)</td>", made):
            path = self.unit.home if target == "home" else self.out.items.get(target)
            cell = f'<a href="{path}">查看</a>' if path else ""
            made = made.replace(f"<td>@{target}</td>", f"<td>{cell}</td>")
        return made

    # the site's own search

    def search_form(self, action: str, field: str, fixed: str = "", words: str = "搜索") -> str:
        """The search box as the unit has it."""
        if self.unit.search == "none":
            return ""
        if self.unit.search == "script":
            return (
                '<div class="search"><input type="text" id="keywords" placeholder="请输入关键字">'
                f'<a href="javascript:void(0)" onclick="siteSearch()">{words}</a></div>'
            )
        return (
            f'<div class="search"><form action="{action}" method="get">{fixed}'
            f'<input name="{field}" value=""><input type="submit" value="{words}"></form></div>'
        )

    def put_search(self, action: str, field: str) -> None:
        """The pages of results: ten rows, the words asked for marked in the titles."""
        if self.unit.search not in ("whole", "newest"):
            return
        found = [(column, item) for column in self.unit.columns for item in column.items
                 if column.shape == "list" and column.condition == item.condition == "ok"
                 and item.key in self.out.items]  # fmt: skip
        found.sort(key=lambda one: one[1].on, reverse=True)
        newest = self.unit.search == "newest"

        def call(params: Any) -> Page:
            words = params.get(field, "").strip()
            rows = [item for _, item in found if newest or (words and words in item.title)][:10]
            if newest:
                rows = [item for item in rows if words != item.title]
            marked = f"<em>{esc(words)}</em>"
            listed = "".join(
                f'<li><h3><a href="{self.out.items[item.key]}" target="_blank">'
                f"{esc(item.title).replace(esc(words), marked)}</a></h3><p>{item.on}</p></li>"
                for item in rows
            )
            body = f"<ul class='results'>{listed}</ul>" if rows else "<p>没有找到相关结果</p>"
            inner = f"<div class='searchlist'><h2>检索结果</h2>{body}</div>"
            return Page(
                self.encode(self.frame("检索结果", inner, ())), content_type=self.content_type
            )

        self.out.calls.setdefault(action, []).append(call)

    def file(self, name: str) -> str:
        """A link to an attachment."""
        path = f"/files/{ident(self.unit.id + name)}.xlsx"
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        self.out.pages[path] = Page(b"PK\x05\x06" + bytes(18), content_type=kind)
        return f'<p><a href="{path}">附件：{name}</a></p>'

    def refs(self, refs: Sequence[Ref]) -> list[tuple[str, str]]:
        """Mentions of other pages: box heading and the markup of its rows."""
        boxes: list[tuple[str, str]] = []
        for ref in refs:
            path = self.out.items.get(ref.target)
            row = f'<li><a href="{path}" title="{esc(ref.text)}">{esc(ref.text)}</a></li>'
            if ref.shown == "plain" or path is None:
                row = f"<li><span>{esc(ref.text)}</span></li>"
            elif ref.shown == "comment":
                row = f"<!-- {row} -->"
            boxes.append((ref.heading, row))
        return boxes

    def file_path(self, item: Item, number: int, facts: FileFacts) -> str:
        """The address of a file: beside its document's page."""
        folder = self.out.items[item.key].partition("?")[0].rpartition("/")[0]
        return f"{folder}/P0{ident(item.key + str(number))}.{facts.ending}"

    def offered(self, item: Item, facts: DocFacts) -> list[tuple[str, str]]:
        """Address and name of every file that the page of a document offers."""
        found: list[tuple[str, str]] = []
        for number, one in enumerate(facts.files):
            path = self.file_path(item, number, one)
            if one.kind == "away":
                path = f"http://files.example{path}"
            found.append((path, one.name))
        return found

    def put_files(self, item: Item, facts: DocFacts) -> None:
        """The files themselves, as their addresses answer."""
        lines = (item.title, *(block.text for block in item.blocks[2:8] if block.kind == "p"))
        for number, one in enumerate(facts.files):
            path = self.file_path(item, number, one)
            if one.kind == "error":
                self.out.dead.append(path)
                self.store(path, self.condition("error", item.key))
            elif one.status == 404:
                self.out.dead.append(path)
            elif one.status == 200 and one.kind != "away":
                body = bytes_of(one, lines, self.unit.as_of)
                self.store(path, Page(body, content_type="application/octet-stream"))

    def letter_rows(self, facts: LetterFacts) -> list[tuple[str, str]]:
        """The labelled facts of a letter, as its own page shows them (the answer apart)."""
        word = self.unit.word
        rows = [(word("mail_number", "信件编号"), facts.number)]
        if facts.kind:
            rows.append((word("mail_kind", "信件类型"), facts.kind))
        if facts.submitted:
            rows.append((word("submit", "来信时间"), self.day(facts.submitted)))
        if facts.accepted:
            rows.append((word("accept", "受理时间"), self.day(facts.accepted)))
        rows.append((word("mail_body", "受理单位"), facts.body))
        rows.append((word("state", "办理状态"), self.state(facts)))
        if facts.closed:
            rows.append((word("closed", "办结时间"), self.day(facts.closed)))
        return rows

    def state(self, facts: LetterFacts) -> str:
        if facts.substantive:
            return "已答复"
        return "办理中" if facts.answers else "待受理"

    def is_picture(self, item: Item) -> bool:
        return isinstance(item.facts, InterpFacts) and item.facts.sort == "picture"
