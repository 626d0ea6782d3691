"""Leaders below the posts that are the terms of lists of definitions."""

from __future__ import annotations

import time

import pytest

from crawler.pages.lists.rowgroups import row_groups
from crawler.pages.lists.termgroups import below_terms
from crawler.pages.markup.layout import Layout
from crawler.pages.markup.navigation import Links
from crawler.pages.markup.page import Page
from crawler.portals.roles import Role
from tests.crawler.pages.layouts import framed, read_list, titles

ONE = "<dl><dt>局长</dt><dd><a href='/a/{}.htm'>{}</a></dd></dl>"
SEVERAL = (
    "<dl><dt>副局长</dt><dd><a href='/b/{0}.htm'>李小红</a></dd>"
    "<dd><a href='/c/{0}.htm'>赵四海</a></dd></dl>"
)


@pytest.mark.parametrize(
    ("label", "read"),
    [
        ("接访安排", 0),
        ("调研足迹", 0),
        ("高新区", 0),
        ("王建国", 1),
        ("刀建国", 1),
        ("欧阳建国", 1),
    ],
)
def test_below_a_post_alone_stands_a_name_and_no_subject(label: str, read: int) -> None:
    html = framed(f"<div>{SEVERAL.format(1)}{ONE.format(1, label)}</div>")
    found = titles(read_list(html, role=Role.LEADERS))
    assert found == ["李小红", "赵四海", *[label] * read]


def test_lists_of_terms_are_put_in_order_in_one_walk_through_their_box() -> None:
    """Eight times the lists take about eight times as long, not sixty-four."""
    took = []
    for many in (100, 100, 800):  # the first warms what is kept
        html = "".join(ONE.format(n, "王建国") + SEVERAL.format(n) for n in range(many))
        page = Page.parse("http://www.yunxi.test/ld/", f"<div>{html}</div>".encode(), "text/html")
        groups = row_groups(page, Layout(page), Links(page))
        start = time.process_time()
        below_terms(groups)
        took.append(time.process_time() - start)
    assert took[2] < 24 * took[1]
