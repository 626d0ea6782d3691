"""What an appraisal comes to, as data, as CSV and for a terminal."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rich.table import Table
from rich.text import Text

from checks.appraisal.adjustments import Points
from checks.appraisal.daily import rulebook_of
from checks.appraisal.inputs import Inputs, Mark
from checks.appraisal.plan import Level, Part, PartRule
from checks.appraisal.result import PartResult
from checks.appraisal.total import Appraisal, UnitResult
from crawler.records import encode
from reports.appraisal.layout import KINDS
from reports.papers.phrases import MISSING
from reports.safety import cell, shown
from reports.wording import SAMPLE

RELEASED, UNRELEASED = "已发布", "未发布"
CSV_KEYS = (
    "release", "appraisal", "unit", "name", "kind", "part", "title", "weight", "value", "weighted",
    "missing", "sources", "notes", "sample",
)  # fmt: skip


def as_data(appraisal: Appraisal, inputs: Inputs) -> dict[str, Any]:
    """The appraisal as one JSON object: settings, warnings, units with parts, marks beside ours.

    Values are out of 100, to 0.0001; totals as they count, to 0.01.
    """
    plan, settings = appraisal.plan, appraisal.settings
    return {
        "appraisal": plan.id,
        "title": plan.title,
        "year": plan.year,
        "plan_sha256": plan.sha256,
        "settings": [
            {
                "key": rule.key,
                "title": rule.title,
                "value": settings.text(rule.key) or None,
                "words": settings.words(rule.key) or None,
                "filled_in": settings.is_filled(rule.key),
                "basis": rule.basis,
            }
            for rule in plan.settings
        ],
        "warnings": list(appraisal.warnings),
        "units": [_unit(appraisal, one, inputs) for one in appraisal.units],
        "counterparts": [encode(one) for one in inputs.counterparts],
    }


def digest_of(data: Mapping[str, Any]) -> str:
    """The digest by which a result is released."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def with_state(
    data: Mapping[str, Any], digest: str | None, inputs: Sequence[Any], *, sample: bool
) -> dict[str, Any]:
    """The result with its state of release, its sample mark and where its inputs come from.

    `digest` is that of the result which was released, None if none was.
    """
    own = digest_of(data)
    return {
        "release": "released" if own == digest else "internal",
        "release_name": RELEASED if own == digest else UNRELEASED,
        "corrects_released": digest is not None and own != digest,
        "sample": sample,
        "digest": own,
        **data,
        "inputs": list(inputs),
    }


def _unit(appraisal: Appraisal, one: UnitResult, inputs: Inputs) -> dict[str, Any]:
    rules = appraisal.plan.parts
    return {
        "unit": one.unit.id,
        "name": one.unit.name,
        "kind": one.unit.kind.value,
        "kind_name": KINDS[one.unit.kind],
        "total": _number(one.total),
        "missing": list(one.missing),
        "parts": [_part(rule, part) for rule, part in zip(rules, one.parts, strict=True)],
        "points": [_points(each) for each in one.points],
        "beside": [
            _beside(appraisal, one, mark, inputs)
            for mark in sorted(inputs.marks, key=_place)
            if mark.unit == one.unit.id
        ],
    }


def _part(rule: PartRule, one: PartResult) -> dict[str, Any]:
    share = Fraction(1) if rule.part is Part.ADJUSTMENT else Fraction(rule.weight, 100)
    return {
        "part": rule.part.value,
        "title": rule.title,
        "weight": rule.weight,
        "value": _exact(one.value),
        "weighted": None if one.value is None else _exact(one.value * share),
        "missing": list(one.missing),
        "sources": list(one.sources),
        "notes": list(one.notes),
    }


def _points(one: Points) -> dict[str, Any]:
    given: dict[str, Any] = encode(one.given)
    place = Part.PROFESSIONAL if one.in_professional else Part.ADJUSTMENT
    return {
        **given,
        "title": one.rule.title,
        "clause": one.rule.clause,
        "amount": _exact(one.amount),
        "counts_in": place.value,
    }


