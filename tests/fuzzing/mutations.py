"""What is done to a page: text to text, drawn from a random source that is handed in."""

# ruff: noqa: E501 - what is sent reads best unbroken

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Mutation = Callable[[str, Random], str]

_TAG = re.compile(r"<[^<>]{1,400}>")
_ATTRIBUTE = re.compile(r"""(?<![\w-])[\w-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*')""")
_DATE = re.compile(r"\d{4}\s?[-/年.]\s?\d{1,2}\s?[-/月.]\s?\d{1,2}日?")
_NUMBER = re.compile(r"\d+")
_HREF = re.compile(r"""((?:href|src|action)\s*=\s*["'])([^"'<>]*)""")
_TEXT = re.compile(r">([^<>]{2,300})<")
_CUTS = (r"<[a-z]+ ", r"=\"", r"<!--", r"<script", r"&", r"\{", r"<td", r"://", r"\d")

DATES = (
    "2026-02-30", "0000年0月0日", "0000-00-00", "9999-99-99", "２０２６－０１－０２", "2026年2月29日",
    "二〇二六年十三月三十二日", "二〇二六年一月二日", "2026-1-", "99999999999999-01-01", "1970-01-01",
    "2026-11-20T25:61:61", "²⁰²⁶年¹月²日", "٢٠٢٦-٠١-٠٢", "２０２６年１月２日", "廿卅年十十月十十日",
    "2026年00月99日", "1-1-1", "2100-12-31", "2101-01-01", "-2026-01-01", "2026/01-02", "①②-③",
    "2026‏-01‏-02", "20260230", "20269999", "一二三四年五月六日", "2026年十十月三〇〇〇日", "2026.1.2.3.4",
)  # fmt: skip
NUMBERS = (
    "0", "-1", "1000000000", "999999999999999999999", "1e308", "1e999", "NaN", "Infinity", "0x7f",
    "9" * 400, "9" * 5_000, "1.5", "²", "①", "٣", "0/0", "", "--", "1,000,000", "00000000001", "九亿",
)  # fmt: skip
ADDRESSES = (
    "http://[::1", "//", "http://", "javascript:void(0)", "http://a.test:99999999/", "http://a.test:x/",
    "http://ℂ.test/", "http://xn--\u0141.test/", "http://xn--.test/", "data:text/html,<p>", "?", "#", "%", "%zz",
    "../" * 300, "/" * 3_000, "?a=" + "b" * 5_000, "http://u:p@a.test/", "http://[v1.x]/", "\x00",
    "http://1.2.3.4.5:0/", "http://" + "a" * 300 + ".test/", "http://。/", "http:\\\\a.test\\b",
    "http://a.test/\ud800", "ftp://a.test/", "//\u2100/", "http://a.test／b", "tel:12345", "/a b\tc\n",
    "http://[fe80::1%25eth0]/", "http://www.yunxi.test/;jsessionid=1;jsessionid=2", "http://-/",
)  # fmt: skip
_CHARACTERS = (
    "\x00", "\ufeff", "\u200f", "\u202e", "\u2066", "\x01", "\x0b\x0c", "\x1a", "\x7f", "\u0085",
    "\u2028", "\u200b" * 50, "\u0301" * 500, "\ue000", "\U0001f4a9", "\U0010ffff", "\ufffd", "\ufffe",
    "\u3000", "\xa0", "\xad", "ﷺ", "ǆ", "İ", "ß", "縣", "〇", "：", "�",
)  # fmt: skip
_ENTITIES = (
    "&#x110000;", "&#0;", "&#55296;", "&#xD800;&#xDC00;", "&nbsp", "&amp;amp;amp;", "&", "&#", "&#x",
    "&#99999999999999;", "&bogus;", "&lt;script&gt;", "&#1;", "&#128;", "&lt", "&quot", "&NotEqualTilde;",
)  # fmt: skip
_PIECES = (
    "<!--", "-->", "<![CDATA[", "]]>", "<plaintext>", "<textarea>", "<title>", "<noscript>", "<svg><style>",
    "<template>", "<frameset>", "<base href='javascript:0'>", "<base href='//'>", "<select>", "<script>",
    "</script>", "</body>", "</html>", "<iframe src='//['>", "<math><mi>", "<xmp>", "<!DOCTYPE x [",
    "<?xml version='1.0'?>", "<table>", "</table>", "</div>", "</td>", "<a href=", "<a href='x'", "<",
    "<meta http-equiv=refresh content='0;url=//['>", "<input value='", "<td>文号</td>", "<p>发布日期：</p>",
    "<style>*{display:none}", "<h1></h1>", "<h1><h1>", "<li><li><li>", "<dl><dt><dt>", "<object><embed>",
)  # fmt: skip
_PAGERS = (
    "<script>createPageHTML({n}, {m}, 'index', 'html');</script>", "<p>共{n}页 第{m}/{n}页</p>",
    "<div class='page'>共 {n} 条记录 当前 {m}/{n} <a href='index_{n}.html'>尾页</a></div>",
    "<script>var totalPage={n}, pageSize={m}, currentPage={m};</script><div id='pager'></div>",
    "<input id='totalpage' value='{n}'><input id='pagesize' value='{m}'>",
    "<script>$('#pager').pagination({{total:{n},pageSize:{m}}});function go(p){{location.href='?p='+p}}</script>",
    "<a href='javascript:goPage({n})'>末页</a><a href='javascript:goPage({m})'>下一页</a>",
    "<div totalpage='{n}' currpage='{m}' totalrecord='{n}' perpage='{m}' proxyurl='/dataproxy.jsp'></div>",
    "<script>for(var i={m};i<{n};i++){{document.write('<a href=index_'+i+'.html>'+i+'</a>')}}</script>",
)  # fmt: skip
_SCRIPTS = (
    "var data={deep};", "window._CONFIG={deep};", "var list=[{{title:'x',url:'/a',date:{number}}}];",
    "var page={{rows:[{{\"title\":\"\\ud800\",\"url\":\"/\\udfff\",\"date\":\"{date}\"}}]}};",
    "var z=[{{id:{number},pId:{number},name:'政策解读',url:'/x'}}];", "document.write({deep});",
    "var t='{long}", "var u=\"\\u{{110000}}\\x\\u12\";", "location.href='{address}'", "/*{long}", "`${{{deep}",
    "var rows=[{{\"title\":\"关于公布名单的通知\",\"url\":\"{address}\",\"publishDate\":{number}}}];",
)  # fmt: skip
CHARSETS = (
    "gb2312", "utf-8", "utf-7", "hz", "idna", "rot13", "zip", "undefined", "x-user-defined", "", "big5",
    "utf-16", "utf-32", "iso-8859-1", "unicode_escape", "punycode", "gbk;gbk", "ＵＴＦ－８", "mbcs", "%",
)  # fmt: skip


