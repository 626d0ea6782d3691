"""How much of a section or column was read."""

from __future__ import annotations

from enum import StrEnum


class ReadState(StrEnum):
    """How much of a section was read."""

    WHOLE = "whole"  # every list page to the end of its window, every page in it
    PART = "part"  # some of it; `cause` says why not all
    EMPTY = "empty"  # it is there and has nothing in it
    ABSENT = "absent"  # looked for everywhere within reach, not there
    UNOBSERVABLE = "unobservable"  # it, or a place where it might be, could not be seen
