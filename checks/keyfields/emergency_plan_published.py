"""Emergency plans (应急预案) are published in full.

What is measured
    Whether at least so many plans with their full text (text of the page, or a file) stand in
    the section; where the requirement names kinds of plans, whether each kind that the body
    answers for has so many, in the column that it names. Aspect: the kinds missing.
Why it matters
    In an emergency people must be able to know beforehand what will be done, and by whom.
Evidence
    The plan's page; for a missing one, the section's lists and the coverage manifest.
Not judged
    Drills, trainings, drafts and filings of plans are no plans. A plan that is a picture only, or
    whose page could not be read: cannot tell. A plan that a named column lists counts by its row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench
from checks.judging.bench import proof
from checks.keyfields.columns import Shelf, shelf
from checks.keyfields.plans import Plan, plans_in
from checks.matching.titles import in_marks
from crawler.portals import Role
from crawler.records import Cause, Dossier

CHECK = Check(
    slug="emergency_plan_published",
    title="应急预案公开",
    reads=(Role.EMERGENCY_PLANS,),
    terms=(
        "min_plans", "categories", "min_text_chars", "plan_title_patterns",
        "excluded_title_patterns", "statement_days",
    ),
    by_words=("categories",),
)  # fmt: skip

_SECTION: tuple[Mapping[str, Any], ...] = ({"role": Role.EMERGENCY_PLANS.value},)


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench, terms = Bench(CHECK, dossier, requirement), requirement.terms
    kinds = [one for one in terms["categories"] if _answers_for(dossier, one)]
    if terms["categories"] and not kinds:
        text = "所列各类应急预案不属于本单位职责，不适用本项要求。"
        yield bench.give(Outcome.INAPPLICABLE, None, text)
        return
    wanted: list[Mapping[str, Any]] = kinds or [{"name": "应急预案"}]
    shelves = [[shelf(bench, at) for at in one.get("columns", _SECTION)] for one in wanted]
    # The first column that a kind names is its own: of others a statement says nothing.
    if all(place[0].silent for place in shelves):
        text = f"“{Role.EMERGENCY_PLANS.chinese}”栏目公开了情况说明，不适用本项要求。"
        yield bench.give(Outcome.INAPPLICABLE, None, text)
        return
    missing: list[str] = []
    unseen: list[Cause] = []
    shown: list[Plan] = []
    for one, place in zip(wanted, shelves, strict=True):
        found = [plan for at in place for plan in plans_in(bench, at, one)]
        whole = [plan for plan in found if plan.whole]
        shown += whole[:1]
        if len(whole) >= int(terms["min_plans"]):
            continue
        cause = _hidden(found, place)
        if cause is None:
            missing.append(str(one["name"]))
        else:
            unseen.append(cause)
    yield _finding(bench, missing, unseen, shown, [at for place in shelves for at in place])


def _finding(
    bench: Bench, missing: list[str], unseen: list[Cause], shown: list[Plan], places: list[Shelf]
) -> Finding:
    lists = tuple(dict.fromkeys(proof for at in places for proof in at.evidence))
    kinds = bool(bench.requirement.terms["categories"])
    if missing:
        aspect = "、".join(missing) if kinds else None
        text = f"未见{'、'.join(missing)}{'的应急预案' if kinds else ''}全文。"
        return bench.give(
            Outcome.FAILED, None, text, aspect=aspect, basis=Basis.ABSENCE, evidence=lists
        )
    if unseen:
        return bench.cant_tell(None, unseen[0], "应急预案未能看全", evidence=lists)
    titles = "、".join(in_marks(plan.record.title) for plan in shown[:3])
    text = f"公开了应急预案全文，如{titles}。"
    evidence = tuple(proof(plan.record, plan.record.title) for plan in shown)
    return bench.give(Outcome.PASSED, None, text, evidence=evidence)


def _answers_for(dossier: Dossier, kind: Mapping[str, Any]) -> bool:
    """Whether a kind of plans is the body's to publish."""
    named = kind.get("named", ())
    return not named or any(word in dossier.portal.name for word in named)


def _hidden(found: list[Plan], places: list[Shelf]) -> Cause | None:
    """Why a plan may be there that was not seen whole."""
    doubtful = next((plan.cause for plan in found if plan.cause is not None), None)
    return doubtful or next((at.hidden for at in places if at.hidden is not None), None)
