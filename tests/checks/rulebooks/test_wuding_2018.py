"""The rulebook of the notice of 武定 2018, row by row against the notice."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from checks.disclosure.themes import tells_of
from checks.engine.requirement import Assessment, Scoring
from checks.matching.words import plain
from checks.rulebooks import load_rulebook
from crawler.portals import Portal, PortalKind

BOOK = load_rulebook("wuding-2018")
YEAR_END = date(2018, 12, 31)
COUNTY, TOWNSHIPS, DEPARTMENTS = "县政府办", "各乡镇人民政府", "县属各部门"
EVERYBODY = (COUNTY, TOWNSHIPS, DEPARTMENTS)
UNITS = (TOWNSHIPS, DEPARTMENTS)

# The items that fall into several clauses; all others are one.
SPLIT = {
    **dict.fromkeys((1, 5, 9, 20, 21, 22, 26, 28, 32, 47, 48, 49, 56, 59, 60, 61, 80, 83), "ab"),
    19: "abc",
}
COVERING = ["notice", "n1a", "n1b", "n1c", "n1d", "n2a", "n2b", *(f"n3{c}" for c in "abcdef")]

# id, bodies, due date, checks, and terms that the clause itself sets
ROWS: list[tuple[str, tuple[str, ...], date | None, tuple[str, ...], Mapping[str, Any]]] = [
    ("n1b", UNITS, YEAR_END, ("leader_duty_disclosed",), {}),
    ("n1c", UNITS, YEAR_END, ("disclosure_office_designated",), {}),
    (
        "09a",
        EVERYBODY,
        None,
        ("proposal_reply_disclosed",),
        {"fields": ("发布机构", "内容概述", "发布日期", "文号")},
    ),
    ("19b", EVERYBODY, None, ("interpretation_latency",), {"max_working_days": 3}),
    ("19c", EVERYBODY, None, ("interpretation_linked",), {}),
    (
        "21b",
        ("与宏观经济和民生关系密切的县属有关职能部门",),
        None,
        ("interpretation_by_leader",),
        {"min_per_year": 3},
    ),
    ("22b", (COUNTY,), None, ("interpretation_quarterly_bulletin",), {}),
    (
        "26a",
        UNITS,
        None,
        ("emergency_release_latency",),
        {"target_hours": 3, "max_hours": 5},
    ),
    ("32b", UNITS, YEAR_END, ("service_online_share",), {"min_share": 0.4}),
    ("34", ("县政管局", "县属有关部门"), date(2018, 8, 31), ("service_guide_consistent",), {}),
    ("36", ("县政管局", "县属有关部门"), YEAR_END, ("feature_present",), {}),
    ("44", ("县政府督查室", "县政管局"), date(2018, 6, 30), (), {}),
    ("49b", ("县委编办",), None, ("service_guide_consistent",), {"max_working_days": 1}),
    ("53", EVERYBODY, date(2018, 9, 30), ("site_identity",), {}),
    (
        "55",
        EVERYBODY,
        date(2018, 10, 31),
        ("link_health", "platform_structure_complete"),
        {},
    ),
    ("57", EVERYBODY, YEAR_END, ("ipv6_support",), {}),
    ("68", EVERYBODY, date(2018, 10, 15), ("hotline_unified",), {"number": "12345"}),
    ("70", (COUNTY,), date(2018, 11, 30), (), {}),
    ("83a", UNITS, YEAR_END, ("catalogue_published",), {}),
]


def portal(name: str, kind: PortalKind) -> Portal:
    return Portal(id="here", name=name, kind=kind, home="http://here.test/", rulebooks=(BOOK.id,))


def test_the_clauses_are_those_of_the_notice_in_its_order() -> None:
    items = [f"{n:02d}{letter}" for n in range(1, 87) for letter in SPLIT.get(n, [""])]
    assert [r.id for r in BOOK.requirements] == [f"wuding-2018-{i}" for i in COVERING + items]
    assert len(BOOK.requirements) == 119
    assert Counter(r.assessment for r in BOOK.requirements) == {
        Assessment.AUTOMATIC: 5,
        Assessment.PARTIAL: 73,
        Assessment.MANUAL: 30,
        Assessment.PROCESS: 11,
    }


def test_the_head_is_that_of_the_notice() -> None:
    assert (BOOK.issued_on, BOOK.number) == (date(2018, 7, 6), "")
    assert (BOOK.starts_on, BOOK.ends_on) == (date(2018, 1, 1), YEAR_END)


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_clause_says_what_the_notice_says(
    row: tuple[str, tuple[str, ...], date | None, tuple[str, ...], Mapping[str, Any]],
) -> None:
    name, bodies, due_on, used, terms = row
    found = BOOK.requirement(f"wuding-2018-{name}")
    assert (found.bodies, found.due_on, found.checks) == (bodies, due_on, used)
    assert {term: found.terms[term] for term in terms} == terms
    assert not set(terms) & set(found.assumed)


def test_when_each_clause_is_due_is_told() -> None:
    assert all(r.due_on or r.cadence for r in BOOK.requirements)
    assumed = {r.id.removeprefix("wuding-2018-") for r in BOOK.requirements if r.due_assumed}
    assert assumed == {"n1b", "n3c", "n3e", "37", "80a"}


def test_items_whose_text_is_lost_are_kept_and_blocked() -> None:
    blocked = [r for r in BOOK.requirements if r.blocked]
    assert [r.clause for r in blocked] == [f"第{n}项" for n in range(13, 18)]
    assert all(r.assessment is Assessment.MANUAL and not r.checks for r in blocked)
    assert blocked[0].due_on == date(2018, 8, 31)


def test_what_waits_for_a_document_of_a_higher_body_binds_nobody_yet() -> None:
    waiting = {r.id.removeprefix("wuding-2018-"): r for r in BOOK.requirements if r.waits_for}
    assert set(waiting) == {"10", "14", "74", "85"}
    assert all(r.process == ("P-AMEND",) for r in waiting.values())
    county = portal("武定县人民政府", PortalKind.COUNTY)
    assert not any(r.binds_body(county) for r in waiting.values())


def test_advice_is_never_scored_and_a_late_act_stays_late() -> None:
    rows = BOOK.requirements
    advice = {r.id.removeprefix("wuding-2018-") for r in rows if r.scoring is Scoring.NONE}
    assert advice == {
        "02", "07", "09b", "20b", "21a", "25", "29", "35", "36", "55", "58", "62", "69",
    }  # fmt: skip
    for name in ("19b", "26a", "26b", "49b", "61b"):
        late = BOOK.requirement(f"wuding-2018-{name}")
        assert not late.curable
        assert late.remedy_late


@pytest.mark.parametrize(
    "name, kind, bound, free",
    [
        ("武定县人民政府", "county", "n1b 09a 12 19b 22b 57 66", "21b 80b 83b 84"),
        ("狮山镇人民政府", "township", "n1b 19b 19c 66 83a 84", "09a 11 22b"),
        ("武定县财政局", "department", "12 19b 21b 80b 83a", "08 37 83b 84"),
        ("武定县税务局", "department", "11 47a 83b", "21b 48a"),
        ("武定县政务服务管理局", "department", "39", "33 37 47a 86"),
    ],
)
def test_whom_it_binds(name: str, kind: str, bound: str, free: str) -> None:
    here = portal(name, PortalKind(kind))
    found = {r.id.removeprefix("wuding-2018-") for r in BOOK.requirements if r.binds_body(here)}
    assert set(bound.split()) <= found
    assert not set(free.split()) & found


def terms_of(name: str, check: str) -> Mapping[str, Any]:
    measures = BOOK.requirement(f"wuding-2018-{name}").measures()
    return next(one.terms for one in measures if one.check == check)


def test_a_clause_asks_no_more_than_the_notice() -> None:
    used = {r.id.removeprefix("wuding-2018-"): r.checks for r in BOOK.requirements}
    # a dead link anywhere is no failure of clauses on guides, columns or messages
    assert {name for name, checks in used.items() if "link_health" in checks} == {"55"}
    # no column is asked for: what was decided, checked or handled is to be told
    assert used["01a"] == used["11"] == used["33"] == ("topic_coverage",)
    assert used["61a"] == ("message_reply_latency",)
    assert used["50"] == ("service_guide_consistent",)
    assert used["66"] == ()  # what accounts post is not read
    assert not terms_of("64", "new_media_listed")["must_list"]
    assert terms_of("71", "foi_channel_ready")["fields"] == ("渠道",)
    assert terms_of("53", "site_identity")["fields"] == ("网站标识码",)
    assert "children" not in terms_of("n3d", "section_present")["columns"][0]
    assert used["n3d"] == ("section_present",)  # to be kept up is item 52
    assert terms_of("09b", "proposal_reply_disclosed")["fields"] == ()  # those are item 9a
    assert terms_of("35", "service_guide_complete")["fields"] == ("申请材料", "办理流程")
    kept_up = terms_of("60b", "section_freshness")["roles"]
    assert kept_up["township"] == kept_up["department"] == ("notices",)
    # 着重解读…等: the first three alone are there whatever the policy
    elements = terms_of("20a", "interpretation_elements")["elements"]
    assert [one["name"] for one in elements] == ["背景依据", "目标任务", "主要内容"]


def test_hotlines_of_the_whole_country_may_be_kept() -> None:
    for name in ("68", "69"):
        assert {"12315", "12331", "12369", "96128"} <= set(
            terms_of(name, "hotline_unified")["keep_list"]
        )


def test_words_of_themes_fit_titles_as_they_are_written() -> None:
    (law,) = terms_of("80a", "topic_coverage")["themes"]
    for title in (
        "武定县开展《政府信息公开条例》宣传活动",
        "纪念《政府信息公开条例》实施十周年",
        "《中华人民共和国政府信息公开条例》颁布实施10周年宣传活动",
        "县财政局组织学习《中华人民共和国政府信息公开条例》",
    ):
        assert tells_of(law, plain(title)), title
    patterns = terms_of("85", "artifact_by_deadline")["title_patterns"]
    for title in ("武定县教育系统信息公开实施办法", "武定县教育局校务公开实施办法"):
        assert any(re.search(pattern, title) for pattern in patterns), title
    for title in ("学校食堂公开招标管理办法", "武定县中小学教师公开调配办法"):
        assert not any(re.search(pattern, title) for pattern in patterns), title
    for name in ("83a", "84"):
        words = terms_of(name, "catalogue_published")["title_words"]
        assert any(word in "武定县政府信息主动公开目录" for word in words)
        assert not any(word in "武定县政府信息公开目录" for word in words)


def test_lists_of_lawful_numbers_are_those_of_all_rulebooks() -> None:
    assert {"惩戒", "信息披露", "监督电话"} <= set(terms_of("81", "pii_exposure")["lawful_words"])


WORDS: dict[str, tuple[str, str, tuple[str, ...], tuple[str, ...]]] = {
    "01a": (
        "topic_coverage", "政府会议议定事项",
        ("县长主持召开县政府常务会", "武定县第十七届人民政府第3次全体会议"),
        ("李克强主持召开国务院常务会议", "阮成发主持召开省政府常务会议", "县政协三次全体会议开幕"),
    ),
    "07": (
        "public_event_held", "",
        ("【直播】武定县脱贫攻坚推进会", "县政府全体会议首次向社会直播"),
        ("水稻直播栽培技术培训", "武定县网络直播带货助农增收"),
    ),
    "10": (
        "topic_coverage", "市场准入负面清单",
        ("建立市场准入负面清单信息公开机制",), ("党员干部廉政负面清单",),
    ),
    "11": (
        "topic_coverage", "监管检查执法信息",
        ("县教育局开展校外培训机构专项治理", "重大税收违法案件公布"),
        ("县纪委开展作风建设专项检查", "城市管理综合执法局2018年部门预算", "行政执法人员资格考试"),
    ),
    "23": (
        "topic_coverage", "污染防治",
        ("打赢蓝天保卫战行动计划解读",), ("武定县环境保护局简介", "县环保局局长做客"),
    ),
    "32a": (
        "catalogue_published", "", ("狮山镇不见面办理事项清单",), ("不见面开标项目一览表",),
    ),
    "47a": (
        "topic_coverage", "施工许可审批提速",
        ("武定县压缩建筑施工许可审批时限", "建筑施工许可证办理时限压缩一半"),
        ("2018年9月建筑工程施工许可证核发公示", "环保局建设项目审批意见公示"),
    ),
    "47b": (
        "catalogue_published", "", ("投资审批事项目录",),
        ("2018年政府投资项目清单", "2018年投资项目备案一览表"),
    ),
    "48a": (
        "catalogue_published", "", ("武定县证明事项清理结果公告",), ("武定县电子证照目录清单",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WORDS)
def test_words_fit_the_clause_and_no_other_subject(name: str) -> None:
    check, theme, meant, others = WORDS[name]
    terms = terms_of(name, check)
    if theme:
        (asked,) = (one for one in terms["themes"] if one["name"] == theme)
    else:
        key = "event_words" if check == "public_event_held" else "title_words"
        asked = {"words": terms[key]}
    for title in meant:
        assert tells_of(asked, plain(title)), title
    for title in others:
        assert not tells_of(asked, plain(title)), title


def test_what_stands_once_on_the_county_site_binds_the_county_alone() -> None:
    for name in ("n3e", "08", "10", "33", "37", "47b", "48a"):
        assert BOOK.requirement(f"wuding-2018-{name}").binds == {PortalKind.COUNTY}, name


def test_measured_clauses_say_what_to_do_and_what_is_not_seen() -> None:
    for row in BOOK.requirements:
        if row.assessment in (Assessment.AUTOMATIC, Assessment.PARTIAL):
            assert row.remedy, row.id
        else:
            assert not row.checks, row.id
        assert bool(row.unseen) == (row.assessment is Assessment.PARTIAL), row.id
