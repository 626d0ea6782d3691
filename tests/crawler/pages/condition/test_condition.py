"""What stands in the place of a page, and articles that only mention it."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.pages.condition.condition import recognise
from crawler.pages.markup.page import Page
from crawler.records.model import Cause
from tests.crawler.pages.layouts import TITLES, framed, rows

CAPTURES = Path(__file__).parents[5] / "shared" / "captures"
URL = "http://www.yunxi.test/zwgk/1.html"


def cause(
    html: str | bytes, status: int = 200, media: str = "text/html", url: str = URL
) -> Cause | None:
    body = html.encode() if isinstance(html, str) else html
    return recognise(Page.parse(url, body, media, status))[0]


def bare(text: str, title: str = "") -> str:
    return f"<html><head><title>{title}</title></head><body>{text}</body></html>"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (404, Cause.SOFT_404),
        (410, Cause.SOFT_404),
        (403, Cause.BLOCKED),
        (429, Cause.BLOCKED),
        (401, Cause.BLOCKED),
        (412, Cause.CHALLENGED),
        (521, Cause.CHALLENGED),
        (500, Cause.UNREACHABLE),
        (502, Cause.UNREACHABLE),
        (400, Cause.UNREADABLE),
        (200, None),
    ],
)
def test_status(status: int, expected: Cause | None) -> None:
    assert cause(framed(f"<p>{TITLES[0]}</p>" * 20), status) == expected


def test_a_gone_page_says_its_status() -> None:
    assert recognise(Page.parse(URL, b"x", "text/html", 404))[1] == "404"


CHALLENGES = {
    "ruishu": '<meta content="NuIZ" r="m"><script r="m">$_ts=window["$_ts"];$_ts.nsd=1;</script>',
    "clearance": "<script>document.cookie=('_')+('_')+('j')+('s')+('l');location.href=location.pathname</script>",
    "clearance by name": '<script>document.cookie="__jsl_clearance=1";</script>',
    "slider": "<p>请完成安全验证</p><div id='slider'></div>",
    "code": "<form><p>请输入验证码继续访问</p><input name='c'></form>",
    "browser": "<h1>Checking your browser before accessing</h1>",
}


@pytest.mark.parametrize("html", CHALLENGES.values(), ids=CHALLENGES.keys())
def test_challenges(html: str) -> None:
    assert cause(bare(html)) == Cause.CHALLENGED


def test_a_page_that_passed_carries_the_same_script() -> None:
    script = CHALLENGES["ruishu"]
    row = '<li><a href="{u}">{t}</a></li>'
    assert cause(framed(f"<ul>{rows(row)}</ul>", script)) is None


@pytest.mark.parametrize(
    "text",
    [
        "您访问过于频繁，请稍后再试",
        "访问频率过高",
        "您的访问请求已被拦截",
        "Access Denied",
        "<h1>403 Forbidden</h1>",
        "您的IP地址已被防火墙限制访问",
    ],
)
def test_blocks(text: str) -> None:
    assert cause(bare(f"<p>{text}</p>")) == Cause.BLOCKED


GONE = [
    "您访问的页面不存在",
    "您访问的页面已删除",
    "文章不存在！",
    "对不起，您要访问的信息已被删除",
    "抱歉，该页面走丢了",
    "很抱歉，您查看的内容找不到了",
    "404 Not Found",
    "對不起，您訪問的頁面不存在",
]


@pytest.mark.parametrize("text", GONE)
def test_soft_404_alone(text: str) -> None:
    assert cause(bare(f"<div><p>{text}</p><a href='/'>返回首页</a></div>")) == Cause.SOFT_404


@pytest.mark.parametrize("text", GONE)
def test_soft_404_in_the_frame_of_the_site(text: str) -> None:
    assert (
        cause(framed(f"<div class='err'><p>{text}</p><p>5秒后返回首页</p></div>")) == Cause.SOFT_404
    )


def test_a_soft_404_does_not_pass_for_a_real_one() -> None:
    page = Page.parse(URL, bare("<p>404 Not Found</p>").encode(), "text/html", 200)
    assert not recognise(page)[1].startswith("404")


def test_a_title_that_says_404() -> None:
    assert (
        cause(bare("<div><img src='404.png'></div><a href='/'>首页</a>", "404页面"))
        == Cause.SOFT_404
    )


def test_a_refresh_to_home() -> None:
    html = "<html><head><meta http-equiv='refresh' content='3;url=/'></head><body>正在跳转</body></html>"
    assert cause(html) == Cause.SOFT_404
    assert cause(html, url="http://www.yunxi.test/") is None
    assert (
        cause(html.replace("url=/'", "url=/zwgk/index.html'"), url="http://www.yunxi.test/") is None
    )


FAULTS = [
    "HTTP Status 500 - Internal Server Error",
    "java.lang.NullPointerException at com.yunxi.Web.show(Web.java:33)",
    "系统错误，请联系管理员",
    "数据库连接失败",
    "You have an error in your SQL syntax",
    "Fatal error: Call to undefined function in /var/www/show.php on line 12",
    "服务器内部错误",
    "Whitelabel Error Page",
]


@pytest.mark.parametrize("text", FAULTS)
def test_error_pages_with_status_200(text: str) -> None:
    assert cause(bare(f"<h1>{text}</h1>")) == Cause.UNREADABLE


@pytest.mark.parametrize(
    "body", [b"", b"   ", bytes(range(256)) * 40, b"%PDF-1.4 \x00\x01\x02" * 50, b"\x00" * 500]
)
def test_rubbish_is_unreadable(body: bytes) -> None:
    assert cause(body) == Cause.UNREADABLE


@pytest.mark.parametrize(
    "html",
    [
        bare(
            "<h3>用户登录</h3><form>用户名<input name=u>密码<input type=password name=p></form>",
            "统一登录",
        ),
        bare("<p>请先登录后查看</p><a href='/login'>登录</a>"),
    ],
)
def test_a_login_wall(html: str) -> None:
    assert cause(html) == Cause.BLOCKED


STAFF_MAIL = "<form>用户名：<input name=u>密 码：<input type=password name=p></form>"


@pytest.mark.parametrize(
    "row",
    [
        "<li><a href='{u}'>{t}</a><span>09-2{n}</span></li>",
        "<li><a href='{u}'>{t}</a><span>[9月1{n}日]</span></li>",
        "<li><a href='{u}'><b>{t}</b><i>2026-09-1{n}</i></a></li>",
    ],
)
def test_a_list_beside_a_form_for_staff_is_no_login_wall(row: str) -> None:
    assert cause(framed(STAFF_MAIL + f"<ul>{rows(row)}</ul>")) is None


@pytest.mark.parametrize("title", ["用户登录", "统一身份认证平台_用户登录"])
def test_what_is_called_a_login_is_one_whatever_notices_stand_beside_its_form(title: str) -> None:
    listed = f"<ul>{rows('<li><a href={u}>{t}</a><span>09-2{n}</span></li>', 4)}</ul>"
    assert cause(bare(STAFF_MAIL + listed, title)) == Cause.BLOCKED
    assert cause(bare(STAFF_MAIL + listed, "通知公告")) is None


@pytest.mark.parametrize(
    "beside", ["", "<a href='/1.html'>{t}</a><i>09-21</i>", "<li>2-1 3-1</li>"]
)
def test_a_login_form_among_menus_is_a_login_wall(beside: str) -> None:
    menu = "".join(f"<a href='/{n}/'>栏目{n}</a>" for n in range(30))
    assert cause(bare(menu + STAFF_MAIL + beside.replace("{t}", TITLES[0]))) == Cause.BLOCKED


INNOCENT = {
    "who looks after the site": "<ul><li>姓名：王芳</li><li>职务：副市长</li></ul><p>联系电话：0000-0000000（仅受理网站建设维护事宜）</p>",
    "who made the site": "<h1>机构职能</h1><p>负责统计工作。</p><p>网站建设：信息中心 网站维护： 0000-0000000 系统建设|某公司</p>",
    "short notice that mentions it": "<h1>关于网站系统升级维护的通知</h1><p>发布时间：2026-09-01</p><p>因系统维护，部分页面暂时无法访问，如遇页面不存在请稍后再试。</p>",
    "letter about a missing page": "<h1>找不到文件</h1><p>来信时间：2026-09-01</p><p>我在网上找不到相关文件，请问页面不存在怎么办？</p><p>答复时间：2026-09-03 您好，请刷新。</p>",
    "lapsed document": "<h1>云溪县供水办法</h1><p>发布日期：2020-01-01</p><p>有效性：失效</p><p>该文件已失效</p>",
    "request page with a form": "<h2>依申请公开</h2>"
    + "<p>姓名<input><input><input><input><input></p><p>请输入验证码<input></p>" * 3,
    "empty column": "<p>暂无信息</p>",
}


@pytest.mark.parametrize("main", INNOCENT.values(), ids=INNOCENT.keys())
def test_pages_that_only_mention_it(main: str) -> None:
    assert cause(framed(main)) is None


def test_data_answers_are_fine() -> None:
    assert cause('{"rows":[]}', media="application/json") is None
    assert cause("<datastore></datastore>", media="text/xml") is None
    assert cause('dataStore = ["<tr></tr>"]', media="text/javascript") is None


@pytest.mark.skipif(not CAPTURES.is_dir(), reason="no captures here")
def test_real_challenge_and_what_stood_behind_it() -> None:
    for name, expected in (
        ("gansu-scjg_ruishu-challenge.html", Cause.CHALLENGED),
        ("gansu-scjg_detail-behind-ruishu.html", None),
        ("gansu-scjg-kaipu_search-results-behind-ruishu.html", None),
        ("hubei-scjg-trs_home.html", None),
    ):
        assert cause((CAPTURES / name).read_bytes()) == expected, name
