"""The directory of Guangdong: configurations and answers as they come, and as they should not."""

# ruff: noqa: E501 - pages are written as they stand on portals

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pages.families import gkmlpt
from crawler.pages.families.gkmlpt_posts import day_of
from crawler.pages.families.gkmlpt_shown import put_together
from crawler.pages.markup.page import Page
from crawler.pages.read import read
from crawler.pages.reading import Reading
from crawler.pages.task import Purpose, Task
from crawler.portals.roles import Role
from crawler.records.model import Cause, Document, Snapshot, StaticPage, Validity

HOST = "http://www.yunxi.test"
SNAPSHOT = Snapshot(HOST, datetime(2026, 11, 20, 2, tzinfo=UTC), "0" * 64)
INDEX = f"{HOST}/gkmlpt/index"
POST = f"{HOST}/gkmlpt/content/0/9/post_9.html"
API = f"{HOST}/gkmlpt/api/all/51?page=1&sid=763001"
TEXT = (
    "<p>各镇人民政府：</p><p>第一条 为规范养老服务，根据有关规定，制定本办法，请认真贯彻执行。</p>"
)
DETAIL: dict[str, Any] = {
    "id": 9, "title": "云溪县养老服务管理办法", "identifier": "11445/2026-00009", "publisher": "云溪县人民政府办公室",
    "date": 1783353600, "display_publish_time": 1783526400, "document_number": "云府规〔2026〕3号",
    "keywords": "", "is_abolished": 0, "is_expired": 0, "content": TEXT, "classify_main_name": "规范性文件",
    "attachment": [{"name": "附件1.pdf", "url": "/attachment/0/1.pdf"}],
}  # fmt: skip
TREE = '[{"id":4,"name":"机构职能"},{"id":5,"name":"政策文件","children":[{"id":51,"name":"规范性文件"},{"id":52,"name":"其他文件"}]}]'


def config(tree: str = TREE, detail: str = "null", sid: str = "'763001'") -> str:
    return (
        f"window._CONFIG = {{ SID: {sid}, DETAIL: {detail}, TREE: {tree}, SERVICE_AREA_ID: '1' }};"
    )


def html(script: str, inner: str = "") -> str:
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>政府信息公开</title></head><body>'
        f'<div class="header"><a href="/">首页</a></div><div id="app">{inner}</div><script>{script}</script>'
        '<div class="footer"><p>主办单位：云溪县人民政府办公室</p></div></body></html>'
    )


def reading(
    url: str, source: str, role: Role = Role.PLATFORM, purpose: Purpose = Purpose.SECTION,
    label: str = "", number: int = 1,
) -> Reading:  # fmt: skip
    page = Page.parse(url, source.encode("utf-8", "surrogatepass"), "")
    task = Task(purpose, url, role, section_url=url, label=label, page_number=number)
    return read(task, page, SNAPSHOT)


def tree(script: str) -> list[tuple[str, tuple[str, ...], str]]:
    """Label, names above and address of every link of the page's tree."""
    found = reading(INDEX, html(script)).targets
    return [
        (t.label, t.trail, t.url.removeprefix(HOST)) for t in found if t.label not in ("", "首页")
    ]


def document(detail: dict[str, Any] | str, inner: str = "") -> Document:
    told = detail if isinstance(detail, str) else json.dumps(detail, ensure_ascii=False)
    got = reading(POST, html(config(detail=told), inner), Role.NORMATIVE_DOCUMENTS, Purpose.DETAIL)
    (record,) = got.records
    assert isinstance(record, Document)
    return record


PLAIN = [
    ("机构职能", (), "/gkmlpt/api/all/4?page=1&sid=763001"),
    ("规范性文件", ("政策文件",), "/gkmlpt/api/all/51?page=1&sid=763001"),
    ("其他文件", ("政策文件",), "/gkmlpt/api/all/52?page=1&sid=763001"),
]


