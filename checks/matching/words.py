"""The data of `words.toml`, and the one normal form in which text is compared."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

from crawler.pages.text import simplify

WORDS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)
"""The data beside this module."""

_SPACE = re.compile(r"[\s\u200b\ufeff]+")


def plain(text: str) -> str:
    """NFKC in simplified script without any white space: how titles, names, numbers compare.

    Pages are read in simplified script, names in a watchlist stand as they are written: a place
    whose name keeps a character that elsewhere is a traditional one (濛) must be itself in both.
    """
    return _SPACE.sub("", simplify(unicodedata.normalize("NFKC", text)))
