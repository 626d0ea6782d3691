"""interpretation_latency, as a table of cases."""

from __future__ import annotations

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from crawler.portals import Role
from crawler.records import Block, Cause, ReadState, Record, Section, Source, Validity
from tests.builders import (
    day,
    document,
    dossier,
    entry,
    interpretation,
    judge,
    judge_one,
    link,
    miss,
    on,
    portal,
    section,
)

CHECK = "interpretation_latency"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
JD, DOC = Role.INTERPRETATIONS, Role.NORMATIVE_DOCUMENTS

CASES: dict[str, tuple[list[Record], Outcome]] = {
    "three working days, over National Day": (
        [document(), interpretation(published="2026-10-08")], PASSED),
    "the day after": ([document(), interpretation(published="2026-10-09")], FAILED),
    "on the same day": ([document(), interpretation(published="2026-09-28")], PASSED),
    "before the document": ([document(), interpretation(published="2026-09-01")], PASSED),
    "one late, another in time": (
        [document(), interpretation(published="2026-10-20"),
         interpretation("jd/2.html", "图解：云溪县农村公路养护管理办法", published="2026-09-30")],
        PASSED),
    "none, due yesterday": ([document(published="2026-11-16")], FAILED),
    "none, due today": ([document(published="2026-11-17")], PENDING),
    "none but for tomorrow's": (
        [document(), interpretation(published="2026-11-21")], FAILED),
    "without a date": ([document(), interpretation(published=None)], CANT_TELL),
    "a row without a page of its own": (
        [document(), entry(JD, "http://mp.example.test/s/1", "《云溪县农村公路养护管理办法》解读",
                           "2026-09-30")], PASSED),
    "the interpretation of another document": (
        [document(), interpretation(title="《云溪县城市供水管理办法》政策解读")], FAILED),
    "published in the notices": (
        [document(), entry(Role.NOTICES, "tz/1.html", "《云溪县农村公路养护管理办法》政策解读",
                           "2026-09-29")], PASSED),
    "a document without a date": ([document(published=None)], CANT_TELL),
}  # fmt: skip


def of_document(findings: list[Finding]) -> Finding:
    return next(f for f in findings if f.subject.endswith("doc/1.html"))


@pytest.mark.parametrize(("records", "outcome"), CASES.values(), ids=CASES)
def test_case(records: list[Record], outcome: Outcome) -> None:
    finding = of_document(judge(CHECK, dossier(*records)))
    assert finding.outcome is outcome, finding.statement


def test_late_rests_on_words_and_shows_its_sum() -> None:
    finding = judge_one(CHECK, dossier(document(), interpretation(published="2026-10-13")))
    assert (finding.outcome, finding.basis) == (FAILED, Basis.WORDS)
    assert (finding.due_on, finding.settled_on) == (day("2026-10-08"), day("2026-10-13"))
    assert finding.measured == 7  # 10 October is a make-up Saturday
    assert len(finding.evidence) == 2


def test_none_is_an_absence() -> None:
    finding = judge_one(CHECK, dossier(document()))
    assert finding.basis is Basis.ABSENCE
    assert finding.evidence[-1].url.startswith("urn:")
    assert finding.due_on == day("2026-10-08")


OUT_OF_SCOPE = {
    "personnel": document(title="云溪县人民政府关于张某某等同志任免职的通知"),
    "commendation": document(title="云溪县人民政府关于表彰2025年度先进集体的决定"),
    "a coordinating body": document(title="关于成立云溪县防汛抗旱指挥部的通知"),
    "a committee adjusted": document(title="云溪县人民政府办公室关于调整县安全生产委员会的通知"),
    "a reply": document(title="云溪县人民政府关于石桥镇总体规划的批复"),
    "a repeal decision that names a rule": document(
        title="云溪县人民政府关于废止《云溪县城市供水管理办法》的决定"
    ),
    "a repeal decision": document(title="云溪县人民政府关于废止部分规范性文件的决定"),
    "another body's": document(issuer="云州市人民政府"),
    "led by another body": document(issuer="中共云溪县委办公室、云溪县人民政府办公室"),
    "forwarded": document(title="云溪县人民政府办公室关于转发省政府办公厅通知的通知"),
    "repealed": document(validity=Validity.REPEALED),
    "old stock": document(signed="2026-03-31", published="2026-09-28"),
}


