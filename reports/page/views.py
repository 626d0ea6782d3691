"""What the page shows, prepared: plain rows for the template, in the order of every output."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement
from checks.engine.scoring import Score
from checks.judging.backdating import WHOSE_DAY
from checks.judging.drifts import family_name
from crawler.portals import Portal
from crawler.records import NamedColumn, Section, beijing_date
from crawler.records.addresses import page_address
from crawler.records.dossier import ReadState
from reports.changes import Change, Turn, changes, score_changes
from reports.charges import charges
from reports.copies import copy_path
from reports.day_sums import mending_day, sum_in_words
from reports.findings import in_order
from reports.footing import footing
from reports.ledger import remark, state_word
from reports.model import JudgedFinding, RunReport, Standing, Visit
from reports.page.charts import interval_picture, trend_picture
from reports.page.day_picture import day_picture
from reports.remedies import remedy_of
from reports.safety import address, shown, web_link
from reports.subjects import place_of, title_of
from reports.wording import (
    CAUSES,
    KINDS,
    OUTCOMES,
    READ_STATES,
    WHYS,
    area_of,
    day_text,
    measured_text,
    moment_text,
    role_name,
)

MOST_SHOWN = 200
"""Problems shown in full under one requirement; the ledger has them all."""
_MOST_ROWS = 300


@dataclass(frozen=True)
class Quote:
    """Evidence as shown: the words, where they stood, when, and the copy that shows them."""

    words: str
    url: str
    link: str | None
    captured: str
    copy: str
    digest: str


@dataclass(frozen=True)
class Problem:
    """One finding as shown; `remedy` where it is not the same for all under its requirement."""

    portal: str
    title: str
    url: str
    link: str | None
    statement: str
    picture: Markup
    sum_text: str
    measured: str
    due: str
    quotes: tuple[Quote, ...]
    state: str
    since: str
    mend_by: str
    cost: str
    remark: str
    remedy: str


@dataclass(frozen=True)
class Group:
    """The problems under one requirement; `more` of them are in the ledger only."""

    requirement: Requirement
    area: str
    problems: tuple[Problem, ...]
    total: int

    @property
    def more(self) -> int:
        """How many are left to the ledger."""
        return self.total - len(self.problems)


@dataclass(frozen=True)
class ScoreCard:
    """One score of a portal as shown; `delta` is the change since the run before.

    `basis` says what it rests on, `warning` that this is little.
    """

    rulebook: str
    value: str
    span: str
    coverage: str
    veto: bool
    delta: str
    basis: str
    warning: str
    interval: Markup
    trend: Markup


@dataclass(frozen=True)
class PortalCard:
    """A portal at a glance."""

    portal: Portal
    name: str
    kind: str
    link: str | None
    scores: tuple[ScoreCard, ...]
    counts: tuple[tuple[str, int], ...]
    visit: str
    baseline: str


@dataclass(frozen=True)
class Table:
    """A plain table: headings and rows of text; a cell may be (text, link)."""

    headings: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    more: int = 0


def groups(report: RunReport, standing: Standing, copies: frozenset[str]) -> tuple[Group, ...]:
    """The failures of one standing by requirement, in the order of the rulebooks."""
    found: dict[tuple[str, str], list[JudgedFinding]] = defaultdict(list)
    for judged in in_order(report):
        if judged.standing is standing:
            found[judged.finding.rulebook, judged.finding.requirement].append(judged)
    costs = charges(report)
    order = [(book.id, row.id) for book in report.rulebooks for row in book.requirements]
    keys = sorted(found, key=lambda key: order.index(key) if key in order else len(order))
    out = []
    for key in keys:
        judged_ones = found[key]
        requirement = judged_ones[0].requirement
        problems = []
        for judged in judged_ones[:MOST_SHOWN]:
            charge = costs[judged.finding.case_id]
            note = remark(judged, charge, sample=False)
            cost = f"{charge.deducted:.2f}" if charge.deducted else ""
            problems.append(_problem(judged, cost, note, report, copies))
        out.append(Group(requirement, area_of(requirement), tuple(problems), len(judged_ones)))
    return tuple(out)


def _problem(
    judged: JudgedFinding, cost: str, note: str, report: RunReport, copies: frozenset[str]
) -> Problem:
    finding, case = judged.finding, judged.case
    return Problem(
        portal=_name(finding.portal, report),
        title=title_of(finding),
        url=address(place_of(finding), 300),
        link=web_link(place_of(finding)),
        statement=shown(finding.statement),
        picture=day_picture(finding),
        sum_text=sum_in_words(finding),
        measured=measured_text(finding.measured, finding.unit),
        due=day_text(finding.due_on),
        quotes=tuple(
            Quote(
                words=shown(item.quote, 600),
                url=address(page_address(item.url), 300),
                link=web_link(page_address(item.url)),
                captured=moment_text(item.captured_at),
                copy=copy_path(item.sha256) if item.sha256 in copies else "",
                digest=shown(item.sha256, 16).rstrip("…"),
            )
            for item in finding.evidence
        ),
        state=state_word(judged),
        since=day_text(case.first_failed_on) if case else day_text(report.today),
        mend_by=day_text(mending_day(judged, report)),
        cost=cost,
        remark=note,
        remedy="" if judged.requirement.curable else remedy_of(judged),
    )


def _name(portal_id: str, report: RunReport) -> str:
    try:
        return shown(report.portal(portal_id).name)
    except KeyError:
        return shown(portal_id)


def portal_cards(report: RunReport) -> tuple[PortalCard, ...]:
    """One card per portal, in the order of the watchlist."""
    outcomes = Counter((j.finding.portal, j.finding.outcome) for j in report.judged)
    standings = Counter((j.finding.portal, j.standing) for j in report.judged)
    visits = {visit.portal: visit for visit in report.visits}
    cards = []
    for portal in report.portals:
        counts = (
            ("已确认问题", standings[portal.id, Standing.PROBLEM]),
            ("疑似", standings[portal.id, Standing.SUSPECTED]),
            ("存量", standings[portal.id, Standing.OLD_STOCK]),
            ("符合", outcomes[portal.id, Outcome.PASSED]),
            ("未到期", outcomes[portal.id, Outcome.PENDING]),
            ("无法判定", outcomes[portal.id, Outcome.CANT_TELL]),
        )
        cards.append(
            PortalCard(
                portal=portal,
                name=shown(portal.name),
                kind=KINDS[portal.kind],
                link=web_link(portal.home),
                scores=tuple(
                    _score_card(score, report) for score in report.scores
                    if score.portal == portal.id
                ),
                counts=counts,
                visit=_visit_text(visits.get(portal.id)),
                baseline=day_text(portal.baseline_on),
            )
        )  # fmt: skip
    return tuple(cards)


def _score_card(score: Score, report: RunReport) -> ScoreCard:
    book = report.rulebook(score.rulebook)
    basis = footing(score, book)
    change = score_changes(report).get((score.portal, score.rulebook))
    delta = ""
    if change and change.before is not None and change.now is not None:
        difference = change.now - change.before
        delta = f"{difference:+.2f}" if difference else "持平"
    points = [p for p in report.history.get(score.portal, ()) if p.rulebook == score.rulebook]
    return ScoreCard(
        rulebook=book.title,
        value="—" if score.value is None else f"{score.value:.2f}",
        span="" if score.low is None else f"{score.low:.2f} – {score.high:.2f}",
        coverage=f"{score.coverage * 100:.1f}%",
        veto=score.veto,
        delta=delta,
        basis=basis.text,
        warning=basis.warning,
        interval=interval_picture(score.value, score.low, score.high),
        trend=trend_picture(points),
    )


def _visit_text(visit: Visit | None) -> str:
    if visit is None:
        return ""
    text = f"计划 {visit.planned} 页，读取 {visit.read} 页"
    if visit.unchanged:
        text += f"（其中未变化 {visit.unchanged} 页）"
    if visit.unasked:
        text += f"（其中 {visit.unasked} 页列表未变，沿用近日所见）"
    if visit.misses:
        text += f"，未能读取 {len(visit.misses)} 页"
    skipped = sum(visit.skipped.values())
    return text + (f"，按规则略过 {skipped} 页" if skipped else "") + _family_text(visit)


def _family_text(visit: Visit) -> str:
    """The content system of a portal's pages, where it is known which."""
    if visit.family == "generic":
        return ""
    edition = f" {shown(visit.version, 20)}" if visit.version else ""
    sure = f"（把握 {visit.confidence * 100:.0f}%）" if visit.confidence else ""
    return f"；网站系统 {family_name(visit.family)}{edition}{sure}"


