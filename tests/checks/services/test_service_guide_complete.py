"""service_guide_complete, as a table of cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from checks.engine.requirement import Requirement
from checks.rulebooks import load_rulebook
from crawler.portals import Role
from crawler.records import Cause, Dossier, GuideField, ReadState, ServiceGuide, lot
from tests.builders import calendar, dossier, entry, link, miss, section
from tests.checks.services.cases import guide

CHECK = "service_guide_complete"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
GUIDES = Role.SERVICE_GUIDES


def row(name: str = "wuding-2018", row_id: str = "wuding-2018-49a", **terms: Any) -> Requirement:
    """A row without a period, with these terms."""
    clause = load_rulebook(name).requirement(row_id)
    (one,) = (m for m in clause.measures() if m.check == CHECK)
    return replace(one, from_on=None, until_on=None, due_on=None, terms={**one.terms, **terms})


ROW = row()


def find(seen: Dossier, by: Requirement = ROW) -> list[Finding]:
    return list(checks()[CHECK].judge(seen, by, calendar()))


FORM = (link("f/1.doc", "附件：申请表"),)
WHOLE = (link("f/2.pdf", "社会保障卡申领服务指南"),)
CASES: dict[str, tuple[ServiceGuide, Outcome, str | None]] = {
    "whole": (guide(), PASSED, None),
    "no fee is a value": (guide(fee="无"), PASSED, None),
    "a field without a label": (guide(phone=None), FAILED, "咨询电话"),
    "a label without a value": (guide(fee=""), FAILED, "收费标准"),
    "a placeholder": (guide(basis="暂无"), FAILED, "设定依据"),
    "blanks and a dash": (guide(basis=" — "), FAILED, "设定依据"),
    "left for later": (guide(time_limit="待定"), FAILED, "办理时限"),
    "several": (guide(basis=None, place=""), FAILED, "设定依据、办理地点"),
    "materials left open": (guide(materials="1.身份证；2.其他材料"), FAILED, "兜底条款"),
    "left open, blanks within": (guide(materials="身份证、户口簿等 相关 材料"), FAILED, "兜底条款"),
    "other materials named": (guide(materials="1.身份证；2.其他证明户籍的材料"), PASSED, None),
    "open words elsewhere": (guide(procedure="受理后不再索要其他材料"), PASSED, None),
    "both": (guide(phone=None, materials="其他材料"), FAILED, "咨询电话、兜底条款"),
    "the procedure in a picture": (guide(procedure="", pictures=1), CANT_TELL, None),
    "a picture does not tell a fee": (guide(fee="", pictures=1), FAILED, "收费标准"),
    "a label nobody knows may be it": (guide(phone=None, hinted=("phone",)), CANT_TELL, None),
    "one that may be another part": (guide(phone=None, hinted=("place",)), FAILED, "咨询电话"),
    "an empty value under the known label": (guide(fee=""), FAILED, "收费标准"),
    "materials in a file": (guide(materials=None, attachments=FORM), CANT_TELL, None),
    "a form to fill in does not tell a fee": (guide(fee="", attachments=FORM), FAILED, "收费标准"),
    "the guide as a file": (guide(fee=None, attachments=WHOLE), CANT_TELL, None),
    "behind tabs": (guide(fee="", tabbed=True), CANT_TELL, None),
    "a notice among the guides": (
        guide(fields=(GuideField("name", "名称", "甲"),)), INAPPLICABLE, None),
    "a page of a picture": (guide(fields=(), pictures=1), CANT_TELL, None),
    "two labels are no guide": (
        guide(fields=(GuideField("place", "地址", "甲"), GuideField("phone", "电话", "1"))),
        INAPPLICABLE, None),
}  # fmt: skip


@pytest.mark.parametrize(("record", "outcome", "aspect"), CASES.values(), ids=CASES)
def test_case(record: ServiceGuide, outcome: Outcome, aspect: str | None) -> None:
    (finding,) = find(dossier(record))
    assert (finding.outcome, finding.aspect) == (outcome, aspect), finding.statement
    assert finding.subject == record.url
    assert finding.statement.count("。") == 1 + finding.statement.count("看不到。")


def test_fields_that_a_clause_names() -> None:
    by = row("sixian-2020", "sixian-2020-14b")
    (finding,) = find(dossier(guide(fee=None, phone=None)), by)
    assert finding.outcome is PASSED
    (finding,) = find(dossier(guide(method="", conditions=None)), by)
    assert finding.aspect == "办理方式、办理条件"
    assert "本市设定" not in finding.statement
    assert "本市设定" in find(dossier(guide(fee="")))[0].statement


def test_words_read_open_a_case_at_once_and_missing_labels_wait() -> None:
    assert find(dossier(guide(fee="")))[0].basis is Basis.WORDS
    assert find(dossier(guide(fee=None)))[0].basis is Basis.ABSENCE


def test_a_sample_is_drawn_by_lot_and_drawn_again() -> None:
    guides = [guide(f"zn/{n}.html") for n in range(9)]
    drawn = [f.subject for f in find(dossier(*guides), row(sample=4))]
    assert drawn == sorted((g.url for g in guides), key=lot)[:4]
    assert drawn == [f.subject for f in find(dossier(*reversed(guides)), row(sample=4))]
    assert len(find(dossier(*guides))) == 9


def test_a_guide_of_the_sample_that_was_not_read() -> None:
    there = entry(GUIDES, "zn/2.html", "城乡居民参保登记", "2026-03-01")
    failed = miss(GUIDES, "zn/2.html", Cause.BLOCKED)
    found = {f.subject: f for f in find(dossier(guide(), there, misses=[failed]))}
    assert (found[there.url].outcome, found[there.url].cause) == (CANT_TELL, Cause.BLOCKED)


def test_no_guide_at_all() -> None:
    (finding,) = find(dossier())
    assert finding.outcome is INAPPLICABLE
    dead = section(GUIDES, ReadState.UNOBSERVABLE, Cause.CHALLENGED)
    (finding,) = find(dossier(sections=[dead]))
    assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.CHALLENGED)


COUNT = row("wuding-2018", "wuding-2018-35")
LISTED = entry(GUIDES, "zn/1.html", "社会保障卡申领", "2026-03-01")


@pytest.mark.parametrize(
    ("rows", "state", "due", "outcome"),
    [
        ([LISTED], ReadState.WHOLE, "2026-11-19", PASSED),
        ([], ReadState.EMPTY, "2026-11-20", PENDING),
        ([], ReadState.EMPTY, "2026-11-19", FAILED),
        ([], ReadState.ABSENT, "2026-11-19", FAILED),
        ([], ReadState.PART, "2026-11-19", CANT_TELL),
        ([], ReadState.UNOBSERVABLE, "2026-11-19", CANT_TELL),
    ],
)
def test_so_many_guides(rows: list[Any], state: ReadState, due: str, outcome: Outcome) -> None:
    by = replace(COUNT, due_on=date.fromisoformat(due))
    (finding,) = find(dossier(*rows, sections=[section(GUIDES, state)]), by)
    assert finding.outcome is outcome
    assert finding.subject == "http://www.yunxi.test/"


def test_guides_on_a_higher_portal_count() -> None:
    there = section(GUIDES, elsewhere=True)
    (finding,) = find(dossier(sections=[there]), COUNT)
    assert finding.outcome is PASSED
