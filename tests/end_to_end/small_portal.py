"""A small county portal as pages by path: healthy, or with titles that try to break out."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

MENU = {
    "/zwgk/": "政府信息公开",
    "/zwgk/zhinan.html": "政府信息公开指南",
    "/zwgk/zhidu/": "政府信息公开制度",
    "/zwgk/fdzdgknr/": "法定主动公开内容",
    "/zwgk/nianbao/": "政府信息公开年报",
    "/gfxwj/": "规范性文件",
    "/zcjd/": "政策解读",
    "/ldzc/": "领导之窗",
    "/hd/": "领导信箱",
    "/xw/": "政务动态",
}
PLAIN_TITLES = (
    "关于加强河道管理的通知",
    "关于印发消防安全实施办法的通知",
    "关于做好秋收工作的通知",
)
PLAIN_LETTERS = ("关于东街路灯不亮的来信", "咨询医保转移")
_FILLER = "云溪县人民政府门户网站由云溪县人民政府办公室主办，及时公开政府信息，回应群众关切。" * 12


def small_portal(
    titles: tuple[str, ...] = PLAIN_TITLES,
    letters: tuple[str, ...] = PLAIN_LETTERS,
    name: str = "云溪县人民政府",
) -> Mapping[str, str]:
    """Pages of a portal whose documents and letters bear these titles; faults are planted."""
    pages: dict[str, str] = {}

    def put(path: str, title: str, inner: str) -> None:
        menu = "".join(f'<li><a href="{to}">{label}</a></li>' for to, label in MENU.items())
        pages[path] = (
            f"<!DOCTYPE html><html><head><title>{escape(title)}-{name}</title></head><body>"
            f'<div class="nav"><ul><li><a href="/">首页</a></li>{menu}</ul></div>'
            f'<div class="path">当前位置：<a href="/">首页</a> &gt; {escape(title)}</div>'
            f'<div class="main">{inner}</div><div class="foot"><p>主办：{name}办公室</p></div>'
            "</body></html>"
        )

    def listed(path: str, title: str, rows: list[tuple[str, str, str]]) -> None:
        items = "".join(
            f'<li><a href="{to}">{escape(row)}</a><span>{day}</span></li>' for to, row, day in rows
        )
        put(path, title, f'<h2>{title}</h2><ul class="list">{items}</ul>')

    put("/", name, f"<h1>{name}</h1><p>{_FILLER}</p>")
    put("/zwgk/zhinan.html", "政府信息公开指南", f"<h1>政府信息公开指南</h1><p>{_FILLER}</p>")
    parts = "".join(f'<li><a href="{to}">{MENU[to]}</a></li>' for to in list(MENU)[1:5])
    put("/zwgk/", "政府信息公开", f"<ul>{parts}</ul><p>{_FILLER}</p>")
    tree = "".join(f'<li><a href="{to}">{MENU[to]}</a></li>' for to in list(MENU)[5:8])
    put("/zwgk/fdzdgknr/", "法定主动公开内容", f"<ul>{tree}</ul><p>{_FILLER}</p>")
    rule = ("/zwgk/zhidu/1.html", "云溪县政府信息公开保密审查制度", "2025-03-02")
    listed("/zwgk/zhidu/", "政府信息公开制度", [rule])
    put(rule[0], rule[1], f"<h1>{rule[1]}</h1><p>发布日期：{rule[2]}</p><p>{_FILLER}</p>")
    report = ("/zwgk/nianbao/1.html", f"{name}2025年政府信息公开工作年度报告", "2026-01-20")
    listed("/zwgk/nianbao/", "政府信息公开年报", [report])
    put(report[0], report[1], f"<h1>{report[1]}</h1><p>发布日期：{report[2]}</p><p>{_FILLER}</p>")
    documents = [(f"/gfxwj/{n}.html", t, f"2026-10-{12 + n}") for n, t in enumerate(titles)]
    listed("/gfxwj/", "规范性文件", documents)
    for number, (path, title, day) in enumerate(documents):
        put(path, title, _document(title, day, number))
    about = ("/zcjd/1.html", f"《{titles[0]}》政策解读", "2026-10-13")
    listed("/zcjd/", "政策解读", [about])
    put(
        about[0],
        about[1],
        f"<h1>{escape(about[1])}</h1><p>发布日期：{about[2]}</p><p>{_FILLER}</p>",
    )
    people = "<h3>张某某</h3><p>县长</p><p>分工：主持县政府全面工作，分管审计工作。</p>"
    put("/ldzc/", "领导之窗", people)
    news = [
        (f"/xw/{n}.html", f"县里召开第{n}次工作会议", f"2026-11-{n:02d}") for n in range(15, 19)
    ]
    listed("/xw/", "政务动态", news)
    for path, title, day in news:
        put(path, title, f"<h1>{title}</h1><p>发布日期：{day}</p><p>{_FILLER}</p>")
    board = [(f"/hd/{n}.html", t, "2026-09-01") for n, t in enumerate(letters)]
    listed("/hd/", "领导信箱", board)
    for path, title, day in board:
        put(path, title, _letter(title, day))
    return pages


def _document(title: str, day: str, number: int) -> str:
    """A document; all but the first leave out their validity, which is a fault."""
    rows = {
        "索引号": f"yx-2026-{number}",
        "文号": f"云政办〔2026〕{number + 1}号",
        "发布机构": "云溪县人民政府办公室",
        "成文日期": "2026-10-09",
        "发布日期": day,
        "标题": title,
    } | ({"有效性": "有效"} if number == 0 else {})
    cells = "".join(
        f"<tr><td>{label}：</td><td>{escape(value)}</td></tr>" for label, value in rows.items()
    )
    return f"<table>{cells}</table><h1>{escape(title)}</h1><p>{_FILLER}</p>"


def _letter(title: str, day: str) -> str:
    """A letter that has waited for its reply too long."""
    rows = {
        "信件标题": title,
        "来信时间": day,
        "办理状态": "办理中",
        "来信内容": "请帮助解决，谢谢。",
    }
    return (
        "<table>"
        + "".join(
            f"<tr><td>{label}</td><td>{escape(value)}</td></tr>" for label, value in rows.items()
        )
        + "</table>"
    )