def change_groups(report: RunReport) -> tuple[tuple[Turn, str, Table], ...]:
    """What changed since the run before: by direction, with a summary of the causes."""
    found: dict[Turn, list[Change]] = defaultdict(list)
    for change in changes(report):
        found[change.turn].append(change)
    out = []
    for turn in Turn:
        if found[turn]:
            causes = Counter(WHYS[change.why] for change in found[turn])
            why = "，".join(f"{word} {count} 项" for word, count in causes.most_common())
            rows = tuple(_change_row(change, report) for change in found[turn][:_MOST_ROWS])
            table = Table(("单位", "指标", "事项", "结果", "原因"), rows,
                          len(found[turn]) - len(rows))  # fmt: skip
            out.append((turn, why, table))
    return tuple(out)


_OF_WHOLE = {
    Turn.UNSEEN: OUTCOMES[Outcome.CANT_TELL],
    Turn.MENDED: OUTCOMES[Outcome.PASSED],
}
"""What a judgement came to that is now only made for the whole portal."""


def _change_row(change: Change, report: RunReport) -> tuple[object, ...]:
    finding = change.finding
    was = OUTCOMES[change.before.outcome] if change.before else "（新）"
    now = OUTCOMES[finding.outcome] if change.judged else _OF_WHOLE.get(change.turn, "（无）")
    if change.turn is Turn.CONFIRMED:
        was, now = "疑似", "已确认"
    return (
        _name(finding.portal, report),
        _requirement_title(finding.rulebook, finding.requirement, report),
        _linked(finding),
        f"{was} → {now}",
        WHYS[change.why],
    )


