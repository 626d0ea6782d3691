"""Programs that stand in for those of the system: what they do with a file is up to a test."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

SAYS = """#!{python}
import sys
sys.stdout.buffer.write({text!r}.encode())
"""


def only_programs(monkeypatch: pytest.MonkeyPatch, folder: Path, **scripts: str) -> None:
    """Leave these programs alone on the search path; each is the text of a shell script."""
    bin_ = folder / "bin"
    bin_.mkdir(exist_ok=True)
    for name, script in scripts.items():
        path = bin_ / name
        path.write_text(script if script.startswith("#!") else f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
    for name in ("cat", "sleep", "head", "yes", "sh", "env", "test", "dd"):
        real = next((p for d in os.defpath.split(":") if (p := Path(d) / name).exists()), None)
        if real is not None and not (bin_ / name).exists():
            (bin_ / name).symlink_to(real)
    monkeypatch.setenv("PATH", str(bin_))


def saying(text: str) -> str:
    """A script that prints a text whatever the file."""
    return SAYS.format(python=sys.executable, text=text)
