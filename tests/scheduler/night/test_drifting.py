"""What the operator is told of portals that changed against their own history."""

from __future__ import annotations

from dataclasses import replace

from crawler.portals import Role
from crawler.records import Drift, DriftKind
from scheduler.night.drifting import MOST_TOLD, told_drifts
from tests.builders import portal

FAMILY = Drift(DriftKind.FAMILY, "vsb", "trs", 3)
ROWS = Drift(DriftKind.ROWS, "60", "4", 1, Role.NEWS)


def test_each_portal_that_drifts_is_told_with_what_changed() -> None:
    own, other = portal(), replace(portal(), id="baisha", name="白沙镇人民政府")
    (said,) = told_drifts([own, other], {"baisha": (FAMILY, ROWS)})
    assert said.startswith("白沙镇人民政府较以往明显变化（第3次采集如此）：")
    assert "由“博达（VSB）”变为“拓尔思（TRS）”" in said
    assert "由60条减至4条" in said
    assert "暂按无法判定处理" in said
    assert told_drifts([own, other], {}) == []


def test_many_portals_at_once_point_at_the_scanner() -> None:
    every = [replace(portal(), id=f"p{n}") for n in range(MOST_TOLD + 5)]
    said = told_drifts(every, {one.id: (FAMILY,) for one in every})
    assert len(said) == MOST_TOLD + 1
    assert "另有5个网站" in said[-1]
