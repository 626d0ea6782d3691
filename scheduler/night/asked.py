"""What the rulebooks of a portal ask of its visit: sections, columns, pages by their titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from checks.disclosure.themes import concerns
from checks.engine.check import Check
from checks.engine.columns import concerning
from checks.engine.registry import checks
from checks.engine.requirement import Requirement, Rulebook
from checks.fiscal.reports import SLUG as FISCAL
from checks.fiscal.reports import years_asked
from checks.matching.words import plain
from crawler.portals import Portal, Role
from crawler.records import Asked, IssuesAsked, Reach, Wanted
from crawler.records.columns import NOTHING
from crawler.records.issues import NO_ISSUES
from crawler.visit.rules import WANTED
from scheduler.workplace import Workplace

_ANYWHERE = "any"
BEGINNING = date(1949, 10, 1)
"""No list goes back any further."""
_TWO_YEARS = 730
_NO_SECTIONS = frozenset({Role.HOME, Role.NAMED, *WANTED})
"""What every visit looks for, or none does by its role."""


def asked_of(workplace: Workplace, portal: Portal) -> Asked:
    """What a portal's rulebooks ask of its visit, in their order.

    Of a government's gazette those of the bodies below it ask, too.
    """
    asked = asked_by((workplace.rulebooks[name] for name in portal.rulebooks), portal)
    for below in workplace.watchlist.below(portal):
        books = (workplace.rulebooks[name] for name in below.rulebooks)
        for measure in _measures(books, below):
            asked |= Asked(issues=_issues(measure))
    return asked


def asked_by(rulebooks: Iterable[Rulebook], portal: Portal) -> Asked:
    """What rows that bind a body ask for: further roles that their checks read, and columns.

    Each column is there once: what one rulebook takes for another name of it, is one for all.
    Themes, catalogues and events are columns, too, where a portal has one of their name. Lists
    are read as far back as the period of a row begins; a row without a beginning asks for
    nothing more.
    """
    return reduce(or_, (_asks(one, portal) for one in _measures(rulebooks, portal)), NOTHING)


def _asks(measure: Requirement, portal: Portal) -> Asked:
    """What one measure of a row asks for."""
    columns = concerning(_columns(measure.terms), portal.name)
    roles = [Role(one["role"]) for one in columns if "role" in one]
    titled = tuple(_wanted(one) for one in columns if "role" not in one and "title" in one)
    built = checks().get(str(measure.check))
    if built is None:
        return Asked(tuple(r for r in roles if r not in _NO_SECTIONS), titled)
    check, terms = built.check, measure.terms
    into, about = check.looks_into, check.looks_about
    fiscal = tuple(years_asked(measure)) if measure.check == FISCAL else ()
    reports = Role.ANNUAL_REPORTS in check.reads
    near = _far(terms) if into or check.opens_issues else ()
    return Asked(
        roles=tuple(r for r in (*check.reads, *roles) if r not in _NO_SECTIONS),
        columns=(
            *titled,
            *map(_wanted, _things(terms, portal) if about else ()),
            *map(_wanted, _bodies(terms)),
        ),
        reaches=(*near, *(_reaches(measure) if about else ()), *map(_fiscal_reach, fiscal)),
        titles=(
            *(_titles(terms) if into or about else ()),
            *(_registered(terms) if check.opens_issues else ()),
            *_emergencies(check, portal, terms),
        ),
        whole_tree=about,
        entrances=(*(_home(terms) if into else ()), *(_pages(terms) if about else ())),
        report_years=tuple(_report_years(measure)) if reports else (),
        issues=_issues(measure),
        samples=tuple(map(Role, terms["roles"])) if check.samples else (),
        fiscal_years=fiscal,
        opening_days=int(terms["period_days"]) if check.openings else 0,
    )


def _issues(measure: Requirement) -> IssuesAsked:
    """What a measure asks of the issues of a gazette."""
    built = checks().get(str(measure.check))
    if built is None or not built.check.opens_issues:
        return NO_ISSUES
    terms = measure.terms
    days, sample = int(terms.get("window_days", 0)), int(terms.get("sample_open", 0))
    return IssuesAsked(days, sample, bool(terms.get("compare_text")))


def _emergencies(check: Check, portal: Portal, terms: Mapping[str, Any]) -> Iterator[str]:
    """Patterns of the titles that tell of the emergencies which the watchlist registers.

    Those that name nothing (情况通报) are read for what they are about.
    """
    if check.looks_about and check.emergencies:
        told = (word for one in portal.emergencies for word in one.words)
        yield from (re.escape(plain(word)) for word in told)
        yield from terms.get("bare_patterns", ()) if portal.emergencies else ()


def _things(terms: Mapping[str, Any], portal: Portal) -> Iterator[Mapping[str, Any]]:
    """Themes that concern a body, catalogues and events, as columns of their names."""
    for theme in terms.get("themes", ()):
        if concerns(theme, portal.name):
            yield {"title": theme["name"], "synonyms": theme["words"]}
    for words in (terms.get("title_words"), terms.get("event_words")):
        if words:
            yield {"title": words[0], "synonyms": words[1:]}
    for word in terms.get("further_columns", ()):
        yield {"title": word}


def _bodies(terms: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The column of a government's bodies, where a row asks how many they are."""
    words = terms.get("catalogue_words", ())
    if words and terms.get("scope") == "government":
        yield {"title": words[0], "synonyms": words[1:]}


