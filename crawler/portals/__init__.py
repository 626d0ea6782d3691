"""Portals and watchlists: who is visited, and under which settings.

Part of the gate that `checks` and `reports` may see: nothing here imports Scrapy,
Playwright or httpx.
"""

from crawler.portals.casework import Cases
from crawler.portals.model import (
    GOVERNMENT_KINDS,
    Limits,
    Mail,
    Monitor,
    Portal,
    PortalKind,
    Round,
    Watchlist,
)
from crawler.portals.papers import Papers
from crawler.portals.roles import Role

__all__ = [
    "GOVERNMENT_KINDS",
    "Cases",
    "Limits",
    "Mail",
    "Monitor",
    "Papers",
    "Portal",
    "PortalKind",
    "Role",
    "Round",
    "Watchlist",
]
