# ruff: noqa: E501  (pages read best unbroken)
"""`gongkai read` on files: typed by their bytes, read as the product reads them."""

from __future__ import annotations

import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from crawler.portals import Role
from crawler.records import BEIJING, Cause, Message
from demo.content.filed import filed
from demo.content.model import Block
from scheduler.onboarding.examining import Examined, examine
from scheduler.onboarding.kinds import role_told
from tests.scheduler.test_command_line import run

AT = datetime(2026, 11, 20, 2, 0, tzinfo=BEIJING)
TITLE = "云溪县人民政府办公室关于印发供水应急预案的通知"
BLOCKS = (
    Block("p", "云政办〔2026〕7号"),
    Block("p", "各乡镇人民政府：现将预案印发给你们，请认真贯彻执行。"),
    Block("p", "云溪县人民政府办公室"),
    Block("p", "2026年9月28日"),
)


def read(body: bytes) -> Examined:
    return examine("http://saved.invalid/", body, "", AT, None, TITLE)


@pytest.mark.parametrize("sort", ["docx", "ofd", "pdf"])
def test_a_file_is_read_as_the_page_that_shows_what_it_says(sort: str) -> None:
    if sort == "pdf" and shutil.which("pdftotext") is None:
        pytest.skip("no program reads PDF here")
    found = read(filed(sort, TITLE, BLOCKS))
    assert (found.encoding, found.reading.cause) == (sort, None)
    (own,) = found.records
    assert own[0].title == TITLE
    values = {one.name: one.value for one in own[1]}
    assert values["number"] == "云政办〔2026〕7号"


def test_of_a_workbook_the_tables_are_read() -> None:
    found = read(filed("xlsx", TITLE, (Block("table", "事项|依据\n供水应急|预案"),)))
    assert (found.encoding, found.reading.cause) == ("xlsx", None)
    assert found.said is not None
    assert [one.rows for one in found.said.blocks] == [(("事项", "依据"), ("供水应急", "预案"))]


def test_a_file_that_cannot_be_read_says_what_it_is() -> None:
    damaged = read(b"PK\x03\x04 word/document.xml torn")
    assert damaged.reading.cause is Cause.UNREADABLE
    assert damaged.reading.detail.startswith("docx: ")
    picture = read(b"\x89PNG\r\n\x1a\n" + bytes(64))
    assert picture.reading.detail == "not a text page: application/image"


def test_the_command_names_a_file_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / f"{TITLE}.docx").write_bytes(filed("docx", "", BLOCKS))
    assert run(monkeypatch, tmp_path, "read", f"{TITLE}.docx") == 0
    shown = capsys.readouterr().out
    assert "encoding   docx\nfile       " in shown
    assert TITLE in shown
    assert "云政办〔2026〕7号" in shown


# --- what a page is, where nothing tells --------------------------------------------------------

ARTICLE = (
    f"<html><head><title>{TITLE}</title><meta name='ArticleTitle' content='{TITLE}'></head><body>"
    f"<div class='title'>{TITLE}</div><div><span>发布日期：2026-03-05</span></div><div class='c'>"
    "<p>各乡镇人民政府：现将预案印发给你们，请结合实际认真贯彻执行，重要情况及时报告。</p>"
    "<p>县 水 利 局</p><p>县 财 政 局</p><p>云溪县税务局</p><p>2026年3月2日</p>"
    "</div>"
    "<p><span>政策名称</span><span>政策评价</span></p><p><span>留言标题</span><span>*</span></p>"
    "<p><span>受理编号</span><span>A1001</span></p><p><span>留言时间</span><span>2026-04-01</span></p></body></html>"
)


def page_of(html: str, role: Role | None = None) -> Examined:
    return examine("http://saved.invalid/a.html", html.encode(), "text/html", AT, role, TITLE)


def test_a_form_for_remarks_makes_no_letter_of_an_article() -> None:
    found = page_of(ARTICLE)
    assert found.role is not Role.MESSAGE_BOARD
    assert found.records[0][0].title == TITLE
    untitled = ARTICLE.replace("ArticleTitle", "Other")
    assert page_of(untitled).role is Role.MESSAGE_BOARD


