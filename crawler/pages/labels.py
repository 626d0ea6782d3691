"""The words of labels.toml: which label means which field, which value means nothing."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from crawler.pages.text import clean, key
from crawler.records.model import Validity

_ALSO = {
    "annual_report": "document",
    "static_page": "document",
}
_SIGNS = re.compile(r"[\W_]*")
_NULL_DATE = re.compile(r"\W*(?:0000|0001|1900|1970)[-/.年]0?[01][-/.月]0?[01]\D?(?:[ T].*)?")


@cache
def _file() -> dict[str, Any]:
    text = files("crawler.pages").joinpath("labels.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def labels_of(kind: str) -> dict[str, str]:
    """Label key → field slug, for one kind of record; its own words go before common ones."""
    table: dict[str, str] = {}
    for section in (_ALSO.get(kind, kind), "common"):
        for slug, words in _file().get(section, {}).items():
            for word in words:
                table.setdefault(key(word), slug)
    return table


def slug_of(label: str, kind: str) -> str | None:
    """The field that a label names for that kind of record; None for an unknown label.

    Kinds: document, interpretation, message, leader, annual_report, static_page, meta, json.
    """
    return labels_of(kind).get(key(label))


@cache
def meta_names() -> dict[str, str]:
    """Lower-case <meta> name → field slug."""
    return {name: slug for slug, names in _file()["meta"].items() for name in names}


@cache
def damaged_labels() -> dict[str, str]:
    """What is left of labels after a bad conversion → field slug; the value must fit."""
    return {key(word): slug for slug, words in _file()["damaged"].items() for word in words}


@cache
def box_headings(name: str) -> frozenset[str]:
    """Keys of the headings of a sort of box: related, attachments, neighbours."""
    return frozenset(key(word) for word in _file()["boxes"][name])


@cache
def _placeholders() -> frozenset[str]:
    return frozenset(key(word) for word in _file()["placeholders"]["words"])


def is_placeholder(text: str) -> bool:
    """Whether a value says nothing: empty, bare signs, 无, 暂无, 1970-01-01 and the like."""
    text = clean(text)
    return (
        _SIGNS.fullmatch(text) is not None
        or key(text) in _placeholders()
        or _NULL_DATE.fullmatch(text) is not None
    )


def validity_of(text: str) -> Validity | None:
    """The state that a value of 有效性 names; None for a placeholder or free text."""
    word = key(text)
    if not word or len(word) > 24:
        return None
    table = _file()["validity"]
    for state in (Validity.PARTLY, Validity.NOT_YET, Validity.LAPSED, Validity.REPEALED,
                  Validity.AMENDED, Validity.VALID):  # fmt: skip
        if any(one in word for one in table[state.value] if len(one) > 1):
            return state
        if word in table[state.value]:
            return state
    return Validity.LAPSED if word in table["not_valid"] else None


@cache
def people_words(name: str) -> tuple[str, ...]:
    """Words of the people table: posts, former; surnames come as single characters."""
    return tuple(_file()["people"][name])
