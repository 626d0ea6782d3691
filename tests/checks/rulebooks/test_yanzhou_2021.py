"""The rulebook of Yanzhou 2021 (济宁市兖州区), against the notice."""

import re
from collections import Counter
from datetime import date

import pytest

from checks.disclosure.themes import concerns, tells_of
from checks.engine.requirement import Assessment, Scoring
from checks.matching.words import plain
from checks.rulebooks import load_rulebook
from crawler.portals import PortalKind

BOOK = load_rulebook("yanzhou-2021")

# The paragraphs below each heading of the table, with the clauses of those that were divided.
COVER = [
    "notice",
    "n1a",
    "n1b",
    "n2a",
    "n2b",
    "n3a",
    "n3b",
    "n3c",
    "n4",
    "n5a",
    "n5b",
    "n5c",
    "n5d",
]
TABLE = [
    "1a1 1a2 1b 1c", "2a 2b 2c 2d", "3a 3b 3c 3d", "4a 4b 4c 4d 4e", "5a1 5a2", "6a1 6a2",
    "7a1 7a2 7a3", "8a 8b 8c", "9a1 9a2 9b 9c", "10a1 10a2", "11a1 11a2 11a3", "12a1 12a2 12b",
    "13a1 13a2 13b", "14a 14b 14c", "15a1 15a2 15b 15c1 15c2 15c3", "16a 16b", "17a 17b 17c",
    "18a 18b 18c", "19a", "20a1 20a2",
]  # fmt: skip

# The only days that the notice gives.
DAYS = {
    "n5a": date(2021, 8, 10),
    "n5c": date(2021, 11, 30),
    "13a2": date(2021, 12, 31),
    "15b": date(2021, 12, 31),
}

ALL = ("各镇（街道）", "区政府各部门、单位")
REFORM = ("区发展和改革局", "区工业和信息化局", "区商务局")
MONEY = ("区财政局", "区民政局", "区农业农村局")

# Row, clause, bodies, checks.
ROWS = [
    ("n5a", "通知末段", ("各级各部门",), ("artifact_by_deadline",)),
    ("n5b", "通知末段", ("各级各部门",), ("annual_report_well_formed", "annual_report_on_time")),
    ("2a", "（二）第1款", REFORM, ("topic_coverage", "feature_present")),
    ("2d", "（二）第4款", MONEY, ("topic_coverage",)),
    ("3a", "（三）第1款", ("区委编办",), ("power_list_current", "function_catalogue_ready")),
    (
        "7a2",
        "（七）第1款",
        ALL,
        ("interpretation_present", "interpretation_latency"),
    ),
    ("8a", "（八）第1款", ("区政府各部门、单位",), ("feature_present",)),
    (
        "10a1",
        "（十）第1款",
        ("区司法局", "区政府各有关部门、单位"),
        ("catalogue_published",),
    ),
    (
        "13a2",
        "（十三）第1款",
        ("区政府各部门、单位",),
        ("doc_library_unified", "doc_validity_current"),
    ),
    ("14c", "（十四）第3款", ("区司法局",), ()),
    ("15b", "（十五）第2款", ("区政府办公室",), ("ipv6_support",)),
    ("15a1", "（十五）第1款", ("区政府办公室", "区行政审批服务局"), ("feature_present",)),
    (
        "15c2",
        "（十五）第3款",
        ALL,
        ("gazette_cadence", "section_present", "gazette_registers_documents"),
    ),
]


def test_the_head_is_that_of_the_notice() -> None:
    assert BOOK.number == "济兖政办字〔2021〕20号"
    assert BOOK.issued_on == date(2021, 7, 29)
    assert (BOOK.starts_on, BOOK.ends_on) == (date(2021, 1, 1), date(2021, 12, 31))


def test_every_clause_is_a_row_in_the_order_of_the_notice() -> None:
    expected = [*COVER, *(end for heading in TABLE for end in heading.split())]
    assert [row.id for row in BOOK.requirements] == [f"yanzhou-2021-{end}" for end in expected]
    assert len(BOOK.requirements) == 75
    assert Counter(row.assessment for row in BOOK.requirements) == {
        Assessment.AUTOMATIC: 4,
        Assessment.PARTIAL: 51,
        Assessment.MANUAL: 10,
        Assessment.PROCESS: 10,
    }


def test_days_that_the_notice_does_not_give_are_told_as_assumed() -> None:
    given = {
        row.id.removeprefix("yanzhou-2021-"): row.due_on
        for row in BOOK.requirements
        if row.due_on and not row.due_assumed
    }
    assert given == DAYS
    assumed = {row.due_on for row in BOOK.requirements if row.due_assumed}
    assert assumed == {date(2021, 12, 31), date(2022, 3, 31)}
    assert all(row.due_on or row.cadence for row in BOOK.requirements[1:])


