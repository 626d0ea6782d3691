"""leader_duty_disclosed, as a table of cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.engine.outcome import Basis, Outcome
from crawler.portals import Role
from crawler.records import Cause, Leader, ReadState, Record, Section
from tests.builders import day, dossier, judge_one, leader, section, static_page

CHECK = "leader_duty_disclosed"
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE

DIVISIONS: dict[str, tuple[str, Outcome]] = {
    "names it": ("负责县政府机关、政务公开、政务服务等工作。", PASSED),
    "names the disclosure of information": ("协助分管政府信息公开工作。", PASSED),
    "names it with spaces between": ("分管：政 务 公 开、信访。", PASSED),
    "names it with village affairs": ("分管政务、村务公开工作。", PASSED),
    "names the openness office": ("分管县政府办公室、政务公开办。", PASSED),
    "names it by the second half alone": ("负责党政办、信息公开、便民服务工作。", PASSED),
    "names it in brackets": ("分管：综合科(含信息公开)、人事科", PASSED),
    "names it right behind the verb": ("负责信息公开工作。", PASSED),
    "of the environment only": ("负责环境信息公开、企业信息公开。", FAILED),
    "of projects only": ("分管项目、重大建设项目信息公开。", FAILED),
    "given up by that half": ("负责财政工作，不再负责信息公开。", FAILED),
    "names services and open hiring": ("分管政务服务、公开招聘工作。", FAILED),
    "names party affairs only": ("负责党务公开、机关党建。", FAILED),
    "names village affairs only": ("分管民政、村务公开。", FAILED),
    "names school affairs only": ("分管教育、校务公开、厂务公开。", FAILED),
    "names another matter": ("负责财政、税务、政务服务。", FAILED),
    "carries a contact line only": ("负责财政工作。联系电话：政务公开", FAILED),
    "stands beside a menu word only": ("负责财政工作。首页>政务公开>领导之窗", FAILED),
    "is given up": ("负责财政工作，不再分管政务公开。", FAILED),
}


@pytest.mark.parametrize(("text", "outcome"), DIVISIONS.values(), ids=DIVISIONS)
def test_division(text: str, outcome: Outcome) -> None:
    finding = judge_one(CHECK, dossier(leader("甲", "主持县政府全面工作。"), leader("乙", text)))
    assert finding.outcome is outcome, finding.statement
    assert finding.basis is Basis.WORDS
    assert finding.subject == "http://www.yunxi.test/"
    assert finding.evidence


SEEN: dict[str, tuple[list[Record], Section, Outcome, Cause | None]] = {
    "a former leader named it": (
        [leader("甲", "负责财政。"), leader("乙", "负责政务公开。", present=False)],
        section(Role.LEADERS), FAILED, None),
    "no division anywhere": (
        [leader("甲"), leader("乙")], section(Role.LEADERS), CANT_TELL, Cause.UNREADABLE),
    "a vacant post": (
        [leader("", "县长空缺。", post="县长")], section(Role.LEADERS), CANT_TELL,
        Cause.UNREADABLE),
    "a vacant post in other words": (
        [leader("空缺", "（暂缺）")], section(Role.LEADERS), CANT_TELL, Cause.UNREADABLE),
    "a vacant post beside one that is held": (
        [leader("空缺", "待任命"), leader("乙", "负责财政。")],
        section(Role.LEADERS), FAILED, None),
    "an acting head": (
        [leader("乙", "主持县政府工作，负责政务公开。", post="副县长（主持工作）")],
        section(Role.LEADERS), PASSED, None),
    "no leaders at all": ([], section(Role.LEADERS), CANT_TELL, Cause.UNREADABLE),
    "no section": (
        [], section(Role.LEADERS, ReadState.ABSENT), CANT_TELL, Cause.UNREADABLE),
    "an empty section": ([], section(Role.LEADERS, ReadState.EMPTY), CANT_TELL, Cause.UNREADABLE),
    "a statement of none": (
        [], section(Role.LEADERS, ReadState.EMPTY, statement_on=day("2026-06-01")),
        INAPPLICABLE, None),
    "a statement of none, too old": (
        [], section(Role.LEADERS, ReadState.EMPTY, statement_on=day("2025-06-01")),
        CANT_TELL, Cause.UNREADABLE),
    "the section out of reach": (
        [], section(Role.LEADERS, ReadState.UNOBSERVABLE, Cause.CHALLENGED),
        CANT_TELL, Cause.CHALLENGED),
    "one leader's page unread, none names it": (
        [leader("甲", "负责财政。")], section(Role.LEADERS, ReadState.PART, Cause.SOFT_404),
        CANT_TELL, Cause.SOFT_404),
    "one leader's page unread, another names it": (
        [leader("甲", "负责政务公开。")], section(Role.LEADERS, ReadState.PART), PASSED, None),
    "one leader's duties unread, none names it": (
        [leader("甲", "负责财政。"), replace(leader("乙"), unread=True)],
        section(Role.LEADERS), CANT_TELL, Cause.UNREADABLE),
    "one leader's duties unread, another names it": (
        [leader("甲", "负责政务公开。"), replace(leader("乙"), unread=True)],
        section(Role.LEADERS), PASSED, None),
    "a former leader's duties unread": (
        [leader("甲", "负责财政。"), replace(leader("乙", present=False), unread=True)],
        section(Role.LEADERS), FAILED, None),
    "one leader shows no duties": (
        [leader("甲", "负责财政。"), leader("乙")], section(Role.LEADERS), FAILED, None),
    "a single page of text names it": (
        [static_page(Role.LEADERS, "张某某，副县长，分管政务公开、信访工作。")],
        section(Role.LEADERS), PASSED, None),
    "a single page of text does not": (
        [static_page(Role.LEADERS, "张某某，副县长，分管财政工作。")],
        section(Role.LEADERS), CANT_TELL, Cause.UNREADABLE),
}  # fmt: skip


@pytest.mark.parametrize(("records", "state", "outcome", "cause"), SEEN.values(), ids=SEEN)
def test_what_was_seen(
    records: list[Record], state: Section, outcome: Outcome, cause: Cause | None
) -> None:
    finding = judge_one(CHECK, dossier(*records, sections=[state]))
    assert (finding.outcome, finding.cause) == (outcome, cause), finding.statement


def test_a_pass_quotes_the_words() -> None:
    who: Leader = leader("甲", "负责发展改革、统计、" + "某项工作、" * 20 + "政务公开、信访。")
    assert "政务公开" in judge_one(CHECK, dossier(who)).evidence[0].quote