def _at(text: str, draw: Random) -> int:
    return draw.randrange(len(text) + 1)


def _put(text: str, piece: str, draw: Random) -> str:
    """A piece put in, mostly between two tags where it stands as text."""
    at = _at(text, draw)
    if draw.random() < 0.7:
        at = text.find(">", at) + 1 or at
    return text[:at] + piece + text[at:]


def _one(pattern: re.Pattern[str], text: str, draw: Random) -> re.Match[str] | None:
    """Some match behind a place that is drawn, else the first one."""
    return pattern.search(text, _at(text, draw)) or pattern.search(text)


def _replaced(pattern: re.Pattern[str], text: str, by: str, draw: Random, times: int = 1) -> str:
    for _ in range(times):
        found = _one(pattern, text, draw)
        if found is None:
            break
        text = text[: found.start()] + by + text[found.end() :]
    return text


def cut(text: str, draw: Random) -> str:
    found = _one(re.compile(draw.choice(_CUTS)), text, draw)
    at = found.end() if found is not None and draw.random() < 0.6 else _at(text, draw)
    return text[:at] if draw.random() < 0.8 else text[at:]


def drop_tags(text: str, draw: Random) -> str:
    if draw.random() < 0.3:
        share = draw.choice((0.02, 0.2, 0.6))
        return _TAG.sub(lambda tag: "" if draw.random() < share else tag.group(), text)
    return _replaced(_TAG, text, "", draw, draw.choice((1, 3)))


def double_tags(text: str, draw: Random) -> str:
    found = _one(_TAG, text, draw)
    times = draw.choice((2, 3, 30, 300))
    return (
        text
        if found is None
        else text[: found.start()] + found.group() * times + text[found.end() :]
    )


def nest(text: str, draw: Random) -> str:
    tag = draw.choice(
        ("div", "table", "td", "span", "ul", "li", "b", "a", "p", "dl", "font", "form", "h1")
    )
    times = draw.choice((5, 40, 40, 400, 10_000))
    opened = "<table><tr><td>" if tag == "table" else f"<{tag}>"
    return _put(text, opened * times + (f"</{tag}>" * times if draw.random() < 0.5 else ""), draw)


def break_attribute(text: str, draw: Random) -> str:
    found = _one(_ATTRIBUTE, text, draw)
    if found is None:
        return text
    whole = found.group()
    name, _, value = whole.partition("=")
    by = draw.choice((
        whole[:-1], f"{name}{value}", f"{name}=", f"{name}=={value}", f"{whole} {whole}", f"{name}='\"",
        f"{name}={value.strip(chr(34))}", f"{name}=\"{'x' * draw.choice((100, 100_000))}\"", f"<{whole}",
        f"{name}\n=\n{value}", f"{whole}{whole}", f"=\"{value}", f"{whole}>", f"\x00{whole}",
    ))  # fmt: skip
    return text[: found.start()] + by + text[found.end() :]


def entity(text: str, draw: Random) -> str:
    return _put(text, draw.choice(_ENTITIES), draw)


