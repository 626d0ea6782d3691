"""A run of one portal alone stands beside the last sealed read of those above it."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from demo import build, serve
from tests.end_to_end.conftest import Night, findings_of, gongkai, write_watchlist


# Where the night is made already.
@pytest.mark.slow
@pytest.mark.xdist_group("night")
def test_one_portal_alone(night: Night, tmp_path: Path) -> None:
    shutil.copytree(night.data, tmp_path / "data")
    outcomes = {}
    with serve(build(date(2026, 11, 20))) as serving:
        write_watchlist(tmp_path, serving)
        for day in ("2026-11-20", "2026-11-21"):
            arguments = ("--as-of", f"{day}T02:00", "--portal", "yunxi-rsj", "--no-alerts")
            done = gongkai("run", *arguments, folder=tmp_path)
            assert done.returncode == 0, done.stderr
            outcomes[day] = {
                row["subject"]: (row["outcome"], row["cause"])
                for row in findings_of(tmp_path)
                if row["portal"] == "yunxi-rsj" and row["check"] == "interpretation_present"
            }
    # The same day again: what the parents showed that night counts as read.
    (failed,) = {one for one, (outcome, _) in outcomes["2026-11-20"].items() if outcome == "failed"}
    # A day later what is not here may be there.
    assert outcomes["2026-11-21"][failed] == ("cant_tell", "scanner")
    assert "failed" not in {outcome for outcome, _ in outcomes["2026-11-21"].values()}
    sound = gongkai("evidence", "verify", "--run", "2026-11-21", folder=tmp_path)
    assert sound.returncode == 0, sound.stdout
    manifests = sorted((tmp_path / "data" / "archive" / "runs").glob("*.json"))
    above = json.loads(manifests[-1].read_bytes())["above"]
    assert {(one["portal"], one["run"]) for one in above} == {
        ("yunxi", "2026-11-20"),
        ("yunzhou", "2026-11-20"),
    }
