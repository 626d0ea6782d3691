"""The two guests of 禾源县, 水利局 and 石桥镇, inside the county's frame."""
# ruff: noqa: E501  (the lines are markup and Chinese prose)

from __future__ import annotations

from tests.newcomers import texts
from tests.newcomers.facts import Entry, Unit, d
from tests.newcomers.frame import (
    Book,
    Skin,
    notices,
    paragraphs,
    reading,
    reports,
)
from tests.newcomers.heyuan_pages import HEADS, HOME, interpretation, rows_html, wrap


def bureau() -> Unit:
    u = Unit("swj", "禾源县水利局", "department", HOME + "/bmxxgk/swj/", "heyuan", guest=True)
    b = Book(u, "禾水政", "禾源县水利局关于印发《{}》的通知", "《{}》解读")
    b.doc("w1", "农村饮水工程水质巡检规则", 2, "2026-02-25", "2026-03-02", reading("2026-03-04"))
    b.doc("w2", "水土保持补偿费减免办法", 6, "2026-05-18", "2026-05-21")
    b.doc(
        "w3",
        "河湖长履职评价细则",
        9,
        "2026-08-03",
        "2026-09-04",
        reading("2026-09-04", "解读联系", "联系人缺"),
        hide=("有效性",),
        faults=("有效性",),
    )
    b.doc(
        "w4",
        "取水计量设施安装规定",
        3,
        "2023-02-06",
        "2023-02-10",
        expired=True,
        tail="第六条　本规定有效期至2026年2月9日。",
    )
    u.lists = {"notices": notices("禾源县水利", "2026-08-11", count=4)}
    u.sections = {"agency_profile": ("failed", "under construction, no text")}
    u.report = "2026-02-03"
    Guest(u, "县水利局", "swj").bureau()
    return u


def township() -> Unit:
    u = Unit("sqz", "禾源县石桥镇人民政府", "township", HOME + "/xzxxgk/sqz/", "heyuan", guest=True)
    u.lists = {"notices": notices("石桥镇", "2026-04-30", count=4)}
    u.sections = {"information_request": ("failed", "only the county's own in the frame")}
    u.missing_parts = ("政府信息公开指南",)
    u.leaders = ("failed", "党务公开、村务公开 only")
    u.report = "-"
    Guest(u, "石桥镇", "sqz").township()
    return u


