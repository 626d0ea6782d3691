"""interpretation_elements, as a table of cases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checks.engine.outcome import Basis, Outcome
from checks.engine.registry import checks
from crawler.portals import Role
from crawler.records import Block, Cause, Interpretation, ReadState
from tests.builders import (
    calendar,
    document,
    dossier,
    entry,
    interpretation,
    judge,
    judge_one,
    miss,
    requirement,
    section,
)

CHECK = "interpretation_elements"
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
CANT_TELL, INAPPLICABLE = Outcome.CANT_TELL, Outcome.INAPPLICABLE

BODY = (
    "本办法自施行之日起，各乡镇按照属地原则逐级落实，确保各项规定不折不扣地执行到位，群众可以监督。"
)
PARTS = {
    "背景依据": "一、制定背景和依据",
    "意义": "二、重要意义",
    "研判起草过程": "三、研判和起草过程",
    "工作目标": "四、工作目标",
    "主要任务": "五、主要任务",
    "创新举措": "六、创新举措",
    "保障措施": "七、保障措施",
}
CONTACT = {
    "interpreter": "云溪县交通运输局", "person": "张某某", "phone": "0557-1234567",
    "email": "jtj@yunxi.test",
}  # fmt: skip


def piece(*without: str, blocks: list[Block] | None = None, **more: Any) -> Interpretation:
    if blocks is None:
        blocks = [
            block
            for name, heading in PARTS.items()
            if name not in without
            for block in (Block("heading", heading), Block("paragraph", BODY))
        ]
    given = {key: value for key, value in CONTACT.items() if key not in without}
    return interpretation(blocks=blocks, **(given | more))


def replaced(name: str, *blocks: Block) -> Interpretation:
    """A piece in which one element is told by other blocks."""
    found: list[Block] = []
    for key, heading in PARTS.items():
        whole = [Block("heading", heading), Block("paragraph", BODY)]
        found += list(blocks) if key == name else whole
    return piece(blocks=found)


def para(text: str) -> Block:
    return Block("paragraph", text)


@pytest.mark.parametrize("name", PARTS)
def test_each_element_is_missed(name: str) -> None:
    finding = judge_one(CHECK, dossier(piece(name)))
    assert (finding.outcome, finding.aspect) == (FAILED, name), finding.statement
    assert (finding.basis, finding.identity) == (Basis.WORDS, "")


@pytest.mark.parametrize("part", CONTACT)
def test_each_part_of_the_contact_is_missed(part: str) -> None:
    assert judge_one(CHECK, dossier(piece(part))).aspect == "解读联系"


def test_all_there() -> None:
    assert judge_one(CHECK, dossier(piece())).outcome is PASSED


def test_only_what_a_clause_speaks_of_is_asked_about() -> None:
    row_ = requirement(CHECK)
    seen = dossier(piece("意义"))
    for scope, outcome in (
        ((seen.interpretations[0].title[:4],), FAILED),
        (("六稳",), INAPPLICABLE),
    ):
        asked = replace(row_, terms={**row_.terms, "scope": scope})
        (finding,) = checks()[CHECK].judge(seen, asked, calendar())
        assert finding.outcome is outcome, finding.statement


def test_several_missing_in_order() -> None:
    finding = judge_one(CHECK, dossier(piece("保障措施", "意义", "phone")))
    assert finding.aspect == "意义、保障措施、解读联系"


THERE: dict[str, tuple[str, list[Block]]] = {
    "a bold lead": ("意义", [Block("lead", "目的意义"), para(BODY)]),
    "a numbered line that is no heading in the markup": (
        "工作目标", [para("（四）总体目标"), para("到年底完成。")]),
    "another word": ("创新举措", [Block("heading", "政策亮点"), para("有三。")]),
    "a short word alone": ("意义", [Block("heading", "二、意义"), para("重大。")]),
    "two in one heading": ("意义", [Block("heading", "背景依据及意义"), para(BODY)]),
    "in the text with enough after it": (
        "研判起草过程", [para("起草过程中，我局先后到五个乡镇调研，召开座谈会三次，"
                              "征求了二十三个部门的意见，采纳意见十一条，并经县政府常务会议审议通过。")]),
    "in the text, the body in the next paragraph": (
        "主要任务", [para("《办法》的主要内容如下："), para(BODY)]),
    "a question": ("工作目标", [Block("heading", "（四）要达到什么目标。"), para(BODY)]),
    "a numbered question and its answer": (
        "意义", [para("2.问：出台这个文件有什么意义？"), para("答：" + BODY)]),
    "a reporter's question in one paragraph": (
        "创新举措", [para("记者：与过去比有哪些创新？答：" + BODY)]),
    "told without its name: how it was made": (
        "研判起草过程", [para("今年年初启动起草工作以来，先后到六个乡镇开展调研，"
                              "书面征求三十二家单位意见，"
                              "经合法性审查、集体讨论后提请政府常务会议审议通过。")]),
    "told without its name: what is new": (
        "创新举措", [para("与以往做法相比，文件有三处创新：一是首次允许申请人"
                          "以书面承诺代替部分证明，"
                          "二是把年度检查的结论与次年的资金安排挂起钩来。")]),
    "told without its name: how it is made sure": (
        "保障措施", [para("为强化保障措施，各单位主要负责人为第一责任人，"
                          "层层压实责任，把该项工作纳入年度考核，"
                          "对推进不力的约谈问责，同时加大宣传培训力度。")]),
    "told without its name: what it is for": (
        "意义", [para("文件的出台对于改善民生、优化环境有着积极作用，有助于把资金用在刀刃上，"
                      "能够使这项工作做到有章可循，让群众办事更加便利。")]),
    "told without its name: where it leads": (
        "工作目标", [para("到2027年底，覆盖率达到九成以上，办理时限压缩三分之一以上，群众满意度达到"
                          "百分之九十五以上，形成可持续的长效机制，各单位按年度分解落实。")]),
    "a short word that opens the clause": ("意义", [para("从意义上看，" + BODY)]),
    "a short word said to be next": ("背景依据", [para("先说背景。" + BODY)]),
    "with 的 in between": ("意义", [Block("heading", "制定的意义"), para(BODY)]),
}  # fmt: skip


@pytest.mark.parametrize(("name", "blocks"), THERE.values(), ids=THERE)
def test_there(name: str, blocks: list[Block]) -> None:
    finding = judge_one(CHECK, dossier(replaced(name, *blocks)))
    assert finding.outcome is PASSED, finding.statement


NOT_THERE: dict[str, tuple[str, list[Block]]] = {
    "named in an enumeration only": (
        "保障措施", [para("本办法从工作目标、主要任务、保障措施、创新举措四个方面作了规定，"
                          "对各乡镇、各部门提出了明确而具体的工作安排，自印发之日起施行。")]),
    "too little after it": ("创新举措", [para("创新举措有三条。")]),
    "39 characters after it": ("创新举措", [para("创新举措" + "略" * 39)]),
    "a task that uses the word": (
        "保障措施", [Block("heading", "（三）加强住房保障供给"), para(BODY)]),
    "a task that begins with the word": (
        "创新举措", [Block("heading", "（二）创新服务方式"), para(BODY)]),
    "one sign of how it was made": (
        "研判起草过程", [para("近日，县政府办公室牵头印发了该办法，"
                              "为便于公众准确理解和对照执行，"
                              "现将有关情况解读如下，请各单位和广大群众知悉并遵照执行。")]),
    "a task that asks nobody": ("工作目标", [Block("heading", "（一）紧扣目标抓落实"), para(BODY)]),
    "in a reference": ("意义", [para("按照省政府总体要求，各部门抓紧落实，" + BODY)]),
}  # fmt: skip


@pytest.mark.parametrize(("name", "blocks"), NOT_THERE.values(), ids=NOT_THERE)
def test_not_there(name: str, blocks: list[Block]) -> None:
    finding = judge_one(CHECK, dossier(replaced(name, *blocks)))
    assert finding.aspect == name, finding.statement


def test_40_characters_after_it() -> None:
    enough = replaced("创新举措", para("创新举措" + "略" * 40))
    assert judge_one(CHECK, dossier(enough)).outcome is PASSED


def test_a_lead_in_brackets_is_a_heading() -> None:
    shown = replaced("创新举措", para("【亮点】首次把养护纳入网格巡查，推行限时办结。"))
    assert judge_one(CHECK, dossier(shown)).outcome is PASSED
    passing = replaced("创新举措", para("[注]本表数据截至上月底，仅供参考。"))
    assert judge_one(CHECK, dossier(passing)).aspect == "创新举措"


def test_the_contact_may_stand_in_the_text() -> None:
    lines = ["解读机关：云溪县交通运输局", "解 读 人：张某某", "联系电话：（0557）1234567",
             "电子邮箱：jtj@yunxi.test"]  # fmt: skip
    blocks = [*piece().blocks, *(para(line) for line in lines)]
    assert judge_one(CHECK, dossier(interpretation(blocks=blocks))).outcome is PASSED
    fewer = [*piece().blocks, *(para(line) for line in lines[:3])]
    assert judge_one(CHECK, dossier(interpretation(blocks=fewer))).aspect == "解读联系"
    woven = para(
        "如有疑问，可向解读单位云溪县司法局咨询，解读人：方某某，电话：0557-1234567，E-mail：a@b.test。"
    )
    assert (
        judge_one(CHECK, dossier(interpretation(blocks=[*piece().blocks, woven]))).outcome is PASSED
    )
    blank = [*piece().blocks, *(para(x) for x in ("解读机关：", "解读人：", *lines[2:]))]
    assert judge_one(CHECK, dossier(interpretation(blocks=blank))).aspect == "解读联系"
    texts = (lines[0], "由分管负责人牵头建立部门联席机制。", *lines[2:])
    someone = [*piece().blocks, *(para(text) for text in texts)]
    assert judge_one(CHECK, dossier(interpretation(blocks=someone))).aspect == "解读联系"
    named = [*someone, para("本文件的解读人是张某某。")]
    assert judge_one(CHECK, dossier(interpretation(blocks=named))).outcome is PASSED


FOREIGN: dict[str, dict[str, Any]] = {
    "an expert's": {"column": "首页>政策解读>专家解读"},
    "the media's": {"title": "媒体解读：云溪公路有了新办法"},
    "from an agency": {"origin": "新华社"},
    "from a daily": {"origin": "云州日报"},
    "from the ministry": {"origin": "交通运输部"},
    "from the city": {"origin": "云州市交通运输局"},
    "about a national text": {"title": "《国务院关于农村公路的意见》解读"},
    "a ministry's people": {"title": "交通运输部有关司局负责人解读农村公路新政", "origin": "本站"},
    "a ministry explains": {"title": "国家卫生健康委解读流感防治要点"},
    "about the city's text": {"title": "《云州市农村公路条例》解读"},
    "about a province's text": {"title": "一图读懂《海东省学校安全条例》"},
    "another province explains": {"title": "海东省教育厅解读《海东省学校安全条例》"},
    "a ministry answers": {"title": "财政部有关负责人就农村公路补助答记者问"},
}


@pytest.mark.parametrize("facts", FOREIGN.values(), ids=FOREIGN)
def test_reposts_are_not_judged(facts: dict[str, Any]) -> None:
    assert judge_one(CHECK, dossier(piece("意义", **facts))).outcome is INAPPLICABLE


@pytest.mark.parametrize(
    "line", ["来源：交通运输部网站。近日，有关部门就此说明。", "（转自新华社）"]
)
def test_a_source_named_in_the_text(line: str) -> None:
    first = [para(line), *piece("意义").blocks]
    last = [*piece("意义").blocks, para(line)]
    for blocks in (first, last):
        taken = interpretation(blocks=blocks, origin="本站")
        assert judge_one(CHECK, dossier(taken)).outcome is INAPPLICABLE
    own = interpretation(blocks=[para("来源：云溪县交通运输局"), *piece("意义").blocks])
    assert judge_one(CHECK, dossier(own)).outcome is FAILED


OWN_TITLES = [
    "财政部门负责人解读补助办法",
    "县交通运输局负责人解读养护办法",
    "《城市供水管理办法》解读",
    "《优化城市管理若干措施》解读",
    "《全县农村公路养护办法》解读",
    "《云州市云溪县养护办法》解读",
    "《县域商业建设方案》解读",
    "《云溪县养护办法》解读",
]


@pytest.mark.parametrize("title", OWN_TITLES)
def test_titles_of_the_body_s_own_pieces(title: str) -> None:
    assert judge_one(CHECK, dossier(piece("意义", title=title))).outcome is FAILED


@pytest.mark.parametrize(
    "origin",
    ["云溪县交通运输局", "县交通运输局", "本网", "云溪县政府办公室", "石桥镇人民政府", "admin"],
)
def test_own_pieces_are_judged(origin: str) -> None:
    assert judge_one(CHECK, dossier(piece("意义", origin=origin))).outcome is FAILED


def test_a_portal_is_named_after_its_body() -> None:
    def outcome(origin: str) -> Outcome:
        one = replace(piece("意义", origin=origin), title="《楼道清理办法》解读")
        seen = dossier(one)
        street = replace(seen.portal, name="南河街道办事处信息公开")
        return judge_one(CHECK, replace(seen, portal=street)).outcome

    assert outcome("澄湖区南河街道办事处") is FAILED
    assert outcome("澄湖区教育局") is INAPPLICABLE


def test_pictures_cannot_be_read() -> None:
    picture = piece(blocks=[], text_chars=30, pictures=3)
    finding = judge_one(CHECK, dossier(picture))
    assert (finding.outcome, finding.cause) == (CANT_TELL, Cause.UNREADABLE)
    unknown = replace(piece(blocks=[], text_chars=34), title="一图读懂《云溪县养犬办法》")
    assert judge_one(CHECK, dossier(unknown)).cause is Cause.UNREADABLE
    for title in ("【视频】农村公路养护办法", "视频丨《养犬办法》", "H5：《养犬办法》解读",
                  "《一图读懂养犬办法》", "一图看明白《养犬办法》", "漫画：公路养护",
                  "《一图读懂云溪县养犬办法》政策解读", "《一图读懂云溪县养犬办法》（附全文）",
                  "《图解：云溪县养犬办法》", "《视频解读：云溪县养犬办法》", "养犬办法图解",
                  "《养犬办法》政策解读（视频）", "三分钟动画看懂养犬办法", "养犬办法（长图）",
                  "政策解读｜一图读懂养犬办法", "漫画版《养犬办法》", "视频 | 《养犬办法》解读",
                  "一图详解《养犬办法》", "一图速懂养犬办法", "一图尽览养犬办法",
                  "一图理清养犬办法", "一张图全解《养犬办法》", "养犬办法政策图解来了",
                  "《养犬办法》政策解读（图解版）", "《养犬办法》解读视频第一期",
                  "养犬办法解读视频2026", "长图！养犬办法全知道", "云溪发布·长图解读养犬办法",
                  "系列漫画之三：养犬办法"):  # fmt: skip
        unseen = replace(piece(blocks=[], text_chars=14), title=title)
        assert judge_one(CHECK, dossier(unseen)).cause is Cause.UNREADABLE, title
    in_words = replace(piece("意义"), title="一图读懂《云溪县养犬办法》")
    assert judge_one(CHECK, dossier(in_words)).outcome is FAILED
    for title in ("《云溪县养犬办法》解读", "统一图书馆借阅办法解读", "短视频平台管理办法解读",
                  "云溪县动漫产业发展若干政策文字解读", "云溪县视频会议管理办法解读",
                  "第一图斑核查办法解读", "H5产业扶持办法解读", "《视频会议管理办法》解读",
                  "《云溪县“动漫”产业办法》解读", "图示标牌管理办法解读",
                  "视频解码设备管理办法解读", "公共安全视频监控管理办法解读", "统一图斑办法解读",
                  "公共安全视频—监控办法解读",
                  "《一张图管理办法》解读", "“一张图”管理办法解读", "一图斑一档案办法解读",
                  "动漫版权保护办法解读", "动漫·游戏产业办法解读", "视频2026年监管办法解读",
                  "重要！视频会议管理办法解读", "国土空间规划一张图实施办法解读"):  # fmt: skip
        stub = replace(piece(blocks=[], text_chars=34), title=title)
        assert judge_one(CHECK, dossier(stub)).outcome is FAILED, title
    with_text = piece("意义", pictures=3, text_chars=900)
    assert judge_one(CHECK, dossier(with_text)).outcome is FAILED


def test_a_picture_beside_a_text_of_the_same_document_is_not_judged() -> None:
    picture = interpretation("jd/2.html", "一图读懂《云溪县农村公路养护管理办法》", blocks=[],
                             text_chars=10, pictures=1)  # fmt: skip
    findings = judge(CHECK, dossier(document(), piece(), picture))
    assert [f.outcome for f in findings] == [PASSED, INAPPLICABLE]
    alone = judge(CHECK, dossier(piece(), picture))
    assert [f.outcome for f in alone] == [PASSED, INAPPLICABLE]


def test_window_and_dates() -> None:
    assert judge_one(CHECK, dossier(piece("意义", published="2025-11-20"))).outcome is FAILED
    assert judge_one(CHECK, dossier(piece("意义", published="2025-11-19"))).outcome is INAPPLICABLE
    assert judge_one(CHECK, dossier(piece("意义", published="2026-11-21"))).outcome is INAPPLICABLE
    assert judge_one(CHECK, dossier(piece("意义", published=None))).cause is Cause.AMBIGUOUS


def test_unread_pages_and_sections() -> None:
    role = Role.INTERPRETATIONS
    row = entry(role, "jd/9.html", "某解读", "2026-09-29")
    seen = dossier(row, misses=[miss(role, "jd/9.html", Cause.SOFT_404)])
    assert judge_one(CHECK, seen).cause is Cause.SOFT_404
    hidden = section(role, ReadState.UNOBSERVABLE, Cause.ROBOTS)
    assert judge_one(CHECK, dossier(sections=[hidden])).cause is Cause.ROBOTS
    absent = section(role, ReadState.ABSENT)
    assert judge_one(CHECK, dossier(sections=[absent])).outcome is INAPPLICABLE


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("《云溪日报》：托育补贴怎么领", ""),
        ("云溪晚报｜老旧小区改造新变化", ""),
        ("县广播电视台记者观察：养老食堂的一天", ""),
        ("【新华社】小县城的大养老", ""),
        ("媒体聚焦：云溪养老新政", ""),
        ("农业农村部：2026年重点强农惠农政策一览", ""),
        ("云溪融媒：维修资金怎么用，这份《使用办法》说清楚了", ""),
        ("养老服务管理办法这样看", "政策解读>媒体解读"),
        ("养老服务管理办法这样看", "媒体视点"),
        ("养老服务管理办法这样看", "解读>专家说"),
        ("养老服务管理办法这样看", "政策解读>国家政策解读"),
        ("养老补贴怎么申请？", "互动交流>政策问答"),
    ],
)
def test_media_and_experts_by_title_and_column(title: str, column: str) -> None:
    finding = judge_one(CHECK, dossier(piece("意义", title=title, column=column)))
    assert finding.outcome is INAPPLICABLE, finding.statement


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("《云溪县广播电视管理办法》解读", "政策解读>文字解读"),
        ("县交通运输局就《云溪县养老服务管理办法》答记者问", "政策解读"),
        ("《云溪县融媒体中心建设办法》政策解读：问答", ""),
        ("关于《云溪县专家人才管理办法》的解读", "专家人才>政策解读"),
        ("养老补贴怎么申请？", "政策解读"),
        ("《云溪县养老服务管理办法》解读", "政策解读>融媒体产品"),
    ],
)
def test_own_pieces_about_media_and_experts(title: str, column: str) -> None:
    finding = judge_one(CHECK, dossier(piece("意义", title=title, column=column)))
    assert finding.outcome is FAILED, finding.statement
