"""Whether a page waits for its scripts: what it lacks is not empty, it has only not come yet."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.pages.condition.scriptfills import ScriptFills
from crawler.pages.condition.waitingnames import (
    counts_or_moves,
    is_aside,
    is_library,
    is_of_rows,
    is_only_aside,
)
from crawler.pages.markup.layout import Layout
from crawler.pages.markup.navigation import Links
from crawler.pages.markup.page import Page, raw_text
from crawler.pages.words.text import clean, key, simplify

_TEMPLATE = re.compile(
    r"\bv-(?:for|if|text|html|bind|cloak)\b|\bng-(?:repeat|bind|app)\b|\bms-(?:repeat|for|each)\b|\{\{[^{}]{1,80}\}\}|<%=|"
    r"\bx-(?:for|text|html)\s*=|\*ngFor\b|\bdata-bind\s*=\s*[\"']\s*(?:foreach|text|html|template)\b|"
    r"""<(?:div|section|main)[^>]*\bid=["'](?:app|root|__nuxt|__next)["'][^>]*>\s*</(?:div|section|main)>""",
    re.I,
)
_ROW_TEMPLATE = re.compile(
    r"""<script\b[^>]*\btype\s*=\s*["']?text/(?:html|template|x-[\w-]*(?:tmpl|template|handlebars|mustache)[\w-]*)\b[^>]*>"""
    r"(?:(?!</script).){0,2000}?<(?:li|tr|dd|a|p|h\d)\b",
    re.I | re.S,
)
"""A row as a script is to write it, which lies ready in the page."""
_ELEMENT = re.compile(r"<(?P<name>[a-z][a-z0-9]*-[a-z0-9-]+)\b[^>]*>\s*</(?P=name)>", re.I)
"""An element of the page's own making, which only a script can fill."""
_FETCH = re.compile(
    r"""(?:\$\.(?:ajax|get|post|getJSON)|\bfetch|\baxios(?:\.\w+)?|\.open|\.load|request)\s*\(\s*(?:\{[^{}]{0,400}?url\s*:\s*)?"""
    r"""["'`](?:(?:get|post)["']\s*,\s*["'`])?([^"'`]{1,300})["'`]|(?:listApi|dataUrl|proxyUrl|ajaxUrl|apiUrl|listUrl)\b""",
    re.I,
)
_SHOWING = (
    "a[href], iframe, frame, img, form, table, ul, ol, dl, p, h1, h2, h3, input, object, embed"
)
_SILENT = frozenset({"script", "style", "link", "noscript", "template", "meta"})
_OF = r"(?:页面|数据|系统|资源|信息|内容|列表|结果|正在|努力|拼命|为您)"
_LOADING = re.compile(
    rf"(?:{_OF}*(?:加载|载入)(?:数据|信息|内容|列表)?中?"
    rf"|{_OF}*(?:读取|获取|查询|请求|更新|刷新)(?:数据|信息|内容|列表)?中"
    rf"|(?:页面|数据|系统)*正在(?:读取|获取|查询|请求|更新|刷新){_OF}*中?"
    r"|请?您?(?:稍候|稍等|稍后|(?:耐心)?等待)|loading|[ ,，.。…!！])++",
    re.I,
)
# A list that came with the page as data, and says of itself that it has no row.
_NO_RECORDS = re.compile(
    r"<datastore\b[^>]*>(?:(?!<record>).){0,400}?<totalrecord>\s*0\s*</totalrecord>", re.I | re.S
)
_GAP = "div, ul, ol, dl, table, tbody, section, article"
_ASKING = ("data-url", "data-api", "data-source", "data-src", "data-href", "data-load", "lay-data")
"""Attributes that tell a script where the rows of a box are."""
_ADDRESS = re.compile(
    r"""(?:api|list|data|info|service|interface|ajax|json|query|request)\w*["']?\s*[:=]\s*"""
    r"""["'`](?P<of>(?:https?:/)?/[^"'`\s]{2,200})["'`]"""
    r"""|\b(?:url|path|src)["']?\s*[:=]\s*["'](?P<to>[^"'\s]{0,120}(?:/api/|\.json\b|\.(?:do|action|ashx|asmx)\b|list|query)[^"'\s]{0,120})["']""",
    re.I,
)
"""An address in what a script is told, from which it may have the rows."""
_IN_BOX = "img, iframe, form, input, object, embed, video"
_PLACEHOLDER = re.compile(
    r"loading|loader|spinner|placeholder|(?:^|/)(?:load|wait(?:ing)?|blank|space[r]?|transparent)\d*\.",
    re.I,
)
_NO_ADDRESS = re.compile(r"(?:about:blank|javascript:.*|#)?", re.I | re.S)
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|\b(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|$)",
    re.I,
)
_FOR_CONTENT = re.compile(
    r"list|content|data|info|news|article|rows?\b|tbody|result|zoom|^(?:div|con|main|box)[_-]?\d*$",
    re.I,
)
_LONGEST = 400
"""Characters of a box from which it says more than that it loads."""
_MOST_IN_A_GAP = 200  # nodes
_MOST_BOXES = 60
"""Empty boxes that are looked at: a page with more is no shell but a grid."""
_HEADS = frozenset(
    {"序号", "标题", "名称", "文件名称", "信息名称", "发文字号", "文号", "成文日期", "发布日期",
     "发文日期", "发布时间", "索引号", "发布机构", "发文机关", "有效性", "时效性"}
)  # fmt: skip
_LEAST_HEADS = 3


