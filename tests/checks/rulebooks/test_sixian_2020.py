"""The task division of Sixian for 2020, against the notice."""

from collections import Counter
from datetime import date

import pytest

from checks.disclosure.themes import concerns, tells_of
from checks.engine.requirement import Assessment, Scoring
from checks.matching.words import plain
from checks.rulebooks import load_rulebook
from crawler.portals import Portal, PortalKind

SIXIAN = load_rulebook("sixian-2020")
CLAUSES = (
    "notice 01ab 02 03 04abc 05abc 06abc 07abc 08 09ab 10abc 11ab 12 13 14abc 15 16ab 17abc 18ab "
    "19 20ab 21 22 23 24 25ab 26ab 27ab 28 29abc 30abc 31abcde 32ab 33abcd 34ab 35ab 36 37ab 38 "
    "39ab 40ab 41 42ab 43ab 44 45 46ab 47 48"
)
MANUAL = (
    "01b", "11b", "16b", "19", "20b", "27a", "28", "30b", "30c", "31b", "34b", "37b", "40a",
    "41", "43a", "44", "45", "46b",
)  # fmt: skip
PROCESS = ("notice", "38", "42b", "43b", "46a", "47", "48")
UNITS = ("县政府各部门", "各乡镇人民政府", "县经济开发区管委会")
OFFICE = ("县政府办",)
END = date(2020, 12, 31)


def names() -> list[str]:
    found = []
    for word in CLAUSES.split():
        number, letters = (word[:2], word[2:]) if word[0].isdigit() else (word, "")
        found += [f"sixian-2020-{number}{letter}" for letter in letters or [""]]
    return found


def ids(*clauses: str) -> set[str]:
    return {f"sixian-2020-{clause}" for clause in clauses}


def test_head() -> None:
    assert (SIXIAN.number, SIXIAN.issued_on) == ("泗政办秘〔2020〕49号", date(2020, 9, 27))
    assert (SIXIAN.starts_on, SIXIAN.ends_on) == (date(2020, 1, 1), END)
    assert SIXIAN.title == "泗县人民政府办公室关于印发2020年政务公开重点工作任务分工的通知"


def test_every_clause_stands_in_the_order_of_the_notice() -> None:
    assert [row.id for row in SIXIAN.requirements] == names()
    assert len(SIXIAN.requirements) == 92
    for row in SIXIAN.requirements[1:]:
        assert row.clause == f"第{int(row.id.removeprefix('sixian-2020-')[:2])}项"


def test_how_clauses_are_assessed() -> None:
    assert Counter(row.assessment.value for row in SIXIAN.requirements) == {
        "automatic": 12,
        "partial": 55,
        "manual": 18,
        "process": 7,
    }
    by = {a: {r.id for r in SIXIAN.requirements if r.assessment is a} for a in Assessment}
    assert by[Assessment.MANUAL] == ids(*MANUAL)
    assert by[Assessment.PROCESS] == ids(*PROCESS)
    for row in SIXIAN.requirements:
        measured = row.assessment in (Assessment.AUTOMATIC, Assessment.PARTIAL)
        assert bool(row.checks) == measured, row.id
        assert bool(row.remedy) == measured, row.id
        partial = row.assessment is Assessment.PARTIAL
        assert row.unseen.endswith("。") if partial else not row.unseen, row.id
        assert bool(row.process) == (row.id in ids(*PROCESS, "45")), row.id


def test_every_clause_has_its_time() -> None:
    for row in SIXIAN.requirements[1:]:
        assert row.due_on or row.cadence, row.id
        # Of the report on the year only the Regulations say by when.
        assert row.due_assumed == (row.due_on == date(2021, 3, 31)), row.id
    early = {r.id: r.due_on for r in SIXIAN.requirements if r.due_on and r.due_on < END}
    assert early == {
        "sixian-2020-02": date(2020, 10, 31),
        **dict.fromkeys(sorted(ids("24", "25a", "25b")), date(2020, 11, 30)),
        **dict.fromkeys(sorted(ids("37a", "37b", "39a", "39b")), date(2020, 9, 30)),
    }


