"""What kind of element a node is, whatever its state: two of one shape are made alike."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.pages.markup.marks import hints

_STATE = re.compile(r"[0-9]+|\b(?:on|active|cur|show|hide|first|last)\b")


def shape(node: LexborNode) -> str:
    """The tag and the names of an element, without numbers and words of its state."""
    return f"{node.tag} {_STATE.sub('', hints(node))}"
