"""An appraisal out of what is stored: inputs in force, and the frozen scores of its rounds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from checks.appraisal.inputs import Inputs, OwnScore
from checks.appraisal.plan import Plan
from checks.appraisal.total import appraise
from reports.appraisal.shown import as_data, with_state
from scheduler.appraisal.ground import Ground
from scheduler.casework.frozen import Frozen, frozen_rounds
from scheduler.store.appraisals import Stored, inputs_in_force, released_digest
from scheduler.workplace import Workplace


def gather_inputs(db: Database, plan: Plan) -> Inputs:
    """The inputs in force, and what we measured ourselves in the frozen rounds of the plan's year.

    Only frozen scores take part: they never change, so that the same inputs always come to the
    same number.
    """
    given = tuple(one.one for one in inputs_in_force(db, plan.id) if one.one is not None)
    inputs = Inputs(given)
    frozen = frozen_rounds(db)
    named = [frozen[one.round] for one in inputs.rounds if one.round in frozen]
    outside = [one for one in named if not plan.takes(one.round.start_on, one.round.end_on)]
    own = tuple(score for one in named if one not in outside for score in _own(one))
    names, others = (tuple(one.round.id for one in rounds) for rounds in (named, outside))
    return Inputs(given, own, names, others)


def ground_of(db: Database, place: Workplace, plan: Plan) -> Ground:
    """What a workbook is held against."""
    # What a frozen round spans was settled when it was frozen, whatever the watchlist says now.
    rounds = {one.id: one for one in place.watchlist.monitor.rounds}
    rounds |= {name: one.round for name, one in frozen_rounds(db).items()}
    return Ground(
        plan=plan,
        inputs=gather_inputs(db, plan),
        portals=frozenset(portal.id for portal in place.watchlist.portals),
        rounds=rounds,
        requirements={
            name: frozenset(row.id for row in book.requirements)
            for name, book in place.rulebooks.items()
        },
    )


def result_of(db: Database, plan: Plan, *, sample: bool) -> dict[str, Any]:
    """The appraisal recomputed from stored inputs, with its state of release."""
    inputs = gather_inputs(db, plan)
    data = as_data(appraise(plan, inputs), inputs)
    data["warnings"] += [
        f"轮次{name}不在{plan.year}年度内，不计入日常测评，可在导入表中作废"
        for name in inputs.outside
    ]
    stored = inputs_in_force(db, plan.id)
    if any(one.origin.plan_sha256 != plan.sha256 for one in stored):
        data["warnings"].append("考评方案的文本在导入数据后有改动，结果按现行文本计算")
    origins = [origin_row(one) for one in stored]
    return with_state(data, released_digest(db, plan.id), origins, sample=sample)


def origin_row(one: Stored) -> Mapping[str, Any]:
    """Where an input comes from, as data."""
    origin = one.origin
    return {
        "kind": one.kind,
        "key": one.key,
        "void": one.one is None,
        "place": origin.place,
        "file": origin.file,
        "sha256": origin.sha256,
        "person": origin.person,
        "at": origin.at,
        "import": origin.number,
    }


def _own(one: Frozen) -> list[OwnScore]:
    return [
        OwnScore(
            round=one.round.id,
            portal=score.portal,
            rulebook=score.rulebook,
            value=score.value,
            run=one.run_of(score.portal, score.rulebook),
            veto=score.veto,
        )
        for score in one.scores
    ]
