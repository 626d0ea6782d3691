"""The schedule as a process of its own: killed, told to end, restarted, asked how it is."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlite_utils import Database

from scheduler.moments import now
from tests.end_to_end.bad_server import Net
from tests.end_to_end.bad_sites import DOWN
from tests.end_to_end.hostile_run import (
    command,
    environment,
    homes_of,
    hostile_net,
    watchlist,
)
from tests.end_to_end.test_killed_parent import alive, wait_for

pytestmark = [pytest.mark.xdist_group("hostile"), pytest.mark.slow]


@contextmanager
def daemon(folder: Path, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command("schedule"),
        cwd=folder,
        env=environment(**more),
        stdout=subprocess.DEVNULL,
        stderr=(folder / "stderr").open("ab"),
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def write(folder: Path, net: Net, names: list[str], health: str = "off") -> None:
    """A watchlist whose night was due a minute ago."""
    due = now() - timedelta(minutes=1)
    if due.date() != now().date():
        pytest.skip("a night that is due right at midnight")
    table = f'[schedule]\nnightly = "{due:%H:%M}"\nhealth = "{health}"\nfree_megabytes = 1\n'
    table += "openings = 0\n"
    text = watchlist(net, homes_of(net, names), table)
    (folder / "gongkai.toml").write_text(text, encoding="utf-8")


def rows(folder: Path, sql: str) -> list[dict[str, object]]:
    path = folder / "data" / "gongkai.db"
    if not path.exists():
        return []
    db = Database(path)
    try:
        return list(db.query(sql))
    except Exception:
        return []
    finally:
        db.close()


def done(folder: Path) -> bool:
    return any(
        row["state"] == "done" for row in rows(folder, "SELECT * FROM jobs WHERE job = 'nightly'")
    )


def workers(parent: int) -> list[int]:
    """The sessions of the job processes below a daemon."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            state = (folder / "stat").read_text().rpartition(")")[2].split()
        except (OSError, NotADirectoryError):
            continue
        if folder.name.isdigit() and int(state[1]) == parent:
            found.append(int(folder.name))
    return found