@pytest.mark.parametrize("one", OUT_OF_SCOPE.values(), ids=OUT_OF_SCOPE)
@pytest.mark.parametrize("check", [CHECK, "interpretation_present", "interpretation_linked"])
def test_out_of_scope(one: Record, check: str) -> None:
    assert judge_one(check, dossier(one)).outcome is INAPPLICABLE


IN_SCOPE = {
    "rules on commendation": document(title="云溪县人民政府关于印发《云溪县表彰奖励办法》的通知"),
    "rules on appointments": document(
        title="云溪县人民政府关于印发《云溪县村庄规划师聘任管理办法》的通知"
    ),
    "rules on appointments, without marks": document(
        title="云溪县人民政府办公室关于印发云溪县行政调解员任免工作规定的通知"
    ),
    "in the lead with another": document(issuer="云溪县人民政府办公室、云溪县财政局"),
    "180 days before its publication": document(signed="2026-04-01", published="2026-09-28"),
    "a running number with its year": document(number="云政办秘〔2026〕第12号"),
}


@pytest.mark.parametrize("one", IN_SCOPE.values(), ids=IN_SCOPE)
def test_in_scope(one: Record) -> None:
    assert judge_one(CHECK, dossier(one)).outcome is FAILED


SEEN: dict[str, tuple[Section, Outcome, Cause | None]] = {
    "no section, searched for everywhere": (section(JD, ReadState.ABSENT), FAILED, None),
    "an empty section": (section(JD, ReadState.EMPTY), FAILED, None),
    "the section out of reach": (
        section(JD, ReadState.UNOBSERVABLE, Cause.CHALLENGED), CANT_TELL, Cause.CHALLENGED),
    "the section read in part": (
        section(JD, ReadState.PART, Cause.LIMIT), CANT_TELL, Cause.LIMIT),
}  # fmt: skip


@pytest.mark.parametrize(("state", "outcome", "cause"), SEEN.values(), ids=SEEN)
def test_none_in(state: Section, outcome: Outcome, cause: Cause | None) -> None:
    finding = judge_one(CHECK, dossier(document(), sections=[state]))
    assert (finding.outcome, finding.cause) == (outcome, cause), finding.statement


def test_late_in_a_section_read_in_part_cannot_be_told() -> None:
    late = interpretation(published="2026-10-20")
    part = section(JD, ReadState.PART, Cause.LIMIT)
    assert judge_one(CHECK, dossier(document(), late, sections=[part])).outcome is CANT_TELL
    early = interpretation(published="2026-09-30")
    assert judge_one(CHECK, dossier(document(), early, sections=[part])).outcome is PASSED


def unread(title: str) -> dict[str, list[object]]:
    part = section(JD, ReadState.PART, Cause.SOFT_404)
    return {"rows": [entry(JD, "jd/9.html", title, "2026-09-29")], "sections": [part],
            "misses": [miss(JD, "jd/9.html", Cause.SOFT_404)]}  # fmt: skip


@pytest.mark.parametrize(
    ("title", "outcome"),
    [
        ("《云溪县农村公路养护管理办法》政策解读", CANT_TELL),
        ("《云溪县城市供水管理办法》政策解读", FAILED),
        ("政策解读", CANT_TELL),
    ],
)
def test_an_unread_page_speaks_by_its_title(title: str, outcome: Outcome) -> None:
    facts = unread(title)
    row = facts.pop("rows")[0]
    finding = of_document(judge(CHECK, dossier(document(), row, **facts)))  # type: ignore[arg-type]
    assert finding.outcome is outcome, finding.statement
    assert finding.cause is (Cause.SOFT_404 if outcome is CANT_TELL else None)


