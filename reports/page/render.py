"""The HTML report of a run as one page."""

from __future__ import annotations

from collections import Counter
from math import inf

from checks.engine.outcome import Outcome
from reports.attested import COLUMNS, NOTE, attested_rows
from reports.banner import banner
from reports.model import RunReport, Standing
from reports.page.environment import template
from reports.page.views import (
    Table,
    change_groups,
    due_soon,
    groups,
    late_pages,
    portal_cards,
    redated_pages,
    unseen,
)
from reports.reasons import reason_markup
from reports.safety import shown
from reports.wording import (
    ASSESSMENTS,
    LEGEND,
    OUTCOMES,
    SCORINGS,
    area_of,
    moment_text,
)


def render(report: RunReport, copies: frozenset[str] = frozenset()) -> str:
    """The whole report as HTML; `copies` are the digests whose archived copies were written."""
    counts = Counter(judged.finding.outcome for judged in report.judged)
    unclear, sections, misses = unseen(report)
    return template("report.html.j2").render(
        report=report,
        banner=banner(report),
        cut=moment_text(report.data_cut),
        before=moment_text(report.previous.as_of) if report.previous else "",
        round=report.round_name(),
        totals=[(outcome.value, OUTCOMES[outcome], counts[outcome]) for outcome in Outcome],
        cards=portal_cards(report),
        changed=change_groups(report),
        problems=groups(report, Standing.PROBLEM, copies),
        suspected=groups(report, Standing.SUSPECTED, copies),
        old_stock=groups(report, Standing.OLD_STOCK, copies),
        waived=groups(report, Standing.WAIVED, copies),
        pending=due_soon(report),
        late=late_pages(report),
        redated=redated_pages(report),
        unclear=unclear,
        sections=sections,
        misses=misses,
        not_measured=_not_measured(report),
        amendments=_amendments(report),
        attested=Table(tuple(heading for heading, _ in COLUMNS), attested_rows(report)),
        attested_note=NOTE,
        politeness=_politeness(report),
        manners=_manners(report),
        errors=_errors(report),
        preflight=[shown(line) for line in report.preflight],
        scorings={scoring.value: word for scoring, word in SCORINGS.items()},
        legend=LEGEND,
    )


def _not_measured(report: RunReport) -> Table:
    rows = dict.fromkeys(
        (area_of(row), row.title, row.summary, ASSESSMENTS[row.assessment], row.basis_text)
        for row in report.not_measured
    )
    return Table(("一级指标", "二级指标", "要求", "应采用的测评方式", "依据"), tuple(rows))


def _amendments(report: RunReport) -> Table:
    rows = tuple(
        (str(one.id), one.subject, "；".join(shown(line, 300) for line in one.lines[:_MOST_LINES])
         + (f"等{len(one.lines)}处" if len(one.lines) > _MOST_LINES else ""),
         one.first_run, one.signature)
        for one in report.amendments
        if not one.initial
    )  # fmt: skip
    return Table(("编号", "变更对象", "内容", "首次适用批次", "说明"), rows)


_MOST_LINES = 20


def _politeness(report: RunReport) -> Table:
    rows = tuple(
        (
            shown(row.host), str(row.requests), _size(row.bytes), _rate(row.rate),
            str(row.peak_per_second),
            str(row.retries), str(row.refused), str(row.robots_skips), f"{row.seconds:.0f}",
        )
        for row in report.politeness
    )  # fmt: skip
    headings = (
        "主机", "请求数", "流量", "限速（次/秒）", "每秒最多请求", "重试", "429/503 应答",
        "robots 略过", "用时（秒）",
    )  # fmt: skip
    return Table(headings, rows)


def _rate(rate: float | None) -> str:
    return "—" if rate is None else "不限" if rate == inf else f"{rate:g}"


def _manners(report: RunReport) -> str:
    """What was done to spare the hosts, no more than the books say."""
    text = "只访问公开网页，遵守 robots.txt，不提交任何改变数据的表单。"
    rates = [row.rate for row in report.politeness]
    free = rates.count(inf)
    if free:
        text += f"{free}个主机未限制访问频率：其地址在运行本软件的机器上（本机回环地址）。"
    if rates and free < len(rates) and None not in rates:
        text += ("其余" if free else "各") + "主机均按“限速”一栏限制访问频率。"
    if any(row.crawls > 1 for row in report.politeness):
        text += (
            "同一主机由几个采集进程同时访问的合并为一行，"
            "“限速”“每秒最多请求”为各进程之和（实际不超过此数），“用时”取最长者。"
        )
    return text


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 100_000 else f"{count / 1000:.1f} KB"


def _errors(report: RunReport) -> Table:
    rows = tuple(
        (shown(error.portal), shown(error.requirement), reason_markup(error.message, limit=500))
        for error in report.check_errors
    )
    return Table(("单位", "指标", "故障信息"), rows)
