"""The papers that a gazette has to carry: of a government and its departments, or of one body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from checks.judging import published_on, signed_on
from checks.judging.dates import exists, shown
from checks.matching.normative import is_normative
from checks.matching.ownership import Whose, body_name, is_ended, place_of, whose
from checks.matching.rows import documents_of, page_key, rows_by_page
from checks.matching.stock import old_stock
from checks.matching.titles import is_forwarded, is_interpretation, matches_any
from checks.matching.words import plain
from crawler.portals import GOVERNMENT_KINDS, Role
from crawler.records import Document, DocumentCopy, Dossier, Entry

POLICY = "政策文件"
_NO_DEPARTMENTS = ("政府", "街道", "镇")


@dataclass(frozen=True)
class Paper:
    """A document signed in the window. `own` is None where nobody can tell whose it is.

    `signed` is the day of signing, of a paper known by its row alone that of the row.
    """

    record: Document | Entry
    title: str
    number: str | None
    signed: date
    own: bool | None = True

    @property
    def name(self) -> str:
        """What lists of the missing call it."""
        return self.number or self.title

    @property
    def document(self) -> Document | None:
        """The document, if its page was read."""
        return self.record if isinstance(self.record, Document) else None


def papers(dossier: Dossier, terms: Mapping[str, Any]) -> Iterator[Paper]:
    """The papers of a portal that were signed in the window, in the order listed."""
    first = dossier.today - timedelta(days=int(terms["window_days"]))
    rows = rows_by_page(dossier)
    listed = [*documents_of(dossier, Role.NORMATIVE_DOCUMENTS)]
    policies = POLICY in terms["must_register"]
    if policies:
        listed += [d for d in documents_of(dossier, Role.POLICY_DOCUMENTS) if d not in listed]
    if terms["must_register"]:
        listed += _elsewhere(dossier, terms, listed)
    published = {d: published_on(d, rows.get(page_key(dossier, d.url), ())) for d in listed}
    stock = old_stock(published, dossier.portal, terms)
    for document, public in published.items():
        signed = signed_on(document)
        if signed is None or not first <= signed <= dossier.today or document.url in stock:
            continue
        if public is not None and public > dossier.today:
            continue
        excluded = matches_any(document.title, terms["excluded_title_patterns"])
        if not excluded and not is_ended(document) and _ours(document, dossier):
            number = document.number.value if document.number is not None else None
            yield Paper(document, document.title, number, signed)
    if policies:
        yield from _rows(dossier, terms, first, {page_key(dossier, d.url) for d in listed})


def _elsewhere(
    dossier: Dossier, terms: Mapping[str, Any], listed: Sequence[Document]
) -> list[Document]:
    """The normative documents that stand in other sections alone, each once."""
    roles = {Role(value) for value in terms["elsewhere"]}
    rows = {page_key(dossier, row.url) for role in roles for row in dossier.entries(role)}
    library = documents_of(dossier, Role.NORMATIVE_DOCUMENTS)
    known = {page_key(dossier, one.url) for one in listed}
    numbers = {one.number.value for one in listed if one.number is not None}
    found: dict[str, Document] = {}
    copies = (one.document for one in dossier.records if isinstance(one, DocumentCopy))
    for document in (*dossier.documents, *copies):
        key = page_key(dossier, document.url)
        number = document.number.value if document.number is not None else None
        there = document.role in roles or key in rows
        if not there or key in known or number in numbers:
            continue
        if is_normative(document, dossier.portal, library, terms):
            found.setdefault(key, document)
    return list(found.values())


def _ours(document: Document, dossier: Dossier) -> bool:
    """Whether it is the body's own, or one of a government's departments."""
    owner = whose(document, dossier.portal)
    if owner is not Whose.OTHER or dossier.portal.kind not in GOVERNMENT_KINDS:
        return owner is Whose.OWN
    place = place_of(body_name(dossier.portal))
    issuer = plain(document.issuer.value) if document.issuer and document.issuer.value else ""
    if not place:
        return False
    # 云溪县水利局, or by the kind of place alone 县水利局; townships are no departments.
    rest = issuer.removeprefix(place)
    rest = rest if rest != issuer else issuer.removeprefix(place[-1])
    return rest != issuer and len(rest) >= 2 and not any(w in rest for w in _NO_DEPARTMENTS)


def _rows(
    dossier: Dossier, terms: Mapping[str, Any], first: date, read: set[str]
) -> Iterator[Paper]:
    """Rows of policy documents whose pages are not read: whose they are, their titles tell."""
    name = plain(body_name(dossier.portal))
    for row in dossier.entries(Role.POLICY_DOCUMENTS):
        day, title = shown(row.date), plain(row.title)
        if page_key(dossier, row.url) in read or day is None or day < first:
            continue
        other = is_forwarded(title) or is_interpretation(title)
        if (
            other
            or not exists(row.date, dossier)
            or matches_any(title, terms["excluded_title_patterns"])
        ):
            continue
        own = True if title.startswith(name) else None
        yield Paper(row, row.title, None, day, own)
