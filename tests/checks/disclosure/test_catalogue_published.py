"""catalogue_published, as a table of cases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checks.engine.outcome import Basis, Outcome
from crawler.portals import Role
from crawler.records import Cause, Column, FileText, Match, ReadState, Record, SoughtPage, Wanted
from tests.builders import day, document, section, static_page, url_of
from tests.checks.disclosure.cases import in_column, judged, named, row, seen, sought

CHECK = "catalogue_published"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL = Outcome.CANT_TELL
LIST = "云溪县“一件事”事项清单"
TEXT = "企业开办 新生儿出生"
HEAD = ("序号", "事项名称", "办理时限")


def whole(title: str = LIST, dated: str | None = "2026-08-31", **more: Any) -> Record:
    more.setdefault("tables", [HEAD])
    return sought(title, dated, more.pop("text", TEXT), **more)


CASES: dict[str, tuple[list[Record], Outcome, str | None]] = {
    "on the last day": ([whole()], PASSED, None),
    "the day after": ([whole(dated="2026-09-01")], FAILED, None),
    "an older one still stands": ([whole(dated="2025-04-01")], PASSED, None),
    "last year's by its title": ([whole("2025年一件事事项清单", "2025-04-01")], FAILED, None),
    "a year far ahead is a goal": ([whole("一件事2035年远景目标清单")], PASSED, None),
    "next year's by its title": ([whole("2027年一件事事项清单")], FAILED, None),
    "none": ([], FAILED, None),
    "a column by another name": ([whole(tables=[("事项", "法定时限")])], PASSED, None),
    "a column is missing": ([whole(tables=[("事项名称", "咨询电话")])], FAILED, "办理时限"),
    "the fuller of two tables counts": (
        [whole(tables=[("联系人", "电话"), HEAD])], PASSED, None),
    "no table at all": ([whole(tables=[])], FAILED, "事项名称、办理时限"),
    "cards with labels": (
        [whole(tables=[], text="1.事项名称：企业开办\n办理时限：1天\n"
               "2.事项名称：新生儿出生\n办理时限：5天")],
        PASSED, None),
    "cards that lack a label": (
        [whole(tables=[], text="1.事项名称：企业开办\n2.事项名称：新生儿出生\n办理时限：5天")],
        FAILED, "办理时限"),
    "a picture of it": ([whole(tables=[], text="", beside=("picture",))], CANT_TELL, None),
    "a table without rows is none": ([whole(tables=[])], FAILED, "事项名称、办理时限"),
    "a field is missing": ([whole(text="企业开办")], FAILED, "新生儿出生"),
    "a field in another file of the same list": (
        [whole(text="企业开办"), whole("新生儿出生一件事清单")], PASSED, None),
    "all in attachments": ([whole(tables=[], text="见附件", files=["清单.xlsx"])], CANT_TELL, None),
    "a field named by an attachment": (
        [whole(text="企业开办", files=["新生儿出生清单.xlsx"])], PASSED, None),
    "its page was not read": ([row(LIST, "2026-05-01")], CANT_TELL, None),
    "news about it": ([row("我县推进一件事改革见成效", "2026-05-01")], FAILED, None),
    "a page with a table under such news": ([whole("一件事改革")], PASSED, None),
    "its interpretation": ([whole("《一件事事项清单》解读")], FAILED, None),
    "its draft for comment": ([whole("关于一件事事项清单征求意见的公告")], FAILED, None),
    "the province's": ([whole("省政府一件事事项清单")], FAILED, None),
    "without a date": ([whole(dated=None)], CANT_TELL, None),
    "one in time, one without a date": (
        [whole(dated=None), whole("一件事清单（第二批）", "2026-06-01")], PASSED, None),
    "a document whose tables were not looked at": (
        [document(title=LIST, published="2026-05-01", text=TEXT)], CANT_TELL, None),
    "a document and its tables": (
        [document("d/1.html", LIST, published="2026-05-01", text=TEXT),
         whole(dated="2026-05-01", path="d/1.html")], PASSED, None),
}  # fmt: skip


@pytest.mark.parametrize(("records", "outcome", "aspect"), CASES.values(), ids=CASES)
def test_case(records: list[Record], outcome: Outcome, aspect: str | None) -> None:
    finding = judged(CHECK, seen(*records))
    assert (finding.outcome, finding.aspect) == (outcome, aspect), finding.statement
    assert finding.subject == "http://www.yunxi.test/"
    assert finding.statement.count("。") == 1


def test_a_missing_column_of_our_own_setting_says_so() -> None:
    finding = judged(CHECK, seen(whole(tables=[("事项名称", "电话")])))
    assert "未见办理时限（本市设定）" in finding.statement
    assert finding.basis is Basis.ABSENCE


def test_a_column_of_its_name_is_a_catalogue() -> None:
    column = {"一件事": named("一件事", list_pages=1)}
    rows = [in_column(one, "2026-05-01", "一件事") for one in ("企业开办", "新生儿出生")]
    finding = judged(CHECK, seen(*rows, named=column), table_columns=())
    assert finding.outcome is PASSED, finding.statement
    assert judged(CHECK, seen(*rows[:1], named=column), table_columns=()).outcome is CANT_TELL


def test_what_a_column_of_its_name_lists_besides() -> None:
    column = {"一件事": named("一件事", list_pages=1)}
    own = sought("一件事", "2026-05-01", TEXT, tables=[("事项名称", "电话")],
                 path=url_of("columns/一件事/"))  # fmt: skip
    other = in_column("2026年双随机抽查结果公示", "2026-05-02", "一件事")
    finding = judged(CHECK, seen(own, other, named=column))
    assert (finding.outcome, finding.aspect) == (FAILED, "办理时限")
    part = in_column("企业开办", "2026-05-02", "一件事")
    assert judged(CHECK, seen(own, part, named=column)).outcome is CANT_TELL


def test_what_lacks_a_column_lacks_it_on_any_day() -> None:
    short = whole(dated=None, tables=[("事项名称", "电话")])
    assert judged(CHECK, seen(short)).aspect == "办理时限"
    filed = whole(dated=None, tables=[("事项名称", "电话")], files=["清单.xlsx"])
    assert judged(CHECK, seen(filed)).outcome is CANT_TELL


def test_a_column_of_a_name_near_to_it() -> None:
    words: dict[str, Any] = {"title_words": ("政务服务事项目录",)}
    near = named("政务服务事项清单", ReadState.UNOBSERVABLE, cause=Cause.AMBIGUOUS)
    near = replace(near, wanted=Wanted("政务服务事项目录"), match=Match.WEAK)
    near = replace(near, column=Column("县级政务服务事项目录情况表", url_of("c/")))
    finding = judged(CHECK, seen(named={"政务服务事项目录": near}), **words)
    assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.AMBIGUOUS)
    early = seen(named={"政务服务事项目录": near}, as_of="2026-08-31T02:00")
    assert judged(CHECK, early, **words).outcome is PENDING


def test_a_column_that_is_a_table_and_no_list() -> None:
    hidden = {"一件事": named("一件事", ReadState.UNOBSERVABLE, cause=Cause.UNREADABLE)}
    path = url_of("columns/一件事/")
    tree = (Column("一件事", path),)
    table = sought("“一件事”", "2026-05-01", TEXT, tables=[HEAD], path=path)
    assert judged(CHECK, seen(table, named=hidden, columns=tree)).outcome is PASSED
    blank = sought("“一件事”", "2026-05-01", TEXT, tables=[], path=path)
    assert judged(CHECK, seen(blank, named=hidden, columns=tree)).outcome is CANT_TELL


MOMENTS = {
    "the day it is due": ("2026-08-31T02:00", PENDING),
    "the day after": ("2026-09-01T02:00", FAILED),
}


@pytest.mark.parametrize(("as_of", "outcome"), MOMENTS.values(), ids=MOMENTS)
def test_none_yet(as_of: str, outcome: Outcome) -> None:
    assert judged(CHECK, seen(as_of=as_of)).outcome is outcome


UNSEEN: dict[str, tuple[dict[str, Any], Cause]] = {
    "a list out of reach": (
        {"sections": [section(Role.NOTICES, ReadState.UNOBSERVABLE, Cause.CHALLENGED)]},
        Cause.CHALLENGED),
    "a window that ended within the year": (
        {"sections": [section(Role.POLICY_DOCUMENTS, unread_before=day("2026-03-01"))]},
        Cause.LIMIT),
    "menus that were not seen": ({"column_tree_complete": False}, Cause.LIMIT),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "cause"), UNSEEN.values(), ids=UNSEEN)
@pytest.mark.parametrize("records", [[], [whole(dated="2026-09-09")]], ids=["none", "late"])
def test_unseen_is_never_failed(
    records: list[Record], changes: dict[str, Any], cause: Cause
) -> None:
    finding = judged(CHECK, seen(*records, **changes))
    assert (finding.outcome, finding.cause) == (CANT_TELL, cause)


def test_without_a_date_of_the_clause_an_undated_one_serves() -> None:
    assert judged(CHECK, seen(whole(dated=None)), due_on=None).outcome is PASSED


def test_the_text_of_a_column_that_is_one_page_shows_what_is_asked() -> None:
    column = {"一件事": named("一件事", text_chars=600)}
    whole_text = "序号\n事项名称\n办理时限\n1\n企业开办\n3日\n2\n新生儿出生\n5日"
    spoken = "本栏目公开一件事的事项名称和办理时限，包括企业开办、新生儿出生，欢迎查阅监督。"

    def shown(text: str) -> Outcome:
        page = static_page(Role.STATUTORY_CONTENT, text)
        page = replace(page, url=url_of("columns/一件事/"))
        return judged(CHECK, seen(page, named=column)).outcome

    assert shown(whole_text) is PASSED
    assert shown(whole_text.replace("办理时限", "联系电话")) is CANT_TELL
    assert shown(whole_text.replace("新生儿出生", "身后")) is CANT_TELL
    assert shown(spoken) is CANT_TELL


def test_a_column_of_its_name_that_is_one_page() -> None:
    page = {"一件事": named("一件事", text_chars=600)}
    url = url_of("columns/一件事/")
    read = sought("一件事", None, TEXT, tables=[HEAD], path=url)
    asked = judged(CHECK, seen(named=page))
    assert (asked.outcome, asked.cause) == (CANT_TELL, Cause.UNREADABLE)
    assert judged(CHECK, seen(read, named=page), due_on=None).outcome is PASSED
    nothing: dict[str, Any] = {"table_columns": (), "expected_fields": ()}
    assert judged(CHECK, seen(named=page), **nothing).outcome is PASSED
    empty = {"一件事": named("一件事", ReadState.EMPTY)}
    assert judged(CHECK, seen(named=empty), **nothing).outcome is FAILED
    hidden = {"一件事": named("一件事", ReadState.PART, cause=Cause.LIMIT)}
    assert judged(CHECK, seen(named=hidden), **nothing).cause is Cause.LIMIT


def test_a_table_in_a_file_of_which_words_alone_are_known_is_not_missing() -> None:
    page = whole(tables=[], files=["清单.pdf"])
    assert isinstance(page, SoughtPage)
    read = FileText(page.attachments[0].url, "清单.pdf", used=True, by="pdftotext")
    finding = judged(CHECK, seen(replace(page, files=(read,))))
    assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.UNREADABLE)
    ours = judged(CHECK, seen(replace(page, files=(replace(read, by=""),))))
    assert (ours.outcome, ours.aspect) == (FAILED, "事项名称、办理时限")


def own_page(tables: list[tuple[str, ...]], role: Role = Role.NAMED, **more: Any) -> SoughtPage:
    path = url_of("columns/一件事/")
    return sought("一件事", None, TEXT, tables=tables, path=path, role=role, **more)


STANDING: dict[str, tuple[Record, Outcome, str | None]] = {
    "whole": (own_page([HEAD]), PASSED, None),
    "whole, of a section that all have": (
        own_page([HEAD], Role.STATUTORY_CONTENT), PASSED, None),
    "without a column": (own_page([("序号", "事项名称", "电话")]), FAILED, "办理时限"),
    "without a column, of such a section": (
        own_page([("序号", "事项名称", "电话")], Role.DECISION_CATALOGUE), FAILED, "办理时限"),
    "a list of pages": (
        own_page([("事项名称", "发布日期")], Role.STATUTORY_CONTENT), CANT_TELL, None),
    "a list of pages in a column of its own": (
        own_page([("事项名称", "发布日期")]), CANT_TELL, None),
    "a table of another thing": (
        own_page([("联系人", "电话")], Role.STATUTORY_CONTENT), CANT_TELL, None),
    "a hub of what lies below": (own_page([], Role.STATUTORY_CONTENT), CANT_TELL, None),
    "left to a file that was not read": (
        own_page([], Role.STATUTORY_CONTENT, files=["清单.xlsx"]), CANT_TELL, None),
    "a page behind a row": (whole(dated=None), CANT_TELL, None),
}  # fmt: skip


@pytest.mark.parametrize(("page", "outcome", "aspect"), STANDING.values(), ids=STANDING)
def test_the_page_of_a_column_needs_no_date_of_its_own(
    page: Record, outcome: Outcome, aspect: str | None
) -> None:
    finding = judged(CHECK, seen(page, named={"一件事": named("一件事", text_chars=600)}))
    assert (finding.outcome, finding.aspect) == (outcome, aspect), finding.statement
