from __future__ import annotations

import pytest

from crawler.portals.autonomous import short_place


@pytest.mark.parametrize(
    "name, short",
    [
        ("澜曲藏族羌族自治州人民政府", "澜曲州人民政府"),
        ("岚江彝族苗族自治县教育局", "岚江县教育局"),
        ("巴音郭楞蒙古自治州", "巴音郭楞州"),
        ("莫力达瓦达斡尔族自治旗", "莫力达瓦旗"),
        ("鄂温克族自治旗人民政府", "鄂温克旗人民政府"),
        ("呼伦贝尔市鄂温克族自治旗人民政府", "呼伦贝尔市鄂温克旗人民政府"),
        ("临夏回族自治州东乡族自治县人民政府", "临夏州东乡县人民政府"),
        ("甘肃省东乡族自治县", "甘肃省东乡县"),
        ("解读东乡族自治县就业办法", "解读东乡县就业办法"),
        ("四川省凉山彝族自治州", "四川省凉山州"),
        ("龙胜各族自治县", "龙胜县"),
        ("内蒙古自治区人民政府", "内蒙古自治区人民政府"),
        ("云州市人民政府", "云州市人民政府"),
        ("民族区域自治法", "民族区域自治法"),
    ],
)
def test_short_names_of_autonomous_places(name: str, short: str) -> None:
    assert short_place(name) == short