def test_a_title_alone_is_no_document() -> None:
    bare = (
        f"<html><head><title>{TITLE}</title></head><body>"
        "<div class='nav'><a href='/'>首页</a></div><div class='article'></div></body></html>"
    )
    assert page_of(bare, Role.NOTICES).records == ()
    text = "<p>现将预案印发给你们，请结合实际认真贯彻执行，重要情况及时报告。</p>"
    assert page_of(bare.replace("</div></body>", f"{text}</div></body>"), Role.NOTICES).records


def framed(main: str) -> str:
    head = "<html><head><title>县长信箱</title></head>"
    return f"{head}<body><div class='main'>{main}</div></body></html>"


ROWS = "<ul>" + "".join(
    f"<li><a href='/z/{n}.html'>关于第{n}号事项的公告</a><span>2026-03-0{n}</span></li>"
    for n in range(1, 5)
) + "</ul>"  # fmt: skip
HEADS = "<table><tr><th>信件编号</th><th>标题</th><th>状态</th></tr></table>"


@pytest.mark.parametrize("role", [Role.MESSAGE_BOARD, Role.LEADERS])
@pytest.mark.parametrize(
    "main", [ROWS, f"<h2>县长信箱</h2>{HEADS}", "<h2>县长信箱</h2><p>暂无信件</p>"]
)
def test_a_list_or_an_empty_mailbox_is_neither_letter_nor_leader(main: str, role: Role) -> None:
    assert page_of(framed(main), role).records == ()


def test_a_sentence_that_there_is_nothing_is_no_document() -> None:
    assert page_of(framed("<h2>县长信箱</h2><p>暂无信件</p>"), Role.NOTICES).records == ()
    assert page_of(framed("<h2>通知公告</h2><p>暂无信息。</p>"), Role.NOTICES).records == ()
    assert page_of(framed("<h2>关于我们</h2><p>暂无内容</p>"), Role.NOTICES).records == ()
    more = "来信请至县政府办公室查询，有关部门将按照规定及时办理并答复。" * 2
    text = f"<h2>县长信箱</h2><p>暂无信件可以公开，{more}</p>"
    assert page_of(framed(text), Role.NOTICES).records


@pytest.mark.parametrize(
    "title", ["2025年政府采购情况", "关于政府采购的公告", "规范性文件情况说明"]
)
def test_a_statement_of_none_is_a_document(title: str) -> None:
    text = framed(f"<h2>{title}</h2><p>没有相关信息。</p>").replace("县长信箱", title)
    (record,) = page_of(text, Role.NOTICES).records
    assert record[0].title == title


@pytest.mark.parametrize(
    "told",
    ["信件编号：A1001", "来信人：王先生", "来信内容：惠民路的路灯不亮。", "来信时间：2026-04-01"],
)
def test_one_thing_told_of_a_letter_makes_it_one(told: str) -> None:
    assert page_of(framed(f"<h2>路灯何时修好</h2><p>{told}</p>"), Role.MESSAGE_BOARD).records


def test_a_leader_has_a_name_or_a_post() -> None:
    page = framed("<h2>王芳</h2><p>职务：副县长</p><p>分工：负责农业工作</p>")
    assert page_of(page, Role.LEADERS).records


@pytest.mark.parametrize(
    ("column", "title", "role"),
    [
        ("首页>领导之窗>副县长", "王芳", Role.LEADERS),
        ("首页>信息公开>政府领导", "王芳", Role.LEADERS),
        ("首页>领导之窗>领导活动", "王芳到清溪镇调研", None),
        ("首页>信息公开", "云溪县2026年政府信息公开工作年度报告", Role.ANNUAL_REPORTS),
        ("首页>工作动态>部门动态", "我市召开供水工作会议", Role.NEWS),
        ("首页>要闻", "新规图解", None),
        ("首页>新闻动态>正文", "我市召开供水工作会议", Role.NEWS),
        ("首页>正文", "我市召开供水工作会议", None),
        ("首页>政策解读", "关于做好政府信息公开工作年度报告编制工作的通知", None),
    ],
)
def test_the_role_that_a_page_names_itself(column: str, title: str, role: Role | None) -> None:
    assert role_told(column, title) is role


