"""A made county on my71: a directory whose lists are told apart by branch_id and column_code."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.portals.roles import Role
from tests.crawler.visit.county import Make, Site, ago

BRANCH = "57ec8b1c538739ee34a0cd80"
OTHER = "57ec8b1c538739ee34a0cd99"
"""The branch of a department, which the county's directory leads to as well."""
SIZE = 8
COLUMNS = {
    "10100": "机构职能", "10200": "机构领导", "30100": "规范性文件", "30200": "其他文件",
    "40000": "政策解读", "50000": "应急预案",
}  # fmt: skip
FOLDERS = {"10000": "机构信息", "30000": "政策文件"}


@dataclass(frozen=True)
class Post:
    number: int
    title: str
    on: date
    document: str = ""
    signed: date | None = None
    ends: date | None = None
    text: str = "各乡镇人民政府、县政府各部门：现将有关事项通知如下，请认真贯彻执行。"
    branch: str = BRANCH

    @property
    def path(self) -> str:
        return f"/openness/detail/content/5c4829ad7f8b9a6f38{self.number:06x}.html"


def _rules(count: int, first: int, branch: str, body: str) -> tuple[Post, ...]:
    return tuple(
        Post(first + n, f"{body}第{n}号事务管理办法", ago(4 + 3 * n), f"云政〔2026〕{n}号", ago(7 + 3 * n), ago(-700 - n), branch=branch)
        for n in range(1, count)
    )  # fmt: skip


POSTS: dict[str, tuple[Post, ...]] = {
    "10100": (Post(0x1001, "云溪县人民政府主要职责", ago(100), text="云溪县人民政府主要职责：贯彻执行国家法律法规，管理本行政区域内的经济、教育、科学、文化、卫生等行政工作。办公地址：云溪县惠民路66号。联系电话：0556-7000001。"),),
    "10200": (
        Post(0x1101, "县长王某", ago(90), text="王某，男，汉族，县委副书记、县长。主持县政府全面工作，负责审计、财政方面工作。"),
        Post(0x1102, "副县长李某", ago(91), text="李某，女，汉族，县委常委、副县长。负责教育、卫生、政务公开方面工作。"),
    ),
    "30100": _rules(20, 0x2000, BRANCH, "云溪县"),
    "30200": tuple(Post(0x3000 + n, f"关于做好第{n}项工作的通知", ago(9 * n), f"云政办〔2026〕{n}号", ago(9 * n)) for n in range(1, 6)),
    "40000": (Post(0x4001, "《云溪县第1号事务管理办法》政策解读", ago(5), text="一、背景依据：为规范事务，制定本办法。二、主要内容：明确职责。解读单位：县政府办公室。"),),
    "50000": tuple(Post(0x5000 + n, f"云溪县第{n}类突发事件应急预案", ago(30 * n)) for n in range(1, 3)),
}  # fmt: skip
THEIRS = _rules(4, 0x7000, OTHER, "云溪县财政局")
"""The normative documents of the department: none of the county's."""
SECTIONS = {
    Role.NORMATIVE_DOCUMENTS: 19, Role.POLICY_DOCUMENTS: 5, Role.INTERPRETATIONS: 1, Role.LEADERS: 2,
    Role.AGENCY_PROFILE: 1,
}  # fmt: skip


def column(code: str, branch: str = BRANCH, page: int = 1) -> str:
    more = f"&tag=&page={page}" if page > 1 else ""
    return f"/opennessTarget/?branch_id={branch}&column_code={code}{more}"


def frame(title: str, inner: str) -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body><div class="header"><a href="/">首页</a></div>'
        f'<div class="xxgk-nav"><a href="/opennessContent/?branch_id={BRANCH}">法定主动公开内容</a><a href="/opennessGuide/?branch_id={BRANCH}">信息公开指南</a>'
        f'<a href="/opennessAnnualReport/?branch_id={BRANCH}">信息公开年报</a></div>{inner}<div class="footer"><p>主办：云溪县人民政府办公室</p></div></body></html>'
    )


def nodes() -> str:
    """The columns as the script of the tree holds them."""
    found = [{"id": code, "pId": 0, "name": name, "open": True} for code, name in FOLDERS.items()]
    for code, name in COLUMNS.items():
        above = f"{code[0]}0000" if f"{code[0]}0000" in FOLDERS else 0
        found.append(
            {"id": code, "pId": above, "name": name, "url": column(code), "target": "_self"}
        )
    return json.dumps(found, ensure_ascii=False)


def anchors() -> str:
    """The columns as links."""

    def one(code: str) -> str:
        return f'<li><span class="file"><a href="{column(code)}">{COLUMNS[code]}</a></span></li>'

    inner = "".join(
        f'<li><span class="folder">{name}</span><ul>{"".join(one(code) for code in COLUMNS if code[0] == folder[0])}</ul></li>'
        for folder, name in FOLDERS.items()
    )
    return f'<ul id="browser" class="filetree">{inner}{one("40000")}{one("50000")}</ul>'


def table(posts: tuple[Post, ...]) -> str:
    rows = "".join(
        f'<tr><td><a href="{post.path}" title="{post.title}">{post.title}</a></td><td>11341526/{post.number}</td><td>{post.on}</td></tr>'
        for post in posts
    )
    return (
        f"<table class='list'><tr><th>名称</th><th>索引号</th><th>发布日期</th></tr>{rows}</table>"
    )


