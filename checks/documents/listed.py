"""What three checks ask first: the documents of the list that they may judge."""

from __future__ import annotations

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.judging import Bench
from checks.matching.ownership import is_ended
from checks.matching.rows import documents_of
from checks.matching.scope import set_aside
from checks.matching.unread import unread_documents
from crawler.portals import Role
from crawler.records import Cause, Document


def look(bench: Bench, *, ended_too: bool = False) -> tuple[list[Finding], list[Document]]:
    """Findings about documents that are not to be judged, and those that are.

    A page that shows nothing at all, neither fields nor text, is filled in by script or is a
    picture: it cannot be judged.
    """
    findings: list[Finding] = []
    left: list[Document] = []
    for document in documents_of(bench.dossier, Role.NORMATIVE_DOCUMENTS):
        reason = set_aside(document, bench.dossier)
        if not reason and not ended_too and is_ended(document):
            reason = "该文件已标注失效或废止"
        if reason:
            text = f"{reason}，不适用本项要求。"
            findings.append(bench.give(Outcome.INAPPLICABLE, document, text))
        elif _is_blank(document):
            findings.append(bench.cant_tell(document, Cause.UNREADABLE, "该文件页面没有可读的内容"))
        else:
            left.append(document)
    findings.extend(unread_documents(bench))
    return findings, left


def _is_blank(document: Document) -> bool:
    fields = (
        document.number, document.signed_on, document.issued_on, document.published_on,
        document.validity, document.issuer, document.index_number,
    )  # fmt: skip
    return not document.text and not document.attachments and not any(fields)
