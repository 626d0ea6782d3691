"""The terms that rulebooks share: one file of `terms/` for each check or group."""

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from checks.engine.registry import checks
from checks.errors import RulebookError
from checks.rulebooks import available, load_rulebook, rulebook_text

FILES = {
    entry.name.removesuffix(".toml"): entry.read_text(encoding="utf-8")
    for entry in files("checks.rulebooks").joinpath("terms").iterdir()
}


def cited() -> Iterator[str]:
    """The checks and groups that rows of the rulebooks name."""
    for name in available():
        for row in tomllib.loads(rulebook_text(name))["requirements"]:
            for table in (row, *row.get("measures", ())):
                yield from table.get("groups", ())
                if "check" in table:
                    yield table["check"]


def test_every_file_serves_a_check_or_a_row() -> None:
    assert set(FILES) <= {*checks(), *cited()}


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_has_bare_keys_only(name: str) -> None:
    # It is put below `[shared.NAME]`: a table of its own would stand elsewhere.
    assert not [line for line in FILES[name].splitlines() if line.startswith("[")]
    terms = tomllib.loads(FILES[name])
    assert tomllib.loads(f"[shared.{name}]\n{FILES[name]}") == {"shared": {name: terms}}


@pytest.mark.parametrize("name", sorted(FILES))
def test_what_is_assumed_is_there(name: str) -> None:
    terms = tomllib.loads(FILES[name])
    assumed = terms.pop("assumed", [])
    assert set(assumed) <= set(terms)
    assert len(set(assumed)) == len(assumed)


@pytest.mark.parametrize("name", sorted(set(FILES) & set(checks())))
def test_no_term_is_idle(name: str) -> None:
    assert set(tomllib.loads(FILES[name])) - {"assumed"} <= set(checks()[name].check.terms)


# What a row of the standing rulebook says itself and the files leave to every row.
_OF_THE_ROW = {"contact", "fields", "max_age_days", "roles"}


STANDING = {str(row.check) for row in load_rulebook("standing").requirements}


@pytest.mark.parametrize("name", sorted(set(FILES) & set(checks()) & STANDING))
def test_the_standing_rulebook_says_the_same(name: str) -> None:
    """Lists that several files hold are one: each is that of the standing rulebook."""
    (row,) = (r for r in load_rulebook("standing").requirements if r.check == name)
    terms: dict[str, Any] = tomllib.loads(FILES[name])
    assumed = terms.pop("assumed", [])
    for term in set(terms) - _OF_THE_ROW:
        assert thawed(row.terms[term]) == terms[term], term
    assert set(row.assumed) == set(assumed)


def thawed(value: Any) -> Any:
    if isinstance(value, tuple):
        return [thawed(item) for item in value]
    if hasattr(value, "items"):
        return {key: thawed(item) for key, item in value.items()}
    return value


OWN = """
id = "local"
title = "地方要点"
version = "1"
starts_on = 2026-01-01
source = "某通知"
number = "某政办〔2026〕1号"

[[requirements]]
id = "local-1"
title = "网站标识"
summary = "网站标识。"
check = "feature_present"
clause = "第1项"
binds = ["all"]
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("max_label_chars = 20\nbroken = ]\n", r"^terms/feature_present\.toml: not TOML: .*line 2"),
        ("[features]\na = 1\n", r"^terms/feature_present\.toml: must hold terms only"),
    ],
)
def test_a_fault_in_a_file_of_terms_is_told_of_that_file(
    tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "terms").mkdir()
    (tmp_path / "local.toml").write_text(OWN, "utf-8")
    (tmp_path / "terms" / "feature_present.toml").write_text(text, "utf-8")
    with pytest.raises(RulebookError) as error:
        rulebook_text("local", tmp_path)
    (problem,) = error.value.problems
    assert re.search(said, problem)
