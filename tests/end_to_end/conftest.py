"""One night over the sample county, made once and looked at by many tests."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import pytest

from demo import build, serve
from demo.serve import Serving

ROOT = Path(__file__).parents[2]
AS_OF = "2026-11-20"
PATIENCE_S = float(os.environ.get("GONGKAI_TEST_SECONDS", "280"))
"""Seconds that a command may take; a loaded machine wants more."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests here last as much longer as their commands are given."""
    for item in items:
        if PATIENCE_S > 280 and Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.timeout(PATIENCE_S + 20))


@dataclass(frozen=True)
class Night:
    """A data folder after a night, and how the command ended."""

    folder: Path
    watchlist: Path
    data: Path
    truth: list[dict[str, object]]
    status: int
    stdout: str
    stderr: str


def gongkai(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a folder of its own, as a person would."""
    try:
        return subprocess.run(
            [sys.executable, "-m", "scheduler", *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        what = "the night" if arguments[0] == "run" else f"gongkai {arguments[0]}"
        pytest.fail(
            f"{what} took longer than {PATIENCE_S:g} s: is the machine loaded?"
            " (GONGKAI_TEST_SECONDS gives it longer)",
            pytrace=False,
        )


def write_watchlist(folder: Path, serving: Serving, smtp: str | None = None) -> Path:
    """The watchlist of the served county in a folder."""
    path = folder / "gongkai.toml"
    path.write_text(serving.county.watchlist(serving.dns_port, smtp=smtp), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    """The night of 2026-11-20 over the sample county, with its ground truth."""
    folder = tmp_path_factory.mktemp("night")
    with serve(build(date.fromisoformat(AS_OF))) as serving:
        watchlist = write_watchlist(folder, serving)
        truth = [asdict(one) for one in serving.county.truth]
        done = gongkai("run", "--as-of", f"{AS_OF}T02:00", folder=folder)
    return Night(
        folder, watchlist, folder / "data", truth, done.returncode, done.stdout, done.stderr
    )


@pytest.fixture
def copy_of_night(night: Night, tmp_path: Path) -> Path:
    """The folder of that night, to be spoiled."""
    target = tmp_path / "spoiled"
    shutil.copytree(night.folder, target)
    return target


def findings_of(folder: Path) -> list[dict[str, object]]:
    """The findings export of the last run in a folder."""
    done = gongkai("findings", "--format", "jsonl", folder=folder)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def publish(name: str, text: str) -> None:
    """Make sure that a measured page of the docs says what was measured, or write it when asked."""
    path = ROOT / "docs" / name
    if os.environ.get("GONGKAI_WRITE_DOCS"):
        path.write_text(text, encoding="utf-8")
    assert path.exists(), f"docs/{name} is missing: GONGKAI_WRITE_DOCS=1 script/test writes it"
    assert path.read_text("utf-8") == text, f"docs/{name} is stale (GONGKAI_WRITE_DOCS=1)"
