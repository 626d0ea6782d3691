"""The rulebook of Suzhou 2024 (宿州市), against the notice."""

import re
from collections import Counter
from datetime import date

import pytest

from checks.disclosure.themes import tells_of
from checks.engine.requirement import Assessment, Scoring
from checks.rulebooks import load_rulebook
from crawler.portals import PortalKind

BOOK = load_rulebook("suzhou-2024")

# The clauses of each of the 27 items; "" where an item is one clause.
CLAUSES = {
    "01": "", "02": "ab", "03": "abc", "04": "ab", "05": "ab", "06": "ab", "07": "abc", "08": "ab",
    "09": "", "10": "abcd", "11": "", "12": "ab", "13": "abc", "14": "abc", "15": "ab", "16": "",
    "17": "", "18": "ab", "19": "ab", "20": "", "21": "ab", "22": "", "23": "ab", "24": "ab",
    "25": "", "26": "abc", "27": "",
}  # fmt: skip

# What the notice gives for an item: the day by which, for all of its clauses.
DUE = {
    "01": date(2024, 12, 31), "03": date(2024, 7, 31), "06": date(2024, 12, 31),
    "07": date(2024, 6, 30), "08": date(2024, 12, 31), "10": date(2024, 6, 30),
    "11": date(2024, 8, 31), "13": date(2024, 7, 31), "14": date(2024, 6, 30),
    "15": date(2024, 6, 30), "22": date(2024, 12, 31), "27": date(2024, 6, 30),
}  # fmt: skip

CITY_LEADS = ("市政府办公室（牵头）", "县区政府", "市政府部门")
SECTORS = ("县区政府", "市教体局", "市财政局", "市交通运输局", "市卫健委", "市城管局")

# Row, bodies, checks.
ROWS = [
    ("01", ("县区政府", "市政府部门"), ("topic_coverage",)),
    (
        "03a",
        ("市数据资源局（牵头）", "县区政府", "市政府部门"),
        ("catalogue_published",),
    ),
    ("04a", ("县区政府", "市政府部门"), ("interpretation_latency",)),
    ("07a", CITY_LEADS, ("consultation_well_formed", "consultation_feedback_published")),
    ("09", ("县区政府", "市政府有关部门"), ("public_event_held",)),
    ("10a", CITY_LEADS, ("doc_library_unified",)),
    ("12a", ("市司法局",), ("gazette_archive_complete", "gazette_cadence")),
    ("14a", SECTORS, ("public_institution_disclosure",)),
    ("18a", ("县区政府",), ()),
    ("26c", ("市政府办公室", "县区政府"), ()),
    ("27", ("县区政府", "市政府部门"), ("artifact_by_deadline",)),
    ("close-b", ("市政务公开办",), ()),
]


def test_the_head_is_that_of_the_notice() -> None:
    assert BOOK.number == "宿政务办〔2024〕1号"
    assert BOOK.issued_on == date(2024, 5, 21)
    assert (BOOK.starts_on, BOOK.ends_on) == (date(2024, 1, 1), date(2024, 12, 31))
    assert BOOK.requirement("suzhou-2024-10d").basis_text == (
        "《2024年宿州市政务公开重点工作任务分工方案》（宿政务办〔2024〕1号）第10项"
    )


def test_every_clause_is_a_row_in_the_order_of_the_notice() -> None:
    items = [f"{item}{part}" for item, parts in CLAUSES.items() for part in parts or [""]]
    expected = ["notice", *items, "close-a", "close-b"]
    assert [row.id for row in BOOK.requirements] == [f"suzhou-2024-{end}" for end in expected]
    assert len(BOOK.requirements) == 55
    assert Counter(row.assessment for row in BOOK.requirements) == {
        Assessment.AUTOMATIC: 2,
        Assessment.PARTIAL: 34,
        Assessment.MANUAL: 15,
        Assessment.PROCESS: 4,
    }


def test_the_days_are_those_of_the_items() -> None:
    for row in BOOK.requirements:
        item = row.id.removeprefix("suzhou-2024-")[:2]
        assert row.due_on == DUE.get(item), row.id
        assert not row.due_assumed, row.id
        assert row.due_on or row.cadence or item == "no", row.id


