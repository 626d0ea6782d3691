"""Dates, titles and document numbers come to one form, whatever way they are written."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.matching.numbers import numbers_in, parse
from checks.matching.titles import core, likeness
from checks.matching.words import finder, plain
from crawler.pages.markup.labelled import normal_number
from crawler.pages.words.dates import find_dates, is_date_alone
from crawler.pages.words.text import clean, key, simplify

DROPPED = ("关于印发", "的通知", "政策解读", "解读", "图解")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
codes = st.sampled_from(["云政办发", "云府规", "皖政", "国办函", "石镇发", "云溪民字"])
years, serials = st.integers(1950, 2049), st.integers(1, 99999)
pairs = st.sampled_from(["〔〕", "[]", "（）", "()", "［］", "﹝﹞"])
odd = st.sampled_from(["【】", "〈〉"])
gaps = st.sampled_from(["", " ", "\u3000", "\xa0", "\u200b"])
titles = st.text(
    alphabet="云溪县关于印发《》〈〉办法的通知解读图解[]【】（）() 　2026二〇二六年第1号",
    max_size=40,
)


@given(codes, years, serials, pairs, gaps, st.booleans(), st.booleans())
@settings(max_examples=60)
def test_a_number_is_one_number_in_every_bracket_width_and_spacing(
    code: str, year: int, serial: int, pair: str, gap: str, wide: bool, ordinal: bool
) -> None:
    first = "第" if ordinal else ""
    told = gap.join((code, pair[0], str(year), pair[1], f"{first}{serial}", "号"))
    told = told.translate(WIDE) if wide else told
    normal = f"{code}〔{year}〕{serial}号"
    assert normal_number(told) == normal
    assert normal_number(normal) == normal
    assert parse(told) == parse(normal)
    found = parse(normal)
    assert found is not None
    assert (found.code, found.year, found.serial) == (code, str(year), str(serial))


@given(codes, years, serials, odd)
@settings(max_examples=30)
def test_other_brackets_are_no_good_form_and_still_the_same_number(
    code: str, year: int, serial: int, pair: str
) -> None:
    told = f"{code}{pair[0]}{year}{pair[1]}{serial}号"
    assert normal_number(told) is None
    if pair == "【】":
        assert parse(told) == parse(f"{code}〔{year}〕{serial}号")


@given(st.text(max_size=60))
@settings(max_examples=60)
def test_a_normal_number_is_its_own_normal_form(text: str) -> None:
    normal = normal_number(text)
    assert normal is None or normal_number(normal) == normal
    numbers_in(plain(text))


@given(st.one_of(titles, st.text(max_size=40)))
@settings(max_examples=100)
def test_forms_of_text_are_their_own_forms(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert plain(plain(text)) == plain(text)
    assert key(key(text)) == key(text)
    assert key(clean(text)) == key(text)
    assert simplify(simplify(text)) == simplify(text)


@given(titles, gaps)
@settings(max_examples=60)
def test_a_title_is_one_title_in_every_width_and_with_blanks_about_it(title: str, gap: str) -> None:
    other = f"{gap}{title.translate(WIDE)}{gap}"
    assert key(other) == key(title)
    assert core(other, DROPPED) == core(title, DROPPED)
    assert likeness(core(title, DROPPED), core(other, DROPPED), 0.8) in (0.0, 1.0)


@given(
    st.dates(date(1950, 1, 1), date(2099, 12, 31)).filter(lambda one: one != date(1970, 1, 1)),
    st.sampled_from(
        ["{}年{}月{}日", "{}-{}-{}", "{}/{}/{}", "{}.{}.{}", "{} 年 {} 月 {} 日", "{}年{}月{}号"]
    ),
    st.booleans(),
    st.sampled_from(["{}", "[{}]", "（{}）", "({})", "【{}】", "〔{}〕", " {} "]),
)
@settings(max_examples=100)
def test_a_date_is_one_date_in_every_width_and_bracket(
    day: date, form: str, wide: bool, around: str
) -> None:
    told = form.format(day.year, day.month, day.day)
    told = around.format(told.translate(WIDE) if wide else told)
    assert [one.value for one in find_dates(clean(told))] == [day]
    assert is_date_alone(clean(told)) or "〔" in around
    again = find_dates(clean(told))[0]
    assert [one.value for one in find_dates(again.raw)] == [day], (
        "the words of a date are that date"
    )


@pytest.mark.parametrize(
    ("words", "text", "met"),
    [
        (("回应…制度",), "回应社会关切工作制度", "回应社会关切工作制度"),
        (("回应…制度",), "回应制度", "回应制度"),
        (("回应…制度",), "制度回应", None),
        (("回应…制度",), "回应关切。有关制度", None),
        (("回应…制度",), "回应" + "甲" * 12 + "制度", "回应" + "甲" * 12 + "制度"),
        (("回应…制度",), "回应" + "甲" * 13 + "制度", None),
        (("三保", "三保障"), "两不愁三保障", "三保障"),
        (("a.b",), "axb", None),
        ((), "任何", None),
    ],
)
def test_words_are_found_whole_or_in_parts(
    words: tuple[str, ...], text: str, met: str | None
) -> None:
    found = finder(words).search(plain(text))
    assert (found.group() if found else None) == met
