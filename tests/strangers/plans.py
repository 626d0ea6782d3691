"""The ten strangers: what each has, lacks and does wrong."""

from __future__ import annotations

from datetime import date, timedelta

from tests.strangers.facts import Leader, Plan, Row
from tests.strangers.recipes import Maker

_NEWS = (
    "全市秋粮入库工作现场会召开", "跨江大桥主塔封顶", "冬季供暖首日运行平稳", "马拉松赛鸣枪开跑",
    "首趟山货专列发车", "农民画展走进社区", "消防救援站揭牌投用", "老年食堂新增十二处",
    "青年夜校开班", "湿地迎来首批候鸟", "地方剧团下乡演出", "校园足球联赛收官",
    "柑橘采摘节开幕", "网格员技能比武举行",
)  # fmt: skip
_NOTICES = (
    "城区供水管网抢修停水公告", "公开招募社区矫正志愿者启事", "冬春季节临时交通管制通告",
    "二〇二六年度见习岗位公示", "失业保险稳岗返还名单公示", "行政区域界线联合检查安排",
    "全民阅读月活动预告", "免费婚检服务点变更提示", "便民中心周末延时服务安排",
    "机动车检测站布局公示", "老年大学秋季招生简章", "征兵体检时间安排",
)  # fmt: skip
_POLICIES = (
    "本级财政衔接资金分配说明", "小微企业房租缓交政策汇编", "种粮大户贷款贴息申报指南",
    "技能提升补贴目录", "困境儿童保障事项清单", "首店引进奖励问答", "生育支持事项一览",
    "跨境电商通关便利事项", "人才公寓租住事项",
)  # fmt: skip
_CONSULTATIONS = (
    "关于征求《城区停车泊位收费调整草案》意见的公告",
    "《国土空间详细规划（东片区）》公开听取意见",
    "《养犬登记收费草案》公开征集意见",
)


def _rows(titles: tuple[str, ...], newest: date, step: int, body: str) -> list[Row]:
    return [
        Row(title, newest - timedelta(step * n), f"{title}。{body}")
        for n, title in enumerate(titles)
    ]


def _usual(plan: Plan, as_of: date, news: int, notices: int, policies: int, year_end: date | None,
           ) -> None:  # fmt: skip
    """Fill the plain lists: the newest entry is so many days old."""
    plan.lists.setdefault("notices", [])
    body = "具体内容由承办科室组织实施，详情可到便民窗口了解，联系人见文末。"
    if plan.kind != "department" or not plan.guest:
        plan.lists["news"] = _rows(_NEWS, as_of - timedelta(news), 3, body)
    if notices >= 0:
        plan.lists["notices"] += _rows(_NOTICES, as_of - timedelta(notices), 16, body)
    if plan.government:
        plan.lists["policy_documents"] = _rows(_POLICIES, as_of - timedelta(policies), 21, body)
        plan.lists["consultations"] = _rows(
            _CONSULTATIONS, as_of - timedelta(33), 41, "征集时间三十日，可来信来电。" + body
        )
        plan.lists["gazette"] = [
            Row(
                f"{plan.place}人民政府公报2026年第{n}期", as_of - timedelta(20 + 30 * (9 - n)), body
            )
            for n in range(9, 3, -1)
        ]
    reports = [
        Row(f"{plan.name}{year}年政府信息公开工作年度报告", date(year + 1, 1, 20), _report(year))
        for year in (2024, 2023, 2022)
    ]
    if year_end is not None:
        title = f"{plan.name}{as_of.year - 1}年政府信息公开工作年度报告"
        reports.insert(0, Row(title, year_end, _report(as_of.year - 1)))
    plan.lists["annual_reports"] = reports
    plan.lists["system_rules"] = [
        Row(
            "中华人民共和国政府信息公开条例", date(2019, 5, 15), "国务院公布，共六章五十六条。" * 6
        ),
        Row("云岭省政府信息公开规定", date(2020, 8, 1), "省人民政府公布，共五章。" * 6),
    ]


