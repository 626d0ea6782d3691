"""Every kind of record."""

from __future__ import annotations

from crawler.records.copies import DocumentCopy
from crawler.records.dating import LateEntry, ListRead, PageDates, Redated
from crawler.records.decisions import DecisionCatalogue
from crawler.records.fiscal import FiscalReport
from crawler.records.materials import (
    AgencyProfile,
    Attachment,
    Consultation,
    DisclosureGuide,
    EmergencyPlan,
    Entrances,
    GazettePage,
    HotlineNumbers,
    ProposalReply,
    ServiceGuide,
    SoughtPage,
)
from crawler.records.model import (
    AnnualReport,
    Document,
    Entry,
    Interpretation,
    Leader,
    Message,
    Record,
    StaticPage,
)
from crawler.records.new_media import AccountList
from crawler.records.opening import HomeOpenings
from crawler.records.site import (
    DeadLink,
    HomeFrames,
    Ipv6Probe,
    LinkSurvey,
    PersonalData,
    SearchBox,
    SearchProbe,
    SiteIdentity,
)
from crawler.records.surface import PageSurface

RECORD_TYPES: tuple[type[Record], ...] = (
    Entry,
    Document,
    Interpretation,
    Message,
    Leader,
    AnnualReport,
    StaticPage,
    Ipv6Probe,
    SoughtPage,
    Entrances,
    DisclosureGuide,
    AgencyProfile,
    Consultation,
    ProposalReply,
    EmergencyPlan,
    HotlineNumbers,
    Attachment,
    GazettePage,
    PersonalData,
    SiteIdentity,
    HomeFrames,
    DeadLink,
    LinkSurvey,
    SearchProbe,
    SearchBox,
    ServiceGuide,
    AccountList,
    DocumentCopy,
    PageSurface,
    FiscalReport,
    DecisionCatalogue,
    PageDates,
    ListRead,
    LateEntry,
    HomeOpenings,
    Redated,
)
"""Every kind of record, for the codec and the docs."""
