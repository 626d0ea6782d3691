"""What a page without rows is: empty on purpose, filled by script, or a statement of none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date

from crawler.pages.markup.layout import NO_REGIONS, Layout
from crawler.pages.markup.page import Page
from crawler.pages.words.dates import find_dates
from crawler.pages.words.text import clean, simplify
from crawler.pages.words.wording import pattern
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
_STATED_TITLE = pattern("stated_title")
_STATED_TEXT = pattern("stated_text")
_STATED_HEADING = pattern("stated_heading")
_STATED_NOTE = pattern("stated_note")
_ABOUT = re.compile(r"关于(?!(?:我们|本[站网局委])$)")
_YEAR = re.compile(r"(?:19|20)\d\d年")
_LONGEST_STATEMENT = 400
FRAME = frozenset({"header", "footer", "nav", "crumb", "side"})
"""The regions of a page that are no text of its own."""
_NO_TEXT = frozenset({"script", "style", "option", "noscript", "title", "textarea"})


def is_statement(title: str) -> bool:
    """Whether a title is a statement of none (情况说明) rather than an article."""
    return len(title) <= 80 and _STATED_TITLE.search(simplify(title)) is not None


def may_state(title: str) -> bool:
    """Whether a title is that of a paper which may say that there is nothing, and of no column:
    关于…, …情况说明, 2025年政府采购情况.
    """
    words = simplify(title)
    dated = _YEAR.search(words) is not None and _STATED_HEADING.search(words) is not None
    return dated or _ABOUT.search(words) is not None or _STATED_NOTE.search(words) is not None


def own_text(page: Page, layout: Layout) -> str:
    """The page's own text: no links, no menus, no header, no footer."""
    return " ".join(own_pieces(page, layout))


def own_pieces(page: Page, layout: Layout, taken: Collection[int] = ()) -> list[str]:
    """The own text piece by piece, as it stands in the elements of the page.

    `taken` are nodes to leave out, such as the rows of lists.
    """
    out: list[str] = []
    skipped = {*taken, *(node.mem_id for node in page.root.css("a, noscript"))}
    unseen = {
        node.mem_id
        for node in (page.root, *page.root.css("[style]"))
        if "display:none" in (node.attributes.get("style") or "").replace(" ", "").lower()
    }
    first = page.root.child
    # A node with whether the text that stands in its parent itself counts.
    stack = [(first, page.root.mem_id not in unseen)] if first is not None else []
    while stack:
        node, counts = stack.pop()
        if (following := node.next) is not None:
            stack.append((following, counts))
        tag = node.tag or ""
        if tag == "-text":
            if counts and (text := _own_piece(node.text_content or "")):
                out.append(text)
            continue
        child = node.child
        if child is None or node.mem_id in skipped:
            continue
        # What stands below the menu, head or foot of the page is all part of that.
        if tag not in NO_REGIONS and layout.region(node) in FRAME:
            continue
        stack.append((child, tag not in _NO_TEXT and node.mem_id not in unseen))
    return out


def _own_piece(content: str) -> str:
    """A piece of text as it is shown; nothing where it is none of the page's own."""
    if not content or content.isspace():
        return ""
    text = clean(content)
    frame = len(text) < 200 and MAY_BE_FRAME.search(text) and _FOOTER.search(text)
    return "" if frame and not _is_paragraph(text) else text


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