def _report(year: int) -> str:
    return f"一、总体情况。{year}年主动公开各类信息一千二百余条。二、主动公开政府信息情况。" * 3


def _heads(*people: tuple[str, str, str]) -> list[Leader]:
    return [Leader(*person) for person in people]


def qinghe(as_of: date, port: int) -> Plan:
    host = f"www.qinghe.stranger.test:{port}"
    plan = Plan("qinghe", "清禾市人民政府", "清禾市", "city", host, f"http://{host}/", "清政办发")
    make = Maker(plan, as_of, 0)
    make.docs(
        "good no_interp late1 edge_interp early no_forward no_back lack0 lack7 picture "
        "picture_and_text expert late_pub edge_pub earlier m_number m_none conflict e_abolished "
        "v_continued v_today v_marked province order personnel commend body approval repeal "
        "due_today pending stock repealed pinned good old_challenge old m_letter lack35 no_interp"
    )
    make.repost("国务院常务会议精神权威解读（来源：新华社）", 30)
    make.letters(
        "pending due_today due_yesterday ok1 edge late4 same holding acknowledged returned kind_c "
        "kind_j late30 ok2 late7 unanswered ancient"
    )
    plan.leaders = _heads(
        ("高启明", "市长", "领导市政府全面工作，负责审计方面的工作。"),
        ("苏映雪", "常务副市长", "负责发展改革、财政、政务公开、应急方面的工作。"),
        ("罗致远", "副市长", "负责农业农村、水利方面的工作。"),
    )
    _usual(plan, as_of, 1, 12, 30, date(2026, 3, 31))
    plan.lists["news"].append(Row("市情概览专题上线", date(2023, 5, 4), "专题长期有效。", True))
    return plan


def yuanbei(as_of: date, port: int) -> Plan:
    host = f"www.yuanbei.stranger.test:{port}"
    plan = Plan("yuanbei", "沅北县人民政府", "沅北县", "county", host, f"http://{host}/",
                "沅政办", ipv6="inner404")  # fmt: skip
    make = Maker(plan, as_of, 7, 12)
    make.docs(
        "good late1 no_links no_interp lack1 x_500 late_pub lack26 m_validity m_broken e_until "
        "e_years "
        "v_cleaned late_pub edge_interp forwarded old_500 unread good no_forward v_future m_two "
        "conflict"
    )
    make.bulk(11, 75)
    make.letters(
        "edge late4 ok1 kind_x holding acknowledged late7 unanswered ok2 returned same ok1", 4
    )
    plan.leaders = _heads(
        ("向天河", "县长", "主持县政府全面工作。"),
        ("田润禾", "副县长", "分管教育、卫生、政府信息公开、档案等工作。"),
        ("覃思齐", "副县长", "分管交通、住建、环保等工作。"),
    )
    _usual(plan, as_of, 21, 150, 30, date(2026, 4, 1))
    plan.state = {"gazette": "absent", "system_rules": "empty"}
    return plan


def lanquan(as_of: date, port: int) -> Plan:
    host = f"www.lanquan.stranger.test:{port}"
    plan = Plan("lanquan", "岚泉县人民政府", "岚泉县", "county", host, f"http://{host}/", "岚政规")
    make = Maker(plan, as_of, 13, 12)
    make.docs(
        "good no_interp no_back lack4 lack06 m_number m_signed e_signed e_yesterday v_today "
        "late_pub earlier edge_pub late2 order province old_soft404 picture good late1 old "
        "m_none v_abolished_later body no_interp"
    )
    make.letters(
        "ok1 late4 holding edge kind_c unanswered acknowledged late30 same due_today late7 ok2", 9
    )
    plan.leaders = _heads(
        ("贺长庚", "县长", "领导县政府全面工作，分管财政局、审计局。"),
        ("邝幼安", "副县长", "协助县长抓党务公开，分管文旅局、体育局。"),
        ("柴望舒", "副县长", "分管工业园区、商务局。"),
    )
    _usual(plan, as_of, 14, 195, 100, None)
    plan.state = {"consultations": "empty", "statutory_content": "absent"}
    return plan


