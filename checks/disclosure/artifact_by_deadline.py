"""A document that the clause names was published by its day, with the parts that it must have.

What is measured
    Own pages published since the period began whose title fits the requirement's patterns, in
    the sections and in columns of the openness office's own (`further_columns`): the earliest
    date against the due date in calendar days, and whether the text read has one word of each
    list that the requirement gives. One finding; its aspect lists the parts that are missing.
Why it matters
    The notices ask each unit for a plan or a ledger by a day, so that work begins on paper and
    in public; late stays late.
Evidence
    The page or row of the document; for one that is missing the lists that were looked through
    and the coverage manifest.
Not judged
    Documents of other bodies, and of other years by their title. A document without a date,
    one whose text or attachments were not read, lists not read back to the beginning
    of the period: cannot tell. So is one in time only by a date that is older than a night
    after the due date on which its list, read whole, did not have it, or that was shown otherwise
    on an earlier night (疑似倒签). Before the due date: pending.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from checks.calendar import WorkCalendar
from checks.disclosure.outcomes import came_late, not_met
from checks.disclosure.period import Period, period_of
from checks.disclosure.published import Published, Shelf
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, Sum, chinese_date
from checks.judging.backdating import doubt_of, is_suspected, put_off, with_hint
from checks.judging.bench import proof
from checks.matching.titles import in_marks, years_of
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Cause, Dossier

CHECK = Check(
    slug="artifact_by_deadline",
    title="限期公开文件",
    reads=(Role.NORMATIVE_DOCUMENTS, Role.POLICY_DOCUMENTS, Role.NOTICES),
    terms=("title_patterns", "must_say", "roles", "higher_words", "further_columns"),
    looks_about=True,
    falls_due=True,
    weighs_days=True,
)


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench, terms = Bench(CHECK, dossier, requirement), requirement.terms
    period = period_of(dossier, requirement)
    patterns = [re.compile(pattern) for pattern in terms["title_patterns"]]
    shelf = Shelf(dossier, terms["higher_words"])
    found = [
        one
        for one in shelf.published(lambda title, _: any(p.search(title) for p in patterns))
        if not one.another and not period.of_other_years(years_of(one.title))
        and (one.on is None or period.first is None or one.on >= period.first)
    ]  # fmt: skip
    dated = sorted((one for one in found if one.on is not None), key=lambda one: str(one.on))
    in_time = [one for one in dated if period.due_on is None or str(one.on) <= str(period.due_on)]
    if in_time:
        yield _said(bench, period, in_time)
    elif dated:
        pages = [(one.record.url, one.on) for one in dated if one.on is not None]
        yield with_hint(
            bench, came_late(bench, period, dated[0]),
            put_off(dossier, pages) or doubt_of(dossier, *pages[0]),
            lambda day: _by(day, period),
        )  # fmt: skip
    elif found:
        lead = f"{in_marks(found[0].title)}没有可用的公开日期"
        yield bench.cant_tell(None, Cause.AMBIGUOUS, lead, evidence=(proof(found[0].record),))
    else:
        yield not_met(bench, period, f"“{requirement.title}”所要求的文件")


def _said(bench: Bench, period: Period, found: Sequence[Published]) -> Finding:
    """Of several in time the best counts: one that says all that it must."""
    must = bench.requirement.terms["must_say"]
    hints = {one.record.url: doubt_of(bench.dossier, one.record.url, one.on) for one in found}
    best = min(
        found, key=lambda one: (len(_lacking(one, must)), is_suspected(hints[one.record.url]))
    )
    lacking, total = _lacking(best, must), Sum(period.due_on, best.on, 0, "days")
    if best.on is None:
        raise ValueError("what was in time has a date")
    told = f"{in_marks(best.title)}已于{chinese_date(best.on)}公开"
    evidence = (proof(best.record, best.title, best.on.isoformat()),)
    if not lacking:
        kept = bench.give(Outcome.PASSED, None, f"{told}。", total=total, evidence=evidence)
        return with_hint(bench, kept, hints[best.record.url], lambda day: _by(day, period))
    unread = [one for one in found if one.text is None or one.unread]
    if unread:
        lead = f"{told}，正文或附件是否写明{'、'.join(lacking)}未能看到"
        return bench.cant_tell(None, Cause.UNREADABLE, lead, evidence=evidence)
    names = "、".join(lacking)
    return bench.give(
        Outcome.FAILED, None, f"{told}，正文未见{names}。", aspect=names, basis=Basis.ABSENCE,
        total=total, evidence=evidence,
    )  # fmt: skip


def _by(day: date, period: Period) -> Outcome:
    return Outcome.FAILED if day > (period.due_on or date.max) else Outcome.PASSED


def _lacking(one: Published, must: Sequence[Sequence[str]]) -> list[str]:
    text = plain(f"{one.title}{one.text or ''}")
    return [words[0] for words in must if not any(plain(word) in text for word in words)]
