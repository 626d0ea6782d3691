"""What a probe tells beyond the duty of IPv6: advice, of which nothing is ever failed."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.records import Ipv6Probe

_ALIKE = 0.8
"""Pages that share less of their words show something else over each family."""
_SLOW = 15.0
"""Seconds from which opening a page counts as a failure (国办秘函〔2019〕19号)."""
_MOST = 3


def advice(probe: Ipv6Probe) -> str:
    """Clauses to be put behind a statement, beginning with its sign; empty if there is none."""
    found = list(_advice(probe))
    return f"；另供参考：{'；'.join(found)}" if found else ""


def _advice(probe: Ipv6Probe) -> Iterator[str]:
    silent = [address for address, status in probe.addresses if status is None]
    if silent:
        yield f"AAAA地址{_some(silent)}未应答"
    for port, four, six in probe.ports:
        if four is not None and six is None:
            yield f"{port}端口经IPv4有应答、经IPv6没有"
    if probe.likeness is not None and probe.likeness < _ALIKE:
        yield f"首页经IPv4与经IPv6所见文字仅{probe.likeness:.0%}相同"
    for name, seconds in (("IPv4", probe.seconds_v4), ("IPv6", probe.seconds_v6)):
        if seconds is not None and seconds >= _SLOW:
            yield f"首页经{name}用时{seconds:.0f}秒，达到{_SLOW:.0f}秒"
    bare = [name for name, there in probe.assets if not there]
    if bare:
        yield f"首页引用的{_some(bare)}没有AAAA记录"


def _some(names: list[str]) -> str:
    more = f"等{len(names)}个" if len(names) > _MOST else ""
    return "、".join(names[:_MOST]) + more
