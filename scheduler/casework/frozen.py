"""Frozen rounds (测评轮次) as they are stored, and what their scores rest on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from checks.engine.case import Case, CaseState, Closing, Stage
from checks.engine.scoring import Score
from crawler.errors import GongkaiError
from crawler.portals import Round
from crawler.records.codec import revive


@dataclass(frozen=True)
class Frozen:
    """A frozen round as stored. `inputs` pins what the scores rest on, by portal and in all.

    `inputs["portals"]` pins a run for each portal; `inputs["earlier"]` lists the rulebooks of a
    portal whose score rests on an earlier run than that.
    """

    round: Round
    frozen_at: datetime
    person: str
    scores: tuple[Score, ...]
    inputs: Mapping[str, Any]
    sha256: str = ""

    def run_of(self, portal: str, rulebook: str) -> str:
        """The run whose findings a frozen score rests on; empty if it rests on none."""
        for pin in self.inputs.get("earlier", ()):
            if pin["portal"] == portal and rulebook in pin["rulebooks"]:
                return str(pin["run"])
        return str(self.inputs["portals"].get(portal, {}).get("run", ""))

    @property
    def runs(self) -> tuple[str, ...]:
        """Every run that it rests on."""
        return tuple(sorted({str(pin["run"]) for _, pin in self.pins()}))

    def pins(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Each portal with a run that is pinned for it, and what is pinned of that run."""
        yield from self.inputs["portals"].items()
        for pin in self.inputs.get("earlier", ()):
            yield str(pin["portal"]), pin

    def cases_in(self, run: str, portal: str, cases: Mapping[str, Case]) -> dict[str, Case]:
        """The cases of a portal after a run, those that were free when it was frozen as such.

        A frozen score and the problems told beside it thus agree.
        """
        pinned = [pin["cases"] for at, pin in self.pins() if (at, pin["run"]) == (portal, run)]
        found = dict(cases)
        for case_id, (state, stage) in (one for pins in pinned for one in pins.items()):
            case = found.get(case_id)
            if case is None:
                continue
            closing = Closing.RETRACTED if stage == Stage.RETRACTED.value else case.work.closing
            then = replace(
                case,
                state=CaseState(state),
                work=replace(case.work, stage=Stage(stage), closing=closing),
            )
            if is_free(then) != is_free(case):
                found[case_id] = then
        return found


def frozen_rounds(db: Database) -> dict[str, Frozen]:
    """The frozen rounds by id."""
    found: dict[str, Frozen] = {}
    for row in db.query("SELECT data, sha256 FROM frozen_rounds ORDER BY frozen_at, round"):
        text = str(row["data"])
        if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            raise GongkaiError("gongkai.db: frozen_rounds: a frozen round was changed")
        frozen = revive(Frozen, json.loads(text))
        found[frozen.round.id] = replace(frozen, sha256=str(row["sha256"]))
    return found


def frozen_scores(db: Database, run: str) -> frozenset[tuple[str, str]]:
    """The (portal, rulebook) pairs whose frozen score of some round rests on that run."""
    return frozenset(
        (score.portal, score.rulebook)
        for frozen in frozen_rounds(db).values()
        for score in frozen.scores
        if frozen.run_of(score.portal, score.rulebook) == run
    )


def frozen_on(db: Database, day: date) -> Frozen | None:
    """The frozen round that a day lies in, if there is one."""
    within = (f for f in frozen_rounds(db).values() if f.round.start_on <= day <= f.round.end_on)
    return next(within, None)


def is_free(case: Case) -> bool:
    """Whether a case counts for nothing: waived, or taken back as groundless."""
    groundless = case.state is CaseState.RESOLVED and case.work.closing is Closing.RETRACTED
    return case.state is CaseState.WAIVED or groundless
