"""Rulebooks (测评指标体系): notices as TOML, one file each, and their strict loader."""

from checks.rulebooks.editions import edition_on, trigger_faults, with_triggers
from checks.rulebooks.loader import (
    available,
    editions_of,
    load_rulebook,
    load_rulebooks,
    rulebook_in,
    rulebook_text,
    rulebooks_in,
    shared_terms,
    with_shared_terms,
)
from checks.rulebooks.parse import rulebook_from
from checks.rulebooks.strict import strict_rulebook

__all__ = [
    "available",
    "edition_on",
    "editions_of",
    "load_rulebook",
    "load_rulebooks",
    "rulebook_from",
    "rulebook_in",
    "rulebook_text",
    "rulebooks_in",
    "shared_terms",
    "strict_rulebook",
    "trigger_faults",
    "with_shared_terms",
    "with_triggers",
]
