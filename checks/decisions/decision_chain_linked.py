"""The catalogue of major decisions links every stage of each item (决策全链条链接).

What is measured
    In the year's catalogue pages, item by item, for each stage already reached (all of them once
    the decision was taken): a link, one that answers, and that leads not home or to the catalogue
    itself. One finding, aspect: items with the stages at fault.
Why it matters
    Who was asked and what became of it can be followed only where the pages hang together.
Evidence
    The catalogue's page with the rows at fault.
Not judged
    Whether there is a catalogue, and whether it is complete. Items marked as secret, suspended or
    removed; stages said not to be required. Links on hosts that are not asked, and what their
    pages say. A catalogue in a file or picture, or without columns for the stages; items of a past
    year that show neither links nor a state: cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.calendar import WorkCalendar
from checks.decisions.chains import Chain, chain_of, ground_of, of_year, stages_shown
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, unproven, unread_rows
from checks.judging.bench import proof
from crawler.portals import Role
from crawler.records import Cause, DecisionCatalogue, Dossier

CHECK = Check(
    slug="decision_chain_linked",
    title="决策全链条链接",
    reads=(Role.DECISION_CATALOGUE,),
    terms=("stages", "stage_words", "adopted_words", "exempt_words", "spared_words"),
    described=(("stages", "stage_words"),),
)
_MOST_SAID = 5


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench, until = Bench(CHECK, dossier, requirement), requirement.until_on
    year = until.year if until is not None else dossier.today.year
    pages = [
        one for one in dossier.records if isinstance(one, DecisionCatalogue) and of_year(one, year)
    ]
    listed = [page for page in pages if page.items]
    yield _judge(bench, listed, year) if listed else _none(bench, pages, year)


def _judge(bench: Bench, pages: Sequence[DecisionCatalogue], year: int) -> Finding:
    row, dossier = bench.requirement, bench.dossier
    chains: dict[str, tuple[Chain, DecisionCatalogue]] = {}
    for page in pages:
        ground = ground_of(dossier, bench.home, page)
        if stages_shown(page, row):
            for item in page.items:
                chains.setdefault(item.name, (chain_of(item, row, ground), page))
    evidence = tuple(proof(page, page.title) for page in pages)
    if not chains:
        lead = f"{year}年决策目录没有分阶段列出链接"
        return bench.cant_tell(None, Cause.AMBIGUOUS, lead, evidence=evidence)
    bad = [(chain, page) for chain, page in chains.values() if chain.faults]
    if bad:
        parts = [
            f"“{chain.name}”{stage}{fault}" for chain, _ in bad for stage, fault in chain.faults
        ]
        more = f"等{len(parts)}处" if len(parts) > _MOST_SAID else ""
        worded = any(fault == "链接指向错误" for chain, _ in bad for _, fault in chain.faults)
        aspect = "、".join(
            f"{chain.name}（{'，'.join(stage for stage, _ in chain.faults)}）" for chain, _ in bad
        )
        return bench.give(
            Outcome.FAILED, None, f"{'；'.join(parts[:_MOST_SAID])}{more}。", aspect=aspect,
            basis=Basis.WORDS if worded else Basis.ABSENCE,
            evidence=tuple(proof(page, chain.name) for chain, page in bad)[:10],
        )  # fmt: skip
    kept = [chain for chain, _ in chains.values() if not chain.exempt]
    if not kept:
        text = f"{year}年决策目录的事项均已标明不公开或不再推进，不适用本项要求。"
        return bench.give(Outcome.INAPPLICABLE, None, text, evidence=evidence)
    untold = [chain.name for chain in kept if not chain.told]
    if untold and dossier.today.year > year:
        lead = f"“{untold[0]}”等{len(untold)}项看不出进展到哪个阶段"
        return bench.cant_tell(None, Cause.AMBIGUOUS, lead, evidence=evidence)
    if len(untold) == len(kept):
        text = f"{year}年决策目录的事项尚未进入有关阶段。"
        return bench.give(Outcome.PENDING, None, text, evidence=evidence)
    text = f"{year}年决策目录{len(kept)}个事项已进入的阶段均有链接。"
    return bench.give(Outcome.PASSED, None, text, evidence=evidence)


def _none(bench: Bench, pages: Sequence[DecisionCatalogue], year: int) -> Finding:
    """The finding where no page of the year shows items."""
    role, dossier = Role.DECISION_CATALOGUE, bench.dossier
    unread = [miss.cause for _, miss in unread_rows(dossier, role)]
    hidden = unproven(dossier, role) or next(iter(unread), None)
    if hidden is not None:
        evidence = dossier.section(role).evidence
        lead = f"“{role.chinese}”栏目未能看全"
        return bench.cant_tell(None, hidden, lead, evidence=evidence)
    if any(page.attachments or page.pictures or page.text_chars for page in pages):
        lead = f"{year}年决策目录不是网页表格，事项链接未能读取"
        return bench.cant_tell(None, Cause.UNREADABLE, lead)
    text = f"没有公开{year}年决策目录，由目录公布的要求衡量，不适用本项要求。"
    return bench.give(Outcome.INAPPLICABLE, None, text)
