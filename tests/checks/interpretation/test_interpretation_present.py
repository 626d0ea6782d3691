"""interpretation_present, as a table of cases; its scope is tested with interpretation_latency."""

from __future__ import annotations

from typing import Any

import pytest

from checks.engine.outcome import Basis, Outcome
from crawler.portals import PortalKind, Role
from crawler.records import Cause, Link, ReadState, Record
from tests.builders import (
    document,
    dossier,
    entry,
    interpretation,
    judge,
    judge_one,
    link,
    miss,
    portal,
    section,
)
from tests.checks.rows import judge_by

CHECK = "interpretation_present"
PASSED, FAILED, PENDING = Outcome.PASSED, Outcome.FAILED, Outcome.PENDING
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
JD = Role.INTERPRETATIONS

CASES: dict[str, tuple[list[Record], Outcome]] = {
    "late but there": ([document(), interpretation(published="2026-11-10")], PASSED),
    "undated but there": ([document(), interpretation(published=None)], PASSED),
    "none, due yesterday": ([document(published="2026-11-16")], FAILED),
    "none, due today": ([document(published="2026-11-17")], PENDING),
    "tomorrow's is not there yet": ([document(), interpretation(published="2026-11-21")], FAILED),
    "linked and labelled, never read": (
        [document(links=[link("x/1.html", "《云溪县农村公路养护管理办法》解读", in_body=True)])],
        PASSED),
    "an attached picture labelled so": (
        [document(attachments=(link("x/1.jpg", "一图读懂农村公路养护管理办法"),))], PASSED),
    "a link without such a label": ([document(links=[link("x/1.html", "附件下载")])], FAILED),
}  # fmt: skip


@pytest.mark.parametrize(("records", "outcome"), CASES.values(), ids=CASES)
def test_case(records: list[Record], outcome: Outcome) -> None:
    finding = judge_one(CHECK, dossier(*records))
    assert finding.outcome is outcome, finding.statement
    if outcome is FAILED:
        assert finding.basis is Basis.ABSENCE


def test_a_matching_row_whose_page_was_not_read() -> None:
    row = entry(JD, "jd/9.html", "《云溪县农村公路养护管理办法》政策解读", "2026-09-29")
    seen = dossier(document(), row, misses=[miss(JD, "jd/9.html", Cause.CHALLENGED)])
    finding = judge_one(CHECK, seen)
    assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.CHALLENGED)


@pytest.mark.parametrize(("words", "outcome"), [(("公路",), FAILED), (("就业",), INAPPLICABLE)])
def test_a_clause_on_certain_policies_asks_nothing_on_another_matter(
    words: tuple[str, ...], outcome: Outcome
) -> None:
    (finding,) = judge_by(CHECK, dossier(document()), max_working_days=3, scope=words)
    assert finding.outcome is outcome


GONE = miss(JD, "jd/9.html", Cause.UNREACHABLE, detail="返回 404")
ROW = entry(JD, "jd/9.html", "《云溪县农村公路养护管理办法》政策解读", "2026-09-29")


def test_an_interpretation_that_is_gone_is_not_failed_for() -> None:
    seen = dossier(document(), ROW, misses=[GONE])
    for check in (CHECK, "interpretation_latency"):
        finding = judge_one(check, seen)
        assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.UNREACHABLE), check
    other = dossier(document(), ROW, interpretation(published="2026-09-30"), misses=[GONE])
    assert judge_one(CHECK, other).outcome is PASSED
    assert judge_one("interpretation_latency", other).outcome is PASSED


def test_a_gone_page_about_something_else_hides_nothing() -> None:
    row = entry(JD, "jd/9.html", "《云溪县城市供水管理办法》政策解读", "2026-09-29")
    seen = dossier(document(), row, misses=[GONE])
    assert judge_one(CHECK, seen).outcome is FAILED
    assert judge_one("interpretation_latency", seen).outcome is FAILED


def test_linked_listed_and_gone_counts_as_linked() -> None:
    labelled = link("jd/9.html", "云溪县农村公路养护管理办法解读", "相关解读")
    seen = dossier(document(links=[labelled]), ROW, misses=[GONE])
    assert judge_one(CHECK, seen).outcome is PASSED
    assert judge_one("interpretation_latency", seen).outcome is CANT_TELL
    assert judge_one("interpretation_linked", seen).outcome is CANT_TELL


def test_a_listed_interpretation_that_the_document_links_counts_unread() -> None:
    title = "《云溪县农村公路养护管理办法》政策解读"
    row = entry(JD, "jd/9.html", title, "2026-09-29")
    one = document(links=[link("jd/9.html", title, "政策解读")])
    seen = dossier(one, row, misses=[miss(JD, "jd/9.html", Cause.UNREACHABLE)])
    assert judge_one(CHECK, seen).outcome is PASSED


