"""What was not met among budgets and final accounts, and what may be said of it."""

from __future__ import annotations

from datetime import date

from checks.disclosure.period import due_words, period_of
from checks.disclosure.reach import begins_later, cut_off
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.fiscal.reports import fiscal_pages, tells_debt, wanted_of
from checks.judging import Bench, Sum, hidden_in_files, unproven
from checks.judging.bench import proof
from checks.matching.titles import years_of
from crawler.portals import Role
from crawler.records import Cause, Record

DEBT = "政府债务"


def missing(bench: Bench, name: str, first: date, doubt: Cause | None = None) -> Finding:
    """The finding on what was not met in the section, though it came not before `first`."""
    row, dossier = bench.requirement, bench.dossier
    section, period = dossier.section(Role.BUDGETS), period_of(dossier, row)
    if period.open:
        text = f"目前未见{name}，{due_words(row, period)}，尚未到期。"
        total = Sum(period.due_on)
        return bench.give(Outcome.PENDING, None, text, aspect=name, identity=name, total=total)
    hidden = unproven(dossier, Role.BUDGETS) or cut_off(section.unread_before, first)
    hidden = hidden or begins_later(dossier.entries(Role.BUDGETS), period, first) or doubt
    if hidden is not None:
        lead = f"未见{name}，“{section.name or Role.BUDGETS.chinese}”栏目未能看全"
        return bench.cant_tell(
            None, hidden, lead, aspect=name, identity=name, evidence=section.evidence
        )
    return bench.give(
        Outcome.FAILED, None, f"未见{name}。", aspect=name, identity=name, basis=Basis.ABSENCE,
        evidence=section.evidence, total=Sum(period.due_on),
    )  # fmt: skip


def debt_told(bench: Bench) -> Finding:
    """The finding on a government's debt, in the years asked for or the one after."""
    row, dossier = bench.requirement, bench.dossier
    wanted = wanted_of(row, dossier.today.year)
    years = {year for one in wanted for year in (one.year, one.year + 1)}
    pages = [one for one in fiscal_pages(dossier) if (years_of(one.title) or years) & years]
    told: list[Record] = [
        entry
        for entry in dossier.entries(Role.BUDGETS)
        if tells_debt(entry.title, row) and (years_of(entry.title) or years) & years
    ]
    told += [page for page in pages if tells_debt(page.text, row)]
    if told:
        return bench.give(
            Outcome.PASSED, None, f"公开了{DEBT}信息。", aspect=DEBT, identity=DEBT,
            evidence=(proof(told[0]),),
        )  # fmt: skip
    pictured = Cause.UNREADABLE if any(page.pictures for page in pages) else None
    doubt = next(filter(None, map(hidden_in_files, pages)), pictured)
    return missing(bench, DEBT, min(one.first for one in wanted), doubt)
