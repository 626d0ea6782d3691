"""The content model: frozen facts and invented texts, rendered later by the skins.

Nothing here knows an address or a piece of markup; the ground truth is computed from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from demo.content.files import FileFacts

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
"""The eight elements of an interpretation, in the order of their row."""

METADATA = ("文号", "成文日期", "发布日期", "有效性")


@dataclass(frozen=True)
class Block:
    """A piece of a text: `h` heading, `lead` bold start|text, `p`, `sign`, `img`, `date`, `table`
    (a row a line, its heads first, cells apart by |), `file` (the name of an attachment),
    `contents` (a line for each paper: its key or address, |, its title; no key: no link),
    `smuggled` (a link that no reader sees: style|address|words), `linked` (a table whose cells may
    be links: @ and the key of an item, or home), `offer` (a link to a file: address|name)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Ref:
    """A mention of another item of the same portal under a box heading.

    `shown` is "link", "plain" (title without a link) or "comment" (inside an HTML comment).
    """

    heading: str
    target: str
    text: str
    shown: str = "link"


@dataclass(frozen=True)
class DocFacts:
    """What is true of a document and what its page shows of it.

    `number_shown`, `validity_shown` are the cells as printed ("" for an empty one, None for a
    missing label). `hide` names labels left off the page. `ends_on` is the last day of a stated
    term. `continued` tells that a continuation notice names it. `bulk` marks one of ten old ones.
    `button` stands for a download that only a script makes. On `altered_on` somebody changed the
    text ("text"), the file ("file"), or the text with a note of it ("noted").
    """

    number: str
    number_shown: str | None
    issuer: str
    signed: date
    published: date
    validity: str = "有效"
    validity_shown: str | None = "有效"
    effective: date | None = None
    repealed: date | None = None
    ends_on: date | None = None
    continued: bool = False
    matter: str = "normal"
    own: bool = True
    hide: frozenset[str] = frozenset()
    buried: bool = False
    seen_earlier: date | None = None
    bulk: bool = False
    index_number: str = ""
    numerals: bool = False
    files: tuple[FileFacts, ...] = ()
    button: bool = False
    altered_on: date | None = None
    altered: str = ""


@dataclass(frozen=True)
class InterpFacts:
    """What is true of an interpretation. `sort` is own, repost, expert, media or picture."""

    published: date
    document: str = ""
    sort: str = "own"
    lack: frozenset[str] = frozenset()
    links_document: bool = False
    linked_by_document: bool = False


@dataclass(frozen=True)
class LetterFacts:
    """A letter and its answers; `answers` holds (date, text, body) in order."""

    number: str
    kind: str
    question: str
    body: str
    submitted: date | None
    accepted: date | None = None
    closed: date | None = None
    answers: tuple[tuple[date, str], ...] = ()
    substantive: date | None = None


@dataclass(frozen=True)
class LeaderFacts:
    """A leader and the division of work shown; `former` ones have left."""

    name: str
    post: str
    division: str = ""
    former: bool = False


@dataclass(frozen=True)
class ReportFacts:
    """A yearly disclosure report; `own` is false for a lower body's report in the list.

    `lack` are its faults of form; one that `hides` shows no text.
    """

    year: int
    own: bool = True
    lack: frozenset[str] = frozenset()
    hides: bool = False


@dataclass(frozen=True)
class NoticeFacts:
    """What an item is under a yearly notice.

    `tells` is theme:NAME, plan, catalogue, aid or event; `lack` what a plan or catalogue does not
    hold, `hides` that this stands in an attachment. `another` marks what is another body's,
    `announces` an event that is only announced.
    """

    tells: str
    lack: frozenset[str] = frozenset()
    hides: bool = False
    another: bool = False
    announces: bool = False
    year: int = 2026


@dataclass(frozen=True)
class CallFacts:
    """A call for opinions. `lack` names the parts left out; no `ends`: no end is told.

    `sort` is call or other (an environmental notice and the like). `drafts` is the key of the
    document of which it shows the draft; it is not `sure` where its title leaves that open.
    """

    begins: date
    ends: date | None
    lack: frozenset[str] = frozenset()
    sort: str = "call"
    drafts: str = ""
    sure: bool = True


@dataclass(frozen=True)
class OutcomeFacts:
    """What came of a call; `counted` is false where its page tells no numbers."""

    call: str
    counted: bool = True


@dataclass(frozen=True)
class ProgressFacts:
    """A report on quarters, each as (year, quarter); a list of tasks is one on none."""

    serves: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class PlanFacts:
    """An entry of the emergency plans; `whole` is true for a plan with its text."""

    whole: bool


@dataclass(frozen=True)
class ProposalFacts:
    """An entry on suggestions and proposals; `kind` is empty for what is no reply."""

    kind: str
    year: int
    lack: frozenset[str] = frozenset()


@dataclass(frozen=True)
class RosterFacts:
    """A list of persons; `shown` names the sorts of numbers that it shows and should not."""

    shown: tuple[str, ...] = ()


