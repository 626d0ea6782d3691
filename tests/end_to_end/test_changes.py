"""Two nights over documents that somebody changed between them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from demo import build, serve
from demo.accuracy import compare, disagreements
from tests.end_to_end.conftest import findings_of, gongkai, write_watchlist

CHECK = "doc_integrity_stable"
PORTALS = ("yunxi", "yunxi-rsj")


@pytest.mark.slow
def test_a_change_between_two_nights_is_seen_and_proved_again_from_the_archive(
    tmp_path: Path,
) -> None:
    with serve(build(date(2026, 11, 20))) as serving:
        write_watchlist(tmp_path, serving)
        for day in (20, 27):
            serving.become(build(date(2026, 11, day)))
            moment = f"2026-11-{day}T02:00"
            chosen = [part for portal in PORTALS for part in ("--portal", portal)]
            done = gongkai("run", "--as-of", moment, *chosen, "--no-alerts", folder=tmp_path)
            assert done.returncode == 0, done.stderr
        county = build(date(2026, 11, 27)).on_ports(serving.county.port, serving.county.lonely_port)
    truth = [asdict(t) for t in county.truth if t.check == CHECK and t.portal in PORTALS]
    found = [row for row in findings_of(tmp_path) if row["check"] == CHECK]
    said = "\n".join(disagreements(truth, found))
    (row, _) = compare(truth, found)
    assert (row.planted, row.found, row.reported) == (1, 1, 1), said
    assert row.pass_rate == 1.0, said
    assert any("更正说明" in str(one["statement"]) for one in found if one["outcome"] == "passed")
    verified = gongkai("evidence", "verify", folder=tmp_path)
    assert verified.returncode == 0, verified.stdout
