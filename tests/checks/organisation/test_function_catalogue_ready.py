"""function_catalogue_ready, as tables of cases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checks.engine.finding import Finding
from checks.engine.outcome import Basis, Outcome
from crawler.portals import Role
from crawler.records import (
    Cause,
    Column,
    Dossier,
    Link,
    Match,
    NamedColumn,
    ReadState,
    Record,
    Section,
    StaticPage,
    Wanted,
)
from tests.builders import day, dossier, entry, link, section, shot, static_page
from tests.checks.organisation.pages import profile
from tests.checks.rows import judge_by

CHECK = "function_catalogue_ready"
PASSED, FAILED, CANT_TELL = Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL
FOUR = [
    {"role": "agency_profile"}, {"role": "inner_offices"}, {"role": "subordinate_bodies"},
    {"role": "dispatched_bodies"},
]  # fmt: skip
PROFILE, INNER = Role.AGENCY_PROFILE, Role.INNER_OFFICES
BELOW, OUT = Role.SUBORDINATE_BODIES, Role.DISPATCHED_BODIES
TEXT = "负责贯彻执行国家有关方针政策，统筹辖区经济社会事务。" * 3


def page(role: Role, text: str = TEXT, **more: Any) -> StaticPage:
    return replace(static_page(role, text), **more)


def of_unit(seen: Dossier, **terms: Any) -> Finding:
    (finding,) = judge_by(CHECK, seen, columns=FOUR, **terms)
    return finding


def gone(*roles: Role) -> list[Section]:
    return [section(role, ReadState.ABSENT) for role in roles]


THREE: list[Record] = [page(PROFILE), page(INNER), entry(BELOW, "xs/1.html", "县水利站")]
UNITS: dict[str, tuple[list[Record], list[Section], str]] = {
    "all four": ([*THREE, entry(OUT, "pc/1.html", "东区分局")], [], ""),
    "it says that there are none": ([*THREE, page(OUT, "本单位无派出机构。")], [], ""),
    "it says so in a label": ([*THREE, page(OUT, "派出机构：无")], [], ""),
    "a statement of none": (
        THREE, [section(OUT, ReadState.EMPTY, statement_on=day("2026-03-01"))], ""),
    "on the higher portal": (THREE, [section(OUT, elsewhere=True)], ""),
    "no such column": (THREE, gone(OUT), "派出机构"),
    "an empty column": ([*THREE, page(OUT, "")], [section(OUT, ReadState.EMPTY)], "派出机构"),
    "two missing": (THREE[:2], gone(BELOW, OUT), "下属单位、派出机构"),
    "nothing": ([], gone(PROFILE, INNER, BELOW, OUT), "机构概况、内设机构、下属单位、派出机构"),
}  # fmt: skip


@pytest.mark.parametrize(("records", "states", "missing"), UNITS.values(), ids=UNITS)
def test_columns_of_a_unit(records: list[Record], states: list[Section], missing: str) -> None:
    finding = of_unit(dossier(*records, sections=states))
    assert finding.outcome is (FAILED if missing else PASSED), finding.statement
    assert (finding.aspect or "") == missing
    assert finding.basis is (Basis.ABSENCE if missing else Basis.WORDS)
    assert finding.evidence


NONE = (
    "我局没有下属单位。", "本单位无下属事业单位。", "无独立核算的下属单位", "未设立事业单位。",
    "下属单位：暂无", "所属事业单位：无。", "目前不存在直属单位", "下属单位数为0个。",
    "二级单位（无）", "我局未下设事业单位，人员编制30名。",
)  # fmt: skip
SOME = (
    "下属单位有水利站、灌区管理所。", "如无下属单位请填无字样的表格", "下属事业单位：无锡路管理站",
    "没有派驻人员", "所属事业单位无编制人员12名", "有无下属单位以三定规定为准",
)  # fmt: skip


@pytest.mark.parametrize("words", NONE)
def test_the_profile_may_say_that_there_are_no_bodies_below(words: str) -> None:
    there: list[Record] = [page(PROFILE, f"{TEXT}{words}"), page(INNER), entry(OUT, "a", "分局")]
    assert of_unit(dossier(*there, sections=gone(BELOW))).outcome is PASSED


@pytest.mark.parametrize("words", SOME)
def test_what_only_sounds_like_a_statement_of_none(words: str) -> None:
    there: list[Record] = [page(PROFILE, f"{TEXT}{words}"), page(INNER), entry(OUT, "a", "分局")]
    found = of_unit(dossier(*there, sections=gone(BELOW)))
    assert (found.outcome, found.aspect) == (FAILED, "下属单位"), found.statement


SCAN = (Link("http://www.yunxi.test/a.pdf", "派出机构.pdf"),)
UNSEEN: dict[str, tuple[list[Record], list[Section], Outcome, Cause | None]] = {
    "out of reach": (
        THREE, [section(OUT, ReadState.UNOBSERVABLE, Cause.CHALLENGED)],
        CANT_TELL, Cause.CHALLENGED),
    "out of reach, another missing": (
        THREE[:2], [section(OUT, ReadState.UNOBSERVABLE), *gone(BELOW)], FAILED, None),
    "a picture": ([*THREE, page(OUT, "", pictures=1)], [], CANT_TELL, Cause.UNREADABLE),
    "a file": ([*THREE, page(OUT, "", attachments=SCAN)], [], CANT_TELL, Cause.UNREADABLE),
    "the profile tells of the offices": (
        [profile(offices="内设办公室。"), page(PROFILE), *THREE[2:], entry(OUT, "a", "分局")],
        gone(INNER), CANT_TELL, Cause.AMBIGUOUS),
    "read in part": ([*THREE], [section(OUT, ReadState.PART, Cause.LIMIT)], CANT_TELL, Cause.LIMIT),
}  # fmt: skip


@pytest.mark.parametrize(("records", "states", "outcome", "cause"), UNSEEN.values(), ids=UNSEEN)
def test_what_was_not_seen(
    records: list[Record], states: list[Section], outcome: Outcome, cause: Cause | None
) -> None:
    finding = of_unit(dossier(*records, sections=states))
    assert (finding.outcome, finding.cause) == (outcome, cause), finding.statement


def test_jumps_from_plain_text_cannot_be_told() -> None:
    records = [*THREE, entry(OUT, "pc/1.html", "东区分局")]
    assert of_unit(dossier(*records), jump_links=True).outcome is CANT_TELL
    links = (link("nsjg/1.html", "办公室"),)
    linked = [page(PROFILE, links=links), page(INNER, links=links), *records[2:]]
    assert of_unit(dossier(*linked), jump_links=True).outcome is PASSED


def test_without_columns_of_its_own_a_row_asks_for_the_profile() -> None:
    (finding,) = judge_by(CHECK, dossier(page(PROFILE), sections=gone(INNER, BELOW, OUT)))
    assert finding.outcome is PASSED
    (finding,) = judge_by(CHECK, dossier(sections=gone(PROFILE, INNER, BELOW, OUT)))
    assert (finding.outcome, finding.aspect) == (FAILED, "机构概况")
    assert "本市设定" in finding.statement


FIELDS = ("财政", "教育", "水务", "民政", "司法", "审计", "统计", "商务", "交通", "住建")
BODIES = [f"云溪县{name}局" for name in FIELDS]


def of_government(seen: Dossier) -> Finding:
    (finding,) = judge_by(CHECK, seen, scope="government")
    return finding


def rows(names: list[str]) -> list[Record]:
    return [entry(PROFILE, f"zn/{n}.html", name) for n, name in enumerate(names)]


TREE = tuple(
    Column(name, f"http://www.yunxi.test/{n}/", ("机构职能目录",)) for n, name in enumerate(BODIES)
)
NO_TREE = gone(PROFILE, INNER, BELOW, OUT)
DEPARTMENTS = Column("政府部门", "http://www.yunxi.test/bm/", ("政府信息公开",))


def seen_column(
    names: list[str], state: ReadState = ReadState.WHOLE, columns: Any = (DEPARTMENTS,),
    complete: bool = True, sections: Any = (), **more: Any,
) -> Dossier:  # fmt: skip
    """A portal with a column of these rows."""
    wanted = Wanted("机构职能目录", ("政府部门",))
    cause = None if state is ReadState.WHOLE else Cause.LIMIT
    column = NamedColumn(
        wanted, state, cause, column=DEPARTMENTS, match=Match.SYNONYM, entries=len(names), **more
    )
    listed = [
        replace(entry(Role.NAMED, f"bm/{n}.html", name), column=DEPARTMENTS.url)
        for n, name in enumerate(names)
    ]
    return dossier(
        *listed, columns=columns, named={wanted.name: column}, column_tree_complete=complete,
        sections=[*NO_TREE, *sections],
    )  # fmt: skip


SIX = BODIES[:6]
OTHERS = (DEPARTMENTS, Column("组成部门", "http://www.yunxi.test/zc/"))
WHOLES: dict[str, tuple[Dossier, Outcome]] = {
    "six bodies, the list whole": (seen_column(SIX), FAILED),
    "ten bodies": (seen_column(BODIES), PASSED),
    "menus not all seen": (seen_column(SIX, complete=False), CANT_TELL),
    "a list read in part": (seen_column(SIX, ReadState.PART), CANT_TELL),
    "a list cut off": (seen_column(SIX, unread_before=day("2026-01-01")), CANT_TELL),
    "another part not read": (
        seen_column(SIX, sections=[section(BELOW, ReadState.PART, Cause.LIMIT)]), CANT_TELL),
    "other rows among them": (seen_column([*SIX, "机构改革动态"]), CANT_TELL),
    "a second column not read": (seen_column(SIX, columns=OTHERS), CANT_TELL),
    "nothing in it": (seen_column([]), CANT_TELL),
}  # fmt: skip


@pytest.mark.parametrize(("seen", "outcome"), WHOLES.values(), ids=WHOLES)
def test_a_list_that_was_read_whole(seen: Dossier, outcome: Outcome) -> None:
    finding = of_government(seen)
    assert finding.outcome is outcome, finding.statement
    if outcome is FAILED:
        assert "列出6个机构，少于10个" in finding.statement


LINKS = tuple(link(f"{n}/", name) for n, name in enumerate(BODIES))
GOVERNMENTS: dict[str, tuple[Dossier, Outcome]] = {
    "ten bodies in rows": (dossier(*rows(BODIES)), PASSED),
    "nine bodies in rows": (dossier(*rows(BODIES[:9])), CANT_TELL),
    "ten rows that are no bodies": (dossier(*rows([f"通知{n}" for n in range(10)])), CANT_TELL),
    "ten bodies linked on a page": (
        dossier(page(PROFILE, links=LINKS)), PASSED),
    "ten bodies in the tree of columns": (dossier(columns=TREE, sections=NO_TREE), PASSED),
    "a column of that name, nothing in it seen": (
        dossier(columns=(Column("机构职能目录", "http://www.yunxi.test/ml/"),), sections=NO_TREE),
        CANT_TELL),
    "out of reach": (dossier(sections=[section(PROFILE, ReadState.UNOBSERVABLE)]), CANT_TELL),
    "nothing of the kind": (dossier(sections=NO_TREE), FAILED),
}  # fmt: skip


@pytest.mark.parametrize(("seen", "outcome"), GOVERNMENTS.values(), ids=GOVERNMENTS)
def test_catalogue_of_a_government(seen: Dossier, outcome: Outcome) -> None:
    finding = of_government(seen)
    assert finding.outcome is outcome, finding.statement
    assert finding.aspect == ("机构职能目录" if outcome is FAILED else None)


def test_few_offices_that_were_read_as_content_are_enough() -> None:
    pages = [page(PROFILE), page(INNER, "办公室：文电。建设股：公路建设。"), *THREE[2:]]
    seen = dossier(*pages, entry(OUT, "pc/1.html", "东区分局"))
    assert of_unit(seen).outcome is PASSED
    empty = dossier(
        *pages, entry(OUT, "pc/1.html", "东区分局"), sections=[section(INNER, ReadState.EMPTY)]
    )
    assert of_unit(empty).outcome is FAILED


TABLE = "\n".join(("序号", "部门", "主要职能"))


def table(names: list[str], head: str = TABLE) -> str:
    cells = (f"{n}\n{name}\n主管全县工作，贯彻执行有关方针政策" for n, name in enumerate(names, 1))
    return "\n".join((head, *cells))


def texted(text: str, role: Role = PROFILE, **more: Any) -> Dossier:
    """A portal whose column of bodies is one page with this text."""
    seen = seen_column([])
    told = replace(page(role, text, **more), url=DEPARTMENTS.url, snapshot=shot(DEPARTMENTS.url))
    return replace(seen, records=(*seen.records, told))


HALL = (link("zw/", "更多"),)
TEXTS: dict[str, tuple[Dossier, Outcome]] = {
    "ten in a table": (texted(table(BODIES)), PASSED),
    "ten in a table of another section": (
        texted(table(BODIES), Role.STATUTORY_CONTENT), PASSED),
    "ten in a table of a column of no section": (texted(table(BODIES), Role.NAMED), PASSED),
    "six in a table of a column of no section": (texted(table(SIX), Role.NAMED), CANT_TELL),
    "ten labels": (texted("\n".join(f"{n}.{one}：主管全县工作。" for n, one in
        enumerate(BODIES, 1))), PASSED),
    "ten lines": (texted("\n".join(BODIES)), PASSED),
    "six in a table": (texted(table(SIX)), FAILED),
    "six labels": (texted("\n".join(f"{one}：主管全县工作。" for one in SIX)), FAILED),
    "six in a table of another section, files of which are not read": (
        texted(table(SIX), Role.STATUTORY_CONTENT), CANT_TELL),
    "six, and a file": (texted(table(SIX), attachments=SCAN), CANT_TELL),
    "six, and a picture": (texted(table(SIX), pictures=1), CANT_TELL),
    "six, and more of them elsewhere": (texted(table(SIX), links=HALL), CANT_TELL),
    "six, and one of an unknown kind": (texted(table([*SIX, "县供销合作社"])), CANT_TELL),
    "six, and others in prose": (
        texted(table(SIX) + "\n县政府另设公安局、税务局等四个部门。"), CANT_TELL),
    "six and the government's own": (texted(table([*SIX, "云溪县人民政府"])), FAILED),
    "inner offices of one body": (
        texted("内设机构\n" + "\n".join(f"{one}办公室" for one in FIELDS)), CANT_TELL),
    "offices without a name": (texted("\n".join(["办公室"] * 12)), CANT_TELL),
    "bodies in the prose of a page": (
        texted("县政府设财政局、教育局、民政局、司法局等二十四个部门。"), CANT_TELL),
    "six, menus not all seen": (
        replace(texted(table(SIX)), column_tree_complete=False), CANT_TELL),
}  # fmt: skip


@pytest.mark.parametrize(("seen", "outcome"), TEXTS.values(), ids=TEXTS)
def test_a_column_that_is_a_text_of_bodies(seen: Dossier, outcome: Outcome) -> None:
    finding = of_government(seen)
    assert finding.outcome is outcome, finding.statement
    if outcome is FAILED:
        assert "列出6个机构，少于10个" in finding.statement
    if outcome is PASSED:
        assert "列出10个机构" in finding.statement


def test_the_page_that_names_the_bodies_is_shown_whatever_its_section() -> None:
    finding = of_government(texted(table(BODIES), Role.STATUTORY_CONTENT))
    assert DEPARTMENTS.url in [one.url for one in finding.evidence]