@dataclass(frozen=True)
class GuideFacts:
    """A service guide. `faults` are the fields missing or empty; `open_ended` asks for 其他材料.

    `drawn` shows the procedure in a picture alone. `fee` differs from the usual one.
    """

    matter: str
    code: str = ""
    faults: tuple[str, ...] = ()
    open_ended: bool = False
    drawn: bool = False
    online: bool = True
    fee: str = ""


@dataclass(frozen=True)
class ConferenceFacts:
    """A press conference; `speaker` is head, deputy, or nobody that the title names ("")."""

    speaker: str = ""


@dataclass(frozen=True)
class BulletinFacts:
    """A bulletin on how documents were interpreted in that quarter of 2026."""

    quarter: int


@dataclass(frozen=True)
class Emergency:
    """An emergency that the unit's operator registers, as the watchlist has it."""

    name: str
    at: datetime
    grade: str
    words: tuple[str, ...]
    source: str
    released_at: datetime | None = None
    released_url: str = ""


@dataclass(frozen=True)
class IssueFacts:
    """An issue of a gazette: the keys of the documents that it carries, those with other words."""

    carries: tuple[str, ...] = ()
    altered: frozenset[str] = frozenset()


@dataclass(frozen=True)
class AccountFacts:
    """Final accounts of that year; `lack` are the parts that their page does not tell.

    Those that are `filed` stand in an attachment.
    """

    year: int
    lack: tuple[str, ...] = ()
    filed: bool = False


Facts = (
    DocFacts
    | InterpFacts
    | LetterFacts
    | LeaderFacts
    | ReportFacts
    | CallFacts
    | OutcomeFacts
    | ProgressFacts
    | PlanFacts
    | ProposalFacts
    | NoticeFacts
    | RosterFacts
    | GuideFacts
    | ConferenceFacts
    | BulletinFacts
    | IssueFacts
    | AccountFacts
)


@dataclass(frozen=True)
class Item:
    """One page that a column lists. `condition` is ok, error, soft404, challenge or robots.

    One that `leaves` its blocks to a file of that sort (demo/content/filed.py) shows but its link.
    """

    key: str
    title: str
    on: date
    blocks: tuple[Block, ...] = ()
    source: str = ""
    facts: Facts | None = None
    refs: tuple[Ref, ...] = ()
    condition: str = "ok"
    pinned: bool = False
    script: str = ""
    clock: str = "09:12"
    leaves: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a portal.

    `shape`: list, board, leaders, single, platform, hub, empty (a list without entries),
    statement (a statement of none), outside (`outside` is an address of another portal).
    `menu`: top, platform, none, hub:<key>, script (a menu that a script of the page opens), or
    box (reached from a box of the home alone);
    `picture` makes its menu link an image. `path` overrides the skin's addressing.
    `wanted` is the title of a column that a notice asks for and that it is, under whatever name;
    `doubtful` ones only have a similar name.
    `lack` names the facts that a single page does not state, `misplaced` the keys of items that
    do not belong in the column, `unclear` those of which it cannot be told.
    """

    key: str
    role: str
    title: str
    shape: str = "list"
    items: tuple[Item, ...] = ()
    blocks: tuple[Block, ...] = ()
    menu: str = "platform"
    condition: str = "ok"
    outside: str = ""
    picture: bool = False
    statement_on: date | None = None
    path: str = ""
    wanted: str = ""
    doubtful: bool = False
    lack: frozenset[str] = frozenset()
    misplaced: frozenset[str] = frozenset()
    unclear: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Unit:
    """A monitored body with its columns, and how its own words differ from others'.

    `search`: none, whole (it finds what it is asked for), newest (it shows the newest whatever it
    is asked for) or script (the box does nothing without one). `hotlines` is what the foot of its
    pages says of them.
    """

    id: str
    name: str
    place: str
    kind: str
    family: str
    host: str
    home: str
    columns: tuple[Column, ...]
    as_of: date
    parent: str | None = None
    words: dict[str, str] = field(default_factory=dict)
    dates: str = "%Y-%m-%d"
    friends: tuple[tuple[str, str], ...] = ()
    up: tuple[str, str] | None = None
    code: str = ""
    search: str = "none"
    hotlines: str = ""
    emergencies: tuple[Emergency, ...] = ()

    def column(self, key: str) -> Column:
        """The column of that key; KeyError if there is none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    def by_role(self, role: str) -> Column | None:
        """The column of that role, if the unit has one."""
        return next((column for column in self.columns if column.role == role), None)

    def item(self, key: str) -> tuple[Column, Item]:
        """The item of that key with its column; KeyError if there is none."""
        for column in self.columns:
            for item in column.items:
                if item.key == key:
                    return column, item
        raise KeyError(key)

    def word(self, slug: str, default: str) -> str:
        """The unit's own word for a label."""
        return self.words.get(slug, default)
