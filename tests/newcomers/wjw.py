"""市卫生健康委员会: a department on its own host; its request section stands at the city's."""
# ruff: noqa: E501  (the lines are markup and Chinese prose)

from __future__ import annotations

from collections.abc import Sequence

from tests.newcomers import texts
from tests.newcomers.facts import Entry, Unit, d
from tests.newcomers.frame import Book, Skin, at, news, notices, paragraphs, reading, reports

HOME = at("wjw.lanchuan")
HEADS = (
    "【制定背景】",
    "【制定目的】",
    "【起草过程】",
    "【工作目标】",
    "【重点内容】",
    "【创新亮点】",
    "【实施保障】",
    "【解读机构】",
)


def unit() -> Unit:
    u = Unit("wjw", "澜川市卫生健康委员会", "department", HOME + "/", "lanchuan")
    b = Book(u, "澜卫规", "澜川市卫生健康委员会关于印发{}的通知", "{}政策解读")
    b.doc("k1", "澜川市托育机构备案管理细则", 1, "2026-04-13", "2026-04-16", reading("2026-04-21"))
    b.doc("k2", "澜川市村卫生室运行补助标准", 3, "2026-06-22", "2026-06-25")
    b.doc(
        "k3",
        "澜川市社会急救员培训规范",
        5,
        "2026-09-11",
        "2026-09-16",
        reading("2026-09-21", "背景依据", "工作目标"),
        shown={"有效性": "—"},
        faults=("有效性",),
    )
    b.doc(
        "k4",
        "澜川市一次性用品消毒查验规定",
        2,
        "2015-05-04",
        "2015-05-08",
        state="废止",
        lapsed=True,
    )
    b.doc(
        "k5",
        "",
        "澜医保规〔2026〕6号",
        "2026-07-08",
        "2026-07-14",
        own=False,
        issuer="澜川市医疗保障局",
        full="关于印发澜川市门诊慢特病认定流程的通知",
    )
    b.doc(
        "k6",
        "澜川市公共场所自动体外除颤器配置指引",
        7,
        "2022-03-07",
        "2022-03-10",
        expired=True,
        tail="第六条　本指引自2022年4月1日起施行，有效期至2026年3月31日。",
    )
    b.doc("k7", "澜川市血站采血车停放规定", 4, "2026-07-27", "2026-08-28", reading("2026-08-31"))
    b.doc(
        "k8",
        "澜川市医疗废物转运联单填写说明",
        6,
        "2021-10-29",
        "2021-11-02",
        tail="第六条　本说明自2021年11月25日起施行，有效期五年。",
    )
    u.lists = {"notices": notices("澜川市卫生", "2026-10-15", count=5)}
    u.report = "2026-01-30"
    Wjw(u).render()
    return u


