"""What comes out of an appraisal holds nothing that could act, and says what it is."""

import csv
import io
import json
from dataclasses import replace
from typing import Any

from checks.appraisal.inputs import Inputs
from checks.appraisal.total import appraise
from reports.appraisal.shown import CSV_KEYS, as_data, digest_of, to_csv, to_json, with_state
from tests.checks.appraisal.builders import PLAN, chosen, mark
from tests.checks.appraisal.test_by_hand import ALL


def result(inputs: Inputs, digest: str | None = None, *, sample: bool = False) -> dict[str, Any]:
    return with_state(as_data(appraise(PLAN, inputs), inputs), digest, (), sample=sample)


def rows(inputs: Inputs, **more: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(result(inputs, **more)))))


def test_a_row_for_every_part_and_total() -> None:
    found = rows(ALL)
    assert len(found) == 54 * 6
    assert tuple(found[0]) == CSV_KEYS
    assert {one["release"] for one in found} == {"未发布"}
    total = next(one for one in found if (one["unit"], one["part"]) == ("wuwei", "total"))
    assert (total["value"], total["missing"]) == ("87.59", "")
    nothing = next(one for one in found if (one["unit"], one["part"]) == ("gongxiao", "peer"))
    assert (nothing["value"], nothing["weighted"], nothing["missing"]) == ("", "", "无成绩")


def test_nothing_that_people_wrote_can_act() -> None:
    hostile = replace(mark("jiaoyu", "90"), source="+cmd|'/c calc'!A0\u202e")
    (one,) = [r for r in rows(Inputs((hostile,))) if r["sources"]]
    assert one["sources"] == "'+cmd|'/c calc'!A0"


def test_sample_data_says_so_everywhere() -> None:
    assert result(ALL, sample=True)["sample"] is True
    assert all(one["sample"] for one in rows(ALL, sample=True))


def test_every_setting_is_shown_with_where_it_comes_from() -> None:
    shown = {one["key"]: one for one in result(Inputs(chosen(peer_absent="mean")))["settings"]}
    assert list(shown) == [rule.key for rule in PLAN.settings]
    assert shown["peer_absent"]["words"] == "取已评分单位的平均值"
    assert shown["peer_absent"]["filled_in"]
    assert shown["spread_of"] == {
        "key": "spread_of", "title": "差距百分比的基数", "value": "full", "words": "满分100分",
        "filled_in": False, "basis": "三（二）未写明基数",
    }  # fmt: skip
    assert shown["power_points"]["value"] is None


def test_the_digest_is_of_the_result_alone() -> None:
    one, other = result(ALL), result(ALL, sample=True)
    assert one["digest"] == other["digest"]
    assert result(ALL, one["digest"])["release"] == "released"
    less = replace(ALL, given=ALL.given[1:])
    assert digest_of(as_data(appraise(PLAN, less), less)) != one["digest"]
    assert json.loads(to_json(one)) == one
