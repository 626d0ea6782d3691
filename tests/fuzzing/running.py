"""Inputs by number, and what came of them."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from tests.fuzzing import read_files, read_headers, read_pages
from tests.fuzzing.bounds import MOST_MEMORY, HangError, peak
from tests.fuzzing.sources import Seed

SEED = 2026
_ROUND = 20
_GROWTH = 300_000
"""Kilobytes that a run may add in a process that other tests made large already."""
_FILES, _HEADERS, _NEUTRAL = frozenset({3, 11}), frozenset({7}), frozenset({5, 15})
"""Of twenty numbers: those of files, of headers, and of pages of neutral prose; pages else."""


@dataclass(frozen=True)
class Fault:
    """What went wrong with one input."""

    number: int
    kind: str
    told: str


@dataclass
class Tally:
    """How many inputs of each kind were read, and what went wrong."""

    read: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)


def kind_of(number: int) -> str:
    place = number % _ROUND
    if place in _FILES:
        return "files"
    if place in _HEADERS:
        return "headers"
    return "neutral pages" if place in _NEUTRAL else "pages"


Input = read_pages.PageInput | read_files.FileInput | read_headers.HeaderInput


def input_of(number: int, seeds: tuple[Seed, ...], seed: int = SEED) -> Input:
    """The input of that number."""
    draw = Random(f"{seed}:{number}")
    kind = kind_of(number)
    if kind == "files":
        return read_files.file_input(draw, number // _ROUND)
    if kind == "headers":
        return read_headers.header_input(draw)
    return read_pages.page_input(seeds, draw, kind == "neutral pages")


def faults_of(given: Input) -> list[str]:
    """What is wrong with how an input is read; raises what a reader raises."""
    if isinstance(given, read_files.FileInput):
        return read_files.faults_of(given)
    if isinstance(given, read_headers.HeaderInput):
        return read_headers.faults_of(given)
    return read_pages.faults_of(given)


def run(numbers: Iterable[int], seeds: tuple[Seed, ...], seed: int = SEED) -> Tally:
    """Read the inputs of those numbers; what happens to one is taken down, and the next read."""
    tally = Tally()
    before = peak()  # of this process, which may have done other things
    for number in numbers:
        kind = kind_of(number)
        tally.read[kind] += 1
        given = input_of(number, seeds, seed)
        try:
            faults = faults_of(given)
        except (Exception, HangError) as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            faults = [f"{type(error).__name__}: {error} ({last.name}, line {last.lineno})"[:400]]
        tally.faults += [Fault(number, kind, told) for told in faults]
    if peak() > max(MOST_MEMORY, before + _GROWTH):
        tally.faults.append(Fault(-1, "memory", f"{peak()} kB at the highest"))
    return tally
