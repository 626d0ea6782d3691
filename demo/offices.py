"""Ground truth of the county's notice on organisation
(tests/rulebooks/yunzhou-organisation-2026.toml).

Told from what was planted; words and days stand here a second time on purpose. Nothing of
`checks` is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from demo.content.model import CallFacts, Unit
from demo.county import County, addresses, origin_of
from demo.judgement import documents_told
from demo.truth import GOVERNMENT, Truth, View, subject_of

BOUND = GOVERNMENT | {"department"}
REQUEST = {
    "yunxi": "渠道、流程",
    "jiaoyu": "渠道、申请表、流程、时限",
    "shuiwu": "渠道、流程",
    "yunxi-rsj": "渠道、流程",
}
_BODIES = "下属单位、派出机构"
CATALOGUE = dict.fromkeys(("yunxi", "qinglan", "jiaoyu"), _BODIES) | {
    "yunxi-rsj": f"机构概况、内设机构、{_BODIES}"
}
INSTITUTIONS = {
    "yunxi": "教育、公共交通、目录、服务指南",
    "qinglan": "教育、供水、公共交通、目录、服务指南",
    "jiaoyu": "教育、目录、服务指南",
}
"""What the pages of the bodies lack of what the notice asks."""
NO_SECTOR = frozenset({"yunxi-rsj"})
"""Who has charge of none of the sectors asked for."""
HOTLINES = {"yunxi": "0871-55508899", "jiaoyu": "0871-55506677", "qinglan": None}
"""The numbers that stand beside 12345 or instead of it; none where there is no number at all."""
ISSUED = date(2026, 1, 6)
WINDOW, OLD_STOCK = timedelta(days=365), timedelta(days=180)
WIDE = ("补贴", "津贴", "收费", "保险")
"""Words of a title that tell for certain that a document is of wide concern."""
EXEMPT = ("应急",)
LATE = "晚于成文"


def offices_truth(county: County) -> tuple[Truth, ...]:
    """Every finding that is due under the notice, as of the county's day."""
    bound = (unit for unit in county.units if unit.kind in BOUND)
    return tuple(one for unit in bound for one in _of_unit(county, unit))


def _of_unit(county: County, unit: Unit) -> Iterator[Truth]:
    origin = county.origin(origin_of(unit))
    view = View(unit, lambda path: subject_of(origin, path), guest=False, ipv6="")
    lacking: tuple[tuple[str, Mapping[str, str | None]], ...] = (
        ("foi_channel_ready", REQUEST),
        ("function_catalogue_ready", CATALOGUE),
        ("public_institution_disclosure", INSTITUTIONS),
        ("hotline_unified", HOTLINES),
    )
    for check, lack in lacking:
        free = check == "public_institution_disclosure" and unit.id in NO_SECTOR
        outcome = "inapplicable" if free else "failed" if unit.id in lack else "passed"
        yield view.say(check, view.home, outcome, lack.get(unit.id))
    if unit.kind in GOVERNMENT:
        yield from _drafts(view, addresses(unit))


def _drafts(view: View, paths: Mapping[str, str]) -> Iterator[Truth]:
    """Whether the documents of the year were open to opinions before they were signed."""
    check, unit = "consultation_precedes_adoption", view.unit
    board = unit.by_role("consultations")
    calls = [one.facts for one in (board.items if board else ())]
    for told in documents_told(view):
        facts, title = told.facts, unit.item(told.key)[1].title
        if facts.published < unit.as_of - WINDOW:
            continue
        subject = view.address(paths[told.key])
        if told.unseen:
            earlier = facts.published < ISSUED
            cause = None if earlier else told.unseen
            yield view.say(check, subject, "inapplicable" if earlier else "cant_tell", cause=cause)
            continue
        mine = [one for one in calls if isinstance(one, CallFacts) and one.drafts == told.key]
        sure = [one.begins for one in mine if one.sure]
        old = facts.bulk or facts.published - facts.signed > OLD_STOCK
        exempt = facts.matter != "normal" or any(word in title for word in EXEMPT)
        if not told.bound or exempt or old or (facts.published < ISSUED and not facts.buried):
            yield view.say(check, subject, "inapplicable")
        elif sure and min(sure) < facts.signed:
            yield view.say(check, subject, "passed", note=f"{min(sure)}")
        elif sure:
            yield view.say(check, subject, "failed", LATE, note=f"{min(sure)}")
        elif mine or not any(word in title for word in WIDE):
            yield view.say(check, subject, "cant_tell", cause="ambiguous")
        else:
            yield view.say(check, subject, "failed", note="no call")
