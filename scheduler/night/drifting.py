"""Drifts told to the operator: which portals changed against their own history, and how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checks.judging.drifts import told
from crawler.portals import Portal
from crawler.records import Drift

MOST_TOLD = 20
"""Portals named one by one; beyond that it is likelier a fault of ours than of each of them."""
_MOST_OF_ONE = 3


def told_drifts(portals: Iterable[Portal], drifts: Mapping[str, tuple[Drift, ...]]) -> list[str]:
    """A Chinese sentence for each portal that drifts, in the order of the watchlist."""
    found = [_sentence(one, drifts[one.id]) for one in portals if drifts.get(one.id)]
    if len(found) <= MOST_TOLD:
        return found
    rest = f"另有{len(found) - MOST_TOLD}个网站也较以往明显变化，请检查采集程序。"
    return [*found[:MOST_TOLD], rest]


def _sentence(portal: Portal, drifts: tuple[Drift, ...]) -> str:
    parts = [told(one) for one in drifts[:_MOST_OF_ONE]]
    more = f"等{len(drifts)}项" if len(drifts) > _MOST_OF_ONE else ""
    reads = max(one.reads for one in drifts)
    return (
        f"{portal.name}较以往明显变化（第{reads}次采集如此）：{'；'.join(parts)}{more}。"
        "由此新出现的不符合暂按无法判定处理，请核实是网站改版还是采集程序误读。"
    )
