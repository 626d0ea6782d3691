"""Record the data folder that a version leaves: python -m tests.scheduler.releases VERSION."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from tests.end_to_end.small_portal import small_portal
from tests.scheduler.releases import HERE, NIGHTS, serving

ROOT = Path(__file__).parents[3]


def record(version: str, checkout: Path) -> Path:
    """Two nights with the code of a checkout, kept as text; refuses to replace a recorded one."""
    target = HERE / version
    if target.exists():
        raise SystemExit(f"{target}: is recorded already")
    with tempfile.TemporaryDirectory() as name, serving(small_portal()) as home:
        folder = Path(name)
        (folder / "gongkai.toml").write_text(
            '[monitor]\nrulebooks = ["standing"]\ncontact = "zwgk@test.example"\n'
            "[monitor.limits]\nretries = 0\n"
            '[[portals]]\nid = "yunxi"\nname = "云溪县人民政府"\nkind = "county"\n'
            f'home = "{home}"\n',
            encoding="utf-8",
        )
        for night in NIGHTS:
            subprocess.run(
                [sys.executable, "-m", "scheduler", "run", "--as-of", f"{night}T02:00"],
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(checkout)},
                check=True,
            )
        target.mkdir()
        shutil.copy(folder / "gongkai.toml", target)
        shutil.copytree(folder / "data" / "archive", target / "archive")
        for path in (folder / "data").rglob("*.db"):
            dump = target / path.relative_to(folder / "data").with_suffix(".sql")
            dump.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(path)) as connection:
                # SQLite's own dump writes an infinite rate as a word that it cannot read.
                lines = (line.replace(",Inf)", ",9e999)") for line in connection.iterdump())
                dump.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return target


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    made = record(sys.argv[1], Path(sys.argv[2]).absolute() if len(sys.argv) == 3 else ROOT)
    sys.stdout.write(f"{made}\n")
