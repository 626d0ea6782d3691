"""public_institution_disclosure, as tables of cases."""

from __future__ import annotations

from typing import Any

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from crawler.portals import PortalKind, Role
from crawler.records import Cause, Column, Dossier, ReadState, Record, Section
from tests.builders import day, dossier, entry, portal, section
from tests.checks.rows import judge_by

CHECK, ROLE = "public_institution_disclosure", Role.PUBLIC_INSTITUTIONS
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
SECTORS = ["教育", "供水", "公共交通"]


def row(title: str, dated: str = "2026-10-01") -> Record:
    return entry(ROLE, f"qsy/{abs(hash(title))}.html", title, dated)


def column(title: str) -> Column:
    return Column(title, f"http://www.yunxi.test/{title}/", ("公共企事业单位",))


def found(seen: Dossier, **terms: Any) -> Finding:
    (finding,) = judge_by(CHECK, seen, **terms)
    return finding


SHOWN: dict[str, tuple[list[Record], tuple[Column, ...], str]] = {
    "all in rows": ([row("县第一中学公开"), row("自来水公司公告"), row("公交线路调整")], (), ""),
    "all in sub-columns": ([], (column("教育"), column("供水"), column("公共交通")), ""),
    "half and half": ([row("县自来水公司")], (column("学校"), column("公交")), ""),
    "one missing": ([row("县第一中学信息公开"), row("自来水公司水质公告")], (), "公共交通"),
    "one sub-column missing": ([], (column("教育"), column("供水")), "公共交通"),
    "nothing": ([], (), "教育、供水、公共交通"),
    "a column of that name elsewhere": (
        [row("县第一中学"), row("自来水公司")],
        (Column("公共交通", "http://www.yunxi.test/jt/", ("便民服务",)),), "公共交通"),
}  # fmt: skip


@pytest.mark.parametrize(("records", "columns", "missing"), SHOWN.values(), ids=SHOWN)
def test_sectors(records: list[Record], columns: tuple[Column, ...], missing: str) -> None:
    finding = found(dossier(*records, columns=columns), sectors=SECTORS)
    assert finding.outcome is (FAILED if missing else PASSED), finding.statement
    assert (finding.aspect or "") == missing
    assert finding.basis is (Basis.ABSENCE if missing else Basis.WORDS)
    assert finding.evidence


def test_an_enterprise_needs_no_section_of_enterprises_on_its_own_portal() -> None:
    power = portal(name="云溪县供电公司", kind=PortalKind.ENTERPRISE)
    absent = section(ROLE, ReadState.ABSENT)
    seen = dossier(of=power, sections=[absent])
    assert found(seen, sectors=["供电"]).cause is Cause.AMBIGUOUS
    assert found(dossier(sections=[absent]), sectors=["供电"]).outcome is FAILED


def test_a_sector_is_asked_of_whoever_is_in_charge() -> None:
    sectors = [
        {"name": "教育", "words": ["学校"], "named": ["教育局"]},
        {"name": "供水", "words": ["水厂"], "named": ["住建"]},
    ]
    bureau = portal("云溪县教育局", PortalKind.DEPARTMENT)
    assert found(dossier(row("中心学校"), of=bureau), sectors=sectors).outcome is PASSED
    missing = found(dossier(of=bureau), sectors=sectors)
    assert (missing.outcome, missing.aspect) == (FAILED, "教育")
    other = portal("云溪县审计局", PortalKind.DEPARTMENT)
    assert found(dossier(of=other), sectors=sectors).outcome is INAPPLICABLE


REQUIRED: dict[str, tuple[list[Record], tuple[Column, ...], Outcome, str]] = {
    "both": ([row("自来水公司公开目录"), row("供水服务指南")], (), PASSED, ""),
    "no guide": ([row("自来水公司公开目录")], (), FAILED, "服务指南"),
    "neither, in columns that were not read": ([], (column("供水"),), CANT_TELL, ""),
    "as columns": ([], (column("公开目录"), column("服务指南")), PASSED, ""),
}


@pytest.mark.parametrize(
    ("records", "columns", "outcome", "missing"), REQUIRED.values(), ids=REQUIRED
)
def test_catalogue_and_guide(
    records: list[Record], columns: tuple[Column, ...], outcome: Outcome, missing: str
) -> None:
    finding = found(dossier(*records, columns=columns), require=["目录", "服务指南"])
    assert finding.outcome is outcome, finding.statement
    assert (finding.aspect or "") == missing


AGES = {"2026-08-22": PASSED, "2026-08-21": FAILED, "2026-11-21": FAILED}
"""As of 20 November 2026, 90 days."""


@pytest.mark.parametrize(("dated", "outcome"), AGES.items())
def test_freshness(dated: str, outcome: Outcome) -> None:
    finding = found(dossier(row("供水公告", dated)), max_age_days=90)
    assert finding.outcome is outcome, finding.statement
    assert finding.aspect == ("90天内的近期信息" if outcome is FAILED else None)


STATES: dict[str, tuple[Section, Outcome, Cause | None]] = {
    "no such section": (section(ROLE, ReadState.ABSENT), FAILED, None),
    "an empty section": (section(ROLE, ReadState.EMPTY), FAILED, None),
    "out of reach": (
        section(ROLE, ReadState.UNOBSERVABLE, Cause.CHALLENGED), CANT_TELL, Cause.CHALLENGED),
    "read in part": (section(ROLE, ReadState.PART, Cause.LIMIT), CANT_TELL, Cause.LIMIT),
    "only the first page read": (
        section(ROLE, unread_before=day("2026-01-01")), CANT_TELL, Cause.LIMIT),
    "on the higher portal": (section(ROLE, elsewhere=True), CANT_TELL, Cause.AMBIGUOUS),
    "a statement of none": (
        section(ROLE, ReadState.EMPTY, statement_on=day("2026-06-01")), INAPPLICABLE, None),
}  # fmt: skip


@pytest.mark.parametrize(("state", "outcome", "cause"), STATES.values(), ids=STATES)
def test_what_was_seen(state: Section, outcome: Outcome, cause: Cause | None) -> None:
    finding = found(dossier(sections=[state]), sectors=SECTORS)
    assert (finding.outcome, finding.cause) == (outcome, cause), finding.statement
