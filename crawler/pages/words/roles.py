"""What the labels of menus speak for: roles with a strength, read from `roles.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from crawler.pages.words.text import key
from crawler.portals.roles import Role

Roles = tuple[tuple[Role, float], ...]
_FOREIGN_FACTOR = 0.5
_AFTER_NAME = 0.95
_INHERITED = 0.9
_WEAK = 0.6
_Under = tuple[tuple[frozenset[str], re.Pattern[str]], ...]
"""Labels, and what stands above them where they mean something else."""


@dataclass(frozen=True)
class RoleRule:
    """How sections of a role are read.

    `window_days` bounds the list by age; None with `first_page_only` false means the whole
    list, else its first `pages` are read. `details` says whether the pages behind the rows are
    read. `single` says that the section may be one page with text of its own. `detail_days` bounds
    the pages behind the rows where the list is followed further back than they are read.
    """

    window_days: int | None
    first_page_only: bool
    details: bool
    single: bool
    detail_days: int | None = None
    pages: int = 1


@dataclass(frozen=True)
class _Words:
    role: Role
    full: frozenset[str]
    patterns: tuple[tuple[re.Pattern[str], float], ...]
    either: re.Pattern[str] | None  # all patterns in one: most words fit none of them
    never: re.Pattern[str] | None
    weak: re.Pattern[str] | None
    under: tuple[tuple[str, Role, float], ...]
    below_hub: tuple[tuple[str, float], ...] = ()
    never_under: _Under = ()
    weak_under: _Under = ()


@cache
def _data() -> dict[str, Any]:
    text = (Path(__file__).parent / "roles.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def roles_table() -> Mapping[Role, RoleRule]:
    """How sections of each role are read; every role has a rule."""
    table: dict[Role, RoleRule] = {}
    for role in Role:
        row = _data()["role"].get(role.value, {})
        window = row.get("window", "first")
        table[role] = RoleRule(
            window_days=window if isinstance(window, int) else None,
            first_page_only=window == "first",
            details=row.get("details", False),
            single=row.get("single", False),
            pages=row.get("pages", 1),
        )
    return MappingProxyType(table)


@cache
def _words() -> tuple[_Words, ...]:
    out: list[_Words] = []
    for name, row in _data()["role"].items():
        never, weak, patterns = row.get("never"), row.get("weak"), row.get("patterns", ())
        either = "|".join(f"(?:{p})" for p, _ in patterns)
        out.append(
            _Words(
                role=Role(name),
                full=frozenset(key(word) for word in row.get("full", ())),
                patterns=tuple((re.compile(p), s) for p, s in patterns),
                either=re.compile(either) if either else None,
                never=re.compile(never) if never else None,
                weak=re.compile(weak) if weak else None,
                under=tuple((key(word), Role(r), s) for word, r, s in row.get("under", ())),
                below_hub=tuple((key(word), s) for word, s in row.get("below_hub", ())),
                never_under=_under(row.get("never_under", ())),
                weak_under=_under(row.get("weak_under", ())),
            )
        )
    return tuple(out)


def _under(rows: Iterable[tuple[list[str], str]]) -> _Under:
    return tuple((frozenset(map(key, labels)), re.compile(above)) for labels, above in rows)


@cache
def _general() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    data = _data()
    generic = frozenset(key(word) for word in data["generic"])
    return (
        re.compile(data["name_prefix"]),
        re.compile(data["suffix"]),
        re.compile(data["foreign"]),
        generic,
    )


@lru_cache(maxsize=8192)
def roles_of(label: str, trail: tuple[str, ...] = ()) -> Roles:
    """The roles that a label speaks for below the labels of its trail, strongest first.

    A label that says nothing of its own (更多, 列表) speaks for what stands above it.
    """
    word = key(label)
    if not word or len(word) > 24:
        return ()
    _, _, _, generic = _general()
    if word in generic:
        for above in reversed(trail):
            inherited = roles_of(above)
            if inherited:
                return tuple((role, round(s * _INHERITED, 3)) for role, s in inherited)
        return ()
    found = dict(_own(word))
    parents = {role for item in trail for role, _ in roles_of(item)}
    exchange = any(_exchange().search(item) and is_hub(item) for item in trail)
    for words in _words():
        for short, parent, strength in words.under:
            if word == short and parent in parents:
                found[words.role] = max(found.get(words.role, 0.0), strength)
        for short, strength in words.below_hub if exchange else ():
            if word == short:
                found[words.role] = max(found.get(words.role, 0.0), strength)
        for labels, over in words.never_under:
            if word in labels and any(over.search(key(item)) for item in trail):
                found.pop(words.role, None)
        for labels, over in words.weak_under if words.role in found else ():
            if word in labels and any(over.search(key(item)) for item in trail):
                found[words.role] = min(found[words.role], _WEAK)
    return _sorted(found)


def says_nothing(label: str) -> bool:
    """Whether a label tells nothing of what it leads to: none at all, 更多, 列表, a number."""
    word = key(label)
    return len(word) < 2 or word.isdigit() or word in _general()[3]


@cache
def _exchange() -> re.Pattern[str]:
    return re.compile(_data()["exchange"])


@lru_cache(maxsize=8192)
def is_hub(label: str) -> bool:
    """Whether a label usually leads to further sections (政务公开, 互动交流 …)."""
    hubs, patterns = _hubs()
    word = key(label)
    if not word or len(word) > 16:
        return False
    return word in hubs or _stripped(word) in hubs or any(p.search(word) for p in patterns)


@cache
def _hubs() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    data = _data()
    words = frozenset(key(word) for word in data["hubs"])
    return words, tuple(re.compile(pattern) for pattern in data["hub_patterns"])


@lru_cache(maxsize=8192)
def _own(word: str) -> Roles:
    _, suffix, foreign, _ = _general()
    stripped = _stripped(word)
    names = {stripped, suffix.sub("", word), suffix.sub("", stripped)}
    found: dict[Role, float] = {}
    abroad = foreign.search(word) is not None
    for words in _words():
        strength = 0.0
        if word in words.full:
            strength = 1.0
        elif words.never is not None and words.never.search(word):
            continue
        elif not names.isdisjoint(words.full):
            strength = _AFTER_NAME
        elif words.either is not None and words.either.search(word):
            hits = [s for pattern, s in words.patterns if pattern.search(word)]
            strength = max(hits, default=0.0)
            if len(word) > 12:  # the longer a label, the likelier it is an article's title
                strength *= 0.7
        if abroad or (words.weak is not None and words.weak.search(word)):
            strength *= _FOREIGN_FACTOR if abroad else 0.75
        if strength > 0.0:
            found[words.role] = round(strength, 3)
    return _sorted(found)


def _stripped(word: str) -> str:
    """The label without a body's name in front, as long as two characters remain."""
    prefix = _general()[0]
    for _ in range(3):
        shorter = prefix.sub("", word, count=1)
        if shorter == word or len(shorter) < 2:
            break
        word = shorter
    return word


def _sorted(found: dict[Role, float]) -> Roles:
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0].value)))
