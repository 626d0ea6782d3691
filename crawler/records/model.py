"""Records: typed facts read from snapshots, every one with its provenance.

A record says what the page said, never what that means. Values are frozen; they travel to
SQLite and back through `crawler.records.codec` without loss.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Generic, TypeVar

from crawler.portals.roles import Role
from crawler.records.certificate import Certificate

T = TypeVar("T")


class Cause(StrEnum):
    """Why something could not be observed (DESIGN 3.3)."""

    UNREACHABLE = "unreachable"
    BLOCKED = "blocked"
    CHALLENGED = "challenged"
    SOFT_404 = "soft_404"
    ROBOTS = "robots"
    LIMIT = "limit"
    UNREADABLE = "unreadable"
    COLLAPSED = "collapsed"
    CALENDAR = "calendar"
    SCANNER = "scanner"
    AMBIGUOUS = "ambiguous"


class Source(StrEnum):
    """Where on a page a field stood; which of them count is a check's matter."""

    LABEL = "label"  # beside its label: metadata table, definition list, line under the title
    META = "meta"  # a mandated <meta name=…> tag
    ROW = "row"  # a cell or span of the list row that leads to the page
    TEXT = "text"  # running text
    SIGNATURE = "signature"  # the signature block at the end of the text
    COMMENT = "comment"  # inside an HTML comment: no reader sees it
    ADDRESS = "address"  # in the page's address


@dataclass(frozen=True)
class Snapshot:
    """One archived response. `sha256` is over the archived body bytes (after decompression)."""

    url: str
    captured_at: datetime
    sha256: str
    status: int = 200
    media_type: str = "text/html"


@dataclass(frozen=True)
class Evidence:
    """What proves a statement: address, time, digest of the archived bytes, words quoted.

    Personal data in `quote` is masked already.
    """

    url: str
    captured_at: datetime
    sha256: str
    quote: str = ""


@dataclass(frozen=True)
class Field(Generic[T]):
    """One value with its provenance.

    `value` is None when the label stands there and its text is empty, a placeholder or
    malformed; a label that is not on the page gives no Field at all. `at` keeps the clock
    time of a date that shows one. `place` says where, for a person: "metadata table, row 2".
    """

    value: T | None
    raw: str
    source: Source
    label: str = ""
    place: str = ""
    url: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Link:
    """A visible <a href>. `heading` is the label of the box it stands in, such as 相关解读."""

    url: str
    text: str
    heading: str = ""
    in_body: bool = False


class Validity(StrEnum):
    """The state of a document as its page shows it (有效性)."""

    VALID = "valid"  # 有效 现行有效 长期有效
    LAPSED = "lapsed"  # 失效 到期
    REPEALED = "repealed"  # 废止
    PARTLY = "partly"  # 部分有效 部分失效 部分废止
    AMENDED = "amended"  # 已修改 已修订
    NOT_YET = "not_yet"  # 尚未生效


@dataclass(frozen=True)
class Record:
    """What every record carries: its subject (normalised address as first listed) and proof."""

    kind: ClassVar[str]
    url: str
    title: str
    role: Role
    snapshot: Snapshot


@dataclass(frozen=True)
class Entry(Record):
    """One row of a list (列表条目). `snapshot` is the list page, `url` what the row leads to.

    `inline` rows show their whole content in the list; their url is list address + # + number.
    """

    kind: ClassVar[str] = "entry"
    list_url: str = ""
    rank: int = 0
    date: Field[date] | None = None
    pinned: bool = False
    inline: bool = False
    column: str = ""  # address of the column asked for by title that lists it
    fields: tuple[tuple[str, Field[str]], ...] = ()  # slug of labels.toml → cell


@dataclass(frozen=True)
class Signature:
    """The signature block (落款) at the end of a text."""

    body: str
    on: Field[date] | None


