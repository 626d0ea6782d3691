"""One page, several addresses: which address is the subject, which are aliases of it."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.pages.task import Purpose
from crawler.records.addresses import usable
from crawler.visit.outcome import outcome_of
from crawler.visit.survey import Survey


class Same:
    """Maps every address met to the address under which the portal first lists the page.

    Two addresses are one page when one leads to the other by redirect, or when both answer
    with the same bytes under the same title.
    """

    def __init__(self, survey: Survey) -> None:
        final: dict[str, str] = {}
        content: dict[tuple[str, str], str] = {}
        aliases: dict[str, str] = {}
        for fetch, reading in survey.details:
            task = fetch.task
            if reading is None or fetch.snapshot is None or not outcome_of(fetch, reading).seen:
                continue
            end = _normal(fetch.final_url or task.url)
            title = task.entry.title if task.entry else task.label
            key = (fetch.snapshot.sha256, title or reading.title)
            subject = final.get(end) or content.get(key) or aliases.get(end) or task.url
            final.setdefault(end, subject)
            content.setdefault(key, subject)
            for url in (task.url, end, *(_normal(hop) for hop in fetch.hops)):
                aliases.setdefault(url, subject)
        self._subjects = aliases
        for fetch, _ in survey.answers:
            if fetch.task.purpose in (Purpose.HOME, Purpose.SECTION) and fetch.final_url:
                end = _normal(fetch.final_url)
                aliases.setdefault(end, fetch.task.url)
        self.aliases: Mapping[str, str] = {
            url: subject for url, subject in sorted(aliases.items()) if url != subject
        }

    def subject(self, url: str) -> str:
        """The address that stands for the page."""
        return self._subjects.get(url, url)


def _normal(url: str) -> str:
    return usable(url) or url
