"""The strangers keep their word: links resolve, records are reachable, the truth is whole."""

from __future__ import annotations

import http.client
import re
import socket
import tomllib
from collections import Counter
from datetime import date
from difflib import SequenceMatcher
from html import unescape
from urllib.parse import urlsplit

import pytest
from dnslib import DNSRecord

from crawler.records.addresses import normalise
from tests.strangers import days
from tests.strangers.county import Strangers, build
from tests.strangers.oracle import _GOVERNMENT, _OTHERS

_LINK = re.compile(r"""<a [^>]*?href=["']([^"'<>]+)["']|<option value="([^"]+)\"""")
_PER_RECORD = {
    "message_reply_latency", "interpretation_latency", "interpretation_present",
    "interpretation_linked", "interpretation_elements", "doc_metadata_complete",
    "doc_publication_latency", "doc_validity_current",
}  # fmt: skip
_PER_PORTAL = {
    "section_present", "section_freshness", "platform_structure_complete",
    "leader_duty_disclosed", "annual_report_on_time", "ipv6_support",
}  # fmt: skip


@pytest.fixture(scope="module")
def made() -> Strangers:
    return build()


def _target(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _crawl(made: Strangers) -> tuple[dict[str, str], list[str]]:
    """Every page that links, turns and calls lead to, by address; and the dead links."""
    seen: dict[str, str] = {}
    dead: list[str] = []
    for plan, skin in zip(made.plans, made.skins, strict=True):
        host = made.hosts[plan.host]
        waiting = [normalise(plan.home)]
        # What a script would ask for: all pages of all lists that are turned by calls.
        turned = ""
        for call in skin.dynamic:
            for column in range(5000, 8000):
                for page in "123456":
                    params = {"columnid": str(column), "page": page}
                    for path in ("/module/web/jpage/dataproxy.jsp", "/module/jpage/dataproxy.jsp"):
                        if column < 5500 or column > 7099:
                            reply = call(path, params)
                            turned += reply.body.decode() if reply else ""
            for number in range(4410200, 4411000):
                for page in "1234":
                    for path in ("/openness/site/label/8888", "/site/label/8888"):
                        reply = call(path, {"catIds": str(number), "pageIndex": page})
                        turned += reply.body.decode() if reply else ""
        extra = turned
        for path, reply in skin.pages.items():
            if path.endswith(".json"):
                base = path.rsplit("/", 1)[0]
                extra += "".join(
                    f'<a href="{base}/{found}">'
                    for found in re.findall(r'"URL": "\./([^"]+)"', reply.body.decode())
                )
        while waiting:
            url = waiting.pop()
            if url in seen:
                continue
            reply = host.answer(_target(url), "", False)
            text = reply.body.decode(skin.encoding, "replace")
            seen[url] = text
            if reply.status == 404:
                dead.append(url)
            if url == normalise(plan.home):
                text += extra
            links = [unescape(a or b) for a, b in _LINK.findall(text)]
            if fy := re.search(r'createPageHTML\((\d+), 0, "index", "html"\)', text):
                links += [f"index_{n}.html" for n in range(1, int(fy[1]))]
            waiting += [normalise(link, url) for link in links]
    return seen, dead


def test_every_link_resolves_and_every_record_is_reached(made: Strangers) -> None:
    seen, dead = _crawl(made)
    assert dead == []
    missing = {row.subject for row in made.truth if row.subject.split("#")[0] not in seen}
    assert missing == set()


def test_truth_is_whole(made: Strangers) -> None:
    keys = Counter((row.portal, row.check, row.subject, row.aspect) for row in made.truth)
    assert [key for key, count in keys.items() if count > 1] == []
    failures = Counter(row.check for row in made.truth if row.outcome == "failed")
    assert {check for check in _PER_RECORD if failures[check] < 12} == set()
    assert {check for check in _PER_PORTAL if failures[check] < 3} == set()
    for plan in made.plans:
        found = {row.check for row in made.truth if row.portal == plan.key}
        wanted = _PER_RECORD | _PER_PORTAL
        if plan.kind == "township":
            wanted = wanted - {"annual_report_on_time"}
        assert found == wanted
        roles = {
            row.aspect
            for row in made.truth
            if row.portal == plan.key and row.check == "section_present"
        }
        assert roles == set(_GOVERNMENT if plan.government else _OTHERS)


def test_no_title_resembles_another_document(made: Strangers) -> None:
    drop = re.compile(
        r"关于印发|的通知|政策解读|关于|一图读懂|解读说明|解读|专家|带您读懂|教授谈|[《》：]"
    )
    for plan in made.plans:
        cores = {d.n: drop.sub("", d.title.replace(plan.name, "").replace("办公室", ""))
                 for d in plan.docs}  # fmt: skip
        for item in plan.interps:
            title = drop.sub("", item.title)
            for n, core in cores.items():
                ratio = SequenceMatcher(None, title, core).ratio()
                assert ratio < 0.72 or n == item.doc, (item.title, core, ratio)


def test_a_lacking_element_leaves_no_trace(made: Strangers) -> None:
    cues = {
        "背景依据": "背景|依据",
        "意义": "意义",
        "研判起草过程": "起草|过程|征求意见|调研",
        "工作目标": "目标",
        "主要任务": "主要任务|主要内容|重点任务|任务",
        "创新举措": "创新|亮点",
        "保障措施": "保障",
    }
    for plan, skin in zip(made.plans, made.skins, strict=True):
        for item in plan.interps:
            if item.kind != "text" or item.broken or item.doc is None:
                continue
            core = next(d.core for d in plan.docs if d.n == item.doc)
            text = skin.interp_inner(item).replace(core, "")
            for name, cue in cues.items():
                assert bool(re.search(cue, text)) == (name not in item.missing), (item.title, name)
            assert ("邮箱" in text) == ("解读联系" not in item.missing)


def test_working_days_agree_with_the_known_examples() -> None:
    assert days.add(date(2026, 2, 12), 3) == date(2026, 2, 24)
    assert days.add(date(2026, 9, 24), 3) == date(2026, 9, 30)
    assert days.between(date(2026, 9, 30), date(2026, 10, 10)) == 3


def _free() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


def test_the_servers_answer() -> None:
    made = build(port=_free())
    dns_port = _free()
    with made.serve(dns_port):
        for plan in made.plans:
            port = int(plan.host.split(":")[1])
            client = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            client.request("GET", urlsplit(plan.home).path, headers={"Host": plan.host})
            assert client.getresponse().status == 200
            client.close()
        asked = DNSRecord.question("www.tongshui.stranger.test", "AAAA")
        answer = DNSRecord.parse(asked.send("127.0.0.1", dns_port, timeout=5))
        assert answer.rr == []
        asked = DNSRecord.question("www.pingchuan.stranger.test", "AAAA")
        answer = DNSRecord.parse(asked.send("127.0.0.1", dns_port, timeout=5))
        assert str(answer.rr[0].rdata).startswith("::ffff:")
        if socket.has_ipv6:
            host = f"www.yuanbei.stranger.test:{made.port}"
            client = http.client.HTTPConnection("::1", made.port, timeout=5)
            for path, status in (("/", 200), ("/ldzc/index.html", 404)):
                client.request("GET", path, headers={"Host": host})
                reply = client.getresponse()
                reply.read()
                assert reply.status == status
            client.close()


def test_watchlist_is_toml_and_names_ten_portals(made: Strangers) -> None:
    read = tomllib.loads(made.watchlist(18821, 15321))
    assert [portal["id"] for portal in read["portals"]] == [plan.key for plan in made.plans]