@pytest.mark.parametrize(
    "told",
    [
        TREE,
        "[{id:4,name:'机构职能',},{id:'5',name:'政策文件',children:[{id:51,name:'规范性文件'},{id:52,name:\"其他文件\",},],},]",
        r'[{"id":4,"name":"\u673a\u6784\u804c\u80fd"},{"id":5,"name":"\u653f\u7b56\u6587\u4ef6","children":[{"id":51,"name":"\u89c4\u8303\u6027\u6587\u4ef6"},{"id":52,"name":"\u5176\u4ed6\u6587\u4ef6"}]}]',
        'JSON.parse(\'[{"id":4,"name":"机构职能"},{"id":5,"name":"政策文件","children":[{"id":51,"name":"规范性文件"},{"id":52,"name":"其他文件"}]}]\')',
        '{"0":{"id":4,"name":"机构职能","children":[]},"3":{"id":5,"name":"政策文件","children":{"1":{"id":51,"name":"规范性文件"},"2":{"id":52,"name":"其他文件","children":null}}}}',
        '[{"id":4,"name":" 机构职能 ","jump_url":""},/* 二 */{"id":5,"name":"政策文件","jump_url":null,"post_count":"9","children":[{"id":51,"name":"规范性文件","post_count":7},{"id":52,"name":"其他文件","post_count":2}]}, null, 7, {"name":"无号"}, {"id":-3,"name":"负号"}, {"id":4,"name":"重复"}]',
    ],
)  # fmt: skip
def test_trees_in_every_form_become_columns(told: str) -> None:
    assert tree(config(told)) == PLAIN


def test_a_number_of_the_site_may_be_written_in_any_way_or_not_at_all() -> None:
    assert tree(config(sid="763001")) == tree(config(sid='"763001"')) == PLAIN
    assert tree(config(sid="null"))[0][2] == "/gkmlpt/api/all/4?page=1"
    assert tree("var a = 1; window._CONFIG={TREE:" + TREE + "}")[0][2] == "/gkmlpt/api/all/4?page=1"


def test_a_category_with_rows_of_its_own_is_a_column_beside_those_below_it() -> None:
    told = TREE.replace('"政策文件",', '"政策文件","post_count":12,')
    assert ("政策文件", (), "/gkmlpt/api/all/5?page=1&sid=763001") in tree(config(told))


def test_a_category_leads_where_it_jumps_to() -> None:
    told = '[{"id":6,"name":"政府公报","jump_url":"/zfgb/index.html"},{"id":7,"name":"政府信息公开年报","jump_url":"/gkmlpt/annualreport#71"}]'
    assert tree(config(told)) == [
        ("政府公报", (), "/zfgb/index.html"),
        ("政府信息公开年报", (), "/gkmlpt/api/all/71?page=1&sid=763001"),
    ]


def test_a_column_whose_name_says_nothing_is_part_of_the_one_above() -> None:
    told = '[{"id":5,"name":"法定主动公开内容","children":[{"id":8,"name":"建议提案","children":[{"id":81,"name":"县级"}]},{"id":9,"name":"某某"}]}]'
    found = {
        t.label: [role for role, _ in t.roles] for t in reading(INDEX, html(config(told))).targets
    }
    assert found["县级"] == [Role.PROPOSALS]
    assert found["某某"] == []


def test_links_behind_the_hash_are_lists_on_a_page_of_the_directory_and_hubs_elsewhere() -> None:
    links = '<a href="/gkmlpt/policy#51">规范性文件</a> <a href="/gkmlpt/content/0/9/post_9.html#51">云溪办法</a>'
    found = {t.label: t for t in reading(INDEX, html(config("[]"), links)).targets}
    assert found["规范性文件"].url == API
    assert found["云溪办法"].url == POST
    home = reading(f"{HOST}/", html("", links), Role.HOME, Purpose.HOME)
    target = next(t for t in home.targets if t.label == "规范性文件")
    assert (target.url, target.roles, target.hub) == (f"{HOST}/gkmlpt/policy", (), True)