@pytest.mark.parametrize(("end", "clause", "bodies", "checks"), ROWS)
def test_a_row_says_what_its_clause_says(
    end: str, clause: str, bodies: tuple[str, ...], checks: tuple[str, ...]
) -> None:
    row = BOOK.requirement(f"yanzhou-2021-{end}")
    assert (row.clause, row.bodies, row.checks) == (clause, bodies, checks)


def test_themes_and_stages_are_those_that_the_notice_lists() -> None:
    measures = BOOK.requirement("yanzhou-2021-9b").measures()
    (topics,) = (one for one in measures if one.check == "topic_coverage")
    assert len(topics.terms["themes"]) == 11
    assert BOOK.requirement("yanzhou-2021-10a2").terms["stages"] == (
        "决策草案", "制订背景", "意见征集采纳", "会议审议", "决策结果",
    )  # fmt: skip
    columns = BOOK.requirement("yanzhou-2021-10a1").terms["table_columns"]
    assert [names[0] for names in columns] == ["事项名称", "承办单位"]
    interpretation = BOOK.requirement("yanzhou-2021-8c").terms
    assert [element["name"] for element in interpretation["elements"]] == [
        "政策背景", "出台目的", "重要举措",
    ]  # fmt: skip
    assert BOOK.requirement("yanzhou-2021-13a2").terms["since"] == "2016-01-01"


def test_no_column_and_no_rhythm_is_asked_for_that_the_notice_does_not_give() -> None:
    """加大……公开力度, 深化……信息公开: a word on each theme in the year, wherever it stands."""
    upkeep = ("section_freshness", "progress_report_cadence", "link_health")
    asked = [
        row.id
        for row in BOOK.requirements
        if row.scoring is not Scoring.NONE and set(row.checks) & set(upkeep)
    ]
    assert asked == ["yanzhou-2021-15c1"]


def test_what_needs_an_occasion_is_not_asked_for_without_one() -> None:
    accidents = BOOK.requirement("yanzhou-2021-4e").terms["themes"]
    assert [theme["name"] for theme in accidents] == ["安全生产"]
    assert "事故" in BOOK.requirement("yanzhou-2021-4e").unseen
    progress = BOOK.requirement("yanzhou-2021-9a2").terms["themes"]
    for name, themes in (
        ("济宁市兖州区人民政府", ["政府工作报告", "为民十件实事", "重点工作"]),
        ("兖州区新兖镇人民政府", ["重点工作"]),
        ("兖州区审计局", ["重点工作"]),
    ):
        assert [one["name"] for one in progress if concerns(one, name)] == themes
    assert BOOK.requirement("yanzhou-2021-1a1").binds == {PortalKind.COUNTY}
    (plans,) = (one.terms for one in BOOK.requirement("yanzhou-2021-1a1").measures())
    assert plans["must_have"] == ()
    accounts = BOOK.requirement("yanzhou-2021-15a2")
    assert not accounts.terms["must_list"]
    meetings = BOOK.requirement("yanzhou-2021-12a1").terms["themes"]
    assert not any(concerns(one, "兖州区审计局") for one in meetings)
    assert [*BOOK.requirement("yanzhou-2021-15c1").terms["parts"]] == ["statutory_content"]


@pytest.mark.parametrize(
    "title",
    [
        "兖州区民政局2021年政务公开工作实施方案",
        "区财政局关于印发2021年政务公开任务分解表的通知",
        "新兖镇2021年政府信息公开工作落实措施",
        "关于落实2021年政务公开工作要点责任分工的通知",
    ],
)
def test_a_plan_is_known_by_the_names_that_units_give_it(title: str) -> None:
    patterns = BOOK.requirement("yanzhou-2021-n5a").terms["title_patterns"]
    assert any(re.search(pattern, title) for pattern in patterns)


def test_what_shows_in_part_says_so() -> None:
    for end in ("1a1", "7a2", "9a1", "11a1", "13a2"):
        assert BOOK.requirement(f"yanzhou-2021-{end}").unseen, end
    assert BOOK.requirement("yanzhou-2021-9a1").terms["fields"] == ("标题", "发布日期")
    assert BOOK.requirement("yanzhou-2021-13a2").terms["status"] == ()
    measures = {one.check: one for one in BOOK.requirement("yanzhou-2021-11a1").measures()}
    assert measures["consultation_feedback_published"].terms["require"] == ()
    assert "section_present" in measures


def test_clauses_that_only_encourage_cost_nothing() -> None:
    advice = [row.id for row in BOOK.requirements if row.scoring is Scoring.NONE]
    ends = ("n2a", "n2b", "8a", "9b", "9c", "11a3", "12a2", "12b", "17c", "18a")
    assert advice == [f"yanzhou-2021-{end}" for end in ends]


