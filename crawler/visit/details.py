"""Which pages behind list rows and documents are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from crawler.pages.condition.emptiness import is_note
from crawler.pages.disclosures.annual_report import year_of
from crawler.pages.disclosures.gazette import names_issue
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.portals.model import Limits
from crawler.portals.roles import Role
from crawler.records.addresses import normalise
from crawler.records.dossier import Miss
from crawler.records.materials import Consultation
from crawler.records.model import Cause, Document, Entry, Record
from crawler.visit.explore import is_article
from crawler.visit.fetch import Fetch
from crawler.visit.lists import ListRun
from crawler.visit.rules import Rules, detail_start, window_start
from crawler.visit.territory import Territory
from crawler.visit.words import (
    UNLISTED,
    is_file,
    keeps_in_force,
    speaks_of_interpretation,
    tells_outcome,
    words,
)

Answer = tuple[Fetch, Reading | None]

_SAMPLES = 3
_NOTES = 3
_PLAN = "预案"
_ISSUES = 60
"""Issues of a gazette that are opened for their day, where the list shows none."""
_OWN_TEXT = 50
_RECORDED = frozenset({Role.NORMATIVE_DOCUMENTS, Role.POLICY_DOCUMENTS, Role.INTERPRETATIONS})
_BOUNDED = frozenset(
    {Role.CONSULTATIONS, Role.CONSULTATION_FEEDBACK, Role.PROPOSALS, Role.EMERGENCY_PLANS}
)
"""Sections of whose rows so many are read as a bound of their own allows."""
_GATHERING = frozenset({Role.PLATFORM, Role.STATUTORY_CONTENT, Role.NEWS, Role.NOTICES})
"""Sections that gather the rows of others: a page that another lists too is read as that one's."""
_NOTICING = frozenset({Role.NOTICES, Role.POLICY_DOCUMENTS})
"""Sections where notices stand that keep documents in force."""
FILE = "直接链接到附件，没有网页"
BEYOND_SOUGHT = "超出按标题查看的页面数上限"
BEYOND_REPORTS = "超出逐篇查看的年度报告数上限"
BEYOND_ISSUES = "超出逐期查看的公报数上限"
BEYOND_TEXTS = "超出公报所载文件逐篇比对数上限"


def plan_details(
    opened: Iterable[tuple[Task, ListRun]],
    rules: Rules,
    as_of: datetime,
    territory: Territory,
    profile_pages: int = Limits().profile_pages,
) -> tuple[list[Task], list[Miss]]:
    """The detail pages of all sections, each address once, and the rows that give none.

    `opened` are the sections in the order of their importance. Those that gather what others list
    come last: leaders on the list of all statutory content are leaders still.
    """
    tasks: dict[str, Task] = {}
    misses: dict[str, Miss] = {}
    opened = list(opened)
    platforms = {section.url for section, _ in opened if section.role is Role.PLATFORM}
    for section, run in gathering_last(opened):
        if section.role is Role.ANNUAL_REPORTS and year_of(section.label) is not None:
            # The platform links single reports: each is read for what it says itself.
            tasks[section.url] = replace(section, purpose=Purpose.DETAIL)
        mixed = section.role is Role.ANNUAL_REPORTS and section.url in platforms
        for entry in _behind(section.role, run, rules, as_of, profile_pages):
            url = entry.url
            if mixed and not any(word in entry.title for word in words().report_words):
                continue
            if url in tasks or url in misses or url == territory.home:
                continue
            fault = fault_of(url, territory)
            if fault is None:
                tasks[url] = page_behind(section, entry)
            elif section.role in (*_RECORDED, *_BOUNDED, Role.MESSAGE_BOARD) or keeps_in_force(
                entry.title
            ):
                cause, detail = fault
                misses[url] = Miss(url, section.role, cause, detail, entry.title)
    return list(tasks.values()), list(misses.values())


def gathering_last(opened: Iterable[tuple[Task, ListRun]]) -> list[tuple[Task, ListRun]]:
    """Sections in their order, those that gather what others list behind the others."""
    return sorted(opened, key=lambda one: one[0].role in _GATHERING)


def page_behind(section: Task, entry: Entry) -> Task:
    """The page behind a row of a section's list."""
    return Task(
        Purpose.DETAIL,
        entry.url,
        section.role,
        clicks=abs(section.clicks) + 1,
        section_url=section.url,
        label=entry.title,
        entry=entry,
        referrer=entry.list_url or section.url,
    )


def as_its_own(planned: Task, section: Task, entry: Entry) -> Task:
    """A planned page, as that of this section where a section that gathers others' rows had it."""
    gathered = planned.role in _GATHERING and planned.purpose is Purpose.DETAIL
    return page_behind(section, entry) if gathered and section.role not in _GATHERING else planned


def within_bound(tasks: Iterable[Task], most: int) -> tuple[list[Task], list[Miss]]:
    """The tasks that the bound on pages behind rows lets through, and what it leaves unread."""
    kept: list[Task] = []
    misses: list[Miss] = []
    asked: Counter[Role] = Counter()
    for task in tasks:
        asked[task.role] += task.role in _BOUNDED
        if asked[task.role] <= most:
            kept.append(task)
        else:
            said = f"超出逐页采集上限：{task.url}"
            misses.append(Miss(task.url, task.role, Cause.LIMIT, said, task.label))
    return kept, misses


