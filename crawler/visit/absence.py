"""Absence: what stands in the way of saying that a section is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.pages.condition.condition import LOGIN
from crawler.pages.reading import Reading
from crawler.pages.words.roles import roles_of, says_nothing
from crawler.portals.roles import Role
from crawler.records.addresses import host_of
from crawler.records.model import Cause
from crawler.visit.fetch import Fetch
from crawler.visit.outcome import outcome_of
from crawler.visit.rendering import unseen
from crawler.visit.rules import PLATFORM_PARTS
from crawler.visit.spoken import FAIR
from crawler.visit.survey import Survey
from crawler.visit.words import UNSEARCHED, words

Blocker = tuple[Cause, str]


_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class _Unseen:
    """A page met on the way whose menu was not seen. Without a label it may hold anything."""

    why: Blocker
    label: str = ""
    hub: bool = False
    login: bool = False
    none: bool = False

    def may_hold(self, role: Role) -> bool:
        """Whether a section of that role may be there, by what the page's label says it is.

        What lies behind a login is no public section, whatever it is called. A hub that is
        kept for something else (办事大厅, 互动交流) holds only what belongs there. Where the site
        says that there is no such page (`none`), its label must speak for the role, however
        weakly; a label that says nothing may hold anything.
        """
        told = roles_of(self.label)
        named = self.none and not self.hub and not says_nothing(self.label)
        if named and role is not Role.NAMED:
            return role in dict(told)
        spoken = [one for one, strength in told if strength >= FAIR]
        if role in spoken:
            return True
        if self.login or (spoken and not self.hub):
            return False
        kept = next((roles for name, roles in words().kept_hubs if name.search(self.label)), None)
        return kept is None or role in kept


class Blockers:
    """The places that might hold a section and could not be seen.

    A page that is really gone (404, 410) was seen: nothing is there. A page with a menu filled
    by script was not. A page of the kind that lists lead to (a letter, an article) has none.
    """

    def __init__(self, survey: Survey) -> None:
        self._by_role: dict[Role, Blocker] = {
            miss.role: (miss.cause, miss.detail or miss.url)
            for miss in reversed(survey.misses)
            if not miss.linked_from and miss.role is not Role.HOME
        }
        self._everywhere = _home(survey)
        details = {_kind(fetch.task.url) for fetch, _ in survey.details}
        self._menus = (
            *_looks(survey, details, Role.NAMED),
            *(
                _Unseen((miss.cause, miss.detail or miss.url))
                for miss in survey.misses
                if miss.role is Role.NAMED and miss.detail.startswith(UNSEARCHED)
            ),
        )
        self._unseen = (
            *_looks(survey, details),
            *(
                # Where the search itself was cut short, nobody knows what else was behind.
                _Unseen(
                    (miss.cause, miss.detail or miss.url),
                    "" if miss.cause is Cause.LIMIT else miss.title,
                )
                for miss in survey.misses
                if miss.role is Role.HOME
                and not miss.linked_from
                and _kind(miss.url) not in details
            ),
        )

    def of(self, role: Role) -> Blocker | None:
        """Why the absence of a section of that role cannot be stated; None if it can."""
        known = self._by_role.get(role) or self._everywhere
        return known or next((one.why for one in self._unseen if one.may_hold(role)), None)

    def of_columns(self) -> Blocker | None:
        """Why a column that no menu shows may still be there; None if all menus were seen."""
        places = (*self._unseen, *self._menus)
        return self._everywhere or next((o.why for o in places if o.may_hold(Role.NAMED)), None)


def _kind(url: str) -> str:
    """An address without its numbers: pages behind the rows of one list are alike in it."""
    return _DIGITS.sub("0", url)


def _home(survey: Survey) -> Blocker | None:
    if survey.home is None:
        # Never answered: the visit was ended before (the night was over), or failed.
        why = (miss.cause for miss in survey.misses if miss.role is Role.HOME)
        return next(why, Cause.SCANNER), "首页未采集"
    fetch, reading = survey.home
    outcome = outcome_of(fetch, reading)
    if outcome.gone:
        return Cause.UNREACHABLE, f"首页{outcome.detail}"
    if outcome.cause is not None:
        return outcome.cause, "首页"
    if reading is None or not reading.targets:
        return unseen(fetch, "首页没有可读的链接")
    if not any(target.label for target in reading.targets):
        # A mere cover: what it leads to is the front page, and must have been seen.
        behind = {target.url for target in reading.targets}
        if not any(
            outcome_of(fetch, look).seen and look is not None and look.targets
            for fetch, look in survey.looks
            if fetch.task.url in behind
        ):
            return Cause.UNREADABLE, "首页只有跳转或框架，其中内容未能看到"
    return None


def _has_no_menu(fetch: Fetch) -> bool:
    """Whether a link proved to lead to a file, or away to a host where no own section can be."""
    shot = fetch.snapshot
    if shot is not None and shot.status == 200 and shot.media_type:
        return not any(word in shot.media_type.lower() for word in ("html", "xml"))
    ends = (*fetch.hops, fetch.final_url)
    left = any(url and host_of(url) != host_of(fetch.task.url) for url in ends)
    return fetch.cause is Cause.BLOCKED and left


def _scripted(fetch: Fetch, reading: Reading) -> bool:
    """Whether what a page leads to is made by script, and some of it may have no address.

    A browser shows what there is to see, not where a click would lead.
    """
    return reading.shell or fetch.shell is not None


def _is_unread(fetch: Fetch, reading: Reading) -> bool:
    """Whether the columns of the platform are filled in by script, and not to be read."""
    return reading.tree_unread or (_scripted(fetch, reading) and not _tree(reading))


def _tree(reading: Reading) -> bool:
    """Whether a page filled by script still shows the tree of the platform in plain links."""
    offered = {role for target in reading.targets for role, _ in target.roles}
    return len(offered & set(PLATFORM_PARTS)) >= 3


def _looks(survey: Survey, details: set[str], sought: Role = Role.HOME) -> Iterator[_Unseen]:
    hubs = {
        target.url
        for _, reading in survey.answers
        for target in (reading.targets if reading is not None else ())
        if target.hub
    }
    for fetch, reading in survey.looks:
        task, outcome = fetch.task, outcome_of(fetch, reading)
        if _has_no_menu(fetch) or task.role is not sought or _kind(task.url) in details:
            continue  # pages of a guest's owner are not looked at for a section
        label, hub = task.label, task.url in hubs
        if outcome.cause is not None:
            login = outcome.cause is Cause.BLOCKED and outcome.detail == LOGIN
            none = outcome.cause is Cause.SOFT_404
            yield _Unseen((outcome.cause, label or task.url), label, hub, login, none)
        elif reading is not None and (reading.tree_unread or (_scripted(fetch, reading) and hub)):
            yield _Unseen(unseen(fetch, f"“{label}”的内容由脚本生成"), label, hub)
    for opened in survey.of(Role.PLATFORM) if sought is Role.HOME else ():
        outcome = outcome_of(opened.fetch, opened.reading)
        if outcome.cause is not None:
            yield _Unseen((outcome.cause, opened.task.label or opened.task.url))
        elif opened.reading is not None and _is_unread(opened.fetch, opened.reading):
            yield _Unseen(unseen(opened.fetch, f"“{opened.task.label}”的内容由脚本生成"))
    home = survey.home if sought is Role.HOME else None
    if home is not None and home[1] is not None and _scripted(home[0], home[1]):
        yield _Unseen(unseen(home[0], "首页内容由脚本生成"))
