"""芜湖's worked formula over one county and one department. Every figure was reckoned by hand."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from checks.appraisal.inputs import Aspect, Input, Inputs, PortalOf, RoundChoice
from checks.appraisal.plan import Part
from checks.appraisal.total import UnitResult, appraise
from tests.checks.appraisal.builders import (
    DEPARTMENT,
    DEPARTMENT_BOOK,
    PLAN,
    TOWNSHIP,
    chosen,
    mark,
    own,
    points,
    rated,
    social,
)

RATERS = [one.id for one in PLAN.raters]
COUNTIES = [one.id for one in PLAN.counties]
SETTINGS = chosen(
    standardisation_points="1.5", power_points="2", contest_points="0.5", contest_place="total",
    adjustments_complete="yes",
)  # fmt: skip
ROUNDS = (RoundChoice("2020-1"), RoundChoice("2020-2"))

# 无为市.
# Professional: own 90; townships (80 + 85 + 84) / 3 = 83; departments (70 + 75) / 2 = 72.5
#   0.7 × 90 + 0.2 × 83 + 0.1 × 72.5 = 63 + 16.6 + 7.25 = 86.85
# Peer: eight raters give field 90, overall 70: 80 each; eight give 80 and 95: 87.5 each
#   (8 × 80 + 8 × 87.5) / 16 = 83.75
# Daily: (92.50 + 88.20) / 2 = 90.35
# Social: own 88; townships (76 + 77) / 2 = 76.5; departments 81
#   0.7 × 88 + 0.2 × 76.5 + 0.1 × 81 = 61.6 + 15.3 + 8.1 = 85
# Bonus: rank 12 of the province: +3. Deduction: the special task on powers: -2. Together +1
# Total: 0.45 × 86.85 + 0.25 × 83.75 + 0.20 × 90.35 + 0.10 × 85 + 1
#   = 39.0825 + 20.9375 + 18.07 + 8.5 + 1 = 87.59
TOWNSHIPS = (
    mark("wuwei", "80", TOWNSHIP, "无城镇"),
    mark("wuwei", "85", TOWNSHIP, "襄安镇"),
    mark("wuwei", "84", TOWNSHIP, "石涧镇"),
)
COUNTY_SOCIAL = (
    social("wuwei", "88"),
    social("wuwei", "76", TOWNSHIP, "无城镇"),
    social("wuwei", "77", TOWNSHIP, "襄安镇"),
    social("wuwei", "81", DEPARTMENT, "县级某局"),
)
COUNTY: tuple[Input, ...] = (
    mark("wuwei", "90"),
    *TOWNSHIPS,
    mark("wuwei", "70", DEPARTMENT, "县级某局"),
    mark("wuwei", "75", DEPARTMENT, "县级另局"),
    *(rated(one, "wuwei", "90", Aspect.FIELD) for one in RATERS[:8]),
    *(rated(one, "wuwei", "70") for one in RATERS[:8]),
    *(rated(one, "wuwei", "80", Aspect.FIELD) for one in RATERS[8:]),
    *(rated(one, "wuwei", "95") for one in RATERS[8:]),
    PortalOf("wuwei", "ww"),
    *COUNTY_SOCIAL,
    points("wuwei", "provincial_rank", rank=12),
    points("wuwei", "special_power"),
)

# 市教育局.
# Professional 91.30; peer: the seven counties give 80, 82, 84, 86, 88, 90, 92: 602 / 7 = 86
# Daily: (95.55 + 90.00) / 2 = 92.775; social 77.7
# Bonus: one prized interpretation: +0.5. Deduction: special task on standardisation: -1.5
# Total: 0.45 × 91.3 + 0.25 × 86 + 0.20 × 92.775 + 0.10 × 77.7 - 1
#   = 41.085 + 21.5 + 18.555 + 7.77 - 1 = 87.91
OFFICE: tuple[Input, ...] = (
    mark("jiaoyu", "91.30"),
    *(rated(one, "jiaoyu", str(80 + 2 * n)) for n, one in enumerate(COUNTIES)),
    PortalOf("jiaoyu", "jy"),
    social("jiaoyu", "77.7"),
    points("jiaoyu", "contest"),
    points("jiaoyu", "special_standardisation"),
)
OWN_SCORES = (
    own("2020-1", "ww", "92.50"),
    own("2020-2", "ww", "88.20"),
    own("2020-1", "jy", "95.55", DEPARTMENT_BOOK),
    own("2020-2", "jy", "90.00", DEPARTMENT_BOOK),
    own("2020-2", "jy", "1.00", "standing"),
)
ALL = Inputs((*SETTINGS, *ROUNDS, *COUNTY, *OFFICE), OWN_SCORES, ("2020-1", "2020-2"))


def result(unit: str, inputs: Inputs = ALL) -> UnitResult:
    return next(one for one in appraise(PLAN, inputs).units if one.unit.id == unit)


def without(*gone: Input) -> Inputs:
    return replace(ALL, given=tuple(one for one in ALL.given if one not in gone))


def values(one: UnitResult) -> list[Fraction | None]:
    return [part.value for part in one.parts]


def test_the_county() -> None:
    one = result("wuwei")
    wanted = ["86.85", "83.75", "90.35", "85", "1"]
    assert values(one) == [Fraction(text) for text in wanted]
    assert (one.total, one.missing) == (Decimal("87.59"), ())


def test_the_department() -> None:
    one = result("jiaoyu")
    wanted = ["91.3", "86", "92.775", "77.7", "-1"]
    assert values(one) == [Fraction(text) for text in wanted]
    assert (one.total, one.missing) == (Decimal("87.91"), ())


def test_half_a_hundredth_is_rounded_up_once_at_the_end() -> None:
    # Professional 91.2: 41.04 instead of 41.085: 87.91 - 0.045 = 87.865, rounded up: 87.87
    changed = replace(without(OFFICE[0]), given=(*without(OFFICE[0]).given, mark("jiaoyu", "91.2")))
    assert result("jiaoyu", changed).total == Decimal("87.87")


def test_a_missing_part_is_named_and_is_not_zero() -> None:
    gone = result("jiaoyu", without(social("jiaoyu", "77.7")))
    assert gone.total is None
    assert gone.missing == ("社会评议：无成绩",)
    assert values(gone)[3] is None
    assert values(gone)[0] == Fraction("91.3")  # the others stand


def test_an_empty_group_blocks_the_total_and_says_so() -> None:
    gone = result("wuwei", without(*TOWNSHIPS))
    assert gone.total is None
    assert gone.missing == ("专业机构测评：乡镇（街道）无成绩",)


def test_an_empty_group_is_left_out_only_where_the_office_says_so() -> None:
    # (7 × 90 + 1 × 72.5) / 8 = 702.5 / 8 = 87.8125; total 0.45 × (87.8125 - 86.85) more:
    # 87.59 + 0.433125 = 88.023125
    some = without(*TOWNSHIPS)
    told = replace(some, given=(*some.given, *chosen(empty_group="rescale")))
    one = result("wuwei", told)
    assert values(one)[0] == Fraction("87.8125")
    assert one.total == Decimal("88.02")
    assert one.parts[0].notes == ("乡镇（街道）无成绩，按其余各组比例折算",)


def test_plus_and_minus_points_count_only_when_all_are_recorded() -> None:
    open_ = result("wuwei", without(*chosen(adjustments_complete="yes")))
    assert open_.total is None
    assert open_.missing == ("加、扣分：尚未确认全部登记",)


def test_an_amount_without_a_figure_must_be_filled_in() -> None:
    unset = without(*chosen(power_points="2", contest_place="total"))
    assert result("wuwei", unset).missing == (
        "加、扣分：设置“权力配置信息公开专项未完成，每单位扣分”未填写",
    )
    assert result("jiaoyu", unset).missing == (
        "加、扣分：设置“优秀政策解读材料加分计入何处”未填写",
    )


def test_the_contest_may_count_in_the_professional_part() -> None:
    # 91.3 + 0.5 = 91.8: 41.31; points -1.5. 41.31 + 21.5 + 18.555 + 7.77 - 1.5 = 87.635
    some = without(*chosen(contest_place="total"))
    told = replace(some, given=(*some.given, *chosen(contest_place="professional")))
    one = result("jiaoyu", told)
    assert values(one)[0] == Fraction("91.8")
    assert values(one)[4] == Fraction("-1.5")
    assert one.total == Decimal("87.64")


@pytest.mark.parametrize("rank, wanted", [(1, 5), (10, 5), (11, 3), (20, 3), (21, 1), (99, 1)])
def test_ranks_and_their_points(rank: int, wanted: int) -> None:
    some = without(points("wuwei", "provincial_rank", rank=12))
    told = replace(some, given=(*some.given, points("wuwei", "provincial_rank", rank=rank)))
    assert values(result("wuwei", told))[4] == wanted - 2


def test_the_order_of_inputs_does_not_matter() -> None:
    again = appraise(PLAN, ALL)
    for seed in range(5):
        given, scores = list(ALL.given), list(ALL.own)
        Random(seed).shuffle(given)
        Random(seed).shuffle(scores)
        shuffled = replace(ALL, given=tuple(given), own=tuple(scores))
        assert appraise(PLAN, shuffled).units == again.units


def test_units_without_anything_miss_every_part() -> None:
    one = result("gongxiao")
    assert one.total is None
    assert values(one) == [None, None, None, None, 0]
    assert [text.split("：")[0] for text in one.missing] == [
        "专业机构测评", "双向互评", "日常测评", "社会评议",
    ]  # fmt: skip
    assert one.parts[2].part is Part.DAILY
    assert one.parts[2].missing == ("未填写门户编号",)
