"""The Chinese of a trial page: kinds of records, their fields, and where a field stood."""

from __future__ import annotations

import re

KIND_NAMES = {
    "entry": "列表条目",
    "document": "文件",
    "interpretation": "政策解读",
    "message": "来信",
    "leader": "领导",
    "annual_report": "信息公开年报",
    "static_page": "单页",
    "ipv6_probe": "IPv6 探测",
    "sought_page": "按标题查找的页面",
    "entrances": "首页入口",
    "disclosure_guide": "信息公开指南",
    "agency_profile": "机构概况",
    "consultation": "意见征集",
    "proposal_reply": "建议提案答复",
    "emergency_plan": "应急预案",
    "hotline_numbers": "热线电话",
    "attachment": "附件",
    "gazette_page": "政府公报",
    "personal_data": "个人信息排查",
    "site_identity": "网站标识",
    "dead_link": "失效链接",
    "link_survey": "链接检查",
    "search_probe": "站内检索测试",
    "search_box": "站内检索框",
    "service_guide": "办事指南",
    "account_list": "政务新媒体账号",
    "document_copy": "文件的其他版本",
    "page_surface": "页面外观",
    "fiscal_report": "预决算",
    "decision_catalogue": "重大决策事项目录",
    "home_frames": "首页框架",
    "page_dates": "日期线索",
    "list_read": "列表全读记录",
    "late_entry": "疑似倒签线索",
    "home_openings": "首页访问记录",
    "day_change": "改标日期",
}
FIELD_NAMES = {
    "accepted_on": "受理时间",
    "address": "办公地址",
    "adopted": "采纳意见数",
    "answered_on": "反馈日期",
    "asks": "征求意见的表述",
    "begins_on": "开始日期",
    "body": "受理单位",
    "contacts.body": "机构名称",
    "replies.body": "答复单位",
    "channels": "反馈渠道",
    "closed_on": "办结时间",
    "date": "日期",
    "draft": "征求意见稿",
    "duties": "机构职能",
    "effective_on": "施行日期",
    "email": "电子邮箱",
    "ends_on": "截止日期",
    "forwarded_on": "转办时间",
    "grounds": "起草说明",
    "hidden": "未在页面显示的内容",
    "hours": "办公时间",
    "icp_number": "ICP 备案号",
    "in_charge": "主管机构",
    "index_number": "索引号",
    "interpreter": "解读机关",
    "issued_on": "发文日期",
    "issuer": "发布机构",
    "kind": "类别",
    "lasts_days": "期限（天）",
    "lasts_working_days": "期限（工作日）",
    "leader": "负责人",
    "message_kind": "来信类别",
    "number": "文号或编号",
    "numbers": "热线号码",
    "offices": "机构设置",
    "on": "落款日期",
    "organiser": "主办单位",
    "origin": "来源",
    "other_dates": "其他日期",
    "outcome": "采纳情况",
    "period": "起止时间",
    "person": "解读人",
    "phone": "联系电话",
    "police_number": "公安备案号",
    "published_on": "发布日期",
    "reasons": "未采纳理由",
    "received": "收到意见数",
    "repealed_on": "废止日期",
    "replied_on": "答复时间",
    "reply_to": "办理类别",
    "signed_on": "成文日期",
    "site_code": "网站标识码",
    "status": "办理状态",
    "submitted_on": "来信时间",
    "summary": "内容概述",
    "updated_on": "更新日期",
    "valid_until": "有效期至",
    "valid_years": "有效期（年）",
    "validity": "有效性",
    "withheld": "不予公开的说明",
    "adviser": "咨询单位",
    "audited_on": "审核时间",
    "category": "分类",
    "dated": "时间",
    "division": "工作分工",
    "followup": "后续办理",
    "letter": "来信内容",
    "name": "姓名",
    "other_phone": "其他电话",
    "personal": "个人情况",
    "post": "职务",
    "postcode": "邮政编码",
    "reply": "答复内容",
    "reply_body": "答复单位",
    "reply_stamp": "答复落款",
    "resume": "简历",
    "sender": "来信人",
    "validity_period": "有效期",
}
SOURCE_NAMES = {
    "label": "标签旁",
    "meta": "网页元数据",
    "row": "列表行",
    "text": "正文",
    "signature": "落款",
    "comment": "网页注释",
    "address": "网址",
}
_VALIDITY = {
    "valid": "有效",
    "lapsed": "失效",
    "repealed": "废止",
    "partly": "部分有效",
    "amended": "已修改",
    "not_yet": "尚未生效",
}
_GROUPS = {"replies": "第{}次答复", "contacts": "第{}处联系方式"}
_PLACES = {"list row": "列表行", "list file": "列表附件"}
_CHINESE = re.compile("[\u4e00-\u9fff]")
_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")


def field_name(name: str) -> str:
    """A field as readers call it: `replies[1].replied_on` is 第1次答复·答复时间."""
    steps = [(found[1], found[2] or "") for found in _STEP.finditer(name)]
    if not steps:
        return "其他字段"
    last, above = steps[-1][0], steps[:-1]
    key = ".".join((*(part for part, _ in above), last))
    own = FIELD_NAMES.get(key) or FIELD_NAMES.get(last, "其他字段")
    groups = [_GROUPS[part].format(count) for part, count in above if part in _GROUPS]
    return "·".join((*groups, own))


def value_text(name: str, value: str) -> str:
    """What was read, in words."""
    return _VALIDITY.get(value, value) if name.rpartition(".")[2] == "validity" else value


def place_text(place: str) -> str:
    """Where a field stood; empty where only a programmer has a word for it."""
    return place if _CHINESE.search(place) else _PLACES.get(place, "")
