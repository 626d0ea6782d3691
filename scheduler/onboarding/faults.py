"""Why there is nothing to draft from, in one line for the person who asked."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.errors import GongkaiError
from crawler.portals import Role
from crawler.records import Cause, Miss
from reports.safety import shown
from reports.wording import CAUSES
from scheduler.onboarding.trying import Tried

_ELSEWHERE = "redirect to unlisted host "


class NotSeenError(GongkaiError):
    """A portal that could not be observed, or an address where there is none.

    `status` is the exit status for it: 3 where the fault is ours.
    """

    def __init__(self, text: str, status: int = 1) -> None:
        self.status = status
        super().__init__(text)


def not_seen(tried: Tried) -> NotSeenError:
    """The error for a visit that showed no portal."""
    return NotSeenError(fault_text(tried), 3 if tried.dossier is None else 1)


def is_no_portal(tried: Tried) -> bool:
    """Whether not one section of a portal was seen."""
    found = tried.dossier.sections.values() if tried.dossier is not None else ()
    return not any(one.seen and one.role is not Role.HOME for one in found)


def fault_text(tried: Tried) -> str:
    """What kept a visit from being one of a portal."""
    home = tried.portal.home
    if tried.dossier is None:
        return f"{home}: the visit failed: {shown('; '.join(tried.errors), 300)}"
    if tried.home_fault is not None:
        return f"{home}: {_home_text(tried.home_fault)}"
    pages = sum(row.requests for row in tried.ledger)
    more = "; its bounds were reached, --pages and --seconds allow more" if tried.cut else ""
    return f"{home}: answers, but shows no section of a disclosure portal ({pages} requests{more})"


def _home_text(fault: Miss) -> str:
    if fault.detail.startswith(_ELSEWHERE):
        other = shown(fault.detail.removeprefix(_ELSEWHERE), 200)
        return (
            f"leads to another host, {other}, which was not asked: discover its own address,"
            f" or allow it with --host {other}"
        )
    said = f" ({shown(fault.detail, 200)})" if fault.detail else ""
    if fault.cause is Cause.CHALLENGED:
        return f"asks for a proof that a person is there ({CAUSES[fault.cause]}), nothing was read"
    return f"the home page was not seen: {CAUSES[fault.cause]}{said}"


def certificate_note(tried: Tried) -> Iterator[str]:
    """One line on a certificate that is not in order; the pages were read all the same."""
    for probe in tried.dossier.probes if tried.dossier is not None else ():
        shot = probe.certificate
        if shot is not None and shot.fault:
            said = shown(shot.said or shot.fault, 160)
            yield f"{probe.host}: the certificate is not in order: {said}"
