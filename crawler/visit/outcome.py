"""How a page came out: seen, really not there, or unseen for a cause."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.pages.reading import Reading
from crawler.pages.task import Purpose
from crawler.portals.roles import Role
from crawler.records.model import Cause
from crawler.visit.fetch import Fetch

_GONE = frozenset({404, 410})
# Pages behind the rows of these sections are judged one by one: one without a record is unseen.
_RECORDED = frozenset({Role.NORMATIVE_DOCUMENTS, Role.INTERPRETATIONS, Role.MESSAGE_BOARD})
_CHINESE = re.compile("[\u4e00-\u9fff]")
_SHOWN = re.compile(r"(?:title|shown): (.+)", re.DOTALL)
_KEPT = re.compile(r"https?://\S+|\b[1-5]\d\d\b")
_CAUSE_TEXT = {
    Cause.UNREACHABLE: "页面无法访问",
    Cause.BLOCKED: "页面拒绝访问",
    Cause.CHALLENGED: "页面要求人机验证",
    Cause.SOFT_404: "页面以正常状态返回错误提示",
    Cause.ROBOTS: "robots.txt 禁止采集",
    Cause.LIMIT: "超出采集上限",
    Cause.UNREADABLE: "页面内容无法读取",
    Cause.COLLAPSED: "记录数较历史骤减",
    Cause.AMBIGUOUS: "栏目归属不明",
    Cause.SCANNER: "采集程序自身原因",
    Cause.CALENDAR: "缺少日历数据",
}


@dataclass(frozen=True)
class Outcome:
    """How a page came out. Neither `gone` nor `cause` means that it was seen.

    `gone` is a real 404 or 410: observed, and not there.
    """

    gone: bool = False
    cause: Cause | None = None
    detail: str = ""

    @property
    def seen(self) -> bool:
        """Whether the page was read as what it should be."""
        return not self.gone and self.cause is None


def outcome_of(fetch: Fetch, reading: Reading | None) -> Outcome:
    """How the page of a task came out."""
    if fetch.cause is not None:
        return Outcome(cause=fetch.cause, detail=fetch.detail)
    if fetch.snapshot is None:
        return Outcome(cause=Cause.SCANNER, detail="没有存证")
    status = fetch.snapshot.status
    if reading is not None and reading.cause is Cause.CHALLENGED:
        return Outcome(cause=Cause.CHALLENGED, detail=reading.detail)
    if status in _GONE and reading is not None and _found_nothing(fetch, reading):
        return Outcome()
    if status in _GONE:
        return Outcome(gone=True, detail=f"返回 {status}")
    if status >= 500 or status in (408, 429):
        return Outcome(cause=Cause.UNREACHABLE, detail=f"返回 {status}")
    if status >= 400:
        return Outcome(cause=Cause.BLOCKED, detail=f"返回 {status}")
    if reading is None:
        return Outcome(cause=Cause.UNREADABLE, detail="不是网页")
    if reading.cause is not None:
        return Outcome(cause=reading.cause, detail=reading.detail)
    task = fetch.task
    recorded = bool(reading.records) or reading.listing.statement_on is not None
    if task.purpose is Purpose.DETAIL and task.role in _RECORDED and not recorded:
        return Outcome(cause=Cause.UNREADABLE, detail="未能读出记录")
    return Outcome()


def _found_nothing(fetch: Fetch, reading: Reading) -> bool:
    """Whether a search answered that it found nothing: some give such an answer a 404."""
    return fetch.task.purpose is Purpose.SEARCH and reading.listing.says_none


def told(cause: Cause, detail: str) -> str:
    """A detail for sentences shown to users: Chinese as it is, else the cause and what is in it.

    Readers and fetcher note details in English, for the log; a status and an address are kept.
    """
    if not detail or _CHINESE.search(detail):
        return detail or cause_text(cause)
    shown = _SHOWN.match(detail) if cause is Cause.SOFT_404 else None
    if shown is not None:
        # Its status was a good one: what looks like a number here is what the page says.
        return f"{cause_text(cause)}，页面显示“{shown[1][:40]}”"
    kept = [match.group() for match in _KEPT.finditer(detail)]
    return "，".join((cause_text(cause), *kept))


def cause_text(cause: Cause) -> str:
    """The cause in Chinese, for sentences shown to users."""
    return _CAUSE_TEXT[cause]
