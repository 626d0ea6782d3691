"""What a bound on columns cuts off is unseen; what the bounds let pass is read."""

from __future__ import annotations

import pytest

import tests.builders as b
from checks.engine.outcome import Outcome
from crawler.portals.model import Limits
from crawler.portals.roles import Role
from crawler.records.dossier import ReadState
from crawler.records.model import Cause
from tests.crawler.visit.county import (
    MENU,
    TODAY,
    Row,
    Site,
    ago,
    at,
    county,
    document,
    interpretation,
    link,
    numbered,
    visit,
)

DOCUMENT = "云溪县人民政府关于印发云溪县养犬管理办法的通知"
JUDGED = ("section_freshness", "interpretation_present", "interpretation_latency")


def themed(count: int) -> Site:
    """Interpretations and policy documents by theme; what is looked for stands in the last."""
    site = county()
    for head, name in (("/zcwj/", "政策文件"), ("/zcjd/", "政策解读")):
        columns = [link(f"{head}c{n}/", f"主题{n}", name) for n in range(count)]
        site.menu(head, *columns, text=10)
    site.rows("/gfxwj/", [Row("/gfxwj/d0.html", DOCUMENT, ago(40))])
    site.record("/gfxwj/d0.html", document("", ago(40)))
    for n in range(count):
        last = n == count - 1
        row = Row(f"/zcwj/c{n}/1.html", f"关于第{n}项工作的措施", ago(3 if last else 300 + n))
        site.rows(f"/zcwj/c{n}/", [row])
        title = "《云溪县养犬管理办法》政策解读" if last else f"《云溪县第{n}项工作措施》政策解读"
        site.rows(f"/zcjd/c{n}/", [Row(f"/zcjd/c{n}/i.html", title, ago(39))])
        site.record(f"/zcjd/c{n}/i.html", interpretation())
    return site


@pytest.mark.parametrize("count", [10, 15, 30])
def test_themes_are_read(count: int) -> None:
    seen = visit(themed(count)).dossier
    for role in (Role.POLICY_DOCUMENTS, Role.INTERPRETATIONS):
        section = seen.section(role)
        assert (section.state, section.entries) == (ReadState.WHOLE, count)
    for check in JUDGED:
        outcomes = {
            f.outcome for f in b.judge(check, seen) if f.aspect in (None, "policy_documents")
        }
        assert Outcome.FAILED not in outcomes, check


def test_themes_beyond_the_bound_are_unseen() -> None:
    seen = visit(themed(10), limits=Limits(section_columns=10)).dossier
    for role in (Role.POLICY_DOCUMENTS, Role.INTERPRETATIONS):
        section = seen.section(role)
        assert (section.state, section.cause) == (ReadState.PART, Cause.LIMIT)
        assert section.entries == 9, "the page above the themes is one of ten"
    assert all(miss.column and miss.cause is Cause.LIMIT for miss in seen.misses)
    assert len(seen.misses) == 2
    for check in JUDGED:
        found = [f for f in b.judge(check, seen) if "c9" not in f.subject]
        found = [f for f in found if f.aspect in (None, "", "policy_documents")]
        assert not [f for f in found if f.outcome is Outcome.FAILED], check
        assert [f.cause for f in found if f.outcome is Outcome.CANT_TELL] == [Cause.LIMIT], check


def test_what_was_found_before_the_cut_still_counts() -> None:
    site = themed(10)
    site.rows("/zcwj/c0/", [Row("/zcwj/c0/1.html", "关于就业工作的措施", ago(2))])
    seen = visit(site, limits=Limits(section_columns=5)).dossier
    found = [f for f in b.judge("section_freshness", seen) if f.aspect == "policy_documents"]
    assert [f.outcome for f in found] == [Outcome.PASSED]


def test_columns_cut_by_the_pages_of_the_visit_are_unseen_too() -> None:
    whole = len(visit(themed(10)).asked)
    seen = visit(themed(10), limits=Limits(pages_per_portal=whole - 20)).dossier
    cut = {miss.role for miss in seen.misses if miss.column}
    for role in cut:
        assert seen.section(role).state not in (ReadState.WHOLE, ReadState.EMPTY), role


