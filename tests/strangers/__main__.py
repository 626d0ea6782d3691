"""`python -m tests.strangers --out FOLDER`: write watchlist and truth, serve until interrupted."""

from __future__ import annotations

import argparse
import json
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path

from tests.strangers.county import AS_OF, DNS_PORT, PORT, build


def main() -> None:
    """Read the options, write the two files, serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.strangers", description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--dns-port", type=int, default=DNS_PORT)
    parser.add_argument("--as-of", type=date.fromisoformat, default=AS_OF)
    parser.add_argument("--write-only", action="store_true")
    options = parser.parse_args()
    made = build(options.as_of, options.port)
    options.out.mkdir(parents=True, exist_ok=True)
    watchlist = made.watchlist(options.port, options.dns_port)
    (options.out / "watchlist.toml").write_text(watchlist, encoding="utf-8")
    rows = json.dumps([asdict(row) for row in made.truth], ensure_ascii=False, indent=1)
    (options.out / "truth.json").write_text(rows + "\n", encoding="utf-8")
    if options.write_only:
        return
    with made.serve(options.dns_port), suppress(KeyboardInterrupt):
        sys.stderr.write(f"{len(made.plans)} portals on port {options.port}\n")
        while True:
            time.sleep(3600)


main()
