"""What the crawler promises: records, evidence and the dossier.

Part of the gate that `checks` and `reports` may see: nothing here imports Scrapy,
Playwright, httpx or a parser.
"""

from crawler.records.addresses import host_of, normalise
from crawler.records.codec import decode, encode
from crawler.records.columns import (
    Column,
    Match,
    NamedColumn,
    Place,
    Wanted,
    children_of,
    column_key,
    found,
    is_below,
    matches,
    wanted_name,
)
from crawler.records.dossier import (
    Dossier,
    Miss,
    Section,
    Sighting,
    shown_as,
    shown_text,
)
from crawler.records.model import (
    RECORD_TYPES,
    AnnualReport,
    Block,
    Cause,
    Document,
    Entry,
    Evidence,
    Field,
    Interpretation,
    Ipv6Probe,
    Leader,
    Link,
    Message,
    Record,
    Reply,
    Signature,
    Snapshot,
    Source,
    StaticPage,
    Validity,
)
from crawler.records.moments import BEIJING, beijing, beijing_date, stamp
from crawler.records.states import ReadState

__all__ = [
    "BEIJING",
    "RECORD_TYPES",
    "AnnualReport",
    "Block",
    "Cause",
    "Document",
    "Dossier",
    "Entry",
    "Evidence",
    "Field",
    "Interpretation",
    "Ipv6Probe",
    "Leader",
    "Link",
    "Message",
    "Miss",
    "ReadState",
    "Record",
    "Reply",
    "Section",
    "Sighting",
    "Signature",
    "Snapshot",
    "Source",
    "StaticPage",
    "Validity",
    "beijing",
    "beijing_date",
    "decode",
    "encode",
    "host_of",
    "normalise",
    "shown_as",
    "shown_text",
    "stamp",
]
