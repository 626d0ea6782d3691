"""doc_metadata_complete, as a table of cases."""

from __future__ import annotations

from typing import Any

import pytest

from checks.engine.outcome import Basis, Outcome
from crawler.portals import PortalKind, Role
from crawler.records import Cause, Document, Field, ReadState, Source, Validity
from tests.builders import (
    document,
    dossier,
    entry,
    field,
    judge,
    judge_one,
    miss,
    on,
    portal,
    section,
)
from tests.checks.rows import judge_by

CHECK = "doc_metadata_complete"
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE


def empty(label: str) -> Field[Any]:
    return Field(None, "暂无", Source.LABEL, label)


CASES: dict[str, tuple[Document, str | None]] = {
    "complete": (document(), None),
    "complete in meta tags": (
        document(number=field("云政办发〔2026〕12号", Source.META),
                 signed=on("2026-09-25", Source.META), published=on("2026-09-28", Source.META),
                 validity=field(Validity.VALID, Source.META)), None),
    "no number": (document(number=None), "文号"),
    "number in brackets": (document(number="云政办发[2026]12号"), None),
    "number in full-width brackets": (document(number="云政办发（2026）１２号"), None),
    "number in plain brackets": (document(number="云政办发(2026)12号"), None),
    "number in small brackets": (document(number="云政办发﹝2026﹞12号"), None),
    "an order": (document(number="云溪县人民政府令第3号"), None),
    "an order, number alone": (document(number="第3号"), None),
    "an announcement": (document(number="2026年第7号"), None),
    "two numbers": (document(number="云政办发〔2026〕12号 云武〔2026〕2号"), None),
    "a lost bracket": (document(number="云政办发〔2026 12号"), "文号"),
    "no year": (document(number="云政办发12号"), "文号"),
    "a placeholder": (document(number="无"), "文号"),
    "a dash": (document(number="—"), "文号"),
    "called a plain letter": (document(number="便函"), "文号"),
    "number in the text only": (
        document(number=field("云政办发〔2026〕12号", Source.TEXT)), "文号"),
    "number in a comment only": (
        document(number=field("云政办发〔2026〕12号", Source.COMMENT)), "文号"),
    "no date of signing": (document(signed=None), "成文日期"),
    "date of issue stands for it": (document(signed=None, issued_on="2026-09-25"), None),
    "date of issue beside an empty one": (
        document(signed=empty("成文日期"), issued_on="2026-09-25"), "成文日期"),
    "date in the signature only": (
        document(signed=None, signature="云溪县人民政府", signature_on=on("2026-09-25")),
        "成文日期"),
    "no date of publication": (document(published=None), "发布日期"),
    "publication in its row only": (
        document(published=on("2026-09-28", Source.ROW)), "发布日期"),
    "no validity": (document(validity=None), "有效性"),
    "validity left empty": (document(validity=empty("有效性")), "有效性"),
    "signed after publication": (document(signed="2026-09-29"), "日期矛盾"),
    "signed on the day of publication": (document(signed="2026-09-28"), None),
    "nothing at all but text": (
        document(number=None, signed=None, published=None, validity=None),
        "文号、成文日期、发布日期、有效性"),
    "number, validity and order": (
        document(number=None, validity=None, signed="2026-09-30"), "文号、有效性、日期矛盾"),
}  # fmt: skip


@pytest.mark.parametrize(("one", "faults"), CASES.values(), ids=CASES)
def test_case(one: Document, faults: str | None) -> None:
    finding = judge_one(CHECK, dossier(one))
    assert finding.aspect == faults, finding.statement
    assert finding.outcome is (FAILED if faults else PASSED)
    assert (finding.basis, finding.identity, finding.subject) == (Basis.WORDS, "", one.url)


APART: dict[str, tuple[Document, Outcome]] = {
    "another body's": (document(issuer="云州市人民政府", number=None), INAPPLICABLE),
    "a bureau's": (document(issuer="云溪县财政局", number=None), INAPPLICABLE),
    "forwarded": (
        document(title="云溪县人民政府办公室转发市政府关于春耕的通知", number=None),
        INAPPLICABLE),
    "lapsed": (document(validity=Validity.LAPSED, number=None), INAPPLICABLE),
    "repealed": (document(validity=Validity.REPEALED, number=None), INAPPLICABLE),
    "partly in force": (document(validity=Validity.PARTLY), PASSED),
    "a page without text or fields": (
        document(number=None, signed=None, published=None, validity=None, issuer=None, text=""),
        CANT_TELL),
}  # fmt: skip


@pytest.mark.parametrize(("one", "outcome"), APART.values(), ids=APART)
def test_not_judged(one: Document, outcome: Outcome) -> None:
    assert judge_one(CHECK, dossier(one)).outcome is outcome


def test_an_old_document_is_judged_too() -> None:
    old = document(number=None, signed="2012-03-01", published="2012-03-05")
    assert judge_one(CHECK, dossier(old)).aspect == "文号"


def test_an_interpretation_in_the_list_is_no_document() -> None:
    seen = dossier(document(title="《云溪县农村公路养护管理办法》政策解读", number=None))
    assert judge_one(CHECK, seen).outcome is INAPPLICABLE
    assert judge_one(CHECK, seen).subject == "http://www.yunxi.test/"


def test_a_page_that_was_not_read() -> None:
    role = Role.NORMATIVE_DOCUMENTS
    row = entry(role, "doc/9.html", "云溪县人民政府关于某事的通知", "2026-01-05")
    seen = dossier(document(), row, misses=[miss(role, "doc/9.html", Cause.SOFT_404)])
    unread = next(f for f in judge(CHECK, seen) if f.subject == row.url)
    assert (unread.outcome, unread.cause) == (CANT_TELL, Cause.SOFT_404)


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (ReadState.WHOLE, INAPPLICABLE), (ReadState.EMPTY, INAPPLICABLE),
        (ReadState.ABSENT, INAPPLICABLE), (ReadState.PART, CANT_TELL),
        (ReadState.UNOBSERVABLE, CANT_TELL),
    ],
)  # fmt: skip
def test_no_documents(state: ReadState, outcome: Outcome) -> None:
    seen = dossier(sections=[section(Role.NORMATIVE_DOCUMENTS, state)])
    assert judge_one(CHECK, seen).outcome is outcome


def test_a_department_and_its_own_words() -> None:
    own = portal("云溪县发展和改革委员会", PortalKind.DEPARTMENT)
    seen = dossier(document(issuer="县发改委", number="云发改〔2026〕3号"), of=own)
    assert judge_one(CHECK, seen).outcome is PASSED
    seen = dossier(document(issuer=None, number="云政办发〔2026〕3号"), of=own)
    assert judge_one(CHECK, seen).outcome is INAPPLICABLE


@pytest.mark.parametrize(
    ("one", "faults"),
    [
        (document(validity=None), None),
        (document(number=None, validity=None), "文号"),
        # Of the two dates only one is asked for: nothing is said of their order.
        (document(signed="2026-09-30"), None),
    ],
)
def test_a_row_may_ask_for_some_of_the_fields(one: Document, faults: str | None) -> None:
    (finding,) = judge_by(CHECK, dossier(one), fields=("文号", "成文日期"))
    assert (finding.aspect or None, finding.outcome) == (faults, FAILED if faults else PASSED)


def test_the_same_page_twice_is_judged_once() -> None:
    assert len(judge(CHECK, dossier(document(), document(published=on("2026-09-28"))))) == 1
