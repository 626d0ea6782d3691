from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from checks.appraisal.inputs import Aspect, Inputs, PortalOf, RoundChoice, SpreadReason
from checks.appraisal.loader import load_plan, plan_from
from checks.appraisal.peer import aspects_of, peer, raters_of, spreads, why_not
from checks.appraisal.plan import Level, Part, UnitKind
from checks.appraisal.settings import setting_value, settings_of
from checks.appraisal.total import appraise
from checks.appraisal.windows import outside
from checks.errors import AppraisalError
from tests.checks.appraisal.builders import (
    DEPARTMENT,
    OWN,
    PLAN,
    TOWNSHIP,
    chosen,
    mark,
    own,
    rated,
    social,
)

DEFAULTS = settings_of(PLAN, ())
FROZEN = ("2020-1",)


def test_the_registers() -> None:
    assert [one.name for one in PLAN.counties] == [
        "无为市", "南陵县", "湾沚区", "繁昌区", "镜湖区", "弋江区", "鸠江区",
    ]  # fmt: skip
    assert len(PLAN.city_units) == 47
    assert [one.name for one in PLAN.city_units if one.kind is UnitKind.ZONE] == [
        "皖江江北新兴产业集中区", "经济技术开发区", "三山经济开发区",
    ]  # fmt: skip
    assert [one.name for one in PLAN.raters] == [
        "市发改委", "市教育局", "市经信局", "市民政局", "市司法局", "市财政局", "市人社局",
        "市生态环境局", "市住建局", "市交通运输局", "市农业农村局", "市卫健委",
        "市自然资源和规划局", "市市场监管局", "市城管局", "市扶贫办",
    ]  # fmt: skip
    assert PLAN.unit("wanzhi").names == ("湾沚区", "芜湖县")
    assert {rule.part: rule.weight for rule in PLAN.parts} == {
        Part.PROFESSIONAL: 45, Part.PEER: 25, Part.DAILY: 20, Part.SOCIAL: 10, Part.ADJUSTMENT: 0,
    }  # fmt: skip
    assert [rule.share for rule in PLAN.levels] == [7, 2, 1]


@pytest.mark.parametrize(
    "part, first, last",
    [
        (Part.PROFESSIONAL, date(2020, 12, 20), date(2021, 2, 20)),
        (Part.SOCIAL, date(2020, 11, 20), date(2020, 12, 5)),
        (Part.PEER, date(2020, 12, 20), date(2021, 1, 20)),
    ],
)
def test_a_mark_from_outside_its_window_cannot_enter(part: Part, first: date, last: date) -> None:
    def fault(day: date) -> object:
        if part is Part.PEER:
            return outside(PLAN, DEFAULTS, replace(rated("fagai", "wuwei", "80"), rated_on=day))
        return outside(PLAN, DEFAULTS, mark("wuwei", "80", part=part, on=day))

    before, after = date.fromordinal(first.toordinal() - 1), date.fromordinal(last.toordinal() + 1)
    assert fault(first) is None
    assert fault(last) is None
    assert fault(before) is not None
    assert fault(after) is not None


def test_a_mark_from_outside_is_told_and_not_counted() -> None:
    late = mark("jiaoyu", "80", on=date(2021, 2, 21))
    one = next(o for o in appraise(PLAN, Inputs((late,))).units if o.unit.id == "jiaoyu")
    assert one.parts[0].missing == ("无成绩", "市教育局：80分不在测评时间内，未计入")


@pytest.mark.parametrize(
    "unit, level, due",
    [
        ("wuwei", OWN, date(2021, 2, 20)),
        ("wuwei", TOWNSHIP, date(2021, 1, 31)),
        ("jiaoyu", OWN, date(2021, 1, 31)),
        ("jingkai", OWN, date(2021, 1, 31)),
    ],
)
def test_annual_reports_are_tested_after_they_are_due(unit: str, level: Level, due: date) -> None:
    def fault(day: date) -> object:
        return outside(PLAN, DEFAULTS, mark(unit, "80", level, report=day))

    assert fault(due) is not None
    assert fault(date.fromordinal(due.toordinal() + 1)) is None
    assert fault(date(2021, 3, 2)) is None  # ten days of grace after 20 February
    assert fault(date(2021, 3, 3)) is not None


