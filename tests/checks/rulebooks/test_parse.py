from collections.abc import Mapping
from datetime import date

import pytest

from checks.engine.requirement import Assessment, Scoring
from checks.errors import RulebookError
from checks.rulebooks import rulebook_from
from crawler.portals import PortalKind

HEAD = """
id = "local"
title = "地方指标"
version = "1"
starts_on = 2026-01-01
source = "某通知"
"""
ROW = """
[[requirements]]
id = "interaction-1"
title = "留言按期答复"
summary = "{max_working_days}个工作日内答复。"
check = "message_reply_latency"
binds = ["all"]
sources = ["local-1"]
basis_text = "某通知第1项"
terms = { max_working_days = 5, kinds = ["投诉"], due = { county = "03-31" } }
"""


def faults(text: str) -> list[str]:
    with pytest.raises(RulebookError) as error:
        rulebook_from(text, "local.toml")
    return error.value.problems


def test_a_row_with_all_its_defaults() -> None:
    rulebook = rulebook_from(HEAD + ROW)
    assert (rulebook.id, rulebook.starts_on) == ("local", date(2026, 1, 1))
    (row,) = rulebook.requirements
    assert row.rulebook == "local"
    assert row.summary == "5个工作日内答复。"
    assert row.binds == frozenset()
    assert row.bound(PortalKind.ENTERPRISE)
    assert row.scoring is Scoring.SHARE
    assert row.assessment is Assessment.AUTOMATIC
    assert (row.weight, row.curable, row.deduct_with) == (1.0, True, None)


def test_terms_cannot_be_changed_by_a_check() -> None:
    (row,) = rulebook_from(HEAD + ROW).requirements
    assert row.terms["kinds"] == ("投诉",)
    assert isinstance(row.terms["due"], Mapping)
    with pytest.raises(TypeError):
        row.terms["max_working_days"] = 9  # type: ignore[index]
    with pytest.raises(TypeError):
        row.terms["due"]["county"] = "04-30"


def test_the_digest_pins_the_text() -> None:
    assert rulebook_from(HEAD + ROW).text_sha256 == rulebook_from(HEAD + ROW).text_sha256
    assert rulebook_from(HEAD + ROW).text_sha256 != rulebook_from(HEAD + ROW + "\n").text_sha256


def test_government_is_three_kinds() -> None:
    (row,) = rulebook_from(HEAD + ROW.replace('["all"]', '["government", "township"]')).requirements
    bound = {kind for kind in PortalKind if row.bound(kind)}
    assert bound == {
        PortalKind.PROVINCE,
        PortalKind.CITY,
        PortalKind.COUNTY,
        PortalKind.TOWNSHIP,
    }


def test_a_group_of_terms_is_shared_and_the_row_goes_before_it() -> None:
    groups = "[groups.window]\nwindow_days = 365\nmax_working_days = 3\n"
    (row,) = rulebook_from(
        HEAD + groups + ROW + 'groups = ["window"]\nassumed = ["window_days"]\n'
    ).requirements
    assert row.terms["window_days"] == 365
    assert row.terms["max_working_days"] == 5


def test_a_manual_clause_needs_no_check() -> None:
    text = ROW.replace('check = "message_reply_latency"', 'assessment = "manual"')
    (row,) = rulebook_from(HEAD + text).requirements
    assert row.check is None
    assert row.assessment is Assessment.MANUAL


