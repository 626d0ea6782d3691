"""Findings name the files that pages leave their text to, and say which could not be read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.judging import hidden_in_files, read_in_part, unread_files, with_files
from checks.judging.files import may_show_pictures
from crawler.portals import Role
from crawler.records import AnnualReport, Cause, FileText, Link, Snapshot
from tests.builders import AS_OF, dossier, judge_one
from tests.checks.yearly.texts import whole

URL = "http://www.yunxi.test/r.html"
SHOT = Snapshot(URL, AS_OF, "a" * 64)
FILE = FileText(URL + ".docx", "年度报告.docx", Snapshot(URL + ".docx", AS_OF, "b" * 64), used=True)
SCAN = replace(FILE, cause=Cause.UNREADABLE, detail="文件是扫描件，没有可读的文字", used=False)
LINK = Link(FILE.url, FILE.title)


def report(*files: FileText, offers: tuple[Link, ...] = (LINK,)) -> AnnualReport:
    return AnnualReport(
        URL, "年度报告", Role.ANNUAL_REPORTS, SHOT, read=True, attachments=offers, files=files
    )


@pytest.mark.parametrize(
    ("record", "unread", "cause"),
    [
        (report(offers=()), 0, None),
        (report(), 1, Cause.UNREADABLE),
        (report(FILE), 0, None),
        (report(SCAN), 1, Cause.UNREADABLE),
        (report(replace(SCAN, cause=Cause.SCANNER)), 1, Cause.SCANNER),
        (report(FILE, offers=(LINK, Link(URL + ".pdf", "另一件"))), 1, Cause.UNREADABLE),
    ],
)
def test_what_may_stand_in_files_unseen(
    record: AnnualReport, unread: int, cause: Cause | None
) -> None:
    assert len(unread_files(record)) == unread
    assert hidden_in_files(record) is cause


def test_only_a_file_that_was_asked_for_is_read_in_part() -> None:
    assert read_in_part(report()) is None
    assert read_in_part(report(SCAN)) is Cause.UNREADABLE


def test_words_alone_do_not_show_whether_there_are_pictures() -> None:
    assert not may_show_pictures(report(FILE))
    assert may_show_pictures(report(replace(FILE, by="pdftotext")))
    assert may_show_pictures(report(SCAN))


def judged(*files: FileText) -> Finding:
    kept = replace(whole(), files=files)
    if any(file.cause for file in files):
        kept = replace(kept, text=kept.text.partition("二、")[0])
    seen = dossier(kept)
    return with_files(judge_one("annual_report_well_formed", seen), [kept])


def test_a_verdict_names_the_file_that_its_text_is_from() -> None:
    found = judged(FILE)
    assert found.outcome is Outcome.PASSED
    assert [(one.url, one.quote) for one in found.evidence][-1] == (FILE.url, "附件：年度报告.docx")
    assert judged().evidence == found.evidence[:-1]


def test_where_a_file_could_not_be_read_nothing_fails() -> None:
    found = judged(SCAN)
    assert (found.outcome, found.cause) == (Outcome.CANT_TELL, Cause.UNREADABLE)
    assert found.evidence[-1].quote == "附件：年度报告.docx（文件是扫描件，没有可读的文字）"
