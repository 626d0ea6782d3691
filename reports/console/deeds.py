"""What persons do in the console beside cases: attest, import marks, release scores.

`scheduler` does it; whoever asks gets NotDone with one Chinese sentence where it cannot be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import BinaryIO, Protocol

from checks.appraisal.plan import Plan
from checks.engine.attesting import Attestation, Owed
from checks.engine.requirement import Requirement

ATTESTED_BYTES = 20_000_000
"""Bytes of a file that the console takes with an attestation."""
MARKS_BYTES = 5_000_000
"""Bytes of a workbook of marks."""


class Cannot(StrEnum):
    """Why something that was asked for is not done, as whoever asked is told."""

    NO_SUCH_ROW = "这一指标不由人工认定，或者不适用于这个单位。"
    OUT_OF_TIME = "认定的日期不在指标体系规定的时限内，或者材料无法保存。"
    TO_COME = "认定的日期尚未到来。"
    NO_FILE = "认定为符合的，须提交证明材料。"
    NO_REASON = "认定为不符合或者不适用的，须写明理由。"
    NOT_ATTESTED = "没有这条认定，或者它已经撤回。"
    FILE_SIZE = "材料为空，或者超过 20 MB。"
    FILE_KIND = "材料须为 PDF、OFD、图片、文本或者办公软件文件。"
    FILE_NAME = "材料的内容与文件扩展名不符。"
    BOOK_SIZE = "工作簿为空，或者超过 5 MB。"
    BOOK_GONE = "预览的工作簿已不在，请重新上传。"
    BOOK_STALE = "预览之后数据已有变化，请重新上传。"
    NO_PLAN = "没有这个考评方案。"
    NO_BOOK = "这不是 Excel 工作簿（.xlsx）。"
    BOOK_UNPACKED = "工作簿解压后过大，请用命令行导入。"
    NOT_RELEASABLE = "得分已有更新的版本，或者这一批次尚未完成、属于试运行、不在得分文件中。"
    NOT_RELEASED = "这一批次的得分没有发布。"
    RECHECKED = "这一条已由他人复核。"
    NO_ACCOUNT_MADE = (
        "用户名或者显示名已被占用（包括与其他用户仅大小写、全半角不同），或者含有不能使用的字符。"
    )
    NO_PASSWORD_SET = "没有这个用户，或者密码不合要求。"
    NOBODY = "没有这个用户。"


class NotDone(Exception):  # noqa: N818  (the name says what happens)
    """Something that was asked for and cannot be done: one Chinese sentence, and the detail."""

    def __init__(self, sentence: str, detail: str = "") -> None:
        super().__init__(sentence)
        self.sentence, self.detail = sentence, detail


@dataclass(frozen=True)
class Handed:
    """A file that somebody hands in: its bytes, read once, and the name that they give it."""

    content: BinaryIO
    name: str
    bytes: int


@dataclass(frozen=True)
class Attested:
    """An attestation with what became of it. It holds up to `until`, or for good (None)."""

    one: Attestation
    until: date | None
    superseded_by: int | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""
    withdrawn_why: str = ""

    @property
    def in_force(self) -> bool:
        """Whether it is the word that counts."""
        return self.superseded_by is None and self.withdrawn_at is None


class Attests(Protocol):
    """Attestations of rows that no crawler measures."""

    def owed(self, day: date, ahead_days: int) -> Sequence[Owed]:
        """What is to be attested within so many days, what is overdue first."""

    def rows(self, portal: str, day: date) -> Sequence[Requirement]:
        """The rows that a person may attest for a unit on a day."""

    def log(self) -> Sequence[Attested]:
        """Every attestation, newest first."""

    def record(self, made: Attestation, file: Handed | None) -> Attestation:
        """Record a word with its file; NotDone where it cannot be taken."""

    def withdraw(self, number: int, person: str, reason: str, at: datetime) -> Attestation:
        """Take a word back; NotDone for one that is not there or was taken back before."""


@dataclass(frozen=True)
class MarkFault:
    """What is wrong with a cell of a workbook; sheet, row and column are empty where unknown.

    `text` is Chinese as far as its words are known, `original` what the command says.
    """

    sheet: str
    row: str
    column: str
    text: str
    original: str


@dataclass(frozen=True)
class MarkLine:
    """One thing that a workbook gives. `before` is what is stored of it now, empty for nothing.

    `turn` is new, changed, same or void; `kind` as in checks.appraisal.inputs.KINDS.
    """

    kind: str
    about: str
    value: str
    before: str
    turn: str
    place: str


@dataclass(frozen=True)
class Preview:
    """What a workbook would store, or why nothing of it can be.

    `token` is the SHA-256 of the workbook, which is kept aside for a while.
    """

    token: str
    file: str
    lines: tuple[MarkLine, ...] = ()
    faults: tuple[MarkFault, ...] = ()


@dataclass(frozen=True)
class MarksImport:
    """An import of marks that was stored."""

    number: int
    at: datetime
    person: str
    file: str
    sha256: str
    inputs: int


class Marks(Protocol):
    """The marks that people give to a year's appraisal (年度考评)."""

    def plans(self) -> Sequence[Plan]:
        """The plans there are."""

    def template(self, plan: str) -> bytes:
        """The empty workbook of a plan."""

    def preview(self, plan: str, file: Handed) -> Preview:
        """Look through a workbook and keep it aside; NotDone for what is no workbook at all."""

    def store(self, plan: str, token: str, person: str, at: datetime) -> tuple[int, int]:
        """Store what a workbook kept aside gives: how much was new, how much known before.

        NotDone where it is not there any more or does not fit any more.
        """

    def imports(self, plan: str) -> Sequence[MarksImport]:
        """The imports, newest first."""


@dataclass(frozen=True)
class EditionLine:
    """The newest edition of a run in the feed, and its release, if there is one.

    `released` says that this very edition is released, `corrects` that an earlier one is.
    """

    run: str
    digest: str
    published_at: datetime
    updated_at: datetime
    round: str
    status: str
    trial: bool
    scores: int
    released: bool
    corrects: bool
    released_at: datetime | None = None
    released_by: str = ""


@dataclass(frozen=True)
class EditionScore:
    """A score of an edition, with the bounds between which it lies."""

    portal: str
    unit: str
    rulebook: str
    score: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class ReleaseLine:
    """A line of the log of releases."""

    at: datetime
    person: str
    action: str
    run: str
    digest: str
    note: str


@dataclass(frozen=True)
class RoundLine:
    """A scoring round, and how it was frozen, if it was."""

    id: str
    start_on: date
    end_on: date
    runs: int
    frozen_at: datetime | None = None
    frozen_by: str = ""
    sha256: str = ""


class Releases(Protocol):
    """Which scores are released, by whom."""

    def editions(self, most: int) -> Sequence[EditionLine]:
        """The newest editions, the last run first."""

    def edition(self, run: str) -> tuple[EditionLine, Sequence[EditionScore]] | None:
        """The newest edition of a run with its scores; None for a run that is not in the feed."""

    def missing(self) -> Sequence[str]:
        """The complete runs that are not in the feed."""

    def log(self, run: str = "") -> Sequence[ReleaseLine]:
        """Who released and withdrew what, newest first."""

    def rounds(self) -> Sequence[RoundLine]:
        """The scoring rounds of the watchlist, the last one first."""

    def release(self, run: str, digest: str, person: str, note: str, at: datetime) -> None:
        """Release an edition; NotDone where it is not the newest any more, or cannot be."""

    def withdraw(self, run: str, person: str, note: str, at: datetime) -> None:
        """Take a release back; NotDone where there is none."""
