"""Sections that must be kept up have a recent entry.

What is measured
    The age in days of the newest entry of each section that the requirement lists for the
    body's kind, by date, wherever in the list it stands; pinned rows are rows like any other
    and dates after the moment are ignored. `news` is judged only on a host of the portal's own.
    The same of each column that the requirement names by its title, with its own limit; a column
    that is missing where no other check of the clause asks for it, is not kept up.
    Aspect: the section's role, or the column's title.
Why it matters
    A section that stands still tells the public nothing; the site rules call it a dead one.
Evidence
    The section's list pages.
Not judged
    A section that is absent (section_present judges it) or has a statement of none; a column of
    which only a similar name is met; one that is asked of other bodies (`named`), and one that
    nobody need have (`optional`) where it is missing.
    Interpretations, where no document called for one in that time.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.columns import concerning
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, Sum, chinese_date, statement_holds, unproven
from checks.matching.scope import duties
from checks.sections.columns import Hand, no_concern
from checks.sections.content import newer_unseen, newest, things_in
from checks.sections.upkeep import kept_up
from crawler.portals import Role
from crawler.records import Cause, Dossier, Evidence, ReadState

CHECK = Check(
    slug="section_freshness",
    title="栏目及时更新",
    reads=(Role.NEWS, Role.NOTICES, Role.POLICY_DOCUMENTS, Role.INTERPRETATIONS),
    terms=(
        "roles", "max_age_days", "own_host_roles", "event_driven_roles", "old_stock_days",
        "bulk_documents", "excluded_title_patterns", "excluded_number_patterns", "statement_days",
    ),
    optional=("columns",),
    column_keys=("max_age_days",),
    column_options=("named", "optional"),
)  # fmt: skip


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding per section that the requirement lists for the portal's kind, and per column."""
    bench, terms = Bench(CHECK, dossier, requirement), requirement.terms
    roles = terms["roles"].get(dossier.portal.kind.value, ())
    columns = concerning(terms.get("columns", ()), dossier.portal.name)
    if not roles and not columns:
        yield no_concern(bench)
        return
    limits = {value: (terms["max_age_days"][value], "max_age_days") for value in roles}
    limits |= {one["role"]: (one["max_age_days"], "columns") for one in columns if "role" in one}
    for value, (limit, term) in limits.items():
        if not (dossier.guest and value in terms["own_host_roles"]):
            yield _judge(bench, Role(value), int(limit), term)
    yield from (kept_up(bench, one) for one in columns if "title" in one)


def _judge(bench: Bench, role: Role, limit: int, term: str) -> Finding:
    dossier, section = bench.dossier, bench.dossier.section(role)
    name, label = role.chinese, role.value
    proofs, rests_on = section.evidence or _rows(bench, role), (term,)
    hand = Hand(bench, label, name, proofs, rests_on=rests_on)
    if section.state is ReadState.UNOBSERVABLE:
        return hand.cant_tell(section.cause, f"“{name}”栏目未能采集")
    if section.state is ReadState.ABSENT:
        return hand.give(
            Outcome.INAPPLICABLE, f"未设“{name}”栏目，由“应设栏目齐全”评判，不适用本项要求。"
        )
    if statement_holds(bench, section):
        return hand.give(Outcome.INAPPLICABLE, f"“{name}”栏目公开了情况说明，不适用本项要求。")
    day = newest(dossier, role)
    age = (dossier.today - day).days if day is not None else None
    latest = f"“{name}”栏目最新信息为{chinese_date(day)}，距今{age}天" if day is not None else ""
    total = Sum(settled_on=day, measured=age, unit="days" if age is not None else None)
    if day is not None and age is not None and age <= limit:
        return hand.give(Outcome.PASSED, f"{latest}，未超过{limit}天{hand.local}。", total)
    if label in bench.requirement.terms["event_driven_roles"]:
        quiet = _nothing_called(bench, limit, name)
        if isinstance(quiet, Cause):
            return hand.cant_tell(quiet, f"“{name}”栏目期间有无应解读的文件未能看全")
        if quiet:
            return hand.give(Outcome.INAPPLICABLE, quiet)
    unseen = newer_unseen(dossier, role, unproven(dossier, role))
    if unseen is not None:
        return hand.cant_tell(unseen, f"“{name}”栏目未能采集完整")
    if day is not None:
        stale = f"{latest}，超过{limit}天{hand.local}未更新。"
        return hand.give(Outcome.FAILED, stale, total, Basis.WORDS)
    if things_in(dossier, role):
        return hand.cant_tell(Cause.AMBIGUOUS, f"“{name}”栏目的信息没有可用的日期")
    return hand.give(Outcome.FAILED, f"“{name}”栏目没有信息。")


def _nothing_called(bench: Bench, limit: int, name: str) -> str | Cause | None:
    """Why an event-driven section has no duty in that time, or why that cannot be told."""
    called = duties(bench.dossier, bench.requirement.terms, window_days=limit)
    if any(not duty.reason and duty.published is not None for duty in called):
        return None
    unseen = unproven(bench.dossier, Role.NORMATIVE_DOCUMENTS)
    if unseen is not None:
        return unseen
    return f"近{limit}天没有公开应解读的文件，“{name}”栏目不适用本项要求。"


def _rows(bench: Bench, role: Role) -> tuple[Evidence, ...]:
    rows = bench.dossier.entries(role)[:1]
    shots = [row.snapshot for row in rows]
    return tuple(Evidence(s.url, s.captured_at, s.sha256, rows[0].title) for s in shots)
