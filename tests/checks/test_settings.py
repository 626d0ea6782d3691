"""Every finding that rests on a term that no notice gives says so, whichever check and row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import checks as checks_package
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.registry import checks
from checks.engine.requirement import Requirement
from checks.engine.settings import AIDS, DECIDING, decides
from checks.judging.bench import Bench
from checks.judging.wording import set_locally, with_settings
from checks.rulebooks import available, load_rulebook
from crawler.portals import PortalKind, Role
from crawler.records import Cause, DeadLink, Dossier, LinkSurvey, SearchBox, SearchProbe
from tests.builders import (
    HOME,
    calendar,
    day,
    document,
    dossier,
    interpretation,
    message,
    portal,
    probe,
    report,
    shot,
    url_of,
)
from tests.checks.participation.cases import call, outcome
from tests.checks.resting import DECIDED, MARK, turned

DECISIVE = {
    "batch_age_days", "batch_periods", "categories", "columns", "detectors", "domain_suffix",
    "due_days", "due_month_day", "elements", "expected_fields", "expired_days", "features",
    "fields", "forbid", "grace_days", "grace_working_days", "items", "keep_list", "lookback_days",
    "max_age_days", "max_hits", "max_hours", "max_lag_days", "max_rank", "max_working_days",
    "min_age_days", "min_answered_share", "min_bodies", "min_bytes", "min_chars", "min_days_left",
    "min_duty_chars", "min_entries", "min_events", "min_forms", "min_images", "min_inner_share",
    "min_items", "min_per_year", "min_replies", "number", "parts", "period", "probes", "require",
    "revised_after", "sample_open", "sectors", "series_min", "site_code_digits", "table_columns",
    "themes", "window_days", "years",
}  # fmt: skip
"""What decides of the terms that some shipped row assumes: told here a second time, on purpose."""

ROWS: dict[tuple[str, str], Requirement] = {
    (one.id, str(one.check)): one
    for book in available()
    for row in load_rulebook(book).requirements
    for one in row.measures()
    if one.check in checks()
}


def test_whoever_assumes_a_term_says_whether_it_decides() -> None:
    pairs = {(check, term) for (_, check), row in ROWS.items() for term in row.assumed}
    assert {term for check, term in pairs if decides(check, term)} == DECISIVE
    assert pairs >= DECIDING
    assert {term for _, term in pairs} >= AIDS


@pytest.mark.parametrize("outcome", Outcome)
def test_every_row_of_every_check_shows_it_where_it_decides(outcome: Outcome) -> None:
    cause = Cause.AMBIGUOUS if outcome is Outcome.CANT_TELL else None
    for (row_id, check), row in ROWS.items():
        bench = Bench(checks()[check].check, dossier(), row)
        told = bench.give(outcome, None, "某事如此。", cause=cause).statement
        rests = outcome in DECIDED and any(decides(check, term) for term in row.assumed)
        assert (MARK in told) is rests, (row_id, check, told)
        assert told.count("。") == 1


def test_findings_are_made_at_the_bench_alone() -> None:
    """So that no check can leave the mark out."""
    root = Path(checks_package.__file__).parent
    made = re.compile(r"(?:return|yield|=|\(|\[|,) *Finding\(")
    files = [one for one in root.rglob("*.py") if made.search(one.read_text(encoding="utf-8"))]
    assert [one.relative_to(root).as_posix() for one in files] == ["judging/bench.py"]


SEARCH = SearchBox(HOME, "首页", Role.HOME, shot(HOME), True, url_of("search"), "q")


def searched(*ranks: int, gone: bool = False) -> Dossier:
    """A portal whose search was asked for titles."""
    asked = [
        SearchProbe(
            url_of(f"doc/{n}.html"), f"办法{n}", Role.NORMATIVE_DOCUMENTS, shot(url_of(f"s?{n}")),
            published_on=day("2026-05-01"), rows=10, rank=rank, gone=gone,
        )
        for n, rank in enumerate(ranks)
    ]  # fmt: skip
    return dossier(SEARCH, *asked)


def found(row_id: str, check: str, seen: Dossier) -> Finding:
    """What the check decides under a row as shipped."""
    return next(
        one for one in checks()[check].judge(seen, ROWS[row_id, check], calendar())
        if one.outcome in DECIDED
    )  # fmt: skip


DEAD = DeadLink(
    url_of("gone"), "首页", Role.HOME, shot(url_of("gone")), status=404, tries=2, shown_on=HOME
)
SURVEY = LinkSurvey(HOME, "首页", Role.HOME, shot(HOME), asked=9)
LAGGING = probe(inner=(("u", 200, 200), ("u", 200, None)))
TOWNSHIP = portal(kind=PortalKind.TOWNSHIP)
REPORT = report("nb/1.html", "2020年政府信息公开工作年度报告", "2021-03-30", 2020)
LATE = (document(), interpretation(published="2026-10-20"))
RESTING: dict[str, tuple[str, str, Dossier, str]] = {
    "a reply too late": (
        "wuding-2018-39", "message_reply_latency", dossier(message(replied="2026-11-19")),
        "超过15个工作日（本市设定）的期限"),
    "a reply in time": (
        "wuding-2018-61a", "message_reply_latency", dossier(message(replied="2026-09-30")),
        "未超过15个工作日（本市设定）的期限"),
    "no reply, and late": (
        "suzhou-2024-02b", "message_reply_latency", dossier(message()),
        "答复期限为2026年10月23日（本市设定）"),
    "no reply, and time left": (
        "suzhou-2024-02b", "message_reply_latency", dossier(message(submitted="2026-11-18")),
        "（本市设定），尚未到期"),
    "an interpretation too late": (
        "suzhou-2024-04a", "interpretation_latency", dossier(*LATE),
        "超过1个工作日（本市设定）的期限"),
    "no interpretation in its term": (
        "suzhou-2024-04a", "interpretation_latency", dossier(document()),
        "期满（本市设定），未见解读材料"),
    "no interpretation at all": (
        "suzhou-2024-04b", "interpretation_present", dossier(document()),
        "3个工作日（本市设定）期满"),
    "a document made public too late": (
        "wuding-2018-01b", "doc_publication_latency", dossier(document(published="2026-11-13")),
        "超过20个工作日（本市设定）的期限"),
    "too few pages over IPv6": (
        "access-1", "ipv6_support", dossier(LAGGING), "低于90%（本市设定）"),
    "titles not found": (
        "access-4", "site_search_works", searched(1, 1, 11), "前10条（本市设定）结果中没有"),
    "titles found": (
        "access-4", "site_search_works", searched(1, 1, 10), "前10条（本市设定）结果中找到"),
    "no dead link, of as many as are enough": (
        "access-3", "link_health", dossier(SURVEY), "未见失效（比例为本市设定）。"),
    "feedback awaited": (
        "participation-2", "consultation_feedback_published", dossier(call(ends="2026-11-10")),
        "（本市设定），尚未到期，目前未见反馈"),
    "feedback without numbers": (
        "participation-2", "consultation_feedback_published",
        dossier(call(), outcome(received=None, adopted=None)), "（期限为本市设定）"),
    "the report of a township": (
        "sixian-2020-35b", "annual_report_on_time", dossier(REPORT, of=TOWNSHIP),
        "应于2021年3月31日前公开（本市设定）"),
}  # fmt: skip
APART: dict[str, tuple[str, str, Dossier]] = {
    "an interpretation that is there": (
        "suzhou-2024-04b", "interpretation_present", dossier(*LATE)),
    "a dead link": ("access-3", "link_health", dossier(SURVEY, DEAD)),
    "a page of results that is gone": (
        "access-4", "site_search_works", searched(0, 0, gone=True)),
    "no address for IPv6": (
        "access-1", "ipv6_support", dossier(probe(aaaa=(), usable=(), status_v6=None))),
    "the report of a county, whose day the Regulations give": (
        "sixian-2020-35b", "annual_report_on_time", dossier(REPORT)),
    "a term of the notice itself": (
        "interpretation-1", "interpretation_latency", dossier(*LATE)),
}  # fmt: skip


@pytest.mark.parametrize(("row", "check", "seen", "said"), RESTING.values(), ids=RESTING)
def test_what_rests_on_a_setting_says_so(row: str, check: str, seen: Dossier, said: str) -> None:
    told = found(row, check, seen).statement
    assert said in told
    assert told.count(MARK) == told.count("。") == 1


@pytest.mark.parametrize(("row", "check", "seen"), APART.values(), ids=APART)
def test_what_does_not_rest_on_it_does_not(row: str, check: str, seen: Dossier) -> None:
    assert MARK not in found(row, check, seen).statement


def test_whose_outcome_turns_with_a_setting_shows_it() -> None:
    met = set()
    for row, check, seen, _ in RESTING.values():
        for finding in turned(seen, ROWS[row, check], calendar()):
            assert MARK in finding.statement, finding.statement
            met.add(check)
    assert len(met) >= 6


def test_a_setting_is_called_by_its_name_once_and_what_shows_the_mark_stays() -> None:
    told = with_settings("未见。", ("max_working_days", "window_days", "min_inner_share", "x"))
    assert told == "未见（期限、比例、标准为本市设定）。"
    row = ROWS["access-1", "ipv6_support"]
    shown = f"低于90%{set_locally(row, 'min_inner_share')}。"
    assert with_settings(shown, ("min_inner_share",)) == shown
    assert with_settings("未见。", ()) == "未见。"