@pytest.mark.parametrize(
    "clause, due_on, bodies, measured_by",
    [
        ("01a", END, UNITS, "power_list_current"),
        ("02", date(2020, 10, 31), UNITS, "agency_profile_complete"),
        (
            "06a",
            END,
            ("县司法局", "县政府办", "各乡镇人民政府", "县经济开发区管委会"),
            "doc_library_unified site_search_works doc_download_available",
        ),
        ("07a", END, UNITS, "doc_metadata_complete"),
        ("11a", None, UNITS, "interpretation_elements"),
        ("13", None, ("县市监局", "各乡镇人民政府", "县经济开发区管委会"), "feature_present"),
        ("15", END, ("县政府办", "县政府各部门"), "section_present section_freshness"),
        (
            "24",
            date(2020, 11, 30),
            ("县发改委", "县财政局", "县住建局", "县司法局", "有关部门"),
            "catalogue_published",
        ),
        ("26a", END, OFFICE, "section_present"),
        ("29a", END, OFFICE, "platform_structure_complete"),
        ("32b", END, UNITS, "message_reply_latency"),
        ("33d", END, ("县政府办", *UNITS), "gazette_archive_complete site_search_works"),
        ("37a", date(2020, 9, 30), UNITS, "leader_duty_disclosed"),
        ("42a", None, UNITS, "pii_exposure"),
        ("45", END, OFFICE, ""),
    ],
)
def test_rows_of_the_notice(
    clause: str, due_on: date | None, bodies: tuple[str, ...], measured_by: str
) -> None:
    row = SIXIAN.requirement(f"sixian-2020-{clause}")
    assert (row.due_on, row.bodies) == (due_on, bodies)
    assert row.checks == tuple(measured_by.split())


def test_numbers_and_lists_of_the_notice() -> None:
    reply = SIXIAN.requirement("sixian-2020-32b")
    assert (reply.terms["max_working_days"], reply.assumed, reply.curable) == (3, (), False)
    profile = SIXIAN.requirement("sixian-2020-02")
    assert profile.terms["fields"] == (
        "职能", "机构设置", "办公地址", "办公时间", "联系方式", "负责人姓名",
    )  # fmt: skip
    document = SIXIAN.requirement("sixian-2020-07a")
    assert document.terms["fields"] == ("文号", "成文日期", "发布日期", "有效性")
    sectors = SIXIAN.requirement("sixian-2020-36").terms["sectors"]
    assert [one["name"] for one in sectors] == [
        "教育", "卫生健康", "供水", "供电", "供气", "环境保护", "公共交通",
    ]  # fmt: skip
    # Which body answers for which field is not said by the notice.
    assert "sectors" in SIXIAN.requirement("sixian-2020-36").assumed
    elements = SIXIAN.requirement("sixian-2020-11a").terms
    assert (len(elements["elements"]), dict(elements["contact"])) == (7, {})


@pytest.mark.parametrize(
    "clause, themes",
    [
        ("09a", "稳就业 稳金融 稳外贸 稳外资 稳投资 稳预期"),
        (
            "10a",
            "保居民就业 保基本民生 保市场主体 保粮食能源安全 保产业链供应链稳定 保基层运转",
        ),
        ("22", "十大工程 两不愁三保障 饮水安全 巩固脱贫成果 扶贫资金项目管理"),
    ],
)
def test_themes_of_the_notice(clause: str, themes: str) -> None:
    row = SIXIAN.requirement(f"sixian-2020-{clause}")
    (measure,) = (one for one in row.measures() if one.check == "topic_coverage")
    assert list(dict.fromkeys(one["name"] for one in measure.terms["themes"])) == themes.split()
    # Which body answers for which theme is not said by the notice.
    assert "themes" in measure.assumed


# Row, body, theme, titles that tell of it, titles that do not.
TITLES = [
    ("04c", "泗县人民政府", "列席政府会议", ("群众代表首次列席县政府常务会议",),
     ("县政府召开常务会议 县人武部负责同志列席会议",)),
    ("04c", "泗县人民政府", "涉企政策制定参与",
     ("企业家参与涉企政策制定机制", "听取行业协会商会意见"),
     ("我县表彰优秀企业家", "泗县温州商会成立")),
    ("05b", "泗县审计局", "整改落实情况", ("2019年度县级预算执行审计查出问题整改情况",),
     ("县委巡察反馈意见整改情况", "中央环保督察整改情况")),
    ("10a", "泗县人民政府", "保基层运转", ("县财政做好“三保”工作",),
     ("两不愁三保障", "“三保障”排查")),
    ("10a", "泗县人民政府", "保基本民生", ("2020年33项民生工程",),
     ("民生路改造工程", "民生银行开业")),
    ("12", "泗县市场监督管理局", "监管规则和标准", ("食品安全监督管理办法", "轻微违法行为免罚清单"),
     ("泗县市场监督管理局开展党日活动", "扶贫资金监管办法")),
    ("22", "泗县人民政府", "巩固脱贫成果", ("巩固拓展脱贫攻坚成果",), ("脱贫攻坚动员会",)),
    ("22", "泗县医疗保障局", "两不愁三保障", ("贫困人口参保", "医保局脱贫攻坚工作推进会"),
     ("泗县医疗保障局工作要点", "职工基本医疗保险缴费")),
    ("23", "泗县人民政府", "河（湖）长制", ("县级河长巡河", "河长制工作"),
     ("新汴河长廊", "黄河长江")),
    ("27b", "泗县人民政府", "公众参与制度", ("基层行政决策公众参与办法",),
     ("环境影响评价公众参与公示",)),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "body", "name", "told", "not_told"), TITLES)
