"""The score feed's objects: what `scores --format json` prints and `feed/v1` serves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from rich.table import Table
from rich.text import Text

from checks.engine.attesting import Verdict
from checks.engine.scoring import Score, ScoreLine
from checks.engine.workflow import state_shown
from crawler.records.moments import beijing_date, stamp
from reports.changes import Change
from reports.charges import Charge, charges
from reports.findings import in_order
from reports.footing import footing
from reports.model import JudgedFinding, RunReport, Standing
from reports.safety import address, shown
from reports.score_causes import Causes, cause_code, causes_of, change_of
from reports.wording import KINDS, SAMPLE, VERDICTS, WHYS, area_of

SCORE_CSV_KEYS = (
    "round", "run", "data_cut", "portal", "unit", "category", "rulebook", "rulebook_version",
    "level1", "level2", "requirement", "points", "score", "deduction", "reason", "problem",
    "stock", "age_days", "portal_score", "low", "high", "coverage", "veto", "status", "release",
    "sample", "judged", "planned", "little", "passed", "failed", "cant_tell", "suspected",
    "old_stock", "note", "cause", "score_before", "unit_data_cut", "data_age_days",
)  # fmt: skip
"""Columns of the CSV twins: one line per indicator, and one per problem under it."""


@dataclass(frozen=True)
class _Known:
    """What is reckoned once for all scores of a run."""

    problems: Mapping[tuple[str, str, str], list[JudgedFinding]]
    costs: Mapping[str, Charge]
    causes: Causes
    data_cuts: Mapping[str, datetime]


def state_of(report: RunReport) -> dict[str, Any]:
    """What a feed and each score in it say of their run."""
    return {
        "run": report.run,
        "round": report.round_name() or None,
        "status": "final" if report.final else "provisional",
        "release": "released" if report.released else "internal",
    }


def score_feed(report: RunReport, only: str | None = None) -> dict[str, Any]:
    """The feed of a run as one JSON object; `only` keeps one portal and adds its history.

    Units stand in the order of the assessment list (the watchlist).
    """
    problems: dict[tuple[str, str, str], list[JudgedFinding]] = defaultdict(list)
    for judged in in_order(report):
        if judged.standing is not Standing.OTHER:
            finding = judged.finding
            problems[finding.portal, finding.rulebook, finding.requirement].append(judged)
    known = _Known(problems, charges(report), causes_of(report), _data_cuts(report))
    feed: dict[str, Any] = {
        "feed": "gongkai-scores",
        "version": 1,
        **state_of(report),
        "as_of": stamp(report.as_of),
        "data_cut": stamp(report.data_cut),
        "sample": report.sample,
        "trial": report.trial,
        "rulebooks": [
            {
                "id": r.id,
                "title": r.title,
                "version": report.version_of(r),
                "text_sha256": report.judged_by.get(r.id, ("", ""))[1] or r.text_sha256,
            }
            for r in report.rulebooks
        ],
        "scores": [
            _score(score, report, known)
            for score in _in_order(report)
            if only in (None, score.portal)
        ],
    }
    if only is not None:
        feed["history"] = history_of(report, only)
    return feed


def history_of(report: RunReport, portal: str) -> list[dict[str, Any]]:
    """The former scores of a portal as far as the report knows them, oldest first."""
    return [
        {
            "run": point.run,
            "rulebook": point.rulebook,
            "score": _number(point.value),
            "low": _number(point.low),
            "high": _number(point.high),
        }
        for point in report.history.get(portal, ())
    ]


def _in_order(report: RunReport) -> list[Score]:
    portals = {portal.id: index for index, portal in enumerate(report.portals)}
    rulebooks = {rulebook.id: index for index, rulebook in enumerate(report.rulebooks)}
    return sorted(
        (score for score in report.scores if score.portal in portals),
        key=lambda s: (portals[s.portal], rulebooks.get(s.rulebook, len(rulebooks)), s.rulebook),
    )


def _data_cuts(report: RunReport) -> dict[str, datetime]:
    """Per portal, when the last proof of a judgement on it was read."""
    found: dict[str, datetime] = {}
    for judged in report.judged:
        portal = judged.finding.portal
        for proof in judged.finding.evidence:
            found[portal] = max(found.get(portal, proof.captured_at), proof.captured_at)
    return found


def _score(score: Score, report: RunReport, known: _Known) -> dict[str, Any]:
    portal, rulebook = report.portal(score.portal), report.rulebook(score.rulebook)
    basis = footing(score, rulebook)
    titles = {requirement.id: requirement for requirement in rulebook.requirements}
    cut = known.data_cuts.get(portal.id)
    why = {
        change.finding.case_id: change
        for change in known.causes.changes.get((portal.id, rulebook.id), ())
        if change.judged is not None
    }
    return {
        **state_of(report),
        "portal": portal.id,
        "unit": portal.name,
        "category": portal.kind.value,
        "category_name": KINDS[portal.kind],
        "rulebook": rulebook.id,
        "rulebook_version": report.version_of(rulebook),
        "day": score.day.isoformat(),
        "age_days": (report.today - score.day).days,
        "data_cut": None if cut is None else stamp(cut),
        # Pages are read later than the moment judged, where that lies in the past.
        "data_age_days": None if cut is None else max(0, (report.today - beijing_date(cut)).days),
        "score": _number(score.value),
        "low": _number(score.low),
        "high": _number(score.high),
        "coverage": float(score.coverage),
        "veto": score.veto,
        "suspected": sum(line.suspected for line in score.lines),
        "change": change_of(score, report, known.causes),
        "footing": {**asdict(basis), "little": basis.little, "text": basis.text},
        "indicators": [
            {
                "level1": area_of(titles[line.requirement]),
                "level2": titles[line.requirement].title,
                "requirement": line.requirement,
                **_line(line),
                "problems": [
                    _problem(
                        judged,
                        known.costs[judged.finding.case_id],
                        why.get(judged.finding.case_id),
                        report,
                    )
                    for judged in known.problems.get((portal.id, rulebook.id, line.requirement), ())
                ],
            }
            for line in score.lines
            if line.requirement in titles
        ],
    }


def _line(line: ScoreLine) -> dict[str, Any]:
    earned = None if line.value is None else line.points - line.deducted
    return {
        "measured": line.measured,
        "weight": line.weight,
        "value": _number(line.value),
        "points": _number(line.points),
        "score": _number(earned),
        # Where nothing was judged nothing is known, which is not the same as nothing lost.
        "deduction": None if line.value is None else _number(line.deducted),
        "passed": line.passed,
        "failed": line.failed,
        "pending": line.pending,
        "cant_tell": line.cant_tell,
        "inapplicable": line.inapplicable,
        "suspected": line.suspected,
        "old_stock": line.old_stock,
        "waived": line.waived,
        "other_round": line.other_round,
        "elsewhere": line.elsewhere,
        # A person's verdict that counts here (人工认定): never to be taken for a measurement.
        "attested": None
        if line.attested is None
        else {
            "verdict": line.attested.verdict.value,
            "person": shown(line.attested.person, 60),
            "day": line.attested.day.isoformat(),
        },
    }


def _problem(
    judged: JudgedFinding, charge: Charge, change: Change | None, report: RunReport
) -> dict[str, Any]:
    suspected = judged.standing is Standing.SUSPECTED
    first = judged.case.first_failed_on if judged.case else report.today
    return {
        "number": judged.case.id if judged.case else judged.finding.case_id,
        "stock": _stock(judged),
        "state": state_shown(judged.case).value if judged.case else None,
        "subject": address(judged.finding.subject, 20_000),
        "title": shown(judged.finding.title),
        "reason": shown(judged.finding.statement),
        # What a suspected problem costs is open until the second read: unknown, not 0.
        "deduction": None if suspected else _number(charge.deducted),
        "note": charge.note,
        "due_on": judged.finding.due_on.isoformat() if judged.finding.due_on else None,
        "first_failed_on": first.isoformat(),
        "age_days": (report.today - first).days,
        "change": None
        if change is None
        else {
            "turn": change.turn.name.lower(),
            "turn_name": change.turn.value,
            "cause": cause_code(change.why),
            "cause_name": WHYS[change.why],
        },
    }


def _stock(judged: JudgedFinding) -> str:
    words = {Standing.OLD_STOCK: "old", Standing.SUSPECTED: "suspected", Standing.WAIVED: "waived"}
    return words.get(judged.standing, "new")


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def score_csv_rows(feed: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    """The feed as flat rows with the keys of SCORE_CSV_KEYS."""
    for score in feed["scores"]:
        change = score["change"]
        head = {
            **{key: feed[key] for key in ("data_cut", "sample")},
            **{key: score[key] for key in ("round", "run", "status", "release")},
            **{key: score[key] for key in ("portal", "unit", "rulebook", "rulebook_version")},
            **{key: score[key] for key in ("low", "high", "coverage", "veto", "data_age_days")},
            **{key: score["footing"][key] for key in ("judged", "planned", "little")},
            "category": score["category_name"],
            "portal_score": score["score"],
            "score_before": change["before"] if change else None,
            "unit_data_cut": score["data_cut"],
        }
        for line in score["indicators"]:
            row = head | {key: line[key] for key in _LINE_KEYS}
            yield row | {key: line[key] for key in _COUNT_KEYS} | _attested_note(line)
            for problem in line["problems"]:
                yield row | {
                    "score": None,
                    "deduction": problem["deduction"],
                    "reason": problem["reason"],
                    "problem": problem["number"],
                    "stock": problem["stock"],
                    "age_days": problem["age_days"],
                    "note": problem["note"],
                    "cause": problem["change"]["cause_name"] if problem["change"] else None,
                }


def _attested_note(line: Mapping[str, Any]) -> dict[str, str]:
    """What marks a line that a person's verdict counts in; nothing for all others."""
    said = line["attested"]
    if said is None:
        return {}
    verdict = VERDICTS[Verdict(said["verdict"])]
    return {"note": f"人工认定：{verdict}（{said['person']}，{said['day']}）"}


