"""site_identity, as a table of cases."""

# ruff: noqa: E501 - tables of cases and markup
from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from crawler.portals import Role
from crawler.records import Cause, SiteIdentity
from tests.builders import (
    HOME,
    calendar,
    dossier,
    field,
    judge_one,
    miss,
    portal,
    requirement,
    shot,
)

CHECK = "site_identity"
WHOLE = {
    "site_code": "5301010002", "icp_number": "滇ICP备05000001号", "police_number": "53010102000001",
    "phone": "0871-5550100",
}  # fmt: skip


def foot(hidden: bool = False, **changes: str | None) -> SiteIdentity:
    fields = tuple((slug, field(text)) for slug, text in (WHOLE | changes).items() if text)
    return SiteIdentity(HOME, "首页", Role.HOME, shot(HOME), fields, hidden, "网站标识码")


CASES: dict[str, tuple[SiteIdentity, Outcome, str | None]] = {
    "all there": (foot(), Outcome.PASSED, None),
    "a ministry's code": (foot(site_code="bm12345678"), Outcome.PASSED, None),
    "nine digits": (foot(site_code="530101002"), Outcome.FAILED, "网站标识码"),
    "eleven digits": (foot(site_code="53010100021"), Outcome.FAILED, "网站标识码"),
    "letters in it": (foot(site_code="ab12345678"), Outcome.FAILED, "网站标识码"),
    "no police record": (foot(police_number=None), Outcome.FAILED, "公安备案号"),
    "two missing": (foot(icp_number=None, phone=None), Outcome.FAILED, "ICP备案号、联系电话"),
    "a foot that a frame fills": (foot(hidden=True, site_code=None, icp_number=None), Outcome.CANT_TELL, None),
    "a frame beside a whole foot": (foot(hidden=True), Outcome.PASSED, None),
}  # fmt: skip


@pytest.mark.parametrize(("record", "outcome", "aspect"), CASES.values(), ids=CASES)
def test_case(record: SiteIdentity, outcome: Outcome, aspect: str | None) -> None:
    finding = judge_one(CHECK, dossier(record))
    assert (finding.outcome, finding.aspect, finding.subject) == (outcome, aspect, HOME)
    if outcome is Outcome.FAILED:
        assert finding.basis is Basis.ABSENCE


def test_a_guest_is_not_judged_by_its_host() -> None:
    assert judge_one(CHECK, dossier(foot(phone=None), guest=True)).outcome is Outcome.INAPPLICABLE


def test_a_home_page_that_was_not_seen() -> None:
    finding = judge_one(CHECK, dossier(misses=[miss(Role.HOME, HOME, Cause.ROBOTS)]))
    assert (finding.outcome, finding.cause) == (Outcome.CANT_TELL, Cause.ROBOTS)


@pytest.mark.parametrize(
    ("home", "changes", "outcome", "aspect"),
    [
        ("http://www.yunxi.gov.cn/", {}, Outcome.PASSED, None),
        ("http://www.yunxi.gov.cn:8080/", {}, Outcome.PASSED, None),
        ("http://www.yunxigov.cn/", {}, Outcome.FAILED, "域名"),
        ("http://gov.cn.yunxi.com/", {"phone": None}, Outcome.FAILED, "联系电话、域名"),
        ("http://10.0.0.8/", {}, Outcome.PASSED, None),
    ],
)
def test_a_row_may_ask_for_a_domain(
    home: str, changes: dict[str, Any], outcome: Outcome, aspect: str | None
) -> None:
    row = requirement(CHECK)
    row = replace(row, terms={**row.terms, "domain_suffix": "gov.cn"})
    seen = dossier(foot(**changes), of=portal(home=home))
    (finding,) = checks()[CHECK].judge(seen, row, calendar())
    assert (finding.outcome, finding.aspect) == (outcome, aspect)
