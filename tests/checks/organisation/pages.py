"""Profiles and guides for tests: say only what matters, the rest is plausible."""

from __future__ import annotations

from typing import Any

from crawler.portals import Role
from crawler.records import AgencyProfile, DisclosureGuide, Field, OfficeContact, Source
from tests.builders import field, shot, url_of

DUTIES = "负责贯彻执行国家水行政方针政策，统筹城乡供水、防汛抗旱和水资源管理保护等工作。"


def contact(
    body: str | None = None,
    address: str | None = "云溪县惠民路66号",
    hours: str | None = "工作日8:30—12:00",
    phone: str | None = "0871-55501000",
    heading: str = "",
    label: str = "机构名称",
) -> OfficeContact:
    """A contact; None leaves a label off the page."""
    told = [field(text) if text is not None else None for text in (address, hours, phone)]
    name = field(body, label=label) if body is not None else None
    return OfficeContact(heading, name, *told)


def profile(
    path: str = "jggk/", role: Role = Role.AGENCY_PROFILE, text_chars: int = 400, **more: Any
) -> AgencyProfile:
    """A page of a profile that states nothing unless told so."""
    for name in ("duties", "offices", "leader"):
        if isinstance(more.get(name), str):
            more[name] = field(more[name])
    url = url_of(path)
    return AgencyProfile(url, "机构概况", role, shot(url), "", text_chars, **more)


def full(**changes: Any) -> AgencyProfile:
    """A page of a profile that states all of it."""
    values = {
        "duties": DUTIES, "offices": "内设办公室、规划股。", "leader": "张三",
        "contacts": (contact(),),
    }  # fmt: skip
    return profile(**(values | changes))


def guide(*contacts: OfficeContact, text_chars: int = 900, **more: Any) -> DisclosureGuide:
    """A disclosure guide with these contacts."""
    url = url_of("zfxxgk/zn.html")
    return DisclosureGuide(
        url, "政府信息公开指南", Role.GUIDE, shot(url), "", text_chars, contacts=contacts, **more
    )


def charge(body: str, sentence: str = "") -> Field[str]:
    """A body that a sentence puts in charge of openness."""
    said = sentence or f"{body}负责推进、指导、协调、监督全县政府信息公开工作"
    return Field(body, said, Source.TEXT)