@dataclass(frozen=True)
class Document(Record):
    """A document (文件) as its page shows it."""

    kind: ClassVar[str] = "document"
    final_url: str = ""
    number: Field[str] | None = None  # 文号
    signed_on: Field[date] | None = None  # 成文日期 生成日期
    issued_on: Field[date] | None = None  # 发文日期 印发日期
    published_on: Field[date] | None = None  # 发布日期 公开日期 发布时间
    validity: Field[Validity] | None = None  # 有效性
    issuer: Field[str] | None = None  # 发布机构 发文机关
    index_number: Field[str] | None = None  # 索引号
    effective_on: Field[date] | None = None  # 生效时间 施行日期
    repealed_on: Field[date] | None = None  # 废止时间
    valid_until: Field[date] | None = None  # 有效期至…
    valid_years: Field[int] | None = None  # 有效期N年, from the text
    hidden: tuple[tuple[str, Field[str]], ...] = ()  # fields found only in HTML comments
    other_dates: tuple[Field[date], ...] = ()  # every other labelled date, under its own label
    signature: Signature | None = None
    text: str = ""
    links: tuple[Link, ...] = ()
    attachments: tuple[Link, ...] = ()
    downloads: tuple[Link, ...] = ()  # attachments, files in frames, links that hand out the text
    download_button: str = ""  # words of a download that only a script gives, "" if none


@dataclass(frozen=True)
class Block:
    """A piece of a text in reading order: `heading`, `lead` (bold start), or `paragraph`."""

    kind: str
    text: str


@dataclass(frozen=True)
class Interpretation(Record):
    """A policy interpretation (政策解读)."""

    kind: ClassVar[str] = "interpretation"
    final_url: str = ""
    published_on: Field[date] | None = None
    origin: Field[str] | None = None  # 来源 信息来源 发布机构
    interpreter: Field[str] | None = None  # 解读机关 解读单位
    person: Field[str] | None = None  # 解读人 联系人
    phone: Field[str] | None = None
    email: Field[str] | None = None
    column: str = ""  # breadcrumb or column name, joined by >
    blocks: tuple[Block, ...] = ()
    text_chars: int = 0
    pictures: int = 0  # content pictures, template images left out
    videos: int = 0
    links: tuple[Link, ...] = ()
    linked_from: tuple[str, ...] = ()  # documents that link it under an interpretation label
    picture_urls: tuple[str, ...] = ()  # where the content pictures lie, each once
    audios: int = 0
    scripted_media: bool = False  # a script of the page may put a player in


@dataclass(frozen=True)
class Reply:
    """A reply (答复) to a message; `text` has personal data masked."""

    text: str
    replied_on: Field[date] | None = None
    body: Field[str] | None = None


@dataclass(frozen=True)
class Message(Record):
    """A public message (留言) with the replies shown; no personal data beyond masked text."""

    kind: ClassVar[str] = "message"
    number: Field[str] | None = None
    message_kind: Field[str] | None = None  # 咨询 投诉 举报 …
    status: Field[str] | None = None  # 已答复 办理中 …
    body: Field[str] | None = None  # 受理单位 答复单位
    submitted_on: Field[date] | None = None  # 来信时间 提交时间 …
    accepted_on: Field[date] | None = None  # 受理时间: another event
    published_on: Field[date] | None = None  # 公开时间 发布时间: another event
    closed_on: Field[date] | None = None  # 办结时间: another event
    forwarded_on: Field[date] | None = None  # 转办时间
    replies: tuple[Reply, ...] = ()
    read: bool = True  # False: seen in the list, own page not readable
    cause: Cause | None = None


@dataclass(frozen=True)
class Leader(Record):
    """A leader (领导) and the division of work shown."""

    kind: ClassVar[str] = "leader"
    name: str = ""
    post: str = ""
    division: str = ""  # 分工: empty when none is shown
    present: bool = True  # False: marked as former (原, 历任)
    unread: bool = False  # True: the page tells of duties beside the name that could not be read


