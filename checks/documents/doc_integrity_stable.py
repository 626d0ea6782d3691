"""A published document stays as it was (文件未被改动).

What is measured
    For every own document of the `normative_documents` list that was read on several nights: its
    text, without spaces and counters, and its files are what they were when first read.
Why it matters
    People rely on the text that was published. A change that nobody owns up to may be a slip
    or a forgery.
Evidence
    The page as read tonight, with length and digest of the text then and now; the file.
Not judged
    Documents of other bodies, forwarded, lapsed or repealed; first read only days ago: cannot tell.
    A correction note (in the text, beside it, or linked), a document shown as amended, or a
    problem of the page (its fields, files, links, text) open shortly before explains a change.
    Many texts changed in one read: the site was remade, cannot tell. This shows signs of change;
    it proves no protection.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.calendar import WorkCalendar
from checks.documents.changes import CHANGE_TERMS, Change, Histories, History
from checks.documents.corrections import CORRECTION_TERMS, correction
from checks.documents.listed import look
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, chinese_date, nothing_judged
from checks.judging.bench import proof
from crawler.portals import Role
from crawler.records import TEXT, Cause, Document, Dossier

CHECK = Check(
    slug="doc_integrity_stable",
    title="文件未被改动",
    reads=(Role.NORMATIVE_DOCUMENTS,),
    terms=(*CHANGE_TERMS, "min_apart_days", "faults", *CORRECTION_TERMS, "statement_days"),
    over_nights=True,
)


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding per document listed, or one at home where there is none."""
    bench = Bench(CHECK, dossier, requirement)
    histories = Histories(dossier, requirement.terms)
    findings, documents = look(bench)
    findings += [_judge(bench, document, histories.of(document)) for document in documents]
    yield from findings
    if not findings:
        yield from nothing_judged(bench, (Role.NORMATIVE_DOCUMENTS,), "没有规范性文件")


def _judge(bench: Bench, document: Document, history: History | None) -> Finding:
    terms, today = bench.requirement.terms, bench.dossier.today
    reads = history.days if history is not None else frozenset()
    if document.snapshot.url not in bench.dossier.manner.unasked:
        reads |= {today}
    first = min(reads, default=today)
    least, apart = int(terms["min_reads"]), int(terms["min_apart_days"])
    young = (today - first).days < apart
    if history is None or len(reads) < least or (young and not (history.changes or history.unseen)):
        when = f"该文件于{chinese_date(first)}首次采集"
        lead = f"{when}，满{apart}天且采集过{least}天后方可比对"
        return bench.cant_tell(document, Cause.AMBIGUOUS, lead)
    since = f"{chinese_date(history.first_read_on)}首次采集以来"
    if history.unseen and not history.changes:
        causes = {miss.url: miss.cause for miss in bench.dossier.misses}
        cause = next((causes[what] for what in history.unseen if what in causes), None)
        what = "正文" if TEXT in history.unseen else "附件"
        return bench.cant_tell(document, cause or Cause.UNREADABLE, f"本次未能读到该文件的{what}")
    if not history.changes:
        why = "改动时该页面正在整改" if history.worked_on else "正文和附件没有变化"
        return bench.give(Outcome.PASSED, document, f"{since}，该文件{why}。")
    if history.remade:
        lead = f"{since}该文件有变化，同次采集有多个文件一并变化，可能是网站改版"
        return bench.cant_tell(document, Cause.AMBIGUOUS, lead)
    if note := correction(bench, document):
        return bench.give(Outcome.PASSED, document, f"{since}该文件有变化，有更正说明：{note}。")
    text, file, gone = bench.requirement.terms["faults"]
    faults = {
        text if change.what == TEXT else file if change.now else gone for change in history.changes
    }
    said = "，".join(_told(change) for change in history.changes)
    seen = {one.url: one for one in bench.dossier.attachments}
    shown = [seen[change.what] for change in history.changes if change.what in seen]
    quote = "；".join(f"{one.before[:20]}→{one.now[:20] or '无'}" for one in history.changes)
    return bench.give(
        Outcome.FAILED, document, f"{since}，{said}，未见更正说明。",
        aspect="、".join(fault for fault in (text, file, gone) if fault in faults),
        basis=Basis.ABSENCE if faults == {gone} else Basis.WORDS,
        evidence=(proof(document, quote), *(proof(one) for one in shown)),
    )  # fmt: skip


def _told(change: Change) -> str:
    if change.what == TEXT:
        before, now = (state.partition(":")[0] for state in (change.before, change.now))
        return f"正文有改动（原{before}字，现{now}字）"
    name = change.what.rpartition("/")[2]
    return f"附件{name}被替换" if change.now else f"附件{name}不见了"
