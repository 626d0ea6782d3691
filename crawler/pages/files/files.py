"""What files say of themselves by name: the formats that addresses, labels and types claim."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_ENDING = re.compile(r"\.([a-z0-9]{1,5})$", re.I)
_ENDING_INSIDE = re.compile(r"\.([a-z0-9]{2,5})(?=$|[&;)）】\]\s,，。（(])", re.I)


def named_format(url: str, label: str = "", media_type: str = "") -> str:
    """The format that the address of a file, its link's text or its media type claims."""
    parts = urlsplit(url)
    path, query = unquote(parts.path), unquote(parts.query)
    if found := _format(_ENDING.search(path)):
        return found
    for text in (query, label):
        claims = [f for m in _ENDING_INSIDE.finditer(text) if (f := _format(m))]
        if claims:
            return claims[-1]
    return _types().get(media_type.split(";")[0].strip().lower(), "")


def _format(match: re.Match[str] | None) -> str:
    return _endings().get(match.group(1).lower(), "") if match else ""


@cache
def file_words() -> dict[str, Any]:
    """The data of `files.toml`."""
    return tomllib.loads(Path(__file__).with_name("files.toml").read_text(encoding="utf-8"))


@cache
def _endings() -> dict[str, str]:
    return {end: name for name, ends in file_words()["endings"].items() for end in ends}


@cache
def _types() -> dict[str, str]:
    return {kind: name for name, kinds in file_words()["types"].items() for kind in kinds}
