"""The strangers as one county: watchlist, ground truth and servers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from crawler.records.addresses import normalise
from tests.strangers.facts import Plan
from tests.strangers.handmade import Huangtu, Linye, Pingchuan
from tests.strangers.hanweb import Lanquan, Luqiao
from tests.strangers.lonsun import Qinghe, Yuanbei
from tests.strangers.oracle import Addresses, Oracle, Row
from tests.strangers.plans import plans
from tests.strangers.server import Host, serve
from tests.strangers.skin import Skin
from tests.strangers.trs import Jiaoyu, Tongshui
from tests.strangers.vsb import Wumeng

PORT = 18821
DNS_PORT = 15321
AS_OF = date(2026, 11, 20)
_SKINS: dict[str, type[Skin]] = {
    "qinghe": Qinghe, "yuanbei": Yuanbei, "lanquan": Lanquan, "jiaoyu": Jiaoyu,
    "tongshui": Tongshui, "luqiao": Luqiao, "wumeng": Wumeng, "pingchuan": Pingchuan,
    "linye": Linye, "huangtu": Huangtu,
}  # fmt: skip


@dataclass(frozen=True)
class Strangers:
    """Ten portals made for one as-of date and one port."""

    as_of: date
    port: int
    plans: tuple[Plan, ...]
    skins: tuple[Skin, ...]
    hosts: dict[str, Host]
    truth: tuple[Row, ...]

    def watchlist(self, port: int | None = None, dns_port: int = DNS_PORT) -> str:
        """The watchlist as TOML. Raises ValueError for a port the truth was not made for."""
        if port not in (None, self.port):
            raise ValueError(f"made for port {self.port}: build for {port} instead")
        parts = [
            '[monitor]\ntimezone = "Asia/Shanghai"\ndata = "data"\n'
            f'contact = "zwgk@stranger.test"\nnameserver = "127.0.0.1:{dns_port}"\n'
            'rulebooks = ["standing"]\n'
        ]
        for plan in self.plans:
            parent = f'parent = "{plan.parent}"\n' if plan.parent else ""
            parts.append(
                f'[[portals]]\nid = "{plan.key}"\nname = "{plan.name}"\nkind = "{plan.kind}"\n'
                f'home = "{plan.home}"\n{parent}'
            )
        return "\n".join(parts)

    @contextmanager
    def serve(self, dns_port: int = DNS_PORT) -> Iterator[Strangers]:
        """Web on 127.0.0.1 and ::1, names on `dns_port`. Raises OSError if a port is taken."""
        with serve(self.hosts, self.port, dns_port):
            yield self


def build(as_of: date = AS_OF, port: int = PORT) -> Strangers:
    """Make the ten portals; hosts carry `port` (one the next) in their names."""
    made = plans(as_of, port)
    skins: list[Skin] = []
    hosts: dict[str, Host] = {}
    truth: list[Row] = []
    for plan in made:
        skin = _SKINS[plan.key](plan)
        skin.build()
        skins.append(skin)
        owner = not plan.parent
        host = hosts.setdefault(plan.host, Host(plan.ipv6))
        if owner:
            host.ipv6 = plan.ipv6
        host.pages.update(skin.pages)
        host.dynamic += skin.dynamic
        host.robots += skin.robots
        host.homes.add(skin.home)
        where = _addresses(plan, skin)
        truth += Oracle(plan, where, as_of).rows()
    return Strangers(as_of, port, tuple(made), tuple(skins), hosts, tuple(truth))


def _addresses(plan: Plan, skin: Skin) -> Addresses:
    def full(path: str) -> str:
        page, _, number = path.partition("#")
        found = normalise(f"http://{plan.host}{page}")
        return f"{found}#{number}" if number else found

    return Addresses(
        normalise(plan.home),
        lambda doc: full(skin.doc_path(doc)),
        lambda item: full(skin.interp_path(item)),
        lambda letter: full(skin.letter_path(letter)),
    )
