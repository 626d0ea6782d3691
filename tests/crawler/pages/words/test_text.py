from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages.words.text import clean, is_traditional, key, simplify


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        (" 发 布\u3000日期：\u00a02026\u200b ", "发 布 日期： 2026"),
        ("２０２６－０９－２８　Ａ", "2026-09-28 A"),
        ("云政﹝2026﹞3号", "云政〔2026〕3号"),
        ("\ufeff公开\x00，“（试行）”", "公开，“（试行）”"),
        ("\ue5e5\ue5e5第一条", "第一条"),
        ("", ""),
    ],
)
def test_clean(raw: str, wanted: str) -> None:
    assert clean(raw) == wanted


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("發(fā)布機(jī)構(gòu)：雲溪縣", "发布机构：云溪县"),
        ("各鄉(xiāng)(鎮(zhèn))人民政府", "各乡(镇)人民政府"),
        ("號（ha\u0300o）", "号"),
        ("辦法的(de)説(shuō)明", "办法的说明"),
        ("附件(pdf)", "附件(pdf)"),
        ("陈乾", "陈乾"),
        ("《规定》（试行）", "《规定》（试行）"),
    ],
)
def test_simplify(raw: str, wanted: str) -> None:
    assert simplify(raw) == wanted


@pytest.mark.parametrize(
    "label", ["索引号", "索 引 号：", "索　引\u00a0号:", "【索引号】", "索引號(hào)", "索\n引\n号"]
)
def test_key_of_one_label(label: str) -> None:
    assert key(label) == "索引号"


def test_is_traditional() -> None:
    assert is_traditional("政務公開")
    assert not is_traditional("政务公开，陈乾著")


@given(st.text())
def test_clean_is_stable_and_never_fails(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not once.startswith(" ")
    assert "\x00" not in once
    assert key(key(text)) == key(text)
    simplify(text)


@pytest.mark.parametrize(
    "hostile", ["号(a" * 300_000, " " * 1_000_000, "(ā" * 300_000, "號" * 300_000]
)
def test_time_is_linear(hostile: str) -> None:
    start = time.process_time()
    simplify(clean(hostile))
    assert time.process_time() - start < 10


def test_an_odd_character_in_a_simplified_name_stays() -> None:
    assert simplify("乌濛县人民政府") == "乌濛县人民政府"
    assert simplify("烏濛縣人民政府") == "乌蒙县人民政府"
