"""Wanted titles against the titles of columns, and the tree that columns stand in."""

from __future__ import annotations

import pytest

from crawler.records import Column, Match, Wanted, children_of, column_key, found, is_below, matches

SIX = Wanted("“六稳”“六保”", ("六稳六保工作", "六保"))

MATCHES = {
    ("六稳六保"): Match.EXACT,
    ("“六稳”、“六保”"): Match.EXACT,
    ("六稳 六保专栏"): Match.EXACT,
    ("《六稳六保》专题"): Match.EXACT,
    ("六稳六保工作"): Match.SYNONYM,
    ("六保"): Match.SYNONYM,
    ("扎实做好六稳六保"): Match.CONTAINED,
    ("落实六稳六保工作动态"): Match.CONTAINED,
    ("六稳六保公开信息"): Match.CONTAINED,
    ("六稳六保政策"): Match.WEAK,
    ("六稳六保政策信息"): Match.WEAK,
    ("县六保"): None,  # two characters say something only when they stand alone
    ("六稳"): None,
    ("全县各级各部门扎实推进六稳六保"): None,  # longer than any column's name
    ("稳就业"): None,
    (""): None,
    ("专栏"): None,
}


@pytest.mark.parametrize(("title", "match"), MATCHES.items())
def test_a_title(title: str, match: Match | None) -> None:
    assert matches(SIX, title) is match


def test_full_width_and_case_do_not_count() -> None:
    assert column_key("Ｇ２０ 峰会") == column_key("g20峰会")
    assert column_key("专题专栏") == "专题专栏"


def test_a_piece_of_a_title_is_weak() -> None:
    wanted = Wanted("统筹疫情防控和复工复产")
    assert matches(wanted, "疫情防控和复工复产") is Match.WEAK
    assert matches(wanted, "疫情防控") is None
    assert matches(wanted, "防控") is None


def test_what_is_left_out_before_open() -> None:
    wanted = Wanted("主动公开基本目录", ("政务公开事项目录",))
    assert matches(wanted, "公开事项目录") is Match.CONTAINED
    assert matches(wanted, "公开事项") is None
    assert matches(Wanted("政府信息公开指南"), "公开指南") is Match.CONTAINED
    assert matches(Wanted("办事公开指南"), "公开指南") is None
    assert matches(Wanted("政务服务事项目录"), "服务事项目录") is Match.WEAK


def test_a_common_word_among_the_synonyms_has_to_stand_alone() -> None:
    wanted = Wanted("安全生产", ("安全监管", "生产安全事故"))
    assert matches(wanted, "安全监管") is Match.SYNONYM
    assert matches(wanted, "食品安全监管") is Match.WEAK
    assert matches(wanted, "较大生产安全事故") is Match.CONTAINED
    assert matches(wanted, "县安全生产") is Match.CONTAINED


TREE = (
    Column("疫情防控", "http://a/1", ("新闻中心",)),
    Column("疫情防控", "http://a/2", ("政府信息公开平台", "重点领域")),
    Column("领域信息", "http://a/3", ("基层政务公开标准化规范化",)),
    Column("领域信息", "http://a/4"),
)


def test_the_best_fit_in_the_order_of_the_tree() -> None:
    match, columns = found(Wanted("疫情防控"), TREE)
    assert match is Match.EXACT
    assert [one.url for one in columns] == ["http://a/1", "http://a/2"]
    assert found(Wanted("双减"), TREE) == (None, ())


def test_a_parent_has_to_stand_above() -> None:
    match, columns = found(Wanted("领域信息", parent="基层政务公开标准化规范化"), TREE)
    assert (match, [one.url for one in columns]) == (Match.EXACT, ["http://a/3"])
    match, columns = found(Wanted("疫情防控", parent="专题专栏"), TREE)
    assert match is Match.WEAK


def test_above_and_below() -> None:
    assert is_below(TREE[1], ["重点领域"])
    assert is_below(TREE[1], ["政府信息公开平台"])
    assert not is_below(TREE[0], ["重点领域"])
    assert children_of(["新闻中心", "重点领域"], TREE) == TREE[:2]
