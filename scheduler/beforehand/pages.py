"""A paper that is handed in → the page that it will be, and what our readers see on it.

Nothing is fetched and nothing is kept: files are read in the bounded child process that reads
attachments, whose folder goes with it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from html import escape

from crawler.fetching.extracting import TOOK
from crawler.fetching.transcribing import transcribe
from crawler.pages.files.filetexts import page_of_transcript, told_by
from crawler.pages.files.formats import format_of
from crawler.pages.files.transcript import Transcript
from crawler.pages.markup.page import Page, decode
from crawler.pages.read import read
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.portals import Limits, Role
from crawler.records import Entry, Field, Snapshot, Source
from reports.console.selfcheck import Material, Shown

LIMITS = replace(Limits(), text_seconds=20.0)
"""Somebody waits for the answer."""
MOST_CHARACTERS = 1_000_000
"""Of a paper, pictures within it left out: more is no document, and would keep others waiting."""
_TOO_LONG = f"内容超过{MOST_CHARACTERS // 10_000}万字，未读取"
_TOO_MUCH = "网页结构过于庞大，未读取"
_NO_TEXT = "所提交的页面是错误页、验证页或脚本页，未见正文"
_PICTURES = re.compile(r"data:[\w/+.-]{1,80};base64,[A-Za-z0-9+/=\s]{200,}")
_WHOLE = re.compile(r"<(?:!doctype|html|body|head)\b", re.IGNORECASE)
_MARKUP = re.compile(
    r"<(?:p|div|span|table|br|section|h[1-6]|a|ul|strong)\b[^<>]{0,2000}>", re.IGNORECASE
)
_TITLE = re.compile(
    r"^(?=.{8,120}$)(?:.*关于.+(?:通知|意见|通告|公告|决定|批复|函|解读|答复|报告|方案|办法)"
    r"|.*《.+》.*解读|.+(?:办法|规定|细则|方案|意见|规划|解读))(?:[(（].{1,8}[)）])?$"
)
_SPLIT = 3
"""A title is typed in as many lines at most."""
_FIRST_LINES = 16


@dataclass(frozen=True)
class Drafted:
    """A part as a page: what was read of it, and how the paper was taken."""

    reading: Reading
    page: Page
    whole_page: bool
    trouble: str


def drafted(paper: Material, url: str, role: Role, on: date, at: datetime, shown: Shown) -> Drafted:
    """What our readers see of a paper at `url` on the day `on`; never raises for what it holds."""
    page, whole, trouble = _page_of(paper, url, on, shown)
    digest = hashlib.sha256(paper.body).hexdigest()
    snapshot = Snapshot(url, at, digest)
    title = paper.title or (title_in(_lines_of(page)) if whole and not page.title else "")
    day = Field(on, on.isoformat(), Source.ROW)
    row = Entry(url, title, role, snapshot, list_url=f"{url}#", date=day)
    found = read(Task(Purpose.DETAIL, url, role, entry=row), page, snapshot)
    if found.cause is not None:
        trouble = trouble or (_TOO_MUCH if page.excess else _NO_TEXT)
    return Drafted(found, page, whole, trouble)


def _page_of(paper: Material, url: str, on: date, shown: Shown) -> tuple[Page, bool, str]:
    """The page of a paper, whether it is one of its own, and why not all of it was read."""
    kind = format_of(paper.body)
    text = decode(paper.body)[0] if kind in ("txt", "html") else ""
    text = _PICTURES.sub("data:,", text)
    if len(text) > MOST_CHARACTERS:
        return _framed(url, paper.title, "", shown, on), False, _TOO_LONG
    body = text.encode("utf-8", "replace")
    if kind == "html" and _WHOLE.search(text):
        return Page.parse(url, body), True, ""
    if text and _MARKUP.search(text):
        title = paper.title or title_in(_lines_of(Page.parse(url, body)))
        return _framed(url, title, text, shown, on), False, ""
    said = _told(kind, paper.body)
    if said.characters() > MOST_CHARACTERS:
        return _framed(url, paper.title, "", shown, on), False, _TOO_LONG
    title = paper.title or title_in([one.text for one in said.blocks if one.text])
    inside = page_of_transcript(said, title, url).html
    inside = inside.partition('<div class="content">')[2].rpartition("</div></div>")[0]
    trouble = said.detail if said.why is not None else ""
    return _framed(url, title, inside, shown, on), False, trouble


def title_in(lines: list[str]) -> str:
    """The title that the first lines of a text show; the first of them where none looks like one.

    A title may be typed in several lines.
    """
    first = [line.strip() for line in lines[:_FIRST_LINES] if line.strip()]
    for count in range(1, _SPLIT + 1):
        for at in range(len(first) - count + 1):
            joined = "".join(first[at : at + count])
            if _TITLE.match(joined):
                return joined
    return first[0][:120] if first else ""


def _told(kind: str, body: bytes) -> Transcript:
    """What a file says: formats of programs and packed ones in the child process alone."""
    if kind in TOOK and kind != "zip":
        return transcribe(kind, body, LIMITS)
    return told_by(kind if kind != "zip" else "", body)


def _lines_of(page: Page) -> list[str]:
    return [line for line in re.split(r"\s{2,}|\n", page.text_of(page.root)) if line]


def _framed(url: str, title: str, inside: str, shown: Shown, on: date) -> Page:
    """A page that shows a text as portals do: what is known of it in a table, title, text."""
    rows = (
        ("文号", shown.number), ("发布机构", shown.issuer), ("成文日期", shown.signed_on),
        ("发布日期", on.isoformat()), ("有效性", shown.validity),
    )  # fmt: skip
    told = "".join(
        f"<tr><td>{label}</td><td>{escape(value)}</td></tr>" for label, value in rows if value
    )
    markup = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f'<body><div class="article"><table class="info">{told}</table><h1>{escape(title)}</h1>'
        f'<div class="content">{inside}</div></div></body></html>'
    )
    return Page.parse(url, markup.encode("utf-8", "replace"), "text/html; charset=utf-8")