@pytest.mark.parametrize(
    "old, new, named",
    [
        ('binds = ["all"]', 'binds = ["village"]', "binds: unknown kind 'village'"),
        ('binds = ["all"]', "", "binds: is missing"),
        ('binds = ["all"]', 'binds = ["all", "county"]', "binds: 'all' stands alone"),
        ('binds = ["all"]', 'binds = ["county", "county"]', "binds: names something twice"),
        ('binds = ["all"]', 'binds = "all"', "binds: must be a list"),
        ('title = "留言按期答复"', "", "title: is missing"),
        ('title = "留言按期答复"', 'title = " "', "title: must be a text"),
        ('summary = "{max_working_days}', 'summary = "{max_days}', "summary: shows a term"),
        ('summary = "{max_working_days}', 'summary = "{kinds}', "summary: shows a term"),
        ('summary = "{max_working_days}', 'summary = "{due.city}', "summary: shows a term"),
        ('check = "message_reply_latency"', "", "check: an automatic row needs one"),
        ('sources = ["local-1"]', "sources = []", "sources: is missing"),
        ('basis_text = "某通知第1项"', "", "basis_text: is missing"),
        ('id = "interaction-1"', 'id = "../etc"', "id: must be of small letters"),
        ("check =", "checks = 1\ncheck =", "checks: unknown key"),
        ("check =", 'scoring = "stars"\ncheck =', "scoring: unknown: 'stars'"),
        ("check =", 'assessment = "guess"\ncheck =', "assessment: unknown: 'guess'"),
        ("check =", "weight = -1\ncheck =", "weight: must be a number from 0"),
        ("check =", "weight = nan\ncheck =", "weight: must be a number from 0"),
        ("check =", "weight = true\ncheck =", "weight: must be a number from 0"),
        ("check =", 'curable = "no"\ncheck =', "curable: must be true or false"),
        ("check =", 'scoring = "per_defect"\ncheck =', "points: per_defect needs points"),
        (
            "check =",
            'scoring = "per_defect"\npoints = 0.1\ncap = 2\ncheck =',
            "points: per_defect needs points",
        ),
        ("check =", "points = 0.1\ncheck =", "points: points and cap serve per_defect only"),
        ("check =", 'deduct_with = "none-1"\ncheck =', "deduct_with: names no other row"),
        ("check =", 'deduct_with = "interaction-1"\ncheck =', "deduct_with: names no other row"),
        ("check =", 'assumed = ["feedback_days"]\ncheck =', "assumed: names a term that is not"),
        ("check =", 'groups = ["window"]\ncheck =', "groups: unknown group 'window'"),
        ("terms = {", "terms = 3 #", "terms: must be a table"),
    ],
)
def test_a_bad_row_names_file_row_and_key(old: str, new: str, named: str) -> None:
    found = faults(HEAD + ROW.replace(old, new))
    assert any(fault.startswith("local.toml: requirement ") and named in fault for fault in found)


@pytest.mark.parametrize(
    "old, new, named",
    [
        ('title = "地方指标"', "", "local.toml: title: is missing"),
        ("starts_on = 2026-01-01", 'starts_on = "2026"', "local.toml: starts_on: must be a date"),
        (
            "starts_on = 2026-01-01",
            "starts_on = 2026-01-01T00:00:00",
            "local.toml: starts_on: must be a date",
        ),
        ('version = "1"', "version = 1", "local.toml: version: must be a text"),
        ('source = "某通知"', 'sources = "某通知"', "local.toml: sources: unknown key"),
        ('id = "local"', 'id = "LOCAL"', "local.toml: id: must be of small letters"),
    ],
)
def test_a_bad_head_names_file_and_key(old: str, new: str, named: str) -> None:
    assert any(fault.startswith(named) for fault in faults(HEAD.replace(old, new) + ROW))


def test_two_rows_of_one_id() -> None:
    assert faults(HEAD + ROW + ROW) == ["local.toml: requirement interaction-1: id: is given twice"]


def test_deductions_do_not_chain() -> None:
    rows = [ROW.replace("interaction-1", f"row-{n}") for n in (1, 2, 3)]
    rows[0] += 'deduct_with = "row-2"\n'
    rows[1] += 'deduct_with = "row-3"\n'
    assert faults(HEAD + "".join(rows)) == [
        "local.toml: requirement row-1: deduct_with: 'row-2' is itself deducted with another row"
    ]


def test_groups_may_not_disagree() -> None:
    groups = "[groups.a]\ndays = 1\n[groups.b]\ndays = 2\n"
    assert "two groups give 'days'" in faults(HEAD + groups + ROW + 'groups = ["a", "b"]\n')[0]


def test_all_faults_are_told_at_once() -> None:
    text = HEAD.replace('version = "1"\n', "") + ROW.replace('binds = ["all"]', "when = 1")
    assert len(faults(text)) == 3


@pytest.mark.parametrize(
    "text, named",
    [
        ("", "id: is missing"),
        (HEAD, "requirements: a rulebook needs at least one"),
        ("id = [", "not TOML"),
        ("id = " + "[" * 5000, "not TOML"),
        (HEAD + "requirements = 3", "requirements: must be tables"),
        (HEAD + "requirements = [1]", "requirements: must be tables"),
        (HEAD + "groups = { a = 1 }\n" + ROW, "groups.a: must be a table"),
    ],
)
def test_rubbish_is_an_error_not_a_crash(text: str, named: str) -> None:
    assert any(named in fault for fault in faults(text))
