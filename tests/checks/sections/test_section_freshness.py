"""section_freshness, as a table of cases."""

from __future__ import annotations

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from crawler.portals import PortalKind, Role
from crawler.records import Cause, Dossier, Entry, ReadState, Section
from tests.builders import (
    day,
    document,
    dossier,
    entry,
    interpretation,
    judge,
    miss,
    portal,
    section,
)

CHECK = "section_freshness"
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
NEWS = Role.NEWS


def rows(*days: str | None, role: Role = NEWS, pinned: int = 0) -> list[Entry]:
    return [
        entry(role, f"{role.value}/{n}.html", f"第{n}条信息", dated, rank=n, pinned=n < pinned)
        for n, dated in enumerate(days)
    ]


def finding_of(seen: Dossier, role: Role = NEWS) -> Finding:
    (finding,) = [f for f in judge(CHECK, seen) if f.aspect == role.value]
    assert finding.identity == role.value
    assert finding.subject == "http://www.yunxi.test/"
    return finding


CASES: dict[str, tuple[list[Entry], Section, Outcome, Cause | None]] = {
    "fourteen days old": (rows("2026-11-06"), section(NEWS), PASSED, None),
    "fifteen days old": (rows("2026-11-05"), section(NEWS), FAILED, None),
    "today": (rows("2026-11-20"), section(NEWS), PASSED, None),
    "an old row pinned above a new one": (
        rows("2020-01-01", "2026-11-19", pinned=1), section(NEWS), PASSED, None),
    "an old row on top, not pinned": (
        rows("2020-01-01", "2026-11-19"), section(NEWS), PASSED, None),
    "only rows of the future and old ones": (
        rows("2027-01-01", "2026-10-01"), section(NEWS), FAILED, None),
    "only rows of the future": (rows("2027-01-01"), section(NEWS), CANT_TELL, Cause.AMBIGUOUS),
    "rows without dates": (rows(None, None), section(NEWS), CANT_TELL, Cause.AMBIGUOUS),
    "no rows within the window, its newest told": (
        [], section(NEWS, newest_on=day("2026-06-01")), FAILED, None),
    "empty": ([], section(NEWS, ReadState.EMPTY), FAILED, None),
    "absent": ([], section(NEWS, ReadState.ABSENT), INAPPLICABLE, None),
    "out of reach": (
        [], section(NEWS, ReadState.UNOBSERVABLE, Cause.CHALLENGED), CANT_TELL, Cause.CHALLENGED),
    "stale as far as it was read": (
        rows("2026-10-01"), section(NEWS, ReadState.PART, Cause.UNREACHABLE), CANT_TELL,
        Cause.UNREACHABLE),
    "fresh as far as it was read": (
        rows("2026-11-18"), section(NEWS, ReadState.PART), PASSED, None),
    "a statement of none": (
        [], section(NEWS, ReadState.EMPTY, statement_on=day("2026-10-01")), INAPPLICABLE, None),
    "a statement of none, contradicted": (
        rows("2026-10-20"),
        section(NEWS, statement_on=day("2026-10-01"), newest_on=day("2026-10-20")), FAILED, None),
    "a long list cut at its old end": (
        rows("2026-10-30", "2026-10-20", "2026-10-10"), section(NEWS, ReadState.PART, Cause.LIMIT,
        list_pages=1), FAILED, None),
    "a long list cut, in no order": (
        rows("2026-10-10", "2026-10-30", "2026-10-20"), section(NEWS, ReadState.PART, Cause.LIMIT,
        list_pages=1), CANT_TELL, Cause.LIMIT),
}  # fmt: skip


@pytest.mark.parametrize(("found", "state", "outcome", "cause"), CASES.values(), ids=CASES)
def test_case(found: list[Entry], state: Section, outcome: Outcome, cause: Cause | None) -> None:
    finding = finding_of(dossier(*found, sections=[state]))
    assert (finding.outcome, finding.cause) == (outcome, cause), finding.statement


def test_stale_rests_on_words_empty_on_absence() -> None:
    stale = finding_of(dossier(*rows("2026-10-01")))
    assert (stale.basis, stale.measured, stale.unit) == (Basis.WORDS, 50, "days")
    empty = finding_of(dossier(sections=[section(NEWS, ReadState.EMPTY)]))
    assert empty.basis is Basis.ABSENCE


def test_a_dead_page_behind_a_row_does_not_hide_a_stale_list() -> None:
    found = rows("2026-10-01", "2026-09-01")
    part = section(NEWS, ReadState.PART, Cause.SOFT_404)
    seen = dossier(*found, sections=[part], misses=[miss(NEWS, "news/1.html", Cause.SOFT_404)])
    assert finding_of(seen).outcome is FAILED
    further = miss(NEWS, "news/index_2.html", Cause.SOFT_404)
    assert finding_of(dossier(*found, sections=[part], misses=[further])).outcome is CANT_TELL


def test_news_is_not_asked_of_guests() -> None:
    assert NEWS.value not in [f.aspect for f in judge(CHECK, dossier(guest=True))]


OTHERS = [PortalKind.TOWNSHIP, PortalKind.DEPARTMENT, PortalKind.ENTERPRISE]


@pytest.mark.parametrize("kind", OTHERS)
def test_others_owe_notices_alone(kind: PortalKind) -> None:
    seen = dossier(*rows("2026-05-24", role=Role.NOTICES), of=portal(kind=kind))
    (finding,) = judge(CHECK, seen)
    assert (finding.aspect, finding.outcome) == ("notices", PASSED)
    old = dossier(*rows("2026-05-23", role=Role.NOTICES), of=portal(kind=kind))
    (finding,) = judge(CHECK, old)
    assert finding.outcome is FAILED


STALE = interpretation(published="2026-01-05", title="《云溪县旧办法》政策解读")


def test_interpretations_are_due_only_when_something_called_for_one() -> None:
    role = Role.INTERPRETATIONS
    quiet = finding_of(dossier(STALE, document(published="2026-05-23", signed="2026-05-20")), role)
    assert quiet.outcome is INAPPLICABLE
    called = finding_of(dossier(STALE, document(published="2026-05-24", signed="2026-05-20")), role)
    assert called.outcome is FAILED
    fresh = finding_of(dossier(interpretation(published="2026-09-01")), role)
    assert fresh.outcome is PASSED


def test_a_personnel_notice_calls_for_no_interpretation() -> None:
    notice = document(title="云溪县人民政府关于张某某等同志任免职的通知")
    assert finding_of(dossier(STALE, notice), Role.INTERPRETATIONS).outcome is INAPPLICABLE


def test_unseen_documents_leave_it_open() -> None:
    hidden = section(Role.NORMATIVE_DOCUMENTS, ReadState.UNOBSERVABLE, Cause.BLOCKED)
    finding = finding_of(dossier(STALE, sections=[hidden]), Role.INTERPRETATIONS)
    assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.BLOCKED)