def _beside(appraisal: Appraisal, unit: UnitResult, mark: Mark, inputs: Inputs) -> dict[str, Any]:
    """An assessor's mark beside our own frozen scores: neither changes the other."""
    own_level = mark.level is Level.OWN
    portal = mark.portal or (inputs.portal_of(mark.unit) if own_level else "")
    book = rulebook_of(appraisal.settings, unit.unit)
    ours = [
        one
        for one in sorted(inputs.own, key=lambda one: (one.round, one.rulebook))
        if portal and one.portal == portal and (not own_level or one.rulebook == book)
    ]
    return {
        "part": mark.part.value,
        "level": mark.level.value,
        "level_name": appraisal.plan.level(mark.level).title,
        "member": mark.member,
        "mark": _number(mark.mark),
        "source": mark.source,
        "tested_on": mark.tested_on.isoformat(),
        "portal": portal or None,
        "own": [
            {
                "round": one.round,
                "run": one.run,
                "rulebook": one.rulebook,
                "score": _number(one.value),
                "difference": None if one.value is None else _number(mark.mark - one.value),
            }
            for one in ours
        ],
    }


def _place(mark: Mark) -> tuple[int, int, str]:
    return list(Part).index(mark.part), list(Level).index(mark.level), mark.member


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _exact(value: Fraction | None) -> float | None:
    if value is None:
        return None
    return float(Decimal(math.floor(value * 10_000 + Fraction(1, 2))).scaleb(-4))


def to_json(data: Mapping[str, Any]) -> str:
    """One JSON object, indented."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def to_csv(data: Mapping[str, Any]) -> str:
    """One line for each part of each unit and one for its total; no cell can be a formula."""
    out = io.StringIO()
    writer = csv.DictWriter(out, CSV_KEYS, lineterminator="\n")
    writer.writeheader()
    for row in _csv_rows(data):
        writer.writerow({key: _csv_cell(value) for key, value in row.items()})
    return out.getvalue()


def _csv_rows(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    head = {
        "release": data["release_name"],
        "appraisal": data["appraisal"],
        "sample": SAMPLE if data["sample"] else "",
    }
    for unit in data["units"]:
        name = {"unit": unit["unit"], "name": unit["name"], "kind": unit["kind_name"]}
        for one in unit["parts"]:
            texts = {key: "；".join(one[key]) for key in ("missing", "sources", "notes")}
            figures = {key: one[key] for key in ("part", "title", "weight", "value", "weighted")}
            yield {**head, **name, **figures, **texts}
        yield {
            **head, **name, "part": "total", "title": "合计", "weight": "",
            "value": unit["total"], "weighted": unit["total"],
            "missing": "；".join(unit["missing"]), "sources": "", "notes": "",
        }  # fmt: skip


def _csv_cell(value: object) -> object:
    return cell(shown(value)) if isinstance(value, str) else value


def to_table(data: Mapping[str, Any]) -> Table:
    """The units with their parts for a terminal; 缺 stands for what is missing."""
    marks = [data["release_name"], *([SAMPLE] if data["sample"] else [])]
    table = Table(title=Text(f"{data['title']}（{'，'.join(marks)}）"))
    table.add_column("单位", overflow="fold")
    for part in data["units"][0]["parts"]:
        weight = f"（{part['weight']}%）" if part["weight"] else ""
        table.add_column(part["title"] + weight, justify="right")
    table.add_column("合计", justify="right")
    table.add_column("缺项", overflow="fold")
    for unit in data["units"]:
        table.add_row(
            Text(unit["name"]),
            *(Text(_figure(part["value"])) for part in unit["parts"]),
            Text(_figure(unit["total"])),
            Text(shown("；".join(unit["missing"]), 300)),
        )
    return table


def settings_table(data: Mapping[str, Any]) -> Table:
    """What the office chose, and what stands by default, where the notice leaves it open."""
    table = Table(title=Text("设置（通知未写明、由市政务公开办确定的事项）"))
    for heading in ("设置项", "值", "来源", "依据"):
        table.add_column(heading, overflow="fold")
    for one in data["settings"]:
        source = "已填写" if one["filled_in"] else "默认" if one["value"] else "待填写"
        table.add_row(
            Text(one["title"]), Text(shown(one["words"] or MISSING)), source, Text(one["basis"])
        )
    return table


def _figure(value: float | None) -> str:
    return MISSING if value is None else f"{value:.2f}"
