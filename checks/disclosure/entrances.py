"""Looking for an entrance (功能入口) among what pages offer and in the tree of columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from checks.disclosure.columns import unseen_tree
from checks.judging.bench import proof
from checks.judging.frames import home_frames
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Cause, Dossier, Entrances, Evidence, ReadState

_PLACES = {"home": Role.HOME, "platform": Role.PLATFORM}


class Look(NamedTuple):
    """What came of looking for one feature: the label seen, or why it may be there unseen."""

    name: str
    seen: str
    cause: Cause | None
    evidence: tuple[Evidence, ...]


class _Wanted(NamedTuple):
    """What a label says that leads to a feature: one of the words, or as a whole a pattern."""

    words: tuple[str, ...]
    patterns: tuple[str, ...]

    def names(self, label: str) -> bool:
        text = plain(label)
        return any(word in text for word in self.words) or any(
            re.fullmatch(pattern, text) for pattern in self.patterns
        )


def look_for(
    dossier: Dossier, feature: Mapping[str, Any], scripted: Sequence[str], max_label_chars: int
) -> Look:
    """Look for a feature on the page that a term names, or (any) wherever something was seen.

    What is longer than a label may be is the title of an article that speaks of the thing.
    Whole labels may be told by `patterns` instead of words (one link to each township by its name).
    """
    name, words = str(feature["name"]), tuple(feature["words"])
    place = str(feature.get("place", "any"))
    wanted = _Wanted(tuple(plain(word) for word in words), tuple(feature.get("patterns", ())))
    role = None if place == "any" else _PLACES.get(place) or Role(place)
    pages = [
        page
        for page in dossier.records
        if isinstance(page, Entrances) and (role is None or page.role is role)
    ]
    for page in pages:
        for one in page.offered:
            if len(plain(one.label)) <= max_label_chars and wanted.names(one.label):
                return Look(name, one.label, None, (proof(page, one.label),))
    for label, evidence in _columns(dossier, wanted, role):
        return Look(name, label, None, evidence)
    evidence = tuple(proof(page) for page in pages)
    return Look(name, "", _unseen(dossier, role, pages, wanted.words, scripted), evidence)


def _columns(
    dossier: Dossier, wanted: _Wanted, role: Role | None
) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    """Columns and sections of one of these names; on a certain page only what it links itself."""
    for column in dossier.columns:
        shot = column.snapshot
        here = role is None or column.place.value == role.value
        if here and shot is not None and wanted.names(column.title):
            yield column.title, (
                Evidence(shot.url, shot.captured_at, shot.sha256, column.title),
            )  # fmt: skip
    for section in dossier.sections.values() if role is None else ():
        if section.seen and section.name and wanted.names(section.name):
            yield section.name, section.evidence[:1]


def _unseen(
    dossier: Dossier,
    role: Role | None,
    pages: Sequence[Entrances],
    words: Sequence[str],
    scripted: Sequence[str],
) -> Cause | None:
    """Why an entrance may be there although it was not met; None if it is not."""
    if not pages or (role is None and not any(page.role is Role.HOME for page in pages)):
        section = dossier.section(role or Role.HOME)
        if role not in (None, Role.HOME) and section.state is ReadState.ABSENT:
            return None
        return section.cause or Cause.UNREADABLE
    if role in (None, Role.HOME) and (frames := home_frames(dossier)) is not None:
        return frames.cause
    if role is None and (cause := unseen_tree(dossier)) is not None:
        return cause
    made = any(plain(word) in wanted for word in scripted for wanted in words)
    return Cause.UNREADABLE if made and any(page.scripted for page in pages) else None
