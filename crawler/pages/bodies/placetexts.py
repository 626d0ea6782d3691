"""Pages about a place (镇情概况, 区情): what they tell of the land is no profile of a body."""

from __future__ import annotations

import re

from crawler.records.materials import AgencyProfile
from crawler.records.model import Field

_PLACE = tuple(map(re.compile, (
    "位于|地处|坐落", "面积|平方公里", r"(?:人口|户籍|总户数).{0,6}\d",
    r"辖.{0,12}(?:村|社区|街道|乡|镇)", "气候|降水|海拔|地形|地貌",
    "历史|文物|古迹|名胜|景区|特产", "交通|高速|铁路", "生产总值|耕地|产业",
)))  # fmt: skip
_DUTIES = re.compile(
    r"职[责能]|执行.{0,40}(?:决议|决定|命令|法律)|管理本(?:行政)?区域|贯彻|方针政策|工作"
)
_CUES, _FACTS = 2, 2


def tells_of_a_place(profile: AgencyProfile) -> bool:
    """Whether a page tells of the land and its people, and nothing of the body that governs it.

    Duties are enough to tell of a body, or two of offices, head and how to reach it.
    """
    reach = any(one.address or one.phone or one.hours for one in profile.contacts)
    facts = sum((reach, bool(_said(profile.offices)), bool(_said(profile.leader))))
    body = _DUTIES.search(_said(profile.duties)) is not None or facts >= _FACTS
    return not body and sum(bool(cue.search(profile.text)) for cue in _PLACE) >= _CUES


def _said(field: Field[str] | None) -> str:
    return field.value or "" if field is not None else ""
