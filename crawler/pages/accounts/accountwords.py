"""The words of new media: platforms, labels of lists, hosts; the data are in accounts.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.pages.words.text import SENTENCE, clean, key, simplify

LONGEST_NAME = 30
_POST = re.compile(r"share|/s(?:[/?]|$)|/status/|/article/|/video/|weibo\.c\w+/\d+/\w{8,}", re.I)
"""Addresses of a single post, or of a button to share a page."""
_SPLIT = re.compile(r"^\s*([^:：]{1,14})\s*[:：]\s*(.*)$", re.S)
_JOINED = re.compile(
    r"[/／、|｜&]|[(（)）]|(?<=[\u3400-\u9fff]{2})[或及和与](?=[\u3400-\u9fff]{2})"
)
_MOST_PARTS = 3
_EDGES = " 　·•-—–|｜@()（）[]【】《》“”\"'、，。;；"


@cache
def data() -> Mapping[str, Any]:
    """The words, as in the file."""
    return tomllib.loads(Path(__file__).with_name("accounts.toml").read_text(encoding="utf-8"))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One of the patterns under [words]."""
    return re.compile(data()["words"][name], re.I)


@cache
def _labels() -> Mapping[str, str]:
    return {key(word): slug for slug, words in data()["labels"].items() for word in words}


@cache
def _platforms() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """Per platform: the pattern of a text that is its word alone, and of one that ends in it."""
    around = data()["words"]["around"]
    before, after = r"^(.{2,30}?)[(（\s]*(?:官方|政务|政府)?", r"(?:账号|帐号|平台)?[)）]?$"
    return tuple(
        (
            name,
            re.compile(rf"(?:{around})*(?:{words})(?:{around})*", re.I),
            re.compile(rf"{before}(?:{words}){after}", re.I),
        )
        for name, words in data()["platforms"].items()
    )


def slug_of(label: str) -> str | None:
    """Which field of an account a label heads; None if it is no such label.

    One that names two fields (最近更新或状态, 状态/备注) heads the first of them that is known.
    """
    whole = _slug(key(label))
    if whole is not None or len(label) > LONGEST_NAME:
        return whole
    parts = [key(part) for part in _JOINED.split(simplify(label)) if key(part)]
    known = [_slug(part) for part in parts] if 1 < len(parts) <= _MOST_PARTS else []
    return next((slug for slug in known if slug), None)


def _slug(word: str) -> str | None:
    """The field that a key names: as listed, or for the last post by how such words are made."""
    known = _labels().get(word)
    return known or ("updated" if pattern("last_post").fullmatch(word) else None)


def platform_of(text: str) -> str:
    """The platform that a text names and nothing else; empty if there is none."""
    bare = key(text)
    return next((name for name, whole, _ in _platforms() if whole.fullmatch(bare)), "")


def named_in(text: str) -> tuple[str, str]:
    """Name and platform of a text that says both: 云溪发布（微信公众号）, 微博：云溪发布."""
    bare = simplify(clean(text)).strip()
    if platform_of(bare):
        return "", ""
    label = _SPLIT.match(bare)
    if label is not None and (platform := platform_of(label.group(1))):
        return name_of(label.group(2)), platform
    for platform, _, ends in _platforms():
        match = ends.match(bare)
        if match is not None and (name := name_of(match.group(1))):
            return name, platform
    return "", ""


def split_label(text: str) -> tuple[str | None, str]:
    """The field that a line such as 主办单位：县委宣传部 tells, and its words."""
    label = _SPLIT.match(simplify(clean(text)))
    slug = slug_of(label.group(1)) if label is not None else None
    return (slug, label.group(2).strip()) if label is not None and slug else (None, "")


def name_of(text: str) -> str:
    """A text as the name of an account; empty if it can be none."""
    bare = simplify(clean(text)).strip(_EDGES)
    if len(key(bare)) < 2 or len(bare) > LONGEST_NAME or SENTENCE.search(bare):
        return ""
    if pattern("noise").search(bare) or platform_of(bare) or key(bare).isdigit():
        return ""
    return bare


def platform_of_host(url: str) -> str:
    """The platform on whose host an account is; empty for a single post and for other hosts."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    if _POST.search(url) or host.startswith("service."):
        return ""
    return next(
        (name for known, name in data()["hosts"].items() if f".{host}".endswith(f".{known}")), ""
    )
