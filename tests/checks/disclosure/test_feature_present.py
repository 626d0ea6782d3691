"""feature_present, as a table of cases."""

from __future__ import annotations

from typing import Any

import pytest

from checks.engine.outcome import Basis, Outcome
from checks.rulebooks.loader import load_rulebook
from crawler.portals import Role
from crawler.records import Cause, Column, ReadState, Record
from crawler.records.columns import Place
from tests.builders import section, shot, url_of
from tests.checks.disclosure.cases import entrances, judged, seen

CHECK = "feature_present"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
BOTH = "领导信箱、无障碍浏览"


def column(title: str, place: Place = Place.HOME) -> Column:
    return Column(title, url_of("lead/"), (), place, shot(url_of("")))


CASES: dict[str, tuple[list[Record], tuple[Column, ...], Outcome, str | None]] = {
    "both on the home page": ([entrances("县长信箱", "无障碍浏览")], (), PASSED, None),
    "neither": ([entrances("首页", "政务公开")], (), FAILED, BOTH),
    "one of them": ([entrances("县长信箱")], (), FAILED, "无障碍浏览"),
    "one on the platform, where any page will do": (
        [entrances("无障碍"), entrances("领导信箱", role=Role.PLATFORM)], (), PASSED, None),
    "one on the platform, where the home page must": (
        [entrances("领导信箱"), entrances("无障碍", role=Role.PLATFORM)], (), FAILED, "无障碍浏览"),
    "as a column of the tree": (
        [entrances("无障碍")], (column("县长信箱", Place.SECTION),), PASSED, None),
    "the title of an article is no entrance": (
        [entrances("无障碍", "县委书记督办领导信箱群众来信办理工作情况")], (), FAILED, "领导信箱"),
    "as long as a label may be": (
        [entrances("无障碍", "领导信箱点击这里写信反映问题吧啊")], (), PASSED, None),
    "by script, perhaps": (
        [entrances("领导信箱", scripted=True)], (), CANT_TELL, None),
    "a script makes no mailbox": (
        [entrances("无障碍", scripted=True)], (), FAILED, "领导信箱"),
    "spaced": ([entrances("县 长 信 箱", "无 障 碍")], (), PASSED, None),
}  # fmt: skip


@pytest.mark.parametrize(("records", "columns", "outcome", "aspect"), CASES.values(), ids=CASES)
def test_case(
    records: list[Record], columns: tuple[Column, ...], outcome: Outcome, aspect: str | None
) -> None:
    finding = judged(CHECK, seen(*records, columns=columns))
    assert (finding.outcome, finding.aspect) == (outcome, aspect), finding.statement
    assert finding.statement.count("。") == 1
    if outcome is FAILED:
        assert finding.basis is Basis.ABSENCE
        assert finding.evidence[-1].url.startswith("urn:")


@pytest.mark.parametrize(("word", "outcome"), [("教育局", INAPPLICABLE), ("云溪县", FAILED)])
def test_a_feature_asked_of_other_bodies_is_not_missed(word: str, outcome: Outcome) -> None:
    features = [{"name": "数据开放", "words": ["数据开放"], "named": [word]}]
    finding = judged(CHECK, seen(entrances("首页")), features=features)
    assert finding.outcome is outcome, finding.statement


UNSEEN: dict[str, tuple[list[Record], dict[str, Any], Cause]] = {
    "home was not read": (
        [], {"sections": [section(Role.HOME, ReadState.UNOBSERVABLE, Cause.CHALLENGED)]},
        Cause.CHALLENGED),
    "menus that were not seen": (
        [entrances("无障碍")], {"column_tree_complete": False,
                             "column_tree_cause": Cause.UNREADABLE}, Cause.UNREADABLE),
}  # fmt: skip


@pytest.mark.parametrize(("records", "changes", "cause"), UNSEEN.values(), ids=UNSEEN)
def test_unseen_is_never_failed(
    records: list[Record], changes: dict[str, Any], cause: Cause
) -> None:
    finding = judged(CHECK, seen(*records, **changes))
    assert (finding.outcome, finding.cause) == (CANT_TELL, cause)


MOMENTS = {
    "the day it is due": ("2026-03-31T02:00", PENDING),
    "the day after": ("2026-04-01T02:00", FAILED),
}


@pytest.mark.parametrize(("as_of", "outcome"), MOMENTS.values(), ids=MOMENTS)
def test_moment(as_of: str, outcome: Outcome) -> None:
    assert judged(CHECK, seen(entrances("首页"), as_of=as_of)).outcome is outcome


def test_on_the_page_of_a_section() -> None:
    features = ({"name": "网上调查", "words": ("调查",), "place": "message_board"},)
    there = seen(entrances("我要调查", role=Role.MESSAGE_BOARD))
    assert judged(CHECK, there, features=features).outcome is PASSED
    assert judged(CHECK, seen(entrances("调查")), features=features).outcome is CANT_TELL
    absent = section(Role.MESSAGE_BOARD, ReadState.ABSENT)
    assert judged(CHECK, seen(sections=[absent]), features=features).outcome is FAILED


def test_without_features_nothing_can_be_told() -> None:
    assert judged(CHECK, seen(), features=()).cause is Cause.AMBIGUOUS


@pytest.mark.parametrize(
    ("label", "outcome"),
    [
        ("石桥镇", PASSED),
        ("城关街道", PASSED),
        ("乡镇政府", PASSED),
        ("城镇", FAILED),
        ("新型城镇化", FAILED),
    ],
)
def test_a_link_to_each_township_is_one_to_the_townships(label: str, outcome: Outcome) -> None:
    book = load_rulebook("wuhu-2020-county")
    features = book.requirement("wuhu-2020-county-7.1b").terms["features"][2:]
    there = seen(entrances(label, role=Role.PLATFORM), entrances("首页"))
    assert judged(CHECK, there, features=features).outcome is outcome
