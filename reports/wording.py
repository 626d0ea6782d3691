"""The words shown to users, one for each identifier (a test finds identifiers without a word)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from checks.engine.attesting import Verdict
from checks.engine.case import CaseState, Stage
from checks.engine.causes import Why
from checks.engine.outcome import Outcome
from checks.engine.requirement import Assessment, Requirement, Scoring
from checks.engine.workflow import Action, Actor
from crawler.portals import PortalKind, Role
from crawler.records import Cause
from crawler.records.dossier import ReadState
from crawler.records.moments import beijing

VERDICTS: dict[Verdict, str] = {
    Verdict.MET: "符合",
    Verdict.NOT_MET: "不符合",
    Verdict.INAPPLICABLE: "不适用",
}

OUTCOMES: dict[Outcome, str] = {
    Outcome.PASSED: "符合",
    Outcome.FAILED: "不符合",
    Outcome.PENDING: "未到期",
    Outcome.CANT_TELL: "无法判定（不扣分）",
    Outcome.INAPPLICABLE: "不适用",
}

STATES: dict[CaseState, str] = {
    CaseState.SUSPECTED: "疑似（待核实）",
    CaseState.OPEN: "已确认待下发",
    CaseState.NOTIFIED: "已下发",
    CaseState.RECTIFYING: "整改中",
    CaseState.RESOLVED: "已销号",
    CaseState.REOPENED: "反弹",
    CaseState.WAIVED: "免予扣分",
    CaseState.DISPUTED: "申诉中",
}

STAGES: dict[Stage, str] = {
    Stage.TO_VERIFY: "待核实",
    Stage.TO_SIGN: "待审签",
    Stage.ISSUED: "已下发",
    Stage.RECEIVED: "已签收",
    Stage.RECTIFYING: "整改中",
    Stage.REPORTED: "已反馈",
    Stage.RECHECKING: "复核中",
    Stage.RETEST_PASSED: "系统复测通过",
    Stage.CLOSED: "已销号",
    Stage.RETURNED: "退回重改",
    Stage.TRANSFERRED: "转办",
    Stage.EXTENDED: "延期",
    Stage.OVERDUE: "逾期未反馈",
    Stage.DISPUTED: "申诉中",
    Stage.UPHELD: "申诉成立（误报核销）",
    Stage.REJECTED: "申诉不成立",
    Stage.TO_EXPLAIN: "不可补正待说明",
    Stage.SHELVED: "挂账",
    Stage.WAIVED: "免予扣分",
    Stage.RETRACTED: "误报核销",
}

WHYS: dict[Why, str] = {
    Why.SITE: "网站内容变化",
    Why.TIME: "期限届满",
    Why.SIGHT: "可观察情况变化",
    Why.RULE: "指标体系修订",
    Why.CALENDAR: "工作日历更新",
    Why.SPIDER: "采集程序或采集范围变化",
    Why.SCANNER: "监测端自身原因",
    Why.FIRST: "首次测评",
    Why.WINDOW: "不再列出或不再属于测评范围",
    Why.SECOND_READ: "第二次查看确认",
}

ACTORS: dict[Actor, str] = {
    Actor.HANDLER: "经办",
    Actor.REVIEWER: "审核",
    Actor.SIGNATORY: "签发",
    Actor.CONTACT: "联络员",
    Actor.LEADER: "分管领导",
    Actor.ASSESSOR: "第三方测评机构",
    Actor.OPERATOR: "平台运维单位",
}

ACTIONS: dict[Action, str] = {
    Action.CONFIRM: "核实确认",
    Action.ISSUE: "下发",
    Action.SIGN: "签收",
    Action.START: "开始整改",
    Action.FEEDBACK: "反馈整改情况",
    Action.RECHECK: "转入复核",
    Action.CLOSE: "销号",
    Action.RETURN: "退回重改",
    Action.TRANSFER: "转办",
    Action.EXTEND: "延期",
    Action.WAIVE: "免予扣分",
    Action.REINSTATE: "恢复处理",
    Action.DISPUTE: "提出申诉",
    Action.ACCEPT: "认可",
    Action.REJECT: "不予认可",
    Action.EXPLAIN: "提交情况说明",
    Action.SHELVE: "挂账",
}

UNLISTED = "页面已撤下或不再列出，未视为整改，待人工核实"

CAUSES: dict[Cause, str] = {
    Cause.UNREACHABLE: "无法访问",
    Cause.BLOCKED: "被拒绝访问",
    Cause.CHALLENGED: "遇到反爬验证",
    Cause.SOFT_404: "软404（页面已失效但仍返回正常状态）",
    Cause.ROBOTS: "robots 限制",
    Cause.LIMIT: "超出采集上限",
    Cause.UNREADABLE: "无法读取",
    Cause.COLLAPSED: "栏目条目异常减少",
    Cause.CALENDAR: "缺少工作日历",
    Cause.SCANNER: "监测端自身原因",
    Cause.AMBIGUOUS: "信息有歧义",
}

READ_STATES: dict[ReadState, str] = {
    ReadState.WHOLE: "完整读取",
    ReadState.PART: "部分读取",
    ReadState.EMPTY: "空白栏目",
    ReadState.ABSENT: "未找到栏目",
    ReadState.UNOBSERVABLE: "无法观察",
}

KINDS: dict[PortalKind, str] = {
    PortalKind.PROVINCE: "省级政府",
    PortalKind.CITY: "市级政府",
    PortalKind.COUNTY: "县级政府",
    PortalKind.TOWNSHIP: "乡镇（街道）",
    PortalKind.DEPARTMENT: "政府部门",
    PortalKind.INSTITUTION: "事业单位",
    PortalKind.ENTERPRISE: "国有企业",
}

SCORINGS: dict[Scoring, str] = {
    Scoring.SHARE: "按符合比例计分",
    Scoring.PER_DEFECT: "按问题个数扣分",
    Scoring.VETO: "单项否决",
    Scoring.NONE: "仅提示，不计分",
}

ASSESSMENTS: dict[Assessment, str] = {
    Assessment.AUTOMATIC: "自动测评",
    Assessment.PARTIAL: "部分自动测评",
    Assessment.MANUAL: "人工测评",
    Assessment.PROCESS: "过程性工作，查阅材料",
}

UNITS: dict[str, str] = {
    "working days": "个工作日",
    "days": "天",
    "calendar days": "天",
    "characters": "字",
    "clicks": "次点击",
    "percent": "%",
    "entries": "条",
    "items": "项",
    "elements": "项",
    "events": "次",
    "hours": "小时",
}

SAMPLE = "示例数据"
SAMPLE_BANNER = "示例数据：本次结果来自软件自带的虚构县市，不涉及任何真实单位或个人。"
WEEKDAYS = "一二三四五六日"

LEGEND: tuple[tuple[str, str], ...] = (
    ("符合", "已看到，且达到指标要求。"),
    ("不符合", "已看到，且未达到指标要求；每条都附网页存证。"),
    ("未到期", "尚未完成，但期限未到。"),
    ("无法判定（不扣分）", "未能看到或看不清，说明原因，不扣分，只放宽得分区间。"),
    ("不适用", "该指标不约束这一单位或这一条信息。"),
    ("疑似（待核实）", "因“没有找到”而不符合，须隔日再次读取一致后才确认；确认前不下发、不扣分。"),
    ("存量问题", "监测起始日之前已到期的问题，列出但不扣分。"),
    ("不可补正", "迟到即成事实的问题，只在所属测评轮次计一次，提交情况说明后销号。"),
    (
        "期限日历",
        "蓝框为起算日，浅蓝为计入的工作日，灰色为不计的休息日并注明原因，红色为到期日，绿框为实际办结日。",
    ),
    ("采集覆盖率", "计划观察的事项中实际观察到的比例。"),
    (
        "得分依据",
        "得分所依据的测评记录数，占应测记录（含无法判定和疑似）的比例；"
        "记录过少或测得不足一半的，注明依据不足。",
    ),
    (
        "得分区间",
        "把未能判定和疑似（待核实）的事项全部按不符合（下限）和全部按符合（上限）计算所得的范围。",
    ),
    ("网页存证", "采集时保存的网页原件，以 SHA-256 摘要锁定，可离线复核。"),
)


_ASPECTS = {
    "document→interpretation": "文件到解读的链接",
    "interpretation→document": "解读到文件的链接",
}


def aspect_name(aspect: str) -> str:
    """An aspect as people read it; what it is stored as stays, for cases are known by it."""
    return "、".join(_ASPECTS.get(part, part) for part in aspect.split("、"))


def role_name(role: str) -> str:
    """The section's Chinese name for a role identifier; other text comes back unchanged."""
    try:
        return Role(role).chinese
    except ValueError:
        return role