def test_the_grace_is_a_setting() -> None:
    late = mark("wuwei", "80", report=date(2021, 2, 21))
    assert outside(PLAN, settings_of(PLAN, chosen(report_grace_days="0")), late) is not None
    assert outside(PLAN, settings_of(PLAN, chosen(report_grace_days="1")), late) is None


def test_who_rates_whom() -> None:
    county, office, zone = PLAN.unit("wuwei"), PLAN.unit("jiaoyu"), PLAN.unit("jingkai")
    assert len(raters_of(PLAN, county)) == 16
    assert len(raters_of(PLAN, office)) == len(raters_of(PLAN, zone)) == 7
    assert why_not(PLAN, office, county, Aspect.FIELD) is None
    assert why_not(PLAN, county, office, Aspect.OVERALL) is None
    assert why_not(PLAN, county, office, Aspect.FIELD) is not None
    assert why_not(PLAN, office, office, Aspect.OVERALL) == "市教育局 rates itself"
    assert why_not(PLAN, PLAN.unit("shuiwu"), county, Aspect.OVERALL) is not None
    assert why_not(PLAN, county, PLAN.unit("nanling"), Aspect.OVERALL) is not None


def test_a_rater_of_both_lists_would_not_rate_itself() -> None:
    everyone = replace(PLAN, units=tuple(replace(one, field="x") for one in PLAN.units))
    assert PLAN.unit("wuwei").id not in [
        one.id for one in raters_of(everyone, everyone.unit("wuwei"))
    ]


def test_shares_of_field_and_whole() -> None:
    assert dict(aspects_of(DEFAULTS, PLAN.unit("wuwei"))) == {
        Aspect.FIELD: Fraction(1, 2), Aspect.OVERALL: Fraction(1, 2),
    }  # fmt: skip
    only = settings_of(PLAN, chosen(peer_field_percent="0"))
    assert dict(aspects_of(only, PLAN.unit("wuwei"))) == {Aspect.OVERALL: 1}


def flat(low: str, high: str) -> Inputs:
    """Seven raters of two offices; 无为市 marks them low and high, the others 60 and 90."""
    marks = [rated("wuwei", "jiaoyu", low), rated("wuwei", "fagai", high)]
    for one in PLAN.counties[1:]:
        marks += [rated(one.id, "jiaoyu", "60"), rated(one.id, "fagai", "90")]
    return Inputs(tuple(marks))


@pytest.mark.parametrize(
    "low, high, base, small",
    [
        ("85", "94.99", "full", True),
        ("85", "95", "full", False),
        # 8.1 of 81 are just 10 %
        ("72.9", "81", "full", True),
        ("72.9", "81", "highest", False),
        ("72.91", "81", "highest", True),
        ("0", "0", "highest", True),
    ],
)
def test_a_small_spread_warns_and_blocks_until_explained(
    low: str, high: str, base: str, small: bool
) -> None:
    inputs = flat(low, high)
    chosen_ = settings_of(PLAN, chosen(spread_of=base))
    found = spreads(PLAN, chosen_, inputs)
    assert [one.small for one in found] == [small, *[False] * 6]
    part = peer(PLAN, chosen_, PLAN.unit("jiaoyu"), inputs, found)
    assert (part.value is None) == small
    if not small:
        return
    assert "无为市（综合）最高" in part.missing[0]
    told = replace(
        inputs, given=(*inputs.given, SpreadReason("wuwei", Aspect.OVERALL, "各单位均达标"))
    )
    found = spreads(PLAN, chosen_, told)
    part = peer(PLAN, chosen_, PLAN.unit("jiaoyu"), told, found)
    assert part.value == (Fraction(low) + 6 * 60) / 7
    assert part.notes[0].endswith("理由：各单位均达标")


def test_one_mark_alone_has_no_spread() -> None:
    inputs = Inputs((rated("wuwei", "jiaoyu", "80"),))
    assert spreads(PLAN, DEFAULTS, inputs) == ()
    assert appraise(PLAN, inputs).warnings == ()


def test_a_rater_that_gave_nothing_is_named() -> None:
    inputs = flat("60", "90")
    less = replace(inputs, given=inputs.given[2:])
    part = peer(PLAN, DEFAULTS, PLAN.unit("jiaoyu"), less, ())
    assert (part.value, part.missing) == (None, ("未评分：无为市（综合）",))
    mean = settings_of(PLAN, chosen(peer_absent="mean"))
    part = peer(PLAN, mean, PLAN.unit("jiaoyu"), less, ())
    assert (part.value, part.notes) == (60, ("未评分，取其余平均：无为市（综合）",))


