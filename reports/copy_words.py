"""How an archived copy speaks of itself: Chinese as it is, another language by catalogue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from reports.wording import SAMPLE_BANNER, moment_text

MESSAGES = (
    "网页存证", "网页存证：%(title)s", "地址", "采集时间", "%(moment)s（北京时间）", "大小",
    "%(size)s 字节", "引用内容", "（未在下文中逐字定位，请以存证原件为准）", "图片",
    "内部资料，含未遮盖的个人信息，仅供核对使用，不得复制、转发或公开；本次查看已记录。",
    "以下为去除脚本、样式、表单、图片和链接后的文字版，个人信息已遮盖，引用内容已标出；"
    "原件以上述摘要保存在存证库中。",
    "以下为去除脚本、样式、表单、图片和链接后的文字版，个人信息未遮盖，引用内容已标出；"
    "原件以上述摘要保存在存证库中。",
    "网页元数据标签（%(count)s）", "此存证不是网页文本（共 %(size)s 字节），不在此显示。",
    "内容过长，以下省略。", SAMPLE_BANNER,
)  # fmt: skip
"""All that it may say where the console shows it; the words of the page stay as they are."""


@dataclass(frozen=True)
class CopyWords:
    """A language: its code, `say` gives its words for a Chinese message, `moment` writes a time."""

    language: str
    say: Callable[[str], str]
    moment: Callable[[datetime], str]


IN_CHINESE = CopyWords("zh-CN", lambda message: message, moment_text)
