"""doc_publication_latency, as a table of cases."""

from __future__ import annotations

from typing import Any

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from crawler.portals import Role
from crawler.records import Cause, Document, Record, Validity
from tests.builders import day, document, dossier, entry, judge, judge_one, miss, on, portal

CHECK = "doc_publication_latency"
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
TITLE = document().title
NUMBER = "云政办发〔2026〕12号"


def late(**more: Any) -> Document:
    """Signed on 3 August 2026; twenty working days end on 31 August."""
    return document(**({"signed": "2026-08-03", "published": "2026-09-01"} | more))


CASES: dict[str, tuple[list[Record], Outcome]] = {
    "public on the twentieth working day": ([late(published="2026-08-31")], PASSED),
    "public the day after": ([late()], FAILED),
    "public at once": ([late(published="2026-08-03")], PASSED),
    "the term spans National Day, last day": (
        [document(signed="2026-09-14", published="2026-10-16")], PASSED),
    "the term spans National Day, the day after": (
        [document(signed="2026-09-14", published="2026-10-17")], PASSED),
    "the term spans National Day, the next working day": (
        [document(signed="2026-09-14", published="2026-10-19")], FAILED),
    "seen before in the gazette": (
        [late(), entry(Role.GAZETTE, "gb/7.html", TITLE, "2026-08-20")], PASSED),
    "its own row shows an earlier day": (
        [late(), entry(Role.NORMATIVE_DOCUMENTS, "doc/1.html", TITLE, "2026-08-28")], PASSED),
    "a paper of that title from before it was signed": (
        [late(), entry(Role.NOTICES, "tz/7.html", TITLE, "2026-07-20")], FAILED),
    "a paper of another title": (
        [late(), entry(Role.NOTICES, "tz/7.html", TITLE + "的补充通知", "2026-08-20")], FAILED),
    "another document of the same title": (
        [late(), document("doc/2.html", number="云政办发〔2026〕5号", signed="2026-08-04",
                          published="2026-08-05")], FAILED),
    "no date of signing anywhere": ([late(signed=None)], CANT_TELL),
    "signed by its signature": (
        [late(signed=None, signature="云溪县人民政府", signature_on=on("2026-08-03"))], FAILED),
    "signed by its date of issue": ([late(signed=None, issued_on="2026-08-03")], FAILED),
    "signed after publication": ([late(signed="2026-09-02")], CANT_TELL),
    "signed 180 days before": (
        [document(signed="2026-03-05", published="2026-09-01")], FAILED),
    "signed 181 days before": (
        [document(signed="2026-03-04", published="2026-09-01")], CANT_TELL),
    "lapsed": ([late(validity=Validity.LAPSED)], INAPPLICABLE),
    "another body's": ([late(issuer="云州市人民政府")], INAPPLICABLE),
    "published more than a year ago": (
        [document(signed="2025-06-02", published="2025-11-19")], INAPPLICABLE),
    "published a year ago": ([document(signed="2025-06-02", published="2025-11-20")], FAILED),
}  # fmt: skip


def finding_of(findings: list[Finding]) -> Finding:
    return next((f for f in findings if f.subject.endswith("doc/1.html")), findings[0])


@pytest.mark.parametrize(("records", "outcome"), CASES.values(), ids=CASES)
def test_case(records: list[Record], outcome: Outcome) -> None:
    finding = finding_of(judge(CHECK, dossier(*records)))
    assert finding.outcome is outcome, finding.statement
    if outcome is CANT_TELL:
        assert finding.cause is Cause.AMBIGUOUS


def test_a_late_document_shows_its_sum() -> None:
    finding = judge_one(CHECK, dossier(late()))
    assert (finding.due_on, finding.settled_on) == (day("2026-08-31"), day("2026-09-01"))
    assert (finding.measured, finding.unit) == (21, "working days")
    assert finding.basis is Basis.WORDS
    assert "用时21个工作日，超过20个工作日的期限。" in finding.statement


def bulk(count: int, months: int) -> list[Document]:
    return [
        document(f"doc/{n}.html", f"云溪县人民政府关于第{n}件事项的意见",
                 number=f"云政发〔2026〕{n}号", signed=f"2026-0{6 + n % months}-15",
                 published="2026-09-01")
        for n in range(1, count + 1)
    ]  # fmt: skip


def test_ten_documents_of_several_months_on_one_day_are_old_stock() -> None:
    findings = judge(CHECK, dossier(*bulk(10, 3)))
    assert {(f.outcome, f.cause) for f in findings} == {(CANT_TELL, Cause.AMBIGUOUS)}
    assert {f.outcome for f in judge(CHECK, dossier(*bulk(9, 3)))} == {PASSED, FAILED}
    assert {f.outcome for f in judge(CHECK, dossier(*bulk(10, 1)))} == {FAILED}


