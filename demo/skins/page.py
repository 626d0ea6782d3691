"""A page as the server answers it, and the pages that are not what they should be."""

# ruff: noqa: E501 - markup as it is answered
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Call = Callable[[Mapping[str, str]], "Page | None"]
"""What answers a path with parameters; None where it has nothing."""


@dataclass(frozen=True)
class Page:
    """One answer: body, status, content type as the header states it, further headers."""

    body: bytes
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


_CHALLENGE = """<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<meta id="q7Lk2" content="{token}" r="m">
<script type="text/javascript" r="m">$_ts=window['$_ts'];if(!$_ts)$_ts={{}};$_ts.nsd={number};$_ts.cd="{token}";if($_ts.lcd)$_ts.lcd();</script>
<script type="text/javascript" charset="iso-8859-1" src="/k9Zt1Vb/{number}.js" r="m"></script>
</head><body></body></html>"""

_ERROR = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>500</title></head>
<body><h1>HTTP Status 500 – Internal Server Error</h1><p>java.lang.NullPointerException</p>
<p>at com.cms.web.ContentAction.view(ContentAction.java:{number})</p></body></html>"""


def condition_page(condition: str, frame: Callable[[str, str], bytes], number: int) -> Page:
    """The page that stands where something else should: error, soft404 or challenge.

    `frame(title, inner)` is the site's own frame, in which a soft 404 comes.
    """
    if condition == "error":
        return Page(_ERROR.format(number=number % 900).encode(), 500)
    if condition == "challenge":
        token = f"{number:x}" * 40
        body = _CHALLENGE.format(token=token[:300], number=number % 99991)
        return Page(body.encode(), 412 if number % 2 else 200)
    if condition == "soft404":
        return Page(
            frame(
                "提示信息",
                '<div class="err404"><h2>404</h2><p>抱歉，您访问的页面不存在或已被删除！</p>'
                '<p>页面将在<span id="sec">5</span>秒后自动返回首页</p></div>',
            )
        )
    raise ValueError(condition)
