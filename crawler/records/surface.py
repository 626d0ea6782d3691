"""What a page shows at its surface of having been tampered with (网页安全表象)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from crawler.records.model import Link, Record


@dataclass(frozen=True)
class PageSurface(Record):
    """Links, head and forms of a page, as anybody gets them who asks for it.

    `head` are its title, keywords and description. `hidden` are links to other hosts that the
    page holds and no reader sees; their `heading` says how they are hidden. `outward` are the
    links to other hosts that a reader sees, of the home page alone. `open_forms` are forms of a
    page that came over TLS that send what is written in them without it; text: their fields.
    """

    kind: ClassVar[str] = "page_surface"
    final_url: str = ""
    head: tuple[str, ...] = ()
    hidden: tuple[Link, ...] = ()
    outward: tuple[Link, ...] = ()
    open_forms: tuple[Link, ...] = ()