def test_the_page_shows_the_list_of_the_category_under_whose_label_it_was_reached() -> None:
    def turns(role: Role, label: str, told: str = TREE) -> list[str]:
        got = reading(INDEX, html(config(told)), role, label=label)
        assert not got.listing.entries
        assert not got.listing.blank
        assert got.listing.shell is not bool(got.listing.turns)
        return [turn.url for turn in got.listing.turns]

    assert turns(Role.NORMATIVE_DOCUMENTS, "规范性文件") == [API]
    assert turns(Role.NORMATIVE_DOCUMENTS, "文件库") == [API]
    assert (
        turns(
            Role.NORMATIVE_DOCUMENTS,
            "",
            TREE.replace('52,"name":"其他文件"', '52,"name":"规范性文件"'),
        )
        == []
    )
    assert turns(Role.NEWS, "新闻") == []
    assert reading(INDEX, html(config()), Role.PLATFORM).listing.shell is False


def test_an_article_is_read_from_its_data() -> None:
    found = document(DETAIL)
    assert found.title == "云溪县养老服务管理办法"
    fields = (found.number, found.index_number, found.issuer, found.signed_on, found.published_on)
    assert [str(f.value) for f in fields if f is not None] == [
        "云府规〔2026〕3号", "11445/2026-00009", "云溪县人民政府办公室", "2026-07-07", "2026-07-09",
    ]  # fmt: skip
    assert found.validity is not None
    assert found.validity.value is Validity.VALID
    assert found.text.startswith("各镇人民政府")
    assert "第一条" in found.text
    assert [link.url for link in found.attachments] == [f"{HOST}/attachment/0/1.pdf"]


@pytest.mark.parametrize(
    ("change", "validity"),
    [
        ({"is_abolished": 1}, Validity.REPEALED),
        ({"is_expired": "1"}, Validity.LAPSED),
        ({"is_abolished": True, "is_expired": True}, Validity.REPEALED),
        ({"is_abolished": None}, None),
    ],
)
def test_marks_of_validity(change: dict[str, Any], validity: Validity | None) -> None:
    found = document(DETAIL | change).validity
    assert (found.value if found is not None else None) is validity


@pytest.mark.parametrize(
    "told",
    [
        json.dumps(DETAIL),
        json.dumps(DETAIL).replace("<", "\\u003C").replace("/", "\\/"),
        json.dumps(DETAIL | {"content": TEXT.replace("<", "&lt;").replace(">", "&gt;")}),
        json.dumps({"id": 9, "title": DETAIL["title"], "content": TEXT, "gkml_data": DETAIL, "attachments": DETAIL["attachment"]}),
        json.dumps(DETAIL | {"display_publish_time": "2026-07-09 00:00:00", "date": "2026-07-07"}),
        json.dumps(DETAIL | {"display_publish_time": 1783526400000, "attachment": json.dumps(DETAIL["attachment"])}),
        json.dumps(DETAIL | {"display_publish_time": None, "create_time": "1783526400"}),
    ],
)  # fmt: skip
def test_articles_in_every_form_say_the_same(told: str) -> None:
    assert document(told) == document(DETAIL)


MARKUP = (
    '<div class="classify"><table><tr><td><label>索引号：</label><span>11445/2026-00009</span></td><td><label>分类：</label><span>规范性文件</span></td></tr>'
    "<tr><td><label>发布机构：</label><span>云溪县人民政府办公室</span></td><td><label>成文日期：</label><span>2026-07-07</span></td></tr>"
    "<tr><td><label>名称：</label><span>云溪县养老服务管理办法</span></td></tr><tr><td><label>文号：</label><span>云府规〔2026〕3号</span></td>"
    '<td><label>发布日期：</label><span>2026-07-09</span></td></tr></table></div><h1 class="title">云溪县养老服务管理办法</h1>'
    f'<div class="article-content">{TEXT}</div>'
)


