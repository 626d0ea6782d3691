from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages.words.masking import mask, mask_numbers


@pytest.mark.parametrize(
    ("raw", "masked"),
    [
        ("身份证341302199003071234。", "身份证341302***********4。"),
        ("34130219900307123X", "341302***********X"),
        ("旧证341302900307123", "旧证341302********3"),
        ("电话13812345678", "电话138****5678"),
        ("138-1234-5678", "138****5678"),
        ("+86 13812345678", "+86 138****5678"),
        ("卡号6222021234567890123", "卡号6222***********0123"),
        ("邮箱zhang.san@qq.com", "邮箱z***@qq.com"),
        ("0557-7022345", "0557-7022345"),
        ("编号20260928001", "编号20260928001"),
        ("138****5678", "138****5678"),
    ],
)
def test_mask(raw: str, masked: str) -> None:
    assert mask(raw) == masked
    assert mask(masked) == masked


def test_addresses_of_offices_stay_where_asked() -> None:
    assert mask_numbers("ymz@yunxi.example 13812345678") == "ymz@yunxi.example 138****5678"


@given(st.text(), st.integers(0, 99_999_999))
def test_no_mobile_survives(text: str, tail: int) -> None:
    number = f"138{tail:08d}"
    assert number not in mask(f"联系{number}，{text}")
