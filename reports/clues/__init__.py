"""Clues (线索): hints to what should perhaps have been published; none of them is a finding."""

from reports.clues.gathering import clues_of
from reports.clues.model import Clue, ClueKind, Sureness

__all__ = ["Clue", "ClueKind", "Sureness", "clues_of"]
