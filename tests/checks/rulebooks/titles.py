"""Titles by people who had not seen the lists of words, and whether a row's words know them.

`python -m tests.checks.rulebooks.titles [FILE...]` prints what is not known rightly.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from checks.disclosure.catalogues import catalogues
from checks.disclosure.events import events_of
from checks.disclosure.period import Period, period_of
from checks.disclosure.published import Shelf
from checks.disclosure.themes import teller, theme_of
from checks.engine.registry import checks
from checks.engine.requirement import Requirement
from checks.judging import Bench
from checks.keyfields.plans import is_plan
from checks.rulebooks import load_rulebook
from crawler.portals import PortalKind
from tests.builders import portal
from tests.checks.disclosure.cases import row, seen

CORPUS = Path(__file__).with_name("corpus")
YEARS = {
    "sixian-2020": 2020, "wuhu-2020-county": 2020, "wuhu-2020-department": 2020,
    "yanzhou-2021": 2021, "suzhou-2024": 2024, "wuding-2018": 2018,
}  # fmt: skip


_NAMED = re.compile(
    r"(?:\d{4}年(?:度)?)?(?:数说|图解|一图读懂)?(?:关于)?(?:印发|公布|表彰|调整)?《?"
    "([^省市县区的年]{2,3}(?:县|区|市|旗))(?!场|政(?!府))"
)
_OF_LEVEL = {"区": "青禾区", "市": "临湖市"}


class Title(NamedTuple):
    """One title of a corpus; `theme` is empty where the check has no themes."""

    row: str
    check: str
    theme: str
    meant: bool
    text: str


class Tally(NamedTuple):
    """Titles that do the duty, known or not, and titles that do not, taken for it or not."""

    known: int = 0
    missed: int = 0
    taken: int = 0
    left: int = 0

    @property
    def recall(self) -> float:
        return self.known / (self.known + self.missed)

    @property
    def taken_share(self) -> float:
        return self.taken / (self.taken + self.left)

    def plus(self, other: Tally) -> Tally:
        return Tally(*(a + b for a, b in zip(self, other, strict=True)))


def titles(path: Path) -> list[Title]:
    """The lines of a corpus: row, check, theme, + or -, title, apart by tabs."""
    lines = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return [Title(one, check, theme, kind == "+", text) for one, check, theme, kind, text in lines]


def right(one: Title) -> bool:
    """Whether a row's words say of a title what the people who wrote it meant."""
    return knows(one) is one.meant


def tallies(found: list[Title]) -> Mapping[str, Tally]:
    """What the rows' words come to over some titles, by check."""
    counted: dict[str, Tally] = {}
    for one in found:
        known = knows(one)
        part = Tally(
            int(one.meant and known), int(one.meant and not known),
            int(not one.meant and known), int(not one.meant and not known),
        )  # fmt: skip
        counted[one.check] = counted.get(one.check, Tally()).plus(part)
    return dict(sorted(counted.items()))


@cache
def knows(one: Title) -> bool:
    """Whether the row counts a title, in the lists of a county, for what it asks."""
    measure, year = _measure(one.row, one.check)
    body = portal(f"{_place(one.text)}人民政府", PortalKind.COUNTY)
    dossier = seen(row(one.text, f"{year}-11-10"), of=body, as_of=f"{year}-12-20T02:00")
    bench = Bench(checks()[one.check].check, dossier, measure)
    terms = measure.terms
    if one.check == "emergency_plan_published":
        kinds = (kind for kind in terms["categories"] if kind["name"] == one.theme)
        return any(is_plan(bench, one.text, kind) for kind in kinds)
    if one.check == "topic_coverage":
        themes = [theme for theme in terms["themes"] if theme["name"] == one.theme]
        period = period_of(dossier, measure, int(terms["window_days"]))
        return any(_tells(bench, period, theme) for theme in themes)
    period = period_of(dossier, measure)
    if one.check == "catalogue_published":
        return bool(catalogues(bench, period))
    return bool(events_of(bench, period).held)


def _place(title: str) -> str:
    """The place on whose portal a title stands: that which it names, or one of its level."""
    if named := _NAMED.match(title):
        return named.group(1)
    return _OF_LEVEL.get(title[:1], "云溪县")


def _tells(bench: Bench, period: Period, theme: Mapping[str, Any]) -> bool:
    terms = bench.requirement.terms
    shelf = Shelf(bench.dossier, terms["higher_words"], int(terms["lead_chars"]))
    if not terms["columns"]:
        return bool(theme_of(shelf, bench.requirement, period, theme).found)
    tells = teller(theme, terms["never_patterns"])
    return any(one.on and not one.another for one in shelf.published(tells))


@cache
def _measure(row_id: str, check: str) -> tuple[Requirement, int]:
    name, row = next((name, rows[row_id]) for name in YEARS if row_id in (rows := _rows(name)))
    return next(one for one in row.measures() if one.check == check), YEARS[name]


@cache
def _rows(name: str) -> Mapping[str, Requirement]:
    return {one.id: one for one in load_rulebook(name).requirements}


def _wrong(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        for one in titles(path):
            if not right(one):
                sign = "+" if one.meant else "-"
                yield "\t".join((path.stem, one.row, one.check, one.theme, sign, one.text))


if __name__ == "__main__":
    named = [Path(name) for name in sys.argv[1:]]
    sys.stdout.writelines(f"{line}\n" for line in _wrong(named or sorted(CORPUS.glob("*.tsv"))))
