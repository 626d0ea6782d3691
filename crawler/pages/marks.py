"""What an element says of its part in the layout by its class and id."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

ACTIVE = re.compile(r"(?:^|[\s_-])(on|active|cur|current|selected|hover|now|this)(?:$|[\s_-]|\d)")
"""Names of the one of several items that is shown or chosen."""


def hints(node: LexborNode) -> str:
    """Class and id of a node, lower case, for guesses about its part in the layout."""
    attributes = node.attributes
    if not attributes:
        return " "
    text = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return text.lower()
