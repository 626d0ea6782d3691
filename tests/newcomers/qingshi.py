"""青石县: hand-made cards with split dates; many things stand where nobody expects them."""

from __future__ import annotations

from tests.newcomers import texts
from tests.newcomers.facts import Entry, Unit, d
from tests.newcomers.frame import (
    Book,
    news,
    notices,
    policies,
    reading,
)
from tests.newcomers.qingshi_pages import HOME, Qingshi


def unit() -> Unit:
    u = Unit("qingshi", "青石县人民政府", "county", HOME + "/", "lanchuan", ipv6="home only")
    b = Book(u, "青政办规", "关于印发《青石县{}》的通知", "青石县{}——政策问答式解读")
    b.doc("301", "石材矿山生态修复基金规定", 1, "2026-02-04", "2026-02-06", reading("2026-02-10"))
    b.doc(
        "302",
        "农村客货邮融合站点建设标准",
        4,
        "2026-05-11",
        "2026-05-14",
        reading("2026-05-20", "主要任务"),
    )
    b.doc(
        "303",
        "公墓价格分级管理办法",
        6,
        "2026-06-16",
        "2026-06-18",
        reading("2026-06-24", title="《青石县{}》解读", fwd=False),
    )
    b.doc("304", "体育场馆低免开放规则", 9, "2026-07-20", "2026-07-23")
    b.doc(
        "305",
        "道路扬尘污染防治规定",
        12,
        "2026-09-23",
        "2026-09-24",
        reading("2026-09-30", "意义", "创新举措"),
    )
    b.doc(
        "306",
        "数字档案馆服务指引",
        13,
        "2026-10-09",
        "2026-10-13",
        reading("2026-10-13"),
        broken=True,
    )
    b.doc(
        "307",
        "",
        "青石县人民政府公告第3号",
        "2026-11-02",
        "2026-11-04",
        reading("2026-11-06", title="《青石县禁养区划定方案调整公告》解读"),
        full="青石县禁养区划定方案调整公告",
    )
    b.doc("308", "残疾人辅助器具适配补贴办法", 15, "2026-11-13", "2026-11-17")
    b.doc("309", "露天烧烤定点经营规定", 3, "2024-03-04", "2024-03-07", state="已废止", lapsed=True)
    b.doc(
        "310",
        "物业企业信用评价细则",
        8,
        "2021-08-02",
        "2021-08-05",
        expired=True,
        tail="第六条　本细则自2021年9月1日起施行，有效期五年。",
    )
    b.doc(
        "311",
        "村级公益岗管理办法",
        10,
        "2024-12-20",
        "2024-12-25",
        tail="第六条　本办法自2025年1月1日起施行，有效期三年。",
    )
    b.doc(
        "312",
        "犬只免疫登记管理办法",
        14,
        "2026-08-27",
        "2026-09-28",
        reading("2026-09-29", "解读联系", "邮箱缺", back=False),
        shown={"成文日期": "--"},
        faults=("成文日期",),
        unsigned=True,
    )
    b.doc(
        "313",
        "",
        "青政办规〔2026〕7号",
        "2026-06-02",
        "2026-07-03",
        reading("2026-07-06", title="青石县共享农机服务办法——政策问答式解读"),
        full="关于印发《青石县共享农机服务办法》的通知",
    )
    b.doc(
        "314",
        "无障碍出租车运营补贴办法（试行）",
        11,
        "2024-09-12",
        "2024-09-18",
        expired=True,
        tail="第六条　本办法自2024年10月1日起试行，有效期两年。",
    )
    b.foreign(
        "391",
        "【上级解读】国务院办公厅有关负责人就优化营商环境答记者问（转载中国政府网）",
        "2026-04-08",
        "repost",
    )
    for row in (
        ("0901", 12, "咨询", "2026-11-17", ("2026-11-20", "ok")),
        ("0902", 13, "咨询", "2026-11-12", ("2026-11-18", "ok")),
        ("0903", 14, "建议", "2026-11-06", ("2026-11-11", "ok")),
        ("0904", 15, "咨询", "2026-10-30", ("2026-11-06", "ok")),
        ("0905", 16, "求助", "2026-10-16", ("2026-10-16", "ack")),
        ("0906", 17, "咨询", "2026-09-28", ("2026-09-30", "back")),
        ("0907", 18, "举报", "2026-09-07", ("2026-09-28", "ok")),
        ("0908", 19, "咨询", "2026-08-13", ("2026-08-18", "then")),
        ("0909", 0, "咨询", "2026-07-09", ("2026-07-10", "ack"), ("2026-07-14", "ok")),
        ("0910", 1, "建议", "2026-05-06", ("2026-05-09", "ok")),
        ("0911", 2, "咨询", "2026-05-06", ("2026-05-11", "ok")),
        ("0912", 3, "咨询", "2026-11-13"),
    ):
        b.letter(*row)
    late = news("青石县", "2026-10-30", count=14)
    late.insert(0, Entry("n97", "青石县迎新年健步走活动报名", d("2026-12-31"), text=texts.NEWS))
    late.insert(1, Entry("n96", "青石县冬季旅游季启动仪式安排", d("2026-11-28"), text=texts.NEWS))
    pinned = notices("青石县", "2026-10-09")
    pinned.insert(
        0, Entry("g98", "关于谨防电信网络诈骗的提示", d("2023-02-01"), text=texts.NOTICE, top=True)
    )
    u.lists = {
        "news": late,
        "notices": pinned,
        "policy_documents": policies("青石县", "2026-05-08"),
        "interpretations": [Entry(x.key, x.title, x.on) for x in u.interps],
    }
    u.sections = {"consultations": ("failed", "暂无信息, no statement")}
    u.leaders = ("cant_tell", "no division of work anywhere")
    u.report = "2026-03-20"
    Qingshi(u).render()
    return u
