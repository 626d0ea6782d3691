"""A portal on my71, visited from its home address alone, in the ways its lists are served."""

from __future__ import annotations

import pytest

from crawler.portals.roles import Role
from crawler.records.dossier import ReadState
from tests.crawler.visit import my71_site as made
from tests.crawler.visit.county import Run, at, visit

WAYS = {
    "links": {"scripted": False},
    "tree as data": {"scripted": True},
    "lists by call": {"scripted": False, "called": True},
}


@pytest.fixture(scope="module", params=WAYS, ids=str)
def run(request: pytest.FixtureRequest) -> Run:
    return visit(made.site(**WAYS[request.param]))


def test_every_section_is_found_and_read_whole(run: Run) -> None:
    for role, count in (made.SECTIONS | {Role.ANNUAL_REPORTS: 1}).items():
        section = run.dossier.section(role)
        assert (section.state, section.entries) == (ReadState.WHOLE, count), role
    for role in (Role.PLATFORM, Role.GUIDE, Role.STATUTORY_CONTENT):
        assert run.dossier.section(role).state is ReadState.WHOLE, role
    assert run.dossier.family == "my71"
    assert run.dossier.misses == ()


def test_every_document_is_read_with_its_fields(run: Run) -> None:
    found = {document.url: document for document in run.dossier.documents}
    assert set(found) == {at(post.path) for post in made.POSTS["30100"]}
    for post in made.POSTS["30100"]:
        one = found[at(post.path)]
        fields = (one.number, one.index_number, one.signed_on, one.issued_on, one.repealed_on)
        assert [field.value if field else None for field in fields] == [
            post.document, f"11341526/{post.number}", post.signed, post.on, post.ends,
        ]  # fmt: skip
        assert one.issuer is not None
        assert one.issuer.value == "云溪县人民政府办公室"
        assert "请认真贯彻执行" in one.text


def test_what_else_it_publishes_is_read(run: Run) -> None:
    assert len(run.dossier.interpretations) == 1
    assert [leader.name for leader in run.dossier.leaders] == ["王某", "李某"]
    assert [report.year for report in run.dossier.annual_reports] == [2025]


def test_the_lists_of_another_branch_are_not_asked_for(run: Run) -> None:
    assert not [url for url in run.asked_urls() if f"{made.OTHER}&column_code" in url]
    theirs = {at(post.path) for post in made.THEIRS}
    assert not theirs & {document.url for document in run.dossier.documents}


def test_every_page_of_a_list_is_asked_for_once(run: Run) -> None:
    asked = [url for url in run.asked_urls() if "column_code=30100" in url]
    assert len(asked) == len(set(asked))
    assert len(asked) >= 3


def test_columns_whose_addresses_are_not_told_are_not_called_absent() -> None:
    site = made.site(scripted=True)
    bare = made.nodes().replace('"url": "', '"uri": "#').replace("/opennessTarget/", "/x/")
    site.page(f"/opennessContent/?branch_id={made.BRANCH}", made.reader(made.frame(
        "信息公开", f"<script>var zNodes = {bare}; init(zNodes);</script>"
    )))  # fmt: skip
    section = visit(site).dossier.section(Role.NORMATIVE_DOCUMENTS)
    assert section.state is ReadState.UNOBSERVABLE
