"""Finding rulebooks: those that ship with the package, and an office's own copies."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

from checks.engine.requirement import Rulebook
from checks.errors import RulebookError
from checks.rulebooks.parse import rulebook_from

_SUFFIX = ".toml"
_TERMS = "terms"
_NAME = re.compile(r"[a-z0-9_-]+")


def available(folder: Path | None = None) -> frozenset[str]:
    """The ids of all rulebooks that can be loaded, an office's own in `folder` included."""
    names = [entry.name for entry in files("checks.rulebooks").iterdir()]
    if folder is not None and folder.is_dir():
        names += [path.name for path in folder.iterdir() if path.is_file()]
    return frozenset(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX))


def load_rulebook(rulebook_id: str, folder: Path | None = None) -> Rulebook:
    """The rulebook of that id; a copy in `folder` goes before the one of the package.

    Raises RulebookError for an unknown id and for a file that cannot be used.
    """
    rulebook = rulebook_from(rulebook_text(rulebook_id, folder), rulebook_id + _SUFFIX)
    if rulebook.id != rulebook_id:
        raise RulebookError([f"{rulebook_id}{_SUFFIX}: id: must be {rulebook_id!r}"])
    return rulebook


def rulebook_text(rulebook_id: str, folder: Path | None = None) -> str:
    """The text of that rulebook, as manifests pin and archives keep it.

    The terms that rulebooks share, one file of `terms/` for each check and group, stand below it
    where a row names them, so that the text says all that is judged by.
    """
    if rulebook_id not in available(folder):
        raise RulebookError([f"no rulebook {rulebook_id!r}; there are: {_listed(folder)}"])
    text = _read(rulebook_id, "", folder)
    assert text is not None
    shared = [(name, _read(name, _TERMS, folder)) for name in sorted(_wanted(text))]
    added = [f"\n[shared.{name}]\n{terms}" for name, terms in shared if terms is not None]
    return text + "".join(added)


def _wanted(text: str) -> set[str]:
    """The shared terms that belong below a rulebook's text: of the checks and groups it names.

    None if it cannot be parsed. What stands there already (a copy of a text that was put
    together) is not added again.
    """
    try:
        head = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return set()
    there = head.get("shared", {})
    return _named(head.get("requirements", [])) - set(there if isinstance(there, dict) else ())


def _named(rows: Any) -> set[str]:
    found: set[str] = set()
    for row in rows if isinstance(rows, list) else ():
        if not isinstance(row, dict):
            continue
        for key, value in row.items():
            if key == "measures":
                found |= _named(value)
            elif key in ("check", "groups"):
                names = value if isinstance(value, list) else [value]
                found.update(v for v in names if isinstance(v, str) and _NAME.fullmatch(v))
    return found


def _read(name: str, below: str, folder: Path | None) -> str | None:
    """The text of a file, the office's own before the package's; None if there is none."""
    file = name + _SUFFIX
    own = folder / below / file if folder is not None else None
    shipped = files("checks.rulebooks").joinpath(*filter(None, (below, file)))
    try:
        if own is not None and own.is_file():
            # An editor of Windows may have put a byte order mark before the text.
            return own.read_text(encoding="utf-8-sig")
        return shipped.read_text(encoding="utf-8") if shipped.is_file() else None
    except (OSError, UnicodeDecodeError) as error:
        raise RulebookError([f"{file}: cannot be read: {error}"]) from error


def _listed(folder: Path | None) -> str:
    return ", ".join(sorted(available(folder)))
