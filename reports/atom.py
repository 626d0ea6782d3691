"""The daily results as an Atom feed (RFC 4287): one entry a run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree import ElementTree

from crawler.records.moments import stamp
from reports.safety import shown
from reports.wording import SAMPLE

_ATOM = "http://www.w3.org/2005/Atom"
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 knows no way to write, not even escaped."""
EPOCH = datetime.fromisoformat("1970-01-01T08:00:00+08:00")


@dataclass(frozen=True)
class AtomScore:
    """A unit's score in one entry."""

    unit: str
    rulebook: str
    score: float | None
    low: float | None
    high: float | None

    @property
    def text(self) -> str:
        """As one line: 云溪县人民政府 standing 78.33（71.00–83.10）."""
        value = "—" if self.score is None else f"{self.score:.2f}"
        span = "" if self.low is None else f"（{self.low:.2f}–{self.high:.2f}）"
        return f"{shown(self.unit, 200)} {self.rulebook} {value}{span}"


@dataclass(frozen=True)
class AtomEntry:
    """A run as an entry. `scores` are the first of `count` scores that the reader may see."""

    run: str
    status: str
    release: str
    sample: bool
    published: datetime
    updated: datetime
    count: int
    scores: Sequence[AtomScore]


def atom(name: str, instance: str, reader: str, here: str, entries: Sequence[AtomEntry]) -> bytes:
    """The feed as XML. `instance` names the data folder and `reader` what is seen of it.

    Ids are UUIDs made from these names: they stay the same wherever the feed is served, and two
    offices' feeds never share one. `here` is the feed's own address, as a path.
    """
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(_tag("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": "zh"})
    _text(feed, "id", _id(instance, "feed", reader))
    _text(feed, "title", f"{shown(name, 200)}：每日得分")
    _text(feed, "updated", stamp(max((one.updated for one in entries), default=EPOCH)))
    author = ElementTree.SubElement(feed, _tag("author"))
    _text(author, "name", shown(name, 200))
    _text(feed, "generator", "Gongkai")
    _link(feed, "self", here, "application/atom+xml")
    for one in entries:
        _entry(feed, one, instance, reader, here.rpartition("/")[0])
    body: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def _entry(
    feed: ElementTree.Element, one: AtomEntry, instance: str, reader: str, folder: str
) -> None:
    entry = ElementTree.SubElement(feed, _tag("entry"))
    words = ("定稿" if one.status == "final" else "暂定") + (
        "，已发布" if one.release == "released" else "，内部"
    )
    sample = f"（{SAMPLE}）" if one.sample else ""
    _text(entry, "id", _id(instance, one.run, reader))
    _text(entry, "title", f"{one.run} 政务公开得分（{words}）{sample}")
    _text(entry, "published", stamp(one.published))
    _text(entry, "updated", stamp(one.updated))
    for term in (one.status, one.release):
        ElementTree.SubElement(entry, _tag("category"), {"term": term})
    _link(entry, "alternate", f"{folder}/scores/{one.run}.json", "application/json")
    _link(entry, "alternate", f"{folder}/scores/{one.run}.csv", "text/csv")
    lines = [score.text for score in one.scores]
    if one.count > len(lines):
        lines.append(f"共{one.count}项得分，全部见所附数据。")
    content = _text(entry, "content", "\n".join(lines))
    content.set("type", "text")


def _id(*parts: str) -> str:
    name: UUID = uuid5(NAMESPACE_URL, "urn:gongkai:feed:" + "\x1f".join(parts))
    return name.urn


def _tag(name: str) -> str:
    return f"{{{_ATOM}}}{name}"


def _text(above: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    made = ElementTree.SubElement(above, _tag(name))
    made.text = _UNWRITABLE.sub("", text)
    return made


def _link(above: ElementTree.Element, rel: str, href: str, kind: str) -> None:
    ElementTree.SubElement(above, _tag("link"), {"rel": rel, "href": href, "type": kind})