class Wjw(Skin):
    def wrap(self, title: str, inner: str, metas: str = "") -> str:
        menu = " · ".join(
            f"<a href='{p}'>{t}</a>"
            for t, p in (
                ("首页", "/index.php"),
                ("卫健动态", "/list.php?c=dt"),
                ("公示公告", "/list.php?c=gg"),
                ("委领导", "/list.php?c=ld"),
                ("机构设置与职能", "/list.php?c=jg"),
                ("政府信息公开", "/list.php?c=xxgk"),
                ("依申请公开", at("www.lanchuan") + "/zwgk/xxgk/bmys/wjw/index.html"),
            )
        )
        return (
            f"<html><head><meta charset='utf-8'>{metas}<title>{title}</title></head><body>"
            f"<center><font size=5>澜川市卫生健康委员会</font><br>{menu}</center><hr>{inner}<hr>"
            "<center>澜川市卫生健康委员会主办　地址：康宁路9号</center></body></html>"
        )

    def listing(self, code: str, title: str, rows: Sequence[tuple[str, str, object]]) -> None:
        made = "".join(f"<dt><a href='{u}'>{t}</a></dt><dd>（{on}）</dd>" for t, u, on in rows)
        self.put(f"/list.php?c={code}", self.wrap(title, f"<b>{title}</b><dl>{made}</dl>"))

    def entries(self, code: str, title: str, entries: list[Entry]) -> None:
        for n, e in enumerate(entries):
            e.url = self.put(
                f"/show.php?c={code}&id={n + 1}",
                self.wrap(
                    e.title,
                    (
                        f"<h3 align=center>{e.title}</h3><p align=center>（{e.on}）</p>{paragraphs(e.text)}"
                    ),
                ),
            )
        self.listing(code, title, [(e.title, e.url, e.on) for e in entries])

    def render(self) -> None:
        u = self.unit
        self.entries("gg", "公示公告", u.lists["notices"] or [])
        self.entries("dt", "卫健动态", news("澜川市卫健委", "2026-11-11", step=6, count=12))
        for x in u.docs:
            x.url = f"{HOME}/show.php?c=gfxwj&id={x.key}"
        for i in u.interps:
            i.url = f"{HOME}/show.php?c=jd&id={i.key}"
        for x in u.docs:
            cells = [
                ("发文机关", x.issuer or u.name),
                ("发文字号", x.number),
                ("成文日期", str(x.signed).replace("-", ".")),
                ("发布日期", str(x.on).replace("-", ".")),
                ("时 效 性", x.shown.get("有效性", x.state)),
                ("主题词", "卫生"),
            ]
            table = "".join(
                "<tr>"
                + "".join(f"<td bgcolor=#eee>{a}</td><td>{v}</td>" for a, v in cells[k : k + 3])
                + "</tr>"
                for k in (0, 3)
            )
            links = "".join(f"<br>配套解读：<a href='{i.url}'>{i.title}</a>" for i in x.interps)
            self.put(
                x.url[len(HOME) :],
                self.wrap(
                    x.title,
                    (
                        f"<h3 align=center>{x.title}</h3><table border=1>{table}</table>"
                        f"{paragraphs(texts.body(x, '各县（区）卫生健康局，委直属各单位', u.name))}{links}"
                    ),
                ),
            )
        for i in u.interps:
            assert i.doc
            name = i.doc.title.replace("澜川市卫生健康委员会关于印发", "").removesuffix("的通知")
            inner = f"<p>《{name}》（{i.doc.number}）现已公布，解读如下。</p>"
            for head, lines in texts.pieces(
                i, HEADS, "澜川市卫生健康委员会", "宋清", "0577-8602266", "wjw@lanchuan.example"
            ):
                inner += f"<p><b>{head}</b></p>{paragraphs(lines)}"
            inner += f"<p>政策原文：<a href='{i.doc.url}'>{i.doc.title}</a></p>"
            self.put(
                i.url[len(HOME) :],
                self.wrap(
                    i.title, f"<h3 align=center>{i.title}</h3><p align=center>（{i.on}）</p>{inner}"
                ),
            )
        self.listing(
            "gfxwj",
            "规范性文件",
            [(x.title, x.url, x.on) for x in sorted(u.docs, key=lambda x: x.on, reverse=True)],
        )
        self.listing(
            "jd",
            "政策解读",
            [(i.title, i.url, i.on) for i in sorted(u.interps, key=lambda i: i.on, reverse=True)],
        )
        self.put(
            "/list.php?c=ld",
            self.wrap(
                "委领导",
                (
                    "<b>委领导</b><p><b>宋文渊</b>　党委书记、主任</p><p>宋文渊，男，1971年生，研究生学历。"
                    "主持全面工作。</p><p><b>梁静</b>　党委委员、副主任</p><p>梁静，女，1980年生，医学硕士。"
                    "协助主任分管办公室、规划信息、政务公开、信访维稳工作。</p>"
                ),
            ),
        )
        office = {
            "office": "澜川市卫生健康委员会办公室",
            "place": "澜川市康宁路9号",
            "phone": "0577-8602200",
        }
        self.put(
            "/list.php?c=jg",
            self.wrap(
                "机构设置与职能",
                paragraphs(
                    texts.PROFILE.format(
                        duty="组织拟订全市卫生健康事业发展政策，统筹医疗卫生资源",
                        place="康宁路9号",
                        phone="0577-8602200",
                        head="宋文渊",
                    )
                ),
            ),
        )
        self.put(
            "/list.php?c=zn",
            self.wrap("政府信息公开指南", paragraphs(texts.GUIDE.format(**office))),
        )
        self.entries(
            "zd",
            "政府信息公开制度",
            [Entry("z", "中华人民共和国政府信息公开条例", d("2019-05-15"), text=texts.SYSTEM)],
        )
        self.entries(
            "nb", "政府信息公开年报", reports(u.name, {2025: "2026-01-30", 2024: "2025-01-26"})
        )
        self.entries(
            "yl",
            "医疗服务",
            [Entry("y", "2026年全市家庭医生签约服务安排", d("2026-03-30"), text=texts.NEWS)],
        )
        under = {"规范性文件": "gfxwj", "政策解读": "jd", "医疗服务": "yl"}
        own = "".join(f"<li><a href='/list.php?c={c}'>{t}</a></li>" for t, c in under.items())
        self.put(
            "/list.php?c=fd",
            self.wrap("法定主动公开内容", f"<b>法定主动公开内容</b><ul>{own}</ul>"),
        )
        four = "".join(
            f"<td><a href='/list.php?c={c}'>{t}</a></td>"
            for t, c in (
                ("政府信息公开指南", "zn"),
                ("政府信息公开制度", "zd"),
                ("法定主动公开内容", "fd"),
                ("政府信息公开年报", "nb"),
            )
        )
        self.put("/list.php?c=xxgk", self.wrap("政府信息公开", f"<table><tr>{four}</tr></table>"))
        home = self.wrap("澜川市卫生健康委员会", "<p>欢迎访问。</p>" + own)
        self.put("/", home)
        self.put("/index.php", home)
