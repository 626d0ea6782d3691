"""One rate for a host over all groups: turns, the keeper and its clients."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest

from crawler.errors import GongkaiError
from crawler.fetching import pace
from crawler.fetching.names import Names
from crawler.fetching.pace import KeptPace, PaceKeeper
from crawler.fetching.politeness import Gate
from crawler.fetching.probe import Asking, ScannerIpv6, probe_ipv6
from crawler.portals import Limits, Portal, PortalKind
from scheduler.engines.keeper import farewell, pace_keeper
from scheduler.engines.turns import Turns
from scheduler.moments import now
from tests.end_to_end.bad_server import Piece, bad_server, reply

HOST = "www.yunzhou.test"


def served(turns: Turns, until: float) -> list[tuple[float, str]]:
    """All turns given until a time, each request ending at once."""
    now, log = 0.0, []
    while now <= until:
        given, wait = turns.serve(HOST, now)
        for group in given:
            log.append((round(now, 3), group))
            turns.leave(group, HOST)
        if wait is None and not given:
            break
        now += wait or 0.0
    return log


def test_groups_take_turns_however_many_requests_each_has_waiting() -> None:
    turns = Turns()
    for group, count in {"city": 6, "bureau": 2, "county": 2}.items():
        for _ in range(count):
            turns.ask(group, HOST, 2.0, 4)
    log = served(turns, 100)
    assert [at for at, _ in log] == [n / 2 for n in range(10)]
    assert Counter(group for _, group in log[:6]) == {"city": 2, "bureau": 2, "county": 2}


def test_the_slowest_wish_counts_until_who_wished_it_hangs_up() -> None:
    turns = Turns()
    turns.ask("slow", HOST, 0.5, 4)
    for _ in range(3):
        turns.ask("fast", HOST, 2.0, 4)
    assert turns.serve(HOST, 0.0) == (("slow",), 2.0)
    assert turns.gone("slow") == (HOST,)
    turns.serve(HOST, 2.0)
    assert turns.serve(HOST, 2.0) == ((), 0.5)


def test_connections_are_counted_over_all_groups_and_come_back_with_the_dead() -> None:
    turns = Turns()
    for group in ("a", "b", "c"):
        turns.ask(group, HOST, 1_000.0, 2)
    assert turns.serve(HOST, 0.0)[0] == ("a",)
    assert turns.serve(HOST, 1.0)[0] == ("b",)
    assert turns.serve(HOST, 2.0) == ((), None)
    turns.gone("a")
    assert turns.serve(HOST, 3.0)[0] == ("c",)


def test_a_pause_holds_for_everybody() -> None:
    turns = Turns()
    turns.hold(HOST, 10.0)
    turns.ask("a", HOST, 2.0, 2)
    assert turns.serve(HOST, 4.0) == ((), 6.0)
    turns.drop("a", HOST)
    assert turns.serve(HOST, 20.0) == ((), None)


async def asked(keeper: PaceKeeper | None, count: int, rate: float, log: list[float]) -> None:
    """One group that asks a host so often, with the connections of a gate."""
    line = KeptPace(keeper) if keeper is not None else None
    gate = Gate(Limits(), pace=line)
    gate.admit(HOST, rate)

    async def one() -> None:
        async with gate.turn(HOST):
            log.append(time.monotonic())
            await asyncio.sleep(0.01)

    await asyncio.gather(*(one() for _ in range(count)))
    if line is not None:
        line.close()
        await asyncio.sleep(0)


def most_in(log: list[float], seconds: float) -> int:
    return max(sum(at <= other < at + seconds for other in log) for at in log)


def test_three_groups_together_keep_one_rate() -> None:
    log: list[float] = []

    async def night(keeper: PaceKeeper) -> None:
        await asyncio.gather(*(asked(keeper, 10, 20.0, log) for _ in range(3)))

    with pace_keeper(0.5) as keeper:
        asyncio.run(night(keeper))
    log.sort()
    assert len(log) == 30
    # 29 intervals of 50 ms; turns are never given early, whatever the machine is busy with.
    assert log[-1] - log[0] >= 29 * 0.05 - 0.05
    assert keeper.secret not in repr(keeper)


def test_who_cannot_reach_the_keeper_goes_at_its_share() -> None:
    log: list[float] = []
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        keeper = PaceKeeper("127.0.0.1", nobody.getsockname()[1], "x", 0.5)
        asyncio.run(asked(keeper, 5, 20.0, log))
    assert log[-1] - log[0] >= 4 * 0.1 - 0.05


def test_a_keeper_that_goes_away_lets_nobody_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "KEEPER_SILENCE", 1.0)
    log: list[float] = []

    async def night() -> None:
        with pace_keeper(1.0) as keeper:
            group = asyncio.ensure_future(asked(keeper, 12, 10.0, log))
            while len(log) < 3:
                await asyncio.sleep(0.02)
            gone = time.monotonic() + 0.2  # what was let through already
        await asyncio.wait_for(group, 30)
        # Nobody goes on alone before the keeper, if it still is somewhere, must have noticed.
        assert min(at for at in log if at > gone) >= gone + 0.6

    asyncio.run(night())
    assert len(log) == 12


def test_a_line_that_broke_is_taken_up_again_and_loses_nothing() -> None:
    log: list[float] = []

    async def night(keeper: PaceKeeper) -> None:
        line = KeptPace(keeper)
        gate = Gate(Limits(), pace=line)
        gate.admit(HOST, 20.0)
        for number in range(8):
            if number == 4:
                assert line._writer is not None
                line._writer.transport.abort()
            async with gate.turn(HOST):
                log.append(time.monotonic())
        assert line._writer is not None, "it is the keeper that gave the turns"
        line.close()

    with pace_keeper(0.5, kept=0.5) as keeper:
        asyncio.run(night(keeper))
    assert len(log) == 8
    assert log[-1] - log[0] >= 7 * 0.05 - 0.05


def test_the_share_of_a_lost_group_is_kept_free_until_it_is_back() -> None:
    turns = Turns(share=0.25)
    for name in ("a", "b"):
        turns.lost(name)
    turns.ask("c", HOST, 2.0, 4)
    turns.ask("c", HOST, 2.0, 4)
    assert turns.serve(HOST, 0.0) == (("c",), 1.0)
    turns.back("a")
    turns.back("b")
    turns.serve(HOST, 1.0)
    assert turns.part == 1.0
    for name in "abcdef":
        turns.lost(name)
    assert turns.part == 0.25


def test_who_hangs_up_without_a_farewell_costs_its_share_until_it_is_told_dead() -> None:
    def pace_of(keeper: PaceKeeper) -> float:
        log: list[float] = []
        asyncio.run(asked(keeper, 5, 20.0, log))
        return (log[-1] - log[0]) / 4

    with pace_keeper(0.5, kept=0.5) as keeper:
        lost = replace(keeper, group="lost")
        with socket.create_connection((keeper.address, keeper.port), 5) as line:
            line.sendall(json.dumps(["hello", keeper.secret, lost.group]).encode() + b"\n")
            assert line.recv(100)
        time.sleep(0.2)
        assert pace_of(keeper) >= 0.09
        farewell(lost)
        time.sleep(0.2)
        assert pace_of(keeper) < 0.09


def test_probes_of_one_host_by_two_groups_keep_one_rate() -> None:
    def probe(keeper: PaceKeeper, port: int, dns: str) -> None:
        gate = Gate(Limits())
        gate.admit(f"a.test:{port}", 20.0)
        portal = Portal("a", "甲", PortalKind.COUNTY, f"http://a.test:{port}/", ("standing",))
        pages = [f"http://a.test:{port}/{number}" for number in range(4)]
        names = Names(frozenset({f"a.test:{port}"}), dns)
        got, _ = probe_ipv6(
            portal, pages, names, ScannerIpv6(True, False), "Gongkai/0", Limits(), now,
            Asking(gate, keeper),
        )  # fmt: skip
        assert len(got.inner) == 4

    asked: list[float] = []

    def say(path: str) -> Iterator[Piece]:
        asked.append(time.monotonic())
        yield reply(b"ok")

    with bad_server({"a.test": say}, {}) as net, pace_keeper(0.5) as keeper:
        groups = [
            threading.Thread(
                target=probe, args=(replace(keeper, group=name), net.port, net.nameserver)
            )
            for name in "ab"
        ]
        for one in groups:
            one.start()
        for one in groups:
            one.join(60)
    assert len(asked) == 20
    assert max(asked) - min(asked) >= 19 * 0.05 - 0.1


def test_without_the_secret_nothing_is_given() -> None:
    log: list[float] = []
    with pace_keeper(1.0) as keeper:
        asyncio.run(asked(replace(keeper, secret="guessed"), 2, 50.0, log))
        for junk in (b"\n", b"[]\n", b'["hello"]\n', b"\xff" * 200_000 + b"\n"):
            with socket.create_connection((keeper.address, keeper.port), 5) as line:
                line.sendall(junk)
                line.settimeout(5)
                with suppress(ConnectionError):
                    assert line.recv(10) == b""
        # Whoever is in and talks nonsense is hung up on; the others are served.
        with socket.create_connection((keeper.address, keeper.port), 5) as line:
            line.sendall(json.dumps(["hello", keeper.secret, "x"]).encode() + b"\n")
            assert line.recv(100)
            line.sendall(b'["ask", "h", -1, 0]\n')
            line.settimeout(5)
            assert line.recv(100) == b""
        asyncio.run(asked(keeper, 2, 50.0, log))
    assert len(log) == 4


def test_an_address_that_is_not_ours_is_one_clear_error() -> None:
    with pytest.raises(GongkaiError, match=r"192\.0\.2\.1"), pace_keeper(1.0, "192.0.2.1"):
        pass
