"""The kinds of body that are watched."""

from __future__ import annotations

from enum import StrEnum


class PortalKind(StrEnum):
    """The kind of body whose disclosure is watched."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    DEPARTMENT = "department"
    INSTITUTION = "institution"
    ENTERPRISE = "enterprise"


GOVERNMENT_KINDS = frozenset({PortalKind.PROVINCE, PortalKind.CITY, PortalKind.COUNTY})
"""`government` in the rulebooks (standing rulebook, reading 9)."""
