"""What is mutated: pages of the sample county, of strangers and newcomers, captures, files."""

# ruff: noqa: E501 - what is sent reads best unbroken

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from crawler.portals.roles import Role
from demo.content.filed import filed
from demo.content.model import Block
from tests.crawler.pages import calls, pages
from tests.crawler.pages.layouts import DATES, TITLES, framed
from tests.crawler.pages.letters.boards import board
from tests.crawler.pages.letters.ownpages import own_page
from tests.newcomers import county as newcomers
from tests.strangers import county as strangers

CAPTURES = Path(os.environ.get("GONGKAI_CAPTURES") or Path(__file__).parents[3] / "shared/captures")
"""Real pages, where they lie beside the project: they are no part of it."""
_LARGEST = 60_000  # bytes of a page that is mutated: larger ones tell the same more slowly
_STEP = 3  # every third page of a look: they are alike


@dataclass(frozen=True)
class Seed:
    """A sound page. `role` is what its words speak for, as a person would guess."""

    name: str
    url: str
    text: str
    role: Role


_TOLD: tuple[tuple[str, Role], ...] = (
    ("解读", Role.INTERPRETATIONS), ("来信|留言|信箱|答复内容", Role.MESSAGE_BOARD),
    ("年度报告|年报", Role.ANNUAL_REPORTS), ("征集|征求意见", Role.CONSULTATIONS),
    ("公报", Role.GAZETTE), ("预算|决算", Role.BUDGETS), ("领导|分工", Role.LEADERS),
    ("公开指南", Role.GUIDE), ("依申请", Role.INFORMATION_REQUEST),
    ("机构职能|机构概况", Role.AGENCY_PROFILE), ("建议|提案", Role.PROPOSALS),
    ("预案", Role.EMERGENCY_PLANS), ("决策", Role.DECISION_CATALOGUE),
    ("办事指南|服务指南", Role.SERVICE_GUIDES), ("新媒体|微博|微信", Role.NEW_MEDIA),
    ("通知|公告", Role.NOTICES),
)  # fmt: skip
_HEAD = re.compile(r"<title[^>]*>([^<]*)|<h1[^>]*>([^<]*)")


def _seed(name: str, url: str, text: str) -> Seed:
    head = " ".join("".join(found) for found in _HEAD.findall(text)[:3])
    told = (role for words, role in _TOLD if re.search(words, head))
    return Seed(name, url, text, next(told, Role.NORMATIVE_DOCUMENTS))


def _county() -> Iterator[Seed]:
    from demo import county  # takes a second to make: not where a small slice is run

    for site in county.build(date(2026, 11, 20)).sites:
        for path, page in list(site.pages.items())[::_STEP]:
            if "html" in page.content_type or "xml" in page.content_type:
                url = f"http://{site.host}:8801{path}"
                yield _seed(f"demo {url}", url, page.body.decode("utf-8", "replace"))


def _strangers() -> Iterator[Seed]:
    for host, found in strangers.build().hosts.items():
        for path, reply in list(found.pages.items())[::_STEP]:
            coding = "gb18030" if "gb" in reply.kind.lower() else "utf-8"
            text = reply.body.decode(coding, "replace")
            yield _seed(f"strangers {host}{path}", f"http://{host}{path}", text)


def _newcomers() -> Iterator[Seed]:
    for host, (found, _) in newcomers.build().hosts.items():
        for path, page in list(found.items())[::_STEP]:
            text = page({}) if callable(page) else page
            if isinstance(text, str):
                yield _seed(f"newcomers {host}{path}", f"http://{host}{path}", text)


def _captured() -> Iterator[Seed]:
    if CAPTURES.is_dir():
        for path in sorted(CAPTURES.iterdir()):
            if path.suffix in (".html", ".xml", ".txt"):
                text = path.read_bytes().decode("utf-8", "replace")
                yield _seed(f"captures {path.name}", f"http://captured.example/{path.name}", text)


def _made_by_hand() -> Iterator[Seed]:
    for name, text in pages.DOCUMENTS.items():
        yield _seed(f"document {name}", pages.URL, text)
    for name in ("LONSUN", "HANWEB_TABS", "TABLE", "HAND_MADE"):
        text = getattr(calls, name)
        yield Seed(f"call {name}", pages.URL, text, Role.CONSULTATIONS)
    for number in range(12):
        for sort, text in (("board", board(number)[1]), ("letter", own_page(number)[1])):
            yield Seed(f"{sort} {number}", pages.URL, text, Role.MESSAGE_BOARD)
    for name, text in _lists().items():
        yield Seed(f"list {name}", "http://www.yunxi.test/zwgk/tzgg/index.html", text, Role.NOTICES)


