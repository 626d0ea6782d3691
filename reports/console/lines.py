"""What persons type, as it is stored."""

from __future__ import annotations


def one_line(text: str) -> str:
    """A text as one printable line: what does not print is a blank, blanks stand alone."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
