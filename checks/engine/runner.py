"""The runner: one dossier under one rulebook gives findings, and says what gave none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from checks.calendar import WorkCalendar
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.registry import BuiltCheck, checks
from checks.engine.requirement import SETTLING_DAYS, Requirement, Rulebook
from checks.judging.bench import Bench
from checks.judging.drifts import held
from checks.judging.files import with_files
from checks.judging.settling import with_settling_hint
from checks.judging.wording import chinese_date
from checks.matching.rows import page_key
from crawler.portals import Role
from crawler.records import Dossier, Entry, Field, Record, ServiceGuide

_OF_THE_YEAR_BEFORE = frozenset({Role.ANNUAL_REPORTS, Role.PROPOSALS})
"""Sections whose records speak of a year that may be over: reports, replies to proposals."""
_BEGINNINGS = ("submitted_on", "begins_on", "starts_on", "published_on", "date")
"""Fields that say when what a record tells of began, the first that a record has."""


@dataclass(frozen=True)
class Judgement:
    """What a rulebook comes to over one dossier.

    `findings` stand in the order of the rulebook, then of the check. `not_measured` are the
    binding rows whose check is not built. `errors` are failed runs of checks as (requirement,
    what happened): no verdict of theirs is kept and none counts against the portal.
    """

    findings: tuple[Finding, ...] = ()
    not_measured: tuple[Requirement, ...] = ()
    errors: tuple[tuple[str, str], ...] = ()


def judge_portal(
    dossier: Dossier,
    rulebook: Rulebook,
    calendar: WorkCalendar,
    known: Mapping[str, BuiltCheck] | None = None,
) -> Judgement:
    """Judge a portal under every requirement that binds it; pure.

    A body that is not in force on the dossier's day (reorganised, abolished) gives none. The
    portal's extra holidays are added to the calendar here. A check that raises, gives nothing
    (reading 5: every binding requirement gives at least one finding) or signs with another's
    name is an error, never a verdict. Where a portal lists one thing twice, so that two findings
    would share a case, the first counts. A new failure that rests on a drift of
    the portal is held.
    """
    if not dossier.portal.in_force(dossier.today):
        return Judgement()
    days = calendar.with_holidays(dossier.portal.extra_holidays)
    available = checks() if known is None else known
    findings: list[Finding] = []
    not_measured: list[Requirement] = []
    errors: list[tuple[str, str]] = []
    leaving = _leaving(dossier)
    # By page, for a row may name another address of it; what the page says itself counts more.
    pages = sorted(dossier.records, key=lambda one: not isinstance(one, Entry))
    begun = {page_key(dossier, one.url): day for one in pages if (day := _begun(one))}
    later = {one.url for one in dossier.records if one.role in _OF_THE_YEAR_BEFORE}
    for requirement in rulebook.requirements:
        if not requirement.binds_body(dossier.portal):
            continue
        measures = [one for one in requirement.measures() if one.check in available]
        if not measures:
            not_measured.append(requirement)
        for one in measures:
            try:
                found = tuple(available[str(one.check)].judge(dossier, one, days))
                _make_sure(found, dossier, one)
            except Exception as error:  # whatever a check does wrong, the other checks go on
                errors.append((one.id, f"{type(error).__name__}: {error}"))
            else:
                check = available[str(one.check)].check
                for finding in _once(found):
                    day = begun.get(page_key(dossier, finding.subject))
                    timed = in_time(finding, one, dossier.today, day)
                    if finding.subject not in later:
                        timed = _within(timed, one, day)
                    if check.falls_due and not check.weighs_days:
                        timed = with_settling_hint(Bench(check, dossier, one), timed)
                    timed = held(timed, dossier, check.reads)
                    findings.append(_named(timed, leaving))
    return Judgement(tuple(findings), tuple(not_measured), tuple(errors))


def in_time(
    finding: Finding, requirement: Requirement, today: date, begun: date | None = None
) -> Finding:
    """The finding under the days of its notice and its row (standing rulebook, reading 8).

    A record that began before the notice was issued is `inapplicable`, unless the clause speaks of
    what there is already and reaches back that far. What is not done is
    `pending` up to and on the row's own due date, where the check gave it none, and failed from
    the day after it.
    """
    issued, due = requirement.issued_on, requirement.due_on
    first = requirement.reaches_back_to or issued
    if begun is not None and issued is not None and first is not None and begun < first:
        day = f"通知印发之日（{chinese_date(issued)}）"
        back = f"，本条只追溯到{chinese_date(first)}" if first != issued else ""
        told = f"{chinese_date(begun)}早于{day}{back}，不适用本项要求。"
        return replace(
            finding, outcome=Outcome.INAPPLICABLE, cause=None, due_on=None, statement=told
        )
    if due is None or finding.due_on is not None or finding.outcome is not Outcome.FAILED:
        return finding
    if today > due:
        return replace(finding, due_on=due)
    told = f"{finding.statement.removesuffix('。')}（时限为{chinese_date(due)}，尚未届满）。"
    return replace(finding, outcome=Outcome.PENDING, due_on=due, statement=told)


def _within(finding: Finding, requirement: Requirement, begun: date | None) -> Finding:
    """The finding; `inapplicable` about a record that began when the rulebook's period was over."""
    end = requirement.until_on
    if begun is None or end is None or begun <= end:
        return finding
    told = f"{chinese_date(begun)}晚于通知的任务期间（至{chinese_date(end)}），不适用本项要求。"
    return replace(finding, outcome=Outcome.INAPPLICABLE, cause=None, due_on=None, statement=told)


