"""Old stock (standing rulebook, reading 4): suspected collections of old documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from checks.judging.dates import signed_on
from checks.matching.ownership import Whose, whose
from crawler.portals import Portal
from crawler.records import Document


def old_stock(
    documents: Mapping[Document, date | None], portal: Portal, terms: Mapping[str, Any]
) -> frozenset[str]:
    """Addresses of the documents that look like a collection of old ones.

    `documents` gives for each the day on which it was published. Terms: `old_stock_days`
    (calendar days) and `bulk_documents` (documents a day).
    """
    gap = timedelta(days=int(terms["old_stock_days"]))
    days: dict[date, list[tuple[str, date]]] = defaultdict(list)
    found: set[str] = set()
    for document, published in documents.items():
        signed = signed_on(document)
        if published is None or signed is None:
            continue
        if published - signed > gap:
            found.add(document.url)
        if whose(document, portal) is Whose.OWN:
            days[published].append((document.url, signed))
    for together in days.values():
        months = {(signed.year, signed.month) for _, signed in together}
        if len(together) >= int(terms["bulk_documents"]) and len(months) > 1:
            found.update(url for url, _ in together)
    return frozenset(found)
