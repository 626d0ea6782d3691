"""The pages of 禾源县."""
# ruff: noqa: E501  (the lines are markup and Chinese prose)

from __future__ import annotations

from collections.abc import Sequence

from tests.newcomers import texts
from tests.newcomers.facts import Doc, Entry, Interp, d
from tests.newcomers.frame import (
    Skin,
    at,
    consultations,
    paragraphs,
    reports,
)

HOME = at("www.heyuan")
HEADS = (
    "（一）政策背景及依据",
    "（二）出台目的和意义",
    "（三）形成过程",
    "（四）预期目标",
    "（五）重点任务",
    "（六）政策亮点",
    "（七）组织保障",
    "（八）解读联系",
)


class Heyuan(Skin):
    def render(self) -> None:
        u = self.unit
        self.listing("/xwzx/hyyw/index.html", "禾源要闻", u.lists["news"] or [], "/xwzx/hyyw/")
        self.listing("/xwzx/tzgg/index.html", "通知公告", u.lists["notices"] or [], "/xwzx/tzgg/")
        self.listing(
            "/public/column/6010?type=4&catId=60108&action=list",
            "其他政策文件",
            u.lists["policy_documents"] or [],
            "/public/6010/",
        )
        self.listing(
            "/hdjl/yjzj/index.html",
            "意见征集",
            consultations("禾源县", ("2026-09-01", "2026-10-01", "物业服务收费办法")),
            "/hdjl/yjzj/",
        )
        for x in u.docs:
            x.url = f"{HOME}/public/6010/{x.key}.html"
        for i in u.interps:
            i.url = f"{HOME}/zwgk/zcjd/5{i.key}.html"
        ordered = sorted(u.docs, key=lambda x: x.on, reverse=True)
        self.paged(
            "/public/column/6010?type=4&catId=60101&action=list",
            "行政规范性文件",
            [(x.title, x.url, x.on) for x in ordered],
        )
        self.paged(
            "/zwgk/zcjd/index.html",
            "政策解读",
            [(i.title, i.url, i.on) for i in sorted(u.interps, key=lambda i: i.on, reverse=True)],
        )
        for x in u.docs:
            self.document(x)
        for i in u.interps:
            self.put(
                i.url[len(HOME) :],
                wrap(
                    i.title,
                    interpretation(
                        i, HEADS, ("禾源县司法局", "陈立", "0577-6401234", "sfj@heyuan.example")
                    ),
                ),
            )
        self.board()
        self.others()

    def paged(self, base: str, title: str, rows: Sequence[tuple[str, str, object]]) -> None:
        per = 9
        total = max(1, -(-len(rows) // per))
        join = "&" if "?" in base else "?"
        for page in range(1, total + 1):
            links = "".join(
                f"<a class='pg' paged='{n}' href='{base}{join}pageIndex={n}'>{n}</a>"
                for n in range(1, total + 1)
                if n != page
            )
            path = base if page == 1 else f"{base}{join}pageIndex={page}"
            self.put(
                path,
                wrap(
                    title,
                    (
                        f"<div class='lm'>{title}</div>{rows_html(rows[(page - 1) * per : page * per])}"
                        f"<div class='pagination' id='page_public_info'>共{total}页 {links}</div>"
                    ),
                ),
            )
            if page == 1:
                self.put(f"{base}{join}pageIndex=1", self.unit.pages[base])

    def listing(self, base: str, title: str, entries: list[Entry], where: str) -> None:
        for n, e in enumerate(entries):
            e.url = self.put(
                f"{where}7{sum(map(ord, where + base)) % 997}{n:02d}.html",
                wrap(
                    e.title,
                    f"<div class='bt'>{e.title}</div><div class='wzfbxx'>发布时间：{e.on} 08:30　"
                    f"来源：县融媒体中心</div><div class='j-fontContent'>{paragraphs(e.text)}</div>",
                ),
            )
        self.paged(base, title, [(e.title, e.url, e.on) for e in entries])

    def document(self, x: Doc) -> None:
        pairs = [
            ("索　引　号", f"11330000MB1{x.key}/{x.on.year}-00{x.key[-2:]}"),
            ("发布机构", x.issuer or "禾源县人民政府办公室"),
            ("文　　　号", x.number),
        ]
        if "成文日期" not in x.hide:
            pairs.append(("成文日期", str(x.signed)))
        pairs += [
            ("发布日期", f"{x.on} 10:15"),
            ("有&nbsp;效&nbsp;性", x.state),
            ("废止日期", x.repealed or "暂无"),
        ]
        dl = "".join(f"<dt>{a}：</dt><dd>{v}</dd>" for a, v in pairs)
        lines = texts.body(x, "各乡镇人民政府，县直各单位", "禾源县人民政府办公室")
        links = "".join(f"<p><a href='{i.url}'>{i.title}</a></p>" for i in x.interps if i.fwd)
        self.put(
            x.url[len(HOME) :],
            wrap(
                x.title,
                (
                    f"<dl class='gkxx'>{dl}</dl><div class='bt'>{x.title}</div>"
                    f"<div class='j-fontContent'>{paragraphs(lines)}</div>"
                    + (f"<div class='gl'>解读材料：{links}</div>" if links else "")
                ),
            ),
        )

    def board(self) -> None:
        rows = ""
        for n, x in enumerate(self.unit.letters):
            x.url = f"{HOME}/hdjl/xzxx/9{n:03d}.html"
            last = x.replies[-1][0] if x.replies else "—"
            rows += (
                f"<tr><td>{x.no}</td><td>{x.kind}</td><td><a href='{x.url}'>{x.title}</a></td>"
                f"<td>{x.on}</td><td>{last}</td></tr>"
            )
            answer = "".join(
                f"<div class='da'><h3>回复</h3>{paragraphs(w)}</div>" for _, w, _ in x.replies
            )
            self.put(
                x.url[len(HOME) :],
                wrap(
                    x.title,
                    (
                        f"<div class='bt'>{x.title}</div><div class='wen'><h3>来信</h3>{paragraphs(x.ask)}</div>"
                        + (answer or "<div class='da'><h3>回复</h3><p>正在办理中。</p></div>")
                    ),
                ),
            )
        self.put(
            "/hdjl/xzxx/index.html",
            wrap(
                "县长信箱",
                (
                    "<div class='lm'>县长信箱</div><table><tr><th>编号</th><th>类型</th><th>标题</th>"
                    f"<th>来信日期</th><th>回复日期</th></tr>{rows}</table>"
                ),
            ),
        )

    def others(self) -> None:
        people = (
            ("孙志成", "县长", "主持县政府全面工作，负责财政、审计方面工作。"),
            ("钱海燕", "常务副县长", "负责发展改革、应急管理、统计工作，推进机关党务公开。"),
            ("吴立群", "副县长", "负责教育、卫生健康、村务公开指导和民政工作。"),
        )
        links = ""
        for k, (name, post, work) in enumerate(people, 1):
            path = self.put(
                f"/content/column/6801?liId={k}",
                wrap(
                    name,
                    (
                        f"<div class='bt'>{name}</div><p>{post}。{name}，男，1976年生，省委党校研究生。</p>"
                        f"<p>分管工作：{work}</p>"
                    ),
                ),
            )
            links += f"<li><a href='{path}'>{name}</a> {post}</li>"
        self.put(
            "/ldzc/index.html",
            wrap("县政府领导", f"<div class='lm'>县政府领导</div><ul>{links}</ul>"),
        )
        office = {
            "office": "禾源县人民政府办公室",
            "place": "禾源县政务大楼",
            "phone": "0577-6400001",
        }
        base = "/public/column/6010?type="
        self.put(base + "3", wrap("政府信息公开指南", paragraphs(texts.GUIDE.format(**office))))
        self.put(base + "5", wrap("依申请公开", paragraphs(texts.REQUEST.format(**office))))
        self.listing(
            base + "6",
            "政府信息公开年报",
            reports("禾源县人民政府", {2025: "2026-04-02", 2024: "2025-03-27"}),
            "/public/6010/",
        )
        self.put(
            "/public/column/6010?type=4&catId=60102&action=list",
            wrap(
                "机构职能",
                paragraphs(
                    texts.PROFILE.format(
                        duty="负责全县经济社会发展各项行政工作",
                        place="禾源县政务大楼",
                        phone="0577-6400001",
                        head="孙志成",
                    )
                ),
            ),
        )
        left = "".join(
            f"<li><a href='{p}'>{t}</a></li>"
            for t, p in (
                ("政府信息公开指南", base + "3"),
                ("法定主动公开内容", base + "4"),
                ("政府信息公开年报", base + "6"),
                ("依申请公开", base + "5"),
            )
        )
        tree = "".join(
            f"<li><a href='{p}'>{t}</a></li>"
            for t, p in (
                ("行政规范性文件", base + "4&catId=60101&action=list"),
                ("其他政策文件", base + "4&catId=60108&action=list"),
                ("机构职能", base + "4&catId=60102&action=list"),
                ("领导信息", "/ldzc/index.html"),
                ("政策解读", "/zwgk/zcjd/index.html"),
            )
        )
        for k, name in enumerate(
            ("财政资金", "行政执法公示", "重大项目建设", "生态环境", "养老服务"), 1
        ):
            path = f"{base}4&catId=6020{k}&action=list"
            self.listing(
                path,
                name,
                [Entry(f"t{k}", f"禾源县2026年上半年{name}信息", d("2026-07-20"), text=texts.NEWS)],
                "/public/6010/",
            )
            tree += f"<li><a href='{path}'>{name}</a></li>"
        self.put(base + "4", wrap("法定主动公开内容", f"<ul>{tree}</ul>"))
        self.put(
            "/public/column/6010",
            wrap(
                "政府信息公开",
                (
                    f"<div class='zc'><ul>{left}</ul><ul>{tree}</ul></div><div class='yc'>请从左侧选择栏目</div>"
                ),
            ),
        )
        guests = (
            f"<div class='bm'>部门公开：<a href='{HOME}/bmxxgk/swj/'>县水利局</a>　"
            f"乡镇公开：<a href='{HOME}/xzxxgk/sqz/'>石桥镇</a></div>"
        )
        self.put("/public/bmxz/index.html", wrap("部门和乡镇", guests))
        front = rows_html([(e.title, e.url, e.on) for e in (self.unit.lists["news"] or [])[:7]])
        notes = rows_html([(e.title, e.url, e.on) for e in (self.unit.lists["notices"] or [])[:5]])
        self.put(
            "/", wrap("首页", f"<div class='a'>{front}</div><div class='b'>{notes}</div>{guests}")
        )


def rows_html(rows: Sequence[tuple[str, str, object]]) -> str:
    if not rows:
        return "<div class='none'>暂无信息</div>"
    return (
        "<div class='list'>"
        + "".join(
            f"<div class='row'><a class='left' title='{t}' href='{u}'>{t}</a><span class='date'>{on}</span>"
            "</div>"
            for t, u, on in rows
        )
        + "</div>"
    )


def wrap(title: str, inner: str, side: str = "") -> str:
    """The county's frame, which its guests stand in as well."""
    menu = "".join(
        f"<li><a href='{HOME}{p}'>{t}</a></li>"
        for t, p in (
            ("首页", "/"),
            ("禾源要闻", "/xwzx/hyyw/index.html"),
            ("通知公告", "/xwzx/tzgg/index.html"),
            ("县政府领导", "/ldzc/index.html"),
            ("政府信息公开", "/public/column/6010"),
            ("政策解读", "/zwgk/zcjd/index.html"),
            ("县长信箱", "/hdjl/xzxx/index.html"),
            ("意见征集", "/hdjl/yjzj/index.html"),
            ("部门和乡镇", "/public/bmxz/index.html"),
        )
    )
    foot = "".join(
        f"<a href='{HOME}/public/column/6010?type={n}'>{t}</a> | "
        for t, n in (
            ("政府信息公开指南", 3),
            ("法定主动公开内容", 4),
            ("依申请公开", 5),
            ("政府信息公开年报", 6),
        )
    )
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}-禾源县人民政府网</title></head>"
        f"<body><div id='top'><h1>禾源县人民政府</h1><ul>{menu}</ul></div>{side}"
        f"<div id='mid'>{inner}</div><div id='foot'>{foot}主办：禾源县人民政府办公室</div></body></html>"
    )


def interpretation(
    i: Interp, heads: tuple[str, ...], contact: tuple[str, str, str, str], label: str = "解读文件"
) -> str:
    top = f"<div class='bt'>{i.title}</div><div class='wzfbxx'>发布时间：{i.on} 15:02　来源：县司法局</div>"
    if i.sort == "picture":
        inner = "<p><img src='/img/a.png'></p>"
    elif i.sort != "own" or not i.doc:
        inner = paragraphs(texts.NEWS * 2)
    else:
        name = i.doc.title.split("《")[-1].split("》")[0]
        inner = f"<p>《{name}》（{i.doc.number}）已经公布，现解读如下。</p>"
        for head, lines in texts.pieces(i, heads, *contact):
            inner += f"<h4>{head}</h4>{paragraphs(lines)}"
    if i.doc and i.back:
        inner += f"<p class='yw'>{label}：<a href='{i.doc.url}'>{i.doc.title}</a></p>"
    return f"{top}<div class='j-fontContent'>{inner}</div>"
