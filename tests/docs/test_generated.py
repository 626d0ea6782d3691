"""Generated pages say what code and data say; the docs lead nowhere that is not there."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

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
    for target in LINK.findall(page.read_text("utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name} links {target}"


def test_requirements_name_no_registry_and_pin_everything() -> None:
    text = (ROOT / "requirements.txt").read_text("utf-8")
    assert "://" not in text
    assert "index-url" not in text
    for line in text.splitlines():
        if line and not line.startswith((" ", "#")):
            assert "==" in line
