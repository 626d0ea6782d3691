"""One matter's guides on several levels or hosts, and the elements in which they differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checks.matching.words import plain
from checks.services.guides import is_guide, slugs_of, value_of
from checks.services.timelimits import differ, is_time_limit, terms_of
from crawler.records import Dossier, ServiceGuide, host_of

_SIGNS = re.compile(r"[\W_]+")
_DIGITS = str.maketrans("一二三四五六七八九", "123456789")


@dataclass(frozen=True)
class Compared:
    """A guide of the portal beside another of the same matter; `sure` if they have one code."""

    own: ServiceGuide
    other: ServiceGuide
    sure: bool
    differing: tuple[str, ...]


def compared(dossier: Dossier, terms: Mapping[str, Any]) -> Iterator[Compared]:
    """Every pair of guides of one matter that the row compares."""
    own = [guide for guide in dossier.service_guides if is_guide(guide, terms)]
    others = [] if terms["sources"] else [
        guide for above in dossier.higher for guide in above.service_guides
        if is_guide(guide, terms)
    ]  # fmt: skip
    for place, guide in enumerate(own):
        beside = [] if terms["levels"] else [
            one for one in own[place + 1 :]
            if not terms["sources"] or host_of(one.url) != host_of(guide.url)
        ]  # fmt: skip
        for other in (*others, *beside):
            sure = _same_code(guide, other)
            if sure or (sure is None and _core(guide.title) == _core(other.title)):
                yield Compared(guide, other, bool(sure), tuple(_differing(guide, other, terms)))


def _same_code(left: ServiceGuide, right: ServiceGuide) -> bool | None:
    """Whether two guides have one code; None if one has none."""
    codes = [_bare(one.value("code") or "") for one in (left, right)]
    return codes[0] == codes[1] if all(codes) else None


def _differing(left: ServiceGuide, right: ServiceGuide, terms: Mapping[str, Any]) -> Iterator[str]:
    """The elements that both tell and tell otherwise."""
    for name in terms["elements"]:
        if is_time_limit(slugs_of(name, terms)):
            limits = [terms_of(one) for one in (left, right)]
            if any(limits):  # of a term in days nothing is to be said beside one in words
                if all(limits) and differ(*limits):
                    yield name
                continue
        values = [value_of(one, name, terms) for one in (left, right)]
        if all(values) and len({_meant(str(value), terms) for value in values}) > 1:
            yield name


def _meant(value: str, terms: Mapping[str, Any]) -> str:
    said = dict.fromkeys(_sense(part, terms) for part in re.split(r"[\n；;]", value))
    return "".join(said)


def _sense(part: str, terms: Mapping[str, Any]) -> str:
    bare = _bare(part)
    for words in terms["same_values"]:
        if bare in {_bare(word) for word in words}:
            return _bare(words[0])
    return bare


def _bare(text: str) -> str:
    return _SIGNS.sub("", plain(text)).translate(_DIGITS).lower()


def _core(title: str) -> str:
    return re.sub(r"(?:的)?(?:办事|服务|办理)?(?:指南|流程|须知)$", "", plain(title))