def test_a_page_below_leaders_is_read_as_one_of_a_leader() -> None:
    html = (
        "<html><head><title>王芳</title></head><body><div>当前位置：<a href='/'>首页</a> &gt; "
        "<a href='/ld/'>领导之窗</a> &gt; 副县长</div><h1>王芳</h1><p>副县长</p>"
        "<p>发布时间：2026-03-05</p><p>负责财政、审计方面的工作。</p></body></html>"
    )
    found = examine("http://saved.invalid/", html.encode(), "text/html", AT, None, "")
    assert [record.kind for record, _ in found.records] == ["leader"]


SAID = "<p>云溪县召开供水工作会议，研究部署有关工作，要求各单位抓好落实。</p>" * 4
HEAD = "<p>发布时间：2026-03-05 来源：云溪日报</p>"
ASKED = "<p>联系人</p><p>姓名：徐平</p><p>职务：科员</p>"
MEETING = f"<h1>供水工作会议召开</h1>{HEAD}{SAID}"
LABELLED = f"<p>姓名：徐平</p><p>职务：县长</p><ul><li>{SAID}</li></ul>"
DUTIES = "<h2>徐平</h2><p>县长</p><h3>主管工作：</h3><p>领导县政府全面工作。</p>"
CAREER = "<p>1992年参加工作，先后在云溪县多个乡镇任职，长期从事基层工作，熟悉农村情况。</p>"
KINDS = {
    "a plain text": (MEETING, Role.NORMATIVE_DOCUMENTS),
    "an interpretation": (f"<h1>《供水办法》解读</h1>{HEAD}{SAID}", Role.INTERPRETATIONS),
    "people by labels": (LABELLED, Role.LEADERS),
    "duties by a label": (DUTIES, Role.LEADERS),
    "a heading of leaders": (
        f"<h1>领导简介</h1><p>徐平，男，汉族，1970年生，大学学历，县长。</p>{CAREER}",
        Role.LEADERS,
    ),
    "a heading of leaders in the news": (
        f"<h1>领导信息公开工作会议召开</h1>{HEAD}{SAID}",
        Role.NORMATIVE_DOCUMENTS,
    ),
    "a heading of leaders over nobody": (
        f"<h1>领导简介</h1>{HEAD}{SAID}",
        Role.NORMATIVE_DOCUMENTS,
    ),
    "somebody to be asked": (MEETING + ASKED, Role.NORMATIVE_DOCUMENTS),
}


@pytest.mark.parametrize(("inner", "role"), KINDS.values(), ids=KINDS)
def test_the_kind_of_a_page_by_what_it_shows(inner: str, role: Role) -> None:
    html = f"<html><title>云溪县</title><body><div class=main>{inner}</div></body></html>"
    assert examine("http://saved.invalid/", html.encode(), "text/html", AT, None, "").role is role


def test_what_a_list_tells_of_a_row_beside_its_link_makes_no_document() -> None:
    def row(number: int) -> str:
        told = (
            ("索引号", f"0021/2026-{number}"),
            ("发布机构", "水务局"),
            ("发布日期", f"2026-09-0{number}"),
        )
        card = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in told)
        title = f"关于公布第{number}批供水应急预案的通知"
        return (
            f'<li><div><a href="/zw/2026/{number}.html">{title}</a><div class="card"><table>'
            f"<tr><td>名称</td><td>{title}</td></tr>{card}</table></div></div>"
            f"<div>2026-09-0{number}</div></li>"
        )

    page = f"<h2>通知公告</h2><ul>{''.join(map(row, range(1, 6)))}</ul>"
    found = page_of(f"<html><title>通知公告</title><body>{page}</body></html>")
    assert found.records == ()
    assert len(found.reading.listing.entries) == 5


