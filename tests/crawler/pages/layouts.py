"""Pages made by hand in the likeness of portals: frames, lists, pagers."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from crawler.pages.lists.lists import listing
from crawler.pages.markup.page import Page
from crawler.pages.reading import ListReading
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.model import Snapshot

URL = "http://www.yunxi.test/zwgk/tzgg/index.html"

MENU = """
<div class="header"><div class="logo"><a href="/"><img src="/logo.png" alt="云溪县人民政府"></a></div></div>
<div class="nav"><ul>
<li><a href="/">首页</a></li><li><a href="/xwzx/">新闻中心</a></li><li><a href="/zwgk/">政务公开</a></li>
<li><a href="/bsfw/">办事服务</a></li><li><a href="/hdjl/">互动交流</a></li><li><a href="/zjyx/">走进云溪</a></li>
</ul></div>
<div class="position">您现在的位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/zwgk/tzgg/">通知公告</a></div>
"""
FOOT = """
<div class="footer"><p>主办：云溪县人民政府办公室 网站标识码：3400000001</p>
<p><a href="/wzdt.html">网站地图</a> <a href="https://beian.miit.gov.cn/">皖ICP备05000001号</a></p></div>
"""
TITLES = (
    "云溪县人民政府关于印发云溪县城市供水管理办法的通知",
    "关于开展二〇二六年度城乡居民医疗保险参保登记工作的公告",
    "云溪县自然资源和规划局关于公布测绘资质名单的通告",
    "关于做好2026年秋季开学准备工作有关事项的通知",
    "云溪县交通运输局关于县道封闭施工的公告",
    "关于公开选聘人民监督员的公告",
)
DATES = ("2026-09-28", "2026-09-20", "2026-08-31", "2026-08-02", "2026-07-15", "2026-06-30")


def framed(main: str, head: str = "") -> str:
    """A whole page round some main content."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>通知公告_云溪县人民政府</title>{head}'
        f'</head><body>{MENU}<div class="main">{main}</div>{FOOT}</body></html>'
    )


def read_list(
    html: str | bytes,
    url: str = URL,
    role: Role = Role.NOTICES,
    number: int = 1,
    media: str = "text/html; charset=utf-8",
    purpose: Purpose = Purpose.SECTION,
    body: str = "",
    label: str = "",
) -> ListReading:
    """The list that a page or an answer holds."""
    page = Page.parse(url, html.encode() if isinstance(html, str) else html, media)
    method = "POST" if body else "GET"
    task = Task(purpose, url, role, page_number=number, method=method, body=body, label=label)
    return listing(page, task, snapshot(url))


def snapshot(url: str = URL) -> Snapshot:
    """A snapshot of nothing in particular."""
    return Snapshot(url, datetime(2026, 11, 20, 2, tzinfo=UTC), "0" * 64)


def dates(reading: ListReading) -> list[str]:
    """The dates of the entries, as text; an empty text for none."""
    return [str(e.date.value) if e.date and e.date.value else "" for e in reading.entries]


def titles(reading: ListReading) -> list[str]:
    """The titles of the entries."""
    return [entry.title for entry in reading.entries]


def rows(pattern: str, count: int = 6, stem: str = "/zwgk/tzgg/") -> str:
    """A row per title: {n} number, {t} title, {d} date, {u} address, {y} {m} {day} its parts."""
    out = []
    for number, (title, day) in enumerate(zip(TITLES[:count], DATES[:count], strict=True), 1):
        year, month, last = day.split("-")
        out.append(
            pattern.replace("{n}", str(number))
            .replace("{t}", title)
            .replace("{d}", day)
            .replace("{u}", f"{stem}{1000 + number}.html")
            .replace("{y}", year)
            .replace("{m}", month)
            .replace("{day}", last)
            .replace("{cut}", title[:12] + "…")
        )
    return "".join(out)


def expected(count: int = 6) -> tuple[Sequence[str], Sequence[str]]:
    """Titles and dates that `rows` shows."""
    return list(TITLES[:count]), list(DATES[:count])
