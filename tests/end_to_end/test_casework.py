"""Casework over a real night: acts, an upheld appeal, and the fixture that is made of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from demo import build, serve
from scheduler.apart.fixtures import fault_of, read_fixture
from tests.end_to_end.conftest import gongkai, write_watchlist

WHO = ("--person", "王某")


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_an_upheld_appeal_becomes_a_fixture(tmp_path: Path) -> None:
    folder = tmp_path
    night = ("run", "--as-of", "2026-11-20T02:00", "--portal", "baisha", "--no-alerts")
    with serve(build(date(2026, 11, 20))) as serving:
        # Served here once: without a watchlist every command would build the county anew.
        write_watchlist(folder, serving)
        made_night = gongkai(*night, folder=folder)
    assert made_night.returncode == 0, made_night.stderr
    listed = gongkai("cases", "--format", "jsonl", "--state", "open", folder=folder)
    assert listed.returncode == 0, listed.stderr
    rows = [json.loads(line) for line in listed.stdout.splitlines()]
    row = next(one for one in rows if one["check"] == "message_reply_latency")
    proof = ("--reason", "不适用", "--address", "http://www.yunxi.test/x")
    for words in (
        ("issue", row["id"], "--at", "2026-11-20T09:00"),
        ("dispute", row["id"], *proof, "--at", "2026-11-20T10:00"),
        (
            "decide",
            "accept",
            row["id"],
            "--reason",
            "误判",
            "--unmeasured",
            "--at",
            "2026-11-20T11:00",
        ),
    ):
        done = gongkai("case", *words, *WHO, folder=folder)
        assert done.returncode == 0, done.stderr
    refused = gongkai("case", "issue", row["id"], *WHO, folder=folder)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.count("\n") == 1
    made = gongkai("case", "fixture", row["id"], "--output", "kept", folder=folder)
    assert made.returncode == 0, made.stderr
    kept = folder / "kept" / row["id"]
    assert read_fixture(kept).reproduced
    assert "the wrong verdict is back" in (fault_of(kept) or "")
    state = json.loads(gongkai("case", "show", row["id"], "--format", "json", folder=folder).stdout)
    assert [one["action"] for one in state["history"]] == [None, "issue", "dispute", "accept"]
    sound = gongkai("evidence", "verify", folder=folder)
    assert sound.returncode == 0, sound.stdout
