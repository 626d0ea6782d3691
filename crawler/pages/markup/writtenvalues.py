"""What a script writes in place of a value or title: document.write('…'), var day='…'; …"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.pages.words.wording import pattern

_LONGEST = 400
_WRITES = re.compile(
    r"""\s*(?:<!--)?\s*(?:var|let|const)\s+(?P<name>[A-Za-z_$][\w$]{0,40})\s*=\s*
    (?P<quote>["'])(?P<value>[^"'<>\\\n]{0,80})(?P=quote)\s*;?\s*
    (?:if\s*\(\s*(?P=name)\s*(?:!==?\s*(?:""|''|null)\s*)?\)\s*\{?\s*)?
    document\.write(?:ln)?\(\s*(?P=name)\s*\)\s*;?\s*\}?\s*;?\s*(?://\s*)?(?:-->)?\s*""",
    re.X,
)
_WRITES_LITERAL = re.compile(
    r"""\s*document\.write(?:ln)?\(\s*(?P<quote>["'])(?P<value>[^"'<>&\\\n]{1,200})(?P=quote)\s*\)\s*;?\s*"""
)
_INLINE = frozenset({"a", "b", "em", "font", "i", "label", "small", "span", "strong", "u"})
_VALUE = re.compile(r"\s*\w")
# The next label of the line, or what pages have behind their labels.
_NO_VALUE = re.compile(
    r"\s*(?:\w[\w \u3000]{0,9}[:：]|打印|关闭|收藏|分享|字体|字号|浏览|阅读|点击|大\s*中\s*小)"
)
_MOST_BEHIND = 6
_TODAY, _FRAME = pattern("today"), pattern("frame")
_TITLES, _OUTER = frozenset({"h1", "h2", "h3"}), frozenset({"html", "body"})
_NAMED = re.compile(r"title|date|time|source", re.I)


def written_at(script: LexborNode, *, beside_label: bool) -> str:
    """What a script writes in its place: the value of the label before it, or a title.

    Nothing else: what pages write elsewhere is of the site (a greeting, the day of today).
    """
    if not beside_label and not _in_title(script):
        return ""
    words = _written_literal(script.text() or "")
    return words or (value_beside(script) if beside_label else "")


def _in_title(script: LexborNode) -> bool:
    """Whether a script stands in an element that is set as a title, date or source."""
    at = script.parent
    if at is None or at.tag in _OUTER:
        return False
    named = " ".join(at.attributes.get(name) or "" for name in ("class", "id"))
    return at.tag in _TITLES or _NAMED.search(named) is not None


def value_beside(script: LexborNode) -> str:
    """The literal that a script writes behind a label; empty where text follows as its value."""
    value = written_value(script.text() or "")
    behind = _text_behind(script) if value else ""
    return "" if _VALUE.match(behind) and not _NO_VALUE.match(behind) else value


def _written_literal(script: str) -> str:
    """The plain words that a script writes where it stands: document.write('2026-03-05')."""
    match = _WRITES_LITERAL.fullmatch(script) if len(script) <= _LONGEST else None
    words = match["value"] if match is not None else ""
    return "" if _TODAY.search(words) or _FRAME.search(words) else words


def written_value(script: str) -> str:
    """The literal that a script writes and does nothing else; empty for any other script."""
    match = _WRITES.fullmatch(script) if len(script) <= _LONGEST else None
    return match["value"] if match is not None else ""


def _text_behind(script: LexborNode) -> str:
    """The text that follows a script in its line, within the element that holds it and beyond."""
    at: LexborNode | None = script
    while at is not None:
        following = at.next
        for _ in range(_MOST_BEHIND):
            if following is None:
                break
            if following.tag == "-text":
                text = following.text_content or ""
            elif following.tag in _INLINE:
                text = following.text()
            elif following.tag in ("script", "-comment"):
                text = ""
            else:
                return ""  # a line of its own
            if text.strip():
                return text
            following = following.next
        at = at.parent if at.parent is not None and at.parent.tag in _INLINE else None
    return ""
