"""Answers that stand in the fields of a page's form, or that a script writes into the page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawler.pages.letters.answers import is_no_reply
from crawler.pages.letters.boardwords import for_everybody, tells_briefly, tells_result
from crawler.pages.letters.letter import Letter
from crawler.pages.letters.lettertitles import matter_of, names_matter
from crawler.pages.letters.voices import (
    answers_outright,
    answers_surely,
    asks,
    instructs,
    only_holds_off,
)
from crawler.pages.markup.outline import outline
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
    r"\.write(?:ln)?\(|\.(?:inner|outer)HTML\b|\.(?:html|text|append|prepend|insertAdjacentHTML)\(|\.textContent\b"
)
# A string in any quotes, or a list, with the name that it is given; a string that is not closed
# goes on to the end.
_NAMED = re.compile(
    r"""(?:["']?(?<![\w$])(?P<name>[A-Za-z_$][\w$]{0,24})["']?\s{0,4}[:=]\s{0,4})?(?:(?P<open>\[)|"""
    r"""(?P<string>"(?:\\.|[^"\\\n])*+"?|'(?:\\.|[^'\\\n])*+'?|`(?:\\.|[^`\\])*+`?))|(?P<close>\])""",
    re.S,
)
_LIST, _IN = pattern("answer_list"), re.compile(r"content|text|body|nr$", re.I)
_HEADED = re.compile(r"(?:答复|回复)(?:内容)?[:：]\s?(?:</?\w+>)?[\"'`]\s?\+\s?$")
_BRANCH = re.compile(r"[?:]\s*$|(?:\bif\s*\([^{}]*\)|\belse\b|\bcase\b[^{};]*:)\s*\{?[^{};]*$")
_LINK = re.compile(r"<a\s", re.I)
_MOST_BEFORE, _AT_LENGTH, _LEAST_SAID = 80, 40, 6
_MOST_SCRIPT, _MOST_WORDS = 200_000, 4_000


def holds_answer(page: Page, letter: Letter) -> bool:
    """Whether a field of a letter's page holds an answer to it, or a script writes one into it."""
    named = letter.fields["title"].raw if "title" in letter.fields else ""
    matter = matter_of(named, outline(page).title)
    fields = islice(_fields(page), _MOST_FIELDS)
    return any(_is_answered(one, matter) for one in fields) or _writes_answer(page, matter)


def _fields(page: Page) -> Iterator[LexborNode]:
    for node in page.root.css("textarea, input"):
        kind = (node.attributes.get("type") or "").lower()
        fixed = "readonly" in node.attributes or "disabled" in node.attributes  # shown as a line
        if (node.tag == "textarea" or kind in _TYPED) and not (fixed and kind != "hidden"):
            yield node


def _is_answered(node: LexborNode, matter: Collection[str]) -> bool:
    """Whether a field holds an answer: under a label of answers, by its name, or in words that
    only whoever answers writes, or which tell what was done about the letter's own matter."""
    given = node.text() if node.tag == "textarea" else node.attributes.get("value")
    words = simplify(clean(given or "")[:_MOST_WORDS])
    if not _says(words):
        return False
    label = labels_of("message").get(key(_label(node)))
    if label == "reply":
        return True
    hidden = (node.attributes.get("type") or "").lower() == "hidden"
    named = any(
        _KEY.fullmatch(node.attributes.get(name) or "") is not None for name in ("id", "name")
    )
    sentence, told = SENTENCE.search(words) is not None, tells_result(words)
    if named and (hidden or label is None):
        return sentence or told or tells_briefly(words)
    if hidden or label is not None:
        return hidden and answers_outright(words)
    return answers_surely(words) or (told and sentence and names_matter(words, matter))


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


def _writes_answer(page: Page, matter: Collection[str]) -> bool:
    left = _MOST_SCRIPT
    for node in page.tree.css("script"):
        text = node.text() or ""
        if left <= 0 or not _WRITTEN.search(text[:left]):
            left -= len(text)
            continue
        text, left = without_comments(text[:left]), left - len(text)
        if any(_is_answer(one, matter) for one in _strings(text)):
            return True
    return False


class _String(NamedTuple):
    """A string of a script."""

    words: str
    named: bool  # as the text of an answer
    written: bool  # by a script that writes into the page
    loose: bool  # in a list of anything, or in a branch: it may be of other letters, or of none


def _strings(text: str) -> Iterator[_String]:
    writes, lists = _WRITES.search(text) is not None, list[str]()
    for found in _NAMED.finditer(text):
        name, string = found["name"] or "", found["string"]
        if found["open"]:
            lists.append(name)
        elif found["close"]:
            del lists[-1:]
        elif string and _WRITTEN.search(string):
            before = text[max(0, found.start() - _MOST_BEFORE) : found.start()]
            answers = bool(lists) and all(map(_LIST.fullmatch, lists))
            named = _KEY.fullmatch(name) or _HEADED.search(before) or (answers and _IN.match(name))
            loose = (bool(lists) and not answers) or (not name and _BRANCH.search(before))
            if named or (writes and _LINK.search(string) is None):
                words = _TAG.sub(" ", unescaped(string[1:-1][:_MOST_WORDS]))
                yield _String(simplify(clean(words)), bool(named), writes, bool(loose))


def _is_answer(string: _String, matter: Collection[str]) -> bool:
    """Whether a string of a script is the text of an answer to a letter.

    One so named only has to be a sentence; others name the letter's matter or speak at length.
    """
    words = string.words
    if not _says(words):
        return False
    own = names_matter(words, matter)
    ended = SENTENCE.search(words) is not None and len(_HAN.findall(words)) >= _LEAST_SAID
    if string.named and (own or (ended and not string.loose)):
        return True
    if answers_outright(words):
        return own or (not string.loose and len(words) >= _AT_LENGTH)
    return string.written and own and not string.loose and tells_result(words)
