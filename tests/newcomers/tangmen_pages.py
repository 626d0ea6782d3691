"""The pages of 塘门区."""
# ruff: noqa: E501  (the lines are markup and Chinese prose)

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tests.newcomers import texts
from tests.newcomers.facts import Entry, Letter, d
from tests.newcomers.frame import (
    Skin,
    at,
    consultations,
    paragraphs,
    reports,
)

HOME = at("www.tangmen")
HEADS = (
    "1.制定依据",
    "2.总体考虑",
    "3.起草情况",
    "4.目标任务",
    "5.主要举措",
    "6.主要特点",
    "7.下一步工作",
    "8.咨询方式",
)


class Tangmen(Skin):
    """Columns by number; each keeps its rows for the data call."""

    def render(self) -> None:
        u = self.unit
        self.rows: dict[str, list[str]] = {}
        self.put("/module/web/jpage/dataproxy.jsp", self.turn)
        self.entries(2001, "塘门新闻", u.lists["news"] or [])
        self.entries(2002, "通知公告", u.lists["notices"] or [])
        self.entries(3102, "政策文件", u.lists["policy_documents"] or [])
        self.entries(
            4002,
            "民意征集",
            consultations("塘门区", ("2026-08-05", "2026-09-05", "养老服务设施布局规划")),
        )
        self.column(3105, "政府公报", [])
        for x in u.docs:
            x.url = HOME + art(3101, x.on, x.key)
        for i in u.interps:
            i.url = HOME + art(3103, i.on, i.key)
        self.column(
            3101,
            "规范性文件",
            [(x.title, x.url, x.on) for x in sorted(u.docs, key=lambda x: x.on, reverse=True)],
        )
        self.column(
            3103,
            "政策解读",
            [(i.title, i.url, i.on) for i in sorted(u.interps, key=lambda i: i.on, reverse=True)],
        )
        self.texts_of()
        self.board()
        self.others()

    def wrap(self, title: str, inner: str, metas: str = "") -> str:
        menu = "".join(
            f"<td><a href='{p}'>{t}</a></td>"
            for t, p in (
                ("首　页", "/"),
                ("塘门新闻", col(2001)),
                ("通知公告", col(2002)),
                ("信息公开", col(3000)),
                ("区政府领导", col(3110)),
                ("政策解读", col(3103)),
                ("在线咨询", "/hdjl/zxly/index.html"),
                ("民意征集", col(4002)),
            )
        )
        return (
            f"<html><head><meta charset='utf-8'><title>{title}</title>{metas}</head><body>"
            f"<table class='nav'><tr>{menu}</tr></table><table class='bd'><tr>{self.tree(title)}"
            f"<td class='right'>{inner}</td></tr></table><p class='ft'>塘门区人民政府主办</p></body></html>"
        )

    def tree(self, title: str) -> str:
        if title not in _IN_TREE:
            return ""
        leaves = "".join(
            f"<div class='t1'><a href='{p}'>{t}</a></div>"
            for t, p in (
                ("政府信息公开指南", col(3001)),
                ("政府信息公开制度", col(3002)),
                ("法定主动公开内容", col(3100)),
            )
        )
        leaves += "".join(
            f"<div class='t2'><a href='{p}'>{t}</a></div>"
            for t, p in (
                ("规范性文件", col(3101)),
                ("政策文件", col(3102)),
                ("政策解读", col(3103)),
                ("机构职能", col(3104)),
                ("政府公报", col(3105)),
                ("领导分工", col(3110)),
            )
        )
        leaves += "".join(
            f"<div class='t2'><a href='{col(3200 + k)}'>{t}</a></div>" for k, t in enumerate(_MORE)
        )
        leaves += f"<div class='t1'><a href='{col(3003)}'>政府信息公开年报</a></div>"
        leaves += "".join(
            f"<div class='t2'><a href='{col(3300 + y)}'>{y}年</a></div>" for y in (2025, 2024, 2023)
        )
        return f"<td class='left'>{leaves}<div class='t1'><a href='{col(3004)}'>依申请公开</a></div></td>"

    def column(self, number: int, title: str, rows: Sequence[tuple[str, str, object]]) -> None:
        made = [
            f"<table width='100%'><tr><td><a href='{u}' title='{t}' target='_blank'>{t}</a></td>"
            f"<td class='bt_time'>[{on}]</td></tr></table>"
            for t, u, on in rows
        ]
        self.rows[str(number)] = made
        records = "".join(f"<record><![CDATA[{r}]]></record>" for r in made[:10])
        total = -(-len(made) // 10)
        group = (
            f"/module/web/jpage/dataproxy.jsp?page=2&appid=1&webid=31&path=/&columnid={number}"
            "&unitid=886&webname=塘门区&permissiontype=0"
        )
        inner = (
            f"<div class='tt'>{title}</div><div id='886'><script type='text/xml'><datastore>"
            + (f'<nextgroup><![CDATA[<a href="{group}"></a>]]></nextgroup>' if total > 1 else "")
            + f"<recordset>{records}</recordset></datastore></script></div>"
            "<script>$('#886').jpage({perPage:10,groupSize:1,totalRecord:"
            f"{len(made)},totalPage:{total},proxyUrl:'/module/web/jpage/dataproxy.jsp',"
            f"ajaxParam:{{columnid:{number},unitid:'886',webid:31,path:'/',appid:1}}}});</script>"
        )
        self.put(col(number), self.wrap(title, inner))

    def turn(self, form: dict[str, str]) -> str:
        rows = self.rows.get(form.get("columnid", ""), [])
        per = int(form.get("perpage", "10"))
        if "startrecord" in form:
            first = int(form["startrecord"]) - 1
            last = int(form.get("endrecord", str(first + per)))
        else:
            first = (int(form.get("page", "1")) - 1) * per
            last = first + per
        records = "".join(f"<record><![CDATA[{r}]]></record>" for r in rows[first:last])
        return (
            f"<datastore><totalrecord>{len(rows)}</totalrecord><totalpage>{-(-len(rows) // per)}"
            f"</totalpage><recordset>{records}</recordset></datastore>"
        )

    def entries(self, number: int, title: str, entries: list[Entry]) -> None:
        for n, e in enumerate(entries):
            e.url = self.put(
                art(number, e.on, str(n + 1)),
                self.wrap(
                    e.title,
                    f"<h3>{e.title}</h3><p class='sj'>发布日期：{e.on}</p>"
                    f"<!--ZJEG_RSS.content.begin-->{paragraphs(e.text)}<!--ZJEG_RSS.content.end-->",
                ),
            )
        self.column(number, title, [(e.title, e.url, e.on) for e in entries])

    def texts_of(self) -> None:
        for x in self.unit.docs:
            shown = x.shown.get("文号", x.number)
            metas = f"<meta name='ArticleTitle' content='{x.title}'>"
            if "发布日期" not in x.hide:
                metas += f"<meta name='PubDate' content='{x.on} 09:40'>"
            block = "".join(
                f"<p><strong>{a}</strong>{v}</p>"
                for a, v in (
                    ("制发机关：", x.issuer or "塘门区人民政府"),
                    ("文件编号：", shown),
                    ("生成日期：", x.signed),
                    ("文件状态：", x.state),
                )
            )
            links = "".join(f"<a href='{i.url}'>{i.title}</a>" for i in x.interps if i.fwd)
            self.put(
                x.url[len(HOME) :],
                self.wrap(
                    x.title,
                    (
                        f"<h3>{x.title}</h3><div class='sx'>{block}</div><!--ZJEG_RSS.content.begin-->"
                        f"{paragraphs(texts.body(x, '各街道办事处，区直各单位', '塘门区人民政府'))}"
                        "<!--ZJEG_RSS.content.end-->"
                        + (f"<div>解读链接：{links}</div>" if links else "")
                    ),
                    metas,
                ),
            )
        for i in self.unit.interps:
            inner = paragraphs(texts.NEWS * 2)
            if i.doc:
                name = i.doc.title.replace("塘门区人民政府关于印发", "").removesuffix("的通知")
                inner = f"<p>《{name}》现已公布，有关内容解读如下：</p>"
                for head, lines in texts.pieces(
                    i, HEADS, "塘门区发展和改革局", "许知行", "0577-6601288", "fgj@tangmen.example"
                ):
                    inner += f"<p><b>{head}</b></p>{paragraphs(lines)}"
                if i.back:
                    inner += f"<p>文件原文：<a href='{i.doc.url}'>{i.doc.title}</a></p>"
            self.put(
                i.url[len(HOME) :],
                self.wrap(
                    i.title,
                    (
                        f"<h3>{i.title}</h3><p class='sj'>发布日期：{i.on}　来源：区发展和改革局</p>"
                        f"<!--ZJEG_RSS.content.begin-->{inner}<!--ZJEG_RSS.content.end-->"
                    ),
                ),
            )

    def board(self) -> None:
        rows = ""
        for n, x in enumerate(self.unit.letters, 1):
            path = f"/jact/front/mailpubdetail.do?transactId=77{int(x.no):03d}&sysid=31"
            x.url = HOME + path
            if x.broken:
                self.dead(path)
            else:
                self.put(path, self.wrap(x.title, self.letter(x)))
            state = "已办结" if any(r[2] for r in x.replies) else "办理中"
            rows += f"<tr><td>{n}</td><td><a href='{path}'>{x.title}</a></td><td>{state}</td></tr>"
        self.put(
            "/hdjl/zxly/index.html",
            self.wrap(
                "在线咨询",
                (
                    "<div class='tt'>在线咨询</div><table><tr><td>序号</td><td>信件主题</td><td>状态</td></tr>"
                    f"{rows}</table>"
                ),
            ),
        )

    def letter(self, x: Letter) -> str:
        when = "受理时间" if x.start == "accepted" else "提交时间"
        out = (
            f"<table><tr><td>信件主题：</td><td colspan='3'>{x.title}</td></tr><tr><td>信件类型：</td>"
            f"<td>{x.kind}</td><td>{when}：</td><td>{x.on}</td></tr>"
            f"<tr><td>信件内容：</td><td colspan='3'>{x.ask}</td></tr></table>"
        )
        then = "办结时间" if x.end == "closed" else "答复时间"
        for on, words, _ in x.replies:
            out += (
                f"<table><tr><td>答复单位：</td><td>区相关部门</td><td>{then}：</td><td>{on}</td></tr>"
                f"<tr><td>答复内容：</td><td colspan='3'>{words}</td></tr></table>"
            )
        if not x.replies:
            out += "<table><tr><td>办理状态：</td><td>办理中</td></tr></table>"
        return out

    def others(self) -> None:
        office = {
            "office": "塘门区人民政府办公室",
            "place": "塘门区运河西路2号",
            "phone": "0577-6600001",
        }
        self.put(col(3001), self.wrap("政府信息公开指南", paragraphs(texts.GUIDE.format(**office))))
        self.put(col(3004), self.wrap("依申请公开", paragraphs(texts.REQUEST.format(**office))))
        self.entries(
            3002,
            "政府信息公开制度",
            [Entry("z", "中华人民共和国政府信息公开条例", d("2019-04-20"), text=texts.SYSTEM)],
        )
        self.put(
            col(3104),
            self.wrap(
                "机构职能",
                paragraphs(
                    texts.PROFILE.format(
                        duty="领导辖区经济、教育、科技、文化、卫生等行政工作",
                        place="塘门区运河西路2号",
                        phone="0577-6600001",
                        head="贺思源",
                    )
                ),
            ),
        )
        found = reports(
            "塘门区人民政府", {2025: "2026-03-18", 2024: "2025-03-20", 2023: "2024-03-15"}
        )
        for e in found:
            self.entries(3300 + int(e.key[1:]), f"{e.key[1:]}年", [e])
        self.column(3003, "政府信息公开年报", [(e.title, e.url, e.on) for e in found])
        for k, name in enumerate(_MORE):
            self.entries(
                3200 + k,
                name,
                [Entry("m", f"塘门区2026年{name}信息", d("2026-08-11"), text=texts.NEWS)],
            )
        self.put(col(3100), self.wrap("法定主动公开内容", "<p>请在左侧选择要查看的栏目。</p>"))
        self.put(col(3000), self.wrap("信息公开", "<p>欢迎访问塘门区政府信息公开平台。</p>"))
        people = (
            ("贺思源", "区长", "领导区政府全面工作。负责审计、编制方面工作。"),
            ("石峻", "常务副区长", "负责常务工作，分管发改、财政、数据资源管理。"),
            ("原副区长　马东", "（2026年3月离任）", "曾分管办公室、政务公开、信访工作。"),
        )
        names = ""
        for k, (name, post, work) in enumerate(people, 1):
            path = self.put(
                art(3110, date(2026, 4, k), str(k)),
                self.wrap(
                    name,
                    (
                        f"<h3>{name}</h3><p>{post}</p><p>简历：1973年出生，在职研究生学历。</p><p>分工：{work}</p>"
                    ),
                ),
            )
            names += f"<p><a href='{path}'>{name}</a>　{post}</p>"
        self.put(col(3110), self.wrap("领导分工", names))
        newest = "".join(
            f"<li><a href='{e.url}'>{e.title}</a> {e.on}</li>"
            for e in (self.unit.lists["news"] or [])[:8]
        )
        self.put("/", self.wrap("塘门区人民政府", f"<ul>{newest}</ul>"))


_MORE = (
    "规划计划",
    "统计信息",
    "财政预决算",
    "行政许可",
    "行政处罚",
    "采购信息",
    "重大项目",
    "教育",
    "医疗卫生",
    "社会保险",
    "环境保护",
    "安全生产",
    "食品药品",
    "招考录用",
    "征地补偿",
    "应急管理",
    "乡村振兴",
    "审计信息",
    "权责清单",
    "建议提案",
    "就业创业",
    "住房保障",
    "公共文化",
    "助企纾困",
    "市场监管",
    "公共法律服务",
)
_IN_TREE = frozenset(
    {
        "政府信息公开指南",
        "政府信息公开制度",
        "法定主动公开内容",
        "规范性文件",
        "政策文件",
        "政策解读",
        "机构职能",
        "政府公报",
        "领导分工",
        "政府信息公开年报",
        "依申请公开",
        "信息公开",
        "2025年",
        "2024年",
        "2023年",
        *_MORE,
    }
)


def col(number: int) -> str:
    return f"/col/col{number}/index.html"


def art(number: int, on: date, key: str) -> str:
    return f"/art/{on.year}/{on.month}/{on.day}/art_{number}_{number % 89}{int(key):03d}.html"