@dataclass(frozen=True)
class Applications:
    """Rows of the table of applications (收到和处理政府信息公开申请情况): their cells of numbers.

    Cells as printed; a row that the table does not have is empty.
    """

    received: tuple[str, ...] = ()  # 本年新收
    brought_forward: tuple[str, ...] = ()  # 上年结转
    handled: tuple[str, ...] = ()  # 本年度办理结果的总计
    carried_forward: tuple[str, ...] = ()  # 结转下年度继续办理


@dataclass(frozen=True)
class AnnualReport(Record):
    """A yearly disclosure report (政府信息公开工作年度报告).

    `read` is false where its list row alone is known; all that follows is then not known.
    `more` says that the text goes on on further pages.
    """

    kind: ClassVar[str] = "annual_report"
    year: int | None = None  # reporting year, from the title
    published_on: Field[date] | None = None
    body: str = ""  # body named in the title, when it names one
    read: bool = False
    text: str = ""
    applications: Applications | None = None
    pictures: int = 0
    attachments: tuple[Link, ...] = ()
    more: bool = False


@dataclass(frozen=True)
class StaticPage(Record):
    """A single page of a section (guide, profile, request page): its own text."""

    kind: ClassVar[str] = "static_page"
    text: str = ""
    text_chars: int = 0
    published_on: Field[date] | None = None
    updated_on: Field[date] | None = None  # 更新日期 修改时间
    links: tuple[Link, ...] = ()  # of pages whose links say something of the body
    attachments: tuple[Link, ...] = ()
    pictures: int = 0  # content pictures, template images left out


@dataclass(frozen=True)
class Ipv6Probe(Record):
    """One host probed over both address families; the transcript is archived as a resource.

    A family's `status` is None when nothing answered. `inner` has one row per sampled page:
    address, status over IPv4, status over IPv6. `cut` says that time was up before all was asked.
    `certificate` is that of the first connection over TLS, where there was one.
    """

    kind: ClassVar[str] = "ipv6_probe"
    host: str = ""
    literal: bool = False
    a: tuple[str, ...] = ()
    aaaa: tuple[str, ...] = ()  # as answered
    usable: tuple[str, ...] = ()  # of them, those that count
    dns: str = "ok"  # ok, nxdomain, servfail, timeout
    scanner_ipv6: bool = False
    scanner_note: str = ""
    status_v4: int | None = None
    status_v6: int | None = None
    error_v6: str = ""
    inner: tuple[tuple[str, int | None, int | None], ...] = ()
    cut: bool = False
    certificate: Certificate | None = None


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
    grounds, outcome) that the page offers and does not hold. No opinion and no name is kept.
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
    text_chars: int = 0
    pictures: int = 0
    links: tuple[Link, ...] = ()
    attachments: tuple[Link, ...] = ()


