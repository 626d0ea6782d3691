"""A value that a script writes beside its label: var day='…'; document.write(day)."""

from __future__ import annotations

import re

_LONGEST = 400
_WRITES = re.compile(
    r"""\s*(?:<!--)?\s*(?:var|let|const)\s+(?P<name>[A-Za-z_$][\w$]{0,40})\s*=\s*
    (?P<quote>["'])(?P<value>[^"'<>\\\n]{0,80})(?P=quote)\s*;?\s*
    (?:if\s*\(\s*(?P=name)\s*(?:!==?\s*(?:""|''|null)\s*)?\)\s*\{?\s*)?
    document\.write(?:ln)?\(\s*(?P=name)\s*\)\s*;?\s*\}?\s*;?\s*(?://\s*)?(?:-->)?\s*""",
    re.X,
)


def written_value(script: str) -> str:
    """The literal that a script writes and does nothing else; empty for any other script."""
    match = _WRITES.fullmatch(script) if len(script) <= _LONGEST else None
    return match["value"] if match is not None else ""
