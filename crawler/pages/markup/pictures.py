"""Which pictures and players of a page belong to its text rather than to its template."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from operator import attrgetter

from crawler.pages.markup.lines import Media
from crawler.pages.markup.shown import Shown

_FURNITURE_PICTURE = re.compile(
    r"logo|icon|/ico[/_.-]|\.ico$|arrow|button|btn|share|weixin|wechat|weibo|qrcode|erweima|ewm|"
    r"banner|bg[_.-]|background|spacer|blank\.|loading|line\.|dot\.|jiantou|print|close|wza|home\.|"
    r"search|filetype|fileext|/images?/(?:pdf|doc|xls|zip|rar|file)",
    re.I,
)
_NUMBER = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$")
_STYLE_SIZE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(\d{1,5})(?:\.\d+)?px", re.I)
_SMALLEST = 200


def is_content_media(media: Media) -> bool:
    """Whether a picture or player belongs to the text rather than to the template.

    Pictures known to be under 200 pixels, logos and icons do not.
    """
    if media.template:
        return False
    attributes = media.attributes
    names = ("data-src", "data-original", "src", "data")  # lazy pictures show a stand-in first
    source = next((text for name in names if (text := attributes.get(name))), "")
    if media.tag == "iframe":
        return _PLAYER.search(source) is not None
    if media.tag != "img":
        return media.tag != "audio"
    if not source or _FURNITURE_PICTURE.search(source[-200:]):
        return False
    sizes = [attributes.get("width"), attributes.get("height")]
    sizes += [match.group(2) for match in _STYLE_SIZE.finditer(attributes.get("style") or "")]
    for size in sizes:
        match = _NUMBER.match(size or "")
        if match and int(match.group(1)) < _SMALLEST:
            return False
    return True


def shows_picture(view: Shown, start: int, end: int) -> bool:
    """Whether a picture of a text stands in lines or behind the last, beside nothing to fill in."""
    if any(line.has_input for line in view.lines[start : end + 1]):
        return False
    line = attrgetter("line")
    first, last = bisect_left(view.media, start, key=line), bisect_right(view.media, end, key=line)
    return any(map(is_content_media, view.media[first:last]))


_PLAYER = re.compile(r"video|player|v\.qq|youku|\.mp4|\.m3u8|iqiyi|bilibili|cctv|live", re.I)
