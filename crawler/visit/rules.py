"""How sections of each role are read, and in which order of importance.

The table itself is data of `crawler.pages`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from crawler.pages.words.roles import RoleRule
from crawler.portals.model import Limits
from crawler.portals.roles import Role
from crawler.records.columns import Asked
from crawler.records.moments import beijing_date

Rules = Mapping[Role, RoleRule]

PLATFORM_PARTS: tuple[Role, ...] = (
    Role.GUIDE,
    Role.SYSTEM_RULES,
    Role.STATUTORY_CONTENT,
    Role.ANNUAL_REPORTS,
)
"""The four parts of the platform page, after 国办公开办函〔2019〕61号."""

OFF_PLATFORM = frozenset({Role.MESSAGE_BOARD, Role.NEWS})
"""Roles whose sections a platform page does not lead to: letters and news stand elsewhere."""

WANTED: tuple[Role, ...] = (
    Role.NORMATIVE_DOCUMENTS,
    Role.MESSAGE_BOARD,
    Role.INTERPRETATIONS,
    Role.PLATFORM,
    *PLATFORM_PARTS,
    Role.LEADERS,
    Role.AGENCY_PROFILE,
    Role.INFORMATION_REQUEST,
    Role.POLICY_DOCUMENTS,
    Role.CONSULTATIONS,
    Role.GAZETTE,
    Role.NEWS,
    Role.NOTICES,
)
"""The roles a visit looks for unless it is told others, the most important first."""

_LETTER_MARGIN_DAYS = 60


def window_start(rule: RoleRule, role: Role, as_of: datetime) -> date | None:
    """The first day of a role's window, None if its whole list is read.

    Letters get a margin: a board may order them by another date than that of submission.
    """
    if rule.window_days is None:
        return None
    margin = _LETTER_MARGIN_DAYS if role is Role.MESSAGE_BOARD else 0
    return beijing_date(as_of) - timedelta(days=rule.window_days + margin)


def most_pages(role: Role, limits: Limits) -> int:
    """How many pages of one list of a role are read at most."""
    if role is Role.NAMED:
        return min(limits.list_pages, limits.named_list_pages)
    return limits.list_pages


def rank_of(role: Role) -> int:
    """The place of a role in the order of importance; named columns come last."""
    if role is Role.NAMED:
        return len(WANTED) + 1
    return WANTED.index(role) if role in WANTED else len(WANTED)


def roles_for(asked: Asked) -> tuple[Role, ...]:
    """The roles that a visit looks for: those of every visit, then those that are asked for."""
    return tuple(dict.fromkeys((*WANTED, *asked.roles)))


def rules_for(asked: Asked, as_of: datetime, table: Rules) -> Rules:
    """How sections are read in a visit from which rulebooks ask that lists be read further back.

    The pages behind the rows are read no further back than on every visit.
    """
    found = dict(table)
    today = beijing_date(as_of)
    for reach in asked.reaches:
        rule = found.get(reach.role)
        if rule is None or rule.single:
            continue
        days = (today - reach.start(today)).days
        if rule.first_page_only:
            found[reach.role] = replace(rule, window_days=max(days, 0), first_page_only=False)
        elif rule.window_days is not None and days > rule.window_days:
            known = rule.window_days if rule.detail_days is None else rule.detail_days
            found[reach.role] = replace(rule, window_days=days, detail_days=known)
    return found


def detail_start(rule: RoleRule, role: Role, as_of: datetime) -> date | None:
    """The first day from which the pages behind the rows of a role are read."""
    if rule.detail_days is not None:
        rule = replace(rule, window_days=rule.detail_days)
    return window_start(rule, role, as_of)