def jiaoyu(as_of: date, port: int) -> Plan:
    host = f"www.tongshui.stranger.test:{port}"
    plan = Plan("jiaoyu", "桐水县教育局", "桐水县", "department", host,
                f"http://{host}/bm/jyj/", "桐教规", parent="tongshui")  # fmt: skip
    make = Maker(plan, as_of, 20, 20)
    make.docs(
        "good no_interp late1 lack5 m_letter late_pub no_interp e_until edge_interp good m_number "
        "no_back"
    )
    make.letters("ok2 kind_c late4 edge acknowledged unanswered kind_j same", 2, 20)
    plan.leaders = _heads(
        ("申屠静", "局长", "主持全面工作，分管人事。"),
        ("皮日新", "副局长", "负责基础教育、政务公开、电教工作。"),
    )
    _usual(plan, as_of, 3, 40, 0, date(2026, 1, 31))
    return plan


def tongshui(as_of: date, port: int) -> Plan:
    host = f"www.tongshui.stranger.test:{port}"
    plan = Plan("tongshui", "桐水县人民政府", "桐水县", "county", host, f"http://{host}/",
                "桐政办发", ipv6="none")  # fmt: skip
    make = Maker(plan, as_of, 26, 13)
    make.docs(
        "no_interp good m_published late1 no_forward lack2 lack17 e_abolished v_continued late_pub "
        "earlier m_validity good edge_interp old_timeout commend forwarded conflict e_years early "
        "m_broken no_links good"
    )
    make.letters(
        "ok1 edge late4 returned holding late7 unanswered same kind_x acknowledged ok2 late30", 13
    )
    plan.leaders = _heads(
        ("卓立群", "县长", "主持县政府全面工作。"),
        ("冉秋水", "副县长", "负责政务服务、政务公开、数据管理工作。"),
        ("欧阳澈", "副县长", "负责林业、水利工作。"),
    )
    _usual(plan, as_of, 14, 180, 200, date(2026, 2, 27))
    plan.state = {"agency_profile": "thin", "guide": "500", "consultations": "login"}
    return plan


def luqiao(as_of: date, port: int) -> Plan:
    host = f"www.lanquan.stranger.test:{port}"
    plan = Plan("luqiao", "芦桥镇人民政府", "芦桥镇", "township", host,
                f"http://{host}/col/col7100/index.html", "芦政", parent="lanquan")  # fmt: skip
    plan.leaders = _heads(
        ("甘雨田", "镇长", "主持镇政府工作，主管财政所。"),
        ("季平川", "副镇长", "主管民政、信访，具体抓政府信息公开。"),
    )
    _usual(plan, as_of, 3, -1, 0, date(2026, 2, 3))
    plan.lists["notices"] = [
        Row("关于通知公告栏目的情况说明", date(2026, 3, 2),
            "本镇2026年以来暂无需要发布的通知公告，特此说明。芦桥镇人民政府")
    ]  # fmt: skip
    plan.lists["annual_reports"] = []
    plan.state = {"notices": "none", "annual_reports": "empty"}
    return plan


def wumeng(as_of: date, port: int) -> Plan:
    host = f"www.wumeng.stranger.test:{port + 1}"
    plan = Plan("wumeng", "乌濛县人民政府", "乌濛县", "county", host, f"http://{host}/",
                "乌政通", ipv6="lonely")  # fmt: skip
    make = Maker(plan, as_of, 32, 14)
    make.docs(
        "good no_interp late1 no_back no_links late_pub lack3 lack46 m_none m_two e_until e_signed "
        "v_cleaned late_pub edge_pub edge_interp order personnel good late2 m_number no_forward"
    )
    make.letters(
        "ok2 late4 edge kind_c unanswered holding acknowledged late30 same returned ok1 late7", 6
    )
    plan.leaders = _heads(
        ("奚若谷", "县长", ""),
        ("荆楚云", "副县长", ""),
    )
    _usual(plan, as_of, 15, 20, 60, date(2026, 4, 15))
    plan.state = {"information_request": "absent", "gazette": "robots"}
    return plan


