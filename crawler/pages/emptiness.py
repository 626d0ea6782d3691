"""What a page without rows is: empty on purpose, filled by script, or a statement of none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date

from crawler.pages.dates import find_dates
from crawler.pages.layout import Layout
from crawler.pages.navigation import Links
from crawler.pages.page import Page
from crawler.pages.text import clean, simplify
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


def is_shell(page: Page, links: Links, text_chars: int) -> bool:
    """Whether the main content is filled in by script: templates, or requests for data."""
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
