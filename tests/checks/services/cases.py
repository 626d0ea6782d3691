"""Service guides for tests."""

from __future__ import annotations

from typing import Any

from crawler.portals import Role
from crawler.records import GuideField, ServiceGuide
from tests.builders import on, shot, url_of

VALUES = {
    "name": "社会保障卡申领",
    "basis": "《社会保险法》第五十八条",
    "conditions": "具有本县户籍或者在本县参加社会保险",
    "materials": "1.身份证；2.申请表",
    "procedure": "申请、受理、审核、制卡、领取",
    "time_limit": "5个工作日",
    "fee": "不收费",
    "place": "县政务服务中心二楼12号窗口",
    "phone": "0557-7022345",
    "method": "窗口办理、网上办理",
}


def guide(
    path: str = "zn/1.html", title: str = "社会保障卡申领办事指南", **more: Any
) -> ServiceGuide:
    """A guide with all its parts; a slug given as None has no label there, others that value."""
    values = VALUES | {slug: more.pop(slug) for slug in tuple(more) if slug in _SLUGS}
    facts = {"fields": tuple(GuideField(s, s, v) for s, v in values.items() if v is not None)}
    url, dated = url_of(path), on(more.pop("dated", "2026-03-02"))
    facts |= more
    return ServiceGuide(url, title, Role.SERVICE_GUIDES, shot(url), published_on=dated, **facts)


_SLUGS = {*VALUES, "code", "type", "result", "form", "approved_on", "level", "other"}
