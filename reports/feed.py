"""The score feed as text: its files feed/v1/latest.json, scores/RUN.json, portals/ID.json, CSV.

A feed has one form everywhere: a head, then one score a line. A score is therefore rendered once,
and every file, every answer over HTTP and every reader's part of them is put together from the
same lines.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reports.findings import to_csv
from reports.model import RunReport
from reports.safety import file_name
from reports.scores import SCORE_CSV_KEYS, history_of, score_csv_rows, score_feed
from reports.writing import make_folder, write_bytes, write_text

_SCHEMA = Path(__file__).parent / "feed_schema.json"
_WORKFLOW = ("status", "release", "corrects_released")
"""What is said of a run from outside: it changes without any score changing."""

CSV_HEAD = to_csv((), SCORE_CSV_KEYS)
"""The line of column names."""


@dataclass(frozen=True)
class Edition:
    """The scores of a run as they go out: the feed without its scores, and the scores in order."""

    head: Mapping[str, Any]
    scores: Sequence[Mapping[str, Any]]

    @property
    def run(self) -> str:
        """The name of the run."""
        return str(self.head["run"])

    @property
    def digest(self) -> str:
        """SHA-256 of what the edition says.

        How far the office is with a problem, and whether the scores are final or released, are
        left out: they may change without any score changing.
        """
        said = {key: value for key, value in self.head.items() if key not in _WORKFLOW}
        parts = [_dense(said)]
        parts += [_dense(_without_workflow(score)) for score in self.scores]
        return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()

    def marked(self, **given: Any) -> Edition:
        """The edition with another `status`, `release` or `corrects_released`."""
        labels = {key: value for key, value in given.items() if key != "corrects_released"}
        return Edition({**self.head, **given}, [{**score, **labels} for score in self.scores])


def edition_of(report: RunReport) -> Edition:
    """The edition of a run."""
    feed = score_feed(report)
    scores = feed.pop("scores")
    return Edition({**feed, "corrects_released": False}, scores)


@cache
def feed_schema() -> Mapping[str, Any]:
    """The JSON Schema (2020-12) of every JSON file of the feed."""
    schema: dict[str, Any] = json.loads(_SCHEMA.read_text("utf-8"))
    return schema


def schema_text() -> bytes:
    """The schema as published."""
    return _SCHEMA.read_bytes()


def json_head(head: Mapping[str, Any]) -> str:
    """The beginning of a feed, up to its first score."""
    return _dense(head)[:-1] + ',"scores":[\n'


def json_line(score: Mapping[str, Any]) -> str:
    """One score as one line."""
    return _dense(score)


def json_tail(rest: Mapping[str, Any] | None = None) -> str:
    """The end of a feed after its last score; `rest` are the keys that follow the scores."""
    more = "," + _dense(rest)[1:-1] if rest else ""
    return f"\n]{more}}}\n"


def to_json(feed: Mapping[str, Any]) -> str:
    """A feed as JSON text, one score a line, ending in a line break."""
    head = {key: value for key, value in feed.items() if key not in ("scores", "history")}
    rest = {"history": feed["history"]} if "history" in feed else None
    return json_head(head) + ",\n".join(map(json_line, feed["scores"])) + json_tail(rest)


def score_csv(feed: Mapping[str, Any]) -> str:
    """A feed as CSV."""
    return to_csv(score_csv_rows(feed), SCORE_CSV_KEYS)


def csv_lines(head: Mapping[str, Any], score: Mapping[str, Any]) -> str:
    """The lines of one score as CSV, without the line of column names."""
    return score_csv({**head, "scores": [score]})[len(CSV_HEAD) :]


def write_feed(report: RunReport, folder: Path, *, latest: bool = True) -> Path:
    """Write the feed of a run below `folder` (feed/v1) and return it.

    Each file is replaced whole; `latest.json` last, so that a reader who starts there never
    meets a run whose files are missing. `latest` is false for a run of a past date. Raises
    UnsafeName for a run or portal id that cannot be a file name.
    """
    edition = edition_of(report)
    histories = {portal.id: history_of(report, portal.id) for portal in report.portals}
    return write_edition(edition, folder, histories, latest=latest)


def write_edition(
    edition: Edition,
    folder: Path,
    histories: Mapping[str, Iterable[Mapping[str, Any]]],
    *,
    latest: bool,
) -> Path:
    """The same for an edition; `histories` hold the former scores of each unit to be written."""
    make_folder(folder)
    write_bytes(folder / "schema.json", schema_text())
    rendered = [
        (score["portal"], json_line(score), csv_lines(edition.head, score))
        for score in edition.scores
    ]
    by_portal: dict[str, list[tuple[str, str, str]]] = {}
    for line in rendered:
        by_portal.setdefault(line[0], []).append(line)
    for portal, history in histories.items():
        rest = {"history": list(history)}
        own = by_portal.get(portal, [])
        _write(folder / "portals" / file_name(portal), edition, own, rest)
    _write(folder / "scores" / file_name(edition.run), edition, rendered)
    if latest:
        _write(folder / "latest", edition, rendered)
    return folder


def _write(
    stem: Path,
    edition: Edition,
    lines: Sequence[tuple[str, str, str]],
    rest: Mapping[str, Any] | None = None,
) -> None:
    """The scores of `lines` (unit, JSON, CSV) as STEM.csv and STEM.json."""
    sheet = CSV_HEAD + "".join(line[2] for line in lines)
    text = json_head(edition.head) + ",\n".join(line[1] for line in lines) + json_tail(rest)
    # Not with_suffix: a special run's name (2026-11-20.2) has a dot of its own.
    write_text(stem.with_name(stem.name + ".csv"), sheet, bom=True)
    write_text(stem.with_name(stem.name + ".json"), text)


def _without_workflow(score: Mapping[str, Any]) -> dict[str, Any]:
    said = {key: value for key, value in score.items() if key not in _WORKFLOW}
    said["indicators"] = [
        {
            **line,
            "problems": [{**problem, "state": None} for problem in line["problems"]],
        }
        for line in score["indicators"]
    ]
    return said


def _dense(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
