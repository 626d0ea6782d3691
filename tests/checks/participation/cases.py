"""Calls for opinions and their outcomes for tests."""

from __future__ import annotations

from typing import Any

from crawler.portals import Role
from crawler.records import Consultation, Entry, Field, Link, Record, Source
from tests.builders import entry, field, on, shot, url_of

NAME = "《云溪县养老服务管理办法（征求意见稿）》"
TITLE = f"关于公开征求{NAME}意见的公告"
OUTCOME = "《云溪县养老服务管理办法》征求意见采纳情况的公告"


def text(words: str | None, label: str = "") -> Field[str] | None:
    return None if words is None else Field(words, words, Source.TEXT, label, "正文")


def number(value: int | None) -> Field[int] | None:
    return None if value is None else field(value, Source.TEXT)


def call(
    path: str = "yj/1.html",
    title: str = TITLE,
    *,
    published: str | None = "2026-08-01",
    begins: str | None = "2026-08-01",
    ends: str | None = "2026-08-31",
    draft: str | None = "办法（征求意见稿）.docx",
    grounds: str | None = None,
    channels: tuple[str, ...] = ("电子邮箱",),
    links: tuple[Link, ...] = (),
    role: Role = Role.CONSULTATIONS,
    **more: Any,
) -> Consultation:
    url = url_of(path)
    for name in ("received", "adopted", "lasts_days", "lasts_working_days"):
        if isinstance(more.get(name), int):
            more[name] = number(more[name])
    for name in ("outcome", "reasons", "period"):
        if isinstance(more.get(name), str):
            more[name] = text(more[name])
    if isinstance(more.get("answered_on"), str):
        more["answered_on"] = on(more["answered_on"])
    return Consultation(
        url, title, role, shot(url), final_url=url, published_on=on(published),
        asks=text("公开征求意见"), begins_on=on(begins), ends_on=on(ends), draft=text(draft),
        grounds=text(grounds), channels=tuple(f for one in channels if (f := text(one))),
        text_chars=more.pop("text_chars", 600), links=links, **more,
    )  # fmt: skip


def outcome(
    path: str = "fk/1.html",
    title: str = OUTCOME,
    *,
    published: str | None = "2026-09-20",
    received: int | None = 12,
    adopted: int | None = 8,
    **more: Any,
) -> Consultation:
    more.setdefault("role", Role.CONSULTATION_FEEDBACK)
    return call(
        path, title, published=published, begins=None, ends=None, draft=None, channels=(),
        received=received, adopted=adopted, **more,
    )  # fmt: skip


def rows(*records: Record) -> list[Entry]:
    """The rows of a list that lead to these records."""
    return [entry(one.role, one.url, one.title) for one in records]
