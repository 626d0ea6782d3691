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
        ("龙胜各族自治县", "龙胜县"),
        ("内蒙古自治区人民政府", "内蒙古自治区人民政府"),
        ("云州市人民政府", "云州市人民政府"),
        ("民族区域自治法", "民族区域自治法"),
    ],
)
def test_short_names_of_autonomous_places(name: str, short: str) -> None:
    assert short_place(name) == short
