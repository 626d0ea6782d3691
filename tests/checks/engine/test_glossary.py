"""The glossary has a row for every value of the published vocabulary."""

import re
from collections import Counter
from enum import StrEnum
from pathlib import Path

import pytest

from checks.engine.case import CaseState, Stage
from checks.engine.causes import Why
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Assessment, Scoring
from checks.engine.workflow import Actor
from crawler.portals import PortalKind, Role
from crawler.records import RECORD_TYPES, Cause, ReadState, Source, Validity

TEXT = (Path(__file__).parents[3] / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([^|]+?) \| ([a-z0-9_]+) \|", TEXT, re.MULTILINE)
IDENTIFIERS = [identifier for _, identifier in ROWS if identifier != "identifier"]
TERMS = [term for term, identifier in ROWS if identifier != "identifier"]
VALUES = re.findall(r"\(value `([a-z_]+)`\)", TEXT)
VOCABULARY: list[type[StrEnum]] = [
    Outcome,
    Basis,
    CaseState,
    Cause,
    ReadState,
    Role,
    PortalKind,
    Validity,
    Source,
    Scoring,
    Assessment,
    Stage,
    Why,
    Actor,
]


@pytest.mark.parametrize("words", VOCABULARY, ids=lambda words: words.__name__)
def test_every_value_has_its_row(words: type[StrEnum]) -> None:
    assert [w.value for w in words if w.value not in IDENTIFIERS + VALUES] == []


def test_every_kind_of_record_has_its_row() -> None:
    assert [r.kind for r in RECORD_TYPES if r.kind not in IDENTIFIERS] == []


def test_one_term_one_identifier() -> None:
    assert [i for i, n in Counter(IDENTIFIERS).items() if n > 1] == []
    assert [t for t, n in Counter(TERMS).items() if n > 1] == []


def test_the_words_users_see() -> None:
    shown = dict(zip(IDENTIFIERS, TERMS, strict=True))
    expected = {
        "passed": "符合",
        "failed": "不符合",
        "pending": "未到期",
        "cant_tell": "无法判定（不扣分）",
        "inapplicable": "不适用",
        "section": "栏目",
        "rulebook": "测评指标体系",
        "requirement": "测评指标",
        "finding": "测评记录",
        "snapshot": "网页存证",
        "coverage": "采集覆盖率",
        "suspected": "疑似（待核实）",
        "open": "已确认待下发",
        "notified": "已下发",
        "rectifying": "整改中",
        "resolved": "已销号",
        "reopened": "反弹",
        "waived": "免予扣分",
        "disputed": "申诉中",
        "case": "问题",
        "dossier": "采集底稿",
        "standing": "常态化测评指标",
        "consultation": "意见征集",
        "digest": "整改提醒",
    }
    assert {word: shown.get(word) for word in expected} == expected
