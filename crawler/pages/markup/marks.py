"""What an element says of its part in the layout by its class and id."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

ACTIVE = re.compile(r"(?:^|[\s_-])(on|active|cur|current|selected|hover|now|this)(?:$|[\s_-]|\d)")
"""Names of the one of several items that is shown or chosen."""
_DAY = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|(?<![\d-])\d{2}-\d{2}(?![\d-])")
_LONGEST_MARK = 60
_TEXT_BEGINS = re.compile(
    r"content[._ -]?(?:begin|start)|(?:正文|(?:文章|信息|新闻)(?:正文|内容))(?:部分|区域?|内容)?\s?"
    r"(?:\(html\))?[]>＞]*\s?(?:开始|begin|start)",
    re.I,
)


def hints(node: LexborNode) -> str:
    """Class and id of a node, lower case, for guesses about its part in the layout."""
    attributes = node.attributes
    if not attributes:
        return " "
    text = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return text.lower()


def holds_dates(node: LexborNode) -> bool:
    """Whether an element holds several days, as a list does, and no breadcrumb or masthead."""
    return len(_DAY.findall(node.text())) > 1


def begins_text(comment: str) -> bool:
    """Whether a comment says that the text of the page begins: 正文开始, content.begin."""
    return len(comment) <= _LONGEST_MARK and _TEXT_BEGINS.search(comment) is not None
