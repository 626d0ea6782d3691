"""Every term of every check has a kind; values of another kind are told, whatever they are."""

from __future__ import annotations

import math
from typing import Any

import pytest

from checks.content.faults import RULES
from checks.engine.check import Check
from checks.engine.kinds import Several
from checks.engine.registry import checks
from checks.engine.terms import ENDINGS, HYGIENE_RULES, NAMED, OF_CHECK, kind_of
from checks.errors import CheckError

DECLARED = {
    (slug, term)
    for slug, one in checks().items()
    for term in (*one.check.terms, *one.check.optional)
}


def wrong(check: str, term: str, value: Any) -> str:
    return "\n".join(kind_of(checks()[check].check, term).faults(value))


def test_every_term_of_every_check_has_a_kind() -> None:
    for slug, term in DECLARED:
        assert kind_of(checks()[slug].check, term).said
    with pytest.raises(
        CheckError, match=r"sample: checks/engine/terms\.py has no kind of term 'x'"
    ):
        kind_of(Check("sample", "样例", (), ("x",)), "x")


def test_every_kind_serves_a_term() -> None:
    terms = {term for _, term in DECLARED}
    assert set(NAMED) <= terms
    assert set(OF_CHECK) <= DECLARED
    for ending in ENDINGS:
        assert any(term.endswith(ending) and term not in NAMED for term in terms), ending


def test_no_term_takes_a_value_of_no_kind() -> None:
    for slug, term in DECLARED:
        for value in (None, math.nan, math.inf, -1, [[[]]], object()):
            assert wrong(slug, term, value), (slug, term, value)


def test_lists_that_are_joined_to_one_pattern_are_never_empty() -> None:
    joined = {term for term, kind in NAMED.items() if isinstance(kind, Several) and kind.joined}
    assert joined == {
        "list_patterns", "note_patterns", "no_note_patterns", "passed_on_patterns",
        "picture_leads", "picture_media", "picture_names", "picture_verbs",
    }  # fmt: skip
    assert "must be a list with entries" in wrong("power_list_current", "list_patterns", [])
    told = wrong("power_list_current", "list_patterns", ["甲", "(?i)乙"])
    assert "must be regular expressions that make one joined" in told


def test_the_rules_of_hygiene_are_those_that_it_has() -> None:
    assert set(HYGIENE_RULES) == {*RULES, "off_topic"}


