"""A yearly disclosure report (政府信息公开工作年度报告) → `AnnualReport`."""

from __future__ import annotations

import re

from crawler.pages.bodies.static_page import own_text
from crawler.pages.disclosures.applications import read_applications
from crawler.pages.documents.buttons import shown_files
from crawler.pages.documents.document import published_of, title_of
from crawler.pages.markup.body import media_counts
from crawler.pages.markup.frames import is_framed
from crawler.pages.markup.labelled import labelled_fields
from crawler.pages.markup.links import attachments_of
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import shown
from crawler.pages.task import Task
from crawler.pages.words.text import clean, simplify
from crawler.records.model import AnnualReport, Entry, Snapshot

_DIGITS = "〇一二三四五六七八九"
_ZEROS = str.maketrans("○零OoＯ◯", "〇〇〇〇〇〇")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?(?:年|(?=政府|信息公开|度))")
_CHINESE_YEAR = re.compile(rf"([一二][{_DIGITS}○零OoＯ◯]{{3}})\s?年")
_ANY_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_REPORT = re.compile(r"\s?(?:政府信息公开|政务公开|信息公开|政府信息|年度报告|年报|工作报告)")
_OPENING = re.compile(r"^(?:关于)?(?:公布|发布|印发)?[《“]?")
_TEXT_CHARACTERS = 60_000
_CHART = re.compile(r"echarts\.init\(|new\s+Chart\(|Highcharts\.chart\(")
_PARTS = 4
"""Parts of a drawing from which it is a chart and no sign."""
_NEXT_PAGE = re.compile(r"\s*[\[【(]?下一?页[\]】)]?\s*[>»›]*\s*")


def year_of(title: str) -> int | None:
    """The reporting year that a title names: 2025年度, 二〇二五年; None if it names none."""
    text = simplify(clean(title))
    found = _YEAR.search(text) or _ANY_YEAR.search(text)
    if found is not None:
        return int(found.group(1))
    chinese = _CHINESE_YEAR.search(text)
    if chinese is None:
        return None
    digits = chinese.group(1).translate(_ZEROS)
    return int("".join(str(_DIGITS.index(char)) for char in digits))


def body_of(title: str) -> str:
    """The body that the title names before the year or the words of the report, else empty."""
    text = _OPENING.sub("", simplify(clean(title)))
    ends = [found.start() for pattern in (_YEAR, _CHINESE_YEAR, _REPORT)
            if (found := pattern.search(text)) is not None]  # fmt: skip
    start = 0
    if ends and min(ends) == 0:  # 2025年云溪县民政局政府信息公开工作年度报告
        year = _YEAR.match(text) or _CHINESE_YEAR.match(text)
        if year is None:
            return ""
        start = year.end() + (text[year.end() : year.end() + 1] == "度")
        report = _REPORT.search(text, start)
        return text[start : report.start()].strip(" 《“") if report is not None else ""
    return text[start : min(ends)].strip(" 《“") if ends else ""


def read_annual_report(page: Page, task: Task, snapshot: Snapshot) -> AnnualReport:
    """The report that a page shows; its year comes from the title, never from a date."""
    title = title_of(page, task)
    year = year_of(title)
    if year is None and task.entry is not None:
        year = year_of(task.entry.title)
    fields = labelled_fields(page, "annual_report")
    attachments = attachments_of(page)
    known = {one.url for one in attachments}
    return AnnualReport(
        url=task.url,
        title=title,
        role=task.role,
        snapshot=snapshot,
        year=year,
        published_on=published_of(page, fields, task),
        body=body_of(title),
        read=True,
        text=own_text(page)[:_TEXT_CHARACTERS],
        applications=read_applications(page),
        pictures=media_counts(page)[0],
        charts=_charts(page),
        attachments=(*attachments, *(one for one in shown_files(page) if one.url not in known)),
        more=_goes_on(page),
        framed=is_framed(page),
    )


def _charts(page: Page) -> int:
    """The charts that a page draws itself: as vectors of several parts, or by a script."""
    drawn = sum(
        len(node.css("rect, path, circle, text")) >= _PARTS for node in page.root.css("svg")
    )
    made = sum(len(_CHART.findall(node.text())) for node in page.tree.css("script"))
    return drawn + max(made, len(page.root.css("canvas")))


def _goes_on(page: Page) -> bool:
    """Whether the page links a next page of its text; the next article is another thing."""
    lines = shown(page).lines
    return any(
        piece.anchor is not None and _NEXT_PAGE.fullmatch(piece.text)
        for line in lines
        for piece in line.pieces
    )


def report_of_entry(entry: Entry) -> AnnualReport:
    """The report that a list row leads to when its page is a file or could not be read."""
    return AnnualReport(
        url=entry.url,
        title=entry.title,
        role=entry.role,
        snapshot=entry.snapshot,
        year=year_of(entry.title),
        published_on=entry.date,
        body=body_of(entry.title),
    )
