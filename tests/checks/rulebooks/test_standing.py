"""The standing rulebook, row by row against the page it carries out."""

import re

import pytest

from checks.engine.requirement import Assessment, Requirement, Scoring
from checks.rulebooks import load_rulebook, rulebook_from, rulebook_text
from crawler.portals import GOVERNMENT_KINDS, PortalKind, Role

STANDING = load_rulebook("standing")
ALL: frozenset[PortalKind] = frozenset()
CITY_COUNTY = frozenset({PortalKind.CITY, PortalKind.COUNTY})
WITH_DEPARTMENTS = GOVERNMENT_KINDS | {PortalKind.DEPARTMENT}

ROWS = [
    ("interaction-1", "message_reply_latency", ALL, "share", False),
    ("interpretation-1", "interpretation_latency", ALL, "share", False),
    ("interpretation-2", "interpretation_present", ALL, "share", True),
    ("interpretation-3", "interpretation_linked", ALL, "share", True),
    ("interpretation-4", "interpretation_elements", ALL, "share", True),
    ("document-1", "doc_metadata_complete", ALL, "share", True),
    ("document-2", "doc_download_available", ALL, "share", True),
    ("document-3", "doc_publication_latency", ALL, "share", False),
    ("document-4", "doc_validity_current", ALL, "share", True),
    ("document-5", "doc_integrity_stable", ALL, "none", True),
    (
        "section-1",
        "section_present",
        WITH_DEPARTMENTS | {PortalKind.INSTITUTION, PortalKind.TOWNSHIP},
        "share",
        True,
    ),
    ("section-2", "section_freshness", ALL, "share", True),
    ("platform-1", "platform_structure_complete", ALL, "share", True),
    ("platform-2", "system_section_purity", ALL, "per_defect", True),
    ("platform-3", "disclosure_office_designated", ALL, "share", True),
    ("organisation-1", "agency_profile_complete", ALL, "share", True),
    ("organisation-2", "leader_duty_disclosed", ALL, "share", True),
    ("report-1", "annual_report_on_time", WITH_DEPARTMENTS, "share", False),
    ("report-2", "annual_report_well_formed", ALL, "share", True),
    ("gazette-1", "gazette_cadence", CITY_COUNTY, "share", False),
    ("participation-1", "consultation_well_formed", GOVERNMENT_KINDS, "share", True),
    ("participation-2", "consultation_feedback_published", GOVERNMENT_KINDS, "share", True),
    ("access-1", "ipv6_support", ALL, "share", True),
    ("access-2", "site_identity", ALL, "share", True),
    ("access-3", "link_health", ALL, "per_defect", True),
    ("access-4", "site_search_works", GOVERNMENT_KINDS, "share", True),
    ("access-5", "site_available", ALL, "share", True),
    ("privacy-1", "pii_exposure", ALL, "veto", True),
    ("progress-1", "progress_report_cadence", CITY_COUNTY, "share", True),
    ("power-1", "power_list_current", WITH_DEPARTMENTS, "none", True),
    ("emergency-1", "emergency_plan_published", CITY_COUNTY, "share", True),
    ("proposals-1", "proposal_reply_disclosed", CITY_COUNTY, "share", True),
]


def test_the_rows_are_those_of_the_page_in_its_order() -> None:
    assert [r.id for r in STANDING.requirements] == [row[0] for row in ROWS]


@pytest.mark.parametrize("row_id, check, binds, scoring, curable", ROWS, ids=[r[0] for r in ROWS])
def test_the_columns_of_a_row(
    row_id: str, check: str, binds: frozenset[PortalKind], scoring: str, curable: bool
) -> None:
    row = STANDING.requirement(row_id)
    assert (row.check, row.binds, row.scoring.value, row.curable) == (
        check,
        binds,
        scoring,
        curable,
    )
    assert row.weight == 1.0
    assert row.assessment is Assessment.AUTOMATIC


