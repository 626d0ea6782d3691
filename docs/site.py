"""A hook of mkdocs: patterns in code spans that its parser takes for declarations of HTML."""

from __future__ import annotations

import re
from typing import Any

_SPAN = re.compile(r"`([^`\n]*<![^`\n]*)`")


def on_page_markdown(markdown: str, **given: Any) -> str:
    """The page with such spans as elements, every character of them but letters by its number."""
    return _SPAN.sub(lambda match: f"<code>{_numbered(match[1])}</code>", markdown)


def _numbered(text: str) -> str:
    return "".join(c if c.isalnum() or c == " " else f"&#{ord(c)};" for c in text)
