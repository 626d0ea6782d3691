"""A made county on the directory of Guangdong, its pages and answers by path, and its truth."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.portals.roles import Role
from crawler.records.moments import BEIJING
from tests.crawler.visit.county import HOST, Site, ago

SID = "763001"
SIZE = 10
"""Rows of one answer of the interface."""
TREE: list[dict[str, Any]] = [
    {"id": 101, "name": "机构概况", "parent": 0, "post_count": 2, "children": [
        {"id": 102, "name": "机构职能", "parent": 101, "jump_url": "", "post_count": 1},
        {"id": 103, "name": "领导信息", "parent": 101, "post_count": 2},
    ]},
    {"id": 110, "name": "政策文件", "parent": 0, "jump_url": None, "children": {
        "0": {"id": 111, "name": "规范性文件", "parent": 110, "post_count": 60},
        "2": {"id": 112, "name": "其他文件", "parent": 110, "post_count": 3},
    }},
    {"id": 120, "name": "政策解读", "parent": 0, "post_count": 2, "children": []},
    {"id": 125, "name": "通知公告", "parent": 0, "post_count": 40},
    {"id": 130, "name": "政府公报", "parent": 0, "jump_url": "/zfgb/index.html"},
    {"id": 140, "name": "政府信息公开年报", "parent": 0, "jump_url": f"{HOST}/gkmlpt/annualreport#141"},
]  # fmt: skip


@dataclass(frozen=True)
class Post:
    """An article, and what its pages say of it."""

    id: int
    title: str
    on: date
    number: str = ""
    signed: date | None = None
    repealed: bool = False
    text: str = (
        "各镇人民政府、县政府各部门：现将有关事项通知如下，请认真贯彻执行。本通知自印发之日起施行。"
    )

    @property
    def path(self) -> str:
        return f"/gkmlpt/content/0/{self.id // 1000}/post_{self.id}.html"

    def record(self) -> dict[str, Any]:
        signed = _seconds(self.signed) if self.signed else 0
        return {
            "id": self.id, "title": self.title, "type": "normal", "document_number": self.number,
            "identifier": f"11445100MB2C/2026-{self.id:05d}", "publisher": "云溪县人民政府办公室",
            "date": signed, "display_publish_time": _seconds(self.on) + 36_000,
            "created_at": "2019-01-01 08:00:00", "is_expired": 0, "is_abolished": int(self.repealed),
            "url": f"{HOST}{self.path}", "post_url": None, "attachment": [], "keywords": "",
        }  # fmt: skip


def _seconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=BEIJING).timestamp())


RULES = tuple(
    Post(7000 + n, f"云溪县第{n}号事务管理办法", ago(3 + 2 * n), f"云府规〔2026〕{n}号", ago(6 + 2 * n), n == 4)
    for n in range(1, 24)
)  # fmt: skip
"""More than two pages of the interface: the count of the category (60) holds others as well."""
NOTICES = tuple(Post(5000 + n, f"关于第{n}次会议的公告", ago(25 * n)) for n in range(40))
POSTS: dict[int, tuple[Post, ...]] = {
    102: (Post(501, "云溪县人民政府主要职能", ago(90), text="云溪县人民政府主要职责：贯彻执行国家法律法规，管理本行政区域内的经济、教育、科学、文化、卫生等行政工作。办公地址：云溪县惠民路66号。联系电话：0663-7000001。"),),
    103: (
        Post(511, "王某：县委副书记、县长", ago(80), text="王某，男，汉族，县委副书记、县长。主持县政府全面工作，负责审计、财政方面工作。"),
        Post(512, "李某：县委常委、副县长", ago(81), text="李某，女，汉族，县委常委、副县长。负责教育、卫生、政务公开方面工作。"),
    ),
    111: RULES,
    112: tuple(Post(8000 + n, f"关于做好第{n}项工作的通知", ago(5 * n), f"云府办〔2026〕{n}号", ago(5 * n)) for n in range(1, 4)),
    120: (
        Post(9001, "《云溪县第1号事务管理办法》政策解读", ago(4), text="一、背景依据：为规范事务，制定本办法。二、主要内容：明确职责。解读单位：县政府办公室。"),
        Post(9002, "《云溪县第2号事务管理办法》政策解读", ago(6), text="一、背景依据：为规范事务，制定本办法。二、主要内容：明确职责。解读单位：县政府办公室。"),
    ),
    125: NOTICES,
    141: (Post(601, "云溪县人民政府2025年政府信息公开工作年度报告", ago(300), text="一、总体情况。2025年主动公开政府信息1200条。二、主动公开政府信息情况。三、收到和处理政府信息公开申请情况。四、政府信息公开行政复议、行政诉讼情况。五、存在的主要问题及改进情况。六、其他需要报告的事项。"),),
}  # fmt: skip
SECTIONS = {
    Role.AGENCY_PROFILE: 1, Role.LEADERS: 2, Role.NORMATIVE_DOCUMENTS: 23,
    Role.POLICY_DOCUMENTS: 3, Role.INTERPRETATIONS: 2, Role.ANNUAL_REPORTS: 1,
}  # fmt: skip
"""Roles that the directory serves, and how many rows each has."""


def page(title: str, detail: str = "null", inner: str = "") -> str:
    tree = json.dumps(TREE, ensure_ascii=True).replace("/", "\\/")
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>'
        '<div class="header"><a href="/">首页</a></div><div class="top-menu nav">'
        '<a href="/gkmlpt/index">法定主动公开内容</a><a href="/gkmlpt/guide">政府信息公开指南</a>'
        '<a href="/gkmlpt/annualreport#141">政府信息公开年报</a></div>'
        f"<div id=\"app\">{inner}</div><script>window._CONFIG = {{ SID: '{SID}', // site\n"
        f"APP_URL: '{HOST}', DETAIL: {detail}, TREE: {tree}, SERVICE_AREA_ID: '12', }};</script>"
        '<script src="/gkmlpt/js/chunk-common.js"></script>'
        '<div class="footer"><p>主办单位：云溪县人民政府办公室</p></div></body></html>'
    )  # fmt: skip


def article(post: Post) -> str:
    content = f'<p>{post.text}</p><p style="text-align:right">云溪县人民政府</p>'
    detail = json.dumps(post.record() | {"content": content})
    return page("政府信息公开", detail.replace("<", "\\u003C"))


def listed(category: int, number: int, posts: tuple[Post, ...]) -> str:
    start = SIZE * (number - 1)
    return json.dumps({
        "classify": {"id": category, "name": "列表", "post_count": len(posts) + 30},
        "total": len(posts), "offset": start,
        "articles": [post.record() for post in posts[start : start + SIZE]],
    })  # fmt: skip


def site() -> Site:
    """The county's portal; its pages are read as they come."""
    made = Site()

    def serve(path: str, body: str, media: str = "text/html; charset=utf-8") -> None:
        made.page(path, lambda t, s: read(t, Page.parse(HOST + path, body.encode(), media), s))

    serve("/", (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>云溪县人民政府</title></head><body>'
        '<div class="header nav"><a href="/">首页</a><a href="/gkmlpt/index">政府信息公开</a>'
        '<a href="/gkmlpt/index#111">规范性文件</a><a href="/gkmlpt/index#120">政策解读</a>'
        '<a href="/gkmlpt/annualreport#141">政府信息公开年报</a></div><div class="main"><p>欢迎</p></div></body></html>'
    ))  # fmt: skip
    serve("/gkmlpt/index", page("政府信息公开"))
    serve("/gkmlpt/annualreport", page("政府信息公开年报"))
    guide = "<p>为更好地提供政府信息公开服务，编制本指南。受理机构：云溪县人民政府办公室。办公地址：云溪县惠民路66号。办公时间：周一至周五8:30-12:00。联系电话：0663-7000002。</p>"
    serve(
        "/gkmlpt/guide",
        page("政府信息公开指南", json.dumps({"title": "云溪县政府信息公开指南", "content": guide})),
    )
    for category, posts in POSTS.items():
        for number in range(1, -(-len(posts) // SIZE) + 1):
            path = f"/gkmlpt/api/all/{category}?page={number}&sid={SID}"
            serve(path, listed(category, number, posts), "application/json")
        for post in posts:
            serve(post.path, article(post))
    return made
