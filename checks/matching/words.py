"""The data of `words.toml`, and the one normal form in which text is compared."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

WORDS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)
"""The data beside this module."""

_SPACE = re.compile(r"[\s\u200b\ufeff]+")


def plain(text: str) -> str:
    """NFKC without any white space: the form in which titles, names and numbers are compared."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))