def plan_linked(
    read: Iterable[Answer], known: frozenset[str], territory: Territory
) -> tuple[list[Task], list[Miss]]:
    """What pages link as theirs, but for `known` addresses: the interpretations of documents,
    the outcomes of calls for opinions."""
    tasks: dict[str, Task] = {}
    misses: dict[str, Miss] = {}
    read = list(read)
    known |= {fetch.final_url for fetch, _ in read if fetch.final_url}
    for fetch, reading in read:
        for record, role, url, text in _linked(reading):
            if url in known or url in tasks or url in misses or url == territory.home:
                continue
            fault = fault_of(url, territory)
            if fault is not None:
                cause, detail = fault
                misses[url] = Miss(url, role, cause, detail, text, record.url)
                continue
            tasks[url] = Task(
                Purpose.DETAIL,
                url,
                role,
                clicks=fetch.task.clicks + 1,
                label=text,
                linked_from=record.url,
                referrer=record.url,
            )
    return list(tasks.values()), list(misses.values())


def _linked(reading: Reading | None) -> Iterator[tuple[Record, Role, str, str]]:
    """What the records of a page link as theirs: record, role, address, link text."""
    for document in _documents(reading):
        for url, text in linked_interpretations(document):
            yield document, Role.INTERPRETATIONS, url, text
    for record in reading.records if reading is not None else ():
        if isinstance(record, Consultation):
            for link in record.links:
                own = link.url in (record.url, record.final_url)
                if not own and tells_outcome(link.text, in_body=link.in_body):
                    yield record, Role.CONSULTATION_FEEDBACK, link.url, link.text


def linked_interpretations(document: Document) -> Iterator[tuple[str, str]]:
    """Addresses (with link texts) that a document's page offers as interpretations of it."""
    for link in (*document.links, *document.attachments):
        if not speaks_of_interpretation(link.text, link.heading, document.title):
            continue
        try:
            url = normalise(link.url)
        except ValueError:
            continue
        if url not in (document.url, document.final_url):
            yield url, link.text


def menu_addresses(answers: Iterable[Answer]) -> frozenset[str]:
    """Addresses that menus offer: a link to one of them says nothing about a single document.

    They are in the site's template, speak for a role, or stand on several menu pages without
    having the form of an article's address.
    """
    found: set[str] = set()
    pages: Counter[str] = Counter()
    for fetch, reading in answers:
        if fetch.task.purpose in (Purpose.DETAIL, Purpose.FILE, Purpose.TEXT, Purpose.ROBOTS):
            continue
        found.add(fetch.task.url)
        targets = reading.targets if reading is not None else ()
        found.update(t.url for t in targets if t.template or t.hub or t.roles)
        pages.update({t.url for t in targets if not is_article(t.url)})
    return frozenset(found | {url for url, times in pages.items() if times > 1})


def in_window(entry: Entry, role: Role, start: date | None, *, ordered: bool) -> bool:
    """Whether the page behind a row may belong to the window that begins on `start`.

    A letter's row may show another date than that of submission: its age excludes the letter
    only where the list is ordered by it, or the row's own label says what it is.
    """
    day = entry.date.value if entry.date else None
    if start is None or day is None or day >= start:
        return True
    if role is not Role.MESSAGE_BOARD or ordered:
        return False
    label = entry.date.label if entry.date else ""
    return not any(word in label for word in words().submission_labels)


def complete_row(entry: Entry) -> bool:
    """Whether a row of yearly reports says all that is asked of one: its year and its date."""
    return year_of(entry.title) is not None and bool(entry.date and entry.date.value)


def _behind(
    role: Role, run: ListRun, rules: Rules, as_of: datetime, profile_pages: int
) -> list[Entry]:
    rule = rules.get(role)
    if rule is None or not run.pages:
        return []
    rows = [entry for entry in run.entries if not entry.inline]
    first = run.pages[0][1]
    if role is Role.ANNUAL_REPORTS:
        return [entry for entry in rows if not complete_row(entry)]
    if role is Role.EMERGENCY_PLANS:
        return [entry for entry in rows if _PLAN in entry.title or is_note(entry.title)]
    if rule.details:
        start = detail_start(rule, role, as_of)
        ordered = all(reading.listing.ordered for _, reading in run.pages)
        return [entry for entry in rows if in_window(entry, role, start, ordered=ordered)]
    if role is Role.AGENCY_PROFILE:
        return rows[:profile_pages]
    if role is Role.GAZETTE:
        start = window_start(rule, role, as_of)
        undated = (entry for entry in rows if not (entry.date and entry.date.value))
        named = [entry for entry in undated if names_issue(entry.title)]
        return [e for e in named if in_window(e, role, start, ordered=True)][:_ISSUES]
    if rule.single and first.own_text_chars < _OWN_TEXT:
        return rows[:_SAMPLES]
    kept = [entry for entry in rows if role in _NOTICING and keeps_in_force(entry.title)]
    if len(rows) <= _NOTES:  # a note on why there is nothing stands alone
        kept += [entry for entry in rows if is_note(entry.title) and entry not in kept]
    if not any(entry.date and entry.date.value for entry in first.listing.entries):
        # Rows without dates: the newest pages themselves may tell how fresh the section is.
        newest = [entry for entry in rows if not entry.pinned][:_SAMPLES]
        return [*newest, *(entry for entry in kept if entry not in newest)]
    return kept


def fault_of(url: str, territory: Territory) -> tuple[Cause, str] | None:
    """Why the page at an address is never asked for; None if it may be."""
    if not territory.listed(url):
        return Cause.BLOCKED, UNLISTED
    if is_file(url):
        return Cause.UNREADABLE, FILE
    return None


def _documents(reading: Reading | None) -> Iterator[Document]:
    for record in reading.records if reading is not None else ():
        if isinstance(record, Document):
            yield record
