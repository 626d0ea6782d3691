"""What a finding is about, for people: its title and where to look.

A duty of a whole section is judged at the portal's home (DESIGN 3.3), but the fault lies in the
section: its label and address are in the evidence.
"""

from __future__ import annotations

from checks.engine.finding import Finding
from crawler.records.addresses import page_address
from reports.safety import address, shown, web_link
from reports.wording import role_name

_OF_A_PORTAL = frozenset(
    {
        "section_present",
        "section_freshness",
        "platform_structure_complete",
        "leader_duty_disclosed",
        "annual_report_on_time",
        "ipv6_support",
        "site_available",
    }
)
"""Checks whose subject is the portal: only the aspect tells what of it."""


def title_of(finding: Finding, limit: int = 200) -> str:
    """The title of the page, or the label of the section, judged; its address for none."""
    column = _column(finding)
    if column is None:
        title = shown(finding.title, limit) or address(finding.subject, limit)
        missing = shown(finding.aspect or "", limit) if finding.check in _OF_A_PORTAL else ""
        if not missing:
            return title
        role = role_name(finding.identity)
        return f"{title}（{role if role != finding.identity else missing}）"
    label, kind = shown(column[0], limit), role_name(finding.identity)
    return f"“{label}”栏目" + (f"（{kind}）" if kind != label else "")


def place_of(finding: Finding) -> str:
    """The address of the page, or of the section, judged."""
    column = _column(finding)
    return finding.subject if column is None else column[1]


def _column(finding: Finding) -> tuple[str, str] | None:
    """Label and address of the section that was looked at; None where the duty is of a page."""
    first = finding.evidence[0] if finding.evidence else None
    if role_name(finding.identity) == finding.identity or first is None:
        return None
    if not first.quote or web_link(page_address(first.url)) is None:
        return None  # a section that is not there is proved by the home page, without words
    return first.quote, page_address(first.url)
