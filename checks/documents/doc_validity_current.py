"""No document past its expiry is shown as in force (有效).

What is measured
    Every own document of the `normative_documents` list that is shown 有效: neither its date of
    repeal nor its stated expiry has passed. A period of years runs from the effective date,
    else from the signing.
Why it matters
    People and officials rely on the state that the page shows.
Evidence
    The document's page, with validity and expiry as read.
Not judged
    Documents of other bodies and forwarded ones. A document shown as lapsed or repealed is
    marked rightly. A notice of continuation or of a clean-up that names the document passes;
    with one that could not be read, what has expired cannot be told; nor what has, or has not, only
    by a day of signing that was shown otherwise on an earlier night.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.calendar import WorkCalendar
from checks.documents.continuation import Continuations
from checks.documents.listed import look
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, chinese_date, nothing_judged, signed_on
from checks.judging.backdating import SIGNING, doubt_of, with_hint
from checks.judging.bench import proof
from checks.judging.dates import shown
from checks.judging.sums import Sum
from crawler.portals import Role
from crawler.records import Cause, Document, Dossier, Source, Validity

CHECK = Check(
    slug="doc_validity_current",
    title="有效性标注准确",
    reads=(Role.NORMATIVE_DOCUMENTS,),
    terms=("continuation_title_pattern", "statement_days"),
)


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding per document listed, or one at home where there is none."""
    bench = Bench(CHECK, dossier, requirement)
    findings, documents = look(bench, ended_too=True)
    notices = Continuations(dossier, str(requirement.terms["continuation_title_pattern"]))
    findings += [_hinted(bench, document, notices) for document in documents]
    yield from findings
    if not findings:
        yield from nothing_judged(bench, (Role.NORMATIVE_DOCUMENTS,), "没有规范性文件")


def _hinted(bench: Bench, document: Document, notices: Continuations) -> Finding:
    """The finding with the hint about the day of signing that a period of years runs from."""
    signed, finding = signed_on(document), _judge(bench, document, notices, signed_on(document))
    doubt = doubt_of(bench.dossier, document.url, signed, SIGNING)
    if _expiry(document, None) == _expiry(document, signed):
        return finding
    return with_hint(
        bench, finding, doubt, lambda day: _judge(bench, document, notices, day).outcome
    )


def _judge(
    bench: Bench, document: Document, notices: Continuations, signed: date | None
) -> Finding:
    field = document.validity
    visible = field is not None and field.source is not Source.COMMENT and field.value is not None
    expiry = _expiry(document, signed)
    passed = expiry is not None and expiry < bench.dossier.today
    words = proof(document, f"{field.label} {field.raw}" if field else "", _expiry_words(document))
    if not visible and passed:
        text = "页面未标注该文件的有效性，不适用本项要求。"
        return bench.give(Outcome.INAPPLICABLE, document, text, evidence=(words,))
    if visible and field is not None and field.value is Validity.VALID:
        if expiry is None and document.valid_years is not None and document.valid_years.value:
            lead = "该文件载明了有效期，未见起算日期"
            return bench.cant_tell(document, Cause.AMBIGUOUS, lead, evidence=(words,))
        if passed and expiry is not None:
            notice = notices.naming(document)
            lead = f"该文件的废止日期或有效期已于{chinese_date(expiry)}届满"
            unread = notices.unread()
            if notice is None and unread is not None:
                said = f"{lead}，“{unread.title}”未能读取"
                return bench.cant_tell(document, unread.cause, said, evidence=(words,))
            if notice is None:
                text = f"{lead}，页面仍标注为有效。"
                past = Sum(measured=(bench.dossier.today - expiry).days, unit="days")
                return bench.give(Outcome.FAILED, document, text, evidence=(words,), total=past)
            text = f"{lead}，另有“{notice.title}”载明其继续有效。"
            return bench.give(Outcome.PASSED, document, text, evidence=(words, proof(notice)))
    text = "该文件的有效性标注与其载明的期限不矛盾。"
    return bench.give(Outcome.PASSED, document, text, evidence=(words,))


def _expiry(document: Document, signed: date | None) -> date | None:
    """The last day on which a document is in force by its own page, if the page tells one."""
    days = [shown(document.repealed_on), shown(document.valid_until)]
    told = [day for day in days if day is not None]
    if told:
        return min(told)
    years = document.valid_years
    start = shown(document.effective_on) or signed
    if years is None or not years.value or start is None:
        return None
    year = start.year + years.value
    if year > date.max.year:
        return date.max
    leap_day = (start.month, start.day) == (2, 29)
    return date(year, 3, 1) if leap_day else start.replace(year=year)


def _expiry_words(document: Document) -> str:
    fields = (document.repealed_on, document.valid_until, document.valid_years)
    return "；".join(f"{f.label} {f.raw}".strip() for f in fields if f is not None)
