"""The frame of 澜川市: menu, lists, plain articles."""
# ruff: noqa: E501  (the lines are markup and Chinese prose)

from __future__ import annotations

from collections.abc import Sequence

from tests.newcomers import texts
from tests.newcomers.facts import Entry
from tests.newcomers.frame import (
    Skin,
    paragraphs,
)


class Frame(Skin):
    """Mega menu, dated lists, TRS pagers."""

    def place(self, base: str, on: object, key: str) -> str:
        day = str(on)
        return f"{base}{day[:4]}{day[5:7]}/t{day.replace('-', '')}_{sum(map(ord, base)) % 97}{key}.html"

    def wrap(self, title: str, inner: str, metas: str = "") -> str:
        menu = "".join(
            f"<dl class='mm'><dt><a href='{top}'>{name}</a></dt><dd>"
            + "".join(f"<a href='{p}'>{t}</a>" for t, p in subs)
            + "</dd></dl>"
            for name, top, subs in self.menu()
        )
        return (
            f"<!DOCTYPE html><html><head><meta charset='utf-8'>{metas}<title>{title}_澜川市人民政府"
            f"</title></head><body><div class='mast'>澜川市人民政府门户网站</div>"
            f"<nav class='mega'>{menu}</nav><section class='core'>{inner}</section>"
            "<footer>主办：澜川市人民政府办公室　网站标识码：3499000012　皖ICP备05000001号</footer></body></html>"
        )

    def menu(self) -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
        return (
            ("走进澜川", "/zjlc/index.html", ()),
            (
                "新闻中心",
                "/xwzx/lcyw/index.html",
                (("澜川要闻", "/xwzx/lcyw/index.html"), ("公示公告", "/xwzx/gsgg/index.html")),
            ),
            (
                "政务公开",
                "/zwgk/xxgk/index.html",
                (
                    ("市政府领导", "/zwgk/szfld/index.html"),
                    ("机构职能", "/zwgk/jgzn/index.html"),
                    ("政策", "/zwgk/zc/index.html"),
                    ("政策解读", "/zwgk/zcjd/index.html"),
                    ("政府公报", "/zwgk/zfgb/index.html"),
                    ("政府信息公开", "/zwgk/xxgk/index.html"),
                ),
            ),
            ("办事服务", "/fw/index.html", ()),
            (
                "互动交流",
                "/hdjl/index.html",
                (("留言板", "/hdjl/wlwz/index.html"), ("意见征集", "/hdjl/yjzj/index.html")),
            ),
        )

    def rows(self, rows: Sequence[tuple[str, str, object]]) -> str:
        return (
            "<ul class='wzlb'>"
            + "".join(
                f"<li><span>{on}</span><a href='{url}' title='{t}'>{t[:38]}</a></li>"
                for t, url, on in rows
            )
            + "</ul>"
        )

    def paged(
        self,
        base: str,
        title: str,
        rows: Sequence[tuple[str, str, object]],
        per: int,
        head: str = "",
    ) -> None:
        total = max(1, -(-len(rows) // per))
        for page in range(total):
            script = f"<script>createPageHTML({total}, {page}, 'index', 'html');</script>"
            name = f"index_{page}.html" if page else "index.html"
            inner = f"<h2>{title}</h2>{head}{self.rows(rows[page * per : (page + 1) * per])}"
            self.put(base + name, self.wrap(title, inner + f"<div class='fenye'>{script}</div>"))

    def columns(
        self, base: str, title: str, entries: list[Entry] | None, tabs: bool = False
    ) -> None:
        entries = entries or []
        for e in entries:
            if not e.url:
                e.url = self.place(base, e.on, e.key)
                self.put(
                    e.url,
                    self.wrap(
                        e.title,
                        (
                            f"<h1>{e.title}</h1><div class='ly'>来源：市政府办公室　日期：{e.on}</div>"
                            f"<div class='TRS_UEDITOR'>{paragraphs(e.text or texts.NEWS)}</div>"
                        ),
                    ),
                )
        self.paged(
            base, title, [(e.title, e.url, e.on) for e in entries], 12, self.tabs() if tabs else ""
        )

    def tabs(self) -> str:
        return (
            "<div class='qh'><a href='/zwgk/zc/bjzc/index.html'>本级政策</a>"
            "<a href='/zwgk/zc/sjzc/index.html'>上级政策</a>"
            "<a href='/zwgk/zc/bmwj/index.html'>部门文件</a></div>"
        )

    def services(self) -> None:
        links = ""
        for k in range(1, 111):
            path = self.put(
                f"/fw/sx{k}.html",
                self.wrap(
                    f"办事事项{k}",
                    f"<h1>便民事项第{k}号办理须知</h1><p>请携带身份证到市民中心{k % 30 + 1}号窗口办理。</p>",
                ),
            )
            links += f"<a href='{path}'>便民事项{k}</a> "
        self.all = links
        self.put("/fw/index.html", self.wrap("办事服务", f"<h2>办事服务</h2>{links}"))
        self.put(
            "/zjlc/index.html",
            self.wrap("走进澜川", paragraphs("澜川地处江南丘陵，辖三县一区。" * 5)),
        )
