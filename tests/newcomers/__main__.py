"""`python -m tests.newcomers --out FOLDER`: writes watchlist and truth, then serves."""

from __future__ import annotations

import argparse
import json
import sys
import threading
from pathlib import Path

from tests.newcomers.county import DNS_PORT, build
from tests.newcomers.facts import AS_OF, PORT


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--dns-port", type=int, default=DNS_PORT)
    given = parser.parse_args()
    made = build(AS_OF)
    given.out.mkdir(parents=True, exist_ok=True)
    with made.serve(given.port, given.dns_port) as (port, names):
        (given.out / "watchlist.toml").write_text(made.watchlist(port, names), "utf-8")
        (given.out / "truth.json").write_text(
            "[\n"
            + ",\n".join(json.dumps(r, ensure_ascii=False) for r in made.truth_on(port))
            + "\n]\n",
            "utf-8",
        )
        sys.stdout.write(f"serving {len(made.units)} portals on {port}, names on {names}" + "\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
