"""Whether a page waits for its scripts: what it lacks is not empty, it has only not come yet."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.pages.layout import Layout
from crawler.pages.navigation import Links
from crawler.pages.page import Page
from crawler.pages.text import clean, key, simplify

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
    r"""["'](?:(?:get|post)["']\s*,\s*["'])?([^"']{1,300})["']|(?:listApi|dataUrl|proxyUrl|ajaxUrl|apiUrl|listUrl)\b""",
    re.I,
)
_SHOWING = (
    "a[href], iframe, frame, img, form, table, ul, ol, dl, p, h1, h2, h3, input, object, embed"
)
_SILENT = frozenset({"script", "style", "link", "noscript", "template", "meta"})
_LOADING = re.compile(
    r"(?:(?:页面|数据|系统|资源|正在|努力|拼命)*(?:加载|载入)中?|请?(?:稍候|稍等|等待)|loading|"
    r"[ ,，.。…!！])+",
    re.I,
)
_NOT_ROWS = re.compile(
    r"click|hits?\b|count|visit|weather|stat|login|user|captcha|share|log\b|pv\b|views?\b", re.I
)
# A list that came with the page as data, and says of itself that it has no row.
_NO_RECORDS = re.compile(
    r"<datastore\b[^>]*>(?:(?!<record>).){0,400}?<totalrecord>\s*0\s*</totalrecord>", re.I | re.S
)
_BOX = "div[id], ul[id], ol[id], dl[id], table[id], tbody[id], section[id], article[id]"
_GAP = "div, ul, ol, dl, table, tbody, section, article"
_NO_SHOW = r"(?!\s*\)\s*\.(?:style|hide|show|click|fade\w*|css|toggle\w*|addClass|removeClass)\b)"
"""Behind a box's name: what only changes how it looks fills nothing in."""
_FILLS = (
    r"\s*\)?\s*(?:\[\d+\]|\.(?:eq\(\d+\)|first\(\)|get\(\d+\)))?"
    r"\s*\.(?:html|append\w*|prepend\w*|load|replaceWith|innerHTML|insertAdjacentHTML|render)\b"
)
"""Behind a selector: what puts something in."""
_BINDS = r"(?:el|elem|element|container|target|box|wrap(?:per)?|render(?:To)?)[\"']?\s*:\s*"
"""Ahead of a selector: the place that a library is given to fill."""
_ASKING = ("data-url", "data-api", "data-source", "data-src", "data-href", "data-load", "lay-data")
"""Attributes that tell a script where the rows of a box are."""
_ADDRESS = re.compile(
    r"""(?:api|list|data|info|service|interface|ajax|json|query|request)\w*["']?\s*[:=]\s*"""
    r"""["'](?P<of>(?:https?:/)?/[^"'\s]{2,200})["']"""
    r"""|\b(?:url|path|src)["']?\s*[:=]\s*["'](?P<to>[^"'\s]{0,120}(?:/api/|\.json\b|\.(?:do|action|ashx|asmx)\b|list|query)[^"'\s]{0,120})["']""",
    re.I,
)
"""An address in what a script is told, from which it may have the rows."""
_CALLED = re.compile(
    r"(?:^|[;{}\n]|=>|\bnew\b)\s*(?:window\.)?(?P<name>[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*){0,3})\s*\("
)
_OWN_WORDS = re.compile(
    r"^(?:if|for|while|switch|catch|with|function|return|typeof|var|let|const|do|else|try|new|"
    r"\$|jQuery|alert|confirm|set(?:Timeout|Interval)|clear\w+|parse(?:Int|Float)|eval|require|define|"
    r"encodeURI\w*|decodeURI\w*|String|Number|Date|Array|Object|Math\.\w+|JSON\.\w+|console\.\w+|"
    r"document\.\w+|window\.\w+|location\.\w+|history\.\w+|navigator\.\w+|self\.\w+|this\.\w+|"
    r"(?:\$|jQuery)\.(?!(?:ajax|post|get|getJSON)$)\w+|_hmt\.\w+|_paq\.\w+|hm\.\w+|Swiper|SuperSlide|"
    r"super)$"
)
"""Names of the language and of what every page calls: nothing lies elsewhere under them."""
_IN_BOX = "a, img, iframe, form, input, object, embed, video, td, li"
_AROUND = re.compile(
    r"page|pag(?:er|in)|fenye|pg\b|turn|nav|menu|tree|head|foot|top|bottom|left|right|side|copy|link|"
    r"count|click|hit|stat|share|weather|date|time|clock|search|login|user|banner|slide|swiper|focus|"
    r"tianqi|rili|jiucuo|robot|zhineng|wenda|kefu|loading|lanmu|tab\b|ewm|code|qr|map|"
    r"position|crumb|float|pop|mask|layer|dialog|modal|close|back|tip|alert|player|"
    r"video|audio|voice|read|access|barrier|ad(?:s|v)?\b|comment|score|vote|relat|xg",
    re.I,
)
_FOR_CONTENT = re.compile(
    r"list|content|data|info|news|article|rows?\b|tbody|result|zoom|^(?:div|con|main|box)[_-]?\d*$",
    re.I,
)
_NO_ANSWER = re.compile(
    r"search|sousuo|jiansuo|suggest|\.(?:js|css|png|jpe?g|gif|svg|ico|woff2?|swf|mp[34])(?:[?#]|$)",
    re.I,
)
"""Addresses of a search, or of what is no data: nothing of a list comes from there."""
_MOST_BOXES = 60
"""Empty boxes that are looked at: a page with more is no shell but a grid."""
_ASKED = 200
"""Characters of a request in which its address stands."""
_LIBRARY = re.compile(
    r"jquery|/jq\b|bootstrap|swiper|layui|layer|superslide|modernizr|html5|respond|vue|react|echarts|"
    r"common|base|public|global|util|head|foot|nav|menu|search|share|stat|count|hits?|access|wza|"
    r"datepicker|calendar|lunar|qrcode|font|print|pag(?:e|er|ing|ination)\b",
    re.I,
)
_HEADS = frozenset(
    {"序号", "标题", "名称", "文件名称", "信息名称", "发文字号", "文号", "成文日期", "发布日期",
     "发文日期", "发布时间", "索引号", "发布机构", "发文机关", "有效性", "时效性"}
)  # fmt: skip
_LEAST_HEADS = 3


def is_shell(page: Page, links: Links, text_chars: int, *, boxes: bool = True) -> bool:
    """Whether the main content is filled in by script: templates, requests for data, or boxes
    that stand empty and wait for a script, be it one that lies elsewhere.

    Without `boxes` these do not count: beside a text or an answer they may be for anything.
    """
    if _is_mount(page):
        return True
    body = page.root.html or ""
    if _TEMPLATE.search(re.sub(r"(?s)<script\b.*?</script>", "", body)):
        return True
    if text_chars > 200 or _NO_RECORDS.search(page.html):
        return False
    for match in _FETCH.finditer(links.scripts):
        if match.group(1) is None or not _NOT_ROWS.search(match.group(1)):
            return True
    if not boxes:
        return False
    if _ROW_TEMPLATE.search(page.html) or _has_own_element(body):
        return True
    return _has_waiting_box(page, links) or _has_headed_gap(page, links)


def _has_own_element(body: str) -> bool:
    """Whether an element that no browser knows stands empty, and for more than the frame."""
    return any(not _AROUND.search(found["name"]) for found in _ELEMENT.finditer(body))


def _has_waiting_box(page: Page, links: Links) -> bool:
    """Whether a box for content stands empty that a script is to fill: a script of the page names
    it or is told where its rows are, says that it loads, or calls beside it what lies elsewhere.

    Boxes of pagers, counters and menus stay empty where there is nothing to turn, count or offer.
    """
    waiting: list[LexborNode] = []
    for node in page.root.css(_GAP):
        if _AROUND.search(_name(node)) or node.css_first(_IN_BOX) is not None:
            continue
        if not _LOADING.sub("", simplify(clean(node.text()))):
            waiting.append(node)
    waiting += [node for node in page.root.css("li, td, dd") if _says_it_loads(node)]
    if not waiting:
        return False
    layout = Layout(page)
    told = any(map(_is_of_rows, _ADDRESS.finditer(links.scripts)))
    return any(
        _waits(node, page, links, told)
        for node in waiting[:_MOST_BOXES]
        if layout.region(node) not in ("header", "footer", "nav", "crumb", "side")
    )


def _waits(node: LexborNode, page: Page, links: Links, told: bool) -> bool:
    if _says_it_loads(node) or any(node.attributes.get(name) for name in _ASKING):
        return True
    name = (node.attributes.get("id") or "").strip()
    if name and re.search(
        rf"""["'][#.]?{re.escape(name)}["']{_NO_SHOW}|["']#{re.escape(name)}\s[^"'\n]{{0,40}}["']{_FILLS}""",
        links.scripts,
    ):
        return True
    classes = (node.attributes.get("class") or "").split()
    if any(_fills_class(one, links.scripts) for one in classes):
        return True
    if not name and not _FOR_CONTENT.search(" ".join(classes)):
        return False
    return told or bool(name and _own_script(node, page, links)) or _own_call(node, links)


def _name(node: LexborNode) -> str:
    """What a box is named for: its id, and its classes only where it has none."""
    return (node.attributes.get("id") or "").strip() or node.attributes.get("class") or ""


def _is_of_rows(match: re.Match[str]) -> bool:
    address = match["of"] or match["to"] or ""
    return _NOT_ROWS.search(address) is None and _NO_ANSWER.search(address) is None


def _says_it_loads(node: LexborNode) -> bool:
    """Whether all that stands in a place for rows is that they are on their way (加载中)."""
    text = simplify(clean(node.text()))
    if not text or len(text) >= 40 or _LOADING.fullmatch(text) is None:
        return False
    return not any(
        _AROUND.search(_name(one)) for one in node.css("[id], [class]") if one.mem_id != node.mem_id
    )


def _fills_class(name: str, scripts: str) -> bool:
    """Whether a script puts something into the elements of a class."""
    if f".{name}" not in scripts and "ClassName" not in scripts:
        return False
    at = rf"""["'][^"'\n]{{0,60}}\.{re.escape(name)}(?:\s+(?:ul|ol|dl|tbody|table|div))?["']"""
    return bool(
        re.search(
            rf"""{at}{_FILLS}|{_BINDS}{at}|ClassName\(\s*["']{re.escape(name)}["']|querySelector(?:All)?\(\s*{at}""",
            scripts,
        )
    )


def _own_call(node: LexborNode, links: Links) -> bool:
    """Whether a script beside a box calls what lies in no script of the page itself.

    What turns pages, counts or moves pictures is called so as well, and fills no box.
    """
    parent = node.parent
    around = (parent, parent.parent if parent is not None and parent.tag != "body" else None)
    for place in around:
        for beside in place.iter() if place is not None else ():
            text = beside.text() if beside.tag == "script" else ""
            for match in _CALLED.finditer(text or ""):
                name = match["name"]
                first = name.split(".")[0]
                if _OWN_WORDS.search(name) or _AROUND.search(name) or _NOT_ROWS.search(name):
                    continue
                if first in ("$", "jQuery"):
                    if not _NOT_ROWS.search(text[match.end() : match.end() + _ASKED]):
                        return True
                elif not re.search(
                    rf"\bfunction\s+{re.escape(first)}\b|(?<![\w$.]){re.escape(first)}\s*=(?!=)",
                    links.scripts,
                ):
                    return True
    return False


def _has_headed_gap(page: Page, links: Links) -> bool:
    """Whether the heads of a list's columns (序号 标题 发文字号) stand over an empty list or table,
    and a script of the portal's own in the body, which may fill it.
    """
    for node in page.root.css("ul, ol, tbody"):
        if node.css_first(_IN_BOX) is not None or clean(node.text()):
            continue
        above = node.prev
        while above is not None and (above.tag or "").startswith("-"):
            above = above.prev
        heads = [clean(one.text()) for one in above.iter()] if above is not None else []
        if len(heads) == 1 and above is not None and above.child is not None:  # thead > tr
            heads = [clean(cell.text()) for cell in above.css("th, td")]
        if sum(key(head) in _HEADS for head in heads) >= _LEAST_HEADS:
            around = [one for one in (node, page.root.child) if one]
            return any(_own_script(one, page, links) or _own_call(one, links) for one in around)
    return False


def _own_script(node: LexborNode, page: Page, links: Links) -> bool:
    """Whether a script of the portal's own stands beside a box, which it may fill.

    Those in the head come with every page of a portal, as libraries do: they tell of none.
    """
    host = page.url.split("/")[2] if page.url.count("/") > 2 else ""
    for beside in node.parent.iter() if node.parent is not None else ():
        source = beside.attributes.get("src") if beside.tag == "script" else None
        url = links.join(source) if source else None
        if url and url.split("/")[2] == host and not _LIBRARY.search(urlsplit(url).path):
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
