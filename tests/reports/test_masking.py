import pytest

from reports.masking import mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("身份证110101199003071234。", "身份证110101**********34。"),
        ("身份证11010119900307123X", "身份证110101**********3X"),
        ("手机13800138000", "手机138******00"),
        ("手机 138-0013-8000", "手机 138********00"),
        ("卡号4111111111111111", "卡号4111********1111"),
        ("卡号4111 1111 1111 1111 ", "卡号4111***********1111 "),
        ("全角１３８００１３８０００", "全角１３８******００"),
    ],
)
def test_personal_numbers_are_starred(text: str, masked: str) -> None:
    assert mask(text) == masked
    assert mask(masked) == masked
    assert len(masked) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "电话0557-7022345",
        "泗政办秘〔2020〕49号",
        "索引号11341324003198000X/202010-00012",
        "统一社会信用代码91341300MA2NABCD1X",
        "2026-11-20 02:00:00",
        "卡号4111111111111112",
        "编号110101199013071234",
        "热线12345",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text) == text
