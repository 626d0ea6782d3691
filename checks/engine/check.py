"""What a check is: code that judges one duty over a dossier."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from checks.calendar import WorkCalendar
from checks.engine.finding import Finding
from checks.engine.requirement import Requirement
from crawler.portals import Role
from crawler.records import Dossier

Judge = Callable[[Dossier, Requirement, WorkCalendar], Iterator[Finding]]


class Shows(StrEnum):
    """Where what a check misses would be seen, beside lists and menus, which are always read."""

    SECTIONS = "sections"  # on any page of the sections that it reads
    NAMED = "named"  # in the section that the aspect of its finding names, if it names one
    PAGE = "page"  # on the page judged and what hangs on it


@dataclass(frozen=True)
class Check:
    """The declaration that a check module exposes as `CHECK` beside its `judge` function.

    `slug` is the name of the module, the test file and the docs heading. `reads` are the roles
    whose sections it needs; `terms` the parameters that every citing requirement must supply,
    `optional` those that it may; of what kind each is stands in `checks/engine/terms.py`.
    `choices` are the values that some terms can have (of a list: its members; "" where a term may
    be without one); `described` the terms whose values another term describes, each under its name
    (a table's keys, or the `name` of its tables), beside their `choices`; `forms` the terms whose
    values have a form, as a pattern; `paired` terms with others that have as many entries;
    `either` terms of which a row needs one at least; `column_keys` what each table of its columns
    must say, `column_options` what it may say beside the keys that every check knows.
    One that `looks_about` seeks something wherever it may stand: it needs every menu seen, and
    lists read back to the beginning of the period. One of `emergencies` judges what the watchlist
    registers of them: the pages whose titles tell of one are read. One that `looks_into` lists
    needs the pages of its title patterns in them alone, one that `opens_issues` what the issues of
    a gazette hold, one that `samples` what pages hold behind a few rows of the sections that its
    term `roles` names. One of `openings` judges how the home page was opened in its `period_days`.
    Of the terms in `filled` none may be empty: the check can tell nothing of a row that leaves one
    open, so such a row is not measured.
    The words of the terms in `by_words` are sought on pages: a failure for want of them names some,
    for the same may be said in others.
    One that `falls_due` judges an act that is
    owed once, by the due date of its finding (a reply, a report, a round of events); any other
    judges what stands there now, which is owed every day from the date of its row on. One that
    `weighs_days` tells itself what speaks against the days that it goes by; of any other that is
    told by the day that settled its finding. One that looks `over_nights` cannot tell before it was
    read on several: that is no reason to ask again at once. What is missing by a finding would be
    seen where it `shows`: so much is read again, all of it, before the absence is confirmed.
    """

    slug: str
    title: str
    reads: tuple[Role, ...]
    terms: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    column_keys: tuple[str, ...] = ()
    looks_about: bool = False
    column_options: tuple[str, ...] = ()
    emergencies: bool = False
    looks_into: bool = False
    opens_issues: bool = False
    samples: bool = False
    falls_due: bool = False
    openings: bool = False
    weighs_days: bool = False
    over_nights: bool = False
    shows: Shows = Shows.SECTIONS
    filled: tuple[str, ...] = ()
    by_words: tuple[str, ...] = ()
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    described: tuple[tuple[str, str], ...] = ()
    forms: tuple[tuple[str, str], ...] = ()
    paired: tuple[tuple[str, str], ...] = ()
    either: tuple[tuple[str, ...], ...] = ()
