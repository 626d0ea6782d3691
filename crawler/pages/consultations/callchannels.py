"""The ways to answer a call for opinions: e-mail, telephone, post, online."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.pages.consultations.callparts import ANSWERING
from crawler.pages.documents.interpretation import EMAIL, PHONE
from crawler.pages.markup.outline import outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import shown
from crawler.pages.words.masking import mask, mask_numbers
from crawler.pages.words.text import key
from crawler.records.model import Field, Link, Source

_CALLED = re.compile(r"(?:电话|传真|联系方式|热线|座机|致电|来电)[^\d\n@。；]{0,24}(?=[（(]?\d)")
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}\s?[-—－–]\s?[2-9]\d{6,7}(?!\d)")
_POST = re.compile(
    r"(?:通讯地址|通信地址|邮寄地址|联系地址|来信地址|寄送地址|收件地址|邮寄至|邮寄到|寄至|寄到|寄往|寄送至|请寄|函寄|投寄至|信函[^。\n]{0,12}(?:至|到|寄)|(?<![网页])地址)"
    r"\s?[:：]?\s?[\u4e00-\u9fff\d（(“]{4,}"
)
_ONLINE = re.compile(
    r"(?:发表|提交|填写|在线|网上|点击)(?:提|发表|填写|提交|反馈|参与)?.{0,4}(?:意见|建议|参与|反馈|问卷)"
    r"|(?:登[录陆]|通过|进入|在|访问)[^。；\n]{2,40}(?:网站|平台|门户|栏目|系统|网址|专栏|公众号|小程序)[^。；\n]{0,30}"
    r"(?:提出|反馈|留言|提交|发表|参与|填写)"
)
_SURVEY = re.compile(r"//(?:wj\.qq\.com|www\.wjx\.(?:cn|top)|[\w.]*wenjuan)", re.I)


def channels_of(page: Page, text: str, links: Iterable[Link]) -> tuple[Field[str], ...]:
    """Every way to answer that the page gives, each kind once; personal numbers are masked."""
    found: list[Field[str]] = []

    def add(label: str, words: str) -> None:
        shown = mask_numbers(" ".join(words.split()))[:80]
        found.append(Field(shown, shown, Source.TEXT, label, "正文", page.url))

    mail = EMAIL.search(text)
    if mail is not None:
        add("电子邮箱", mask(mail.group()))
    for called in _CALLED.finditer(text):
        number = PHONE.match(text, called.end())
        if number is not None:
            add("电话", text[called.start() : number.end()])
            break
    bare = _LANDLINE.search(text)
    if bare is not None and all(one.label != "电话" for one in found):
        add("电话", bare.group())
    post, online = _POST.search(text), _ONLINE.search(text)
    if post is not None:
        add("通信地址", text[post.start() : post.end() + 30].split("\n")[0])
    survey = next((one for one in links if _SURVEY.search(one.url)), None)
    tab = _answer_tab(page)
    if online is not None:
        add("在线提交", online.group())
    elif survey is not None or tab or page.root.css_first("textarea") is not None:
        add("在线提交", survey.text if survey is not None else tab or "网页表单")
    return tuple(found)


def _answer_tab(page: Page) -> str:
    """The name of a panel or button that takes opinions; empty if there is none."""
    view, layout = shown(page), outline(page)
    lines = view.lines[max(layout.title_end, 0) : layout.footer]
    named = (line.text for line in lines if not line.template and len(line.text) <= 12)
    return next((text for text in named if key(text) in ANSWERING), "")
