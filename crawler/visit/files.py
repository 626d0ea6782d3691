"""Which attachments of normative documents are asked for, and what came of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.portals.model import Limits
from crawler.portals.roles import Role
from crawler.records.dossier import Miss
from crawler.records.materials import Attachment
from crawler.records.model import Cause, Document, Validity
from crawler.visit.fetch import Fetch
from crawler.visit.lists import ListRun
from crawler.visit.outcome import outcome_of
from crawler.visit.territory import Territory
from crawler.visit.words import UNLISTED, is_file

Answer = tuple[Fetch, Reading | None]

AT_ONCE = 16
"""Attachments asked for before it is seen how many bytes they were."""
TOO_MANY = "超出每站附件数上限"
TOO_MANY_OF_ONE = "超出每个文件的附件数上限"
TOO_MUCH = "超出每站附件总字节上限"
_ENDED = frozenset({Validity.LAPSED, Validity.REPEALED})


def plan_files(
    read: Iterable[Answer],
    opened: Iterable[tuple[Task, ListRun]],
    territory: Territory,
    limits: Limits,
) -> tuple[list[Task], list[Miss]]:
    """The attachments of the documents in force, and rows that lead to a file, each once.

    The first of every document go before the second of any, so that a bound leaves out as few
    documents as can be.
    """
    offers = [*_of_documents(read), *_of_rows(opened, territory)]
    tasks: dict[str, Task] = {}
    misses: dict[str, Miss] = {}
    for rank, task in sorted(offers, key=lambda offer: offer[0]):
        if task.url in tasks or task.url in misses:
            continue
        if not territory.listed(task.url):
            misses[task.url] = _miss(task, Cause.BLOCKED, UNLISTED)
        elif rank >= limits.attachments_per_document:
            misses[task.url] = _miss(task, Cause.LIMIT, TOO_MANY_OF_ONE)
        elif len(tasks) >= limits.attachments_per_portal:
            misses[task.url] = _miss(task, Cause.LIMIT, TOO_MANY)
        else:
            tasks[task.url] = task
    return list(tasks.values()), list(misses.values())


def size_of(reading: Reading | None) -> int:
    """The bytes of an attachment that was read."""
    if reading is None:
        return 0
    found = (record.size for record in reading.records if isinstance(record, Attachment))
    return reading.size + sum(found)


def attachments_of(answers: Iterable[Answer]) -> Iterator[Attachment]:
    """The attachments that were answered: there, or really gone (404, 410)."""
    for fetch, reading in answers:
        if fetch.task.purpose is Purpose.FILE and reading is not None:
            outcome = outcome_of(fetch, reading)
            if outcome.seen or outcome.gone:
                yield from (r for r in reading.records if isinstance(r, Attachment))


def is_observed(fetch: Fetch, reading: Reading | None) -> bool:
    """Whether it is an attachment that proved to be gone: that was seen, and is no miss."""
    return fetch.task.purpose is Purpose.FILE and outcome_of(fetch, reading).gone


def _of_documents(read: Iterable[Answer]) -> Iterator[tuple[int, Task]]:
    for fetch, reading in read:
        if fetch.task.role is not Role.NORMATIVE_DOCUMENTS or reading is None:
            continue
        for document in reading.records:
            if not isinstance(document, Document) or _is_ended(document):
                continue
            for rank, link in enumerate(document.downloads):
                yield (
                    rank,
                    Task(
                        Purpose.FILE,
                        link.url,
                        Role.NORMATIVE_DOCUMENTS,
                        clicks=fetch.task.clicks + 1,
                        section_url=fetch.task.section_url,
                        label=link.text,
                        linked_from=document.url,
                        referrer=document.final_url or document.url,
                    ),
                )


def _of_rows(
    opened: Iterable[tuple[Task, ListRun]], territory: Territory
) -> Iterator[tuple[int, Task]]:
    for section, run in opened:
        for entry in run.entries if section.role is Role.NORMATIVE_DOCUMENTS else ():
            if territory.listed(entry.url) and is_file(entry.url):
                task = Task(
                    Purpose.FILE,
                    entry.url,
                    Role.NORMATIVE_DOCUMENTS,
                    clicks=abs(section.clicks) + 1,
                    section_url=section.url,
                    label=entry.title,
                    linked_from=entry.list_url or section.url,
                    referrer=entry.list_url or section.url,
                )
                yield 0, task


def _is_ended(document: Document) -> bool:
    shown = document.validity
    return shown is not None and shown.value in _ENDED


def _miss(task: Task, cause: Cause, detail: str) -> Miss:
    return Miss(task.url, task.role, cause, detail, task.label, task.linked_from)
