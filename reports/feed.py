"""The score feed on disk: feed/v1/latest.json, scores/RUN.json, portals/ID.json, CSV twins."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from reports.findings import to_csv
from reports.model import RunReport
from reports.safety import file_name
from reports.scores import SCORE_CSV_KEYS, score_csv_rows, score_feed
from reports.writing import make_folder, write_bytes, write_text

_SCHEMA = Path(__file__).parent / "feed_schema.json"


@cache
def feed_schema() -> Mapping[str, Any]:
    """The JSON Schema (2020-12) of every JSON file of the feed."""
    schema: dict[str, Any] = json.loads(_SCHEMA.read_text("utf-8"))
    return schema


def to_json(feed: Mapping[str, Any]) -> str:
    """A feed as JSON text, ending in a line break."""
    return json.dumps(feed, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def score_csv(feed: Mapping[str, Any]) -> str:
    """A feed as CSV."""
    return to_csv(score_csv_rows(feed), SCORE_CSV_KEYS)


def write_feed(report: RunReport, folder: Path, *, latest: bool = True) -> Path:
    """Write the feed of a run below `folder` (feed/v1) and return it.

    Each file is replaced whole; `latest.json` last, so that a reader who starts there never
    meets a run whose files are missing. `latest` is false for a run of a past date. Raises
    UnsafeName for a run or portal id that cannot be a file name.
    """
    make_folder(folder)
    write_bytes(folder / "schema.json", _SCHEMA.read_bytes())
    for portal in report.portals:
        _write_twins(folder / "portals" / file_name(portal.id), score_feed(report, portal.id))
    feed = score_feed(report)
    _write_twins(folder / "scores" / file_name(report.run), feed)
    if latest:
        _write_twins(folder / "latest", feed)
    return folder


def _write_twins(stem: Path, feed: Mapping[str, Any]) -> None:
    # Not with_suffix: a special run's name (2026-11-20.2) has a dot of its own.
    write_text(stem.with_name(stem.name + ".csv"), score_csv(feed), bom=True)
    write_text(stem.with_name(stem.name + ".json"), to_json(feed))