def test_linked_but_unread_cannot_be_told() -> None:
    labelled = link("wx/1.html", "云溪县农村公路养护管理办法图解", "相关解读")
    seen = dossier(document(links=[labelled]), misses=[
        miss(JD, "wx/1.html", Cause.BLOCKED, linked_from=document().url)])  # fmt: skip
    finding = judge_one(CHECK, seen)
    assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.BLOCKED)
    assert judge_one("interpretation_present", seen).outcome is PASSED


def test_a_menu_word_is_no_interpretation() -> None:
    menu = [link("jd/", "政策解读"), link("interpretations/", "更多", "政策解读")]
    assert judge_one(CHECK, dossier(document(links=menu))).outcome is FAILED


def test_a_higher_portal_counts_when_it_names_the_place() -> None:
    city = portal("云州市人民政府", id="yunzhou", home="http://www.yunzhou.test/")
    own = interpretation("http://www.yunzhou.test/jd/1.html", published="2026-09-30")
    assert judge_one(CHECK, dossier(document(), higher=(dossier(own, of=city),))).outcome is PASSED
    doc = document(title="云溪县人民政府关于印发《促进消费若干措施》的通知")
    citys = interpretation("http://www.yunzhou.test/jd/2.html", "《促进消费若干措施》政策解读",
                           published="2026-09-30")  # fmt: skip
    assert judge_one(CHECK, dossier(doc, higher=(dossier(citys, of=city),))).outcome is FAILED


def test_titles_nearly_alike_cannot_be_told() -> None:
    near = interpretation(title="云溪县农村公路建设养护工作管理规定",
                          blocks=[Block("paragraph", "略")])  # fmt: skip
    doc = document(title="云溪县农村公路养护管理办法")
    finding = judge_one(CHECK, dossier(doc, near))
    assert finding.outcome in (CANT_TELL, FAILED)


def test_years_without_data() -> None:
    late = document(published="2026-12-30", signed="2026-12-28")
    seen = dossier(late, as_of="2027-01-12T02:00")
    assert judge_one(CHECK, seen).cause is Cause.CALENDAR
    early = interpretation(published="2026-12-29")
    assert judge_one(CHECK, dossier(late, early, as_of="2027-01-12T02:00")).outcome is PASSED


def test_window() -> None:
    outside = document(signed="2025-11-10", published="2025-11-19")
    finding = judge_one(CHECK, dossier(outside))
    assert (finding.outcome, finding.subject) == (INAPPLICABLE, "http://www.yunxi.test/")
    inside = document(signed="2025-11-10", published="2025-11-20")
    assert judge_one(CHECK, dossier(inside)).outcome is FAILED


def test_an_unlabelled_date_under_the_title_gives_way_to_the_row() -> None:
    today = document(published=on("2026-11-20", Source.TEXT))
    row = entry(DOC, "doc/1.html", today.title, "2026-09-28")
    assert judge_one(CHECK, dossier(today, row)).outcome is FAILED
    old = entry(DOC, "doc/1.html", today.title, "2025-09-28")
    assert judge_one(CHECK, dossier(today, old)).subject == "http://www.yunxi.test/"


def test_unread_documents() -> None:
    rows = [entry(DOC, "doc/8.html", "云溪县人民政府关于甲事项的意见", "2026-10-01"),
            entry(DOC, "doc/9.html", "云溪县人民政府关于任免干部的通知", "2026-10-01"),
            entry(DOC, "doc/7.html", "云溪县人民政府关于乙事项的意见", "2024-10-01")]  # fmt: skip
    misses = [miss(DOC, f"doc/{n}.html") for n in (7, 8, 9)]
    finding = judge_one(CHECK, dossier(*rows, misses=misses))
    assert (finding.subject[-6:], finding.outcome) == ("8.html", CANT_TELL)


@pytest.mark.parametrize("check", [CHECK, "interpretation_present", "interpretation_linked"])
def test_documents_out_of_reach(check: str) -> None:
    hidden = section(DOC, ReadState.UNOBSERVABLE, Cause.ROBOTS)
    finding = judge_one(check, dossier(sections=[hidden]))
    assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.ROBOTS)
