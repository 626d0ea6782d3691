"""A document is made public within the term after it was signed (成文).

What is measured
    Working days from the signing of each own document of `normative_documents` that was
    published in the window to the earliest day on which it was visible: on its page, in the
    list of any section, or on a higher portal. The day of signing is day 0.
Why it matters
    Article 26 of the Regulations gives a term for making information public on one's own
    accord; what came late stays late.
Evidence
    The document's page with both dates, and the list or page of the earliest date.
Not judged
    Documents of other bodies, forwarded, lapsed or repealed. Suspected collections of old
    documents, a date that is missing, or a signing after publication: cannot tell. So is a
    publication in time by a date older than a night on which the list, read whole, did not have
    the document, if by its first sight it would be late, and what is in time, or late, only by a
    day, of publication or of signing, that was shown otherwise on an earlier night (疑似倒签).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from checks.calendar import CalendarGap, WorkCalendar
from checks.documents.hints import Days, with_day_hints
from checks.documents.listed import look
from checks.documents.visible import Visible
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, chinese_date, nothing_judged, published_on, set_locally, signed_on
from checks.judging import working_days as count_days
from checks.judging.bench import proof
from checks.judging.dates import not_yet, own_days
from checks.matching.rows import documents_of, page_key, rows_by_page
from checks.matching.stock import old_stock
from crawler.portals import Role
from crawler.records import Cause, Document, Dossier

CHECK = Check(
    slug="doc_publication_latency",
    title="文件按期公开",
    reads=(Role.NORMATIVE_DOCUMENTS, Role.POLICY_DOCUMENTS, Role.GAZETTE, Role.NOTICES),
    terms=("max_working_days", "window_days", "old_stock_days", "bulk_documents", "statement_days"),
    falls_due=True,
    weighs_days=True,
)


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding per document published in the window, or one at home where there is none."""
    bench = Bench(CHECK, dossier, requirement)
    rows, visible = rows_by_page(dossier), Visible(dossier)
    first = dossier.today - timedelta(days=int(requirement.terms["window_days"]))
    listed = documents_of(dossier, Role.NORMATIVE_DOCUMENTS)
    published = {d: published_on(d, rows.get(page_key(dossier, d.url), ())) for d in listed}
    outside = {
        d.url for d, day in published.items()
        if not_yet(d, day, dossier) or (day is not None and day < first)
    }  # fmt: skip
    outside |= {
        row.url for row in dossier.entries(Role.NORMATIVE_DOCUMENTS)
        if row.date is not None and row.date.value is not None
        and not first <= row.date.value <= dossier.today
        and all(row.url != d.url for d in listed)
    }  # fmt: skip
    earliest = {d: visible.earliest(d, signed_on(d), day) for d, day in published.items()}
    stock = old_stock(earliest, dossier.portal, requirement.terms)
    findings, documents = look(bench)
    findings = [finding for finding in findings if finding.subject not in outside]

    for document in documents:
        if document.url in outside:
            continue
        try:
            days = Days(signed_on(document), earliest[document], document.url in stock)
            own = min(own_days(document, rows.get(page_key(dossier, document.url), ())),
                      default=None)  # fmt: skip
            findings.append(with_day_hints(
                bench, document, days, own, partial(_judge, bench, document, calendar),
                partial(visible.earliest, document, published=published[document]),
            ))  # fmt: skip
        except CalendarGap:
            findings.append(bench.cant_tell(document, Cause.CALENDAR, "该文件的公开期限无法推算"))
    yield from findings
    if not findings:
        yield from nothing_judged(bench, (Role.NORMATIVE_DOCUMENTS,), "期限内没有公开规范性文件")


def _judge(bench: Bench, document: Document, calendar: WorkCalendar, days: Days) -> Finding:
    signed, public = days.signed, days.public
    if signed is None or public is None:
        missing = "成文日期" if signed is None else "发布日期"
        return bench.cant_tell(document, Cause.AMBIGUOUS, f"未见该文件可用的{missing}")
    lead = f"该文件{chinese_date(signed)}成文，{chinese_date(public)}公开"
    if signed > public:
        return bench.cant_tell(document, Cause.AMBIGUOUS, f"{lead}，成文日期晚于发布日期")
    if days.old:
        return bench.cant_tell(document, Cause.AMBIGUOUS, f"{lead}，疑似集中补录的历史文件")
    limit = int(bench.requirement.terms["max_working_days"])
    ours = set_locally(bench.requirement, "max_working_days")
    total = count_days(calendar, signed, limit, public, bench.dossier.today)
    used = f"，用时{total.measured:.0f}个工作日" if total.measured is not None else ""
    shown = (proof(document, f"成文{signed.isoformat()} 公开{public.isoformat()}"),)
    if total.late:
        text = f"{lead}{used}，超过{limit}个工作日{ours}的期限。"
        return bench.give(Outcome.FAILED, document, text, total=total, evidence=shown)
    text = f"{lead}{used}，未超过{limit}个工作日{ours}的期限。"
    return bench.give(Outcome.PASSED, document, text, total=total, evidence=shown)
