"""The watchlist of a regression fixture says all that a portal is judged by."""

from __future__ import annotations

from pathlib import Path

from crawler.portals import Emergency
from crawler.portals.watchlist import load_watchlist
from scheduler.apart.fixtures import _portal_lines
from scheduler.night.amending import roster
from tests.builders import moment, portal


def test_registered_emergencies_come_back_as_they_were(tmp_path: Path) -> None:
    flood = Emergency(
        "石桥镇山洪", moment("2026-07-12T03:20"), "重大", ("山洪", "洪水"), "值班记录",
        released_at=moment("2026-07-12T04:10"), released_url="http://weibo.example/1",
    )  # fmt: skip
    path = tmp_path / "gongkai.toml"
    lines = ["[[portals]]", *_portal_lines(portal(emergencies=(flood,)))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    again = load_watchlist(path).portals[0]
    assert again.emergencies == (flood,)
    assert roster((again,))["yunxi"]["emergencies"][0]["grade"] == "重大"
