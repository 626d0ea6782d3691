from collections.abc import Mapping
from datetime import date

import pytest

from checks.engine.requirement import Assessment, Requirement, Scoring
from checks.errors import RulebookError
from checks.rulebooks import rulebook_from
from crawler.portals import Portal, PortalKind

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
        (
            'summary = "{max_working_days}',
            'summary = "{kinds}',
            "summary: shows a term that is a list, write",
        ),
        ('summary = "{max_working_days}', 'summary = "{due.city}', "summary: shows a term"),
        ("check =", 'due_on = "2026-03-31"\ncheck =', "2020-09-27 (without quotation marks)"),
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


NOTICE = HEAD + 'number = "某政办〔2026〕1号"\nissued_on = 2026-09-27\nends_on = 2026-12-31\n'


def notice_row(text: str) -> Requirement:
    body = ROW.replace('sources = ["local-1"]\nbasis_text = "某通知第1项"\n', "")
    (row,) = rulebook_from(NOTICE + body + 'clause = "第1项"\n' + text).requirements
    return row


def test_a_row_of_a_notice_is_its_own_source_and_cites_number_and_clause() -> None:
    row = notice_row("")
    assert row.sources == ("interaction-1",)
    assert row.basis_text == "《地方指标》（某政办〔2026〕1号）第1项"
    book = rulebook_from(NOTICE + ROW)
    assert (book.number, book.issued_on, book.ends_on) == (
        "某政办〔2026〕1号", date(2026, 9, 27), date(2026, 12, 31),
    )  # fmt: skip


def test_several_checks_measure_one_clause_each_with_its_own_terms() -> None:
    row = notice_row(
        '[[requirements.measures]]\ncheck = "section_present"\nterms = { max_clicks = 3 }\n'
        'assumed = ["max_clicks"]\n'
    )
    assert row.checks == ("message_reply_latency", "section_present")
    first, second = row.measures()
    assert (first.terms["max_working_days"], first.assumed) == (5, ())
    assert (second.id, dict(second.terms), second.assumed) == (
        row.id, {"max_clicks": 3}, ("max_clicks",),
    )  # fmt: skip
    twice = ROW + '[[requirements.measures]]\ncheck = "message_reply_latency"\n'
    assert "names a check twice" in faults(HEAD + twice)[0]


def test_shared_terms_stand_below_those_of_the_row() -> None:
    shared = (
        "\n[shared.message_reply_latency]\nwindow_days = 365\nmax_working_days = 3\n"
        'assumed = ["window_days"]\n'
    )
    (row,) = rulebook_from(HEAD + ROW + shared).requirements
    assert (row.terms["window_days"], row.terms["max_working_days"]) == (365, 5)
    assert row.assumed == ("window_days",)
    assert "assumed" not in row.terms


def test_whom_a_row_binds() -> None:
    portal = Portal("c", "云溪县财政局", PortalKind.DEPARTMENT, "http://c.test/", ("local",))
    assert notice_row("").binds_body(portal)
    assert notice_row('named = ["财政局", "审计局"]\n').binds_body(portal)
    assert not notice_row('named = ["审计局"]\n').binds_body(portal)
    assert not notice_row('waits_for = "上级目录印发"\n').binds_body(portal)
    assert not notice_row('blocked = "原文缺失"\n').binds_body(portal)


def test_a_process_row_names_its_process() -> None:
    bare = ROW.replace('check = "message_reply_latency"', 'assessment = "process"')
    told = "process: a process row names the duties on the monitor that it lays down"
    assert any(told in one for one in faults(HEAD + bare))
    named = bare + 'process = ["P-LEDGER"]\n'
    (row,) = rulebook_from(HEAD + named).requirements
    assert (row.process, row.check) == (("P-LEDGER",), None)


def test_a_process_is_a_duty_that_is_known() -> None:
    bare = ROW.replace('check = "message_reply_latency"', 'assessment = "process"')
    (told,) = faults(HEAD + bare + 'process = ["P-LEDGER", "台账"]\n')
    assert "process: unknown duty '台账'; there are: P-CADENCE, " in told


@pytest.mark.parametrize("day", ["2026-02-01", "2026-03-01"])
def test_a_row_reaches_back_from_the_notice_only(day: str) -> None:
    text = ROW + f"reaches_back_to = {day}\n"
    told = "reaches_back_to: must be a day before the `issued_on` of the head"
    assert told in faults(HEAD + text)[0]  # a notice of no day
    assert told in faults(HEAD + "issued_on = 2026-02-01\n" + text)[0]
    (row,) = rulebook_from(HEAD + "issued_on = 2026-03-02\n" + text).requirements
    assert row.reaches_back_to == date.fromisoformat(day)


def test_a_partial_row_says_what_is_not_seen() -> None:
    text = ROW + 'assessment = "partial"\n'
    assert "unseen: a partial row says what is not seen" in faults(HEAD + text)[0]
    (row,) = rulebook_from(HEAD + text + 'unseen = "培训人次"\n').requirements
    assert row.unseen == "培训人次"