NAMED = "<p>徐平 县长</p><p>负责县政府全面工作。</p><p>李四光 副县长</p><p>负责财政工作。</p>"
ORDER = "关于调整领导分工的通知"
OF_LEADERS = {
    "the column of a notice": (f"{ORDER}_县政府领导分工_云溪县", f"<h2>{ORDER}</h2>", False),
    "a notice below the words": ("县政府领导分工_云溪县", f"<h2>{ORDER}</h2>", False),
    "a heading over a day": ("云溪县", f"<h1>县政府领导分工</h1>{HEAD}", False),
    "the first words of the title": ("县政府领导分工_政务公开_云溪县", "", True),
    "a heading": ("云溪县", "<h1>县政府领导分工</h1>", True),
    "a further part of the title": ("云溪县_县政府领导分工", "", False),
    "the title after a column's name": ("机构信息-领导介绍", "", True),
    "a notice in such a column": ("机构信息-领导介绍", f"<h2>{ORDER}</h2>", False),
    "a path from the home page": ("云溪县", "<div><a>首页</a> » 关于 » 领导</div>", True),
    "a notice on such a path": (
        f"{ORDER}_云溪县",
        f"<div><a>首页</a> » 关于 » 领导</div><h2>{ORDER}</h2>",
        False,
    ),
    "a path to what leaders do": ("云溪县", "<div><a>首页</a> » 领导 » 领导活动</div>", False),
}


@pytest.mark.parametrize(("title", "inner", "leaders"), OF_LEADERS.values(), ids=OF_LEADERS)
def test_leaders_by_heading_or_title(title: str, inner: str, leaders: bool) -> None:
    html = f"<html><title>{title}</title><body><div class=main>{inner}{NAMED}</div></body></html>"
    found = examine("http://saved.invalid/", html.encode(), "text/html", AT, None, "")
    assert (found.role is Role.LEADERS) == leaders


@pytest.mark.parametrize("heading", ["", "<h3>相关信息</h3>", "<h3>推荐阅读</h3>"])
@pytest.mark.parametrize(
    "said",
    [
        "各乡镇：现将方案印发，请执行。",
        "<a href='/a.pdf'>方案.pdf</a>",
        "<img src='/a.png' width=800>",
    ],
)
def test_a_short_article_beside_a_list_is_a_document(heading: str, said: str) -> None:
    head = "<h1>关于停车管理的通知</h1><p>发布时间：2026-03-05 来源：县政府办</p>"
    page = f"<div class='con'>{head}<p>{said}</p></div><div class='xg'>{heading}{ROWS}</div>"
    found = page_of(f"<html><title>云溪县</title><body>{page}</body></html>")
    assert [record.title for record, _ in found.records] == ["关于停车管理的通知"]


def test_a_list_under_its_columns_name_is_no_document() -> None:
    crumb = (
        "<div class='crumb'>当前位置：<a href='/'>首页</a> &gt; <a href='/t/'>通知公告</a></div>"
    )
    page = f"{crumb}<div><h1>通知公告</h1><p>更新时间：2026-03-05</p>{ROWS}</div>"
    found = page_of(f"<html><title>云溪县</title><body>{page}</body></html>")
    assert (found.records, len(found.reading.listing.entries)) == ((), 4)


def test_below_the_name_of_a_column_and_the_day_of_its_update_rows_are_a_list() -> None:
    rows = "".join(
        f"<li><a href='/tz/{n}.html'>关于第{n}批补贴名单的公示</a><span>2026-03-0{n}</span></li>"
        for n in range(1, 8)
    )

    def kinds(title: str) -> tuple[int, int]:
        page = f"<h1>{title}</h1><p>更新时间：2026-03-09</p><ul>{rows}</ul>"
        found = read(f"<title>{title}</title>{page}".encode())
        return len(found.reading.listing.entries), len(found.records)

    assert kinds("通知公告") == (7, 0)
    assert kinds("关于公布第一批补贴名单的公示")[1] == 1


DEAD = ROWS.replace("href='/z/", "href='javascript:;' name='")


