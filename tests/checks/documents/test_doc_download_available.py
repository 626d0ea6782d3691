"""doc_download_available, as a table of cases."""

from __future__ import annotations

import pytest

from checks.engine.outcome import Basis, Outcome
from crawler.portals import Role
from crawler.records import Attachment, Cause, Document, Miss, ReadState, Record, Validity
from tests.builders import (
    attachment,
    document,
    dossier,
    entry,
    judge,
    judge_one,
    link,
    miss,
    section,
)

CHECK = "doc_download_available"
DOCUMENTS = Role.NORMATIVE_DOCUMENTS
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE


def offering(*paths: str, **more: object) -> Document:
    return document(downloads=tuple(link(path, path) for path in paths), **more)  # type: ignore[arg-type]


CASES: dict[str, tuple[list[Attachment], Outcome, str | None, Basis]] = {
    "a docx": ([attachment("a.docx")], PASSED, None, Basis.WORDS),
    "a doc of old Word": ([attachment("a.doc", kind="ole")], PASSED, None, Basis.WORDS),
    "a doc that is a docx": ([attachment("a.doc", kind="docx")], PASSED, None, Basis.WORDS),
    "a doc saved as rich text": ([attachment("a.doc", kind="rtf")], PASSED, None, Basis.WORDS),
    "a doc saved as a web page by Word": (
        [attachment("a.doc", kind="wordhtml")], PASSED, None, Basis.WORDS),
    "a wps": ([attachment("a.wps", kind="ole")], PASSED, None, Basis.WORDS),
    "an ofd": ([attachment("a.ofd", kind="ofd")], PASSED, None, Basis.WORDS),
    "a zip": ([attachment("a.zip", kind="zip")], PASSED, None, Basis.WORDS),
    "no name, but a pdf": ([attachment("down", kind="pdf", named="")], PASSED, None, Basis.WORDS),
    "of the least size": ([attachment("a.pdf", kind="pdf", size=1024)], PASSED, None, Basis.WORDS),
    "a byte below it": (
        [attachment("a.pdf", kind="pdf", size=1023)], FAILED, "过小", Basis.WORDS),
    "empty": ([attachment("a.pdf", kind="", size=0)], FAILED, "过小", Basis.WORDS),
    "gone": ([attachment("a.pdf", status=404)], FAILED, "失效", Basis.ABSENCE),
    "gone for good": ([attachment("a.pdf", status=410)], FAILED, "失效", Basis.ABSENCE),
    "the second works": (
        [attachment("a.pdf", status=404), attachment("b.docx")], PASSED, None, Basis.WORDS),
    "a page in a file's stead": (
        [attachment("a.doc", kind="html")], FAILED, "类型不符", Basis.WORDS),
    "a pdf that is an office file": (
        [attachment("a.pdf", kind="ole")], FAILED, "类型不符", Basis.WORDS),
    "a sheet alone": ([attachment("a.xls", kind="ole")], FAILED, "无下载", Basis.ABSENCE),
    "a sheet that is a page": ([attachment("a.xls", kind="html")], FAILED, "类型不符", Basis.WORDS),
    "a picture alone": (
        [attachment("a.jpg", kind="image", named="image")], FAILED, "无下载", Basis.ABSENCE),
    "gone and wrong": (
        [attachment("a.doc", kind="html"), attachment("b.pdf", status=404)],
        FAILED, "失效、类型不符", Basis.ABSENCE),
    "no attachment": ([], FAILED, "无下载", Basis.ABSENCE),
}  # fmt: skip


@pytest.mark.parametrize(("files", "outcome", "aspect", "basis"), CASES.values(), ids=CASES)
def test_case(files: list[Attachment], outcome: Outcome, aspect: str | None, basis: Basis) -> None:
    found = judge_one(CHECK, dossier(offering(*(one.url for one in files)), *files))
    assert (found.outcome, found.aspect, found.basis) == (outcome, aspect, basis), found.statement