def _linked(finding: Finding) -> tuple[str, str | None]:
    return title_of(finding, 120), web_link(place_of(finding))


def _requirement_title(rulebook: str, requirement: str, report: RunReport) -> str:
    try:
        return report.rulebook(rulebook).requirement(requirement).title
    except KeyError:
        return requirement


def due_soon(report: RunReport) -> Table:
    """What is not yet due, nearest first."""
    pending = [j for j in in_order(report) if j.finding.outcome is Outcome.PENDING]
    pending.sort(key=lambda j: (j.finding.due_on is None, j.finding.due_on or report.today))
    rows = tuple(
        (
            _name(j.finding.portal, report),
            j.requirement.title,
            _linked(j.finding),
            day_text(j.finding.due_on),
            shown(j.finding.statement, 300),
        )
        for j in pending[:_MOST_ROWS]
    )
    return Table(("单位", "指标", "事项", "到期日", "说明"), rows, len(pending) - len(rows))


def late_pages(report: RunReport) -> Table:
    """Pages dated before a night on which their list, read whole, did not have them: hints."""
    rows = tuple(
        (
            _name(portal, report),
            role_name(one.role),
            (shown(one.title, 120), web_link(one.url)),
            day_text(one.dated_on),
            day_text(beijing_date(one.absent_at)) if one.absent_at else "",
            day_text(beijing_date(one.first_seen_at)) if one.first_seen_at else "",
            (f"{proof.sha256[:12]}（{moment_text(proof.captured_at)}）", web_link(proof.url))
            if (proof := next(iter(one.before), None)) is not None
            else "",
            one.snapshot.sha256[:12],
        )
        for portal, one in report.late[:_MOST_ROWS]
    )
    headings = ("单位", "栏目", "页面", "所标日期", "列表中尚无此页的采集日", "首次见到",
                "当时列表的存证编号", "页面的存证编号")  # fmt: skip
    return Table(headings, rows, len(report.late) - len(rows))