@dataclass(frozen=True)
class ProposalReply(Record):
    """A page on the handling of a deputies' suggestion or a members' proposal (建议提案办理).

    `reply_to` is 人大代表建议 or 政协提案 where the page tells, `year` the year of the session
    where title or number tells. `pictures` counts those of the text: it may be a scan.
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
    crawler/pages/files.toml; empty: not known), `named` the format that its address or its link
    claims (empty: none).
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
class Candidate:
    """Numbers of one sort in one place of a page that may be personal data, none of them kept.

    `detector` is id_number, mobile or bank_account; `count` says how many different ones; `place`
    where the first stands, `key` its hash under a key that is the page itself, `excerpt` its
    label and what is left of it once masked. In a table `columns` are its heads and `caption` is
    what stands over it; elsewhere both are empty.
    """

    detector: str
    count: int
    place: str
    key: str
    excerpt: str
    columns: tuple[str, ...] = ()
    caption: str = ""


@dataclass(frozen=True)
class PersonalData(Record):
    """A page or attachment with numbers that may be personal data (个人信息线索), masked.

    `column` is the breadcrumb or column name of the page; `linked_from` the page that offers an
    attachment.
    """

    kind: ClassVar[str] = "personal_data"
    candidates: tuple[Candidate, ...] = ()
    column: str = ""
    linked_from: str = ""


@dataclass(frozen=True)
class SiteIdentity(Record):
    """What the foot of a home page says of the site (网站标识).

    `fields` has what stands there by slug: site_code, icp_number, police_number, phone,
    organiser. `hidden` is true if the foot may be filled in by a frame or a script that was not
    run, so that what is not met may be there all the same.
    """

    kind: ClassVar[str] = "site_identity"
    fields: tuple[tuple[str, Field[str]], ...] = ()
    hidden: bool = False
    foot: str = ""


@dataclass(frozen=True)
class DeadLink(Record):
    """A link of the portal's own pages whose target does not answer as it should (失效链接).

    `snapshot` is the last answer of the target, whose status tells, or `soft`: a page of good
    status that says that there is none. `tries` counts the separate tries that all came out so.
    `shown_on` is the first page that shows the link, under `title`; `pages` counts them. `mended`
    says that an earlier read found it dead and this one answered.
    """

    kind: ClassVar[str] = "dead_link"
    status: int = 0
    soft: bool = False
    tries: int = 1
    shown_on: str = ""
    shown: Evidence | None = None
    pages: int = 1
    mended: bool = False


@dataclass(frozen=True)
class LinkSurvey(Record):
    """How many targets of the portal's own links were asked: `asked` answered, `unseen` did not
    (blocked, silent, forbidden), `left` were not asked for since the visit's bound was reached.
    """

    kind: ClassVar[str] = "link_survey"
    asked: int = 0
    unseen: int = 0
    left: int = 0


@dataclass(frozen=True)
class SearchProbe(Record):
    """A title put to the site's own search (站内检索). `snapshot` is the page of results.

    `url` is the document sought, `title` what was asked for, `published_on` the day the document
    dates from. `rank` is its place among the `rows` results, counted from 1, 0 if it is not
    there; `says_none` that the page says there is nothing. `cause` is why the results could not
    be read. `asked_at` is the address of the request.
    """

    kind: ClassVar[str] = "search_probe"
    asked_at: str = ""
    published_on: date | None = None
    rank: int = 0
    rows: int = 0
    says_none: bool = False
    gone: bool = False
    cause: Cause | None = None


@dataclass(frozen=True)
class SearchBox(Record):
    """The search box of a home page. `plain` is true if it is a GET form without script.

    Of a plain one `action` is where it leads, `field` the name of its words, `fixed` what it sends
    besides, `charset` how.
    """

    kind: ClassVar[str] = "search_box"
    plain: bool = False
    action: str = ""
    field: str = ""
    fixed: tuple[tuple[str, str], ...] = ()
    charset: str = "utf-8"


@dataclass(frozen=True)
class GuideField:
    """What a service guide says under one of its labels; `value` is empty where nothing stands.

    Personal data in `value` is masked. Slugs are those of `crawler/pages/guide_labels.toml`.
    """

    slug: str
    label: str
    value: str = ""


@dataclass(frozen=True)
class ServiceGuide(Record):
    """A service guide (办事指南).

    `tabbed`: parts of it may stand behind tabs that a script fills.
    """

    kind: ClassVar[str] = "service_guide"
    published_on: Field[date] | None = None
    fields: tuple[GuideField, ...] = ()
    tabbed: bool = False
    pictures: int = 0
    attachments: tuple[Link, ...] = ()

    def value(self, slug: str) -> str | None:
        """What stands under a label of that kind; None where there is no such label."""
        return next((field.value for field in self.fields if field.slug == slug), None)


from crawler.records.decisions import DecisionCatalogue  # noqa: E402  (they need Record)
from crawler.records.fiscal import FiscalReport  # noqa: E402
from crawler.records.surface import PageSurface  # noqa: E402

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
    DeadLink,
    LinkSurvey,
    SearchProbe,
    SearchBox,
    ServiceGuide,
    PageSurface,
    FiscalReport,
    DecisionCatalogue,
)
"""Every kind of record, for the codec and the docs."""
