"""Hostile portals beside a healthy one: the night ends in time, and nobody else is harmed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.end_to_end.bad_server import Behaviour
from tests.end_to_end.bad_sites import ALIKE, BLOCKS, BOMBS, DOWN, PARTS, bomb, is_detail
from tests.end_to_end.conftest import gongkai
from tests.end_to_end.hostile_run import HostileRun, homes_of, hostile_net, run_over, watchlist

pytestmark = pytest.mark.xdist_group("hostile")

Table = Mapping[str, tuple[Behaviour, set[str]]]
MOST_SECONDS = 150.0
"""Wall time of a run over a dozen hosts on a busy machine; any one that hangs takes longer."""
SAID = (
    "check", "requirement", "subject", "aspect", "title", "outcome", "cause", "due_on",
    "settled_on", "measured", "statement", "day_count",
)  # fmt: skip
NOT_SEEN = {"cant_tell", "inapplicable"}
BAD_NAMES = {
    "nowhere": (),
    "unspecified": ("0.0.0.0",),
    "link-local": ("169.254.1.1",),
    "mapped": ("::ffff:127.0.0.1",),
    "metadata-name": ("169.254.169.254", "fe80::1"),
}


def essence(run: HostileRun, portal: str) -> list[str]:
    """What a portal's findings say, without its host, the moment and the digests."""
    rows = []
    for row in run.of(portal):
        kept: dict[str, Any] = {key: row[key] for key in SAID}
        kept["quotes"] = [one["quote"] for one in row["evidence"]]
        kept["state"] = row["case"] and row["case"]["state"]
        text = json.dumps(kept, ensure_ascii=False)
        rows.append(text.replace(run.hosts[portal], "HOST"))
    return sorted(rows)


def hostile(folder: Path, table: Mapping[str, Behaviour]) -> HostileRun:
    bomb()  # made before anybody waits for it
    with hostile_net(table) as net:
        return run_over(folder, watchlist(net, homes_of(net, [*table, "healthy"])), "--no-alerts")


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> HostileRun:
    """The healthy portal without anybody beside it."""
    return hostile(tmp_path_factory.mktemp("alone"), {})


def check_the_run(run: HostileRun, alone: HostileRun, status: int = 1) -> None:
    """What must hold after any night, whatever was met."""
    assert run.status == status, run.stderr
    assert "Traceback" not in run.stderr
    assert run.seconds < MOST_SECONDS
    assert run.peak < 700
    assert essence(run, "healthy") == essence(alone, "healthy")
    archives = sorted((run.folder / "data/archive").rglob("*.warc.gz"))
    assert len(archives) > len(run.hosts)  # one for each, and the run's own inputs
    assert sum(path.stat().st_size for path in archives) < 40_000_000
    for path in archives:
        with path.open("rb") as file:
            assert sum(1 for _ in ArchiveIterator(file)) > 0
    verified = gongkai("evidence", "verify", folder=run.folder)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert verified.stdout.startswith("sound\t")


