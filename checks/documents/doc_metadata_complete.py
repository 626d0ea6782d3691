"""A document's page shows number, dates and validity (文号 成文日期 发布日期 有效性).

What is measured
    For every own document of the `normative_documents` list: those of the four fields that the row
    asks for stand beside their labels or in the mandated meta tags, are no placeholders and
    well-formed, and, where it asks for both dates, the document was not signed after it was
    published. 发文日期 counts as 成文日期 where none stands beside it.
Why it matters
    Without number, dates and validity nobody can tell which text is in force.
Evidence
    The document's page, with the fields as read.
Not judged
    Documents of other bodies, forwarded ones, and those shown as lapsed or repealed. A page
    that was not read, or shows neither fields nor text: cannot tell. Words in the signature
    block, in running text or in HTML comments do not count as labelled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from checks.calendar import WorkCalendar
from checks.documents.listed import look
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, chinese_date, nothing_judged
from checks.judging.bench import proof
from checks.matching.words import plain
from crawler.portals import Role
from crawler.records import Document, Dossier, Evidence, Field, Source

FIELDS = ("文号", "成文日期", "发布日期", "有效性")
CHECK = Check(
    slug="doc_metadata_complete",
    title="文件要素齐全",
    reads=(Role.NORMATIVE_DOCUMENTS,),
    terms=("fields", "order_fault", "placeholders", "number_patterns", "statement_days"),
    choices=(("fields", FIELDS),),
)

T = TypeVar("T")
_DATES = frozenset({"成文日期", "发布日期"})
_LABELLED = frozenset({Source.LABEL, Source.META})


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding per document listed, or one at home where there is none."""
    bench = Bench(CHECK, dossier, requirement)
    findings, documents = look(bench)
    findings += [_judge(bench, document) for document in documents]
    yield from findings
    if not findings:
        yield from nothing_judged(bench, (Role.NORMATIVE_DOCUMENTS,), "没有规范性文件")


def _judge(bench: Bench, document: Document) -> Finding:
    terms = bench.requirement.terms
    signed, published = _signed(document), _labelled(document.published_on)
    there = (
        _number_stands(_labelled(document.number), terms),
        signed is not None,
        published is not None,
        _labelled(document.validity) is not None,
    )
    asked = terms["fields"]
    faults = [n for n, stands in zip(FIELDS, there, strict=True) if n in asked and not stands]
    text = f"该文件缺少规范的{'、'.join(faults)}" if faults else ""
    dates = (signed, published) if _DATES.issubset(asked) else (None, None)
    if dates[0] is not None and dates[1] is not None and dates[0] > dates[1]:
        faults.append(str(terms["order_fault"]))
        order = f"成文日期{chinese_date(dates[0])}晚于发布日期{chinese_date(dates[1])}"
        text = f"{text}，{order}" if text else f"该文件{order}"
    if faults:
        return bench.give(
            Outcome.FAILED, document, f"{text}。", aspect="、".join(faults),
            evidence=(_proof(document),),
        )  # fmt: skip
    named = "、".join(terms["fields"])
    return bench.give(
        Outcome.PASSED, document, f"该文件的{named}齐全规范。", evidence=(_proof(document),)
    )


def _labelled(field: Field[T] | None) -> T | None:
    """The value of a field that stands beside its label or in a meta tag, if it has one."""
    return field.value if field is not None and field.source in _LABELLED else None


def _signed(document: Document) -> date | None:
    own = document.signed_on
    if own is not None and own.source in _LABELLED:
        return own.value
    return _labelled(document.issued_on)


def _number_stands(number: str | None, terms: Mapping[str, Any]) -> bool:
    if number is None:
        return False
    text = plain(number)
    if text in {plain(word) for word in terms["placeholders"]}:
        return False
    return any(re.match(pattern, text) for pattern in terms["number_patterns"])


def _proof(document: Document) -> Evidence:
    fields: tuple[Field[Any] | None, ...] = (
        document.number, document.signed_on or document.issued_on, document.published_on,
        document.validity,
    )  # fmt: skip
    shown = [f"{f.label} {f.raw}".strip() for f in fields if f is not None]
    return proof(document, "；".join(shown))
