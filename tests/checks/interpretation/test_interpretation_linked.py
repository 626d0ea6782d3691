"""interpretation_linked, as a table of cases; its scope is tested with interpretation_latency."""

from __future__ import annotations

import pytest

from checks.engine.outcome import Basis, Outcome
from crawler.portals import Role
from crawler.records import Cause, Link, Record
from tests.builders import document, dossier, entry, interpretation, judge, judge_one, link, miss

CHECK = "interpretation_linked"
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
THERE, BACK = "document→interpretation", "interpretation→document"
TO_JD, TO_DOC = link("jd/1.html", "相关解读"), link("doc/1.html", "文件原文")

CASES: dict[str, tuple[list[Record], Outcome, str | None]] = {
    "both ways": (
        [document(links=[TO_JD]), interpretation(links=[TO_DOC])], PASSED, None),
    "no way back": ([document(links=[TO_JD]), interpretation()], FAILED, BACK),
    "no way there": ([document(), interpretation(links=[TO_DOC])], FAILED, THERE),
    "neither": ([document(), interpretation()], FAILED, f"{THERE}、{BACK}"),
    "there is said by the crawler": (
        [document(), interpretation(links=[TO_DOC], linked_from=(document().url,))], PASSED, None),
    "two interpretations share the ways": (
        [document(links=[TO_JD]), interpretation(),
         interpretation("jd/2.html", "一图读懂《云溪县农村公路养护管理办法》", links=[TO_DOC])],
        PASSED, None),
    "https instead of http": (
        [document(links=[link("https://www.yunxi.test/jd/1.html", "相关解读")]),
         interpretation(links=[link("https://www.yunxi.test/doc/1.html", "原文")])], PASSED, None),
    "the next page in the list is no link": (
        [document(links=[link("jd/1.html", "下一篇：政策解读")]), interpretation(links=[TO_DOC])],
        FAILED, THERE),
    "a box of the newest is no link": (
        [document(links=[link("jd/1.html", "政策解读", "最新解读")]),
         interpretation(links=[TO_DOC])], FAILED, THERE),
    "no interpretation": ([document()], INAPPLICABLE, None),
    "linked and labelled, page never read": (
        [document(links=[link("x/1.html", "农村公路养护管理办法图解", "相关解读")])],
        CANT_TELL, None),
}  # fmt: skip


@pytest.mark.parametrize(("records", "outcome", "aspect"), CASES.values(), ids=CASES)
def test_case(records: list[Record], outcome: Outcome, aspect: str | None) -> None:
    finding = judge_one(CHECK, dossier(*records))
    assert (finding.outcome, finding.aspect) == (outcome, aspect), finding.statement
    assert finding.identity == ""
    if outcome is FAILED:
        assert finding.basis is Basis.ABSENCE


def test_redirects_are_one_page() -> None:
    seen = dossier(
        document(links=[link("old/77.html", "解读")]), interpretation(links=[TO_DOC]),
        aliases={"http://www.yunxi.test/old/77.html": "http://www.yunxi.test/jd/1.html"},
    )  # fmt: skip
    assert judge_one(CHECK, seen).outcome is PASSED


def test_an_unread_interpretation_shows_no_way_back_but_its_missing_link_is_seen() -> None:
    role = Role.INTERPRETATIONS
    row = entry(role, "jd/1.html", "《云溪县农村公路养护管理办法》政策解读", "2026-09-29")
    misses = [miss(role, "jd/1.html", Cause.SOFT_404)]
    linked = judge_one(CHECK, dossier(document(links=[TO_JD]), row, misses=misses))
    assert (linked.outcome, linked.cause) == (CANT_TELL, Cause.SOFT_404)
    bare = judge_one(CHECK, dossier(document(), row, misses=misses))
    assert (bare.outcome, bare.aspect) == (FAILED, THERE)


def _others(*links: Link) -> list[Record]:
    return [
        interpretation(f"jd/{n}.html", f"云溪县第{n}号供水管理办法解读", links=links)
        for n in range(11, 19)
    ]


def test_a_box_that_every_interpretation_has_in_its_margin_is_no_way_back() -> None:
    hot = link("doc/1.html", "关于印发《云溪县农村公路..")
    records = [document(links=[TO_JD]), interpretation(links=[hot]), *_others(hot)]
    finding = judge_one(CHECK, dossier(*records))
    assert (finding.outcome, finding.aspect) == (FAILED, BACK)
    own = [document(links=[TO_JD]), interpretation(links=[hot, TO_DOC]), *_others(hot)]
    assert judge_one(CHECK, dossier(*own)).outcome is PASSED
    few = [document(links=[TO_JD]), interpretation(links=[TO_DOC]), *_others()]
    assert judge_one(CHECK, dossier(*few)).outcome is PASSED
    headed = link("doc/1.html", "文件原文", "相关文件")
    one_series = [document(links=[TO_JD]), interpretation(links=[headed]), *_others(headed)]
    assert judge_one(CHECK, dossier(*one_series)).outcome is PASSED


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("查看政策原文", PASSED),
        ("【文件原文】", PASSED),
        ("相关文件", PASSED),
        ("原文链接>>", PASSED),
        ("文件汇编", FAILED),
        ("《养护办法》原文", FAILED),
    ],
)
def test_pieces_that_are_mostly_of_one_document_may_each_lead_back(
    text: str, outcome: Outcome
) -> None:
    to_doc = link("doc/1.html", text)
    records = [document(links=[TO_JD]), interpretation(links=[to_doc]), *_others(to_doc)]
    assert judge_one(CHECK, dossier(*records)).outcome is outcome


def test_a_document_and_its_likes_may_each_lead_to_one_piece_by_name() -> None:
    to_piece = link("jd/1.html", "查看政策解读")
    others = [
        document(f"doc/{n}.html", f"云溪县第{n}号供水管理办法",
                 links=[to_piece], published="2015-01-05")
        for n in range(11, 19)
    ]  # fmt: skip
    records = [document(links=[to_piece]), interpretation(links=[TO_DOC]), *others]
    outcomes = {one.outcome for one in judge(CHECK, dossier(*records))}
    assert FAILED not in outcomes
    assert PASSED in outcomes


def test_a_box_that_every_document_has_in_its_margin_is_no_way_there() -> None:
    hot = link("jd/1.html", "《云溪县农村公路养护..")
    others = [
        document(f"doc/{n}.html", f"云溪县第{n}号供水管理办法", links=[hot], published="2015-01-05")
        for n in range(11, 19)
    ]
    records = [document(links=[hot]), interpretation(links=[TO_DOC]), *others]
    failed = [one.aspect for one in judge(CHECK, dossier(*records)) if one.outcome is FAILED]
    assert failed == [THERE]
