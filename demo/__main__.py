"""`python -m demo`: write or serve the sample county.

`--write FOLDER` writes watchlist and ground truth; otherwise it serves until interrupted and
prints the path of a watchlist for these servers.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import threading
from datetime import date
from pathlib import Path

from demo.county import County, NoSuchDayError, build
from demo.serve import PortTakenError, serve
from demo.truth import as_json


def write(county: County, folder: Path, dns_port: int) -> Path:
    """Write watchlist and truth of a county; the path of the watchlist."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "sample-county.toml"
    path.write_text(county.watchlist(dns_port), encoding="utf-8")
    (folder / "truth.json").write_text(as_json(county.truth), encoding="utf-8")
    return path


def main(arguments: list[str] | None = None) -> int:
    """The command; 0 when it was interrupted or has written what was asked, 2 for a day
    on which there is no county and without its port.
    """
    parser = argparse.ArgumentParser(prog="python -m demo", description="The sample county.")
    parser.add_argument("--as-of", type=date.fromisoformat, default=date(2026, 11, 20))
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--port", type=int, default=8801)
    parser.add_argument("--dns-port", type=int, default=5353)
    parser.add_argument("--write", type=Path, metavar="FOLDER")
    options = parser.parse_args(arguments)
    try:
        county = build(options.as_of, options.seed)
    except NoSuchDayError as error:
        sys.stderr.write(f"--as-of: {error}\n")
        return 2
    if options.write:
        moved = county.on_ports(options.port, options.port + 1)
        sys.stdout.write(f"{write(moved, options.write, options.dns_port)}\n")
        return 0
    try:
        return _serve(county, options.port, options.dns_port)
    except PortTakenError as error:
        option = "--dns-port" if error.port == options.dns_port else "--port"
        also = ", which takes the next one, too" if error.port == options.port + 1 else ""
        told = f"port {error.port} is taken: give another with {option}{also}"
        sys.stderr.write(f"{told}\n")
        return 2


def _serve(county: County, port: int, dns_port: int) -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a kill ends it as Ctrl-C does
    try:
        with (
            tempfile.TemporaryDirectory(prefix="gongkai-sample-") as folder,
            serve(county, port, dns_port) as serving,
        ):
            sys.stdout.write(f"{write(serving.county, Path(folder), serving.dns_port)}\n")
            sys.stdout.flush()
            threading.Event().wait()
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
