"""What an article shows besides text: where its pictures lie, sound, players made by script."""

from __future__ import annotations

import re

from crawler.pages.markup.body import content_media
from crawler.pages.markup.links import base_of
from crawler.pages.markup.outline import outline
from crawler.pages.markup.page import Page
from crawler.pages.markup.shown import shown
from crawler.records.addresses import normalise

SOURCES = ("data-src", "data-original", "src")
"""Attributes that name a picture's file, the one that a script puts in the place of src first."""
_MOST = 60
_SOUND = re.compile(r"\.(?:mp3|m4a|wav|aac|ogg|wma)(?:[?#]|$)", re.I)
_PLAYER = re.compile(
    r"\.(?:mp4|m3u8|flv|mp3|m4a)[\"'?]|new\s+(?:Aliplayer|DPlayer|TcPlayer|ckplayer|Player)\b|"
    r"videojs\s*\(|TCPlayer\s*\(",
    re.I,
)


def picture_urls(page: Page) -> tuple[str, ...]:
    """The addresses of the content pictures, each once; data in the page itself has none."""
    base = base_of(page)
    found: dict[str, None] = {}
    for media in content_media(page):
        source = next((text for n in SOURCES if (text := media.attributes.get(n))), "")
        if media.tag != "img" or source.startswith("data:"):
            continue
        try:
            found[normalise(source, base)] = None
        except ValueError:
            continue
    return tuple(found)[:_MOST]


def audio_count(page: Page) -> int:
    """How many recordings the article offers: players and links to files of sound."""
    view, layout = shown(page), outline(page)
    first, last = max(layout.title_line, 0), min(layout.content_end, layout.footer)
    players = sum(m.tag == "audio" and not m.template and first <= m.line <= last
                  for m in view.media)  # fmt: skip
    links = sum(
        not anchor.template and first <= anchor.line <= last
        and _SOUND.search(anchor.href or "") is not None
        for anchor in view.anchors
    )  # fmt: skip
    return players + links


def has_scripted_media(page: Page) -> bool:
    """Whether a script of the page names a file to play or makes a player."""
    scripts = page.tree.css("script")
    return any(_PLAYER.search(script.text() or "") is not None for script in scripts)
