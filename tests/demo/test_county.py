import re
from collections import Counter
from datetime import date, timedelta
from difflib import SequenceMatcher
from html import unescape
from urllib.parse import urldefrag, urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.records import normalise
from demo import build
from demo.content.model import DocFacts, InterpFacts
from demo.county import County

AS_OF = date(2026, 11, 20)


@pytest.fixture(scope="module")
def county() -> County:
    return build(AS_OF)


def decoded(site, body):
    return body.decode("gb18030" if site.family == "plain" else "utf-8", "replace")


def test_same_date_and_seed_give_the_same_bytes(county):
    again = build(AS_OF)
    assert again.truth == county.truth
    for left, right in zip(county.sites, again.sites, strict=True):
        assert left.pages == right.pages


def test_another_seed_gives_other_words_but_the_same_outcomes(county):
    other = build(AS_OF, seed=7)
    assert other.sites[0].pages != county.sites[0].pages
    assert Counter((t.check, t.outcome) for t in other.truth) == Counter(
        (t.check, t.outcome) for t in county.truth
    )


def test_about_a_thousand_pages_of_realistic_weight(county):
    sizes = [
        len(page.body)
        for site in county.sites
        for page in site.pages.values()
        if page.status == 200 and len(page.body) > 3000
    ]
    assert 1000 <= len(sizes) <= 2200
    assert 20_000 < sorted(sizes)[len(sizes) // 2] < 40_000
    assert max(sizes) < 60_000


def test_all_families_and_kinds_are_there(county):
    assert {site.family for site in county.sites} == {"lonsun", "hanweb", "trs", "plain"}
    kinds = Counter(unit.kind for unit in county.units)
    assert kinds == {"city": 1, "county": 2, "department": 3, "township": 2}
    assert len({unit.host for unit in county.units}) == len(county.units) - 2


def links(site, path, body):
    tree = LexborHTMLParser(decoded(site, body))
    for node in tree.css("a[href]"):
        href = node.attributes["href"] or ""
        if not href.startswith(("javascript:", "#")):
            yield urldefrag(urljoin(f"http://{site.host}:{site_port(site)}{path}", href)).url


def site_port(site):
    return 8802 if site.lonely else 8801


@pytest.mark.parametrize("day", [AS_OF, date(2026, 1, 1)])
def test_every_link_inside_the_county_resolves(day):
    county = build(day)
    hosts = {f"{site.host}:{site_port(site)}": site for site in county.sites}
    dead, seen = set(), set()
    queue = [f"http://{host}{home}" for host, site in hosts.items() for home in site.homes]
    while queue:
        url = queue.pop()
        host, _, path = url.removeprefix("http://").partition("/")
        if url in seen or host not in hosts:
            continue
        seen.add(url)
        page = hosts[host].answer("/" + path)
        if page is None:
            dead.add(url)
        elif page.status == 200 and "html" in page.content_type:
            queue += links(hosts[host], "/" + path, page.body)
    planted = [
        file
        for unit in county.units
        for column in unit.columns
        for item in column.items
        if isinstance(item.facts, DocFacts) and item.condition == "ok"
        for file in item.facts.files
        if file.kind in ("dead", "second") and file.status == 404
    ]
    assert dead or day != AS_OF
    assert len(dead) <= len(planted)
    assert all(url.rpartition(".")[2] in ("doc", "docx") for url in dead)
    assert len(seen) > 400


def test_every_subject_of_the_truth_is_a_normal_address_that_answers(county):
    sites = {f"{site.host}:{site_port(site)}": site for site in county.sites}
    for one in county.truth:
        bare, _, fragment = one.subject.partition("#")
        assert normalise(bare) == bare
        host, _, path = bare.removeprefix("http://").partition("/")
        page = sites[host].answer("/" + path)
        if one.check == "link_health" and one.outcome == "failed":
            continue  # a file that is not there
        assert page is not None, one
        if fragment:
            assert fragment in decoded(sites[host], page.body)


def test_the_truth_has_one_row_per_subject_and_aspect(county):
    keys = Counter(
        (
            t.portal,
            t.check,
            t.subject,
            t.aspect if t.check.startswith(("section", "prop")) else None,
        )
        for t in county.truth
    )
    assert [key for key, count in keys.items() if count > 1] == []


RECORD_CHECKS = (
    "message_reply_latency",
    "interpretation_latency",
    "interpretation_present",
    "interpretation_linked",
    "interpretation_elements",
    "doc_metadata_complete",
    "doc_publication_latency",
    "doc_validity_current",
    "doc_download_available",
    "doc_integrity_stable",
)
OF_GAZETTES = "gazette_cadence"
"""Binds cities and counties alone, of which there are three."""
PORTAL_CHECKS = (
    "section_present",
    "section_freshness",
    "platform_structure_complete",
    "leader_duty_disclosed",
    "annual_report_on_time",
    "ipv6_support",
    "agency_profile_complete",
    "disclosure_office_designated",
    "system_section_purity",
    "power_list_current",
    "pii_exposure",
    "site_identity",
    "link_health",
)
NOT_OF_TOWNSHIPS = {"annual_report_on_time", "power_list_current"}
GOVERNMENT_CHECKS = {
    "consultation_well_formed": (4, 6),
    "consultation_feedback_published": (4, 5),
    "progress_report_cadence": (2, 1),
    "emergency_plan_published": (1, 2),
    "proposal_reply_disclosed": (5, 4),
}
"""Checks of governments alone: planted failures and passes at least (one finding per portal of
progress and plans)."""
OF_SEARCHES = "site_search_works"
"""Binds governments alone, of which there are three."""
OF_DAEMONS = "site_available"
"""Judges what a daemon saw through the day; the county is looked at by night alone."""
REPORT_CHECKS = ("annual_report_well_formed",)


def test_every_check_has_planted_failures_and_passes(county):
    count = Counter((t.check, t.outcome) for t in county.truth)
    assert {t.check for t in county.truth} == {
        *RECORD_CHECKS, *PORTAL_CHECKS, *GOVERNMENT_CHECKS, OF_GAZETTES, OF_SEARCHES,
        *REPORT_CHECKS, OF_DAEMONS,
    }  # fmt: skip
    for check, (failures, passes) in GOVERNMENT_CHECKS.items():
        assert count[check, "failed"] >= failures, check
        assert count[check, "passed"] >= passes, check
    assert count[OF_GAZETTES, "failed"]
    assert count[OF_GAZETTES, "passed"]
    assert {t.outcome for t in county.truth if t.check == OF_DAEMONS} == {"inapplicable"}
    later = Counter((t.check, t.outcome) for t in build(AS_OF + timedelta(days=10)).truth)
    assert later["doc_integrity_stable", "failed"] >= 4
    for check in set(RECORD_CHECKS) - {"doc_integrity_stable"}:
        assert count[check, "failed"] >= 4, check
        assert count[check, "passed"] >= 6, check
    for check in PORTAL_CHECKS:
        assert count[check, "failed"] >= 1, check
        assert count[check, "passed"] >= 3, check
    for check in REPORT_CHECKS:
        assert count[check, "failed"] >= 2, check
        assert count[check, "passed"] >= 2, check
    assert {t.cause for t in county.truth if t.outcome == "cant_tell"} >= {
        "unreachable", "challenged", "soft_404", "robots", "ambiguous",
    }  # fmt: skip


def test_every_portal_has_every_check_that_binds_it(county):
    given = {(t.portal, t.check) for t in county.truth}
    for unit in county.units:
        for check in (*RECORD_CHECKS, *PORTAL_CHECKS, *GOVERNMENT_CHECKS, *REPORT_CHECKS):
            bound = check not in NOT_OF_TOWNSHIPS or unit.kind != "township"
            bound &= check not in GOVERNMENT_CHECKS or unit.kind in ("city", "county")
            assert ((unit.id, check) in given) == bound, (unit.id, check)


@pytest.mark.parametrize(
    "check, counts",
    [
        ("message_reply_latency", (24, 62, 7)),
        ("interpretation_latency", (19, 73, 2)),
        ("interpretation_present", (8, 84, 2)),
        ("interpretation_linked", (14, 70, 0)),
        ("interpretation_elements", (16, 86, 0)),
        ("doc_metadata_complete", (19, 133, 0)),
        ("doc_publication_latency", (9, 94, 0)),
        ("doc_validity_current", (9, 149, 0)),
        ("doc_download_available", (9, 136, 0)),
        ("doc_integrity_stable", (0, 152, 0)),
    ],
)
def test_the_plan_comes_out_as_planned(county, check, counts):
    count = Counter(t.outcome for t in county.truth if t.check == check)
    assert (count["failed"], count["passed"], count["pending"]) == counts


_STRIPPED = re.compile(
    "云州市人民政府办公室|云溪县人民政府办公室|青岚县人民政府办公室|云州市教育局|"
    "云溪县人力资源和社会保障局|关于印发|的通知|政策解读|解读|图解|一图读懂|[《》“”]"
)


def test_no_interpretation_resembles_a_document_that_is_not_its_own(county):
    for unit in county.units:
        docs, interps = unit.by_role("normative_documents"), unit.by_role("interpretations")
        for doc in docs.items if docs else ():
            assert isinstance(doc.facts, DocFacts)
            recent = (AS_OF - doc.facts.published).days <= 365
            for interp in (interps.items if interps else ()) if recent else ():
                assert isinstance(interp.facts, InterpFacts)
                left, right = _STRIPPED.sub("", doc.title), _STRIPPED.sub("", interp.title)
                alike = SequenceMatcher(None, left, right, autojunk=False).ratio()
                years = re.findall(r"\d{4}", left), re.findall(r"\d{4}", right)
                if interp.facts.document != doc.key and years[0] == years[1]:
                    assert alike < 0.75, (doc.title, interp.title)


CUES = {
    "背景依据": ("背景", "依据"), "意义": ("意义",), "研判起草过程": ("起草", "研判", "过程"),
    "工作目标": ("目标",), "主要任务": ("任务", "主要内容"), "创新举措": ("创新", "亮点"),
    "保障措施": ("保障",), "解读联系": ("电子邮箱：", "解读人："),
}  # fmt: skip


def test_a_missing_element_leaves_no_cue_behind(county):
    lacking = 0
    for unit in county.units:
        column = unit.by_role("interpretations")
        for item in column.items if column else ():
            assert isinstance(item.facts, InterpFacts)
            if item.facts.sort != "own":
                continue
            text = "\n".join(block.text for block in item.blocks)
            for element, cues in CUES.items():
                there = all(cue in text for cue in cues) or any(cue in text for cue in cues)
                if element == "解读联系":
                    there = all(
                        label in text for label in ("解读机关", "解读人", "联系电话", "电子邮箱")
                    )
                assert there == (element not in item.facts.lack), (item.title, element)
                lacking += element in item.facts.lack
    assert lacking > 10


def test_pages_whose_header_lies_or_says_nothing_of_the_charset(county):
    plain = county.site("www.baisha.test").pages.values()
    kinds = {page.content_type for page in plain if page.body[:6] == b"<html>"}
    assert kinds == {"text/html", "text/html; charset=utf-8"}
    assert "ISO-8859-1" in county.site("swj.yunzhou.test").pages["/"].content_type


def test_buried_metadata_stands_in_a_comment_only(county):
    unit = county.units[0]
    column = unit.by_role("normative_documents")
    item = next(i for i in column.items if isinstance(i.facts, DocFacts) and i.facts.buried)
    site = county.site(unit.host)
    pages = [p.body.decode() for p in site.pages.values() if "html" in p.content_type]
    bodies = [body for body in pages if item.title in body]
    page = next(body for body in bodies if f'<h1 class="wztit">{item.title}' in unescape(body))
    visible = re.sub(r"<!--.*?-->", "", page, flags=re.S)
    assert item.facts.number in page
    assert item.facts.number not in visible
    assert "PubDate" not in page


def test_other_years_are_refused():
    with pytest.raises(ValueError, match="2026"):
        build(date(2027, 1, 1))
