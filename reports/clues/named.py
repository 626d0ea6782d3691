"""Documents that are named by title alone: in the gazette, by interpretations, by what is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checks.judging.bench import proof
from checks.matching.ownership import body_name, is_own, place_of
from checks.matching.titles import is_forwarded, is_interpretation, issuer_in, named
from checks.matching.words import plain
from crawler.portals import Portal
from crawler.records import Dossier
from reports.clues.model import GRACE, UNREAD, Clue, ClueKind, Sureness
from reports.clues.shelf import Shelf, key_of
from reports.clues.texts import Said, contents_of, texts_of

_INSTRUMENT = re.compile(
    "(?:通知|通告|公告|决定|意见|办法|规定|细则|方案|规划|预案|措施|规范|制度|章程|清单)$"
)
_PASSED = re.compile(
    "(?:审议|研究|讨论|会议)[^。;!?《》]{0,40}(?:通过|同意)[^。;!?《》]{0,12}《"
    "|(?:已经?|现已|正式|联合|研究)?(?:发布|印发|出台|公布|下发)了?[^。;!?《》]{0,12}《"
)
_SENTENCES = re.compile(r"[^。;!?\n]+")
_DAY = re.compile(r"((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日")
_DRAFT = re.compile("征求意见|草案|送审|拟")
MAY_BE_DRAFT = "审议通过到印发需要时间，发布时名称也可能改动"


def in_gazette(dossier: Dossier, shelf: Shelf) -> Iterator[Clue]:
    """Own documents by title that an issue of the gazette lists and no section does."""
    found: dict[str, Clue] = {}
    for page, title, on in contents_of(dossier):
        issuer = issuer_in(title)
        own = bool(issuer) and is_own(issuer, dossier.portal) is True
        if not own or is_forwarded(title) or is_interpretation(title) or shelf.lists(title):
            continue
        if on is None or on + GRACE <= dossier.today:
            text = f"政府公报目录载有《{title}》，各栏目均未见该文件。"
            places = ((page.title, proof(page, title)),)
            sure, caution = _sure(shelf, Sureness.LIKELY)
            found.setdefault(
                key_of(title),
                Clue(
                    dossier.portal.id,
                    ClueKind.GAZETTE,
                    f"《{title}》",
                    text,
                    sure,
                    places,
                    caution,
                    on,
                ),
            )
    yield from found.values()


def by_interpretations(dossier: Dossier, shelf: Shelf) -> Iterator[Clue]:
    """Documents of which the portal shows an interpretation, and which it does not list."""
    for piece in dossier.interpretations:
        on = piece.published_on.value if piece.published_on is not None else None
        for title in named(piece.title):
            if (
                not _is_ours(title, dossier.portal)
                or shelf.lists(title)
                or not _INSTRUMENT.search(title)
            ):
                continue
            if on is None or on + GRACE <= dossier.today:
                text = f"门户上有《{title}》的解读，各栏目均未见该文件。"
                sure, caution = _sure(shelf, Sureness.POSSIBLE)
                yield Clue(
                    dossier.portal.id, ClueKind.INTERPRETED, f"《{title}》", text, sure,
                    ((piece.title, proof(piece, title)),), caution, on,
                )  # fmt: skip


def spoken_of(dossier: Dossier, shelf: Shelf) -> Iterator[Clue]:
    """Documents that a meeting is told to have passed, or a body to have issued, by their titles.

    Only such as name the portal's own place. The day is the one in the sentence, else the page's.
    """
    for said in texts_of(dossier):
        if said.what in ("文件", "解读"):
            continue
        for match in _SENTENCES.finditer(said.text):
            sentence = match.group()
            passed = _PASSED.search(sentence)
            if passed is None or _DRAFT.search(sentence):
                continue
            on = _day_in(sentence) or said.on
            for title in named(sentence[passed.start() :]):
                if on is not None and on + GRACE > dossier.today:
                    continue
                if (
                    _INSTRUMENT.search(title)
                    and _is_ours(title, dossier.portal)
                    and not shelf.lists(title)
                ):
                    yield _spoken(dossier, shelf, said, title, sentence, on)


def _spoken(
    dossier: Dossier, shelf: Shelf, said: Said, title: str, sentence: str, on: date | None
) -> Clue:
    text = f"{said.what}中说到《{title}》已审议通过或者印发，各栏目均未见该文件。"
    sure, caution = _sure(shelf, Sureness.POSSIBLE if on is not None else Sureness.VAGUE)
    places = ((said.record.title, proof(said.record, sentence[:160])),)
    return Clue(
        dossier.portal.id, ClueKind.SPOKEN, f"《{title}》", text, sure, places,
        f"{MAY_BE_DRAFT}；{caution}" if caution else f"{MAY_BE_DRAFT}。", on,
    )  # fmt: skip


def _sure(shelf: Shelf, best: Sureness) -> tuple[Sureness, str]:
    return (best, "") if shelf.unproven is None else (Sureness.VAGUE, f"{UNREAD}。")


def _is_ours(title: str, portal: Portal) -> bool:
    """Whether a title names the body itself as the issuer, or begins with its own place."""
    issuer = issuer_in(title)
    if issuer:
        return is_own(issuer, portal) is True
    place = place_of(body_name(portal))
    return bool(place) and plain(title).startswith(place)


def _day_in(sentence: str) -> date | None:
    match = _DAY.search(sentence)
    if match is None:
        return None
    try:
        return date(*(int(one) for one in match.groups()))
    except ValueError:
        return None
