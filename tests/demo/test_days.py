"""The county lives on: from one day to another pieces keep their place and words, and the truth
moves only where the world did."""

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest

from demo import build
from demo.content.model import DocFacts, Item, LetterFacts
from demo.county import County, addresses

pytestmark = pytest.mark.xdist_group("days")

EPOCH = date(2026, 11, 20)
PAIRS = [
    (day, day + timedelta(days=later))
    for day in (date(2026, 1, 20), date(2026, 8, 15), EPOCH)
    for later in (1, 3, 30)
]
DAYS = (0, 1, 7, 14, 41)
BY_ASPECT = (
    "section_present", "section_freshness", "annual_report_on_time", "proposal_reply_disclosed",
)  # fmt: skip
TURNS = {
    "message_reply_latency": {("pending", "passed"), ("pending", "failed")},
    "interpretation_latency": {("pending", "passed"), ("pending", "failed")},
    "interpretation_present": {
        ("pending", "passed"), ("pending", "failed"), ("failed", "passed"),
    },
    "annual_report_on_time": {("pending", "passed"), ("pending", "failed")},
    "doc_validity_current": {("passed", "failed")},  # its term ended
    "doc_metadata_complete": {("passed", "inapplicable")},  # it was repealed
    "section_freshness": {("passed", "failed"), ("failed", "passed")},
    "section_present": {("failed", "passed")},  # its first entry came
    "power_list_current": {("passed", "failed")},  # it grew old
    "consultation_feedback_published": {
        ("pending", "passed"), ("pending", "failed"), ("inapplicable", "pending"),
        ("inapplicable", "cant_tell"),  # closed so late that its term leaves the calendar
    },
    "progress_report_cadence": {
        ("passed", "pending"), ("pending", "passed"), ("pending", "failed"), ("passed", "failed"),
    },
    "doc_download_available": {("passed", "inapplicable")},  # it was repealed
    "doc_integrity_stable": {("passed", "failed"), ("passed", "inapplicable")},
    "gazette_cadence": {("passed", "failed"), ("failed", "passed")},
}  # fmt: skip
"""How a judgement may turn from one day to a later one: a late reply, for one, stays late."""


@cache
def county(day: date) -> County:
    return build(day)


HOMES = {t.subject for t in county(EPOCH).truth if t.check == "ipv6_support"}


def outcomes(day: date) -> dict[tuple[str, str, str, str | None], str]:
    return {
        (t.portal, t.check, t.subject, t.aspect if t.check in BY_ASPECT else None): t.outcome
        for t in county(day).truth
    }


TODAY = re.compile(
    '(今天是|打印[^<]*?：|页面更新时间：|Maketime" content=")[0-9年月-]+(日)?'.encode(),
)
"""What templates print of the day on which they are asked."""


def page(county: County, host: str, path: str) -> bytes:
    """The page of an address, without what it says of the day on which it is asked."""
    answer = county.site(host.partition(":")[0]).answer(path.partition("#")[0])
    assert answer is not None, path
    return re.sub(TODAY, b"", answer.body)


def _is_altered(item: Item, day: date, later: date) -> bool:
    """Whether somebody changed the text of a document between the days, as is planted."""
    on = item.facts.altered_on if isinstance(item.facts, DocFacts) else None
    return on is not None and day <= on < later


@pytest.mark.parametrize("day, later", PAIRS)
def test_what_was_there_stays_where_it_was_with_its_words(day, later):
    old, new = county(day), county(later)
    for before, after in zip(old.units, new.units, strict=True):
        assert addresses(before).items() <= addresses(after).items()
        for column in before.columns:
            for item in column.items:
                same = after.item(item.key)[1]
                if _is_altered(item, day, later):
                    same = replace(same, blocks=item.blocks)
                assert replace(same, facts=None, refs=()) == replace(item, facts=None, refs=())
                assert {*item.refs} <= {*same.refs}
    for left, right in zip(old.sites, new.sites, strict=True):
        assert left.pages.keys() <= right.pages.keys()
        assert left.calls.keys() <= right.calls.keys()


@pytest.mark.parametrize("day, later", PAIRS)
def test_a_page_changes_only_if_its_piece_did(day, later):
    old, new = county(day), county(later)
    changed = 0
    for before, after in zip(old.units, new.units, strict=True):
        paths = addresses(before)
        for column in before.columns:
            for item in column.items:
                path = paths[item.key]
                if column.condition != "ok" or column.shape == "leaders" or "#" in path:
                    continue
                same = after.item(item.key)[1] == item
                shown = page(old, before.host, path) == page(new, after.host, path)
                assert shown or not same, path
                changed += not shown
    assert changed <= 4 * (later - day).days