def redated_pages(report: RunReport) -> Table:
    """What bears an earlier day than it once did: hints."""
    rows = tuple(
        (
            _name(portal, report),
            role_name(one.role),
            (shown(one.title, 120), web_link(one.url)),
            WHOSE_DAY[one.of],
            day_text(one.was_on),
            day_text(beijing_date(one.steps[0].at)),
            day_text(one.dated_on),
            day_text(beijing_date(one.steps[-1].at)),
            (
                f"{one.steps[0].proof.sha256[:12]}（{moment_text(one.steps[0].proof.captured_at)}）",
                web_link(one.steps[0].proof.url),
            ),
            one.snapshot.sha256[:12],
            "" if one.excuse is None else "与多条同批改动",
        )
        for portal, one in report.redated[:_MOST_ROWS]
    )
    headings = ("单位", "栏目", "页面", "日期", "原标", "原标采集日", "现标", "现标首次采集日",
                "原标的存证编号", "现标的存证编号", "说明")  # fmt: skip
    return Table(headings, rows, len(report.redated) - len(rows))


def unseen(report: RunReport) -> tuple[Table, Table, Table]:
    """What could not be judged, which sections were not read whole, which pages not at all."""
    unclear = [j for j in in_order(report) if j.finding.outcome is Outcome.CANT_TELL]
    judged_rows = tuple(
        (
            _name(j.finding.portal, report),
            j.requirement.title,
            _linked(j.finding),
            CAUSES[j.finding.cause] if j.finding.cause else "",
            shown(j.finding.statement, 300),
        )
        for j in unclear[:_MOST_ROWS]
    )
    return (
        Table(
            ("单位", "指标", "事项", "原因", "说明"), judged_rows, len(unclear) - len(judged_rows)
        ),
        _sections(report.visits, report),
        _misses(report.visits, report),
    )


def _sections(visits: Iterable[Visit], report: RunReport) -> Table:
    rows = tuple(
        (
            _name(visit.portal, report),
            name,
            READ_STATES[one.state],
            CAUSES[one.cause] if one.cause else "",
            shown(one.reason, 300),
        )
        for visit in visits
        for name, one in _read(visit)
        if one.state is not ReadState.WHOLE
    )
    return Table(("单位", "栏目", "读取情况", "原因", "说明"), rows)


def _read(visit: Visit) -> Iterator[tuple[str, Section | NamedColumn]]:
    """Sections by the names of their roles, then columns by the titles asked for."""
    for section in visit.sections:
        yield role_name(section.role), section
    for column in visit.columns:
        yield shown(column.wanted.title, 60), column


def _misses(visits: Iterable[Visit], report: RunReport) -> Table:
    counts: Mapping[tuple[str, str, str], int] = Counter(
        (visit.portal, CAUSES[miss.cause], role_name(miss.role))
        for visit in visits
        for miss in visit.misses
    )
    examples = {
        (visit.portal, CAUSES[miss.cause], role_name(miss.role)): miss
        for visit in reversed(list(visits))
        for miss in reversed(visit.misses)
    }
    rows = tuple(
        (
            _name(key[0], report),
            key[2],
            key[1],
            str(count),
            (address(examples[key].url, 120), web_link(examples[key].url)),
        )
        for key, count in counts.items()
    )
    return Table(("单位", "栏目", "原因", "页数", "例如"), rows)
