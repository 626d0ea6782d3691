"""A portal on the directory of Guangdong, visited from its home address alone."""

from __future__ import annotations

import pytest

from crawler.pages.task import Purpose
from crawler.pages.words.roles import roles_table
from crawler.portals.roles import Role
from crawler.records.dossier import ReadState
from crawler.records.model import Cause, Validity
from crawler.visit.rules import window_start
from tests.crawler.visit import gkmlpt_site as made
from tests.crawler.visit.county import AS_OF, Run, at, visit


@pytest.fixture(scope="module")
def run() -> Run:
    return visit(made.site())


def api(category: int, number: int = 1) -> str:
    return at(f"/gkmlpt/api/all/{category}?page={number}&sid={made.SID}")


def test_every_section_is_found_and_read_whole(run: Run) -> None:
    for role, count in made.SECTIONS.items():
        section = run.dossier.section(role)
        assert (section.state, section.entries) == (ReadState.WHOLE, count), role
    for role in (Role.PLATFORM, Role.GUIDE, Role.STATUTORY_CONTENT):
        assert run.dossier.section(role).state is ReadState.WHOLE, role
    assert run.dossier.family == "gkmlpt"
    assert [miss.url for miss in run.dossier.misses] == [at("/zfgb/index.html")]


def test_every_document_is_read_with_its_fields(run: Run) -> None:
    found = {document.url: document for document in run.dossier.documents}
    assert set(found) == {at(post.path) for post in made.RULES}
    for post in made.RULES:
        one = found[at(post.path)]
        assert one.title == post.title
        assert one.number is not None
        assert one.number.value == post.number
        assert one.signed_on is not None
        assert one.signed_on.value == post.signed
        assert one.published_on is not None
        assert one.published_on.value == post.on
        assert one.index_number is not None
        assert one.index_number.value == post.record()["identifier"]
        assert one.issuer is not None
        assert one.issuer.value == "云溪县人民政府办公室"
        stated = Validity.REPEALED if post.repealed else Validity.VALID
        assert one.validity is not None
        assert one.validity.value is stated
        assert "请认真贯彻执行" in one.text


def test_what_else_it_publishes_is_read(run: Run) -> None:
    assert len(run.dossier.interpretations) == 2
    assert {leader.name for leader in run.dossier.leaders} == {"王某", "李某"}
    assert [report.year for report in run.dossier.annual_reports] == [2025]


def test_the_interface_is_asked_as_the_page_asks_it_and_no_further_than_the_window(
    run: Run,
) -> None:
    asked = [url for url in run.asked_urls() if "/api/" in url]
    assert len(asked) == len(set(asked))
    assert {api(111, n) for n in (1, 2, 3)} <= set(asked)
    assert api(111, 4) not in asked
    assert all(url.endswith(f"&sid={made.SID}") for url in asked)
    assert [url for url in asked if "/all/125?" in url] == [api(125, n) for n in (1, 2, 3)]


def test_links_that_name_a_category_behind_the_hash_open_no_second_section(run: Run) -> None:
    opened = [task for task in run.asked if task.purpose is Purpose.SECTION]
    normative = [task.url for task in opened if task.role is Role.NORMATIVE_DOCUMENTS]
    assert normative == [api(111)]
    assert api(110) not in run.asked_urls(), "政策文件 only holds others"


@pytest.mark.parametrize("state", [503, Cause.ROBOTS, Cause.CHALLENGED])
def test_an_interface_that_does_not_answer_leaves_the_section_unseen(state: int | Cause) -> None:
    site = made.site()
    site.down[api(111)] = state
    section = visit(site).dossier.section(Role.NORMATIVE_DOCUMENTS)
    assert section.state is ReadState.UNOBSERVABLE
    assert section.cause is not None


def test_a_later_page_that_does_not_answer_leaves_the_section_in_part() -> None:
    site = made.site()
    site.down[api(111, 2)] = 404
    section = visit(site).dossier.section(Role.NORMATIVE_DOCUMENTS)
    assert section.state is ReadState.PART
    assert section.entries == 10


def test_every_row_within_the_window_is_read(run: Run) -> None:
    seen = {
        entry.url
        for _, reading in run.visit.visited
        if reading is not None
        for entry in reading.listing.entries
    }
    start = window_start(roles_table()[Role.NOTICES], Role.NOTICES, AS_OF)
    assert start is not None
    within = {at(post.path) for post in made.NOTICES if post.on >= start}
    assert len(within) == 17
    assert within <= seen
    assert at(made.NOTICES[30].path) not in seen