def test_an_article_that_the_server_wrote_out_is_read_once_and_as_shown() -> None:
    found, made = document(DETAIL, MARKUP), document(DETAIL)
    assert found.text == made.text
    for name in ("title", "number", "index_number", "issuer", "signed_on", "published_on"):
        one, other = getattr(found, name), getattr(made, name)
        assert getattr(one, "value", one) == getattr(other, "value", other), name
    assert found.validity is None, "its own table does not show it, so its reader sees none"
    repealed = document(DETAIL | {"is_abolished": 1}, MARKUP).validity
    assert repealed is not None
    assert repealed.value is Validity.REPEALED


def test_the_guide_is_read_from_its_data_without_the_tree() -> None:
    told = json.dumps(
        {
            "title": "政府信息公开指南",
            "content": "<p>为提供政府信息公开服务，编制本指南。</p><p>受理机构：云溪县人民政府办公室。联系电话：0663-7000002。</p>",
        }
    )
    (guide,) = reading(f"{HOST}/gkmlpt/guide", html(config(detail=told)), Role.GUIDE).records
    assert isinstance(guide, StaticPage)
    assert "编制本指南" in guide.text
    assert "机构职能" not in guide.text
    (empty,) = reading(f"{HOST}/gkmlpt/guide", html(config()), Role.GUIDE).records
    assert isinstance(empty, StaticPage)
    assert empty.text_chars < 50


def test_the_page_for_applications_is_read_if_it_shows_its_text() -> None:
    text = "向本机关申请公开政府信息的，可以当面、信函或者在线提出，自收到申请之日起二十个工作日内答复。"
    shown = f"<div id=app><h2>政府信息公开申请</h2><p>{text * 2}</p></div><script>"
    source = html(config()).replace("<script>", shown, 1)
    assert not reading(f"{HOST}/gkmlpt/apply", source, Role.INFORMATION_REQUEST).listing.shell
    empty = html(config()).replace("<script>", "<div id=app></div><script>", 1)
    assert reading(f"{HOST}/gkmlpt/apply", empty, Role.INFORMATION_REQUEST).listing.shell


def rows(*articles: object, **more: object) -> str:
    return json.dumps(
        {"classify": {"id": 51, "name": "规范性文件", "post_count": 900}, "articles": articles}
        | more
    )


ROW = {
    "id": 9, "title": "云溪县养老服务管理办法", "url": POST, "identifier": "11445/2026-00009", "date": 1783353600,
    "display_publish_time": 1783526400, "document_number": "云府规〔2026〕3号", "publisher": "云溪县人民政府办公室",
}  # fmt: skip


def test_rows_with_their_dates_and_fields() -> None:
    listing = reading(API, rows(ROW, total=1, offset=0), Role.NORMATIVE_DOCUMENTS).listing
    (entry,) = listing.entries
    assert (entry.url, entry.title) == (POST, "云溪县养老服务管理办法")
    assert entry.date is not None
    assert str(entry.date.value) == "2026-07-09"
    assert {slug: field.value for slug, field in entry.fields} == {
        "index_number": "11445/2026-00009", "issuer": "云溪县人民政府办公室", "signed_on": "2026-07-07",
        "number": "云府规〔2026〕3号", "published_on": "2026-07-09",
    }  # fmt: skip
    assert (listing.turns, listing.total_rows, listing.blank) == ((), 1, False)


def test_pages_of_rows() -> None:
    def turn(**more: object) -> list[tuple[str, int, str]]:
        got = reading(API, rows(ROW, ROW | {"url": POST + "?2"}, **more), Role.NORMATIVE_DOCUMENTS)
        return [(t.url.partition("?")[2], t.page_number, t.way) for t in got.listing.turns]

    following = "page=2&sid=763001"
    assert turn(total=5, offset=0) == turn(total="5") == [(following, 2, "call")]
    assert turn(total=2, offset=0) == []
    assert turn() == turn(total=None) == turn(total="many") == [(following, 2, "guess")]
    beyond = reading(
        API.replace("page=1", "page=7"), rows(total=5, offset=600), Role.NEWS, number=7
    )
    assert (beyond.listing.entries, beyond.listing.turns, beyond.cause) == ((), (), None)


