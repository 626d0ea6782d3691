from datetime import datetime, timedelta
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from crawler.records import BEIJING
from reports.atom import AtomEntry, AtomScore, atom

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=BEIJING)
NS = {"a": "http://www.w3.org/2005/Atom"}
HERE = "/feed/v1/atom.xml"


def entry(run: str = "2026-11-20", unit: str = "云溪县人民政府", count: int = 1) -> AtomEntry:
    score = AtomScore(unit, "standing", 78.333, 71.0, 83.1)
    return AtomEntry(run, "provisional", "internal", True, NOW, NOW, count, (score,))


def test_an_entry_says_what_it_is() -> None:
    feed = ElementTree.fromstring(atom("监测", "i", "all", HERE, [entry(count=3)]))
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    for name in ("id", "title", "updated", "author/a:name"):
        assert feed.findtext(f"a:{name}", namespaces=NS)
    (one,) = feed.findall("a:entry", NS)
    assert (
        one.findtext("a:title", namespaces=NS)
        == "2026-11-20 政务公开得分（暂定，内部）（示例数据）"
    )
    assert one.findtext("a:updated", namespaces=NS) == "2026-11-20T06:00:00+08:00"
    assert one.findtext("a:content", namespaces=NS) == (
        "云溪县人民政府 standing 78.33（71.00–83.10）\n共3项得分，全部见所附数据。"
    )
    links = {link.get("type"): link.get("href") for link in one.findall("a:link", NS)}
    assert links["application/json"] == "/feed/v1/scores/2026-11-20.json"


def test_ids_last_and_differ() -> None:
    def ids(instance: str, reader: str, *runs: str) -> list[str]:
        body = atom("x", instance, reader, HERE, [entry(run) for run in runs])
        return [one.text or "" for one in ElementTree.fromstring(body).iter(f"{{{NS['a']}}}id")]

    assert ids("i", "all", "2026-11-20") == ids("i", "all", "2026-11-20")
    every = [
        *ids("i", "all", "2026-11-20", "2026-11-19"),
        *ids("i", "unit:a", "2026-11-20"),
        *ids("j", "all", "2026-11-20"),
    ]
    assert len(set(every)) == len(every)
    assert all(one.startswith("urn:uuid:") for one in every)


def test_the_feed_is_as_new_as_its_newest_entry() -> None:
    from dataclasses import replace

    later = replace(entry("2026-11-19"), updated=NOW + timedelta(hours=3))
    feed = ElementTree.fromstring(atom("x", "i", "all", HERE, [entry(), later]))
    assert feed.findtext("a:updated", namespaces=NS) == "2026-11-20T09:00:00+08:00"
    empty = ElementTree.fromstring(atom("x", "i", "all", HERE, []))
    assert empty.findtext("a:updated", namespaces=NS)


@given(st.text(max_size=60))
def test_no_name_breaks_the_xml(text: str) -> None:
    body = atom(text, "i", "all", HERE, [entry(unit=text)])
    feed = ElementTree.fromstring(body)
    assert len(feed.findall("a:entry", NS)) == 1
    assert b"<script" not in body