def test_a_label_that_stands_on_every_page_is_a_box_of_the_template() -> None:
    box = [link("zt/1.html", "优化营商环境政策解读专题", "政策解读")]
    documents = [
        document(f"doc/{n}.html", f"云溪县人民政府关于第{n}件事的意见",
                 number=f"云政发〔2026〕{n}号", links=box)
        for n in range(1, 6)
    ]  # fmt: skip
    assert {f.outcome for f in judge(CHECK, dossier(*documents))} == {FAILED}


@pytest.mark.parametrize(
    ("text", "heading", "outcome"),
    [
        ("居民医保政策问答", "相关链接", FAILED),
        ("《养犬办法》政策问答", "相关链接", FAILED),
        ("2026年云溪县高考招生政策问答", "专题专栏", FAILED),
        ("身份证丢失怎么补办", "惠企政策问答", FAILED),
        ("农村公路政策问答", "相关链接", PASSED),
        ("《办法》政策问答（一）", "相关链接", PASSED),
        ("路坏了谁来修？", "政策问答", PASSED),
        ("路坏了谁来修？", "相关政策问答", PASSED),
    ],
)
def test_questions_on_policy_are_of_the_document(text: str, heading: str, outcome: Outcome) -> None:
    seen = dossier(document(links=[link("wd/1.html", text, heading)]))
    assert judge_one(CHECK, seen).outcome is outcome


@pytest.mark.parametrize("text", ["文本下载", "下载PDF版", "打印本页", "附件下载", "【关闭窗口】"])
def test_tools_below_an_empty_box_are_no_interpretation(text: str) -> None:
    tool = dossier(document(links=[link("u/1.txt", text, "相关解读")]))
    assert judge_one(CHECK, tool).outcome is FAILED
    piece = dossier(document(links=[link("u/1.pdf", f"养护办法图解（{text}）", "相关解读")]))
    assert judge_one(CHECK, piece).outcome is PASSED


def test_unseen_interpretations_leave_it_open() -> None:
    hidden = section(JD, ReadState.UNOBSERVABLE, Cause.BLOCKED)
    assert judge_one(CHECK, dossier(document(), sections=[hidden])).cause is Cause.BLOCKED


CITY = portal(id="yunzhou", name="云州市人民政府", kind=PortalKind.CITY)
UNREAD = section(JD, ReadState.UNOBSERVABLE, Cause.CHALLENGED)
ABOVE: dict[str, tuple[dict[str, Any], Cause | None]] = {
    "read whole": ({"higher": (dossier(of=CITY),)}, None),
    "not readable there": ({"higher": (dossier(of=CITY, sections=[UNREAD]),)}, Cause.CHALLENGED),
    "never read": ({"unseen_above": ("yunzhou",)}, Cause.SCANNER),
    "read on an earlier day": (
        {"higher": (dossier(of=CITY),), "unseen_above": ("yunzhou",)}, Cause.SCANNER),
}  # fmt: skip


@pytest.mark.parametrize(("above", "cause"), ABOVE.values(), ids=ABOVE)
@pytest.mark.parametrize("check", [CHECK, "interpretation_latency"])
def test_none_here_is_proof_only_with_the_higher_portal_read(
    check: str, above: dict[str, Any], cause: Cause | None
) -> None:
    finding = judge_one(check, dossier(document(published="2026-11-02"), **above))
    assert finding.cause is cause
    assert finding.outcome is (FAILED if cause is None else CANT_TELL)


LED = {
    "under a heading": link("http://slj.yunzhou.test/jd/9.html", "农村公路怎么养", "相关解读"),
    "by its own words": link("http://slj.yunzhou.test/jd/9.html", "农村公路养护管理办法政策解读"),
    "as a picture": link("http://mp.example.test/s/9", "一图读懂农村公路养护管理办法", "图解"),
}


@pytest.mark.parametrize("shown", LED.values(), ids=LED)
def test_one_on_the_portal_of_who_drafted_it_counts_where_the_document_links_it(
    shown: Link,
) -> None:
    """Nobody is failed for it, neither for its term nor for the way back, which nobody read."""
    seen = dossier(document(links=[shown]))
    assert judge_one(CHECK, seen).outcome is PASSED
    for sister in ("interpretation_latency", "interpretation_linked"):
        assert judge_one(sister, seen).outcome is Outcome.CANT_TELL
    other = link("http://slj.yunzhou.test/", "云州市水利局", "友情链接")
    assert judge_one(CHECK, dossier(document(links=[other]))).outcome is FAILED


def test_a_section_kept_on_a_higher_portal_and_not_met_proves_nothing() -> None:
    above = section(Role.INTERPRETATIONS, ReadState.EMPTY, elsewhere=True)
    assert judge_one(CHECK, dossier(document(), sections=[above])).outcome is Outcome.CANT_TELL
    own = section(Role.INTERPRETATIONS, ReadState.EMPTY)
    assert judge_one(CHECK, dossier(document(), sections=[own])).outcome is FAILED
