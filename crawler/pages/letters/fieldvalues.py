"""Answers that stand in the fields of a page's form, or that a script writes into the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.pages.letters.answers import is_no_reply
from crawler.pages.letters.boardwords import for_everybody, tells_briefly, tells_result
from crawler.pages.letters.voices import (
    answers_outright,
    answers_surely,
    asks,
    instructs,
    only_holds_off,
)
from crawler.pages.markup.page import Page
from crawler.pages.scripts.scripttext import without_comments
from crawler.pages.scripts.scriptvalues import unescaped
from crawler.pages.words.labels import labels_of
from crawler.pages.words.text import SENTENCE, clean, key, simplify
from crawler.pages.words.wording import pattern

_KEY, _FORM, _TEMPLATE = map(pattern, ("answer_key", "form_says", "hidden_form"))
_TYPED = frozenset({"text", "hidden", ""})
_UP, _MOST_FIELDS, _MOST_BACK, _LONGEST_LABEL = 3, 200, 4, 16
_HAN, _TAG = re.compile("[\u3400-\u9fff]"), re.compile(r"<[^<>]{0,400}>")
_WRITTEN = re.compile(rf"{_HAN.pattern}|\\u[3-9a-f]", re.I)
_WRITES = re.compile(
    r"\.write(?:ln)?\(|\.(?:inner|outer)HTML\b|\.(?:html|text|append|prepend)\(|\.textContent\b"
)
# A string in any quotes, with the name that it is given; one that is not closed goes on to the end.
_NAMED = re.compile(
    r"""(?:["']?(?<![\w$])(?P<name>[A-Za-z_$][\w$]{0,24})["']?\s{0,4}[:=]\s{0,4})?"""
    r"""(?P<string>"(?:\\.|[^"\\\n])*+"?|'(?:\\.|[^'\\\n])*+'?|`(?:\\.|[^`\\])*+`?)""",
    re.S,
)
_MOST_SCRIPT, _MOST_WORDS = 200_000, 4_000


def holds_answer(page: Page) -> bool:
    """Whether a field of a letter's page holds an answer, or a script writes one into it."""
    return any(map(_is_answered, islice(_fields(page), _MOST_FIELDS))) or _writes_answer(page)


def _fields(page: Page) -> Iterator[LexborNode]:
    for node in page.root.css("textarea, input"):
        kind = (node.attributes.get("type") or "").lower()
        fixed = "readonly" in node.attributes or "disabled" in node.attributes  # shown as a line
        if (node.tag == "textarea" or kind in _TYPED) and not (fixed and kind != "hidden"):
            yield node


def _is_answered(node: LexborNode) -> bool:
    given = node.text() if node.tag == "textarea" else node.attributes.get("value")
    words = simplify(clean(given or "")[:_MOST_WORDS])
    if not _says(words):
        return False
    named = any(
        _KEY.fullmatch(node.attributes.get(name) or "") is not None for name in ("id", "name")
    )
    label = labels_of("message").get(key(_label(node)))
    if label == "reply" or named:
        return True
    if (node.attributes.get("type") or "").lower() == "hidden":
        return answers_outright(words)
    return label is None and (answers_surely(words) or tells_result(words) or tells_briefly(words))


def _says(words: str) -> bool:
    """Whether words of a field may be those of an answer, and not of the form itself."""
    none = is_no_reply(words) or only_holds_off(words) or _TEMPLATE.search(words)
    return not (
        len(_HAN.findall(words)) < 3 or none or asks(words) or instructs(words)
        or for_everybody(words) or _FORM.search(words)
    )  # fmt: skip


def _label(node: LexborNode) -> str:
    """The words right before a field: in its box, or in the cell or box beside that."""
    at: LexborNode | None = node
    for _ in range(_UP):
        before = at.prev if at is not None else None
        for _ in range(_MOST_BACK):
            if before is None:
                break
            words = clean(before.text() or "") if before.tag != "-comment" else ""
            if words:
                return words if len(words) <= _LONGEST_LABEL else ""
            before = before.prev
        at = at.parent if at is not None else None
        if at is None or at.tag in ("tr", "li", "form", "body"):
            return ""
    return ""


def _writes_answer(page: Page) -> bool:
    left = _MOST_SCRIPT
    for node in page.tree.css("script"):
        text = node.text() or ""
        if left <= 0 or not _WRITTEN.search(text[:left]):
            left -= len(text)
            continue
        text, left = without_comments(text[:left]), left - len(text)
        writes = _WRITES.search(text) is not None
        for found in _NAMED.finditer(text):
            name = found["name"] or ""
            answer = _KEY.fullmatch(name) is not None
            if (answer or writes) and _is_answer(found["string"], named=answer):
                return True
    return False


def _is_answer(string: str, *, named: bool) -> bool:
    """Whether a string of a script is the text of an answer; one so `named` only has to say
    something."""
    if not _WRITTEN.search(string):
        return False
    inner = _TAG.sub(" ", unescaped(string[1:-1][:_MOST_WORDS]))
    words = simplify(clean(inner))
    if not _says(words):
        return False
    if answers_outright(words) or tells_result(words):
        return True
    return named and SENTENCE.search(words) is not None
