"""disclosure_office_designated, as tables of cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from crawler.portals import PortalKind, Role
from crawler.records import Cause, DisclosureGuide, Dossier, Link, ReadState, Section
from tests.builders import calendar, dossier, judge_one, portal, requirement, section
from tests.checks.organisation.pages import charge, contact, full, guide

CHECK = "disclosure_office_designated"
PASSED, FAILED, CANT_TELL = Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL
OFFICE = "云溪县人民政府办公室"
ROOM = contact(heading="公开方式>在县档案馆设政府信息公开查阅点")
WATCH = contact("县纪委监委", heading="监督方式", label="监督机构")

GUIDES: dict[str, tuple[DisclosureGuide, str]] = {
    "all of it": (guide(contact(OFFICE)), ""),
    "the name in a sentence": (guide(contact(), in_charge=(charge(OFFICE),)), ""),
    "name and contact apart": (
        guide(contact(OFFICE, None, None, None, "工作机构"), contact(heading="受理渠道")), ""),
    "a reading room before it": (guide(ROOM, contact(OFFICE, heading="工作机构")), ""),
    "no hours": (guide(contact(OFFICE, hours=None)), "办公时间"),
    "hours of the reading room alone": (
        guide(contact(OFFICE, hours=None, heading="工作机构"), ROOM), "办公时间"),
    "a phone of the supervisors alone": (
        guide(contact(OFFICE, phone=None, heading="工作机构"), WATCH), "联系电话"),
    "a phone below the heading of the supervision alone": (
        guide(contact(OFFICE, phone=None, heading="工作机构"), contact(heading="监督>县水务局")),
        "联系电话"),
    "the supervisors alone": (guide(WATCH), "机构名称、办公地址、办公时间、联系电话"),
    "supervising is part of its work": (
        guide(contact(heading=f"工作机构>{OFFICE}负责推进、指导、协调、监督全县政府信息公开工作"),
              in_charge=(charge(OFFICE),)), ""),
    "nobody named": (guide(contact()), "机构名称"),
    "a name to be filled in": (guide(contact("待补充")), "机构名称"),
    "a phone to be filled in": (guide(contact(OFFICE, phone="待补充")), "联系电话"),
    "an empty guide": (guide(), "机构名称、办公地址、办公时间、联系电话"),
}  # fmt: skip


@pytest.mark.parametrize(("page", "missing"), GUIDES.values(), ids=GUIDES)
def test_what_the_guide_states(page: DisclosureGuide, missing: str) -> None:
    finding = judge_one(CHECK, dossier(page))
    assert finding.outcome is (FAILED if missing else PASSED), finding.statement
    assert (finding.aspect or "") == missing
    assert finding.basis is (Basis.ABSENCE if missing else Basis.WORDS)
    assert finding.evidence


SCAN = (Link("http://www.yunxi.test/zn.pdf", "指南.pdf"),)
SEEN: dict[str, tuple[list[DisclosureGuide], Section, Outcome, Cause | None]] = {
    "no guide": ([], section(Role.GUIDE, ReadState.ABSENT), FAILED, None),
    "an empty column": ([], section(Role.GUIDE, ReadState.EMPTY), FAILED, None),
    "out of reach": (
        [], section(Role.GUIDE, ReadState.UNOBSERVABLE, Cause.SOFT_404), CANT_TELL, Cause.SOFT_404),
    "read in part, all there": (
        [guide(contact(OFFICE))], section(Role.GUIDE, ReadState.PART), PASSED, None),
    "read in part, hours missing": (
        [guide(contact(OFFICE, hours=None))], section(Role.GUIDE, ReadState.PART, Cause.LIMIT),
        CANT_TELL, Cause.LIMIT),
    "a scan": ([guide(text_chars=8, attachments=SCAN)], section(Role.GUIDE), CANT_TELL,
               Cause.UNREADABLE),
    "a picture": ([guide(text_chars=8, pictures=3)], section(Role.GUIDE), CANT_TELL,
                  Cause.UNREADABLE),
    "on the higher portal, not read": (
        [], section(Role.GUIDE, elsewhere=True), CANT_TELL, Cause.AMBIGUOUS),
}  # fmt: skip


@pytest.mark.parametrize(("pages", "state", "outcome", "cause"), SEEN.values(), ids=SEEN)
def test_what_was_seen(
    pages: list[DisclosureGuide], state: Section, outcome: Outcome, cause: Cause | None
) -> None:
    finding = judge_one(CHECK, dossier(*pages, sections=[state]))
    assert (finding.outcome, finding.cause) == (outcome, cause), finding.statement


TOWN = portal("白沙镇人民政府", PortalKind.TOWNSHIP)
NAMES = {
    "its own office": ("白沙镇党政综合办公室", PASSED),
    "an office without a place": ("党政综合办公室", PASSED),
    "its own with the county before it": ("云溪县白沙镇人民政府办公室", PASSED),
    "any township": ("本镇党政综合办公室", PASSED),
    "townships in general": ("城乡建设办公室", PASSED),
    "another township's": ("石桥镇党政综合办公室", FAILED),
}


@pytest.mark.parametrize(("name", "outcome"), NAMES.values(), ids=NAMES)
def test_a_guide_copied_from_another_township(name: str, outcome: Outcome) -> None:
    finding = judge_one(CHECK, dossier(guide(contact(name)), of=TOWN))
    assert finding.outcome is outcome, finding.statement
    if outcome is FAILED:
        assert (finding.aspect, finding.basis) == ("机构名称", Basis.WORDS)
        assert "石桥镇" in finding.evidence[0].quote


def test_a_county_may_name_a_township_s_place() -> None:
    finding = judge_one(CHECK, dossier(guide(contact("城关镇便民服务中心公开科"))))
    assert finding.outcome is PASSED


def expecting(seen: Dossier) -> Finding:
    row = requirement(CHECK)
    terms = {**row.terms, "fields": (), "expect": ("政府办公室", "政府办")}
    (finding,) = checks()[CHECK].judge(seen, replace(row, terms=terms), calendar())
    return finding


CHARGES = {
    "the guide": (dossier(guide(in_charge=(charge("县政府办公室"),))), PASSED),
    "the profile": (dossier(guide(), full(in_charge=(charge("县人民政府办公室"),))), PASSED),
    "another body": (dossier(guide(in_charge=(charge("县大数据局"),)), full()), FAILED),
    "only who takes requests": (
        dossier(guide(in_charge=(charge("县政府办公室", "受理机构为县政府办公室"),)), full()),
        FAILED),
    "nobody, the profile unread": (
        dossier(guide(), sections=[section(Role.AGENCY_PROFILE, ReadState.UNOBSERVABLE)]),
        CANT_TELL),
}  # fmt: skip


@pytest.mark.parametrize(("seen", "outcome"), CHARGES.values(), ids=CHARGES)
def test_who_must_be_in_charge(seen: Dossier, outcome: Outcome) -> None:
    finding = expecting(seen)
    assert finding.outcome is outcome, finding.statement
    assert finding.aspect == ("主管部门" if outcome is FAILED else None)