def is_shell(
    page: Page, links: Links, text_chars: int, *, boxes: bool = True, trees: bool = True
) -> bool:
    """Whether the main content is filled in by script: templates, requests for data, or boxes
    that stand empty and wait for a script, be it one that lies elsewhere.

    Without `boxes` these do not count: beside a text or an answer they may be for anything.
    Without `trees` those do not that hold a tree of which the page has all nodes: beside the one
    text of a page it is a menu. Where there is no text, it may be what is sought.
    """
    if _is_mount(page):
        return True
    body = page.root.html or ""
    if _TEMPLATE.search(re.sub(r"(?s)<script\b.*?</script>", "", body)):
        return True
    if text_chars > 200 or _NO_RECORDS.search(page.html):
        return False
    for match in _FETCH.finditer(links.scripts):
        if match.group(1) is None or not counts_or_moves(match.group(1)):
            return True
    if not boxes:
        return False
    if _ROW_TEMPLATE.search(page.html) or _has_own_element(body):
        return True
    fills = ScriptFills(links)
    return _has_waiting_box(page, links, fills, trees) or _has_headed_gap(page, links, fills)


def _has_own_element(body: str) -> bool:
    """Whether an element that no browser knows stands empty, and for more than the frame."""
    return any(not is_aside(found["name"]) for found in _ELEMENT.finditer(body))


def _has_waiting_box(page: Page, links: Links, fills: ScriptFills, trees: bool) -> bool:
    """Whether a box for content stands empty that a script is to fill: a script of the page names
    it or is told where its rows are, says that it loads, or calls beside it what lies elsewhere.

    Boxes of pagers, counters and menus stay empty where there is nothing to turn, count or offer.
    """
    waiting = [node for node in page.root.css(_GAP) if _is_gap(node, page)]
    waiting += [node for node in page.root.css("li, td, dd") if _says_it_loads(node)]
    waiting += [node for node in page.root.css("iframe") if _is_blank_frame(node)]
    if not waiting:
        return False
    layout = Layout(page)
    told = any(is_of_rows(m["of"] or m["to"] or "") for m in _ADDRESS.finditer(links.scripts))
    return any(
        _waits(node, page, links, fills, told)
        for node in waiting[:_MOST_BOXES]
        if layout.region(node) not in ("header", "footer", "nav", "crumb", "side")
        and (trees or not fills.draws_tree((node.attributes.get("id") or "").strip()))
    )


def _is_gap(node: LexborNode, page: Page) -> bool:
    """Whether a box shows nothing, or only that it loads: cells and rows without a word do not."""
    if len(list(islice(node.traverse(), _MOST_IN_A_GAP))) == _MOST_IN_A_GAP:
        return False  # nothing is laid out in a gap, and boxes nest: each would be looked through
    if node.css_first("a, img, li, td, iframe") is None and node.css_first(_IN_BOX) is None:
        text = clean(node.text())
    elif _shows(node):
        return False
    else:
        text = clean(raw_text(node, _LONGEST * 2))
    return not text or (len(text) < _LONGEST and not _LOADING.sub("", simplify(text)))