def pager(code: str, number: int, count: int) -> str:
    links = "".join(
        f'<a href="{column(code, page=n)}"{" class=current" if n == number else ""}>{n}</a>'
        for n in range(1, count + 1)
    )
    return f'<div class="page">{links}</div>'


def article(post: Post) -> str:
    def day(value: date | None) -> str:
        return value.isoformat() if value else ""

    return frame(post.title, (
        '<div class="position">首页 &gt; 云溪县人民政府办公室信息公开 &gt; 信息浏览</div><table class="xxgk">'
        f"<tr><th>索引号:</th><td>11341526/{post.number}</td><th>组配分类:</th><td>规范性文件发布</td></tr>"
        f"<tr><th>信息分类:</th><td>通知</td><th>发布机构:</th><td>云溪县人民政府办公室</td></tr>"
        f"<tr><th>生成日期:</th><td>{day(post.signed)}</td><th>文号:</th><td>{post.document}</td></tr>"
        f"<tr><th>发文日期:</th><td>{post.on}</td><th>生效时间:</th><td>{day(post.signed)}</td></tr>"
        f"<tr><th>废止时间:</th><td>{day(post.ends)}</td><th>名称:</th><td>{post.title}</td></tr>"
        "<tr><th>信息来源:</th><td></td><th>关键词:</th><td></td></tr><tr><th>浏览次数:</th><td>590</td><th>内容概述:</th><td></td></tr></table>"
        f"<h1>{post.title}</h1><div class='content'><p>{post.text}</p></div>"
    ))  # fmt: skip


LOADING = (
    '<div id="list"></div><div id="pages"></div><script>var branch_id = "%s", column_code = "%s"; function load(page) {'
    ' $.ajax({url: "/openness/ajaxList/", type: "GET", dataType: "json", data: {branch_id: branch_id, column_code: column_code, page: page, limit: 8},'
    ' success: function (d) { $("#list").html(d.html); }}); } $(function () { load(1); });</script>'
)


def reader(body: str, media: str = "text/html; charset=utf-8") -> Make:
    """What reads a page of that body, whatever its address."""
    return lambda t, s: read(t, Page.parse(t.url, body.encode(), media), s)


def site(*, scripted: bool = True, called: bool = False) -> Site:
    """The county's portal. `scripted`: the tree is data; `called`: a script fetches the lists."""
    made = Site()

    def serve(path: str, body: str, media: str = "text/html; charset=utf-8") -> None:
        made.page(path, reader(body, media))

    menu = (
        f"<script>var zNodes = {nodes()}; $(function () {{ $.fn.zTree.init($('#tree'), setting, zNodes); }});</script><ul id='tree' class='ztree'></ul>"
        if scripted else anchors()
    )  # fmt: skip
    others = f'<div class="bm"><h3>县直部门</h3><ul><li><a href="/opennessContent/?branch_id={OTHER}">云溪县财政局</a></li></ul></div>'
    serve("/", frame("云溪县人民政府", (
        f'<div class="nav"><a href="/opennessContent/?branch_id={BRANCH}">政府信息公开</a></div><p>欢迎</p>'
    )))  # fmt: skip
    serve(f"/opennessContent/?branch_id={BRANCH}", frame("信息公开", menu + others))
    serve(
        f"/opennessContent/?branch_id={OTHER}",
        frame("信息公开", f'<ul><li><a href="{column("30100", OTHER)}">规范性文件</a></li></ul>'),
    )
    serve(column("30100", OTHER), frame("规范性文件", table(THEIRS)))
    serve(f"/opennessGuide/?branch_id={BRANCH}", frame("信息公开指南", (
        "<h1>政府信息公开指南</h1><div class='content'><p>为提供政府信息公开服务，编制本指南。受理机构：云溪县人民政府办公室。办公地址：云溪县惠民路66号。联系电话：0556-7000002。</p></div>"
    )))  # fmt: skip
    report = Post(
        0x6001,
        "云溪县人民政府2025年政府信息公开工作年度报告",
        ago(300),
        text="一、总体情况。2025年主动公开政府信息1200条。二、主动公开政府信息情况。三、收到和处理政府信息公开申请情况。四、行政复议、行政诉讼情况。五、存在的主要问题及改进情况。六、其他需要报告的事项。",
    )
    serve(f"/opennessAnnualReport/?branch_id={BRANCH}", frame("信息公开年报", table((report,))))
    for code, posts in POSTS.items():
        count = -(-len(posts) // SIZE)
        for number in range(1, count + 1):
            part = posts[SIZE * (number - 1) : SIZE * number]
            if called:
                path = f"/openness/ajaxList/?branch_id={BRANCH}&column_code={code}&page={number}&limit=8"
                serve(
                    path,
                    json.dumps({"total": str(len(posts)), "html": table(part)}),
                    "application/json",
                )
            else:
                serve(
                    column(code, page=number),
                    frame(COLUMNS[code], menu + table(part) + pager(code, number, count)),
                )
        if called:
            serve(column(code), frame(COLUMNS[code], menu + LOADING % (BRANCH, code)))
    for post in (*(one for posts in POSTS.values() for one in posts), report, *THEIRS):
        serve(post.path, article(post))
    return made
