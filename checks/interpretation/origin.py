"""Whose piece an interpretation is: the body's own, or a repost, an expert's or the media's."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from checks.matching.ownership import body_name, place_of
from checks.matching.titles import is_interpretation, named
from checks.matching.words import WORDS, plain
from crawler.records import Dossier, Interpretation, Source

_DATA = tomllib.loads(Path(__file__).with_name("origin.toml").read_text(encoding="utf-8"))
_MEDIA, _NATIONAL = re.compile(_DATA["media"]), re.compile(_DATA["national"])
_NATIONAL_SPEAKS = re.compile(rf"(?:{_DATA['national']}).{{0,6}}[：:｜|]")
_NATIONAL_EXPLAINS = re.compile(rf"(?:{_DATA['national']}){_DATA['national_title']}")
_EXPLAINING = re.compile(_DATA["explaining"])
_TAKEN_FROM, _TAKEN_AT_END = re.compile(_DATA["taken_from"]), re.compile(_DATA["taken_at_end"])
_MEDIA_TITLE = re.compile(_DATA["media_title"])
_FOREIGN_COLUMN = re.compile(_DATA["foreign_column"])
_POLICY_PLACE = re.compile(_DATA["policy_place"])
_HIGHER_POLICY = re.compile(_DATA["higher_policy"])
_ANSWERS_COLUMN, _ASKING = re.compile(_DATA["answers_column"]), re.compile(_DATA["asking"])
_GOVERNMENT = re.compile(r"(?:人民)?政府(?!.*(?:局|委))")
_LEAST_PLACE = 3
_PLACE = re.compile(rf"^.{{0,8}}?(?:{'|'.join(WORDS['bodies']['places'])})")


def is_foreign(record: Interpretation, dossier: Dossier, foreign_words: Sequence[str]) -> bool:
    """Whether a piece is not the monitored body's: told by column, title, source or subject.

    A department of the same place that drafted the document speaks for the body. A source that
    tells nothing leaves the piece its own.
    """
    field = record.origin
    origin = ""
    if field is not None and field.value and field.source is not Source.COMMENT:
        origin = plain(field.value)
    said = plain(record.column) + plain(record.title) + origin
    if any(plain(word) in said for word in foreign_words):
        return True
    if _FOREIGN_COLUMN.search(plain(record.column.rpartition(">")[2])):
        return True
    title = plain(record.title)
    if _MEDIA_TITLE.search(title) or _NATIONAL_SPEAKS.match(title):
        return True
    if _NATIONAL_EXPLAINS.match(title):
        return True
    portal = body_name(dossier.portal)
    for name in named(record.title)[:1]:
        if _HIGHER_POLICY.match(name) or _of_another_s_policy(name, portal):
            return True
    who = _EXPLAINING.match(title)
    if who is not None and _of_another_place(who["who"], portal):
        return True
    return any(_is_another(source, dossier) for source in (origin, *_said_in_text(record)))


def no_own_interpretation(
    record: Interpretation, dossier: Dossier, foreign_words: Sequence[str]
) -> str:
    """Why a piece is no interpretation of the body's own, as a clause; empty if it is one."""
    if is_foreign(record, dossier, foreign_words):
        return "该解读为转载或专家、媒体解读"
    return "该页为政策问答，不是某项政策的解读" if is_answer(record) else ""


def is_answer(record: Interpretation) -> bool:
    """Whether a piece answers a question of daily life in a column for that (政策问答).

    It names no policy, none links it, and its title asks: 危房改造补助怎么申请？
    """
    title = plain(record.title)
    return (
        _ANSWERS_COLUMN.search(plain(record.column)) is not None
        and _ASKING.search(title) is not None
        and not (named(record.title) or is_interpretation(record.title) or record.linked_from)
    )


def _is_another(origin: str, dossier: Dossier) -> bool:
    """Whether a source is a medium, a body above every portal or of another place."""
    if not origin or origin in _DATA["own"]:
        return False
    if _MEDIA.search(origin) or _NATIONAL.match(origin):
        return True
    return _of_another_place(origin, body_name(dossier.portal))


def _said_in_text(record: Interpretation) -> list[str]:
    """The sources that the first and the last lines of the text name."""
    lines = [plain(block.text) for block in record.blocks if block.text.strip()]
    ends = (*lines[:2], *lines[-2:])
    found = (_TAKEN_FROM.match(line) or _TAKEN_AT_END.search(line) for line in ends)
    return [match["whence"] for match in found if match is not None]


def _of_another_s_policy(name: str, portal: str) -> bool:
    """Whether a policy's name begins with a place that is neither the portal's nor within it."""
    place, own = _POLICY_PLACE.match(name), place_of(portal)
    if place is None or not own or own in name:
        return False
    return _of_another_place(place["place"], portal) or (
        portal.startswith(place["place"]) and own not in place["place"]
    )


def _of_another_place(origin: str, portal: str) -> bool:
    """Whether a source names a place that is neither the portal's nor within it."""
    own = place_of(portal)
    match = _PLACE.match(origin)
    if match is None or not own or own in origin:
        return False  # 澄湖区南河街道办事处 is 南河街道's own
    place = match.group()
    inner = {"镇", "乡", "街道", "区", "开发区", "新区"} if own.endswith("市") else {
        "镇", "乡", "街道", "开发区", "新区",
    }  # fmt: skip
    if portal.startswith(place) and own not in place and len(place) >= _LEAST_PLACE:
        # A district's portal bears its city's name in front; the city's own site is another's.
        return _GOVERNMENT.match(origin.removeprefix(place)) is not None
    if portal.startswith(place) or own in place or place in own:
        return False
    return not any(place.endswith(end) for end in inner if end != own[-1:])
