"""new_media_listed, as a table of cases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from crawler.portals import Role
from crawler.records import Account, AccountList, Cause, Dossier, ReadState
from tests.builders import HOME, calendar, day, dossier, on, section, shot, url_of
from tests.checks.rows import judge_by, row

CHECK = "new_media_listed"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
ABSENT = section(Role.NEW_MEDIA, ReadState.ABSENT)


def account(name: str = "云溪发布", updated: str | None = "2026-11-18", **more: str) -> Account:
    facts = {"platform": "微信公众号", "owner": "县委宣传部", "state": "正常"} | more
    return Account(name, updated_on=on(updated), **facts)


def page(*accounts: Account, home: bool = False, **more: Any) -> AccountList:
    url = HOME if home else url_of("xmt/")
    role = Role.HOME if home else Role.NEW_MEDIA
    return AccountList(url, "政务新媒体", role, shot(url), accounts, **more)


def judged(*lists: AccountList, **more: Any) -> Finding:
    (finding,) = judge_by(CHECK, dossier(*lists, **more))
    return finding


MICROBLOG = account("平安云溪", "2026-11-19", platform="微博", owner="县公安局")
CASES: dict[str, tuple[tuple[Account, ...], Outcome, str | None]] = {
    "all kept up": ((account(), MICROBLOG), PASSED, None),
    "updated on the last day": ((account(updated="2026-11-06"),), PASSED, None),
    "updated a day too long ago": ((account(updated="2026-11-05"),), FAILED, "云溪发布"),
    "one of two is dormant": ((account(updated="2026-10-01"), MICROBLOG), FAILED, "云溪发布"),
    "said to be closed": ((account(updated=None, state="已关停"), MICROBLOG), FAILED, "云溪发布"),
    "closed and dormant": (
        (account(state="已注销"), account("云溪旅游", "2026-01-01")), FAILED, "云溪发布、云溪旅游"),
    "nothing told of any": ((account(updated=None),), CANT_TELL, None),
    "nothing told of one": ((account(updated=None), MICROBLOG), PASSED, None),
    "a last post that lies ahead": ((account(updated="2026-11-21"),), CANT_TELL, None),
    "without an owner": ((account(owner=""),), CANT_TELL, None),
    "without a name": ((account("",),), CANT_TELL, None),
    "without a kind": ((account(platform=""),), CANT_TELL, None),
    "two of one kind and body": ((account(), account("云溪微讯")), CANT_TELL, None),
    "two kinds of one body": ((account(), account(platform="抖音")), PASSED, None),
    "one kind of two bodies": ((account(), account("云溪教育", owner="县教育局")), PASSED, None),
}  # fmt: skip


@pytest.mark.parametrize(("accounts", "result", "aspect"), CASES.values(), ids=CASES)
def test_case(accounts: tuple[Account, ...], result: Outcome, aspect: str | None) -> None:
    finding = judged(page(*accounts))
    assert (finding.outcome, finding.aspect) == (result, aspect), finding.statement
    assert finding.subject == HOME
    assert finding.statement.count("。") == 1


def test_the_rows_limit_goes_before_the_shared_one_and_shows_when_it_is_ours() -> None:
    old = dossier(page(account(updated="2026-10-30")))
    (ours,) = judge_by(CHECK, old)
    assert ours.outcome is FAILED
    assert "（本市设定）" in ours.statement
    (kept,) = judge_by(CHECK, old, max_age_days=30)
    assert kept.outcome is PASSED


def test_words_open_a_case_and_absence_waits() -> None:
    assert judged(page(account(state="停更"))).basis is Basis.WORDS
    missing = judged(page(home=True), sections=[ABSENT])
    assert (missing.outcome, missing.basis, missing.aspect) == (FAILED, Basis.ABSENCE, "账号清单")


def test_accounts_on_the_home_page_alone_count() -> None:
    assert judged(page(account(), home=True), sections=[ABSENT]).outcome is PASSED
    assert judged(page(), page(account(), home=True)).outcome is PASSED


def test_the_section_goes_before_the_home_page() -> None:
    foot = page(account(platform="微博", owner="", updated=None), home=True)
    assert judged(page(account()), foot).outcome is PASSED


@pytest.mark.parametrize(
    "state", [ReadState.ABSENT, ReadState.EMPTY], ids=["no section", "an empty one"]
)
def test_no_list(state: ReadState) -> None:
    assert judged(page(home=True), sections=[section(Role.NEW_MEDIA, state)]).outcome is FAILED


def test_a_list_that_is_not_asked_for_may_be_missing() -> None:
    (missing,) = judge_by(CHECK, dossier(page(home=True), sections=[ABSENT]), must_list=False)
    assert missing.outcome is CANT_TELL
    (old,) = judge_by(CHECK, dossier(page(account(updated="2026-10-01"))), must_list=False)
    assert old.outcome is FAILED


HIDDEN: dict[str, tuple[Dossier, Cause]] = {
    "a section that was not seen": (
        dossier(page(home=True), sections=[
            section(Role.NEW_MEDIA, ReadState.UNOBSERVABLE, Cause.CHALLENGED)]),
        Cause.CHALLENGED),
    "accounts at home and a section that was not seen": (
        dossier(page(account(), home=True), sections=[
            section(Role.NEW_MEDIA, ReadState.UNOBSERVABLE, Cause.ROBOTS)]), Cause.ROBOTS),
    "a home page that was not seen": (
        dossier(sections=[ABSENT, section(Role.HOME, ReadState.UNOBSERVABLE, Cause.UNREACHABLE)]),
        Cause.UNREACHABLE),
    "pictures of codes": (dossier(page(home=True, codes=2), sections=[ABSENT]), Cause.UNREADABLE),
    "a page in a form not understood": (dossier(page(), page(home=True)), Cause.UNREADABLE),
}  # fmt: skip


@pytest.mark.parametrize(("seen", "cause"), HIDDEN.values(), ids=HIDDEN)
def test_what_was_not_seen_is_not_failed(seen: Dossier, cause: Cause) -> None:
    (finding,) = judge_by(CHECK, seen)
    assert (finding.outcome, finding.cause) == (CANT_TELL, cause)


def test_a_body_without_accounts() -> None:
    assert judged(page(none="本单位未开设政务新媒体")).outcome is INAPPLICABLE
    stated = section(Role.NEW_MEDIA, ReadState.EMPTY, statement_on=day("2026-03-01"))
    assert judged(page(home=True), sections=[stated]).outcome is INAPPLICABLE
    old = replace(stated, statement_on=day("2025-11-19"))
    assert judged(page(home=True), sections=[old]).outcome is FAILED


def test_words_that_there_is_none_beside_accounts_say_nothing() -> None:
    assert judged(page(account(), none="未开设微博")).outcome is PASSED


def test_a_list_that_is_not_due_is_pending_and_a_dormant_account_is_not() -> None:
    by = replace(row(CHECK), due_on=day("2026-11-20"))
    seen = dossier(page(home=True), sections=[ABSENT])
    assert next(checks()[CHECK].judge(seen, by, calendar())).outcome is PENDING
    past = replace(by, due_on=day("2026-11-19"))
    assert next(checks()[CHECK].judge(seen, past, calendar())).outcome is FAILED
    dormant = dossier(page(account(updated="2026-01-01")))
    assert next(checks()[CHECK].judge(dormant, by, calendar())).outcome is FAILED
