"""Sections of a vague name (县情概况) that tell of the land instead of the body."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.pages.bodies.placetexts import tells_of_a_place
from crawler.portals.roles import Role
from crawler.records.materials import AgencyProfile
from crawler.visit.survey import Opened, Survey


def about_the_place(opened: Sequence[Opened], survey: Survey) -> bool:
    """Whether all that was read of a profile, behind its rows too, tells of the place alone."""
    urls = {one.task.url for one in opened}
    behind = [
        reading
        for fetch, reading in survey.behind(Role.AGENCY_PROFILE)
        if fetch.task.section_url in urls
    ]
    told = [
        record
        for reading in (*(one.reading for one in opened), *behind)
        for record in (reading.records if reading is not None else ())
        if isinstance(record, AgencyProfile)
    ]
    return bool(told) and all(tells_of_a_place(one) for one in told)