@pytest.mark.parametrize("role", [None, Role.NOTICES, Role.MESSAGE_BOARD])
def test_dated_rows_without_an_address_are_no_document(role: Role | None) -> None:
    crumb = "<div>当前位置：<a href='/'>首页</a> &gt; <a href='javascript:;'>互动交流</a></div>"
    page = (
        f"<html><title>云溪县</title><body>{crumb}<h2>互动交流</h2>{DEAD}<p>共4条</p></body></html>"
    )
    found = page_of(page, role)
    assert found.records == ()
    assert (found.reading.listing.unlinked, found.reading.listing.shell) == (4, True)


@pytest.mark.parametrize("role", [None, Role.MESSAGE_BOARD])
def test_a_poll_beside_rows_without_an_address_is_no_letter(role: Role | None) -> None:
    poll = "<div><h3>网上调查</h3><form><p>您希望本站增加哪些栏目？</p><p>办事流程</p></form></div>"
    write = "<form><p>您的姓名：<input></p><p>信件内容：</p><textarea></textarea></form>"
    board = f"<div><div><h3>领导信箱</h3></div>{DEAD}</div>"
    page = f"<html><title>互动</title><body>{poll}<div>{board}{write}</div></body></html>"
    found = page_of(page, role)
    assert found.records == ()
    assert (found.role, found.reading.listing.unlinked) == (Role.MESSAGE_BOARD, 4)


def test_a_letter_above_rows_without_an_address_is_a_letter() -> None:
    letter = "<h2>路灯不亮</h2><p>来信时间：2026-03-01</p><p>回复内容：已修好。</p>"
    page = f"<html><title>来信</title><body><div>{letter}</div>{DEAD}</body></html>"
    (record,) = (one for one, _ in page_of(page, Role.MESSAGE_BOARD).records)
    assert isinstance(record, Message)
    assert record.replies


CATALOGUE = (
    "<div class='head'><p>索引号</p><p>名称</p><p>发布单位</p><p>生成日期</p></div>"
    + "".join(
        f"<div class='one'><div class='seen'><div><p>0123456/2026-0000{n}</p></div><div>"
        f"<a href='/x/{n}.html'>关于做好第{n}批管网改造有关事项的通知</a></div><div>供水局</div>"
        f"<div><p>2026-03-0{n}</p></div></div><div class='fold' style='display: none;'>"
        f"<p><b>索 引 号：</b><span>0123456/2026-0000{n}</span></p>"
        f"<p><b>发布机构：</b><span>供水局</span></p><p><b>发布日期：</b><span>2026-03-0{n}</span></p>"
        "</div></div>"
        for n in range(1, 6)
    )
)


@pytest.mark.parametrize("role", [None, Role.NEWS])
@pytest.mark.parametrize("live", [True, False])
def test_a_catalogue_of_boxes_is_no_document(role: Role | None, live: bool) -> None:
    side = (
        "<div class='side'><h3>信息公开</h3><span>Disclosure of government information</span></div>"
    )
    search = "<p>信息检索:</p><span>主题分类选择</span><span>体裁分类选择</span>"
    rows = CATALOGUE if live else re.sub(r"/x/\d\.html", "#", CATALOGUE)
    body = f"<div>{side}</div><div class='main'>{search}<div class='list'>{rows}</div></div>"
    found = page_of(f"<html><title>信息公开列表</title><body>{body}</body></html>", role)
    listing = found.reading.listing
    assert found.records == ()
    assert (len(listing.entries), listing.unlinked) == ((5, 0) if live else (0, 5))


def test_a_text_above_rows_without_an_address_is_a_document() -> None:
    text = "<p>各乡镇：现将停车管理的有关事项通知如下，请认真贯彻执行。</p>"
    page = f"<div class='con'><h1>关于停车管理的通知</h1>{text}</div>{DEAD}"
    for role in (None, Role.NOTICES):
        found = page_of(f"<html><title>云溪县</title><body>{page}</body></html>", role)
        assert [record.title for record, _ in found.records] == ["关于停车管理的通知"]


MORE_OF = "<div class='title'><span><a href='/zc/'>更多></a> </span>最新政策</div>"
OTHERS = (
    "<div class='box'><div class='title'><a href='/jd/'>更多</a>案例</div><ul>"
    + "".join(f"<li><a href='/j/{n}.html'>扶持政策案例第{n}辑</a></li>" for n in range(1, 4))
    + "</ul></div>"
)