def characters(text: str, draw: Random) -> str:
    sign = draw.choice(_CHARACTERS)
    for _ in range(draw.choice((1, 1, 8))):
        at = _at(text, draw)
        text = text[:at] + sign + text[at:]
    return text


def spans(text: str, draw: Random) -> str:
    number = draw.choice(("99999", "-1", "0", "1000000000", "x", "²", "9" * 5_000, "2", "3.5"))
    what = draw.choice(("rowspan", "colspan"))
    for _ in range(draw.choice((1, 4))):
        found = _one(re.compile(r"<t[dh]\b"), text, draw)
        if found is not None:
            text = f"{text[: found.end()]} {what}={number} {text[found.end() :]}"
    return text


def dates(text: str, draw: Random) -> str:
    return _replaced(_DATE, text, draw.choice(DATES), draw, draw.choice((1, 1, 4)))


def numbers(text: str, draw: Random) -> str:
    return _replaced(_NUMBER, text, draw.choice(NUMBERS), draw, draw.choice((1, 1, 4)))


def pagers(text: str, draw: Random) -> str:
    piece = draw.choice(_PAGERS).format(n=draw.choice(NUMBERS), m=draw.choice(NUMBERS))
    return _put(text, piece, draw)


def addresses(text: str, draw: Random) -> str:
    found = _one(_HREF, text, draw)
    if found is None:
        return _put(text, f"<a href='{draw.choice(ADDRESSES)}'>政策解读</a>", draw)
    return text[: found.start(2)] + draw.choice(ADDRESSES) + text[found.end(2) :]


def pieces(text: str, draw: Random) -> str:
    return _put(text, draw.choice(_PIECES), draw)


def scripts(text: str, draw: Random) -> str:
    depth = draw.choice((3, 60, 1_000, 10_000))
    deep = draw.choice(
        ("[" * depth, "[" * depth + "]" * depth, '{"a":' * depth, "(" * depth, "{a:[" * depth)
    )
    code = draw.choice(_SCRIPTS).format(
        deep=deep, number=draw.choice(NUMBERS), date=draw.choice(DATES), long="长" * 20_000,
        address=draw.choice(ADDRESSES),
    )  # fmt: skip
    return _put(text, f"<script>{code}</script>", draw)


def charset(text: str, draw: Random) -> str:
    return re.sub(r"charset=[\"']?[\w-]+", f"charset={draw.choice(CHARSETS)}", text, count=1)


def repeat(text: str, draw: Random) -> str:
    start = _at(text, draw)
    piece = text[start : start + draw.choice((5, 200, 2_000))]
    times = draw.choice((2, 10, min(400, 40_000 // (len(piece) + 1) + 1)))
    return text[:start] + piece * times + text[start + len(piece) :]


def swap(text: str, draw: Random) -> str:
    """Two texts of the page change places: values stand under labels of others."""
    one, two = _one(_TEXT, text, draw), _one(_TEXT, text, draw)
    if one is None or two is None or one.end() >= two.start():
        return text
    return (
        text[: one.start(1)] + two.group(1) + text[one.end(1) : two.start(1)] + one.group(1)
        + text[two.end(1) :]
    )  # fmt: skip


def drop_text(text: str, draw: Random) -> str:
    return _replaced(_TEXT, text, "><", draw, draw.choice((1, 5)))


def shuffle(text: str, draw: Random) -> str:
    cuts = sorted(_at(text, draw) for _ in range(3))
    a, b, c = cuts
    return text[:a] + text[b:c] + text[a:b] + text[c:]


MUTATIONS: tuple[Mutation, ...] = (
    cut, cut, drop_tags, double_tags, nest, break_attribute, entity, characters, spans, dates, numbers, pagers,
    addresses, pieces, scripts, charset, repeat, swap, drop_text, shuffle,
)  # fmt: skip


def mutated(text: str, draw: Random) -> str:
    """The page with one to four things done to it."""
    for _ in range(draw.choice((1, 1, 2, 2, 3, 4))):
        text = draw.choice(MUTATIONS)(text, draw)
    return text


def as_bytes(text: str, draw: Random) -> bytes:
    """The page in some coding, perhaps cut in a character or with bytes that fit none."""
    coding = draw.choice(
        ("utf-8",) * 6 + ("gb18030",) * 3 + ("big5", "utf-16", "utf-16-le", "utf-32")
    )
    body = text.encode(coding, "replace" if coding in ("big5",) else "surrogatepass") if coding != (
        "gb18030"
    ) else text.encode(coding, "replace")  # fmt: skip
    how = draw.random()
    if how < 0.08:
        body = body[: draw.randrange(len(body) + 1)]
    elif how < 0.16 and body:
        broken = bytearray(body)
        for _ in range(draw.choice((1, 5, len(body) // 50 + 1))):
            broken[draw.randrange(len(broken))] = draw.choice(
                (0, 0x80, 0xFF, 0xFE, 0x1B, draw.randrange(256))
            )
        body = bytes(broken)
    elif how < 0.2:
        body = (
            draw.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00" * 9, b"\x1f\x8b"))
            + body
        )
    return body
