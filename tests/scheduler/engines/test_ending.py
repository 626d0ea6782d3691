"""A command that is told to end ends in order: its processes too, with one line and a status."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scheduler.ending import ToldToEnd, ending_in_order, unbroken


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_what_is_under_way_with_its_own_status(sign: signal.Signals) -> None:
    before = signal.getsignal(sign)
    former = signal.SIG_DFL  # where tests run behind a shell SIGINT may be ignored
    signal.signal(sign, former)

    def command() -> None:
        with ending_in_order():
            try:
                os.kill(os.getpid(), sign)
            finally:
                # Programs that end others ask twice: what is being ended is not broken off.
                os.kill(os.getpid(), signal.SIGTERM)

    try:
        with pytest.raises(ToldToEnd, match=rf"told to end \({sign.name}\)") as told:
            command()
        assert told.value.code == 128 + sign
        assert signal.getsignal(sign) is former
    finally:
        signal.signal(sign, before)


def test_a_step_that_is_not_broken_off_is_ended_first() -> None:
    done = []

    def command() -> None:
        with ending_in_order(), unbroken():
            os.kill(os.getpid(), signal.SIGTERM)
            done.append("step")
            raise ValueError("a fault in it does not hide the signal")

    with pytest.raises(ToldToEnd):
        command()
    assert done == ["step"]


def test_a_signal_that_is_ignored_stays_so() -> None:
    former = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with ending_in_order():
            os.kill(os.getpid(), signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, former)


def sleep(job: object) -> None:
    """What a worker does instead of crawling; it has to find it here."""
    time.sleep(60)


@pytest.mark.parametrize("wait", [0.2, 8.0])  # while its processes start, and when they work
def test_nothing_is_left_behind_and_one_line_says_how_to_go_on(wait: float) -> None:
    script = """
from types import SimpleNamespace
import scheduler.cli as cli
from scheduler.engines import crawling
from tests.scheduler.engines.test_ending import sleep


def command(prog_name):
    print("begun", flush=True)
    for _ in crawling._crawl_together([SimpleNamespace(cut_at=None)], crawling.make_pool, 1):
        pass


crawling.crawl_group = sleep
cli.app = command
cli.main()
"""
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    ) as command:  # fmt: skip
        assert command.stdout is not None
        assert command.stdout.readline() == "begun\n"
        with pytest.raises(subprocess.TimeoutExpired):
            command.wait(wait)
        command.send_signal(signal.SIGTERM)
        _, told = command.communicate(timeout=30)
    assert command.returncode == 128 + signal.SIGTERM
    assert told == (
        "gongkai: told to end (SIGTERM); what was done so far is kept, and the same command goes"
        " on where this one ended\n"
    )
    for _ in range(100):
        try:
            os.killpg(command.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise AssertionError("a process lives on")
