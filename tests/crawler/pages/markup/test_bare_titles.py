# ruff: noqa: E501  (pages read best unbroken)
"""Titles of pages that name them in no tag."""

from __future__ import annotations

import pytest

from crawler.pages.markup.outline import outline
from tests.crawler.pages.pages import FOOTER, NAVIGATION, page

TITLE = "云溪县供水工作成效显著"
SAID = "云溪县召开供水工作会议，研究部署有关工作。要求各单位抓好落实，确保群众用水安全。"
TITLED = {
    "a heading that is a label": f"<h3>{TITLE}</h3><p>2026-03-05</p><h2>相关文档：</h2>",
    "a box with the title and its line of dates": (
        f"<div class=title><p class=tit>{TITLE}</p><div><span>日期：</span>2026-03-05 大 中 小</div></div>"
    ),
    "a box of a heading's name that holds the text": f"<h3>{TITLE}</h3><div class=title>{SAID}</div>",
}


@pytest.mark.parametrize("inner", TITLED.values(), ids=TITLED)
def test_the_title_of_a_page_without_tags(inner: str) -> None:
    html = f"<html><head><title>正文</title></head><body>{NAVIGATION}<div>{inner}<p>{SAID}</p></div>{FOOTER}</body></html>"
    assert outline(page(html)).title == TITLE


@pytest.mark.parametrize("bullet", ["·", "· ", "■", "•&nbsp;"])
def test_a_bullet_before_a_title_is_none_of_it(bullet: str) -> None:
    html = f"<html><head><title>{bullet}{TITLE}</title></head><body>{NAVIGATION}<h1>{bullet}{TITLE}</h1><p>{SAID}</p>{FOOTER}</body></html>"
    assert outline(page(html)).title == TITLE
    dot = html.replace(TITLE, "买买提·艾力同志先进事迹介绍")
    assert outline(page(dot)).title == "买买提·艾力同志先进事迹介绍"
