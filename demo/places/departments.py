"""Departments: 教育局 (TRS, own host), 水务局 (Lonsun, own host), 人社局 (guest of 云溪县)."""

from __future__ import annotations

from demo.content.documents import DocPlan, Issuer
from demo.content.epoch import EPOCH, day
from demo.content.interpretations import InterpPlan
from demo.content.letters import LetterPlan, letters
from demo.content.model import Block, Column, Item, Unit
from demo.content.offices import guide_unfinished, listed
from demo.content.plain import LeaderPlan, Rhythm, leaders, news, notices, profile, titled
from demo.content.reports import Form, reports
from demo.places import parts

JYJ, SWJ, RSJ = "云州市教育局", "云州市水务局", "云溪县人力资源和社会保障局"

_JYJ_DOCS = (
    DocPlan(19, interp=2),
    DocPlan(47, interp=3, sign=16),
    DocPlan(78, interp=1, file="rar"),
    DocPlan(115, interp=2),
    DocPlan(160, interp=3, own="joint"),
    DocPlan(198, interp=2, sign=5, file="script"),
    DocPlan(90, interp=5),
    DocPlan(137),
    DocPlan(176, interp=2, links="none"),
    DocPlan(221, interp=1, lack="保障措施"),
    DocPlan(255, interp=3, sign=29),
    DocPlan(284, interp=2, fault="validity_missing"),
    DocPlan(106, own="led"),
    DocPlan(62, matter="commend"),
    DocPlan(405, condition="robots"),
    DocPlan(468, interp=2, term="until:-20"),
    DocPlan(540, interp=2, term="void"),
    DocPlan(620, fault="number_none"),
    DocPlan(700, term="years:3:690"),
    DocPlan(444, sign=21, interp=1),
    # after the epoch
    DocPlan(-5, interp=2),
    DocPlan(-19, interp=4),
)
_JYJ_LETTERS = (
    LetterPlan("w2", "silent"),
    LetterPlan(17, "closed:2"),
    LetterPlan(35, "closed:3"),
    LetterPlan(56, "closed:5"),
    LetterPlan(81, "answered:3"),
    LetterPlan(102, "answered:6"),
    LetterPlan(131, "answered:1"),
    LetterPlan(174, "answered:2", "建议"),
    LetterPlan(209, "silent", "投诉"),
    LetterPlan(260, "answered:3"),
    LetterPlan(322, "answered:2"),
    # after the epoch
    LetterPlan(-4, "closed:2"),
    LetterPlan(-18, "answered:1"),
)


def jiaoyu(seed: int) -> Unit:
    """教育局: no request page, no rules, no leader in charge of openness."""
    words = parts.words_for("云州市教育局", seed)
    words.place = "云州市"
    issuer = Issuer(JYJ, "云教规", "云州市财政局", "云财规")
    extra = (
        InterpPlan(40, cites="basis"),
        InterpPlan(150, "repost"),
        InterpPlan(270, lack="背景依据、意义"),
    )
    documents, interps, early = parts.pair(_JYJ_DOCS, extra, issuer, words, "jy")
    duties = (
        LeaderPlan("局长", "主持局全面工作，负责办公室、人事科。"),
        LeaderPlan("副局长", "分管基础教育、校务公开、体育卫生与艺术教育。"),
        LeaderPlan("副局长", "分管职业教育、党务公开、安全稳定。"),
    )
    columns = (
        Column("jydt", "news", "教育动态", items=news(words, "jy", Rhythm(40, 5, 6)), menu="top"),
        Column(
            "tzgg",
            "notices",
            "通知公告",
            items=notices(words, "jy", Rhythm(26, 180, 11, again=None), JYJ) + early,
            menu="top",
        ),
        *parts.platform(
            JYJ, "云州市", reports=reports(words, "jy", JYJ, "01-28", form=Form(filed=True))
        ),
        Column("gfxwj", "normative_documents", "规范性文件", items=documents),
        Column("zcjd", "interpretations", "政策解读", items=interps),
        Column("ldbz", "leaders", "局领导", "leaders", leaders(duties, words, "jy"), menu="top"),
        parts.single("jgzn", "agency_profile", "机构职能", profile(JYJ, "云州市")),
        parts.power_list("云州市教育局", "jy", (100, 480), JYJ),
        Column(
            "jzxx",
            "message_board",
            "局长信箱",
            "board",
            letters(_JYJ_LETTERS, words, "jy", "JY", JYJ),
            menu="top",
        ),
    )
    return Unit(
        "jiaoyu",
        JYJ,
        "云州市",
        "department",
        "trs",
        "jyj.yunzhou.test",
        "/",
        columns,
        EPOCH,
        "yunzhou",
        words={
            "signed": "发文日期",
            "published": "公开日期",
            "number": "文号",
            "validity": "有效性",
            "issuer": "发文机关",
            "submit": "来信日期",
            "closed": "办结时间",
            "reply": "答复日期",
        },
        dates="%Y-%m-%d",
        code="530100021",  # a digit is missing
        hotlines="教育服务热线：0871-55506677",
        up=("云州市人民政府", "http://www.yunzhou.test:8801/"),
    )