def test_words_fit_what_units_write_of_the_theme_and_nothing_else(
    clause: str, body: str, name: str, told: tuple[str, ...], not_told: tuple[str, ...]
) -> None:
    measures = SIXIAN.requirement(f"sixian-2020-{clause}").measures()
    themes = next(one.terms["themes"] for one in measures if one.check == "topic_coverage")
    (theme,) = (one for one in themes if one["name"] == name and concerns(one, body))
    assert all(tells_of(theme, plain(title)) for title in told)
    assert not any(tells_of(theme, plain(title)) for title in not_told)


def test_departments_hold_no_meetings_of_the_government() -> None:
    themes = SIXIAN.requirement("sixian-2020-04c").terms["themes"]
    asked = [one["name"] for one in themes if concerns(one, "泗县教育体育局")]
    assert asked == []  # and not every one makes policies that concern enterprises


def test_a_collection_of_rules_is_one_in_a_column_or_in_a_text() -> None:
    row = SIXIAN.requirement("sixian-2020-08")
    assert row.checks == ("catalogue_published",)
    assert "制度文件汇编" in row.terms["title_words"]


def test_a_list_that_the_notice_does_not_give_is_left_to_the_office() -> None:
    row = SIXIAN.requirement("sixian-2020-25b")
    assert row.terms["items"] == ()
    assert "items" in row.assumed


def test_a_report_need_hold_no_words_on_what_it_is_to_be_joined_with() -> None:
    (report,) = (
        one
        for one in SIXIAN.requirement("sixian-2020-35b").measures()
        if one.check == "annual_report_well_formed"
    )
    assert len(report.terms["require_topics"]) == 1


def test_gradual_aims_and_what_is_so_in_principle_are_advice() -> None:
    advice = {row.id for row in SIXIAN.requirements if row.scoring is Scoring.NONE}
    assert advice == ids(
        "04b", "05c", "07c", "08", "09b", "13", "17b", "17c", "31a", "31c", "33c", "34a", "39b",
        "40b",
    )  # fmt: skip


@pytest.mark.parametrize(
    "clause, name, kind, bound",
    [
        ("09a", "云溪县人民政府", PortalKind.COUNTY, True),
        ("09a", "云溪县人力资源和社会保障局", PortalKind.DEPARTMENT, True),
        ("09a", "云溪县发展和改革委员会", PortalKind.DEPARTMENT, True),
        ("09a", "云溪县水利局", PortalKind.DEPARTMENT, False),
        ("09a", "石桥镇人民政府", PortalKind.TOWNSHIP, True),
        ("22", "云溪县扶贫开发局", PortalKind.DEPARTMENT, True),
        ("22", "云溪县乡村振兴局", PortalKind.DEPARTMENT, True),
        ("25a", "云溪县经济开发区管委会", PortalKind.DEPARTMENT, True),
        ("25a", "云溪县财政局", PortalKind.DEPARTMENT, False),
        ("29a", "云溪县财政局", PortalKind.DEPARTMENT, False),
        ("36", "国网云溪县供电公司", PortalKind.ENTERPRISE, True),
        ("36", "云溪县自来水公司", PortalKind.ENTERPRISE, False),
    ],
)
def test_whom_a_row_binds(clause: str, name: str, kind: PortalKind, bound: bool) -> None:
    portal = Portal("p", name, kind, "http://p.test/", ("sixian-2020",))
    assert SIXIAN.requirement(f"sixian-2020-{clause}").binds_body(portal) is bound


def test_the_pilot_fields_are_those_of_the_other_notice_of_2020() -> None:
    # Both notices give the number, neither the list: it is that of the national guides.
    fields = SIXIAN.requirement("sixian-2020-24").terms["expected_fields"]
    other = load_rulebook("wuhu-2020-county").requirement("wuhu-2020-county-6.1a")
    assert fields == other.terms["expected_fields"]
    assert len(set(fields)) == 26