def test_killed_in_the_middle_and_started_again_the_night_is_done_once(tmp_path: Path) -> None:
    hosts = {name: DOWN[name][0] for name in ("silent", "drip")}
    with hostile_net(hosts) as net:
        write(tmp_path, net, [*hosts, "healthy"])
        with daemon(tmp_path) as first:
            assert wait_for(lambda: net.asked["silent.hostile.test"] > 0, 90)
            children = workers(first.pid)
            first.kill()
            first.wait()
        # However the daemon ended, nobody of it works on in the data folder.
        assert wait_for(lambda: not any(alive(child) for child in children), 10)
        token = str(rows(tmp_path, "SELECT detail FROM runs")[0]["detail"])
        as_of = rows(tmp_path, "SELECT as_of FROM jobs WHERE job = 'nightly'")[0]["as_of"]
        with daemon(tmp_path) as second:
            assert wait_for(lambda: done(tmp_path), 150), (tmp_path / "stderr").read_text()
            second.terminate()
            assert second.wait(30) == 0
    jobs = rows(tmp_path, "SELECT * FROM jobs WHERE job = 'nightly'")
    assert [(row["state"], row["attempts"], row["as_of"]) for row in jobs] == [("done", 2, as_of)]
    runs = rows(tmp_path, "SELECT * FROM runs")
    assert [row["state"] for row in runs] == ["complete"]
    assert json.loads(str(runs[0]["detail"]))["token"] == json.loads(token)["token"]
    assert len(rows(tmp_path, "SELECT * FROM manifests")) == 1
    doubled = "SELECT case_id FROM findings GROUP BY case_id, requirement HAVING count(*) > 1"
    assert rows(tmp_path, doubled) == []


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_it_ends_in_time_while_a_portal_hangs(
    tmp_path: Path, how: signal.Signals
) -> None:
    (tmp_path / "notify").parent.mkdir(exist_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(90)
        with hostile_net({"silent": DOWN["silent"][0]}) as net:
            write(tmp_path, net, ["silent"])
            with daemon(tmp_path, NOTIFY_SOCKET=str(tmp_path / "notify")) as process:
                told = {systemd.recv(100), systemd.recv(100)}
                assert told == {b"READY=1", b"WATCHDOG=1"}
                assert wait_for(lambda: net.asked["silent.hostile.test"] > 0, 90)
                children = workers(process.pid)
                assert children
                began = time.monotonic()
                os.kill(process.pid, how)
                assert process.wait(30) == 0
                assert time.monotonic() - began < 30
                assert wait_for(lambda: not any(alive(child) for child in children), 5)
                while (last := systemd.recv(100)) == b"WATCHDOG=1":
                    pass
                assert last == b"STOPPING=1"
    [row] = rows(tmp_path, "SELECT * FROM jobs WHERE job = 'nightly'")
    assert (row["state"], row["failures"]) == ("running", 0), "to be gone on with"
    assert b"Traceback" not in (tmp_path / "stderr").read_bytes()


def test_it_says_how_it_is_and_makes_special_runs(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with hostile_net({}) as net:
        write(tmp_path, net, ["healthy"], f"127.0.0.1:{port}")
        with daemon(tmp_path) as process:
            assert wait_for(lambda: done(tmp_path), 120), (tmp_path / "stderr").read_text()
            asked = subprocess.run(
                command("special", "--portal", "healthy"),
                cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True,
            )  # fmt: skip
            assert re.fullmatch(rf"{now():%Y-%m-%d}\.1\n", asked.stdout)
            special = "SELECT * FROM jobs WHERE job = 'special' AND state = 'done'"
            assert wait_for(lambda: bool(rows(tmp_path, special)), 120)
            base = f"http://127.0.0.1:{port}"
            assert wait_for(
                lambda: httpx.get(f"{base}/health").json()["jobs"].get("special") == {"done": 1}, 60
            )
            answer = httpx.get(f"{base}/health")
            assert answer.status_code == 200, answer.text
            body = answer.json()
            assert body["last"]["portals"] == 1
            text = httpx.get(f"{base}/metrics").text
            assert 'gongkai_jobs{job="nightly",state="done"} 1.0' in text
            assert "gongkai_last_run_duration_seconds" in text
            assert "score" not in text
            assert httpx.get(f"{base}/").status_code == 404
            process.terminate()
            assert process.wait(30) == 0
    written = json.loads((tmp_path / "data" / "health.json").read_text("utf-8"))
    assert written["status"] == "ok"
    latest = json.loads((tmp_path / "data/feed/v1/latest.json").read_text("utf-8"))
    assert "." not in latest["run"], "the latest word on all portals is a night's"
    assert (tmp_path / "data/reports" / asked.stdout.strip()).is_dir()
    for arguments in (("findings", "--format", "jsonl"), ("report",), ("evidence", "verify")):
        told = subprocess.run(
            command(*arguments), cwd=tmp_path, env=environment(), capture_output=True, check=False
        )
        assert told.returncode == 0, told.stderr
    # Without a daemon a special run is made at once, and the night is not made again.
    with hostile_net({}) as net:
        write(tmp_path, net, ["healthy"])
        asked = subprocess.run(
            command("special"), cwd=tmp_path, env=environment(), capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert (asked.returncode, asked.stdout[-3:]) == (0, ".2\n"), asked.stderr
        before = rows(tmp_path, "SELECT * FROM runs")
        once = subprocess.run(
            command("schedule", "--once"), cwd=tmp_path, env=environment(), check=False
        )
        assert once.returncode == 0
        assert rows(tmp_path, "SELECT * FROM runs") == before
    listed = subprocess.run(
        command("schedule", "--list"),
        cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "next\tnightly\t" in listed.stdout
    assert "last\tspecial\t" in listed.stdout
