"""emergency_plan_published, as a table of cases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from crawler.portals import Role
from crawler.records import (
    Cause,
    EmergencyPlan,
    Link,
    NamedColumn,
    ReadState,
    Record,
    Wanted,
)
from tests.builders import (
    calendar,
    day,
    dossier,
    entry,
    judge_one,
    miss,
    portal,
    requirement,
    section,
    shot,
    static_page,
    url_of,
)

CHECK, ROLE = "emergency_plan_published", Role.EMERGENCY_PLANS
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
FLOOD = "云溪县防汛抗旱应急预案"
FILE = (Link("http://www.yunxi.test/a.pdf", "全文.pdf"),)


def plan(
    title: str = FLOOD, chars: int = 4_000, path: str = "ya/1.html", **more: Any
) -> list[Record]:
    url = url_of(path)
    page = EmergencyPlan(url, title, ROLE, shot(url), url, text_chars=chars, **more)
    return [entry(ROLE, path, title), page]


CASES: dict[str, tuple[list[Record], Outcome]] = {
    "a plan with its text": (plan(), PASSED),
    "just enough text": (plan(chars=300), PASSED),
    "a sign less": (plan(chars=299), FAILED),
    "a plan as a file": (plan(chars=20, attachments=FILE), PASSED),
    "a row that is a file": ([entry(ROLE, "ya/2.pdf", FLOOD)], PASSED),
    "a scan": (plan(chars=20, pictures=8), CANT_TELL),
    "a notice that a plan was issued": (plan(chars=120), FAILED),
    "a drill": (plan("云溪县开展防汛应急预案演练"), FAILED),
    "a training": (plan("县应急局举办应急预案培训班"), FAILED),
    "a draft": (plan("关于公开征求《云溪县防汛应急预案》意见的公告"), FAILED),
    "rules on plans": (plan("云溪县突发事件应急预案管理办法"), FAILED),
    "a list of plans": (plan("云溪县应急预案目录"), FAILED),
    "news that one was set going": (plan("县防指启动防汛Ⅳ级应急预案"), FAILED),
    "one that was repealed": (plan("关于废止《云溪县地震应急预案》的通知"), FAILED),
    "one that was revised": (plan("云溪县地震应急预案（2026年修订）"), PASSED),
    "an interpretation": (plan("《云溪县防汛应急预案》解读"), FAILED),
    "a title that names none": (plan("关于做好森林防火工作的通知"), FAILED),
    "a plan among drills": (
        [*plan("防汛应急预案演练", path="ya/3.html"), *plan("云溪县地震应急预案")], PASSED),
    "one page that is the plan": ([static_page(ROLE, f"{FLOOD}" + "第一章总则" * 80)], PASSED),
    "one page that is something else": ([static_page(ROLE, "应急管理工作职责" * 80)], FAILED),
    "the nation's": (plan("国家突发公共卫生事件应急预案"), FAILED),
    "the province's": (plan("省人民政府关于印发突发事件总体应急预案的通知"), FAILED),
    "a province's by its name": (plan("安徽省防汛抗旱应急预案"), FAILED),
    "its own with the province's name": (plan("安徽省云溪县防汛抗旱应急预案"), PASSED),
    "one for a road of the province": (plan("省道交通事故应急预案"), PASSED),
    "nothing": ([], FAILED),
}  # fmt: skip


@pytest.mark.parametrize(("records", "result"), CASES.values(), ids=CASES)
def test_case(records: list[Record], result: Outcome) -> None:
    finding = judge_one(CHECK, dossier(*records))
    assert (finding.outcome, finding.aspect) == (result, None), finding.statement
    assert finding.basis is (Basis.ABSENCE if result is FAILED else Basis.WORDS)


def test_sections_and_pages_that_were_not_seen() -> None:
    row = entry(ROLE, "ya/4.html", FLOOD)
    gone = miss(ROLE, "ya/4.html", Cause.BLOCKED)
    assert judge_one(CHECK, dossier(row, misses=[gone])).cause is Cause.BLOCKED
    part = section(ROLE, ReadState.PART, Cause.UNREACHABLE)
    assert judge_one(CHECK, dossier(sections=[part])).outcome is CANT_TELL
    assert judge_one(CHECK, dossier(*plan(), sections=[part])).outcome is PASSED
    assert judge_one(CHECK, dossier(sections=[section(ROLE, ReadState.ABSENT)])).outcome is FAILED
    stated = section(ROLE, ReadState.EMPTY, statement_on=day("2026-03-01"))
    assert judge_one(CHECK, dossier(sections=[stated])).outcome is INAPPLICABLE


def judged(
    terms: dict[str, Any], *records: Record, name: str = "云溪县人民政府", **more: Any
) -> Any:
    row = requirement(CHECK)
    row = replace(row, terms={**row.terms, **terms})
    (finding,) = checks()[CHECK].judge(dossier(*records, of=portal(name), **more), row, calendar())
    return finding


KINDS = {"categories": (
    {"name": "自然灾害", "words": ("防汛", "地震")}, {"name": "事故灾难", "words": ("生产安全",)},
)}  # fmt: skip


def test_kinds() -> None:
    other = plan("云溪县生产安全事故应急预案", path="ya/5.html")
    assert judged(KINDS, *plan(), *other).outcome is PASSED
    finding = judged(KINDS, *plan())
    assert (finding.outcome, finding.aspect) == (FAILED, "事故灾难")
    assert judged(KINDS).aspect == "自然灾害、事故灾难"


def test_kinds_of_single_bodies_in_columns_of_a_name() -> None:
    wanted = Wanted("突发公共卫生事件")
    kinds = {"categories": ({
        "name": "卫生类", "words": ("卫生",), "named": ("卫生健康",),
        "columns": ({"title": "突发公共卫生事件"},),
    },)}  # fmt: skip
    name = "云溪县卫生健康委员会"
    assert judged(kinds).outcome is INAPPLICABLE
    absent = {wanted.name: NamedColumn(wanted, ReadState.ABSENT)}
    assert judged(kinds, name=name, named=absent).aspect == "卫生类"
    hidden = {wanted.name: NamedColumn(wanted, ReadState.UNOBSERVABLE, Cause.AMBIGUOUS)}
    assert judged(kinds, name=name, named=hidden).cause is Cause.AMBIGUOUS


def test_a_plan_among_the_documents_counts_where_the_clause_names_no_column() -> None:
    documents = Role.NORMATIVE_DOCUMENTS
    places = ({"role": ROLE.value}, {"role": documents.value})
    kinds = {"categories": ({"name": "突发公共事件", "columns": places},)}
    assert judged(kinds, entry(documents, "wj/1.html", f"关于印发{FLOOD}的通知")).outcome is PASSED
    assert judged(kinds).aspect == "突发公共事件"
    none = section(ROLE, ReadState.EMPTY, statement_on=day("2026-03-01"))
    assert judged(kinds, sections=[none]).outcome is INAPPLICABLE
    no_documents = section(documents, ReadState.EMPTY, statement_on=day("2026-03-01"))
    assert judged(kinds, sections=[no_documents]).outcome is FAILED
