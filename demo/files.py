"""Ground truth of what documents offer for download, and of what was changed of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from demo.content.files import WORKING
from demo.content.model import DocFacts
from demo.truth import Truth, View

_FAULTS = {
    "form": "无下载",
    "dead": "失效",
    "small": "过小",
    "html": "类型不符",
    "wrong": "类型不符",
}
_UNSEEN = {"error": "unreachable", "away": "blocked", "rar": "unreadable"}
GONE = "no download"
"""The note of a failure that rests on something not found."""


@dataclass(frozen=True)
class Told:
    """A document: its key and facts, why its page cannot be seen, whether duties bind it."""

    key: str
    facts: DocFacts
    unseen: str | None
    bound: bool


def downloads(view: View, paths: Mapping[str, str], told: list[Told]) -> Iterator[Truth]:
    """Whether the text of every document can be downloaded."""
    check = "doc_download_available"
    for one in told:
        subject = view.address(paths[one.key])
        kinds = [file.kind for file in one.facts.files]
        unseen = next((_UNSEEN[kind] for kind in kinds if kind in _UNSEEN), None)
        if not one.bound:
            yield view.say(check, subject, "inapplicable")
        elif one.unseen:
            yield view.say(check, subject, "cant_tell", cause=one.unseen)
        elif one.facts.button:
            yield view.say(
                check, subject, "cant_tell", cause="unreadable", note="a script's button"
            )
        elif any(kind in WORKING for kind in kinds):
            yield view.say(check, subject, "passed")
        elif unseen:
            yield view.say(check, subject, "cant_tell", cause=unseen)
        else:
            faults = dict.fromkeys(_FAULTS[kind] for kind in kinds) or {"无下载": None}
            note = GONE if set(faults) & {"无下载", "失效"} else ""
            yield view.say(check, subject, "failed", "、".join(faults), note=note)


def unaltered(view: View, paths: Mapping[str, str], told: list[Told]) -> Iterator[Truth]:
    """Whether every document is what it was; whoever looks for the first time cannot tell."""
    check = "doc_integrity_stable"
    for one in told:
        subject = view.address(paths[one.key])
        facts = one.facts
        happened = facts.altered_on is not None and facts.altered_on < view.unit.as_of
        if not one.bound:
            yield view.say(check, subject, "inapplicable")
        elif one.unseen:
            yield view.say(check, subject, "cant_tell", cause=one.unseen)
        elif happened and facts.altered in ("text", "file"):
            aspect = "正文变化" if facts.altered == "text" else "附件变化"
            yield view.say(check, subject, "failed", aspect, also=("cant_tell", "passed"))
        else:
            also = ("cant_tell",)
            yield view.say(check, subject, "passed", note=facts.altered, also=also)