def left_to_decide(judgement: Judgement, rulebook: Rulebook, day: date) -> Judgement:
    """Of a judgement on a day after a rulebook's last one, what was not yet due before that.

    That is: what its rows owe by a date of theirs, and what a check says fell due, on the last day
    or later, until `SETTLING_DAYS` after that date. Whatever is owed every day ended with the
    period.
    """
    end = rulebook.ends_on
    if end is None:
        return judgement
    dates = {row.id: row.due_on for row in rulebook.requirements}

    def is_left(finding: Finding) -> bool:
        due = max((d for d in (dates.get(finding.requirement), finding.due_on) if d), default=None)
        return due is not None and due >= end and day <= due + timedelta(days=SETTLING_DAYS)

    return replace(judgement, findings=tuple(filter(is_left, judgement.findings)))


def _begun(record: Record) -> date | None:
    """The day on which what a record tells of began: submitted, published or listed.

    A service guide is no act of a day: it has to be right as long as it stands there.
    """
    if isinstance(record, ServiceGuide):
        return None
    for name in _BEGINNINGS:
        field = getattr(record, name, None)
        if isinstance(field, Field) and isinstance(field.value, date):
            return field.value
    return None


def _leaving(dossier: Dossier) -> Mapping[tuple[str, str], list[Record]]:
    """The records that took text from files, by address and digest of their page."""
    found: dict[tuple[str, str], list[Record]] = {}
    for record in dossier.records:
        if record.files:
            shot = record.snapshot
            found.setdefault((shot.url, shot.sha256), []).append(record)
    return found


def _named(finding: Finding, leaving: Mapping[tuple[str, str], list[Record]]) -> Finding:
    """The finding with the files named from which its pages have their text."""
    pages = [leaving.get((one.url, one.sha256), []) for one in finding.evidence] if leaving else []
    return with_files(finding, [record for records in pages for record in records])


def _make_sure(found: tuple[Finding, ...], dossier: Dossier, requirement: Requirement) -> None:
    if not found:
        raise ValueError("gave no finding although the requirement binds the portal")
    signature = (dossier.portal.id, requirement.rulebook, requirement.id, requirement.check)
    for finding in found:
        signed = (finding.portal, finding.rulebook, finding.requirement, finding.check)
        if signed != signature:
            raise ValueError(f"a finding is signed {signed}, not {signature}")


def _once(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    first: dict[str, Finding] = {}
    for finding in found:
        first.setdefault(finding.case_id, finding)
    return tuple(first.values())
