"""The yearly disclosure report (年度报告) has the laid-down form, and says what is asked of it.

What is measured
    The body's own report for last year (under a notice of a year: for that year), as far as the
    row says by `faults`: its six sections as headings, in order (章节); the table of applications
    of its third section (表格); per column of it 新收 + 结转 = 办理总计 + 结转下年 (勾稽); one word
    of each topic asked for (内容); pictures or charts (图表). Aspect: the faults found.
Why it matters
    Reports of one form can be compared and added up; figures that do not add up are wrong.
Evidence
    The report's page; for sums the figures as printed.
Not judged
    Reports from before the form; pictures, frames, and files that could not be read or not
    wholly; a table shown as one. Without a report annual_report_on_time says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, chinese_date, nothing_judged, set_locally
from checks.judging.bench import proof
from checks.judging.files import hidden_in_files, may_show_pictures, read_in_part
from checks.matching.words import plain
from checks.yearly.form import Doubt, figures_of, order_of, table_faults, too_short, where_of
from checks.yearly.reports import own_reports, undated_year
from crawler.portals import Role
from crawler.records import AnnualReport, Cause, Dossier, Entry

CHECK = Check(
    slug="annual_report_well_formed",
    title="年报格式规范",
    reads=(Role.ANNUAL_REPORTS,),
    terms=(
        "faults", "sections", "section_patterns", "form_since_year", "min_text_chars",
        "table_words", "table_heads", "require_topics", "min_images", "statement_days",
    ),
    choices=(("faults", ("章节", "表格", "勾稽", "内容", "图表")),),
    paired=(("section_patterns", "sections"),),
)  # fmt: skip


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding per report of the year, or one at home where there is none."""
    bench, until = Bench(CHECK, dossier, requirement), requirement.until_on
    year = until.year if until is not None else dossier.today.year - 1
    reports = own_reports(dossier, year)
    if reports:
        yield from (_judge(bench, report, year) for report, _ in reports)
        return
    due = requirement.due_on or date(year + 1, 3, 31)
    if until is not None and dossier.today <= due:
        text = f"{year}年度报告应于{chinese_date(due)}前公开，尚未到期，目前未见。"
        yield bench.give(Outcome.PENDING, None, text, rests_on=())
    elif dossier.section(Role.ANNUAL_REPORTS).seen and undated_year(dossier, year):
        yield bench.cant_tell(None, Cause.AMBIGUOUS, "栏目中有年度报告没有写明年度")
    else:
        yield from nothing_judged(bench, (Role.ANNUAL_REPORTS,), f"未见{year}年度报告")


def _judge(bench: Bench, report: AnnualReport | Entry, year: int) -> Finding:
    terms, dossier = bench.requirement.terms, bench.dossier
    if not isinstance(report, AnnualReport) or not report.read:
        missed = {dossier.aliases.get(m.url, m.url): m.cause for m in dossier.misses}
        cause = missed.get(dossier.aliases.get(report.url, report.url), Cause.UNREADABLE)
        return bench.cant_tell(report, cause, f"{year}年度报告未能读取")
    if year < int(terms["form_since_year"]):
        return bench.cant_tell(report, Cause.AMBIGUOUS, f"{year}年度报告早于统一格式")
    if len(plain(report.text)) < int(terms["min_text_chars"]):
        return bench.cant_tell(report, *too_short(report))
    found, doubt = _faults(bench, report)
    if found:
        text = f"{year}年度报告{'；'.join(found.values())}。"
        shown = (proof(report, *(figures_of(report.applications) if "勾稽" in found else ())),)
        return bench.give(
            Outcome.FAILED, report, text, aspect="、".join(found), evidence=shown,
            rests_on=("min_images",) if "图表" in found else (),
        )  # fmt: skip
    if doubt is not None:
        return bench.cant_tell(report, *doubt)
    return bench.give(Outcome.PASSED, report, f"{year}年度报告符合要求。")


def _faults(bench: Bench, report: AnnualReport) -> tuple[dict[str, str], Doubt | None]:
    """The faults that the row judges, each with its words, and what could not be told."""
    terms, text = bench.requirement.terms, plain(report.text)
    order = order_of(report.text, terms)
    filed, partly = hidden_in_files(report), read_in_part(report)
    # What a frame shows was read where it is a file of the page.
    framed = report.framed and not any(file.used for file in report.files)
    unseen = filed or (Cause.UNREADABLE if report.pictures or framed else None)
    nothing = len(order.missing) == len(terms["sections"]) and unseen is not None
    absent = [t[0] for t in terms["require_topics"] if not any(plain(w) in text for w in t)]
    if report.more or nothing or (partly and (order.missing or absent)):
        told = f"年度报告的正文不全在本页（{where_of(report)}）"
        return {}, (partly or filed or Cause.UNREADABLE, told)
    found: dict[str, str] = {}
    if order.missing:
        found["章节"] = f"缺少{'、'.join(f'“{name}”' for name in order.missing)}部分"
    elif order.disordered:
        found["章节"] = "各部分顺序与统一格式不符"
    table, doubt = table_faults(report.applications, report.text, terms, unseen)
    found |= table
    doubts = dict.fromkeys(("表格", "勾稽"), doubt) if doubt is not None else {}
    if absent:
        found["内容"] = f"没有写到{'、'.join(absent)}"
    if report.pictures + report.charts < int(terms["min_images"]):
        found["图表"] = f"没有图片或图表{set_locally(bench.requirement, 'min_images')}"
        if may_show_pictures(report):
            doubts["图表"] = Cause.UNREADABLE, f"{found.pop('图表')}，附件中的未能看到"
    judged = {name: found[name] for name in terms["faults"] if name in found}
    return judged, next((doubts[name] for name in terms["faults"] if name in doubts), None)
