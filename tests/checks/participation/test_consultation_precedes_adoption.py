"""consultation_precedes_adoption, as a table of cases."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import checks.rulebooks
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks as built
from checks.engine.requirement import Requirement
from crawler.portals import PortalKind, Role
from crawler.records import Cause, Document, Dossier, Miss, ReadState, Record, Validity
from tests.builders import calendar, day, document, dossier, entry, portal, section
from tests.checks.participation.cases import call, outcome

CHECK = "consultation_precedes_adoption"
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
NAME = "云溪县养老服务补贴管理办法"


def adopted(title: str = f"云溪县人民政府关于印发《{NAME}》的通知", **more: Any) -> Document:
    return document("doc/1.html", title, signed=more.pop("signed", "2026-09-25"), **more)


def asked(name: str = NAME, begins: str | None = "2026-07-01", **more: Any) -> Record:
    title = f"关于公开征求《{name}（征求意见稿）》意见的公告"
    return call("yj/1.html", title, begins=begins, published=more.pop("published", begins), **more)


def row(title: str, dated: str | None, role: Role = Role.NOTICES) -> Record:
    return entry(role, "tz/1.html", title, dated)


def requirement(**terms: Any) -> Requirement:
    folder = Path(checks.rulebooks.__file__).parent / "terms"
    shared = tomllib.loads((folder / f"{CHECK}.toml").read_text("utf-8"))
    assumed = tuple(shared.pop("assumed"))
    return Requirement("row", "book", "决策前征求意见", "…", CHECK, terms={**shared, **terms},
                       assumed=assumed)  # fmt: skip


def judged(seen: Dossier, **terms: Any) -> list[Finding]:
    return list(built()[CHECK].judge(seen, requirement(**terms), calendar()))


CASES: dict[str, tuple[list[Record], Outcome, str | None]] = {
    "a call before": ([adopted(), asked()], PASSED, None),
    "a call the day before": ([adopted(), asked(begins="2026-09-24")], PASSED, None),
    "a call on the day": ([adopted(), asked(begins="2026-09-25")], FAILED, "晚于成文"),
    "a call after": ([adopted(), asked(begins="2026-10-08")], FAILED, "晚于成文"),
    "no call": ([adopted()], FAILED, None),
    "a call about something else": ([adopted(), asked("云溪县城市犬类登记规定")], FAILED, None),
    "a title nearly alike": ([adopted(), asked("云溪县养老服务机构补贴细则")], CANT_TELL, None),
    "a call of another year": (
        [adopted("云溪县2026年小区改造项目计划"), asked("云溪县2025年小区改造项目计划")],
        FAILED, None),
    "a row among the notices": (
        [adopted(), row(f"《{NAME}（征求意见稿）》公开征求意见", "2026-06-02")], PASSED, None),
    "a row without a date": (
        [adopted(), row(f"《{NAME}（征求意见稿）》公开征求意见", None)], CANT_TELL, None),
    "only its outcome": (
        [adopted(), outcome(title=f"《{NAME}》征求意见采纳情况")], PASSED, None),
    "only its outcome, later": (
        [adopted(), outcome(title=f"《{NAME}》征求意见采纳情况", published="2026-09-25")],
        CANT_TELL, None),
    "a call after, and its outcome": (
        [adopted(), asked(begins="2026-10-08"),
         outcome(title=f"《{NAME}》征求意见采纳情况", published="2026-10-28")],
        FAILED, "晚于成文"),
    "a row that explains the draft": (
        [adopted(), asked(), row(f"《{NAME}（征求意见稿）》起草说明", "2026-10-08")], PASSED, None),
    "nothing came in": (
        [adopted(), row(f"关于《{NAME}（征求意见稿）》未收到意见的公告", "2026-10-30")],
        CANT_TELL, None),
    "a row of its outcome": (
        [adopted(), row(f"《{NAME}》征求意见采纳情况", "2026-10-08", Role.CONSULTATIONS)],
        CANT_TELL, None),
    "a title that tells no scope": (
        [adopted("云溪县人民政府关于印发《云溪县政务数据共享规则》的通知")], CANT_TELL, None),
    "personnel": ([adopted("云溪县人民政府关于王某同志任职的通知")], INAPPLICABLE, None),
    "urgent": ([adopted("云溪县人民政府关于紧急救助补贴措施的通知")], INAPPLICABLE, None),
    "another body's": (
        [adopted(issuer="云州市人民政府", number="云州政发〔2026〕3号")], INAPPLICABLE, None),
    "repealed": ([adopted(validity=Validity.REPEALED)], INAPPLICABLE, None),
    "without dates": ([adopted(signed=None, published=None)], CANT_TELL, None),
}  # fmt: skip


@pytest.mark.parametrize(("records", "result", "aspect"), CASES.values(), ids=CASES)
def test_case(records: list[Record], result: Outcome, aspect: str | None) -> None:
    finding = judged(dossier(*records))[0]
    assert (finding.outcome, finding.aspect) == (result, aspect), finding.statement
    assert finding.subject.endswith("doc/1.html")


def test_a_document_that_was_not_read_cannot_be_told() -> None:
    listed = entry(Role.NORMATIVE_DOCUMENTS, "doc/2.html", NAME, "2026-09-28")
    missed = Miss(listed.url, Role.NORMATIVE_DOCUMENTS, Cause.UNREACHABLE, "no answer")
    found = {f.subject: f for f in judged(dossier(adopted(), asked(), listed, misses=[missed]))}
    assert found[listed.url].outcome is CANT_TELL
    assert found[listed.url].cause is Cause.UNREACHABLE
    assert len(found) == 2


def test_documents_before_the_window_are_none() -> None:
    old = adopted(signed="2025-11-01", published="2025-11-19")
    assert [f.outcome for f in judged(dossier(old))] == [INAPPLICABLE]
    assert judged(dossier(adopted(published="2025-11-20")))[0].subject.endswith("doc/1.html")


def test_what_was_not_seen() -> None:
    part = section(Role.CONSULTATIONS, ReadState.PART, Cause.ROBOTS)
    assert judged(dossier(adopted(), sections=[part]))[0].cause is Cause.ROBOTS
    assert judged(dossier(adopted(), asked(), sections=[part]))[0].outcome is PASSED
    cut = section(Role.CONSULTATIONS, unread_before=day("2025-08-01"))
    assert judged(dossier(adopted(), sections=[cut]))[0].cause is Cause.LIMIT
    assert judged(dossier(adopted(), unseen_above=("yunzhou",)))[0].cause is Cause.SCANNER


def test_a_call_on_the_portal_above() -> None:
    city = portal("云州市人民政府", PortalKind.CITY, "http://www.yunzhou.test/", id="yunzhou")
    above = dossier(asked(), of=city)
    assert judged(dossier(adopted(), higher=(above,)))[0].outcome is PASSED


def test_the_scope_is_the_rows() -> None:
    project = adopted("云溪县人民政府关于印发城区道路改造项目实施方案的通知")
    assert judged(dossier(project), scope=("公共建设项目",))[0].outcome is FAILED
    assert judged(dossier(project), scope=("公共政策措施",))[0].outcome is CANT_TELL
    assert judged(dossier(project), scope=("从未听说",))[0].outcome is CANT_TELL


def test_a_late_call_is_told_by_its_own_day_and_not_by_its_outcome_s() -> None:
    seen = outcome(title=f"《{NAME}》征求意见采纳情况", published="2026-10-01")
    (found,) = judged(dossier(adopted(), seen, asked(begins="2026-10-08")))
    assert "2026年10月8日才就草案征求意见" in found.statement


def test_what_is_missing_waits() -> None:
    assert judged(dossier(adopted()))[0].basis is Basis.ABSENCE
    assert judged(dossier(adopted(), asked(begins="2026-10-08")))[0].basis is Basis.WORDS