def pingchuan(as_of: date, port: int) -> Plan:
    host = f"www.pingchuan.stranger.test:{port}"
    plan = Plan("pingchuan", "坪川县人民政府", "坪川县", "county", host, f"http://{host}/",
                "坪政发", ipv6="mapped")  # fmt: skip
    make = Maker(plan, as_of, 38, 14)
    make.docs(
        "no_interp good late1 lack0 lack7 no_back no_forward m_number m_validity e_abolished "
        "e_yesterday v_future late_pub earlier edge_interp old early stock late_pub good"
    )
    make.letters(
        "accepted_late accepted_fast closed_fast closed_slow ok1 late4 edge holding acknowledged "
        "unanswered kind_c late7 same", 11,
    )  # fmt: skip
    plan.leaders = _heads(
        ("空缺", "县长", ""),
        ("祁连山", "副县长（主持工作）", "主持县政府日常工作，分管厂务公开、国资。"),
        ("阎若璩", "副县长", "分管卫生健康、民政。"),
    )
    _usual(plan, as_of, 2, -1, 30, date(2026, 3, 30))
    plan.lists["notices"] = []
    plan.state = {"gazette": "script", "guide": "absent", "notices": "empty"}
    for doc in plan.docs:  # the notices are empty here: nothing is listed earlier
        doc.earlier = None
    return plan


def linye(as_of: date, port: int) -> Plan:
    host = f"lyj.songyin.stranger.test:{port}"
    plan = Plan("linye", "松荫市林业局", "松荫市", "department", host, f"http://{host}/", "松林规")
    make = Maker(plan, as_of, 3, 18)
    make.docs("good late1 no_interp lack6 late_pub no_interp no_links m_number m_broken late_pub "
        "e_years v_future "
              "edge_interp conflict good early")  # fmt: skip
    make.letters("ok1 late4 edge unanswered holding acknowledged kind_c same late7", 15, 17)
    plan.leaders = _heads(
        ("林知秋", "局长", "主持全面工作，分管机关党委。"),
        ("杜若兰", "副局长", "负责造林、种苗、信访工作。"),
    )
    _usual(plan, as_of, 30, 200, 0, date(2026, 2, 3))
    plan.state = {"information_request": "absent"}
    return plan


def huangtu(as_of: date, port: int) -> Plan:
    host = f"huangtuzhen.stranger.test:{port}"
    plan = Plan("huangtu", "黄土嘴镇人民政府", "黄土嘴镇", "township", host, f"http://{host}/",
                "黄政")  # fmt: skip
    make = Maker(plan, as_of, 9, 18)
    make.letters("ok1 edge late4 same unanswered holding acknowledged kind_j", 1, 19)
    plan.leaders = _heads(
        ("霍去尘", "镇长", "主持镇政府全面工作。"),
        ("卫长平", "副镇长", "负责党政办、政务公开、统计工作。"),
    )
    _usual(plan, as_of, 30, 180, 0, date(2026, 2, 11))
    plan.lists["normative_documents"] = [
        Row("关于2026年度行政规范性文件的情况说明", date(2026, 1, 12),
            "经清理，本镇2026年度未制定行政规范性文件，特此说明。黄土嘴镇人民政府")
    ]  # fmt: skip
    plan.state = {"agency_profile": "absent", "normative_documents": "none",
                  "interpretations": "absent"}  # fmt: skip
    return plan


ALL = (qinghe, yuanbei, lanquan, jiaoyu, tongshui, luqiao, wumeng, pingchuan, linye, huangtu)


def plans(as_of: date, port: int) -> list[Plan]:
    """The ten plans, in the order of the watchlist."""
    return [one(as_of, port) for one in ALL]
