"""Broken pages, files and answers: a slice of them at every gate, thousands with `--all`.

GONGKAI_FUZZ_INPUTS says how many are read with `--all`; `python -m tests.fuzzing` reads 100,000.
"""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings

from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.model import Document, Field, Source
from tests.crawler.pages.pages import DOCUMENTS, SNAPSHOT, URL, page, task
from tests.fuzzing.bounds import HangError, guarded
from tests.fuzzing.growing import (
    PLACES,
    REASONS,
    REPEATS,
    RUNS,
    grown,
    page_of,
    page_with_run,
)
from tests.fuzzing.oracles import invented, neutral, stated, told, unkept
from tests.fuzzing.running import input_of, run
from tests.fuzzing.sources import seeds
from tests.fuzzing.structures import PAGES
from tests.fuzzing.structures import REASONS as ANY_REASON

_INPUTS = int(os.environ.get("GONGKAI_FUZZ_INPUTS", "2000"))
_PARTS = 8


def test_a_slice_of_broken_inputs() -> None:
    assert run(range(30), seeds(whole=False)).faults == []


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(_PARTS))
def test_broken_inputs(part: int) -> None:
    assert run(range(part, _INPUTS, _PARTS), seeds(whole=True)).faults == []


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", REPEATS)
def test_twice_the_page_takes_about_twice_the_time(name: str) -> None:
    piece = REPEATS[name]
    found = {why: grown(partial(page_of, piece), piece, *why) for why in REASONS}
    assert {why: growth for why, growth in found.items() if not growth.is_fair} == {}


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("place", PLACES)
def test_a_run_twice_as_long_takes_about_twice_the_time(place: str) -> None:
    found = {
        (run, why): grown(partial(page_with_run, run, place), run, *why)
        for run in RUNS
        for why in REASONS[:2]
    }
    assert {given: growth for given, growth in found.items() if not growth.is_fair} == {}


@pytest.mark.slow
@pytest.mark.timeout(3600)
@settings(
    max_examples=_INPUTS // 5, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(PAGES, ANY_REASON)
def test_pages_of_any_structure(html: str, reason: tuple[Purpose, Role]) -> None:
    one, why = page(html.encode("utf-8", "replace")), Task(reason[0], URL, reason[1])
    reading = read(why, one, SNAPSHOT)
    assert unkept(reading, SNAPSHOT) == []
    assert invented(reading, told(one, why)) == []


def _document() -> tuple[Page, Document]:
    one = page(DOCUMENTS["lonsun"])
    (found,) = read(task(), one, SNAPSHOT).records
    assert isinstance(found, Document)
    return one, found


@pytest.mark.parametrize(
    "more",
    [
        {"title": "云溪县人民政府关于印发湿地保护条例的通知"},
        {"number": Field("云政〔2026〕777号", "云政〔2026〕777号", Source.LABEL)},
        {"published_on": Field(date(2026, 5, 17), "2026-03-02", Source.LABEL)},
        {"valid_until": Field(date(1987, 3, 2), "2026-03-02", Source.LABEL)},
    ],
)
def test_what_a_page_does_not_say_is_found(more: dict[str, object]) -> None:
    one, document = _document()
    said = read(task(), one, SNAPSHOT)
    assert invented(said, told(one, task())) == []
    changed = replace(said, records=(replace(document, **more),))  # type: ignore[arg-type]
    assert len(invented(changed, told(one, task()))) >= 1


def test_what_prose_cannot_state_is_found() -> None:
    one, _ = _document()
    assert stated(read(task(), one, SNAPSHOT))
    prose = page(neutral(one.html))
    assert prose.title
    assert stated(read(task(), prose, SNAPSHOT)) == []


def test_what_does_not_end_is_found() -> None:
    def endless() -> None:
        end = time.monotonic() + 20
        while time.monotonic() < end:
            pass

    with pytest.raises(HangError), guarded(0.05):
        endless()


def test_an_input_is_known_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = seeds(whole=False)
    assert [input_of(n, sound) for n in (0, 3, 7, 5)] == [input_of(n, sound) for n in (0, 3, 7, 5)]

    def broken(*_: object) -> list[str]:
        raise ValueError("a reader's")

    monkeypatch.setattr("tests.fuzzing.read_pages.faults_of", broken)
    (fault,) = run([1], sound).faults
    assert (fault.number, fault.kind) == (1, "pages")
    assert "ValueError: a reader's" in fault.told
