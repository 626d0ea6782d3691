"""Names of autonomous places: 澜曲藏族羌族自治州 calls itself 澜曲州, in documents, too."""

from __future__ import annotations

import re

_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|"
    "东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|"
    "俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
# 楚雄彝族自治州, 巴音郭楞蒙古自治州. Three have no name but their people's (东乡族自治县), whatever
# stands in front, and lose only 族自治. No place names more than four peoples.
_NAMED = re.compile(
    rf"(?<=[\u4e00-\u9fff]{{2}})(?!(?:东乡|鄂温克|鄂伦春)族?自治[县旗])"
    rf"(?:(?:{_PEOPLES})族){{0,5}}(?:{_PEOPLES})族?自治(?=[州县旗])"
)
_UNNAMED = re.compile(r"族?自治(?=[州县旗])")


def short_place(text: str) -> str:
    """A text in which autonomous places have their short names; others stay as they are."""
    if "自治" not in text:
        return text
    return _UNNAMED.sub("", _NAMED.sub("", text))
