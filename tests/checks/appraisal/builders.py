"""Small builders for the tests of the appraisal: say only what matters."""

from datetime import date
from decimal import Decimal

from checks.appraisal.inputs import Adjustment, Aspect, Choice, Mark, OwnScore, PeerMark
from checks.appraisal.loader import load_plan
from checks.appraisal.plan import Level, Part

PLAN = load_plan("wuhu-2020")
WINTER, NOVEMBER = date(2021, 1, 10), date(2020, 11, 25)
OWN, TOWNSHIP, DEPARTMENT = Level.OWN, Level.TOWNSHIP, Level.DEPARTMENT
COUNTY_BOOK, DEPARTMENT_BOOK = "wuhu-2020-county", "wuhu-2020-department"


def mark(
    unit: str, value: str, level: Level = OWN, member: str = "", part: Part = Part.PROFESSIONAL,
    on: date = WINTER, report: date | None = None,
) -> Mark:  # fmt: skip
    return Mark(part, unit, level, member, Decimal(value), on, "甲测评公司", report)


def social(unit: str, value: str, level: Level = OWN, member: str = "") -> Mark:
    return mark(unit, value, level, member, Part.SOCIAL, NOVEMBER)


def rated(rater: str, unit: str, value: str, aspect: Aspect = Aspect.OVERALL) -> PeerMark:
    return PeerMark(rater, unit, aspect, Decimal(value), WINTER)


def own(a_round: str, portal: str, value: str | None, book: str = COUNTY_BOOK) -> OwnScore:
    return OwnScore(a_round, portal, book, None if value is None else Decimal(value), "2020-10-09")


def points(unit: str, rule: str, rank: int | None = None, proof: str = "某文") -> Adjustment:
    return Adjustment(unit, rule, proof, "李某", date(2021, 3, 1), rank)


def chosen(**values: str) -> tuple[Choice, ...]:
    return tuple(Choice(key, value) for key, value in values.items())
