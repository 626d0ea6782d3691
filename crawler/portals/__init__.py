"""Portals and watchlists: who is visited, and under which settings.

Part of the gate that `checks` and `reports` may see: nothing here imports Scrapy,
Playwright or httpx.
"""

from crawler.portals.casework import Cases
from crawler.portals.channels import Channel
from crawler.portals.emergencies import Emergency
from crawler.portals.kinds import GOVERNMENT_KINDS, PortalKind
from crawler.portals.mail import Mail
from crawler.portals.maintenance import Maintenance
from crawler.portals.model import (
    Limits,
    Monitor,
    Portal,
    Round,
    Watchlist,
)
from crawler.portals.papers import Papers
from crawler.portals.roles import Role

__all__ = [
    "GOVERNMENT_KINDS",
    "Cases",
    "Channel",
    "Emergency",
    "Limits",
    "Mail",
    "Maintenance",
    "Monitor",
    "Papers",
    "Portal",
    "PortalKind",
    "Role",
    "Round",
    "Watchlist",
]
