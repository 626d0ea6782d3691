"""The pages of 澜川市."""
# ruff: noqa: E501  (the lines are markup and Chinese prose)

from __future__ import annotations

from tests.newcomers import texts
from tests.newcomers.facts import Doc, Entry, Interp, Letter, d
from tests.newcomers.frame import (
    at,
    consultations,
    gazettes,
    paragraphs,
    reports,
)
from tests.newcomers.lanchuan_frame import Frame

P = "澜川市"
OTHERS = (
    "规划信息",
    "统计信息",
    "行政许可",
    "行政处罚",
    "财政预算决算",
    "行政事业性收费",
    "政府集中采购",
    "重大建设项目",
    "社会救助",
    "教育信息",
    "医疗卫生",
    "环境保护",
    "安全生产",
    "食品药品监管",
    "招考录用",
    "权责清单",
    "建议提案办理",
    "乡村振兴",
    "国土空间",
    "审计公开",
    "双随机一公开",
    "住房保障",
    "就业创业",
    "公共文化",
    "减税降费",
    "基层政务公开",
)
HEADS = (
    "一、出台背景",
    "二、制定意义",
    "三、起草过程",
    "四、工作目标",
    "五、主要内容",
    "六、创新点",
    "七、保障措施",
    "八、解读单位及联系方式",
)


