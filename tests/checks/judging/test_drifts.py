"""New failures that rest on a drift are held; what failed before, and what does not, is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.runner import judge_portal
from checks.judging.drifts import held, told
from crawler.portals import Role
from crawler.records import Cause, Dossier, Drift, DriftKind, Manner
from tests.checks.engine.builders import CALENDAR, dossier, finding, requirement, rulebook, says

DOCUMENTS = (Role.NORMATIVE_DOCUMENTS,)
FAMILY = Drift(DriftKind.FAMILY, "vsb", "generic", 2)
FIELD = Drift(DriftKind.FIELD, "95%", "10%", 1, Role.NORMATIVE_DOCUMENTS, "document.number")
ROWS = Drift(DriftKind.ROWS, "60", "4", 1, Role.NORMATIVE_DOCUMENTS)


def drifting(*drifts: Drift, accused: tuple[str, ...] = ()) -> Dossier:
    return replace(dossier(), manner=Manner(drifts=drifts, accused=accused))


def failed(basis: Basis = Basis.WORDS) -> Finding:
    return replace(finding(Outcome.FAILED, "/gfxwj/1.html"), basis=basis)


@pytest.mark.parametrize("drift", [FAMILY, FIELD])
def test_a_new_failure_out_of_a_drift_cannot_be_told(drift: Drift) -> None:
    one = held(failed(), drifting(drift), DOCUMENTS)
    assert (one.outcome, one.cause) == (Outcome.CANT_TELL, Cause.SCANNER)
    assert told(drift) in one.statement
    assert failed().statement.removesuffix("。") in one.statement
    assert one.case_id == failed().case_id


def test_the_words_of_drifts() -> None:
    assert told(FAMILY) == "网站所用系统由“博达（VSB）”变为“未能识别的系统”"
    assert told(FIELD) == "“规范性文件”中能读出“编号（文号）”的由95%降至10%"
    assert told(ROWS) == "“规范性文件”条目由60条减至4条"


def test_what_failed_before_the_drift_stays_failed() -> None:
    known = failed()
    assert held(known, drifting(FAMILY, accused=(known.case_id,)), DOCUMENTS) == known
    assert held(known, drifting(FAMILY, accused=("0" * 16,)), DOCUMENTS) != known


@pytest.mark.parametrize("outcome", [Outcome.PASSED, Outcome.PENDING, Outcome.INAPPLICABLE])
def test_nothing_but_a_failure_is_held(outcome: Outcome) -> None:
    one = finding(outcome, "/gfxwj/1.html")
    assert held(one, drifting(FAMILY), DOCUMENTS) == one


def test_what_does_not_rest_on_the_drift_is_not_held() -> None:
    assert held(failed(), drifting(), DOCUMENTS) == failed()
    assert held(failed(), drifting(FIELD), (Role.MESSAGE_BOARD,)) == failed()
    # Answers of hosts (IPv6, dead links) do not go by what pages are made like.
    assert held(failed(), drifting(FAMILY), (Role.HOME,)) == failed()
    # The words of a page that was read are what they are, however many rows are missed.
    assert held(failed(), drifting(ROWS), DOCUMENTS) == failed()
    assert held(failed(Basis.ABSENCE), drifting(ROWS), DOCUMENTS).outcome is Outcome.CANT_TELL


def test_what_is_sought_above_may_stand_there_unread() -> None:
    below = replace(dossier(), higher=(drifting(FAMILY),))
    assert held(failed(Basis.ABSENCE), below, DOCUMENTS).outcome is Outcome.CANT_TELL
    assert held(failed(Basis.WORDS), below, DOCUMENTS) == failed()


def test_the_runner_holds_what_drifts() -> None:
    sample = says(failed())
    known = {"sample": sample._replace(check=replace(sample.check, reads=DOCUMENTS))}
    rows = rulebook(requirement())
    before = judge_portal(dossier(), rows, CALENDAR, known).findings
    after = judge_portal(drifting(FAMILY), rows, CALENDAR, known).findings
    assert [one.outcome for one in (*before, *after)] == [Outcome.FAILED, Outcome.CANT_TELL]
