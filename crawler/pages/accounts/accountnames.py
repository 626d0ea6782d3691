"""Names of accounts beside their platforms: “云溪发布”微信公众号, 微博：平安云溪."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from crawler.pages.accounts.accountwords import data, name_of, platform_of

_OPEN, _CLOSED = '“‘"「『《【', '”’"」』》】'
_QUOTED = rf"[{_OPEN}](?P<{{0}}>[^{_OPEN}{_CLOSED}，。；]{{{{2,30}}}})[{_CLOSED}]"
_BARE = r"[^()（）:：，,、。；;\s“”\"《》]{2,30}"
_TAKES_UP = re.compile(r"^.*(?:开设|开通|开办|主办|运营)(?:了|的|有)?(?=..)")
BODY = r"(?P<owner>[\u3400-\u9fff（）()·]{2,30}?)"
"""A body that keeps an account."""
KEEPS = r"(?:主办|主管|开办|开设|开通|运营|运维|管理|维护|负责)"


def accounts_named(text: str) -> Iterator[tuple[int, int, str, str, dict[str, str]]]:
    """Where a text names an account with its platform: from, to, name, platform, owner if told."""
    taken = 0
    for match in _forms().finditer(text):
        told = {key: value for key, value in match.groupdict().items() if value}
        platform = next(platform_of(v) for k, v in told.items() if k.startswith("on"))
        raw = next(v for k, v in told.items() if k.startswith("name"))
        ahead = _TAKES_UP.match(raw) if "name4" in told else None
        skipped = ahead.end() if ahead is not None else 0
        name = name_of(raw[skipped:])
        if not (name and platform) or match.start() < taken:
            continue
        taken = match.end()
        owner = {"owner": told["owner"]} if "owner" in told else {}
        yield match.start() + skipped, taken, name, platform, owner
        while (also := _also().match(text, taken)) and (name := name_of(also["name"])):
            yield also.start("name") - 1, also.end(), name, platform, owner
            taken = also.end()


@cache
def _forms() -> re.Pattern[str]:
    words = "|".join(data()["platforms"].values())
    around = rf"(?:官方|政务|政府)?(?P<on{{}}>(?:{words})(?:账号|帐号|平台|号)?)"
    ends = r"(?=[^\u3400-\u9fff]|[由是的为系属已于最每目主现归和及与]|$)"
    edge = r"(?:^|(?<=[，,。；;、：:\s]))"
    return re.compile(
        rf"{around.format(1)}(?:名称|名)?(?:为|是|叫|名为|[:：])?\s?{_QUOTED.format('name1')}"
        rf"|{_QUOTED.format('name5')}(?:是|为|系){BODY}{KEEPS}的{around.format(5)}"
        rf"|{_QUOTED.format('name2')}\s?[(（]?{around.format(2)}{ends}[)）]?"
        rf"|{around.format(3)}(?:名称|名)?(?:为|是|叫|[:：])(?P<name3>{_BARE})(?=[(（，,。；;、]|$)"
        rf"|{edge}(?P<name4>{_BARE})[(（]{around.format(4)}(?=[)），,；;、])[)）]?",
        re.I,
    )


@cache
def _also() -> re.Pattern[str]:
    """A further name behind one, of the same platform: none that has a platform of its own."""
    words = "|".join(data()["platforms"].values())
    return re.compile(
        rf"[、，,]?(?:和|及|与|以及)?{_QUOTED.format('name')}(?!\s?[(（]?(?:官方|政务|政府)?(?:{words}))",
        re.I,
    )
