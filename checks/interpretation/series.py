"""Series of interpretations (系列解读): several pieces that explain one policy."""

from __future__ import annotations

from checks.disclosure.period import Period, due_words
from checks.disclosure.themes import teller
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.interpretation.own import pieces_of, unread_of_period
from checks.judging import Bench, Sum, set_locally, unproven
from checks.matching.words import plain
from crawler.portals import Role


def series_of(bench: Bench, period: Period) -> Finding:
    """One finding at home: themes without a policy that has a series of interpretations."""
    dossier, row = bench.dossier, bench.requirement
    least = int(row.terms["series_min"])
    titles = [
        plain("".join(one.title for one in (piece.record, *piece.others)))
        for piece in pieces_of(dossier, row.terms, period)
        if len(piece.others) + 1 >= least
    ]
    missing = [
        theme["name"] for theme in row.terms["themes"] if not any(map(teller(theme), titles))
    ]
    asked = f"每项主题至少一项政策有{least}篇解读{set_locally(row, 'series_min')}"
    if not missing:
        return bench.give(Outcome.PASSED, None, f"系列解读符合要求：{asked}。")
    names = "、".join(missing)
    due = due_words(row, period)
    if period.open:
        text = f"目前未见{names}的系列解读，{due + '，' if due else ''}尚未到期。"
        return bench.give(Outcome.PENDING, None, text, total=Sum(period.due_on))
    section = dossier.section(Role.INTERPRETATIONS)
    unread = unread_of_period(dossier, row.terms, period)
    cause = unproven(dossier, Role.INTERPRETATIONS) or (unread[0][1] if unread else None)
    if cause is not None:
        return bench.cant_tell(
            None, cause, f"未见{names}的系列解读，但解读未能看全", evidence=section.evidence
        )
    return bench.give(
        Outcome.FAILED, None, f"未见{names}的系列解读，{asked}。", aspect=names,
        basis=Basis.ABSENCE, total=Sum(period.due_on), evidence=section.evidence,
    )  # fmt: skip
