"""Crawled text made harmless: it can do nothing in a page, a sheet, a mail or a terminal."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from reports.errors import UnsafeName
from reports.masking import mask

_SPACES = re.compile(r"\s+")
_FORMULA_STARTS = frozenset("=+-@\t\r＝＋－＠")
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_JOINERS = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")


def _harmless(char: str) -> bool:
    # Cc: control characters; Cf: bidi overrides and other invisible format characters;
    # Cs: lone surrogates, which cannot be written as UTF-8.
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs") and char not in _JOINERS


def shown(text: object, limit: int = 2000) -> str:
    """One line of text as it may be shown: no control or bidi characters, personal data masked.

    White space becomes single spaces; text longer than `limit` characters is cut with a mark.
    """
    return mask(harmless(text, limit))


def harmless(text: object, limit: int = 2000) -> str:
    """The same with personal data as they stand; for whoever may see them."""
    line = _SPACES.sub(" ", str(text)).strip()
    if not line.isprintable():
        line = "".join(char for char in line if _harmless(char))
    if len(line) > limit:
        line = line[: limit - 1] + "…"
    return line


def cell(text: str) -> str:
    """Text for a CSV cell: one that a spreadsheet would take for a formula gets a leading '."""
    line = text
    if not text.isprintable():
        line = "".join(char for char in text if char == "\n" or _harmless(char))
    head = text.lstrip(" \n\u3000")[:1] or " "
    return "'" + line if head in _FORMULA_STARTS or line[:1] in _FORMULA_STARTS else line


def is_formula_like(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula."""
    return text.lstrip(" \n\u3000")[:1] in _FORMULA_STARTS if text else False


def header(text: str, limit: int = 300) -> str:
    """Text for a mail header: one line, nothing that could begin another header."""
    return shown(text, limit)


def address(url: str, limit: int = 2000) -> str:
    """An address as text: control and bidi characters dropped, nothing masked."""
    if url.isprintable() and " " not in url:
        return url[:limit]
    return "".join(char for char in url if _harmless(char) and not char.isspace())[:limit]


def web_link(url: str) -> str | None:
    """The address if it may be a hyperlink (http or https with a host), else None."""
    text = address(url)
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if text != url or parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return None
    return text


def file_name(name: str) -> str:
    """The name itself if it is safe as a file name; raises UnsafeName otherwise."""
    if not _FILE_NAME.fullmatch(name) or ".." in name:
        raise UnsafeName(f"cannot be a file name: {name[:100]!r}")
    return name


def is_digest(text: str) -> bool:
    """Whether the text is a SHA-256 digest in lower-case hexadecimal."""
    return _DIGEST.fullmatch(text) is not None
