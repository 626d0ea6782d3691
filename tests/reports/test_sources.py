"""Sources are told by notice, number and clause."""

from __future__ import annotations

from datetime import date

from checks.engine.requirement import Requirement, Rulebook
from reports.proofs import Kept, pack_of
from reports.sources import Source, sources_in_words
from tests.reports.builders import finding, judged, report
from tests.reports.test_proofs import AT


def book(name: str, title: str, number: str = "") -> Rulebook:
    row = Requirement(f"{name}-32b", name, "留言办理", "", None, clause="第32项")
    return Rulebook(name, title, "1", date(2020, 1, 1), "某市", (row,), number=number)


BOOKS = (
    book("a-2020", "甲县重点工作分工", "甲政办〔2020〕49号"),
    book("b-2020-county", "乙市考评方案（县市区）"),
    book("b-2020-method", "乙市考评方案"),
)


def test_a_source_is_told_by_notice_number_and_clause() -> None:
    asked = ("a-2020-32b", "b-2020", "国办秘函〔2019〕19号", "national Regulations art. 26", "x-1")
    assert sources_in_words(asked, BOOKS) == (
        Source("《甲县重点工作分工》（甲政办〔2020〕49号）第32项", "a-2020", "a-2020-32b"),
        Source("《乙市考评方案》", "b-2020-method"),
        Source("国办秘函〔2019〕19号"),
        Source("《中华人民共和国政府信息公开条例》第26条"),
        Source("x-1"),
    )


def test_a_proof_pack_tells_its_sources_in_words() -> None:
    one = judged(finding(sources=("a-2020-32b", "b-2020-county-32b")))
    pack = pack_of([one], report(), lambda item: Kept(), AT, shelf=BOOKS)
    assert dict(pack.items[0].facts)["出处"] == (
        "《甲县重点工作分工》（甲政办〔2020〕49号）第32项；《乙市考评方案（县市区）》第32项"
    )
