"""A night without IPv6, in a network namespace that this process has for itself: FOLDER.

Prints what was seen as JSON. Run by `unshare -n`; ends with an error where it may not be.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.faults.nights import FIRST, alarms, run, verdict, words
from tests.faults.town import OTHER, STRUCK, UNITS, town


def ipv6(on: bool) -> None:
    """Switch IPv6 on or off in this namespace."""
    for name in ("all", "default", "lo"):
        Path(f"/proc/sys/net/ipv6/conf/{name}/disable_ipv6").write_text("0" if on else "1")
    if on:
        command = ["ip", "-6", "addr", "add", "::1/128", "dev", "lo"]
        subprocess.run(command, check=False, capture_output=True)


def main() -> None:
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    calm, struck = Path(sys.argv[1]) / "calm", Path(sys.argv[1]) / "struck"
    with town() as place:
        for folder in (calm, struck):
            folder.mkdir()
            (folder / "gongkai.toml").write_text(place.watchlist(), encoding="utf-8")
        run(calm, FIRST)
        usual = {name: words(calm, FIRST, name) for name in (STRUCK, OTHER)}
        assert any(word[0] == "ipv6_support" and word[4] == "passed" for word in usual[STRUCK])
        place.post.taken.clear()
        ipv6(False)
        try:
            done = run(struck, FIRST)
        finally:
            ipv6(True)
        seen = {name: verdict(words(struck, FIRST, name), usual[name]) for name in usual}
        units = len(place.post.to(*UNITS.values()))
        told = len(alarms(struck))
        run(struck, FIRST)
        again = [verdict(words(struck, FIRST, name), usual[name]) for name in usual]
    json.dump(
        {
            "status": done.status,
            "struck": seen[STRUCK],
            "other": seen[OTHER],
            "units": units,
            "alarms": told,
            "recovered": again,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
