"""Finding rulebooks: those that ship with the package, and an office's own copies."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

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
    shared = [(name, _read(name, _TERMS, folder)) for name in sorted(_named(text))]
    added = [f"\n[shared.{name}]\n{terms}" for name, terms in shared if terms is not None]
    return text + "".join(added)


def _named(text: str) -> set[str]:
    """The checks and groups that the rows of a rulebook name; none if it cannot be parsed."""
    try:
        rows = tomllib.loads(text).get("requirements", [])
    except (tomllib.TOMLDecodeError, RecursionError):
        return set()
    if not isinstance(rows, list):
        return set()
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
    return found


def _read(name: str, below: str, folder: Path | None) -> str | None:
    """The text of a file, the office's own before the package's; None if there is none."""
    file = name + _SUFFIX
    own = folder / below / file if folder is not None else None
    shipped = (
        files("checks.rulebooks").joinpath(below, file)
        if below
        else (files("checks.rulebooks").joinpath(file))
    )
    try:
        if own is not None and own.is_file():
            # An editor of Windows may have put a byte order mark before the text.
            return own.read_text(encoding="utf-8-sig")
        return shipped.read_text(encoding="utf-8") if shipped.is_file() else None
    except (OSError, UnicodeDecodeError) as error:
        raise RulebookError([f"{file}: cannot be read: {error}"]) from error


def _listed(folder: Path | None) -> str:
    return ", ".join(sorted(available(folder)))
