"""platform_structure_complete, as a table of cases."""

from __future__ import annotations

import pytest

from checks.engine.outcome import Basis, Outcome
from crawler.portals import Role
from crawler.records import Cause, ReadState, Section
from tests.builders import day, dossier, judge_one, section

CHECK = "platform_structure_complete"
PASSED, FAILED, CANT_TELL = Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL
PARTS = (Role.GUIDE, Role.SYSTEM_RULES, Role.STATUTORY_CONTENT, Role.ANNUAL_REPORTS)
ABSENT, EMPTY, UNSEEN = ReadState.ABSENT, ReadState.EMPTY, ReadState.UNOBSERVABLE


def parts(**changed: Section) -> list[Section]:
    filled = {role: section(role, entries=3, text_chars=300) for role in PARTS}
    return list((filled | {one.role: one for one in changed.values()}).values())


CASES: dict[str, tuple[list[Section], Outcome, str | None, Cause | None]] = {
    "all there": (parts(), PASSED, None, None),
    "the guide has 49 characters and no entry": (
        parts(a=section(Role.GUIDE, text_chars=49)), FAILED, "政府信息公开指南", None),
    "the guide has 50 characters": (
        parts(a=section(Role.GUIDE, text_chars=50)), PASSED, None, None),
    "the rules are missing": (
        parts(a=section(Role.SYSTEM_RULES, ABSENT)), FAILED, "政府信息公开制度", None),
    "two are missing, in order": (
        parts(b=section(Role.ANNUAL_REPORTS, EMPTY), a=section(Role.GUIDE, ABSENT)), FAILED,
        "政府信息公开指南、政府信息公开年报", None),
    "a tree of columns has no text of its own": (
        parts(a=section(Role.STATUTORY_CONTENT)), PASSED, None, None),
    "an empty tree": (
        parts(a=section(Role.STATUTORY_CONTENT, EMPTY)), FAILED, "法定主动公开内容", None),
    "a page filled by script": (
        parts(a=section(Role.GUIDE, UNSEEN, Cause.UNREADABLE)), CANT_TELL, None, Cause.UNREADABLE),
    "one unseen, one missing for certain": (
        parts(a=section(Role.GUIDE, UNSEEN), b=section(Role.SYSTEM_RULES, ABSENT)), FAILED,
        "政府信息公开制度", None),
    "read in part, nothing met": (
        parts(a=section(Role.ANNUAL_REPORTS, ReadState.PART, Cause.LIMIT)), CANT_TELL, None,
        Cause.LIMIT),
    "read in part, with entries": (
        parts(a=section(Role.ANNUAL_REPORTS, ReadState.PART, entries=1)), PASSED, None, None),
    "a statement of none": (
        parts(a=section(Role.ANNUAL_REPORTS, EMPTY, statement_on=day("2026-03-01"))), PASSED,
        None, None),
    "on a higher portal": (
        parts(a=section(Role.SYSTEM_RULES, elsewhere=True)), PASSED, None, None),
    "missing where the platform was not seen": (
        [*parts(a=section(Role.GUIDE, ABSENT)), section(Role.PLATFORM, UNSEEN, Cause.CHALLENGED)],
        CANT_TELL, None, Cause.CHALLENGED),
}  # fmt: skip


@pytest.mark.parametrize(("sections", "outcome", "aspect", "cause"), CASES.values(), ids=CASES)
def test_case(
    sections: list[Section], outcome: Outcome, aspect: str | None, cause: Cause | None
) -> None:
    finding = judge_one(CHECK, dossier(sections=sections))
    assert (finding.outcome, finding.aspect, finding.cause) == (outcome, aspect, cause)
    assert finding.identity == ""
    if outcome is FAILED:
        assert finding.basis is Basis.ABSENCE


def test_the_setting_stands_beside_its_numbers() -> None:
    lacking = parts(a=section(Role.SYSTEM_RULES, ABSENT))
    told = [judge_one(CHECK, dossier(sections=one)).statement for one in (lacking, parts())]
    assert told == [
        "政府信息公开平台缺少政府信息公开制度，或其中不足1条信息、正文也不足50字（本市设定）。",
        "按至少1条信息或50字正文（本市设定）核对，政府信息公开平台的政府信息公开指南、"
        "政府信息公开制度、法定主动公开内容、政府信息公开年报齐全，并且有内容。",
    ]
