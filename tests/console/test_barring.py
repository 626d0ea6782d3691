"""Why the workflow does not allow an act: every reason in words, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from checks.engine.case import Stage
from checks.engine.workflow import Actor
from checks.errors import Bar, WorkflowError
from reports.console.barring import barred
from tests.console.messages import CHINESE

_VALUES: dict[Bar, dict[str, object]] = {
    Bar.ROLE: {"actor": Actor.CONTACT},
    Bar.STAGE: {"stage": Stage.WAIVED},
    Bar.MISSING: {"fields": ("until", "reason")},
    Bar.PAST: {"day": date(2026, 11, 19)},
    Bar.TERM: {"day": date(2026, 11, 19)},
}


@pytest.mark.parametrize("bar", Bar)
def test_every_reason_has_its_words_in_both_languages(bar: Bar) -> None:
    error = WorkflowError("case 016a: extend: no", bar, **_VALUES.get(bar, {}))
    chinese, english = barred(error, "zh"), barred(error, "en")
    assert CHINESE.search(chinese)
    assert "016a" not in chinese
    assert not CHINESE.search(english.replace("2026年11月19日", ""))


def test_what_is_missing_is_named() -> None:
    error = WorkflowError("x", Bar.MISSING, fields=("until", "reason"))
    assert barred(error, "zh") == "须填写：截止日期、理由。"