@pytest.mark.parametrize(("end", "bodies", "checks"), ROWS)
def test_a_row_says_what_its_clause_says(
    end: str, bodies: tuple[str, ...], checks: tuple[str, ...]
) -> None:
    row = BOOK.requirement(f"suzhou-2024-{end}")
    assert (row.bodies, row.checks) == (bodies, checks)


def test_the_ledger_names_who_answers_and_how_far_the_work_is() -> None:
    ledger = BOOK.requirement("suzhou-2024-27")
    assert ledger.clause == "第27项"
    assert [words[0] for words in ledger.terms["must_say"]] == ["责任主体", "进度"]
    assert not ledger.curable


def test_themes_and_elements_are_those_that_the_notice_lists() -> None:
    livelihood = BOOK.requirement("suzhou-2024-02a").terms["themes"]
    assert [theme["name"] for theme in livelihood] == [
        "惠农", "教育", "就业", "卫生健康", "社会救助", "社会保障",
    ]  # fmt: skip
    points = BOOK.requirement("suzhou-2024-05a").terms
    assert [element["name"] for element in points["elements"]] == ["利益点", "差异点", "创新点"]
    assert not points["contact"]


def test_days_that_the_notice_does_not_give_are_told_as_assumed() -> None:
    together = BOOK.requirement("suzhou-2024-04a")
    assert together.terms["max_working_days"] == 1
    assert "max_working_days" in together.assumed
    training = BOOK.requirement("suzhou-2024-24b")
    assert (training.terms["min_events"], training.terms["period"]) == (1, "year")


def test_general_calls_and_what_is_to_be_explored_cost_nothing() -> None:
    advice = {row.id[-3:] for row in BOOK.requirements if row.scoring is Scoring.NONE}
    assert advice == {"05a", "06b", "07b", "-11", "12a", "-17", "18b", "-22"}


def test_columns_are_asked_of_the_departments_of_their_matter() -> None:
    (columns,) = (
        one.terms["columns"]
        for one in BOOK.requirement("suzhou-2024-02a").measures()
        if one.check == "section_freshness"
    )
    asked = [one["title"] for one in columns if any(w in "宿州市民政局" for w in one["named"])]
    assert asked == ["社会救助"]


def test_named_departments_alone_are_bound_beside_the_governments() -> None:
    row = BOOK.requirement("suzhou-2024-14a")
    assert row.binds == {PortalKind.CITY, PortalKind.COUNTY, PortalKind.DEPARTMENT}
    for name in ("泗县人民政府", "埇桥区人民政府", "宿州市教育体育局", "宿州市卫生健康委员会"):
        assert any(word in name for word in row.named), name
    for name in ("宿州市民政局", "宿州市司法局"):
        assert not any(word in name for word in row.named), name


def test_the_clause_on_new_national_rules_waits_for_them() -> None:
    row = BOOK.requirement("suzhou-2024-26b")
    assert row.waits_for
    assert row.assessment is Assessment.MANUAL  # to make them known is asked of the governments


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        ("泗县2024年政务公开重点工作责任清单", True),
        ("泗县教育体育局2024年政务公开工作计划", True),
        ("关于印发2024年政务公开实施方案的通知", True),
        ("泗县政务公开工作领导小组成员分工", False),
        ("泗县政务公开专区建设方案", False),
    ],
)
def test_a_ledger_is_known_by_the_names_that_units_give_it(title: str, meant: bool) -> None:
    patterns = BOOK.requirement("suzhou-2024-27").terms["title_patterns"]
    assert any(re.search(pattern, title) for pattern in patterns) is meant


def test_no_bureau_meets_a_theme_by_its_name() -> None:
    """教育, 卫生健康, 社会保障 and 医疗保障 stand in every signature."""
    for theme in BOOK.requirement("suzhou-2024-02a").terms["themes"]:
        for name in (
            "教育体育局",
            "卫生健康委员会",
            "人力资源和社会保障局",
            "医疗保障局",
            "民政局",
        ):
            assert not tells_of(theme, name), (theme["name"], name)


def test_what_stands_once_is_asked_of_the_government_alone() -> None:
    for end in ("03a", "03b", "03c"):
        row = BOOK.requirement(f"suzhou-2024-{end}")
        assert row.binds == {PortalKind.CITY, PortalKind.COUNTY}
    assert BOOK.requirement("suzhou-2024-12a").binds == {PortalKind.CITY}
