"""Every quarter a bulletin (通报) on how documents were interpreted is published.

What is measured
    For each quarter of the period that is over: a bulletin on interpretation attributed to it, by
    the quarter that its title names, else by the day it came, within so many days after the
    quarter's end, with the results of single units in its text. One finding; its aspect lists
    the quarters that lack one or have it late (2018Q3).
Why it matters
    A bulletin that everybody can read is what makes units fill the gaps.
Evidence
    The bulletins; for what is missing the lists looked through and the coverage manifest.
Not judged
    Quarters that are not over or not due, or were over before the notice. Bulletins without a
    date or whose text was not read or names no unit, lists not read to the quarter: cannot
    tell. One for a half-year serves its second quarter alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from checks.calendar import WorkCalendar
from checks.disclosure.outcomes import unseen_anywhere
from checks.disclosure.period import Period, period_of
from checks.disclosure.published import Published, Shelf
from checks.disclosure.reach import looked_at
from checks.disclosure.spans import Span, spans
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.interpretation.quarters import serves
from checks.judging import Bench, Sum, chinese_date, set_locally
from checks.judging.bench import proof
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Cause, Dossier

CHECK = Check(
    slug="interpretation_quarterly_bulletin",
    title="季度解读通报",
    reads=(Role.NOTICES, Role.POLICY_DOCUMENTS, Role.INTERPRETATIONS),
    terms=("due_days", "title_patterns", "excluded_words", "roles", "unit_words", "higher_words"),
    looks_about=True,
    falls_due=True,
)
_QUOTED = re.compile(r"《[^《》]*》")


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench, terms = Bench(CHECK, dossier, requirement), requirement.terms
    period, late = period_of(dossier, requirement), timedelta(days=int(terms["due_days"]))
    patterns = [re.compile(pattern) for pattern in terms["title_patterns"]]
    others = [plain(word) for word in terms["excluded_words"]]

    def fits(title: str, _: str) -> bool:
        text = _QUOTED.sub("", title)
        return any(p.search(text) for p in patterns) and not any(w in title for w in others)

    shelf = Shelf(dossier, terms["higher_words"])
    found = [one for one in shelf.published(fits) if not one.another]
    quarters = spans("quarter", period, requirement.issued_on)
    due = [q for q in quarters if q.last + late < dossier.today]
    yield _judge(bench, period, due, late, found)


def _judge(
    bench: Bench, period: Period, due: list[Span], late: timedelta, found: list[Published]
) -> Finding:
    dossier, row = bench.dossier, bench.requirement
    asked = f"应于季后{late.days}日内通报{set_locally(row, 'due_days')}"
    if not due:
        quarters = spans("quarter", period, row.issued_on)
        ends = (quarter.last + late for quarter in quarters)
        following = next((day for day in ends if day >= period.today), None)
        until = f"最近一期至{chinese_date(following)}，" if following else ""
        return bench.give(Outcome.PENDING, None, f"季度解读通报{asked}，{until}尚未到期。")
    told = {q.label: [one for one in found if serves(one.title, one.on, q)] for q in due}
    kept = {
        q.label: [one for one in told[q.label] if one.on is None or one.on <= q.last + late]
        for q in due
    }
    missing = [q for q in due if not kept[q.label]]
    proofs = tuple(proof(o.record, o.title) for one in kept.values() for o in one[:1])
    if missing:
        unseen = unseen_anywhere(bench, period)
        if unseen is not None:
            return bench.cant_tell(None, unseen[0], f"“{unseen[1]}”未能看全，有无季度解读通报")
        names = "、".join(q.chinese for q in missing)
        came = any(told[q.label] for q in missing)
        text = f"{names}的解读情况通报{'逾期或者' if came else ''}未见，{asked}。"
        return bench.give(
            Outcome.FAILED, None, text, aspect="、".join(q.label for q in missing),
            basis=Basis.ABSENCE, total=Sum(missing[-1].last + late),
            evidence=looked_at(dossier, [Role(value) for value in row.terms["roles"]]),
        )  # fmt: skip
    for label, one in kept.items():
        if not any(piece.on is not None and _names_units(bench, piece) for piece in one):
            lead = f"{label}的解读情况通报没有日期，或者正文未能读到各单位情况"
            return bench.cant_tell(None, Cause.AMBIGUOUS, lead, evidence=proofs)
    text = f"{'、'.join(q.chinese for q in due)}均按期通报了解读情况，{asked}。"
    return bench.give(Outcome.PASSED, None, text, evidence=proofs)


def _names_units(bench: Bench, one: Published) -> bool:
    text = plain(one.text or "")
    return any(plain(word) in text for word in bench.requirement.terms["unit_words"])
