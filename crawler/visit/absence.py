"""Absence: what stands in the way of saying that a section is not there."""

from __future__ import annotations

from crawler.pages.reading import Reading
from crawler.portals.roles import Role
from crawler.records.addresses import host_of
from crawler.records.model import Cause
from crawler.visit.fetch import Fetch
from crawler.visit.outcome import outcome_of
from crawler.visit.rules import PLATFORM_PARTS
from crawler.visit.survey import Survey

Blocker = tuple[Cause, str]


class Blockers:
    """The places that might hold a section and could not be seen.

    A page that is really gone (404, 410) was seen: nothing is there. A page with a menu filled
    by script was not.
    """

    def __init__(self, survey: Survey) -> None:
        self._by_role = {
            miss.role: (miss.cause, miss.detail or miss.url)
            for miss in reversed(survey.misses)
            if not miss.linked_from
        }
        self._everywhere = _home(survey) or _looks(survey) or self._by_role.get(Role.HOME)

    def of(self, role: Role) -> Blocker | None:
        """Why the absence of a section of that role cannot be stated; None if it can."""
        return self._by_role.get(role) or self._everywhere


def _home(survey: Survey) -> Blocker | None:
    if survey.home is None:
        return Cause.SCANNER, "首页未采集"
    fetch, reading = survey.home
    outcome = outcome_of(fetch, reading)
    if outcome.gone:
        return Cause.UNREACHABLE, f"首页{outcome.detail}"
    if outcome.cause is not None:
        return outcome.cause, "首页"
    if reading is None or not reading.targets:
        return Cause.UNREADABLE, "首页没有可读的链接"
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


def _tree(reading: Reading) -> bool:
    """Whether a page filled by script still shows the tree of the platform in plain links."""
    offered = {role for target in reading.targets for role, _ in target.roles}
    return len(offered & set(PLATFORM_PARTS)) >= 3


def _looks(survey: Survey) -> Blocker | None:
    hubs = {
        target.url
        for _, reading in survey.answers
        for target in (reading.targets if reading is not None else ())
        if target.hub
    }
    for fetch, reading in survey.looks:
        outcome = outcome_of(fetch, reading)
        if _has_no_menu(fetch) or fetch.task.role is not Role.HOME:
            continue  # pages of a guest's owner are not looked at for a section
        if outcome.cause is not None:
            return outcome.cause, fetch.task.label or fetch.task.url
        if reading is not None and reading.shell and fetch.task.url in hubs:
            return Cause.UNREADABLE, f"“{fetch.task.label}”的内容由脚本生成"
    for opened in survey.of(Role.PLATFORM):
        outcome = outcome_of(opened.fetch, opened.reading)
        if outcome.cause is not None:
            return outcome.cause, opened.task.label or opened.task.url
        if opened.reading is not None and opened.reading.shell and not _tree(opened.reading):
            return Cause.UNREADABLE, f"“{opened.task.label}”的内容由脚本生成"
    if survey.home is not None and survey.home[1] is not None and survey.home[1].shell:
        return Cause.UNREADABLE, "首页内容由脚本生成"
    return None
