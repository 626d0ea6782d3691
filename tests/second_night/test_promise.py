"""What the rule of old pages promises: the findings of nights that ask for everything, and every
silent alteration within its term.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.engine.outcome import Outcome
from tests.end_to_end.small_portal import small_portal
from tests.second_night.site import HOST, Night, Site, Town, said
from tests.second_night.test_documents import BOOK

COUNT, ALTERED = 24, 10
TERM = 7
NIGHTS = [f"2026-12-{day:02d}" for day in range(1, 20)]
IN_FULL = "ask_nights = 1\nreread_nights = 1"


def pages() -> dict[str, str]:
    """The small portal with more documents, all of them old."""
    made = dict(small_portal(tuple(f"关于加强第{n}号河道管理的通知" for n in range(COUNT))))
    return {path: text.replace("2026-10-", "2026-07-") for path, text in made.items()}


def town_in(folder: Path, patched: pytest.MonkeyPatch) -> Town:
    """The portal under the one rule of which its documents are in order."""
    (folder / "rulebooks").mkdir(parents=True)
    (folder / "rulebooks" / "alone.toml").write_text(BOOK, "utf-8")
    town = Town(folder, Site(pages()), patched)
    town.rulebook = "alone"
    return town


def altered(night: Night) -> set[str]:
    """The documents that are said to have been altered."""
    return {
        one.subject
        for one in night.findings
        if one.check == "doc_integrity_stable" and one.outcome is Outcome.FAILED
    }


def test_nights_over_an_unchanged_portal_say_what_full_ones_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_rule: list[tuple[Night, int]] = []
    for limits in ("", IN_FULL):
        with monkeypatch.context() as patched:
            town = town_in(tmp_path / f"town{bool(limits)}", patched)
            for number, day in enumerate(NIGHTS[: TERM + 3]):
                town.site.forget()
                night, asked = town.night(day, limits=limits), town.site.asked.total()
                if not limits:
                    by_rule.append((night, asked))
                    continue
                spared, spared_asked = by_rule[number]
                assert said(spared) == said(night), day
                assert number == 0 or spared_asked < asked


def test_ten_silent_alterations_are_found_within_the_term(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = town_in(tmp_path, monkeypatch)
    for day in NIGHTS[:9]:
        assert not altered(town.night(day))
    paths = [f"/gfxwj/{number}.html" for number in range(ALTERED)]
    for path in paths:
        changed = town.site.pages[path].replace("回应群众关切", "回应社会关切", 1)
        assert changed != town.site.pages[path]
        town.site.pages[path] = changed
    found: set[str] = set()
    for day in NIGHTS[9 : 9 + TERM]:
        found |= altered(town.night(day))
    assert found == {f"http://{HOST}{path}" for path in paths}


@pytest.mark.parametrize("answers", [None, "<html><body>请完成安全验证</body></html>"])
def test_a_page_that_was_not_seen_is_asked_for_again_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: str | None
) -> None:
    """Nothing judges it: a rest of seven nights more would find what is new in it late."""
    town = town_in(tmp_path, monkeypatch)
    path, asked = "/zwgk/zhidu/1.html", []
    town.night(NIGHTS[0])
    page = town.site.pages.pop(path)
    if answers is not None:
        town.site.pages[path] = answers
    for day in NIGHTS[1 : TERM + 1]:
        town.site.forget()
        town.night(day)
        asked.append(town.site.asked[path])
        if asked[-1]:
            break
    assert len(asked) > 1
    for count in (1, 0):  # then it is as it was, and rests again
        town.site.pages[path] = page
        town.site.forget()
        town.night(NIGHTS[len(asked) + 2 - count])
        assert town.site.asked[path] == count
