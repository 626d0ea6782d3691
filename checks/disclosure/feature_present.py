"""Entrances (功能入口) that the clause names are there for everybody to find.

What is measured
    Per feature: whether the page that the requirement names (home, platform, a section, or any
    page seen) offers a link, button or field of one of its words, or a column of that name is in
    the tree of columns. Features that the requirement gives to certain bodies (`named`) are asked
    of these alone. One finding; its aspect lists the features that are not there.
Why it matters
    A service that has no entrance on the portal is none for those whom it is made for.
Evidence
    The page that offers the entrance; for a missing one the pages that were looked through and
    the coverage manifest.
Not judged
    Whether the feature works well; nothing is submitted. Entrances that are usually made by
    script, on pages that run scripts, and pages that could not be seen: cannot tell. Before the
    due date: pending.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.calendar import WorkCalendar
from checks.disclosure.entrances import Look, look_for
from checks.disclosure.period import Period, due_words, period_of
from checks.disclosure.themes import concerns
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, Sum, set_locally
from crawler.portals import Role
from crawler.records import Cause, Dossier

CHECK = Check(
    slug="feature_present",
    title="功能入口可用",
    reads=(Role.HOME, Role.PLATFORM),
    terms=("features", "scripted_words", "max_label_chars"),
    looks_about=True,
    filled=("features",),
)

_MOST_PROOFS = 3


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench, period = Bench(CHECK, dossier, requirement), period_of(dossier, requirement)
    terms = requirement.terms
    scripted, longest = terms["scripted_words"], int(terms["max_label_chars"])
    if not terms["features"]:
        yield bench.cant_tell(None, Cause.AMBIGUOUS, "本条的功能清单尚未设定")
        return
    asked = [one for one in terms["features"] if concerns(one, dossier.portal.name)]
    if not asked:
        text = "本条各功能不属于该单位职责，不适用本项要求。"
        yield bench.give(Outcome.INAPPLICABLE, None, text)
        return
    looks = [look_for(dossier, feature, scripted, longest) for feature in asked]
    yield _judge(bench, period, looks)


def _judge(bench: Bench, period: Period, looks: list[Look]) -> Finding:
    row = bench.requirement
    ours, due = set_locally(row, "features"), due_words(row, period)
    there = [one for one in looks if one.seen]
    missing = [one for one in looks if not one.seen and one.cause is None]
    doubtful = [one for one in looks if not one.seen and one.cause is not None]
    total = Sum(period.due_on, None, len(there), "items")
    proofs = tuple(dict.fromkeys(proof for one in looks for proof in one.evidence[:_MOST_PROOFS]))
    if not missing and not doubtful:
        said = "、".join(f"{one.name}（{one.seen}）" for one in there)
        text = f"所要求的功能入口{ours}均可找到：{said}。"
        return bench.give(Outcome.PASSED, None, text, total=total, evidence=proofs)
    if period.open:
        names = "、".join(one.name for one in (*missing, *doubtful))
        text = f"目前未见{names}入口{ours}，{due + '，' if due else ''}尚未到期。"
        return bench.give(Outcome.PENDING, None, text, total=total)
    if not missing:
        cause = doubtful[0].cause or Cause.UNREADABLE
        return bench.cant_tell(None, cause, f"{doubtful[0].name}入口{ours}是否存在未能看到")
    names = "、".join(one.name for one in missing)
    text = f"所查页面未见{names}入口{ours}{'，' + due if due else ''}。"
    return bench.give(
        Outcome.FAILED, None, text, aspect=names, basis=Basis.ABSENCE, total=total,
        evidence=proofs,
    )  # fmt: skip