def hub(said: str = "") -> str:
    return f"<html><title>企业政策_云溪县</title><body>{said}{MORE_OF}{ROWS}{OTHERS}</body></html>"


@pytest.mark.parametrize("role", [None, Role.NEWS, Role.POLICY_DOCUMENTS])
def test_the_heading_of_a_box_that_offers_more_is_no_title(role: Role | None) -> None:
    assert page_of(hub(), role).records == ()


@pytest.mark.parametrize("role", [None, Role.NEWS])
def test_a_text_above_a_box_that_offers_more_is_a_document(role: Role | None) -> None:
    text = f"<p>各乡镇：{'现将停车管理的方案印发，请执行。' * 4}</p>"
    assert page_of(hub(f"<h1>停车管理方案</h1>{text}"), role).records[0][0].title == "停车管理方案"


def test_the_heading_of_the_only_dated_list_tells_whose_it_is() -> None:
    found = page_of(hub())
    assert (found.role, len(found.reading.listing.entries)) == (Role.POLICY_DOCUMENTS, 4)
    assert page_of(hub().replace("最新政策", "帮扶事项")).role is Role.NOTICES
    both = hub().replace(OTHERS, f"<div><h3>通知公告</h3>{ROWS}</div>")
    assert page_of(both).role is not Role.POLICY_DOCUMENTS


PLAIN = (
    "<p><label>咨询标题：</label><span>进口许可证在哪里办</span></p>"
    "<p><label>咨询内容：</label><span>我们公司进口钢管，请问在哪里办理许可证？</span></p>"
    "<p><label>咨询人：</label><span>何某</span></p><p><label>回复：</label></p>"
    "<p>企业自用的可到我局外资科办理自动进口许可证，请带齐材料。</p>"
)


def test_plain_lines_of_a_letter_are_a_letter() -> None:
    found = page_of(f"<html><title>云溪县商务局</title><body><div>{PLAIN}</div></body></html>")
    ((letter, _),) = found.records
    assert (found.role, letter.title) == (Role.MESSAGE_BOARD, "进口许可证在哪里办")
    assert isinstance(letter, Message)
    assert len(letter.replies) == 1
    article = (
        f"<html><title>云溪县</title><body><h1>关于停车管理的通知</h1>{HEAD}{PLAIN}</body></html>"
    )
    assert page_of(article.replace(PLAIN, "<p>各乡镇：请认真执行。</p>")).records[0][0].title


def test_a_title_that_labels_an_answer_makes_a_page_that_of_a_letter() -> None:
    lines = (
        "办理户口迁入", "发布时间：2026-03-05", "您好，请问新购住房后户口如何从邻县迁入？", "回复",
        "已回复", "您好，预约已收到！请到云溪派出所办理。", "云溪派出所", "2026-03-09",
    )  # fmt: skip
    said = "".join(f"<div><div><p>{line}</p></div></div>" for line in lines)
    (only,) = page_of(f"<html><title>回复详情</title><body>{said}</body></html>").records
    assert isinstance(only[0], Message)
    assert len(only[0].replies) == 1
    (only,) = page_of(f"<html><title>处理详情</title><body>{MEETING}</body></html>").records
    assert only[0].kind == "document"


TABLE = "<table><tr><td>职务</td><td>姓名</td><td>分工</td></tr><tr><td>局长</td><td>王芳</td><td>主持全面工作。</td></tr><tr><td>副局长</td><td>李飞</td><td>分管财务工作。</td></tr></table>"


@pytest.mark.parametrize(
    ("heading", "leaders"),
    [("<h2>学院领导</h2>", True), ("<h2>应急值守人员</h2>", False), (f"<h1>{ORDER}</h1>", False)],
)
def test_a_table_of_duties_below_a_heading_of_leaders(heading: str, leaders: bool) -> None:
    found = page_of(framed(f"{heading}{TABLE}"))
    assert (found.role is Role.LEADERS) is leaders
