"""Finding the elements (要素) of an interpretation in its text."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from checks.matching.words import plain
from crawler.records import Block, Field, Interpretation, Source

_FORMS = tomllib.loads(Path(__file__).with_name("elements.toml").read_text(encoding="utf-8"))
_NUMBERING, _SENTENCE_SIGN = re.compile(_FORMS["numbering"]), re.compile(_FORMS["sentence_sign"])
_REFERENCE, _PASSING_VERB = re.compile(_FORMS["reference"]), re.compile(_FORMS["passing_verb"])
_CLAUSE_SIGN, _PHONE_WORD = re.compile(_FORMS["clause_sign"]), re.compile(_FORMS["phone_word"])
_OPENS, _IN_BRACKETS = re.compile(_FORMS["opens"]), re.compile(_FORMS["in_brackets"])
_QUESTION, _ASKED = re.compile(_FORMS["question"]), re.compile(_FORMS["asked"])
_SIGNS = {
    name: (tuple(re.compile(sign) for sign in entry["signs"]), int(entry["least"]))
    for name, entry in _FORMS["signs"].items()
}
_LISTED, _SPEAKS_OF = tuple(_FORMS["listed"]), tuple(_FORMS["speaks_of"])
_TITLE = re.compile(r"《[^《》]*》")
_LONGEST_HEADING = 24
_LONGEST_BARE_HEADING = 6
_SHORT_CUE = 2
_ENDINGS = ":。.;?!"


def missing(record: Interpretation, terms: Mapping[str, Any]) -> list[str]:
    """The names of the elements that the text lacks, in the order of the requirement."""
    lines = [
        line
        for block in record.blocks
        if plain(block.text) != plain(record.title)
        for line in _lines(block)
    ]
    need = int(terms["min_body_chars"])
    lacking = [
        str(element["name"])
        for element in terms["elements"]
        if not _has(lines, [plain(cue).replace("的", "") for cue in element["cues"]], need)
        and not _told(lines, str(element["name"]), need)
    ]
    contact = terms["contact"]
    # A notice that asks for no contact gives no table of it.
    without = contact and not _has_contact(record, contact)
    return [*lacking, str(contact["name"])] if without else lacking


def _lines(block: Block) -> list[tuple[bool, str]]:
    """A block as lines, each a heading or not: what opens a paragraph may be one.

    A bold start, or a numbered first sentence that is short, is a heading run into its text.
    """
    text = plain(block.text).replace("的", "")
    if block.kind == "heading":
        return [(True, text)]
    if asked := _ASKED.match(text):
        question, _, rest = text[asked.end() :].partition("?")
        return [(True, f"{question}?"), *([(False, rest)] if rest else [])]
    if named := _IN_BRACKETS.match(text):
        return [
            (True, named[1]),
            *([(False, text[named.end() :])] if named.end() < len(text) else []),
        ]
    opening, rest = _SENTENCE_SIGN.split(text, maxsplit=1) if _SENTENCE_SIGN.search(text) else (
        text, "",
    )  # fmt: skip
    opens = block.kind == "lead" or _NUMBERING.match(text) is not None
    if opens and len(opening) <= _LONGEST_HEADING:
        return [(True, opening), *([(False, rest)] if rest else [])]
    return [(False, text)]


def _has(lines: Sequence[tuple[bool, str]], cues: Sequence[str], need: int) -> bool:
    for at, (heading, text) in enumerate(lines):
        if heading:
            if any(_in_heading(text, cue) for cue in cues):
                return True
            continue
        for cue in cues:
            end = _in_body(text, cue)
            if end is not None and len(text) - end + _body_after(lines, at) >= need:
                return True
    return False


def _told(lines: Sequence[tuple[bool, str]], name: str, need: int) -> bool:
    """Whether one paragraph tells an element without naming it: enough of its signs, and text."""
    patterns, least = _SIGNS.get(name, ((), 1))
    return any(
        not heading
        and len(text) >= need
        and sum(pattern.search(text) is not None for pattern in patterns) >= least
        for heading, text in lines
    )


def _in_heading(text: str, cue: str) -> bool:
    """A long cue anywhere in it; a short one (目标) only where the heading is about it."""
    bare = _TITLE.sub("", _NUMBERING.sub("", text)).rstrip(_ENDINGS)
    at = bare.rfind(cue)
    if at < 0 or len(cue) > _SHORT_CUE:
        return at >= 0
    before, after = bare[:at], bare[at + len(cue) :]
    if _QUESTION.search(bare):
        return True
    if after:
        return after.startswith((*_LISTED, *_SPEAKS_OF))
    return len(bare) <= _LONGEST_BARE_HEADING or before.endswith(_LISTED)


def _in_body(text: str, cue: str) -> int | None:
    """Where a cue ends of which its paragraph goes on to speak, or None."""
    start = text.find(cue)
    while start >= 0:
        end = start + len(cue)
        lead = _NUMBERING.sub("", _CLAUSE_SIGN.split(text[:start])[-1])
        after = text[end : end + 1]
        listed = lead.endswith(_LISTED) or after in _LISTED
        passing = (
            _REFERENCE.match(lead) or _PASSING_VERB.search(lead) or "《" in _open(text[:start])
        )
        opens = _OPENS.match(lead) and text[end:].startswith(_SPEAKS_OF)
        vague = len(cue) <= _SHORT_CUE and not opens
        if not (listed or passing or vague or "《" in _open(text[:start])):
            return end
        start = text.find(cue, end)
    return None


def _open(text: str) -> str:
    """What stands since the last 》: a 《 in it is still open."""
    return text[text.rfind("》") + 1 :]


def _body_after(lines: Sequence[tuple[bool, str]], at: int) -> int:
    total = 0
    for heading, text in lines[at + 1 :]:
        if heading:
            break
        total += len(text)
    return total


def _has_contact(record: Interpretation, contact: Mapping[str, Any]) -> bool:
    """Whether body, person, phone and e-mail are all there, labelled or in the text."""
    text = unicodedata.normalize("NFKC", "\n".join(block.text for block in record.blocks))
    return (
        (_given(record.interpreter) or _labelled(text, contact["body_cues"], "named_body"))
        and (_given(record.person) or _labelled(text, contact["person_cues"], "named_person"))
        and (_given(record.phone) or _numbered(text, contact["phone_pattern"]))
        and (_given(record.email) or re.search(contact["email_pattern"], text) is not None)
    )


def _given(field: Field[str] | None) -> bool:
    return field is not None and bool(field.value) and field.source is not Source.COMMENT


def _labelled(text: str, cues: Sequence[str], named: str) -> bool:
    """Whether one of the labels stands there with something after it, or names it in a sentence."""
    labels = "|".join(re.escape(_spaced(cue)).replace(r"\ ", r"\s*") for cue in cues)
    value = rf"(?:{_FORMS['labelled_value']}|{_FORMS[named]})"
    return re.search(rf"(?:{labels}){value}", text) is not None


def _spaced(cue: str) -> str:
    return " ".join(cue)


def _numbered(text: str, pattern: str) -> bool:
    """Whether a phone number stands on a line that speaks of one, or right under such a line."""
    lines = [line for line in text.splitlines() if line.strip()]
    return any(
        re.search(pattern, line) and _PHONE_WORD.search(" ".join(lines[max(0, at - 1) : at + 1]))
        for at, line in enumerate(lines)
    )