def test_others_documents_make_no_bulk() -> None:
    others = [document(f"o/{n}.html", f"市政府关于事项{n}的意见", issuer="云州市人民政府",
                       number=None, signed="2026-05-15", published="2026-09-01")
              for n in range(5)]  # fmt: skip
    outcomes = {f.outcome for f in judge(CHECK, dossier(*bulk(9, 3), *others))}
    assert outcomes == {PASSED, FAILED, INAPPLICABLE}


def test_a_higher_portal_may_have_shown_it_first() -> None:
    city = dossier(
        entry(Role.POLICY_DOCUMENTS, "http://www.yunzhou.test/9.html", TITLE, "2026-08-10"),
        of=portal("云州市人民政府", id="yunzhou", home="http://www.yunzhou.test/"),
    )
    assert judge_one(CHECK, dossier(late(), higher=(city,))).outcome is PASSED


def test_a_year_without_data() -> None:
    one = document(signed="2026-12-14", published="2027-01-20")
    other = document("doc/2.html", "云溪县人民政府关于节水的意见", number="云政发〔2026〕9号",
                     signed="2026-12-14", published="2026-12-20")  # fmt: skip
    first, second = judge(CHECK, dossier(one, other, as_of="2027-02-01T02:00"))
    assert (first.outcome, first.cause) == (CANT_TELL, Cause.CALENDAR)
    assert second.outcome is PASSED


def test_an_unread_page_of_the_window_cannot_be_told_one_before_it_is_not_named() -> None:
    role = Role.NORMATIVE_DOCUMENTS
    rows = [entry(role, "doc/8.html", "关于甲事项的意见", "2026-10-01"),
            entry(role, "doc/9.html", "关于乙事项的意见", "2024-10-01")]  # fmt: skip
    misses = [miss(role, "doc/8.html"), miss(role, "doc/9.html")]
    findings = judge(CHECK, dossier(late(published="2026-08-10"), *rows, misses=misses))
    assert sorted(f.subject[-6:] for f in findings) == ["1.html", "8.html"]


def test_published_later_today_does_not_exist_yet() -> None:
    finding = judge_one(CHECK, dossier(late(published="2026-11-20T09:00")))
    assert (finding.outcome, finding.subject) == (INAPPLICABLE, "http://www.yunxi.test/")


BARE = "云溪县农村公路养护管理办法"
EARLIER = {
    "without issuer": (f"关于印发《{BARE}》的通知", PASSED),
    "without marks": (f"云溪县人民政府办公室关于印发{BARE}的通知", PASSED),
    "the issuer for short": (f"县政府办公室关于印发《{BARE}》的通知", PASSED),
    "with its number behind": (f"关于印发{BARE}的通知（{NUMBER}）", PASSED),
    "with its number before": (f"{NUMBER} 云溪县人民政府办公室关于印发《{BARE}》的通知", PASSED),
    "its rules alone": (BARE, PASSED),
    "its number alone": (NUMBER, PASSED),
    "with another number": (f"关于印发《{BARE}》的通知（云政办发〔2026〕5号）", FAILED),
    "another body's": (f"云溪县财政局关于印发《{BARE}》的通知", FAILED),
    "news of it": (f"县政府印发《{BARE}》", FAILED),
    "its interpretation": (f"《{BARE}》（{NUMBER}）政策解读", FAILED),
    "its draft": (f"《{BARE}（征求意见稿）》", FAILED),
}


@pytest.mark.parametrize(("title", "outcome"), EARLIER.values(), ids=EARLIER)
@pytest.mark.parametrize("role", [Role.GAZETTE, Role.NOTICES, Role.NEWS])
def test_an_earlier_row_in_other_words(title: str, outcome: Outcome, role: Role) -> None:
    seen = dossier(late(), entry(role, "gb/7.html", title, "2026-08-20"))
    finding = finding_of(judge(CHECK, seen))
    assert finding.outcome is outcome, finding.statement


def test_local_holidays_of_an_autonomous_area_count() -> None:
    own = portal(extra_holidays=frozenset({day("2026-08-10"), day("2026-08-11")}))
    assert judge_one(CHECK, dossier(late(published="2026-09-02"), of=own)).outcome is PASSED
    assert judge_one(CHECK, dossier(late(published="2026-09-03"), of=own)).outcome is FAILED
    assert judge_one(CHECK, dossier(late(published="2026-09-02"))).outcome is FAILED