def area_of(requirement: Requirement) -> str:
    """The first-level indicator (一级指标) of a requirement; its rulebook where it names none."""
    return requirement.level1 or requirement.rulebook


def day_text(day: date | None) -> str:
    """A date as 2026年11月20日; empty for none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def short_day(day: date) -> str:
    """A date with its weekday: 9月28日（周一）."""
    return f"{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def moment_text(moment: datetime) -> str:
    """A moment in Beijing time, to the minute: 2026年11月20日 02:00."""
    local = beijing(moment)
    return f"{day_text(local.date())} {local:%H:%M}"


def measured_text(measured: float | None, unit: str | None) -> str:
    """A measured value with its unit in Chinese: 31个工作日; empty for none."""
    if measured is None:
        return ""
    if unit == "share":
        return f"{measured * 100:.4g}%"
    return f"{measured:g}{UNITS.get(unit or '', unit or '')}"


CHARGES: Mapping[str, str] = {
    "old_stock": "存量问题，不扣分",
    "waived": "免予扣分",
    "suspected": "疑似问题，待核实，不扣分",
    "other_round": "不属于本测评轮次，不扣分",
    "elsewhere": "同一事项已在关联指标扣分",
    "trial": "试运行期间不扣分",
    "waived_since": "测评之后免予扣分：本次得分不变，自下一次测评起不再扣分",
    "reinstated_since": "测评之后恢复处理：本次得分不变，自下一次测评起扣分",
    "confirmed_since": "测评之后核实确认：本次得分不变，自下一次测评起扣分",
}
"""Why a problem costs nothing, or costs otherwise from the next score on."""

PLACES: Mapping[str, str] = {
    "passed": "符合",
    "failed": "不符合，计入扣分",
    "suspected": "疑似，不扣分",
    "old_stock": "存量问题，不扣分",
    "waived": "免予扣分",
    "other_round": "不属于本测评轮次，不扣分",
    "elsewhere": "同一事项已在关联指标扣分",
}
"""Where a score's line counts a judgement."""
