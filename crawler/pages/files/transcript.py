"""A transcript: what a file says, as text and tables in reading order, or why nothing of it is.

It is taken down once, when the file comes in, and archived beside it: whoever reads the night
again reads the transcript, and needs none of the programs that made it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

MOST_CHARACTERS = 2_000_000
"""Characters of one transcript; what stands behind them is left out, and `whole` says so."""


class Why(StrEnum):
    """Why the text of a file is not known, wholly or in part."""

    ENCRYPTED = "encrypted"  # it asks for a password
    DAMAGED = "damaged"  # no reader of its format can make anything of it
    PICTURES = "pictures"  # pages, or parts of them, are pictures: a scan
    EMPTY = "empty"  # it can be read and says nothing
    LIMIT = "limit"  # more than the bounds allow, or a reader that came to no end
    FORMAT = "format"  # a format that nothing here reads
    PROGRAM = "program"  # no program that reads the format is installed
    HOSTILE = "hostile"  # made to harm its reader: entities, a packed file in a packed one
    OWN = "own"  # our machine could not: no room, no process


@dataclass(frozen=True)
class Block:
    """A paragraph (`text`), or a table (`rows` of cells) with the name of its sheet or file."""

    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Transcript:
    """What a file says. `whole` tells that nothing of it was left out.

    `why` is set where it says nothing, or is not whole. `by` names the program that read it,
    empty for our own readers; `detail` are words for a person, in Chinese.
    """

    blocks: tuple[Block, ...] = ()
    why: Why | None = None
    detail: str = ""
    by: str = ""

    @property
    def whole(self) -> bool:
        """Whether all that the file says is here."""
        return self.why is None and bool(self.blocks)

    def characters(self) -> int:
        """How many characters it has, cells included."""
        return sum(len(one.text) + sum(map(len, _cells(one))) for one in self.blocks)


def nothing(why: Why, detail: str = "", by: str = "") -> Transcript:
    """The transcript of a file of which nothing can be said."""
    return Transcript((), why, detail, by)


def bounded(found: Transcript, most: int = MOST_CHARACTERS) -> Transcript:
    """A transcript cut off where it becomes too long, and one of a file without a word marked."""
    kept: list[Block] = []
    left = most
    for block in found.blocks:
        size = len(block.text) + sum(map(len, _cells(block)))
        if size > left:
            return replace(found, blocks=tuple(kept), why=Why.LIMIT, detail="文字过多，未读完")
        left -= size
        if size:
            kept.append(block)
    if not kept and found.why is None:
        return replace(found, blocks=(), why=Why.EMPTY, detail="文件中没有文字")
    return replace(found, blocks=tuple(kept))


def to_bytes(found: Transcript) -> bytes:
    """A transcript as it is archived: JSON, the same bytes for the same words."""
    data: dict[str, Any] = {"by": found.by, "blocks": [_packed(one) for one in found.blocks]}
    if found.why is not None:
        data |= {"why": found.why.value, "detail": found.detail}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode("utf-8", "replace")


def from_bytes(content: bytes) -> Transcript:
    """The transcript of archived bytes; ValueError if they are none."""
    data = json.loads(content)
    if not isinstance(data, dict) or not isinstance(data.get("blocks"), list):
        raise ValueError("no transcript")
    why = data.get("why")
    return Transcript(
        tuple(_unpacked(one) for one in data["blocks"]),
        Why(why) if why is not None else None,
        str(data.get("detail", "")),
        str(data.get("by", "")),
    )


def _cells(block: Block) -> tuple[str, ...]:
    return tuple(cell for row in block.rows for cell in row)


def _packed(block: Block) -> Any:
    if not block.rows:
        return block.text
    return {"name": block.name, "rows": [list(row) for row in block.rows]}


def _unpacked(data: Any) -> Block:
    if isinstance(data, str):
        return Block(text=data)
    if not isinstance(data, dict):
        raise ValueError("no block of a transcript")
    rows = tuple(tuple(str(cell) for cell in row) for row in data["rows"])
    return Block(rows=rows, name=str(data["name"]))
