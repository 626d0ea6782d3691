"""A page on a deputies' suggestion or a members' proposal (建议提案办理) → `ProposalReply`."""

from __future__ import annotations

import re

from crawler.pages.disclosures.annual_report import year_of
from crawler.pages.documents.document import read_document
from crawler.pages.markup.body import column_of, media_counts
from crawler.pages.markup.labelled import as_body, as_text, best, labelled_fields, normal_number
from crawler.pages.markup.page import Page
from crawler.pages.task import Task
from crawler.pages.words.masking import mask
from crawler.records.materials import ProposalReply
from crawler.records.model import Document, Field, Snapshot, Source

_SUGGESTION = re.compile(
    r"人大|人民代表大会|代表(?:.{0,12})(?:建议|议案|意见)|(?<!政协)代表建议|议案"
)
_PROPOSAL = re.compile(r"政协|提案|委员会议|政治协商")
_REPLY = re.compile(
    r"答复|复函|回复|复文|答覆|[\d一二三四五六七八九十]\s?号\s?[（(《]?(?:建议|提案|议案)"
)
_NUMBERED = re.compile(r"第?\s?[A-Z]?\d{1,5}\s?号|第[一二三四五六七八九十百]{1,5}号")
_ABOUT_ALL = re.compile(
    r"总体|总结|汇总|目录|清单|一览|通知|交办|座谈|推进会|督办会|培训|会议召开|工作(?:报告|方案|要点|动态|会)|情况(?:的)?(?:报告|通报|汇报)"
)
_REPLYING = re.compile(
    r"(?:答复|回复|函复|办理情况)(?:情况|意见)?(?:函告)?如下|(?:建议|提案)[^。\n]{0,12}(?:收悉|已收到)|感谢您(?:们)?对"
)
_WITHHELD = re.compile(
    r"(?:答复|复文|复函|[该本此]件|全文)[^。；;\n]{0,40}?(?:不予|不宜|不便|不)(?:以)?公开(?!的)"
    r"|(?:答复|复文|复函|提案|建议)[^。；;\n]{0,10}?(?:不予|不宜)公开的(?:说明|情况|理由)"
)
_CODED = (
    r"(?P<number>(?!关于|对|就|根据|按照)[\u3400-\u9fff]{2,14}\s?[〔﹝\[［（(【]\s?(?:19|20)\d{2}\s?"
    r"[〕﹞\]］）)】]\s?第?\s?\d{1,5}\s?号)"
)
_HEADED = re.compile(rf"^\s*[（(【]?{_CODED}[)）】]?\s*(?=[:：、—-]|对|关于|\s)")
_TAILED = re.compile(rf"[\s（(【]{_CODED}[)）】]?\s*$")
_SHOWN = frozenset({Source.LABEL, Source.META, Source.TEXT})
_HEAD = 300
_NOTICE = 200
"""A longer text is no mere notice: what it says of disclosure is its own matter."""
SUGGESTION, PROPOSAL = "人大代表建议", "政协提案"


def read_proposal(page: Page, task: Task, snapshot: Snapshot) -> ProposalReply:
    """What a page of the section tells of one suggestion or proposal."""
    seen = read_document(page, task, snapshot)
    fields = labelled_fields(page, "proposal")
    told = best(fields, "reply_to", as_text, _SHOWN)
    pictures, _ = media_counts(page)
    return ProposalReply(
        url=seen.url,
        title=seen.title,
        role=task.role,
        snapshot=snapshot,
        final_url=page.url,
        published_on=seen.published_on,
        number=seen.number or _titled_number(seen),
        issuer=_issuer(page, seen),
        origin=best(labelled_fields(page, "document"), "origin", as_body, _SHOWN),
        signature=seen.signature,
        summary=best(labelled_fields(page, "document"), "summary", as_text)
        or best(fields, "summary", as_text),
        reply_to=_reply_to(seen, column_of(page), told),
        year=_year(seen),
        is_reply=is_reply(seen.title, seen.text),
        text_chars=len("".join(seen.text.split())),
        pictures=pictures,
        attachments=seen.attachments,
        withheld=_withheld(seen),
    )


def is_reply(title: str, text: str = "") -> bool:
    """Whether a page is one reply, by its title or its text; not a report on all of them.

    Many lists show the title of what was proposed, and the reply behind it.
    """
    if _NUMBERED.search(title) and _REPLY.search(title):
        return True
    replies = _REPLY.search(title) or _REPLYING.search(text)
    return replies is not None and _ABOUT_ALL.search(title) is None


def reply_to(text: str) -> str:
    """What a text speaks of: 人大代表建议, 政协提案; empty for both and for neither."""
    suggestion, proposal = _SUGGESTION.search(text), _PROPOSAL.search(text)
    if suggestion and proposal:
        return ""
    return SUGGESTION if suggestion else PROPOSAL if proposal else ""


def _reply_to(seen: Document, column: str, told: Field[str] | None) -> Field[str] | None:
    """The kind by title, label, column, or the first lines of the text."""
    places = (
        (seen.title, "标题"),
        (told.raw if told is not None else "", "标签"),
        (column.rpartition(">")[2], "栏目"),
        (seen.text[:_HEAD], "正文"),
    )
    for words, place in places:
        kind = reply_to(words)
        if kind:
            return Field(kind, words[:80], Source.TEXT, "", place, seen.final_url)
    return None


def _issuer(page: Page, seen: Document) -> Field[str] | None:
    """Who replies: 发布机构, 承办单位, else whoever signed; never where the text is from (来源)."""
    told = (seen.issuer, best(labelled_fields(page, "proposal"), "issuer", as_body, _SHOWN))
    found = next((one for one in told if one is not None and one.value), None)
    signed = seen.signature
    if found is not None or signed is None or not signed.body:
        return found or seen.issuer
    return Field(signed.body, signed.body, Source.SIGNATURE, "", "落款", page.url)


def _titled_number(seen: Document) -> Field[str] | None:
    """The reply's own number where its title begins or ends with it (云交函〔2025〕31号 对…的答复).

    One in the middle, or within 《》, is that of what the reply speaks of.
    """
    found = _HEADED.match(seen.title) or _TAILED.search(seen.title)
    number = normal_number(found["number"]) if found is not None else None
    if found is None or number is None:
        return None
    return Field(number, found["number"], Source.TEXT, "", "标题", seen.final_url)


def _withheld(seen: Document) -> Field[str] | None:
    """The words by which a page without a reply's text says that the reply is not made public."""
    if len("".join(seen.text.split())) > _NOTICE or seen.attachments:
        return None
    for words, place in ((seen.title, "标题"), (seen.text, "正文")):
        said = _WITHHELD.search(words)
        if said is not None:
            told = mask(said[0])
            return Field(told, told, Source.TEXT, "", place, seen.final_url)
    return None


def _year(seen: Document) -> int | None:
    """The year of the reply's number, else that which its title names."""
    number = seen.number.value if seen.number is not None else None
    told = re.search(r"〔((?:19|20)\d{2})〕", number or "")
    return int(told[1]) if told is not None else year_of(seen.title)
