"""What a check asks of a row's terms together: all that it needs, and values that it knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from checks.engine.check import Check
from checks.engine.registry import BuiltCheck, checks
from checks.engine.requirement import Measure, Requirement, Rulebook
from checks.engine.terms import kind_of
from checks.rulebooks import available, load_rulebook
from checks.rulebooks.supplied import supplied_faults
from crawler.portals import PortalKind
from tests.checks.engine.builders import requirement, rulebook, says


def wrong(book: Rulebook, known: Mapping[str, BuiltCheck] | None = None) -> str:
    """All that is wrong, in one text."""
    return "\n".join(supplied_faults(book, "local.toml", checks() if known is None else known))


def test_every_row_supplies_what_its_check_needs() -> None:
    known = {"sample": BuiltCheck(Check("sample", "样例", (), ("max_days",)), says().judge, "")}
    assert not wrong(rulebook(requirement(terms={"max_days": 3})), known)
    assert not wrong(rulebook(requirement(check=None)), known)
    lacking = "requirement row-1: terms.max_days: is missing, sample needs it"
    assert wrong(rulebook(requirement()), known) == f"local.toml: {lacking}"
    measured = requirement(check="other", more=(Measure("sample"),))
    assert "requirement row-1: measures.sample.terms.max_days: is" in wrong(
        rulebook(measured), known
    )


@cache
def rows() -> Mapping[str, Requirement]:
    """A row of some rulebook that ships for each check."""
    books = (load_rulebook(name) for name in sorted(available(), reverse=True))
    return {str(r.check): r for b in books for row in b.requirements for r in row.measures()}


def with_term(check: str, term: str, value: object) -> Rulebook:
    """A row of that check with another value of a term."""
    row = rows()[check]
    return rulebook(replace(row, more=(), terms={**row.terms, term: value}))


CLOSED = [
    (slug, term, known) for slug, one in checks().items() for term, known in one.check.choices
]


@pytest.mark.parametrize(("check", "term", "known"), CLOSED)
def test_values_that_a_check_does_not_know_are_refused(
    check: str, term: str, known: tuple[str, ...]
) -> None:
    listed = next(kind_of(checks()[check].check, term).faults([]), None) is None
    for value in known:
        assert not wrong(with_term(check, term, [value] if listed else value))
    told = wrong(with_term(check, term, [known[-1], "half"] if listed else "half"))
    assert f"terms.{term}: 'half' is none of '{known[0]}'" in told


DESCRIBED = [
    ("foi_channel_ready", "fields", "渠道"), ("foi_channel_ready", "require", "救济渠道"),
    ("fiscal_report_complete", "require", "增减变化及原因"),
    ("service_guide_complete", "fields", "办理条件"),
    ("service_guide_consistent", "elements", "办理时限"),
    ("public_institution_disclosure", "require", "目录"),
    ("decision_chain_linked", "stages", "决策草案"),
    ("consultation_precedes_adoption", "scope", "公共政策措施"),
    ("doc_download_available", "formats", "pdf"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "term", "known"), DESCRIBED)
def test_values_that_no_other_term_describes_are_refused(check: str, term: str, known: str) -> None:
    assert not wrong(with_term(check, term, [known]))
    assert f"terms.{term}: '无此' is none of " in wrong(with_term(check, term, [known, "无此"]))


def test_a_row_may_describe_a_value_of_its_own() -> None:
    assert "'信访' is none of" in wrong(with_term("foi_channel_ready", "fields", ["信访"]))
    book = with_term("foi_channel_ready", "field_words", {"信访": ["来信来访"]})
    assert "'渠道' is none of '信访'" in wrong(book)


def test_values_that_have_not_their_form_are_refused() -> None:
    assert not wrong(with_term("fiscal_report_complete", "years", ["2025年度部门决算"]))
    for value in ("决算", "2025", "25决算", "2025三公"):
        told = wrong(with_term("fiscal_report_complete", "years", [value]))
        assert f"terms.years: '{value}' is not of the form" in told


def test_lists_that_go_by_pairs_are_of_one_length() -> None:
    told = wrong(with_term("annual_report_well_formed", "sections", ["总体情况"]))
    assert "terms.section_patterns: has 6 entries, sections 1: one each" in told


def test_a_row_on_emergencies_says_by_when() -> None:
    row = rows()["emergency_release_latency"]
    hours = {"max_hours", "target_hours", "conference_max_hours"}
    terms = {term: value for term, value in row.terms.items() if term not in hours}
    said = "terms.max_hours: is missing, emergency_release_latency needs it or conference_max_hours"
    assert said in wrong(rulebook(replace(row, more=(), terms=terms)))
    assert not wrong(rulebook(replace(row, more=(), terms={**terms, "conference_max_hours": 24})))


def test_terms_that_go_by_others_are_terms_of_their_check() -> None:
    assert ("public_event_held", "period") in {(check, term) for check, term, _ in CLOSED}
    for slug, one in checks().items():
        check = one.check
        pairs = (*check.described, *check.paired)
        alone = (term for term, _ in (*check.choices, *check.forms))
        named = {*alone, *(term for pair in pairs for term in pair), *check.filled}
        assert named <= set(check.terms), slug
        assert {term for terms in check.either for term in terms} <= set(check.optional), slug


SECTIONS = {
    "max_clicks": 3, "min_entries": 1, "min_text_chars": 50, "statement_days": 365,
}  # fmt: skip


@pytest.mark.parametrize(
    ("roles", "said"),
    [
        ({}, "names no section for county, and the row names no columns"),
        ({"township": ["news"]}, "names no section for county"),
    ],
)
def test_a_row_of_sections_names_some_for_every_kind_it_binds(roles: Any, said: str) -> None:
    row = requirement(
        check="section_present", binds=frozenset({PortalKind.COUNTY}),
        terms={**SECTIONS, "roles": roles},
    )  # fmt: skip
    assert f"requirement row-1: terms.roles: {said}" in wrong(rulebook(row))


def test_columns_stand_for_sections() -> None:
    terms = {**SECTIONS, "roles": {}, "columns": [{"title": "新闻"}]}
    assert not wrong(rulebook(requirement(check="section_present", terms=terms)))


def test_every_section_asked_for_has_its_age() -> None:
    row = rows()["section_freshness"]
    terms = {**row.terms, "roles": {"county": ["news", "notices"]}, "max_age_days": {"news": 14}}
    told = wrong(rulebook(replace(row, binds=frozenset({PortalKind.COUNTY}), terms=terms)))
    assert told.endswith("terms.roles: county: notices has no max_age_days")
