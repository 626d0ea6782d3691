"""The human sample as numbers: what is drawn, what agrees, Wilson's interval."""

from __future__ import annotations

from datetime import datetime

import pytest

from checks.engine.outcome import Outcome
from crawler.records import BEIJING
from reports.console.rechecks import (
    Agreement,
    Answer,
    Candidate,
    Rate,
    Recheck,
    agreement,
    check_rates,
    draw,
    rates_shown,
    ticket,
    wilson,
)

SEED = "ab" * 32


def candidate(number: int, outcome: Outcome = Outcome.PASSED, check: str = "a") -> Candidate:
    return Candidate(
        f"{number:016x}", f"{number:064x}", check, outcome, "yunxi", "standing", "r-1",
        f"http://yunxi.test/{number}",
    )  # fmt: skip


def recheck(outcome: Outcome, answer: Answer, number: int = 0, check: str = "a") -> Recheck:
    at = datetime(2026, 11, 22, tzinfo=BEIJING)
    return Recheck(at, "甲", "2026-11-20", SEED, candidate(number, outcome, check), answer)


def test_every_stratum_gives_the_same_number_whatever_its_size() -> None:
    many = [candidate(n) for n in range(300)]
    few = [candidate(1000 + n, Outcome.FAILED) for n in range(3)]
    one = [candidate(2000, Outcome.PASSED, "b")]
    drawn = draw([*many, *few, *one], SEED)
    counts = [(c.check, c.outcome) for c in drawn]
    assert counts.count(("a", Outcome.PASSED)) == 2
    assert counts.count(("a", Outcome.FAILED)) == 2
    assert counts.count(("b", Outcome.PASSED)) == 1


def test_the_seed_and_nothing_else_decides() -> None:
    all_of_them = [candidate(n) for n in range(300)]
    drawn = draw(all_of_them, SEED, 20)
    assert draw(reversed(all_of_them), SEED, 20) == drawn
    assert set(draw(all_of_them, "cd" * 32, 20)) != set(drawn)
    # What the draw starts with is the same when more is drawn: doing a part of it is fair too.
    assert draw(all_of_them, SEED, 5) == drawn[:5]


def test_a_question_of_two_rulebooks_is_asked_once() -> None:
    one = candidate(1)
    again = Candidate("f" * 16, "e" * 64, "a", Outcome.PASSED, "yunxi", "other", "x", one.subject)
    assert len(draw([one, again], SEED)) == 1


def test_a_ticket_is_none_of_the_stored_digests() -> None:
    one = candidate(1, Outcome.FAILED)
    assert one.digest not in ticket(SEED, one)
    assert one.case_id not in ticket(SEED, one)
    assert ticket(SEED, one) != ticket("cd" * 32, one)


@pytest.mark.parametrize(
    ("outcome", "answer", "expected"),
    [
        (Outcome.FAILED, Answer.NOT_MET, Agreement.RIGHT),
        (Outcome.FAILED, Answer.MET, Agreement.WRONGLY_FAILED),
        (Outcome.PASSED, Answer.MET, Agreement.RIGHT),
        (Outcome.PASSED, Answer.NOT_MET, Agreement.MISSED),
        (Outcome.PENDING, Answer.NOT_MET, Agreement.MISSED),
        (Outcome.INAPPLICABLE, Answer.MET, Agreement.RIGHT),
        (Outcome.CANT_TELL, Answer.NOT_MET, Agreement.SEEN_BY_HAND),
        (Outcome.CANT_TELL, Answer.UNCLEAR, Agreement.OPEN),
        (Outcome.FAILED, Answer.UNCLEAR, Agreement.OPEN),
    ],
)
def test_how_an_answer_stands_to_a_verdict(
    outcome: Outcome, answer: Answer, expected: Agreement
) -> None:
    assert agreement(outcome, answer) is expected


def test_rates_of_failures_and_of_others_apart() -> None:
    known = [
        *[recheck(Outcome.FAILED, Answer.NOT_MET)] * 3,
        recheck(Outcome.FAILED, Answer.MET),
        recheck(Outcome.PASSED, Answer.NOT_MET),
        recheck(Outcome.PASSED, Answer.UNCLEAR),
        recheck(Outcome.CANT_TELL, Answer.MET),
    ]
    rate = check_rates(known)["a"]
    assert (rate.failures, rate.others, rate.all) == (Rate(1, 4), Rate(1, 1), Rate(2, 5))
    assert (rate.by_hand, rate.open) == (1, 1)


def test_beside_scores_from_five_decided_rechecks_on() -> None:
    four = [recheck(Outcome.PASSED, Answer.MET, n) for n in range(4)]
    undecided = [recheck(Outcome.PASSED, Answer.UNCLEAR, n) for n in range(9)]
    assert rates_shown([*four, *undecided]) == {}
    assert list(rates_shown([*four, recheck(Outcome.PASSED, Answer.NOT_MET)])) == ["a"]


def test_wilson() -> None:
    # Newcombe 1998, Statistics in Medicine 17, table I.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert wilson(1, 29) == pytest.approx((0.0061, 0.1718), abs=5e-5)
    assert wilson(0, 0) == (0.0, 1.0)