_SWJ_OFFICES = (
    Block("p", "市水务局内设办公室、水资源科、供水排水科三个科室，均在惠民路66号办公。"),
)
_SWJ_BODIES = ("云州市水文站职责", "云州市节约用水中心职责")
_SWJ_WATER = ("云州市自来水公司信息公开目录", "云州市自来水公司服务指南")
# Short, and whole from the very first.
_SWJ_ISSUES = tuple(f"云州市水务局公报2025年第{n}期（总第{n}期）" for n in (3, 2, 1))


def _swj(prefix: str, titles: tuple[str, ...]) -> tuple[Item, ...]:
    return listed("云州市", f"sw{prefix}", titles, 390, 20, SWJ)


def shuiwu(seed: int) -> Unit:
    """水务局: a statement of none instead of documents, a board behind a challenge."""
    words = parts.words_for("云州市水务局", seed)
    words.place = "云州市"
    statement = Block(
        "p", "经梳理，截至目前本局未制发行政规范性文件，无相关内容需要公开。特此说明。"
    )
    rules = titled(words, "sws", parts.RULES[:2], 700, 60, SWJ)
    duties = (LeaderPlan("党组书记、局长"), LeaderPlan("党组成员、副局长"), LeaderPlan("总工程师"))
    columns = (
        Column("swyw", "news", "水务要闻", items=news(words, "sw", Rhythm(30, 8, 9)), menu="top"),
        Column(
            "tzgg",
            "notices",
            "通知公告",
            items=notices(words, "sw", Rhythm(18, 181, 13, again=None), SWJ),
            menu="top",
        ),
        *parts.platform(
            SWJ,
            "云州市",
            rules=rules,
            reports=reports(words, "sw", SWJ, "01-31", form=Form("章节、表格")),
        ),
        Column(
            "gfxwj",
            "normative_documents",
            "规范性文件",
            "statement",
            blocks=(statement,),
            statement_on=day(77),
        ),
        Column(
            "ldzc",
            "leaders",
            "领导之窗",
            "leaders",
            leaders(duties, words, "sw"),
            menu="top",
        ),
        parts.single("jgzn", "agency_profile", "机构职能", profile(SWJ, "云州市")),
        parts.power_list("云州市水务局", "sw", (399, 700), SWJ),
        parts.single("nsjg", "inner_offices", "内设机构", _SWJ_OFFICES),
        Column("xsdw", "subordinate_bodies", "下属单位", items=_swj("xs", _SWJ_BODIES)),
        parts.single("pcjg", "dispatched_bodies", "派出机构", (Block("p", "本局无派出机构。"),)),
        Column("qsydw", "public_institutions", "公共企事业单位", items=_swj("qs", _SWJ_WATER)),
        Column("zfgb", "gazette", "政府公报", items=_swj("gb", _SWJ_ISSUES)),
        Column(
            "ysqgk",
            "information_request",
            "依申请公开",
            "outside",
            outside="http://www.yunzhou.test:8801/ysqgk/swj.html",
        ),
        Column("jzxx", "message_board", "局长信箱", "board", menu="top", condition="challenge"),
    )
    return Unit(
        "shuiwu",
        SWJ,
        "云州市",
        "department",
        "lonsun",
        "swj.yunzhou.test",
        "/",
        columns,
        EPOCH,
        "yunzhou",
        code="5301000033",
        hotlines="12345政务服务便民热线　监督举报电话：0871-55504433",
        up=("云州市人民政府", "http://www.yunzhou.test:8801/"),
    )


