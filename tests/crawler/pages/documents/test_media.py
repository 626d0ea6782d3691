# ruff: noqa: E501  (pages read best unbroken)
"""What interpretations show besides text: pictures and where they lie, sound, scripted players."""

from __future__ import annotations

import pytest

from crawler.pages.documents.interpretation import read_interpretation
from crawler.portals.roles import Role
from tests.crawler.pages.pages import FOOTER, NAVIGATION, SNAPSHOT, page, task

TITLE = "《云溪县养老服务管理办法》政策解读"
TEXT = (
    "<p>近日，县政府公布了《云溪县养老服务管理办法》，现将有关内容解读如下，请各有关方面认真学习领会。</p>"
    * 3
)


def whole(inner: str, before: str = "", after: str = "") -> str:
    return f"<html><head><title>{TITLE}</title></head><body>{NAVIGATION}{before}<div class=main><h1>{TITLE}</h1><p>发布时间：2026-03-06 来源：县民政局</p><div class=content>{TEXT}{inner}</div></div>{after}{FOOTER}</body></html>"


PICTURE = "<p><img src='/upload/2026/chart.png' width='900'></p>"
CASES: dict[str, tuple[str, tuple[int, int, int, bool]]] = {
    "text alone": ("", (0, 0, 0, False)),
    "a picture": (PICTURE, (1, 0, 0, False)),
    "the same picture twice": (PICTURE * 2, (2, 0, 0, False)),
    "a small icon": ("<p><img src='/images/a.png' width='32'></p>", (0, 0, 0, False)),
    "a video": ("<p><video src='/v/1.mp4'></video></p>", (0, 1, 0, False)),
    "a player in a frame": ("<p><iframe src='https://v.qq.com/txp/iframe/player.html'></iframe></p>", (0, 1, 0, False)),
    "a sound": ("<p><audio src='/a/1.mp3' controls></audio></p>", (0, 0, 1, False)),
    "a link to a sound": ("<p><a href='/a/1.mp3'>收听音频解读</a></p>", (0, 0, 1, False)),
    "a player made by script": ("<div id='p'></div><script>new Aliplayer({id:'p',source:'/v/1.m3u8'});</script>", (0, 0, 0, True)),
    "a file named in a script": ("<script>var f='/v/jiedu.mp4';play(f);</script>", (0, 0, 0, True)),
    "a script about something else": ("<script>var n='list.html';go(n);</script>", (0, 0, 0, False)),
}  # fmt: skip


@pytest.mark.parametrize(("inner", "shown"), CASES.values(), ids=CASES)
def test_what_the_article_shows(inner: str, shown: tuple[int, int, int, bool]) -> None:
    one = read_interpretation(page(whole(inner)), task(Role.INTERPRETATIONS), SNAPSHOT)
    assert (one.pictures, one.videos, one.audios, one.scripted_media) == shown


def test_where_pictures_lie() -> None:
    lazy = "<p><img src='/images/loading.gif' data-src='chart2.png'></p><p><img src='data:image/png;base64,AAAA'></p>"
    one = read_interpretation(page(whole(PICTURE * 2 + lazy)), task(Role.INTERPRETATIONS), SNAPSHOT)
    assert [url.rpartition("/")[2] for url in one.picture_urls] == ["chart.png", "chart2.png"]
    assert one.picture_urls[0] == "http://www.yunxi.test/upload/2026/chart.png"


def test_pictures_and_sounds_of_the_template_are_none_of_it() -> None:
    beside = "<div class='footer'><img src='/images/map.png' width='900'><a href='/a/anthem.mp3'>国歌</a></div>"
    one = read_interpretation(page(whole("", after=beside)), task(Role.INTERPRETATIONS), SNAPSHOT)
    assert (one.picture_urls, one.audios) == ((), 0)


@pytest.mark.parametrize(
    "inner",
    [
        "<img>",
        "<img src='http://['>",
        "<audio>",
        "<script>" + "new " * 9000 + "</script>",
        "<video>" * 200,
    ],
)
def test_hostile_media(inner: str) -> None:
    one = read_interpretation(page(whole(inner)), task(Role.INTERPRETATIONS), SNAPSHOT)
    assert one.picture_urls == ()
