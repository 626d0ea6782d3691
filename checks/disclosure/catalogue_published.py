"""A catalogue or list (目录、清单) that the clause names was published, with what it must hold.

What is measured
    Own pages whose title names the catalogue, and a column of its name: whether there is one, by
    the due date; whether a table read has each column that the requirement asks for, by one of
    its synonyms (where there is no table, a label met again and again); whether the fields and
    entries that it asks for are named in what was read, the names of attachments included. One
    finding; its aspect lists what is missing.
Why it matters
    Catalogues are how the notices make duties countable: who must publish what, and by when.
Evidence
    The page or row of the catalogue; for one that is missing the lists that were looked through
    and the coverage manifest.
Not judged
    Catalogues of other bodies, and of other years by their title. What stands in attachments,
    pictures or pages that could not be read, a whole catalogue without a date where the clause
    sets one (but not the page of a column, which has none), a column of a name near to the one
    asked for: cannot tell. Since when a column's page has been there. Before the due date:
    pending.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.calendar import WorkCalendar
from checks.disclosure.catalogues import Holding, catalogues, holding, lacks, shows_all
from checks.disclosure.columns import (
    columns_of_name,
    is_filled,
    near_column,
    own_pages,
    unread_column,
)
from checks.disclosure.outcomes import came_late, not_met
from checks.disclosure.period import Period, period_of
from checks.disclosure.published import Published
from checks.engine.check import Check
from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from checks.engine.requirement import Requirement
from checks.judging import Bench, Sum, set_locally
from checks.judging.bench import proof
from checks.matching.titles import in_marks
from crawler.portals import Role
from crawler.records import Cause, Dossier, NamedColumn

CHECK = Check(
    slug="catalogue_published",
    title="目录清单公布",
    reads=(Role.NORMATIVE_DOCUMENTS, Role.POLICY_DOCUMENTS, Role.NOTICES),
    terms=(
        "title_words", "catalogue_patterns", "excluded_words", "other_patterns",
        "table_columns", "expected_fields",
        "must_have", "roles", "higher_words",
    ),
    looks_about=True,
    falls_due=True,
    by_words=("title_words",),
)  # fmt: skip

_MOST_PROOFS = 3


def judge(dossier: Dossier, requirement: Requirement, calendar: WorkCalendar) -> Iterator[Finding]:
    """One finding at the portal's home address."""
    bench = Bench(CHECK, dossier, requirement)
    period = period_of(dossier, requirement)
    found = catalogues(bench, period)
    early = [one for one in found if _in_time(one, period)]
    dated = sorted((one for one in found if one.on is not None), key=lambda one: str(one.on))
    words = requirement.terms["title_words"]
    unread = unread_column(dossier, words, period.first)
    unread = unread or (None if found else near_column(dossier, words))
    if early:
        yield _held(bench, period, early)
    elif unread is not None and not period.open:
        yield bench.cant_tell(None, unread[0], f"“{unread[1]}”栏目未能采集完整")
    elif len(dated) == len(found) > 0:
        yield came_late(bench, period, dated[0])
    elif found and (requirement.due_on is None or lacks(bench, found)):
        yield _held(bench, period, found)
    elif standing := _standing(bench, found):
        yield _held(bench, period, standing)
    elif found:
        lead = f"{in_marks(found[0].title)}没有可用的公开日期"
        yield bench.cant_tell(None, Cause.AMBIGUOUS, lead, evidence=_proofs(found))
    elif column := next((c for c in columns_of_name(dossier, words) if is_filled(c)), None):
        yield _column(bench, period, column)
    else:
        yield not_met(bench, period, f"“{requirement.title}”所要求的目录清单")


def _column(bench: Bench, period: Period, named: NamedColumn) -> Finding:
    """A column of the name that is no list: it is there, and what its text does not show unseen."""
    name = f"设有“{named.column.title if named.column is not None else named.wanted.title}”栏目"
    asked = ("table_columns", "expected_fields", "must_have")
    count = sum(len(bench.requirement.terms[term]) for term in asked)
    if count and shows_all(bench, named):
        text = f"{name}，所要求的{count}项内容{set_locally(bench.requirement, *asked)}齐全。"
        return bench.give(
            Outcome.PASSED, None, text, total=Sum(period.due_on), evidence=named.evidence
        )
    if count:
        lead = f"{name}，其中内容是否齐全未能看到"
        return bench.cant_tell(None, Cause.UNREADABLE, lead, evidence=named.evidence)
    total = Sum(period.due_on)
    text = f"{name}，并且有内容。"
    return bench.give(Outcome.PASSED, None, text, total=total, evidence=named.evidence)


def _standing(bench: Bench, found: Sequence[Published]) -> list[Published]:
    """The pages of columns of the name, if they hold all: what stands in a menu bears no date."""
    own = own_pages(bench.dossier, bench.requirement.terms["title_words"])
    pages = [one for one in found if one.record.url in own]
    return pages if pages and not holding(bench, pages).missing else []


def _in_time(one: Published, period: Period) -> bool:
    return one.on is not None and (period.due_on is None or one.on <= period.due_on)


def _held(bench: Bench, period: Period, found: Sequence[Published]) -> Finding:
    terms = bench.requirement.terms
    held: Holding = holding(bench, found)
    days = [one.on for one in found if one.on is not None]
    total = Sum(period.due_on, min(days, default=None), 0 if days else None, "days")
    ours = set_locally(bench.requirement, "table_columns", "expected_fields", "must_have")
    name, evidence = in_marks(found[0].title), _proofs(found)
    if not held.missing:
        parts = len(terms["table_columns"]) + len(terms["expected_fields"])
        asked = f"，所要求的{parts + len(terms['must_have'])}项内容{ours}齐全" if parts else ""
        text = f"已公开{name}{asked}。"
        return bench.give(
            Outcome.PASSED, None, text, total=Sum(period.due_on, total.settled_on),
            evidence=evidence,
        )  # fmt: skip
    names = "、".join(held.missing)
    if held.unread:
        lead = f"已公开{name}，附件或页面中是否列有{names}{ours}未能看到"
        return bench.cant_tell(None, Cause.UNREADABLE, lead, evidence=evidence)
    return bench.give(
        Outcome.FAILED, None, f"已公开{name}，其中未见{names}{ours}。", aspect=names,
        basis=Basis.ABSENCE, total=Sum(period.due_on, total.settled_on), evidence=evidence,
    )  # fmt: skip


def _proofs(found: Sequence[Published]) -> tuple:  # type: ignore[type-arg]
    return tuple(proof(one.record, one.title) for one in found[:_MOST_PROOFS])
