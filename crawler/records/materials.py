"""Records of what sections hold beside documents, interpretations and letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from crawler.records.model import Field, Link, Record, Signature, StaticPage


@dataclass(frozen=True)
class TableHead:
    """A table as its first row heads it, with the number of rows below."""

    cells: tuple[str, ...]
    rows: int = 0


@dataclass(frozen=True)
class SoughtPage(Record):
    """A page that a rulebook asks for by its title (指定材料): a plan, a list, a catalogue.

    It stands behind a row of any list, or is the page of a column of that title; or it is one of
    a sample of rows. `text` has personal data masked. `beside` are the sorts of things that it
    holds besides text: picture, media, frame, link, file, script (that may fill something in).
    `text_chars` counts the text without the line of marks (date, source, clicks).
    """

    kind: ClassVar[str] = "sought_page"
    published_on: Field[date] | None = None
    number: Field[str] | None = None
    issuer: Field[str] | None = None
    text: str = ""
    tables: tuple[TableHead, ...] = ()
    attachments: tuple[Link, ...] = ()
    beside: tuple[str, ...] = ()
    text_chars: int = 0


@dataclass(frozen=True)
class Entrance:
    """Something to click or fill in (功能入口). `url` is empty where a script answers."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Entrances(Record):
    """The entrances that a page offers, each label once. `scripted`: scripts may add more."""

    kind: ClassVar[str] = "entrances"
    offered: tuple[Entrance, ...] = ()
    scripted: bool = False


@dataclass(frozen=True)
class OfficeContact:
    """A body with how to reach it, as a page shows them together.

    `heading` are the headings above, outermost first, joined by >.
    """

    heading: str = ""
    body: Field[str] | None = None  # 机构名称 受理机构 …
    address: Field[str] | None = None
    hours: Field[str] | None = None
    phone: Field[str] | None = None


@dataclass(frozen=True)
class DisclosureGuide(StaticPage):
    """A disclosure guide (政府信息公开指南): who answers, and who is in charge of openness.

    `in_charge` are the bodies that its sentences name for it; `raw` is the sentence.
    """

    kind: ClassVar[str] = "disclosure_guide"
    contacts: tuple[OfficeContact, ...] = ()
    in_charge: tuple[Field[str], ...] = ()


@dataclass(frozen=True)
class AgencyProfile(StaticPage):
    """A page of a body's profile (机构概况): what it says of the body itself."""

    kind: ClassVar[str] = "agency_profile"
    duties: Field[str] | None = None  # 职能
    offices: Field[str] | None = None  # 机构设置 内设机构
    leader: Field[str] | None = None  # 负责人姓名
    contacts: tuple[OfficeContact, ...] = ()
    in_charge: tuple[Field[str], ...] = ()


@dataclass(frozen=True)
class Consultation(Record):
    """A page that asks the public for its opinion (意见征集), tells what came of it, or both.

    A period is told by its days, or by its length from publication on; `period` are words about
    it in which neither could be read. `outcome` are the words that tell what became of the
    opinions, `reasons` those that say why some were not adopted. `unread` names parts (draft,
    grounds, outcome) that the page offers and does not hold, `hinted` parts that its numbered
    items may be. No opinion and no name is kept.
    """

    kind: ClassVar[str] = "consultation"
    final_url: str = ""
    published_on: Field[date] | None = None
    asks: Field[str] | None = None  # words that ask for opinions
    begins_on: Field[date] | None = None
    ends_on: Field[date] | None = None
    lasts_days: Field[int] | None = None
    lasts_working_days: Field[int] | None = None
    period: Field[str] | None = None
    draft: Field[str] | None = None  # 草案
    grounds: Field[str] | None = None  # 起草说明 制定依据
    channels: tuple[Field[str], ...] = ()  # 反馈渠道: phone, e-mail, post, online
    received: Field[int] | None = None  # 收到意见
    adopted: Field[int] | None = None  # 采纳意见
    outcome: Field[str] | None = None
    reasons: Field[str] | None = None
    answered_on: Field[date] | None = None  # date beside the outcome
    unread: tuple[str, ...] = ()
    hinted: tuple[str, ...] = ()
    text_chars: int = 0
    pictures: int = 0
    links: tuple[Link, ...] = ()
    attachments: tuple[Link, ...] = ()


