"""What is true of a strange portal, whatever its pages look like."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

ELEMENTS = (
    "背景依据",
    "意义",
    "研判起草过程",
    "工作目标",
    "主要任务",
    "创新举措",
    "保障措施",
    "解读联系",
)
FIELDS = {"number": "文号", "signed": "成文日期", "published": "发布日期", "validity": "有效性"}


@dataclass
class Doc:
    """A document of the list of normative documents. `broken` says how its page fails."""

    n: int
    recipe: str
    title: str
    issuer: str
    number: str
    signed: date
    published: date
    validity: str = "有效"
    abolished: str = ""
    effective: date | None = None
    clauses: str = ""
    own: bool = True
    excluded: str = ""
    broken: str = ""
    shown: dict[str, str | None] = field(default_factory=dict)  # overrides; None: not on the page
    expires: date | None = None
    continued: bool = False
    earlier: date | None = None
    links_interpretation: bool = True
    pinned: bool = False
    bulk: bool = False

    @property
    def core(self) -> str:
        """The title between the guillemets, or the whole title."""
        return self.title.split("《")[1].split("》")[0] if "《" in self.title else self.title


@dataclass
class Interp:
    """An interpretation; `doc` is the number of the document it interprets."""

    n: int
    title: str
    published: date
    doc: int | None
    kind: str = "text"  # text picture expert repost
    missing: tuple[str, ...] = ()
    links_document: bool = True
    names_title: bool = True
    broken: str = ""


@dataclass
class Letter:
    """A public letter. Exactly the dates that the page shows are set."""

    n: int
    recipe: str
    number: str
    title: str
    text: str
    kind: str
    submitted: date | None
    replied: date | None = None
    accepted: date | None = None
    closed: date | None = None
    reply: str = ""
    broken: str = ""

    @property
    def status(self) -> str:
        """What a board shows as the letter's state."""
        return "已回复" if self.reply else "处理中"


@dataclass(frozen=True)
class Row:
    """An entry of any other list."""

    title: str
    day: date
    body: str = ""
    pinned: bool = False


@dataclass(frozen=True)
class Leader:
    name: str
    post: str
    duty: str = ""


@dataclass
class Plan:
    """A portal: `state` holds section roles that are not in order (absent, empty, thin, 500,
    robots, login, script, none): everything else is there and readable."""

    key: str
    name: str
    place: str
    kind: str
    host: str
    home: str
    word: str
    ipv6: str = "ok"
    parent: str = ""
    docs: list[Doc] = field(default_factory=list)
    interps: list[Interp] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    leaders: list[Leader] = field(default_factory=list)
    lists: dict[str, list[Row]] = field(default_factory=dict)
    state: dict[str, str] = field(default_factory=dict)

    @property
    def government(self) -> bool:
        return self.kind in ("city", "county")

    @property
    def guest(self) -> bool:
        return bool(self.parent)
