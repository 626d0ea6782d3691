"""The statutory content (法定主动公开内容): a tree of columns; that they are there is content."""

from __future__ import annotations

from crawler.pages.reading import Reading, Target
from crawler.portals.roles import Role
from crawler.visit.outcome import outcome_of
from crawler.visit.rules import PLATFORM_PARTS
from crawler.visit.spoken import CLEAR
from crawler.visit.survey import Opened, Survey

_NO_CONTENT = frozenset({*PLATFORM_PARTS, Role.PLATFORM, Role.HOME, Role.SEARCH, Role.NEW_MEDIA})
_COLUMNS = 2
_BESIDE = (Role.GUIDE, Role.SYSTEM_RULES, Role.ANNUAL_REPORTS)


def offered(reading: Reading) -> set[Role]:
    """The roles for which some link of a page clearly speaks."""
    return {role for target in reading.targets for role in _spoken(target)}


def holds_columns(opened: Opened, reading: Reading, survey: Survey) -> bool:
    """Whether columns stand on the page of the statutory content, or under its name in the tree.

    A page that does nothing but lead to its columns may do so in a box that looks like a menu.
    Such a link is the page's own if the pages beside it in the platform do not have it too.
    """
    platform = [o.reading for o in survey.of(Role.PLATFORM) if o.reading is not None]
    common = _common(opened, survey)
    own = [t for t in reading.targets if t.label and t.url not in common]
    content = {
        role
        for target in reading.targets
        if not target.template or target.doubled or target in own
        for role in _spoken(target)
    }
    if content - _NO_CONTENT or len({target.url for target in own}) >= _COLUMNS:
        return True
    whole = any(len(offered(page) - _NO_CONTENT) >= _COLUMNS for page in (reading, *platform))
    return whole and not reading.listing.blank


def _common(opened: Opened, survey: Survey) -> frozenset[str]:
    """Addresses that the pages around a section lead to, and those of these pages themselves."""
    beside = [o for role in _BESIDE for o in survey.of(role) if o.task.url != opened.task.url]
    seen = [o for o in beside if o.reading is not None and outcome_of(o.fetch, o.reading).seen]
    readings = [o.reading for o in seen]
    around = [*beside, *survey.of(Role.PLATFORM), opened]
    if not readings:
        readings = [o.reading for o in survey.of(Role.PLATFORM)]
        readings += [survey.home[1]] if survey.home is not None else []
    found = {target.url for page in readings if page is not None for target in page.targets}
    found.update(o.task.url for o in around)
    if survey.home is not None:
        found.add(survey.home[0].task.url)
    return frozenset(found)


def _spoken(target: Target) -> set[Role]:
    return {role for role, strength in target.roles if strength >= CLEAR}
