"""Days of a row under short labels: which of them is the row's own."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import pytest

from crawler.pages.lists.shortdays import apart, short_day
from crawler.pages.reading import ListReading
from crawler.portals.roles import Role
from tests.crawler.pages.layouts import dates, framed, read_list

SIGNED = ["2026-01-06", "2026-01-05", "2026-01-04", "2026-01-03"]
PUBLISHED = ["2026-02-06", "2026-02-05", "2026-02-04", "2026-02-03"]


def _rows(beside: str, role: Role = Role.NORMATIVE_DOCUMENTS) -> ListReading:
    items = "".join(
        f"<li><a href='/a/{n}.html'>云溪县人民政府关于第{n}号供水管理办法的通知</a>{beside}</li>".replace(
            "{s}", f"2026-01-0{n}"
        ).replace("{p}", f"2026-02-0{n}")
        for n in range(6, 2, -1)
    )
    return read_list(framed(f"<ul>{items}</ul>"), role=role)


@pytest.mark.parametrize(
    "beside",
    [
        "<p><i>云政规〔2026〕9号</i><span>成文：{s}</span><span>发布：{p}</span></p>",
        "<span>发布：{p}</span><span>成文：{s}</span>",
        "<span>发文：{s} 公布：{p}</span>",
        "<span>（印发：{s}，上网：{p}）</span>",
        "<span>[生成：{s}][公开：{p}]</span>",
        "<span>落款 {s} / 发布 {p}</span>",
        "<span>签发于{s}</span><span>发布于{p}</span>",
        "<i>制定</i><b>{s}</b><i>挂网</i><b>{p}</b>",
        "<i>颁布：</i><b>{s}</b><i>刊登：</i><b>{p}</b>",
        "<span>成 文：{s}</span><span>{p}</span>",
        "<span>上传：{s}</span><span>{p}</span>",
        "<span>挂网：{s}</span><span>{p}</span>",
        "<span>上网：{s}</span><span>公布：{p}</span>",
        "<span>上传：{p}</span>",
        "<span>施行：{s}</span><span>{p}</span>",
        "<span>来源：县政府办 发布：{p}</span><span>成文：{s}</span>",
        "<span>云溪县水利局 成文：{s} 发布：{p} 浏览：33次</span>",
    ],
)
def test_the_day_of_publication_goes_before_that_of_signing(beside: str) -> None:
    for role in (Role.NORMATIVE_DOCUMENTS, Role.POLICY_DOCUMENTS, Role.NOTICES):
        assert dates(_rows(beside, role)) == PUBLISHED


def test_the_day_of_signing_is_kept_as_what_it_is() -> None:
    first = _rows("<span>成文：{s}</span><span>发布：{p}</span>").entries[0]
    assert dict(first.fields)["signed_on"].value == SIGNED[0]
    assert first.date is not None
    assert first.date.label == "发布"


def test_only_a_day_of_signing_is_no_day_of_the_row() -> None:
    assert dates(_rows("<span>成文：{s}</span>")) == [""] * 4


@pytest.mark.parametrize("label", ["印发", "下发", "实施", "废止"])
@pytest.mark.parametrize("role", [Role.NORMATIVE_DOCUMENTS, Role.KEY_TASKS])
@pytest.mark.parametrize(
    "beside",
    [
        "<span>{l}：{p}</span>",
        "<span>{l}</span><span>{p}</span>",
        "<p>{l}：<b>{p}</b></p>",
        "<span>{l}</span><span>{p}</span><span>截止：2026-05-01</span>",
    ],
)
def test_the_only_day_of_a_row_is_its_own(label: str, role: Role, beside: str) -> None:
    found = _rows(beside.replace("{l}", label), role)
    assert dates(found) == PUBLISHED
    assert not found.entries[0].fields


def test_a_word_of_making_is_a_state_beside_the_only_day() -> None:
    assert dates(_rows("<span>制定</span><span>{p}</span>", Role.KEY_TASKS)) == PUBLISHED


@pytest.mark.parametrize("label", ["下发", "实施"])
def test_the_only_column_with_days_is_the_rows_own(label: str) -> None:
    row = "<tr><td>{n}</td><td><a href='/a/{n}.html'>云溪县第{n}号供水管理办法</a></td><td>2026-02-0{n}</td></tr>"
    items = "".join(row.replace("{n}", str(n)) for n in range(6, 2, -1))
    html = framed(f"<table><tr><th>序号</th><th>标题</th><th>{label}</th></tr>{items}</table>")
    assert dates(read_list(html, role=Role.NORMATIVE_DOCUMENTS)) == PUBLISHED


def test_columns_under_short_labels_are_named_if_they_hold_days() -> None:
    row = "<tr><td><a href='/a/{n}.html'>云溪县人民政府关于第{n}号供水管理办法的通知</a></td><td>{v}</td><td>2026-02-0{n}</td></tr>"
    for second, value, third in (
        ("成文", "2026-01-0{n}", "发布"),
        ("印发", "2026-01-0{n}", "公布"),
        ("发布", "县政府办", "日期"),
    ):
        items = "".join(row.replace("{v}", value).replace("{n}", str(n)) for n in range(6, 2, -1))
        head = f"<tr><th>标题</th><th>{second}</th><th>{third}</th></tr>"
        html = framed(f"<table>{head}{items}</table>")
        found = read_list(html, role=Role.NORMATIVE_DOCUMENTS)
        assert dates(found) == PUBLISHED
        assert ("signed_on" in dict(found.entries[0].fields)) == (second == "成文")


@pytest.mark.parametrize(
    "beside",
    [
        "<span>发布：县政府办</span><span>{p}</span>",
        "<span>发布：县政府办 {p}</span>",
        "<i>废止</i><span>{p}</span>",
        "<span>失效 {p}</span>",
        "<p>为规范城乡供水，制定：办法一件，于下月施行，请各单位遵照办理。</p><span>{p}</span>",
        "<p>根据《供水条例》（公布：2019-05-06）制定。</p><span>{p}</span>",
        "<p>原办法，发布：2019-05-06，现予修订。</p><span>{p}</span>",
        "<p>原办法：旧供水办法，公布：2019-05-06</p><span>{p}</span>",
    ],
)
def test_what_is_no_label_of_a_day_leaves_the_rows_day(beside: str) -> None:
    found = _rows(beside)
    assert dates(found) == PUBLISHED
    assert not {"signed_on", "repealed_on"} & set(dict(found.entries[0].fields))


def test_days_are_told_apart_and_sentences_left_whole() -> None:
    assert list(apart("云政〔2026〕9号 成文：2026-1-6 发布：2026-2-6", "document")) == [
        "云政〔2026〕9号", "成文：2026-1-6", "发布：2026-2-6",
    ]  # fmt: skip
    for text in ("会议讨论，印发 2026-01-06 的办法", "成文日期：2026-01-06", "发布：县政府办", ""):
        assert list(apart(text, "document")) == [text]
        assert short_day(text, "document") is None
    assert short_day("发布：02-06", "document") == ("published_on", "发布", "02-06")
    assert short_day("发布 02-06", "document") is None
    assert short_day("发布：2026-02-06", "message") is None
