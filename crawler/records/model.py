"""Records: typed facts read from snapshots, every one with its provenance.

A record says what the page said, never what that means. Values are frozen; they travel to
SQLite and back through `crawler.records.codec` without loss.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Generic, TypeVar

from crawler.portals.roles import Role

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
class FileText:
    """What came of the text of a file (附件) to which a page leaves what is judged.

    `snapshot` is that of the file, None where it did not come in. `cause` and `detail` (Chinese)
    say why its text, or a part of it, is not known; without a cause all of it is. `used`: what it
    says went into the record. `by` names the program that read it, empty for our own reader.
    """

    url: str
    title: str
    snapshot: Snapshot | None = None
    cause: Cause | None = None
    detail: str = ""
    used: bool = False
    by: str = ""


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
    """What every record carries: its subject (normalised address as first listed) and proof.

    `files` are the files that its page leaves the text to: what they say is in the record.
    """

    kind: ClassVar[str]
    url: str
    title: str
    role: Role
    snapshot: Snapshot
    files: tuple[FileText, ...] = field(default=(), kw_only=True)


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
    notes: tuple[str, ...] = ()  # lines beside the text that speak of a change (更正说明)
    file_text: str = ""  # what files say that are the document's text; `text` is the page's alone


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
    attachments: tuple[Link, ...] = ()


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
    # True: the page tells of duties beside the name that could not be read, or not whose they are
    unread: bool = False


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
    `more` says that the text goes on on further pages, `framed` that something stands in a frame
    or a viewer of the page. `charts` are those that the page draws itself, beside its pictures.
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
    framed: bool = False
    charts: int = 0


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
