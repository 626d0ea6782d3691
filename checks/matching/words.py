"""The data of `words.toml`, and the one normal form in which text is compared."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from crawler.portals.autonomous import short_place

WORDS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)
"""The data beside this module."""

_SPACE = re.compile(r"[\s\u200b\ufeff]+")


@lru_cache(maxsize=8_192)  # several checks compare the same texts of one portal
def plain(text: str) -> str:
    """NFKC without any white space, autonomous places by their short names: how texts compare.

    Pages are read in simplified script, so nothing has to be converted here.
    """
    tight = _SPACE.sub("", unicodedata.normalize("NFKC", text))
    # A mark that stood behind a blank of its own joins the letter before it.
    return short_place(tight if tight.isascii() else unicodedata.normalize("NFKC", tight))