LATENCY, FRESH, TOPICS = "interpretation_latency", "section_freshness", "topic_coverage"
FAULTS: list[tuple[str, str, Any, str]] = [
    (LATENCY, "max_working_days", "drei", "must be a whole number from 0 to 36500, not 'drei'"),
    (LATENCY, "max_working_days", -3, "must be a whole number from 0 to 36500, not -3"),
    (LATENCY, "max_working_days", 3.5, "must be a whole number from 0 to 36500, not 3.5"),
    (LATENCY, "max_working_days", True, "must be a whole number from 0 to 36500, not True"),
    (LATENCY, "window_days", 10**9, "must be a whole number from 0 to 36500, not 1000000000"),
    (LATENCY, "similarity", 80, "must be a number from 0 to 1, not 80"),
    (LATENCY, "similarity", math.nan, "must be a number from 0 to 1, not nan"),
    (LATENCY, "excluded_title_patterns", ["批复", "(任免"], "entry 2: must be a regular expression,"
     " not '(任免': missing ), unterminated subpattern"),
    (LATENCY, "excluded_title_patterns", "批复", "must be a list, each a regular expression"),
    (LATENCY, "excluded_title_patterns", [""], "entry 1: must be a regular expression, not ''"),
    (LATENCY, "excluded_title_patterns", ["a{99999999999}"], "must be a regular expression"),
    ("agency_profile_complete", "phone_pattern", "[0-9", "must be a regular expression, not"),
    ("gazette_registers_documents", "compare_text", "yes", "must be true or false, not 'yes'"),
    ("gazette_registers_documents", "compare_text", 1, "must be true or false, not 1"),
    ("annual_report_on_time", "due_month_day", {"county": "03-32"}, "county: must be a month and"),
    ("annual_report_on_time", "due_month_day", {"county": "02-29"}, "county: must be a month and"),
    ("annual_report_on_time", "due_month_day", {"shire": "03-31"}, "key 'shire': must be a kind"),
    ("annual_report_on_time", "due_month_day", "03-31", "must be a table from a kind of portal"),
    ("doc_library_unified", "since", "2016年", "must be a day such as '2020-09-27' (or empty)"),
    ("doc_library_unified", "since", "2016-02-30", "must be a day such as"),
    ("link_health", "dead_statuses", [404, 4100], "entry 2: must be a whole number from 100 to"),
    (TOPICS, "roles", ["newz"], "entry 1: must be a role (docs/sections.md), not 'newz'"),
    (TOPICS, "themes", ["就业"], "entry 1: must be a table of name, words, min_docs (optional)"),
    (TOPICS, "themes", [{"name": "就业", "words": []}], "entry 就业: words: must be a list with"),
    (TOPICS, "themes", [{"name": "就业", "word": ["稳岗"]}], "entry 就业: word: unknown key; there"
     " are: name, words, min_docs, named, not_words, never_words, kept_words"
     "\nentry 就业: words: is missing"),
    (TOPICS, "themes", [{"name": "就业", "words": ["岗"], "min_docs": 0}], "min_docs: must be a"),
    (TOPICS, "themes", [{"name": "就业", "words": ["岗"], "not_words": []}],
     "not_words: must be a list"),
    (TOPICS, "themes", [{"name": "产业", "words": ["产业体系", "园区"], "not_words": ["产业"]}],
     "entry 产业: not_words: nothing of the theme's word '产业体系' is left to be found, by 产业"),
    (TOPICS, "themes", [{"name": "产业", "words": ["产业…体系"], "not_words": ["产业", "体系"]}],
     "'产业…体系' is left to be found, by 产业、体系"),
    (TOPICS, "themes", [{"name": "畜牧", "words": ["动物…疫"], "never_words": ["动物疫"]}],
     "entry 畜牧: never_words: the theme's word '动物…疫' has one, 动物疫"),
    (TOPICS, "themes", [{"name": "三保", "words": ["三保工作"], "not_words": ["三保", "三 保"]}],
     "entry 三保: not_words: '三保' stands there 2 times"),
    (FRESH, "roles", {"shire": ["news"]}, "key 'shire': must be a kind of portal"),
    (FRESH, "roles", {"county": ["newz"]}, "county: entry 1: must be a role"),
    (FRESH, "max_age_days", 14, "must be a table from a role"),
    (FRESH, "max_age_days", {"news": 0}, "news: must be a whole number from 1"),
    (FRESH, "columns", [{"title": "新闻"}], "column 新闻: max_age_days: is missing"),
    ("feature_present", "features", [{"name": "智能", "words": ["智"], "place": "hom"}],
     "entry 智能: place: must be 'any', 'home', 'platform', 'new_media' or a role, not 'hom'"),
    ("public_institution_disclosure", "sectors", [{"name": "教育", "word": ["学校"]}],
     "entry 教育: word: unknown key"),
    ("catalogue_items_fulfilled", "items", [{"name": "甲", "columns": [{"role": "newz"}]}],
     "entry 甲: columns: column newz: role: unknown role 'newz'"),
    ("interpretation_elements", "contact", {"name": "联系"}, "body_cues: is missing"),
    ("doc_integrity_stable", "faults", ["正文变化"], "must be a list of 3, each a text, not ["),
    ("content_hygiene", "max_hits", {"emtpy": 0}, "key 'emtpy': must be a rule (empty, "),
    ("artifact_by_deadline", "title_patterns", [], "must be a list with entries, each a regular"),
    ("artifact_by_deadline", "must_say", [["职责"], []], "entry 2: must be a list with entries"),
]  # fmt: skip


def test_not_words_may_take_a_part_of_a_word_that_holds_another() -> None:
    for words, others in (
        (["产业体系", "体系"], ["产业"]),
        (["安全…检查"], ["安全检查"]),  # elsewhere something stands between the two
        (["三保"], ["三保障"]),
    ):
        assert not wrong(TOPICS, "themes", [{"name": "甲", "words": words, "not_words": others}])


@pytest.mark.parametrize(("check", "term", "value", "said"), FAULTS)
def test_a_value_of_another_kind(check: str, term: str, value: Any, said: str) -> None:
    assert said in wrong(check, term, value)