@pytest.mark.parametrize("row", STANDING.requirements, ids=lambda row: row.id)
def test_every_row_is_fit_to_be_shown(row: Requirement) -> None:
    assert row.title
    assert len(row.title) <= 12
    assert row.level1
    assert row.basis_text.startswith("《")
    assert row.summary.endswith("。")
    assert row.remedy.endswith("。")
    assert row.curable or row.remedy_late.endswith("。")
    assert row.sources


@pytest.mark.parametrize(
    "row_id, term, value",
    [
        ("interaction-1", "max_working_days", 3),
        ("interaction-1", "window_days", 365),
        ("interaction-1", "excluded_kinds", ("投诉", "举报", "检举", "信访")),
        ("interpretation-1", "max_working_days", 3),
        ("interpretation-1", "window_days", 365),
        ("interpretation-2", "old_stock_days", 180),
        ("interpretation-3", "bulk_documents", 10),
        ("interpretation-3", "similarity", 0.8),
        ("interpretation-3", "doubtful_similarity", 0.75),
        ("interpretation-4", "min_body_chars", 40),
        ("document-1", "fields", ("文号", "成文日期", "发布日期", "有效性")),
        ("document-2", "min_bytes", 1024),
        ("document-3", "max_working_days", 20),
        ("section-1", "max_clicks", 3),
        ("section-1", "min_text_chars", 50),
        ("gazette-1", "max_gap_working_days", 20),
        ("gazette-1", "grace_working_days", 10),
        ("participation-2", "max_working_days", 30),
        ("access-1", "min_inner_share", 0.9),
        ("access-2", "site_code_digits", 10),
        ("access-4", "probes", 3),
        ("access-5", "period_days", 7),
        ("access-5", "min_openings_a_day", 20),
        ("access-5", "failing_seconds", 15),
        ("access-5", "failing_share", 0.05),
        ("progress-1", "grace_days", 20),
        ("power-1", "max_age_days", 400),
    ],
)
def test_the_numbers_of_the_page_are_terms(row_id: str, term: str, value: object) -> None:
    assert STANDING.requirement(row_id).terms[term] == value


def test_costs() -> None:
    purity, links = STANDING.requirement("platform-2"), STANDING.requirement("access-3")
    assert (purity.points, purity.cap) == (0.2, 1.0)
    assert (links.points, links.cap) == (0.1, 1.0)
    assert STANDING.requirement("interpretation-2").deduct_with == "interpretation-1"
    assert STANDING.requirement("document-2").deduct_with == "access-3"
    assert STANDING.requirement("privacy-1").scoring is Scoring.VETO


def test_what_no_notice_gives_is_marked() -> None:
    assert "max_working_days" in STANDING.requirement("participation-2").assumed
    assert "grace_days" in STANDING.requirement("progress-1").assumed
    assert "max_age_days" in STANDING.requirement("power-1").assumed


def test_the_eight_elements_in_their_order() -> None:
    terms = STANDING.requirement("interpretation-4").terms
    names = [element["name"] for element in terms["elements"]] + [terms["contact"]["name"]]
    assert names == [
        "背景依据",
        "意义",
        "研判起草过程",
        "工作目标",
        "主要任务",
        "创新举措",
        "保障措施",
        "解读联系",
    ]


def test_sections_by_kind() -> None:
    present = STANDING.requirement("section-1")
    assert set(present.terms["roles"]) == {kind.value for kind in present.binds}
    assert present.terms["roles"]["county"] == (
        "interpretations",
        "normative_documents",
        "leaders",
        "agency_profile",
        "information_request",
        "consultations",
        "message_board",
        "gazette",
    )
    few = ("leaders", "agency_profile", "information_request")
    for kind in ("department", "institution", "township"):
        assert present.terms["roles"][kind] == few
    fresh = STANDING.requirement("section-2").terms
    assert set(fresh["roles"]) == {kind.value for kind in PortalKind}
    assert fresh["roles"]["township"] == ("notices",)
    assert dict(fresh["max_age_days"]) == {
        "news": 14,
        "notices": 180,
        "policy_documents": 180,
        "interpretations": 180,
    }


