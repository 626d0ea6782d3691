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
    """NFKC without any white space: how titles, names and numbers compare.

    Pages are read in simplified script, so nothing has to be converted here.
    """
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))
