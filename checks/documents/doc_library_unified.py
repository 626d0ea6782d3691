"""All normative documents in force stand in one library (规范性文件集中公开).

What is measured
    There is a list of normative documents, with entries; where the clause asks for it the home
    page leads there. Every own normative document in force that other sections show stands in
    it, some days later at most, and the state of each is shown where asked for. Where asked for,
    a copy elsewhere says the same as the library. Where the library has no series of numbers of
    its own (…规), rules (办法, 规定, 细则) under a number of the government are such documents.
    Gaps in the numbers are told, never judged.
Why it matters
    Who looks up a rule has to find it in one place, and to know that it is all there is.
Evidence
    The pages of both copies, the row elsewhere, the home page, the coverage manifest.
Not judged
    Documents of other bodies, forwarded, lapsed or repealed; drafts and what explains them. When
    a document came, if three or more rows bear that day: the library was filled on it. Papers
    that only may be normative documents by their titles, pages that were not read, a library not
    read whole, a home page whose scripts may lead there: cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.calendar import WorkCalendar
from checks.disclosure.entrances import look_for
from checks.documents.library import Library
from checks.documents.listed import look
from checks.documents.membership import copies, kept, numbers, stray, unread
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, nothing_judged, statement_holds
from checks.matching.normative import NORMATIVE_TERMS
from crawler.portals import Role
from crawler.records import Dossier, ReadState

CHECK = Check(
    slug="doc_library_unified",
    title="规范性文件集中",
    reads=(
        Role.NORMATIVE_DOCUMENTS, Role.POLICY_DOCUMENTS, Role.NOTICES, Role.GAZETTE,
        Role.GRASSROOTS_STANDARDISATION,
    ),
    terms=(
        "status", "since", "home_entry", "same_source", "sequence_gap_report", "max_lag_days",
        "roles", *NORMATIVE_TERMS, "title_patterns", "library_words", "label_chars",
        "similarity", "dropped_title_words", "correction_words", "sentence_similarity",
        "old_stock_days", "faults", "statement_days",
    ),
    looks_into=True,
)  # fmt: skip

_SHELF, _ENTRY = "文件库", "首页入口"
_BARE: dict[ReadState, str] = {
    ReadState.ABSENT: "未设规范性文件栏目",
    ReadState.EMPTY: "规范性文件栏目没有文件",
}


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding per document, and those on the library at the home address."""
    bench, terms = Bench(CHECK, dossier, requirement), requirement.terms
    section = dossier.section(Role.NORMATIVE_DOCUMENTS)
    if section.elsewhere or statement_holds(bench, section):
        text = "规范性文件栏目链接到上级门户或者公开了情况说明，不适用本项要求。"
        yield bench.give(Outcome.INAPPLICABLE, None, text, evidence=section.evidence)
        return
    if section.state in _BARE:
        yield bench.give(
            Outcome.FAILED, None, f"{_BARE[section.state]}。", aspect=_SHELF, identity=_SHELF,
            basis=Basis.ABSENCE, evidence=section.evidence, rests_on=(),
        )  # fmt: skip
        return
    if not section.seen:
        yield from nothing_judged(bench, (Role.NORMATIVE_DOCUMENTS,), "没有规范性文件")
        return
    library = Library(dossier, terms)
    aside, documents = look(bench)
    strays = [*library.strays()]
    beside = copies(strays)
    inside = [one for one in documents if library.in_time(one)]
    early = {one.url for one in library.documents if not library.in_time(one)}
    found = [one for one in aside if one.subject not in early]
    found += [kept(bench, library, one, beside.get(one.url, ())) for one in inside]
    found += [one for each in strays if (one := stray(bench, each)) is not None]
    found += unread(bench, library)
    if terms["home_entry"]:
        found.append(_entry(bench))
    if terms["sequence_gap_report"]:
        found.append(numbers(bench, tuple(inside)))
    yield from found
    if not found:
        yield from nothing_judged(bench, (Role.NORMATIVE_DOCUMENTS,), "没有规范性文件")


def _entry(bench: Bench) -> Finding:
    """Whether the home page leads to the library."""
    terms, section = bench.requirement.terms, bench.dossier.section(Role.NORMATIVE_DOCUMENTS)
    feature = {"name": _ENTRY, "words": terms["library_words"], "place": "home"}
    seen = look_for(bench.dossier, feature, (), int(terms["label_chars"]))
    if seen.seen or section.clicks == 1:
        text = f"门户网站首页设有“{seen.seen or section.name}”入口。"
        proofs = seen.evidence if seen.seen else section.evidence
        return bench.give(
            Outcome.PASSED, None, text, aspect=_ENTRY, identity=_ENTRY, evidence=proofs,
            rests_on=(),
        )  # fmt: skip
    if seen.cause is not None:
        return bench.cant_tell(
            None, seen.cause, "首页未能看全，有无文件库入口", aspect=_ENTRY, identity=_ENTRY
        )
    return bench.give(
        Outcome.FAILED, None, "门户网站首页未见文件库入口。", aspect=_ENTRY, identity=_ENTRY,
        basis=Basis.ABSENCE, evidence=seen.evidence, rests_on=(),
    )  # fmt: skip
