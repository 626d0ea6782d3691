"""pii_exposure, as a table of cases."""

# ruff: noqa: E501 - tables of cases and markup
from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checks.engine.cases import advance
from checks.engine.outcome import Outcome
from checks.engine.registry import checks
from checks.engine.scoring import score
from checks.rulebooks import available, load_rulebook
from crawler.portals import Role
from crawler.records import (
    ROSTERS_LEFT,
    Candidate,
    Cause,
    Miss,
    PersonalData,
    ReadState,
    SiteIdentity,
)
from tests.builders import (
    AS_OF,
    HOME,
    calendar,
    dossier,
    entry,
    judge,
    judge_one,
    miss,
    portal,
    requirement,
    section,
    shot,
    standing,
    url_of,
)  # fmt: skip

CHECK = "pii_exposure"
PERSONS = ("序号", "姓名", "联系电话", "补贴金额")


def candidate(
    detector: str, columns: tuple[str, ...] = (), caption: str = "", **more: Any
) -> Candidate:
    return Candidate(
        detector, 3, "第1个表格第2行", "k", "身份证号：539999***********8", columns, caption, **more
    )


def page(*candidates: Candidate, title: str = "补贴发放公示", column: str = "", path: str = "tzgg/1.html",
         role: Role = Role.NOTICES) -> PersonalData:  # fmt: skip
    url = url_of(path)
    return PersonalData(url, title, role, shot(url), candidates, column)


SHOWN: dict[str, tuple[PersonalData, str]] = {
    "an identity number": (page(candidate("id_number")), "id_number"),
    "on a list of penalties": (
        page(candidate("id_number", ("姓名", "处罚事由")), title="行政处罚决定公示"), "id_number"),
    "on a roster of officials": (page(candidate("id_number"), title="河长名单"), "id_number"),
    "a mobile among persons": (page(candidate("mobile", PERSONS)), "mobile"),
    "an account among persons": (page(candidate("bank_account", ("户主姓名", "账号"))), "bank_account"),
    "an account of an official": (
        page(candidate("bank_account", ("姓名", "职务", "账号"))), "bank_account"),
    "people moved for a reservoir": (
        page(candidate("mobile", PERSONS), title="水库移民补贴发放名单"), "mobile"),
    "several, in the order of the row": (
        page(candidate("bank_account", PERSONS), candidate("mobile", PERSONS), candidate("id_number")),
        "id_number、mobile、bank_account"),
    "a lawful one beside one that is not": (
        page(candidate("mobile", ("姓名", "职务", "电话")), candidate("id_number")), "id_number"),
}  # fmt: skip


@pytest.mark.parametrize(("record", "aspect"), SHOWN.values(), ids=SHOWN)
def test_a_page_that_shows_it_fails(record: PersonalData, aspect: str) -> None:
    finding = judge_one(CHECK, dossier(record))
    assert (finding.outcome, finding.subject) == (Outcome.FAILED, record.url)
    assert finding.aspect == finding.identity == aspect
    assert "须经人工核实" in finding.statement


LAWFUL: dict[str, PersonalData] = {
    "contacts outside a table of persons": page(candidate("mobile", ("单位", "联系电话"))),
    "a duty roster": page(candidate("mobile", PERSONS), title="国庆期间值班表"),
    "river chiefs": page(candidate("mobile", ("姓名", "职务", "电话"))),
    "flood control, by the caption": page(candidate("mobile", PERSONS, "防汛责任人名单")),
    "villages' cadres, by the column": page(
        candidate("mobile", PERSONS), column="乡村振兴>驻村帮扶"
    ),
    "penalties": page(candidate("mobile", PERSONS), title="行政处罚信息公示"),
    "dishonest debtors": page(candidate("bank_account", PERSONS), title="失信被执行人名单"),
    "firms": page(candidate("mobile", ("企业名称", "法定代表人", "联系电话"))),
    "forest guards": page(candidate("mobile", PERSONS), title="护林防火责任人公示"),
    "guards against landslides": page(candidate("mobile", PERSONS, "地质灾害隐患点责任人")),
    "a reservoir's men": page(candidate("mobile", PERSONS), title="水库安全责任人名单"),
    "first secretaries": page(candidate("mobile", PERSONS), title="第一书记名单"),
    "on duty over a holiday": page(candidate("mobile", PERSONS), title="春节带班安排"),
    "tax debts": page(candidate("bank_account", PERSONS), title="欠税公告"),
    "two lists within seven days": page(candidate("mobile", PERSONS), column="信用信息双公示"),
    "nothing": page(),
}