def test_the_count_of_the_category_is_not_that_of_its_list() -> None:
    assert reading(API, rows(ROW), Role.NEWS).listing.total_rows is None
    assert reading(API, rows(), Role.NEWS).listing.blank is True


def test_a_day_of_the_document_is_no_day_of_publication() -> None:
    bare = {name: value for name, value in ROW.items() if name != "display_publish_time"}
    (entry,) = reading(API, rows(bare, total=1), Role.NEWS).listing.entries
    assert entry.date is None
    (entry,) = reading(
        API, rows(bare | {"created_at": "2026-07-10 08:01:02"}), Role.NEWS
    ).listing.entries
    assert entry.date is not None
    assert str(entry.date.value) == "2026-07-10"


@pytest.mark.parametrize("address", [
    "//www.yunxi.test/gkmlpt/content/0/9/post_9.html", "/gkmlpt/content/0/9/post_9.html", POST, POST + "#51",
    "https://www.yunxi.test/gkmlpt/content/0/9/post_9.html",
])  # fmt: skip
def test_rows_are_addressed_as_their_page_reaches_them(address: str) -> None:
    (entry,) = reading(API, rows(ROW | {"url": address}), Role.NEWS).listing.entries
    assert entry.url == POST


def test_rows_without_an_address_are_counted_and_not_made_up() -> None:
    listing = reading(
        API, rows(ROW, ROW | {"url": None}, ROW | {"url": "javascript:void(0)"}), Role.NEWS
    ).listing
    assert (len(listing.entries), listing.total_rows) == (1, 3)


@pytest.mark.parametrize("body", [
    "null", "[]", "7", '"text"', "{}", '{"code":500,"msg":"error"}', '{"articles":null}', '{"articles":"none"}',
    '{"articles":["a","b"],"total":2}', '{"articles":[{"title":"云溪', "<html><body>系统繁忙</body></html>", '{"articles":[],',
    "[" * 10_000, '{"a":' * 10_000,
])  # fmt: skip
def test_answers_without_rows_are_unread_not_empty(body: str) -> None:
    got = reading(API, body, Role.NORMATIVE_DOCUMENTS)
    assert got.cause is Cause.UNREADABLE
    assert not got.listing.entries
    assert not got.listing.blank
    assert not got.records


def test_an_answer_that_holds_a_text_is_no_empty_list() -> None:
    text = "".join(
        f"<p>（{n}）负责全县第{n}项行政事务的组织协调与监督检查工作。</p>" for n in range(5)
    )
    for member in ({"single": text}, {"content": {"body": text}}):
        got = reading(API, rows(**member), Role.AGENCY_PROFILE)
        assert not got.listing.blank
        (record,) = got.records
        assert isinstance(record, StaticPage)
        assert "行政事务" in record.text
    assert reading(API, rows(page_size=20, url="/gkmlpt/"), Role.AGENCY_PROFILE).listing.blank


@pytest.mark.parametrize("value", [
    True, False, None, "", 0, -5, 1e999, float("nan"), 10**400, "9" * 500, "2026-13-45", {}, [], "٣٣٣٣٣٣٣٣٣٣",
])  # fmt: skip
def test_no_day_is_made_of_what_is_none(value: object) -> None:
    assert day_of(value) is None
    got = reading(API, rows(ROW | {"display_publish_time": value, "date": value}), Role.NEWS)
    assert [entry.date for entry in got.listing.entries] == [None]


def test_halves_of_characters_harm_nothing() -> None:
    broken = rows(ROW).replace('"title": "', '"title": "\\ud83d\\ude00\\ud800')
    (entry,) = reading(API, broken, Role.NEWS).listing.entries
    assert entry.title.encode().decode().startswith("😀")
    told = config(
        TREE.replace("机构职能", "机构\\ud83d职能"),
        json.dumps(DETAIL).replace("<p>", "<p>\\udc00", 1),
    )
    assert reading(POST, html(told), Role.NORMATIVE_DOCUMENTS, Purpose.DETAIL).cause is None