def judged(rows: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    """What is said of what was not seen: nothing, in a sound night."""
    keys = ("check", "requirement", "outcome", "subject", "statement")
    return [tuple(str(row[key]) for key in keys) for row in rows if row["outcome"] not in NOT_SEEN]


def check_unobservable(run: HostileRun, portal: str, causes: set[str]) -> None:
    """Nothing is said of a portal that was not seen, but why."""
    rows = run.of(portal)
    assert rows, portal
    assert not (said := judged(rows)), f"{portal}: {said}"
    assert {row["cause"] for row in rows if row["cause"]} == causes, portal
    done = next((run.folder / "data/groups").glob(f"{portal}.*/done.json"))
    (result,) = json.loads(done.read_text())["result"]["portals"]
    assert {result["cause"]} == causes, portal


def test_portals_that_are_down(tmp_path: Path, alone: HostileRun) -> None:
    zone = {f"{name}.hostile.test": where for name, where in BAD_NAMES.items() if where}
    zone["refused.hostile.test"] = ("127.0.0.1",)
    with hostile_net({name: say for name, (say, _) in DOWN.items()}, zone) as net:
        homes = homes_of(net, [*DOWN, *BAD_NAMES, "healthy"])
        homes["refused"] = f"http://refused.hostile.test:{net.refusing}/"
        run = run_over(tmp_path, watchlist(net, homes), "--no-alerts")
        assert not any(net.asked[f"{name}.hostile.test"] for name in BAD_NAMES)
    check_the_run(run, alone)
    for name, (_, causes) in DOWN.items():
        check_unobservable(run, name, causes)
    for name in (*BAD_NAMES, "refused"):
        check_unobservable(run, name, {"unreachable"})


@pytest.mark.parametrize("table", [BLOCKS, BOMBS], ids=["other answers", "bombs"])
def test_portals_that_answer_with_something_else(
    tmp_path: Path, alone: HostileRun, table: Table
) -> None:
    run = hostile(tmp_path, {name: say for name, (say, _) in table.items()})
    check_the_run(run, alone)
    for name, (_, causes) in table.items():
        check_unobservable(run, name, causes)


SEEN = {**PARTS, **ALIKE}
GATE = ("calendar", "inner-challenged", "endless-list", "same-words", "odd-charset")
"""One of each kind; with the rest it takes minutes."""


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(GATE, id="one of each kind"),
        pytest.param(tuple(SEEN.keys() - set(GATE)), id="the others", marks=pytest.mark.slow),
    ],
)
def test_portals_of_which_something_can_be_seen(
    tmp_path: Path, alone: HostileRun, names: tuple[str, ...]
) -> None:
    run = hostile(tmp_path, {name: SEEN[name] for name in names})
    check_the_run(run, alone, status=0)
    for name in names:
        CHECKED[name](run, alone, name)


def _like_the_healthy(run: HostileRun, alone: HostileRun, name: str) -> None:
    assert essence(run, name) == essence(alone, "healthy"), name


def _nothing_said(run: HostileRun, alone: HostileRun, name: str) -> None:
    # Of the host, the home page and the pages that were read, something can be said.
    seen = ("ipv6_support", "site_identity", "pii_exposure")
    rows = [row for row in run.of(name) if row["check"] not in seen]
    assert not (said := judged(rows)), f"{name}: {said}"


def _challenged(run: HostileRun, alone: HostileRun, name: str) -> None:
    _nothing_said(run, alone, name)
    rows = [row for row in run.of(name) if row["check"] != "link_health"]
    assert {row["cause"] for row in rows} == {None, "challenged"}


def _a_maze(run: HostileRun, alone: HostileRun, name: str) -> None:
    _nothing_said(run, alone, name)
    assert {row["cause"] for row in run.of(name)} == {None, "limit"}


def _endless(run: HostileRun, alone: HostileRun, name: str) -> None:
    rows = [row for row in run.of(name) if "doc_" in row["check"] or row["cause"]]
    assert {row["cause"] for row in rows} == {"limit"}, name
    assert not any(_of_documents(row) for row in run.of(name)), name


def _no_documents(run: HostileRun, alone: HostileRun, name: str) -> None:
    behind = [row for row in run.of(name) if is_detail(urlsplit(row["subject"]).path)]
    # That a link leads to such a page is said; nothing else is.
    behind = [row for row in behind if row["check"] != "link_health"]
    assert behind
    assert {(row["outcome"], row["cause"]) for row in behind} == {("cant_tell", "soft_404")}


CHECKED = dict.fromkeys((*ALIKE, "sessions"), _like_the_healthy) | {
    "calendar": _nothing_said,
    "maze": _a_maze,
    "inner-challenged": _challenged,
    **dict.fromkeys(("endless-list", "bomb-list", "wide-list"), _endless),
    **dict.fromkeys(("same-bytes", "same-words"), _no_documents),
}
"""What must hold of each."""


def _of_documents(row: Mapping[str, Any]) -> bool:
    """Whether something is held against a document, or said to be missing of one."""
    checks = ("doc_", "interpretation_present", "interpretation_latency", "interpretation_linked")
    return row["outcome"] == "failed" and str(row["check"]).startswith(checks)