def _titles(terms: Mapping[str, Any]) -> Iterator[str]:
    """Patterns of the titles of the pages that a row judges by their text."""
    yield from terms.get("title_patterns", ())
    yield from (re.escape(plain(word)) for word in terms.get("title_words", ()))


def _registered(terms: Mapping[str, Any]) -> Iterator[str]:
    """Patterns of the titles of papers that a gazette has to carry, in whatever section."""
    if terms.get("must_register"):
        yield from terms["plain_titles"]


def _pages(terms: Mapping[str, Any]) -> Iterator[Role]:
    """The sections on whose pages the entrances of features may stand."""
    for feature in terms.get("features", ()):
        place = feature.get("place", _ANYWHERE)
        yield from (Role.HOME, Role.PLATFORM) if place == _ANYWHERE else (Role(place),)


def _reaches(measure: Requirement) -> Iterator[Reach]:
    """How far back the lists are read in which a row looks, its columns included."""
    days = int(measure.terms.get("window_days", 0))
    if measure.from_on is None and not days:
        return
    since = None if days and measure.until_on is None else measure.from_on
    roles = [Role(value) for value in measure.terms.get("roles", ())]
    roles += [Role(one["role"]) for one in _columns(measure.terms) if "role" in one]
    for role in (*roles, Role.NAMED):
        yield Reach(role, since, days)


def _far(terms: Mapping[str, Any]) -> Iterator[Reach]:
    """How far back the lists are read that a row looks into: a gazette's from its first issue."""
    if terms.get("from"):
        yield Reach(Role.GAZETTE, BEGINNING)
    since = date.fromisoformat(str(terms["since"])) if terms.get("since") else None
    if since is not None:
        yield from (Reach(Role(value), since) for value in terms.get("roles", ()))


def _home(terms: Mapping[str, Any]) -> Iterator[Role]:
    """The home page, where a row asks for an entry on it."""
    if terms.get("home_entry"):
        yield Role.HOME


def _fiscal_reach(year: int) -> Reach:
    """How far back lists of budgets are read for a fiscal year: its budget came a little before."""
    since = date(year - 1, 10, 1) if year else None
    return Reach(Role.BUDGETS, since, 0 if year else _TWO_YEARS)


def _report_years(measure: Requirement) -> Iterator[int]:
    """The year of whose report a notice of a year speaks."""
    if measure.from_on is not None and measure.until_on is not None:
        yield measure.until_on.year


def _measures(rulebooks: Iterable[Rulebook], portal: Portal) -> Iterator[Requirement]:
    for rulebook in rulebooks:
        for requirement in rulebook.requirements:
            if requirement.binds_body(portal):
                yield from requirement.measures()


def _columns(terms: Any) -> Iterator[Mapping[str, Any]]:
    """The tables of every term `columns`, however deep it stands (items have columns, too)."""
    if isinstance(terms, Mapping):
        for name, value in terms.items():
            if name == "columns":
                for column in value:
                    yield column if isinstance(column, Mapping) else {"title": column}
            else:
                yield from _columns(value)
    elif isinstance(terms, (list, tuple)):
        for value in terms:
            yield from _columns(value)


def _wanted(column: Mapping[str, Any]) -> Wanted:
    names = tuple(dict.fromkeys(map(str, column.get("synonyms", ()))))
    return Wanted(str(column["title"]), names, str(column.get("parent", "")))
