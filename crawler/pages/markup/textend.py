"""Where the text of a detail page ends: above links to other texts and what closes a page."""

from __future__ import annotations

import re

from crawler.pages.markup.fileaddresses import is_file_address, names_file
from crawler.pages.markup.lines import Line, Shown, is_prose
from crawler.pages.markup.pictures import is_content_media
from crawler.pages.markup.textstart import only_date
from crawler.pages.words.labels import box_headings
from crawler.pages.words.text import key
from crawler.pages.words.wording import pattern

_CLOSES = re.compile(
    r"^\W{0,3}(?:[上下后前]一?[篇条则](?:文章|新闻|信息)?\s?(?:[:：>》】\]]|$|没有|无)"
    r"|(?:打印|关闭|返回|收藏)\W*(?:$|(?:[本此该](?:页|文|站|网|窗|栏|信息)|当前|窗口|网页|页面|文章|正文|全文|内容|预览"
    r"|顶部|首页|主页|列表|上一?[页级层]|打印|关闭|返回|收藏|分享|我要纠错|字[体号]|[大中小](?:\W|$)"
    r"|(?:复制|下载|转发|评论|点赞|朗读|推荐|目录)(?:\W|$|给)).{0,24}$)"
    r"|(?:分享[到至]|我要纠错|扫一扫|用?手机(?:扫|查看|打开)).{0,24}$"
    r"|(?:(?:[大中小]|首页|顶部|分享|语音|来源|字体|字号)(?:\W|$)|字[体号][大中小:：]|视力保护色"
    r"|您?当前位置|浏览次数|阅读次数|点击数).{0,12}$)"
)
"""What stands below a text: 打印本页, 上一篇：… ; not what begins so: 关闭 退出企业名单."""
_BESIDE = re.compile(r"^\W{0,2}(?:(?:责任)?编辑|责编|浏览|阅读|点击|更多|more).{0,16}$", re.I)
_MONTH_DAY = re.compile(r"\W{0,2}\d{1,2}[-/.月]\d{1,2}日?\W{0,2}")
_WRITTEN_DAY = re.compile(
    r"\W{0,2}[\d〇○零一二三四五六七八九]{4}\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?日\W{0,2}"
)
_NO_WORD = re.compile(r"\W*")
_LONGEST_HEADING, _LONGEST_DAY = 12, 24


def text_end(view: Shown, start: int, end: int, *, told: bool) -> int:
    """The line after the last one of a text that stands in the lines [start, end).

    Links to other texts at the end of its box are none of it: from a heading on that names such
    (热点推荐, 相关文件), or from what closes a page (打印本页, 上一篇) on. Nothing but links, their
    days and headings follows them. Something of the text stands above; a page may have no text
    and a heading that names other texts for sure, if its box is not `told` to be that of a text.
    What belongs to the text itself, as a draft or an explanation does, ends none; nor does what the
    line above announces (现予公布。, 汇编如下：).
    """
    first = _first_of_text(view, start, end)
    cut = end
    for number in range(end - 1, start - 1, -1):
        line = view.lines[number]
        if (line.link_chars and pattern("materials").search(line.text)) or _signs(view, number):
            break
        sure = _names_other_texts(line)
        if sure is not None and number > start and _is_announced(view, number):
            break
        if sure is False and number > start and _in_row(view, view.lines[number - 1]):
            continue  # a group of the list that the text is
        if sure is not None or closes_page(line.text):
            cut = number if first < number or (sure and not told) else cut
        elif not (_leads_on(view, line) or _is_passed(line) or _is_group(view, number, end)):
            break
    return cut


def closes_page(text: str) -> bool:
    """Whether a line is of what stands below a text: 打印本页, 上一篇：…"""
    return _CLOSES.match(text) is not None


def _first_of_text(view: Shown, start: int, end: int) -> float:
    """The first line that something of the text stands in, or half a line above a picture's."""
    said = (n for n in range(start, end) if not _is_frame(view.lines[n]))
    drawn = (m.line - 0.5 for m in view.media if start <= m.line < end and is_content_media(m))
    return min(next(said, end), min(drawn, default=end))


def _is_announced(view: Shown, number: int) -> bool:
    """Whether the line above one tells of a list, and no picture that it may tell of follows it."""
    above = view.lines[number - 1]
    if above.link_chars or pattern("announces").search(above.text) is None:
        return False
    return not any(media.line == number and is_content_media(media) for media in view.media)


def _is_frame(line: Line) -> bool:
    return closes_page(line.text) or _is_passed(line)


def _names_other_texts(line: Line) -> bool | None:
    """Whether a line is for sure the heading of links to other texts, or begins with it
    (相关链接：…); None if it is none.
    """
    begun = next((piece.start for piece in line.pieces if piece.anchor is not None), None)
    words = key(line.text[:begun] if begun else line.text)
    if not 0 < len(words) <= _LONGEST_HEADING or (begun and line.link_chars < len(words)):
        return None
    if "附件" in words or "资料" in words:
        return None  # what belongs to the text
    if pattern("other_texts").fullmatch(words):
        return True
    related = words in box_headings("related") or pattern("latest_texts").fullmatch(words)
    return False if related else None


def _leads_on(view: Shown, line: Line) -> bool:
    """Whether a line is a link to a page, with its day perhaps: no file, which a text may hold."""
    if not line.link_chars or is_prose(line):
        return False
    if line.link_chars * 2 <= len(line.text) and not _is_day(_unlinked(line)):
        return False
    anchors = {piece.anchor for piece in line.pieces if piece.anchor is not None}
    return not names_file(line.text) and not any(
        view.anchors[one].saved_as is not None or is_file_address(view.anchors[one].href or "")
        for one in anchors
    )


def _in_row(view: Shown, line: Line) -> bool:
    return _leads_on(view, line) or _is_day(line.text)


def _is_passed(line: Line) -> bool:
    """Whether a line may stand among such links and says nothing: a day, a sign, 编辑：…"""
    text = line.text
    return (
        line.template
        or _NO_WORD.fullmatch(text) is not None
        or _is_day(text)
        or _BESIDE.match(text) is not None
    )


def _is_day(text: str) -> bool:
    return len(text) <= _LONGEST_DAY and (only_date(text) or _MONTH_DAY.fullmatch(text) is not None)


def _signs(view: Shown, number: int) -> bool:
    """Whether a line is the day under a text, and no day of rows: in words (2026年9月1日), or below
    a heading of other texts that a single link follows in its line.
    """
    line, above = view.lines[number], view.lines[number - 1]
    around = (*view.lines[max(number - 3, 0) : number], *view.lines[number + 1 : number + 4])
    if _WRITTEN_DAY.fullmatch(line.text) is not None:
        return not any(_WRITTEN_DAY.fullmatch(one.text) for one in around)
    begun = number > 0 and above.link_chars > 0 and _names_other_texts(above) is not None
    below = view.lines[number + 1 : number + 2]
    row = any(_leads_on(view, one) and not closes_page(one.text) for one in below)
    alone = not row and not any(_is_day(one.text) for one in around)
    return begun and alone and only_date(line.text)


def _unlinked(line: Line) -> str:
    return "".join(piece.text for piece in line.pieces if piece.anchor is None).strip()


def _is_group(view: Shown, number: int, end: int) -> bool:
    """Whether a short line heads a link right below it."""
    line = view.lines[number]
    short = len(line.text) <= _LONGEST_HEADING and not line.link_chars and "。" not in line.text
    return short and number + 1 < end and _leads_on(view, view.lines[number + 1])