def by_years(path: str, name: str, *years: int) -> Site:
    site = county()
    site.menu(path, *[link(f"{path}{y}/", f"{y}年", name) for y in years], text=10)
    for year in years:
        day = ago(5) if year == TODAY.year else TODAY.replace(year=year)
        site.rows(f"{path}{year}/", [Row(f"{path}{year}/1.html", f"{year}年第一期", day)])
    return site


def test_all_years_are_read_and_the_newest_first() -> None:
    years = range(TODAY.year - 15, TODAY.year + 1)
    run = visit(by_years("/gb/", "政府公报", *years))
    section = run.dossier.section(Role.GAZETTE)
    assert (section.state, section.entries, section.newest_on) == (ReadState.WHOLE, 16, ago(5))
    asked = [url for url in run.asked_urls() if "/gb/2" in url and url.endswith("/")]
    assert asked == sorted(asked, reverse=True)


def test_years_before_the_window_are_no_loss_and_later_ones_are() -> None:
    years = range(TODAY.year - 15, TODAY.year + 1)
    site = by_years("/gb/", "政府公报", *years)
    kept = visit(site, limits=Limits(section_columns=5)).dossier
    assert kept.section(Role.GAZETTE).state is ReadState.WHOLE
    assert not kept.misses
    cut = visit(site, limits=Limits(section_columns=2)).dossier.section(Role.GAZETTE)
    assert (cut.state, cut.cause, cut.newest_on) == (ReadState.PART, Cause.LIMIT, ago(5))


def test_the_years_of_documents_in_force_have_no_window() -> None:
    years = range(TODAY.year - 15, TODAY.year + 1)
    site = by_years("/gfxwj/", "规范性文件", *years)
    for year in years:
        site.record(f"/gfxwj/{year}/1.html", document())
    assert visit(site).dossier.section(Role.NORMATIVE_DOCUMENTS).entries == 16
    cut = visit(site, limits=Limits(section_columns=10)).dossier
    assert cut.section(Role.NORMATIVE_DOCUMENTS).state is ReadState.PART


def test_the_fourth_level_of_columns_is_read() -> None:
    site = county()
    path = "/zcwj/"
    for part, name in (("xj", "社会事业"), ("jy", "教育"), ("xq", "学前"), ("yj", "幼教")):
        site.menu(path, link(f"{path}{part}/", name), text=10)
        path += f"{part}/"
    site.rows(path, [Row(f"{path}1.html", "关于学前教育的措施", ago(3))])
    run = visit(site)
    section = run.dossier.section(Role.POLICY_DOCUMENTS)
    assert (section.state, section.entries, section.clicks) == (ReadState.WHOLE, 1, 2)


def test_a_tree_of_columns_without_end_is_cut() -> None:
    site = county()
    for n in range(400):
        head = "/zcwj/" + "/".join(str(one) for one in range(n)) + ("/" if n else "")
        site.menu(head, link(f"{head}{n}/", f"第{n}层"), text=10)
    section = visit(site, limits=Limits(address_characters=5_000)).dossier.section(
        Role.POLICY_DOCUMENTS
    )
    assert (section.state, section.cause) == (ReadState.PART, Cause.LIMIT)


def test_columns_of_one_kind_beside_each_other_are_read() -> None:
    site = county()
    site.menu("/", *MENU, *[link(f"/zcjd{n}/", "政策解读") for n in range(8)])
    for n in range(8):
        site.rows(f"/zcjd{n}/", [Row(f"/zcjd{n}/i.html", f"《第{n}号办法》政策解读", ago(39))])
        site.record(f"/zcjd{n}/i.html", interpretation())
    section = visit(site).dossier.section(Role.INTERPRETATIONS)
    assert (section.state, section.entries) == (ReadState.WHOLE, 8)
    cut = visit(site, limits=Limits(section_columns=7)).dossier.section(Role.INTERPRETATIONS)
    assert (cut.state, cut.cause, cut.entries) == (ReadState.PART, Cause.LIMIT, 7)


