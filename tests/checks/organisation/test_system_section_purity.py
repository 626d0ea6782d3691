"""system_section_purity, as tables of titles."""

from __future__ import annotations

import pytest

from checks.engine.outcome import Outcome
from crawler.portals import PortalKind, Role
from crawler.records import Cause, ReadState, Section
from tests.builders import day, dossier, entry, field, judge, portal, section, static_page

CHECK, ROLE = "system_section_purity", Role.SYSTEM_RULES
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE

TITLES = {
    "中华人民共和国政府信息公开条例": PASSED,
    "《中华人民共和国政府信息公开条例》（国务院令第711号）": PASSED,
    "政府信息公开条例（2019年修订）": PASSED,
    "安徽省政府信息公开办法": PASSED,
    "宁夏回族自治区政府信息公开办法": PASSED,
    "安徽省人民政府办公厅关于印发安徽省政府信息公开保密审查办法的通知": PASSED,
    "云州市政府信息公开规定": PASSED,
    "云州市人民政府办公室关于印发政务公开工作规则的通知": PASSED,
    "楚雄彝族自治州政府信息公开办法": PASSED,
    "国务院办公厅关于印发《政府信息公开信息处理费管理办法》的通知": PASSED,
    "国务院办公厅政府信息与政务公开办公室关于规范政府信息公开平台有关事项的通知": PASSED,
    "关于政府信息公开期限有关问题的解释": PASSED,
    "关于机构改革后政府信息公开申请办理问题的解释": PASSED,
    "政府信息公开信息处理费管理办法": PASSED,
    "云溪县政府信息公开办法": FAILED,
    "云溪县人民政府办公室关于印发2026年政务公开工作要点的通知": FAILED,
    "云州市2026年政务公开工作要点": FAILED,
    "云州市教育局政府信息公开办法": FAILED,
    "白沙镇人民政府政务公开工作制度": FAILED,
    "政府信息公开保密审查制度": FAILED,
    "政府信息发布协调机制": FAILED,
    "依申请公开工作制度（试行）": FAILED,
    "政府信息公开申请表": FAILED,
    "2025年政府信息公开工作年度报告": FAILED,
    "关于学习贯彻《中华人民共和国政府信息公开条例》的通知": FAILED,
    "政府信息公开办法": CANT_TELL,
    "信息公开审查办法": CANT_TELL,
    "关于进一步做好政府信息公开工作的意见": CANT_TELL,
    "": CANT_TELL,
}


@pytest.mark.parametrize(("title", "outcome"), TITLES.items())
def test_title(title: str, outcome: Outcome) -> None:
    (finding,) = judge(CHECK, dossier(entry(ROLE, "zd/1.html", title)))
    assert finding.outcome is outcome, finding.statement
    assert finding.subject == "http://www.yunxi.test/zd/1.html"
    assert finding.aspect is None
    assert (finding.cause is Cause.AMBIGUOUS) == (outcome is CANT_TELL)
    assert finding.evidence


def test_every_entry_is_judged_once() -> None:
    rows = [entry(ROLE, f"zd/{n}.html", title) for n, title in enumerate(TITLES) if title]
    again = entry(ROLE, "zd/0b.html", "中华人民共和国政府信息公开条例")
    same = {again.url: rows[0].url}
    found = judge(CHECK, dossier(*rows, again, aliases=same))
    assert [one.subject for one in found] == [row.url for row in rows]


def test_a_county_that_is_called_a_city_makes_no_municipal_rule() -> None:
    title = "无为市政府信息公开办法"
    seen = dossier(entry(ROLE, "zd/1.html", title), of=portal("无为市人民政府"))
    assert judge(CHECK, seen)[0].outcome is FAILED
    city = portal("无为市人民政府", PortalKind.CITY)
    assert judge(CHECK, dossier(entry(ROLE, "zd/1.html", title), of=city))[0].outcome is PASSED


def test_the_issuer_beside_a_title_may_clear_it() -> None:
    told = (("issuer", field("安徽省人民政府")),)
    row = entry(ROLE, "zd/1.html", "政府信息公开办法", fields=told)
    assert judge(CHECK, dossier(row))[0].outcome is PASSED
    # Whoever put it there is often named as its publisher: that condemns nothing.
    told = (("issuer", field("云溪县人民政府办公室")),)
    row = entry(ROLE, "zd/1.html", "政府信息公开信息处理费管理办法", fields=told)
    assert judge(CHECK, dossier(row))[0].outcome is PASSED


STATES: dict[str, tuple[Section, Outcome]] = {
    "no column": (section(ROLE, ReadState.ABSENT), INAPPLICABLE),
    "an empty column": (section(ROLE, ReadState.EMPTY), INAPPLICABLE),
    "a statement of none": (
        section(ROLE, ReadState.EMPTY, statement_on=day("2026-06-01")), INAPPLICABLE),
    "out of reach": (section(ROLE, ReadState.UNOBSERVABLE, Cause.ROBOTS), CANT_TELL),
}  # fmt: skip


@pytest.mark.parametrize(("state", "outcome"), STATES.values(), ids=STATES)
def test_nothing_to_judge(state: Section, outcome: Outcome) -> None:
    (finding,) = judge(CHECK, dossier(sections=[state]))
    assert finding.outcome is outcome
    assert finding.subject == "http://www.yunxi.test/"


def test_a_column_of_one_page() -> None:
    rules = static_page(ROLE, "中华人民共和国政府信息公开条例\n第一条 为了保障公民" + "…" * 60)
    assert judge(CHECK, dossier(rules))[0].outcome is PASSED
    other = static_page(ROLE, "为了规范本单位的工作，制定本制度。" * 5)
    assert judge(CHECK, dossier(other))[0].outcome is CANT_TELL
