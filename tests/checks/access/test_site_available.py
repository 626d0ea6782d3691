"""site_available, as a table of cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.engine.outcome import Basis, Outcome
from crawler.records import Cause, Doubt, HomeOpenings, Opening, VisitSpan
from crawler.records.moments import beijing
from tests.builders import AS_OF, dossier, judge_one, moment, opened, opened_daily

CHECK = "site_available"
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
FIRST, LAST = "2026-11-13", "2026-11-19"
AT = "2026-11-13T00:00"
SILENT = opened(AT, 20.0, None)
BROKEN = opened(AT, status=502, error="status 502")
SLOW = opened(AT, 15.0)
NEARLY = opened(AT, 14.9)
DOUBTED = replace(SILENT, doubt=Doubt.OWN)


def week(a_day: int = 20, *bad: Opening) -> HomeOpenings:
    """The seven days before the night; 20 a day are 140, of which seven are 5 %."""
    return opened_daily(FIRST, LAST, a_day, bad)


def ending(*last: Opening) -> HomeOpenings:
    """A week of 40 a day in which these are the last openings."""
    rows = list(week(40).openings)
    for place, one in enumerate(last, len(rows) - len(last)):
        rows[place] = replace(one, at=rows[place].at)
    return replace(week(40), openings=tuple(rows))


def silent_between(first: str, last: str) -> HomeOpenings:
    """A week of 48 a day, silent every day from one hour up to another."""
    rows = [
        replace(SILENT, at=one.at) if first <= f"{beijing(one.at):%H:%M}" < last else one
        for one in week(48).openings
    ]
    return replace(week(48), openings=tuple(rows))


def after(*visits: tuple[str, str], silent: tuple[str, str] = ("02:30", "07:00")) -> HomeOpenings:
    """That week with the visits of our runs known, silent every day from the same hour on."""
    told = tuple(VisitSpan(moment(began), moment(ended)) for began, ended in visits)
    return replace(silent_between(*silent), visits=told)


def nightly(began: str, ended: str) -> tuple[tuple[str, str], ...]:
    """A visit every night of that week, between the same hours."""
    return tuple((f"2026-11-{n}T{began}", f"2026-11-{n}T{ended}") for n in range(13, 20))


CASES: dict[str, tuple[HomeOpenings, Outcome, Cause | None]] = {
    "every opening is good": (week(), PASSED, None),
    "one in twenty was silent": (week(20, *[SILENT] * 7), FAILED, None),
    "one fewer": (week(20, *[SILENT] * 6), PASSED, None),
    "fifteen seconds are too long": (week(20, *[SLOW] * 7), FAILED, None),
    "a little less is not": (week(20, *[NEARLY] * 7), PASSED, None),
    "errors of the server": (week(20, *[BROKEN] * 7), FAILED, None),
    "slow, silent and broken add up": (
        week(20, SILENT, SILENT, SLOW, SLOW, BROKEN, BROKEN, SLOW), FAILED, None),
    "4.9 percent of a denser week": (week(41, *[SILENT] * 14), PASSED, None),
    "5.2 percent of a denser week": (week(41, *[SILENT] * 15), FAILED, None),
    "nineteen a day": (week(19, *[SILENT] * 19), CANT_TELL, Cause.UNREACHABLE),
    "nineteen good ones a day": (week(19), CANT_TELL, Cause.SCANNER),
    "twenty, of which one was our own fault": (week(20, DOUBTED), CANT_TELL, Cause.SCANNER),
    "enough without those of our own fault": (week(40, *[DOUBTED] * 20), PASSED, None),
    "too few without them": (week(40, *[DOUBTED] * 21), CANT_TELL, Cause.SCANNER),
    "maintenance counts for nothing": (
        week(40, *[replace(SILENT, doubt=Doubt.MAINTENANCE)] * 20), PASSED, None),
    "the portal turns us away all day": (
        week(40, *[opened(AT, status=403, error="status 403", doubt=Doubt.REFUSED)] * 40),
        CANT_TELL, Cause.BLOCKED),
    "given up before fifteen seconds were over": (
        week(40, *[replace(SILENT, seconds=9.0, cut=True)] * 20), PASSED, None),
    "silence that has an end": (week(40, *[SILENT] * 40), FAILED, None),
    "silence that has none yet may be a lock": (ending(*[SILENT] * 30), CANT_TELL,
        Cause.UNREACHABLE),
    "a short one at the end is left out": (ending(*[SILENT] * 20), PASSED, None),
    "errors at the end are answers": (ending(*[BROKEN] * 30), FAILED, None),
    "silence that begins with a night's visit": (silent_between("02:00", "12:00"), PASSED, None),
    "in the last of the hours after it": (silent_between("07:30", "12:00"), PASSED, None),
    "after them": (silent_between("08:00", "12:00"), FAILED, None),
    "before the visit": (silent_between("01:00", "12:00"), FAILED, None),
    "silent all week": (week(40, *[SILENT] * 280), CANT_TELL, Cause.UNREACHABLE),
    "the first day is missing": (
        opened_daily("2026-11-14", LAST, 40), CANT_TELL, Cause.SCANNER),
    "failures of the day before the first are over": (
        opened_daily("2026-11-12", LAST, 20, [SILENT] * 20), PASSED, None),
    "nobody opens the page": (replace(week(), openings=()), INAPPLICABLE, None),
}  # fmt: skip


@pytest.mark.parametrize(("told", "outcome", "cause"), CASES.values(), ids=CASES)
def test_case(told: HomeOpenings, outcome: Outcome, cause: Cause | None) -> None:
    finding = judge_one(CHECK, dossier(told))
    assert (finding.outcome, finding.cause) == (outcome, cause)
    assert finding.aspect == "www.yunxi.test"
    assert finding.statement.count("。") == 1
    if outcome in (PASSED, FAILED):
        assert finding.evidence[0].url == "urn:gongkai:openings:yunxi"
        assert (finding.basis is Basis.ABSENCE) == (outcome is FAILED)


@pytest.mark.parametrize("as_of", ["2026-11-20T02:00", "2026-11-20T09:00", "2026-11-20T14:00"])
@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        (after(*nightly("02:00", "02:20")), PASSED),
        (after(*nightly("02:00", "02:20"), silent=("08:00", "12:00")), PASSED),
        (after(*nightly("02:00", "02:20"), silent=("08:30", "13:00")), FAILED),
        (after(*nightly("02:00", "10:20"), silent=("09:00", "13:00")), PASSED),
        (after(*nightly("02:00", "10:20"), silent=("16:00", "20:00")), PASSED),
        (after(*nightly("02:00", "10:20"), silent=("16:30", "20:30")), FAILED),
        (after(*nightly("02:00", "02:20"), silent=("01:00", "12:00")), FAILED),
        (after(("2026-11-13T02:00", "2026-11-13T02:20")), FAILED),  # none of the later nights
    ],
)
def test_a_lock_follows_a_visit_whatever_the_hour_of_this_run(
    told: HomeOpenings, outcome: Outcome, as_of: str
) -> None:
    assert judge_one(CHECK, dossier(told, as_of=as_of)).outcome is outcome


def test_a_lock_after_special_visits() -> None:
    def bad(one: Opening) -> bool:
        at = beijing(one.at)
        return at.day in (16, 17) and "14:30" <= f"{at:%H:%M}" < "20:00"

    told = week(48)
    rows = tuple(replace(SILENT, at=one.at) if bad(one) else one for one in told.openings)
    specials = [(f"2026-11-{n}T14:00", f"2026-11-{n}T14:40") for n in (16, 17)]
    told = replace(after(*nightly("02:00", "02:20"), *specials), openings=rows)
    assert judge_one(CHECK, dossier(told)).outcome is PASSED
    unknown = replace(told, visits=told.visits[:-2])
    assert judge_one(CHECK, dossier(unknown)).outcome is FAILED


def test_nights_before_the_first_known_visit_began_at_the_hour_of_this_one() -> None:
    told = after(*nightly("02:00", "02:20")[4:])
    assert judge_one(CHECK, dossier(told)).outcome is PASSED
    assert judge_one(CHECK, dossier(told, as_of="2026-11-20T14:00")).outcome is FAILED


def test_the_figures_are_told() -> None:
    finding = judge_one(CHECK, dossier(week(20, *[SILENT] * 7)))
    assert finding.statement == (
        "www.yunxi.test首页11月13日至11月19日计入访问140次，7次未能在15秒内打开，占5.0%，达到5%。"
    )
    assert (finding.measured, finding.unit) == (0.05, "share")


def test_a_guest_is_not_blamed_for_its_host() -> None:
    finding = judge_one(CHECK, dossier(week(20, *[SILENT] * 20), guest=True))
    assert finding.outcome is INAPPLICABLE


def test_a_night_without_a_record_of_openings_costs_nobody() -> None:
    assert judge_one(CHECK, dossier(as_of=AS_OF)).outcome is INAPPLICABLE
