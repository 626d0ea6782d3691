"""Documents may rest as long as none of those whose turn it is has changed."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from checks.engine.outcome import Outcome
from tests.end_to_end.small_portal import small_portal
from tests.second_night.site import Site, Town
from tests.second_night.test_unasked import NIGHTS, REST

COUNT = 12
PATHS = [f"/gfxwj/{n}.html" for n in range(COUNT)]
BOOK = """
id = "alone"
title = "文件未被改动"
version = "1"
starts_on = 2020-01-01
source = "云溪县"
number = "云政办〔2026〕1号"

[[requirements]]
id = "alone-1"
clause = "第1项"
title = "文件未被改动"
summary = "已发布的文件不被改动。"
binds = ["all"]
check = "doc_integrity_stable"
terms = { min_reads = 2 }
"""


def pages() -> dict[str, str]:
    made = dict(small_portal(tuple(f"关于加强第{n}号河道管理的通知" for n in range(COUNT))))
    return {path: text.replace("2026-10-", "2026-07-") for path, text in made.items()}


@pytest.fixture(scope="module")
def two_nights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town")
    (folder / "rulebooks").mkdir()
    (folder / "rulebooks" / "alone.toml").write_text(BOOK, "utf-8")
    with pytest.MonkeyPatch.context() as patched:
        made = Town(folder, Site(pages()), patched)
        made.rulebook = "alone"
        for day in NIGHTS[:2]:
            made.site.forget()
            made.night(day, limits=REST)
        assert not any(made.site.asked[path] for path in PATHS)  # the second night asks for none
    return folder


@pytest.fixture
def town(two_nights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    """A portal of twelve old documents in order, on its third night."""
    shutil.copytree(two_nights, tmp_path / "home")
    made = Town(tmp_path / "home", Site(pages()), monkeypatch)
    made.rulebook = "alone"
    return made


def night(town: Town, day: str) -> tuple[int, Counter[Outcome]]:
    """How many of the documents were asked for, and what was judged of all."""
    town.site.forget()
    found = town.night(day, limits=REST).findings
    return sum(town.site.asked[path] for path in PATHS), Counter(one.outcome for one in found)


def in_order(day: str) -> Outcome:
    """What is said of a document in order: nothing before it was known for seven days."""
    return Outcome.PASSED if day >= NIGHTS[7] else Outcome.CANT_TELL


def test_documents_in_order_rest_and_are_all_asked_for_in_their_turn(town: Town) -> None:
    asked = []
    for day in NIGHTS[2:9]:
        count, outcomes = night(town, day)
        assert outcomes == {in_order(day): COUNT}
        asked.append(count)
    assert asked[0] == 0
    assert max(asked) < COUNT
    assert sum(asked) >= COUNT


def test_a_document_that_was_altered_is_found_within_the_term(town: Town) -> None:
    for path in PATHS:
        town.site.pages[path] = town.site.pages[path].replace("回应群众关切", "回应社会关切", 1)
        break
    asked = []
    for day in NIGHTS[2:]:
        count, outcomes = night(town, day)
        asked.append(count)
        if outcomes[Outcome.FAILED]:
            break
    assert outcomes == {in_order(day): COUNT - 1, Outcome.FAILED: 1}
    assert asked[-1] == COUNT  # the others were asked for the same night
    assert 1 < len(asked) < 7


def test_a_site_that_was_made_anew_fails_nobody(town: Town) -> None:
    for path in PATHS:
        town.site.pages[path] = town.site.pages[path].replace("回应群众关切", "回应社会关切")
    for day in NIGHTS[2:]:
        count, outcomes = night(town, day)
        assert not outcomes[Outcome.FAILED]
        if count:
            break
    assert count == COUNT
    assert outcomes == {Outcome.CANT_TELL: COUNT}
    following, *later = NIGHTS[NIGHTS.index(day) + 1 :]
    count, outcomes = night(town, following)
    assert count == COUNT  # what could not be told is looked at again
    assert not outcomes[Outcome.FAILED]
    for day in later:
        assert not night(town, day)[1][Outcome.FAILED]


def test_documents_that_are_gone_wake_the_others(town: Town) -> None:
    for path in PATHS:
        del town.site.pages[path]
    for day in NIGHTS[2:]:
        count, outcomes = night(town, day)
        assert not outcomes[Outcome.FAILED]
        if count:
            break
    assert count >= COUNT
