"""What holds for all checks of the standing rulebook."""

from __future__ import annotations

import time
from typing import Any

import pytest

from checks.engine.outcome import Outcome
from checks.engine.registry import checks
from checks.engine.runner import judge_portal
from checks.rulebooks import available, load_rulebook
from crawler.portals import PortalKind, Role
from crawler.records import Cause, Dossier, ReadState
from tests.builders import (
    calendar,
    day,
    document,
    dossier,
    interpretation,
    judge,
    message,
    portal,
    section,
    standing,
)

BUILT = (
    "annual_report_on_time", "annual_report_well_formed", "doc_metadata_complete",
    "doc_publication_latency", "doc_validity_current", "interpretation_elements",
    "interpretation_latency", "interpretation_linked",
    "interpretation_present", "ipv6_support", "leader_duty_disclosed",
    "message_reply_latency", "platform_structure_complete", "section_freshness",
    "section_present", "consultation_well_formed", "consultation_feedback_published",
    "progress_report_cadence", "emergency_plan_published", "proposal_reply_disclosed",
)  # fmt: skip


def test_all_are_found() -> None:
    assert set(BUILT) <= set(checks())


def unseen() -> Dossier:
    states = [section(role, ReadState.UNOBSERVABLE, Cause.CHALLENGED) for role in Role]
    return dossier(sections=states)


@pytest.mark.parametrize("check", BUILT)
def test_nothing_unseen_is_failed(check: str) -> None:
    findings = judge(check, unseen())
    assert findings
    assert {f.outcome for f in findings} == {Outcome.CANT_TELL}


@pytest.mark.parametrize("kind", PortalKind)
def test_every_binding_row_gives_a_finding(kind: PortalKind) -> None:
    judged = judge_portal(dossier(of=portal(kind=kind)), standing(), calendar())
    assert judged.errors == ()


_NO_NONE = frozenset({
    "disclosure_office_designated", "agency_profile_complete", "foi_channel_ready",
    "function_catalogue_ready",
})  # fmt: skip
"""What every body has: no statement of none (情况说明) is a word on it."""


@pytest.mark.parametrize("state", ["above", "silent"])
def test_no_row_fails_a_section_kept_above_or_one_that_states_to_have_none(state: str) -> None:
    more: dict[str, Any] = {"elsewhere": True} if state == "above" else {}
    if state == "silent":
        more["statement_on"] = day("2026-09-01")
    states = [section(role, ReadState.EMPTY, clicks=2, on_platform=True, **more) for role in Role]
    seen = dossier(sections=states)
    failed: set[str] = set()
    for book in available():
        for row in load_rulebook(book).requirements:
            if row.check in checks() and not (state == "silent" and row.check in _NO_NONE):
                found = checks()[row.check].judge(seen, row, calendar())
                failed |= {f"{row.id}: {f.statement}" for f in found if f.outcome is Outcome.FAILED}
    assert failed == set()


def test_statements_are_sentences_and_cases_unique() -> None:
    seen = dossier(document(), document("doc/2.html", number=None), interpretation(), message())
    findings = judge_portal(seen, standing(), calendar()).findings
    assert len({f.case_id for f in findings}) == len(findings)
    for finding in findings:
        assert finding.statement.count("。") == 1
        assert "None" not in finding.statement
        assert finding.evidence


def test_a_large_portal_is_judged_in_seconds() -> None:
    letters = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
    names = [f"{a}{b}{c}事项管理" for a in letters for b in letters[:5] for c in letters[:4]][:300]
    title = "云溪县人民政府关于印发《云溪县{}办法》的通知"
    documents = [document(f"doc/{n}.html", title.format(name), number=f"云政发〔2026〕{n}号")
                 for n, name in enumerate(names)]  # fmt: skip
    pieces = [interpretation(f"jd/{n}.html", f"云溪县{name}暂行规定解读")
              for n, name in enumerate(names)]  # fmt: skip
    began = time.process_time()
    judge("interpretation_latency", dossier(*documents, *pieces))
    assert time.process_time() - began < 30
