"""Rows for checks that the standing rulebook does not use: the shared terms, then the row's own."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from checks.engine.finding import Finding
from checks.engine.registry import checks
from checks.engine.requirement import Requirement
from crawler.records import Dossier
from tests.builders import calendar


def row(check: str, **terms: Any) -> Requirement:
    """A row of a notice with these terms of its own."""
    text = files("checks.rulebooks").joinpath("terms", f"{check}.toml").read_text("utf-8")
    shared = tomllib.loads(text)
    assumed = tuple(shared.pop("assumed", ()))
    return Requirement(
        "row-1", "notice", "指标", "指标。", check, terms={**shared, **terms}, assumed=assumed
    )


def judge_by(check: str, seen: Dossier, **terms: Any) -> list[Finding]:
    """What the check finds under such a row."""
    return list(checks()[check].judge(seen, row(check, **terms), calendar()))
