from __future__ import annotations

import pytest

from crawler.fetching.names import Names
from tests.crawler.fetching.dns_double import name_server

ZONE = {
    "both.test": ["::1", "127.0.0.1"],
    "six.test": ["::1"],
    "none.test": [],
    "metadata.test": ["169.254.169.254"],
    "mixed.test": ["169.254.1.1", "10.0.0.5"],
    "evil6.test": ["fe80::1", "::", "ff02::1", "::ffff:127.0.0.1"],
}


@pytest.mark.parametrize(
    "name, addresses, fault",
    [
        ("both.test", ["127.0.0.1", "::1"], ""),
        ("BOTH.test", ["127.0.0.1", "::1"], ""),
        ("six.test", ["::1"], ""),
        ("none.test", [], "no address"),
        ("mixed.test", ["10.0.0.5"], ""),
        ("metadata.test", [], "link-local"),
        ("evil6.test", [], "resolves to"),
        ("gone.test", [], "nxdomain"),
        ("sick.test", [], "servfail"),
        ("stranger.test", [], "not on the watchlist"),
        ("127.0.0.1", ["127.0.0.1"], ""),
        ("169.254.169.254", [], "not on the watchlist"),
    ],
)
def test_resolution(name: str, addresses: list[str], fault: str) -> None:
    with name_server(ZONE, broken=["sick.test"]) as dns:
        hosts = frozenset({*ZONE, "gone.test", "sick.test:8080", "127.0.0.1:9"})
        found = Names(hosts, dns.address).resolve(name)
    assert [str(one) for one in found.addresses] == addresses
    assert fault in found.fault
    assert bool(found.fault) is not bool(addresses)
    assert all(asked != "stranger.test" for asked, _ in dns.asked)


def test_answers_are_kept_for_the_run() -> None:
    with name_server(ZONE) as dns:
        names = Names(frozenset({"both.test"}), dns.address)
        for _ in range(5):
            assert names.resolve("both.test").loopback
    assert len(dns.asked) == 2


def test_no_name_server_answers() -> None:
    names = Names(frozenset({"both.test"}), "127.0.0.1:9", seconds=0.3)
    assert names.ask("both.test", "A").state == "timeout"
    assert "timeout" in names.resolve("both.test").fault


def test_names_that_nobody_listed_lead_to_public_addresses_alone() -> None:
    zone = {
        "public.test": ["8.8.8.8", "127.0.0.1"],
        "lo.test": ["127.0.0.1"],
        "lan.test": ["10.0.0.5", "fd00::1"],
        "carried.test": ["2002:7f00:1::"],
    }
    with name_server(zone) as dns:
        names = Names(frozenset(zone), dns.address, public_only=True)
        assert [str(one) for one in names.resolve("public.test").addresses] == ["8.8.8.8"]
        assert "loopback" in names.resolve("lo.test").fault
        assert "not public" in names.resolve("lan.test").fault
        assert names.resolve("carried.test").fault
