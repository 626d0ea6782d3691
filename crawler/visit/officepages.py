"""Short pages of inner offices: a few names are content, however few characters they are."""

from __future__ import annotations

import re

from crawler.portals.roles import Role
from crawler.records.materials import AgencyProfile
from crawler.records.model import Record

_OFFICE = re.compile(
    r"[\u3400-\u9fff]{0,12}?(?:办公室|[科股处]室?|中心|大队|所|站)(?=[:：、，,；;。（(\s|｜]|负责|政务|$)"
)
_KINDS = frozenset({"股室", "科室", "处室", "站所", "内设科室", "内设股室", "内设处室"})
_LEAST = 2
"""Different names: one alone may be the section's own (内设科室)."""


def names_offices(record: Record) -> bool:
    """Whether a page of inner offices names some."""
    if not isinstance(record, AgencyProfile) or record.role is not Role.INNER_OFFICES:
        return False
    lines = {line.strip() for line in record.text.splitlines()} - {record.title}
    names = {found.group() for line in lines for found in _OFFICE.finditer(line)}
    return len(names - _KINDS) >= _LEAST
