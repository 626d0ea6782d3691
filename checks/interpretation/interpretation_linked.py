"""A document and its interpretation link each other (互链).

What is measured
    For each document of interpretation-1's scope that has a matched interpretation: a visible
    link from the document's page to the interpretation, and one back. Each direction may be met
    by any of several interpretations of the document. A plain title is no link, nor is one that
    most pages have alike outside their text (热点文章 in the margin).
Why it matters
    Whoever finds one of the two must be able to reach the other.
Evidence
    Both pages as archived, and the coverage manifest for a link that is not there.
Not judged
    Documents without a matched interpretation (interpretation_present judges those). An
    interpretation whose page was not read shows nothing of the way back: cannot tell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from checks.calendar import WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.interpretation.found import TERMS, Found, look
from checks.judging import Bench, nothing_judged
from checks.judging.bench import proof
from checks.matching.candidates import links_by_page, on_every_page
from checks.matching.rows import page_key
from crawler.portals import Role
from crawler.records import Cause, Dossier, Link

CHECK = Check(
    slug="interpretation_linked",
    title="解读与文件互链",
    reads=(Role.NORMATIVE_DOCUMENTS, Role.INTERPRETATIONS),
    terms=(*TERMS, "statement_days"),
)

THERE, BACK = "document→interpretation", "interpretation→document"


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding per document with an interpretation, or one at home where there is none."""
    bench = Bench(CHECK, dossier, requirement)
    findings, found = look(bench)
    template = on_every_page(dossier.documents)
    findings += [
        _judge(bench, one, template) for one in found if one.matches.pairs or one.matches.unread
    ]
    findings += [
        bench.cant_tell(one.duty.document, Cause.AMBIGUOUS, "仅见标题近似的解读")
        for one in found
        if not one.matches.pairs and not one.matches.unread and one.matches.doubtful
    ]
    yield from findings
    if not findings:
        roles = (Role.NORMATIVE_DOCUMENTS, Role.INTERPRETATIONS)
        yield from nothing_judged(bench, roles, "没有已匹配到解读的文件")


def _judge(bench: Bench, found: Found, template: Collection[Link]) -> Finding:
    document = found.duty.document
    pieces = [pair.candidate for pair in found.matches.pairs]
    own = page_key(bench.dossier, document.url)
    out = links_by_page(bench.dossier, (*document.links, *document.attachments), template)
    there = bool(found.matches.unread) or any(
        piece.key in out or own in piece.linked_from for piece in pieces
    )
    read = [piece for piece in pieces if piece.read]
    back = any(own in piece.links for piece in read)
    unread = [piece for piece in pieces if not piece.read]
    unknown: Cause | None = None
    if not back and (unread or found.matches.unread):
        causes = [piece.cause for piece in unread] + [page.cause for page in found.matches.unread]
        unknown = next((cause for cause in causes if cause is not None), Cause.UNREADABLE)
    missing = [
        name
        for name, there_is in ((THERE, there), (BACK, back or unknown is not None))
        if not there_is
    ]
    evidence = (proof(document), *(proof(piece.record) for piece in pieces[:3]))
    if missing:
        words = {THERE: "文件页面没有链接其解读", BACK: "解读页面没有链接其文件"}
        text = "，".join(words[name] for name in missing) + "。"
        return bench.give(
            Outcome.FAILED, document, text, aspect="、".join(missing), basis=Basis.ABSENCE,
            evidence=evidence,
        )  # fmt: skip
    if unknown is not None:
        return bench.cant_tell(document, unknown, "其解读页面未能读取，有无链接回文件")
    text = "文件页面与解读页面相互链接。"
    return bench.give(Outcome.PASSED, document, text, evidence=evidence)
