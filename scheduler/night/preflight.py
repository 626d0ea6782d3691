"""The scanner suspects itself first: what it can see before it looks at anybody else.

A verdict that needs a capability which is missing becomes `cant_tell`, cause `scanner`.
"""

from __future__ import annotations

import json
import shutil
import socket
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from sqlite_utils import Database

from crawler.fetching.names import Names
from crawler.fetching.probe import ScannerIpv6, scanner_ipv6
from crawler.fetching.programs import browser_program, lacking
from crawler.portals import Portal
from scheduler.moments import now
from scheduler.workplace import Workplace

LACKING = {
    "dns": "监测端域名解析不可用",
    "ipv4": "监测端IPv4网络不可用",
    "ipv6": "监测端没有IPv6，涉及IPv6的指标无法判定",
    "clock": "监测端系统时钟异常",
    "disk": "监测端磁盘空间不足",
    "browser": "监测端没有浏览器，须运行脚本的页面无法读取",
    "texts": "监测端没有读取部分格式附件的程序，其中的文字无法判定",
}
"""What the lack of a capability is called in reports."""
FREE_BYTES = 500_000_000
_SECONDS = 5.0
_AT_MOST = 40
"""Hosts tried: enough to know of oneself, few enough to bother nobody."""


@dataclass(frozen=True)
class Capability:
    """Something the scanner needs; `note` is a short Chinese remark for reports."""

    name: str
    ok: bool
    note: str = ""


@dataclass(frozen=True)
class Preflight:
    """What the scanner can do tonight.

    `blind` says in Chinese why nothing that gives no answer can be held to be the portal's
    doing; empty when the scanner sees.
    """

    capabilities: tuple[Capability, ...]
    scanner: ScannerIpv6
    blind: str = ""

    def ok(self, name: str) -> bool:
        """Whether that capability is there."""
        return any(one.name == name and one.ok for one in self.capabilities)


def check_scanner(workplace: Workplace, portals: Sequence[Portal]) -> Preflight:
    """Test names, both address families, clock, disk and browser; asks listed hosts only."""
    names = Names.of(workplace.watchlist)
    hosts = list(dict.fromkeys(_host(portal.home) for portal in portals))[:_AT_MOST]
    with ThreadPoolExecutor(8) as pool:
        resolved = list(pool.map(lambda host: names.resolve(host[0]), hosts))
        pairs = [
            (str(address), port)
            for (_, port), resolution in zip(hosts, resolved, strict=True)
            for address in resolution.addresses
        ]
        reached = list(pool.map(_connects, pairs))
    good = {pair for pair, ok in zip(pairs, reached, strict=True) if ok}
    ipv4 = any(":" not in address for address, _ in good)
    beyond = any(":" in address and not ip_address(address).is_loopback for address, _ in good)
    scanner = ScannerIpv6(loopback=scanner_ipv6().loopback, global_=beyond)
    free = shutil.disk_usage(_existing(workplace.places.data)).free
    capabilities = (
        Capability(
            "dns",
            any(resolution.addresses for resolution in resolved) or not hosts,
            _counted("可解析的主机", sum(bool(r.addresses) for r in resolved), len(hosts)),
        ),
        Capability("ipv4", ipv4 or not hosts, "" if ipv4 else "没有一个主机能以IPv4连接"),
        Capability("ipv6", scanner.loopback or scanner.global_, _ipv6_note(scanner)),
        Capability("clock", _clock_is_sane(workplace), ""),
        Capability("disk", free >= FREE_BYTES, f"可用 {free // 1_000_000} MB"),
        Capability("browser", browser_program() is not None, browser_program() or ""),
        _texts(),
    )
    return Preflight(capabilities, scanner, _blind(capabilities, len(hosts)))


def _texts() -> Capability:
    """Whether there is a program for every format of files that we do not read ourselves."""
    lacks = lacking()
    told = (f"{kind}（须安装 {' 或 '.join(packages)}）" for kind, packages in lacks.items())
    note = f"无法读取附件格式：{'、'.join(told)}" if lacks else ""
    return Capability("texts", not lacks, note)


def _blind(capabilities: Sequence[Capability], hosts: int) -> str:
    """Why nobody can be seen. A lone host that is down is no reason to doubt ourselves."""
    lacks = [one.name for one in capabilities if not one.ok and one.name in ("dns", "ipv4")]
    return LACKING[lacks[0]] if lacks and hosts > 1 else ""


def _host(home: str) -> tuple[str, int]:
    parts = urlsplit(home)
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def _connects(pair: tuple[str, int]) -> bool:
    try:
        with socket.create_connection(pair, timeout=_SECONDS):
            return True
    except OSError:
        return False


def _counted(what: str, count: int, of: int) -> str:
    return f"{what} {count}/{of}"


def _ipv6_note(scanner: ScannerIpv6) -> str:
    if scanner.global_:
        return "IPv6 可用"
    return "仅本机回环 IPv6 可用" if scanner.loopback else "监测端没有 IPv6"


def _existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path


def _clock_is_sane(workplace: Workplace) -> bool:
    """Whether no file of ours comes from the future: a clock set back would reorder the nights."""
    return not any(
        datetime.fromtimestamp(path.stat().st_mtime, tz=now().tzinfo) > now()
        for path in _ours(workplace)
    )


def _ours(workplace: Workplace) -> Iterable[Path]:
    database = workplace.places.database
    return [database] if database.exists() else []


def note_preflight(db: Database, run: str, preflight: Preflight) -> None:
    """Keep in the run's books what the scanner lacked, for reports and mail."""
    lacks = [one for one in preflight.capabilities if not one.ok]
    with db.atomic():
        rows = list(db.query("SELECT detail FROM runs WHERE run = ?", [run]))
        detail = json.loads(rows[0]["detail"]) | {
            "lacks": [one.name for one in lacks],
            "preflight": [f"{LACKING[one.name]}。" for one in lacks if one.name in LACKING],
        }
        text = json.dumps(detail, ensure_ascii=False)
        db.table("runs").update(run, {"detail": text})
