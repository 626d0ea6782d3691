"""Finding rulebooks: those that ship with the package, and an office's own copies."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from checks.engine.requirement import Rulebook
from checks.errors import RulebookError
from checks.rulebooks.parse import rulebook_from

_SUFFIX = ".toml"


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
    """The text of that rulebook's file, as manifests pin and archives keep it."""
    if rulebook_id not in available(folder):
        raise RulebookError([f"no rulebook {rulebook_id!r}; there are: {_listed(folder)}"])
    name = rulebook_id + _SUFFIX
    own = folder / name if folder is not None else None
    try:
        if own is not None and own.is_file():
            # An editor of Windows may have put a byte order mark before the text.
            return own.read_text(encoding="utf-8-sig")
        return files("checks.rulebooks").joinpath(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RulebookError([f"{name}: cannot be read: {error}"]) from error


def _listed(folder: Path | None) -> str:
    return ", ".join(sorted(available(folder)))