def test_one_page_with_content_is_enough_where_one_page_would_do() -> None:
    site = county()
    columns = [link(f"/jgzn/c{n}/", f"职能{n}") for n in range(40)]
    site.menu("/jgzn/", *columns, text=10)
    for n in range(40):
        site.text(f"/jgzn/c{n}/", 300 if n == 3 else 5)
    for chars, outcome in ((300, Outcome.PASSED), (5, Outcome.CANT_TELL)):
        site.text("/jgzn/c3/", chars)
        dossier = visit(site).dossier
        assert len([miss for miss in dossier.misses if miss.column]) == 1
        found = [f for f in b.judge("section_present", dossier) if f.aspect == "agency_profile"]
        assert [f.outcome for f in found] == [outcome]


def test_that_columns_are_there_is_enough_of_the_statutory_content() -> None:
    site = county()
    names = ("财政预决算", "应急预案", "权责清单", "行政执法", *(f"领域{n}" for n in range(40)))
    site.menu(
        "/xxgk/fd/", *[link(f"/xxgk/fd/c{n}/", name) for n, name in enumerate(names)], text=10
    )
    for n in range(len(names)):
        site.menu(f"/xxgk/fd/c{n}/", text=10)
    dossier = visit(site).dossier
    assert dossier.section(Role.STATUTORY_CONTENT).state is ReadState.WHOLE
    (found,) = b.judge("platform_structure_complete", dossier)
    assert found.outcome is Outcome.PASSED


def test_the_same_column_under_many_links_is_no_cut() -> None:
    site = themed(4)
    site.menu(
        "/zcjd/", *[link(f"/zcjd/c{n % 4}/", f"主题{n}", "政策解读") for n in range(40)], text=10
    )
    seen = visit(site, limits=Limits(section_columns=5)).dossier
    assert seen.section(Role.INTERPRETATIONS).state is ReadState.WHOLE


@pytest.mark.parametrize("count", [5, 40])
def test_headings_of_the_platform_lead_to_all_their_columns(count: int) -> None:
    site = county()
    columns = [
        link(f"/n/{y}/", f"{y}年", "政府信息公开年报")
        for y in range(TODAY.year - 1, TODAY.year - 1 - count, -1)
    ]
    laws = [link(f"/z/{n}/", f"制度{n}号", "政府信息公开制度") for n in range(count)]
    site.menu("/xxgk/", *MENU, *columns, *laws)
    for n, column in enumerate(columns):
        title = f"{TODAY.year - 1 - n}年政府信息公开工作年度报告"
        site.rows(column.url, [Row(f"{column.url}1.html", title, ago(250 + 365 * n))])
    for n, law in enumerate(laws):
        site.text(law.url, 300 if n == count - 1 else 5)
    seen = visit(site).dossier
    assert seen.section(Role.ANNUAL_REPORTS).entries == count
    rules = seen.section(Role.SYSTEM_RULES)
    expected = (ReadState.WHOLE, None) if count == 5 else (ReadState.PART, Cause.LIMIT)
    assert (rules.state, rules.cause) == expected


@pytest.mark.parametrize(
    ("columns", "state"), [(("/zcjd/a/b/",), ReadState.PART), ((), ReadState.WHOLE)]
)
def test_a_column_that_shows_the_newest_of_further_ones_is_not_read_whole(
    columns: tuple[str, ...], state: ReadState
) -> None:
    site = county()
    site.menu("/zcjd/", *MENU, link("/zcjd/a/", "农业农村", "政策解读"), text=10)
    site.rows("/zcjd/a/", numbered("/zcjd/a/i", 3), columns=tuple(at(one) for one in columns))
    for n in range(3):
        site.record(f"/zcjd/a/i{n}.html", interpretation())
    section = visit(site).dossier.section(Role.INTERPRETATIONS)
    assert (section.state, section.entries) == (state, 3)
