"""doc_integrity_stable, as a table of cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from checks.engine.outcome import Basis, Outcome
from crawler.portals import Role
from crawler.records import (
    CASE,
    FILES,
    TEXT,
    Attachment,
    Cause,
    Document,
    Record,
    Sighting,
    Validity,
    text_state,
)
from tests.builders import (
    attachment,
    document,
    dossier,
    entry,
    judge,
    judge_one,
    link,
    miss,
    moment,
    url_of,
)

CHECK = "doc_integrity_stable"
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE
WORDS = "各乡镇人民政府：现将办法印发给你们，请认真贯彻执行。本办法自印发之日起施行。"
OTHER = WORDS.replace("认真贯彻", "参照")
FILE = url_of("doc/a.pdf")


def one(text: str = WORDS, path: str = "doc/1.html", **more: Any) -> Document:
    return document(path, text=text, **more)


def with_file(**more: Any) -> Document:
    return one(downloads=(link("doc/a.pdf", "附件"),), **more)


def file(digest: str = "1" * 64, path: str = "doc/a.pdf", status: int = 200) -> Attachment:
    return attachment(path, digest=digest, status=status, kind="pdf")


def seen(
    on: str, text: str | None = WORDS, files: Sequence[str] = (), path: str = "doc/1.html"
) -> list[Sighting]:
    """What a read on that day kept of a document."""
    at, page = moment(f"{on}T02:00"), url_of(path)
    found = []
    if text is not None:
        found.append(Sighting(page, TEXT, at, (text_state(one(text)),)))
    if files:
        found.append(Sighting(page, FILES, at, tuple(files)))
    return found


def case(on: str) -> Sighting:
    return Sighting(url_of("doc/1.html"), CASE, moment(f"{on}T01:59"), (on[:7],))


FIRST = seen("2026-11-01")
TEXTS: dict[str, tuple[Document, list[Sighting], Outcome]] = {
    "never read before": (one(), [], CANT_TELL),
    "read before on the same day": (one(), seen("2026-11-20"), CANT_TELL),
    "as it was the night before": (one(), seen("2026-11-19"), CANT_TELL),
    "as it was six days before": (one(), seen("2026-11-14"), CANT_TELL),
    "as it was seven days before": (one(), seen("2026-11-13"), PASSED),
    "another text the night after": (one(OTHER), seen("2026-11-19"), FAILED),
    "as it was long ago": (one(), FIRST, PASSED),
    "another text": (one(OTHER), FIRST, FAILED),
    "another text, seen before": (one(OTHER), [*FIRST, *seen("2026-11-10", OTHER)], FAILED),
    "restored": (one(), [*FIRST, *seen("2026-11-10", OTHER)], PASSED),
    "other spaces and widths": (one(WORDS.replace("：", ": ") + "\n\n"), FIRST, PASSED),
    "another count of visits": (one(WORDS + "浏览次数：318次"), FIRST, PASSED),
    "with a note of correction": (one(OTHER + "更正说明：原文有误，现予更正。"), FIRST, PASSED),
    "a note in other words": (one(OTHER + "（附件已更新，请以新版为准）"), FIRST, PASSED),
    "a line beside the text": (
        one(OTHER, notes=("【更正】本文第三条已于2026年11月5日更正。",)), FIRST, PASSED),
    "a box beside the text": (one(OTHER, notes=("勘误",)), FIRST, PASSED),
    "a line that says it was replaced": (
        one(OTHER, notes=("说明：原附件有误，现已替换。",)), FIRST, PASSED),
    "a link beside the text": (one(OTHER, links=(link("gz/1.html", "更正公告"),)), FIRST, PASSED),
    "a link that names the document": (
        one(OTHER, links=(
            link("gz/1.html", "关于《云溪县农村公路养护管理办法》有关内容的更正公告"),)),
        FIRST, PASSED),
    "a link that corrects something else": (
        one(OTHER, links=(link("gz/1.html", "云溪县2026年公开招聘教师岗位表更正公告"),)),
        FIRST, FAILED),
    "a line about another document": (
        one(OTHER, notes=("关于《云溪县供水管理办法》的更正说明",)), FIRST, FAILED),
    "a call to tell of errors": (
        one(OTHER, notes=("如发现错误，请联系我们更正。", "我要纠错、更正")), FIRST, FAILED),
    "a duty to correct is no note": (one(OTHER + "发现差错应当及时更正。"), FIRST, FAILED),
    "shown as amended": (one(OTHER, validity=Validity.AMENDED), FIRST, PASSED),
    "while a problem was open": (one(OTHER), [*FIRST, case("2026-11-20")], PASSED),
    "a month after the problem": (one(OTHER), [*FIRST, case("2026-10-22")], PASSED),
    "more than a month after it": (one(OTHER), [*FIRST, case("2026-10-20")], FAILED),
    "a problem that came after the change": (
        one(OTHER), [*FIRST, *seen("2026-11-10", OTHER), case("2026-11-15")], FAILED),
    "changed in a problem, then again": (
        one(OTHER + "另行通知。"),
        [*FIRST, case("2026-11-05"), *seen("2026-11-05", OTHER)], PASSED),
    "changed again long after the problem": (
        one(OTHER + "另行通知。"),
        [*seen("2026-07-01"), case("2026-08-05"), *seen("2026-08-05", OTHER)], FAILED),
    "as the problem left it": (
        one(OTHER), [*seen("2026-07-01"), case("2026-08-05"), *seen("2026-08-05", OTHER)], PASSED),
    "a read of the future": (one(OTHER), seen("2026-11-21"), CANT_TELL),
}  # fmt: skip


@pytest.mark.parametrize(("now", "ledger", "outcome"), TEXTS.values(), ids=TEXTS)
def test_texts(now: Document, ledger: list[Sighting], outcome: Outcome) -> None:
    found = judge_one(CHECK, dossier(now, sightings=ledger))
    assert found.outcome is outcome, found.statement
    assert found.aspect == ("正文变化" if outcome is FAILED else None)
    assert found.cause is (Cause.AMBIGUOUS if outcome is CANT_TELL else None)
    assert found.basis is Basis.WORDS


WITH_FILE = seen("2026-11-01", files=(f"{FILE} {'1' * 64}",))
RECORDS: dict[str, tuple[list[Record], Outcome, str | None]] = {
    "the same bytes": ([with_file(), file()], PASSED, None),
    "other bytes": ([with_file(), file("2" * 64)], FAILED, "附件变化"),
    "answers that it is gone": ([with_file(), file(status=404)], FAILED, "附件消失"),
    "no longer offered": ([one()], FAILED, "附件消失"),
    "moved": (
        [one(downloads=(link("new/a.pdf", "附件"),)), file(path="new/a.pdf")], PASSED, None),
    "one more": (
        [one(downloads=(link("doc/a.pdf", "附件"), link("doc/b.pdf", "附件2"))), file(),
         file("3" * 64, "doc/b.pdf")], PASSED, None),
    "text and file": ([with_file(text=OTHER), file("2" * 64)], FAILED, "正文变化、附件变化"),
    "an entry names the document and the correction": (
        [with_file(), file("2" * 64),
         entry(Role.NOTICES, "tz/1.html", "关于《云溪县农村公路养护管理办法》附件的更正说明")],
        PASSED, None),
    "an entry corrects another document": (
        [with_file(), file("2" * 64),
         entry(Role.NOTICES, "tz/1.html", "关于《云溪县供水管理办法》附件的更正说明")],
        FAILED, "附件变化"),
}  # fmt: skip


@pytest.mark.parametrize(("records", "outcome", "aspect"), RECORDS.values(), ids=RECORDS)
def test_files(records: list[Record], outcome: Outcome, aspect: str | None) -> None:
    found = judge_one(CHECK, dossier(*records, sightings=WITH_FILE))
    assert (found.outcome, found.aspect) == (outcome, aspect), found.statement
    assert found.basis is (Basis.ABSENCE if aspect == "附件消失" else Basis.WORDS)


def test_a_file_that_was_not_seen_tonight_is_not_gone() -> None:
    unseen = [miss(Role.NORMATIVE_DOCUMENTS, "doc/a.pdf", Cause.LIMIT)]
    found = judge_one(CHECK, dossier(with_file(), sightings=WITH_FILE, misses=unseen))
    assert (found.outcome, found.cause) == (CANT_TELL, Cause.LIMIT)


def test_a_text_that_cannot_be_read_tonight_is_no_change() -> None:
    found = judge_one(CHECK, dossier(one(""), sightings=FIRST))
    assert (found.outcome, found.cause) == (CANT_TELL, Cause.UNREADABLE)


def test_a_read_counts_on_the_day_that_is_judged_whenever_its_bytes_came() -> None:
    early = one()
    early = replace(early, snapshot=replace(early.snapshot, captured_at=moment("2026-10-01T02:00")))
    found = judge_one(CHECK, dossier(early, sightings=seen("2026-11-19")))
    assert (found.outcome, found.cause) == (CANT_TELL, Cause.AMBIGUOUS)


def test_a_look_that_was_taken_over_is_no_second_one() -> None:
    made = dossier(one(), sightings=seen("2026-11-13"))
    page = made.documents[0].snapshot.url
    resting = replace(made, manner=replace(made.manner, unasked=(page,)))
    assert judge_one(CHECK, made).outcome is PASSED
    assert judge_one(CHECK, resting).outcome is CANT_TELL


def many(count: int, changed: int) -> tuple[list[Document], list[Sighting]]:
    pages = [f"doc/{n}.html" for n in range(count)]
    documents = [one(OTHER if n < changed else WORDS, path) for n, path in enumerate(pages)]
    return documents, [s for path in pages for s in seen("2026-11-01", path=path)]


@pytest.mark.parametrize(
    ("count", "changed", "outcome"),
    [(6, 5, CANT_TELL), (6, 4, FAILED), (10, 5, FAILED), (9, 5, CANT_TELL)],
)
def test_a_site_that_was_remade(count: int, changed: int, outcome: Outcome) -> None:
    documents, ledger = many(count, changed)
    found = judge(CHECK, dossier(*documents, sightings=ledger))
    assert sum(f.outcome is outcome for f in found) == changed
    assert sum(f.outcome is PASSED for f in found) == count - changed


def test_what_was_remade_is_the_text_from_then_on() -> None:
    documents, ledger = many(6, 6)
    later = [s for n in range(6) for s in seen("2026-11-10", OTHER, path=f"doc/{n}.html")]
    found = judge(CHECK, dossier(*documents, sightings=[*ledger, *later]))
    assert {f.outcome for f in found} == {PASSED}


def test_the_evidence_tells_both_states() -> None:
    found = judge_one(CHECK, dossier(one(OTHER), sightings=FIRST))
    before, now = text_state(one())[:20], text_state(one(OTHER))[:20]
    assert found.evidence[0].quote == f"{before}→{now}"
    assert "2026年11月1日" in found.statement


@pytest.mark.parametrize(
    "odd", [("",), ("x",), ("no digest here",), ("1:" + "a" * 64, "2:" + "b" * 64), ()]
)
def test_a_ledger_with_rubbish_in_it(odd: tuple[str, ...]) -> None:
    ledger = [Sighting(url_of("doc/1.html"), TEXT, moment("2026-11-01T02:00"), odd)]
    assert judge_one(CHECK, dossier(one(), sightings=ledger)).outcome in Outcome


def test_what_the_duty_does_not_bind() -> None:
    found = judge_one(CHECK, dossier(one(OTHER, issuer="云州市人民政府"), sightings=FIRST))
    assert found.outcome is INAPPLICABLE
    assert judge_one(CHECK, dossier()).outcome is INAPPLICABLE
