"""The roles that a section (栏目) of a portal can have, by the names of the rulebooks."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a section is for, whatever the portal calls it; synonyms are in `crawler/pages`."""

    HOME = "home"
    PLATFORM = "platform"
    GUIDE = "guide"
    SYSTEM_RULES = "system_rules"
    STATUTORY_CONTENT = "statutory_content"
    ANNUAL_REPORTS = "annual_reports"
    INFORMATION_REQUEST = "information_request"
    NORMATIVE_DOCUMENTS = "normative_documents"
    POLICY_DOCUMENTS = "policy_documents"
    INTERPRETATIONS = "interpretations"
    LEADERS = "leaders"
    AGENCY_PROFILE = "agency_profile"
    INNER_OFFICES = "inner_offices"
    SUBORDINATE_BODIES = "subordinate_bodies"
    DISPATCHED_BODIES = "dispatched_bodies"
    POWER_LIST = "power_list"
    MESSAGE_BOARD = "message_board"
    CONSULTATIONS = "consultations"
    CONSULTATION_FEEDBACK = "consultation_feedback"
    GAZETTE = "gazette"
    BUDGETS = "budgets"
    PROPOSALS = "proposals"
    KEY_TASKS = "key_tasks"
    DECISION_CATALOGUE = "decision_catalogue"
    EMERGENCY_PLANS = "emergency_plans"
    GRASSROOTS_STANDARDISATION = "grassroots_standardisation"
    BUSINESS_ENVIRONMENT = "business_environment"
    PUBLIC_INSTITUTIONS = "public_institutions"
    NEWS = "news"
    NOTICES = "notices"
    RESPONSES = "responses"
    PRESS_CONFERENCES = "press_conferences"
    SERVICE_GUIDES = "service_guides"
    SEARCH = "search"
    NEW_MEDIA = "new_media"
    NAMED = "named"

    @property
    def chinese(self) -> str:
        """What the role is called in sentences and tables shown to users (docs/glossary.md)."""
        return _CHINESE[self]


_CHINESE: dict[Role, str] = {
    Role.HOME: "首页",
    Role.PLATFORM: "政府信息公开平台",
    Role.GUIDE: "政府信息公开指南",
    Role.SYSTEM_RULES: "政府信息公开制度",
    Role.STATUTORY_CONTENT: "法定主动公开内容",
    Role.ANNUAL_REPORTS: "政府信息公开年报",
    Role.INFORMATION_REQUEST: "依申请公开",
    Role.NORMATIVE_DOCUMENTS: "规范性文件",
    Role.POLICY_DOCUMENTS: "政策文件",
    Role.INTERPRETATIONS: "政策解读",
    Role.LEADERS: "领导信息",
    Role.AGENCY_PROFILE: "机构概况",
    Role.INNER_OFFICES: "内设机构",
    Role.SUBORDINATE_BODIES: "下属单位",
    Role.DISPATCHED_BODIES: "派出机构",
    Role.POWER_LIST: "权责清单",
    Role.MESSAGE_BOARD: "互动留言",
    Role.CONSULTATIONS: "意见征集",
    Role.CONSULTATION_FEEDBACK: "意见征集反馈",
    Role.GAZETTE: "政府公报",
    Role.BUDGETS: "财政预决算",
    Role.PROPOSALS: "建议提案办理",
    Role.KEY_TASKS: "重点工作",
    Role.DECISION_CATALOGUE: "重大决策目录",
    Role.EMERGENCY_PLANS: "应急预案",
    Role.GRASSROOTS_STANDARDISATION: "基层政务公开标准化规范化",
    Role.BUSINESS_ENVIRONMENT: "营商环境",
    Role.PUBLIC_INSTITUTIONS: "公共企事业单位",
    Role.NEWS: "动态要闻",
    Role.NOTICES: "通知公告",
    Role.RESPONSES: "回应关切",
    Role.PRESS_CONFERENCES: "新闻发布会",
    Role.SERVICE_GUIDES: "办事指南",
    Role.SEARCH: "站内检索",
    Role.NEW_MEDIA: "政务新媒体",
    Role.NAMED: "按名称查找的栏目",
}
