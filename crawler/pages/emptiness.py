"""What a page without rows is: empty on purpose, filled by script, or a statement of none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.pages.dates import find_dates
from crawler.pages.layout import Layout
from crawler.pages.navigation import Links
from crawler.pages.page import Page
from crawler.pages.text import clean, key, simplify
from crawler.pages.wording import pattern
from crawler.records.model import Entry

_BLANK = pattern("blank")
_FOOTER = pattern("frame")
MAY_BE_FRAME = re.compile("[版办备识技议辨邮cC©图联访今障繁简登注搜]")
"""One of these signs stands in each word of the frame, in either case: a quick look first."""
_NO_PAGE = pattern("no_page")
_AHEAD = 12
_NO_RESULT = pattern("no_result")
_NEVER_PROSE = pattern("frame_alone")
_PROSE = 40
"""Characters from which a piece with sentences in it is a paragraph."""
_TEMPLATE = re.compile(
    r"\bv-(?:for|if|text|html|bind|cloak)\b|\bng-(?:repeat|bind|app)\b|\bms-(?:repeat|for|each)\b|\{\{[^{}]{1,80}\}\}|<%=|"
    r"""<(?:div|section|main)[^>]*\bid=["'](?:app|root|__nuxt|__next)["'][^>]*>\s*</(?:div|section|main)>""",
    re.I,
)
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
_NO_SHOW = r"(?!\s*\)\s*\.(?:style|hide|show|click|fade\w*|css|toggle\w*|addClass|removeClass)\b)"
"""Behind a box's name: what only changes how it looks fills nothing in."""
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
_STATED_TITLE = pattern("stated_title")
_STATED_TEXT = pattern("stated_text")
_STATED_HEADING = pattern("stated_heading")
_STATED_NOTE = pattern("stated_note")
_LONGEST_STATEMENT = 400


def is_statement(title: str) -> bool:
    """Whether a title is a statement of none (情况说明) rather than an article."""
    return len(title) <= 80 and _STATED_TITLE.search(simplify(title)) is not None


def own_text(page: Page, layout: Layout) -> str:
    """The page's own text: no links, no menus, no header, no footer."""
    return " ".join(own_pieces(page, layout))


def own_pieces(page: Page, layout: Layout, taken: Collection[int] = ()) -> list[str]:
    """The own text piece by piece, as it stands in the elements of the page.

    `taken` are nodes to leave out, such as the rows of lists.
    """
    out: list[str] = []
    linked: set[int] = set()
    if taken:
        for node in page.root.traverse():
            if node.mem_id in taken:
                linked.update(inner.mem_id for inner in node.traverse(include_text=True))
    for link in page.root.css("a, noscript"):
        linked.update(node.mem_id for node in link.traverse(include_text=True))
    unseen = {
        node.mem_id
        for node in (page.root, *page.root.css("[style]"))
        if "display:none" in (node.attributes.get("style") or "").replace(" ", "").lower()
    }
    for node in page.root.traverse(include_text=True):
        if node.tag != "-text" or node.mem_id in linked:
            continue
        content = node.text_content or ""
        if not content or content.isspace():
            continue
        parent = node.parent
        if parent is None or parent.tag in (
            "script",
            "style",
            "option",
            "noscript",
            "title",
            "textarea",
        ):
            continue
        text = clean(content)
        if not text or parent.mem_id in unseen:
            continue
        if layout.region(parent) in ("header", "footer", "nav", "crumb", "side"):
            continue
        frame = len(text) < 200 and MAY_BE_FRAME.search(text) and _FOOTER.search(text)
        if frame and not _is_paragraph(text):
            continue
        out.append(text)
    return out


def _is_paragraph(text: str) -> bool:
    return (
        len(text) >= _PROSE
        and re.search("[，；].*。", text) is not None
        and _NEVER_PROSE.search(text) is None
    )


def says_blank(pieces: Iterable[str]) -> bool:
    """Whether a short piece of the page says that there is nothing (暂无信息)."""
    return any(len(piece) <= 40 and _BLANK.search(simplify(piece)) for piece in pieces)


def says_no_result(pieces: Iterable[str]) -> bool:
    """Whether a page of results says that the search found nothing; the title that was put to
    it may stand in the sentence, in an element of its own. That a page was not found is no answer.
    """
    text = "".join(simplify("".join(pieces)).split())
    return any(
        _NO_PAGE.search(text[max(0, found.start() - _AHEAD) : found.end()]) is None
        for found in _NO_RESULT.finditer(text)
    )


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
    return boxes and (_has_waiting_box(page, links) or _has_headed_gap(page, links))


def _has_waiting_box(page: Page, links: Links) -> bool:
    """Whether a box for content stands empty that a script is to fill: the page's own script hands
    its name on, or it is named for rows or a text and a script of the portal stands beside it.

    Boxes of pagers, counters and menus stay empty where there is nothing to turn, count or offer.
    """
    waiting: list[tuple[LexborNode, str]] = []
    for node in page.root.css(_BOX):
        name = (node.attributes.get("id") or "").strip()
        if not name or _AROUND.search(name) or node.css_first(_IN_BOX) is not None:
            continue
        if not _LOADING.sub("", simplify(clean(node.text()))):
            waiting.append((node, name))
    if not waiting:
        return False
    layout = Layout(page)
    for node, name in waiting:
        if layout.region(node) in ("header", "footer", "nav", "crumb", "side"):
            continue
        called = re.search(rf"""["'][#.]?{re.escape(name)}["']{_NO_SHOW}""", links.scripts)
        if called or (_FOR_CONTENT.search(name) and _own_script(node, page, links)):
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
            return any(_own_script(one, page, links) for one in (node, page.root.child) if one)
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


def stated_on(statements: Iterable[Entry], pieces: list[str], rows: int) -> date | None:
    """The date of a statement of none: a dated row, or a short dated note on the page itself."""
    dates = [entry.date.value for entry in statements if entry.date and entry.date.value]
    if dates:
        return max(dates)
    text = simplify(" ".join(pieces))
    if rows or len(text) > 600 or not _STATED_TEXT.search(text):
        return None
    found = find_dates(text)
    return found[-1].value if found else None


def is_note(title: str) -> bool:
    """Whether a title calls its page a note (情况说明), which may turn out to be a statement."""
    return len(title) <= 80 and "《" not in title and bool(_STATED_NOTE.search(simplify(title)))


def stated_behind(entry: Entry, pieces: list[str]) -> date | None:
    """The date of a statement of none whose row only calls it a note (关于规范性文件的情况说明).

    It is one if its whole text is short and says so; `pieces` are the page's own text. The date
    is that of its row, else the last on the page.
    """
    title, text = simplify(entry.title), simplify(" ".join(pieces))
    if not _STATED_HEADING.search(title) or "《" in title or len(text) > _LONGEST_STATEMENT:
        return None
    if not _STATED_TEXT.search(text):
        return None
    if entry.date is not None and entry.date.value is not None:
        return entry.date.value
    found = find_dates(text)
    return found[-1].value if found else None