@pytest.mark.parametrize("day, later", PAIRS)
def test_facts_change_only_by_what_was_done_since(day, later):
    for before, after in zip(county(day).units, county(later).units, strict=True):
        for column in before.columns:
            for item in column.items:
                old, new = item.facts, after.item(item.key)[1].facts
                if isinstance(old, LetterFacts) and isinstance(new, LetterFacts):
                    assert new.answers[: len(old.answers)] == old.answers
                    assert all(day <= on < later for on, _ in new.answers[len(old.answers) :])
                elif isinstance(old, DocFacts) and isinstance(new, DocFacts) and old != new:
                    assert old.repealed is None
                    assert new.repealed is not None
                    assert day <= new.repealed < later
                else:
                    assert old == new


def unforeseen(before, after):
    """Turns of judgements that TURNS does not know, each as what is to be added if it is right."""
    return sorted(
        {
            f"add {key[1]} to TURNS: {(outcome, after[key])} of {key[2]}"
            for key, outcome in before.items()
            if after.get(key, outcome) != outcome
            and (outcome, after[key]) not in TURNS.get(key[1], ())
        }
    )


def test_a_turn_of_a_check_that_is_not_listed_says_what_to_add():
    key, known = ("yunxi", "new_check", "/", None), ("yunxi", "section_present", "/", "news")
    before, after = {key: "passed", known: "failed"}, {key: "failed", known: "passed"}
    assert unforeseen(before, after) == ["add new_check to TURNS: ('passed', 'failed') of /"]


@pytest.mark.parametrize("day, later", PAIRS)
def test_the_truth_turns_only_where_the_world_did(day, later):
    before, after = outcomes(day), outcomes(later)
    told = unforeseen(before, after)
    assert not told, "\n".join(told)
    left = {key for key in before.keys() - after.keys() if key[2] not in HOMES}
    leaving = set()
    for unit in county(day).units:
        paths = addresses(unit)
        for column in unit.columns:
            for item in column.items:
                if item.on < later - timedelta(days=365):
                    leaving.add((unit.id, paths[item.key]))
    for portal, _, subject, _ in left:  # a year has passed over them: no duty is judged any more
        assert any(portal == unit and subject.endswith(path) for unit, path in leaving), subject


def test_new_pieces_come_and_the_county_does_not_swell():
    pages = [sum(len(site.pages) for site in county(EPOCH + timedelta(days=n)).sites) for n in DAYS]
    assert pages == sorted(pages)
    assert pages[0] + 20 < pages[-1] < pages[0] * 1.15


def of_letter(day, key):
    unit = county(day).units[0]
    path = addresses(unit)[key]
    return next(t for t in county(day).truth if t.subject.endswith(path)).outcome


def test_a_letter_goes_from_pending_to_late_and_stays_late_when_it_is_answered():
    letter = next(
        item
        for item in county(EPOCH).units[0].by_role("message_board").items
        if item.on == date(2026, 11, 17)
    )
    days = (20, 21, 26, 30)
    assert [of_letter(date(2026, 11, n), letter.key) for n in days] == [
        "pending", "failed", "failed", "failed",
    ]  # fmt: skip
    answered = [
        len(county(date(2026, 11, n)).units[0].item(letter.key)[1].facts.answers) for n in days
    ]
    assert answered == [0, 0, 1, 1]


def test_a_letter_of_the_day_itself_is_answered_in_time():
    letter = next(
        item for item in county(EPOCH).units[0].by_role("message_board").items if item.on == EPOCH
    )
    days = (20, 21, 24, 25, 27)
    assert [of_letter(date(2026, 11, n), letter.key) for n in days] == [
        "pending", "pending", "pending", "passed", "passed",
    ]  # fmt: skip


def test_a_term_that_ends_today_has_failed_tomorrow():
    unit = county(EPOCH).units[0]
    item = next(
        item
        for item in unit.by_role("normative_documents").items
        if isinstance(item.facts, DocFacts) and item.facts.ends_on == EPOCH
    )
    path = addresses(unit)[item.key]
    for day, outcome in ((EPOCH, "passed"), (EPOCH + timedelta(days=1), "failed")):
        (row,) = (
            t
            for t in county(day).truth
            if t.check == "doc_validity_current" and t.subject.endswith(path)
        )
        assert row.outcome == outcome


def test_a_stale_section_is_stale_until_news_come():
    def fresh(day, portal, role):
        return outcomes(day)[portal, "section_freshness", homes[portal], role]

    homes = {t.portal: t.subject for t in county(EPOCH).truth if t.check == "ipv6_support"}
    assert fresh(EPOCH, "jiaoyu", "notices") == "passed"
    assert fresh(date(2026, 11, 21), "jiaoyu", "notices") == "failed"
    for n in (20, 21, 23, 27):
        assert fresh(date(2026, 11, n), "yunxi", "news") == "failed"
        assert fresh(date(2026, 11, n), "qinglan", "news") == "passed"
    assert fresh(date(2026, 12, 3), "yunxi", "news") == "passed"


def test_what_offices_do_by_day_is_seen_the_next_night():
    for unit in county(date(2026, 11, 27)).units:
        for column in unit.columns:
            for item in column.items:
                assert item.on < date(2026, 11, 27) or item.clock < "02:00"
