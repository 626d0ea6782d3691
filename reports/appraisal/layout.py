"""Sheets and columns of the appraisal's workbook: what the template writes and the import reads."""

from __future__ import annotations

from dataclasses import dataclass

from checks.appraisal.inputs import Aspect
from checks.appraisal.plan import Plan, Unit, UnitKind

GUIDE = "填写说明"
PLAN = "方案编号"
SETTINGS = "设置"
PORTALS = "单位对应"
PROFESSIONAL = "专业机构测评"
SOCIAL = "社会评议"
COUNTY_FIELD = "互评县区（领域）"
COUNTY_OVERALL = "互评县区（综合）"
CITY_OVERALL = "互评市直单位"
DAILY = "日常测评"
POINTS = "加扣分"
COUNTERPARTS = "指标对照"

UNIT, LEVEL, MEMBER, MARK = "单位", "层级", "成员单位", "得分"
TESTED, REPORT_TESTED, SOURCE, PORTAL = "测评日期", "年报测评日期", "测评机构", "门户编号"
VOID = "作废"
SETTING, VALUE = "设置项", "值"
RATER, RATED, REASON = "测评单位", "测评日期", "差距说明"
ROUND, WEIGHT = "轮次编号", "权重"
RULE, RANK, PROOF, APPROVER, APPROVED = "项目", "全省名次", "依据材料", "批准人", "批准日期"
PART, INDICATOR, RULEBOOK, REQUIREMENT = "环节", "外部指标", "指标体系", "指标编号"
YES = "是"

KINDS = {UnitKind.COUNTY: "县（市）区", UnitKind.ZONE: "开发区", UnitKind.DEPARTMENT: "市直单位"}


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width, and whether people fill it in."""

    name: str
    width: int = 14
    fill: bool = True


@dataclass(frozen=True)
class Sheet:
    """A sheet with one thing a row; `rows` are the cells that the template writes in advance."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    spare: int = 60


@dataclass(frozen=True)
class Matrix:
    """A sheet with a rater a row and a marked unit a column."""

    name: str
    aspect: Aspect
    raters: tuple[Unit, ...]
    units: tuple[Unit, ...]


def sheets(plan: Plan) -> tuple[Sheet, ...]:
    """The list sheets of a plan, in their order."""
    tested = (
        Column(UNIT, 24), Column(LEVEL, 18), Column(MEMBER, 22), Column(MARK, 9),
        Column(TESTED, 13), Column(REPORT_TESTED, 15), Column(SOURCE, 24), Column(PORTAL, 14),
        Column(VOID, 7),
    )  # fmt: skip
    marks = tuple(_mark_rows(plan))
    return (
        Sheet(
            SETTINGS,
            (Column(SETTING, 44, False), Column(VALUE, 22), Column("默认值", 22, False),
             Column("可填内容", 44, False), Column("依据", 44, False)),
            tuple(_setting_rows(plan)),
            spare=0,
        ),
        Sheet(
            PORTALS,
            (Column("序号", 6, False), Column(UNIT, 26, False), Column("类别", 11, False),
             Column("曾用名、后用名", 26, False), Column(PORTAL, 18)),
            tuple(_unit_rows(plan)),
            spare=0,
        ),
        Sheet(PROFESSIONAL, tested, marks, 150),
        Sheet(SOCIAL, tuple(one for one in tested if one.name != REPORT_TESTED), marks, 150),
        Sheet(DAILY, (Column(ROUND, 18), Column(WEIGHT, 9), Column(VOID, 7))),
        Sheet(
            POINTS,
            (Column(UNIT, 24), Column(RULE, 36), Column(RANK, 10), Column(PROOF, 40),
             Column(APPROVER, 12), Column(APPROVED, 13), Column(VOID, 7)),
        ),
        Sheet(
            COUNTERPARTS,
            (Column(PART, 16), Column(INDICATOR, 40), Column(RULEBOOK, 22),
             Column(REQUIREMENT, 26), Column(VOID, 7)),
        ),
    )  # fmt: skip


def matrices(plan: Plan) -> tuple[Matrix, ...]:
    """The peer matrices: departments over counties twice, counties over city units once."""
    return (
        Matrix(COUNTY_FIELD, Aspect.FIELD, plan.raters, plan.counties),
        Matrix(COUNTY_OVERALL, Aspect.OVERALL, plan.raters, plan.counties),
        Matrix(CITY_OVERALL, Aspect.OVERALL, plan.counties, plan.city_units),
    )


def _setting_rows(plan: Plan) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for rule in plan.settings:
        default = rule.choices.get(rule.default, rule.default) or "（必填）"
        wanted = "、".join(rule.choices.values())
        if not wanted:
            wanted = "文字" if rule.text else f"{rule.low}至{rule.high}的数"
        rows.append((rule.title, "", default, wanted, rule.basis))
    return rows


def _unit_rows(plan: Plan) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for number, unit in enumerate(plan.units, 1):
        former = [f"{one.name}（至{one.until}）" for one in unit.former]
        later = [f"{one.name}（{one.since}起）" for one in unit.later]
        rows.append((str(number), unit.name, KINDS[unit.kind], "、".join(former + later), ""))
    return rows


def _mark_rows(plan: Plan) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for unit in plan.units:
        levels = plan.levels if unit.kind is UnitKind.COUNTY else plan.levels[:1]
        rows.extend((unit.name, rule.title) for rule in levels)
    return rows
