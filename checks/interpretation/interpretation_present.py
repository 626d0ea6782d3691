"""Every document that calls for one has an interpretation (解读).

What is measured
    Whether each own document of `normative_documents` of the window has a matched
    interpretation, whenever published, here or on a higher portal. One that the document's page
    links and labels as such counts, read or not. Where the clause speaks of certain policies
    (`scope`), only documents whose title has one of its words.
Why it matters
    The notices ask that all normative documents be interpreted (应解读尽解读).
Evidence
    The document's page and the interpretation's; for one that is missing, the lists of the
    section and the coverage manifest.
Not judged
    The same documents that interpretation_latency leaves out. Titles only nearly alike, and
    sections that were not read to their end: cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.calendar import CalendarGap, WorkCalendar
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.interpretation.found import TERMS, Found, look
from checks.judging import Bench, chinese_date, nothing_judged, set_locally, working_days
from checks.judging.bench import proof
from checks.matching.titles import in_marks
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Cause, Dossier

CHECK = Check(
    slug="interpretation_present",
    title="应解读尽解读",
    reads=(Role.NORMATIVE_DOCUMENTS, Role.INTERPRETATIONS),
    terms=("max_working_days", "scope", *TERMS, "statement_days"),
    falls_due=True,
)


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding per document in the window, or one at home where there is none."""
    bench = Bench(CHECK, dossier, requirement)
    findings, found = look(bench)
    if scope := tuple(plain(word) for word in requirement.terms["scope"]):
        # A document on another matter is no concern of the clause, whatever was found of it.
        findings = [one for one in findings if _names(one.title, scope)]
        found = [one for one in found if _names(one.duty.document.title, scope)]
    for one in found:
        try:
            findings.append(_judge(bench, one, calendar))
        except CalendarGap:
            lead = "该文件的解读期限无法推算"
            findings.append(bench.cant_tell(one.duty.document, Cause.CALENDAR, lead))
    yield from findings
    if not findings:
        yield from nothing_judged(bench, (Role.NORMATIVE_DOCUMENTS,), "期限内没有公开应解读的文件")


def _names(title: str, words: tuple[str, ...]) -> bool:
    return any(word in plain(title) for word in words)


def _judge(bench: Bench, found: Found, calendar: WorkCalendar) -> Finding:
    document, published = found.duty.document, found.duty.published
    assert published is not None
    read = [p for p in found.matches.pairs if p.candidate.read or p.candidate.cause is None]
    if read:
        evidence = (found.proof, proof(read[0].candidate.record))
        text = f"该文件有对应的解读{in_marks(read[0].candidate.title)}。"
        return bench.give(Outcome.PASSED, document, text, evidence=evidence, rests_on=())
    linked = [pair for pair in found.matches.pairs if pair.method == "link"]
    if linked:  # the document's page links it: it is there, though nobody could read it
        text = f"该文件页面链接了其解读“{linked[0].candidate.title}”。"
        evidence = (proof(document, linked[0].candidate.title), proof(linked[0].candidate.record))
        return bench.give(Outcome.PASSED, document, text, evidence=evidence, rests_on=())
    if found.matches.unread:
        page = found.matches.unread[0]
        text = f"该文件页面链接了其解读“{page.title or page.url}”。"
        shown = (proof(document, page.title),)
        return bench.give(Outcome.PASSED, document, text, evidence=shown, rests_on=())
    unseen = found.unseen or found.hidden
    if unseen is not None:
        return bench.cant_tell(document, unseen, "该文件的解读未能看到")
    limit, today = int(bench.requirement.terms["max_working_days"]), bench.dossier.today
    total = working_days(calendar, published, limit, None, today)
    assert total.due_on is not None
    ours = set_locally(bench.requirement, "max_working_days")
    lead = f"该文件{chinese_date(published)}公开"
    if not total.late:
        text = f"{lead}，解读发布期限为{chinese_date(total.due_on)}{ours}，尚未到期，目前未见解读。"
        return bench.give(Outcome.PENDING, document, text, total=total)
    if found.matches.doubtful:
        return bench.cant_tell(document, Cause.AMBIGUOUS, f"{lead}，仅见标题近似的解读")
    text = f"{lead}，{limit}个工作日{ours}期满仍未见任何解读材料。"
    lists = (found.proof, *bench.dossier.section(Role.INTERPRETATIONS).evidence)
    return bench.give(
        Outcome.FAILED, document, text, basis=Basis.ABSENCE, total=total, evidence=lists
    )