class Guest(Skin):
    """A guest's pages: the county's frame, a side menu of its own."""

    def __init__(self, unit: Unit, name: str, code: str) -> None:
        super().__init__(unit)
        self.name, self.base = name, unit.home[len(HOME) :]
        self.items: tuple[tuple[str, str], ...] = ()

    def page(self, tail: str, title: str, inner: str) -> str:
        side = "".join(f"<dd><a href='{self.base}{p}'>{t}</a></dd>" for t, p in self.items)
        return self.put(
            self.base + tail,
            wrap(
                f"{self.name}{title}",
                f"<div class='wz'>当前位置：{self.name} &gt; {title}</div>{inner}",
                f"<dl id='side'><dt>{self.name}</dt>{side}</dl>",
            ),
        )

    def entries(self, tail: str, title: str, entries: list[Entry]) -> None:
        for n, e in enumerate(entries):
            e.url = self.page(
                f"{tail}{n + 1}.html",
                e.title,
                (
                    f"<div class='bt'>{e.title}</div><p>发布时间：{e.on}</p>"
                    f"<div class='j-fontContent'>{paragraphs(e.text)}</div>"
                ),
            )
        self.page(tail, title, rows_html([(e.title, e.url, e.on) for e in entries]))

    def bureau(self) -> None:
        u = self.unit
        self.items = (
            ("水利局领导", "ld/"),
            ("水利局机构职能", "jgzn/"),
            ("政府信息公开指南", "zn/"),
            ("政府信息公开制度", "zd/"),
            ("法定主动公开内容", "fd/"),
            ("政府信息公开年报", "nb/"),
            ("依申请公开", "ysq/"),
            ("规范性文件", "gf/"),
            ("政策解读", "jd/"),
            ("公示公告", "gg/"),
        )
        office = {
            "office": "禾源县水利局办公室",
            "place": "禾源县清河路18号",
            "phone": "0577-6402210",
        }
        self.entries("gg/", "公示公告", u.lists["notices"] or [])
        for x in u.docs:
            x.url = f"{HOME}{self.base}gf/{x.key}.html"
        for i in u.interps:
            i.url = f"{HOME}{self.base}jd/{i.key}.html"
            self.page(
                f"jd/{i.key}.html",
                i.title,
                interpretation(
                    i,
                    HEADS,
                    ("禾源县水利局", "林国栋", "0577-6402233", "slj@heyuan.example"),
                    "政策文件",
                ),
            )
        for x in u.docs:
            line = [
                f"发文机关：{self.unit.name}",
                f"文 号：{x.number}",
                f"成文日期：{texts.hanzi(x.signed)}",
                f"发布时间：{x.on}",
            ]
            if "有效性" not in x.hide:
                line.append(f"时效性：{x.state}")
            links = "".join(f"<p>政策解读：<a href='{i.url}'>{i.title}</a></p>" for i in x.interps)
            self.page(
                f"gf/{x.key}.html",
                x.title,
                (
                    f"<div class='bt'>{x.title}</div><div class='xx'>{'　|　'.join(line)}</div>"
                    f"<div class='j-fontContent'>"
                    f"{paragraphs(texts.body(x, '各水管单位', u.name))}</div>{links}"
                ),
            )
        self.page(
            "gf/",
            "规范性文件",
            rows_html(
                [(x.title, x.url, x.on) for x in sorted(u.docs, key=lambda x: x.on, reverse=True)]
            ),
        )
        self.page(
            "jd/",
            "政策解读",
            rows_html(
                [
                    (i.title, i.url, i.on)
                    for i in sorted(u.interps, key=lambda i: i.on, reverse=True)
                ]
            ),
        )
        self.page(
            "ld/",
            "水利局领导",
            (
                "<table><tr><th>姓名</th><th>职务</th><th>工作分工</th></tr>"
                "<tr><td>林国栋</td><td>局长</td><td>主持局全面工作。</td></tr>"
                "<tr><td>沈佳</td><td>副局长</td><td>分管办公室、规划财务、政府信息公开工作。</td></tr></table>"
            ),
        )
        self.page("jgzn/", "水利局机构职能", "<p>栏目建设中，敬请期待。</p>")
        self.page("zn/", "政府信息公开指南", paragraphs(texts.GUIDE.format(**office)))
        self.page("ysq/", "依申请公开", paragraphs(texts.REQUEST.format(**office)))
        self.entries(
            "zd/",
            "政府信息公开制度",
            [Entry("z", "中华人民共和国政府信息公开条例", d("2019-05-20"), text=texts.SYSTEM)],
        )
        self.entries(
            "nb/", "政府信息公开年报", reports(u.name, {2025: "2026-02-03", 2024: "2025-01-24"})
        )
        self.entries(
            "xx/",
            "水利工程建设",
            [Entry("x", "2026年度水利工程建设计划", d("2026-03-16"), text=texts.NEWS)],
        )
        self.page(
            "fd/",
            "法定主动公开内容",
            "".join(
                f"<p><a href='{self.base}{p}'>{t}</a></p>"
                for t, p in (("规范性文件", "gf/"), ("政策解读", "jd/"), ("水利工程建设", "xx/"))
            ),
        )
        self.front()

    def township(self) -> None:
        u = self.unit
        self.items = (
            ("石桥镇领导", "ld/"),
            ("石桥镇概况与机构职能", "jgzn/"),
            ("政府信息公开制度", "zd/"),
            ("法定主动公开内容", "fd/"),
            ("政府信息公开年报", "nb/"),
            ("镇通知公告", "gg/"),
        )
        self.entries("gg/", "镇通知公告", u.lists["notices"] or [])
        self.page(
            "ld/",
            "石桥镇领导",
            (
                "<p><b>高远</b>　镇长</p><p>高远，男，1982年生。主持镇政府全面工作。</p>"
                "<p><b>邓晓兰</b>　副镇长</p><p>邓晓兰，女，1986年生。负责党务公开、村务公开、民政和信访工作。</p>"
            ),
        )
        self.page(
            "jgzn/",
            "石桥镇概况与机构职能",
            paragraphs(
                texts.PROFILE.format(
                    duty="落实上级各项决策部署，负责辖区经济发展、公共服务和社会治理",
                    place="石桥镇正街66号",
                    phone="0577-6403366",
                    head="高远",
                )
            ),
        )
        self.entries(
            "zd/",
            "政府信息公开制度",
            [Entry("z", "中华人民共和国政府信息公开条例", d("2019-06-03"), text=texts.SYSTEM)],
        )
        self.entries(
            "nb/", "政府信息公开年报", reports(u.name, {2025: "2026-03-02", 2024: "2025-02-10"})
        )
        self.entries(
            "sh/",
            "社会救助",
            [Entry("x", "石桥镇2026年10月低保发放公示", d("2026-10-16"), text=texts.NOTICE)],
        )
        self.entries(
            "nc/",
            "惠农补贴",
            [Entry("x", "石桥镇2026年耕地地力保护补贴公示", d("2026-06-16"), text=texts.NOTICE)],
        )
        self.page(
            "fd/",
            "法定主动公开内容",
            "".join(
                f"<p><a href='{self.base}{p}'>{t}</a></p>"
                for t, p in (("社会救助", "sh/"), ("惠农补贴", "nc/"))
            ),
        )
        self.front()

    def front(self) -> None:
        rows = rows_html([(e.title, e.url, e.on) for e in self.unit.lists["notices"] or []])
        self.page("", "政府信息公开", f"<h2>{self.unit.name}政府信息公开</h2>{rows}")
