"""Portals written out as pages in the manner of a family, visited in memory."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from crawler.pages.markup.page import Page
from crawler.pages.read import read
from tests.crawler.visit.county import Site, ago

NAME = "云溪县人民政府"
FILL = "云溪县人民政府办公室主办，及时公开政府信息，回应群众关切，提高工作透明度。" * 6
WORDS = {
    "platform": "政府信息公开", "news": "云溪动态", "notices": "通知公告", "guide": "政府信息公开指南",
    "rules": "政府信息公开制度", "statutory": "法定主动公开内容", "annual": "政府信息公开年报",
    "apply": "依申请公开", "norm": "规范性文件", "interp": "政策解读", "agency": "机构职能",
    "leaders": "领导之窗", "gazette": "政府公报", "board": "县长信箱", "calls": "民意征集",
}  # fmt: skip
LETTERS = ("路灯不亮", "小学报名", "早餐店执照", "高龄补贴")
OPEN = 2
"""The letter that nobody answered."""
COUNT, SIZE = 9, 4
Rows = list[tuple[str, str, date]]


@dataclass
class Maker:
    """How a family addresses and marks its pages; by default a site made by hand in ASP."""

    mark: str = ""
    foot: str = ""
    site: Site = field(default_factory=Site)

    def column(self, name: str) -> int:
        """The number of a column."""
        return 20 + list(WORDS).index(name)

    def turn(self, name: str, page: int, pages: int) -> str:
        """The address of a page of a list."""
        first = f"/list.asp?id={self.column(name)}"
        return first if page == 1 else f"{first}&page={page}"

    def item(self, name: str, n: int) -> str:
        """The address of what a row leads to."""
        return f"/show.asp?id={self.column(name) * 100 + n}"

    def rows(self, rows: Rows) -> str:
        """The rows of a list: here a table that shows no days."""
        return "<table>" + "".join(
            f'<tr><td>·<a href="{url}" target=_blank>{title}</a></td></tr>' for url, title, _ in rows
        ) + "</table>"  # fmt: skip

    def pager(self, name: str, page: int, pages: int, rows: int) -> str:
        """What turns the pages."""
        onward = "下一页 尾页" if page == pages else "".join(
            f'<a href="{self.turn(name, to, pages)}">{word}</a> '
            for word, to in (("下一页", page + 1), ("尾页", pages))
        )  # fmt: skip
        return f"<p align=center>共{rows}条 第{page}/{pages}页 {onward}</p>"

    def body(self, text: str) -> str:
        """The text of an article."""
        return f"<div id=text>{text}</div>"

    # --- pages -------------------------------------------------------------------------------

    def put(self, path: str, title: str, inner: str) -> None:
        """Write a page with the menu of the site."""
        menu = "".join(
            f'<td><a href="{self.turn(name, 1, 9)}">{WORDS[name]}</a></td>'
            for name in ("platform", "news", "notices", "board", "calls", "leaders")
        )
        html = (
            f"<html><head>{self.mark}<title>{title} - {NAME}</title></head><body><table><tr><td>"
            f'<a href="/">首页</a></td>{menu}</tr></table><table><tr><td>您当前的位置：<a href="/">'
            f"首页</a>&nbsp;&gt;&nbsp;{title}</td></tr></table><table><tr><td>{inner}</td></tr></table>"
            f"<div align=center>主办：{NAME}办公室{self.foot}</div></body></html>"
        ).encode()
        self.site.page(
            path, lambda task, shot: read(task, Page.parse(task.url, html, "text/html"), shot)
        )

    def listed(self, name: str, rows: Rows) -> None:
        """Write all pages of a list."""
        pages = -(-len(rows) // SIZE)
        for page in range(1, pages + 1):
            part = self.rows(rows[(page - 1) * SIZE : page * SIZE])
            pager = self.pager(name, page, pages, len(rows))
            self.put(self.turn(name, page, pages), WORDS[name], part + pager)

    def article(self, path: str, title: str, day: date, text: str, above: str = "") -> None:
        """Write an article with the line below its title."""
        line = f"<p align=center>发布时间：{day} 来源：县政府办 点击：次</p>"
        self.put(path, title, f"<h1>{title}</h1>{line}{above}{self.body(text)}")

    def portal(self) -> Site:
        """The whole portal."""
        for name in ("news", "notices", "rules", "calls", "gazette", "norm", "interp"):
            titles = {
                "norm": "云溪县人民政府关于印发云溪县事务{n}管理办法的通知",
                "interp": "《云溪县事务{n}管理办法》政策解读",
                "gazette": "云溪县人民政府公报2026年第{n}期",
            }
            title = titles.get(name, f"关于{WORDS[name]}第{{n}}号事项的通知")
            rows = [
                (self.item(name, n), title.format(n=n), ago(3 + 9 * n)) for n in range(1, COUNT + 1)
            ]
            self.listed(name, rows)
            for n, (url, said, day) in enumerate(rows, 1):
                self.article(
                    url, said, day, f"<p>{FILL}</p>", _metadata(n, day) if name == "norm" else ""
                )
        self.listed(
            "annual", [(self.item("annual", 1), f"{NAME}2025年政府信息公开工作年度报告", ago(290))]
        )
        self.article(
            self.item("annual", 1),
            f"{NAME}2025年政府信息公开工作年度报告",
            ago(290),
            f"<p>{FILL}</p>",
        )
        letters = [(self.item("board", n), title, ago(40 + n)) for n, title in enumerate(LETTERS)]
        self.listed("board", letters)
        for n, (url, title, day) in enumerate(letters):
            self.put(url, title, _letter(title, day, answered=n != OPEN))
        for name in ("guide", "apply", "agency"):
            self.put(self.turn(name, 1, 1), WORDS[name], f"<h1>{WORDS[name]}</h1>{self.body(FILL)}")
        self.put(self.turn("leaders", 1, 1), WORDS["leaders"], _leaders())
        self._hub("platform", ("guide", "rules", "statutory", "annual", "apply", "gazette"))
        self._hub("statutory", ("norm", "interp", "agency", "leaders"))
        self.put("/", "首页", f"<h1>{NAME}</h1><p>{FILL}</p>")
        return self.site

    def _hub(self, name: str, below: tuple[str, ...]) -> None:
        rows = "".join(
            f'<tr><td><a href="{self.turn(one, 1, 9)}">{WORDS[one]}</a></td></tr>' for one in below
        )
        self.put(self.turn(name, 1, 9), WORDS[name], f"<table>{rows}</table><p>{FILL}</p>")


class Vsb(Maker):
    """VSB: pages count down, rows of a table with a day, a text in v_news_content."""

    def turn(self, name: str, page: int, pages: int) -> str:
        return f"/xxgk/{name}.htm" if page == 1 else f"/xxgk/{name}/{pages - page + 1}.htm"

    def item(self, name: str, n: int) -> str:
        return f"/info/{self.column(name)}/{4000 + n}.htm"

    def rows(self, rows: Rows) -> str:
        return '<table class="winstyle6">' + "".join(
            f'<tr id="line6_{n}"><td><a href="{url}" title="{title}">{title}</a></td><td nowrap>{day}&nbsp;</td></tr>'
            for n, (url, title, day) in enumerate(rows)
        ) + "</table>"  # fmt: skip

    def pager(self, name: str, page: int, pages: int, rows: int) -> str:
        # The last page alone has an address: the next one is got by a script.
        onward = f'<a onclick="go({page + 1})">下页</a><a href="{self.turn(name, pages, pages)}">尾页</a>'
        return f'<div id="fanye6">共{rows}条&nbsp;{page}/{pages}&nbsp;{onward if page < pages else ""}</div>'

    def body(self, text: str) -> str:
        return f'<div id="vsb_content"><div class="v_news_content">{text}</div></div>'


class Empire(Maker):
    """EmpireCMS with columns made when they are asked for: pages are counted from 0."""

    def turn(self, name: str, page: int, pages: int) -> str:
        column = f"classid={self.column(name)}"
        if page == 1:
            return f"/e/action/ListInfo/?{column}"
        return f"/e/action/ListInfo/index.php?page={page - 1}&{column}&totalnum={COUNT}"

    def item(self, name: str, n: int) -> str:
        return f"/e/action/ShowInfo.php?classid={self.column(name)}&id={500 + n}"

    def rows(self, rows: Rows) -> str:
        return "<ul>" + "".join(
            f'<li><a href="{url}" title="{title}">{title}</a><span>{day}</span></li>' for url, title, day in rows
        ) + "</ul>"  # fmt: skip

    def pager(self, name: str, page: int, pages: int, rows: int) -> str:
        if pages == 1:
            return ""
        numbers = "&nbsp;".join(
            f"<b>{n}</b>" if n == page else f'<a href="{self.turn(name, n, pages)}">{n}</a>'
            for n in range(1, pages + 1)
        )
        return f'<div><a title="Total record">&nbsp;<b>{rows}</b> </a>{numbers}</div>'


def _metadata(n: int, day: date) -> str:
    return (
        f"<table><tr><td>索引号：yx-{n}</td><td>文号：云政规〔2026〕{n}号</td></tr><tr><td>发布机构：{NAME}</td>"
        f"<td>成文日期：{day}</td></tr><tr><td>发布日期：{day}</td><td>有效性：有效</td></tr></table>"
    )


def _letter(title: str, day: date, *, answered: bool) -> str:
    rows = [("标题", title), ("来信时间", str(day)), ("内容", "请问什么时候能解决？谢谢。")]
    if answered:
        rows += [("回复时间", str(ago(30))), ("回复单位", "县住建局"),
                 ("回复内容", "您好，经核实已经处理完毕，感谢您的关注。")]  # fmt: skip
    cells = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in rows)
    return f"<table border=1>{cells}</table>"


def _leaders() -> str:
    people = (("王某某", "县长", "主持县政府全面工作"), ("李某某", "副县长", "负责农业农村工作"))
    return "".join(
        f"<table><tr><td rowspan=3><img src=/a.jpg></td><td>姓名：{name}</td></tr><tr><td>职务：{post}</td></tr>"
        f"<tr><td>分工：{work}。</td></tr></table>"
        for name, post, work in people
    )
