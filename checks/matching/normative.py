"""Papers that their number and their title show to be normative documents (规范性文件)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from checks.matching.numbers import parse
from checks.matching.ownership import Whose, whose
from checks.matching.titles import is_forwarded, is_interpretation
from checks.matching.words import plain
from crawler.portals import GOVERNMENT_KINDS, Portal
from crawler.records import Document

NORMATIVE_TERMS = ("normative_code_patterns", "plain_codes", "plain_titles", "inner_titles")
"""The terms of whoever asks."""


def is_normative(
    document: Document, portal: Portal, library: Iterable[Document], terms: Mapping[str, Any]
) -> bool:
    """Whether a paper surely is a normative document, whatever section it stands in.

    Its number is of their own series (…规: `normative_code_patterns`). Or, of a government whose
    library shows no such series, it has the agency word of the government or its office (…政发,
    …政办发: `plain_codes`) and the title of rules (办法, 规定, 规则, 细则: `plain_titles`) for
    others than the bodies themselves (`inner_titles`).
    """
    code = _code(document)
    if _is_of_series(code, terms):
        return True
    plainly = any(re.search(pattern, code) for pattern in terms["plain_codes"])
    plainly = plainly and portal.kind in GOVERNMENT_KINDS and is_plain_title(document.title, terms)
    return plainly and not any(
        _is_of_series(_code(one), terms) and whose(one, portal) is Whose.OWN for one in library
    )


def is_plain_title(title: str, terms: Mapping[str, Any]) -> bool:
    """Whether a title is that of rules which bind others than those who make them."""
    if is_forwarded(title) or is_interpretation(title):
        return False
    rules = any(re.search(pattern, plain(title)) for pattern in terms["plain_titles"])
    return rules and not any(re.search(pattern, plain(title)) for pattern in terms["inner_titles"])


def _is_of_series(code: str, terms: Mapping[str, Any]) -> bool:
    return any(re.search(pattern, code) for pattern in terms["normative_code_patterns"])


def _code(document: Document) -> str:
    field = document.number
    number = parse(field.value) if field is not None and field.value else None
    return number.code if number is not None else ""