DEEP = "[" * 10_000 + "]" * 10_000
NESTED = '{"id":1,"name":"甲","children":[' * 10_000 + "]}" * 10_000


@pytest.mark.parametrize("script", [
    config(TREE[:-30]), config(TREE)[:-60], config(detail=json.dumps(DETAIL)[:-40]), config(DEEP), config(NESTED[:-500]),
    config("'" + "甲" * 10 + "'"), config("{" * 10_000), config('[{"id":1,"name":"'), "window._CONFIG = {", "window._CONFIG = {}; x = {",
    config("function(){return []}()"), config("[[[]]]"), config("[1,2,3]"), config('"[{"'), config('[{"id":{},"name":[]}]'),
])  # fmt: skip
@pytest.mark.parametrize("url", [INDEX, POST])
def test_broken_configurations_give_nothing(script: str, url: str) -> None:
    purpose = Purpose.DETAIL if url == POST else Purpose.SECTION
    got = reading(url, html(script), Role.NORMATIVE_DOCUMENTS, purpose)
    assert not got.listing.entries
    assert not got.listing.blank
    assert all(
        isinstance(one, Document) and not one.text and one.number is None for one in got.records
    )


def test_a_member_that_stands_behind_a_broken_one_is_found_by_its_name() -> None:
    assert tree("window._CONFIG = { URL: `a${b, SID: '763001', TREE: " + TREE + "}") == PLAIN
    twice = "window._CONFIG = { URL: `a${b, TREE: " + TREE + ", TREE: " + TREE + "}"
    assert tree(twice) == [], "of two nobody knows which is meant"


@pytest.mark.parametrize("make", [
    lambda: config(detail=json.dumps(DETAIL | {"content": "<p>" + "甲" * 800_000 + "</p>"})),
    lambda: config("[" + ",".join(f'{{"id":{n},"name":"栏目{n}"}}' for n in range(1, 30_000)) + "]"),
    lambda: config("'" + "x" * 5_000_000 + "'"),
    lambda: config("[" * 1_000_000),
    lambda: config('{"a":"' + "\\u4e00" * 100_000),
    lambda: "window._CONFIG = {" * 10_000,
])  # fmt: skip
def test_large_configurations_are_read_in_time(make: Callable[[], str]) -> None:
    page = Page.parse(INDEX, html(make()).encode(), "")
    began = time.process_time()
    made = put_together(page)
    assert time.process_time() - began < 3
    assert len(made.root.css("a")) <= 3_001


def test_large_answers_are_read_in_time() -> None:
    page = Page.parse(API, rows(ROW | {"title": "甲" * 800_000}, total=1).encode(), "")
    began = time.process_time()
    made = put_together(page)
    assert time.process_time() - began < 3
    assert len(made.root.css("a")) == 1


def test_pages_elsewhere_are_left_alone() -> None:
    page = Page.parse(f"{HOST}/zwgk/index.html", html(config()).encode(), "")
    assert gkmlpt.directory(page) is None
    assert gkmlpt.answer(page) is None
    elsewhere = reading(f"{HOST}/zwgk/index.html", html(config())).targets
    assert not [target for target in elsewhere if "/api/" in target.url]
    assert (
        gkmlpt.category_behind("/gkmlpt/index#12")
        == gkmlpt.category_behind("index/gkmlpt/policy/#/12")
        == "12"
    )
    for address in (
        "/gkmlpt/index",
        "/gkmlpt/content/1/2/post_3.html#12",
        "/index#12",
        "/gkmlpt/index#top",
    ):
        assert gkmlpt.category_behind(address) == ""


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="{}[]:,'\"\\\\u4e00<>/ aTREDSIL0name", max_size=120),
    st.sampled_from([INDEX, POST, API, f"{HOST}/gkmlpt/guide"]),
)
def test_whatever_a_configuration_holds_nothing_raises(text: str, url: str) -> None:
    for source in (text, html("window._CONFIG = " + text), html(config(text, text))):
        got = reading(url, source, Role.NORMATIVE_DOCUMENTS)
        assert isinstance(got, Reading)
