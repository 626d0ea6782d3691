"""Documents that stand in other sections than that of the normative documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from crawler.portals.roles import Role
from crawler.records.copies import DocumentCopy
from crawler.records.model import Document
from crawler.visit.outcome import outcome_of
from crawler.visit.same import Same
from crawler.visit.survey import Survey

_OWN = frozenset({Role.NORMATIVE_DOCUMENTS, Role.INTERPRETATIONS})


def copies_of(laid: Survey, same: Same) -> Iterator[DocumentCopy]:
    """The pages asked for by their titles, and those that issues of a gazette carry, each once."""
    told: set[str] = set()
    for fetch, reading in laid.details:
        task = fetch.task
        carried = task.role is Role.GAZETTE and bool(task.linked_from)
        if task.role in _OWN or not (task.sought or carried):
            continue
        if reading is None or not outcome_of(fetch, reading).seen:
            continue
        for record in reading.records:
            url = same.subject(record.url)
            if isinstance(record, Document) and url not in told:
                told.add(url)
                document = replace(record, url=url, links=(), attachments=(), downloads=())
                yield DocumentCopy(url, record.title, record.role, record.snapshot, document)
