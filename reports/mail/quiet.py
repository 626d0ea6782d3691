"""When units are not written to: the scanner in doubt, a shared host down, a window announced.

One alarm to the office takes the place of as many mails.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from checks.engine.outcome import Outcome
from crawler.portals import Maintenance, Portal
from crawler.records import Cause
from reports.model import RunReport
from reports.safety import shown
from reports.wording import moment_text

NEEDED = {
    "dns": "域名解析不可用",
    "ipv4": "IPv4网络不可用",
    "clock": "系统时钟异常",
    "disk": "磁盘空间不足",
}
"""What the scanner must have for a night to be believed at all, and the words for its lack."""
_PROBES = frozenset({"ipv6_support", "link_health"})
"""Checks that can judge a portal of which no page was read."""
_SAW = (Outcome.PASSED, Outcome.FAILED, Outcome.PENDING)


@dataclass(frozen=True)
class Alarm:
    """One matter for the office, at once. `key` is the same as long as the matter is."""

    key: str
    title: str
    text: str


@dataclass(frozen=True)
class Quiet:
    """Who is not written to tonight, and why.

    `doubtful` says that the whole night is not to be believed. `portals` maps the portals of
    which nothing is told to the reason; `windows` and `alarms` are for the office.
    """

    doubtful: bool = False
    portals: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    windows: tuple[str, ...] = ()
    alarms: tuple[Alarm, ...] = ()


def quiet(report: RunReport, maintenance: Sequence[Maintenance] = ()) -> Quiet:
    """What keeps mail back on this night."""
    windows, silent = _windows(report, maintenance)
    lacks = [NEEDED[name] for name in report.lacks if name in NEEDED]
    if lacks:
        return Quiet(True, silent, windows, (_scanner("、".join(lacks)),))
    down = _hosts_down(report, silent)
    nobody_told = {*silent, *report.unvisited}
    hosts = {portal.host for portal in report.portals if portal.id not in nobody_told}
    if len(hosts) > 1 and set(down) == hosts:
        reason = f"全部{len(hosts)}个站点的{sum(map(len, down.values()))}个单位同时无法访问"
        return Quiet(True, silent, windows, (_scanner(reason + "，疑为监测端网络故障"),))
    alarms = tuple(_host(host, members) for host, members in down.items() if len(members) > 1)
    for host, members in down.items():
        if len(members) > 1:
            silent |= {portal.id: f"共用站点{host}无法访问" for portal in members}
    return Quiet(False, silent, windows, alarms)


def _windows(
    report: RunReport, maintenance: Sequence[Maintenance]
) -> tuple[tuple[str, ...], dict[str, str]]:
    told: list[str] = []
    silent: dict[str, str] = {}
    for window in maintenance:
        inside = [p for p in report.portals if window.covers(p.id, p.host, report.as_of)]
        if inside:
            names = "、".join(shown(portal.name, 60) for portal in inside[:10])
            more = f"等{len(inside)}个单位" if len(inside) > 10 else ""
            reason = shown(window.reason, 100)
            told.append(f"{names}{more}：{reason}（至{moment_text(window.end)}）")
            silent |= {portal.id: f"维护窗口：{reason}" for portal in inside}
    return tuple(told), silent


def _hosts_down(report: RunReport, silent: Mapping[str, str]) -> dict[str, list[Portal]]:
    """The hosts of which no portal could be seen, as far as somebody was to be seen there."""
    seen, unreachable = set[str](), set[str]()
    for judged in report.judged:
        finding = judged.finding
        if finding.outcome in _SAW and finding.check not in _PROBES:
            seen.add(finding.portal)
        if finding.cause is Cause.UNREACHABLE:
            unreachable.add(finding.portal)
    groups: dict[str, list[Portal]] = {}
    for portal in report.portals:
        if portal.id not in silent:
            groups.setdefault(portal.host, []).append(portal)
    return {
        host: members
        for host, members in groups.items()
        if not any(portal.id in seen for portal in members)
        and any(portal.id in unreachable for portal in members)
    }


def _scanner(reason: str) -> Alarm:
    return Alarm(
        "scanner",
        "监测端故障，本次结果存疑",
        f"{reason}。\n本次监测结果存疑，已暂停向各单位发送提醒，也不发送每日汇总。\n"
        "请检查监测服务器的网络、域名解析、时钟和磁盘空间（gongkai doctor），恢复后重新运行。",
    )


def _host(host: str, members: Sequence[Portal]) -> Alarm:
    names = "、".join(shown(portal.name, 60) for portal in members[:20])
    more = f"等{len(members)}个单位" if len(members) > 20 else ""
    return Alarm(
        f"host:{host}",
        f"共用站点无法访问，涉及{len(members)}个单位",
        f"站点 {shown(host, 100)} 本次全程无法访问，涉及：{names}{more}。\n"
        "无法访问不判为不符合，不扣分；已暂停向上述单位发送提醒。\n"
        "请联系平台运维单位核实。恢复后未告知的事项将照常发送。",
    )
