"""What a page holds besides text: one that holds neither is bare."""

from __future__ import annotations

import re
from collections import Counter

from crawler.pages.condition.waiting import is_shell
from crawler.pages.documents.media import SOURCES, audio_count, has_scripted_media
from crawler.pages.markup.body import media_counts
from crawler.pages.markup.links import attachments_of, leads_on
from crawler.pages.markup.navigation import Links
from crawler.pages.markup.outline import Outline, outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import Media, Shown, shown

_FRAMES = "iframe[src], frame[src], object[data], embed[src], video, audio, canvas"
_BULLETS = 3
"""Times that one picture stands on a page from which it is the bullet of a menu or a list."""
_MARKS = re.compile(
    r"(?:(?:发布|发文|更新|公开|录入|成文)?(?:时间|日期)\s?[:：]?\s*)?\d{4}[-年./]\d{1,2}[-月./]\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
    r"|(?:信息|文章|稿件|内容)?来源\s?[:：]\s*\S{0,30}|(?:作者|编辑|责编|责任编辑|审核|供稿)\s?[:：]\s*\S{0,20}"
    r"|(?:信息)?发布(?:单位|机构|部门|者|人)?\s?[:：]\s*\S{0,20}"
    r"|(?:点击|阅读|浏览|访问)(?:数|次数|量)?\s?[:：]?\s*\d*\s?次?|字[号体]\s?[:：]?[\[【(（]?[\s大中小]*[\]】)）]?"
    r"|相关(?:链接|解读|文章|新闻|附件|稿件)|上一[篇条]\s?[:：]?\s?(?:没有了|无)?|下一[篇条]\s?[:：]?\s?(?:没有了|无)?"
)


def unmarked_chars(text: str) -> int:
    """The characters of a text without date, source, clicks and the like."""
    return len("".join(_MARKS.sub("", text).split()))


def beside_text(page: Page) -> tuple[str, ...]:
    """The sorts of things that a page holds besides text, by name."""
    pictures, videos = media_counts(page)
    layout = outline(page)
    view = shown(page)
    content = range(_below_menus(view, layout), min(layout.content_end, layout.footer))
    often = Counter(map(_source, view.media))
    drawn = any(
        not one.template and one.line in content and often[_source(one)] < _BULLETS
        for one in view.media
    )
    found = {
        "picture": bool(pictures) or drawn,
        "media": bool(videos) or bool(audio_count(page)),
        "frame": page.tree.css_first(_FRAMES) is not None,
        # A link to another text is none of it, yet shows that a page holds something.
        "link": leads_on(page, layout.start, min(view.boxes[layout.box].end, layout.footer)),
        "file": bool(attachments_of(page)),
        "script": has_scripted_media(page) or is_shell(page, Links(page), 0, boxes=False),
    }
    return tuple(name for name, there in found.items() if there)


def _source(media: Media) -> tuple[str, int]:
    """What is drawn; each picture that names no file is one of its own."""
    shown = (media.attributes.get(name) for name in SOURCES)
    source = next((one for one in shown if one), "")
    return source, 0 if source else id(media)


def _below_menus(view: Shown, layout: Outline) -> int:
    """The first line of the content: a picture over the menus above the title is the banner."""
    above = range(layout.content_start, max(layout.title_line, 0))
    menus = (number + 1 for number in above if view.lines[number].template)
    return max(menus, default=layout.content_start)