UNSEEN: dict[str, tuple[list[Record], list[Miss], Cause]] = {
    "not answered": ([], [miss(DOCUMENTS, "a.pdf", Cause.UNREACHABLE)], Cause.UNREACHABLE),
    "behind a challenge": ([], [miss(DOCUMENTS, "a.pdf", Cause.CHALLENGED)], Cause.CHALLENGED),
    "cut by a limit": ([], [miss(DOCUMENTS, "a.pdf", Cause.LIMIT)], Cause.LIMIT),
    "on a host that is not listed": ([], [miss(DOCUMENTS, "a.pdf", Cause.BLOCKED)], Cause.BLOCKED),
    "never asked for": ([], [], Cause.SCANNER),
    "an archive that cannot be looked into": (
        [attachment("a.pdf", kind="rar", named="rar")], [], Cause.UNREADABLE),
    "bytes that nobody knows": ([attachment("a.pdf", kind="")], [], Cause.UNREADABLE),
    "a nameless page": ([attachment("a.pdf", kind="html", named="")], [], Cause.AMBIGUOUS),
    "a server's fault": ([attachment("a.pdf", status=500)], [], Cause.UNREACHABLE),
}  # fmt: skip


@pytest.mark.parametrize(("files", "misses", "cause"), UNSEEN.values(), ids=UNSEEN)
def test_what_was_not_seen_is_never_failed(
    files: list[Record], misses: list[Miss], cause: Cause
) -> None:
    found = judge_one(CHECK, dossier(offering("a.pdf"), *files, misses=misses))
    assert (found.outcome, found.cause) == (CANT_TELL, cause), found.statement


def test_an_unseen_one_beside_a_dead_one_cannot_be_told() -> None:
    one = offering("a.pdf", "b.pdf")
    unseen = [miss(DOCUMENTS, "b.pdf", Cause.LIMIT)]
    found = judge_one(CHECK, dossier(one, attachment("a.pdf", status=404), misses=unseen))
    assert (found.outcome, found.cause) == (CANT_TELL, Cause.LIMIT)


def test_a_button_of_a_script_cannot_be_told() -> None:
    found = judge_one(CHECK, dossier(document(download_button="文本下载")))
    assert (found.outcome, found.cause) == (CANT_TELL, Cause.UNREADABLE)
    assert "文本下载" in found.statement


@pytest.mark.parametrize(
    "one",
    [
        document(issuer="云州市人民政府"),
        document(title="云溪县人民政府转发云州市水利局关于防汛工作的通知"),
        document(validity=Validity.REPEALED),
        document(validity=Validity.LAPSED),
    ],
)
def test_what_the_duty_does_not_bind(one: Document) -> None:
    assert judge_one(CHECK, dossier(one)).outcome is INAPPLICABLE


def test_a_page_that_was_not_read_cannot_be_told() -> None:
    row = entry(DOCUMENTS, "doc/9.html", "云溪县关于农村公路的通知")
    found = judge_one(CHECK, dossier(row, misses=[miss(DOCUMENTS, "doc/9.html")]))
    assert (found.outcome, found.cause) == (CANT_TELL, Cause.UNREACHABLE)


@pytest.mark.parametrize(("status", "outcome"), [(200, PASSED), (404, FAILED)])
def test_a_row_that_leads_to_the_file_is_judged_by_it(status: int, outcome: Outcome) -> None:
    row = entry(DOCUMENTS, "doc/9.pdf", "云溪县关于农村公路的通知")
    file = attachment("doc/9.pdf", kind="pdf", status=status)
    unread = [miss(DOCUMENTS, "doc/9.pdf", Cause.UNREADABLE)]
    found = judge_one(CHECK, dossier(row, file, misses=unread))
    assert (found.outcome, found.subject) == (outcome, row.url)


def test_the_answer_is_in_the_evidence() -> None:
    file = attachment("a.doc", kind="html", digest="9" * 64)
    found = judge_one(CHECK, dossier(offering("a.doc"), file))
    assert [one.sha256 for one in found.evidence] == ["a" * 64, "9" * 64]
    assert "实为网页" in found.evidence[1].quote


def test_nothing_listed() -> None:
    assert judge_one(CHECK, dossier()).outcome is INAPPLICABLE
    unseen = [section(DOCUMENTS, ReadState.UNOBSERVABLE, Cause.CHALLENGED)]
    found = judge_one(CHECK, dossier(sections=unseen))
    assert (found.outcome, found.cause) == (CANT_TELL, Cause.CHALLENGED)


def test_every_document_is_judged_once() -> None:
    one, two = offering("a.docx"), document("doc/2.html", "云溪县关于农村供水的通知")
    found = judge(CHECK, dossier(one, two, attachment("a.docx")))
    assert sorted(f.outcome for f in found) == [FAILED, PASSED]
