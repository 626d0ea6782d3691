"""What the ledger of sightings keeps of a document: the state of its text and of its files.

States are compared, never shown: a text by its characters without spaces and counters, a file by
its bytes.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping

from crawler.records.materials import Attachment
from crawler.records.model import Document

TEXT = "text"
"""The fact that a document's text was in a state."""
FILES = "files"
"""The fact that a document offered these files, each `address digest`."""
CASE = "case"
"""The fact that a problem of the page was open: it is expected to change."""

_SPACE = re.compile(r"[\s\u200b-\u200f\ufeff]+")
_COUNTER = re.compile(
    r"(?:浏览|阅读|点击|访问|下载)(?:次数|数量|量|数)?[:：]?\d*次?"
    r"|(?:打印|更新|当前|现在)(?:日期|时间)[:：]?[\d年月日:/.-]*"
    r"|[【\[(（]?字(?:体|号)[:：]?[\[【]?大?中?小?[\]】]?[】\])）]?|打印本页|关闭窗口|分享到[:：]?"
)


def text_state(document: Document) -> str:
    """The state of a document's text as `characters:digest`; empty if it shows none."""
    text = _SPACE.sub("", unicodedata.normalize("NFKC", document.text))
    text = _COUNTER.sub("", text)
    if not text:
        return ""
    digest = hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
    return f"{len(text)}:{digest}"


def files_state(document: Document, files: Mapping[str, Attachment]) -> tuple[str, ...]:
    """The files that a document offers and that were there, each `address digest`.

    `files` are all attachments of the portal by address.
    """
    offered = {link.url for link in document.downloads}
    there = (files[url] for url in sorted(offered & files.keys()))
    return tuple(f"{one.url} {one.snapshot.sha256}" for one in there if one.snapshot.status == 200)
