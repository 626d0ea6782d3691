"""Finding rulebooks: those that ship with the package, and an office's own copies."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from checks.engine.requirement import Rulebook
from checks.errors import RulebookError
from checks.rulebooks.parse import rulebook_from
from checks.rulebooks.strict import strict_rulebook

_SUFFIX = ".toml"
_MARK = "@"
_TERMS = "terms"
_NAME = re.compile(r"[a-z0-9_-]+")


def available(folder: Path | None = None) -> frozenset[str]:
    """The ids of all rulebooks that can be loaded, an office's own in `folder` included.

    Later editions (`ID@DATE.toml`) are no ids of their own.
    """
    return frozenset(name.partition(_MARK)[0] for name in _file_names(folder))


def editions_of(rulebook_id: str, folder: Path | None = None) -> tuple[str, ...]:
    """The names of the files of one rulebook, without `.toml`: `ID` and its later `ID@DATE`."""
    own = (name for name in _file_names(folder) if name.partition(_MARK)[0] == rulebook_id)
    return tuple(sorted(own))


def load_rulebook(name: str, folder: Path | None = None) -> Rulebook:
    """The rulebook of that id, or one edition of it; a copy in `folder` goes before the package's.

    Without a date it is the file that bears the plain id (the first edition, if none does).
    Raises RulebookError for an unknown id and for a file that cannot be used.
    """
    return load_rulebooks([name], folder)[name]


def load_rulebooks(names: Iterable[str], folder: Path | None = None) -> dict[str, Rulebook]:
    """Several rulebooks by these names, as `load_rulebook` finds them.

    Raises RulebookError with the faults of all of them.
    """

    def one(name: str) -> Rulebook:
        known = editions_of(name, folder) if _MARK not in name else (name,)
        file = known[0] if known else name
        return rulebook_in(rulebook_text(file, folder), file)

    return _every((name, partial(one, name)) for name in names)


def rulebooks_in(texts: Mapping[str, str], *, accepted: bool = False) -> dict[str, Rulebook]:
    """The rulebooks of texts by the names of their files, as `rulebook_in` reads each.

    Raises RulebookError with the faults of all of them.
    """
    return _every(
        (name, partial(rulebook_in, text, name, accepted=accepted)) for name, text in texts.items()
    )


def _every(reads: Iterable[tuple[str, Callable[[], Rulebook]]]) -> dict[str, Rulebook]:
    found: dict[str, Rulebook] = {}
    problems: list[str] = []
    for name, read in reads:
        try:
            found[name] = read()
        except RulebookError as error:
            problems += error.problems
    if problems:
        raise RulebookError(list(dict.fromkeys(problems)))
    return found


def rulebook_in(text: str, name: str, *, accepted: bool = False) -> Rulebook:
    """The rulebook that the text of the file `name` (without `.toml`) says.

    Raises RulebookError with every fault of form and of terms, and where its id is not the name's
    or its first day not that of `ID@DATE`. `accepted` texts come from an archive and are not
    looked through again.
    """
    file = name + _SUFFIX
    problems: list[str] = []
    if accepted:
        rulebook = rulebook_from(text, file, accepted=True)
    else:
        rulebook, found = _strict(text, file)
        problems += found
    rulebook_id, mark, starts = name.partition(_MARK)
    if rulebook.id != rulebook_id:
        problems.append(f"{file}: id: must be {rulebook_id!r}, as the file is named")
    if mark and rulebook.starts_on.isoformat() != starts:
        problems.append(
            f"{file}: starts_on: {rulebook.starts_on} is not the day in the file's name"
        )
    if problems:
        raise RulebookError(problems)
    return rulebook


@lru_cache(maxsize=64)  # every night, page and run asks for the same few texts
def _strict(text: str, file: str) -> tuple[Rulebook, tuple[str, ...]]:
    rulebook, problems = strict_rulebook(text, file)
    return rulebook, tuple(problems)


def rulebook_text(name: str, folder: Path | None = None) -> str:
    """The text of that rulebook or edition, as manifests pin and archives keep it.

    The terms that rulebooks share, one file of `terms/` for each check and group, stand below it
    where a row names them, so that the text says all that is judged by. A text that has them
    already, such as one from an archive, stays as it is.
    """
    if name not in _file_names(folder):
        raise RulebookError([f"no rulebook {name!r}; there are: {_listed(folder)}"])
    text = _read(name, "", folder)
    assert text is not None
    return with_shared_terms(text, folder)


def with_shared_terms(text: str, folder: Path | None = None) -> str:
    """The text of a rulebook with the shared terms that its rows name below it."""
    shared = [(name, _shared(name, folder)) for name in sorted(_named(text))]
    added = [f"\n[shared.{name}]\n{terms}" for name, terms in shared if terms is not None]
    return text + "".join(added)


def shared_terms(name: str, folder: Path | None = None) -> Mapping[str, Any]:
    """The terms that rows share of a check or group by that name, what is `assumed` among them.

    None for most groups. Raises RulebookError for a file that cannot be used.
    """
    text = _shared(name, folder)
    return tomllib.loads(text) if text is not None else {}


def _shared(name: str, folder: Path | None) -> str | None:
    """The text of a file of shared terms; what is wrong with it is told of that file."""
    text, file = _read(name, _TERMS, folder), f"{_TERMS}/{name}{_SUFFIX}"
    if text is not None and (wrong := _unusable(name, text)):
        raise RulebookError([f"{file}: {wrong}"])
    return text


@cache
def _unusable(name: str, text: str) -> str:
    """Why a text cannot stand below the heading `[shared.NAME]`; nothing if it can."""
    try:
        # As it stands below its heading: there a table of its own would be another's.
        whole = tomllib.loads(text)
        tables = tomllib.loads(f"[shared.{name}]\n{text}") != {"shared": {name: whole}}
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return f"not TOML: {error}"
    return "must hold terms only, no [table] of its own" if tables else ""


def _file_names(folder: Path | None) -> frozenset[str]:
    names = [entry.name for entry in files("checks.rulebooks").iterdir()]
    if folder is not None and folder.is_dir():
        names += [path.name for path in folder.iterdir() if path.is_file()]
    return frozenset(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX))


@lru_cache(maxsize=64)
def _named(text: str) -> frozenset[str]:
    """The checks and groups that the rows of a rulebook name; none if it cannot be parsed.

    Those whose shared terms stand in the text already are left out.
    """
    try:
        whole = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return frozenset()
    rows, there = whole.get("requirements", []), whole.get("shared", {})
    if not isinstance(rows, list):
        return frozenset()
    found: set[str] = set()
    waiting = list(rows)
    while waiting:
        row = waiting.pop()
        if not isinstance(row, dict):
            continue
        for key, value in row.items():
            values = value if isinstance(value, list) else [value]
            if key == "measures":
                waiting.extend(values)
            elif key in ("check", "groups"):
                found.update(v for v in values if isinstance(v, str) and _NAME.fullmatch(v))
    return frozenset(found - set(there if isinstance(there, dict) else ()))


def _read(name: str, below: str, folder: Path | None) -> str | None:
    """The text of a file, the office's own before the package's; None if there is none."""
    file = f"{below}/{name}{_SUFFIX}" if below else name + _SUFFIX
    own = folder / file if folder is not None else None
    shipped = files("checks.rulebooks").joinpath(file)
    try:
        if own is not None and own.is_file():
            # An editor of Windows may have put a byte order mark before the text.
            return own.read_text(encoding="utf-8-sig")
        return shipped.read_text(encoding="utf-8") if shipped.is_file() else None
    except (OSError, UnicodeDecodeError) as error:
        raise RulebookError([f"{file}: cannot be read: {error}"]) from error


def _listed(folder: Path | None) -> str:
    return ", ".join(sorted(available(folder)))
