"""A loaded machine is named as what it is, not shown as a fault of the night."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.end_to_end import conftest


@pytest.mark.parametrize(
    "command, what", [("run", "the night"), ("findings", "gongkai findings")]
)  # fmt: skip
def test_a_command_that_takes_too_long_asks_for_the_machine(
    command: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*line: object, timeout: float, **options: object) -> None:
        raise subprocess.TimeoutExpired("gongkai", timeout)

    monkeypatch.setattr(conftest, "PATIENCE_S", 600.0)
    monkeypatch.setattr(subprocess, "run", slow)
    told = f"^{what} took longer than 600 s: is the machine loaded?"
    with pytest.raises(pytest.fail.Exception, match=told.replace("?", r"\?")):
        conftest.gongkai(command, folder=tmp_path)
