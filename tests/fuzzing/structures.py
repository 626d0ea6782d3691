"""Pages by structure: headings, tables of labels, lists, letters, pagers with any words in them."""

# ruff: noqa: E501 - what is sent reads best unbroken

from __future__ import annotations

from html import escape

from hypothesis import strategies as st

from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from tests.fuzzing.mutations import ADDRESSES, DATES, NUMBERS

_LABELS = (
    "文号", "索引号", "成文日期", "发布日期", "发布机构", "有效性", "施行日期", "来信时间", "答复内容", "答复时间", "受理单位",
    "姓名", "职务", "分工", "联系电话", "征集时间", "截止日期", "标题", "内容", "解读机关", "主题分类", "",
)  # fmt: skip
_WORDS = (
    "云政〔2026〕3号", "云溪县人民政府", "2026-09-28", "2026年9月28日", "有效", "王某", "副县长", "负责农业、水利工作。",
    "关于印发云溪县养老服务管理办法的通知", "您好，您的来信收悉。", "暂无", "第1/3页", "共3页", "下一页", "更多",
)  # fmt: skip
WORDS = st.one_of(
    st.sampled_from(_WORDS), st.sampled_from(DATES), st.sampled_from([one[:50] for one in NUMBERS]), st.text(max_size=12),
)  # fmt: skip
LABELS = st.one_of(st.sampled_from(_LABELS), st.text(max_size=4))
COLONS = st.sampled_from(("：", ":", "", " ： ", "："))
SPANS = st.sampled_from(
    ("", " rowspan=2", " colspan=3", " rowspan=99999", " colspan=-1", " rowspan=x")
)


def _told(text: str) -> str:
    return escape(text)


@st.composite
def _tables(draw: st.DrawFn) -> str:
    rows = draw(st.lists(st.lists(st.tuples(SPANS, LABELS, WORDS), max_size=3), max_size=5))
    return "<table>" + "".join(
        "<tr>" + "".join(f"<td{span}>{_told(a)}</td><td{span}>{_told(b)}</td>" for span, a, b in row) + "</tr>"
        for row in rows
    ) + "</table>"  # fmt: skip


@st.composite
def _lines(draw: st.DrawFn) -> str:
    tag = draw(st.sampled_from(("p", "div", "span", "li", "h3", "dt", "td", "b")))
    pairs = draw(st.lists(st.tuples(LABELS, COLONS, WORDS), max_size=5))
    return "".join(f"<{tag}>{_told(a)}{colon}{_told(b)}</{tag}>" for a, colon, b in pairs)


@st.composite
def _lists(draw: st.DrawFn) -> str:
    rows = draw(
        st.lists(
            st.tuples(st.sampled_from((*ADDRESSES, "/a/1.html", "/a/2.html")), WORDS, WORDS),
            max_size=6,
        )
    )
    return "<ul>" + "".join(
        f'<li><a href="{_told(url)}" title="{_told(words)}">{_told(words)}</a><span>{_told(day)}</span></li>'
        for url, words, day in rows
    ) + "</ul>"  # fmt: skip


_PIECES = st.one_of(_tables(), _lines(), _lists(), WORDS.map(lambda text: f"<p>{_told(text)}</p>"))


def _boxed(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    box = st.sampled_from(
        (
            "<div>{}</div>",
            "<td>{}",
            "<ul><li>{}</li></ul>",
            "<form>{}</form>",
            "<!--{}-->",
            "<h1>{}</h1>",
        )
    )
    return st.tuples(box, st.lists(inner, max_size=4)).map(
        lambda told: told[0].replace("{}", "".join(told[1]))
    )


PAGES = st.tuples(WORDS, st.lists(st.recursive(_PIECES, _boxed, max_leaves=8), max_size=5)).map(
    lambda told: (
        f"<html><head><title>{_told(told[0])}</title></head><body>{''.join(told[1])}</body></html>"
    )
)
"""Whole pages."""
REASONS = st.tuples(
    st.sampled_from((Purpose.DETAIL, Purpose.SECTION, Purpose.HOME, Purpose.EXPLORE)),
    st.sampled_from(tuple(Role)),
)
"""Why a page is asked for."""
