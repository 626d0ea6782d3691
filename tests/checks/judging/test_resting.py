"""A page that was not asked for accuses nobody of anything new."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.judging.resting import up_to_date
from crawler.records import Cause, Dossier, Manner
from tests.checks.engine.builders import dossier, finding


def resting(*urls: str, accused: tuple[str, ...] = ()) -> Dossier:
    return replace(dossier(), manner=Manner(unasked=urls, accused=accused))


def failed() -> Finding:
    return finding(Outcome.FAILED, "/hd/1.html")


PAGE = failed().evidence[0].url


def test_a_new_failure_by_an_old_look_cannot_be_told() -> None:
    one = up_to_date(failed(), resting(PAGE))
    assert (one.outcome, one.cause) == (Outcome.CANT_TELL, Cause.SCANNER)
    assert "本次未重新采集" in one.statement
    assert failed().statement.removesuffix("。") in one.statement
    assert one.case_id == failed().case_id


def test_of_a_page_that_is_cited_twice_the_last_look_is_told() -> None:
    now = failed().evidence[0]
    then = replace(now, captured_at=now.captured_at - timedelta(days=30), sha256="b" * 64)
    once = up_to_date(failed(), resting(PAGE))
    twice = up_to_date(replace(failed(), evidence=(now, then)), resting(PAGE))
    assert twice.statement == once.statement


def test_what_failed_before_or_was_asked_for_stays_failed() -> None:
    assert up_to_date(failed(), resting(PAGE, accused=(failed().case_id,))) == failed()
    assert up_to_date(failed(), resting(PAGE + "x")) == failed()
    assert up_to_date(failed(), resting()) == failed()


@pytest.mark.parametrize("outcome", [Outcome.PASSED, Outcome.PENDING, Outcome.INAPPLICABLE])
def test_nothing_but_a_failure_is_held(outcome: Outcome) -> None:
    one = finding(outcome, "/hd/1.html")
    assert up_to_date(one, resting(PAGE)) == one
