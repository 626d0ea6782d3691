"""Portals that share a host, directly or through others, are one group."""

from __future__ import annotations

from time import process_time

from crawler.portals import Portal, PortalKind
from scheduler.groups import group_portals
from scheduler.places import safe_name


def portal(name: str, home: str, *hosts: str) -> Portal:
    return Portal(name, name, PortalKind.COUNTY, home, ("standing",), hosts=hosts)


def test_portals_of_one_host_are_together_in_watchlist_order() -> None:
    groups = group_portals(
        [
            portal("a", "http://www.a.test:81/"),
            portal("b", "http://b.test/"),
            portal("c", "http://www.a.test:81/jyj/"),
        ]
    )
    assert [[p.id for p in g.portals] for g in groups] == [["a", "c"], ["b"]]
    assert groups[0].name == "www.a.test_81"


def test_a_further_host_joins_two_groups() -> None:
    groups = group_portals(
        [
            portal("a", "http://a.test/"),
            portal("b", "http://b.test/"),
            portal("c", "http://c.test/", "a.test", "b.test"),
        ]
    )
    assert [[p.id for p in g.portals] for g in groups] == [["a", "b", "c"]]


def test_another_port_is_another_host() -> None:
    assert (
        len(group_portals([portal("a", "http://a.test:1/"), portal("b", "http://a.test:2/")])) == 2
    )


def test_names_are_safe_file_names() -> None:
    for host in ("[::1]:8801", "../../etc", "a.test:80", ".."):
        name = safe_name(host)
        assert name
        assert "/" not in name
        assert name.strip(".")


def test_groups_come_in_the_order_of_their_first_portals() -> None:
    groups = group_portals(
        [
            portal("a", "http://a.test/"),
            portal("b", "http://b.test/"),
            portal("c", "http://c.test/", "b.test"),
            portal("d", "http://d.test/", "a.test"),
            portal("e", "http://e.test/", "c.test", "d.test"),
            portal("f", "http://f.test/"),
        ]
    )
    assert [[p.id for p in g.portals] for g in groups] == [["a", "b", "c", "d", "e"], ["f"]]


def test_fourteen_thousand_portals_are_grouped_at_once() -> None:
    portals = [portal(f"p{number}", f"http://p{number}.test/") for number in range(14_000)]
    began = process_time()
    assert len(group_portals(portals)) == 14_000
    assert process_time() - began < 5  # a fraction of a second; minutes when each meets each
