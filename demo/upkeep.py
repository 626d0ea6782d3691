"""Ground truth of the county's notice on upkeep (tests/rulebooks/yunzhou-upkeep-2026.toml).

Told from what was planted (demo/places/upkeep.py); numbers stand here a second time on purpose.
Nothing of `checks` is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from demo.accounts import accounts_truth
from demo.content.model import Unit
from demo.county import County, addresses, origin_of
from demo.truth import GOVERNMENT, Truth, View, subject_of

BOUND = GOVERNMENT | {"department"}
ADVERTS = frozenset({"yunxi", "jiaoyu"})
GUESTS = frozenset({"yunxi-rsj"})
FAULTS = {
    "yunxi": ((date(2026, 2, 12), "无效标题"),),
    "jiaoyu": ((date(2026, 6, 19), "集中补发"),),
    "shuiwu": ((date(2026, 5, 21), "空白信息"), (date(2026, 3, 3), "重复发布")),
    "qinglan": ((date(2026, 5, 12), "过期置顶"),),
}
"""What is at fault with a body's entries, and from which morning on."""


def upkeep_truth(county: County) -> tuple[Truth, ...]:
    """Every finding that is due under the notice, as of the county's day."""
    bound = (unit for unit in county.units if unit.kind in BOUND)
    return tuple(one for unit in bound for one in _of_unit(county, unit))


def _of_unit(county: County, unit: Unit) -> Iterator[Truth]:
    origin = county.origin(origin_of(unit))
    view = View(unit, lambda path: subject_of(origin, path), guest=unit.id in GUESTS, ipv6="")
    home = view.home
    said = "inapplicable" if unit.id in GUESTS else "passed"
    if unit.id in ADVERTS:
        yield Truth(unit.id, "site_security_baseline", home, "failed", "暗链")
    else:
        yield Truth(unit.id, "site_security_baseline", home, said)
    faults = [name for on, name in FAULTS.get(unit.id, ()) if on <= county.as_of]
    outcome = "failed" if faults else "passed"
    yield Truth(unit.id, "content_hygiene", home, outcome, "、".join(faults) or None)
    yield from accounts_truth(view, addresses(unit))
