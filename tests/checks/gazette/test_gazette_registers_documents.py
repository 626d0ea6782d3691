"""gazette_registers_documents, as a table of cases. The moment is 20 November 2026."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from checks.engine.requirement import Requirement
from checks.gazette.contents import without_page
from checks.matching.sentences import changed
from checks.matching.words import plain
from checks.rulebooks import load_rulebook
from crawler.portals import PortalKind, Role
from crawler.records import (
    Cause,
    DocumentCopy,
    Dossier,
    Entry,
    FileText,
    Link,
    ReadState,
    Record,
    Validity,
)
from tests.builders import (
    calendar,
    day,
    document,
    dossier,
    entry,
    gazette_page,
    link,
    miss,
    portal,
    section,
    url_of,
)

CHECK = "gazette_registers_documents"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
GAZETTE, DOCUMENTS, POLICIES = Role.GAZETTE, Role.NORMATIVE_DOCUMENTS, Role.POLICY_DOCUMENTS
TITLE = "云溪县人民政府办公室关于印发《云溪县农村公路养护管理办法》的通知"
NUMBER = "云政办发〔2026〕12号"
TEXT = "第一条 养护资金由县财政统筹安排，每公里补助三千元。\n第二条 本办法由县交通局负责解释工作。"


def row(**terms: Any) -> Requirement:
    """The row of 泗县 that asks for all documents, with other terms."""
    book = load_rulebook("sixian-2020")
    found = book.requirement("sixian-2020-33c")
    asked = {"must_register": ("规范性文件",), "before_effective": False}
    return replace(found, terms={**found.terms, **asked, **terms})


def judged(seen: Dossier, **terms: Any) -> Finding:
    (finding,) = checks()[CHECK].judge(seen, row(**terms), calendar())
    return finding


def issue(number: int, dated: str, *contents: Link | str, **more: Any) -> list[Record]:
    """An issue with its row: what it links, and the lines of its text."""
    path = f"gb/{number}.html"
    links = tuple(one for one in contents if isinstance(one, Link))
    text = "\n".join(one for one in contents if isinstance(one, str))
    name = f"云溪县人民政府公报2026年第{number}期"
    page = gazette_page(path, issue=True, title=name, contents=links, text=text, **more)
    return [entry(GAZETTE, path, name, dated), page]


def told(title: str = TITLE, path: str = "doc/1.html") -> Link:
    return link(path, title, in_body=True)


OTHER = told("云溪县人民政府关于公布行政许可事项清单的公告", "doc/77.html")
QUIET = issue(9, "2026-10-30", OTHER)


def signed(on: str, **more: Any) -> Record:
    return document(signed=on, published=on, **more)


CASES: dict[str, tuple[list[Record], Outcome, str | None]] = {
    "carried by its title": ([signed("2026-07-01"), *issue(7, "2026-07-30", told())], PASSED, None),
    "carried by its number": (
        [signed("2026-07-01"), *issue(7, "2026-07-30", "农村公路办法（云政办发〔2026〕12号）")],
        PASSED, None),
    "carried under a title cut short": (
        [signed("2026-07-01"), *issue(7, "2026-07-30", told("云溪县农村公路养护管理办法"))],
        PASSED, None),
    "a row of the gazette itself": (
        [signed("2026-07-01"), entry(GAZETTE, "gb/a.html", TITLE, "2026-07-30")], PASSED, None),
    "in the words of an issue's file, its title broken over two lines": (
        [signed("2026-07-01", number=None), *issue(
            7, "2026-07-30", "云溪县人民政府办公室关于印发《云溪县农村公路",
            "养护管理办法》的通知……3",
            files=(FileText(url_of("gb/7.pdf"), "第7期.pdf", used=True),))],
        PASSED, None),
    "an issue's file that was read, without it": (
        [signed("2026-07-01"), *issue(
            9, "2026-10-30", "关于公布许可事项的公告",
            files=(FileText(url_of("gb/9.pdf"), "第9期.pdf", used=True),))],
        FAILED, NUMBER),
    "an issue's file that could not be read": (
        [signed("2026-07-01"), *issue(
            9, "2026-10-30", "关于公布许可事项的公告",
            files=(FileText(url_of("gb/9.pdf"), "第9期.pdf", cause=Cause.UNREADABLE),))],
        CANT_TELL, None),
    "not carried": ([signed("2026-07-01"), *QUIET], FAILED, NUMBER),
    "not carried, without a number": ([signed("2026-07-01", number=None), *QUIET], FAILED, TITLE),
    "not due yet": ([signed("2026-09-21"), *QUIET], PENDING, None),
    "the day after its term": ([signed("2026-09-18"), *QUIET], FAILED, NUMBER),
    "monthly, the last day": (
        [signed("2026-09-23"), *QUIET, gazette_page(period="月刊")], PENDING, None),
    "monthly, the day after": (
        [signed("2026-09-22"), *QUIET, gazette_page(period="月刊")], FAILED, NUMBER),
    "one waits, one is carried": (
        [signed("2026-11-01", path="doc/2.html", number=None, title="云溪县供水管理办法"),
         signed("2026-07-01"), *issue(7, "2026-07-30", told())], PASSED, None),
    "signed before the window": ([signed("2025-11-19"), *QUIET], INAPPLICABLE, None),
    "signed on its first day": ([signed("2025-11-20"), *QUIET], FAILED, NUMBER),
    "signed tomorrow": ([signed("2026-11-21"), *QUIET], INAPPLICABLE, None),
    "another body's": ([signed("2026-07-01", issuer="云州市人民政府"), *QUIET], INAPPLICABLE, None),
    "a department's": (
        [signed("2026-07-01", issuer="云溪县水利局", number="云溪水发〔2026〕3号"), *QUIET],
        FAILED, "云溪水发〔2026〕3号"),
    "a department by its short name": (
        [signed("2026-07-01", issuer="县水利局", number="水发〔2026〕3号"), *QUIET],
        FAILED, "水发〔2026〕3号"),
    "a township's": (
        [signed("2026-07-01", issuer="云溪县石桥镇人民政府", number="石政发〔2026〕3号"), *QUIET],
        INAPPLICABLE, None),
    "personnel": (
        [signed("2026-07-01", title="关于张某等同志任免职的通知"), *QUIET], INAPPLICABLE, None),
    "an older text of that title": (
        [signed("2026-07-01"), *issue(3, "2026-03-30", told()), *QUIET], FAILED, NUMBER),
    "the same title under another number": (
        [signed("2026-07-01"), *issue(7, "2026-07-30", told(f"{TITLE}（云政办发〔2026〕2号）"))],
        FAILED, NUMBER),
    "the plan of another year": (
        [signed("2026-07-01", title="云溪县2026年防汛工作方案", number=None),
         *issue(7, "2026-07-30", told("云溪县2025年防汛工作方案"))],
        FAILED, "云溪县2026年防汛工作方案"),
    "a link of the template": (
        [signed("2026-07-01"), *issue(7, "2026-07-30", OTHER, link("doc/1.html", TITLE))],
        FAILED, NUMBER),
    "an issue of tomorrow": (
        [signed("2026-07-01"), *QUIET, *issue(11, "2026-11-21", told())], FAILED, NUMBER),
}  # fmt: skip


@pytest.mark.parametrize(("records", "outcome", "aspect"), CASES.values(), ids=CASES)
def test_case(records: list[Record], outcome: Outcome, aspect: str | None) -> None:
    found = judged(dossier(*records))
    assert (found.outcome, found.aspect) == (outcome, aspect), found.statement
    assert found.subject == "http://www.yunxi.test/"
    assert found.basis is (Basis.ABSENCE if outcome is FAILED else Basis.WORDS)


ENDS = (
    "……（1）", "……1", "……", "（1）", "…… 12", "·····3",
    "......第3页", " 7", "———9", "…[12]", " / 5", "．．．．(3)",
)  # fmt: skip
SHORT = "云溪县养犬管理办法"


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("title", [f"云溪县人民政府关于印发{SHORT}的通知", SHORT])
def test_dots_and_page_numbers_behind_a_title_are_none_of_it(title: str, end: str) -> None:
    wanted = signed("2026-07-01", title=f"云溪县人民政府关于印发{SHORT}的通知", number=None)
    assert judged(dossier(wanted, *issue(7, "2026-07-30", title + end))).outcome is PASSED


@pytest.mark.parametrize("line", [
    "云溪县人民政府关于印发云溪县养猫管理办法的通知……（1）", "云溪县养犬管理办法实施细则……3",
    "云溪县养犬管理办法（二）", "……（1）", "12",
])  # fmt: skip
def test_another_title_with_a_page_number_is_another(line: str) -> None:
    wanted = signed("2026-07-01", title=f"云溪县人民政府关于印发{SHORT}的通知", number=None)
    found = judged(dossier(wanted, *issue(7, "2026-07-30", line, "云溪县关于值班的通知……9")))
    assert found.outcome is FAILED


@pytest.mark.parametrize(
    "line", ["云溪县供水管理办法（2026）", "云溪县供水管理办法（一）", "2026年工作要点"]
)
def test_years_and_chinese_numbers_are_of_the_title(line: str) -> None:
    assert without_page(line) == plain(line)


def test_a_failure_lists_all_and_shows_the_assumed_grace() -> None:
    more = signed(
        "2026-07-02", path="doc/2.html", number="云政办发〔2026〕13号", title="云溪县供水管理办法"
    )
    found = judged(dossier(signed("2026-07-01"), more, *QUIET))
    assert found.aspect == f"{NUMBER}、云政办发〔2026〕13号"
    assert "2026年7月1日成文" in found.statement
    assert "（本市设定）" in found.statement
    assert found.identity == ""
    assert [e.url.rpartition("/")[2] for e in found.evidence[:2]] == ["1.html", "2.html"]


NOTICES = Role.NOTICES
RULES = "云溪县人民政府关于印发《云溪县养犬管理办法》的通知"


def noticed(title: str = RULES, number: str | None = "县政发〔2026〕5号", **more: Any) -> Record:
    """A page among the notices that was read for its title."""
    one = document(
        "tz/5.html",
        title,
        number=number,
        role=NOTICES,
        signed="2026-07-01",
        published="2026-07-01",
        issuer=more.pop("issuer", "云溪县人民政府"),
        **more,
    )
    return DocumentCopy(one.url, one.title, one.role, one.snapshot, one)


KEPT = [signed("2026-07-01"), *issue(7, "2026-07-30", told())]
SERIES = document(
    "doc/3.html",
    "云溪县供水管理规定",
    number="云政规〔2025〕1号",
    signed="2025-01-02",
    published="2025-01-02",
)
ELSEWHERE: dict[str, tuple[list[Record], Outcome, str | None]] = {
    "rules among the notices alone": ([noticed()], FAILED, "县政发〔2026〕5号"),
    "rules of the office": (
        [noticed(number="云政办发〔2026〕15号")], FAILED, "云政办发〔2026〕15号"),
    "of the series of normative documents": (
        [noticed("关于加强犬只管理的通告", "云政规〔2026〕5号"), SERIES],
        FAILED, "云政规〔2026〕5号"),
    "carried by the gazette": ([noticed(), *issue(8, "2026-08-30", told(RULES))], PASSED, None),
    "in the library, too": (
        [noticed(), document("doc/5.html", RULES, number="县政发〔2026〕5号", signed="2026-11-01")],
        PASSED, None),
    "a library with its own series": ([noticed(), SERIES], PASSED, None),
    "no rules": ([noticed("云溪县人民政府关于做好防汛工作的通知")], PASSED, None),
    "a plan": ([noticed("云溪县养犬管理工作方案")], PASSED, None),
    "rules for the offices": ([noticed("云溪县人民政府工作规则")], PASSED, None),
    "a draft": ([noticed("关于公开征求《云溪县养犬管理办法》意见的通知", None)], PASSED, None),
    "passed on": ([noticed("云溪县人民政府转发云州市养犬管理办法的通知")], PASSED, None),
    "another government's": (
        [noticed(number="云州政发〔2026〕5号", issuer="云州市人民政府")], PASSED, None),
    "a bureau's": ([noticed(number="云公发〔2026〕5号", issuer="云溪县公安局")], PASSED, None),
    "repealed": ([noticed(validity=Validity.REPEALED)], PASSED, None),
    "without a number": ([noticed(number=None)], PASSED, None),
}  # fmt: skip


@pytest.mark.parametrize(("records", "outcome", "aspect"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_paper_that_stands_among_notices_alone(
    records: list[Record], outcome: Outcome, aspect: str | None
) -> None:
    found = judged(dossier(*KEPT, *records))
    assert (found.outcome, found.aspect) == (outcome, aspect), found.statement
    assert judged(dossier(*KEPT, *records), must_register=()).outcome is PASSED


def test_rules_among_notices_that_were_not_read() -> None:
    seen = [*KEPT, entry(NOTICES, "tz/5.html", RULES, "2026-07-01")]
    left = miss(NOTICES, "tz/5.html", Cause.LIMIT)
    assert judged(dossier(*seen, misses=[left])).cause is Cause.LIMIT
    carried = issue(8, "2026-08-30", told(RULES))
    assert judged(dossier(*seen, *carried, misses=[left])).outcome is PASSED


FORCE: dict[str, tuple[str | None, str, str, Outcome]] = {
    "the day before": ("2026-08-01", "2026-07-31", TEXT, PASSED),
    "on the day": ("2026-08-01", "2026-08-01", TEXT, FAILED),
    "no day told": (None, "2026-08-01", TEXT, PASSED),
    "at once": ("2026-07-10", "2026-08-01", "本办法自发布之日起施行。", PASSED),
    "on the day of signing": ("2026-07-01", "2026-08-01", TEXT, PASSED),
}


@pytest.mark.parametrize(("effective", "dated", "text", "outcome"), FORCE.values(), ids=FORCE)
def test_before_it_takes_effect(
    effective: str | None, dated: str, text: str, outcome: Outcome
) -> None:
    one = signed("2026-07-01", effective_on=effective, text=text)
    found = judged(dossier(one, *issue(7, dated, told())), before_effective=True)
    assert found.outcome is outcome, found.statement
    assert found.basis is Basis.WORDS
    if outcome is FAILED:
        assert found.aspect == f"{NUMBER}（施行后刊登）"
        assert len(found.evidence) == 2
    assert judged(dossier(one, *issue(7, dated, told()))).outcome is PASSED


def copy(text: str) -> Record:
    one = document("gb/7-1.html", TITLE, role=GAZETTE, text=text, number=None, signed=None)
    return DocumentCopy(one.url, one.title, one.role, one.snapshot, one)


THERE = told(path="gb/7-1.html")
OWN = signed("2026-07-01", text=TEXT)
TEXTS: dict[str, tuple[list[Record], Outcome, Cause | None]] = {
    "the same page": ([*issue(7, "2026-07-30", told())], PASSED, None),
    "the same words": ([*issue(7, "2026-07-30", THERE), copy(TEXT)], PASSED, None),
    "other marks and spaces": (
        [*issue(7, "2026-07-30", THERE), copy(TEXT.replace("，", " ,").replace("。", " 。"))],
        PASSED, None),
    "an extract": ([*issue(7, "2026-07-30", THERE), copy(TEXT.split("\n")[0])], PASSED, None),
    "another number in it": (
        [*issue(7, "2026-07-30", THERE), copy(TEXT.replace("三千元", "五千元"))], FAILED, None),
    "a correction says so": (
        [*issue(7, "2026-07-30", THERE), copy(TEXT.replace("三千元", "五千元") + "（更正）")],
        PASSED, None),
    "in the issue's own text": ([*issue(7, "2026-07-30", THERE, TITLE, TEXT)], PASSED, None),
    "changed in the issue's own text": (
        [*issue(7, "2026-07-30", TITLE, *TEXT.replace("三千元", "五千元").split("\n"))],
        FAILED, None),
    "only its title": ([*issue(7, "2026-07-30", THERE)], CANT_TELL, Cause.UNREADABLE),
    "not carried": ([*QUIET], INAPPLICABLE, None),
}  # fmt: skip


@pytest.mark.parametrize(("records", "outcome", "cause"), TEXTS.values(), ids=TEXTS)
def test_the_words(records: list[Record], outcome: Outcome, cause: Cause | None) -> None:
    found = judged(dossier(OWN, *records), must_register=(), compare_text=True)
    assert (found.outcome, found.cause) == (outcome, cause), found.statement
    if outcome is FAILED:
        assert found.aspect == f"{NUMBER}（文字不一致）"
        assert "三千元" in found.statement
        assert "五千元" in found.statement


def test_a_page_of_the_gazette_that_was_not_read() -> None:
    seen = dossier(OWN, *issue(7, "2026-07-30", THERE), misses=[
        miss(GAZETTE, "gb/7-1.html", Cause.CHALLENGED, linked_from="http://www.yunxi.test/gb/7.html")
    ])  # fmt: skip
    assert judged(seen, must_register=(), compare_text=True).cause is Cause.CHALLENGED


DUE = signed("2026-07-01")
BARE = entry(GAZETTE, "gb/9.html", "云溪县人民政府公报2026年第9期", "2026-10-30")
UNSEEN: dict[str, tuple[Dossier, Outcome, Cause | None]] = {
    "no section": (dossier(DUE, sections=[section(GAZETTE, ReadState.ABSENT)]), INAPPLICABLE, None),
    "not seen": (
        dossier(DUE, sections=[section(GAZETTE, ReadState.UNOBSERVABLE, Cause.ROBOTS)]),
        CANT_TELL, Cause.ROBOTS),
    "a link to the city's": (
        dossier(DUE, *QUIET, sections=[section(GAZETTE, elsewhere=True)]), INAPPLICABLE, None),
    "a statement of none": (
        dossier(DUE, sections=[section(GAZETTE, ReadState.EMPTY, statement_on=day("2026-06-01"))]),
        INAPPLICABLE, None),
    "the list read in part": (
        dossier(DUE, *QUIET, sections=[section(GAZETTE, ReadState.PART, Cause.LIMIT)]),
        CANT_TELL, Cause.LIMIT),
    "an issue not opened": (dossier(DUE, BARE), CANT_TELL, Cause.UNREADABLE),
    "an issue that is a file": (
        dossier(DUE, BARE, misses=[miss(GAZETTE, "gb/9.html", Cause.BLOCKED)]),
        CANT_TELL, Cause.BLOCKED),
    "an issue in pictures": (dossier(DUE, *issue(9, "2026-10-30")), CANT_TELL, Cause.UNREADABLE),
    "an older issue not opened": (
        dossier(DUE, *QUIET, entry(GAZETTE, "gb/5.html", "公报2026年第5期", "2026-06-30")),
        FAILED, None),
    "an issue without a day not opened": (
        dossier(DUE, *QUIET, entry(GAZETTE, "gb/5.html", "公报2026年第5期")),
        CANT_TELL, Cause.UNREADABLE),
    "a document not read": (
        dossier(*QUIET, entry(DOCUMENTS, "doc/9.html", "某办法", "2026-07-08"),
                misses=[miss(DOCUMENTS, "doc/9.html", Cause.CHALLENGED)]),
        CANT_TELL, Cause.CHALLENGED),
    "one not read, its title is there": (
        dossier(DUE, *issue(7, "2026-07-30", told(), told("某某工程管理办法")),
                entry(DOCUMENTS, "doc/9.html", "某某工程管理办法", "2026-07-08"),
                misses=[miss(DOCUMENTS, "doc/9.html", Cause.CHALLENGED)]), PASSED, None),
    "an old one not read": (
        dossier(*QUIET, entry(DOCUMENTS, "doc/9.html", "某办法", "2024-07-08"),
                misses=[miss(DOCUMENTS, "doc/9.html", Cause.CHALLENGED)]), INAPPLICABLE, None),
    "the documents not seen": (
        dossier(*QUIET, sections=[section(DOCUMENTS, ReadState.UNOBSERVABLE, Cause.ROBOTS)]),
        CANT_TELL, Cause.ROBOTS),
    "years without a calendar": (
        dossier(signed("2031-07-01"), *QUIET, as_of="2031-11-20T02:00"),
        CANT_TELL, Cause.CALENDAR),
    "an old collection": (
        dossier(document(signed="2026-01-08", published="2026-08-08"), *QUIET), INAPPLICABLE, None),
}  # fmt: skip


@pytest.mark.parametrize(("seen", "outcome", "cause"), UNSEEN.values(), ids=UNSEEN)
def test_what_was_not_seen_is_never_failed(
    seen: Dossier, outcome: Outcome, cause: Cause | None
) -> None:
    found = judged(seen)
    assert (found.outcome, found.cause) == (outcome, cause), found.statement


BUREAU = portal("云溪县水利局", PortalKind.DEPARTMENT, "http://slj.yunxi.test/", id="slj")
ABOVE = dossier(*issue(7, "2026-07-30", told("云溪县河道管理办法")), *QUIET)
MINE = signed(
    "2026-07-01", issuer="云溪县水利局", number="云溪水发〔2026〕3号", title="云溪县河道管理办法"
)
STRAY = signed(
    "2026-07-01", issuer="云溪县水利局", number="云溪水发〔2026〕4号", title="云溪县取水办法",
    path="doc/4.html",
)  # fmt: skip


def policy(title: str, dated: str = "2026-07-01") -> Entry:
    return entry(POLICIES, f"zc/{title}.html", title, dated)


DEPARTMENT: dict[str, tuple[list[Record], Outcome, str | None]] = {
    "carried by the county": ([MINE], PASSED, None),
    "not carried": ([MINE, STRAY], FAILED, "云溪水发〔2026〕4号"),
    "a policy that bears its name": (
        [MINE, policy("云溪县水利局关于节约用水的实施意见")],
        FAILED, "云溪县水利局关于节约用水的实施意见"),
    "a policy of nobody knows whom": ([MINE, policy("关于节约用水的实施意见")], CANT_TELL, None),
    "a policy passed on": ([MINE, policy("转发关于节约用水的实施意见的通知")], PASSED, None),
    "a policy before the window": (
        [MINE, policy("云溪县水利局关于节约用水的实施意见", "2025-11-19")], PASSED, None),
    "a policy of tomorrow": (
        [MINE, policy("云溪县水利局关于节约用水的实施意见", "2026-11-21")], PASSED, None),
}  # fmt: skip


@pytest.mark.parametrize(("records", "outcome", "aspect"), DEPARTMENT.values(), ids=DEPARTMENT)
def test_a_department_in_the_gazette_above(
    records: list[Record], outcome: Outcome, aspect: str | None
) -> None:
    seen = dossier(*records, of=BUREAU, higher=(ABOVE,))
    found = judged(seen, must_register=("政策文件",), proxy="registered_lag")
    assert (found.outcome, found.aspect) == (outcome, aspect), found.statement
    assert (found.portal, found.subject) == ("slj", "http://slj.yunxi.test/")
    if outcome is PASSED:
        assert "从成文到刊登最长21个工作日" in found.statement


def test_a_department_without_a_gazette_above() -> None:
    assert judged(dossier(MINE, of=BUREAU)).cause is Cause.AMBIGUOUS
    nothing = dossier(sections=[section(GAZETTE, ReadState.ABSENT)])
    found = judged(dossier(MINE, of=BUREAU, higher=(nothing,)))
    assert (found.outcome, found.portal) == (INAPPLICABLE, "slj")
    unseen = dossier(sections=[section(GAZETTE, ReadState.UNOBSERVABLE, Cause.ROBOTS)])
    assert judged(dossier(MINE, of=BUREAU, higher=(unseen,))).cause is Cause.ROBOTS


def test_masked_numbers_are_no_difference() -> None:
    ours = "联系人电话为138****0000，欢迎来电咨询有关事项"
    assert changed(ours, ours.replace("138****0000", "139****1111"), (), 0.75) is None


@pytest.mark.parametrize("text", ["", "《", "〔2026〕号", "第" * 5_000, "\ud800办法", "()[" * 50])
def test_hostile_words_raise_nothing(text: str) -> None:
    seen = dossier(
        signed("2026-07-01", title=text or "x", text=text),
        *issue(7, "2026-07-30", told(text), text),
    )
    found = judged(seen, compare_text=True, before_effective=True)
    assert found.outcome in Outcome