def test_named_departments_alone_are_bound_beside_the_district() -> None:
    row = BOOK.requirement("yanzhou-2021-2d")
    assert row.binds == {PortalKind.COUNTY, PortalKind.DEPARTMENT}
    for name in ("济宁市兖州区人民政府", "兖州区财政局", "兖州区民政局", "兖州区农业农村局"):
        assert any(word in name for word in row.named), name
    assert not any(word in "兖州区司法局" for word in row.named)


def test_what_stands_once_is_asked_for_where_it_stands() -> None:
    for end in ("8b", "10a1", "10a2"):
        assert BOOK.requirement(f"yanzhou-2021-{end}").binds == {PortalKind.COUNTY}, end
    own = BOOK.requirement("yanzhou-2021-16a").binds
    assert own == {PortalKind.COUNTY, PortalKind.TOWNSHIP}


WORDS = [
    ("5a1", "兖州区卫生健康局", "流调溯源", ("区疾控中心组建流调队伍", "关于青岛来兖人员的通告"),
     ("安全隐患排查整治", "农产品质量追溯")),
    ("5a1", "兖州区卫生健康局", "隔离管控", ("集中隔离点管理规范", "重点人员健康监测要求"),
     ("交通管控公告", "道路中央隔离护栏安装")),
    ("5a1", "兖州区卫生健康局", "假期人员流动", ("国庆假期疫情防控提示", "关于就地过年的倡议书"),
     ("春节走访慰问困难群众", "返乡创业园揭牌")),
    ("5a1", "兖州区市场监督管理局", "冷链运输", ("进口冷链食品疫情防控提醒",),
     ("冷链物流产业园开工",)),
    ("5a1", "济宁市公安局兖州区分局", "疫情防控管控", ("关于涉疫违法行为的通告",),
     ("烟花爆竹管控通告",)),
    ("5a2", "兖州区卫生健康局", "健康科普", ("科普：如何预防流感", "健康素养66条"),
     ("兖州区卫生健康局招聘公告", "疾病预防控制中心采购公告")),
    ("5a2", "济宁市兖州区人民政府", "健康科普", ("健康教育进校园",), ("防震减灾科普",)),
    ("6a2", "兖州区教育和体育局", "企事业单位信息公开申诉制度",
     ("公共企事业单位信息公开申诉处理办法",), ("教师申诉处理办法", "学生申诉制度")),
    ("9a2", "济宁市兖州区人民政府", "政府工作报告", ("《政府工作报告》重点任务完成情况",),
     ("2021年政府工作报告", "学习政府工作报告")),
    ("12a1", "济宁市兖州区人民政府", "列席决策会议", ("市民代表列席区政府常务会议",),
     ("区人大代表列席区人大常委会会议", "群众代表参观企业")),
]  # fmt: skip


@pytest.mark.parametrize(("end", "name", "theme", "told", "other"), WORDS)
def test_words_of_a_theme_fit_its_own_subject_alone(
    end: str, name: str, theme: str, told: tuple[str, ...], other: tuple[str, ...]
) -> None:
    (asked,) = (
        one
        for one in BOOK.requirement(f"yanzhou-2021-{end}").terms["themes"]
        if one["name"] == theme and concerns(one, name)
    )
    for title in told:
        assert tells_of(asked, plain(title)), title
    for title in other:
        assert not tells_of(asked, plain(title)), title


def test_policies_are_not_told_by_the_names_of_bodies() -> None:
    scope = BOOK.requirement("yanzhou-2021-7a1").terms["scope"]
    for title in (
        "兖州区教育和体育局关于印发公文办理规定的通知",
        "兖州区人力资源和社会保障局关于印发档案管理办法的通知",
        "兖州区住房和城乡建设局关于印发值班制度的通知",
    ):
        assert not any(word in title for word in scope), title


def test_texts_without_the_national_version_are_not_judged() -> None:
    assert BOOK.requirement("yanzhou-2021-13a1").blocked


def test_no_bureau_meets_a_theme_by_its_name() -> None:
    """社会保障, 医疗保障, 市场监管 stand in every signature, and 党建品牌 is no brand."""
    names = (
        "人力资源和社会保障局",
        "医保局",
        "医疗保障局",
        "市场监管局",
        "退役军人事务局",
        "党建品牌",
        "干事创业",
    )
    for end in ("2b", "3b", "3c", "3d", "4a", "4b", "4c", "4d", "4e"):
        for theme in BOOK.requirement(f"yanzhou-2021-{end}").terms["themes"]:
            for name in names:
                assert not any(word in name for word in theme["words"]), (theme["name"], name)
