"""Replies to suggestions and proposals of a year, and what each shows of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from checks.engine.requirement import Requirement
from checks.judging import unread_files, unread_rows
from checks.judging.dates import exists, shown
from checks.matching.rows import page_key, rows_by_page
from checks.matching.titles import years_of
from crawler.portals import Role
from crawler.records import Dossier, Entry, Miss, ProposalReply

KINDS = ("人大代表建议", "政协提案")
FIELDS = ("发布机构", "标题", "内容概述", "发布日期", "文号")
"""The kinds of replies, and the data of one, that rows may name."""
_REPLY = re.compile(r"答复|复函|回复|复文|号\s?[（(《]?(?:建议|提案|议案)")

_COVER = 200
"""A shorter page may be but the cover of a picture or file."""


def year_of(row: Requirement, today: date) -> int:
    """The year whose replies are asked for: the notice's own, else the last ended one."""
    return row.until_on.year if row.until_on is not None else today.year - 1


def replies_of(dossier: Dossier, year: int) -> tuple[ProposalReply, ...]:
    """The replies of a year, in the order listed: by title or number, else by publication."""
    rows = rows_by_page(dossier)
    found = []
    for record in dossier.records:
        if not isinstance(record, ProposalReply) or not record.is_reply:
            continue
        field = record.published_on
        if field is not None and field.value is not None and not exists(field, dossier):
            continue
        day = shown(field) or _day(rows.get(page_key(dossier, record.url), ()))
        own = record.year if record.year is not None else day.year if day is not None else year
        if own == year:
            found.append(record)
    return tuple(found)


def unread_replies(dossier: Dossier, year: int) -> tuple[tuple[Entry, Miss], ...]:
    """Rows of replies that may be of the year and whose page was not read."""
    found = []
    for row, miss in unread_rows(dossier, Role.PROPOSALS):
        years = years_of(row.title)
        day = row.date.value if row.date is not None else None
        may_be = year in years if years else day is None or day.year == year
        if _REPLY.search(row.title) and may_be:
            found.append((row, miss))
    return tuple(found)


def may_be_replies(dossier: Dossier, year: int) -> bool:
    """Whether pages of the year whose text is a picture or file may be replies."""
    return any(
        isinstance(one, ProposalReply) and not one.is_reply
        and one.text_chars < _COVER and bool(one.pictures or unread_files(one))
        and (one.year or year) == year
        for one in dossier.records
    )  # fmt: skip


def reported(dossier: Dossier, year: int, patterns: Sequence[str]) -> bool:
    """Whether a row of the year is by its title a report on how all of them were handled."""
    return any(
        year in (years_of(row.title) or (row.date and row.date.value and row.date.value.year,))
        and not _REPLY.search(row.title) and any(re.search(one, row.title) for one in patterns)
        for row in dossier.entries()
    )  # fmt: skip


def lacking(reply: ProposalReply, fields: Sequence[str], dossier: Dossier) -> list[str]:
    """The data of a reply that its page does not show, in the order asked for.

    A page that tells whom it has the text from (来源) leaves open who publishes it: nothing that
    is surely not shown is missing.
    """
    rows = rows_by_page(dossier).get(page_key(dossier, reply.url), ())
    cells = {slug for row in rows for slug, cell in row.fields if cell.value}
    there = {
        "发布机构": _filled(reply.issuer) or _filled(reply.origin) or "issuer" in cells,
        "标题": bool(reply.title.strip()),
        "内容概述": _filled(reply.summary) or bool(reply.title.strip()),
        "发布日期": shown(reply.published_on) is not None,
        "文号": _filled(reply.number) or "number" in cells,
    }
    return [name for name in fields if not there.get(name, False)]


def _filled(field: object) -> bool:
    return getattr(field, "value", None) is not None


def _day(rows: Sequence[Entry]) -> date | None:
    return min((day for row in rows if (day := shown(row.date)) is not None), default=None)
