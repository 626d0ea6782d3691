"""The templates: everything crawled is escaped, a name that is not there is an error."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

_FOLDERS = (
    Path(__file__).parent / "templates",
    Path(__file__).parent.parent / "mail" / "templates",
    Path(__file__).parent.parent / "papers" / "templates",
    Path(__file__).parent.parent / "proofs" / "templates",
)

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"
"""The content security policy of every page we write: nothing runs, nothing is loaded."""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDERS),
        autoescape=lambda name: name is None or not name.endswith(".txt.j2"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["policy"] = POLICY
    return environment


def template(name: str) -> Template:
    """The template of that name; those for HTML escape, those for plain text do not."""
    return _environment().get_template(name)
