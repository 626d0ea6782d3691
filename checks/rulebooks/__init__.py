"""Rulebooks (测评指标体系): notices as TOML, one file each, and their strict loader."""

from checks.rulebooks.loader import available, load_rulebook, rulebook_text
from checks.rulebooks.parse import rulebook_from

__all__ = ["available", "load_rulebook", "rulebook_from", "rulebook_text"]
