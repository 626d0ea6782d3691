"""Accounts of new media told in running text: “云溪发布”微信公众号由县委宣传部主办，最近更新…"""

from __future__ import annotations

import re

from crawler.pages.accounts.accountnames import BODY, KEEPS, accounts_named
from crawler.pages.accounts.accountwords import split_label
from crawler.pages.words.text import clean, simplify

_JOINED = re.compile(r"[、，,]?\s*(?:和|及|与|以及)?\s*")
_DAY = r"(?P<day>20\d{2}\s?[年./-]\s?\d{1,2}\s?[月./-]\s?\d{1,2}\s?日?)"
_UPDATED = re.compile(
    r"(?:最近|最新|最后)(?:的)?(?:一[次条期篇])?[^，。；\d]{0,8}?"
    r"(?:更新|发布|推送|发文|推文|信息|内容|作品|动态)[^，。；\d]{0,10}?" + _DAY
    + r"|(?:更新|推送)(?:至|到|于|时间|日期)[^，。；\d]{0,4}?" + _DAY.replace("day", "till")
)  # fmt: skip
_RUN_BY = re.compile(
    rf"(?:由|归|为|系|属){BODY}(?:具体|统一|牵头|承担|负责|日常)*{KEEPS}"
    r"(?:和?(?:运营|运维|管理|维护|更新))*(?=[，,。；;、）)]|并|$)"
)
_RUNS = re.compile(
    rf"(?:^|[，,。；;、：:\s]){BODY}(?:目前|现|已|共|分别|先后|统一|自行)*{KEEPS}"
    r"(?:了|的|有|并运营的?)?(?:官方|政务|本级)?$"
)
_WHEN = re.compile(r"^(?:截至)?(?:目前|当前|现|近年来|今年以来)|(?:目前|现|已|共|分别|先后)+$")
_CLOSURE = re.compile(
    r"(?:已|现已)[^，。；]{0,14}?(?:关停|注销|停用|停更|停运|停止(?:更新|运营)|休眠)"
)
_FOREIGN = re.compile(
    r"转载|转自|摘自|来源|(?<![数依根])据|不是|并非|非我|借鉴|学习|获评|荣获"
    r"|拟(?:开|建|设)|计划|将(?:要|于)?(?:开|建|设|推)|筹备|筹建"
)
"""What says in the same sentence that an account is another's, or is none yet."""
_NONE_OWN = re.compile(r"(?:未|没有|无)[^，。；]{0,8}新媒体|(?:尚未|未开)[^，。；、]{0,8}$")
_FALSE = re.compile(r"冒充|仿冒|假冒|冒用|虚假")
_LONGEST = 4_000


def told_in_prose(text: str) -> list[dict[str, str]]:
    """The accounts that a paragraph tells of in words, with what it says of owner, last post, end.

    Only those named together with their platform of which it tells an owner or a last post; such
    as are spoken of as another's, as false or as planned are none. Accounts that are only joined
    (“A”、“B”两个…) share what is said of them.
    """
    bare = simplify(clean(text[:_LONGEST])).strip()
    found: list[dict[str, str]] = []
    waiting: list[dict[str, str]] = []
    named = sorted(accounts_named(bare), key=lambda one: one[0])
    before = 0
    for number, (start, end, name, platform, kept) in enumerate(named):
        following = named[number + 1][0] if number + 1 < len(named) else len(bare)
        ahead, tail = bare[before:start], bare[end:following]
        lead, before = re.split(r"[。；;]", ahead)[-1], end
        sentence = lead + re.split(r"[。；;]", tail)[0]
        if _NONE_OWN.search(ahead) or _FOREIGN.search(sentence) or _FALSE.search(lead + tail):
            waiting = []
            continue
        waiting.append({"name": name, "platform": platform} | _lead_owner(lead) | kept)
        if number + 1 < len(named) and _JOINED.fullmatch(tail):
            continue
        said = _said(_own_part(tail, last=number + 1 == len(named)))
        owner = next((one["owner"] for one in waiting if "owner" in one), None)
        shared = ({"owner": owner} if owner else {}) | said
        found += [shared | one for one in waiting if {"owner", "updated"} & {*shared}]
        waiting = []
    return found


def _own_part(tail: str, *, last: bool) -> str:
    """What behind a name still speaks of it: not the words that lead to the next one."""
    if last:
        return tail
    cut = max(tail.rfind(sign) for sign in "。；;")
    return tail[:cut] if cut >= 0 else tail


def _lead_owner(lead: str) -> dict[str, str]:
    match = _RUNS.search(lead)
    body = _WHEN.sub("", match["owner"]) if match is not None else ""
    return {"owner": body} if len(body) > 1 else {}


def _said(tail: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in re.split(r"[()（），,；;。、]", tail):
        slug, value = split_label(part)
        if slug in ("owner", "state", "updated") and value:
            found.setdefault(slug, value)
    if match := _RUN_BY.search(tail):
        found.setdefault("owner", match["owner"])
    if match := _UPDATED.search(tail):
        found.setdefault("updated", match["day"] or match["till"])
    if match := _CLOSURE.search(tail):
        found.setdefault("state", match.group())
    return found