def _shows(node: LexborNode) -> bool:
    """Whether something other than text is seen in a box: a picture, a form, a frame."""
    for one in node.css(_IN_BOX):
        given = one.attributes
        if one.tag == "iframe":
            if not _is_blank(given):
                return True
        elif one.tag != "img" or not _PLACEHOLDER.search(given.get("src") or ""):
            return True
    return False


def _is_blank(frame: dict[str, str | None]) -> bool:
    return not frame.get("srcdoc") and bool(_NO_ADDRESS.fullmatch((frame.get("src") or "").strip()))


def _is_blank_frame(node: LexborNode) -> bool:
    """Whether a frame that is seen has no page yet: only a script can give it one."""
    given = node.attributes
    if not _is_blank(given) or _UNSEEN.search(given.get("style") or "") or "hidden" in given:
        return False
    return not {given.get("width"), given.get("height")} & {"0", "1", "0px", "1px"}


def _waits(node: LexborNode, page: Page, links: Links, fills: ScriptFills, told: bool) -> bool:
    name = (node.attributes.get("id") or "").strip()
    classes = (node.attributes.get("class") or "").split()
    if not is_only_aside(_name(node)) and (
        _says_it_loads(node)
        or node.tag == "iframe"
        or any(node.attributes.get(asking) for asking in _ASKING)
        or (name and fills.names(name))
    ):
        return True
    if any(fills.fills_class(one) and not is_only_aside(one) for one in classes):
        return True
    if is_aside(_name(node)):
        return False
    for_content = bool(_FOR_CONTENT.search(" ".join(classes)))
    if not name and not for_content:
        return False
    if told or fills.calls_beside(node) or (name and _own_script(node, page, links)):
        return True
    return (for_content or bool(_FOR_CONTENT.search(name))) and fills.calls_at_large


def _name(node: LexborNode) -> str:
    """What a box is named for: its id, and its classes only where it has none."""
    return (node.attributes.get("id") or "").strip() or node.attributes.get("class") or ""


def _says_it_loads(node: LexborNode) -> bool:
    """Whether all that stands in a place for rows is that they are on their way (加载中)."""
    text = simplify(clean(node.text()))
    if not text or len(text) >= 40 or _LOADING.fullmatch(text) is None:
        return False
    return not any(is_only_aside(_name(one)) for one in node.css("[id], [class]"))


def _has_headed_gap(page: Page, links: Links, fills: ScriptFills) -> bool:
    """Whether the heads of a list's columns (序号 标题 发文字号) stand over an empty list or table,
    and a script of the portal's own in the body, which may fill it.
    """
    for node in page.root.css("ul, ol, tbody"):
        if not _is_gap(node, page):
            continue
        above = node.prev
        while above is not None and (above.tag or "").startswith("-"):
            above = above.prev
        heads = [clean(one.text()) for one in above.iter()] if above is not None else []
        if len(heads) == 1 and above is not None and above.child is not None:  # thead > tr
            heads = [clean(cell.text()) for cell in above.css("th, td")]
        if sum(key(head) in _HEADS for head in heads) >= _LEAST_HEADS:
            around = [one for one in (node, page.root.child) if one]
            return any(_own_script(one, page, links) or fills.calls_beside(one) for one in around)
    return False


def _own_script(node: LexborNode, page: Page, links: Links) -> bool:
    """Whether a script of the portal's own stands beside a box, which it may fill.

    Those in the head come with every page of a portal, as libraries do: they tell of none.
    """
    host = page.url.split("/")[2] if page.url.count("/") > 2 else ""
    for beside in node.parent.iter() if node.parent is not None else ():
        source = beside.attributes.get("src") if beside.tag == "script" else None
        url = links.join(source) if source else None
        if url and url.split("/")[2] == host and not is_library(urlsplit(url).path):
            return True
    return False


def _is_mount(page: Page) -> bool:
    """Whether a body is but a place for an app: an element or two that show nothing, or only that
    it loads, and a script from elsewhere that fills them. What shows anything is a short page."""
    if page.root.css_first(_SHOWING) is not None:
        return False
    if page.tree.css_first("script[src], script[type=module]") is None:
        return False
    places = [node for node in page.root.css("body > *") if node.tag not in _SILENT]
    text = page.text_of(page.root)
    return bool(places) and (not text or _LOADING.fullmatch(simplify(text)) is not None)