def test_every_role_named_is_a_role() -> None:
    known = {role.value for role in Role}
    named = set(STANDING.requirement("platform-1").terms["parts"])
    for row in ("section-1", "section-2"):
        for roles in STANDING.requirement(row).terms["roles"].values():
            named.update(roles)
    assert named <= known


def test_dates_of_the_annual_report() -> None:
    row = STANDING.requirement("report-1")
    due = row.terms["due_month_day"]
    assert set(due) == {kind.value for kind in row.binds}
    assert (due["county"], due["department"]) == ("03-31", "01-31")


def _patterns(value: object, name: str = "") -> list[str]:
    if isinstance(value, str):
        return [value] if name.endswith(("_pattern", "_patterns")) else []
    if isinstance(value, tuple):
        return [p for item in value for p in _patterns(item, name)]
    if hasattr(value, "items"):
        return [p for key, item in value.items() for p in _patterns(item, key)]
    return []


def test_every_pattern_compiles() -> None:
    found = [p for row in STANDING.requirements for p in _patterns(row.terms)]
    assert len(found) > 20
    for pattern in found:
        re.compile(pattern)


def test_the_law_is_data() -> None:
    text = rulebook_text("standing").replace("max_working_days = 3\n", "max_working_days = 5\n")
    row = rulebook_from(text).requirement("interaction-1")
    assert row.terms["max_working_days"] == 5
    assert "5个工作日" in row.summary


_EXCLUDED = [
    "关于张某某等同志任职的通知",
    "云溪县人民政府关于王某免职的通知",
    "关于表彰2025年度先进集体的决定",
    "关于成立云溪县防汛抗旱指挥部的通知",
    "关于调整县安全生产委员会组成人员的通知",
    "关于云溪县城市更新规划的批复",
    "关于废止部分行政规范性文件的决定",
    "关于公布规范性文件清理结果的通知",
]
_INCLUDED = [
    "云溪县科学技术奖励表彰办法",
    "关于印发云溪县支持小微企业发展若干措施的通知",
    "关于印发云溪县农村公路养护管理办法的通知",
    "云溪县行政执法责任制规定",
    "关于加强城镇职工医疗保险工作的实施意见",
    "关于调整最低生活保障标准的通知",
    "云溪县人民政府关于规范启动防汛应急响应工作机制的通知",
]


@pytest.mark.parametrize("title", _EXCLUDED)
def test_titles_that_call_for_no_interpretation(title: str) -> None:
    patterns = STANDING.requirement("interpretation-1").terms["excluded_title_patterns"]
    assert any(re.search(pattern, title) for pattern in patterns)


@pytest.mark.parametrize("title", _INCLUDED)
def test_titles_that_call_for_an_interpretation(title: str) -> None:
    patterns = STANDING.requirement("interpretation-1").terms["excluded_title_patterns"]
    assert not any(re.search(pattern, title) for pattern in patterns)


@pytest.mark.parametrize(
    "number, well_formed",
    [
        ("云政办〔2026〕12号", True),
        ("云政规[2026]3号", True),
        ("云政办(2026)12号", True),
        ("云政办秘〔2026〕第12号", True),
        ("云溪县人民政府令第45号", True),
        ("2026年第3号", True),
        ("第十二号", True),
        ("便函", False),
        ("云政办2026-12", False),
        ("〔2026〕号", False),
        ("云政办〔26〕12号", False),
    ],
)
def test_document_numbers(number: str, well_formed: bool) -> None:
    patterns = STANDING.requirement("document-1").terms["number_patterns"]
    assert any(re.fullmatch(pattern, number) for pattern in patterns) == well_formed
