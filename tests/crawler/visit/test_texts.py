"""Files to which pages leave their text: which are asked for, and what becomes of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.pages.attachment import read_file
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records import (
    AnnualReport,
    Cause,
    Document,
    Entry,
    FiscalReport,
    GazettePage,
    Interpretation,
    Link,
    Record,
    ServiceGuide,
    Snapshot,
    Source,
    StaticPage,
)
from crawler.visit.fetch import Fetch
from crawler.visit.leaving import files_of, forms_of
from crawler.visit.texts import Answer, Texts
from demo.content.filed import filed
from demo.content.model import Block
from tests.crawler.visit.county import SEEN, at

PAGE, FILE = at("/gfxwj/d1.html"), at("/gfxwj/d1.docx")
SHOT = Snapshot(PAGE, SEEN, "a" * 64)
TITLE = "云溪县农村公路养护办法"
TERM = "云政规〔2026〕3号"
BLOCKS = (
    Block("p", TERM),
    Block("p", "第一条　为规范农村公路养护，根据有关规定，制定本办法。" * 6),
    Block("p", "第二十条　本办法自2026年3月1日起施行，有效期五年。"),
    Block("table", "序号|项目|金额\n1|养护|30\n2|修复|40\n3|绿化|50"),
)
OFFERED = (Link(FILE, f"{TITLE}.docx"),)


def document(text: str = "现予公布。", files: tuple[Link, ...] = OFFERED) -> Document:
    return Document(PAGE, TITLE, Role.NORMATIVE_DOCUMENTS, SHOT, PAGE, text=text, attachments=files)


def answer(record: Record, sort: str = "docx", status: int = 200, url: str = FILE) -> Answer:
    task = Task(Purpose.TEXT, url, record.role, label=f"{TITLE}.{sort}", linked_from=record.url)
    body = filed(sort, TITLE, BLOCKS)
    shot = Snapshot(url, SEEN, "b" * 64, status, "application/octet-stream")
    return Fetch(task, shot, url), read_file(task, url, shot, "", body)


def issue(text: str, files: tuple[Link, ...], links: tuple[Link, ...] = ()) -> GazettePage:
    return GazettePage(
        PAGE, "公报2026年第3期", Role.GAZETTE, SHOT, issue=True, contents=(*links, *files),
        attachments=files, text=text,
    )  # fmt: skip


def joined(record: Record, *answers: Answer) -> Record:
    return Texts(answers).joined(record)


LONG = "第一条　为规范农村公路养护，制定本办法。" * 20
OTHER = (Link(at("/f/a.docx"), "申请表.docx"), Link(at("/f/b.docx"), "名单.docx"))


@pytest.mark.parametrize(
    ("record", "count"),
    [
        (document(), 1),
        (document(text=LONG), 0),
        (document(text="现将有关事项通知如下，请遵照执行。" * 6, files=OTHER), 0),
        (document(text="现予公布。", files=OTHER), 2),
        (document(files=(*OTHER, *OFFERED)), 1),
        (AnnualReport(PAGE, TITLE, Role.ANNUAL_REPORTS, SHOT, text=LONG, attachments=OFFERED), 1),
        (FiscalReport(PAGE, TITLE, Role.BUDGETS, SHOT, text=LONG, attachments=OFFERED), 1),
        (StaticPage(PAGE, TITLE, Role.GUIDE, SHOT, LONG, 400, attachments=OTHER), 0),
        (StaticPage(PAGE, TITLE, Role.POWER_LIST, SHOT, LONG, 400, attachments=OTHER), 2),
        (issue(text="2026年第3期", files=OTHER), 2),
        (issue(text=LONG, files=OTHER), 0),
        (issue(text="第3期", files=OTHER, links=(Link(PAGE, TITLE, in_body=True),)), 0),
        (replace(issue(text="政府公报", files=OTHER), issue=False), 0),
        (ServiceGuide(PAGE, TITLE, Role.SERVICE_GUIDES, SHOT, attachments=OTHER), 2),
    ],
)  # fmt: skip
def test_which_files_a_page_leaves_its_text_to(record: Record, count: int) -> None:
    assert len(files_of(record)) == count


def test_a_document_gets_what_its_text_says_and_keeps_what_its_page_shows() -> None:
    found = joined(document(), answer(document()))
    assert isinstance(found, Document)
    assert found.text == "现予公布。"
    assert "有效期五年" in found.file_text
    assert found.valid_years is not None
    assert (found.valid_years.value, found.valid_years.source) == (5, Source.TEXT)
    assert found.valid_years.place.startswith(f"附件“{TITLE}.docx”")
    assert found.number is not None
    assert found.number.value == TERM
    assert found.number.source is Source.TEXT
    assert (found.validity, found.published_on) == (None, None)
    (file,) = found.files
    assert (file.url, file.cause, file.used) == (FILE, None, True)


def test_an_interpretation_is_read_from_its_file() -> None:
    page = Interpretation(PAGE, TITLE, Role.INTERPRETATIONS, SHOT, PAGE, attachments=OFFERED)
    found = joined(page, answer(page))
    assert isinstance(found, Interpretation)
    assert any("制定本办法" in block.text for block in found.blocks)
    assert found.text_chars > 100


def test_tables_of_a_budget_count_wherever_they_stand() -> None:
    page = FiscalReport(PAGE, TITLE, Role.BUDGETS, SHOT, text=LONG, tables=1, attachments=OFFERED)
    for sort in ("docx", "xlsx"):
        found = joined(page, answer(page, sort))
        assert isinstance(found, FiscalReport)
        assert found.tables == 2
        assert found.text.startswith(LONG)


@pytest.mark.parametrize(
    ("sort", "status", "cause"),
    [
        ("damaged", 200, Cause.UNREADABLE),
        ("encrypted", 200, Cause.UNREADABLE),
        ("pdf", 200, Cause.UNREADABLE),
        ("docx", 404, Cause.UNREACHABLE),
        ("docx", 500, Cause.UNREACHABLE),
        ("docx", 403, Cause.BLOCKED),
    ],
)
def test_a_file_that_says_nothing_leaves_its_reason(sort: str, status: int, cause: Cause) -> None:
    found = joined(document(), answer(document(), sort, status))
    (file,) = found.files
    assert (file.cause, file.used) == (cause, False)
    assert file.detail
    assert replace(found, files=()) == document()


FORMS = (Link(FILE, "政府信息公开申请答复书（格式）"), Link(at("/f/a.docx"), "申请表.docx"))
ASKING = StaticPage(
    PAGE, "依申请公开", Role.INFORMATION_REQUEST, SHOT, LONG, 400, attachments=FORMS
)


def test_a_form_of_reply_is_a_page_of_its_own() -> None:
    assert [link.url for link in forms_of(ASKING)] == [FILE]
    assert forms_of(replace(ASKING, role=Role.POWER_LIST)) == ()
    assert forms_of(replace(ASKING, text="", text_chars=0)) == ()  # its text is left to them
    texts = Texts([answer(ASKING)])
    (form,) = texts.forms(ASKING)
    assert (form.url, form.title, form.role) == (FILE, FORMS[0].text, Role.INFORMATION_REQUEST)
    assert "第二十条" in form.text
    assert form.files[0].url == form.url
    assert texts.joined(ASKING) == ASKING
    assert list(Texts([answer(ASKING, "damaged")]).forms(ASKING)) == []
    assert list(Texts([]).forms(ASKING)) == []


def test_a_row_that_leads_to_a_file_gives_its_record() -> None:
    report = AnnualReport(FILE, TITLE, Role.ANNUAL_REPORTS, SHOT)
    fetch, _ = answer(report)
    task = replace(fetch.task, linked_from="", label="云溪县2025年政府信息公开工作年度报告")
    assert fetch.snapshot is not None
    reading = read_file(task, FILE, fetch.snapshot, "", filed("docx", TITLE, BLOCKS))
    (found,) = Texts([(replace(fetch, task=task), reading)]).of_rows()
    assert isinstance(found, AnnualReport)
    assert found.read
    assert "制定本办法" in found.text
    assert found.files[0].used


def test_an_issue_of_a_gazette_has_the_words_of_its_file() -> None:
    page = issue("公报2026年第3期", OFFERED)
    fetch, _ = answer(page)
    row = Entry(PAGE, page.title, Role.GAZETTE, SHOT)
    task = replace(fetch.task, entry=row)
    assert fetch.snapshot is not None
    reading = read_file(task, FILE, fetch.snapshot, "", filed("docx", TITLE, BLOCKS))
    found = joined(page, (replace(fetch, task=task), reading))
    assert isinstance(found, GazettePage)
    assert TERM in found.text.split("\n")
    assert found.files[0].used


def test_a_file_that_was_never_asked_for_is_not_known() -> None:
    page = Interpretation(PAGE, TITLE, Role.INTERPRETATIONS, SHOT, PAGE, attachments=OFFERED)
    (file,) = joined(page).files
    assert (file.url, file.cause, file.snapshot, file.used) == (FILE, Cause.LIMIT, None, False)
    both = document(files=(*OTHER, *OFFERED))
    assert [one.url for one in joined(both).files] == [FILE]  # of the others its text is not asked
