"""interpretation_by_leader, as a table of cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from checks.engine.requirement import Requirement
from checks.rulebooks import load_rulebook
from crawler.portals import PortalKind, Role
from crawler.records import Cause, Dossier, Leader, ReadState, Record, SoughtPage
from tests.builders import calendar, dossier, entry, interpretation, portal, section, shot, url_of

CHECK = "interpretation_by_leader"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL = Outcome.CANT_TELL
BUREAU = portal("云溪县教育局", PortalKind.DEPARTMENT)
CONFERENCES, LEADERS = Role.PRESS_CONFERENCES, Role.LEADERS


def row(last: date = date(2026, 11, 19), **terms: Any) -> Requirement:
    """The row of a year that ended on that day."""
    one = load_rulebook("wuding-2018").requirement("wuding-2018-21a")
    return replace(one, from_on=date(2026, 1, 1), until_on=last, terms={**one.terms, **terms})


def leader(name: str, post: str, division: str = "") -> Leader:
    url = url_of(f"ld/{post}.html")
    return Leader(url, name, LEADERS, shot(url), name=name, post=post, division=division)


HEADS = (leader("王大川", "党组书记、局长"), leader("李小溪", "副局长"))
OLD = entry(Role.INTERPRETATIONS, "jd/0.html", "往年解读", "2025-12-01")


def find(*records: Record, by: Requirement | None = None, **more: Any) -> Finding:
    seen: Dossier = dossier(OLD, *records, of=BUREAU, rows=False, **more)
    (finding,) = checks()[CHECK].judge(seen, by or row(), calendar())
    return finding


def read(title: str, dated: str = "2026-05-06", **more: Any) -> tuple[Record, ...]:
    return (
        entry(Role.INTERPRETATIONS, "jd/1.html", title, dated),
        interpretation("jd/1.html", title, published=dated, **more),
    )


def listed(title: str, dated: str | None = "2026-05-06", path: str = "fbh/1.html") -> Record:
    return entry(CONFERENCES, path, title, dated)


NEWS = (
    "5月6日，县教育局举行新闻发布会，通报学前教育工作进展，基础教育股股长介绍了入园登记的时间、方式"
    "和所需材料，并回答了记者提问。"
)


def told(text: str = NEWS, **more: Any) -> tuple[Record, ...]:
    """A press conference whose page was read."""
    url = url_of("fbh/1.html")
    older = listed("往年发布会", "2025-12-01", "fbh/0.html")
    page = SoughtPage(url, "学前教育新闻发布会召开", CONFERENCES, shot(url), text=text,
                      text_chars=len(text), **more)  # fmt: skip
    return listed("学前教育新闻发布会召开"), older, page


POLICY = "《学前教育管理办法》政策解读"
CASES: dict[str, tuple[tuple[Record, ...], Outcome]] = {
    "none": ((), FAILED),
    "an interpretation by nobody": (read(POLICY), FAILED),
    "its interpreter is the head": (read(POLICY, person="王大川"), PASSED),
    "its interpreter is a deputy": (read(POLICY, person="李小溪"), FAILED),
    "its interpreter bears the head's post": (
        read(POLICY, person="县教育局党组书记、局长"), PASSED),
    "its interpreter heads another body": (
        read(POLICY, person="县财政局党组书记、局长"), FAILED),
    "the first hand": (read("“一把手”解读《学前教育管理办法》"), PASSED),
    "named in the opening": (
        read(POLICY, blocks=["县教育局局长王大川就该办法接受采访。"]), PASSED),
    "the post in the title": (read("局长解读：《学前教育管理办法》"), PASSED),
    "a deputy's post in the title": (read("副局长解读：《学前教育管理办法》"), FAILED),
    "the post of another body's head": (read("县财政局局长解读预算管理办法"), FAILED),
    "whoever is in charge": (read("县教育局主要负责人解读《学前教育管理办法》"), PASSED),
    "a conference that names the head": ((listed("王大川出席学前教育新闻发布会"),), PASSED),
    "a conference that names nobody": ((listed("学前教育新闻发布会"),), CANT_TELL),
    "a conference that names a deputy": (
        (listed("副局长出席学前教育新闻发布会"), listed("往年发布会", "2025-12-01", "fbh/0.html")),
        FAILED),
    "a conference whose page names others": (told(), FAILED),
    "a conference whose page names the head": (told("局长王大川介绍了有关情况。" + NEWS), PASSED),
    "a conference whose page names the head far below": (
        (told(NEWS * 12 + "王大川主持。")), CANT_TELL),
    "a conference whose page names the post": (told(NEWS + "局长出席。"), CANT_TELL),
    "a conference whose page names a deputy's post": (told(NEWS + "副局长李小溪出席。"), FAILED),
    "a conference with a recording": (told(beside=("media",)), CANT_TELL),
    "a conference with a picture": (told(beside=("picture",)), FAILED),
    "a conference with hardly a word": (told("见视频。"), CANT_TELL),
    "a conference before the year": ((listed("学前教育新闻发布会", "2025-12-30"),), FAILED),
    "the head's, before the year": (read(POLICY, "2025-12-31", person="王大川"), FAILED),
    "the head's, on the first day": (read(POLICY, "2026-01-01", person="王大川"), PASSED),
    "the head's, after the year": (read(POLICY, "2026-11-20", person="王大川"), FAILED),
    "the head's, undated": ((listed("局长谈学前教育", None),), CANT_TELL),
}  # fmt: skip


@pytest.mark.parametrize(("records", "outcome"), CASES.values(), ids=CASES)
def test_case(records: tuple[Record, ...], outcome: Outcome) -> None:
    finding = find(*records, *HEADS)
    assert finding.outcome is outcome, finding.statement
    assert (finding.subject, finding.aspect) == ("http://www.yunxi.test/", "2026")


def test_the_year_has_to_end_first() -> None:
    assert find(*HEADS, by=row(date(2026, 11, 20))).outcome is PENDING
    assert find(*HEADS, by=row(date(2026, 11, 19))).outcome is FAILED


@pytest.mark.parametrize(("least", "outcome"), [(1, PASSED), (2, PASSED), (3, FAILED)])
def test_so_many_pieces_each_once(least: int, outcome: Outcome) -> None:
    pieces = (
        *read(POLICY, person="王大川"), listed("局长王大川访谈"),
        entry(Role.RESPONSES, "fbh/1.html", "局长王大川访谈", "2026-05-06"),
        listed("往年发布会", "2025-12-01", "fbh/0.html"),
        entry(Role.RESPONSES, "hy/0.html", "往年回应", "2025-12-01"),
    )  # fmt: skip
    finding = find(*pieces, *HEADS, by=row(min_per_year=least))
    assert (finding.outcome, finding.measured) == (outcome, 2)


def test_an_acting_head_counts() -> None:
    acting = leader("赵青山", "副局长", "主持全面工作")
    assert find(*read(POLICY, person="赵青山"), acting).outcome is PASSED


@pytest.mark.parametrize(
    ("division", "counts"),
    [
        ("主持市政府工作", True), ("主持县人民政府全面工作，负责审计", True), ("主持局工作", True),
        ("主持行政工作", True), ("主持县政府日常工作", False), ("主持县政府常务工作", False),
        ("主持县委工作", False), ("负责县政府工作落实", False),
    ],
)  # fmt: skip
def test_what_an_acting_head_conducts(division: str, counts: bool) -> None:
    acting = leader("赵青山", "常务副县长", division)
    finding = find(*read(POLICY, person="赵青山"), acting)
    assert finding.outcome is (PASSED if counts else FAILED)


def test_pieces_on_the_matter_of_the_clause() -> None:
    by = row(keywords=("疫情",))
    assert find(*read(POLICY, person="王大川"), *HEADS, by=by).outcome is FAILED
    assert find(listed("局长王大川解读疫情防控政策"), *HEADS, by=by).outcome is PASSED


def test_what_was_not_seen_is_never_failed() -> None:
    cut = section(Role.INTERPRETATIONS, ReadState.PART, Cause.LIMIT)
    assert find(*HEADS, sections=[cut]).cause is Cause.LIMIT
    assert find().outcome is CANT_TELL  # no list of leaders
    late = replace(OLD, date=None)
    (finding,) = checks()[CHECK].judge(
        dossier(late, *HEADS, *read(POLICY), of=BUREAU, rows=False), row(), calendar()
    )
    assert finding.outcome is CANT_TELL  # the list no longer shows the beginning of the year


def test_what_a_failure_says() -> None:
    finding = find(*HEADS)
    assert finding.basis is Basis.ABSENCE
    assert "2026年主要负责人解读0次，每年应不少于1次" in finding.statement
    assert "在上级发布会和外部媒体上的解读，本单位页面上看不到" in finding.statement
