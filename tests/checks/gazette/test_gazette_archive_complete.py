"""gazette_archive_complete, as a table of cases. The moment is 20 November 2026."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from checks.rulebooks import load_rulebook
from crawler.portals import Role
from crawler.records import Cause, DeadLink, Dossier, LinkSurvey, ReadState, Record
from tests.builders import calendar, day, dossier, entry, gazette_page, miss, section, shot, url_of

CHECK, GAZETTE = "gazette_archive_complete", Role.GAZETTE
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE


def judged(seen: Dossier, **terms: Any) -> Finding:
    row = load_rulebook("sixian-2020").requirement("sixian-2020-33d")
    one = next(one for one in row.measures() if one.check == CHECK)
    one = replace(one, terms={**one.terms, "from": "first_known", **terms})
    (finding,) = checks()[CHECK].judge(seen, one, calendar())
    return finding


def shelf(*titles: str, opened: bool = True) -> list[Record]:
    """Issues of these titles, the oldest first, every one of them opened."""
    found: list[Record] = []
    for n, title in enumerate(titles):
        month, year = n % 12 + 1, 2015 + n // 12
        found.append(entry(GAZETTE, f"gb/{n}.html", title, f"{year}-{month:02}-15"))
        if opened:
            found.append(gazette_page(f"gb/{n}.html", issue=True, title=title))
    return found


def year(of: int, *numbers: int | str) -> list[str]:
    return [f"云溪县人民政府公报{of}年第{n}期" for n in numbers]


CASES: dict[str, tuple[list[str], Outcome, str | None]] = {
    "every number": ([*year(2024, 1, 2, 3, 4), *year(2025, 1, 2)], PASSED, None),
    "one is missing": (
        [*year(2024, 1, 2, 4), *year(2025, 1, 2)], FAILED, "2024年第3期"),
    "some are missing": (
        [*year(2024, 1, 5), *year(2025, 2)], FAILED, "2024年第2—4期、2025年第1期"),
    "a whole year is missing": (
        [*year(2023, 1, 2), *year(2025, 1, 2)], FAILED, "2024年各期"),
    "a year for which it paused": (
        [*year(2023, 1, 2), "云溪县人民政府公报2024年停刊启事", *year(2025, 1, 2)], PASSED, None),
    "two in one": ([*year(2024, 1, "2-3", 4), *year(2025, 1)], PASSED, None),
    "a supplement": (
        [*year(2024, 1, 2), "云溪县人民政府公报2024年增刊", *year(2025, 1)], PASSED, None),
    "the first year from its middle": ([*year(2024, 3, 4), *year(2025, 1)], PASSED, None),
    "one issue": (year(2024, 1), PASSED, None),
    "numbers that go on through the years": (
        [*year(2024, 1, 2, 3), *year(2025, 4, 5)], PASSED, None),
    "numbers that go on, one missing": (
        [*year(2024, 1, 2, 3), *year(2025, 5, 6)], FAILED, "第4期"),
    "total numbers": (["公报（总第7期）", "公报（总第8期）"], PASSED, None),
    "total numbers, one missing": (
        ["公报2024年第12期（总第7期）", "公报2025年第2期（总第9期）"], FAILED, "总第8期"),
    "the end of a year that only totals tell": (
        ["公报2024年第11期（总第7期）", "公报2025年第1期（总第9期）"], FAILED, "总第8期"),
    "two in one, counted once": (
        ["公报2024年第5-6期（总第7期）", "公报2024年第7期（总第8期）"], PASSED, None),
    "two in one, counted twice": (
        ["公报2024年第5-6期（总第7-8期）", "公报2024年第7期（总第9期）"], PASSED, None),
    "Chinese numerals": (
        ["公报二〇二四年第一期", "公报二〇二四年第三期"], FAILED, "2024年第2期"),
    "a title without a year": ([*year(2024, 1, 2), "第三期"], CANT_TELL, None),
    "no numbers at all": (["关于印发某办法的通知", "关于某事项的公告"], CANT_TELL, None),
}  # fmt: skip


@pytest.mark.parametrize(("titles", "outcome", "aspect"), CASES.values(), ids=CASES)
def test_case(titles: list[str], outcome: Outcome, aspect: str | None) -> None:
    found = judged(dossier(*shelf(*titles)))
    assert (found.outcome, found.aspect) == (outcome, aspect), found.statement
    assert found.subject == "http://www.yunxi.test/"
    assert found.basis is (Basis.ABSENCE if outcome is FAILED else Basis.WORDS)


FIRST: dict[str, tuple[list[str], dict[str, int], Outcome, str | None]] = {
    "total numbers from one": (["公报（总第1期）", "公报（总第2期）"], {}, PASSED, None),
    "total numbers from seven": (
        ["公报（总第7期）", "公报（总第8期）"], {}, FAILED, "总第1—6期"),
    "from the middle of a year": (year(2024, 3, 4), {}, FAILED, "2024年第1—2期"),
    "from the first of a year": (year(2024, 1, 2), {}, CANT_TELL, None),
    "the very first says so": (
        ["云溪县人民政府公报2024年第1期（创刊号）", *year(2024, 2)], {}, PASSED, None),
    "the office knows the year": (year(2024, 1, 2), {"yunxi": 2024}, PASSED, None),
    "it began a year before": (year(2024, 1, 2), {"yunxi": 2023}, FAILED, "2023年各期"),
    "the first year, not from one": (year(2024, 2), {"yunxi": 2024}, FAILED, "2024年第1期"),
}  # fmt: skip


@pytest.mark.parametrize(("titles", "years", "outcome", "aspect"), FIRST.values(), ids=FIRST)
def test_from_the_very_first(
    titles: list[str], years: dict[str, int], outcome: Outcome, aspect: str | None
) -> None:
    seen = dossier(*shelf(*titles))
    found = judged(seen, **{"from": "first_issue", "first_years": years})
    assert (found.outcome, found.aspect) == (outcome, aspect), found.statement


def dead(path: str, tries: int = 2, mended: bool = False) -> DeadLink:
    gone = replace(shot(url_of(path)), status=404)
    return DeadLink(url_of(path), "x", Role.HOME, gone, 404, tries=tries, mended=mended)


def survey(unseen: int = 0, left: int = 0) -> LinkSurvey:
    home = url_of("")
    return LinkSurvey(home, "x", Role.HOME, shot(home), 9, unseen, left)


THREE = shelf(*year(2024, 1, 2, 3))
SHUT = [*THREE[:-1]]
FILE = miss(GAZETTE, "gb/2.html", Cause.UNREADABLE, detail="直接链接到附件，没有网页")
OPEN: dict[str, tuple[Dossier, Outcome, Cause | None]] = {
    "gone": (dossier(*SHUT, dead("gb/2.html")), FAILED, None),
    "gone at one try": (dossier(*SHUT, dead("gb/2.html", 1)), CANT_TELL, Cause.LIMIT),
    "gone before": (dossier(*THREE, dead("gb/2.html", mended=True)), PASSED, None),
    "not opened": (dossier(*SHUT), CANT_TELL, Cause.LIMIT),
    "kept back": (
        dossier(*SHUT, misses=[miss(GAZETTE, "gb/2.html", Cause.CHALLENGED)]),
        CANT_TELL, Cause.CHALLENGED),
    "a file that answers": (dossier(*SHUT, survey(), misses=[FILE]), PASSED, None),
    "a file that nobody asked for": (
        dossier(*SHUT, misses=[FILE]), CANT_TELL, Cause.UNREADABLE),
    "a file that may not have answered": (
        dossier(*SHUT, survey(unseen=1), misses=[FILE]), CANT_TELL, Cause.UNREADABLE),
    "links left out": (
        dossier(*SHUT, survey(left=1), misses=[FILE]), CANT_TELL, Cause.UNREADABLE),
    "a file that is gone": (
        dossier(*SHUT, survey(), dead("gb/2.html"), misses=[FILE]), FAILED, None),
}  # fmt: skip


@pytest.mark.parametrize(("seen", "outcome", "cause"), OPEN.values(), ids=OPEN)
def test_the_sample_opens(seen: Dossier, outcome: Outcome, cause: Cause | None) -> None:
    found = judged(seen)
    assert (found.outcome, found.cause) == (outcome, cause), found.statement
    if outcome is FAILED:
        assert found.aspect == "云溪县人民政府公报2024年第3期（打不开）"
        assert found.evidence[-2].url == "http://www.yunxi.test/gazette/"


def test_of_many_issues_a_sample_is_enough() -> None:
    titles = year(2024, *range(1, 13))
    half = [one for one in shelf(*titles) if not one.url.endswith(("11.html", "10.html"))]
    rows = [one for one in shelf(*titles, opened=False) if one.url.endswith(("11.html", "10.html"))]
    assert judged(dossier(*half, *rows)).outcome is PASSED
    assert "抽查10期（本市设定）" in judged(dossier(*half, *rows)).statement
    assert judged(dossier(*half, *rows), sample_open=11).outcome is CANT_TELL


GAP = shelf(*year(2024, 1, 3))
UNSEEN: dict[str, tuple[Dossier, Outcome, Cause | None]] = {
    "no section": (dossier(sections=[section(GAZETTE, ReadState.ABSENT)]), INAPPLICABLE, None),
    "an empty one": (dossier(sections=[section(GAZETTE, ReadState.EMPTY)]), INAPPLICABLE, None),
    "not seen": (
        dossier(sections=[section(GAZETTE, ReadState.UNOBSERVABLE, Cause.ROBOTS)]),
        CANT_TELL, Cause.ROBOTS),
    "read in part": (
        dossier(*GAP, sections=[section(GAZETTE, ReadState.PART, Cause.LIMIT)]),
        CANT_TELL, Cause.LIMIT),
    "a link to the city's": (
        dossier(*GAP, sections=[section(GAZETTE, elsewhere=True)]), INAPPLICABLE, None),
    "a statement of none": (
        dossier(sections=[section(GAZETTE, ReadState.EMPTY, statement_on=day("2026-06-01"))]),
        INAPPLICABLE, None),
    "a list in no order, cut": (
        dossier(*GAP, sections=[section(GAZETTE, unread_before=day("9999-12-31"))]),
        CANT_TELL, Cause.LIMIT),
    "a list cut before the gap": (
        dossier(*GAP, sections=[section(GAZETTE, unread_before=day("2014-12-31"))]), FAILED, None),
    "a gap beside a title without a year": (
        dossier(*shelf(*year(2024, 1, 3), "第二期")), CANT_TELL, Cause.AMBIGUOUS),
}  # fmt: skip


@pytest.mark.parametrize(("seen", "outcome", "cause"), UNSEEN.values(), ids=UNSEEN)
def test_what_was_not_seen_is_never_failed(
    seen: Dossier, outcome: Outcome, cause: Cause | None
) -> None:
    found = judged(seen)
    assert (found.outcome, found.cause) == (outcome, cause), found.statement


def test_a_cut_list_says_nothing_of_the_very_first() -> None:
    cut = section(GAZETTE, unread_before=day("2014-12-31"))
    found = judged(dossier(*shelf("公报（总第7期）"), sections=[cut]), **{"from": "first_issue"})
    assert found.cause is Cause.LIMIT


@pytest.mark.parametrize(
    "title", ["第〇期", "第百期", "总第期", "公报0000年第0期", "\ud800第3期", "第999期"]
)
def test_hostile_titles_raise_nothing(title: str) -> None:
    found = judged(dossier(*shelf(title, "公报2024年第2期")), **{"from": "first_issue"})
    assert found.outcome in Outcome