class Lanchuan(Frame):
    ZW = "/zwgk/xxgk/"

    def render(self) -> None:
        u = self.unit
        self.columns("/xwzx/lcyw/", "澜川要闻", u.lists["news"])
        for x in u.docs:
            x.url = self.origin + self.place("/zwgk/xxgk/fdzdgknr/xzgfxwj/", x.on, x.key)
        for i in u.interps:
            i.url = self.origin + self.place(f"/zwgk/zcjd/{i.tab}/", i.on, i.key)
        gas = next(x for x in u.docs if x.key == "d05")
        spread = [
            *(u.lists["notices"] or []),
            Entry("x", gas.title, d("2026-05-08"), url=gas.url[len(self.origin) :]),
        ]
        spread.sort(key=lambda e: e.on, reverse=True)
        self.columns("/xwzx/gsgg/", "公示公告", spread)
        own = u.lists["policy_documents"] or []
        self.columns("/zwgk/zc/bjzc/", "本级政策", own, tabs=True)
        self.columns(
            "/zwgk/zc/sjzc/",
            "上级政策",
            [
                Entry(
                    "s1", "国务院关于加强数字政府建设的指导意见", d("2022-06-23"), text=texts.NOTICE
                ),
                Entry(
                    "s2", "省人民政府关于稳定粮食生产的若干意见", d("2025-03-04"), text=texts.NOTICE
                ),
            ],
            tabs=True,
        )
        self.columns(
            "/zwgk/zc/bmwj/",
            "部门文件",
            [
                Entry("q1", "市教育局关于做好秋季开学工作的函", d("2026-08-20"), text=texts.NOTICE),
                Entry(
                    "q2", "市交通运输局关于国庆假期运输服务的函", d("2026-09-18"), text=texts.NOTICE
                ),
            ],
            tabs=True,
        )
        self.put(
            "/zwgk/zc/index.html",
            self.wrap("政策", self.tabs() + self.rows([(e.title, e.url, e.on) for e in own[:5]])),
        )
        ordered = sorted(u.docs, key=lambda x: x.on, reverse=True)
        self.paged(
            self.ZW + "fdzdgknr/xzgfxwj/",
            "行政规范性文件",
            [(x.title, x.url, x.on) for x in ordered],
            10,
        )
        for x in u.docs:
            self.document(x)
        self.interpretations()
        self.board()
        self.leaders()
        self.platform()
        self.columns(
            "/hdjl/yjzj/",
            "意见征集",
            consultations(
                P,
                ("2026-10-20", "2026-11-20", "城市更新条例"),
                ("2026-06-01", "2026-07-01", "养犬规定"),
            ),
        )
        self.columns("/zwgk/zfgb/", "市政府公报", gazettes(P, "2026-11-12"))
        self.services()
        self.home()

    def document(self, x: Doc) -> None:
        lines = texts.body(x, "各县（区）人民政府，市直各部门", "澜川市人民政府")
        cells = [
            ("制发机关", x.issuer or "澜川市人民政府"),
            ("发文字号", x.shown.get("文号", x.number)),
            ("成文日期", texts.cn(x.signed)),
            ("公布日期", texts.cn(x.on)),
        ]
        if "有效性" not in x.hide:
            cells.append(("公文时效", x.state))
        cells.append(("主题分类", "综合政务"))
        table = ""
        for k in range(0, len(cells), 2):
            table += (
                "<tr>" + "".join(f"<th>{a}</th><td>{v}</td>" for a, v in cells[k : k + 2]) + "</tr>"
            )
        links = "".join(f"<li><a href='{i.url}'>{i.title}</a></li>" for i in x.interps if i.fwd)
        related = f"<div class='xgjd'><b>相关解读</b><ul>{links}</ul></div>" if links else ""
        self.put(
            x.url[len(self.origin) :],
            self.wrap(
                x.title,
                (
                    f"<h1>{x.title}</h1><div class='TRS_UEDITOR'>{paragraphs(lines)}</div>"
                    f"<table class='wjsx'>{table}</table>{related}"
                ),
            ),
        )

    def interpretations(self) -> None:
        tabs = {"wzjd": "文字解读", "tj": "图解", "spjd": "视频解读", "mtjd": "媒体解读"}
        front = ""
        for tab, name in tabs.items():
            mine = sorted((i for i in self.unit.interps if i.tab == tab), key=lambda i: i.on)[::-1]
            rows = [(i.title, i.url, i.on) for i in mine]
            self.paged(f"/zwgk/zcjd/{tab}/", name, rows, 10)
            front += (
                f"<div class='blk'><h3><a href='/zwgk/zcjd/{tab}/index.html'>{name}</a></h3>"
                + self.rows(rows[:4])
                + "</div>"
            )
        self.put("/zwgk/zcjd/index.html", self.wrap("政策解读", "<h2>政策解读</h2>" + front))
        for i in self.unit.interps:
            self.put(i.url[len(self.origin) :], self.wrap(i.title, self.one(i)))

    def one(self, i: Interp) -> str:
        top = f"<h1>{i.title}</h1><div class='ly'>来源：市政府办公室　日期：{i.on}</div>"
        back = ""
        if i.doc and i.back:
            back = f"<p class='yw'>政策原文：<a href='{i.doc.url}'>{i.doc.title}</a></p>"
        if i.sort == "picture":
            media = (
                "<video src='/img/a.mp4'></video>" if i.tab == "spjd" else "<img src='/img/a.png'>"
            )
            return f"{top}<div class='TRS_UEDITOR'>{media}</div>{back}"
        if i.sort != "own":
            return f"{top}<div class='TRS_UEDITOR'>{paragraphs(texts.NEWS * 2)}</div>"
        assert i.doc
        inner = f"<p>《{i.doc.title.split('《')[-1].split('》')[0]}》已经公布，现解读如下。</p>"
        for head, lines in texts.pieces(
            i, HEADS, "澜川市司法局", "周明远", "0577-8601122", "sfj@lanchuan.example"
        ):
            inner += f"<p><strong>{head}</strong></p>{paragraphs(lines)}"
        return f"{top}<div class='TRS_UEDITOR'>{inner}</div>{back}"

    def board(self) -> None:
        base, letters = "/hdjl/wlwz/", self.unit.letters
        for x in letters:
            x.url = self.origin + self.place(base, x.on, x.no[2:])
            self.put(
                x.url[len(self.origin) :],
                self.wrap("页面不存在" if x.broken else x.title, self.letter(x)),
            )
        total = 2
        for page in range(total):
            rows = "".join(
                f"<tr><td>{n}</td><td>{x.no}</td><td><a href='{x.url}'>{x.title}</a></td>"
                f"<td>{'已回复' if any(r[2] for r in x.replies) else '处理中'}</td></tr>"
                for n, x in enumerate(letters[page * 8 : (page + 1) * 8], 1 + page * 8)
            )
            script = f"<script>createPageHTML({total}, {page}, 'index', 'html');</script>"
            self.put(
                base + (f"index_{page}.html" if page else "index.html"),
                self.wrap(
                    "留言板",
                    (
                        "<h2>网民留言板</h2><table class='ly'><tr><th>序号</th><th>留言编号</th><th>留言标题</th>"
                        f"<th>办理状态</th></tr>{rows}</table>{script}"
                    ),
                ),
            )
        self.put(
            "/hdjl/index.html",
            self.wrap(
                "互动交流",
                (
                    "<p><a href='/hdjl/wlwz/index.html'>留言板</a> <a href='/hdjl/yjzj/index.html'>意见征集</a></p>"
                ),
            ),
        )

    def letter(self, x: Letter) -> str:
        if x.broken:
            return "<h2>提示信息</h2><p>抱歉，您访问的页面不存在或已被删除！</p><a href='/'>返回首页</a>"
        head = (
            f"<table class='xj'><tr><td>留言标题</td><td>{x.title}</td></tr><tr><td>留言编号</td>"
            f"<td>{x.no}</td></tr><tr><td>留言类别</td><td>{x.kind}</td></tr>"
            f"<tr><td>网友留言时间</td><td>{x.on} 09:12:30</td></tr>"
            f"<tr><td>留言内容</td><td>{x.ask}</td></tr></table>"
        )
        for on, words, _ in x.replies:
            head += (
                f"<table class='hf'><tr><td>受理部门</td><td>市有关部门</td></tr><tr><td>官方回复时间"
                f"</td><td>{on} 16:40:00</td></tr><tr><td>回复内容</td><td>{words}</td></tr></table>"
            )
        return head

    def leaders(self) -> None:
        people = (
            ("李承志", "市长", "领导市人民政府全面工作，分管审计工作。"),
            (
                "何婉清",
                "常务副市长",
                "负责市政府常务工作，分管发展改革、财政、应急、政务服务、政务公开工作。",
            ),
            ("罗启明", "副市长", "负责农业农村、水利、乡村振兴方面工作。"),
        )
        cards = ""
        for k, (name, post, work) in enumerate(people, 1):
            path = f"/zwgk/szfld/ld{k}/index.html"
            cards += f"<div class='kp'><a href='{path}'>{name}</a><i>{post}</i></div>"
            self.put(
                path,
                self.wrap(
                    name,
                    (
                        f"<h2>{name}</h2><p>职务：市委常委、{post}</p><p>个人简历：{name}，1974年生，大学学历，"
                        "历任乡镇长、县长等职。</p>"
                        f"<p>工作分工：{work}</p>"
                    ),
                ),
            )
        self.put("/zwgk/szfld/index.html", self.wrap("市政府领导", f"<h2>市政府领导</h2>{cards}"))

    def platform(self) -> None:
        office = {
            "office": "澜川市人民政府办公室",
            "place": "澜川市滨江路1号",
            "phone": "0577-8600001",
        }
        single = (
            ("gkzn/", "政府信息公开指南", texts.GUIDE),
            ("ysqgk/", "依申请公开", texts.REQUEST),
        )
        for tail, name, words in single:
            self.put(
                self.ZW + tail + "index.html",
                self.wrap(
                    name,
                    f"<h2>{name}</h2><div class='TRS_UEDITOR'>{paragraphs(words.format(**office))}</div>",
                ),
            )
        self.columns(
            self.ZW + "gkzd/",
            "政府信息公开制度",
            [Entry("z1", "中华人民共和国政府信息公开条例", d("2019-04-15"), text=texts.SYSTEM)],
        )
        self.columns(
            self.ZW + "gknb/",
            "政府信息公开年报",
            reports("澜川市人民政府", {2025: "2026-03-31", 2024: "2025-03-28", 2023: "2024-03-29"}),
        )
        self.put(
            "/zwgk/jgzn/index.html",
            self.wrap(
                "机构职能",
                "<h2>机构职能</h2>"
                + paragraphs(
                    texts.PROFILE.format(
                        duty="贯彻执行国家法律法规，领导所属各工作部门和县区工作",
                        place="滨江路1号",
                        phone="0577-8600001",
                        head="李承志",
                    )
                ),
            ),
        )
        tree = (
            f"<li><a href='{self.ZW}fdzdgknr/xzgfxwj/index.html'>行政规范性文件</a></li>"
            "<li><a href='/zwgk/zcjd/index.html'>政策解读</a></li>"
            "<li><a href='/zwgk/szfld/index.html'>领导分工</a></li>"
            "<li><a href='/zwgk/jgzn/index.html'>机构职能</a></li>"
        )
        for k, name in enumerate(OTHERS, 1):
            base = f"{self.ZW}fdzdgknr/lm{k:02d}/"
            self.columns(
                base,
                name,
                [
                    Entry(
                        f"o{k}a", f"澜川市2026年{name}工作情况", d("2026-07-15"), text=texts.NEWS
                    ),
                    Entry(
                        f"o{k}b", f"澜川市2025年{name}工作情况", d("2025-07-15"), text=texts.NEWS
                    ),
                ],
            )
            tree += f"<li><a href='{base}index.html'>{name}</a></li>"
        self.put(
            self.ZW + "fdzdgknr/index.html",
            self.wrap("法定主动公开内容", f"<h2>法定主动公开内容</h2><ul class='tree'>{tree}</ul>"),
        )
        top = "".join(
            f"<a href='{self.ZW}{t}index.html'>{n}</a>"
            for t, n in (
                ("gkzn/", "政府信息公开指南"),
                ("gkzd/", "政府信息公开制度"),
                ("fdzdgknr/", "法定主动公开内容"),
                ("gknb/", "政府信息公开年报"),
                ("ysqgk/", "依申请公开"),
            )
        )
        self.put(
            self.ZW + "index.html",
            self.wrap(
                "政府信息公开",
                f"<h2>政府信息公开平台</h2><div class='four'>{top}</div><ul class='tree'>{tree}</ul>",
            ),
        )

    def home(self) -> None:
        u = self.unit
        rows = self.rows([(e.title, e.url, e.on) for e in (u.lists["news"] or [])[:8]])
        friends = "".join(
            f"<a href='{at(h)}/'>{t}</a>"
            for h, t in (
                ("www.heyuan", "禾源县人民政府"),
                ("www.tangmen", "塘门区人民政府"),
                ("wjw.lanchuan", "市卫生健康委员会"),
                ("www.qingshi", "青石县人民政府"),
            )
        )
        self.put(
            "/",
            self.wrap(
                "首页",
                (
                    f"<div class='yw'>{rows}</div><div class='bs'>{self.all}</div>"
                    f"<div class='yqlj'>县区及部门网站：{friends}</div>"
                ),
            ),
        )
        # what the city keeps for the health commission
        self.put(
            "/zwgk/xxgk/bmys/wjw/index.html",
            self.wrap(
                "市卫生健康委员会依申请公开",
                (
                    "<h2>市卫生健康委员会 依申请公开</h2>"
                    + paragraphs(
                        texts.REQUEST.format(
                            office="澜川市卫生健康委员会办公室",
                            place="澜川市康宁路9号",
                            phone="0577-8602200",
                        )
                    )
                ),
            ),
        )
