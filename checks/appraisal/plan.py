"""The plan of an appraisal (考评方案) as data: parts, windows, rules, settings, registers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Part(StrEnum):
    """The five parts (环节), 芜湖2020 三."""

    PROFESSIONAL = "professional"
    PEER = "peer"
    DAILY = "daily"
    SOCIAL = "social"
    ADJUSTMENT = "adjustment"


class Level(StrEnum):
    """Whose work a mark of the professional or social part is about, 芜湖2020 三（一）."""

    OWN = "own"
    TOWNSHIP = "township"
    DEPARTMENT = "department"


class UnitKind(StrEnum):
    """How an assessed unit is registered; zones (开发区) stand among the city units."""

    COUNTY = "county"
    ZONE = "zone"
    DEPARTMENT = "department"


@dataclass(frozen=True)
class PartRule:
    """A part: `weight` in percent, and the days on which its marks may be made, None for any."""

    part: Part
    title: str
    weight: int
    clause: str
    start_on: date | None = None
    end_on: date | None = None


@dataclass(frozen=True)
class LevelRule:
    """A level of a county: its share in 7:2:1, and when its units' annual reports are due."""

    level: Level
    title: str
    share: int
    report_due_on: date


@dataclass(frozen=True)
class CityReports:
    """When the city units' annual reports are due, 芜湖2020 五（一）."""

    due_on: date


@dataclass(frozen=True)
class Tier:
    """Points for a rank up to `up_to`; None for every other rank."""

    points: int
    up_to: int | None = None


@dataclass(frozen=True)
class AdjustmentRule:
    """A ground for points beside the four parts: `sign` 1 adds, -1 takes away.

    The amount is that of the rank's tier, or the setting named in `setting`. `once`: at most one
    for each unit.
    """

    rule: str
    title: str
    sign: int
    kinds: tuple[UnitKind, ...]
    clause: str
    once: bool = False
    setting: str = ""
    tiers: tuple[Tier, ...] = ()


@dataclass(frozen=True)
class SettingRule:
    """What the notice leaves open: a choice, a number from `low` to `high`, or a text.

    Without a `default` it must be filled in before whatever needs it can be used. `whole` numbers
    have no fraction.
    """

    key: str
    title: str
    basis: str
    default: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    low: int | None = None
    high: int | None = None
    whole: bool = False
    text: bool = False


@dataclass(frozen=True)
class FormerName:
    """A name that a unit had until then (year, or year and month)."""

    name: str
    until: str
    note: str = ""


@dataclass(frozen=True)
class LaterName:
    """A name that a unit has borne since (year, or year and month)."""

    name: str
    since: str
    note: str = ""


@dataclass(frozen=True)
class Unit:
    """An assessed unit (附件1). `field` is the trade of one that rates counties (附件4)."""

    id: str
    name: str
    kind: UnitKind
    field: str = ""
    former: tuple[FormerName, ...] = ()
    later: tuple[LaterName, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it is known by, that of the notice first."""
        return (self.name, *(one.name for one in self.former), *(one.name for one in self.later))


@dataclass(frozen=True)
class Plan:
    """One notice's appraisal as data. `sha256` pins the text that it was read from."""

    id: str
    title: str
    year: int
    issued_on: date
    source: str
    parts: tuple[PartRule, ...]
    levels: tuple[LevelRule, ...]
    city_reports: CityReports
    adjustments: tuple[AdjustmentRule, ...]
    settings: tuple[SettingRule, ...]
    units: tuple[Unit, ...]
    sha256: str = ""

    @property
    def counties(self) -> tuple[Unit, ...]:
        """The counties, cities and districts (县（市）区)."""
        return tuple(one for one in self.units if one.kind is UnitKind.COUNTY)

    @property
    def city_units(self) -> tuple[Unit, ...]:
        """The city's units (市直有关单位), zones among them."""
        return tuple(one for one in self.units if one.kind is not UnitKind.COUNTY)

    @property
    def raters(self) -> tuple[Unit, ...]:
        """The city units that rate counties (附件4)."""
        return tuple(one for one in self.units if one.field)

    def takes(self, first: date, last: date) -> bool:
        """Whether a round of these days may count: it has to reach into the plan's year."""
        return first.year <= self.year <= last.year

    def unit(self, unit_id: str) -> Unit:
        """The unit of that id; KeyError if there is none."""
        for one in self.units:
            if one.id == unit_id:
                return one
        raise KeyError(unit_id)

    def part(self, part: Part) -> PartRule:
        """The rule of a part."""
        return next(one for one in self.parts if one.part is part)

    def level(self, level: Level) -> LevelRule:
        """The rule of a level."""
        return next(one for one in self.levels if one.level is level)