_LINE_KEYS = ("level1", "level2", "requirement", "points", "score", "deduction")
_COUNT_KEYS = ("passed", "failed", "cant_tell", "suspected", "old_stock")


def to_score_table(feed: Mapping[str, Any]) -> Table:
    """The day's scores as a table for a terminal."""
    title = f"{feed['run']} 得分" + (f"（{SAMPLE}）" if feed["sample"] else "")
    table = Table(title=Text(title))
    for heading in ("单位", "类别", "指标体系"):
        table.add_column(heading, overflow="fold")
    for heading in ("得分", "区间", "覆盖率", "依据"):
        table.add_column(heading, justify="right", no_wrap=True)
    for score in feed["scores"]:
        value = "—" if score["score"] is None else f"{score['score']:.2f}"
        basis = score["footing"]
        span = "—" if score["low"] is None else f"{score['low']:.2f}–{score['high']:.2f}"
        table.add_row(
            Text(shown(score["unit"])),
            Text(score["category_name"]),
            Text(score["rulebook"]),
            Text(value + (" 不合格" if score["veto"] else "")),
            Text(span),
            Text(f"{score['coverage'] * 100:.1f}%"),
            Text(f"{basis['judged']}/{basis['planned']}条" + (" 不足" if basis["little"] else "")),
        )
    return table
