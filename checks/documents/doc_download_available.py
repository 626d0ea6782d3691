"""The text of a document can be downloaded (文件可下载).

What is measured
    For every own document of the `normative_documents` list: one attachment or download link of
    the text in one of the formats answers 200, is not smaller than the least size, and its bytes
    are what its name claims.
Why it matters
    A text that can be kept and printed is what the notices ask for; a dead link or a page in a
    file's stead helps nobody.
Evidence
    The document's page, and the answer of each attachment with what was seen of it.
Not judged
    Documents of other bodies, forwarded, lapsed or repealed. A download that only a script
    makes, an attachment that was not seen, an archive that cannot be looked into, a page where
    no name claims a file: cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.calendar import WorkCalendar
from checks.documents.downloads import DOWNLOAD_TERMS, Download, Downloads
from checks.documents.listed import look
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, Page, nothing_judged
from checks.judging.bench import proof
from crawler.portals import Role
from crawler.records import Cause, Document, Dossier, Evidence

CHECK = Check(
    slug="doc_download_available",
    title="文件可下载",
    reads=(Role.NORMATIVE_DOCUMENTS,),
    terms=(*DOWNLOAD_TERMS, "statement_days"),
    described=(("formats", "agreeing"),),
)


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding per document listed, or one at home where there is none."""
    bench = Bench(CHECK, dossier, requirement)
    downloads = Downloads(dossier, requirement.terms)
    findings, documents = look(bench)
    findings = [_of_row(bench, downloads, finding) for finding in findings]
    findings += [_of_document(bench, downloads, document) for document in documents]
    yield from findings
    if not findings:
        yield from nothing_judged(bench, (Role.NORMATIVE_DOCUMENTS,), "没有规范性文件")


def _of_row(bench: Bench, downloads: Downloads, finding: Finding) -> Finding:
    """A row whose page was not read may lead to the file itself: then that is judged."""
    if finding.outcome is not Outcome.CANT_TELL or finding.subject not in downloads.files:
        return finding
    page = Page(finding.subject, finding.title, finding.evidence)
    return _judged(bench, page, finding.evidence, [downloads.of(finding.subject, finding.title)])


def _of_document(bench: Bench, downloads: Downloads, document: Document) -> Finding:
    seen = [downloads.of(link.url, link.text) for link in document.downloads]
    if not seen and document.download_button:
        lead = f"该文件页面的“{document.download_button}”由脚本生成"
        return bench.cant_tell(document, Cause.UNREADABLE, lead)
    return _judged(bench, document, (proof(document),), seen)


def _judged(
    bench: Bench, about: Document | Page, page: tuple[Evidence, ...], seen: Sequence[Download]
) -> Finding:
    shown = (*page, *(one for download in seen for one in download.evidence))
    for download in seen:
        if download.works:
            text = f"该文件提供文本下载：{download.words}。"
            return bench.give(Outcome.PASSED, about, text, evidence=(*page, *download.evidence))
    unseen = next((download for download in seen if download.cause is not None), None)
    if unseen is not None and unseen.cause is not None:
        lead = f"该文件的文本下载{unseen.words}"
        return bench.cant_tell(about, unseen.cause, lead, evidence=shown)
    every = bench.requirement.terms["faults"]
    found = {download.fault for download in seen} or {every[0]}
    faults = [fault for fault in every if fault in found]
    why = "；".join(download.words for download in seen) or "页面没有附件或下载链接"
    # What is not there, or answers that it is gone, may be a page in the making: a second look.
    absent = bool(found & set(every[:2]))
    return bench.give(
        Outcome.FAILED, about, f"该文件没有可用的文本下载：{why}。", aspect="、".join(faults),
        basis=Basis.ABSENCE if absent else Basis.WORDS, evidence=shown,
        rests_on=("min_bytes",) if every[2] in found else (),
    )  # fmt: skip
