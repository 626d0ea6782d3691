"""Why a score is another than in the run before, as objects of the feed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checks.engine.scoring import Score
from reports.changes import Change, ScoreChange, Why, changes, score_changes
from reports.model import RunReport
from reports.safety import address, shown
from reports.wording import WHYS


@dataclass(frozen=True)
class Causes:
    """What changed in a run, and from which scores, by portal and rulebook."""

    changes: Mapping[tuple[str, str], Sequence[Change]]
    moved: Mapping[tuple[str, str], ScoreChange]


def causes_of(report: RunReport) -> Causes:
    """The changes of a run, sorted by the score that they bear on."""
    found: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in changes(report):
        found[change.finding.portal, change.finding.rulebook].append(change)
    return Causes(found, score_changes(report))


def change_of(score: Score, report: RunReport, causes: Causes) -> dict[str, Any] | None:
    """The `change` object of a score; None in a first run, or for a first score."""
    moved = causes.moved.get((score.portal, score.rulebook))
    if moved is None or report.previous is None:
        return None
    mine = causes.changes.get((score.portal, score.rulebook), ())
    counts = Counter(change.why for change in mine)
    before, now = moved.before, moved.now
    return {
        "since": report.previous.run,
        "before": None if before is None else float(before),
        "difference": None if before is None or now is None else float(now - before),
        "causes": [
            {"cause": cause_code(why), "cause_name": WHYS[why], "count": counts[why]}
            for why in Why
            if counts[why]
        ],
        "items": [_item(change) for change in mine],
    }


def cause_code(why: Why) -> str:
    """The feed's word for a cause: site, time, sight, rule, calendar, scanner, …"""
    return why.name.lower()


def _item(change: Change) -> dict[str, Any]:
    finding = change.finding
    return {
        "turn": change.turn.name.lower(),
        "turn_name": change.turn.value,
        "cause": cause_code(change.why),
        "cause_name": WHYS[change.why],
        "requirement": finding.requirement,
        "number": finding.case_id,
        "subject": address(finding.subject, 20_000),
        "title": shown(finding.title),
    }
