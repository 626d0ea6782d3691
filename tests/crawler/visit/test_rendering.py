"""Which pages a browser is asked to show: shells, and nothing that merely is short."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from checks.judging import unread_part
from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.portals import Role
from crawler.records import HomeFrames
from crawler.records.addresses import rendered_urn
from crawler.records.model import Cause, Snapshot
from crawler.visit.fetch import Fetch
from crawler.visit.framed import joined
from crawler.visit.rendering import order_of, says_something, unseen, wants_browser

URL = "http://yunxi.test/gfxwj/"
AT = datetime(2026, 11, 20, tzinfo=UTC)

SHELLS = {
    "vue-cli": (
        "<!DOCTYPE html><html lang=zh-CN><head><meta charset=utf-8><title>规范性文件</title>"
        "<link href=/css/app.8b1c.css rel=preload as=style></head><body><noscript><strong>We're"
        " sorry but portal doesn't work properly without JavaScript enabled. Please enable it to"
        " continue.</strong></noscript><div id=app></div><script src=/js/chunk-vendors.51d0.js>"
        "</script><script src=/js/app.f1a2.js></script></body></html>"
    ),
    "vite": (
        '<!doctype html><html><head><title>政务公开</title><script type="module" crossorigin'
        ' src="/assets/index-4f1c.js"></script></head><body><div id="app"></div></body></html>'
    ),
    "create-react-app": (
        "<!doctype html><html><head><title>公开</title></head><body><noscript>You need to enable"
        ' JavaScript to run this app.</noscript><div id="root"></div>'
        '<script src="/static/js/main.3c.js"></script></body></html>'
    ),
    "nuxt": (
        '<!doctype html><html><head><title>云溪</title></head><body><div id="__nuxt"><style>'
        ".nuxt-progress{}</style></div><script>window.__NUXT__={config:{}}</script><script"
        ' src="/_nuxt/7d9.js"></script></body></html>'
    ),
    "angular": (
        "<!doctype html><html><head><title>公开平台</title></head><body><app-root></app-root>"
        '<script src="runtime.js" defer></script><script src="main.js" defer></script></body>'
    ),
    "umi, while it loads": (
        '<!DOCTYPE html><html><head><title>公开</title></head><body><div id="umi-root"><div'
        ' class="spin"><span>加载中，请稍候</span></div></div><script src="/umi.a1.js"></script>'
        "</body></html>"
    ),
    "a list whose rows a template fills": (
        '<html><head><title>规范性文件</title></head><body><div class="nav"><a href="/">首页</a>'
        '</div><div class="main" id="list"><ul><li v-for="one in rows"><a :href="one.url">'
        '{{ one.title }}</a></li></ul></div><script src="/js/list.js"></script></body></html>'
    ),
    "a box whose name is handed to a script from elsewhere": (
        '<html><head><title>规范性文件</title></head><body><div class="header"><a href="/">首页</a>'
        '</div><h2>规范性文件</h2><div id="d77"></div><script src="/script/dynamic.js"></script>'
        '<script>start({type:"A02",into:"d77"});</script></body></html>'
    ),
    "a box for rows that a script of the portal's own may fill": (
        '<html><head><title>规范性文件</title></head><body><div class="header"><a href="/">首页</a>'
        '</div><h2>规范性文件</h2><ul id="newsList">正在加载…</ul><script src="/js/gfxwj.js">'
        "</script></body></html>"
    ),
}
SHORT = {
    "says that there is nothing": "<div><p>暂无信息</p></div><script src=/jq.js></script>",
    "is being built": "<div>栏目建设中</div><script src=/jq.js></script>",
    "an empty list": "<div class=main><ul class=list></ul></div><script src=/jq.js></script>",
    "an empty list with a library": "<ul id=list></ul><script src=/js/jquery.min.js></script>",
    "an empty text, and the scripts of every page": (
        "<h2>概况</h2><div><div id=zoom></div></div><script src=/assets/js/site.js></script>"
    ),
    "another's script": "<ul id=list></ul><script src=//hm.tongji.test/a.js></script>",
    "a pager without pages": (
        "<ul class=list></ul><div id=pages></div><script src=/js/fy.js></script>"
        "<script>createPage('pages',0,1,'index','html');</script>"
    ),
    "a box of the frame": "<div class=footer><div id=con></div></div><script>f('con')</script>",
    "a picture": "<div><img src=/a.png></div><script src=/jq.js></script>",
    "nothing at all": "",
    "no script": "<div id=main></div><div></div>",
    "its rows are there": (
        "<div id=app><ul><li><a href=/1.html>关于河道的通知</a><span>2026-11-01</span></li><li>"
        "<a href=/2.html>关于消防的通知</a><span>2026-10-01</span></li></ul></div>"
        "<script src=/js/app.js></script>"
    ),
    "a text": f"<div class=main><p>{'规范性文件是行政机关发布的文件。' * 8}</p></div>",
}
REFUSED = {
    "a challenge": (
        '<html><head><meta id="9DhefwqGPrzGxEp9hPaoag" content="x" r="m"><script>$_ts=window["$_ts"'
        '];</script><script src="/h/b.js" r="m"></script></head><body><div id="app"></div></body>'
    ),
    "a slide to be moved": "<div>请完成安全验证</div><script src=/slidercaptcha.js></script>",
    "a login": "<div>用户登录</div><input name=u><input type=password><script src=/a.js></script>",
}


def seen(
    html: str,
    purpose: Purpose = Purpose.SECTION,
    role: Role = Role.NORMATIVE_DOCUMENTS,
    status: int = 200,
) -> tuple[Fetch, Reading]:
    shot = Snapshot(URL, AT, "a" * 64, status, "text/html")
    task = Task(purpose, URL, role)
    return Fetch(task, shot, URL), read(task, Page.parse(URL, html.encode(), status=status), shot)


def test_shells_are_shown() -> None:
    for name, html in SHELLS.items():
        for purpose in (Purpose.SECTION, Purpose.DETAIL):
            assert wants_browser(*seen(html, purpose)), (name, purpose)
    for name in ("vue-cli", "vite", "create-react-app", "nuxt", "angular", "umi, while it loads"):
        assert wants_browser(*seen(SHELLS[name], Purpose.HOME, Role.HOME)), name


def test_what_a_known_request_brings_needs_no_browser() -> None:
    for script in (
        "$.getJSON('./zcwj.json',show)",
        "$.getJSON('./zcwj.json',function(d){$('#rows').html(d)})",
        "xxgk({infotypeId:'A02',jdid:'4',divid:'rows'})",
    ):
        html = f'<html><body><div id="rows"></div><script>{script}</script></body></html>'
        fetch, reading = seen(html)
        assert reading.shell, script
        assert "guess" not in {turn.way for turn in reading.listing.turns}
        assert not wants_browser(fetch, reading), script
    guessed = "$.get('/one');$.get('/two')"
    fetch, reading = seen(
        f'<html><body><div id="rows"></div><script>{guessed}</script></body></html>'
    )
    assert reading.listing.turns
    assert wants_browser(fetch, reading)


def test_pages_that_merely_are_short_are_not() -> None:
    for name, html in SHORT.items():
        assert not wants_browser(*seen(f"<html><body>{html}</body></html>")), name


def test_a_page_that_tests_its_reader_is_never_shown() -> None:
    for name, html in REFUSED.items():
        fetch, reading = seen(html)
        assert reading.cause in (Cause.CHALLENGED, Cause.BLOCKED), name
        assert not wants_browser(fetch, reading), name


def test_only_pages_that_were_answered_and_once() -> None:
    fetch, reading = seen(SHELLS["vite"])
    assert wants_browser(fetch, reading)
    assert not wants_browser(fetch, None)
    assert not wants_browser(replace(fetch, snapshot=None, cause=Cause.UNREACHABLE), reading)
    assert not wants_browser(replace(fetch, shell=fetch.snapshot), reading)
    assert not wants_browser(replace(fetch, unshown=Cause.SCANNER), reading)
    assert not wants_browser(replace(fetch, task=replace(fetch.task, method="POST")), reading)
    for purpose in (Purpose.LINK, Purpose.TURN, Purpose.FILE, Purpose.ROBOTS):
        assert not wants_browser(replace(fetch, task=replace(fetch.task, purpose=purpose)), reading)
    assert not wants_browser(*seen(SHELLS["vite"], status=404))


def test_a_home_page_with_its_menu_is_no_shell_whatever_its_scripts_ask_for() -> None:
    html = (
        '<html><body><div class="nav"><a href="/zwgk/">政务公开</a><a href="/hd/">互动</a></div>'
        '<div id="news"></div><script>$.ajax({url:"/news.json"})</script></body></html>'
    )
    fetch, reading = seen(html, Purpose.HOME, Role.HOME)
    assert reading.shell
    assert not wants_browser(fetch, reading)


def test_of_a_home_page_that_a_browser_showed_nothing_is_missing_for_certain() -> None:
    fetch, reading = seen("<html><body><a href=/zwgk/>政务公开</a></body>", Purpose.HOME, Role.HOME)
    rendered = replace(fetch, shell=fetch.snapshot)
    ((_, plain),), ((_, shown),) = joined([(fetch, reading)]), joined([(rendered, reading)])
    assert plain == reading
    assert shown is not None
    assert [one.unread for one in shown.records if isinstance(one, HomeFrames)] == [(URL,)]
    assert joined([(rendered, shown)]) == [(rendered, shown)]
    shot = Snapshot(rendered_urn(URL), AT, "a" * 64, 200, "text/html")
    frames = HomeFrames(URL, "", Role.HOME, shot)
    assert unread_part(frames) == "由脚本生成，未必看全"


def test_that_it_shows_nothing_is_no_content() -> None:
    task, reading = seen("<html><body><div><p>暂无信息</p></div></body></html>")
    assert not says_something(task.task, reading)
    fetch, reading = seen(f"<html><body>{SHORT['its rows are there']}</body></html>")
    assert says_something(fetch.task, reading)


def test_the_pages_on_which_most_depends_come_first() -> None:
    def of(purpose: Purpose, role: Role, url: str = URL) -> Fetch:
        return Fetch(Task(purpose, url, role))

    wanted = [
        of(Purpose.HOME, Role.HOME),
        of(Purpose.SECTION, Role.NORMATIVE_DOCUMENTS),
        of(Purpose.SECTION, Role.NEWS, URL + "a"),
        of(Purpose.SECTION, Role.NEWS, URL + "b"),
        of(Purpose.EXPLORE, Role.HOME),
        of(Purpose.DETAIL, Role.NORMATIVE_DOCUMENTS),
    ]
    assert sorted([*wanted[3:], *wanted[:3]], key=order_of) == wanted


@pytest.mark.parametrize(
    ("fetch", "cause", "words"),
    [
        (Fetch(Task(Purpose.HOME, URL, Role.HOME)), Cause.UNREADABLE, "首页由脚本生成"),
        (
            Fetch(
                Task(Purpose.HOME, URL, Role.HOME),
                unshown=Cause.SCANNER,
                unshown_why="监测端没有浏览器",
            ),
            Cause.SCANNER,
            "首页由脚本生成（监测端没有浏览器）",
        ),
    ],
)
def test_what_was_not_seen_says_why(fetch: Fetch, cause: Cause, words: str) -> None:
    assert unseen(fetch, "首页由脚本生成") == (cause, words)
