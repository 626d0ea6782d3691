"""Which of its files the text of a page is left to, and which forms a page offers as files."""

from __future__ import annotations

import re

from crawler.pages.words.text import key
from crawler.portals.roles import Role
from crawler.records.fiscal import FiscalReport
from crawler.records.materials import (
    Consultation,
    EmergencyPlan,
    GazettePage,
    ProposalReply,
    ServiceGuide,
    SoughtPage,
)
from crawler.records.model import (
    AnnualReport,
    Document,
    Interpretation,
    Link,
    Record,
    StaticPage,
)

_COVER = 200
"""Characters of text below which a page may be but the cover of its files."""
_BARE = 80
"""Below which it surely is one, whatever the files are called."""
_FEWEST_PARTS = 3
_FORM = re.compile(
    r"(?:答复|告知|决定|通知)书|(?:答复|告知|文书)(?:文书)?(?:格式|样式|式样|模板|样本)"
)
"""How the forms in which requests are answered (答复书) are called."""
_REQUESTS = frozenset({Role.INFORMATION_REQUEST, Role.GUIDE})
"""Sections whose pages offer these forms."""


def files_of(record: Record) -> tuple[Link, ...]:
    """The files of a record's page that its text is left to, in the order offered.

    Reports, budgets, lists and pages asked for by title may be continued in a file; every other
    page leaves its text to one only where it has next to none.
    """
    if isinstance(record, AnnualReport | FiscalReport | SoughtPage):
        return record.attachments
    if isinstance(record, StaticPage) and record.role is Role.POWER_LIST:
        return record.attachments
    if isinstance(record, Document):
        return _bodies(record.title, len("".join(record.text.split())), record.attachments)
    if isinstance(record, ServiceGuide):
        return record.attachments if len(record.fields) < _FEWEST_PARTS else ()
    if isinstance(record, GazettePage):
        return record.attachments if record.issue and _is_cover(record) else ()
    if isinstance(
        record, StaticPage | Interpretation | ProposalReply | Consultation | EmergencyPlan
    ):
        return _bodies(record.title, record.text_chars, record.attachments)
    return ()


def forms_of(record: Record) -> tuple[Link, ...]:
    """The forms of reply (答复书) that a page on requests offers as files, not the page's text."""
    if not isinstance(record, StaticPage) or record.role not in _REQUESTS:
        return ()
    left = {link.url for link in files_of(record)}
    named = {link.url: link for link in record.attachments if _FORM.search(link.text)}
    return tuple(link for url, link in named.items() if url not in left)


def _is_cover(issue: GazettePage) -> bool:
    """Whether the page of an issue says nothing of what it carries: its file does."""
    files = {one.url for one in issue.attachments}
    linked = any(one.in_body and one.url not in files for one in issue.contents)
    return not linked and len("".join(issue.text.split())) < _COVER


def _bodies(title: str, chars: int, files: tuple[Link, ...]) -> tuple[Link, ...]:
    """The files that are the text of a page with so much text of its own."""
    if chars >= _COVER:
        return ()
    stem = key(title)
    named = tuple(one for one in files if len(key(one.text)) > 5 and _alike(stem, key(one.text)))
    return named or (files if chars < _BARE else ())


def _alike(title: str, name: str) -> bool:
    """Whether a file bears the title of its page, or the page's title names the file."""
    name = name.removeprefix("附件").lstrip("0123456789一二三四五六七八九十")
    return bool(name) and (name[:16] in title or title[:16] in name)
