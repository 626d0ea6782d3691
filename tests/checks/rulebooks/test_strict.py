"""Broken rulebooks and what is said of each: the reading leaves nothing to be found by a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.errors import RulebookError
from checks.rulebooks import (
    available,
    load_rulebooks,
    rulebook_text,
    rulebooks_in,
    strict_rulebook,
)

SAMPLES = Path(__file__).parents[2] / "rulebooks"
HEAD = """
id = "local"
title = "地方要点"
version = "1"
starts_on = 2026-01-01
ends_on = 2026-12-31
issued_on = 2026-02-01
source = "某办公室"
number = "某政办〔2026〕1号"
"""
ROW = """
[[requirements]]
id = "local-1"
clause = "第1项"
title = "网站标识"
summary = "首页列明标识。"
binds = ["all"]
"""
CITING = ROW + 'check = "site_identity"\n'
IDENTITY = 'terms = { fields = ["网站标识码"], site_code_digits = 10, domain_suffix = "" }\n'
SEARCH = '[[requirements.measures]]\ncheck = "site_search_works"\n'
SEARCH_TERMS = (
    '\n[shared.site_search_works]\nprobes = 3\nmin_age_days = 7\nmax_rank = 10\nscope=""\n'
)
WHOLE = HEAD + CITING + IDENTITY + SEARCH + SEARCH_TERMS


def wrong(text: str) -> list[str]:
    return strict_rulebook(text, "local.toml")[1]


def test_what_is_right_has_no_fault() -> None:
    assert wrong(WHOLE) == []
    grouped = "[groups.mine]\nfields = []\nprobes = 5\n" + CITING + 'groups = ["mine"]\n'
    terms = 'terms = { site_code_digits = 10, domain_suffix = "gov.cn" }\n'
    both = SEARCH + 'groups = ["mine"]\n' + SEARCH_TERMS
    assert wrong(HEAD + grouped + terms + both) == []  # a group serves more than one check
    shown = ROW.replace("标识。", "{days}日内。") + 'assessment = "manual"\nterms = { days = 3 }\n'
    assert wrong(HEAD + shown) == []


ROWS = {
    "a check that is none": (
        'check = "site_identity"', 'check = "site_identty"',
        "check: there is no check 'site_identty'; the nearest is 'site_identity'",
    ),
    "a check that is none, of a measure": (
        'check = "site_search_works"', 'check = "site_serch_works"',
        "measures.site_serch_works.check: there is no check 'site_serch_works';"
        " the nearest is 'site_search_works'",
    ),
    "a term that is none": (
        "site_code_digits =", "site_code_digit = 9, site_code_digits =",
        "terms.site_code_digit: site_identity has no such term;"
        " the nearest is 'site_code_digits'",
    ),
    "a term of a measure that is none": (
        SEARCH, SEARCH + "terms = { days = 3 }\n",
        "measures.site_search_works.terms.days: site_search_works has no such term;"
        " the nearest is 'min_age_days'",
    ),
    "a term of another check": (
        "site_code_digits =", "probes = 3, site_code_digits =",
        "terms.probes: site_identity has no such term;"
        " there are: fields, site_code_digits, domain_suffix",
    ),
    "a text for a number": (
        "= 10", '= "zehn"',
        "terms.site_code_digits: must be a whole number from 1, not 'zehn'",
    ),
    "a text for texts": (
        '["网站标识码"]', '"网站标识码"',
        "terms.fields: must be a list, each a text, not '网站标识码'",
    ),
    "an empty text among texts": (
        '["网站标识码"]', '["网站标识码", " "]', "terms.fields: entry 2: must be a text, not ' '",
    ),
    "a term of a measure of another kind": (
        SEARCH, SEARCH + "terms = { probes = 0 }\n",
        "measures.site_search_works.terms.probes: must be a whole number from 1, not 0",
    ),
    "a value that the check does not know": (
        "网站标识码", "网站识别码",
        "terms.fields: '网站识别码' is none of ",
    ),
    "a manual row with a check": (
        'check = "site_identity"', 'check = "site_identity"\nassessment = "manual"',
        "check: a manual row has none, not 'site_identity'",
    ),
    "a process row with a check": (
        'check = "site_identity"',
        'check = "site_identity"\nassessment = "process"\nprocess = ["P-LEDGER"]',
        "check: a process row has none, not 'site_identity'",
    ),
    "terms beside no check": (
        'check = "site_identity"\n', "", "terms.fields: serves a `check` beside it, and there is",
    ),
    "groups beside no check": (
        'check = "site_identity"\nterms', 'groups = ["x"]\nterms',
        "groups: serves a `check` beside it, and there is none",
    ),
    "due before it begins": (
        'binds = ["all"]', 'binds = ["all"]\ndue_on = 2025-12-31',
        "due_on: 2025-12-31 is before starts_on 2026-01-01",
    ),
    "due in another age": (
        'binds = ["all"]', 'binds = ["all"]\ndue_on = 2062-12-31',
        "due_on: 2062-12-31 is more than a year after ends_on 2026-12-31",
    ),
    "a day of no calendar": (
        'binds = ["all"]', 'binds = ["all"]\nreaches_back_to = 0001-01-02',
        "reaches_back_to: must lie between 1949-10-01 and 2999-12-31, not 0001-01-02",
    ),
    "an assumed day that is none": (
        'binds = ["all"]', 'binds = ["all"]\ndue_assumed = true',
        "due_assumed: is said of a `due_on`, and there is none",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), ROWS.values(), ids=ROWS)
def test_what_is_wrong_with_a_row(old: str, new: str, said: str) -> None:
    assert old in WHOLE
    told = wrong(WHOLE.replace(old, new, 1))
    assert any(one.startswith(f"local.toml: requirement local-1: {said}") for one in told), told


HEADS = {
    "ends before it begins": (
        "ends_on = 2026-12-31", "ends_on = 2025-12-31",
        "local.toml: ends_on: 2025-12-31 is before starts_on 2026-01-01",
    ),
    "issued when it is over": (
        "issued_on = 2026-02-01", "issued_on = 2027-02-01",
        "local.toml: issued_on: 2027-02-01 is after ends_on 2026-12-31",
    ),
    "begins in no calendar": (
        "starts_on = 2026-01-01", "starts_on = 0206-01-01",
        "local.toml: starts_on: must lie between 1949-10-01 and 2999-12-31, not 0206-01-01",
    ),
    "a group of a misspelt check": (
        "[[requirements]]", "[groups.site_identiy]\nsite_code_digits = 9\n[[requirements]]",
        "local.toml: groups.site_identiy: no row names it, and no row has a check of this name;"
        " the nearest is 'site_identity'",
    ),
    "a term of a group that its check does not know": (
        "[[requirements]]", "[groups.site_identity]\ncode_digits = 9\n[[requirements]]",
        "local.toml: groups.site_identity.code_digits: site_identity has no such term;"
        " the nearest is 'site_code_digits'",
    ),
    "a term of a group of another kind": (
        "[[requirements]]", "[groups.site_identity]\nsite_code_digits = nan\n[[requirements]]",
        "local.toml: groups.site_identity.site_code_digits: must be a whole number from 1,"
        " not nan",
    ),
    "what a group assumes and has not": (
        "[[requirements]]", '[groups.site_identity]\nassumed = ["digits"]\n[[requirements]]',
        "local.toml: groups.site_identity.assumed: names a term that is not there: 'digits'",
    ),
    "a text for what a group assumes": (
        "[[requirements]]", '[groups.site_identity]\nassumed = "fields"\n[[requirements]]',
        "local.toml: groups.site_identity.assumed: must be a list of terms, not 'fields'",
    ),
    "a shared term that is none": (
        "max_rank = 10", "max_rank = 10\nranks = 3",
        "terms/site_search_works.toml: ranks: site_search_works has no such term;"
        " the nearest is 'max_rank'",
    ),
    "a shared term of another kind": (
        "max_rank = 10", "max_rank = true",
        "terms/site_search_works.toml: max_rank: must be a whole number from 1, not True",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), HEADS.values(), ids=HEADS)
def test_what_is_wrong_with_a_book(old: str, new: str, said: str) -> None:
    assert old in WHOLE
    assert said in wrong(WHOLE.replace(old, new, 1))


def test_a_group_that_rows_name_serves_one_of_their_checks() -> None:
    text = HEAD + "[groups.mine]\ngrace_days = 9\n" + CITING + 'groups = ["mine"]\n' + IDENTITY
    (told,) = wrong(text + SEARCH + 'groups = ["mine"]\n' + SEARCH_TERMS)
    assert told == (
        "local.toml: groups.mine.grace_days: none of site_identity, site_search_works has"
        " such a term; the nearest is 'min_age_days'"
    )


def test_all_faults_are_told_at_once_of_form_and_of_terms() -> None:
    text = WHOLE.replace("version", "versoin").replace("= 10,", "= -3,")
    text += CITING.replace("local-1", "local-2").replace("site_identity", "site_idenity")
    told = "\n".join(wrong(text))
    for said in (
        "local.toml: versoin: unknown key", "local.toml: version: is missing",
        "local-1: terms.site_code_digits: must be a whole number from 1, not -3",
        "local-2: check: there is no check 'site_idenity'",
    ):  # fmt: skip
        assert said in told


def test_a_fault_of_shared_terms_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms/ipv6_support.toml").write_text("min_inner_share = 90\n", "utf-8")
    names = ("standing", "wuhu-2020-county")
    with pytest.raises(RulebookError) as error:
        load_rulebooks(names, tmp_path)
    (told,) = error.value.problems
    assert told == (
        "terms/ipv6_support.toml: min_inner_share: must be a number from 0 to 1, not 90"
    )


def test_the_faults_of_every_rulebook_are_told_together(tmp_path: Path) -> None:
    texts = {
        "local": WHOLE.replace("= 10,", "= 0,"),
        "other": WHOLE.replace('"local"', '"more"').replace("site_identity", "site_idenity"),
    }
    with pytest.raises(RulebookError) as error:
        rulebooks_in(texts)
    told = "\n".join(error.value.problems)
    for said in ("local.toml: requirement", "other.toml: requirement", "id: must be 'other'"):
        assert said in told
    assert rulebooks_in({"local": texts["local"]}, accepted=True)["local"].id == "local"


@pytest.mark.parametrize("name", sorted(available(SAMPLES)))
def test_every_rulebook_that_ships_or_is_a_sample_has_no_fault(name: str) -> None:
    assert strict_rulebook(rulebook_text(name, SAMPLES), name)[1] == []
