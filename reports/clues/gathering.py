"""All clues of a portal, each document once, the surest first."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.portals import Role
from crawler.records import Dossier
from reports.clues.cited import cited
from reports.clues.gaps import gaps
from reports.clues.model import Clue, Sureness
from reports.clues.named import by_interpretations, in_gazette, spoken_of
from reports.clues.shelf import key_of, shelf_of

_ORDER = tuple(Sureness)


def clues_of(dossier: Dossier, above: Sequence[Dossier] = ()) -> tuple[Clue, ...]:
    """The clues of a portal as of its dossier; `above` are those of the portals above it, whose
    sections may list its documents. None where its documents stand on a higher portal.
    """
    if dossier.section(Role.NORMATIVE_DOCUMENTS).elsewhere:
        return ()
    shelf = shelf_of(dossier, above)
    found: dict[str, Clue] = {}
    every = (
        *in_gazette(dossier, shelf),
        *cited(dossier, shelf),
        *by_interpretations(dossier, shelf),
        *spoken_of(dossier, shelf),
        *gaps(shelf, dossier.portal.id, dossier.today),
    )
    # What is said of one document in several ways is told by the surest of them.
    for clue in sorted(every, key=lambda one: _ORDER.index(one.sureness)):
        found.setdefault(key_of(clue.about), clue)
    return tuple(found.values())
