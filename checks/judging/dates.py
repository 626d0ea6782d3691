"""Which of a record's dates hold as of the moment (standing rulebook, readings 1 and 3)."""

from __future__ import annotations

from datetime import date

from crawler.records import (
    AnnualReport,
    Document,
    Dossier,
    Entry,
    Field,
    Interpretation,
    Source,
    beijing,
)


def exists(field: Field[date] | None, dossier: Dossier) -> bool:
    """Whether a date lies not after the moment of judgement: later facts do not exist yet."""
    if field is None or field.value is None or field.source is Source.COMMENT:
        return False
    if field.at is not None and field.value == dossier.today:
        return beijing(field.at) <= beijing(dossier.as_of)
    return field.value <= dossier.today


def not_yet(record: Document | Interpretation, day: date | None, dossier: Dossier) -> bool:
    """Whether a record published on `day` does not exist yet as of the moment."""
    if day is None:
        return False
    own = record.published_on
    if own is not None and own.value == day:
        return not exists(own, dossier)
    return day > dossier.today


def shown(field: Field[date] | None) -> date | None:
    """The date of a field that a reader of the page sees."""
    return None if field is None or field.source is Source.COMMENT else field.value


def published_on(
    record: Document | Interpretation | AnnualReport, rows: tuple[Entry, ...] = ()
) -> date | None:
    """When a record was published: by its page's label, else by its earliest row, else by any
    date that stands under its title without a label."""
    field = record.published_on
    own = shown(field)
    if own is not None and field is not None and field.source in _SAYING_SO:
        return own
    return min((day for row in rows if (day := shown(row.date)) is not None), default=own)


def own_days(record: Document | Interpretation, rows: tuple[Entry, ...]) -> tuple[date, ...]:
    """Every day that a page and the rows that lead to it show as that of its publication."""
    days = (shown(field) for field in (record.published_on, *(row.date for row in rows)))
    return tuple(day for day in days if day is not None)


_SAYING_SO = frozenset({Source.LABEL, Source.META})


def signed_on(document: Document) -> date | None:
    """When a document was signed: 成文日期, else 发文日期, else the date under its signature.

    A 成文日期 that is there and cannot be read is not replaced by another date.
    """
    if document.signed_on is not None and document.signed_on.source is not Source.COMMENT:
        return document.signed_on.value
    if (issued := shown(document.issued_on)) is not None:
        return issued
    return shown(document.signature.on) if document.signature is not None else None
