"""section_present, as a table of cases."""

from __future__ import annotations

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from crawler.portals import PortalKind, Role
from crawler.records import Cause, Entry, ReadState, Record, Section
from tests.builders import day, dossier, entry, judge, leader, portal, section

CHECK = "section_present"
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
GAZETTE, PROFILE = Role.GAZETTE, Role.AGENCY_PROFILE

CASES: dict[str, tuple[Section, Outcome, Cause | None]] = {
    "one entry": (section(GAZETTE, entries=1), PASSED, None),
    "three clicks away": (section(GAZETTE, entries=1, clicks=3), PASSED, None),
    "four clicks away": (section(GAZETTE, entries=1, clicks=4), FAILED, None),
    "text alone is no entry of a list": (section(GAZETTE, text_chars=400), FAILED, None),
    "read in part, with an entry": (
        section(GAZETTE, ReadState.PART, entries=1), PASSED, None),
    "read in part, nothing met": (
        section(GAZETTE, ReadState.PART, Cause.LIMIT), CANT_TELL, Cause.LIMIT),
    "empty": (section(GAZETTE, ReadState.EMPTY), FAILED, None),
    "absent": (section(GAZETTE, ReadState.ABSENT), FAILED, None),
    "out of reach": (
        section(GAZETTE, ReadState.UNOBSERVABLE, Cause.ROBOTS), CANT_TELL, Cause.ROBOTS),
    "on a higher portal": (section(GAZETTE, elsewhere=True), PASSED, None),
    "empty with a statement of none": (
        section(GAZETTE, ReadState.EMPTY, statement_on=day("2025-11-20")), INAPPLICABLE, None),
    "empty with a statement of a year and a day ago": (
        section(GAZETTE, ReadState.EMPTY, statement_on=day("2025-11-19")), FAILED, None),
    "the statement is its only entry": (
        section(GAZETTE, entries=1, statement_on=day("2026-05-01"), newest_on=day("2026-05-01")),
        INAPPLICABLE, None),
    "a statement contradicted since": (
        section(GAZETTE, entries=3, statement_on=day("2026-05-01"), newest_on=day("2026-08-01")),
        PASSED, None),
    "a single page of 50 characters": (section(PROFILE, text_chars=50), PASSED, None),
    "a single page of 49 characters": (section(PROFILE, text_chars=49), FAILED, None),
    "a single page read in part": (
        section(PROFILE, ReadState.PART, Cause.UNREADABLE, text_chars=10), CANT_TELL,
        Cause.UNREADABLE),
}  # fmt: skip


def finding_of(seen: Section, *records: Record) -> Finding:
    findings = judge(CHECK, dossier(*records, sections=[seen]))
    return next(f for f in findings if f.aspect == seen.role.value)


@pytest.mark.parametrize(("seen", "outcome", "cause"), CASES.values(), ids=CASES)
def test_case(seen: Section, outcome: Outcome, cause: Cause | None) -> None:
    finding = finding_of(seen)
    assert (finding.outcome, finding.cause) == (outcome, cause), finding.statement
    assert finding.identity == seen.role.value
    assert finding.subject == "http://www.yunxi.test/"
    if outcome is FAILED:
        assert finding.basis is Basis.ABSENCE
        assert finding.evidence[-1].url.startswith("urn:")


KINDS = {
    PortalKind.COUNTY: 8, PortalKind.CITY: 8, PortalKind.PROVINCE: 8,
    PortalKind.DEPARTMENT: 3, PortalKind.INSTITUTION: 3, PortalKind.TOWNSHIP: 3,
}  # fmt: skip


@pytest.mark.parametrize(("kind", "count"), KINDS.items(), ids=str)
def test_each_kind_has_its_sections(kind: PortalKind, count: int) -> None:
    findings = judge(CHECK, dossier(of=portal(kind=kind)))
    assert len(findings) == len({f.case_id for f in findings}) == count


def test_leaders_are_content_of_their_section() -> None:
    assert finding_of(section(Role.LEADERS), leader("甲")).outcome is PASSED


def test_rows_are_content_of_their_section() -> None:
    row: Entry = entry(GAZETTE, "gb/1.html", "政府公报2026年第1期")
    assert finding_of(section(GAZETTE), row).outcome is PASSED