def _lists() -> dict[str, str]:
    """Lists as data: those of scripts, answers of interfaces, XML in the page, a feed."""
    rows = [
        {"id": 1001 + n, "title": title, "url": f"/art/{1001 + n}.html", "publishDate": day}
        for n, (title, day) in enumerate(zip(TITLES, DATES, strict=True))
    ]
    stamped = [{**row, "publishDate": 1_780_000_000_000 + 86_400_000 * row["id"]} for row in rows]  # type: ignore[operator]
    data = json.dumps({"total": 6, "pageNo": 1, "pageSize": 20, "rows": rows}, ensure_ascii=False)
    shown = [
        f"<li><a href='/art/{n}.html' title='{title}'>{title}</a><span>{day}</span></li>"
        for n, (title, day) in enumerate(zip(TITLES, DATES, strict=True))
    ]
    records = "".join(f"<record><![CDATA[{row}]]></record>" for row in shown)
    store = (
        "<datastore><nextgroup><![CDATA[<a href='/module/web/jpage/dataproxy.jsp?page=2'></a>]]>"
        f"</nextgroup><recordset>{records}</recordset></datastore>"
    )
    items = "".join(
        f"<item><title>{title}</title><link>http://www.yunxi.test/art/{n}.html</link>"
        f"<pubDate>{day}</pubDate></item>"
        for n, (title, day) in enumerate(zip(TITLES, DATES, strict=True))
    )
    config = json.dumps({"TREE": [{"id": 1, "name": "通知公告", "children": []}], "rows": rows})
    called = (
        "<script>function go(n){$.ajax({url:'/api/list?channel=7&page='+n+'&size=20',"
        "type:'post',dataType:'json'})}go(1)</script>"
    )
    turned = (
        "<script>createPageHTML(12, 0, 'index', 'html');</script><div class='pages'>"
        "共<b>6</b>条 第1/12页 <a href='index_1.html'>下一页</a><a href='index_11.html'>尾页</a></div>"
    )
    return {
        "of a script": framed(f"<div id='listBox'></div><script>var page={data};</script>"),
        "of an interface": data,
        "of moments": json.dumps({"data": {"list": stamped, "totalPage": 3}}, ensure_ascii=False),
        "of a proxy": f"<?xml version='1.0' encoding='utf-8'?>{store}",
        "of a page's XML": framed(f"<script type='text/xml'>{store}</script>"),
        "of a feed": f"<?xml version='1.0'?><rss><channel>{items}</channel></rss>",
        "of a page's data": framed(f"<script>window._CONFIG={config};</script>"),
        "of a call": framed(f"<ul id='list'></ul>{called}"),
        "with a pager": framed(f"<ul>{''.join(shown)}</ul>{turned}"),
    }


@cache
def seeds(whole: bool) -> tuple[Seed, ...]:
    """All sound pages; without `whole` only what is made at once."""
    made = [_made_by_hand(), _newcomers(), _strangers()]
    if whole:
        made += [_captured(), _county()]
    return tuple(seed for some in made for seed in some if len(seed.text) <= _LARGEST)


_BLOCKS = (
    Block("h", "云溪县农村公路养护办法"),
    Block(
        "p", "第一条　为规范农村公路养护，制定本办法。文号：云政〔2026〕3号，自2026年3月1日起施行。"
    ),
    Block("table", "序号|姓名|金额\n1|张某|30\n2|李某|40"),
)


@cache
def files() -> dict[str, bytes]:
    """Sound files of every format that is read without a program, and one that needs one."""
    sorts = ("docx", "xlsx", "ofd", "zip", "pdf", "doc")
    made = {sort: filed(sort, "云溪县农村公路养护办法", _BLOCKS) for sort in sorts}
    text = "姓名\t单位\t金额\n张某\t县民政局\t30\n李某\t县教育局\t40\n" * 4
    made |= {"txt": text.encode(), "gbk": text.encode("gbk"), "utf-16": text.encode("utf-16")}
    made["html"] = pages.DOCUMENTS["lonsun"].encode()
    return made
