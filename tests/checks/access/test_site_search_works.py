"""site_search_works, as a table of cases."""

# ruff: noqa: E501 - tables of cases and markup
from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from crawler.portals import Role
from crawler.records import Cause, SearchBox, SearchProbe
from tests.builders import HOME, calendar, day, dossier, judge_one, miss, requirement, shot, url_of

CHECK = "site_search_works"
BOX = SearchBox(HOME, "首页", Role.HOME, shot(HOME), True, url_of("search"), "q")


def probes(*facts: dict[str, Any]) -> list[SearchProbe]:
    return [
        SearchProbe(
            url_of(f"doc/{n}.html"), f"办法{n}", Role.NORMATIVE_DOCUMENTS, shot(url_of(f"search?{n}")),
            published_on=day(one.pop("on", "2026-05-01")), rows=10, **one,
        )
        for n, one in enumerate(facts)
    ]  # fmt: skip


FOUND, LOST = {"rank": 1}, {"rank": 0}
CASES: dict[str, tuple[list[dict[str, Any]], Outcome, Cause | None]] = {
    "all three": ([FOUND] * 3, Outcome.PASSED, None),
    "in the tenth place": ([FOUND, FOUND, {"rank": 10}], Outcome.PASSED, None),
    "in the eleventh place": ([FOUND, FOUND, {"rank": 11}], Outcome.FAILED, None),
    "one of three not there": ([FOUND, FOUND, LOST], Outcome.FAILED, None),
    "nothing at all": ([{"says_none": True}] * 3, Outcome.FAILED, None),
    "a page of results that is gone": ([{"gone": True}] * 3, Outcome.FAILED, None),
    "robots.txt forbids it": ([{"cause": Cause.ROBOTS}] * 3, Outcome.CANT_TELL, Cause.ROBOTS),
    "results that a script fills": ([{"cause": Cause.UNREADABLE}] * 3, Outcome.CANT_TELL, Cause.UNREADABLE),
    "one unread, the others found": ([FOUND, FOUND, {"cause": Cause.LIMIT}], Outcome.CANT_TELL, Cause.LIMIT),
    "one unread, one not there": ([FOUND, LOST, {"cause": Cause.LIMIT}], Outcome.FAILED, None),
    "two documents in all": ([FOUND, FOUND], Outcome.PASSED, None),
    "two titles, neither there": ([{"says_none": True}] * 2, Outcome.FAILED, None),
    "one title alone, not there": ([{"says_none": True}], Outcome.CANT_TELL, Cause.AMBIGUOUS),
    "one title alone, no page of results": ([{"gone": True}], Outcome.FAILED, None),
    "seven days old": ([{**LOST, "on": "2026-11-13"}] * 2, Outcome.FAILED, None),
    "six days old": ([{**LOST, "on": "2026-11-14"}] * 2, Outcome.INAPPLICABLE, None),
    "no documents": ([], Outcome.INAPPLICABLE, None),
}  # fmt: skip


@pytest.mark.parametrize(("facts", "outcome", "cause"), CASES.values(), ids=CASES)
def test_case(facts: list[dict[str, Any]], outcome: Outcome, cause: Cause | None) -> None:
    finding = judge_one(CHECK, dossier(BOX, *probes(*(dict(one) for one in facts))))
    assert (finding.outcome, finding.cause, finding.subject) == (outcome, cause, HOME)
    if outcome is Outcome.FAILED:
        assert finding.basis is Basis.ABSENCE


def test_boxes_that_are_not_asked() -> None:
    assert judge_one(CHECK, dossier()).outcome is Outcome.INAPPLICABLE
    scripted = judge_one(CHECK, dossier(replace(BOX, plain=False)))
    assert (scripted.outcome, scripted.cause) == (Outcome.CANT_TELL, Cause.UNREADABLE)
    assert judge_one(CHECK, dossier(BOX, guest=True)).outcome is Outcome.INAPPLICABLE
    unseen = judge_one(CHECK, dossier(misses=[miss(Role.HOME, HOME)]))
    assert (unseen.outcome, unseen.cause) == (Outcome.CANT_TELL, Cause.UNREACHABLE)


def test_more_titles_than_a_row_asks_for_do_not_count() -> None:
    assert (
        judge_one(CHECK, dossier(BOX, *probes(*[dict(FOUND)] * 3, dict(LOST)))).outcome
        is Outcome.PASSED
    )


def test_a_clause_on_one_section_is_not_judged_by_the_search_of_the_site() -> None:
    row = requirement(CHECK)
    row = replace(row, terms={**row.terms, "scope": "gazette"})
    (finding,) = checks()[CHECK].judge(dossier(BOX, *probes(dict(LOST))), row, calendar())
    assert (finding.outcome, finding.cause) == (Outcome.CANT_TELL, Cause.UNREADABLE)