@pytest.mark.parametrize("record", LAWFUL.values(), ids=LAWFUL)
def test_lawful_ones_do_not(record: PersonalData) -> None:
    finding = judge_one(CHECK, dossier(record))
    assert (finding.outcome, finding.subject) == (Outcome.PASSED, HOME)


def test_a_pass_tells_of_lists_of_persons_that_were_not_seen() -> None:
    news = entry(Role.NEWS, "1.html", "动态")
    assert "未能查看" not in judge_one(CHECK, dossier(news)).statement
    left = Miss("urn:gongkai:rosters", Role.HOME, Cause.UNREADABLE, ROSTERS_LEFT)
    found = judge_one(CHECK, dossier(news, misses=[left]))
    assert found.outcome is Outcome.PASSED
    assert "另有人员名单页面或附件未能查看" in found.statement


def test_every_page_is_a_finding_of_its_own() -> None:
    found = judge(
        CHECK, dossier(page(candidate("id_number")), page(candidate("id_number"), path="2.html"))
    )
    assert [one.outcome for one in found] == [Outcome.FAILED] * 2
    assert len({one.case_id for one in found}) == 2


def test_a_portal_that_was_not_seen_is_not_judged() -> None:
    seen = dossier(misses=[miss(Role.HOME, HOME, Cause.CHALLENGED)])
    assert (judge_one(CHECK, seen).outcome, judge_one(CHECK, seen).cause) == (
        Outcome.CANT_TELL, Cause.CHALLENGED)  # fmt: skip
    assert judge_one(CHECK, dossier()).cause is Cause.UNREACHABLE
    assert judge_one(CHECK, dossier(entry(Role.NEWS, "1.html", "动态"))).outcome is Outcome.PASSED


def test_a_portal_whose_pages_show_nothing_is_not_judged() -> None:
    mere = SiteIdentity(HOME, "", Role.HOME, shot(HOME), (), True, "")
    unread = {role: section(role, ReadState.UNOBSERVABLE, cause=Cause.UNREADABLE) for role in Role}
    finding = judge_one(CHECK, dossier(mere, sections=unread.values()))
    assert (finding.outcome, finding.cause) == (Outcome.CANT_TELL, Cause.UNREADABLE)
    news = unread | {Role.NEWS: section(Role.NEWS)}
    assert judge_one(CHECK, dossier(mere, sections=news.values())).outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("terms", "record", "outcome"),
    [
        (
            {"scope_words": ["疫情"]},
            page(candidate("id_number"), title="疫情补助名单"),
            Outcome.FAILED,
        ),
        ({"scope_words": ["疫情"]}, page(candidate("id_number")), Outcome.PASSED),
        ({"scope_roles": ["notices"]}, page(candidate("id_number")), Outcome.FAILED),
        ({"scope_roles": ["message_board"]}, page(candidate("id_number")), Outcome.PASSED),
        ({"detectors": ["mobile"]}, page(candidate("id_number")), Outcome.PASSED),
    ],
)
def test_a_clause_speaks_of_its_own_scope(
    terms: dict[str, Any], record: PersonalData, outcome: Outcome
) -> None:
    row = requirement(CHECK)
    row = replace(row, terms={**row.terms, **terms})
    (finding,) = checks()[CHECK].judge(dossier(record), row, calendar())
    assert finding.outcome is outcome


def test_it_costs_nothing_until_a_person_has_confirmed_it() -> None:
    finding = judge_one(CHECK, dossier(page(candidate("id_number"))))
    case = advance(None, finding, AS_OF)
    assert case is not None
    day = AS_OF.date()
    waiting = score(portal(), standing(), [finding], {case.id: case}, day)
    assert not waiting.veto
    assert not score(portal(), standing(), [finding], {}, day).veto
    confirmed = replace(case, work=replace(case.work, confirmed_by="经办甲"))
    assert score(portal(), standing(), [finding], {case.id: confirmed}, day).veto


@pytest.mark.parametrize("name", LAWFUL)
def test_lawful_ones_are_lawful_under_every_rulebook(name: str) -> None:
    """A row with words of its own (wuding-2018-81) forgives what the shared ones forgive."""
    rows = [
        row for book in available() for row in load_rulebook(book).requirements
        if row.check == CHECK
    ]  # fmt: skip
    assert len(rows) > 1
    for row in rows:
        found = checks()[CHECK].judge(dossier(LAWFUL[name]), row, calendar())
        assert [f.outcome for f in found] == [Outcome.PASSED], row.id
