"""Every message that the console shows: those of its templates, its modules and its words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from checks.engine.attesting import Verdict
from reports import copy_words, reasons, wording
from reports.changes import Turn
from reports.console.environment import DOING, TWOFOLD
from reports.console.language import LOCALE
from reports.page import day_words

CONSOLE = LOCALE.parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")
_IN = "\x04"
"""Between the context of a message and itself, as in compiled catalogues."""
_WORDS = ("OUTCOMES", "STATES", "STAGES", "WHYS", "ACTORS", "ACTIONS", "CAUSES", "READ_STATES",
          "KINDS", "ASSESSMENTS", "SCORINGS", "VERDICTS", "UNITS",
          "CHARGES", "PLACES")  # fmt: skip


def needed() -> list[str]:
    """The messages, each once, in order."""
    found = {*_of_templates(), *_of_modules(), *_of_words()}
    return sorted(message for message in found if CHINESE.search(message))


def _of_templates() -> Iterator[str]:
    for path in sorted((CONSOLE / "templates").glob("*.j2")):
        with path.open("rb") as file:
            for _, message, *more in extract(
                "jinja2.ext:babel_extract", file, options={"trimmed": "0"}
            ):
                context = more[-1] if more else None
                if isinstance(message, str):
                    yield f"{context}{_IN}{message}" if context else message


def _of_modules() -> Iterator[str]:
    """Sentences that modules hand to templates: every Chinese constant that is no docstring."""
    for path in sorted(CONSOLE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        skipped = {id(one) for node in ast.walk(tree) for one in _no_messages(node)}
        for node in ast.walk(tree):
            said = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if said and id(node) not in skipped:
                yield str(node.value)  # type: ignore[attr-defined]


def _no_messages(node: ast.AST) -> Iterator[ast.AST]:
    """Docstrings and the parts of texts that are put together."""
    if isinstance(node, ast.JoinedStr):
        yield from node.values
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            yield child.value


def _of_words() -> Iterator[str]:
    for name in _WORDS:
        yield from getattr(wording, name).values()
    yield from (f"{DOING}{_IN}{word}" for word in TWOFOLD)
    for turn in Turn:
        yield turn.value
    for verdict in Verdict:
        yield wording.VERDICTS[verdict]
    for day in wording.WEEKDAYS:
        yield f"周{day}"
    yield from day_words.MESSAGES
    yield from reasons.MESSAGES
    yield from copy_words.MESSAGES


def known(language: str) -> dict[str, str]:
    """What the catalogue of a language says, by message."""
    path = LOCALE / f"{language}.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    return {
        f"{one.context}{_IN}{one.id}" if one.context else str(one.id): str(one.string)
        for one in catalogue
        if one.id
    }


def write(language: str, messages: list[str]) -> None:
    """Write a catalogue anew: what was translated stays, what nobody shows is left out.

    The Chinese one says every message as it stands.
    """
    from babel.messages.catalog import Catalog

    said = known(language)
    catalogue = Catalog(locale=language, project="Gongkai", fuzzy=False)
    for message in messages:
        context, _, text = message.rpartition(_IN)
        told = text if language == "zh" else said.get(message, "")
        catalogue.add(text, told, context=context or None)
    with (LOCALE / f"{language}.po").open("wb") as file:
        write_po(file, catalogue, width=100, omit_header=True)


def path_of(language: str) -> Path:
    """Where a catalogue stands."""
    return LOCALE / f"{language}.po"
