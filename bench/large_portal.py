"""An invented portal of some two thousand pages that are all read, and a server that says ETag.

Most of it is in order, as portals are: a fiftieth of the documents and a fortieth of the letters
are not. Pages do not change from night to night. The server runs in a process of its own, so that
what it uses is not the pipeline's, and counts what it was asked and what it sent.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import multiprocessing
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing.connection import Connection

NAME = "云溪县人民政府"
TODAY = date(2026, 11, 20)
_MENU = {
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
_TEXT = (
    "各乡镇人民政府，县直各部门：为进一步规范本项工作，经县人民政府同意，现就有关事项通知如下。",
    "一、提高认识，加强领导。各单位要把这项工作列入重要议事日程，明确分管负责人和具体责任人。",
    "二、突出重点，抓好落实。要按照职责分工逐项细化措施，确保按期完成，并及时公开进展情况。",
    "三、强化督查，严格考核。县政府办公室会同有关部门对落实情况进行检查，结果纳入年度考核。",
)
_FILLER = "".join(f"<p>{text}</p>" for text in _TEXT) * 4
_SCRIPT = "<script>" + "function track(){var a=[];for(var i=0;i<9;i++){a.push(i);}}\n" * 60
_ROWS = 20
_END = "</ul></div>"
"""Where the menu of a page ends."""
_FILE = "/gfxwj/wenjian.txt"
"""The text of every document, to be downloaded."""
_NAMES = "背景依据 制定意义 研判和起草过程 工作目标 主要任务 创新举措 保障措施 下一步工作"
_CONTACT = (
    "<p>解读单位：云溪县住房和城乡建设局</p><p>解读人：张某某</p><p>联系电话：0871-5550200</p>"
    "<p>电子邮箱：zjj@yunxi.test</p>"
)
_ELEMENTS = "".join(
    f"<p>{number}、{said}</p><p>{text}</p>"
    for number, said, text in zip("一二三四五六七八", _NAMES.split(), _TEXT * 2, strict=True)
)
"""An interpretation that tells all that the standing rulebook asks of one."""


def large_portal(pages: int, links: int = 0) -> Mapping[str, str]:
    """About that many pages by path: six in ten documents, a tenth their interpretations.

    Every page has `links` more links in its menu, as wide menus of real portals have: they lead to
    pages of news.
    """
    found: dict[str, str] = {}
    documents, interpretations = pages * 55 // 100, pages * 10 // 100
    letters = pages - documents - interpretations - pages // 12
    _frame(found, max(29, links))
    titles = [
        f"关于加强第{n + 1}号工程建设管理工作的通知" if n < interpretations
        else f"关于第{n + 1}号工程建设方案的批复"
        for n in range(documents)
    ]  # fmt: skip
    rows = []
    for n, title in enumerate(titles):
        day = TODAY - timedelta(days=3 + n % 700)
        rows.append((f"/gfxwj/{n}.html", title, day.isoformat()))
        about = f"/zcjd/{n}.html" if n < interpretations else ""
        _put(found, f"/gfxwj/{n}.html", title, _document(n, title, day, about))
    found[_FILE] = "\n".join(_TEXT * 8)
    _listed(found, "/gfxwj/", "规范性文件", rows)
    rows = []
    for n in range(interpretations):
        day = TODAY - timedelta(days=3 + n % 700)
        title = f"《{titles[n]}》政策解读"
        rows.append((f"/zcjd/{n}.html", title, day.isoformat()))
        to = f'<p>解读文件：<a href="/gfxwj/{n}.html">{titles[n]}</a></p>'
        _put(found, f"/zcjd/{n}.html", title, _article(title, day, to + _ELEMENTS + _CONTACT))
    _listed(found, "/zcjd/", "政策解读", rows)
    rows = []
    for n in range(letters):
        day = TODAY - timedelta(days=1 + n % 360)
        title = f"关于第{n + 1}村道路照明问题的来信"
        rows.append((f"/hd/{n}.html", title, day.isoformat()))
        _put(found, f"/hd/{n}.html", title, _letter(n, title, day))
    _listed(found, "/hd/", "领导信箱", rows)
    wide = "".join(f'<li><a href="/xw/{n + 1}.html">专题第{n + 1}号</a></li>' for n in range(links))
    return {path: text.replace(_END, f"{wide}{_END}", 1) for path, text in found.items()}


def _frame(found: dict[str, str], news: int) -> None:
    _put(found, "/", NAME, f"<h1>{NAME}</h1>{_FILLER}")
    _put(found, "/zwgk/zhinan.html", "政府信息公开指南", f"<h1>政府信息公开指南</h1>{_FILLER}")
    parts = "".join(f'<li><a href="{to}">{_MENU[to]}</a></li>' for to in list(_MENU)[1:5])
    _put(found, "/zwgk/", "政府信息公开", f"<ul>{parts}</ul>{_FILLER}")
    tree = "".join(f'<li><a href="{to}">{_MENU[to]}</a></li>' for to in list(_MENU)[5:8])
    _put(found, "/zwgk/fdzdgknr/", "法定主动公开内容", f"<ul>{tree}</ul>{_FILLER}")
    rule = ("/zwgk/zhidu/1.html", "云溪县政府信息公开保密审查制度", "2025-03-02")
    report = ("/zwgk/nianbao/1.html", f"{NAME}2025年政府信息公开工作年度报告", "2026-01-20")
    for path, title, row in (
        ("/zwgk/zhidu/", "政府信息公开制度", rule),
        ("/zwgk/nianbao/", "政府信息公开年报", report),
    ):
        _listed(found, path, title, [row])
        _put(found, row[0], row[1], _article(row[1], date.fromisoformat(row[2])))
    people = "<h3>张某某</h3><p>县长</p><p>分工：主持县政府全面工作，分管审计工作。</p>"
    _put(found, "/ldzc/", "领导之窗", people)
    days = [TODAY - timedelta(days=n) for n in range(1, news + 1)]
    rows = [
        (f"/xw/{n}.html", f"县里召开第{n}次工作会议", d.isoformat()) for n, d in enumerate(days)
    ]
    _listed(found, "/xw/", "政务动态", rows)
    for (path, title, _), day in zip(rows, days, strict=True):
        _put(found, path, title, _article(title, day))


def _put(found: dict[str, str], path: str, title: str, inner: str) -> None:
    menu = "".join(f'<li><a href="{to}">{label}</a></li>' for to, label in _MENU.items())
    found[path] = (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}-{NAME}</title>{_SCRIPT}"
        f'</script></head><body><div class="nav"><ul><li><a href="/">首页</a></li>{menu}{_END}'
        f'<div class="path">当前位置：<a href="/">首页</a> &gt; {title}</div>'
        f'<div class="main">{inner}</div><div class="foot"><p>主办：{NAME}办公室</p></div>'
        "</body></html>"
    )


def _listed(found: dict[str, str], path: str, title: str, rows: list[tuple[str, str, str]]) -> None:
    parts = [rows[at : at + _ROWS] for at in range(0, len(rows), _ROWS)]
    for number, part in enumerate(parts, 1):
        items = "".join(
            f'<li><a href="{to}">{row}</a><span>{day}</span></li>' for to, row, day in part
        )
        turns = "".join(
            f'<a href="{_page(path, to)}">{to}</a> '
            for to in range(max(1, number - 3), min(len(parts), number + 3) + 1)
        )
        onward = f'<a href="{_page(path, number + 1)}">下一页</a>' if number < len(parts) else ""
        pager = f'<div class="page">共{len(parts)}页 {turns}{onward}</div>' if parts[1:] else ""
        inner = f'<h2>{title}</h2><ul class="list">{items}</ul>{pager}'
        _put(found, _page(path, number), title, inner)


def _page(path: str, number: int) -> str:
    return path if number == 1 else f"{path}index_{number}.html"


def _article(title: str, day: date, text: str = _FILLER) -> str:
    return f"<h1>{title}</h1><p>发布日期：{day}</p>{text}"


def _document(number: int, title: str, day: date, about: str) -> str:
    rows = {
        "索引号": f"yx-{number:05d}",
        "文号": f"云政办〔{day.year}〕{number + 1}号",
        "发布机构": f"{NAME}办公室",
        "成文日期": (day - timedelta(days=2)).isoformat(),
        "发布日期": day.isoformat(),
        "标题": title,
    } | ({"有效性": "有效"} if number % 50 else {})
    told = f'<p>相关解读：<a href="{about}">《{title}》政策解读</a></p>' if about else ""
    file = f'<p>附件：<a href="{_FILE}">{title}.txt</a></p>'
    return f"{_table(rows)}<h1>{title}</h1>{_FILLER}{file}{told}"


def _letter(number: int, title: str, day: date) -> str:
    rows = {"信件标题": title, "来信时间": day.isoformat(), "来信内容": "请帮助解决，谢谢。"}
    if number % 40:
        answered = (day + timedelta(days=1)).isoformat()
        rows |= {"办理状态": "已办结", "回复时间": answered, "回复内容": "已安排人员修复。"}
    else:
        rows |= {"办理状态": "办理中"}
    return _table(rows) + f'<div class="tips">{_FILLER}</div>'


def _table(rows: Mapping[str, str]) -> str:
    cells = "".join(f"<tr><td>{label}：</td><td>{value}</td></tr>" for label, value in rows.items())
    return f"<table>{cells}</table>"


@dataclass(frozen=True)
class Asked:
    """What the server was asked and sent since the last question: requests, 304s, body bytes."""

    requests: int
    unchanged: int
    bytes: int


class Server:
    """The server process seen from outside."""

    def __init__(self, line: Connection, port: int) -> None:
        self._line = line
        self.port = port

    def asked(self) -> Asked:
        """What it was asked since the last time."""
        self._line.send("asked")
        answer = self._line.recv()
        assert isinstance(answer, Asked)
        return answer


@contextmanager
def served(pages: int, links: int = 0) -> Iterator[Server]:
    """Serve a portal of that many pages, with wide menus, on loopback while the context lasts."""
    context = multiprocessing.get_context("spawn")
    near, far = context.Pipe()
    process = context.Process(target=_serve, args=(far, pages, links), daemon=True)
    process.start()
    far.close()
    try:
        yield Server(near, int(near.recv()))
    finally:
        near.close()
        process.terminate()
        process.join()


def _serve(line: Connection, pages: int, links: int) -> None:
    asyncio.run(_listen(line, large_portal(pages, links)))


async def _listen(line: Connection, pages: Mapping[str, str]) -> None:
    ready = {}
    for path, text in pages.items():
        body = text.encode()
        tag = f'"{hashlib.sha1(body, usedforsecurity=False).hexdigest()[:16]}"'
        kind = "text/html" if body.startswith(b"<") else "text/plain"
        ready[path] = (gzip.compress(body, 4, mtime=0), tag, len(body), kind)
    count = [0, 0, 0]

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                path = head.split(" ", 2)[1]
                count[0] += 1
                body, tag, size, kind = ready.get(path, (gzip.compress(b"404"), "", 3, "text/html"))
                status = "200 OK" if tag else "404 Not Found"
                if tag and tag in head:
                    status, body, size = "304 Not Modified", b"", 0
                    count[1] += 1
                count[2] += size
                lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
                if body:
                    lines += [f"Content-Type: {kind}; charset=utf-8", "Content-Encoding: gzip"]
                lines += [f"ETag: {tag}"] if tag else []
                writer.write(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body)
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    line.send(server.sockets[0].getsockname()[1])

    def answer() -> None:
        try:
            line.recv()
        except EOFError:
            asyncio.get_running_loop().remove_reader(line.fileno())
            server.close()
            return
        line.send(Asked(*count))
        count[:] = [0, 0, 0]

    asyncio.get_running_loop().add_reader(line.fileno(), answer)
    with suppress(asyncio.CancelledError):
        await server.serve_forever()
