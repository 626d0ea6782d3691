"""Pictures of failures: the same page is taken once, and nothing is kept beyond the last report."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from scheduler.evidence import pictured


def test_a_page_that_looks_the_same_is_taken_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def take(pages: Mapping[str, str], program: str | None) -> Mapping[str, bytes]:
        asked.append(sorted(pages))
        # Of an empty page no picture can be made.
        return {name: f"PNG {html}".encode() for name, html in pages.items() if html}

    monkeypatch.setattr(pictured, "take_pictures", take)
    monkeypatch.setattr(pictured, "browser_program", lambda: "chromium")
    folder = tmp_path / "pictures.cache"
    pages = [("a", "one"), ("b", ""), ("c", "three"), ("d", "four")]
    first = pictured.pictures(folder, 3, pages)
    assert first == {"a": b"PNG one", "c": b"PNG three"}
    # The third page has changed; a picture that failed is tried again.
    again = pictured.pictures(folder, 3, [("a", "one"), ("b", ""), ("c", "other")])
    assert again == {"a": b"PNG one", "c": b"PNG other"}
    assert asked == [["a", "b", "c"], ["b", "c"]]
    assert len(list(folder.iterdir())) == 2


def test_without_a_browser_or_a_wish_there_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictured, "browser_program", lambda: None)
    assert pictured.pictures(tmp_path / "p", 3, [("a", "one")]) == {}
    monkeypatch.setattr(pictured, "browser_program", lambda: "chromium")
    assert pictured.pictures(tmp_path / "p", 0, [("a", "one")]) == {}
    assert not (tmp_path / "p").exists()
