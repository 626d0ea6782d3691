"""The settings of an appraisal: what the office chose where the notice leaves it open."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from checks.appraisal.inputs import Choice
from checks.appraisal.plan import Plan, SettingRule

_NUMBER = re.compile(r"[0-9]{1,6}(\.[0-9]{1,4})?")


@dataclass(frozen=True)
class Settings:
    """The settings in force: those filled in, else the plan's defaults."""

    rules: tuple[SettingRule, ...]
    filled: tuple[Choice, ...] = ()

    def text(self, key: str) -> str:
        """The value of a setting; empty if it must still be filled in."""
        rule = self._rule(key)
        return next((one.value for one in self.filled if one.setting == key), rule.default)

    def number(self, key: str) -> Fraction | None:
        """The value of a setting that is a number; None if it must still be filled in."""
        text = self.text(key)
        return Fraction(text) if text else None

    def is_filled(self, key: str) -> bool:
        """Whether somebody filled it in."""
        return any(one.setting == key for one in self.filled)

    def words(self, key: str) -> str:
        """Its value as shown to users; empty if it must still be filled in."""
        value = self.text(key)
        return self._rule(key).choices.get(value, value)

    def title(self, key: str) -> str:
        """Its title as shown to users."""
        return self._rule(key).title

    def _rule(self, key: str) -> SettingRule:
        return next(rule for rule in self.rules if rule.key == key)


def settings_of(plan: Plan, choices: Iterable[Choice]) -> Settings:
    """The settings of a plan as filled in."""
    return Settings(plan.settings, tuple(choices))


def setting_value(rule: SettingRule, text: str) -> str:
    """The value that a cell's text says: a choice by its words or key, a number, or a text.

    Raises ValueError saying what is wanted.
    """
    if rule.choices:
        for key, words in rule.choices.items():
            if text in (key, words):
                return key
        raise ValueError(f"{text[:40]!r} is none of {'、'.join(rule.choices.values())}")
    if rule.text:
        return text
    low, high = rule.low or 0, 100 if rule.high is None else rule.high
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{text[:40]!r} is no number (at most four decimals)")
    number = Fraction(text)
    if rule.whole and number.denominator != 1:
        raise ValueError(f"{text[:40]!r} is no whole number")
    if not low <= number <= high:
        raise ValueError(f"{text[:40]!r} is not a number from {low} to {high}")
    return text
