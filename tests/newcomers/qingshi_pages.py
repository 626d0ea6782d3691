"""The pages of 青石县."""
# ruff: noqa: E501  (the lines are markup and Chinese prose)

from __future__ import annotations

from collections.abc import Sequence

from tests.newcomers import texts
from tests.newcomers.facts import Entry, Letter, d
from tests.newcomers.frame import (
    Skin,
    at,
    gazettes,
    paragraphs,
    reports,
)

HOME = at("www.qingshi")
HEADS = (
    "一、背景情况",
    "二、重要意义",
    "三、起草经过与调研论证",
    "四、总体目标",
    "五、主要内容",
    "六、政策创新",
    "七、保障机制",
    "八、解读机关、解读人",
)


class Qingshi(Skin):
    def wrap(self, title: str, inner: str, metas: str = "") -> str:
        menu = "".join(
            f"<a class='m' href='{p}'><span>{t}</span></a>"
            for t, p in (
                ("首页", "/"),
                ("青石资讯", "/zx"),
                ("公告公示", "/gg"),
                ("政务公开", "/open"),
                ("县长之窗", "/leader"),
                ("百姓呼声", "/voice"),
                ("征集调查", "/survey"),
            )
        )
        return (
            f"<!DOCTYPE html><html><head><meta charset='utf-8'>{metas}<title>{title}</title></head>"
            f"<body><div class='head'>{menu}</div><div class='wrap'>{inner}</div>"
            "<div class='bottom'>青石县人民政府主办</div></body></html>"
        )

    def cards(
        self, path: str, title: str, rows: Sequence[tuple[str, str, object]], top: str = ""
    ) -> None:
        per, total = 8, max(1, -(-len(rows) // 8))
        for page in range(1, total + 1):
            made = "".join(
                f"<div class='card'><div class='dt'><b>{str(on)[8:]}</b><i>{str(on)[:7]}</i></div>"
                f"<div class='tx'><a href='{u}'>{t}</a></div></div>"
                for t, u, on in rows[(page - 1) * per : page * per]
            )
            turn = "".join(f"<a href='{path}?page={n}'>{n}</a>" for n in range(1, total + 1))
            html = self.wrap(
                title,
                (
                    f"<h2>{title}</h2>{top}{made or '<p>暂无信息</p>'}"
                    f"<div class='pager'>{turn if total > 1 else ''}</div>"
                ),
            )
            if page == 1:
                self.put(path, html)
            self.put(f"{path}?page={page}", html)

    def entries(self, path: str, title: str, entries: list[Entry]) -> None:
        for n, e in enumerate(entries):
            e.url = self.put(
                f"{path}/{n + 1}",
                self.wrap(
                    e.title,
                    f"<h1>{e.title}</h1><div class='info'><span>{e.on}</span><span>本网</span></div>"
                    f"<div class='txt'>{paragraphs(e.text)}</div>",
                ),
            )
        self.cards(
            path, title, [(("[置顶] " if e.top else "") + e.title, e.url, e.on) for e in entries]
        )

    def render(self) -> None:
        u = self.unit
        self.entries("/zx", "青石资讯", u.lists["news"] or [])
        self.entries("/gg", "公告公示", u.lists["notices"] or [])
        self.entries("/open/files", "政策文件", u.lists["policy_documents"] or [])
        self.entries("/open/policy/bulletin", "政府公报", gazettes("青石县", "2026-10-22"))
        self.cards("/survey", "征集调查", [])
        self.documents()
        self.board()
        office = {
            "office": "青石县人民政府办公室",
            "place": "青石县石城路8号",
            "phone": "0577-6800001",
        }
        self.put(
            "/open/guide", self.wrap("政府信息公开指南", paragraphs(texts.GUIDE.format(**office)))
        )
        self.put("/open/apply", self.wrap("依申请公开", paragraphs(texts.REQUEST.format(**office))))
        self.entries(
            "/open/rules",
            "政府信息公开制度",
            [Entry("z", "中华人民共和国政府信息公开条例", d("2019-04-22"), text=texts.SYSTEM)],
        )
        self.put(
            "/open/agency",
            self.wrap(
                "机构概况",
                paragraphs(
                    texts.PROFILE.format(
                        duty="执行上级国家行政机关的决定和命令，管理本行政区域内各项事业",
                        place="青石县石城路8号",
                        phone="0577-6800001",
                        head="温如海",
                    )
                ),
            ),
        )
        for k, name in enumerate(("财政信息", "重点领域", "行政执法", "民生保障"), 1):
            self.entries(
                f"/open/t{k}",
                name,
                [Entry("x", f"青石县2026年{name}专栏更新说明", d("2026-09-01"), text=texts.NEWS)],
            )
        self.put(
            "/open/policy",
            self.wrap(
                "政策",
                (
                    "<h2>政策</h2><p><a href='/open/norm'>行政规范性文件</a></p><p><a href='/open/files'>政策文件</a>"
                    "</p><p><a href='/open/read'>政策解读</a></p><p><a href='/open/policy/bulletin'>政府公报</a></p>"
                ),
            ),
        )
        self.put(
            "/open/law",
            self.wrap(
                "法定主动公开内容",
                "<h2>法定主动公开内容</h2>"
                + "".join(
                    f"<p><a href='{p}'>{t}</a></p>"
                    for t, p in (
                        ("政策", "/open/policy"),
                        ("机构概况", "/open/agency"),
                        ("领导信息", "/leader"),
                        ("财政信息", "/open/t1"),
                        ("重点领域", "/open/t2"),
                        ("行政执法", "/open/t3"),
                        ("民生保障", "/open/t4"),
                    )
                ),
            ),
        )
        yearly = ""
        for e in reports(
            "青石县人民政府", {2025: "2026-03-20", 2024: "2025-03-25", 2023: "2024-03-22"}
        ):
            e.url = self.put(f"/upload/report{e.key[1:]}.pdf", (200, _pdf(), "application/pdf"))
            yearly += (
                f"<div class='card'><div class='dt'><b>{str(e.on)[8:]}</b><i>{str(e.on)[:7]}</i></div>"
                f"<div class='tx'><a href='{e.url}'>{e.title}.pdf</a></div></div>"
            )
        self.put(
            "/open",
            self.wrap(
                "政府信息公开",
                (
                    "<h2>政府信息公开</h2><div class='g'><a href='/open/guide'>政府信息公开指南</a>"
                    "<a href='/open/rules'>政府信息公开制度</a><a href='/open/policy'>政策</a><a href='/open/law'>法定主动公开内容</a>"
                    f"<a href='/open/apply'>依申请公开</a></div><h3>政府信息公开年报</h3>{yearly}"
                ),
            ),
        )
        self.put(
            "/leader",
            self.wrap(
                "县长之窗",
                "<h2>县政府领导</h2>"
                + "".join(
                    f"<div class='card'><b>{n}</b><span>{p}</span><p>{n}，{born}年出生，大学学历，高级工程师。</p></div>"
                    for n, p, born in (
                        ("温如海", "县长", 1974),
                        ("葛平", "副县长", 1979),
                        ("夏青", "副县长", 1983),
                    )
                ),
            ),
        )
        front = "".join(
            f"<p><a href='{e.url}'>{e.title}</a></p>" for e in (u.lists["news"] or [])[:8]
        )
        self.put("/", self.wrap("青石县人民政府", front))

    def documents(self) -> None:
        u = self.unit
        for x in u.docs:
            x.url = f"{HOME}/open/norm/{x.key}"
        for i in u.interps:
            i.url = f"{HOME}/open/read/{i.key}"
        for x in u.docs:
            path = x.url[len(HOME) :]
            if x.broken:
                self.dead(path)
                continue
            fields = [
                ("发文机关", "青石县人民政府办公室"),
                ("文件编号", x.number),
                ("成文日期", x.shown.get("成文日期", str(x.signed))),
                ("发布日期", str(x.on)),
                ("有效性", x.state if x.lapsed else "现行有效"),
            ]
            ul = "".join(f"<li><label>{a}</label><em>{v}</em></li>" for a, v in fields)
            links = "".join(f"<a href='{i.url}'>{i.title}</a>" for i in x.interps if i.fwd)
            lines = texts.body(x, "各乡镇人民政府，县直有关单位", "青石县人民政府办公室")
            if x.unsigned:
                lines = lines[:-2]
            self.put(
                path,
                self.wrap(
                    x.title,
                    (
                        f"<h1>{x.title}</h1><ul class='attr'>{ul}</ul><div class='txt'>{paragraphs(lines)}</div>"
                        + (f"<div class='more'>相关解读：{links}</div>" if links else "")
                    ),
                ),
            )
        for i in u.interps:
            inner = paragraphs(texts.NEWS * 2)
            if i.doc:
                name = i.doc.title.split("《")[-1].split("》")[0]
                inner = f"<p>《{name}》已经发布，现就有关问题作如下解读。</p>"
                for head, lines in texts.pieces(
                    i, HEADS, "青石县司法局", "彭嘉", "0577-6812345", "sfj@qingshi.example"
                ):
                    inner += f"<p style='font-weight:bold'>{head}</p>{paragraphs(lines)}"
                if i.back:
                    inner += f"<p>原文链接：<a href='{i.doc.url}'>{i.doc.title}</a></p>"
            self.put(
                i.url[len(HOME) :],
                self.wrap(
                    i.title,
                    (
                        f"<h1>{i.title}</h1><div class='info'><span>{i.on}</span><span>县司法局</span></div>"
                        f"<div class='txt'>{inner}</div>"
                    ),
                ),
            )
        self.cards(
            "/open/norm",
            "行政规范性文件",
            [(x.title, x.url, x.on) for x in sorted(u.docs, key=lambda x: x.on, reverse=True)],
        )
        self.cards(
            "/open/read",
            "政策解读",
            [(i.title, i.url, i.on) for i in sorted(u.interps, key=lambda i: i.on, reverse=True)],
        )

    def board(self) -> None:
        cards = ""
        for x in self.unit.letters:
            path = f"/voice/{x.no}"
            x.url = HOME + path
            self.put(path, self.wrap(x.title, self.letter(x)))
            cards += (
                f"<div class='card'><a href='{path}'>{x.title}</a><span>{x.kind}</span>"
                f"<span>{'已办结' if any(r[2] for r in x.replies) else '办理中'}</span></div>"
            )
        self.put("/voice", self.wrap("百姓呼声", f"<h2>百姓呼声（留言选登）</h2>{cards}"))

    def letter(self, x: Letter) -> str:
        state = "已办结" if any(r[2] for r in x.replies) else "办理中"
        out = (
            f"<h1>{x.title}</h1><div class='st'>状态：{state}　类型：{x.kind}</div>"
            f"<div class='q'><p>{x.ask}</p><p>写信时间：{x.on} 10:20</p></div>"
        )
        for on, words, _ in x.replies:
            out += f"<div class='r'><p>{words}</p><p>答复单位：青石县有关部门</p><p>答复日期：{on}</p></div>"
        return out


def _pdf() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]"
        b"/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>endobj\n"
        b"trailer<</Root 1 0 R>>\n" + b"%" + b"x" * 1500 + b"\n%%EOF\n"
    )