@dataclass(frozen=True)
class ProposalReply(Record):
    """A page on the handling of a deputies' suggestion or a members' proposal (建议提案办理).

    `reply_to` is 人大代表建议 or 政协提案 where the page tells, `year` the year of the session
    where title or number tells. `origin` is where the page has the text from (来源), which is
    not who issued it; the day of the reply is that of its `signature`. `pictures` counts those
    of the text: it may be a scan.
    `withheld` are the words that stand in place of a reply which is not made public.
    """

    kind: ClassVar[str] = "proposal_reply"
    final_url: str = ""
    published_on: Field[date] | None = None
    number: Field[str] | None = None  # 文号
    issuer: Field[str] | None = None  # 发布机构
    summary: Field[str] | None = None  # 内容概述
    reply_to: Field[str] | None = None
    year: int | None = None
    is_reply: bool = False
    text_chars: int = 0
    pictures: int = 0
    attachments: tuple[Link, ...] = ()
    withheld: Field[str] | None = None
    origin: Field[str] | None = None  # 来源
    signature: Signature | None = None  # 落款


@dataclass(frozen=True)
class EmergencyPlan(Record):
    """A page of a section of emergency plans (应急预案); whether it is one, its title tells."""

    kind: ClassVar[str] = "emergency_plan"
    final_url: str = ""
    published_on: Field[date] | None = None
    text_chars: int = 0
    pictures: int = 0
    attachments: tuple[Link, ...] = ()


@dataclass(frozen=True)
class HotlineNumbers(Record):
    """The service numbers (热线) that a home page shows, each once with the words around it.

    `nameless` counts linked pictures without a name: one of them may show a number.
    """

    kind: ClassVar[str] = "hotline_numbers"
    numbers: tuple[Field[str], ...] = ()
    nameless: int = 0
    text_chars: int = 0


@dataclass(frozen=True)
class Attachment(Record):
    """A file (附件) that a document's page or a list offers, as it was answered.

    `snapshot.status` says whether it is there. `format` is what its bytes are (see
    crawler/pages/files/files.toml; empty: not known), `named` the format that its address or its
    link claims (empty: none).
    """

    kind: ClassVar[str] = "attachment"
    document: str = ""  # the page that offers it, as first listed
    final_url: str = ""
    size: int = 0
    format: str = ""
    named: str = ""


@dataclass(frozen=True)
class GazettePage(Record):
    """A page of a gazette (政府公报): its column, or (`issue`) the page of one issue.

    `period` is how often it says that it appears (月刊 双月刊 季刊 …). `contents` are the links
    that an issue's page shows, `text` its own words.
    """

    kind: ClassVar[str] = "gazette_page"
    issue: bool = False
    period: Field[str] | None = None
    published_on: Field[date] | None = None
    contents: tuple[Link, ...] = ()
    attachments: tuple[Link, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class GuideField:
    """What a service guide says under one of its labels; `value` is empty where nothing stands.

    Personal data in `value` is masked. Slugs are those of `crawler/pages/guides/guide_labels.toml`.
    """

    slug: str
    label: str
    value: str = ""


@dataclass(frozen=True)
class ServiceGuide(Record):
    """A service guide (办事指南).

    `tabbed`: parts of it may stand behind tabs that a script fills. `hinted`: parts (slugs) that no
    known label shows and that a label nobody knows may be.
    """

    kind: ClassVar[str] = "service_guide"
    published_on: Field[date] | None = None
    fields: tuple[GuideField, ...] = ()
    tabbed: bool = False
    pictures: int = 0
    attachments: tuple[Link, ...] = ()
    hinted: tuple[str, ...] = ()

    def value(self, slug: str) -> str | None:
        """What stands under a label of that kind; None where there is no such label."""
        return next((field.value for field in self.fields if field.slug == slug), None)
