"""Generated pages say what code and data say; the docs lead nowhere that is not there."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from checks.rulebooks import available, load_rulebook
from checks.rulebooks.duties import DUTIES
from checks.rulebooks.loader import rulebook_in, with_shared_terms

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


def generator() -> object:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs/generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_generated_page_is_stale() -> None:
    made = generator()
    assert made.stale(made.made()) == [], "script/docs writes them"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "page", sorted((*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))), ids=lambda path: path.name
)
def test_links_lead_somewhere(page: Path) -> None:
    # What stands between backquotes is code, patterns among it.
    for target in LINK.findall(re.sub(r"`[^`]*`", "", page.read_text("utf-8"))):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name} links {target}"


def test_requirements_name_no_registry_and_pin_everything() -> None:
    text = (ROOT / "requirements.txt").read_text("utf-8")
    assert "://" not in text
    assert "index-url" not in text
    for line in text.splitlines():
        if line and not line.startswith((" ", "#")):
            assert "==" in line


def test_every_duty_on_the_monitor_itself_is_met_or_named() -> None:
    page = (ROOT / "docs/process-duties.md").read_text("utf-8")
    listed = re.findall(r"^\| (P-[A-Z0-9-]+) \|", page, re.MULTILINE)
    named = {
        duty
        for book in map(load_rulebook, available())
        for row in book.requirements
        for duty in row.process
    }
    assert tuple(listed) == DUTIES
    assert len(listed) == len(set(listed)) == 23
    assert named <= set(listed)


def test_the_least_rulebook_of_the_docs_has_no_fault() -> None:
    page = (ROOT / "docs/rulebooks.md").read_text("utf-8")
    blocks = re.findall(r"^```toml\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    (text,) = (one for one in blocks if one.startswith('id = "yunzhou-2026"\n'))
    book = rulebook_in(with_shared_terms(text), "yunzhou-2026")
    assert {row.assessment.value for row in book.requirements} == {
        "automatic", "partial", "manual", "process",
    }  # fmt: skip


def test_the_recipe_for_a_check_names_what_is_there() -> None:
    page = (ROOT / "docs/writing-a-check.md").read_text("utf-8")
    named = set(
        re.findall(r"`((?:checks|crawler|demo|scheduler|tests)/[a-z_/]+(?:\.[a-z]+)?)`", page)
    )
    assert named
    assert [one for one in sorted(named) if not (ROOT / one).exists()] == []
