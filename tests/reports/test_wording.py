from datetime import date

import pytest

from checks.engine.case import CaseState
from checks.engine.outcome import Outcome
from checks.engine.requirement import Assessment, Scoring
from crawler.portals import PortalKind, Role
from crawler.records import Cause
from crawler.records.dossier import ReadState
from reports import wording
from reports.day_sums import mend_by, sum_in_words
from tests.reports.builders import AS_OF, CALENDAR, case, finding


@pytest.mark.parametrize(
    ("identifiers", "words"),
    [
        (Outcome, wording.OUTCOMES),
        (CaseState, wording.STATES),
        (Cause, wording.CAUSES),
        (Role, {role: role.chinese for role in Role}),
        (PortalKind, wording.KINDS),
        (ReadState, wording.READ_STATES),
        (Scoring, wording.SCORINGS),
        (Assessment, wording.ASSESSMENTS),
    ],
)
def test_every_identifier_has_a_word_of_its_own(identifiers: type, words: dict) -> None:  # type: ignore[type-arg]
    assert set(words) == set(identifiers)  # type: ignore[call-overload]
    assert len(set(words.values())) == len(words)


def test_the_sum_names_days_off_and_the_due_date() -> None:
    text = sum_in_words(finding())
    assert text == (
        "起算日9月28日（周一）不计；第1日9月29日（周二）、第2日9月30日（周三）；"
        "10月1日（周四）至10月7日（周三）国庆节不计；第3日10月8日（周四）、第4日10月9日（周五）；"
        "到期日为10月9日（周五）。"
    )
    assert sum_in_words(finding(day_count=())) == ""


def test_long_terms_are_told_as_spans() -> None:
    days = CALENDAR.day_count(date(2026, 11, 1), date(2026, 11, 27))
    text = sum_in_words(finding(day_count=days, due_on=None))
    assert "第1日11月2日（周一）至第5日11月6日（周五）" in text
    assert text.count("周末不计") == 3


def test_measures_and_dates() -> None:
    assert wording.measured_text(31.0, "working days") == "31个工作日"
    assert wording.measured_text(0.875, "share") == "87.5%"
    assert wording.measured_text(None, None) == ""
    assert wording.day_text(date(2026, 1, 2)) == "2026年1月2日"
    assert wording.role_name("gazette") == "政府公报"
    assert wording.role_name("2025") == "2025"


def test_the_time_to_mend_counts_working_days_from_the_present_state() -> None:
    opened = case(finding(), since=AS_OF.replace(month=9, day=24))
    assert mend_by(opened, CALENDAR, 10) == date(2026, 10, 15)
    assert mend_by(case(finding(), CaseState.SUSPECTED), CALENDAR) is None
    assert mend_by(None, CALENDAR) is None
    assert (
        mend_by(case(finding(), since=AS_OF.replace(year=2027, month=12, day=30)), CALENDAR) is None
    )
