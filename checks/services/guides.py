"""Which of the portal's service guides are judged: a sample by lot, pages that are guides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks.judging import unread_files, unread_rows
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Cause, Dossier, Entry, ServiceGuide, lot

_NO_PARTS = frozenset({"other", "name", "level"})
"""Labels that other pages than guides have, too."""


def sample_of(dossier: Dossier, size: int) -> tuple[list[ServiceGuide], list[tuple[Entry, Cause]]]:
    """The guides that a sample draws (0: all that were read), and rows of it that were not read.

    Lots are drawn among what the visit asked for, read or not.
    """
    missed = {row.url: (row, miss.cause) for row, miss in unread_rows(dossier, Role.SERVICE_GUIDES)}
    read = {guide.url: guide for guide in dossier.service_guides}
    drawn = sorted({*missed, *read}, key=lot)[: size or None]
    guides = [read[url] for url in drawn if url in read]
    return guides, [missed[url] for url in drawn if url not in read]


def is_guide(guide: ServiceGuide, terms: Mapping[str, Any]) -> bool:
    """Whether a page has so many parts of a guide that it is one."""
    parts = {field.slug for field in guide.fields if field.slug not in _NO_PARTS}
    return len(parts) >= int(terms["min_labels"])


def value_of(guide: ServiceGuide, name: str, terms: Mapping[str, Any]) -> str | None:
    """What a guide says of a field; empty where nothing was filled in, None without a label."""
    values = [guide.value(slug) for slug in slugs_of(name, terms)]
    told = [value for value in values if value is not None]
    empty = {plain(word) for word in terms["empty_values"]}
    full = [value for value in told if plain(value) and plain(value) not in empty]
    return full[0] if full else ("" if told else None)


def slugs_of(name: str, terms: Mapping[str, Any]) -> tuple[str, ...]:
    """The labels that are that field, as readers call them."""
    for one in terms["field_labels"]:
        if one["name"] == name:
            return tuple(one["slugs"])
    raise ValueError(f"field_labels names no {name!r}")


def elsewhere(guide: ServiceGuide, name: str, terms: Mapping[str, Any]) -> bool:
    """Whether a field without text may stand on the page otherwise.

    Under a label that nobody knows; behind a tab; in a file that is the guide itself; the
    procedure in a picture or a file, the materials and the form in a file.
    """
    slugs = set(slugs_of(name, terms))
    files = unread_files(guide)
    whole = any(word in plain(file.text) for file in files for word in _WHOLE)
    shown = bool(guide.pictures) and "procedure" in slugs
    filed = bool(files) and bool(slugs & _FILED)
    return guide.tabbed or whole or shown or filed or bool(slugs & set(guide.hinted))


_WHOLE = ("指南", "一次性告知")
_FILED = frozenset({"procedure", "materials", "form"})
