"""How the policies of a period were passed on, and what may hide that they were."""

from __future__ import annotations

from checks.calendar import WorkCalendar
from checks.disclosure.columns import unseen_columns, unseen_tree
from checks.disclosure.period import Period
from checks.disclosure.reach import unseen_in
from checks.dissemination.policies import Local, Policy, passed_on, policies_of, sources_of
from checks.judging import Bench, Sum, working_days
from crawler.portals import Role
from crawler.records import Cause

Passed = tuple[Policy, Local, Sum]
"""A policy, how it stands on the body's portal, and what the term came to."""


def passed_policies(bench: Bench, period: Period, calendar: WorkCalendar) -> list[Passed]:
    """Every important policy of the period. Raises CalendarGap where a year has no data."""
    dossier, terms = bench.dossier, bench.requirement.terms
    read = [one for one in sources_of(dossier, terms).values() if one is not None]
    limit, told = int(terms["max_working_days"]), []
    for policy in policies_of(read, terms, period):
        local = passed_on(dossier, policy, terms)
        used = working_days(calendar, policy.on, limit, local.on, dossier.today)
        told.append((policy, local, used))
    return told


def blind_spot(bench: Bench, period: Period) -> tuple[Cause, str] | None:
    """Why a policy may be passed on where it was not met."""
    dossier, terms = bench.dossier, bench.requirement.terms
    unseen = unseen_in(dossier, tuple(Role(one) for one in terms["roles"]), period)
    unseen = unseen or unseen_columns(dossier, terms["columns"], period, period.first)
    if unseen is not None:
        return unseen[0], f"“{unseen[1]}”栏目未能采集完整"
    tree = unseen_tree(dossier)
    return (tree, "站内栏目未能看全") if tree is not None else None


def names(told: list[Passed]) -> str:
    """The titles of policies as an aspect lists them."""
    return "、".join(one[0].title for one in told)


def quoted(told: list[Passed]) -> str:
    """The titles of policies as a sentence names them, the first three in full."""
    more = f"等{len(told)}件" if len(told) > 3 else ""
    return "、".join(f"《{one[0].title}》" for one in told[:3]) + more
