"""Pages of the directory of Guangdong as their script puts them together, for the other readers.

The tree of categories becomes lists of links, an article its table of labels, title and text, an
answer of the interface a list of rows. The data stays with the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import escape, unescape
from typing import Any

from crawler.pages.families.gkmlpt import (
    Answer,
    Category,
    Directory,
    answer,
    category_behind,
    directory,
)
from crawler.pages.families.gkmlpt_posts import (
    Fact,
    address_of,
    content_of,
    facts_of,
    links_of,
    merged,
    published_of,
    title_of,
)
from crawler.pages.markup.page import Page, raw_text
from crawler.pages.words.text import key

_HREF = re.compile(r"""(\bhref\s*=\s*)(["'])([^"'<>]{1,300}#/?\d{1,12})\2""", re.I)
_PLACES = (
    re.compile(r"<div\b[^<>]*\bid\s*=\s*[\"']?app\b[^<>]*>", re.I),
    re.compile(r"<body\b[^<>]*>", re.I),
)
_ARTICLE = re.compile(r"/gkmlpt/(?:content/|m?guide\b)")
"""Pages without the tree: articles and the guide."""
_BEGINNING = 40
"""Characters of a text by which it is known again."""
_OWN_TABLE = 3
"""Labels of an article that a page shows itself, from which its table is its own."""


def put_together(page: Page) -> Page:
    """The page as its reader sees it; the page itself where it needs no script, or is no such."""
    if page.held is not None or "/gkmlpt/" not in page.url or page.excess:
        return page
    held = answer(page)
    if held is not None:
        return _with(page, _rows(held, page.url), held)
    config = directory(page)
    if config is None:
        return page
    start, end = config.span
    source = page.html[:start] + "{}" + page.html[end:]
    source = _HREF.sub(lambda match: _resolved(match, config), source)
    if config.detail:
        made = _article(config, page)
    else:
        made = "" if _ARTICLE.search(page.url) else _tree(config)
    return _with(page, _inserted(source, made), config)


def _with(page: Page, html: str, held: Answer | Directory) -> Page:
    made = Page.parse(
        page.url, html.encode("utf-8", "replace"), "text/html; charset=utf-8", page.status
    )
    if made.excess:
        return page
    return replace(made, size=page.size, encoding=page.encoding, held=held)


def _inserted(source: str, made: str) -> str:
    for pattern in _PLACES:
        match = pattern.search(source)
        if match is not None:
            return source[: match.end()] + made + source[match.end() :]
    return made + source


def _resolved(match: re.Match[str], config: Directory) -> str:
    """A link into the directory with the list that it names behind #."""
    category = category_behind(match.group(3))
    if not category:
        return match.group()
    return f'{match.group(1)}"{escape(config.address(category))}"'


def _tree(config: Directory) -> str:
    """The categories as nested lists; what only holds others is a heading."""
    parts: list[str] = []
    before = -1
    for category in config.categories:
        if category.depth > before:
            parts.append("<ul>")
        else:
            parts.append("</li>" + "</ul></li>" * (before - category.depth))
        parts.append("<li>" + _linked(category, config))
        before = category.depth
    parts.append("</li></ul>" * (before + 1))
    return f"<div>{''.join(parts)}</div>" if config.categories else ""


def _linked(category: Category, config: Directory) -> str:
    name = escape(category.name)
    if category.heading and not category.jump:
        return f"<span>{name}</span>"
    address = category.jump or config.address(category.id)
    behind = category_behind(address)
    return f'<a href="{escape(config.address(behind) if behind else address)}">{name}</a>'


def _article(config: Directory, page: Page) -> str:
    """The article, or what the page's own markup lacks of it."""
    detail = merged(config.detail)
    title, content = title_of(detail), content_of(detail)
    if "<" not in content and "&lt;" in content:
        content = unescape(content)
    shown = key(raw_text(page.root))
    own = _is_shown(title, content, shown)
    facts = facts_of(detail, both=not own)
    labels = sum(key(fact.label) in shown for fact in facts)
    if own and labels >= _OWN_TABLE:
        facts = tuple(f for f in facts if f.slug == "validity" and key(f.text[1:]) not in shown)
    if own:
        return _table(facts)
    listed = [(name, url) for name, url in links_of(detail.get("attachment"))]
    listed += [one for one in links_of(detail.get("attachments")) if one not in listed]
    files = [one for one in listed if one[1] not in content]
    return (
        f"{_table(facts)}<h1>{escape(title)}</h1>"
        f'<div class="article-content">{content}</div>'
        + _box("附件", files)
        + _box("相关文章", list(links_of(detail.get("relation"))))
    )


def _is_shown(title: str, content: str, shown: str) -> bool:
    """Whether the markup that the server sent already has the article's title and text."""
    text = key(re.sub(r"<[^<>]*>", "", unescape(content))[:2_000])[:_BEGINNING]
    return bool(title) and key(title) in shown and text in shown and bool(text or len(shown) > 300)


def _table(facts: Iterable[Fact]) -> str:
    rows = "".join(
        f"<tr><td>{fact.label}：</td><td>{escape(fact.text)}</td></tr>" for fact in facts
    )
    return f"<table>{rows}</table>" if rows else ""


def _box(heading: str, links: list[tuple[str, str]]) -> str:
    rows = "".join(f'<li><a href="{escape(url)}">{escape(name)}</a></li>' for name, url in links)
    return f"<div><h3>{heading}</h3><ul>{rows}</ul></div>" if rows else ""


def _rows(held: Answer, url: str) -> str:
    name = escape(held.name)
    return (
        f"<html><head><title>{name}</title></head><body><h2>{name}</h2><ul>"
        + "".join(_row(one, url) for one in held.articles)
        + f"</ul><div>{held.text}</div></body></html>"
    )


def _row(record: Mapping[str, Any], url: str) -> str:
    title, address, day = title_of(record), address_of(record, url), published_of(record)
    if not title or not address:
        return ""
    shown = f"<span>{day.value.isoformat()}</span>" if day else ""
    return f'<li><a href="{escape(address)}">{escape(title)}</a>{shown}</li>'
