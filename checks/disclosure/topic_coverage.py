"""Every theme (主题) of a clause is met by something that was published in its period.

What is measured
    Per theme: how many things published within the period name it in their title or at the
    beginning of their text, or stand in a column of its name; the same thing in several columns
    counts once. Words that it names beside its own (not_words) are taken out before: a bureau's
    name is no theme. Titles of kinds that tell of no theme (never_patterns: 封闭施工公告) count
    for those alone that are named in what makes them so. Themes that the requirement gives to
    certain bodies bind these alone. One finding; its aspect lists the themes that nothing meets.
Why it matters
    The notices name the themes that the public is to be told of in the year; a theme without a
    word is the first sign that a task was not taken up.
Evidence
    For what was found its page or row; for what is missing the lists that were looked through
    and the coverage manifest.
Not judged
    How much and how well was told. Columns named by the row that all state to have nothing.
    Themes met by reposts of other bodies or by undated pages alone, columns of a theme's name that
    were not read, lists not read back to the beginning of the period: cannot tell. Before the due
    date: pending.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.calendar import WorkCalendar
from checks.disclosure.columns import (
    all_state_none,
    evidence_of,
    name_of,
    unseen_columns,
    unseen_tree,
)
from checks.disclosure.period import Period, due_words, period_of
from checks.disclosure.published import Shelf
from checks.disclosure.reach import looked_at, unseen_in
from checks.disclosure.themes import Theme, concerns, theme_of
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, Sum, set_locally
from checks.judging.bench import proof
from crawler.portals import Role
from crawler.records import Cause, Dossier

CHECK = Check(
    slug="topic_coverage",
    title="主题信息覆盖",
    reads=(
        Role.NORMATIVE_DOCUMENTS, Role.POLICY_DOCUMENTS, Role.INTERPRETATIONS, Role.NOTICES,
        Role.NEWS,
    ),
    terms=(
        "themes", "columns", "roles", "window_days", "lead_chars", "higher_words", "statement_days",
        "never_patterns",
    ),
    looks_about=True,
    falls_due=True,
    filled=("themes",),
    by_words=("themes",),
)  # fmt: skip

_MOST_PROOFS = 3


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench, terms = Bench(CHECK, dossier, requirement), requirement.terms
    asked = [one for one in terms["themes"] if concerns(one, dossier.portal.name)]
    if not terms["themes"]:
        yield bench.cant_tell(None, Cause.AMBIGUOUS, "本条的主题清单尚未设定")
        return
    if not asked:
        yield bench.give(Outcome.INAPPLICABLE, None, "本条各主题不属于该单位职责，不适用本项要求。")
        return
    period = period_of(dossier, requirement, int(terms["window_days"]))
    shelf = Shelf(dossier, terms["higher_words"], int(terms["lead_chars"]))
    themes = [theme_of(shelf, requirement, period, one) for one in asked]
    yield _judge(bench, period, themes)


def _judge(bench: Bench, period: Period, themes: list[Theme]) -> Finding:
    dossier, row = bench.dossier, bench.requirement
    roles = tuple(Role(value) for value in row.terms["roles"]) if not row.terms["columns"] else ()
    missing = [one for one in themes if len(one.found) < one.least]
    total = Sum(period.due_on, None, len(themes) - len(missing), "items")
    ours, due = set_locally(row, "themes"), due_words(row, period)
    if not missing:
        counts = "、".join(f"{one.name}{len(one.found)}条" for one in themes)
        proofs = tuple(proof(one.found[0].record) for one in themes[:_MOST_PROOFS] if one.found)
        text = f"各主题{ours}均见公开信息：{counts}。"
        return bench.give(Outcome.PASSED, None, text, total=total, evidence=proofs)
    names = "、".join(one.name for one in missing)
    if all_state_none(bench, row.terms["columns"]):
        text = "本条所指栏目均公开了情况说明，不适用本项要求。"
        return bench.give(Outcome.INAPPLICABLE, None, text)
    if period.open:
        text = f"目前未见足够的{names}主题{ours}的公开信息，{due + '，' if due else ''}尚未到期。"
        return bench.give(Outcome.PENDING, None, text, total=total)
    unseen = unseen_in(dossier, roles, period)
    unseen = unseen or unseen_columns(dossier, row.terms["columns"], period, period.first)
    if unseen is not None:
        return bench.cant_tell(None, unseen[0], f"“{unseen[1]}”栏目在所查期间未能采集完整")
    if roles and (hidden := unseen_tree(dossier)) is not None:
        return bench.cant_tell(None, hidden, "站内栏目未能看全")
    certain = [one for one in missing if one.doubtful is None]
    if not certain:
        cause, lead = next(one.doubtful for one in missing if one.doubtful is not None)
        return bench.cant_tell(None, cause, lead)
    names = "、".join(one.name for one in certain)
    where = "、".join(f"“{name_of(spec)}”" for spec in row.terms["columns"])
    lead = f"{where}栏目" if where else ""
    text = f"{lead}所查期间未见足够的{names}主题{ours}的公开信息{'，' + due if due else ''}。"
    return bench.give(
        Outcome.FAILED, None, text, aspect=names, basis=Basis.ABSENCE, total=total,
        evidence=(*looked_at(dossier, roles), *evidence_of(dossier, row.terms["columns"])),
    )  # fmt: skip