def daily_of(unit: str, inputs: Inputs) -> object:
    one = next(o for o in appraise(PLAN, inputs).units if o.unit.id == unit)
    return one.parts[2].value if one.parts[2].value is not None else one.parts[2].missing


def test_the_daily_part_waits_for_its_rounds() -> None:
    given = (PortalOf("wuwei", "ww"), RoundChoice("2020-1"), RoundChoice("2020-2"))
    assert daily_of("wuwei", Inputs(given[:1])) == ("未指定测评轮次",)
    assert daily_of("wuwei", Inputs(given[1:])) == ("未填写门户编号",)
    scores = (own("2020-1", "ww", "90"), own("2020-2", "ww", None))
    assert daily_of("wuwei", Inputs(given, scores, FROZEN)) == ("轮次2020-2未封存",)
    both = (*FROZEN, "2020-2")
    assert daily_of("wuwei", Inputs(given, scores, both)) == (
        "轮次2020-2没有门户ww按wuhu-2020-county的得分",
    )
    scores = (scores[0], own("2020-2", "ww", "80"))
    assert daily_of("wuwei", Inputs(given, scores, both)) == 85
    beyond = Inputs(given, scores, both, outside=("2020-2",))
    assert daily_of("wuwei", beyond) == 90
    notes = next(one for one in appraise(PLAN, beyond).units if one.unit.id == "wuwei")
    assert notes.parts[2].notes == ("轮次2020-2不在2020年度内，不计入",)
    assert daily_of("wuwei", replace(beyond, outside=both)) == (
        "轮次2020-1不在2020年度内，不计入", "轮次2020-2不在2020年度内，不计入",
    )  # fmt: skip
    weighed = (given[0], given[1], RoundChoice("2020-2", Decimal(3)))
    assert daily_of("wuwei", Inputs(weighed, scores, both)) == Fraction("82.5")  # (90 + 240) / 4


def test_a_zone_is_measured_by_the_tree_that_the_office_chose() -> None:
    given = (PortalOf("jingkai", "jk"), RoundChoice("2020-1"))
    scores = (own("2020-1", "jk", "70"), own("2020-1", "jk", "80", "wuhu-2020-department"))
    assert daily_of("jingkai", Inputs(given, scores, FROZEN)) == 80
    county = (*given, *chosen(zones_tree="county"))
    assert daily_of("jingkai", Inputs(county, scores, FROZEN)) == 70


def test_a_city_unit_has_no_lower_levels() -> None:
    marks = (mark("jiaoyu", "90"), mark("jiaoyu", "10", DEPARTMENT, "某处"), social("jiaoyu", "1"))
    one = next(o for o in appraise(PLAN, Inputs(marks)).units if o.unit.id == "jiaoyu")
    assert one.parts[0].value == 90


@pytest.mark.parametrize(
    "key, text, value",
    [
        ("spread_of", "满分100分", "full"),
        ("spread_of", "highest", "highest"),
        ("power_points", "1.5", "1.5"),
        ("county_rulebook", "wuhu-2020-county", "wuhu-2020-county"),
    ],
)
def test_values_of_settings(key: str, text: str, value: str) -> None:
    rule = next(one for one in PLAN.settings if one.key == key)
    assert setting_value(rule, text) == value


@pytest.mark.parametrize(
    "key, text",
    [
        ("spread_of", "都行"), ("power_points", "-1"), ("power_points", "101"),
        ("power_points", "1/2"), ("power_points", "很多"), ("report_grace_days", "1.5"),
        ("power_points", "nan"),
    ],
)  # fmt: skip
def test_values_that_are_none(key: str, text: str) -> None:
    rule = next(one for one in PLAN.settings if one.key == key)
    with pytest.raises(ValueError):
        setting_value(rule, text)


def test_a_plan_that_cannot_be_used_is_told_by_place() -> None:
    with pytest.raises(AppraisalError, match="no appraisal plan 'x'"):
        load_plan("x")
    with pytest.raises(AppraisalError, match=r"y\.toml: no appraisal plan"):
        plan_from('id = "y"', "y.toml")
