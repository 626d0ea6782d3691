"""No record and no field of one goes by a programmer's name on a trial's page."""

from __future__ import annotations

import dataclasses
import re
import typing
from collections.abc import Iterator

import pytest

from checks.judging.wording import WORDS
from crawler.pages.families.family import _ADDRESS, _SOURCE
from crawler.records import Field, Source
from crawler.records.kinds import RECORD_TYPES
from crawler.records.model import Validity
from reports.trial_words import KIND_NAMES, SOURCE_NAMES, field_name, place_text, value_text

_OTHER = "其他字段"
_RUNS = ("fields",)  # pairs that go by their slugs


def fields_of(kind: type, above: str = "") -> Iterator[str]:
    """Every field with provenance of a kind of record, as the readers name it."""
    hints = typing.get_type_hints(kind)
    for one in dataclasses.fields(kind):
        name = f"{above}{one.name}"
        for part in parts_of(hints[one.name]):
            if typing.get_origin(part) is Field or part is Field:
                yield name
            elif dataclasses.is_dataclass(part) and isinstance(part, type):
                yield from fields_of(part, f"{name}[1].")


def parts_of(hint: object) -> Iterator[object]:
    yield hint
    for part in typing.get_args(hint):
        if typing.get_origin(hint) is not Field:
            yield from parts_of(part)


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.kind)
def test_records_and_their_fields_have_chinese_names(kind: type) -> None:
    assert kind.kind in KIND_NAMES  # type: ignore[attr-defined]
    names = [name for name in fields_of(kind) if name.rpartition(".")[2] not in _RUNS]
    assert [name for name in names if field_name(name).endswith(_OTHER)] == []
    assert not re.search("[a-z_]", "".join(map(field_name, names)))


def test_fields_of_parts_say_of_which() -> None:
    assert field_name("replies[2].replied_on") == "第2次答复·答复时间"
    assert field_name("replies[1].body") == "第1次答复·答复单位"
    assert field_name("contacts[1].body") == "第1处联系方式·机构名称"
    assert field_name("body") == "受理单位"
    assert field_name("signature.on") == "落款日期"
    assert field_name("never_heard_of") == _OTHER


def test_values_places_and_families_are_words() -> None:
    assert {value_text("validity", one.value) for one in Validity}.isdisjoint(set(Validity))
    assert value_text("number", "valid") == "valid"
    assert place_text("list row") == "列表行"
    assert place_text("元数据表第3行") == "元数据表第3行"
    assert place_text("td.meta") == ""
    assert set(SOURCE_NAMES) == set(Source)
    assert {name for name, _, _ in (*_ADDRESS, *_SOURCE)} | {"generic"} == set(WORDS["families"])
