# ruff: noqa: E501  (a table of cases reads best unbroken)
"""decision_chain_linked, as tables of cases."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import checks.rulebooks
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks as built
from checks.engine.requirement import Requirement
from crawler.portals import Role
from crawler.records import (
    Cause,
    DeadLink,
    DecisionCatalogue,
    DecisionItem,
    Link,
    ReadState,
    StageCell,
)
from tests.builders import HOME, calendar, dossier, entry, link, miss, section, shot, url_of

CHECK = "decision_chain_linked"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
STAGES = ["决策草案", "制订背景", "意见征集采纳", "会议审议", "决策结果"]
HEADS = ["草案", "起草说明", "征求意见情况", "集体讨论", "决策结果"]


def item(
    links: str, name: str = "养老服务管理办法", state: str = "", heads: list[str] = HEADS
) -> DecisionItem:
    """An item with a sign for each stage: + a link, - none, / said not to be required, or its own:
    d dead, h home."""
    paths = {"+": "jc/{}.html", "d": "jc/dead{}.html", "h": ""}
    cells = [
        StageCell(
            head,
            "不涉及" if sign == "/" else "查看" if sign in paths else "",
            (link(paths[sign].format(place)),) if sign in paths else (),
        )
        for place, (head, sign) in enumerate(zip(heads, links, strict=True))
    ]
    return DecisionItem(name, (StageCell("承办单位", "县民政局"), StageCell("进展", state), *cells))


def catalogue(
    *items: DecisionItem, title: str = "云溪县2026年度重大行政决策事项目录", **more: Any
) -> DecisionCatalogue:
    url = url_of(more.pop("path", "jc/ml.html"))
    return DecisionCatalogue(url, title, Role.DECISION_CATALOGUE, shot(url), url, items, **more)


DEAD = tuple(
    DeadLink(url_of(f"jc/dead{n}.html"), "", Role.NAMED, shot(url_of("jc/ml.html")), 404)
    for n in range(5)
)


def judged(*pages: DecisionCatalogue, **more: Any) -> Finding:
    folder = Path(checks.rulebooks.__file__).parent / "terms"
    shared = tomllib.loads((folder / f"{CHECK}.toml").read_text("utf-8"))
    ends = {n: more.pop(n) for n in ("from_on", "until_on") if n in more}
    row = Requirement("row", "book", "决策", "…", CHECK, terms={**shared, "stages": STAGES}, **ends)
    more.setdefault("sections", [section(Role.DECISION_CATALOGUE)])
    extra = more.pop("extra", ())
    (finding,) = built()[CHECK].judge(dossier(*pages, *DEAD, *extra, **more), row, calendar())
    assert finding.subject == HOME
    return finding


CASES: dict[str, tuple[tuple[DecisionItem, ...], Outcome, str | None]] = {
    "all linked": ((item("+++++"),), PASSED, None),
    "taken, without the meeting": ((item("+++-+"),), FAILED, "养老服务管理办法（会议审议）"),
    "taken, as its row says": ((item("++---", state="已印发"),), FAILED,
        "养老服务管理办法（意见征集采纳，会议审议，决策结果）"),
    "under way": ((item("+++--"),), PASSED, None),
    "under way, with a gap": ((item("+-+--"),), FAILED, "养老服务管理办法（制订背景）"),
    "a stage that is not required": ((item("+++/+"),), PASSED, None),
    "not begun": ((item("-----"),), PENDING, None),
    "one of two not begun": ((item("-----"), item("+++++", "公交票价")), PASSED, None),
    "a dead link": ((item("++d++"),), FAILED, "养老服务管理办法（意见征集采纳）"),
    "a link home": ((item("++++h"),), FAILED, "养老服务管理办法（决策结果）"),
    "suspended": ((item("+----", state="暂缓推进"),), INAPPLICABLE, None),
    "secret beside one in order": ((item("+-+-+", state="涉密"), item("+++++", "乙")), PASSED, None),
    "two at fault": ((item("+++-+"), item("-++++", "公交票价")), FAILED,
        "养老服务管理办法（会议审议）、公交票价（决策草案）"),
    "what an assessment came to is no result of the decision": (
        (item("++++-+", state="已印发", heads=[*HEADS, "风险评估结果"]),), FAILED,
        "养老服务管理办法（决策结果）"),
    "no columns for stages": ((item("-----", heads=list("甲乙丙丁戊")),), CANT_TELL, None),
}  # fmt: skip


@pytest.mark.parametrize(("items", "outcome", "aspect"), CASES.values(), ids=CASES)
def test_case(items: tuple[DecisionItem, ...], outcome: Outcome, aspect: str | None) -> None:
    finding = judged(catalogue(*items))
    assert (finding.outcome, finding.aspect) == (outcome, aspect), finding.statement
    if outcome is FAILED:
        assert (finding.basis is Basis.WORDS) == ("指向错误" in finding.statement)


def test_a_link_that_was_mended_or_stands_beside_one_that_works() -> None:
    mended = DeadLink(url_of("jc/2.html"), "", Role.NAMED, shot(HOME), 404, mended=True)
    assert judged(catalogue(item("+++++")), extra=(mended,)).outcome is PASSED
    both = StageCell("草案", "查看", (link("jc/dead0.html"), link("jc/0.html")))
    assert judged(catalogue(DecisionItem("甲", (both,)))).outcome is PASSED


STARTS = {
    "index.html": FAILED, "Index.asp": FAILED, "default.aspx": FAILED, "?id=5": PASSED,
    "index.html?id=5": PASSED, "jc/index.html": PASSED, "index1.html": PASSED,
}  # fmt: skip


@pytest.mark.parametrize(("path", "outcome"), STARTS.items(), ids=STARTS)
def test_start_pages_are_no_stage(path: str, outcome: Outcome) -> None:
    cells = (StageCell("草案", "查看", (Link(url_of(path), "查看"),)),)
    assert judged(catalogue(DecisionItem("甲", cells))).outcome is outcome
    there = Link(f"http://jc.other.test/{path}", "查看")
    assert (
        judged(catalogue(DecisionItem("甲", (StageCell("草案", "", (there,)),)))).outcome is PASSED
    )


def test_another_address_of_home() -> None:
    cells = (StageCell("草案", "查看", (link("portal.do"),)),)
    alias = {url_of("portal.do"): HOME}
    assert judged(catalogue(DecisionItem("甲", cells)), aliases=alias).outcome is FAILED
    assert judged(catalogue(DecisionItem("甲", cells))).outcome is PASSED


def test_a_link_to_the_catalogue_itself() -> None:
    cells = (StageCell("草案", "查看", (Link(url_of("jc/ml.html"), "查看"),)),)
    assert judged(catalogue(DecisionItem("甲", cells))).aspect == "甲（决策草案）"


def test_years() -> None:
    former = catalogue(item("+++-+"), title="云溪县2025年度重大行政决策事项目录")
    assert judged(former).outcome is INAPPLICABLE
    year = {"from_on": date(2025, 1, 1), "until_on": date(2025, 12, 31)}
    assert judged(former, **year).outcome is FAILED
    untold = catalogue(item("-----"), title="云溪县2025年度重大行政决策事项目录")
    assert (judged(untold, **year).outcome, judged(untold, **year).cause) == (
        CANT_TELL,
        Cause.AMBIGUOUS,
    )
    assert judged(catalogue(item("+++-+"), title="重大行政决策目录")).outcome is FAILED


def test_what_could_not_be_seen() -> None:
    lost = section(Role.DECISION_CATALOGUE, ReadState.UNOBSERVABLE, Cause.ROBOTS)
    assert judged(sections=[lost]).cause is Cause.ROBOTS
    row = entry(Role.DECISION_CATALOGUE, "jc/ml.html", "2026年度重大行政决策事项目录", "2026-04-01")
    gone = miss(Role.DECISION_CATALOGUE, "jc/ml.html", Cause.BLOCKED)
    assert judged(extra=(row,), misses=[gone]).cause is Cause.BLOCKED
    for more in ({"attachments": (link("1.pdf"),)}, {"pictures": 1}, {"text_chars": 300}):
        assert judged(catalogue(**more)).cause is Cause.UNREADABLE  # type: ignore[arg-type]
    assert (
        judged(sections=[section(Role.DECISION_CATALOGUE, ReadState.ABSENT)]).outcome
        is INAPPLICABLE
    )
