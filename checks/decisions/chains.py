"""The chain of links of one item of a catalogue of major decisions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from checks.engine.requirement import Requirement
from checks.matching.titles import years_of
from checks.matching.words import plain
from crawler.records import DeadLink, DecisionCatalogue, DecisionItem, Dossier, StageCell

_START = re.compile(r"/?|/(?:index|default|main|home)\.[a-z]{3,5}", re.I)
"""The path of a host's start page."""


@dataclass(frozen=True)
class Chain:
    """What is at fault with an item's links, by stage; whether its stage can be `told` at all."""

    name: str
    faults: tuple[tuple[str, str], ...] = ()
    exempt: bool = False
    told: bool = True


@dataclass(frozen=True)
class Ground:
    """What links are compared with: pages that lead nowhere, and those that are no stage."""

    dead: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()


def ground_of(dossier: Dossier, home: str, catalogue: DecisionCatalogue) -> Ground:
    """The dead links of the night, and the addresses of home and of the catalogue itself."""
    dead = {r.url for r in dossier.records if isinstance(r, DeadLink) and not r.mended}
    own = {home, catalogue.url, catalogue.final_url}
    same = {other for other, subject in dossier.aliases.items() if subject in own}
    return Ground(
        frozenset(dead),
        frozenset(own | same | {dossier.aliases.get(url, url) for url in own}),
        frozenset(urlsplit(url).netloc.lower() for url in own),
    )


def _leads_nowhere(url: str, ground: Ground) -> bool:
    """Whether an address is that of home or the catalogue, or the start page of their host."""
    parts = urlsplit(url)
    start = _START.fullmatch(parts.path) is not None and not parts.query
    return url in ground.elsewhere or (start and parts.netloc.lower() in ground.hosts)


def of_year(catalogue: DecisionCatalogue, year: int) -> bool:
    """Whether a catalogue is that of a year; one that names none is the present one."""
    years = years_of(catalogue.title)
    return not years or year in years


def stages_shown(catalogue: DecisionCatalogue, row: Requirement) -> list[str]:
    """The stages that some column of a catalogue is headed by."""
    heads = {cell.head for item in catalogue.items for cell in item.cells}
    return [stage for stage in row.terms["stages"] if any(_stage(h, row) == stage for h in heads)]


def chain_of(item: DecisionItem, row: Requirement, ground: Ground) -> Chain:
    """The faults of an item: of each stage reached, a link that is missing, dead, or no link to it.

    A stage is reached where a later one has a link, all are where the decision was taken.
    """
    said = plain("".join(cell.text for cell in item.cells) + item.name)
    if any(word in said for word in row.terms["exempt_words"]):
        return Chain(item.name, exempt=True)
    stages = [str(stage) for stage in row.terms["stages"]]
    cells = {stage: [c for c in item.cells if _stage(c.head, row) == stage] for stage in stages}
    linked = [number for number, stage in enumerate(stages) if _links(cells[stage])]
    adopted = any(word in said for word in row.terms["adopted_words"])
    reached = len(stages) if adopted else max(linked, default=-1) + 1
    faults = []
    for stage in stages[:reached]:
        urls = _links(cells[stage])
        spared = any(w in plain(c.text) for c in cells[stage] for w in row.terms["spared_words"])
        if not urls and not spared:
            faults.append((stage, "缺少链接"))
        elif urls and all(url in ground.dead for url in urls):
            faults.append((stage, "链接失效"))
        elif urls and all(_leads_nowhere(url, ground) for url in urls):
            faults.append((stage, "链接指向错误"))
    return Chain(item.name, tuple(faults), told=adopted or bool(linked))


def _links(cells: Sequence[StageCell]) -> list[str]:
    return [link.url for cell in cells for link in cell.links]


def _stage(head: str, row: Requirement) -> str:
    """The stage that a head names: the one whose longest word it holds; "" for none."""
    words = plain(head)
    best, longest = "", 0
    for one in row.terms["stage_words"]:
        for word in (one["name"], *one["words"]):
            if len(word) > longest and word in words:
                best, longest = one["name"], len(word)
    return str(best)
