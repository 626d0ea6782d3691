"""Which yearly reports in a section are the monitored body's own, of which year, of which date."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

from checks.judging.dates import exists, published_on, shown
from checks.matching.ownership import body_name, is_own, place_of
from checks.matching.rows import page_key, rows_by_page
from checks.matching.words import plain
from crawler.portals import GOVERNMENT_KINDS, Portal, PortalKind, Role
from crawler.records import AnnualReport, Dossier, Entry

_WORDS = tomllib.loads(Path(__file__).with_name("reports.toml").read_text(encoding="utf-8"))
_REPORT, _NOT_REPORT = re.compile(_WORDS["report"]), re.compile(_WORDS["not_report"])
_YEAR, _WRITTEN = re.compile(_WORDS["year"]), re.compile(str(_WORDS["written_year"]))
_BEFORE = re.compile(_WORDS["before"])
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")

_MERGED = re.compile(r"机构改革|机构变动|撤销|撤并|并入|划转|不再(?:保留|单独|编制|设立)")

Report = tuple[AnnualReport | Entry, date | None]


def own_reports(dossier: Dossier, year: int) -> tuple[Report, ...]:
    """The body's own reports for a year that exist as of the moment, each with its date."""
    rows = rows_by_page(dossier)
    found: dict[str, Report] = {}
    for report in dossier.annual_reports:
        key = page_key(dossier, report.url)
        if (report.year or _year_of(report.title)) != year or _is_another(report.title):
            continue
        if not _is_own(report.body or _body_of(report.title), dossier.portal):
            found.setdefault(key, (report, date.max))
            continue
        day = published_on(report, rows.get(key, ()))
        field = report.published_on
        future = (day is not None and day > dossier.today) or (
            field is not None and field.value == day and day is not None
            and not exists(field, dossier)
        )  # fmt: skip
        found[key] = (report, date.max if future else day)
    for row in dossier.entries(Role.ANNUAL_REPORTS):
        key = page_key(dossier, row.url)
        if key in found or not is_report(row.title) or _year_of(row.title) != year:
            continue
        if _is_own(_body_of(row.title), dossier.portal):
            day = row.date.value if row.date is not None else None
            future = day is not None and day > dossier.today
            found[key] = (row, date.max if future else day)
    return tuple(report for report in found.values() if report[1] != date.max)


def undated_year(dossier: Dossier, year: int) -> bool:
    """Whether a report that names no year may be the one for `year`."""
    titles = [(r.title, published_on(r)) for r in dossier.annual_reports if r.year is None]
    titles += [
        (row.title, row.date.value if row.date is not None else None)
        for row in dossier.entries(Role.ANNUAL_REPORTS)
        if is_report(row.title)
    ]
    return any(
        _year_of(title) is None and (day is None or day.year == year + 1) for title, day in titles
    )


def is_report(title: str) -> bool:
    """Whether a title is that of a yearly disclosure report."""
    text = plain(title)
    return _REPORT.search(text) is not None and _NOT_REPORT.search(text) is None


def _is_another(title: str) -> bool:
    """Whether a title is that of another yearly report (法治政府建设, 部门决算)."""
    text = plain(title)
    return _NOT_REPORT.search(text) is not None and "公开" not in text


def _year_of(title: str) -> int | None:
    match = _YEAR.search(_in_digits(title))
    return int(match.group(1) or match.group(2)) if match else None


def _in_digits(title: str) -> str:
    return _WRITTEN.sub(lambda match: str(match.group()).translate(_DIGITS), plain(title))


def _body_of(title: str) -> str:
    text = _in_digits(title)
    match = _BEFORE.search(text)
    before = text[: match.start()] if match else ""
    return re.sub(r"(?:19|20)\d{2}年?度?|[^\u4e00-\u9fff]", "", before)


def _is_own(body: str, portal: Portal) -> bool:
    """Whether a report may be the portal's own; a name that is no body's leaves it so."""
    if not body:
        return True
    own = is_own(body, portal)
    return own is not False or body in body_name(portal) or body == place_of(body_name(portal))


_BY_LAW = {
    PortalKind.PROVINCE: (3, 31), PortalKind.CITY: (3, 31), PortalKind.COUNTY: (3, 31),
    PortalKind.DEPARTMENT: (1, 31),
}  # fmt: skip


def due_by_law(kind: PortalKind, day: date) -> bool:
    """Whether the Regulations (articles 49 and 50) give that day; for others a row sets one."""
    return _BY_LAW.get(kind) == (day.month, day.day)


def due_day(year: int, month_day: str) -> date:
    """The day on which the report on a year is due, from a term such as 03-31."""
    month, day = (int(part) for part in month_day.split("-"))
    return date(year + 1, month, day)


def reorganised(dossier: Dossier, year: int) -> str:
    """The title of a note, of that year or later, that tells of a merger or an abolition.

    On a government's portal such a note is of a body below it.
    """
    if dossier.portal.kind in GOVERNMENT_KINDS:
        return ""
    for row in dossier.entries(Role.ANNUAL_REPORTS):
        day = shown(row.date)
        if (day is None or day.year >= year) and _MERGED.search(plain(row.title)):
            return row.title
    return ""
