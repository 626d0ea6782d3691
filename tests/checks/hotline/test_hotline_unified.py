"""hotline_unified, as a table of cases."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import checks.rulebooks
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks as built
from checks.engine.requirement import Requirement
from crawler.portals import Role
from crawler.records import Cause, Column, Field, HotlineNumbers, ReadState, Record, Source
from tests.builders import HOME, calendar, dossier, entry, section, shot

CHECK = "hotline_unified"
PASSED, FAILED, CANT_TELL = Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL
KEPT = ("110", "119", "12315")


def home(*numbers: str, nameless: int = 0) -> HotlineNumbers:
    fields = tuple(Field(one, f"热线：{one}", Source.TEXT) for one in numbers)
    return HotlineNumbers(HOME, "云溪县人民政府", Role.HOME, shot(HOME), fields, nameless, 2_000)


def judged(*records: Record, terms: dict[str, Any] | None = None, **more: Any) -> Finding:
    folder = Path(checks.rulebooks.__file__).parent / "terms"
    shared = tomllib.loads((folder / f"{CHECK}.toml").read_text("utf-8"))
    row = Requirement("row", "book", "热线", "…", CHECK, terms={**shared, **(terms or {})})
    (finding,) = built()[CHECK].judge(dossier(*records, **more), row, calendar())
    return finding


CASES: dict[str, tuple[HotlineNumbers, tuple[str, ...], Outcome, str | None]] = {
    "shown": (home("12345"), (), PASSED, None),
    "not shown": (home(), (), FAILED, None),
    "perhaps in a picture": (home(nameless=2), (), CANT_TELL, None),
    "others, and nothing said of them": (home("12345", "12331"), (), PASSED, None),
    "others that are kept": (home("12345", "110", "12315"), KEPT, PASSED, None),
    "others that are not kept": (home("12345", "12331", "110", "12388"), KEPT, FAILED,
        "12331、12388"),
}  # fmt: skip


@pytest.mark.parametrize(("one", "kept", "result", "aspect"), CASES.values(), ids=CASES)
def test_case(
    one: HotlineNumbers, kept: tuple[str, ...], result: Outcome, aspect: str | None
) -> None:
    finding = judged(one, terms={"keep_list": kept})
    assert (finding.outcome, finding.aspect) == (result, aspect), finding.statement
    assert finding.subject == HOME


def test_a_body_that_need_not_show_it_is_asked_for_others_alone() -> None:
    terms = {"must_show": False, "keep_list": KEPT}
    assert judged(home(), terms=terms).outcome is PASSED
    assert judged(home(nameless=2), terms=terms).outcome is CANT_TELL
    assert judged(home("12331"), terms=terms).outcome is FAILED


def test_a_column_or_a_section_of_its_name_shows_it() -> None:
    column = Column("12345政务服务便民热线", "http://www.yunxi.test/12345/")
    assert judged(home(), columns=(column,)).outcome is PASSED
    board = section(Role.MESSAGE_BOARD, name="12345来信公开")
    assert judged(home(), sections=[board]).outcome is PASSED


def test_a_home_page_that_a_script_fills() -> None:
    bare = replace(home(), text_chars=199)
    assert judged(bare).outcome is CANT_TELL
    assert judged(replace(bare, text_chars=200)).outcome is FAILED


def test_a_missing_number_waits_and_another_does_not() -> None:
    assert judged(home()).basis is Basis.ABSENCE
    assert judged(home("12345", "12331"), terms={"keep_list": KEPT}).basis is Basis.WORDS


def test_a_home_page_that_was_not_seen() -> None:
    hidden = section(Role.HOME, ReadState.UNOBSERVABLE, Cause.CHALLENGED)
    assert judged(sections=[hidden]).cause is Cause.CHALLENGED


def test_statistics() -> None:
    wanted = {"stats": "any"}
    told = entry(Role.NOTICES, "tz/1.html", "2026年三季度12345热线办理情况通报", "2025-11-20")
    assert judged(home("12345"), terms=wanted).cause is Cause.AMBIGUOUS
    assert judged(home("12345"), told, terms=wanted).outcome is PASSED
    old = entry(Role.NOTICES, "tz/1.html", "2025年三季度12345热线办理情况通报", "2025-11-19")
    assert judged(home("12345"), old, terms=wanted).outcome is CANT_TELL
