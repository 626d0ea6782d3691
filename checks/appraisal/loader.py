"""Reading the plans that ship: `plans/ID.toml`."""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from checks.appraisal.plan import Level, Part, Plan
from checks.errors import AppraisalError
from crawler.records.codec import revive

_FOLDER = Path(__file__).parent / "plans"
_FULL = 100


def plans() -> tuple[str, ...]:
    """The ids of the plans that ship."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@cache
def load_plan(plan_id: str) -> Plan:
    """The plan of that id; AppraisalError if there is none, or if its text cannot be used."""
    if plan_id not in plans():
        raise AppraisalError([f"no appraisal plan {plan_id!r} (there are: {', '.join(plans())})"])
    return plan_from((_FOLDER / f"{plan_id}.toml").read_text("utf-8"), f"{plan_id}.toml")


def plan_from(text: str, name: str) -> Plan:
    """The plan that a text says; AppraisalError with every fault, each naming file and place."""
    try:
        plan: Plan = revive(Plan, tomllib.loads(text))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise AppraisalError([f"{name}: no appraisal plan: {error}"]) from error
    faults = [f"{name}: {fault}" for fault in _faults(plan)]
    if faults:
        raise AppraisalError(faults)
    return replace(plan, sha256=hashlib.sha256(text.encode()).hexdigest())


def _faults(plan: Plan) -> Iterator[str]:
    if Counter(one.part for one in plan.parts) != Counter(Part):
        yield "parts: each of the five must be there once"
    if sum(one.weight for one in plan.parts) != _FULL:
        yield f"parts: they weigh {sum(one.weight for one in plan.parts)}, not {_FULL}"
    if Counter(one.level for one in plan.levels) != Counter(Level):
        yield "levels: each of the three must be there once"
    settings = {one.key: one for one in plan.settings}
    for what, names in (
        ("units: id", [one.id for one in plan.units]),
        ("units: name", [name for one in plan.units for name in one.names]),
        ("settings: key", [one.key for one in plan.settings]),
        ("adjustments: rule", [one.rule for one in plan.adjustments]),
    ):
        for name, number in Counter(names).items():
            if number > 1:
                yield f"{what}: {name!r} is given {number} times"
    for one in plan.adjustments:
        if bool(one.tiers) == bool(one.setting) or one.setting not in {"", *settings}:
            yield f"adjustments: {one.rule}: either tiers or the setting with its amount"
    for rule in plan.settings:
        if rule.default and rule.choices and rule.default not in rule.choices:
            yield f"settings: {rule.key}: its default is none of its choices"
