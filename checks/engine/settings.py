"""Which terms of a row are settings of ours on which its findings rest.

A row lists in `assumed` the terms that no notice gives. Every one of them is a setting that decides
(a limit, a number or a list of what is asked for), unless it is told here to be an aid: it says how
pages are read, what is looked at, or when a thing is too doubtful to judge. A new term is therefore
shown in findings until somebody says that it is an aid.
"""

from __future__ import annotations

from checks.engine.check import Check
from checks.engine.requirement import Requirement

AID_ENDINGS = ("_pattern", "_patterns", "_words", "_roles", "_similarity")
"""Ends of the names of terms by which things are known for what they are."""

AIDS = frozenset({
    # by what words, shapes and places a thing is known
    "closed_formats", "field_words_not", "further_columns", "inner_titles", "lead_chars",
    "max_label_chars", "min_labels", "none_nouns", "none_said", "office_columns",
    "person_columns", "plain_codes", "plain_titles", "roles", "same_event_days", "similarity",
    "source_portals", "statements", "template_picture_pages",
    # below which a page is taken for unreadable, or for the cover of a file
    "min_body_chars", "min_text_chars", "min_twin_chars",
    # which things are looked at
    "grades", "recent_case_days", "sample", "scope", "window_days",
    # what is too old, too young or came too much at once to be judged by its day
    "bulk_documents", "bulk_issues", "bulk_share", "min_apart_days", "old_stock_days",
    "statement_days",
})  # fmt: skip
"""Names of the other aids, whichever check has them."""

DECIDING = frozenset({("hotline_unified", "window_days"), ("topic_coverage", "window_days")})
"""Terms by check that decide there, though their name is that of an aid elsewhere."""


def decides(check: str, term: str) -> bool:
    """Whether findings of a check rest on a term: it is no aid."""
    if (check, term) in DECIDING:
        return True
    return term not in AIDS and not term.endswith(AID_ENDINGS)


def settings_of(check: Check, row: Requirement) -> tuple[str, ...]:
    """The terms of a row that no notice gives and that decide, in the order of the row."""
    return tuple(term for term in row.assumed if decides(check.slug, term))
