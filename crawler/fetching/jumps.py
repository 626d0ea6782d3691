"""Where an answer sends its reader next: Location, meta refresh, or a script that only jumps."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TINY = 4_096  # bytes; an index page that only jumps is smaller than this
_PATIENCE = 10.0  # seconds; a slower refresh is a page that reloads itself
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_META = re.compile(r"<meta\b[^>]*http-equiv\s*=\s*[\"']?refresh\b[^>]*>", re.I)
_CONTENT = re.compile(r"content\s*=\s*(\"[^\"]*\"|'[^']*')", re.I)
_REFRESH = re.compile(r"\s*([\d.]*)\s*[;,]?\s*url\s*=\s*[\"']?([^\"']+)", re.I)
_SCRIPT = re.compile(
    r"""\blocation\s*(?:\.\s*href\s*)?(?:=|\.\s*(?:replace|assign)\s*\()\s*["']([^"'<>\s]+)["']\s*[);]?""",
    re.I,
)
# A page that sets cookies or looks at the browser tests its reader: that is not ours to pass.
_TESTS = re.compile(r"\bcookie\b|\buserAgent\b|\beval\s*\(|\batob\s*\(|setTimeout", re.I)


def header_jump(status: int, location: str) -> str | None:
    """The target of a redirect answer, as written; None if it is none."""
    if status not in _REDIRECTS or not location.strip():
        return None
    try:
        # Portals send raw UTF-8 bytes here, which arrive read as Latin-1.
        return location.encode("latin-1").decode("utf-8").strip()
    except UnicodeError:
        return location.strip()


def page_jump(url: str, media_type: str, body: bytes) -> str | None:
    """The target of a tiny page that does nothing but jump, as written; None if it is none."""
    if len(body) > _TINY or "html" not in media_type:
        return None
    text = _COMMENT.sub("", body.decode("utf-8", errors="replace"))
    if len(re.findall(r"<a\b", text, re.I)) > 3 or re.search(r"<(?:frame|form)\b", text, re.I):
        return None
    target = _refresh(text)
    if target is None and not _TESTS.search(text):
        found = {match.group(1) for match in _SCRIPT.finditer(text)}
        target = found.pop() if len(found) == 1 else None
    if target is None or target.startswith(("#", "javascript:")):
        return None
    same = urlsplit(url)
    return None if target in (url, same.path, f"{same.path}?{same.query}") else target


def _refresh(text: str) -> str | None:
    for tag in _META.finditer(text):
        content = _CONTENT.search(tag.group(0))
        match = _REFRESH.match(unescape(content.group(1)[1:-1])) if content else None
        if match is None:
            continue
        try:
            delay = float(match.group(1) or 0)
        except ValueError:
            continue
        if delay <= _PATIENCE:
            return match.group(2).strip()
    return None
