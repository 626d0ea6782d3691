"""What a page without rows is: empty on purpose, filled by script, or a statement of none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date

from crawler.pages.dates import find_dates
from crawler.pages.layout import Layout
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