_RSJ_DOCS = (
    DocPlan(24, interp=1),
    DocPlan(69, interp=3),
    DocPlan(123, interp=2, sign=13, file="none"),
    DocPlan(190, interp=2),
    DocPlan(87, interp=6),
    DocPlan(151),
    DocPlan(235, interp=3, links="interp"),
    DocPlan(272, interp=2, lack="电子邮箱", sign=23),
    DocPlan(308, interp=1, fault="number_none"),
    DocPlan(415, term="repealed:15"),
    DocPlan(480, interp=2),
    DocPlan(550, fault="validity_none"),
    # after the epoch
    DocPlan(-13, interp=1),
)
_RSJ_LETTERS = (
    LetterPlan("w1", "answered:0"),
    LetterPlan(21, "answered:3"),
    LetterPlan(54, "answered:5"),
    LetterPlan(99, "answered:2"),
    LetterPlan(143, "silent"),
    LetterPlan(210, "answered:3"),
    LetterPlan(287, "answered:2"),
    # after the epoch
    LetterPlan(-7, "answered:2"),
    LetterPlan(-23, "answered:4"),
)


def renshe(seed: int) -> Unit:
    """人社局, a guest of 云溪县: empty notices, a profile without text, a lost report page."""
    words = parts.words_for("云溪县人社局", seed)
    words.place = "云溪县"
    issuer = Issuer(RSJ, "云溪人社规", "云溪县民政局", "云溪民规")
    documents, interps, _ = parts.pair(_RSJ_DOCS, (InterpPlan(50),), issuer, words, "rs")
    rules = titled(words, "rss", parts.RULES[:3], 660, 60, RSJ)
    notice = "国务院办公厅政府信息与政务公开办公室关于规范政府信息公开平台有关事项的通知"
    more = listed("云溪县", "rssm", (notice,), 1000, 30, RSJ)
    duties = (
        LeaderPlan("局长", "主持局全面工作。"),
        LeaderPlan("副局长", "分管就业促进、职业能力建设、信访、政务公开等工作。"),
    )
    columns = (
        Column("gzdt", "news", "工作动态", items=news(words, "rs", Rhythm(16, 30, 12)), menu="top"),
        Column("tzgg", "notices", "通知公告", "empty", menu="top"),
        *parts.platform(
            RSJ,
            "云溪县",
            rules=rules + more,
            conditions={"annual_reports": "soft404"},
            own_guide=guide_unfinished(RSJ, "云溪县"),
            guide_lack=frozenset({"联系电话"}),
        ),
        Column("gfxwj", "normative_documents", "行政规范性文件", items=documents),
        Column("zcjd", "interpretations", "政策解读", items=interps),
        Column("ldfg", "leaders", "领导分工", "leaders", leaders(duties, words, "rs")),
        parts.single("jgjs", "agency_profile", "机构介绍", ()),
        parts.request_page(RSJ),
        Column(
            "wyzx",
            "message_board",
            "网上咨询",
            "board",
            letters(_RSJ_LETTERS, words, "rs", "RS", RSJ),
            menu="top",
        ),
    )
    return Unit(
        "yunxi-rsj",
        RSJ,
        "云溪县",
        "department",
        "hanweb",
        "www.yunxi.test",
        "/bm/rsj/index.html",
        columns,
        EPOCH,
        "yunxi",
        words={
            "signed": "成文日期",
            "published": "发布日期",
            "number": "文号",
            "validity": "有效性",
            "issuer": "发布机构",
            "submit": "提交时间",
            "reply": "答复时间",
        },
        dates="%Y/%m/%d",
        code="5301010002",
        hotlines="拨打12345　12333劳动保障咨询电话",
        up=("云溪县人民政府", "http://www.yunxi.test:8801/"),
    )
