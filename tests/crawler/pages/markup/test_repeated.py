"""Menus that come again are read from memory, and read the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pages.lists.look import Look
from crawler.pages.markup.links import anchors_of
from crawler.pages.markup.page import Page
from crawler.pages.markup.repeated import Memo, forget
from crawler.pages.markup.shown import shown
from crawler.pages.read import read
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.model import Snapshot
from tests.fuzzing.mutations import mutated

_SHOT = Snapshot("http://a.test/", datetime(2026, 11, 20, 2, tzinfo=UTC), "0" * 64, 200)
_ITEMS = (
    '<li><a href="/xw/{n}.html">专题第{n}号</a></li>',
    '<li class="on"><a href="/gk/{n}/" title="政府信息公开第{n}栏">政府信息公开…</a></li>',
    '<li><a href="../zt/{n}.html">专题{n}</a><span>2026-09-1{d}</span></li>',
    '<li><a href="javascript:go({n})">栏目{n}</a></li>',
    '<li><a href="javascript:void(0)">栏目{n}</a></li>',
    '<li onclick="location.href=\'/x/{n}.html\'">办事{n}</li>',
    '<li>发布机构：<b>云溪县{n}</b></li>',
    '<li><h4>相关链接</h4><a href="/fj/{n}.pdf">附件{n}</a></li>',
    '<li><a href="http://b.test/{n}"><img src="/i.png" alt="图{n}"></a></li>',
    '<li class="foot"><a href="/f/{n}.html">版权{n}</a></li>',
    '<li><input name="q"><a href="/s/{n}">搜索</a></li>',
    '<li style="display:none"><a href="/h/{n}">藏{n}</a></li>',
    '<li><ul><li><a href="/u/{n}.html">下{n}</a></li><li><a href="/u/2.html">下</a></li></ul></li>',
    '<ul><li><a href="/v/{n}.html">游离{n}</a></li><li>2026-09-1{d}</li></ul>',
    "<br><li>甲</li>",
    "<!-- 文号：云政〔2026〕{n}号 --><br><li>第{n}条</li>",
)  # fmt: skip
_BEFORE = (
    "",
    "<p>相关链接</p>",
    "<div>文字<b>粗</b>",
    '<div class="menu">',
    "<header><h1>云溪县</h1>",
)
_AFTER = ("", "<input>说明", '<p>附件：<a href="/a.doc">办法</a></p>', "</div><p>2026年9月1日</p>")
_TEXT = (
    "<h1>关于印发办法的通知</h1><p>发布日期：2026-09-10</p>"
    "<p>为规范工作，经同意，现就有关事项通知如下。</p>"
)
_PURPOSES = ((Purpose.DETAIL, Role.NORMATIVE_DOCUMENTS), (Purpose.SECTION, Role.NEWS),
             (Purpose.EXPLORE, Role.PLATFORM), (Purpose.DETAIL, Role.LEADERS),
             (Purpose.DETAIL, Role.MESSAGE_BOARD), (Purpose.HOME, Role.HOME))  # fmt: skip


def _menu(kinds: Sequence[int], tag: str = "ul") -> str:
    items = "".join(_ITEMS[kind].format(n=n, d=n % 10) for n, kind in enumerate(kinds))
    return f"<{tag}>{items}</{tag}>"


def _page(menu: str, before: str = "", after: str = "", script: str = "") -> str:
    head = f"<html><body><script>{script}</script>"
    return f"{head}{before}{menu}{after}<div>{_TEXT}</div></body></html>"


def _reading(url: str, html: str, number: int = 0) -> Reading:
    purpose, role = _PURPOSES[number % len(_PURPOSES)]
    return read(Task(purpose, url, role), Page.parse(url, html.encode()), _SHOT)


@settings(max_examples=5, deadline=None)
@given(
    st.lists(st.integers(0, len(_ITEMS) - 1), max_size=12),
    st.sampled_from(("ul", "ol", "nav")),
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=3
    ),
    st.integers(0, 999),
)
def test_a_menu_known_from_another_page_is_read_as_if_for_the_first_time(
    kinds: list[int], tag: str, places: list[tuple[int, int, int]], seed: int
) -> None:
    draw = Random(seed)
    menu = _menu([0] * 10 + kinds, tag)
    pages = []
    for number, (site, before, after) in enumerate(places):
        host = "ab"[site % 2]
        script = f"function go(n){{location.href='/{host}/'+n}}"
        url = f"http://{host}.test/{'x/' * (number % 3)}p{number}.html"
        pages.append((url, _page(menu, _BEFORE[before], _AFTER[after], script)))
    pages.append((pages[0][0], mutated(pages[0][1], draw)))
    jobs = [(url, html, draw.randrange(6)) for url, html in (*pages, *pages)]
    forget()
    warm = [_reading(*job) for job in jobs]
    for job, found in zip(jobs, warm, strict=True):
        forget()
        assert _reading(*job) == found


def test_what_a_menu_shows_is_kept_from_one_page_to_the_next() -> None:
    forget()
    pages = [_page(_menu([0] * 12), after=f"<p>第{n}页</p>") for n in range(2)]
    one, other = (
        Page.parse(f"http://a.test/x/{n}.html", html.encode()) for n, html in enumerate(pages)
    )
    before, after = shown(one), shown(other)
    assert [a is b for a, b in zip(before.lines, after.lines, strict=True)].count(True) == 12
    told = [
        {row.links[0].url: row.told for row in Look(page).groups[0].rows} for page in (one, other)
    ]
    assert len(told[1]) == 12
    assert all(told[1][url] is kept for url, kept in told[0].items())


def test_addresses_of_a_known_menu_are_those_of_the_page_it_stands_on() -> None:
    forget()
    menu = _menu([2] * 12)
    for host, folder in (("a", "x/y/"), ("b", "x/y/"), ("a", "x/y/z/")):
        page = Page.parse(f"http://{host}.test/{folder}1.html", _page(menu).encode())
        there = f"http://{host}.test/{folder.rsplit('/', 2)[0]}/zt/3.html"
        assert there in {link.url for row in Look(page).groups[0].rows for link in row.links}
        assert there in {link.url for link in anchors_of(page)}


def test_a_memo_forgets_what_was_asked_for_longest_ago() -> None:
    memo: Memo[int] = Memo(10)
    memo.keep("a", 1, 4)
    memo.keep("b", 2, 4)
    assert memo.get("a") == 1
    memo.keep("c", 3, 4)
    memo.keep("d", 4, 11)
    assert [memo.get(name) for name in "abcd"] == [1, None, 3, None]
    assert memo.size == 8
