"""doc_library_unified, as a table of cases. The moment is 20 November 2026."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from checks.rulebooks import load_rulebook
from crawler.portals import Role
from crawler.records import (
    Cause,
    Column,
    Document,
    DocumentCopy,
    Dossier,
    Entrance,
    Entrances,
    ReadState,
    Record,
    Validity,
)
from tests.builders import HOME, calendar, day, document, dossier, entry, miss, section, shot

CHECK = "doc_library_unified"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
LIBRARY, POLICIES = Role.NORMATIVE_DOCUMENTS, Role.POLICY_DOCUMENTS
TITLE = "云溪县人民政府办公室关于印发《云溪县供水管理办法》的通知"
NUMBER = "云政办规〔2026〕5号"
TEXT = "第一条 供水水费按每吨三元收取，由县水务公司代收。\n第二条 本办法由县水利局负责解释工作。"


def judged(seen: Dossier, **terms: Any) -> list[Finding]:
    row = load_rulebook("suzhou-2024").requirement("suzhou-2024-10a")
    row = replace(row, terms={**row.terms, "home_entry": False, **terms})
    return list(checks()[CHECK].judge(seen, row, calendar()))


def of(findings: list[Finding], path: str = "zc/1.html") -> Finding:
    return next(one for one in findings if one.subject.endswith(path))


def copy_of(one: Document) -> DocumentCopy:
    return DocumentCopy(one.url, one.title, one.role, one.snapshot, one)


def stray(published: str = "2026-06-01", **more: Any) -> DocumentCopy:
    more.setdefault("number", NUMBER)
    path, title = more.pop("path", "zc/1.html"), more.pop("title", TITLE)
    role, signed = more.pop("role", POLICIES), more.pop("signed", published)
    one = document(path, title, role=role, signed=signed, published=published, **more)
    return copy_of(one)


KEPT = document()
STRAYS: dict[str, tuple[Record, Outcome, str | None]] = {
    "not in the library": (stray(), FAILED, "未入库"),
    "on the last day of the term": (stray("2026-10-21"), PENDING, None),
    "the day after": (stray("2026-10-20"), FAILED, "未入库"),
    "without a day": (copy_of(replace(stray().document, published_on=None)), CANT_TELL, None),
    "rules under the government's number": (
        stray(number="云政办发〔2026〕5号"), FAILED, "未入库"),
    "rules under the county's number": (stray(number="县政发〔2026〕5号"), FAILED, "未入库"),
    "on trial": (
        stray(number="云政发〔2026〕5号", title="云溪县供水管理细则（试行）"), FAILED, "未入库"),
    "perhaps none, about the inner working": (
        stray(number="云政发〔2026〕5号", title="云溪县人民政府工作规则"), CANT_TELL, None),
    "perhaps none, about marks for offices": (
        stray(number="云政办发〔2026〕5号", title="关于印发《政务公开考核办法》的通知"),
        CANT_TELL, None),
    "perhaps none, a letter": (stray(number="云政办函〔2026〕5号"), CANT_TELL, None),
    "perhaps none, the bureau of civil affairs": (
        stray(number="云民政发〔2026〕5号", issuer=None), CANT_TELL, None),
    "perhaps none, the bureau of planning": (
        stray(number="云自然资规〔2026〕5号"), CANT_TELL, None),
    "perhaps none, without a number": (stray(number=None), CANT_TELL, None),
}  # fmt: skip


@pytest.mark.parametrize(("record", "outcome", "aspect"), STRAYS.values(), ids=STRAYS)
def test_a_document_elsewhere(record: Record, outcome: Outcome, aspect: str | None) -> None:
    found = of(judged(dossier(KEPT, record)))
    assert (found.outcome, found.aspect) == (outcome, aspect), found.statement
    assert found.basis is (Basis.ABSENCE if outcome is FAILED else Basis.WORDS)
    if outcome is FAILED:
        assert "“政策文件”栏目公开" in found.statement
        assert "（本市设定）" in found.statement
        assert found.due_on is not None


def test_a_library_with_numbers_of_its_own_leaves_others_open() -> None:
    other = document("doc/3.html", "云溪县养犬管理规定", number="云政规〔2026〕1号")
    assert (
        of(judged(dossier(KEPT, other, stray(number="云政办发〔2026〕5号")))).outcome is CANT_TELL
    )
    theirs = document(
        "doc/3.html", "云州市养犬规定", number="云州政规〔2026〕1号", issuer="云州市人民政府"
    )
    assert of(judged(dossier(KEPT, theirs, stray(number="云政办发〔2026〕5号")))).outcome is FAILED


IN_IT = document("doc/2.html", TITLE, number=NUMBER)
SILENT: dict[str, list[Record]] = {
    "the same page": [entry(POLICIES, "doc/1.html", KEPT.title, "2026-06-01")],
    "the same number": [document("doc/2.html", "供水的办法", number=NUMBER), stray()],
    "the same title": [IN_IT, stray(number=None)],
    "the title of its row alone": [entry(LIBRARY, "doc/9.html", TITLE, "2026-06-01"), stray()],
    "another body's": [stray(issuer="云州市人民政府", number="云州政规〔2026〕5号")],
    "forwarded": [stray(title=f"云溪县人民政府转发{TITLE}")],
    "an interpretation": [stray(title="《云溪县供水管理办法》政策解读")],
    "repealed": [stray(validity=Validity.REPEALED)],
    "no document by its title": [
        stray(title="关于做好冬季供暖工作的通知", number="云政办发〔2026〕9号")],
    "a draft": [stray(title="关于《云溪县河道管理办法（征求意见稿）》", number=None)],
    "what is said of a draft": [
        stray(title="《云溪县河道管理办法》起草说明（修订草案稿）的通知", number=None)],
    "of tomorrow": [stray("2026-11-21")],
    "in a section not asked for": [stray(role=Role.NEWS)],
}  # fmt: skip


@pytest.mark.parametrize("records", SILENT.values(), ids=SILENT)
def test_what_only_looks_like_a_stray(records: list[Record]) -> None:
    findings = judged(dossier(KEPT, *records))
    assert not [one for one in findings if one.subject.endswith("zc/1.html")]
    assert {one.outcome for one in findings} == {PASSED}


def test_another_number_of_the_same_title_is_another_document() -> None:
    other = document("doc/2.html", TITLE, number="云政办规〔2026〕1号")
    assert of(judged(dossier(KEPT, other, stray()))).outcome is FAILED


def test_the_state_is_shown() -> None:
    bare = document(validity=None)
    (found,) = judged(dossier(bare), status=("现行有效",))
    assert (found.outcome, found.aspect) == (FAILED, "未标有效性")
    assert judged(dossier(bare))[0].outcome is PASSED
    assert judged(dossier(KEPT), status=("现行有效",))[0].outcome is PASSED


def test_since() -> None:
    old = document("doc/2.html", TITLE, number=NUMBER, signed="2015-12-31", published="2016-01-20")
    assert len(judged(dossier(KEPT, old))) == 2
    assert len(judged(dossier(KEPT, old), since="2016-01-01")) == 1
    early = stray("2015-06-01")
    assert len(judged(dossier(KEPT, early), since="2016-01-01")) == 1
    (found,) = judged(dossier(old), since="2016-01-01")
    assert (found.outcome, found.subject) == (INAPPLICABLE, HOME)


def row(dated: str) -> Record:
    return entry(LIBRARY, "doc/2.html", TITLE, dated)


SAME: dict[str, tuple[list[Record], Outcome, str | None]] = {
    "the same words": ([row("2026-06-01"), stray(text=TEXT)], PASSED, None),
    "with other marks": (
        [row("2026-06-01"), stray(text=TEXT.replace("，", ", "))], PASSED, None),
    "a shorter copy": ([row("2026-06-01"), stray(text=TEXT.split("\n")[0])], PASSED, None),
    "another number": (
        [row("2026-06-01"), stray(text=TEXT.replace("三元", "五元"))], FAILED, "内容不一致"),
    "a correction": (
        [row("2026-06-01"), stray(text=TEXT.replace("三元", "五元") + "更正说明")], PASSED, None),
    "later on the last day": ([row("2026-07-01"), stray(text=TEXT)], PASSED, None),
    "later by a day too many": ([row("2026-07-02"), stray(text=TEXT)], FAILED, "入库逾期"),
    "an old one put there": ([row("2026-11-29"), stray(text=TEXT)], PASSED, None),
    "earlier": ([row("2026-05-02"), stray(text=TEXT)], PASSED, None),
    "both": (
        [row("2026-07-02"), stray(text=TEXT.replace("三元", "五元"))],
        FAILED, "入库逾期、内容不一致"),
}  # fmt: skip


@pytest.mark.parametrize(("records", "outcome", "aspect"), SAME.values(), ids=SAME)
def test_the_same_source(records: list[Record], outcome: Outcome, aspect: str | None) -> None:
    ours = document("doc/2.html", TITLE, number=NUMBER, text=TEXT)
    seen = dossier(ours, *records)
    found = of(judged(seen, same_source=True), "doc/2.html")
    assert (found.outcome, found.aspect) == (outcome, aspect), found.statement
    # That it came in time is asked of every library, the same words only where the clause does.
    late = aspect is not None and "入库逾期" in aspect
    alone = of(judged(seen), "doc/2.html")
    assert (alone.outcome, alone.aspect) == ((FAILED, "入库逾期") if late else (PASSED, None))


def test_a_library_that_was_filled_on_one_day_tells_no_day_of_a_document() -> None:
    ours = document("doc/2.html", TITLE, number=NUMBER, text=TEXT)
    others = [entry(LIBRARY, f"doc/{n}.html", f"云溪县第{n}号规定", "2026-07-02") for n in (7, 8)]
    seen = dossier(ours, row("2026-07-02"), stray(text=TEXT), *others)
    assert of(judged(seen), "doc/2.html").outcome is PASSED


def home_page(*labels: str) -> Entrances:
    offered = tuple(Entrance(label, f"{HOME}x") for label in labels)
    return Entrances(HOME, "首页", Role.HOME, shot(HOME), offered)


def column(title: str) -> Column:
    return Column(title, f"{HOME}x/", snapshot=shot(HOME))


ENTRY: dict[str, tuple[Dossier, Outcome, Cause | None]] = {
    "a link on the home page": (dossier(KEPT, home_page("新闻", "政策文件库")), PASSED, None),
    "a column of its menu": (
        dossier(KEPT, home_page("新闻"), columns=(column("行政规范性文件库"),)), PASSED, None),
    "the section a click away": (
        dossier(KEPT, home_page("新闻"), sections=[section(LIBRARY, clicks=1)]), PASSED, None),
    "nothing": (
        dossier(KEPT, home_page("新闻"), sections=[section(LIBRARY, clicks=2)]), FAILED, None),
    "a piece of news about it": (
        dossier(KEPT, home_page("我县召开规范性文件合法性审核工作会议部署全年任务")), FAILED, None),
    "a home page that was not read": (
        dossier(KEPT, sections=[section(Role.HOME, ReadState.UNOBSERVABLE, Cause.BLOCKED)]),
        CANT_TELL, Cause.BLOCKED),
}  # fmt: skip


@pytest.mark.parametrize(("seen", "outcome", "cause"), ENTRY.values(), ids=ENTRY)
def test_the_home_page_leads_there(seen: Dossier, outcome: Outcome, cause: Cause | None) -> None:
    found = judged(seen, home_entry=True)[-1]
    assert (found.outcome, found.cause, found.aspect) == (outcome, cause, "首页入口")
    assert found.subject == HOME


def numbered(*serials: int, code: str = "云政办发") -> list[Record]:
    return [
        document(f"doc/{code}{n}.html", f"第{place}个办法", number=f"{code}〔2026〕{n}号")
        for place, n in enumerate(serials)
    ]


def test_gaps_are_told_and_never_judged() -> None:
    found = judged(dossier(*numbered(3, 4, 7)), sequence_gap_report=True)[-1]
    assert (found.outcome, found.cause, found.aspect) == (CANT_TELL, Cause.AMBIGUOUS, "文号")
    assert "空缺云政办发〔2026〕5号、云政办发〔2026〕6号" in found.statement
    two = document("doc/x.html", "另一个办法", number="云政办发〔2026〕4号")
    found = judged(dossier(*numbered(3, 4), two), sequence_gap_report=True)[-1]
    assert "重号云政办发〔2026〕4号" in found.statement
    records = (*numbered(3, 4), *numbered(9, code="云政"))
    found = judged(dossier(*records), sequence_gap_report=True)[-1]
    assert found.outcome is PASSED


UNSEEN: dict[str, tuple[Dossier, Outcome, Cause | None, str]] = {
    "no library": (
        dossier(sections=[section(LIBRARY, ReadState.ABSENT)]), FAILED, None, "文件库"),
    "an empty one": (
        dossier(sections=[section(LIBRARY, ReadState.EMPTY)]), FAILED, None, "文件库"),
    "a statement of none": (
        dossier(sections=[section(LIBRARY, ReadState.EMPTY, statement_on=day("2026-06-01"))]),
        INAPPLICABLE, None, ""),
    "the library of the city": (
        dossier(sections=[section(LIBRARY, elsewhere=True)]), INAPPLICABLE, None, ""),
    "not seen": (
        dossier(sections=[section(LIBRARY, ReadState.UNOBSERVABLE, Cause.ROBOTS)]),
        CANT_TELL, Cause.ROBOTS, ""),
}  # fmt: skip


@pytest.mark.parametrize(("seen", "outcome", "cause", "aspect"), UNSEEN.values(), ids=UNSEEN)
def test_the_library_itself(
    seen: Dossier, outcome: Outcome, cause: Cause | None, aspect: str
) -> None:
    (found,) = judged(seen)
    assert (found.outcome, found.cause, found.aspect or "") == (outcome, cause, aspect)
    assert found.subject == HOME


def test_what_was_not_read_is_never_failed() -> None:
    part = section(LIBRARY, ReadState.PART, Cause.LIMIT)
    assert of(judged(dossier(KEPT, stray(), sections=[part]))).cause is Cause.LIMIT
    away = [miss(POLICIES, "zc/1.html", Cause.CHALLENGED)]
    listed = entry(POLICIES, "zc/1.html", TITLE, "2026-06-01")
    assert of(judged(dossier(KEPT, listed, misses=away))).cause is Cause.CHALLENGED
    assert len(judged(dossier(KEPT, listed, misses=away), since="2026-06-02")) == 1
    assert len(judged(dossier(KEPT, IN_IT, listed, misses=away))) == 2
    gone = [miss(LIBRARY, "doc/1.html", Cause.BLOCKED)]
    found = judged(dossier(entry(LIBRARY, "doc/1.html", TITLE), misses=gone))
    assert [one.cause for one in found] == [Cause.BLOCKED]


@pytest.mark.parametrize("text", ["", "《》", "〔2026〕号", "规" * 3_000, "\ud800办法", "(" * 200])
def test_hostile_words_raise_nothing(text: str) -> None:
    seen = dossier(
        document(title=text, number=text, text=text), stray(title=text, number=text, text=text),
        home_page(text),
    )  # fmt: skip
    asked = {"same_source": True, "sequence_gap_report": True, "home_entry": True}
    assert all(one.outcome in Outcome for one in judged(seen, status=("有效",), **asked))
