"""The pages of 翠湾县."""
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

HOME, WWW = at("cuiwan"), at("www.cuiwan")
HEADS = (
    "为什么定：起草背景",
    "目的意义",
    "怎么定的：制定过程",
    "工作目标",
    "核心内容",
    "新旧政策差异",
    "组织实施",
    "谁来解读：解读机关和联系方式",
)
COLUMNS = (
    "县域规划",
    "统计公报",
    "财政预算",
    "财政决算",
    "行政许可事项",
    "行政处罚决定",
    "行政收费目录",
    "政府采购",
    "工程项目",
    "征地信息",
    "房屋征收",
    "义务教育",
    "卫生健康",
    "社会保障",
    "社会救助",
    "养老服务",
    "生态环境",
    "安全生产",
    "食品药品",
    "公务员招考",
    "事业单位招聘",
    "权力清单",
    "人大建议办理",
    "政协提案办理",
    "乡村振兴",
    "农田水利",
    "审计整改",
    "公共文化服务",
    "就业服务",
    "防汛抗旱",
    "森林防火",
)
KINDS = (("zx", "咨询"), ("ts", "投诉"), ("jy", "建议"))


class Cuiwan(Skin):
    def wrap(self, title: str, inner: str, metas: str = "") -> str:
        menu = "　".join(
            f"<a href='{p}'>{t}</a>"
            for t, p in (
                ("网站首页", HOME + "/"),
                ("翠湾动态", HOME + "/news/list.htm"),
                ("公告栏", HOME + "/gg/list.htm"),
                ("领导之窗", HOME + "/ld/index.htm"),
                ("信息公开", HOME + "/gk/index.htm"),
                ("政民互动", WWW + "/hd/index.htm"),
                ("民意调查与征集", HOME + "/zj/list.htm"),
            )
        )
        return (
            f"<!doctype html><html lang='zh'><head><meta charset='utf-8'>{metas}<title>{title} - 翠湾县"
            f"</title></head><body><header>{menu}</header><main>{inner}</main>"
            "<footer>翠湾县人民政府 版权所有</footer></body></html>"
        )

    def listing(
        self, folder: str, title: str, rows: Sequence[tuple[str, str, object]], aside: str = ""
    ) -> None:
        per, total = 10, max(1, -(-len(rows) // 10))
        for page in range(1, total + 1):
            cells = "".join(
                f"<tr><td>{n}</td><td><a href='{u}'>{t}</a></td><td>{on}</td></tr>"
                for n, (t, u, on) in enumerate(
                    rows[(page - 1) * per : page * per], (page - 1) * per + 1
                )
            )
            name = [f"list_{n}.htm" if n > 1 else "list.htm" for n in range(total + 2)]
            turn = (f"<a href='{folder}{name[page - 1]}'>上一页</a>" if page > 1 else "") + (
                f"<a href='{folder}{name[page + 1]}'>下一页</a>" if page < total else ""
            )
            table = f"<table>{cells}</table>" if rows else "<p>暂无内容</p>"
            self.put(
                folder + name[page],
                self.wrap(title, f"{aside}<h2>{title}</h2>{table}<p>{turn}</p>"),
            )

    def entries(self, folder: str, title: str, entries: list[Entry], aside: str = "") -> None:
        for n, e in enumerate(entries):
            e.url = HOME + self.put(
                f"{folder}a{n + 1}.htm",
                self.wrap(
                    e.title,
                    f"<h2>{e.title}</h2><small>{e.on} 来源：本站</small>"
                    f"<article>{paragraphs(e.text)}</article>",
                ),
            )
        self.listing(folder, title, [(e.title, e.url, e.on) for e in entries], aside)

    def render(self) -> None:
        u = self.unit
        more = "".join(
            f"<li><a href='{HOME}/gk/l{k:02d}/list.htm'>{t}</a></li>" for k, t in enumerate(COLUMNS)
        )
        self.side = (
            f"<aside><b><a href='{HOME}/gk/zn.htm'>公开指南</a></b><b><a href='{HOME}/gk/zd/list.htm'>公开制度</a></b>"
            f"<b><a href='{HOME}/gk/fd.htm'>法定主动公开内容</a></b><ul><li><a href='{HOME}/gk/gfxwj/list.htm'>"
            f"规范性文件</a></li><li><a href='{HOME}/gk/qtwj/list.htm'>县政府文件</a></li><li>"
            f"<a href='{HOME}/gk/jd/list.htm'>政策解读</a></li><li><a href='{HOME}/ld/index.htm'>领导分工</a></li>"
            f"<li><a href='{HOME}/gk/jgzn.htm'>机构职能</a></li><li><a href='{HOME}/gk/gb/list.htm'>政府公报</a></li>"
            f"{more}</ul><b><a href='{HOME}/gk/nb/list.htm'>公开年报</a></b>"
            f"<b><a href='{HOME}/gk/ysq.htm'>依申请公开</a></b></aside>"
        )
        self.entries("/news/", "翠湾动态", u.lists["news"] or [])
        self.entries("/gg/", "公告栏", u.lists["notices"] or [])
        self.entries("/gk/qtwj/", "县政府文件", u.lists["policy_documents"] or [], self.side)
        self.entries("/gk/gb/", "政府公报", gazettes("翠湾县", "2026-10-30"), self.side)
        for k, t in enumerate(COLUMNS):
            self.entries(
                f"/gk/l{k:02d}/",
                t,
                [
                    Entry(
                        "x", f"翠湾县{t}信息（2026年第三季度）", d("2026-10-13"), text=texts.NEWS
                    ),
                    Entry(
                        "y", f"翠湾县{t}信息（2026年第二季度）", d("2026-07-13"), text=texts.NEWS
                    ),
                ],
                self.side,
            )
        self.entries(
            "/gk/nb/",
            "公开年报",
            reports("翠湾县人民政府", {2024: "2025-03-21", 2023: "2024-03-22"}),
            self.side,
        )
        self.listing("/gk/zd/", "公开制度", [], self.side)
        self.put(
            "/zj/list.htm",
            self.wrap(
                "民意征集",
                (
                    "<h2>民意征集</h2><h3>情况说明</h3><p>2026年以来，翠湾县人民政府没有需要向社会公开征求意见的事项，"
                    "特此说明。</p><p>翠湾县人民政府办公室</p><p>2026年10月15日</p>"
                ),
            ),
        )
        self.documents()
        self.board()
        office = {
            "office": "翠湾县人民政府办公室",
            "place": "翠湾县海滨大道5号",
            "phone": "0577-6700001",
        }
        self.put(
            "/gk/zn.htm",
            self.wrap("政府信息公开指南", self.side + paragraphs(texts.GUIDE.format(**office))),
        )
        self.put(
            "/gk/ysq.htm",
            self.wrap("依申请公开", self.side + paragraphs(texts.REQUEST.format(**office))),
        )
        self.put(
            "/gk/jgzn.htm",
            self.wrap(
                "机构职能",
                self.side
                + paragraphs(
                    texts.PROFILE.format(
                        duty="组织实施全县国民经济和社会发展计划，管理各项行政工作",
                        place="翠湾县海滨大道5号",
                        phone="0577-6700001",
                        head="赵海宁",
                    )
                ),
            ),
        )
        self.put(
            "/gk/fd.htm", self.wrap("法定主动公开内容", self.side + "<h2>法定主动公开内容</h2>")
        )
        self.put("/gk/index.htm", self.wrap("政府信息公开", self.side + "<h2>政府信息公开</h2>"))
        for k, (name, post, work) in enumerate(_PEOPLE, 1):
            self.put(
                f"/ld/p{k}.htm",
                self.wrap(
                    name,
                    (
                        f"<h2>{name}</h2><p>{post}</p><p>{name}，1975年8月出生，大学文化，曾任乡长、局长。</p>"
                        f"<p>{work}</p>"
                    ),
                ),
            )
        self.put(
            "/ld/index.htm",
            self.wrap(
                "翠湾县人民政府领导",
                "".join(
                    f"<div class='card'><a href='/ld/p{k}.htm'>{n}</a><p>{p}</p></div>"
                    for k, (n, p, _) in enumerate(_PEOPLE, 1)
                ),
            ),
        )
        rows = "".join(
            f"<li><a href='{e.url}'>{e.title}</a>[{str(e.on)[5:]}]</li>"
            for e in (u.lists["news"] or [])[:9]
        )
        self.put("/", self.wrap("首页", f"<ul>{rows}</ul>"))

    def documents(self) -> None:
        u = self.unit
        for x in u.docs:
            x.url = f"{HOME}/gk/gfxwj/{x.key}.htm"
        for i in u.interps:
            i.url = f"{HOME}/gk/jd/{i.key}.htm"
        for x in u.docs:
            fields = [("公文标题", x.title), ("制发机关", x.issuer or "翠湾县人民政府")]
            if "文号" not in x.hide:
                fields.append(("公文文号", x.number))
            fields += [
                ("成文日期", texts.hanzi(x.signed)),
                ("公开日期", str(x.on)),
                ("是否有效", x.state),
            ]
            grid = "".join(f"<div class='k'>{a}</div><div class='v'>{v}</div>" for a, v in fields)
            links = "".join(f"<p><a href='{i.url}'>{i.title}</a></p>" for i in x.interps if i.fwd)
            self.put(
                f"/gk/gfxwj/{x.key}.htm",
                self.wrap(
                    x.title,
                    (
                        f"<h2>{x.title}</h2><div class='grid'>{grid}</div><article>"
                        + paragraphs(
                            texts.body(
                                x,
                                "各乡镇人民政府，县政府各部门",
                                "翠湾县人民政府",
                                texts.hanzi(x.signed),
                            )
                        )
                        + "</article>"
                        + (f"<section>延伸阅读{links}</section>" if links else "")
                    ),
                ),
            )
        for i in u.interps:
            assert i.doc
            inner = f"<p>《{i.doc.title.split('《')[-1].split('》')[0]}》已对外公布，解读如下。</p>"
            for head, lines in texts.pieces(
                i, HEADS, "翠湾县财政局", "郑一凡", "0577-6712345", "czj@cuiwan.example"
            ):
                inner += f"<h3>{head}</h3>{paragraphs(lines)}"
            if i.back:
                inner += f"<p>文件全文见<a href='{i.doc.url}'>{i.doc.title}</a></p>"
            self.put(
                f"/gk/jd/{i.key}.htm",
                self.wrap(
                    i.title,
                    f"<h2>{i.title}</h2><small>{i.on} 来源：县财政局</small><article>{inner}</article>",
                ),
            )
        self.listing(
            "/gk/gfxwj/",
            "规范性文件",
            [(x.title, x.url, x.on) for x in sorted(u.docs, key=lambda x: x.on, reverse=True)],
            self.side,
        )
        self.listing(
            "/gk/jd/",
            "政策解读",
            [(i.title, i.url, i.on) for i in sorted(u.interps, key=lambda i: i.on, reverse=True)],
            self.side,
        )

    def board(self) -> None:
        www: dict[str, str] = {}
        for code, kind in KINDS:
            mine = [x for x in self.unit.letters if x.kind == kind]
            rows = ""
            for x in mine:
                x.url = f"{WWW}/hd/{code}/{x.no}.htm"
                www[f"/hd/{code}/{x.no}.htm"] = self.wrap(x.title, self.letter(x))
                rows += f"<tr><td>{x.no}</td><td><a href='{x.url}'>{x.title}</a></td></tr>"
            www[f"/hd/{code}/list.htm"] = self.wrap(
                f"我要{kind}", f"<h2>{kind}</h2><table>{rows}</table>"
            )
        www["/hd/index.htm"] = self.wrap(
            "政民互动",
            "<h2>公众留言</h2>"
            + "".join(
                f"<p><a href='{WWW}/hd/{code}/list.htm'>{kind}</a></p>" for code, kind in KINDS
            ),
        )
        self.unit.pages["@www"] = www

    def letter(self, x: Letter) -> str:
        out = f"<h2>{x.title}</h2><dl><dt>来信时间</dt><dd>{x.on}</dd><dt>来信内容</dt><dd>{x.ask}</dd></dl>"
        for on, words, _ in x.replies:
            out += (
                f"<dl><dt>办理单位</dt><dd>县有关单位</dd><dt>办理答复</dt><dd>{words}</dd>"
                f"<dt>答复时间</dt><dd>{on}</dd></dl>"
            )
        return out


_PEOPLE = (
    ("赵海宁", "县委副书记、县长", "领导县政府全面工作，分管财政、审计。"),
    (
        "唐蕾",
        "县委常委、常务副县长",
        "负责县政府日常工作，协助县长分管财政、审计，负责机关事务、政务公开和行政审批。",
    ),
    ("冯大鹏", "副县长", "负责海洋渔业、农业农村、文化旅游和广播电视工作。"),
)
