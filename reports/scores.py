"""The score feed's objects: what `scores --format json` prints and `feed/v1` serves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from rich.table import Table
from rich.text import Text

from checks.engine.scoring import Score, ScoreLine
from crawler.records.moments import stamp
from reports.charges import Charge, charges
from reports.findings import in_order
from reports.footing import footing
from reports.model import JudgedFinding, RunReport, Standing
from reports.safety import address, shown
from reports.wording import KINDS, SAMPLE, area_of

SCORE_CSV_KEYS = (
    "round", "run", "data_cut", "portal", "unit", "category", "rulebook", "rulebook_version",
    "level1", "level2", "requirement", "points", "score", "deduction", "reason", "problem",
    "stock", "age_days", "portal_score", "low", "high", "coverage", "veto", "status", "release",
    "sample", "judged", "planned", "little",
)  # fmt: skip
"""Columns of the CSV twins: one line per indicator, and one per problem under it."""


def score_feed(report: RunReport, only: str | None = None) -> dict[str, Any]:
    """The feed of a run as one JSON object; `only` keeps one portal and adds its history.

    Units stand in the order of the assessment list (the watchlist).
    """
    problems: dict[tuple[str, str, str], list[JudgedFinding]] = defaultdict(list)
    for judged in in_order(report):
        if judged.standing is not Standing.OTHER:
            finding = judged.finding
            problems[finding.portal, finding.rulebook, finding.requirement].append(judged)
    costs = charges(report)
    feed: dict[str, Any] = {
        "feed": "gongkai-scores",
        "version": 1,
        "run": report.run,
        "round": report.round_name() or None,
        "as_of": stamp(report.as_of),
        "data_cut": stamp(report.data_cut),
        "sample": report.sample,
        "trial": report.trial,
        "status": "final" if report.final else "provisional",
        "release": "released" if report.released else "internal",
        "rulebooks": [
            {"id": r.id, "title": r.title, "version": r.version, "text_sha256": r.text_sha256}
            for r in report.rulebooks
        ],
        "scores": [
            _score(score, report, problems, costs)
            for score in _in_order(report)
            if only in (None, score.portal)
        ],
    }
    if only is not None:
        feed["history"] = [
            {
                "run": point.run,
                "rulebook": point.rulebook,
                "score": _number(point.value),
                "low": _number(point.low),
                "high": _number(point.high),
            }
            for point in report.history.get(only, ())
        ]
    return feed


def _in_order(report: RunReport) -> list[Score]:
    portals = {portal.id: index for index, portal in enumerate(report.portals)}
    rulebooks = {rulebook.id: index for index, rulebook in enumerate(report.rulebooks)}
    return sorted(
        (score for score in report.scores if score.portal in portals),
        key=lambda s: (portals[s.portal], rulebooks.get(s.rulebook, len(rulebooks)), s.rulebook),
    )


def _score(
    score: Score,
    report: RunReport,
    problems: Mapping[tuple[str, str, str], list[JudgedFinding]],
    costs: Mapping[str, Charge],
) -> dict[str, Any]:
    portal, rulebook = report.portal(score.portal), report.rulebook(score.rulebook)
    basis = footing(score, rulebook)
    titles = {requirement.id: requirement for requirement in rulebook.requirements}
    return {
        "portal": portal.id,
        "unit": portal.name,
        "category": portal.kind.value,
        "category_name": KINDS[portal.kind],
        "rulebook": rulebook.id,
        "rulebook_version": rulebook.version,
        "day": score.day.isoformat(),
        "age_days": (report.today - score.day).days,
        "score": _number(score.value),
        "low": _number(score.low),
        "high": _number(score.high),
        "coverage": float(score.coverage),
        "veto": score.veto,
        "footing": {**asdict(basis), "little": basis.little, "text": basis.text},
        "indicators": [
            {
                "level1": area_of(titles[line.requirement]),
                "level2": titles[line.requirement].title,
                "requirement": line.requirement,
                **_line(line),
                "problems": [
                    _problem(judged, costs[judged.finding.case_id], report)
                    for judged in problems.get((portal.id, rulebook.id, line.requirement), ())
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
        "deduction": _number(line.deducted),
        "passed": line.passed,
        "failed": line.failed,
        "pending": line.pending,
        "cant_tell": line.cant_tell,
        "inapplicable": line.inapplicable,
        "suspected": line.suspected,
        "old_stock": line.old_stock,
    }


def _problem(judged: JudgedFinding, charge: Charge, report: RunReport) -> dict[str, Any]:
    first = judged.case.first_failed_on if judged.case else report.today
    return {
        "number": judged.case.id if judged.case else judged.finding.case_id,
        "stock": _stock(judged),
        "state": judged.case.state.value if judged.case else None,
        "subject": address(judged.finding.subject, 20_000),
        "title": shown(judged.finding.title),
        "reason": shown(judged.finding.statement),
        "deduction": _number(charge.deducted),
        "note": charge.note,
        "due_on": judged.finding.due_on.isoformat() if judged.finding.due_on else None,
        "first_failed_on": first.isoformat(),
        "age_days": (report.today - first).days,
    }


def _stock(judged: JudgedFinding) -> str:
    words = {Standing.OLD_STOCK: "old", Standing.SUSPECTED: "suspected", Standing.WAIVED: "waived"}
    return words.get(judged.standing, "new")


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def score_csv_rows(feed: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    """The feed as flat rows with the keys of SCORE_CSV_KEYS."""
    for score in feed["scores"]:
        head = {
            **{key: feed[key] for key in ("round", "run", "data_cut", "status", "release")},
            **{key: score[key] for key in ("portal", "unit", "rulebook", "rulebook_version")},
            **{key: score[key] for key in ("low", "high", "coverage", "veto")},
            **{key: score["footing"][key] for key in ("judged", "planned", "little")},
            "category": score["category_name"],
            "portal_score": score["score"],
            "sample": feed["sample"],
        }
        for line in score["indicators"]:
            row = head | {
                key: line[key]
                for key in ("level1", "level2", "requirement", "points", "score", "deduction")
            }
            yield row
            for problem in line["problems"]:
                yield row | {
                    "score": None,
                    "deduction": problem["deduction"],
                    "reason": problem["reason"],
                    "problem": problem["number"],
                    "stock": problem["stock"],
                    "age_days": problem["age_days"],
                }


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
