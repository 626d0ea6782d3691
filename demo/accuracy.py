"""How well findings agree with ground truth: precision and recall, per check.

Works on plain rows (portal, check, subject, aspect, outcome), so that any truth file and any
findings export can be compared: `python -m demo.accuracy TRUTH.json FINDINGS.jsonl`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BY_ASPECT = frozenset(
    {
        "section_present",
        "section_freshness",
        "annual_report_on_time",
        "ipv6_support",
        "proposal_reply_disclosed",
        "emergency_release_latency",
    }
)
"""Checks whose aspect belongs to the identity of a finding (section, year, host)."""

OPEN_ASPECT = frozenset({"link_health"})
"""Checks whose aspect (the first page that shows a link) the truth leaves open."""

Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class Accuracy:
    """Counts for one check (or all): planted failures and passes, and how they were reported.

    `unseen_failed` counts failures reported for what the truth says could not be seen.
    """

    check: str
    planted: int
    found: int
    reported: int
    true: int
    passes: int
    passed: int
    unseen_failed: int
    aspects: int
    aspects_right: int

    @property
    def recall(self) -> float:
        """Share of planted failures that were found."""
        return self.found / self.planted if self.planted else 1.0

    @property
    def precision(self) -> float:
        """Share of reported failures that are true."""
        return self.true / self.reported if self.reported else 1.0

    @property
    def pass_rate(self) -> float:
        """Share of true passes reported as passed."""
        return self.passed / self.passes if self.passes else 1.0


def key_of(row: Mapping[str, Any]) -> Key:
    """What makes two rows speak of the same thing."""
    aspect = (row.get("aspect") or "") if row["check"] in BY_ASPECT else ""
    return row["portal"], row["check"], row["subject"], aspect


def compare(
    truth: Iterable[Mapping[str, Any]], findings: Iterable[Mapping[str, Any]]
) -> list[Accuracy]:
    """One row per check of the truth, in order of name, and a last one named "all"."""
    expected = {key_of(row): row for row in truth}
    reported = {key_of(row): row for row in findings}
    names = sorted({key[1] for key in expected})
    rows = [_one(name, expected, reported) for name in names]
    total = [sum(getattr(row, name) for row in rows) for name in _COUNTS]
    return [*rows, Accuracy("all", *total)]


_COUNTS = (
    "planted",
    "found",
    "reported",
    "true",
    "passes",
    "passed",
    "unseen_failed",
    "aspects",
    "aspects_right",
)


def _one(
    name: str, expected: Mapping[Key, Mapping[str, Any]], reported: Mapping[Key, Mapping[str, Any]]
) -> Accuracy:
    said = {key: row for key, row in reported.items() if key[1] == name}
    meant = {key: row for key, row in expected.items() if key[1] == name}
    # Where the rulebook is silent the truth names further outcomes that are right as well.
    planted = {
        key
        for key, row in meant.items()
        if row["outcome"] == "failed" and not _allowed(row, said.get(key))
    }
    failed = {key for key, row in said.items() if row["outcome"] == "failed"}
    failed -= {key for key in failed if key in meant and _allowed(meant[key], said[key])}
    passes = {
        key
        for key, row in meant.items()
        if row["outcome"] == "passed" and not _allowed(row, said.get(key))
    }
    unseen = {key for key, row in meant.items() if row["outcome"] == "cant_tell"}
    both = planted & failed
    return Accuracy(
        check=name,
        planted=len(planted),
        found=len(both),
        reported=len(failed),
        true=len(both),
        passes=len(passes),
        passed=sum(1 for key in passes if said.get(key, {}).get("outcome") == "passed"),
        unseen_failed=len(unseen & failed),
        aspects=len(both),
        aspects_right=sum(
            name in OPEN_ASPECT
            or (said[key].get("aspect") or "") == (meant[key].get("aspect") or "")
            for key in both
        ),
    )


def _allowed(row: Mapping[str, Any], said: Mapping[str, Any] | None) -> bool:
    """Whether the truth lets this other outcome stand."""
    return said is not None and said["outcome"] in (row.get("also") or ())


def disagreements(
    truth: Iterable[Mapping[str, Any]], findings: Iterable[Mapping[str, Any]]
) -> list[str]:
    """A line for everything that came out otherwise, for whoever mends it."""
    expected = {key_of(row): row for row in truth}
    reported = {key_of(row): row for row in findings}
    built = {key[1] for key in expected}
    lines = []
    for key in sorted({*expected, *(key for key in reported if key[1] in built)}):
        want, got = expected.get(key), reported.get(key)
        left = want["outcome"] if want else "(nothing)"
        right = got["outcome"] if got else "(nothing)"
        if want is not None and _allowed(want, got):
            continue
        aspects = (want or {}).get("aspect"), (got or {}).get("aspect")
        if key[1] in OPEN_ASPECT:
            aspects = None, None
        if left != right or (left == "failed" and (aspects[0] or "") != (aspects[1] or "")):
            note = (want or {}).get("note") or ""
            cause = (got or {}).get("cause") or ""
            lines.append(
                f"{key[0]} {key[1]} {key[2]} {aspects[0]}: truth {left}, said {right} {cause}"
                f" {aspects[1] if aspects[0] != aspects[1] else ''}"
                f" | {(got or {}).get('statement', '')} | {note}"
            )
    return lines


def share(value: float, of: int) -> str:
    """A share as printed: one of nothing says nothing."""
    return f"{value:.3f}" if of else "–"


def as_table(rows: Iterable[Accuracy]) -> str:
    """The figures as a Markdown table."""
    lines = [
        "| check | planted | found | recall | reported | true | precision | passes | said passed "
        "| unseen but failed |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {row.check} | {row.planted} | {row.found} | {share(row.recall, row.planted)} "
        f"| {row.reported} | {row.true} | {share(row.precision, row.reported)} "
        f"| {row.passes} | {share(row.pass_rate, row.passes)} "
        f"| {row.unseen_failed} |"
        for row in rows
    ]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Compare two files; prints the table and every disagreement."""
    truth = json.loads(Path(arguments[0]).read_text("utf-8"))
    findings = [json.loads(line) for line in Path(arguments[1]).read_text("utf-8").splitlines()]
    sys.stdout.write(as_table(compare(truth, findings)))
    for line in disagreements(truth, findings):
        sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
