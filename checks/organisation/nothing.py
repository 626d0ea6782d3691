"""What the pages of a catalogue say of bodies that there are none of."""

from __future__ import annotations

import re
from collections.abc import Collection

from checks.judging import Bench
from checks.matching.words import plain
from crawler.portals import Role


def says_none(bench: Bench, roles: Collection[Role], role: Role) -> bool:
    """Whether a column's own page says that there are none (`none_patterns`), or any page of the
    catalogue's `roles` by the names of such bodies (`none_said` of the `none_nouns`).
    """
    terms = bench.requirement.terms
    nouns = "|".join(terms["none_nouns"].get(role.value, ()))
    said = [one.replace("NOUN", f"(?:{nouns})") for one in terms["none_said"]] if nouns else []
    for page in bench.dossier.static_pages:
        text = plain(page.text)
        own = terms["none_patterns"] if page.role is role else ()
        asked = [*own, *(said if page.role in roles else ())]
        if any(re.search(pattern, text) for pattern in asked):
            return True
    return False
