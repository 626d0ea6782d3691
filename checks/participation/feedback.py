"""What is found of an outcome that was published: in time or late, with its numbers or without."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.judging import Bench, Sum, chinese_date, set_locally, unproven
from checks.judging.backdating import doubt_of, with_hint
from checks.judging.bench import proof
from checks.participation.calls import ROLES
from checks.participation.outcomes import Outcomes, Told, is_cover, lacking, numbers
from crawler.records import Cause, Consultation, Dossier

_WAYS = ("未写明收到和采纳意见的数量或情况", "未说明不采纳的理由")


def judge_weighed(
    bench: Bench, call: Consultation, found: Outcomes, best: Told,
    used: Callable[[date | None], Sum], lead: str,
) -> Finding:  # fmt: skip
    """The finding on an outcome that was found, with what speaks against its day; `used` is what
    the term comes to by a day."""

    def outcome(day: date) -> Outcome:
        return judge_told(bench, call, found, replace(best, on=day), used(day), lead).outcome

    finding = judge_told(bench, call, found, best, used(best.on), lead)
    return with_hint(bench, finding, doubt_of(bench.dossier, best.page.url, best.on), outcome)


def judge_told(
    bench: Bench, call: Consultation, found: Outcomes, best: Told, total: Sum, lead: str
) -> Finding:
    """The finding on an outcome that was found, in time and complete or not."""
    terms, today = bench.requirement.terms, bench.dossier.today
    late = best.on is not None and bool(total.late)
    count, reasons = lacking(best.page, [str(part) for part in terms["require"]])
    there = (late, count, reasons)
    words = (terms["late_fault"], terms["count_fault"], terms["reason_fault"])
    named = [str(word) for word, fault in zip(words, there, strict=True) if fault]
    ways = (f"超过{within(bench)}的期限", *_WAYS)
    faults = [way for way, fault in zip(ways, there, strict=True) if fault]
    shown = (proof(call, call.title), proof(best.page, numbers(best.page), str(best.on or "")))
    if not faults and best.on is None and total.late:
        return bench.cant_tell(call, Cause.AMBIGUOUS, f"{lead}，结果反馈没有注明日期")
    if not faults:
        text = f"{lead}，结果已反馈（{numbers(best.page)}），未超过{within(bench)}的期限。"
        return bench.give(Outcome.PASSED, call, text, total=total, evidence=shown)
    cover = count and is_cover(best.page, int(terms["min_text_chars"]))
    unseen = found.unread or hidden(bench.dossier) or (Cause.UNREADABLE if cover else None)
    if unseen is not None:
        return bench.cant_tell(call, unseen, f"{lead}，其结果反馈或更早的反馈未能看全")
    aspect = "、".join(named)
    if not late and total.due_on is not None and today <= total.due_on:
        ours = set_locally(bench.requirement, "max_working_days")
        text = f"{lead}，结果反馈尚缺{aspect}，期限{chinese_date(total.due_on)}{ours}未到。"
        return bench.give(Outcome.PENDING, call, text, aspect=aspect, total=total, evidence=shown)
    text = f"{lead}，结果反馈{'，'.join(faults)}。"
    basis = Basis.ABSENCE if count or reasons else Basis.WORDS
    return bench.give(
        Outcome.FAILED, call, text, aspect=aspect, basis=basis, total=total, evidence=shown
    )


def hidden(dossier: Dossier) -> Cause | None:
    """Why an outcome, or an earlier one, may stand where it was not seen."""
    return next((cause for role in ROLES if (cause := unproven(dossier, role))), None)


def within(bench: Bench) -> str:
    """The term as words, with a note if it is ours."""
    limit = int(bench.requirement.terms["max_working_days"])
    return f"{limit}个工作日{set_locally(bench.requirement, 'max_working_days')}"
