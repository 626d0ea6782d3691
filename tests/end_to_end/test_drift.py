"""Two nights over a portal that is made anew between them: nobody is accused out of the change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.bad_server import Piece, bad_server
from tests.end_to_end.bad_sites import pages_of
from tests.end_to_end.conftest import findings_of, gongkai
from tests.end_to_end.hostile_run import watchlist
from tests.end_to_end.small_portal import small_portal

MARKS = {
    "vsb": "<!--Announced by Visual SiteBuilder 9-->",
    "trs": '<meta name="generator" content="TRSWCM 7.0">',
}


def _pages(family: str, *, valid: bool) -> dict[str, str]:
    pages = {
        path: text.replace("<head>", f"<head>{MARKS[family]}")
        for path, text in small_portal().items()
    }
    if not valid:
        pages["/gfxwj/0.html"] = pages["/gfxwj/0.html"].replace("有效性", "其他")
    return pages


@pytest.mark.slow
def test_what_newly_fails_on_a_portal_made_anew_is_held(tmp_path: Path) -> None:
    shown = _pages("vsb", valid=True)

    def host(path: str) -> Iterator[Piece]:
        return pages_of(shown)(path)

    with bad_server({"small.drift.test": host}, {}) as net:
        homes = {"small": f"http://small.drift.test:{net.port}/"}
        (tmp_path / "gongkai.toml").write_text(watchlist(net, homes), encoding="utf-8")
        nights = []
        for day, family in ((20, "vsb"), (21, "trs")):
            shown = _pages(family, valid=family == "vsb")
            moment = f"2026-11-{day}T02:00"
            done = gongkai("run", "--as-of", moment, "--no-alerts", folder=tmp_path)
            assert done.returncode == 0, done.stderr
            nights.append(
                {(r["check"], r["subject"], r["aspect"]): r for r in findings_of(tmp_path)}
            )
    before, after = nights
    told = {
        key: (row["outcome"], row["cause"])
        for key, row in after.items()
        if key[0] == "doc_validity_current" or key[0] == "doc_metadata_complete"
    }
    first = [key for key in told if "/gfxwj/0.html" in str(key[1])]
    others = [key for key in told if "/gfxwj/0.html" not in str(key[1])]
    assert ("cant_tell", "scanner") in {told[key] for key in first}
    assert "failed" not in {told[key][0] for key in first}
    # What failed before the change fails still.
    known = [key for key in others if before.get(key, {}).get("outcome") == "failed"]
    assert known
    assert {told[key] for key in known} == {("failed", None)}
    held = next(after[key] for key in first if told[key][1] == "scanner")
    assert "由“博达（VSB）”变为“拓尔思（TRS）”" in str(held["statement"])
    assert "监测端提示 云溪县人民政府较以往明显变化" in done.stdout + done.stderr
    report = next((tmp_path / "data/reports/2026-11-21").glob("*.html")).read_text("utf-8")
    assert "网站系统 拓尔思（TRS） 7.0" in report
    verified = gongkai("evidence", "verify", folder=tmp_path)
    assert verified.returncode == 0, verified.stdout
